/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* Invitations are the hub's: asked of it each time, and nothing of them is kept here. */

typedef struct
{
  BoHttp *http; /* nullable before it is found */
  int     hours;
  char   *id;   /* nullable */
} Asking;

static void
asking_free (Asking *asking)
{
  g_clear_object (&asking->http);
  g_free (asking->id);
  g_free (asking);
}

static void
invited_cb (GObject *source, GAsyncResult *result, void *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  char *text = bo_http_invite_finish (BO_HTTP (source), result, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, void *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  GPtrArray *guests = bo_http_list_guests_finish (BO_HTTP (source), result, &error);

  if (guests != NULL)
    g_task_return_pointer (task, guests, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
revoked_cb (GObject *source, GAsyncResult *result, void *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (bo_http_revoke_guest_finish (BO_HTTP (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
ask_http (GTask *task, BoHttp *http)
{
  Asking *asking = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_set_object (&asking->http, http);
  if (g_task_get_source_tag (task) == bo_client_invite_async)
    bo_http_invite_async (http, asking->hours, cancellable, invited_cb, task);
  else if (g_task_get_source_tag (task) == bo_client_revoke_guest_async)
    bo_http_revoke_guest_async (http, asking->id, cancellable, revoked_cb, task);
  else
    bo_http_list_guests_async (http, cancellable, listed_cb, task);
}

static void
found_cb (GObject *source, GAsyncResult *result, void *data)
{
  GTask *task = data;
  g_autoptr(BoHttp) http = _bo_client_find_http_finish (BO_CLIENT (source), result);

  if (http != NULL)
    {
      ask_http (task, http);
      return;
    }
  g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The address of the hub can’t be used."));
  g_object_unref (task);
}

/* @task (transfer full). Where another process synchronises there is no transport here yet. */
static void
ask (BoClient *self, GTask *task, Asking *asking)
{
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  if (bo_client_get_server_url (self) == NULL)
    g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE,
                             _("Guests are let in by a hub, and this home has none yet."));
  else if (g_strcmp0 (bo_client_get_role (self), "guest") == 0)
    g_task_return_new_error (task, BO_ERROR, BO_ERROR_PERMISSION,
                             _("You are a guest of this home; only its administrators invite others."));
  else
    {
      _bo_client_find_http_async (self, g_task_get_cancellable (task), found_cb, task);
      return;
    }
  g_object_unref (task);
}

static GTask *
new_task (BoClient *self, void *tag, GCancellable *cancellable, GAsyncReadyCallback callback, void *data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  return task;
}

/**
 * bo_client_invite_async:
 * @self: an open client
 * @hours: how long the invitation is good, 1 to 168
 * @cancellable: (nullable): gives up; the invitation may have been made
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Has the hub make an invitation for a guest, who may look and not change.
 */
void
bo_client_invite_async (BoClient            *self,
                        int                  hours,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  Asking *asking;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (hours >= 1 && hours <= 168);

  asking = g_new0 (Asking, 1);
  asking->hours = hours;
  ask (self, new_task (self, bo_client_invite_async, cancellable, callback, data), asking);
}

/**
 * bo_client_invite_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the text of the invitation's picture;
 *   whoever has it may look at the home
 */
char *
bo_client_invite_finish (BoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bo_client_list_guests_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Asks the hub for the invitations that are good.
 */
void
bo_client_list_guests_async (BoClient *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  ask (self, new_task (self, bo_client_list_guests_async, cancellable, callback, data), g_new0 (Asking, 1));
}

/**
 * bo_client_list_guests_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type BoGuest): the invitations
 */
GPtrArray *
bo_client_list_guests_finish (BoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bo_client_revoke_guest_async:
 * @self: an open client
 * @id: of the invitation
 * @cancellable: (nullable): gives up; it may have been revoked
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Ends an invitation, and what was let in by it.
 */
void
bo_client_revoke_guest_async (BoClient            *self,
                              const char          *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  Asking *asking;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  asking = g_new0 (Asking, 1);
  asking->id = g_strdup (id);
  ask (self, new_task (self, bo_client_revoke_guest_async, cancellable, callback, data), asking);
}

/**
 * bo_client_revoke_guest_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether it no longer lets anybody in
 */
gboolean
bo_client_revoke_guest_finish (BoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
