/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

/**
 * bo_store_get_setting:
 * @self: a store
 * @key: which
 * @error: why it could not be read
 *
 * Store's thread, no transaction needed.
 *
 * Returns: (transfer full) (nullable): the text; %NULL without an error when there is none
 */
char *
bo_store_get_setting (BoStore *self, const char *key, GError **error)
{
  g_autoptr (BoStatement) statement = NULL;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  statement = bo_db_statement (self->db, "SELECT value FROM setting WHERE key = ?1", error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, key);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return NULL;
  return bo_statement_dup_text (statement, 0);
}

/**
 * bo_store_put_setting:
 * @self: a store
 * @key: which
 * @value: (nullable): its text; %NULL removes it
 * @error: why it was not saved
 *
 * Keeps a small choice about this home (favourites, an order). Part of the transaction under
 * way, or on its own. Store's thread.
 *
 * Returns: whether it was saved
 */
gboolean
bo_store_put_setting (BoStore *self, const char *key, const char *value, GError **error)
{
  static const char put[] = "INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)";
  static const char drop[] = "DELETE FROM setting WHERE key = ?1";
  BoStatement *statement;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  statement = bo_db_statement (self->db, value != NULL ? put : drop, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, key);
  if (value != NULL)
    bo_statement_bind_text (statement, 2, value);
  return bo_statement_run (statement, error);
}

/**
 * bo_store_list_settings:
 * @self: a store
 * @prefix: (nullable): only keys that begin with it
 * @error: why they could not be read
 *
 * Store's thread, no transaction needed.
 *
 * Returns: (transfer full) (element-type utf8 utf8): values by key
 */
GHashTable *
bo_store_list_settings (BoStore *self, const char *prefix, GError **error)
{
  static const char sql[] = "SELECT key, value FROM setting WHERE substr (key, 1, length (?1)) = ?1";
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (BoStatement) statement = NULL;
  BoStepResult result;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, prefix != NULL ? prefix : "");
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_hash_table_insert (settings, bo_statement_dup_text (statement, 0), bo_statement_dup_text (statement, 1));
  return result == BO_STEP_DONE ? g_steal_pointer (&settings) : NULL;
}
