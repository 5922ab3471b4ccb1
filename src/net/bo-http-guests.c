/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "bo-http-private.h"

/* What an administrator asks of a hub about guests (PROTOCOL §6). */

#define MAX_GUESTS 1000
#define MAX_ID 512

/**
 * bo_guest_free:
 * @guest: (transfer full): an invitation in a list
 */
void
bo_guest_free (BoGuest *guest)
{
  g_free (guest->id);
  g_free (guest);
}

static GError *
error_of_guests (BoReply *reply, void *tag, const char *host)
{
  if (reply->error != NULL)
    return NULL;
  if (reply->status == 403)
    return g_error_new (BO_ERROR, BO_ERROR_PERMISSION,
                        _("“%s” lets only administrators of the home invite guests."), host);
  if (reply->status == 404 && tag == bo_http_revoke_guest_async)
    return g_error_new_literal (BO_ERROR, BO_ERROR_NOT_FOUND, _("This invitation has ended already."));
  if (reply->status == 404 || reply->status == 405 || reply->status == 501)
    return g_error_new (BO_ERROR, BO_ERROR_NOT_FOUND, _("The hub at “%s” doesn’t invite guests."), host);
  return NULL;
}

/* (nullable) (transfer full) */
static JsonObject *
take_answer (GTask *task, GAsyncResult *result, GError **error)
{
  g_autoptr(BoReply) reply = _bo_transfer_finish (result);
  const char *host = _bo_http_get_host (g_task_get_source_object (task));
  GError *refusal = error_of_guests (reply, g_task_get_source_tag (task), host);

  if (refusal == NULL)
    return _bo_http_take_object (reply, host, error);
  g_propagate_error (error, refusal);
  return NULL;
}

static GError *
error_not_understood (GTask *task)
{
  return g_error_new (BO_ERROR, BO_ERROR_INVALID_DATA, _("The answer of “%s” about guests can’t be understood."),
                      _bo_http_get_host (g_task_get_source_object (task)));
}

/* --- inviting --- */

static void
invited_cb (GObject *source, GAsyncResult *result, void *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(JsonObject) object = take_answer (task, result, &error);
  JsonNode *invitation = object != NULL ? json_object_get_member (object, "qr_data") : NULL;

  if (object == NULL)
    g_task_return_error (task, error);
  else if (invitation == NULL || !JSON_NODE_HOLDS_OBJECT (invitation))
    g_task_return_error (task, error_not_understood (task));
  else
    g_task_return_pointer (task, json_to_string (invitation, FALSE), g_free);
}

/**
 * bo_http_invite_async:
 * @self: a transport with an administrator's token
 * @hours: how long it is good, 1 to 168
 * @cancellable: (nullable): gives up; the invitation may have been made
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `POST /api/v1/auth/guest/generate-qr`.
 */
void
bo_http_invite_async (BoHttp              *self,
                      int                  hours,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) body = NULL;
  char *text;
  GTask *task;

  g_return_if_fail (BO_IS_HTTP (self));
  g_return_if_fail (hours >= 1 && hours <= 168);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_http_invite_async);
  message = _bo_http_message (self, "POST", "/api/v1/auth/guest/generate-qr", true);
  text = g_strdup_printf ("{\"duration_hours\":%d}", hours);
  body = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  _bo_http_send_control (task, message, invited_cb);
}

/**
 * bo_http_invite_finish:
 * @self: a transport
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the text of the invitation's picture; a secret
 */
char *
bo_http_invite_finish (BoHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- listing --- */

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static int64_t
get_time (JsonObject *object, const char *name)
{
  const char *text = get_string (object, name);
  int64_t time_us = 0;

  return text != NULL && bo_time_parse (text, &time_us, NULL) ? time_us : 0;
}

/* (nullable): our hub names an invitation by an id, others by its token */
static BoGuest *
read_guest (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = object != NULL ? get_string (object, "id") : NULL;
  BoGuest *guest;

  if (id == NULL && object != NULL)
    id = get_string (object, "token");
  if (id == NULL || *id == '\0' || strlen (id) > MAX_ID)
    return NULL;
  guest = g_new0 (BoGuest, 1);
  guest->id = g_strdup (id);
  guest->created_us = get_time (object, "created");
  guest->expires_us = get_time (object, "expires");
  return guest;
}

static void
listed_cb (GObject *source, GAsyncResult *result, void *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(JsonObject) object = take_answer (task, result, &error);
  JsonNode *node = object != NULL ? json_object_get_member (object, "tokens") : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GPtrArray *guests;

  if (object == NULL || array == NULL)
    {
      g_task_return_error (task, object == NULL ? error : error_not_understood (task));
      return;
    }

  guests = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_guest_free);
  for (unsigned int i = 0; i < json_array_get_length (array) && guests->len < MAX_GUESTS; i++)
    {
      BoGuest *guest = read_guest (json_array_get_element (array, i));

      if (guest != NULL)
        g_ptr_array_add (guests, guest);
    }
  g_task_return_pointer (task, guests, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * bo_http_list_guests_async:
 * @self: a transport with an administrator's token
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `GET /api/v1/auth/guest/list`.
 */
void
bo_http_list_guests_async (BoHttp *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr(SoupMessage) message = NULL;
  GTask *task;

  g_return_if_fail (BO_IS_HTTP (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_http_list_guests_async);
  message = _bo_http_message (self, "GET", "/api/v1/auth/guest/list", true);
  _bo_http_send_control (task, message, listed_cb);
}

/**
 * bo_http_list_guests_finish:
 * @self: a transport
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type BoGuest): the invitations that are good now
 */
GPtrArray *
bo_http_list_guests_finish (BoHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- revoking --- */

static void
revoked_cb (GObject *source, GAsyncResult *result, void *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(JsonObject) object = take_answer (task, result, &error);

  if (object == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * bo_http_revoke_guest_async:
 * @self: a transport with an administrator's token
 * @id: of the invitation
 * @cancellable: (nullable): gives up; it may have been revoked
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * `POST /api/v1/auth/guest/revoke`.
 */
void
bo_http_revoke_guest_async (BoHttp              *self,
                            const char          *id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr(SoupMessage) message = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  GTask *task;

  g_return_if_fail (BO_IS_HTTP (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_http_revoke_guest_async);
  escaped = g_uri_escape_string (id, NULL, FALSE);
  path = g_strconcat ("/api/v1/auth/guest/revoke?token=", escaped, NULL);
  message = _bo_http_message (self, "POST", path, true);
  _bo_http_send_control (task, message, revoked_cb);
}

/**
 * bo_http_revoke_guest_finish:
 * @self: a transport
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether it no longer lets anybody in
 */
gboolean
bo_http_revoke_guest_finish (BoHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
