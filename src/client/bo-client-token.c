/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* Between two tries to renew a token that is still good. */
#define PATIENCE_US (INT64_C (3600) * G_USEC_PER_SEC)

BoTokenPlace
_bo_client_token_place (BoClient *self,
                        bool      allow_file)
{
  if ((self->flags & BO_OPEN_NO_KEYRING) != 0)
    return BO_TOKEN_PLACE_FILE;
  return allow_file ? BO_TOKEN_PLACE_ANY : BO_TOKEN_PLACE_KEYRING;
}

/* --- renewing it --- */

/* What stands between the two dots, as text; (nullable). */
static char *
payload_of (const char *token)
{
  const char *first = strchr (token, '.');
  const char *last = first != NULL ? strchr (first + 1, '.') : NULL;
  g_autoptr(GString) padded = NULL;
  g_autofree unsigned char *bytes = NULL;
  size_t length = 0;

  if (last == NULL)
    return NULL;

  /* RFC 7515 §2 leaves out the padding, and has two other letters. */
  padded = g_string_new_len (first + 1, last - first - 1);
  g_strdelimit (g_strdelimit (padded->str, "-", '+'), "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  bytes = g_base64_decode (padded->str, &length);
  return g_strndup ((char *) bytes, length);
}

/* When a token should be renewed, µs since 1970 UTC: after half its time. INT64_MAX where it isn't
   known: then the hub's refusal is what tells. The claims are the hub's word to itself and prove nothing
   here; what they say only moves the moment of asking. */
int64_t
_bo_client_token_renewal (const char *token)
{
  g_autofree char *text = payload_of (token);
  BoJson claims = BO_JSON_NONE;
  int64_t issued = 0, expires = 0;

  if (text == NULL || !bo_json_scan (text, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &claims, NULL)
      || !bo_json_get_int64 (bo_json_member (claims, "iat"), &issued)
      || !bo_json_get_int64 (bo_json_member (claims, "exp"), &expires)
      || bo_json_string_is (bo_json_member (claims, "role"), "guest")
      || issued <= 0 || expires <= issued || expires > INT64_MAX / G_USEC_PER_SEC)
    return INT64_MAX;

  return (issued + (expires - issued) / 2) * G_USEC_PER_SEC;
}

static void
token_kept_cb (GObject      *source,
               GAsyncResult *result,
               void         *data)
{
  g_autoptr(BoClient) self = data;
  g_autoptr(GError) error = NULL;

  if (!bo_keyring_store_finish (result, &self->token_in_file, &error))
    g_message ("The renewed sign-in could not be kept: %s", error->message);
}

static void
take_renewed (BoClient     *self,
              BoHttp       *http,
              GAsyncResult *result)
{
  g_autoptr(BoLogin) login = bo_http_login_finish (http, result, NULL);

  self->refreshing_token = false;
  if (login == NULL || self->driver == NULL || bo_driver_get_http (self->driver) != http)
    return;

  bo_http_set_token (http, login->token);
  self->renew_us = _bo_client_token_renewal (login->token);
  bo_keyring_store_async (self->data_dir, bo_http_get_url (http), bo_client_get_user_id (self), login->token,
                          _bo_client_token_place (self, self->token_in_file), NULL, token_kept_cb, g_object_ref (self));
}

static void
renewed_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(BoClient) self = data;

  /* The old one is good for a while yet. */
  take_renewed (self, BO_HTTP (source), result);
}

/* The hub answers, and takes the token, whatever else is left to do. */
static bool
is_welcome (BoClient *self)
{
  BoPhase phase = bo_driver_get_status (self->driver)->phase;

  return phase == BO_PHASE_UP_TO_DATE || phase == BO_PHASE_PUSHING || phase == BO_PHASE_DIVERGED;
}

/* While it is still good, so that nobody is ever asked to sign in who keeps the program running. */
void
_bo_client_renew_token (BoClient *self)
{
  BoHttp *http = self->driver != NULL ? bo_driver_get_http (self->driver) : NULL;

  if (http == NULL || self->refreshing_token || !bo_http_has_token (http) || bo_clock_now () < self->renew_us
      || !is_welcome (self))
    return;

  self->renew_us = bo_clock_now () + PATIENCE_US; /* if it fails */
  self->refreshing_token = true;
  bo_http_refresh_async (http, NULL, renewed_cb, g_object_ref (self));
}

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(BoClient) self = data;

  take_renewed (self, BO_HTTP (source), result);
  /* Without a new token too: the hub's second refusal is the answer, sooner than waiting for one. */
  if (self->driver != NULL && bo_driver_get_http (self->driver) == BO_HTTP (source))
    bo_driver_tell (self->driver, BO_EVENT_CREDENTIALS_CHANGED);
}

/* The hub refused the token. */
void
_bo_client_sign_in_again (BoClient *self)
{
  BoHttp *http = bo_driver_get_http (self->driver);

  if (self->refreshing_token)
    return;
  if (!bo_http_has_token (http))
    {
      /* Nothing to renew: the second refusal comes at once. */
      bo_driver_tell (self->driver, BO_EVENT_CREDENTIALS_CHANGED);
      return;
    }

  self->refreshing_token = true;
  bo_http_refresh_async (http, NULL, refreshed_cb, g_object_ref (self));
}

/* --- finding it --- */

static void
early_kept_cb (GObject      *source,
               GAsyncResult *result,
               void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);

  token_kept_cb (source, result, g_object_ref (self));
  g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
}

static void
early_renewed_cb (GObject      *source,
                  GAsyncResult *result,
                  void         *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);
  BoHttp *http = BO_HTTP (source);
  g_autoptr(BoLogin) login = bo_http_login_finish (http, result, NULL);

  if (login == NULL)
    {
      g_task_return_pointer (task, g_object_ref (http), g_object_unref);
      g_object_unref (task);
      return;
    }

  bo_http_set_token (http, login->token);
  self->renew_us = _bo_client_token_renewal (login->token);
  bo_keyring_store_async (self->data_dir, bo_http_get_url (http), bo_client_get_user_id (self), login->token,
                          _bo_client_token_place (self, self->token_in_file), NULL, early_kept_cb, task);
}

static void
token_looked_up_cb (GObject      *source,
                    GAsyncResult *result,
                    void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  BoHttp *http = g_task_get_task_data (task);
  char *token = bo_keyring_lookup_finish (result, &self->token_in_file);

  /* Without one the hub's refusal leads to the right state by itself. */
  bo_http_set_token (http, token);
  self->renew_us = token != NULL ? _bo_client_token_renewal (token) : INT64_MAX;
  if (self->renew_us <= bo_clock_now () && (self->flags & BO_OPEN_NO_SYNC) != 0)
    /* A command ends with its cycle: there is no other time for it. */
    bo_http_refresh_async (http, NULL, early_renewed_cb, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_object_ref (http), g_object_unref);
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  g_free (token);
}

/* A transport to the hub of the open file, with the token that was kept. */
void
_bo_client_find_token_async (BoClient            *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             void                *data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  const char *url = bo_client_get_server_url (self);
  BoHttp *http = url != NULL ? _bo_client_make_http (self, url, NULL) : NULL;

  g_task_set_source_tag (task, _bo_client_find_token_async);
  if (http == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }

  g_task_set_task_data (task, http, g_object_unref);
  bo_keyring_lookup_async (self->data_dir, url, bo_client_get_user_id (self), _bo_client_token_place (self, true),
                           cancellable, token_looked_up_cb, task);
}

BoHttp *
_bo_client_find_token_finish (BoClient     *self,
                              GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
