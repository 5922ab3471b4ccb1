/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-sync-types-private.h"

/* Rows of entities, edges and the queue, as values. */

/**
 * bo_record_new:
 * @id: the entity's id
 *
 * Returns: (transfer full): a record of which nothing is known
 */
BoRecord *
bo_record_new (const char *id)
{
  BoRecord *self = g_new0 (BoRecord, 1);

  g_return_val_if_fail (id != NULL, self);

  self->id = g_strdup (id);
  return self;
}

static BoEntity *
ref_entity (BoEntity *entity)
{
  return entity != NULL ? bo_entity_ref (entity) : NULL;
}

BoRecord *
_bo_record_copy (BoRecord *record)
{
  BoRecord *copy = g_memdup2 (record, sizeof *record);

  copy->id = g_strdup (record->id);
  copy->shown = ref_entity (record->shown);
  copy->confirmed = ref_entity (record->confirmed);
  copy->aside = ref_entity (record->aside);
  copy->outgoing = ref_entity (record->outgoing);
  copy->merged = ref_entity (record->merged);
  copy->hub_version = g_strdup (record->hub_version);
  copy->problem = g_strdup (record->problem);
  copy->raw = g_strdup (record->raw);
  copy->device_name = g_strdup (record->device_name);
  return copy;
}

/**
 * bo_record_free:
 * @record: (nullable) (transfer full): a record
 */
void
bo_record_free (BoRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->id);
  g_clear_pointer (&record->shown, bo_entity_unref);
  g_clear_pointer (&record->confirmed, bo_entity_unref);
  g_clear_pointer (&record->aside, bo_entity_unref);
  g_clear_pointer (&record->outgoing, bo_entity_unref);
  g_clear_pointer (&record->merged, bo_entity_unref);
  g_free (record->hub_version);
  g_free (record->problem);
  g_free (record->raw);
  g_free (record->device_name);
  g_free (record);
}

/**
 * bo_waiting_new:
 * @id: an entity's
 * @entity_type: (nullable): what it is
 * @sends: how often it was sent without an answer being taken
 * @refusals: how often the hub refused it
 *
 * Returns: (transfer full): a place in the queue
 */
BoWaiting *
bo_waiting_new (const char *id, const char *entity_type, int sends, int refusals)
{
  BoWaiting *self = g_new (BoWaiting, 1);

  *self = (BoWaiting) { g_strdup (id), g_strdup (entity_type), sends, refusals };
  return self;
}

/**
 * bo_waiting_free:
 * @waiting: (transfer full): a place in the queue
 */
void
bo_waiting_free (BoWaiting *waiting)
{
  g_free (waiting->id);
  g_free (waiting->entity_type);
  g_free (waiting);
}

/**
 * bo_edge_record_new:
 * @shown: (transfer none): the edge as a person sees it
 *
 * Returns: (transfer full): a record of an edge with nothing to send
 */
BoEdgeRecord *
bo_edge_record_new (BoEdge *shown)
{
  BoEdgeRecord *self = g_new0 (BoEdgeRecord, 1);

  self->shown = bo_edge_ref (shown);
  return self;
}

BoEdgeRecord *
_bo_edge_record_copy (BoEdgeRecord *record)
{
  BoEdgeRecord *copy = g_memdup2 (record, sizeof *record);

  copy->shown = bo_edge_ref (record->shown);
  copy->confirmed = record->confirmed != NULL ? bo_edge_ref (record->confirmed) : NULL;
  copy->problem = g_strdup (record->problem);
  return copy;
}

/**
 * bo_edge_record_free:
 * @record: (nullable) (transfer full): a record
 */
void
bo_edge_record_free (BoEdgeRecord *record)
{
  if (record == NULL)
    return;
  g_clear_pointer (&record->shown, bo_edge_unref);
  g_clear_pointer (&record->confirmed, bo_edge_unref);
  g_free (record->problem);
  g_free (record);
}

/**
 * bo_edit_new:
 * @entity_id: whose
 * @kind: what a person did
 *
 * Returns: (transfer full): an edit without changes
 */
BoEdit *
bo_edit_new (const char *entity_id, BoEditKind kind)
{
  BoEdit *self = g_new0 (BoEdit, 1);

  self->entity_id = g_strdup (entity_id);
  self->kind = kind;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
  return self;
}

/**
 * bo_edit_copy:
 * @edit: an edit
 *
 * Returns: (transfer full): a deep copy
 */
BoEdit *
bo_edit_copy (BoEdit *edit)
{
  BoEdit *copy = g_memdup2 (edit, sizeof *edit);

  copy->entity_id = g_strdup (edit->entity_id);
  copy->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);
  for (unsigned int i = 0; i < edit->changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (edit->changes, i);

      g_ptr_array_add (copy->changes, bo_json_change_new (change->path, change->before, change->after));
    }
  copy->sent_version = g_strdup (edit->sent_version);
  copy->extra_parent = g_strdup (edit->extra_parent);
  copy->user_id = g_strdup (edit->user_id);
  return copy;
}

/**
 * bo_edit_free:
 * @edit: (nullable) (transfer full): an edit
 */
void
bo_edit_free (BoEdit *edit)
{
  if (edit == NULL)
    return;
  g_free (edit->entity_id);
  g_ptr_array_unref (edit->changes);
  g_free (edit->sent_version);
  g_free (edit->extra_parent);
  g_free (edit->user_id);
  g_free (edit);
}
