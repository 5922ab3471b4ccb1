/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-tokens.h"

#include <sqlite3.h>
#include <string.h>

#include "bo-error.h"

#define LAMP "5a0c8f4e-0000-4000-8000-000000000001"

#define CREATE(id, version) \
  "{\"change_type\":\"create\",\"entity\":{\"id\":\"" id "\",\"version\":\"" version "\",\"entity_type\":\"device\"," \
  "\"name\":\"Lamp\",\"content\":{},\"source_type\":\"manual\",\"user_id\":\"alice\",\"parent_versions\":[]}," \
  "\"relationships\":[]}"

static void
assert_refused (Client     *client,
                unsigned int       status,
                const char *expected)
{
  g_autofree char *detail = client_detail (client);

  g_assert_cmpuint (client->status, ==, status);
  g_assert_cmpstr (detail, ==, expected);
}

/* --- tokens --- */

static void
test_tokens (Client     *client,
             const void *data)
{
  static const char *const garbled[] = {
    "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhZG1pbiJ9.AAAA",
  };
  g_autofree char *good = NULL;

  client_call (client, "GET", "/api/v1/auth/me", NULL);
  assert_refused (client, 403, "Not authenticated");

  for (size_t i = 0; i < G_N_ELEMENTS (garbled); i++)
    {
      client_use (client, g_strdup (garbled[i]));
      client_call (client, "GET", "/api/v1/auth/me", NULL);
      assert_refused (client, 401, "Invalid or expired token");
    }

  client_use (client, client_make_token (client, "admin", 600));
  client_call (client, "GET", "/api/v1/auth/me", NULL);
  g_assert_cmpuint (client->status, ==, 200);

  /* the last letter of the payload */
  good = g_strdup (client->token);
  strrchr (client->token, '.')[-1] ^= 1;
  client_call (client, "GET", "/api/v1/auth/me", NULL);
  assert_refused (client, 401, "Invalid or expired token");

  client_use (client, client_make_token (client, "admin", -61));
  client_call (client, "GET", "/api/v1/auth/me", NULL);
  assert_refused (client, 401, "Invalid or expired token");

  client_use (client, client_make_token (client, "king", 600));
  client_call (client, "GET", "/api/v1/auth/me", NULL);
  assert_refused (client, 401, "Invalid or expired token");
}

static void
test_refresh (Client     *client,
              const void *data)
{
  g_autofree char *fresh = NULL;
  BoJson answer;

  client_login (client);
  answer = client_call (client, "POST", "/api/v1/auth/refresh", NULL);
  g_assert_cmpuint (client->status, ==, 200);
  fresh = bo_json_member_string (answer, "access_token");
  g_assert_cmpstr (fresh, !=, client->token);
}

/* --- guests --- */

static char *
invite (Client *client)
{
  BoJson answer = client_call (client, "POST", "/api/v1/auth/guest/generate-qr", "{\"duration_hours\":2}");
  g_autofree char *picture = bo_json_member_string (answer, "qr_code");
  g_autofree unsigned char *png = NULL;
  size_t length;

  g_assert_cmpuint (client->status, ==, 200);
  png = g_base64_decode (picture, &length);
  g_assert_cmpmem (png, 8, "\x89PNG\r\n\x1a\n", 8);
  return bo_json_member_string (bo_json_member (answer, "qr_data"), "token");
}

static void
test_guest (Client     *client,
            const void *data)
{
  g_autofree char *admin = NULL;
  g_autofree char *invitation = NULL;
  g_autofree char *body = NULL;
  g_autofree char *path = NULL;
  BoJson answer;

  client_login (client);
  admin = g_strdup (client->token);
  invitation = invite (client);

  body = g_strdup_printf ("{\"token\":\"%s\"}", invitation);
  client_use (client, NULL);
  answer = client_call (client, "POST", "/api/v1/auth/guest/verify", body);
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_true (bo_json_string_is (bo_json_member (answer, "role"), "guest"));
  client_use (client, bo_json_member_string (answer, "access_token"));

  /* may read, not change, not administer */
  client_sync (client, "", "");
  g_assert_cmpuint (client->status, ==, 200);
  client_sync (client, CREATE (LAMP, "v1"), "");
  assert_refused (client, 403, "Guests may read, not change");
  client_call (client, "POST", "/api/v1/auth/guest/generate-qr", "{}");
  assert_refused (client, 403, "Admin access required");
  client_call (client, "POST", "/api/v1/auth/refresh", NULL);
  assert_refused (client, 403, "Only admin tokens can be refreshed");

  /* until the invitation is taken back */
  {
    g_autofree char *guest = g_steal_pointer (&client->token);

    client_use (client, g_strdup (admin));
    answer = client_call (client, "GET", "/api/v1/auth/guest/list", NULL);
    g_assert_cmpuint (bo_json_size (bo_json_member (answer, "tokens")), ==, 1);
    path = g_strdup_printf ("/api/v1/auth/guest/revoke?token=%s", invitation);
    client_call (client, "POST", path, NULL);
    g_assert_cmpuint (client->status, ==, 200);
    client_call (client, "POST", path, NULL);
    assert_refused (client, 404, "Token not found");

    client_use (client, g_steal_pointer (&guest));
    client_sync (client, "", "");
    assert_refused (client, 401, "Invalid or expired token");
  }

  client_use (client, NULL);
  client_call (client, "POST", "/api/v1/auth/guest/verify", body);
  assert_refused (client, 401, "Invalid or expired token");
}

/* --- the directory --- */

static void
test_restart (Client     *client,
              const void *data)
{
  g_autofree char *digest = NULL;
  g_autofree char *epoch = NULL;
  g_autofree char *after = NULL;
  g_autofree char *same = NULL;
  BoJson answer;

  client_login (client);
  answer = client_sync (client, CREATE (LAMP, "v1"), "");
  g_assert_cmpuint (client->status, ==, 200);
  digest = bo_json_member_string (answer, "state_digest");
  epoch = bo_json_member_string (answer, "epoch");

  /* without a password; the token still holds */
  client_restart (client);
  answer = client_sync (client, "", "");
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_cmpuint (bo_json_size (bo_json_member (answer, "changes")), ==, 1);
  after = bo_json_member_string (answer, "state_digest");
  same = bo_json_member_string (answer, "epoch");
  g_assert_cmpstr (after, ==, digest);
  g_assert_cmpstr (same, ==, epoch);
  client_login (client);
}

static void
test_two_hubs (Client     *client,
               const void *data)
{
  g_autoptr(BoHub) second = bo_hub_new (client->dir, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (bo_hub_start (second, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_BUSY);
  g_assert_false (bo_hub_is_running (second));

  bo_hub_stop (client->hub);
  g_clear_error (&error);
  g_assert_true (bo_hub_start (second, &error));
  g_assert_no_error (error);
}

static void
test_refused_starts (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *data_dir = g_build_filename (dir, "new", NULL);
  BoHubOptions open_to_all = { .address = "0.0.0.0" };
  BoHubOptions no_certificate = { .password = "admin", .tls_cert = "/dev/null" };
  BoHubOptions nonsense = { .address = "example.org", .password = "admin" };
  g_autoptr(BoHub) without = bo_hub_new (data_dir, NULL);
  g_autoptr(BoHub) open_hub = bo_hub_new (data_dir, &open_to_all);
  g_autoptr(BoHub) forged = bo_hub_new (data_dir, &no_certificate);
  g_autoptr(BoHub) bad = bo_hub_new (data_dir, &nonsense);
  g_autoptr(GError) error = NULL;

  g_assert_false (bo_hub_has_password (data_dir));
  g_assert_false (bo_hub_start (without, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  g_clear_error (&error);
  g_assert_false (bo_hub_start (open_hub, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  g_clear_error (&error);
  g_assert_false (bo_hub_start (forged, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_false (bo_hub_start (bad, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
}

/* --- HTTP --- */

static void
test_hostile_requests (Client     *client,
                       const void *data)
{
  g_autofree char *big = g_malloc0 (17 * 1024 * 1024);
  g_autoptr(GBytes) body = g_bytes_new_static (big, 17 * 1024 * 1024);
  g_autoptr(GBytes) text = g_bytes_new_static ("x", 1);

  client_call_raw (client, "GET", "/health", NULL, "Host", "evil.example", NULL);
  assert_refused (client, 400, "Invalid host header");
  client_call_raw (client, "GET", "/health", NULL, "Host", "hub.local:8101", NULL);
  g_assert_cmpuint (client->status, ==, 200);
  client_call_raw (client, "GET", "/health", NULL, "Origin", "https://evil.example", NULL);
  assert_refused (client, 403, "Requests of web pages are not answered");
  client_call_raw (client, "POST", "/api/v1/sync/", text, "Content-Type", "text/plain", NULL);
  assert_refused (client, 415, "Content-Type must be application/json");
  client_call (client, "GET", "/api/v1/nothing", NULL);
  assert_refused (client, 404, "Not Found");
  client_call (client, "GET", "/api/v1/sync/", NULL);
  assert_refused (client, 405, "Method Not Allowed");
  client_call_raw (client, "POST", "/api/v1/sync/", body, "Accept", "application/json", NULL);
  assert_refused (client, 403, "Not authenticated");
  client_login (client);
  client_call_raw (client, "POST", "/api/v1/sync/", body, "Accept", "application/json", NULL);
  assert_refused (client, 413, "A request may hold at most 16777216 bytes");

  /* still there */
  client_call (client, "GET", "/health", NULL);
  g_assert_cmpuint (client->status, ==, 200);
}

/* Whoever is locked out is told from the socket: a header can say anything. */
static void
test_forwarded (Client     *client,
                const void *data)
{
  g_autoptr(GBytes) wrong = g_bytes_new_static ("{\"password\":\"nope\"}", 19);

  for (int i = 0; i < 6; i++)
    {
      g_autofree char *from = g_strdup_printf ("10.0.0.%d", i);

      client_call_raw (client, "POST", "/api/v1/auth/admin/login", wrong, "Content-Type", "application/json",
                       "X-Forwarded-For", from, "Forwarded", from, NULL);
      g_assert_cmpuint (client->status, ==, i < 5 ? 401 : 429);
    }
}

/* What one of two Host headers says is no name of the hub's. */
static void
test_hosts (Client     *client,
            const void *data)
{
  static const struct { const char *hosts, *status; } cases[] = {
    { "Host: 127.0.0.1\r\n", "HTTP/1.1 200" },
    { "Host: 127.0.0.1\r\nHost: evil.example\r\n", "HTTP/1.1 400" },
    { "Host: evil.example\r\nHost: 127.0.0.1\r\n", "HTTP/1.1 400" },
    { "Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n", "HTTP/1.1 400" },
    { "", "HTTP/1.1 400" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GSocketClient) sockets = g_socket_client_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GSocketConnection) connection =
        g_socket_client_connect_to_uri (sockets, bo_hub_get_url (client->hub), 80, NULL, &error);
      g_autofree char *request = g_strdup_printf ("GET /health HTTP/1.1\r\n%sConnection: close\r\n\r\n", cases[i].hosts);
      char answer[64] = "";

      g_assert_no_error (error);
      g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                                                strlen (request), NULL, NULL, NULL));
      g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, strlen (cases[i].status),
                               NULL, NULL, NULL);
      g_assert_cmpstr (answer, ==, cases[i].status);
    }
}

static GBytes *
convert (GBytes     *bytes,
         GConverter *converter)
{
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (memory, converter);
  g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  g_object_unref (converter);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static GBytes *
gzip (GBytes *bytes)
{
  return convert (bytes, G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9)));
}

static void
test_compression (Client     *client,
                  const void *data)
{
  static const char request[] =
    "{\"protocol_version\":\"inbetweenies-v2\",\"device_id\":\"d\",\"user_id\":\"u\",\"sync_type\":\"full\",\"changes\":[]}";
  g_autoptr(GBytes) plain = g_bytes_new_static (request, strlen (request));
  g_autoptr(GBytes) packed = gzip (plain);
  g_autoptr(GBytes) unpacked = NULL;
  g_autofree char *zeros = g_malloc0 (40 * 1024 * 1024);
  g_autoptr(GBytes) many = g_bytes_new_static (zeros, 40 * 1024 * 1024);
  g_autoptr(GBytes) bomb = gzip (many);
  BoJson document;
  size_t length;

  client_login (client);
  client_call_raw (client, "POST", "/api/v1/sync/", packed, "Content-Encoding", "gzip", "Accept-Encoding", "gzip", NULL);
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Content-Encoding"), ==, "gzip");
  g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Accept-Encoding"), ==, "gzip");
  unpacked = convert (client->body, G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP)));
  g_assert_true (bo_json_scan (g_bytes_get_data (unpacked, &length), (gssize) g_bytes_get_size (unpacked), 64,
                               BO_JSON_SCAN_STRICT, &document, NULL));
  g_assert_cmpuint (bo_json_size (bo_json_member (document, "changes")), >, 90);

  client_call_raw (client, "POST", "/api/v1/sync/", bomb, "Content-Encoding", "gzip", NULL);
  assert_refused (client, 413, "A request may hold at most 16777216 bytes");
  client_call_raw (client, "POST", "/api/v1/sync/", plain, "Content-Encoding", "gzip", NULL);
  assert_refused (client, 400, "The body is not valid gzip");
  client_call_raw (client, "POST", "/api/v1/sync/", plain, "Content-Encoding", "br", NULL);
  assert_refused (client, 400, "Content-Encoding must be gzip or identity");
}

/* --- the graph --- */

static void
test_graph (Client     *client,
            const void *data)
{
  g_autofree char *path = NULL;
  g_autofree char *home = NULL;
  int64_t total;
  BoJson answer;

  client_login (client);
  answer = client_call (client, "GET", "/api/v1/graph/entities?entity_type=room&limit=5&offset=10", NULL);
  g_assert_cmpuint (bo_json_size (bo_json_member (answer, "entities")), ==, 2);
  g_assert_true (bo_json_get_int64 (bo_json_member (answer, "total"), &total));
  g_assert_cmpint (total, ==, 12);

  answer = client_call (client, "GET", "/api/v1/graph/entities?entity_type=home", NULL);
  home = bo_json_member_string (bo_json_at (answer, "/entities/0"), "id");
  path = g_strdup_printf ("/api/v1/graph/entities/%s/connected?direction=incoming&relationship_type=part_of", home);
  answer = client_call (client, "GET", path, NULL);
  g_assert_cmpuint (bo_json_size (bo_json_member (answer, "connected")), ==, 15);

  client_call (client, "GET", "/api/v1/graph/entities?limit=101", NULL);
  g_assert_cmpuint (client->status, ==, 422);
  client_call (client, "GET", "/api/v1/graph/entities/no-such-thing", NULL);
  assert_refused (client, 404, "Entity not found");
  client_call (client, "GET", "/api/v1/graph/relationships?relationship_type=loves", NULL);
  g_assert_cmpuint (client->status, ==, 422);
  client_call (client, "GET", "/api/v1/graph/statistics", NULL);
  g_assert_cmpuint (client->status, ==, 200);
}

/* --- the demo home --- */

static char *
describe_home (Client *client)
{
  BoJson answer = client_sync (client, "", ",\"cursor\":\"0\"");
  GString *text = g_string_new (NULL);
  BoJsonIter iter;
  BoJson change;

  bo_json_iter_init (&iter, bo_json_member (answer, "changes"));
  while (bo_json_iter_next (&iter, NULL, &change))
    {
      g_autofree char *id = bo_json_dup (bo_json_at (change, "/entity/id"));
      g_autofree char *content = bo_json_dup (bo_json_at (change, "/entity/content"));

      g_string_append (text, id);
      g_string_append (text, content);
    }
  return g_string_free (text, FALSE);
}

static void
test_demo_is_the_same (Client     *client,
                       const void *data)
{
  Client other;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  client_set_up (&other, data);
  client_login (client);
  client_login (&other);
  first = describe_home (client);
  second = describe_home (&other);
  g_assert_cmpuint (strlen (first), >, 10000);
  g_assert_cmpstr (first, ==, second);
  client_tear_down (&other, data);
}

/* --- events --- */

typedef struct
{
  SoupWebsocketConnection *connection;
  char                    *message;
  bool                     failed;
} Listener;

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *bytes,
            void                    *data)
{
  Listener *listener = data;

  listener->message = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  Listener *listener = data;

  listener->connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, NULL);
  listener->failed = listener->connection == NULL;
  if (listener->connection != NULL)
    g_signal_connect (listener->connection, "message", G_CALLBACK (message_cb), listener);
}

static void
listen (Client   *client,
        Listener *listener)
{
  g_autofree char *url = g_strconcat (bo_hub_get_url (client->hub), "/api/v1/sync/events", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *value = g_strconcat ("Bearer ", client->token, NULL);

  *listener = (Listener){ 0 };
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
  soup_session_websocket_connect_async (client->session, message, NULL, NULL, G_PRIORITY_DEFAULT, NULL, connected_cb,
                                        listener);
  while (listener->connection == NULL && !listener->failed)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_events (Client     *client,
             const void *data)
{
  Listener stranger;
  Listener listener;

  client_use (client, g_strdup ("nobody"));
  listen (client, &stranger);
  g_assert_true (stranger.failed);

  client_login (client);
  listen (client, &listener);
  g_assert_false (listener.failed);
  client_sync (client, CREATE (LAMP, "v1"), "");
  g_assert_cmpuint (client->status, ==, 200);
  while (listener.message == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_prefix (listener.message, "{\"server_time\":\""));

  g_free (listener.message);
  g_object_unref (listener.connection);
}

/* More connections, each closed by the other side after a request, than may be open at once. */
static void
test_closed_connections (Client     *client,
                         const void *data)
{
  static const char request[] = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  g_autoptr(GSocketClient) dialer = g_socket_client_new ();

  for (int i = 0; i < 300; i++)
    {
      g_autoptr(GSocketConnection) connection = NULL;
      char answer[1024];

      connection = g_socket_client_connect_to_uri (dialer, bo_hub_get_url (client->hub), 80, NULL, NULL);
      g_assert_nonnull (connection);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request),
                                 NULL, NULL, NULL);
      g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer,
                                            sizeof answer, NULL, NULL), >, 0);
    }

  client_call (client, "GET", "/health", NULL);
  g_assert_cmpuint (client->status, ==, 200);
}

/* Another program holds the database for longer than the hub waits for it. */
static void
test_busy (Client     *client,
           const void *data)
{
  g_autofree char *path = g_build_filename (client->dir, "hub.db", NULL);
  sqlite3 *other;

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  client_login (client);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  client_sync (client, CREATE (LAMP, "v1"), "");
  g_assert_cmpuint (client->status, ==, 503);
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (other);

  client_sync (client, CREATE (LAMP, "v1"), "");
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_nonnull (strstr (g_bytes_get_data (client->body, NULL), LAMP));
}

#define ADD(name, data, func) g_test_add ("/hub/server/" name, Client, data, client_set_up, func, client_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("tokens", NULL, test_tokens);
  ADD ("refresh", NULL, test_refresh);
  ADD ("guest", NULL, test_guest);
  ADD ("restart", NULL, test_restart);
  ADD ("two-hubs", NULL, test_two_hubs);
  g_test_add_func ("/hub/server/refused-starts", test_refused_starts);
  ADD ("busy", NULL, test_busy);
  ADD ("hostile-requests", NULL, test_hostile_requests);
  ADD ("forwarded", NULL, test_forwarded);
  ADD ("hosts", NULL, test_hosts);
  ADD ("compression", "demo", test_compression);
  ADD ("graph", "demo", test_graph);
  ADD ("demo-is-the-same", "demo", test_demo_is_the_same);
  ADD ("events", NULL, test_events);
  ADD ("closed-connections", NULL, test_closed_connections);

  return g_test_run ();
}
