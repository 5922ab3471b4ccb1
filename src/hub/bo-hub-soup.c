/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-soup.h"

#include <stdbool.h>

/* A connection is nobody's but libsoup's: it is found by its signals, and told by one of them that it has ended, as
   libsoup itself would say. */

#define CONNECTION_TYPE "SoupServerConnection"
#define CONNECTION_KEY "bo-hub-connection"
#define FIRST_KEY "bo-hub-first-message"
#define TAKEN_KEY "bo-hub-taken"
#define ENDED_KEY "bo-hub-ended"

/* How long until what is still held is looked at again */
#define LOOK_MS 200

static bool
is_forgetful (void)
{
  return soup_get_major_version () == 3 && soup_get_minor_version () == 2 && soup_get_micro_version () == 3;
}

/* --- the reference of who accepts --- */

static void
seen_cb (SoupServer        *server,
         SoupServerMessage *message,
         GWeakRef          *seen)
{
  g_weak_ref_set (seen, soup_server_message_get_socket (message));
}

/* One connection to @server, in its context */
static void
try_connection (SoupServer *server,
                GWeakRef   *seen)
{
  g_autoptr(GSocketAddress) anywhere = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSList) listeners = NULL;
  g_autoptr(GSocketAddress) where = NULL;
  g_autoptr(GSocketClient) dialer = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = NULL;

  if (!soup_server_listen (server, anywhere, 0, NULL) || (listeners = soup_server_get_listeners (server)) == NULL)
    return;
  where = g_socket_get_local_address (listeners->data, NULL);
  g_socket_client_set_enable_proxy (dialer, FALSE);
  connection = where != NULL ? g_socket_client_connect (dialer, G_SOCKET_CONNECTABLE (where), NULL, NULL) : NULL;
  g_signal_connect (server, "request-started", G_CALLBACK (seen_cb), seen);
  while (connection != NULL && g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    ;
}

/* Whether a socket outlives the server that accepted it; a distribution may have mended that without another version. */
static bool
outlives_server (void)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  SoupServer *server;
  GWeakRef seen;
  GSocket *left;

  g_weak_ref_init (&seen, NULL);
  g_main_context_push_thread_default (context);
  server = soup_server_new (NULL, NULL);
  try_connection (server, &seen);
  soup_server_disconnect (server);
  g_object_unref (server);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);

  left = g_weak_ref_get (&seen);
  g_weak_ref_clear (&seen);
  if (left == NULL)
    return false;
  g_object_unref (left);
  g_object_unref (left);
  return true;
}

static bool
gives_away (void)
{
  static size_t answer = 0;

  if (g_once_init_enter (&answer))
    g_once_init_leave (&answer, is_forgetful () && outlives_server () ? 2 : 1);
  return answer == 2;
}

void
_bo_hub_soup_take (GSocket *socket)
{
  if (!gives_away () || g_object_get_data (G_OBJECT (socket), TAKEN_KEY) != NULL)
    return;
  g_object_set_data (G_OBJECT (socket), TAKEN_KEY, socket);
  g_object_unref (socket);
}

/* --- later --- */

static GWeakRef *
weak_ref_new (GObject *object)
{
  GWeakRef *ref = g_new (GWeakRef, 1);

  g_weak_ref_init (ref, object);
  return ref;
}

static void
weak_ref_free (void *data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Below the priority of what reads, so that libsoup comes first. */
static void
run_later (GSourceFunc   run,
           GObject      *object,
           unsigned int  after_ms)
{
  g_autoptr(GSource) source = g_timeout_source_new (after_ms);

  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback (source, run, weak_ref_new (object), weak_ref_free);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/* With a reference of the caller's, two are one of the other's. */
static bool
is_held_by_one (GObject *object)
{
  return g_atomic_int_get ((int *) &object->ref_count) == 2;
}

/* --- an end between two requests: the server isn't told of it --- */

static gboolean
let_go_cb (void *data)
{
  g_autoptr(GObject) connection = g_weak_ref_get (data);

  /* Told once: whoever hears of it gives up a reference. */
  if (connection == NULL || g_object_get_data (connection, ENDED_KEY) != NULL)
    return G_SOURCE_REMOVE;
  /* A message of which the end hasn't been read, or that waits for its answer, holds it too, and goes on. */
  if (!is_held_by_one (connection))
    {
      run_later (let_go_cb, connection, LOOK_MS);
      return G_SOURCE_REMOVE;
    }
  g_signal_emit_by_name (connection, "disconnected");
  g_signal_handlers_disconnect_matched (connection, G_SIGNAL_MATCH_ID,
                                        g_signal_lookup ("disconnected", G_OBJECT_TYPE (connection)), 0, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

void
_bo_hub_soup_hold (SoupServerMessage *message,
                   GWeakRef          *held)
{
  g_weak_ref_init (held, g_object_get_data (G_OBJECT (message), CONNECTION_KEY));
}

void
_bo_hub_soup_let_go (GWeakRef *held)
{
  g_autoptr(GObject) connection = g_weak_ref_get (held);

  if (connection != NULL)
    run_later (let_go_cb, connection, 0);
}

/* --- an end in the handshake: the connection and its first message hold each other --- */

/* What was never read is nobody's but libsoup's. */
static bool
is_forgotten (GObject *message,
              GObject *connection)
{
  return soup_server_message_get_method (SOUP_SERVER_MESSAGE (message)) == NULL && is_held_by_one (message) &&
         is_held_by_one (connection);
}

static gboolean
forget_first_cb (void *data)
{
  g_autoptr(GObject) connection = g_weak_ref_get (data);
  GWeakRef *first = connection != NULL ? g_object_get_data (connection, FIRST_KEY) : NULL;
  g_autoptr(GObject) message = first != NULL ? g_weak_ref_get (first) : NULL;

  if (message != NULL && is_forgotten (message, connection))
    g_object_unref (message);
  return G_SOURCE_REMOVE;
}

void
_bo_hub_soup_keep (SoupServerMessage *message)
{
  GObject *connection = g_object_get_data (G_OBJECT (message), CONNECTION_KEY);

  if (connection != NULL)
    g_object_set_data (connection, FIRST_KEY, NULL);
}

static gboolean
disconnected_cb (GSignalInvocationHint *hint,
                 unsigned int           n_values,
                 const GValue          *values,
                 void                  *data)
{
  GObject *connection = g_value_get_object (&values[0]);

  g_object_set_data (connection, ENDED_KEY, connection);
  run_later (forget_first_cb, connection, 0);
  return TRUE;
}

/* --- watching --- */

static gboolean
started_cb (GSignalInvocationHint *hint,
            unsigned int           n_values,
            const GValue          *values,
            void                  *data)
{
  GObject *connection = g_value_get_object (&values[0]);
  GObject *message = g_value_get_object (&values[1]);

  /* Unowned: the message holds it. */
  g_object_set_data (message, CONNECTION_KEY, connection);
  if (g_object_get_data (connection, FIRST_KEY) == NULL)
    g_object_set_data_full (connection, FIRST_KEY, weak_ref_new (message), weak_ref_free);
  return TRUE;
}

void
_bo_hub_soup_watch (void)
{
  static size_t watched = 0;
  GType type;

  if (!is_forgetful () || (type = g_type_from_name (CONNECTION_TYPE)) == 0 || !g_once_init_enter (&watched))
    return;
  gives_away ();
  /* For its signals; never given back. */
  g_type_class_ref (type);
  g_signal_add_emission_hook (g_signal_lookup ("request-started", type), 0, started_cb, NULL, NULL);
  g_signal_add_emission_hook (g_signal_lookup ("disconnected", type), 0, disconnected_cb, NULL, NULL);
  g_once_init_leave (&watched, 1);
}
