/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* The home as it was, out of the versions and moves held here. */

#define AT_ONCE 16
#define SLICE_US 1500

/* --- where the records begin --- */

static void *
beginning_func (BoStore  *store,
                void     *data,
                GError  **error)
{
  int64_t time_us = 0;

  return bo_store_get_beginning (store, &time_us, error) ? g_memdup2 (&time_us, sizeof time_us) : NULL;
}

/**
 * bo_client_beginning_async:
 * @self: an open client
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Before the time it finds nothing is known of the home on this device.
 */
void
bo_client_beginning_async (BoClient            *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_beginning_async);
  _bo_client_ask (self, task, beginning_func, NULL, NULL, g_free);
}

/**
 * bo_client_beginning_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: the time of the oldest version held here, µs since 1970 UTC; 0 where there is none, -1 after an error
 */
int64_t
bo_client_beginning_finish (BoClient      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_autofree int64_t *time_us = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  time_us = g_task_propagate_pointer (G_TASK (result), error);
  return time_us != NULL ? *time_us : -1;
}

/* --- the home as it was --- */

/* @edit (of what waits) on top of what was known of the entity then. */
static void
put_edit (GHashTable *entities,
          BoEdit     *edit)
{
  BoEntity *held = g_hash_table_lookup (entities, edit->entity_id);
  bool there = held != NULL && !bo_entity_is_deleted (held);
  g_autofree char *document = bo_edit_apply (edit, there ? bo_entity_to_document (held) : NULL);
  BoEntity *entity = document != NULL
                       ? bo_entity_from_document (edit->entity_id, held != NULL ? held->version : "", document,
                                                  edit->user_id, NULL, NULL) : NULL;

  if (entity != NULL)
    g_hash_table_replace (entities, (char *) entity->id, entity);
}

/* (nullable): by id. What waits for the hub is no version yet, and was seen all the same. */
static GHashTable *
list_entities_at (BoStore  *store,
                  int64_t   time_us,
                  GError  **error)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) bo_entity_unref);
  g_autoptr(GPtrArray) versions = bo_store_list_at (store, time_us, error);
  g_autoptr(GPtrArray) edits = versions != NULL ? bo_sync_store_list_edits (BO_SYNC_STORE (store), NULL, error) : NULL;

  if (edits == NULL)
    return NULL;
  for (unsigned int i = 0; i < versions->len; i++)
    {
      BoEntity *entity = bo_entity_ref (g_ptr_array_index (versions, i));

      g_hash_table_replace (by_id, (char *) entity->id, entity);
    }
  for (unsigned int i = 0; i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);

      if (edit->sent_version == NULL && edit->time_us <= time_us)
        put_edit (by_id, edit);
    }
  return g_steal_pointer (&by_id);
}

static BoModelBatch *
batch_at (GPtrArray    *batches,
          unsigned int  n)
{
  if (n % AT_ONCE == 0)
    g_ptr_array_add (batches, bo_model_batch_new ());
  return g_ptr_array_index (batches, batches->len - 1);
}

/* In small batches: what applies them has other things to do. */
static void *
home_at_func (BoStore  *store,
              void     *data,
              GError  **error)
{
  g_autoptr(GHashTable) entities = list_entities_at (store, *(int64_t *) data, error);
  g_autoptr(GPtrArray) edges = entities != NULL ? bo_store_list_edges_at (store, *(int64_t *) data, error) : NULL;
  GPtrArray *batches;
  GHashTableIter iter;
  unsigned int n = 0;
  void *entity;

  if (edges == NULL)
    return NULL;

  batches = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_model_batch_unref);
  g_hash_table_iter_init (&iter, entities);
  while (g_hash_table_iter_next (&iter, NULL, &entity))
    bo_model_batch_add_entity (batch_at (batches, n++), entity, BO_STATUS_SYNCED, NULL, NULL);
  for (unsigned int i = 0; i < edges->len; i++)
    bo_model_batch_add_edge (batch_at (batches, n++), g_ptr_array_index (edges, i));
  return batches;
}

typedef struct
{
  GPtrArray    *batches; /* BoModelBatch */
  unsigned int  next;
  BoModel      *model;
} Building;

static void
building_free (Building *building)
{
  g_ptr_array_unref (building->batches);
  g_clear_object (&building->model);
  g_free (building);
}

static gboolean
build_cb (void *data)
{
  GTask *task = data;
  Building *building = g_task_get_task_data (task);
  int64_t until_us = bo_clock_monotonic () + SLICE_US;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  while (building->next < building->batches->len && bo_clock_monotonic () < until_us)
    bo_model_apply (building->model, g_ptr_array_index (building->batches, building->next++));
  if (building->next < building->batches->len)
    return G_SOURCE_CONTINUE;

  g_task_return_pointer (task, g_steal_pointer (&building->model), g_object_unref);
  return G_SOURCE_REMOVE;
}

static void
home_at_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  GPtrArray *batches = bo_stores_finish (result, &error);
  g_autoptr(GSource) idle = NULL;
  Building *building;

  if (batches == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  building = g_new0 (Building, 1);
  building->batches = batches;
  building->model = bo_model_new ();
  g_task_set_task_data (task, building, (GDestroyNotify) building_free);
  idle = g_idle_source_new ();
  g_task_attach_source (task, idle, build_cb);
}

/**
 * bo_client_home_at_async:
 * @self: an open client
 * @time_us: a moment, µs since 1970 UTC
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * The home as it was: of each entity the latest version not after @time_us, with what was edited here since and
 * waits.
 * Edges have no versions: each stands where it stood before the moves seen here since.
 */
void
bo_client_home_at_async (BoClient            *self,
                         int64_t              time_us,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_home_at_async);
  if (self->stores != NULL)
    {
      bo_stores_read_async (self->stores, home_at_func, g_memdup2 (&time_us, sizeof time_us), g_free,
                            (GDestroyNotify) g_ptr_array_unref, cancellable, home_at_cb, task);
      return;
    }

  g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
  g_object_unref (task);
}

/**
 * bo_client_home_at_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a model of its own, that nothing changes any more
 */
BoModel *
bo_client_home_at_finish (BoClient      *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
