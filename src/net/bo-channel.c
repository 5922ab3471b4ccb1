/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-channel.h"
#include "bo-http-private.h"

#define PATH "/api/v1/sync/events"
#define KEEPALIVE_SECONDS 30
#define MAX_MESSAGE (64 * 1024)
#define RETRY_FIRST_SECONDS 2
#define RETRY_MAX_SECONDS 300

struct _BoChannel
{
  BoHttp                  *http;
  BoChannelFunc            func;
  void                    *data;
  SoupWebsocketConnection *connection;  /* nullable */
  GCancellable            *connecting;  /* nullable: of the call under way, and its mark: cancelled means that
                                           there is no channel any more */
  GSource                 *timer;       /* nullable: of the next try */
  unsigned int             retry_seconds;
};

static void open_channel (BoChannel *self);

static void
clear_timer (BoChannel *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
arm (BoChannel   *self,
     unsigned int seconds,
     GSourceFunc  func)
{
  clear_timer (self);
  self->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->timer, func, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static gboolean
retry_cb (void *data)
{
  BoChannel *self = data;

  clear_timer (self);
  open_channel (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (BoChannel *self)
{
  arm (self, self->retry_seconds, retry_cb);
  self->retry_seconds = MIN (self->retry_seconds * 2, RETRY_MAX_SECONDS);
}

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *message,
            BoChannel               *self)
{
  /* What it says is not needed: that it says something is the news. */
  self->func (BO_CHANNEL_CHANGED, self->data);
}

static void
drop_connection (BoChannel *self)
{
  if (self->connection == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->connection, self);
  if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  g_clear_object (&self->connection);
}

static void
closed_cb (SoupWebsocketConnection *connection,
           BoChannel               *self)
{
  drop_connection (self);
  retry_later (self);
  self->func (BO_CHANNEL_CLOSED, self->data);
}

static void
take_connection (BoChannel               *self,
                 SoupWebsocketConnection *connection)
{
  self->connection = connection;
  self->retry_seconds = RETRY_FIRST_SECONDS;
  soup_websocket_connection_set_keepalive_interval (connection, KEEPALIVE_SECONDS);
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_MESSAGE);
  g_signal_connect (connection, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), self);
  self->func (BO_CHANNEL_OPENED, self->data);
}

typedef struct
{
  BoChannel    *channel;
  GCancellable *mark;
} Opening;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autofree Opening *opening = data;
  g_autoptr(GCancellable) mark = opening->mark;
  g_autoptr(GError) error = NULL;
  g_autoptr(SoupWebsocketConnection) connection = NULL;
  BoChannel *self = opening->channel;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (g_cancellable_is_cancelled (mark))
    return;

  g_clear_object (&self->connecting);
  if (connection != NULL)
    take_connection (self, g_steal_pointer (&connection));
  else if (error->domain != SOUP_WEBSOCKET_ERROR)
    retry_later (self);
}

static void
open_channel (BoChannel *self)
{
  g_autoptr(SoupMessage) message = _bo_http_message (self->http, "GET", PATH, true);
  Opening *opening = g_new (Opening, 1);

  soup_message_headers_remove (soup_message_get_request_headers (message), "Accept-Encoding");
  self->connecting = g_cancellable_new ();
  *opening = (Opening){ self, g_object_ref (self->connecting) };
  soup_session_websocket_connect_async (_bo_http_get_session (self->http), message, NULL, NULL, G_PRIORITY_DEFAULT,
                                        self->connecting, opened_cb, opening);
}

BoChannel *
bo_channel_new (BoHttp       *http,
                BoChannelFunc func,
                void         *data)
{
  BoChannel *self = g_new0 (BoChannel, 1);

  self->http = g_object_ref (http);
  self->func = func;
  self->data = data;
  self->retry_seconds = RETRY_FIRST_SECONDS;
  open_channel (self);
  return self;
}

void
bo_channel_free (BoChannel *self)
{
  clear_timer (self);
  if (self->connecting != NULL)
    g_cancellable_cancel (self->connecting);
  g_clear_object (&self->connecting);
  drop_connection (self);
  g_object_unref (self->http);
  g_free (self);
}
