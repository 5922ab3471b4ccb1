/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

#define EDIT_SELECT \
  "SELECT e.seq, e.entity_id, e.kind, e.time_us, e.safety, e.expires_us, e.sent_version, e.extra_parent, e.user_id," \
  " c.position, c.path, c.before, c.after FROM edit e LEFT JOIN edit_change c ON c.edit = e.seq"
#define EDIT_ORDER " ORDER BY e.seq, c.position"

static gboolean
insert_changes (BoStore *self, BoEdit *edit, GError **error)
{
  static const char sql[] = "INSERT INTO edit_change (edit, position, path, before, after) VALUES (?1, ?2, ?3, ?4, ?5)";

  for (unsigned i = 0; edit->changes != NULL && i < edit->changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (edit->changes, i);
      BoStatement *statement = bo_db_statement (self->db, sql, error);

      if (statement == NULL)
        return FALSE;
      bo_statement_bind_int (statement, 1, edit->seq);
      bo_statement_bind_int (statement, 2, i);
      bo_statement_bind_text (statement, 3, change->path);
      bo_statement_bind_text (statement, 4, change->before);
      bo_statement_bind_text (statement, 5, change->after);
      if (!bo_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_changes (BoStore *self, int64_t seq, GError **error)
{
  BoStatement *statement = bo_db_statement (self->db, "DELETE FROM edit_change WHERE edit = ?1", error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, seq);
  return bo_statement_run (statement, error);
}

static void
bind_edit (BoStatement *statement, BoEdit *edit)
{
  bo_statement_bind_text (statement, 2, edit->entity_id);
  bo_statement_bind_int (statement, 3, edit->kind);
  bo_statement_bind_int (statement, 4, edit->time_us);
  bo_statement_bind_int (statement, 5, edit->safety);
  bo_statement_bind_int (statement, 6, edit->expires_us);
  bo_statement_bind_text (statement, 7, edit->sent_version);
  bo_statement_bind_text (statement, 8, edit->extra_parent);
  bo_statement_bind_text (statement, 9, edit->user_id);
}

gboolean
_bo_store_add_edit (BoSyncStore *store, BoEdit *edit, GError **error)
{
  static const char sql[] =
    "INSERT INTO edit (seq, entity_id, kind, time_us, safety, expires_us, sent_version, extra_parent, user_id)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
  BoStore *self = BO_STORE (store);
  BoStatement *statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_edit (statement, edit);
  if (!bo_statement_run (statement, error))
    return FALSE;
  self->queue = BO_STORE_QUEUE_FULL;
  edit->seq = sqlite3_last_insert_rowid (bo_db_get_handle (self->db));
  return insert_changes (self, edit, error);
}

gboolean
_bo_store_put_edit (BoSyncStore *store, BoEdit *edit, GError **error)
{
  static const char sql[] =
    "INSERT INTO edit (seq, entity_id, kind, time_us, safety, expires_us, sent_version, extra_parent, user_id)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    " ON CONFLICT (seq) DO UPDATE SET entity_id = excluded.entity_id, kind = excluded.kind,"
    " time_us = excluded.time_us, safety = excluded.safety, expires_us = excluded.expires_us,"
    " sent_version = excluded.sent_version, extra_parent = excluded.extra_parent, user_id = excluded.user_id";
  BoStore *self = BO_STORE (store);
  BoStatement *statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  self->queue = BO_STORE_QUEUE_FULL;
  bo_statement_bind_int (statement, 1, edit->seq);
  bind_edit (statement, edit);
  return bo_statement_run (statement, error)
         && delete_changes (self, edit->seq, error)
         && insert_changes (self, edit, error);
}

gboolean
_bo_store_mark_edit (BoSyncStore *store, int64_t seq, const char *sent_version, GError **error)
{
  static const char sql[] = "UPDATE edit SET sent_version = ?2 WHERE seq = ?1";
  BoStatement *statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, seq);
  bo_statement_bind_text (statement, 2, sent_version);
  return bo_statement_run (statement, error);
}

/* Its changes go with it (ON DELETE CASCADE). */
gboolean
_bo_store_remove_edit (BoSyncStore *store, int64_t seq, GError **error)
{
  BoStatement *statement = bo_db_statement (BO_STORE (store)->db, "DELETE FROM edit WHERE seq = ?1", error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, seq);
  return bo_statement_run (statement, error);
}

static BoEdit *
read_edit (BoStatement *statement)
{
  BoEdit *edit = bo_edit_new (bo_statement_text (statement, 1), bo_statement_int (statement, 2));

  edit->seq = bo_statement_int (statement, 0);
  edit->time_us = bo_statement_int (statement, 3);
  edit->safety = bo_statement_int (statement, 4);
  edit->expires_us = bo_statement_int (statement, 5);
  edit->sent_version = bo_statement_dup_text (statement, 6);
  edit->extra_parent = bo_statement_dup_text (statement, 7);
  edit->user_id = bo_statement_dup_text (statement, 8);
  return edit;
}

/* Rows of one edit lie together, one a change; an edit without changes has one row. */
static GPtrArray *
collect (BoStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edit_free);
  BoEdit *edit = NULL;
  BoStepResult result;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      if (edit == NULL || edit->seq != bo_statement_int (statement, 0))
        {
          edit = read_edit (statement);
          g_ptr_array_add (edits, edit);
        }
      if (!bo_statement_is_null (statement, 9))
        g_ptr_array_add (edit->changes, bo_json_change_new (bo_statement_text (statement, 10),
                                                            bo_statement_text (statement, 11),
                                                            bo_statement_text (statement, 12)));
    }
  return result == BO_STEP_DONE ? g_steal_pointer (&edits) : NULL;
}

/* A page of 500 entities asks 500 times, and the queue is mostly empty. */
static gboolean
look_into_queue (BoStore *self, GError **error)
{
  g_autoptr (BoStatement) statement = NULL;

  if (bo_db_in_transaction (self->db) && self->queue != BO_STORE_QUEUE_UNKNOWN)
    return TRUE;
  statement = bo_db_statement (self->db, "SELECT EXISTS (SELECT 1 FROM edit)", error);
  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  self->queue = bo_statement_int (statement, 0) != 0 ? BO_STORE_QUEUE_FULL : BO_STORE_QUEUE_EMPTY;
  return TRUE;
}

GPtrArray *
_bo_store_list_edits (BoSyncStore *store, const char *entity_id, GError **error)
{
  static const char of_one[] = EDIT_SELECT " WHERE e.entity_id = ?1" EDIT_ORDER;
  static const char of_all[] = EDIT_SELECT EDIT_ORDER;
  BoStore *self = BO_STORE (store);
  g_autoptr (BoStatement) statement = NULL;

  if (!look_into_queue (self, error))
    return NULL;
  if (self->queue == BO_STORE_QUEUE_EMPTY)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edit_free);
  statement = bo_db_statement (self->db, entity_id != NULL ? of_one : of_all, error);
  if (statement == NULL)
    return NULL;
  if (entity_id != NULL)
    bo_statement_bind_text (statement, 1, entity_id);
  return collect (statement, error);
}

/* Only what is new, up to @limit; 0: all. */
static gboolean
add_waiting (BoStatement *statement, GPtrArray *list, size_t limit, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  BoStepResult result = BO_STEP_DONE;

  while ((limit == 0 || g_hash_table_size (seen) < limit)
         && (result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      BoWaiting *waiting;

      if (g_hash_table_contains (seen, bo_statement_text (statement, 0)))
        continue;
      waiting = bo_waiting_new (bo_statement_text (statement, 0), bo_statement_text (statement, 1),
                                (int) bo_statement_int (statement, 2), (int) bo_statement_int (statement, 3));
      g_hash_table_add (seen, waiting->id);
      g_ptr_array_add (list, waiting);
    }
  bo_statement_reset (statement);
  return result != BO_STEP_ERROR;
}

#define WAITING_COLUMNS "e.id, coalesce (d.entity_type, v.entity_type), e.sends, e.refusals"
#define WAITING_JOINS   " LEFT JOIN draft d ON d.entity = CASE e.shown WHEN 5 THEN e.num END"   " LEFT JOIN entity_version v ON v.seq = CASE e.shown WHEN 1 THEN e.confirmed WHEN 2 THEN e.aside"   " WHEN 3 THEN e.outgoing WHEN 4 THEN e.merged END"

/* The queue is read from its beginning, no further than needed. */
GPtrArray *
_bo_store_list_waiting (BoSyncStore *store, int limit, GError **error)
{
  static const char composed[] =
    "SELECT " WAITING_COLUMNS " FROM entity e" WAITING_JOINS
    " WHERE e.outgoing IS NOT NULL AND e.status <> ?1 ORDER BY e.id";
  static const char unsent[] =
    "SELECT " WAITING_COLUMNS " FROM edit q CROSS JOIN entity e ON e.id = q.entity_id" WAITING_JOINS
    " WHERE q.sent_version IS NULL AND e.outgoing IS NULL AND e.status <> ?1 ORDER BY q.seq";
  BoStore *self = BO_STORE (store);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_waiting_free);
  BoStatement *statement = bo_db_statement (self->db, composed, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, BO_STATUS_QUARANTINED);
  if (!add_waiting (statement, list, 0, error))
    return NULL;
  statement = bo_db_statement (self->db, unsent, error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, BO_STATUS_QUARANTINED);
  return add_waiting (statement, list, MAX (limit, 0), error) ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
_bo_store_list_expired (BoSyncStore *store, int64_t now_us, bool sent, GError **error)
{
  static const char sql[] =
    EDIT_SELECT " LEFT JOIN entity r ON r.id = e.entity_id WHERE e.expires_us <> 0 AND e.expires_us <= ?1 AND"
                " CASE WHEN e.sent_version IS NULL THEN NOT ?2"
                " ELSE r.outgoing IS NOT NULL AND r.status <> ?3 AND (r.sends > 0) = ?2 END" EDIT_ORDER;
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, now_us);
  bo_statement_bind_int (statement, 2, sent);
  bo_statement_bind_int (statement, 3, BO_STATUS_QUARANTINED);
  return collect (statement, error);
}
