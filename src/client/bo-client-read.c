/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* --- the way every list goes --- */

static void
read_list (BoClient     *self,
           GTask        *task,
           void         *tag,
           BoStoresFunc  func,
           char         *data)
{
  g_task_set_source_tag (task, tag);
  _bo_client_ask (self, task, func, data, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static int
compare_records (const void *a,
                 const void *b)
{
  return strcmp ((*(BoRecord **) a)->id, (*(BoRecord **) b)->id);
}

static void *
records_func (BoStore  *store,
              void     *data,
              GError  **error)
{
  GPtrArray *records = bo_store_list_records (store, 0, NULL, error);

  if (records != NULL)
    g_ptr_array_sort (records, compare_records);
  return records;
}

/**
 * bo_client_list_records_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Everything stored, tombstones too, by id (#BoRecord).
 */
void
bo_client_list_records_async (BoClient            *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  read_list (self, g_task_new (self, cancellable, callback, data), bo_client_list_records_async, records_func, NULL);
}

static void *
edges_func (BoStore  *store,
            void     *data,
            GError  **error)
{
  return bo_store_list_edges (store, 0, error);
}

/**
 * bo_client_list_edges_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * All edges as they are shown (#BoEdgeRecord).
 */
void
bo_client_list_edges_async (BoClient            *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  read_list (self, g_task_new (self, cancellable, callback, data), bo_client_list_edges_async, edges_func, NULL);
}

static void *
conflicts_func (BoStore  *store,
                void     *data,
                GError  **error)
{
  return bo_sync_store_list_conflicts (BO_SYNC_STORE (store), false, error);
}

/**
 * bo_client_read_conflicts_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * The conflict journal whole, newest first (#BoConflict).
 */
void
bo_client_read_conflicts_async (BoClient            *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  read_list (self, g_task_new (self, cancellable, callback, data), bo_client_read_conflicts_async, conflicts_func,
             NULL);
}

static void *
pending_func (BoStore  *store,
              void     *data,
              GError  **error)
{
  return _bo_lists_read_pending (store, data, error);
}

/**
 * bo_client_read_pending_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * What the hub lacks, oldest first, as it is now (#BoPendingItem); the list of
 * [method@Bo.Client.list_pending] fills a moment after it was asked for. People
 * have the names that stand in the model, where there is one.
 */
void
bo_client_read_pending_async (BoClient            *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  GHashTable *people;
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));

  people = bo_lists_get_people (self->lists);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_read_pending_async);
  _bo_client_ask (self, task, pending_func, people != NULL ? g_hash_table_ref (people) : NULL,
                  (GDestroyNotify) g_hash_table_unref, (GDestroyNotify) g_ptr_array_unref);
}

static void *
history_func (BoStore  *store,
              void     *data,
              GError  **error)
{
  return bo_store_list_versions (store, data, error);
}

/**
 * bo_client_history_async:
 * @self: an open client
 * @id: of an entity
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * All versions of it held here, losers too, oldest first (#BoStoreVersion).
 */
void
bo_client_history_async (BoClient            *self,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (id != NULL);

  read_list (self, g_task_new (self, cancellable, callback, data), bo_client_history_async, history_func,
             g_strdup (id));
}

/**
 * bo_client_list_finish:
 * @self: a client
 * @result: what the callback of list_records, list_edges, read_conflicts or history was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the list
 */
GPtrArray *
bo_client_list_finish (BoClient      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the digest --- */

typedef struct
{
  char   *digest;
  char   *hub_digest;  /* nullable */
  int64_t count;
} Digest;

static void
digest_free (Digest *digest)
{
  g_free (digest->digest);
  g_free (digest->hub_digest);
  g_free (digest);
}

static bool
read_digest (BoSyncStore  *store,
             Digest       *digest,
             GError      **error)
{
  g_autoptr(BoSyncState) state = NULL;

  digest->digest = bo_sync_store_get_digest (store, &digest->count, error);
  if (digest->digest != NULL)
    state = bo_sync_store_get_state (store, error);
  digest->hub_digest = state != NULL ? g_strdup (state->hub_digest) : NULL;
  return state != NULL;
}

/* In one transaction: nothing can come between the rows and the state. */
static void *
digest_func (BoStore  *store,
             void     *data,
             GError  **error)
{
  Digest *digest = g_new0 (Digest, 1);
  bool began = bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_NORMAL, error);

  if (began && read_digest (BO_SYNC_STORE (store), digest, error)
      && bo_sync_store_commit (BO_SYNC_STORE (store), error))
    return digest;

  if (began)
    bo_sync_store_rollback (BO_SYNC_STORE (store));
  digest_free (digest);
  return NULL;
}

/**
 * bo_client_digest_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * The digest of what the hub is believed to hold (PROTOCOL §3.5).
 */
void
bo_client_digest_async (BoClient            *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_digest_async);
  _bo_client_ask_writer (self, task, digest_func, NULL, NULL, (GDestroyNotify) digest_free);
}

/**
 * bo_client_digest_finish:
 * @self: a client
 * @result: what the callback was given
 * @count: (out) (optional): how many rows it covers
 * @hub_digest: (out) (optional) (nullable) (transfer full): what the hub said last
 * @error: return location
 *
 * Returns: (transfer full) (nullable): 64 hexadecimal digits
 */
char *
bo_client_digest_finish (BoClient      *self,
                         GAsyncResult  *result,
                         int64_t       *count,
                         char         **hub_digest,
                         GError       **error)
{
  Digest *digest;
  char *text;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  digest = g_task_propagate_pointer (G_TASK (result), error);
  if (digest == NULL)
    return NULL;

  if (count != NULL)
    *count = digest->count;
  if (hub_digest != NULL)
    *hub_digest = g_steal_pointer (&digest->hub_digest);
  text = g_steal_pointer (&digest->digest);
  digest_free (digest);
  return text;
}

/**
 * bo_client_learn_ages_async:
 * @self: an open client, with a model
 * @accessory: of the model
 * @cancellable: (nullable): unused
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Since when the values of @accessory stand (DESIGN §2) the model is told in
 * the background, soon; this waits for it.
 */
void
bo_client_learn_ages_async (BoClient            *self,
                            BoAccessory         *accessory,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (BO_IS_ACCESSORY (accessory));
  g_return_if_fail ((self->flags & BO_OPEN_NO_MODEL) == 0);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_learn_ages_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->feed != NULL)
    {
      bo_feed_ask_ages (self->feed, accessory, task);
      return;
    }

  g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
  g_object_unref (task);
}

/**
 * bo_client_learn_ages_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: whether bo_characteristic_get_since() now knows
 */
gboolean
bo_client_learn_ages_finish (BoClient      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
