/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* Reads an entity's row and its queue. Without a row @record is NULL, unless @create. */
gboolean
_bo_work_open (BoWork *self, BoRules *rules, const char *id, bool create, GError **error)
{
  *self = (BoWork) { .rules = rules };
  BO_GET (&self->record, error, get_record, rules->store, id);
  BO_GET (&self->edits, error, list_edits, rules->store, id);
  if (self->record == NULL && create)
    self->record = bo_record_new (id);
  return TRUE;
}

/* @record: (transfer full): the entity's row, as it is now */
gboolean
_bo_work_open_record (BoWork *self, BoRules *rules, BoRecord *record, GError **error)
{
  *self = (BoWork) { .rules = rules, .record = record };
  BO_GET (&self->edits, error, list_edits, rules->store, record->id);
  return TRUE;
}

void
_bo_work_clear (BoWork *self)
{
  g_clear_pointer (&self->record, bo_record_free);
  g_clear_pointer (&self->edits, g_ptr_array_unref);
}

void
_bo_work_set (BoEntity **slot, BoEntity *entity)
{
  BoEntity *old = *slot;

  *slot = entity != NULL ? bo_entity_ref (entity) : NULL;
  g_clear_pointer (&old, bo_entity_unref);
}

/* What the unsent edits stand on. */
BoEntity *
_bo_work_tip (BoWork *self)
{
  BoRecord *record = self->record;

  if (record->merged != NULL)
    return record->merged;
  return record->outgoing != NULL ? record->outgoing : record->confirmed;
}

bool
_bo_work_unsent (BoWork *self)
{
  for (unsigned int i = 0; i < self->edits->len; i++)
    if (((BoEdit *) g_ptr_array_index (self->edits, i))->sent_version == NULL)
      return true;
  return false;
}

/* Whether @sent_version is the one whose acknowledgement it waits for. */
bool
_bo_work_waits_for (BoWork *self, const char *sent_version)
{
  BoEntity *outgoing = self->record != NULL ? self->record->outgoing : NULL;

  return outgoing != NULL && strcmp (outgoing->version, sent_version) == 0;
}

/* PROTOCOL §3.4: what a pull brings must not overwrite it. */
bool
_bo_work_guarded (BoWork *self)
{
  return self->record->outgoing != NULL || _bo_work_unsent (self);
}

static BoSyncStatus
find_status (BoWork *self)
{
  BoRecord *record = self->record;

  if (record->status == BO_STATUS_QUARANTINED || record->status == BO_STATUS_CONFLICT)
    return record->status;
  if (record->outgoing != NULL && record->sends > 0)
    return BO_STATUS_SENDING;
  if (_bo_work_guarded (self))
    return BO_STATUS_PENDING;
  return record->raw != NULL ? BO_STATUS_UNREADABLE : BO_STATUS_SYNCED;
}

gboolean
_bo_work_save (BoWork *self, GError **error)
{
  BoSyncStore *store = self->rules->store;
  BoRecord *record = self->record;

  if (self->gone)
    return bo_sync_store_remove_record (store, record->id, error);
  record->status = find_status (self);
  return bo_sync_store_put_record (store, record, error);
}

/* --- composing what is shown --- */

static char *
apply_change (char *document, BoJsonChange *change)
{
  char *next = change->after != NULL ? bo_json_set (document, change->path, change->after, NULL)
                                     : bo_json_remove (document, change->path, NULL);

  /* A path that what it stood in has lost leads nowhere: the edit stays in the queue's history. */
  if (next == NULL)
    return document;
  g_free (document);
  return next;
}

/* A tombstone keeps its name and type, so that one knows what was deleted. */
static char *
bury (char *document)
{
  char *next = bo_json_set (document, "/content", "{\"deleted\":true}", NULL);

  if (next == NULL)
    return document;
  g_free (document);
  return next;
}

/**
 * bo_edit_apply:
 * @edit: what a person did
 * @document: (nullable) (transfer full): of the entity before it
 *
 * Returns: (nullable) (transfer full): the document after it; %NULL where there is nothing to do it to
 */
char *
bo_edit_apply (BoEdit *edit, char *document)
{
  if (edit->kind == BO_EDIT_CREATE && edit->changes->len > 0)
    {
      g_free (document);
      return g_strdup (((BoJsonChange *) g_ptr_array_index (edit->changes, 0))->after);
    }
  if (document == NULL)
    return NULL;
  if (edit->kind == BO_EDIT_DELETE)
    return bury (document);
  for (unsigned int i = 0; i < edit->changes->len; i++)
    document = apply_change (document, g_ptr_array_index (edit->changes, i));
  return document;
}

static void
add_parent (GPtrArray *parents, const char *version)
{
  if (version != NULL && !g_ptr_array_find_with_equal_func (parents, version, g_str_equal, NULL))
    g_ptr_array_add (parents, g_strdup (version));
}

/* The versions that what is shown is made from: the tip, then what edits name besides. */
GPtrArray *
_bo_work_parents (BoWork *self)
{
  GPtrArray *parents = g_ptr_array_new_with_free_func (g_free);
  BoEntity *tip = _bo_work_tip (self);

  add_parent (parents, tip != NULL ? tip->version : NULL);
  for (unsigned int i = 0; i < self->edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->sent_version == NULL)
        add_parent (parents, edit->extra_parent);
    }
  return parents;
}

/* The same data as another version. */
BoEntity *
_bo_entity_reissue (BoEntity *entity, const char *version, const char *user_id, GPtrArray *parents)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (unsigned int i = 0; i < parents->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (parents, i));
  g_ptr_array_add (names, NULL);
  return bo_entity_new (entity->id, version, entity->entity_type, entity->name, entity->content,
                        entity->source_type, user_id, (const char *const *) names->pdata);
}

static gboolean
make_draft (BoWork *self, const char *document, int64_t time_us, GError **error)
{
  g_autoptr(GPtrArray) parents = _bo_work_parents (self);
  g_autofree char *version = NULL;
  BoEntity *draft;

  g_ptr_array_add (parents, NULL);
  version = _bo_rules_version (self->rules, time_us, (const char *const *) parents->pdata);
  draft = bo_entity_from_document (self->record->id, version, document, self->rules->state->user_id,
                                   (const char *const *) parents->pdata, error);
  if (draft == NULL)
    return FALSE;
  g_clear_pointer (&self->record->shown, bo_entity_unref);
  self->record->shown = draft;
  return TRUE;
}

/* Shows the tip with the unsent edits on top, as a new draft. Without a tip and without anything
   that creates one, nothing is left: the remaining edits go, and so will the row. */
gboolean
_bo_work_recompose (BoWork *self, GError **error)
{
  BoEntity *tip = _bo_work_tip (self);
  g_autofree char *document = tip != NULL && _bo_work_unsent (self) ? bo_entity_to_document (tip) : NULL;
  int64_t time_us = INT64_MIN;

  for (unsigned int i = 0; i < self->edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->sent_version != NULL)
        continue;
      document = bo_edit_apply (edit, g_steal_pointer (&document));
      time_us = MAX (time_us, edit->time_us);
    }
  if (time_us != INT64_MIN && document != NULL)
    return make_draft (self, document, time_us, error);
  _bo_work_set (&self->record->shown, tip);
  self->gone = tip == NULL && self->record->raw == NULL && self->record->aside == NULL;
  return tip != NULL || _bo_work_drop (self, NULL, error);
}

/* Takes the edits sent as @sent_version, or with %NULL the unsent ones, out of the queue. */
gboolean
_bo_work_drop (BoWork *self, const char *sent_version, GError **error)
{
  for (unsigned int i = self->edits->len; i > 0; i--)
    {
      BoEdit *edit = g_ptr_array_index (self->edits, i - 1);

      if (g_strcmp0 (edit->sent_version, sent_version) != 0)
        continue;
      if (!bo_sync_store_remove_edit (self->rules->store, edit->seq, error))
        return FALSE;
      g_ptr_array_remove_index (self->edits, i - 1);
    }
  return TRUE;
}

/* Takes an edit (transfer full) into the queue and shows it. */
gboolean
_bo_work_queue (BoWork *self, BoEdit *edit, GError **error)
{
  self->gone = false;
  if (!BO_POWER_GOES (MARK_OUTSIDE, self->rules->context->entropy) &&
      !bo_sync_store_add_edit (self->rules->store, edit, error))
    {
      bo_edit_free (edit);
      return FALSE;
    }
  g_ptr_array_add (self->edits, edit);
  return _bo_work_recompose (self, error);
}

/* Forgets what was composed: its edits wait again, to be sent as a new version. */
gboolean
_bo_work_unsend (BoWork *self, GError **error)
{
  BoRecord *record = self->record;

  if (!_bo_work_forget_merge (self, error))
    return FALSE;
  for (unsigned int i = 0; i < self->edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (self->edits, i);

      g_clear_pointer (&edit->sent_version, g_free);
      if (!bo_sync_store_mark_edit (self->rules->store, edit->seq, NULL, error))
        return FALSE;
    }
  _bo_work_set (&record->outgoing, NULL);
  _bo_work_set (&record->merged, NULL);
  g_clear_pointer (&record->problem, g_free);
  record->sends = record->refusals = 0;
  if (record->status == BO_STATUS_QUARANTINED)
    record->status = BO_STATUS_PENDING;
  return TRUE;
}
