/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* The steps, each in its own callback: sign in, keep the token, choose the file, join. Until the token is good nothing
   here changes. */
typedef struct
{
  BoSignIn *sign_in;     /* nullable: not yet */
  bool      allow_file;
} Connecting;

static void
connecting_free (Connecting *connecting)
{
  g_clear_pointer (&connecting->sign_in, _bo_sign_in_free);
  g_free (connecting);
}

static BoSignIn *
sign_in_of (GTask *task)
{
  return ((Connecting *) g_task_get_task_data (task))->sign_in;
}

/* --- joining --- */

static void
joined_shown_cb (GObject      *source,
                 GAsyncResult *result,
                 void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  _bo_client_set_opened (self, true);
  if ((self->flags & BO_OPEN_NO_SYNC) == 0 && self->driver == NULL)
    _bo_client_start (self, sign_in_of (task)->http, true);
  g_task_return_boolean (task, TRUE);
}

static void *
join_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  BoSignIn *sign_in = data;
  BoContext context = bo_stores_context ();

  return bo_rules_set_hub (BO_SYNC_STORE (store), &context, bo_http_get_url (sign_in->http), sign_in->user_id,
                           sign_in->device_name, sign_in->role, error) ? BO_STORES_DONE : NULL;
}

static void
joined_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL || self->feed == NULL)
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      g_task_return_error (task, error);
      return;
    }

  bo_files_set_current (self->data_dir, bo_stores_get_path (self->stores), &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    bo_feed_refresh (self->feed, g_task_new (self, NULL, joined_shown_cb, g_steal_pointer (&task)));
}

static void
join (GTask *task)
{
  BoClient *self = g_task_get_source_object (task);

  /* The task, and with it what it carries, outlives the call. */
  bo_stores_write_async (self->stores, join_func, sign_in_of (task), NULL, NULL, NULL, joined_cb, task);
}

/* --- another hub, another file --- */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  GTask *task = data;
  GError *error = NULL;

  if (_bo_client_load_finish (BO_CLIENT (source), result, &error))
    {
      join (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
other_opened_cb (GObject      *source,
                 GAsyncResult *result,
                 void         *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);
  GError *error = NULL;
  BoStores *stores = bo_stores_open_finish (result, &error);

  if (stores == NULL)
    {
      _bo_client_set_store_error (self, error->message);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  bo_model_clear (self->model);
  _bo_client_enter (self, stores);
  _bo_client_load_async (self, NULL, loaded_cb, task);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);
  g_autofree char *path = bo_files_for_url (self->data_dir, bo_http_get_url (sign_in_of (task)->http));

  bo_stores_close_finish (NULL, result);
  bo_stores_open_async (path, false, NULL, other_opened_cb, task);
}

static void
change_file (GTask *task)
{
  BoClient *self = g_task_get_source_object (task);
  g_autoptr(BoStores) stores = NULL;

  _bo_client_set_opened (self, false);
  _bo_client_leave (self);
  stores = g_steal_pointer (&self->stores);
  bo_stores_close_async (stores, left_cb, task);
}

static void
choose_file (GTask *task)
{
  BoClient *self = g_task_get_source_object (task);
  const char *url = bo_client_get_server_url (self);

  if (self->stores == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      g_object_unref (task);
      return;
    }

  /* What runs, runs with the old token. */
  _bo_client_stop (self);
  if (url == NULL || g_str_equal (url, bo_http_get_url (sign_in_of (task)->http)))
    join (task);
  else
    change_file (task);
}

/* --- once signed in --- */

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  /* Without a place to keep it the session goes on all the same; the window asks again next time. */
  if (!bo_keyring_store_finish (result, &self->token_in_file, &error))
    g_message ("The sign-in is not kept: %s", error->message);
  choose_file (task);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  GTask *task = data;
  BoClient *self = BO_CLIENT (source);
  Connecting *connecting = g_task_get_task_data (task);
  BoSignIn *sign_in;
  GError *error = NULL;

  connecting->sign_in = sign_in = _bo_client_sign_in_finish (self, result, &error);
  if (sign_in == NULL || !_bo_client_keep_pin (self, sign_in->http, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  self->renew_us = _bo_client_token_renewal (sign_in->token);
  bo_keyring_store_async (self->data_dir, bo_http_get_url (sign_in->http), sign_in->user_id, sign_in->token,
                          _bo_client_token_place (self, connecting->allow_file), NULL, kept_cb, task);
}

/**
 * bo_client_connect_async:
 * @self: an open client
 * @server_url: as bo_http_new() takes it; or what a hub shows for pairing, with
 *   its fingerprint behind “#sha256:”
 * @credentials: one of password, token and guest; copied
 * @cancellable: (nullable): gives up, until the sign-in is done
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Connects to a hub (PROTOCOL §6). A home without a hub joins it, and offers it
 * all it holds; for another hub than before, another file is opened (DESIGN §3).
 */
void
bo_client_connect_async (BoClient            *self,
                         const char          *server_url,
                         const BoCredentials *credentials,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task;
  Connecting *connecting;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (server_url != NULL);
  g_return_if_fail (credentials != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_connect_async);
  g_task_set_check_cancellable (task, FALSE);
  connecting = g_new0 (Connecting, 1);
  connecting->allow_file = credentials->allow_file;
  g_task_set_task_data (task, connecting, (GDestroyNotify) connecting_free);
  _bo_client_sign_in_async (self, server_url, credentials, cancellable, signed_in_cb, task);
}

/**
 * bo_client_connect_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Errors name the step: %BO_ERROR_USAGE (no address, no invitation), %BO_ERROR_OFFLINE,
 * %BO_ERROR_TIMEOUT, %BO_ERROR_HANDSHAKE, %BO_ERROR_TLS (no answer), %BO_ERROR_CERTIFICATE_UNKNOWN
 * (a person has to compare bo_client_get_presented_fingerprint() first),
 * %BO_ERROR_CERTIFICATE_CHANGED, %BO_ERROR_PERMISSION (not without TLS unless
 * that is allowed), %BO_ERROR_WRONG_SERVER (no hub),
 * %BO_ERROR_AUTHENTICATION (wrong password), %BO_ERROR_THROTTLED (with the
 * seconds to wait), and those of the store.
 *
 * Returns: whether it is connected
 */
gboolean
bo_client_connect_finish (BoClient      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
