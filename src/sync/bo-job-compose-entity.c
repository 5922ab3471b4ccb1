/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* What one entity's edits are sent as: [mine], or [mine, merged] where a pull set theirs aside
   (PROTOCOL §5). Stored before the first byte goes out. */

static gboolean
mark_sent (BoWork *work, const char *version, GError **error)
{
  for (unsigned int i = 0; i < work->edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (work->edits, i);

      if (edit->sent_version != NULL)
        continue;
      edit->sent_version = g_strdup (version);
      if (!bo_sync_store_mark_edit (work->rules->store, edit->seq, version, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_version (BoWork *work, BoEntity *entity, BoOrigin origin, GError **error)
{
  BoRules *rules = work->rules;

  return bo_sync_store_add_version (rules->store, entity, origin, rules->context->now_us,
                                    rules->state->device_name, error);
}

/* Sends what is shown as it is. */
static gboolean
send_shown (BoWork *work, GError **error)
{
  BoRecord *record = work->record;

  _bo_work_set (&record->outgoing, record->shown);
  record->sends = 0;
  return add_version (work, record->outgoing, BO_ORIGIN_HERE, error) &&
         mark_sent (work, record->outgoing->version, error);
}

static char *
next_version (BoWork *work, GPtrArray *parents)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  int64_t offset = work->rules->state->clock_offset_us;

  for (unsigned int i = 0; i < parents->len; i++)
    g_ptr_array_add (names, g_ptr_array_index (parents, i));
  g_ptr_array_add (names, NULL);
  return _bo_rules_version (work->rules, _bo_version_time (work->record->shown->version) - offset,
                            (const char *const *) names->pdata);
}

/* The hub's current version isn't the one it confirmed: it may have lost that (PROTOCOL §3.5). The
   confirmed one goes along, so that everybody can see what ours was made from. */
static gboolean
send_with_confirmed (BoWork *work, GError **error)
{
  BoRecord *record = work->record;

  _bo_work_set (&record->outgoing, record->confirmed);
  _bo_work_set (&record->merged, record->shown);
  record->sends = 0;
  return add_version (work, record->merged, BO_ORIGIN_HERE, error) &&
         mark_sent (work, record->outgoing->version, error);
}

/* Sends what is shown as made from @theirs too: it holds all that theirs does. @lost: the hub
   went back to @theirs from what it had confirmed. */
static gboolean
send_on_top (BoWork *work, BoEntity *theirs, bool lost, GError **error)
{
  g_autoptr(GPtrArray) parents = _bo_work_parents (work);
  g_autofree char *version = NULL;
  g_autoptr(BoEntity) entity = NULL;

  if (!g_ptr_array_find_with_equal_func (parents, theirs->version, g_str_equal, NULL))
    g_ptr_array_insert (parents, 0, g_strdup (theirs->version));
  version = next_version (work, parents);
  entity = _bo_entity_reissue (work->record->shown, version, work->rules->state->user_id, parents);
  _bo_work_set (&work->record->shown, entity);
  return lost && work->record->confirmed != NULL ? send_with_confirmed (work, error) : send_shown (work, error);
}

static bool
overlaps (GPtrArray *paths)
{
  for (unsigned int i = 0; i < paths->len; i++)
    if (((BoConflictPath *) g_ptr_array_index (paths, i))->overlap)
      return true;
  return false;
}

static gboolean
make_merged (BoWork *work, const char *document, BoEntity **merged, GError **error)
{
  BoRecord *record = work->record;
  g_autoptr(GPtrArray) parents = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *version = NULL;

  g_ptr_array_add (parents, g_strdup (record->aside->version));
  g_ptr_array_add (parents, g_strdup (record->shown->version));
  version = next_version (work, parents);
  g_ptr_array_add (parents, NULL);
  *merged = bo_entity_from_document (record->id, version, document, work->rules->state->user_id,
                                     (const char *const *) parents->pdata, error);
  return *merged != NULL;
}

static gboolean
send_pair (BoWork *work, BoLineage *lineage, GError **error)
{
  BoRecord *record = work->record;
  g_autoptr(BoEntity) mine = NULL;
  g_autoptr(BoEntity) merged = NULL;
  g_autoptr(GPtrArray) paths = NULL;
  g_autofree char *base = NULL, *document = NULL, *shown = bo_entity_to_document (record->shown);
  BoEntity *ancestor = lineage->bases->len > 0 ? g_ptr_array_index (lineage->bases, 0) : NULL;
  BoJournal entry;

  if (!_bo_work_merge (work, lineage, record->aside, &base, &document, &paths, error) ||
      !make_merged (work, document, &merged, error))
    return FALSE;
  mine = bo_entity_ref (record->shown);
  entry = (BoJournal) { .kind = overlaps (paths) ? BO_CONFLICT_DECIDED : BO_CONFLICT_MERGED,
                        .mine = mine,
                        .theirs = record->aside,
                        .result = merged,
                        .base = base,
                        .base_version = ancestor != NULL ? ancestor->version : NULL,
                        .paths = paths,
                        .winner = merged->version };
  if (!send_shown (work, error) || !add_version (work, merged, BO_ORIGIN_MERGE, error) ||
      !_bo_work_journal (work, &entry, error))
    return FALSE;
  _bo_work_set (&record->merged, merged);
  _bo_work_set (&record->shown, merged);
  return TRUE;
}

/* Both deleted it: nothing is left to say. */
static gboolean
agree (BoWork *work, GError **error)
{
  g_autoptr(BoEntity) aside = bo_entity_ref (work->record->aside);

  _bo_work_set (&work->record->aside, NULL);
  return _bo_work_drop (work, NULL, error) && _bo_work_take (work, aside, error);
}

static gboolean
compose_against (BoWork *work, bool *wait, GError **error)
{
  BoRecord *record = work->record;
  BoEntity *shown = record->shown, *aside = record->aside;
  g_auto(BoLineage) lineage = { 0 };

  if (bo_entity_is_deleted (shown) && bo_entity_is_deleted (aside))
    return agree (work, error);
  if (bo_entity_same_data (shown, aside))
    return send_on_top (work, aside, false, error);
  if (!_bo_lineage_trace (&lineage, work->rules, shown, aside, error))
    return FALSE;
  if (lineage.kind == BO_LINEAGE_INCLUDED)
    return send_on_top (work, aside, true, error);
  if (bo_entity_is_deleted (shown) != bo_entity_is_deleted (aside))
    return _bo_work_journal_delete (work, shown, aside, NULL, error) && send_shown (work, error);
  if (lineage.kind == BO_LINEAGE_MISSING)
    {
      g_autoptr(BoMergeDue) due = bo_merge_due_new (record->id, aside->version, shown->version, NULL);

      *wait = true;
      return bo_sync_store_put_merge_due (work->rules->store, due, error);
    }
  return send_pair (work, &lineage, error);
}

#ifdef BO_MUTATIONS
static gboolean
send_anew (BoWork *work, GError **error)
{
  BoRecord *record = work->record;
  g_autoptr(BoEntity) old = bo_entity_ref (record->outgoing);
  g_autoptr(GPtrArray) parents = g_ptr_array_new ();
  g_autofree char *version = _bo_rules_version (work->rules, _bo_version_time (old->version),
                                                (const char *const *) old->parent_versions);
  g_autoptr(BoEntity) entity = NULL;

  for (size_t i = 0; old->parent_versions[i] != NULL; i++)
    g_ptr_array_add (parents, (gpointer) old->parent_versions[i]);
  entity = _bo_entity_reissue (old, version, work->rules->state->user_id, parents);
  _bo_work_set (&record->outgoing, entity);
  for (unsigned int i = 0; i < work->edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (work->edits, i);

      if (g_strcmp0 (edit->sent_version, old->version) != 0)
        continue;
      g_free (edit->sent_version);
      edit->sent_version = g_strdup (version);
      if (!bo_sync_store_put_edit (work->rules->store, edit, error))
        return FALSE;
    }
  return add_version (work, entity, BO_ORIGIN_HERE, error) && _bo_work_recompose (work, error);
}
#endif

/* Sees to it that what waits has its version: one that was sent before goes again as it is.
   @wait: ancestors have to be fetched before it can. */
gboolean
_bo_compose_entity (BoWork *work, bool *wait, GError **error)
{
  *wait = false;
#ifdef BO_MUTATIONS
  if (BO_MUTATED (NEW_VERSION) && work->record->outgoing != NULL && work->record->merged == NULL &&
      work->record->sends > 0)
    return send_anew (work, error);
#endif
  if (work->record->outgoing != NULL || !_bo_work_unsent (work))
    return TRUE;
  if (work->record->aside != NULL)
    return compose_against (work, wait, error);
  if (work->record->confirmed != NULL &&
      g_strcmp0 (work->record->hub_version, work->record->confirmed->version) != 0)
    return send_with_confirmed (work, error);
  return send_shown (work, error);
}
