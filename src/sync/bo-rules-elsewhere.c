/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include <string.h>

/* What somebody decided on another device asks nobody here any more. A decision is a version that descends
   from both sides, and says so by naming one of them beside what it was made from (bo-rules-resolve.c); or by
   values that are new everywhere the two sides had overlapped. A merge that a device made by itself is neither:
   it comes to what was merged here. */

static void
forget_contested (BoRules *rules)
{
  g_clear_pointer (&rules->contested, g_hash_table_unref);
}

/* The open conflicts change: they are read again. */
gboolean
_bo_rules_put_conflict (BoRules *self, BoConflict *conflict, GError **error)
{
  forget_contested (self);
  return bo_sync_store_put_conflict (self->store, conflict, error);
}

/* Whether anything about @id waits for a person. Asked for each change of a page, read once. */
gboolean
_bo_rules_is_contested (BoRules *self, const char *id, bool *contested, GError **error)
{
  g_autoptr(GPtrArray) conflicts = NULL;

  if (self->contested == NULL)
    {
      BO_GET (&conflicts, error, list_conflicts, self->store, true);
      self->contested = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (unsigned int i = 0; i < conflicts->len; i++)
        g_hash_table_add (self->contested, g_strdup (((BoConflict *) g_ptr_array_index (conflicts, i))->entity_id));
    }
  *contested = g_hash_table_contains (self->contested, id);
  return TRUE;
}

static gboolean
descends (BoRules *rules, BoEntity *entity, const char *version, bool *does, GError **error)
{
  g_autoptr(BoEntity) side = NULL;
  g_auto(BoLineage) lineage = { 0 };

  *does = false;
  if (version == NULL || strcmp (entity->version, version) == 0)
    return TRUE;
  BO_GET (&side, error, get_version, rules->store, entity->id, version);
  if (side == NULL)
    return TRUE;
  if (!_bo_lineage_trace (&lineage, rules, entity, side, error))
    return FALSE;
  *does = lineage.kind == BO_LINEAGE_INCLUDED;
  return TRUE;
}

static bool
names_a_side (BoConflict *conflict, BoEntity *entity)
{
  const char *const *parents = (const char *const *) entity->parent_versions;

  return (conflict->mine_version != NULL && g_strv_contains (parents, conflict->mine_version)) ||
         (conflict->theirs_version != NULL && g_strv_contains (parents, conflict->theirs_version));
}

/* How many of the paths that overlapped have another value than came out, and how many there are. */
static void
count_anew (BoConflict *conflict, BoEntity *entity, int *anew, int *overlaps)
{
  g_autofree char *document = bo_entity_to_document (entity);

  *anew = *overlaps = 0;
  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

      if (!path->overlap)
        continue;
      *overlaps += 1;
      *anew += !bo_json_equal (bo_json_at (bo_json_wrap (document), path->path), bo_json_wrap (path->result));
    }
}

static gboolean
decides (BoRules *rules, BoConflict *conflict, BoEntity *entity, bool *does, GError **error)
{
  bool mine, theirs;
  int anew, overlaps;

  *does = false;
  if (g_strcmp0 (conflict->result_version, entity->version) == 0)
    return TRUE;
  if (conflict->kind != BO_CONFLICT_DELETED)
    {
      count_anew (conflict, entity, &anew, &overlaps);
      if (anew == 0 || (anew < overlaps && !names_a_side (conflict, entity)))
        return TRUE;
    }
  if (!descends (rules, entity, conflict->mine_version, &mine, error) ||
      !descends (rules, entity, conflict->theirs_version, &theirs, error))
    return FALSE;
  *does = mine && theirs;
  return TRUE;
}

static gboolean
close_conflict (BoRules    *rules,
                BoConflict *conflict,
                const char *user_id,
                const char *device_name,
                GError    **error)
{
  g_autofree char *detail = _bo_rules_detail (conflict->name, NULL, NULL);

  conflict->reviewed = true;
  conflict->reviewed_us = rules->context->now_us;
  g_free (conflict->resolution);
  conflict->resolution = g_strdup (BO_RESOLUTION_ELSEWHERE);
  return _bo_rules_put_conflict (rules, conflict, error) &&
         _bo_rules_note (rules, BO_ACTIVITY_ELSEWHERE, conflict->entity_id, user_id, device_name, detail, error);
}

/*
 * _bo_work_see_decided:
 * @entity: a version that came from the hub, and is in the history
 * @device_name: (nullable): the device that made it, where it is known
 *
 * Closes what is open about the entity, where @entity decides it; the entry stays in the journal.
 */
gboolean
_bo_work_see_decided (BoWork *self, BoEntity *entity, const char *device_name, GError **error)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  bool contested, does, closed = false;

  if (!_bo_rules_is_contested (self->rules, entity->id, &contested, error))
    return FALSE;
  if (!contested)
    return TRUE;
  BO_GET (&conflicts, error, list_conflicts, self->rules->store, true);
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      BoConflict *conflict = g_ptr_array_index (conflicts, i);

      if (conflict->kind == BO_CONFLICT_MOVED || strcmp (conflict->entity_id, entity->id) != 0)
        continue;
      if (!decides (self->rules, conflict, entity, &does, error) ||
          (does && !close_conflict (self->rules, conflict, entity->user_id, device_name, error)))
        return FALSE;
      closed = closed || does;
    }
  return !closed || _bo_work_settle_status (self, error);
}

static BoEdge *
edge_of (const char *document)
{
  return document != NULL ? bo_wire_read_edge (bo_json_wrap (document), NULL) : NULL;
}

/*
 * _bo_rules_see_moved:
 * @record: an edge of which nothing waits here, before it takes @edge
 *
 * Our move had reached the hub, and somebody moved it since: the two moves are no question any more.
 */
gboolean
_bo_rules_see_moved (BoRules *self, BoEdgeRecord *record, BoEdge *edge, GError **error)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  bool contested;

  if (!_bo_rules_is_contested (self, edge->id, &contested, error))
    return FALSE;
  if (!contested || record->confirmed == NULL || bo_edge_same_data (record->confirmed, edge))
    return TRUE;
  BO_GET (&conflicts, error, list_conflicts, self->store, true);
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      BoConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autoptr(BoEdge) ours = NULL;

      if (conflict->kind != BO_CONFLICT_MOVED || strcmp (conflict->entity_id, edge->id) != 0)
        continue;
      ours = edge_of (conflict->mine);
      if (ours != NULL && bo_edge_same_data (ours, record->confirmed) &&
          !close_conflict (self, conflict, edge->user_id, NULL, error))
        return FALSE;
    }
  return TRUE;
}
