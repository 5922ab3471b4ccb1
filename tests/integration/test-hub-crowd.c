/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-client.h"

#include <malloc.h>
#include <string.h>
#include <sys/socket.h>

/* Those who come slowly, or never finish, don't hold up those who do (FAULTS §§1, 5). */

#define DRIPPING 24
#define SILENT 20
#define HALF 20

static const char head[] = "POST /api/v1/auth/guest/verify HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                           "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n";

static GSocketConnection *
dial (Client     *client,
      const char *first,
      size_t      length)
{
  g_autoptr(GSocketClient) dialer = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_uri (dialer, bo_hub_get_url (client->hub), 80, NULL,
                                                                  &error);

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), first, length, NULL, NULL,
                             &error);
  g_assert_no_error (error);
  return connection;
}

static void
add_connections (GPtrArray  *crowd,
                 Client     *client,
                 int         n,
                 const char *first,
                 size_t      length)
{
  for (int i = 0; i < n; i++)
    g_ptr_array_add (crowd, dial (client, first, length));
}

/* A byte from each; some of them may have been cut off. */
static gboolean
drip_cb (void *data)
{
  GPtrArray *crowd = data;

  for (unsigned int i = 0; i < crowd->len; i++)
    g_output_stream_write (g_io_stream_get_output_stream (g_ptr_array_index (crowd, i)), "x", 1, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static bool
is_answered (Client *client)
{
  client_sync (client, "", "");
  return client->status == 200;
}

static void
test_dripping (Client     *client,
               const void *data)
{
  g_autoptr(GPtrArray) dripping = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  unsigned int drip;

  client_login (client);
  add_connections (dripping, client, DRIPPING / 2, head, sizeof head - 1);
  add_connections (dripping, client, DRIPPING / 2, head, 20);
  add_connections (others, client, SILENT, "", 0);
  add_connections (others, client, HALF / 5, head, sizeof head - 1);
  add_connections (others, client, HALF - HALF / 5, head, 30);
  drip = g_timeout_add (5, drip_cb, dripping);

  for (int i = 0; i < 50; i++)
    {
      g_assert_true (is_answered (client));
      g_main_context_iteration (NULL, FALSE);
    }
  g_source_remove (drip);
}

/* More unfinished bodies than there may be: the oldest make room. */
static void
test_crowd (Client     *client,
            const void *data)
{
  g_autoptr(GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  int64_t deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  int answered = 0;

  client_login (client);
  add_connections (crowd, client, 40, head, sizeof head - 1);
  while (answered < 20 && g_get_monotonic_time () < deadline)
    answered += is_answered (client);
  g_assert_cmpint (answered, ==, 20);
}

/* What one begins on a connection that was used before has an end too. */
static void
test_second_request (Client     *client,
                     const void *data)
{
  static const char whole[] = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  g_autoptr(GSocketConnection) connection = dial (client, whole, sizeof whole - 1);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  char answer[2048] = { 0 };
  size_t have = 0;

  while (strstr (answer, "healthy") == NULL)
    {
      gssize got = g_input_stream_read (input, answer + have, sizeof answer - 1 - have, NULL, NULL);

      g_assert_cmpint (got, >, 0);
      have += (size_t) got;
    }
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 40);
  g_assert_true (g_output_stream_write_all (output, whole, 10, NULL, NULL, NULL));
  g_assert_cmpint (g_input_stream_read (input, answer, sizeof answer, NULL, NULL), ==, 0);
}

/* Two requests at once, the second of which has to wait, and then no more: both are answered. */
static void
test_half_closed (Client     *client,
                  const void *data)
{
  static const char two[] = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                            "POST /api/v1/auth/admin/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                            "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"password\":\"x\"} ";

  for (int i = 0; i < 4; i++)
    {
      g_autoptr(GSocketConnection) connection = dial (client, two, sizeof two - 1);
      GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
      g_autoptr(GString) answers = g_string_new (NULL);
      char piece[1024];
      gssize got;

      g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
      while ((got = g_input_stream_read (input, piece, sizeof piece, NULL, NULL)) > 0)
        g_string_append_len (answers, piece, got);
      g_assert_nonnull (strstr (answers->str, "HTTP/1.1 200 OK"));
      g_assert_nonnull (strstr (answers->str, "HTTP/1.1 401 Unauthorized"));
    }
  client_login (client);
  g_assert_true (is_answered (client));
}

/* More than there may be connections at once */
#define MANY 300

/* What came and went, at whatever point, counts no longer. */
static void
test_gone (Client     *client,
           const void *data)
{
  static const struct { const char *first; size_t length; } starts[] = {
    { "", 0 }, { head, 30 }, { "\1\2\r\n\r\n", 6 }, { head, sizeof head - 1 }
  };

  client_login (client);
  for (size_t i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      for (int j = 0; j < MANY; j++)
        g_object_unref (dial (client, starts[i].first, starts[i].length));
      g_assert_true (is_answered (client));
    }
}

/* Those that were answered, and stay, make room. */
static void
test_idle (Client     *client,
           const void *data)
{
  static const char whole[] = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  g_autoptr(GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);

  client_login (client);
  for (int i = 0; i < MANY; i++)
    {
      GSocketConnection *connection = dial (client, whole, sizeof whole - 1);
      char byte;

      g_ptr_array_add (crowd, connection);
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &byte, 1, NULL, NULL);
      g_assert_cmpint (byte, ==, 'H');
    }
  g_assert_true (is_answered (client));
}

/* Refused by their headers: a body that nobody may send isn't waited for, nor kept. */
static void
test_strangers (Client     *client,
                const void *data)
{
  static const struct { const char *path, *status; } table[] = {
    { "/api/v1/sync/", "403" }, { "/api/v1/backup/create", "403" }, { "/api/v1/auth/admin/login", "413" }
  };

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *first = g_strdup_printf ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
                                                "Content-Type: application/json\r\nContent-Length: 16000000\r\n\r\n",
                                                table[i].path);
      g_autoptr(GSocketConnection) connection = dial (client, first, strlen (first));
      char answer[13] = { 0 };

      g_assert_true (g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, 12, NULL,
                                              NULL, NULL));
      g_assert_cmpstr (answer + 9, ==, table[i].status);
    }
}

/* Who listens for events and never reads them is cut off, before they fill the memory. */
static void
test_deaf (Client     *client,
           const void *data)
{
  g_autofree char *first = NULL;
  g_autoptr(GSocketConnection) connection = NULL;
  g_autoptr(GError) error = NULL;
  GSocket *socket;
  char bytes[4096];
  gssize got;

  client_login (client);
  first = g_strdup_printf ("GET /api/v1/sync/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                           "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Version: 13\r\nAuthorization: Bearer %s\r\n\r\n",
                           client->token);
  connection = dial (client, first, strlen (first));
  socket = g_socket_connection_get_socket (connection);
  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, 1024, NULL);
  g_assert_cmpint (g_socket_receive (socket, bytes, 12, NULL, NULL), ==, 12);
  g_assert_cmpint (memcmp (bytes, "HTTP/1.1 101", 12), ==, 0);

  for (int i = 0; i < 5000; i++)
    client_sync (client, "{\"change_type\":\"delete\",\"entity\":null,\"relationships\":[]}", ", \"cursor\":\"9999\"");

  /* A window so small is opened by probes alone, which come the later the longer it was shut. */
  g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, 1024 * 1024, NULL);
  g_socket_set_timeout (socket, 20);
  while ((got = g_socket_receive (socket, bytes, sizeof bytes, NULL, &error)) > 0)
    ;
  /* What it had sent and nobody read may be why the end is told as an error. */
  if (got < 0)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  else
    g_assert_cmpint (got, ==, 0);
}

/* As often as a client would come back: who is slow himself may be hurried out with the others. */
#define TRIES 20

/* (nullable): the hub's answer, and how long it took */
static GBytes *
ask_health (Client  *client,
            BoHub   *hub,
            int64_t *took_us,
            GError **error)
{
  g_autofree char *url = g_strconcat (bo_hub_get_url (hub), "/health", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  int64_t began = g_get_monotonic_time ();
  GBytes *answer;

  client_trust (message);
  answer = soup_session_send_and_read (client->session, message, NULL, error);
  *took_us = g_get_monotonic_time () - began;
  g_assert_true (answer == NULL || soup_message_get_status (message) == 200);
  return answer;
}

/* Handshakes that nobody goes on with hold threads: others must not wait for their end. */
static void
test_handshakes (Client     *client,
                 const void *data)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autoptr(GPtrArray) crowd = g_ptr_array_new_with_free_func (g_object_unref);
  BoHubOptions options = { .password = "admin", .tls = true };
  g_autoptr(BoHub) hub = bo_hub_new (dir, &options);
  Client secure = { .hub = hub };
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GError) error = NULL;
  int64_t took_us;

  g_assert_true (bo_hub_start (hub, NULL));
  add_connections (crowd, &secure, 200, "", 0);
  for (int tries = 0; answer == NULL && tries < TRIES; tries++)
    {
      g_clear_error (&error);
      answer = ask_health (client, hub, &took_us, &error);
      g_assert_cmpint (took_us, <, 5 * G_USEC_PER_SEC);
    }
  g_assert_no_error (error);
  bo_hub_stop (hub);
}

#define LOGINS 6

typedef struct
{
  Client *client;
  int     answered;
  int     wrong;
  int     over;
} Crowd;

static void *
log_in (void *data)
{
  Crowd *crowd = data;
  g_autofree char *url = g_strconcat (bo_hub_get_url (crowd->client->hub), "/api/v1/auth/admin/login", NULL);
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(GBytes) body = g_bytes_new_static ("{\"password\":\"admin\"}", 20);

  while (!g_atomic_int_get (&crowd->over))
    {
      g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
      g_autoptr(GBytes) answer = NULL;

      client_trust (message);
      soup_message_set_request_body_from_bytes (message, "application/json", body);
      answer = soup_session_send_and_read (session, message, NULL, NULL);
      g_atomic_int_add (&crowd->answered, answer != NULL && soup_message_get_status (message) == 200);
      g_atomic_int_add (&crowd->wrong, answer != NULL && soup_message_get_status (message) == 401);
    }
  return NULL;
}

/* Nobody is told that a password is wrong because the hub ends. */
static void
test_end (Client     *client,
          const void *data)
{
  GThread *threads[LOGINS];
  g_autoptr(GSocketConnection) silent = NULL;
  Crowd crowd = { .client = client };

  for (int i = 0; i < LOGINS; i++)
    threads[i] = g_thread_new ("login", log_in, &crowd);
  while (g_atomic_int_get (&crowd.answered) < LOGINS)
    g_thread_yield ();
  /* A handshake that the hub has to wait for */
  silent = dial (client, "", 0);
  bo_hub_stop (client->hub);
  g_atomic_int_set (&crowd.over, 1);
  for (int i = 0; i < LOGINS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (crowd.wrong, ==, 0);
}

/* --- what a connection leaves behind --- */

/* What libsoup forgets by itself is 2 KiB of each, with TLS 25. */
#define ENDED 300
#define LEFT_BEHIND 1024

typedef void (*End) (Client *client);

/* On a connection of its own, which ends between two requests. */
static void
end_between (Client *client)
{
  Client other = { .session = soup_session_new () };
  g_autoptr(GBytes) answer = NULL;
  int64_t took_us;

  answer = ask_health (&other, client->hub, &took_us, NULL);
  g_assert_nonnull (answer);
  g_object_unref (other.session);
}

static void
end_silently (Client *client)
{
  g_object_unref (dial (client, "", 0));
}

static void
end_within (Client *client)
{
  g_object_unref (dial (client, head, 20));
}

/* What is no request, and no handshake, is answered with an end. */
static void
end_refused (Client *client)
{
  g_autoptr(GSocketConnection) connection = dial (client, "hello\r\n\r\n", 9);
  char answer[512];

  while (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, sizeof answer, NULL, NULL) > 0)
    ;
}

static size_t
allocated (void)
{
  return mallinfo2 ().uordblks;
}

/* @asking asks, on a connection that stays, until the hub has done with those that ended before. */
static void
assert_left_behind (Client *asking,
                    size_t  before)
{
  int64_t deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  int64_t took_us;

  while (allocated () > before + (size_t) ENDED * LEFT_BEHIND && g_get_monotonic_time () < deadline)
    g_bytes_unref (ask_health (asking, asking->hub, &took_us, NULL));
  g_assert_cmpuint (allocated (), <=, before + (size_t) ENDED * LEFT_BEHIND);
}

static void
test_ends (Client     *client,
           const void *data)
{
  static const End ends[] = { end_between, end_silently, end_within, end_refused };
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  BoHubOptions options = { .password = "admin", .tls = data != NULL };
  g_autoptr(BoHub) hub = bo_hub_new (dir, &options);
  Client other = { .hub = hub, .session = soup_session_new () };
  g_autoptr(GBytes) answer = NULL;
  int64_t took_us;

  g_assert_true (bo_hub_start (hub, NULL));
  answer = ask_health (&other, hub, &took_us, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      size_t before;

      for (int j = 0; j < ENDED / 10; j++)
        ends[i] (&other);
      end_between (&other);
      before = allocated ();
      for (int j = 0; j < ENDED; j++)
        ends[i] (&other);
      assert_left_behind (&other, before);
    }
  g_object_unref (other.session);
  bo_hub_stop (hub);
}

#define ADD(name, func) g_test_add ("/hub/crowd/" name, Client, NULL, client_set_up, func, client_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("dripping", test_dripping);
  ADD ("crowd", test_crowd);
  ADD ("second-request", test_second_request);
  ADD ("half-closed", test_half_closed);
  ADD ("gone", test_gone);
  ADD ("idle", test_idle);
  ADD ("strangers", test_strangers);
  ADD ("deaf", test_deaf);
  ADD ("handshakes", test_handshakes);
  g_test_add ("/hub/crowd/end", Client, "tls", client_set_up, test_end, client_tear_down);
  ADD ("ends", test_ends);
  g_test_add ("/hub/crowd/ends/tls", Client, "tls", client_set_up, test_ends, client_tear_down);
  return g_test_run ();
}
