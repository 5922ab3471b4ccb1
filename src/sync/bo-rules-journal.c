/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include <string.h>

/* The conflict journal (PROTOCOL §5): every merge and decision, path by path. */

static void
swap (char **a, char **b)
{
  char *kept = *a;

  *a = *b;
  *b = kept;
}

static void
copy_paths (BoConflict *conflict, const BoJournal *entry)
{
  for (unsigned int i = 0; entry->paths != NULL && i < entry->paths->len; i++)
    {
      BoConflictPath *from = g_ptr_array_index (entry->paths, i);
      BoConflictPath *path = bo_conflict_path_new (from->path, from->base, from->mine, from->theirs,
                                                   from->result, from->kept, from->overlap);

      if (entry->swapped)
        {
          swap (&path->mine, &path->theirs);
          if (path->kept != BO_KEPT_BOTH)
            path->kept = path->kept == BO_KEPT_MINE ? BO_KEPT_THEIRS : BO_KEPT_MINE;
        }
      g_ptr_array_add (conflict->paths, path);
    }
}

static BoConflict *
make_conflict (BoRules *rules, const BoJournal *entry, const char *theirs_device)
{
  BoConflict *self = bo_conflict_new ();

  self->id = _bo_rules_uuid (rules);
  self->entity_id = g_strdup (entry->mine->id);
  self->name = g_strdup (bo_entity_is_deleted (entry->mine) ? entry->theirs->name : entry->mine->name);
  self->kind = entry->kind;
  self->base_version = g_strdup (entry->base_version);
  self->mine_version = g_strdup (entry->mine->version);
  self->theirs_version = g_strdup (entry->theirs->version);
  self->result_version = entry->result != NULL ? g_strdup (entry->result->version) : NULL;
  self->base = g_strdup (entry->base);
  self->mine = bo_entity_to_document (entry->mine);
  self->theirs = bo_entity_to_document (entry->theirs);
  self->result = entry->result != NULL ? bo_entity_to_document (entry->result) : NULL;
  self->winner = g_strdup (entry->winner);
  copy_paths (self, entry);
  self->when_us = rules->context->now_us;
  self->mine_us = _bo_version_time (entry->mine->version);
  self->theirs_us = _bo_version_time (entry->theirs->version);
  self->mine_user = g_strdup (entry->mine->user_id);
  self->mine_device = g_strdup (rules->state->device_name);
  self->theirs_user = g_strdup (entry->theirs->user_id);
  self->theirs_device = g_strdup (theirs_device);
  self->reviewed = entry->kind == BO_CONFLICT_MERGED;
  return self;
}

gboolean
_bo_work_journal (BoWork *self, const BoJournal *entry, GError **error)
{
  g_autoptr(BoConflict) conflict = make_conflict (self->rules, entry, self->record->device_name);
  g_autofree char *detail = _bo_rules_detail (conflict->name, NULL, NULL);
  BoActivityKind kind = conflict->reviewed ? BO_ACTIVITY_MERGED : BO_ACTIVITY_CONFLICT;

  if (!conflict->reviewed && self->record->status != BO_STATUS_QUARANTINED)
    self->record->status = BO_STATUS_CONFLICT;
  self->rules->merged++;
  return _bo_rules_put_conflict (self->rules, conflict, error) &&
         _bo_rules_note (self->rules, kind, conflict->entity_id, conflict->theirs_user,
                         conflict->theirs_device, detail, error);
}

static bool
is_pair (BoConflict *conflict, BoEntity *mine, BoEntity *theirs)
{
  return conflict->kind == BO_CONFLICT_DELETED && strcmp (conflict->entity_id, mine->id) == 0 &&
         strcmp (conflict->mine_version, mine->version) == 0 &&
         strcmp (conflict->theirs_version, theirs->version) == 0;
}

/* An edit against a delete: once, with the winner when it is known. */
gboolean
_bo_work_journal_delete (BoWork *self, BoEntity *mine, BoEntity *theirs, const char *winner, GError **error)
{
  BoJournal entry = { .kind = BO_CONFLICT_DELETED, .mine = mine, .theirs = theirs, .winner = winner };
  g_autoptr(GPtrArray) conflicts = NULL;

  BO_GET (&conflicts, error, list_conflicts, self->rules->store, FALSE);
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      BoConflict *conflict = g_ptr_array_index (conflicts, i);

      if (!is_pair (conflict, mine, theirs))
        continue;
      if (winner == NULL)
        return TRUE;
      g_free (conflict->winner);
      conflict->winner = g_strdup (winner);
      return _bo_rules_put_conflict (self->rules, conflict, error);
    }
  return _bo_work_journal (self, &entry, error);
}

/* Takes the word “conflict” off an entity that has nothing to review any more. */
gboolean
_bo_work_settle_status (BoWork *self, GError **error)
{
  g_autoptr(GPtrArray) conflicts = NULL;

  if (self->record->status == BO_STATUS_QUARANTINED)
    return TRUE;
  BO_GET (&conflicts, error, list_conflicts, self->rules->store, TRUE);
  for (unsigned int i = 0; i < conflicts->len; i++)
    if (strcmp (((BoConflict *) g_ptr_array_index (conflicts, i))->entity_id, self->record->id) == 0)
      {
        self->record->status = BO_STATUS_CONFLICT;
        return TRUE;
      }
  self->record->status = BO_STATUS_SYNCED;
  return TRUE;
}

/* The merge that was to be sent is made anew, and so is its entry: unless a person has decided about it. */
gboolean
_bo_work_forget_merge (BoWork *self, GError **error)
{
  g_autoptr(GPtrArray) conflicts = NULL;

  if (self->record->merged == NULL)
    return TRUE;
  BO_GET (&conflicts, error, list_conflicts, self->rules->store, false);
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      BoConflict *conflict = g_ptr_array_index (conflicts, i);

      if (strcmp (conflict->entity_id, self->record->id) == 0 && conflict->resolution == NULL &&
          g_strcmp0 (conflict->result_version, self->record->merged->version) == 0 &&
          !bo_sync_store_remove_conflict (self->rules->store, conflict->id, error))
        return FALSE;
    }
  return _bo_work_settle_status (self, error);
}

char *
_bo_edge_to_document (BoEdge *edge)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_wire_write_edge (writer, edge, true);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

/* What the edge starts at: that is what was moved. */
static gboolean
find_mover (BoRules *self, BoEdge *edge, char **name, GError **error)
{
  g_autoptr(BoRecord) record = NULL;

  BO_GET (&record, error, get_record, self->store, edge->from_id);
  if (record == NULL)
    return TRUE;
  *name = record->shown != NULL ? g_strdup (record->shown->name) : NULL;
  return TRUE;
}

static char *
dup_member (const char *document, const char *path)
{
  return document != NULL ? bo_json_dup (bo_json_at (bo_json_wrap (document), path)) : NULL;
}

/* What differs between the two; where the edge was pinned is nobody's decision. */
static void
list_moves (BoConflict *conflict)
{
  static const char *const members[] = { "/from_entity_id", "/to_entity_id", "/relationship_type", "/properties" };

  for (size_t i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *base = dup_member (conflict->base, members[i]);
      g_autofree char *mine = dup_member (conflict->mine, members[i]);
      g_autofree char *theirs = dup_member (conflict->theirs, members[i]);

      if (!bo_json_equal (bo_json_wrap (mine), bo_json_wrap (theirs)))
        g_ptr_array_add (conflict->paths,
                         bo_conflict_path_new (members[i], base, mine, theirs, mine, BO_KEPT_MINE, true));
    }
}

/* A move against a move (PROTOCOL §5, edges): ours is sent all the same, and the last push wins. */
gboolean
_bo_rules_journal_move (BoRules *self, BoEdgeRecord *record, BoEdge *theirs, GError **error)
{
  g_autoptr(BoConflict) conflict = bo_conflict_new ();
  g_autofree char *detail = NULL;

  if (!find_mover (self, record->shown, &conflict->name, error))
    return FALSE;
  conflict->id = _bo_rules_uuid (self);
  conflict->entity_id = g_strdup (theirs->id);
  conflict->kind = BO_CONFLICT_MOVED;
  conflict->base = record->confirmed != NULL ? _bo_edge_to_document (record->confirmed) : NULL;
  conflict->mine = _bo_edge_to_document (record->shown);
  conflict->theirs = _bo_edge_to_document (theirs);
  conflict->result = g_strdup (conflict->mine);
  conflict->mine_version = g_strdup ("");
  conflict->theirs_version = g_strdup ("");
  conflict->when_us = self->context->now_us;
  conflict->mine_us = record->edited_at;
  conflict->theirs_us = theirs->updated_at;
  conflict->mine_user = g_strdup (self->state->user_id);
  conflict->mine_device = g_strdup (self->state->device_name);
  conflict->theirs_user = g_strdup (theirs->user_id);
  list_moves (conflict);
  self->merged++;
  detail = _bo_rules_detail (conflict->name, NULL, NULL);
  return _bo_rules_put_conflict (self, conflict, error) &&
         _bo_rules_note (self, BO_ACTIVITY_CONFLICT, theirs->id, theirs->user_id, NULL, detail, error);
}
