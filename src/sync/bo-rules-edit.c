/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-rules-private.h"

#include <string.h>

/* A local edit with its pending row, in one transaction (DESIGN §3). */

static bool
is_live (BoWork *work)
{
  return work->record != NULL && work->record->shown != NULL && !bo_entity_is_deleted (work->record->shown);
}

/* Fills in what was there when the person acted, and drops what changes nothing. */
static void
fill_before (BoEdit *edit, const char *document)
{
  for (unsigned int i = edit->changes->len; i > 0; i--)
    {
      BoJsonChange *change = g_ptr_array_index (edit->changes, i - 1);
      BoJson before = bo_json_at (bo_json_wrap (document), change->path);

      g_free (change->before);
      change->before = bo_json_dup (before);
      if (bo_json_equal (before, bo_json_wrap (change->after)))
        g_ptr_array_remove_index (edit->changes, i - 1);
    }
}

/* Creating what lives already means the changes that lead there. */
static gboolean
prepare (BoWork *work, BoEdit *edit, GError **error)
{
  g_autofree char *document = is_live (work) ? bo_entity_to_document (work->record->shown) : NULL;

  if (edit->kind != BO_EDIT_CREATE && document == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND,
                   _("The edit of “%s” can't be made: there is nothing of that name any more."), edit->entity_id);
      return FALSE;
    }
  if (edit->kind == BO_EDIT_CREATE && edit->changes->len != 1)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                   _("The edit of “%s” can't be made: a new thing needs its whole document."), edit->entity_id);
      return FALSE;
    }
  if (edit->kind == BO_EDIT_CREATE && document != NULL)
    {
      BoJsonChange *whole = g_ptr_array_index (edit->changes, 0);
      GPtrArray *changes = bo_json_diff (bo_json_wrap (document), bo_json_wrap (whole->after));

      g_ptr_array_unref (edit->changes);
      edit->changes = changes;
      edit->kind = BO_EDIT_CHANGE;
    }
  if (edit->kind == BO_EDIT_CHANGE)
    fill_before (edit, document);
  return TRUE;
}

static bool
same_paths (BoEdit *a, BoEdit *b)
{
  if (a->changes->len != b->changes->len)
    return false;
  for (unsigned int i = 0; i < a->changes->len; i++)
    if (strcmp (((BoJsonChange *) g_ptr_array_index (a->changes, i))->path,
                ((BoJsonChange *) g_ptr_array_index (b->changes, i))->path) != 0)
      return false;
  return true;
}

/* 200 moves of a slider are one row: the last unsent edit, where it is of the same paths. */
static BoEdit *
find_twin (BoWork *work, BoEdit *edit)
{
  BoEdit *last = work->edits->len > 0 ? g_ptr_array_index (work->edits, work->edits->len - 1) : NULL;

  if (last == NULL || last->sent_version != NULL || last->extra_parent != NULL || edit->extra_parent != NULL ||
      last->kind != BO_EDIT_CHANGE || edit->kind != BO_EDIT_CHANGE || last->safety != edit->safety ||
      g_strcmp0 (last->user_id, edit->user_id) != 0 || !same_paths (last, edit))
    return NULL;
  return last;
}

/* The line that the first of its moves got tells where they led. A later edit that has left the queue since has a line
   of its own, which is newer: @before, what ours says, tells them apart. */
static gboolean
tell_twin (BoWork *work, BoEdit *twin, const char *before, GError **error)
{
  g_autoptr(BoActivity) activity = bo_activity_new (BO_ACTIVITY_EDITED, twin->entity_id, twin->time_us);

  activity->detail = _bo_rules_detail (work->record->shown->name, twin->changes, NULL);
  return bo_sync_store_amend_activity (work->rules->store, activity, before, error);
}

static gboolean
replace_twin (BoWork *work, BoEdit *twin, BoEdit *edit, GError **error)
{
  g_autofree char *before = _bo_rules_detail (work->record->shown->name, twin->changes, NULL);

  for (unsigned int i = 0; i < twin->changes->len; i++)
    {
      BoJsonChange *old = g_ptr_array_index (twin->changes, i), *new = g_ptr_array_index (edit->changes, i);

      g_free (old->after);
      old->after = g_strdup (new->after);
    }
  twin->time_us = edit->time_us;
  twin->expires_us = edit->expires_us;
  return bo_sync_store_put_edit (work->rules->store, twin, error) && _bo_work_recompose (work, error) &&
         tell_twin (work, twin, before, error);
}

/* Edges at @id that were never sent go with it; moves that were not sent are undone. */
static gboolean
drop_edges (BoRules *rules, const char *id, GError **error)
{
  g_autoptr(GPtrArray) edges = NULL;

  BO_GET (&edges, error, list_edges_of, rules->store, id);
  for (unsigned int i = 0; i < edges->len; i++)
    {
      BoEdgeRecord *edge = g_ptr_array_index (edges, i);

      if (edge->pending && edge->sent_revision == 0 && !_bo_rules_revert_edge (rules, edge, error))
        return FALSE;
    }
  return TRUE;
}

static bool
never_sent (BoWork *work)
{
  BoRecord *record = work->record;

  return record->confirmed == NULL && record->outgoing == NULL && record->aside == NULL;
}

static gboolean
queue (BoWork *work, BoEdit *edit, GError **error)
{
  BoRules *rules = work->rules;
  BoEdit *twin = find_twin (work, edit);
  g_autofree char *detail = NULL;

  if (edit->kind == BO_EDIT_DELETE)
    {
      if (!drop_edges (rules, edit->entity_id, error))
        return FALSE;
      if (never_sent (work))
        {
          work->gone = true;
          return _bo_work_drop (work, NULL, error);
        }
    }
  if (twin != NULL)
    return replace_twin (work, twin, edit, error);
  if (!_bo_work_queue (work, bo_edit_copy (edit), error))
    return FALSE;
  if (work->gone)
    return TRUE;
  detail = _bo_rules_detail (work->record->shown->name, edit->changes, NULL);
  return _bo_rules_note (rules, BO_ACTIVITY_EDITED, edit->entity_id, edit->user_id, rules->state->device_name,
                         detail, error);
}

static gboolean
apply_edit (BoRules *rules, BoEdit *original, GError **error)
{
  g_autoptr(BoEdit) edit = bo_edit_copy (original);
  g_auto(BoWork) work = { 0 };

  if (edit->time_us == 0)
    edit->time_us = rules->context->now_us;
  if (edit->user_id == NULL)
    edit->user_id = g_strdup (rules->state->user_id);
  if (!_bo_work_open (&work, rules, edit->entity_id, edit->kind == BO_EDIT_CREATE, error) ||
      !prepare (&work, edit, error))
    return FALSE;
  if (edit->kind == BO_EDIT_CHANGE && edit->changes->len == 0)
    return TRUE;
  /* Editing what the hub refused is another try. */
  if (work.record->status == BO_STATUS_QUARANTINED && !_bo_work_unsend (&work, error))
    return FALSE;
  if (!queue (&work, edit, error))
    return FALSE;
  if (!work.gone && !bo_entity_validate (work.record->shown, error))
    return FALSE;
  return _bo_work_save (&work, error);
}

/**
 * bo_rules_edit:
 * @store: the home
 * @context: time and entropy
 * @steps: (array length=n_steps): what a person did, in order
 * @n_steps: how many steps
 * @error: return location
 *
 * Checks, queues and shows edits; the contract stands in bo-rules.h. Store's thread.
 *
 * Returns: whether all of it is stored; else nothing is, and @error says why:
 *   %BO_ERROR_NOT_FOUND, %BO_ERROR_TOO_LARGE, %BO_ERROR_INVALID_DATA, %BO_ERROR_USAGE, or the store's
 */
gboolean
bo_rules_edit (BoSyncStore *store, const BoContext *context, BoStep *steps, size_t n_steps, GError **error)
{
  gboolean success = TRUE;
  BoRules rules;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  for (size_t i = 0; i < n_steps && success; i++)
    if (steps[i].edit != NULL)
      success = apply_edit (&rules, steps[i].edit, error);
    else
      success = _bo_rules_edit_edge (&rules, steps[i].edge, error);
  return _bo_rules_end (&rules, success, NULL, error);
}
