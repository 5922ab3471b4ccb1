/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include <string.h>

/* After a damaged file: rows were saved one by one, and what belonged together may have lost a part. */

/* What was composed is gone, or is another than the edits say: they wait again. */
static bool
is_unsent_in_truth (BoWork *self)
{
  BoEntity *outgoing = self->record->outgoing;

  for (unsigned int i = 0; i < self->edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->sent_version != NULL && (outgoing == NULL || strcmp (outgoing->version, edit->sent_version) != 0))
        return true;
    }
  return false;
}

static bool
begins_anew (BoWork *self)
{
  return self->edits->len > 0 && ((BoEdit *) g_ptr_array_index (self->edits, 0))->kind == BO_EDIT_CREATE;
}

/* The edits stand on nothing any more, or are gone, but what they led to is here: that is what waits. */
static gboolean
offer_shown (BoWork *self, GError **error)
{
  g_autoptr(BoEdit) edit = bo_edit_new (self->record->id, BO_EDIT_CREATE);
  g_autofree char *document = bo_entity_to_document (self->record->shown);
  BoEdit *last = self->edits->len > 0 ? g_ptr_array_index (self->edits, self->edits->len - 1) : NULL;

  edit->time_us = last != NULL ? last->time_us : self->rules->context->now_us;
  edit->user_id = g_strdup (last != NULL ? last->user_id : self->record->shown->user_id);
  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
  return _bo_work_drop (self, NULL, error) && _bo_work_queue (self, g_steal_pointer (&edit), error);
}

static gboolean
mend (BoWork *self, GError **error)
{
  bool exists = self->record->shown != NULL || self->record->confirmed != NULL || self->record->raw != NULL;

  if (is_unsent_in_truth (self) && !_bo_work_unsend (self, error))
    return FALSE;
  if (!_bo_work_unsent (self) && self->record->shown != NULL)
    return _bo_work_save (self, error);
  if (_bo_work_tip (self) == NULL && !begins_anew (self) && self->record->shown != NULL)
    return offer_shown (self, error) && _bo_work_save (self, error);
  if (!_bo_work_recompose (self, error))
    return FALSE;
  return (self->gone && !exists) || _bo_work_save (self, error);
}

static gboolean
mend_all (BoRules *rules, BoSalvagedEdits *salvaged, GError **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) edits = NULL;

  BO_GET (&edits, error, list_edits, rules->store, NULL);
  for (unsigned int i = 0; i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);
      g_auto(BoWork) work = { 0 };
      unsigned int before;

      if (!g_hash_table_add (seen, edit->entity_id))
        continue;
      if (!_bo_work_open (&work, rules, edit->entity_id, true, error))
        return FALSE;
      before = work.edits->len;
      if (!mend (&work, error))
        return FALSE;
      if (work.edits->len > 0)
        salvaged->saved += before;
      else
        salvaged->lost += before;
    }
  return TRUE;
}

/* What is known about the hub's place in the stream may be older than the rows, or newer. */
static void
begin_anew (BoSyncState *state)
{
  char **texts[] = { &state->watermark, &state->resume_cursor, &state->cursor, &state->hub_digest, &state->digest,
                     &state->walked_digest, &state->edges_hash };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  state->walking = state->diverged = false;
}

static gboolean
mend_draft (BoWork *self, bool *saved, GError **error)
{
  *saved = self->record->shown != NULL && _bo_work_tip (self) == NULL;
  return (*saved ? offer_shown (self, error) : _bo_work_recompose (self, error)) && _bo_work_save (self, error);
}

/**
 * bo_rules_salvage_draft:
 * @store: a home whose rows were saved from a damaged file
 * @context: time and entropy
 * @id: an entity that shows what edits led to, and whose edits are gone
 * @saved: (out): whether what it shows waits for the hub now
 * @error: return location
 *
 * Something that no hub ever had is offered as it is shown; anything else goes back to what is
 * known of it. Before bo_rules_salvage(), store's thread.
 *
 * Returns: whether it is stored
 */
gboolean
bo_rules_salvage_draft (BoSyncStore *store, const BoContext *context, const char *id, bool *saved, GError **error)
{
  BoRules rules;
  g_auto(BoWork) work = { 0 };
  gboolean success;

  *saved = true;
  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  success = _bo_work_open (&work, &rules, id, false, error);
  if (success && work.record != NULL && work.edits->len == 0)
    success = mend_draft (&work, saved, error);
  return _bo_rules_end (&rules, success, NULL, error);
}

/**
 * bo_rules_salvage:
 * @store: a home whose rows were saved from a damaged file
 * @context: time and entropy
 * @salvaged: (out caller-allocates): how much of the queue is whole
 * @error: return location
 *
 * Makes the queue whole again: what still can be sent waits, what stands on nothing is given up;
 * and the next synchronisation reads everything anew, and offers again what the hub lacks
 * (FAULTS §3). Store's thread.
 *
 * Returns: whether it is stored
 */
gboolean
bo_rules_salvage (BoSyncStore *store, const BoContext *context, BoSalvagedEdits *salvaged, GError **error)
{
  BoRules rules;
  gboolean success;

  *salvaged = (BoSalvagedEdits) { 0 };
  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  success = mend_all (&rules, salvaged, error);
  begin_anew (rules.state);
  return _bo_rules_end (&rules, success, NULL, error);
}
