/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "bo-http-private.h"

#define MAX_DEPTH 16
#define MAX_WORD 255
/* Longer, and a person counts in minutes. */
#define MAX_SPOKEN_SECONDS 120

/**
 * bo_login_new:
 *
 * Returns: (transfer full): an empty one
 */
BoLogin *
bo_login_new (void)
{
  return g_new0 (BoLogin, 1);
}

/**
 * bo_login_free:
 * @login: (transfer full): what to free
 *
 * Wipes the token, then frees.
 */
void
bo_login_free (BoLogin *login)
{
  if (login->token != NULL)
    explicit_bzero (login->token, strlen (login->token));
  g_free (login->token);
  g_free (login->role);
  g_free (login->user_id);
  g_free (login);
}

/* --- what control documents hold --- */

static JsonObject *
parse_object (GBytes *body)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  size_t length = 0;
  const char *text = g_bytes_get_data (body, &length);
  JsonNode *root;

  if (text == NULL || !bo_json_scan (text, length, MAX_DEPTH, BO_JSON_SCAN_STRICT, NULL, NULL)
      || !json_parser_load_from_data (parser, text, length, NULL))
    return NULL;

  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_object_ref (json_node_get_object (root)) : NULL;
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static char *
dup_word (JsonObject *object,
          const char *name)
{
  const char *word = get_string (object, name);

  return word != NULL && *word != '\0' && strlen (word) <= MAX_WORD ? g_strdup (word) : NULL;
}

static int64_t
get_int (JsonObject *object,
         const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

/* --- what answers mean --- */

static GError *
error_wrong_server (const char *host)
{
  return g_error_new (BO_ERROR, BO_ERROR_WRONG_SERVER,
                      _("Something answers at “%s”, but it is no hub. Check the address and the port."), host);
}

static GError *
error_throttled (const char *host,
                 int64_t     retry_after_us)
{
  int seconds = (int) (retry_after_us / G_USEC_PER_SEC);
  int minutes = (seconds + 59) / 60;

  if (seconds == 0)
    return g_error_new (BO_ERROR, BO_ERROR_THROTTLED, _("“%s” asks to wait before trying again."), host);
  if (seconds > MAX_SPOKEN_SECONDS)
    return g_error_new (BO_ERROR, BO_ERROR_THROTTLED,
                        g_dngettext (GETTEXT_PACKAGE,
                                     "Too many tries: “%s” asks to wait %d minute.",
                                     "Too many tries: “%s” asks to wait %d minutes.", minutes),
                        host, minutes);

  return g_error_new (BO_ERROR, BO_ERROR_THROTTLED,
                      g_dngettext (GETTEXT_PACKAGE,
                                   "Too many tries: “%s” asks to wait %d second.",
                                   "Too many tries: “%s” asks to wait %d seconds.", seconds),
                      host, seconds);
}

static GError *
error_of_status (BoReply    *reply,
                 const char *host)
{
  if (reply->status == 429)
    return error_throttled (host, reply->retry_after_us);
  else if (reply->status == 401 || reply->status == 403)
    return g_error_new (BO_ERROR, BO_ERROR_AUTHENTICATION, _("“%s” asks to sign in anew."), host);
  else if (reply->status >= 500)
    return g_error_new (BO_ERROR, BO_ERROR_OFFLINE,
                        _("The hub at “%s” has a problem of its own (%d). Try again later."), host, reply->status);

  else if (reply->moved_to != NULL)
    return g_error_new (BO_ERROR, BO_ERROR_WRONG_SERVER,
                        _("The hub is now reached at “%s”. Connect to that address."), reply->moved_to);

  return error_wrong_server (host);
}

/**
 * bo_http_explain_reply:
 * @self: a transport
 * @reply: what it answered to a request that wanted JSON
 *
 * Returns: (transfer full) (nullable): why there is nothing to use in @reply, as a sentence; %NULL: there is
 */
GError *
bo_http_explain_reply (BoHttp  *self,
                       BoReply *reply)
{
  const char *host;

  g_return_val_if_fail (BO_IS_HTTP (self), NULL);

  host = _bo_http_get_host (self);
  if (reply->error != NULL)
    return g_error_copy (reply->error);
  else if (reply->status != 200)
    return error_of_status (reply, host);
  else if (g_strcmp0 (reply->content_type, "application/json") != 0 || reply->body == NULL)
    return error_wrong_server (host);

  return NULL;
}

JsonObject *
_bo_http_take_object (BoReply    *reply,
                      const char *host,
                      GError    **error)
{
  JsonObject *object = NULL;

  if (reply->error != NULL)
    g_propagate_error (error, g_error_copy (reply->error));
  else if (reply->status != 200)
    g_propagate_error (error, error_of_status (reply, host));
  else if (g_strcmp0 (reply->content_type, "application/json") != 0
           || (object = parse_object (reply->body)) == NULL)
    g_propagate_error (error, error_wrong_server (host));

  return object;
}

/* --- probing --- */

void
_bo_http_send_control (GTask               *task,
                       SoupMessage         *message,
                       GAsyncReadyCallback  callback)
{
  _bo_http_transfer_async (g_task_get_source_object (task), message, BO_HTTP_MAX_CONTROL_BODY,
                           g_task_get_cancellable (task), callback, task);
}

static void
probed_me_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(BoReply) reply = _bo_transfer_finish (result);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = _bo_http_take_object (reply, _bo_http_get_host (g_task_get_source_object (task)), &error);

  if (object == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/* Whatever has no health of its own to speak of is no hub, signed in or not. */
static bool
is_healthy (BoReply    *reply,
            const char *host,
            GError    **error)
{
  g_autoptr(JsonObject) object = NULL;

  if (reply->status == 401 || reply->status == 403)
    {
      g_propagate_error (error, error_wrong_server (host));
      return false;
    }

  object = _bo_http_take_object (reply, host, error);
  if (object != NULL && get_string (object, "status") == NULL)
    g_propagate_error (error, error_wrong_server (host));
  return object != NULL && get_string (object, "status") != NULL;
}

static void
probed_health_cb (GObject      *source,
                  GAsyncResult *result,
                  void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(BoReply) reply = _bo_transfer_finish (result);
  g_autoptr(GError) error = NULL;
  g_autoptr(SoupMessage) message = NULL;
  BoHttp *self = g_task_get_source_object (task);

  if (!is_healthy (reply, _bo_http_get_host (self), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!bo_http_has_token (self))
    g_task_return_boolean (task, TRUE);
  else
    {
      message = _bo_http_message (self, "GET", "/api/v1/auth/me", true);
      _bo_http_send_control (g_steal_pointer (&task), message, probed_me_cb);
    }
}

/**
 * bo_http_probe_async:
 * @self: a transport
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Asks `GET /health` and, where a token is set, `GET /api/v1/auth/me`
 * (PROTOCOL §6), so that a failure names the step that failed.
 */
void
bo_http_probe_async (BoHttp              *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  g_autoptr(SoupMessage) message = NULL;
  GTask *task;

  g_return_if_fail (BO_IS_HTTP (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_http_probe_async);
  message = _bo_http_message (self, "GET", "/health", false);
  _bo_http_send_control (task, message, probed_health_cb);
}

/**
 * bo_http_probe_finish:
 * @self: a transport
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: %BO_ERROR_OFFLINE, %BO_ERROR_TIMEOUT, %BO_ERROR_HANDSHAKE, %BO_ERROR_TLS (no answer),
 * %BO_ERROR_WRONG_SERVER (not a hub), %BO_ERROR_AUTHENTICATION (the token is
 * no longer good), %BO_ERROR_THROTTLED.
 *
 * Returns: whether a hub answers, and takes the token where there is one
 */
gboolean
bo_http_probe_finish (BoHttp        *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- signing in --- */

static GError *
error_of_login (BoReply    *reply,
                void       *tag,
                const char *host)
{
  if (reply->error != NULL || (reply->status != 400 && reply->status != 401 && reply->status != 403
                               && reply->status != 422))
    return NULL;
  else if (tag == bo_http_login_async)
    return g_error_new (BO_ERROR, BO_ERROR_AUTHENTICATION,
                        _("“%s” did not accept the password. Check it and try again."), host);
  else if (tag == bo_http_verify_guest_async)
    return g_error_new (BO_ERROR, BO_ERROR_AUTHENTICATION,
                        _("“%s” did not accept the invitation: it may have run out. Ask for a new one."), host);

  return g_error_new (BO_ERROR, BO_ERROR_AUTHENTICATION, _("“%s” asks to sign in anew."), host);
}

/* With a token, but for `me`, which answers only who one is. */
static BoLogin *
read_login (JsonObject *object,
            bool        needs_token)
{
  g_autoptr(BoLogin) login = bo_login_new ();
  const char *token = get_string (object, "access_token");
  int64_t expires_in = get_int (object, "expires_in");
  int64_t expires_at = get_int (object, "expires_at");

  login->role = dup_word (object, "role");
  login->user_id = dup_word (object, "user_id");
  if (expires_at > 0 && expires_at < INT64_MAX / G_USEC_PER_SEC)
    login->expires_us = expires_at * G_USEC_PER_SEC;
  else if (expires_in > 0 && expires_in < INT32_MAX)
    login->expires_us = bo_clock_now () + expires_in * G_USEC_PER_SEC;

  if (!needs_token)
    return login->role != NULL ? g_steal_pointer (&login) : NULL;
  if (token == NULL || *token == '\0' || strlen (token) > BO_HTTP_MAX_TOKEN)
    return NULL;

  login->token = g_strdup (token);
  return g_steal_pointer (&login);
}

static void
logged_in_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(BoReply) reply = _bo_transfer_finish (result);
  const char *host = _bo_http_get_host (g_task_get_source_object (task));
  GError *error = error_of_login (reply, g_task_get_source_tag (task), host);
  g_autoptr(JsonObject) object = error == NULL ? _bo_http_take_object (reply, host, &error) : NULL;
  BoLogin *login;

  if (object == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  login = read_login (object, g_task_get_source_tag (task) != bo_http_me_async);
  if (login == NULL)
    g_task_return_error (task, error_wrong_server (host));
  else
    g_task_return_pointer (task, login, (GDestroyNotify) bo_login_free);
}

static GBytes *
body_of (const char *name,
         const char *value)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  size_t length = 0;
  char *text;

  bo_json_writer_begin_object (writer);
  if (name != NULL)
    bo_json_writer_member_string (writer, name, value);
  bo_json_writer_end_object (writer);
  text = bo_json_writer_end (g_steal_pointer (&writer), &length);
  return g_bytes_new_take (text, length);
}

static void
sign_in (GTask      *task,
         void       *tag,
         const char *path,
         const char *name,
         const char *value)
{
  BoHttp *self = g_task_get_source_object (task);
  bool is_me = tag == bo_http_me_async;
  bool authorised = is_me || tag == bo_http_refresh_async;
  g_autoptr(SoupMessage) message = _bo_http_message (self, is_me ? "GET" : "POST", path, authorised);

  g_task_set_source_tag (task, tag);
  if (!is_me)
    {
      g_autoptr(GBytes) body = body_of (name, value);

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  _bo_http_send_control (task, message, logged_in_cb);
}

/**
 * bo_http_login_async:
 * @self: a transport
 * @password: an administrator's
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `POST /api/v1/auth/admin/login` (PROTOCOL §6). The token is in the answer
 * and not yet set here.
 */
void
bo_http_login_async (BoHttp              *self,
                     const char          *password,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  g_return_if_fail (BO_IS_HTTP (self));
  g_return_if_fail (password != NULL);

  sign_in (g_task_new (self, cancellable, callback, data), bo_http_login_async, "/api/v1/auth/admin/login",
           "password", password);
}

/**
 * bo_http_verify_guest_async:
 * @self: a transport
 * @guest_token: of the invitation
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `POST /api/v1/auth/guest/verify` (PROTOCOL §6): exchanges an invitation for
 * a token that may read.
 */
void
bo_http_verify_guest_async (BoHttp              *self,
                            const char          *guest_token,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_return_if_fail (BO_IS_HTTP (self));
  g_return_if_fail (guest_token != NULL);

  sign_in (g_task_new (self, cancellable, callback, data), bo_http_verify_guest_async, "/api/v1/auth/guest/verify",
           "token", guest_token);
}

/**
 * bo_http_refresh_async:
 * @self: a transport with a token
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `POST /api/v1/auth/refresh` (PROTOCOL §6): a new token for the one set.
 */
void
bo_http_refresh_async (BoHttp              *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_return_if_fail (BO_IS_HTTP (self));

  sign_in (g_task_new (self, cancellable, callback, data), bo_http_refresh_async, "/api/v1/auth/refresh", NULL, NULL);
}

/**
 * bo_http_me_async:
 * @self: a transport with a token
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `GET /api/v1/auth/me` (PROTOCOL §6): whose token it is. The answer has no
 * token in it.
 */
void
bo_http_me_async (BoHttp              *self,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             data)
{
  g_return_if_fail (BO_IS_HTTP (self));

  sign_in (g_task_new (self, cancellable, callback, data), bo_http_me_async, "/api/v1/auth/me", NULL, NULL);
}

/**
 * bo_http_login_finish:
 * @self: a transport
 * @result: what the callback of login, verify_guest, refresh or me was given
 * @error: return location
 *
 * Errors: %BO_ERROR_AUTHENTICATION (wrong password, spent invitation, bad
 * token), %BO_ERROR_THROTTLED with the seconds to wait, %BO_ERROR_OFFLINE,
 * %BO_ERROR_TIMEOUT, %BO_ERROR_HANDSHAKE, %BO_ERROR_TLS, %BO_ERROR_WRONG_SERVER.
 *
 * Returns: (transfer full) (nullable): what the hub granted
 */
BoLogin *
bo_http_login_finish (BoHttp        *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
