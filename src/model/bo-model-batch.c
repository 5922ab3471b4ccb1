/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-model-batch-private.h"

static void
parsed_unref0 (gpointer parsed)
{
  if (parsed != NULL)
    _bo_parsed_unref (parsed);
}

static void
standing_free (gpointer data)
{
  BoStanding *standing = data;

  g_free (standing->version);
  g_free (standing->problem);
  g_free (standing);
}

static void
edge_unref0 (gpointer edge)
{
  if (edge != NULL)
    bo_edge_unref (edge);
}

/**
 * bo_model_batch_new:
 *
 * Begins a batch. Fill it on one thread, then share it.
 *
 * Returns: (transfer full): an empty batch
 */
BoModelBatch *
bo_model_batch_new (void)
{
  BoModelBatch *self = g_new0 (BoModelBatch, 1);

  self->ref_count = 1;
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, parsed_unref0);
  self->standings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, standing_free);
  self->edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, edge_unref0);
  return self;
}

/**
 * bo_model_batch_set_complete:
 * @self: a batch
 * @complete: whether it is all there is
 *
 * What a complete batch doesn't name leaves the model.
 */
void
bo_model_batch_set_complete (BoModelBatch *self,
                             bool          complete)
{
  g_return_if_fail (self != NULL);

  self->complete = complete;
}

/**
 * bo_model_batch_add_entity:
 * @self: a batch
 * @entity: the version to show; a tombstone removes
 * @status: where it stands between this device and the hub
 * @problem: (nullable): why it is quarantined or unreadable, a sentence
 * @pending_paths: (nullable) (array zero-terminated=1): paths of its document with an edit waiting
 *
 * Parses an entity. Of several with one id the last counts.
 */
void
bo_model_batch_add_entity (BoModelBatch      *self,
                           BoEntity          *entity,
                           BoSyncStatus       status,
                           const char        *problem,
                           const char *const *pending_paths)
{
  g_autoptr (BoParsed) parsed = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (entity != NULL);

  parsed = _bo_parsed_new (entity, status, problem, pending_paths);
  g_hash_table_remove (self->standings, entity->id);
  g_hash_table_replace (self->entities, g_strdup (entity->id),
                        parsed->kind != BO_KIND_NONE ? g_steal_pointer (&parsed) : NULL);
}

/**
 * bo_model_batch_add_standing:
 * @self: a batch
 * @id: an entity's id
 * @version: the version shown
 * @status: where it stands between this device and the hub; %BO_STATUS_SYNCED: nothing of it waits any more
 * @problem: (nullable): why it is quarantined or unreadable, a sentence
 *
 * Of an entity that is as it was, nothing is parsed. A model that shows another version, or none, passes
 * it over.
 */
void
bo_model_batch_add_standing (BoModelBatch *self,
                             const char   *id,
                             const char   *version,
                             BoSyncStatus  status,
                             const char   *problem)
{
  BoStanding *standing;

  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL && version != NULL);

  standing = g_new (BoStanding, 1);
  *standing = (BoStanding) { g_strdup (version), status, g_strdup (problem) };
  g_hash_table_replace (self->standings, g_strdup (id), standing);
}

/**
 * bo_model_batch_add_edge:
 * @self: a batch
 * @edge: an edge; one with `properties.deleted` removes
 *
 * Of several with one id the last counts.
 */
void
bo_model_batch_add_edge (BoModelBatch *self,
                         BoEdge       *edge)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (edge != NULL);

  g_hash_table_replace (self->edges, g_strdup (edge->id), bo_edge_is_deleted (edge) ? NULL : bo_edge_ref (edge));
}

/**
 * bo_model_batch_remove_entity:
 * @self: a batch
 * @id: an entity's id; one that isn't shown is no error
 */
void
bo_model_batch_remove_entity (BoModelBatch *self,
                              const char   *id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  g_hash_table_remove (self->standings, id);
  g_hash_table_replace (self->entities, g_strdup (id), NULL);
}

/**
 * bo_model_batch_remove_edge:
 * @self: a batch
 * @id: an edge's id; one that isn't there is no error
 */
void
bo_model_batch_remove_edge (BoModelBatch *self,
                            const char   *id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  g_hash_table_replace (self->edges, g_strdup (id), NULL);
}

/**
 * bo_model_batch_get_size:
 * @self: a batch
 *
 * Returns: how many entities and edges it changes, and standings
 */
size_t
bo_model_batch_get_size (BoModelBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->entities) + g_hash_table_size (self->standings) + g_hash_table_size (self->edges);
}

/**
 * bo_model_batch_ref:
 * @self: a batch
 *
 * From any thread.
 *
 * Returns: (transfer full): the same
 */
BoModelBatch *
bo_model_batch_ref (BoModelBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

/**
 * bo_model_batch_unref:
 * @self: (transfer full): a batch
 *
 * From any thread.
 */
void
bo_model_batch_unref (BoModelBatch *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->standings);
  g_hash_table_unref (self->edges);
  g_free (self);
}
