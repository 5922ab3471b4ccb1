/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* Signing in to a hub, whatever comes of it: probe, sign in, who am I. Each step in its own callback; nothing
   is kept and nothing here changes. */
typedef struct
{
  BoSignIn *sign_in;
  char     *password;  /* nullable */
  char     *guest;     /* nullable */
} Signing;

void
_bo_wipe (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

void
_bo_sign_in_free (BoSignIn *sign_in)
{
  g_clear_object (&sign_in->http);
  _bo_wipe (&sign_in->token);
  g_free (sign_in->user_id);
  g_free (sign_in->device_name);
  g_free (sign_in->role);
  g_free (sign_in);
}

static void
signing_free (Signing *signing)
{
  g_clear_pointer (&signing->sign_in, _bo_sign_in_free);
  _bo_wipe (&signing->password);
  _bo_wipe (&signing->guest);
  g_free (signing);
}

/* --- the steps --- */

static void
me_cb (GObject      *source,
       GAsyncResult *result,
       void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  Signing *signing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(BoLogin) login = bo_http_login_finish (BO_HTTP (source), result, &error);

  if (login == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->presented, g_free);
  signing->sign_in->role = g_steal_pointer (&login->role);
  g_task_return_pointer (task, g_steal_pointer (&signing->sign_in), (GDestroyNotify) _bo_sign_in_free);
}

static void
take_token (GTask *task)
{
  BoSignIn *sign_in = ((Signing *) g_task_get_task_data (task))->sign_in;

  bo_http_set_token (sign_in->http, sign_in->token);
  if (!bo_http_has_token (sign_in->http))
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_AUTHENTICATION,
                               _("This is no sign-in that a hub could have given. Copy it anew."));
      g_object_unref (task);
      return;
    }
  bo_http_me_async (sign_in->http, g_task_get_cancellable (task), me_cb, task);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  GTask *task = data;
  Signing *signing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(BoLogin) login = bo_http_login_finish (BO_HTTP (source), result, &error);

  if (login == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  _bo_wipe (&signing->sign_in->token);
  signing->sign_in->token = g_steal_pointer (&login->token);
  take_token (task);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  GTask *task = data;
  Signing *signing = g_task_get_task_data (task);
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
  else if (signing->sign_in->token != NULL)
    take_token (task);
  else if (signing->guest != NULL)
    bo_http_verify_guest_async (BO_HTTP (source), signing->guest, cancellable, signed_in_cb, task);
  else
    bo_http_login_async (BO_HTTP (source), signing->password, cancellable, signed_in_cb, task);
}

/* --- what it begins with --- */

/* Of the account this runs in; "local" where it has no name that can be written. */
static const char *
account_name (void)
{
  const char *name = g_get_user_name ();

  return name != NULL && *name != '\0' && g_utf8_validate (name, -1, NULL) ? name : "local";
}

static Signing *
signing_new (BoClient            *self,
             BoHttp              *http,
             const BoInvitation  *invitation,
             const BoCredentials *credentials)
{
  Signing *signing = g_new0 (Signing, 1);
  BoSignIn *sign_in = g_new0 (BoSignIn, 1);
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

  sign_in->http = http;
  sign_in->token = g_strdup (credentials->token);
  sign_in->user_id = g_strdup (user_id);
  sign_in->device_name = g_strdup (device_name);
  signing->sign_in = sign_in;
  signing->password = g_strdup (credentials->password);
  signing->guest = invitation != NULL ? g_strdup (invitation->token) : NULL;
  return signing;
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

/* Probes the hub, signs in there and asks what it lets this device do. @credentials are copied; @cancellable ends
   it at any step. */
void
_bo_client_sign_in_async (BoClient            *self,
                          const char          *server_url,
                          const BoCredentials *credentials,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          void                *data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  BoHttp *http = NULL;
  g_autoptr(BoInvitation) invitation = NULL;
  GError *error = why_not (self, credentials);

  g_task_set_source_tag (task, _bo_client_sign_in_async);
  g_task_set_check_cancellable (task, FALSE);
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

  g_task_set_task_data (task, signing_new (self, http, invitation, credentials), (GDestroyNotify) signing_free);
  bo_http_probe_async (http, cancellable, probed_cb, task);
}

/* (transfer full) (nullable): see bo_client_connect_finish() for the errors. */
BoSignIn *
_bo_client_sign_in_finish (BoClient      *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
