/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

#define CONFLICT_SELECT \
  "SELECT f.num, f.id, f.entity_id, f.name, f.kind, f.base_version, f.mine_version, f.theirs_version," \
  " f.result_version, f.base, f.mine, f.theirs, f.result, f.winner, f.when_us, f.mine_us, f.theirs_us," \
  " f.mine_user, f.mine_device, f.theirs_user, f.theirs_device, f.reviewed, f.reviewed_us, f.resolution," \
  " p.position, p.path, p.base, p.mine, p.theirs, p.result, p.kept, p.overlap" \
  " FROM conflict f LEFT JOIN conflict_path p ON p.conflict = f.num"

enum { COLUMN_PATH = 24 };

static gboolean
insert_path (BoStore *self, int64_t num, unsigned position, BoConflictPath *path, GError **error)
{
  static const char sql[] =
    "INSERT INTO conflict_path (conflict, position, path, base, mine, theirs, result, kept, overlap)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
  BoStatement *statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, num);
  bo_statement_bind_int (statement, 2, position);
  bo_statement_bind_text (statement, 3, path->path);
  bo_statement_bind_text (statement, 4, path->base);
  bo_statement_bind_text (statement, 5, path->mine);
  bo_statement_bind_text (statement, 6, path->theirs);
  bo_statement_bind_text (statement, 7, path->result);
  bo_statement_bind_int (statement, 8, path->kept);
  bo_statement_bind_int (statement, 9, path->overlap);
  return bo_statement_run (statement, error);
}

static gboolean
replace_paths (BoStore *self, int64_t num, GPtrArray *paths, GError **error)
{
  BoStatement *statement = bo_db_statement (self->db, "DELETE FROM conflict_path WHERE conflict = ?1", error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, num);
  if (!bo_statement_run (statement, error))
    return FALSE;
  for (unsigned i = 0; paths != NULL && i < paths->len; i++)
    if (!insert_path (self, num, i, g_ptr_array_index (paths, i), error))
      return FALSE;
  return TRUE;
}

static void
bind_conflict (BoStatement *statement, BoConflict *conflict)
{
  const char *texts[] = { conflict->id, conflict->entity_id, conflict->name, conflict->base_version,
                          conflict->mine_version, conflict->theirs_version, conflict->result_version,
                          conflict->base, conflict->mine, conflict->theirs, conflict->result, conflict->winner,
                          conflict->mine_user, conflict->mine_device, conflict->theirs_user,
                          conflict->theirs_device, conflict->resolution };
  int64_t numbers[] = { conflict->kind, conflict->when_us, conflict->mine_us, conflict->theirs_us,
                        conflict->reviewed, conflict->reviewed_us };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    bo_statement_bind_text (statement, 1 + i, texts[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (numbers); i++)
    bo_statement_bind_int (statement, 1 + G_N_ELEMENTS (texts) + i, numbers[i]);
}

gboolean
_bo_store_put_conflict (BoSyncStore *store, BoConflict *conflict, GError **error)
{
  static const char sql[] =
    "INSERT INTO conflict (id, entity_id, name, base_version, mine_version, theirs_version, result_version,"
    " base, mine, theirs, result, winner, mine_user, mine_device, theirs_user, theirs_device, resolution,"
    " kind, when_us, mine_us, theirs_us, reviewed, reviewed_us)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"
    " ON CONFLICT (id) DO UPDATE SET entity_id = excluded.entity_id, name = excluded.name,"
    " base_version = excluded.base_version, mine_version = excluded.mine_version,"
    " theirs_version = excluded.theirs_version, result_version = excluded.result_version, base = excluded.base,"
    " mine = excluded.mine, theirs = excluded.theirs, result = excluded.result, winner = excluded.winner,"
    " mine_user = excluded.mine_user, mine_device = excluded.mine_device, theirs_user = excluded.theirs_user,"
    " theirs_device = excluded.theirs_device, resolution = excluded.resolution, kind = excluded.kind,"
    " when_us = excluded.when_us, mine_us = excluded.mine_us, theirs_us = excluded.theirs_us,"
    " reviewed = excluded.reviewed, reviewed_us = excluded.reviewed_us"
    " RETURNING num";
  BoStore *self = BO_STORE (store);
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, sql, error);
  int64_t num;

  if (statement == NULL)
    return FALSE;
  bind_conflict (statement, conflict);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  num = bo_statement_int (statement, 0);
  /* The row is written once the statement has run to its end. */
  if (bo_statement_step (statement, error) != BO_STEP_DONE)
    return FALSE;
  return replace_paths (self, num, conflict->paths, error);
}

/* Its paths go with it. */
gboolean
_bo_store_remove_conflict (BoSyncStore *store, const char *id, GError **error)
{
  BoStatement *statement = bo_db_statement (BO_STORE (store)->db, "DELETE FROM conflict WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, id);
  return bo_statement_run (statement, error);
}

/* Constructors may have put something there. */
static void
take_text (char **member, BoStatement *statement, int column)
{
  g_free (*member);
  *member = bo_statement_dup_text (statement, column);
}

static BoConflict *
read_conflict (BoStatement *statement)
{
  BoConflict *conflict = bo_conflict_new ();

  take_text (&conflict->id, statement, 1);
  take_text (&conflict->entity_id, statement, 2);
  take_text (&conflict->name, statement, 3);
  conflict->kind = bo_statement_int (statement, 4);
  take_text (&conflict->base_version, statement, 5);
  take_text (&conflict->mine_version, statement, 6);
  take_text (&conflict->theirs_version, statement, 7);
  take_text (&conflict->result_version, statement, 8);
  take_text (&conflict->base, statement, 9);
  take_text (&conflict->mine, statement, 10);
  take_text (&conflict->theirs, statement, 11);
  take_text (&conflict->result, statement, 12);
  take_text (&conflict->winner, statement, 13);
  conflict->when_us = bo_statement_int (statement, 14);
  conflict->mine_us = bo_statement_int (statement, 15);
  conflict->theirs_us = bo_statement_int (statement, 16);
  take_text (&conflict->mine_user, statement, 17);
  take_text (&conflict->mine_device, statement, 18);
  take_text (&conflict->theirs_user, statement, 19);
  take_text (&conflict->theirs_device, statement, 20);
  conflict->reviewed = bo_statement_int (statement, 21) != 0;
  conflict->reviewed_us = bo_statement_int (statement, 22);
  take_text (&conflict->resolution, statement, 23);
  return conflict;
}

static BoConflictPath *
read_path (BoStatement *statement)
{
  return bo_conflict_path_new (bo_statement_text (statement, COLUMN_PATH + 1),
                               bo_statement_text (statement, COLUMN_PATH + 2),
                               bo_statement_text (statement, COLUMN_PATH + 3),
                               bo_statement_text (statement, COLUMN_PATH + 4),
                               bo_statement_text (statement, COLUMN_PATH + 5),
                               bo_statement_int (statement, COLUMN_PATH + 6),
                               bo_statement_int (statement, COLUMN_PATH + 7) != 0);
}

/* Rows of one conflict lie together, one a path; one without paths has one row. */
static GPtrArray *
collect (BoStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_conflict_free);
  BoConflict *conflict = NULL;
  int64_t num = 0;
  BoStepResult result;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      if (conflict == NULL || num != bo_statement_int (statement, 0))
        {
          conflict = read_conflict (statement);
          num = bo_statement_int (statement, 0);
          g_ptr_array_add (conflicts, conflict);
        }
      if (!bo_statement_is_null (statement, COLUMN_PATH))
        g_ptr_array_add (conflict->paths, read_path (statement));
    }
  return result == BO_STEP_DONE ? g_steal_pointer (&conflicts) : NULL;
}

BoConflict *
_bo_store_get_conflict (BoSyncStore *store, const char *id, GError **error)
{
  static const char sql[] = CONFLICT_SELECT " WHERE f.id = ?1 ORDER BY p.position";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);
  g_autoptr (GPtrArray) conflicts = NULL;

  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  conflicts = collect (statement, error);
  return conflicts != NULL && conflicts->len > 0 ? g_ptr_array_steal_index (conflicts, 0) : NULL;
}

GPtrArray *
_bo_store_list_conflicts (BoSyncStore *store, bool unreviewed_only, GError **error)
{
  static const char all[] = CONFLICT_SELECT " ORDER BY f.when_us DESC, f.id, p.position";
  static const char unreviewed[] =
    CONFLICT_SELECT " WHERE f.reviewed = 0 ORDER BY f.when_us DESC, f.id, p.position";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, unreviewed_only ? unreviewed : all, error);

  return statement != NULL ? collect (statement, error) : NULL;
}
