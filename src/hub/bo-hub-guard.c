/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <errno.h>
#include <sys/socket.h>

/* SoupServer waits for ever, for as many as come. Here every wait has an end and every crowd a
   limit (FAULTS §§1, 5): ten seconds for the headers of a first request, two minutes between
   requests of one connection, thirty seconds for a body. */

#define FIRST_SECONDS 10
#define IDLE_SECONDS 120
#define BODY_SECONDS 30
#define MAX_CONNECTIONS 256
#define MAX_INCOMPLETE 32
#define MAX_INCOMPLETE_PER_ADDRESS 8

#define WATCH_KEY "bo-hub-watch"

/* One message while it is being read. */
typedef struct
{
  BoHubServer       *server;
  SoupServerMessage *message; /* unowned: the watch lives on it */
  GSource           *timer;
  char              *address; /* nullable: counted as incomplete */
} Watch;

static gboolean
too_slow_cb (void *data)
{
  Watch *watch = data;
  GSocket *socket = soup_server_message_get_socket (watch->message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
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
  watch->server->n_incomplete--;
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
  g_free (watch);
}

/* --- between requests ---
 *
 * libsoup 3.2 doesn't look at a connection between two requests: one that the other side closes
 * stays open here, and would count for ever. */

typedef struct
{
  BoHubServer *server;
  GSocket     *socket;
  GSource     *readable;
  GSource     *timer;
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
  g_free (idle);
}

static void
socket_gone_cb (void    *data,
                GObject *socket)
{
  BoHubServer *server = data;

  g_hash_table_remove (server->sockets, socket);
}

/* Frees @idle. */
static void
drop (Idle *idle)
{
  BoHubServer *server = idle->server;
  g_autoptr(GSocket) socket = g_object_ref (idle->socket);

  g_socket_close (socket, NULL);
  g_object_weak_unref (G_OBJECT (socket), socket_gone_cb, server);
  g_hash_table_remove (server->sockets, socket);
}

static gboolean
idle_late_cb (void *data)
{
  drop (data);
  return G_SOURCE_REMOVE;
}

/* The next request, which is libsoup's to read, or the end. */
static gboolean
readable_cb (GSocket     *socket,
             GIOCondition condition,
             void        *data)
{
  char byte;
  gssize got = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);

  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
    drop (data);
  return G_SOURCE_REMOVE;
}

static Idle *
idle_new (BoHubServer *server,
          GSocket     *socket)
{
  GMainContext *context = g_main_context_get_thread_default ();
  Idle *idle = g_new (Idle, 1);

  *idle = (Idle){ server, socket, g_socket_create_source (socket, G_IO_IN | G_IO_HUP, NULL),
                  g_timeout_source_new_seconds (IDLE_SECONDS) };
  g_source_set_callback (idle->readable, G_SOURCE_FUNC (readable_cb), idle, NULL);
  g_source_attach (idle->readable, context);
  g_source_set_callback (idle->timer, idle_late_cb, idle, NULL);
  g_source_attach (idle->timer, context);
  return idle;
}

/* Whether this is the first request on its connection. It isn't idle now. */
static bool
note_socket (BoHubServer *server,
             GSocket     *socket)
{
  if (!g_hash_table_insert (server->sockets, socket, NULL))
    return false;
  g_object_weak_ref (G_OBJECT (socket), socket_gone_cb, server);
  return true;
}

static void
finished_cb (SoupServer        *soup,
             SoupServerMessage *message,
             BoHubServer       *server)
{
  GSocket *socket = soup_server_message_get_socket (message);

  g_object_set_data (G_OBJECT (message), WATCH_KEY, NULL);
  if (socket != NULL && g_hash_table_contains (server->sockets, socket))
    g_hash_table_insert (server->sockets, socket, idle_new (server, socket));
}

/* --- requests --- */

static void
started_cb (SoupServer        *soup,
            SoupServerMessage *message,
            void              *data)
{
  BoHubServer *server = data;
  GSocket *socket = soup_server_message_get_socket (message);
  Watch *watch;
  bool is_first;

  if (socket == NULL)
    return;
  is_first = note_socket (server, socket);
  if (g_hash_table_size (server->sockets) > MAX_CONNECTIONS)
    {
      g_socket_shutdown (socket, TRUE, TRUE, NULL);
      return;
    }

  watch = g_new0 (Watch, 1);
  watch->server = server;
  watch->message = message;
  g_object_set_data_full (G_OBJECT (message), WATCH_KEY, watch, (GDestroyNotify) watch_free);
  start_timer (watch, is_first ? FIRST_SECONDS : IDLE_SECONDS);
}

/* The whole request is here, or will never be. */
static void
ended_cb (SoupServer        *soup,
          SoupServerMessage *message,
          void              *data)
{
  g_object_set_data (G_OBJECT (message), WATCH_KEY, NULL);
}

static bool
is_crowded (BoHubServer   *server,
            BoHubExchange *exchange,
            const char    *address)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (exchange->message);
  bool is_local = G_IS_INET_SOCKET_ADDRESS (remote) &&
                  g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));

  return server->n_incomplete >= MAX_INCOMPLETE ||
         (!is_local && count_of (server, address) >= MAX_INCOMPLETE_PER_ADDRESS);
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
  start_timer (watch, BODY_SECONDS);
  if (is_crowded (server, exchange, address))
    {
      _bo_hub_reply_retry (exchange, 503, 1, "Too many requests at once");
      return;
    }

  watch->address = g_strdup (address);
  server->n_incomplete++;
  g_hash_table_insert (server->incomplete, g_strdup (address), GUINT_TO_POINTER (count_of (server, address) + 1));
}

void
_bo_hub_guard_attach (BoHubServer *self)
{
  self->sockets = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) idle_free);
  self->incomplete = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (started_cb), self);
  g_signal_connect (self->soup, "request-read", G_CALLBACK (ended_cb), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (ended_cb), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (finished_cb), self);
}

/* After the server is gone: sockets that somebody still holds must not come back here. */
void
_bo_hub_guard_detach (BoHubServer *self)
{
  GHashTableIter iter;
  void *socket;

  g_hash_table_iter_init (&iter, self->sockets);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    g_object_weak_unref (socket, socket_gone_cb, self);
  g_hash_table_unref (self->sockets);
  g_hash_table_unref (self->incomplete);
}
