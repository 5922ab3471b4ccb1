/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include "bo-clock.h"
#include "bo-hub-auth.h"

#define PATH "/api/v1/sync/events"
#define MAX_LISTENERS 64
/* What one may leave unread: some thousand messages */
#define MAX_UNREAD 65536
#define SOCKET_KEY "bo-hub-socket"

/* GET /api/v1/sync/events (PROTOCOL §8): one message after each batch, so that clients pull at
   once. It says nothing of the home itself. */

static void
closed_cb (SoupWebsocketConnection *connection,
           void                    *data)
{
  BoHubServer *self = data;

  _bo_hub_guard_forget (self, g_object_get_data (G_OBJECT (connection), SOCKET_KEY));
  g_ptr_array_remove_fast (self->events, connection);
}

static void
connected_cb (SoupServer              *soup,
              SoupServerMessage       *message,
              const char              *path,
              SoupWebsocketConnection *connection,
              void                    *data)
{
  BoHubServer *self = data;

  g_object_set_data_full (G_OBJECT (connection), SOCKET_KEY, _bo_hub_guard_release (message), g_object_unref);
  soup_websocket_connection_set_max_incoming_payload_size (connection, 1024);
  soup_websocket_connection_set_keepalive_interval (connection, 30);
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), self);
  g_ptr_array_add (self->events, g_object_ref (connection));
  self->events_generation = bo_hub_auth_get_generation (self->db);
}

/* Runs before the handshake; an answer given here stops it. */
static void
check_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          void              *data)
{
  BoHubServer *self = data;
  BoHubExchange *exchange = _bo_hub_exchange_get (message);

  if (exchange == NULL)
    exchange = _bo_hub_exchange_new (self, message);
  _bo_hub_check_headers (exchange);
  if (soup_server_message_get_status (message) != 0 || !_bo_hub_authenticate (exchange, false))
    return;
  if (self->events->len >= MAX_LISTENERS)
    _bo_hub_reply_retry (exchange, 503, 60, "Too many listeners");
}

void
_bo_hub_events_attach (BoHubServer *self)
{
  soup_server_add_early_handler (self->soup, PATH, check_cb, self, NULL);
  soup_server_add_websocket_handler (self->soup, PATH, NULL, NULL, connected_cb, self, NULL);
}

void
_bo_hub_events_close (BoHubServer *self)
{
  for (unsigned int i = 0; i < self->events->len; i++)
    {
      SoupWebsocketConnection *connection = g_ptr_array_index (self->events, i);

      if (soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, "Signed out");
    }
}

/* libsoup keeps whatever a listener doesn't read, without an end. */
static bool
reads (SoupWebsocketConnection *connection)
{
  GSocket *socket = g_object_get_data (G_OBJECT (connection), SOCKET_KEY);
  int unread = 0;

  if (ioctl (g_socket_get_fd (socket), SIOCOUTQ, &unread) != 0 || unread <= MAX_UNREAD)
    return true;
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
  return false;
}

/**
 * bo_hub_server_notify:
 * @self: the server
 *
 * Something was written: sends `{"server_time": …}` to every listener, and wakes the upkeep. Where
 * another process signed everybody out, listeners are told to come again instead.
 */
void
bo_hub_server_notify (BoHubServer *self)
{
  g_autofree char *server_time = bo_time_format (bo_clock_now ());
  g_autofree char *text = g_strdup_printf ("{\"server_time\":\"%s\"}", server_time);

  _bo_hub_upkeep_wake (self);
  if (self->events_generation != bo_hub_auth_get_generation (self->db))
    {
      _bo_hub_events_close (self);
      return;
    }
  for (unsigned int i = 0; i < self->events->len; i++)
    {
      SoupWebsocketConnection *connection = g_ptr_array_index (self->events, i);

      if (soup_websocket_connection_get_state (connection) == SOUP_WEBSOCKET_STATE_OPEN && reads (connection))
        soup_websocket_connection_send_text (connection, text);
    }
}
