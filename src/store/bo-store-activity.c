/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

gboolean
_bo_store_add_activity (BoSyncStore *store, BoActivity *activity, GError **error)
{
  static const char sql[] =
    "INSERT INTO activity (when_us, kind, entity_id, user_id, device_name, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  BoStore *self = BO_STORE (store);
  BoStatement *statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, activity->when_us);
  bo_statement_bind_int (statement, 2, activity->kind);
  bo_statement_bind_text (statement, 3, activity->entity_id);
  bo_statement_bind_text (statement, 4, activity->user_id);
  bo_statement_bind_text (statement, 5, activity->device_name);
  bo_statement_bind_text (statement, 6, activity->detail);
  if (!bo_statement_run (statement, error))
    return FALSE;
  activity->seq = sqlite3_last_insert_rowid (bo_db_get_handle (self->db));
  return TRUE;
}

gboolean
_bo_store_amend_activity (BoSyncStore *store, BoActivity *activity, const char *before, GError **error)
{
  static const char sql[] =
    "UPDATE activity SET detail = ?3 WHERE seq ="
    " (SELECT seq FROM activity WHERE kind = ?1 AND entity_id = ?2 AND detail = ?4 ORDER BY seq DESC LIMIT 1)";
  BoStatement *statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, activity->kind);
  bo_statement_bind_text (statement, 2, activity->entity_id);
  bo_statement_bind_text (statement, 3, activity->detail);
  bo_statement_bind_text (statement, 4, before);
  return bo_statement_run (statement, error);
}

static BoActivity *
read_activity (BoStatement *statement)
{
  BoActivity *activity = bo_activity_new (bo_statement_int (statement, 2), bo_statement_text (statement, 3),
                                          bo_statement_int (statement, 1));

  activity->seq = bo_statement_int (statement, 0);
  activity->user_id = bo_statement_dup_text (statement, 4);
  activity->device_name = bo_statement_dup_text (statement, 5);
  activity->detail = bo_statement_dup_text (statement, 6);
  return activity;
}

/**
 * bo_store_list_activity:
 * @self: a store
 * @before_seq: only lines older than this one; 0 begins with the newest
 * @limit: how many at most
 * @error: why they could not be read
 *
 * A page of the journal a person reads. Store's thread, no transaction needed.
 *
 * Returns: (transfer full) (element-type BoActivity): newest first
 */
GPtrArray *
bo_store_list_activity (BoStore *self, int64_t before_seq, int limit, GError **error)
{
  static const char sql[] =
    "SELECT seq, when_us, kind, entity_id, user_id, device_name, detail FROM activity"
    " WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_activity_free);
  g_autoptr (BoStatement) statement = NULL;
  BoStepResult result;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, before_seq > 0 ? before_seq : INT64_MAX);
  bo_statement_bind_int (statement, 2, MAX (limit, 0));
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (list, read_activity (statement));
  return result == BO_STEP_DONE ? g_steal_pointer (&list) : NULL;
}
