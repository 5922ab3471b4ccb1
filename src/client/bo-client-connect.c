/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* The steps, each in its own callback: probe, sign in, who am I, keep the token, choose the
   file, join. Until the token is good nothing here changes. */
typedef struct
{
  BoHttp  *http;
  char    *password;     /* nullable */
  char    *guest;        /* nullable */
  char    *token;        /* nullable */
  char    *user_id;
  char    *device_name;  /* nullable */
  char    *role;         /* nullable */
  bool     allow_file;
} Connecting;

static void
wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

static void
connecting_free (Connecting *connecting)
{
  g_clear_object (&connecting->http);
  wipe (&connecting->password);
  wipe (&connecting->guest);
  wipe (&connecting->token);
  g_free (connecting->user_id);
  g_free (connecting->device_name);
  g_free (connecting->role);
  g_free (connecting);
}

/* --- joining --- */

static void
joined_shown_cb (GObject      *source,
                 GAsyncResult *result,
                 void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  _bo_client_set_opened (self, true);
  if ((self->flags & BO_OPEN_NO_SYNC) == 0 && self->driver == NULL)
    _bo_client_start (self, connecting->http, true);
  g_task_return_boolean (task, TRUE);
}

static void *
join_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Connecting *connecting = data;
  BoContext context = bo_stores_context ();

  return bo_rules_set_hub (BO_SYNC_STORE (store), &context, bo_http_get_url (connecting->http), connecting->user_id,
                           connecting->device_name, connecting->role, error) ? BO_STORES_DONE : NULL;
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
  bo_stores_write_async (self->stores, join_func, g_task_get_task_data (task), NULL, NULL, NULL, joined_cb, task);
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
  Connecting *connecting = g_task_get_task_data (task);
  g_autofree char *path = bo_files_for_url (self->data_dir, bo_http_get_url (connecting->http));

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
  Connecting *connecting = g_task_get_task_data (task);
  const char *url = bo_client_get_server_url (self);

  if (self->stores == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      g_object_unref (task);
      return;
    }

  /* What runs, runs with the old token. */
  _bo_client_stop (self);
  if (url == NULL || g_str_equal (url, bo_http_get_url (connecting->http)))
    join (task);
  else
    change_file (task);
}

/* --- signing in --- */

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
me_cb (GObject      *source,
       GAsyncResult *result,
       void         *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);
  Connecting *connecting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(BoLogin) login = bo_http_login_finish (BO_HTTP (source), result, &error);

  if (login == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  if (!_bo_client_keep_pin (self, connecting->http, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_clear_pointer (&self->presented, g_free);
  self->renew_us = _bo_client_token_renewal (connecting->token);
  g_free (connecting->role);
  connecting->role = g_steal_pointer (&login->role);
  bo_keyring_store_async (self->data_dir, bo_http_get_url (connecting->http), connecting->user_id, connecting->token,
                          connecting->allow_file, NULL, kept_cb, task);
}

static void
take_token (GTask *task)
{
  Connecting *connecting = g_task_get_task_data (task);

  bo_http_set_token (connecting->http, connecting->token);
  if (!bo_http_has_token (connecting->http))
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_AUTHENTICATION,
                               _("This is no sign-in that a hub could have given. Copy it anew."));
      g_object_unref (task);
      return;
    }
  bo_http_me_async (connecting->http, g_task_get_cancellable (task), me_cb, task);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  GTask *task = data;
  Connecting *connecting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(BoLogin) login = bo_http_login_finish (BO_HTTP (source), result, &error);

  if (login == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  wipe (&connecting->token);
  connecting->token = g_steal_pointer (&login->token);
  take_token (task);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  GTask *task = data;
  Connecting *connecting = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!bo_http_probe_finish (BO_HTTP (source), result, &error))
    {
      BoClient *self = g_task_get_source_object (task);

      g_free (self->presented);
      self->presented = g_strdup (bo_http_get_presented (BO_HTTP (source)));
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (connecting->token != NULL)
    take_token (task);
  else if (connecting->guest != NULL)
    bo_http_verify_guest_async (connecting->http, connecting->guest, cancellable, signed_in_cb, task);
  else
    bo_http_login_async (connecting->http, connecting->password, cancellable, signed_in_cb, task);
}

/* Of the account this runs in; "local" where it has no name that can be written. */
static const char *
account_name (void)
{
  const char *name = g_get_user_name ();

  return name != NULL && *name != '\0' && g_utf8_validate (name, -1, NULL) ? name : "local";
}

static Connecting *
connecting_new (BoClient            *self,
                BoHttp              *http,
                const BoInvitation  *invitation,
                const BoCredentials *credentials)
{
  Connecting *connecting = g_new0 (Connecting, 1);
  const char *user_id = credentials->user_id;
  const char *device_name = credentials->device_name;

  /* Before the first hub the file only has a placeholder. */
  if ((user_id == NULL || *user_id == '\0') && bo_client_get_server_url (self) != NULL)
    user_id = bo_client_get_user_id (self);
  if (user_id == NULL || *user_id == '\0')
    user_id = account_name ();
  if (device_name == NULL)
    device_name = bo_client_get_device_name (self);
  if (device_name == NULL)
    device_name = g_get_host_name ();

  connecting->http = http;
  connecting->password = g_strdup (credentials->password);
  connecting->guest = invitation != NULL ? g_strdup (invitation->token) : NULL;
  connecting->token = g_strdup (credentials->token);
  connecting->user_id = g_strdup (user_id);
  connecting->device_name = g_strdup (device_name);
  connecting->allow_file = credentials->allow_file;
  return connecting;
}

static GError *
why_not (BoClient            *self,
         const BoCredentials *credentials)
{
  if (self->stores == NULL)
    return g_error_new_literal (BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
  else if (bo_stores_is_read_only (self->stores))
    return g_error_new_literal (BO_ERROR, BO_ERROR_READ_ONLY, self->store_error);
  else if (credentials->password == NULL && credentials->token == NULL && credentials->guest == NULL)
    return g_error_new_literal (BO_ERROR, BO_ERROR_USAGE,
                                _("To connect, a password, a token or an invitation is needed."));

  return NULL;
}

/* Whoever gave the address or the invitation vouches for the hub, before what was accepted earlier. */
static BoHttp *
make_http (BoClient            *self,
           const char          *server_url,
           const BoCredentials *credentials,
           const char          *invited,
           GError             **error)
{
  g_autofree char *paired = NULL;
  g_autofree char *address = _bo_client_split_address (server_url, &paired);
  g_autofree char *given = credentials->pin != NULL ? bo_fingerprint_parse (credentials->pin) : NULL;
  const char *pin = given != NULL ? given : paired != NULL ? paired : invited;
  g_autoptr(BoHttp) http = NULL;

  if (credentials->pin != NULL && given == NULL)
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE,
                           _("This is no fingerprint of a certificate: it has 64 hexadecimal digits."));
      return NULL;
    }
  if (!credentials->allow_plain && bo_client_address_is_plain (address)
      && g_strcmp0 (bo_client_get_server_url (self), address) != 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_PERMISSION,
                   _("“%s” would be spoken to without encryption: everybody on the network could read the password and "
                     "the home. Write “https://”, or allow it for this hub."), address);
      return NULL;
    }
  http = _bo_client_make_http (self, address, error);
  if (http != NULL && pin != NULL)
    bo_http_set_pin (http, pin);
  return g_steal_pointer (&http);
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
  BoHttp *http = NULL;
  g_autoptr(BoInvitation) invitation = NULL;
  GError *error;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (server_url != NULL);
  g_return_if_fail (credentials != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_connect_async);
  g_task_set_check_cancellable (task, FALSE);
  error = why_not (self, credentials);
  if (error == NULL && credentials->guest != NULL)
    invitation = bo_invitation_parse (credentials->guest, &error);
  if (error == NULL)
    http = make_http (self, server_url, credentials, invitation != NULL ? invitation->fingerprint : NULL, &error);
  if (http == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_task_set_task_data (task, connecting_new (self, http, invitation, credentials), (GDestroyNotify) connecting_free);
  bo_http_probe_async (http, cancellable, probed_cb, task);
}

/**
 * bo_client_connect_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Errors name the step: %BO_ERROR_USAGE (no address, no invitation), %BO_ERROR_OFFLINE,
 * %BO_ERROR_TIMEOUT, %BO_ERROR_TLS (no answer), %BO_ERROR_CERTIFICATE_UNKNOWN
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
