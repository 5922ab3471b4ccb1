/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "bo-clock.h"
#include "bo-hub-soup.h"

/* SoupServer waits for ever, for as many as come. Here every wait has an end and every crowd a
   limit (FAULTS §§1, 5): ten seconds for the headers of a request, two minutes between
   requests of one connection, thirty seconds for a body, two minutes for each piece of an answer to
   be taken. In a crowd whoever has dawdled longest makes room for whoever comes, so that those who
   drip, or only sit there, don't keep out those who don't. */

#define HEADER_SECONDS 10
#define IDLE_SECONDS 120
#define BODY_SECONDS 30
#define ANSWER_SECONDS 120
#define MAX_CONNECTIONS 256
#define MAX_INCOMPLETE 32
#define MAX_INCOMPLETE_PER_ADDRESS 8
/* A request or an answer that took so long may be cut off for another's sake. */
#define PATIENCE_US (2 * G_USEC_PER_SEC)

/* Each handshake holds one of GLib's ten threads for tasks, however long it takes; with TLS 1.2 the other side may begin
   another one wherever it speaks, and nobody is told. */
#define MAX_HANDSHAKES 6
#define HASTE_US (G_USEC_PER_SEC / 2)
#define HASTE_SECONDS 1

/* How long the end of the server waits for handshakes to notice it */
#define END_SECONDS 2

/* What nobody reads is looked at no more often. */
#define MAX_LOOKS 16

#define WATCH_KEY "bo-hub-watch"

/* One message, until it is answered. */
typedef struct
{
  BoHubServer       *server;
  SoupServerMessage *message; /* unowned: the watch lives on it */
  GSocket           *socket;
  GSource           *timer;
  char              *address; /* nullable: counted as incomplete, and in the server's queue */
  int64_t            since_us; /* when it last got on: it came, its headers were here, a piece of the answer went */
  int64_t            heard_us; /* when it came, or a piece of its body */
  bool               is_heard;     /* its headers are here */
  bool               is_handshake; /* with TLS, and not all of it is here: it may be a handshake that is waited for */
} Watch;

static void
cut_off (Watch *watch)
{
  g_socket_shutdown (watch->socket, TRUE, TRUE, NULL);
}

static gboolean
too_slow_cb (void *data)
{
  cut_off (data);
  return G_SOURCE_REMOVE;
}

static void
stop_timer (Watch *watch)
{
  if (watch->timer != NULL)
    g_source_destroy (watch->timer);
  g_clear_pointer (&watch->timer, g_source_unref);
}

static void
start_timer (Watch *watch,
             unsigned int  seconds)
{
  stop_timer (watch);
  watch->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (watch->timer, too_slow_cb, watch, NULL);
  g_source_attach (watch->timer, g_main_context_get_thread_default ());
}

static unsigned int
count_of (BoHubServer *server,
          const char  *address)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (server->incomplete, address));
}

static void
end_counting (Watch *watch)
{
  unsigned int left;

  if (watch->address == NULL)
    return;
  g_queue_remove (&watch->server->incomplete_order, watch);
  left = count_of (watch->server, watch->address) - 1;
  if (left == 0)
    g_hash_table_remove (watch->server->incomplete, watch->address);
  else
    g_hash_table_insert (watch->server->incomplete, g_strdup (watch->address), GUINT_TO_POINTER (left));
  g_clear_pointer (&watch->address, g_free);
}

static void
watch_free (Watch *watch)
{
  stop_timer (watch);
  end_counting (watch);
  g_queue_remove (&watch->server->requests, watch);
  g_signal_handlers_disconnect_by_data (watch->message, watch);
  g_object_unref (watch->socket);
  g_free (watch);
}

/* --- between requests ---
 *
 * libsoup 3.2 doesn't end a connection that the other side closes between two requests: it would
 * stay open here, and count for ever. */

typedef struct
{
  BoHubServer *server;
  GSocket     *socket;
  GWeakRef     connection;
  GSource     *readable;
  GSource     *timer;
  int64_t      since_us;
  int64_t      stirred_us; /* when of the first look */
  int          looks;      /* at what came, and was no request yet; with TLS it may be a handshake */
} Idle;

static void
idle_free (Idle *idle)
{
  if (idle == NULL)
    return;
  g_source_destroy (idle->readable);
  g_source_unref (idle->readable);
  g_source_destroy (idle->timer);
  g_source_unref (idle->timer);
  g_weak_ref_clear (&idle->connection);
  g_free (idle);
}

/* It doesn't count any more. */
static void
forget_socket (BoHubServer *server,
               GSocket     *socket)
{
  g_hash_table_remove (server->sockets, socket);
}

/* Shut and not closed: libsoup has to read the end of it to let go of what it holds. */
static void
shut_idle (Idle *idle)
{
  g_socket_shutdown (idle->socket, TRUE, TRUE, NULL);
  _bo_hub_soup_let_go (&idle->connection);
}

/* Frees @idle. */
static void
drop (Idle *idle)
{
  shut_idle (idle);
  forget_socket (idle->server, idle->socket);
}

static gboolean
idle_late_cb (void *data)
{
  drop (data);
  return G_SOURCE_REMOVE;
}

static void
set_idle_timer (Idle        *idle,
                unsigned int seconds)
{
  if (idle->timer != NULL)
    g_source_destroy (idle->timer);
  g_clear_pointer (&idle->timer, g_source_unref);
  idle->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (idle->timer, idle_late_cb, idle, NULL);
  g_source_attach (idle->timer, g_main_context_get_thread_default ());
}

/* --- handshakes --- */

static int
count_handshakes (BoHubServer *server)
{
  GHashTableIter iter;
  void *value;
  int count = 0;

  for (GList *link = server->requests.head; link != NULL; link = link->next)
    count += ((Watch *) link->data)->is_handshake;
  g_hash_table_iter_init (&iter, server->sockets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    count += value != NULL && ((Idle *) value)->looks > 0;
  return count;
}

/* Cuts off those between two requests that took too long, for as long as there are too many. Returns how many are
   left of @count. */
static int
hurry_idle (BoHubServer *server,
            int          count,
            int64_t      now_us)
{
  GHashTableIter iter;
  void *value;

  g_hash_table_iter_init (&iter, server->sockets);
  while (count > MAX_HANDSHAKES && g_hash_table_iter_next (&iter, NULL, &value))
    {
      Idle *idle = value;

      if (idle == NULL || idle->looks == 0 || now_us - idle->stirred_us < HASTE_US)
        continue;
      shut_idle (idle);
      g_hash_table_iter_remove (&iter);
      count--;
    }
  return count;
}

/* Cuts off the oldest of those that are too many. Returns whether there still are. */
static bool
hurry_handshakes (BoHubServer *server)
{
  int64_t now_us = bo_clock_monotonic ();
  int count = hurry_idle (server, count_handshakes (server), now_us);

  for (GList *link = server->requests.head; link != NULL && count > MAX_HANDSHAKES; link = link->next)
    {
      Watch *watch = link->data;

      if (!watch->is_handshake || now_us - watch->heard_us < (watch->is_heard ? PATIENCE_US : HASTE_US))
        continue;
      watch->is_handshake = false;
      cut_off (watch);
      count--;
    }
  return count > MAX_HANDSHAKES;
}

/* The seconds that there are for headers now */
static unsigned int
header_seconds (BoHubServer *server)
{
  return server->certificate != NULL && hurry_handshakes (server) ? HASTE_SECONDS : HEADER_SECONDS;
}

/* --- the next request --- */

/* The end, or the next request, which is libsoup's to read. On the first look it is left to it: from then on libsoup
   reads before this looks, for behind a request that it has yet to answer may come the end. Until it says that one has
   begun the time for its headers runs here. With TLS it may have been the goodbye, and the end comes next. */
static gboolean
readable_cb (GSocket     *socket,
             GIOCondition condition,
             void        *data)
{
  Idle *idle = data;
  char byte;
  gssize got = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);

  if (idle->looks > 0 && (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)))
    {
      drop (idle);
      return G_SOURCE_REMOVE;
    }
  if (idle->looks == 0)
    {
      /* Before it is counted as one that stirs: those that took too long are cut off here. */
      set_idle_timer (idle, header_seconds (idle->server));
      idle->stirred_us = bo_clock_monotonic ();
      g_source_set_priority (idle->readable, G_PRIORITY_DEFAULT_IDLE);
    }
  return ++idle->looks < MAX_LOOKS;
}

static Idle *
idle_new (BoHubServer       *server,
          SoupServerMessage *message,
          GSocket           *socket)
{
  Idle *idle = g_new0 (Idle, 1);

  idle->server = server;
  idle->socket = socket;
  idle->since_us = bo_clock_monotonic ();
  _bo_hub_soup_hold (message, &idle->connection);
  idle->readable = g_socket_create_source (socket, G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (idle->readable, G_SOURCE_FUNC (readable_cb), idle, NULL);
  g_source_attach (idle->readable, g_main_context_get_thread_default ());
  set_idle_timer (idle, IDLE_SECONDS);
  return idle;
}

/* It isn't idle now. Returns whether it is new. */
static bool
note_socket (BoHubServer *server,
             GSocket     *socket)
{
  bool is_new = g_hash_table_insert (server->sockets, g_object_ref (socket), NULL);

  _bo_hub_soup_take (socket);
  return is_new;
}

/* --- requests --- */

/* Of the connections that may be cut off for another's sake: those between two requests first, as
   their clients come again without noticing. */
static bool
make_room_for_connection (BoHubServer *server)
{
  Idle *idlest = NULL;
  Watch *slowest = NULL;
  GHashTableIter iter;
  void *value;

  g_hash_table_iter_init (&iter, server->sockets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value != NULL && (idlest == NULL || ((Idle *) value)->since_us < idlest->since_us))
      idlest = value;
  if (idlest != NULL)
    {
      drop (idlest);
      return true;
    }

  for (GList *link = server->requests.head; link != NULL; link = link->next)
    if (slowest == NULL || ((Watch *) link->data)->since_us < slowest->since_us)
      slowest = link->data;
  if (slowest == NULL || bo_clock_monotonic () - slowest->since_us < PATIENCE_US)
    return false;
  slowest->since_us = G_MAXINT64;
  cut_off (slowest);
  return true;
}

/* The message goes away unanswered, and its connection with it. */
static void
watch_ended (Watch *watch)
{
  forget_socket (watch->server, watch->socket);
  watch_free (watch);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              void              *data)
{
  Watch *watch = data;

  watch->heard_us = bo_clock_monotonic ();
}

/* The client took a piece of the answer. */
static void
wrote_cb (SoupServerMessage *message,
          unsigned int       bytes,
          void              *data)
{
  Watch *watch = data;

  watch->since_us = bo_clock_monotonic ();
  start_timer (watch, ANSWER_SECONDS);
}

/* libsoup keeps both, and can't tell them once the socket is shut. */
static void
note_addresses (SoupServerMessage *message,
                GSocket           *socket)
{
  g_autoptr(GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);

  if (remote == NULL)
    return;
  soup_server_message_get_remote_address (message);
  soup_server_message_get_local_address (message);
}

static void
started_cb (SoupServer        *soup,
            SoupServerMessage *message,
            void              *data)
{
  BoHubServer *server = data;
  GSocket *socket = soup_server_message_get_socket (message);
  bool is_welcome;
  bool is_new;
  Watch *watch;

  if (socket == NULL)
    return;
  is_new = note_socket (server, socket);
  if (is_new)
    note_addresses (message, socket);
  is_welcome = g_hash_table_size (server->sockets) <= MAX_CONNECTIONS || make_room_for_connection (server);

  watch = g_new0 (Watch, 1);
  watch->server = server;
  watch->message = message;
  watch->socket = g_object_ref (socket);
  watch->since_us = watch->heard_us = bo_clock_monotonic ();
  watch->is_handshake = server->certificate != NULL;
  g_queue_push_tail (&server->requests, watch);
  g_object_set_data_full (G_OBJECT (message), WATCH_KEY, watch, (GDestroyNotify) watch_ended);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), watch);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_cb), watch);
  if (is_welcome)
    start_timer (watch, header_seconds (server));
  else
    cut_off (watch);
}

/* The whole request is here. */
static void
read_cb (SoupServer        *soup,
         SoupServerMessage *message,
         void              *data)
{
  Watch *watch = g_object_get_data (G_OBJECT (message), WATCH_KEY);

  if (watch == NULL)
    return;
  end_counting (watch);
  watch->is_handshake = false;
  watch->since_us = bo_clock_monotonic ();
  start_timer (watch, ANSWER_SECONDS);
}

static void
finished_cb (SoupServer        *soup,
             SoupServerMessage *message,
             BoHubServer       *server)
{
  Watch *watch = g_object_steal_data (G_OBJECT (message), WATCH_KEY);
  GSocket *socket;

  if (watch == NULL)
    return;
  socket = watch->socket;
  if (g_hash_table_contains (server->sockets, socket))
    g_hash_table_insert (server->sockets, g_object_ref (socket), idle_new (server, message, socket));
  watch_free (watch);
}

/* Nobody is told of a message whose headers never came: it only goes away. */
static void
aborted_cb (SoupServer        *soup,
            SoupServerMessage *message,
            BoHubServer       *server)
{
  g_object_set_data (G_OBJECT (message), WATCH_KEY, NULL);
}

/* The one that has dawdled longest, of @address or, for %NULL, of all; %NULL where nobody has. */
static Watch *
find_slowest (BoHubServer *server,
              const char  *address)
{
  for (GList *link = server->incomplete_order.head; link != NULL; link = link->next)
    {
      Watch *watch = link->data;

      if (address == NULL || strcmp (watch->address, address) == 0)
        return bo_clock_monotonic () - watch->since_us >= PATIENCE_US ? watch : NULL;
    }
  return NULL;
}

/* Whether there is room for one more, after somebody slow was cut off perhaps. */
static bool
make_room (BoHubServer   *server,
           BoHubExchange *exchange,
           const char    *address)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (exchange->message);
  bool is_local = G_IS_INET_SOCKET_ADDRESS (remote) &&
                  g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));

  bool too_many_here = !is_local && count_of (server, address) >= MAX_INCOMPLETE_PER_ADDRESS;
  Watch *slowest;

  if (!too_many_here && server->incomplete_order.length < MAX_INCOMPLETE)
    return true;
  slowest = find_slowest (server, too_many_here ? address : NULL);
  if (slowest == NULL)
    return false;
  end_counting (slowest);
  cut_off (slowest);
  return true;
}

/* The event channel's now, which counts as a connection until _bo_hub_guard_forget(). */
GSocket *
_bo_hub_guard_release (SoupServerMessage *message)
{
  Watch *watch = g_object_steal_data (G_OBJECT (message), WATCH_KEY);
  GSocket *socket = g_object_ref (watch->socket);

  watch_free (watch);
  return socket;
}

void
_bo_hub_guard_forget (BoHubServer *self,
                      GSocket     *socket)
{
  forget_socket (self, socket);
}

/* The headers are here; the body may take a while, but only so many at once. */
void
_bo_hub_guard_body (BoHubExchange *exchange)
{
  BoHubServer *server = exchange->server;
  Watch *watch = g_object_get_data (G_OBJECT (exchange->message), WATCH_KEY);
  const char *address = _bo_hub_remote_address (exchange);

  if (watch == NULL)
    return;
  watch->is_heard = true;
  watch->heard_us = bo_clock_monotonic ();
  start_timer (watch, BODY_SECONDS);
  if (!make_room (server, exchange, address))
    {
      _bo_hub_reply_retry (exchange, 503, 1, "Too many requests at once");
      return;
    }

  watch->address = g_strdup (address);
  watch->since_us = bo_clock_monotonic ();
  g_queue_push_tail (&server->incomplete_order, watch);
  g_hash_table_insert (server->incomplete, g_strdup (address), GUINT_TO_POINTER (count_of (server, address) + 1));
}

void
_bo_hub_guard_attach (BoHubServer *self)
{
  self->sockets = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) idle_free);
  self->incomplete = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (started_cb), self);
  g_signal_connect (self->soup, "request-read", G_CALLBACK (read_cb), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (aborted_cb), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (finished_cb), self);
}

static gboolean
end_late_cb (void *data)
{
  *(bool *) data = true;
  return G_SOURCE_CONTINUE;
}

static bool
is_shaking (Watch *watch)
{
  return watch->server->certificate != NULL && soup_server_message_get_method (watch->message) == NULL;
}

static bool
cut_handshakes (BoHubServer *self)
{
  bool any = false;

  for (GList *link = self->requests.head; link != NULL; link = link->next)
    if (is_shaking (link->data))
      {
        cut_off (link->data);
        any = true;
      }
  return any;
}

/* Before the server ends its connections: handshakes are told first that theirs has ended, and those that don't hear of
   it in time are never forgotten. */
void
_bo_hub_guard_end (BoHubServer *self)
{
  g_autoptr(GSource) timer = g_timeout_source_new_seconds (END_SECONDS);
  bool is_late = false;

  g_source_set_callback (timer, end_late_cb, &is_late, NULL);
  g_source_attach (timer, g_main_context_get_thread_default ());
  while (cut_handshakes (self) && !is_late)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_source_destroy (timer);
  for (GList *link = self->requests.head; link != NULL; link = link->next)
    _bo_hub_soup_keep (((Watch *) link->data)->message);
}

/* After the server is gone. */
void
_bo_hub_guard_detach (BoHubServer *self)
{
  Watch *watch;

  /* Of a handshake that never ended libsoup may keep the message for good. */
  while ((watch = g_queue_peek_head (&self->requests)) != NULL)
    {
      g_object_steal_data (G_OBJECT (watch->message), WATCH_KEY);
      watch_free (watch);
    }
  g_hash_table_unref (self->sockets);
  g_hash_table_unref (self->incomplete);
}
