/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "bo-http-private.h"

/* What a hub says that it is (PROTOCOL §6). Hearsay, shown and nothing else: nothing is decided by it. */

#define MAX_WORD 64

/* (transfer full) (nullable): a stranger's word, as far as it can be shown in a line */
static char *
dup_member (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *word = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                                                          : NULL;

  if (word == NULL || *g_strstrip (word) == '\0' || g_utf8_strlen (word, -1) > MAX_WORD)
    return NULL;
  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isprint (g_utf8_get_char (at)) || g_unichar_type (g_utf8_get_char (at)) == G_UNICODE_FORMAT)
      return NULL;

  return g_steal_pointer (&word);
}

static char *
say_about (JsonObject *object)
{
  g_autofree char *name = dup_member (object, "name");
  g_autofree char *version = dup_member (object, "version");

  if (name != NULL && version != NULL)
    /* Translators: what a hub is called, and its version: “FunkyGibbon 0.1.0” */
    return g_strdup_printf (_("%1$s %2$s"), name, version);
  return g_strdup (name != NULL ? name : version);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(BoReply) reply = _bo_transfer_finish (result);
  BoHttp *self = g_task_get_source_object (task);
  g_autoptr(JsonObject) object = _bo_http_take_object (reply, _bo_http_get_host (self), NULL);

  g_task_return_pointer (task, object != NULL ? say_about (object) : NULL, g_free);
}

/**
 * bo_http_about_async:
 * @self: a transport
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Asks `GET /`, which needs no token and gets none.
 */
void
bo_http_about_async (BoHttp              *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  g_autoptr(SoupMessage) message = NULL;
  GTask *task;

  g_return_if_fail (BO_IS_HTTP (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_http_about_async);
  message = _bo_http_message (self, "GET", "/", false);
  _bo_http_send_control (task, message, answered_cb);
}

/**
 * bo_http_about_finish:
 * @self: a transport
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): “FunkyGibbon 0.1.0”; %NULL where the hub doesn't say, or isn't there
 */
char *
bo_http_about_finish (BoHttp       *self,
                      GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
