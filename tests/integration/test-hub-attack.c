/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-ahead.h"
#include "hub-stranger.h"

#include <malloc.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Attacks on a hub, of those who know what they do (FAULTS §§1, 5): nobody is forgotten, others are served meanwhile,
   and nothing stays of it. */

#define TLS_1_2 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS_1_3 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

/* The hub's: connections at once; those that may take their time with a handshake; seconds for the headers of a
   request; and after which somebody slow makes room. */
#define CONNECTIONS 256
#define HANDSHAKES 6
#define HEADER_SECONDS 10
#define PATIENCE_SECONDS 2

static const char health[] = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

static bool
is_answered (Client *client)
{
  client_call (client, "GET", "/health", NULL);
  return client->status == 200;
}

/* On a connection that isn't there yet */
static bool
is_newcomer_answered (Client *client)
{
  soup_session_abort (client->session);
  return is_answered (client);
}

static bool
goes_on (int64_t deadline)
{
  return g_get_monotonic_time () < deadline;
}

static int64_t
deadline_from_now (void)
{
  return g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
}

/* --- what is left of it --- */

/* Of a connection that ended */
#define LEFT_BEHIND 2048

/* The hub's own socket */
#define LISTENING 1

static size_t
allocated (void)
{
  return mallinfo2 ().uordblks;
}

static int
count_sockets (void)
{
  g_autoptr(GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  int count = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      struct sockaddr_storage address;
      socklen_t length = sizeof address;

      count += getsockname (atoi (name), (struct sockaddr *) &address, &length) == 0 && address.ss_family == AF_INET;
    }
  return count;
}

static void
wait_sockets (int sockets)
{
  int64_t deadline = deadline_from_now ();

  while (count_sockets () != sockets && goes_on (deadline))
    g_thread_yield ();
  g_assert_cmpint (count_sockets (), ==, sockets);
}

/* Nobody is there. */
static void
wait_alone (Client *client)
{
  soup_session_abort (client->session);
  wait_sockets (LISTENING);
}

/* Asks until the hub has done with those that ended. */
static void
assert_nothing_left (Client *client,
                     size_t  before,
                     int     connections)
{
  int64_t deadline = deadline_from_now ();
  size_t limit = before + (size_t) connections * LEFT_BEHIND;

  wait_alone (client);
  while (allocated () > limit && goes_on (deadline))
    {
      g_assert_true (is_answered (client));
      wait_alone (client);
    }
  g_assert_cmpuint (allocated (), <=, limit);
}

/* --- logins --- */

/* More than there may be connections */
#define MANY 300

/* By the answer */
typedef struct
{
  int in, refused, later, none;
} Tally;

typedef void (*Say) (Stranger *stranger, bool knows);

static void
say_login (Stranger *stranger,
           bool      knows)
{
  g_autofree char *body = g_strdup_printf ("{\"password\":\"%s\"}", knows ? "admin" : "guess");
  g_autofree char *request = g_strdup_printf ("POST /api/v1/auth/admin/login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                              "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                                              strlen (body), body);

  stranger_say (stranger, request);
}

static void
say_health (Stranger *stranger,
            bool      knows)
{
  stranger_say (stranger, health);
}

static void
count_answer (Tally    *tally,
              Stranger *stranger)
{
  g_autofree char *answer = stranger_listen (stranger);

  if (*answer == '\0')
    tally->none++;
  else if (g_str_has_prefix (answer, "HTTP/1.1 200 "))
    tally->in++;
  else if (g_str_has_prefix (answer, "HTTP/1.1 401 "))
    tally->refused++;
  else if (g_str_has_prefix (answer, "HTTP/1.1 429 ") && strstr (answer, "\r\nRetry-After: ") != NULL)
    tally->later++;
  else
    g_error ("Answered with %s", answer);
}

/* Those who know the password and those who guess it come from two addresses in turn. */
static Stranger *
add_stranger (Client     *client,
              GPtrArray  *strangers,
              const char *priority)
{
  Stranger *stranger = stranger_new (client->hub, strangers->len % 2 == 0 ? "127.0.0.3" : "127.0.0.2", priority);

  g_ptr_array_add (strangers, stranger);
  return stranger;
}

static int
count_over (GPtrArray *strangers)
{
  int over = 0;

  for (unsigned int i = 0; i < strangers->len; i++)
    over += stranger_is_over (g_ptr_array_index (strangers, i));
  return over;
}

static void
wait_over (GPtrArray *strangers,
           int        over)
{
  int64_t deadline = deadline_from_now ();

  while (count_over (strangers) < over && goes_on (deadline))
    g_thread_yield ();
  g_assert_cmpint (count_over (strangers), ==, over);
}

/* Each is the hub's before the next comes: those that are too many are sent away. */
static void
crowd_in (Client    *client,
          GPtrArray *strangers)
{
  while (strangers->len < CONNECTIONS)
    {
      add_stranger (client, strangers, NULL);
      wait_sockets (LISTENING + 2 * (int) strangers->len);
    }
  while (strangers->len < MANY)
    {
      add_stranger (client, strangers, NULL);
      wait_over (strangers, (int) strangers->len - CONNECTIONS);
    }
}

/* Silent at first, and then slow: one makes room for whoever comes. */
static void
speak_at_once (Client    *client,
               GPtrArray *strangers,
               Say        say)
{
  crowd_in (client, strangers);
  bo_ahead (PATIENCE_SECONDS);
  g_assert_true (is_answered (client));
  wait_over (strangers, MANY - CONNECTIONS + 1);
  for (unsigned int i = 0; i < strangers->len; i++)
    if (!stranger_is_over (g_ptr_array_index (strangers, i)))
      say (g_ptr_array_index (strangers, i), i % 2 == 0);
}

/* Each speaks as soon as it can: those that were answered make room. */
static void
speak_in_turn (Client    *client,
               GPtrArray *strangers,
               Say        say)
{
  while (strangers->len < MANY)
    {
      Stranger *stranger = add_stranger (client, strangers, TLS_1_3);

      stranger_shake (stranger);
      say (stranger, strangers->len % 2 == 1);
    }
}

static Tally
speak (Client *client,
       bool    tls,
       Say     say)
{
  g_autoptr(GPtrArray) strangers = g_ptr_array_new_with_free_func ((GDestroyNotify) stranger_free);
  Tally tally = { 0 };

  if (tls)
    speak_in_turn (client, strangers, say);
  else
    speak_at_once (client, strangers, say);
  for (unsigned int i = 0; i < strangers->len; i++)
    count_answer (&tally, g_ptr_array_index (strangers, i));
  g_assert_cmpint (tally.none, ==, tls ? 0 : MANY - CONNECTIONS + 1);
  return tally;
}

static void
test_logins (Client     *client,
             const void *data)
{
  size_t before;
  Tally tally;

  g_assert_true (is_answered (client));
  wait_alone (client);
  speak (client, data != NULL, say_health);
  wait_alone (client);
  before = allocated ();
  tally = speak (client, data != NULL, say_login);

  g_assert_cmpint (tally.in, >, 0);
  g_assert_cmpint (tally.refused, >, 0);
  /* Guesses that are sent at once are no more than others. */
  g_assert_cmpint (tally.refused, <=, 5);
  client_login (client);
  client_sync (client, "", "");
  g_assert_cmpuint (client->status, ==, 200);
  assert_nothing_left (client, before, MANY);
}

/* --- stalls --- */

/* With a newcomer, and somebody who just went, fewer than would be hurried: it is the time for headers that ends them. */
#define AT_ONCE (HANDSHAKES - 2)
/* After which a hub that still counted them would have no room left */
#define ROUNDS (CONNECTIONS / AT_ONCE + 2)

/* When the other part of what was begun is sent: in the moment in which the time is over, once the hub has ended it,
   or not at all. */
typedef enum { REST_WITH_END, REST_AFTER_END, REST_NEVER } Rest;

/* Up to where it does what a client would. */
typedef enum { UP_TO_NOTHING, UP_TO_HANDSHAKE, UP_TO_ANSWER } UpTo;

typedef struct
{
  const char *priority;
  UpTo        up_to;
  void      (*begin) (Stranger *stranger); /* what is begun, and held back */
  bool        is_sent_whole;               /* then the answer to it is what stays out */
  Rest        rest;
} Stall;

static void
begin_request (Stranger *stranger)
{
  stranger_say (stranger, health);
}

/* The first, or with TLS 1.2 another one of a connection that has had it */
static void
begin_handshake (Stranger *stranger)
{
  g_assert_cmpint (gnutls_handshake (stranger->tls), ==, GNUTLS_E_AGAIN);
}

/* What TLS 1.3 has instead of another handshake */
static void
begin_key_update (Stranger *stranger)
{
  g_assert_cmpint (gnutls_session_key_update (stranger->tls, GNUTLS_KU_PEER), ==, 0);
}

static Stranger *
approach (Client      *client,
          const Stall *row)
{
  Stranger *stranger = stranger_new (client->hub, NULL, row->priority);

  if (row->up_to >= UP_TO_HANDSHAKE)
    stranger_shake (stranger);
  if (row->up_to >= UP_TO_ANSWER)
    {
      g_autofree char *answer = NULL;

      stranger_say (stranger, health);
      answer = stranger_listen (stranger);
      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
    }
  return stranger;
}

static Stranger *
stall (Client      *client,
       const Stall *row)
{
  Stranger *stranger = approach (client, row);

  stranger_hold (stranger);
  row->begin (stranger);
  stranger_send_held (stranger, row->is_sent_whole ? 0 : stranger->held->len / 2);
  return stranger;
}

static void
send_rest (GPtrArray *strangers)
{
  for (unsigned int i = 0; i < strangers->len; i++)
    stranger_send_held (g_ptr_array_index (strangers, i), 0);
}

static void
play (Client      *client,
      const Stall *row)
{
  g_autoptr(GPtrArray) strangers = g_ptr_array_new_with_free_func ((GDestroyNotify) stranger_free);
  int64_t deadline;

  while (strangers->len < AT_ONCE)
    g_ptr_array_add (strangers, stall (client, row));
  g_assert_true (is_newcomer_answered (client));
  g_assert_cmpint (count_over (strangers), ==, 0);

  bo_ahead (HEADER_SECONDS + 1);
  /* The hub sees both when it looks next. If it reads first, it was in time. */
  if (row->rest == REST_WITH_END)
    send_rest (strangers);
  g_assert_true (is_answered (client));
  deadline = deadline_from_now ();
  while (row->rest != REST_WITH_END && count_over (strangers) < AT_ONCE && goes_on (deadline))
    g_assert_true (is_answered (client));
  g_assert_true (row->rest == REST_WITH_END || count_over (strangers) == AT_ONCE);
  if (row->rest == REST_AFTER_END)
    send_rest (strangers);
  g_assert_true (is_answered (client));
}

static void
play_rounds (Client      *client,
             const Stall *rows,
             size_t       n,
             size_t       rounds)
{
  size_t before;

  for (size_t i = 0; i < n; i++)
    play (client, &rows[i]);
  g_assert_true (is_newcomer_answered (client));
  wait_alone (client);
  before = allocated ();
  for (size_t i = 0; i < rounds; i++)
    play (client, &rows[i % n]);
  g_assert_true (is_newcomer_answered (client));
  assert_nothing_left (client, before, (int) rounds * AT_ONCE);
}

static void
test_half_record (Client     *client,
                  const void *data)
{
  static const Stall rows[] = {
    { TLS_1_2, UP_TO_HANDSHAKE, begin_request, false, REST_WITH_END },
    { TLS_1_3, UP_TO_HANDSHAKE, begin_request, false, REST_WITH_END },
    { TLS_1_3, UP_TO_HANDSHAKE, begin_request, false, REST_AFTER_END },
    { TLS_1_3, UP_TO_HANDSHAKE, begin_request, false, REST_NEVER },
    { TLS_1_2, UP_TO_ANSWER, begin_request, false, REST_AFTER_END },
    { TLS_1_3, UP_TO_ANSWER, begin_request, false, REST_WITH_END },
    { TLS_1_3, UP_TO_ANSWER, begin_request, false, REST_AFTER_END },
    { TLS_1_3, UP_TO_ANSWER, begin_request, false, REST_NEVER },
  };

  /* A half are cut off, a half dropped. */
  play_rounds (client, rows, G_N_ELEMENTS (rows), 2 * ROUNDS);
}

static void
test_half_handshake (Client     *client,
                     const void *data)
{
  static const Stall rows[] = {
    { TLS_1_2, UP_TO_NOTHING, begin_handshake, false, REST_WITH_END },
    { TLS_1_2, UP_TO_NOTHING, begin_handshake, true, REST_NEVER },
    { TLS_1_3, UP_TO_NOTHING, begin_handshake, false, REST_AFTER_END },
    { TLS_1_3, UP_TO_NOTHING, begin_handshake, true, REST_NEVER },
    { TLS_1_2, UP_TO_HANDSHAKE, begin_handshake, false, REST_WITH_END },
    { TLS_1_2, UP_TO_HANDSHAKE, begin_handshake, false, REST_AFTER_END },
    { TLS_1_2, UP_TO_HANDSHAKE, begin_handshake, true, REST_NEVER },
    { TLS_1_2, UP_TO_ANSWER, begin_handshake, false, REST_WITH_END },
    { TLS_1_2, UP_TO_ANSWER, begin_handshake, false, REST_AFTER_END },
    { TLS_1_2, UP_TO_ANSWER, begin_handshake, true, REST_NEVER },
    { TLS_1_3, UP_TO_HANDSHAKE, begin_key_update, false, REST_WITH_END },
    { TLS_1_3, UP_TO_ANSWER, begin_key_update, false, REST_AFTER_END },
    { TLS_1_3, UP_TO_ANSWER, begin_key_update, true, REST_NEVER },
  };

  play_rounds (client, rows, G_N_ELEMENTS (rows), ROUNDS);
}

/* --- many of them --- */

#define CROWD 60

/* As often as a client would come back: who is slow himself may be hurried out with the others. */
#define TRIES 20

static void
begin_head (Stranger *stranger)
{
  stranger_say (stranger, "GET /hea");
}

static void
begin_body (Stranger *stranger)
{
  g_autofree char *answer = NULL;

  stranger_say (stranger, "POST /api/v1/auth/guest/verify HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
                          "Content-Type: application/json\r\nContent-Length: 60\r\n\r\n");
  answer = stranger_listen (stranger);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 "));
}

/* Whether a newcomer is answered; told soon, either way. */
static bool
is_let_in (Client *client)
{
  g_autofree char *url = g_strconcat (bo_hub_get_url (client->hub), "/health", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GBytes) answer = NULL;
  int64_t began;

  client_trust (message);
  soup_session_abort (client->session);
  bo_ahead (PATIENCE_SECONDS);
  began = g_get_monotonic_time ();
  answer = soup_session_send_and_read (client->session, message, NULL, NULL);
  g_assert_cmpint (g_get_monotonic_time () - began, <, HEADER_SECONDS / 2 * G_USEC_PER_SEC);
  return answer != NULL && soup_message_get_status (message) == 200;
}

static void
begin_handshakes (GPtrArray *strangers,
                  void     (*first) (Stranger *stranger))
{
  for (unsigned int i = 0; i < strangers->len; i++)
    {
      Stranger *stranger = g_ptr_array_index (strangers, i);

      if (first != NULL)
        first (stranger);
      stranger_hold (stranger);
      begin_handshake (stranger);
      stranger_send_held (stranger, 0);
    }
}

/* Another handshake holds a thread as the first does. Whoever comes next must not wait until all of them end. */
static void
shake_again (Client *client,
             void  (*first) (Stranger *stranger))
{
  static const Stall answered = { .priority = TLS_1_2, .up_to = UP_TO_ANSWER };
  g_autoptr(GPtrArray) strangers = g_ptr_array_new_with_free_func ((GDestroyNotify) stranger_free);
  int tries = 1;

  while (strangers->len < CROWD)
    g_ptr_array_add (strangers, approach (client, &answered));
  begin_handshakes (strangers, first);
  while (!is_let_in (client))
    g_assert_cmpint (++tries, <=, TRIES);
}

static void
test_handshakes (Client     *client,
                 const void *data)
{
  g_assert_true (is_answered (client));
  shake_again (client, NULL);
  shake_again (client, begin_head);
  shake_again (client, begin_body);
  wait_alone (client);
}

#define ADD(name, kind, func) g_test_add ("/hub/attack/" name, Client, kind, client_set_up, func, client_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("logins", NULL, test_logins);
  ADD ("logins/tls", "tls", test_logins);
  ADD ("half-record", "tls", test_half_record);
  ADD ("half-handshake", "tls", test_half_handshake);
  ADD ("handshakes", "tls", test_handshakes);
  return g_test_run ();
}
