/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

gboolean
_bo_store_put_merge_due (BoSyncStore *store, BoMergeDue *due, GError **error)
{
  static const char sql[] =
    "INSERT OR REPLACE INTO merge_due (entity_id, theirs_version, mine_version, base_version) VALUES (?1, ?2, ?3, ?4)";
  BoStatement *statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, due->entity_id);
  bo_statement_bind_text (statement, 2, due->theirs_version);
  bo_statement_bind_text (statement, 3, due->mine_version);
  bo_statement_bind_text (statement, 4, due->base_version);
  return bo_statement_run (statement, error);
}

gboolean
_bo_store_remove_merge_due (BoSyncStore *store, const char *entity_id, const char *theirs_version, GError **error)
{
  static const char sql[] = "DELETE FROM merge_due WHERE entity_id = ?1 AND theirs_version = ?2";
  BoStatement *statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, entity_id);
  bo_statement_bind_text (statement, 2, theirs_version);
  return bo_statement_run (statement, error);
}

GPtrArray *
_bo_store_list_merge_due (BoSyncStore *store, GError **error)
{
  static const char sql[] =
    "SELECT entity_id, theirs_version, mine_version, base_version FROM merge_due ORDER BY entity_id, theirs_version";
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_merge_due_free);
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);
  BoStepResult result;

  if (statement == NULL)
    return NULL;
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (list, bo_merge_due_new (bo_statement_text (statement, 0), bo_statement_text (statement, 1),
                                             bo_statement_text (statement, 2), bo_statement_text (statement, 3)));
  return result == BO_STEP_DONE ? g_steal_pointer (&list) : NULL;
}
