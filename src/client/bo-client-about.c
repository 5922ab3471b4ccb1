/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* What the hub says that it is, asked each time: it may have been updated. */

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autoptr(GTask) task = data;

  g_task_return_pointer (task, bo_http_about_finish (BO_HTTP (source), result), g_free);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  GTask *task = data;
  g_autoptr(BoHttp) http = _bo_client_find_http_finish (BO_CLIENT (source), result);

  if (http != NULL)
    {
      /* Held until it has answered. */
      g_task_set_task_data (task, g_object_ref (http), g_object_unref);
      bo_http_about_async (http, g_task_get_cancellable (task), told_cb, task);
      return;
    }

  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

/**
 * bo_client_ask_about_hub_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Asks the hub what it is. Nothing is decided by the answer, and nothing of it is kept.
 */
void
bo_client_ask_about_hub_async (BoClient            *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_ask_about_hub_async);
  if (bo_client_get_server_url (self) != NULL)
    {
      _bo_client_find_http_async (self, cancellable, found_cb, task);
      return;
    }

  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
}

/**
 * bo_client_ask_about_hub_finish:
 * @self: a client
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): “FunkyGibbon 0.1.0”; %NULL where the hub doesn't say, isn't there, or there is none
 */
char *
bo_client_ask_about_hub_finish (BoClient     *self,
                                GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
