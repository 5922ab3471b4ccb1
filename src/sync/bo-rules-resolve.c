/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-rules-private.h"

#include <string.h>

/* What a person decides about a conflict is another version on top (PROTOCOL §5). */

static gboolean
find_conflict (BoRules *rules, const char *id, BoConflict **conflict, GError **error)
{
  BO_GET (conflict, error, get_conflict, rules->store, id);
  if (*conflict != NULL)
    return TRUE;
  g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("There is no conflict “%s” to resolve."), id);
  return FALSE;
}

/* The side that what is shown doesn't descend from, if either is held; else theirs: a version that names a side
   though its other parent has it says that somebody decided (bo-rules-elsewhere.c). */
static gboolean
find_other_parent (BoWork *work, BoConflict *conflict, char **parent, GError **error)
{
  const char *sides[] = { conflict->theirs_version, conflict->mine_version };

  for (size_t i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr(BoEntity) side = NULL;
      g_auto(BoLineage) lineage = { 0 };

      if (sides[i] == NULL)
        continue;
      BO_GET (&side, error, get_version, work->rules->store, work->record->id, sides[i]);
      if (side == NULL)
        continue;
      if (!_bo_lineage_trace (&lineage, work->rules, work->record->shown, side, error))
        return FALSE;
      if (lineage.kind == BO_LINEAGE_APART)
        {
          *parent = g_strdup (sides[i]);
          return TRUE;
        }
    }
  *parent = g_strdup (conflict->theirs_version);
  return TRUE;
}

static BoEdit *
make_edit (BoWork *work, const char *document)
{
  BoEntity *shown = work->record->shown;
  g_autofree char *current = bo_entity_to_document (shown);
  BoJson content = bo_json_member (bo_json_wrap (document), "content");
  BoEdit *edit = bo_edit_new (shown->id, BO_EDIT_CHANGE);

  if (bo_json_member_bool (content, "deleted", false))
    edit->kind = BO_EDIT_DELETE;
  else if (bo_entity_is_deleted (shown))
    {
      edit->kind = BO_EDIT_CREATE;
      g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
    }
  else
    {
      g_ptr_array_unref (edit->changes);
      edit->changes = bo_json_diff (bo_json_wrap (current), bo_json_wrap (document));
    }
  return edit;
}

static gboolean
queue_document (BoWork *work, BoConflict *conflict, const char *document, GError **error)
{
  g_autoptr(BoEdit) edit = NULL;

  if (work->record->shown == NULL)
    return TRUE;
  if (!bo_json_scan (document, -1, BO_MAX_DEPTH + 1, BO_JSON_SCAN_STRICT, NULL, error))
    return FALSE;
  edit = make_edit (work, document);
  if (edit->kind == BO_EDIT_CHANGE && edit->changes->len == 0)
    return TRUE;
  if (edit->kind == BO_EDIT_DELETE && bo_entity_is_deleted (work->record->shown))
    return TRUE;
  edit->time_us = work->rules->context->now_us;
  edit->user_id = g_strdup (work->rules->state->user_id);
  return find_other_parent (work, conflict, &edit->extra_parent, error) &&
         _bo_work_queue (work, g_steal_pointer (&edit), error) &&
         bo_entity_validate (work->record->shown, error);
}

static gboolean
resolve_edge (BoRules *rules, const char *document, GError **error)
{
  g_autoptr(BoEdge) edge = NULL;
  BoJson object;

  if (document == NULL)
    return TRUE;
  if (!bo_json_scan (document, -1, BO_MAX_DEPTH + 1, BO_JSON_SCAN_STRICT, &object, error) ||
      !(edge = bo_wire_read_edge (object, error)))
    return FALSE;
  return _bo_rules_edit_edge (rules, edge, error);
}

static gboolean
resolve_entity (BoRules *rules, BoConflict *conflict, const char *document, GError **error)
{
  g_auto(BoWork) work = { 0 };

  if (!_bo_work_open (&work, rules, conflict->entity_id, false, error))
    return FALSE;
  if (work.record == NULL)
    return TRUE;
  return (document == NULL || queue_document (&work, conflict, document, error)) &&
         _bo_work_settle_status (&work, error) && _bo_work_save (&work, error);
}

static gboolean
resolve (BoRules    *rules,
         const char *conflict_id,
         const char *document,
         const char *resolution,
         bool        reviewed,
         GError    **error)
{
  g_autoptr(BoConflict) conflict = NULL;

  if (!find_conflict (rules, conflict_id, &conflict, error))
    return FALSE;
  conflict->reviewed = reviewed;
  conflict->reviewed_us = reviewed ? rules->context->now_us : 0;
  g_free (conflict->resolution);
  conflict->resolution = g_strdup (resolution);
  if (!_bo_rules_put_conflict (rules, conflict, error))
    return FALSE;
  if (conflict->kind == BO_CONFLICT_MOVED)
    return resolve_edge (rules, document, error);
  return resolve_entity (rules, conflict, document, error);
}

/**
 * bo_rules_resolve:
 * @store: the home
 * @context: time and entropy
 * @conflict_id: an entry of the journal
 * @document: (nullable): the result; of a move an edge as pushed
 * @resolution: `mine`, `theirs`, `edited` or `kept`
 * @error: return location
 *
 * Turns a conflict as the person decides; the contract stands in bo-rules.h. Store's thread.
 *
 * Returns: %FALSE with %BO_ERROR_NOT_FOUND, an error about @document, or one of the store
 */
gboolean
bo_rules_resolve (BoSyncStore     *store,
                  const BoContext *context,
                  const char      *conflict_id,
                  const char      *document,
                  const char      *resolution,
                  GError         **error)
{
  BoRules rules;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  return _bo_rules_end (&rules, resolve (&rules, conflict_id, document, resolution, true, error), NULL, error);
}

/**
 * bo_rules_unreview:
 * @store: the home
 * @context: time and entropy
 * @conflict_id: an entry of the journal
 * @error: return location
 *
 * The entry asks for attention again. Store's thread.
 *
 * Returns: %FALSE with %BO_ERROR_NOT_FOUND or an error of the store
 */
gboolean
bo_rules_unreview (BoSyncStore *store, const BoContext *context, const char *conflict_id, GError **error)
{
  BoRules rules;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  return _bo_rules_end (&rules, resolve (&rules, conflict_id, NULL, NULL, false, error), NULL, error);
}
