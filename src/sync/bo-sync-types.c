/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-sync-types-private.h"

/* The journal, the activity and the state, as values. */

/**
 * bo_conflict_path_new:
 * @path: a path of bo_entity_to_document()
 * @base: (nullable): JSON text of the common ancestor's value, %NULL where absent
 * @mine: (nullable): this device's
 * @theirs: (nullable): the hub's
 * @result: (nullable): what came out
 * @kept: whose value that is
 * @overlap: whether both sides had changed it
 *
 * Returns: (transfer full): the outcome for one path
 */
BoConflictPath *
bo_conflict_path_new (const char *path,
                      const char *base,
                      const char *mine,
                      const char *theirs,
                      const char *result,
                      BoKept      kept,
                      bool        overlap)
{
  BoConflictPath *self = g_new0 (BoConflictPath, 1);

  self->path = g_strdup (path);
  self->base = g_strdup (base);
  self->mine = g_strdup (mine);
  self->theirs = g_strdup (theirs);
  self->result = g_strdup (result);
  self->kept = kept;
  self->overlap = overlap;
  return self;
}

/**
 * bo_conflict_path_free:
 * @path: (nullable) (transfer full): an outcome
 */
void
bo_conflict_path_free (BoConflictPath *path)
{
  if (path == NULL)
    return;
  g_free (path->path);
  g_free (path->base);
  g_free (path->mine);
  g_free (path->theirs);
  g_free (path->result);
  g_free (path);
}

/**
 * bo_conflict_new:
 *
 * Returns: (transfer full): an empty entry of the conflict journal
 */
BoConflict *
bo_conflict_new (void)
{
  BoConflict *self = g_new0 (BoConflict, 1);

  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_conflict_path_free);
  return self;
}

/* Every string of a conflict, so that copying and freeing can't forget one. */
static void
list_strings (BoConflict *self, char **strings[18])
{
  char **all[] = { &self->id,           &self->entity_id,      &self->name,        &self->base_version,
                   &self->mine_version, &self->theirs_version, &self->result_version, &self->base,
                   &self->mine,         &self->theirs,         &self->result,      &self->winner,
                   &self->mine_user,    &self->mine_device,    &self->theirs_user, &self->theirs_device,
                   &self->resolution,   NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (all) == 18);
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    strings[i] = all[i];
}

BoConflict *
_bo_conflict_copy (BoConflict *conflict)
{
  BoConflict *copy = g_memdup2 (conflict, sizeof *conflict);
  char **strings[18];

  list_strings (copy, strings);
  for (size_t i = 0; strings[i] != NULL; i++)
    *strings[i] = g_strdup (*strings[i]);
  copy->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_conflict_path_free);
  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

      g_ptr_array_add (copy->paths, bo_conflict_path_new (path->path, path->base, path->mine, path->theirs,
                                                          path->result, path->kept, path->overlap));
    }
  return copy;
}

/**
 * bo_conflict_free:
 * @conflict: (nullable) (transfer full): an entry
 */
void
bo_conflict_free (BoConflict *conflict)
{
  char **strings[18];

  if (conflict == NULL)
    return;
  list_strings (conflict, strings);
  for (size_t i = 0; strings[i] != NULL; i++)
    g_free (*strings[i]);
  g_ptr_array_unref (conflict->paths);
  g_free (conflict);
}

/**
 * bo_activity_new:
 * @kind: what happened
 * @entity_id: (nullable): to what
 * @when_us: when, µs since 1970 UTC
 *
 * Returns: (transfer full): a line of the journal a person reads
 */
BoActivity *
bo_activity_new (BoActivityKind kind, const char *entity_id, int64_t when_us)
{
  BoActivity *self = g_new0 (BoActivity, 1);

  self->kind = kind;
  self->entity_id = g_strdup (entity_id);
  self->when_us = when_us;
  return self;
}

/**
 * bo_activity_free:
 * @activity: (nullable) (transfer full): a line
 */
void
bo_activity_free (BoActivity *activity)
{
  if (activity == NULL)
    return;
  g_free (activity->entity_id);
  g_free (activity->user_id);
  g_free (activity->device_name);
  g_free (activity->detail);
  g_free (activity);
}

/**
 * bo_merge_due_new:
 * @entity_id: whose
 * @theirs: the hub's version
 * @mine: this device's version
 * @base: (nullable): their common ancestor, where it is known
 *
 * Returns: (transfer full): the note that both versions must be in what is shown
 */
BoMergeDue *
bo_merge_due_new (const char *entity_id, const char *theirs, const char *mine, const char *base)
{
  BoMergeDue *self = g_new0 (BoMergeDue, 1);

  self->entity_id = g_strdup (entity_id);
  self->theirs_version = g_strdup (theirs);
  self->mine_version = g_strdup (mine);
  self->base_version = g_strdup (base);
  return self;
}

BoMergeDue *
_bo_merge_due_copy (BoMergeDue *due)
{
  return bo_merge_due_new (due->entity_id, due->theirs_version, due->mine_version, due->base_version);
}

/**
 * bo_merge_due_free:
 * @due: (nullable) (transfer full): a note
 */
void
bo_merge_due_free (BoMergeDue *due)
{
  if (due == NULL)
    return;
  g_free (due->entity_id);
  g_free (due->theirs_version);
  g_free (due->mine_version);
  g_free (due->base_version);
  g_free (due);
}

/**
 * bo_sync_state_new:
 *
 * Returns: (transfer full): the state of a device that knows no hub
 */
BoSyncState *
bo_sync_state_new (void)
{
  return g_new0 (BoSyncState, 1);
}

static void
list_state_strings (BoSyncState *self, char **strings[15])
{
  char **all[] = { &self->server_url, &self->device_id,     &self->device_name, &self->user_id,
                   &self->role,       &self->epoch,         &self->watermark,   &self->resume_cursor,
                   &self->cursor,     &self->hub_digest,    &self->digest,      &self->walked_digest,
                   &self->edges_hash, &self->last_error,    NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (all) == 15);
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    strings[i] = all[i];
}

BoSyncState *
_bo_sync_state_copy (BoSyncState *state)
{
  BoSyncState *copy = g_memdup2 (state, sizeof *state);
  char **strings[15];

  list_state_strings (copy, strings);
  for (size_t i = 0; strings[i] != NULL; i++)
    *strings[i] = g_strdup (*strings[i]);
  return copy;
}

/**
 * bo_sync_state_free:
 * @state: (nullable) (transfer full): a state
 */
void
bo_sync_state_free (BoSyncState *state)
{
  char **strings[15];

  if (state == NULL)
    return;
  list_state_strings (state, strings);
  for (size_t i = 0; strings[i] != NULL; i++)
    g_free (*strings[i]);
  g_free (state);
}
