/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include "bo-merge.h"
#include "bo-merge-align.h"

#include <string.h>

/* Merging inside a transaction (PROTOCOL §5). */

static bool
touches (BoEdit *edit, const char *path)
{
  for (unsigned int i = 0; i < edit->changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (edit->changes, i);

      if (bo_json_path_covers (change->path, path) || bo_json_path_covers (path, change->path))
        return true;
    }
  return false;
}

/* The latest unsent edit that touched @path, on the scale of versions: the draft may have been
   pushed ahead of the clock by what it stands on, and its edits go with it. What no edit touched
   is as old as the version below. */
static int64_t
edit_time_cb (const char *path, gpointer data)
{
  BoWork *self = data;
  BoEntity *tip = _bo_work_tip (self);
  int64_t latest = INT64_MIN, last = INT64_MIN;

  for (unsigned int i = 0; i < self->edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (self->edits, i);

      if (edit->sent_version != NULL)
        continue;
      last = MAX (last, edit->time_us);
      if (touches (edit, path))
        latest = MAX (latest, edit->time_us);
    }
  /* Whoever edits here has seen what was confirmed here before. */
  if (latest != INT64_MIN && self->seen)
    return INT64_MAX;
  if (latest != INT64_MIN)
    return latest + MAX (self->rules->state->clock_offset_us,
                         _bo_version_time (self->record->shown->version) - last);
  return tip != NULL ? _bo_version_time (tip->version) : 0;
}

/* Whether one of the common ancestors has @value at @path. */
static bool
is_old (GPtrArray *documents, const char *path, const char *value)
{
  for (unsigned int i = 0; i < documents->len; i++)
    if (bo_json_equal (bo_json_at (bo_json_wrap (g_ptr_array_index (documents, i)), path), bo_json_wrap (value)))
      return true;
  return false;
}

/* @document, its elements named as in @other. */
static char *
align (char *document, const char *other)
{
  char *documents[] = { NULL, document, g_strdup (other) };

  bo_merge_align (documents);
  g_free (documents[2]);
  return documents[1];
}

/* Where the families cross more than once, each side may hold the value of another common ancestor: both were
   merged, once this way and once that, and one of those merges may not have known what was changed. Which of the two
   is newer can't be told: it is decided as it would be, and the person is asked. */
static void
doubt_old_values (BoLineage *lineage, const char *mine, const char *theirs, GPtrArray *paths)
{
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func (g_free);

  if (lineage->bases->len < 2)
    return;
  for (unsigned int i = 0; i < lineage->bases->len; i++)
    g_ptr_array_add (documents, align (align (bo_entity_to_document (g_ptr_array_index (lineage->bases, i)), mine),
                                       theirs));
  for (unsigned int i = 0; i < paths->len; i++)
    {
      BoConflictPath *path = g_ptr_array_index (paths, i);

      path->overlap = path->overlap || (is_old (documents, path->path, path->mine) &&
                                        is_old (documents, path->path, path->theirs));
    }
}

/* What is shown merged with @theirs. */
gboolean
_bo_work_merge (BoWork     *self,
                BoLineage  *lineage,
                BoEntity   *theirs,
                char      **base,
                char      **document,
                GPtrArray **paths,
                GError    **error)
{
  BoEntity *shown = self->record->shown;
  g_autofree char *mine = bo_entity_to_document (shown), *other = bo_entity_to_document (theirs);

  if (!_bo_lineage_base (lineage, self->rules, base, error))
    return FALSE;
  *document = bo_merge (*base, mine, other, shown->version, theirs->version, edit_time_cb, self,
                        _bo_version_time (theirs->version), paths, error);
  if (*document != NULL)
    doubt_old_values (lineage, mine, other, *paths);
  return *document != NULL;
}

static bool
overlaps (GPtrArray *paths)
{
  for (unsigned int i = 0; i < paths->len; i++)
    if (((BoConflictPath *) g_ptr_array_index (paths, i))->overlap)
      return true;
  return false;
}

static bool
same_documents (const char *a, const char *b)
{
  return bo_json_equal (bo_json_wrap (a), bo_json_wrap (b));
}

/* The merge as an edit on top of what is shown, with @other as a second parent. */
static gboolean
queue_merge (BoWork *self, BoEntity *other, const char *shown, const char *merged, GError **error)
{
  BoEdit *edit = bo_edit_new (self->record->id, BO_EDIT_CHANGE);

  g_clear_pointer (&edit->changes, g_ptr_array_unref);
  edit->changes = bo_json_diff (bo_json_wrap (shown), bo_json_wrap (merged));
  edit->time_us = _bo_version_time (other->version) - self->rules->state->clock_offset_us;
  edit->extra_parent = g_strdup (other->version);
  edit->user_id = g_strdup (self->rules->state->user_id);
  return _bo_work_queue (self, edit, error);
}

static gboolean
put_due (BoWork *self, const char *theirs, const char *mine, GError **error)
{
  g_autoptr(BoMergeDue) due = bo_merge_due_new (self->record->id, theirs, mine, NULL);

  return bo_sync_store_put_merge_due (self->rules->store, due, error);
}

static gboolean
merge_in (BoWork *self, BoLineage *lineage, BoEntity *other, bool is_mine, GError **error)
{
  g_autoptr(BoEntity) before = bo_entity_ref (self->record->shown);
  g_autofree char *shown = bo_entity_to_document (before);
  g_autofree char *base = NULL, *merged = NULL;
  g_autoptr(GPtrArray) paths = NULL;
  BoJournal entry;

  self->seen = is_mine;
  if (!_bo_work_merge (self, lineage, other, &base, &merged, &paths, error))
    return FALSE;
  self->seen = false;
  /* Where a version is due anyway, it names @other, though that adds nothing: whoever merges the
     two later sees that ours is the newer. */
  if ((!same_documents (shown, merged) || _bo_work_unsent (self)) &&
      !queue_merge (self, other, shown, merged, error))
    return FALSE;
  /* What adds nothing and decides nothing is not worth a line. */
  if (same_documents (shown, merged) && !overlaps (paths))
    return TRUE;
  entry = (BoJournal) { .kind = overlaps (paths) ? BO_CONFLICT_DECIDED : BO_CONFLICT_MERGED,
                        .mine = is_mine ? other : before,
                        .theirs = is_mine ? before : other,
                        .result = self->record->shown,
                        .base = base,
                        .base_version = lineage->bases->len > 0
                                          ? ((BoEntity *) g_ptr_array_index (lineage->bases, 0))->version
                                          : NULL,
                        .paths = paths,
                        .winner = self->record->hub_version,
                        .swapped = is_mine };
  return _bo_work_journal (self, &entry, error);
}

/* Sees to it that what @other changed is in what is shown. Where ancestors have to be fetched
   first, that is noted; an edit against a delete is journalled and left to the person. */
gboolean
_bo_work_include (BoWork *self, BoEntity *other, bool is_mine, GError **error)
{
  BoEntity *shown = self->record->shown;
  g_auto(BoLineage) lineage = { 0 };

  if (shown == NULL || strcmp (shown->version, other->version) == 0)
    return TRUE;
  if (!_bo_lineage_trace (&lineage, self->rules, shown, other, error))
    return FALSE;
  if (lineage.kind == BO_LINEAGE_INCLUDED)
    return TRUE;
  if (bo_entity_is_deleted (shown) && bo_entity_is_deleted (other))
    return TRUE;
  if (bo_entity_is_deleted (shown) != bo_entity_is_deleted (other))
    return _bo_work_journal_delete (self, is_mine ? other : shown, is_mine ? shown : other,
                                    self->record->hub_version, error);
  if (bo_entity_same_data (shown, other))
    return TRUE;
  if (lineage.kind == BO_LINEAGE_MISSING)
    return put_due (self, is_mine ? shown->version : other->version, is_mine ? other->version : shown->version,
                    error);
  return merge_in (self, &lineage, other, is_mine, error);
}

static gboolean
confirm (BoWork *self, BoEntity *entity, GError **error)
{
  _bo_work_set (&self->record->confirmed, entity);
  return _bo_work_recompose (self, error);
}

/* The hub lost what it had confirmed (PROTOCOL §3.5): the confirmed version is offered again as
   a new one, made from what the hub has, if anything, and ours. */
gboolean
_bo_work_reoffer (BoWork *self, const char *hub_version, GError **error)
{
  BoEntity *entity = self->record->confirmed;
  g_autofree char *document = bo_entity_to_document (entity);
  bool deleted = bo_entity_is_deleted (entity);
  BoEdit *edit = bo_edit_new (entity->id, deleted ? BO_EDIT_DELETE : BO_EDIT_CREATE);

  if (!deleted)
    g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
  edit->time_us = _bo_version_time (entity->version) - self->rules->state->clock_offset_us;
  edit->extra_parent = g_strdup (hub_version);
  edit->user_id = g_strdup (self->rules->state->user_id);
  return _bo_work_queue (self, edit, error) &&
         _bo_rules_note (self->rules, BO_ACTIVITY_REOFFERED, entity->id, NULL, NULL, NULL, error);
}

/* The hub's version took the place of one of ours that it does not descend from. */
static gboolean
replace_ours (BoWork *self, BoEntity *entity, GError **error)
{
  g_autoptr(BoEntity) ours = bo_entity_ref (self->record->confirmed);

  return confirm (self, entity, error) && _bo_work_include (self, ours, true, error);
}

static gboolean
take_related (BoWork *self, BoEntity *entity, GError **error)
{
  BoEntity *confirmed = self->record->confirmed;
  g_auto(BoLineage) lineage = { 0 };
  bool older = _bo_version_time (entity->version) < _bo_version_time (confirmed->version);

  if (!_bo_lineage_trace (&lineage, self->rules, confirmed, entity, error))
    return FALSE;
  switch (lineage.kind)
    {
    case BO_LINEAGE_INCLUDED:
      return _bo_work_reoffer (self, entity->version, error);
    case BO_LINEAGE_AHEAD:
      return confirm (self, entity, error);
    case BO_LINEAGE_APART:
      /* Somebody else's version that lost is taken care of by whoever made it. */
      if (!_bo_rules_is_ours (self->rules, confirmed))
        return confirm (self, entity, error);
      break;
    case BO_LINEAGE_MISSING:
      if (!older && !_bo_rules_is_ours (self->rules, confirmed))
        return confirm (self, entity, error);
      /* Ours stays to be seen until it is known how the two are related. */
      _bo_work_set (&self->record->aside, entity);
      return put_due (self, entity->version, confirmed->version, error);
    }
  return replace_ours (self, entity, error);
}

/* Takes what the hub holds, where nothing of ours waits (PROTOCOL §§3.5, 5). */
gboolean
_bo_work_take (BoWork *self, BoEntity *entity, GError **error)
{
  BoEntity *confirmed = self->record->confirmed;

  _bo_work_set (&self->record->aside, NULL);
  g_free (self->record->hub_version);
  self->record->hub_version = g_strdup (entity->version);
  if (confirmed == NULL || strcmp (confirmed->version, entity->version) == 0 ||
      bo_entity_same_data (confirmed, entity) ||
      (bo_entity_is_deleted (confirmed) && bo_entity_is_deleted (entity)))
    return confirm (self, entity, error);
  return take_related (self, entity, error);
}
