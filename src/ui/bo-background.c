/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-background.h"
#include "bo-base.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

typedef struct
{
  GDBusConnection *connection;
  char            *path;     /* of the request: its answer is a signal from there */
  unsigned int     response;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  if (request->response != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->response);
  g_clear_object (&request->connection);
  g_free (request->path);
  g_free (request);
}

/* @task lives until the answer, which may come before the call itself returns. */
static void
response_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
             const char *signal, GVariant *parameters, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (data);
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  uint32_t code = 0;
  gboolean allowed = FALSE;

  if (request->response == 0 || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_dbus_connection_signal_unsubscribe (connection, request->response);
  request->response = 0;
  g_variant_get (parameters, "(u@a{sv})", &code, &results);
  g_variant_lookup (results, "background", "b", &allowed);
  g_task_return_boolean (task, code == 0 && allowed);
}

/* The desktop said where the answer comes from, or that there is no such portal. */
static void
called_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (answer != NULL || request->response == 0)
    return;
  g_dbus_connection_signal_unsubscribe (request->connection, request->response);
  request->response = 0;
  g_task_return_boolean (task, !g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED));
}

/* (transfer full): as the portal makes it from the name on the bus and @token */
static char *
request_path (GDBusConnection *connection, const char *token)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);

  return g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", g_strdelimit (sender, ".", '_'), token);
}

static GVariant *
options_of (const char *token)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  /* Translators: why the program asks the desktop to be let run in the background */
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_("Synchronises, and tells of alarms, while no window is open.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  return g_variant_new ("(sa{sv})", "", &options);
}

void
bo_background_request_async (GDBusConnection *connection, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  g_autofree char *id = bo_uuid_random ();
  g_autofree char *token = g_strconcat ("bo_", g_strdelimit (id, "-", '_'), NULL);
  Request *request;

  g_task_set_source_tag (task, bo_background_request_async);
  if (connection == NULL || g_dbus_connection_get_unique_name (connection) == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  request = g_new0 (Request, 1);
  request->connection = g_object_ref (connection);
  request->path = request_path (connection, token);
  g_task_set_task_data (task, request, request_free);
  request->response = g_dbus_connection_signal_subscribe (connection, PORTAL, "org.freedesktop.portal.Request",
                                                          "Response", request->path, NULL,
                                                          G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                                          g_object_ref (task), g_object_unref);
  g_dbus_connection_call (connection, PORTAL, PORTAL_PATH, "org.freedesktop.portal.Background", "RequestBackground",
                          options_of (token), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          called_cb, g_object_ref (task));
}

gboolean
bo_background_request_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
