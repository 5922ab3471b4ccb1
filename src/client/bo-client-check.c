/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* Whether the home's file is whole. */

static void *
check_func (BoStore  *store,
            void     *data,
            GError  **error)
{
  return bo_store_check (store, error) ? BO_STORES_DONE : NULL;
}

/**
 * bo_client_check_async:
 * @self: an open client
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Reads all of the home's file and looks for damage, beside whoever writes.
 */
void
bo_client_check_async (BoClient            *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_check_async);
  _bo_client_ask (self, task, check_func, NULL, NULL, NULL);
}

/**
 * bo_client_check_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: %BO_ERROR_CORRUPT where something is damaged, %BO_ERROR_USAGE where no home is open
 *
 * Returns: whether the file is whole
 */
gboolean
bo_client_check_finish (BoClient      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
