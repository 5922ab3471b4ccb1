/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"
#include "bo-store-record-sql.h"

/* What the window and the command line list; each is one statement. */

/**
 * bo_store_get_stamp:
 * @self: a store
 * @stamp: (out): what to ask with the next time, for rows written since now
 * @error: why it could not be read
 *
 * Read it before the rows: what is written in between is listed again the next time. Store's
 * thread.
 *
 * Returns: whether it could be read
 */
gboolean
bo_store_get_stamp (BoStore *self, int64_t *stamp, GError **error)
{
  static const char sql[] =
    "SELECT max ((SELECT coalesce (max (stamp), 0) FROM entity WHERE stamp > 0),"
    " (SELECT coalesce (max (stamp), 0) FROM relationship))";
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *stamp = bo_statement_int (statement, 0);
  return TRUE;
}

/**
 * bo_store_foreach_record:
 * @self: a store
 * @since_stamp: 0 for all, or a stamp given before: only rows written since
 * @func: takes each record (transfer full); must not walk them itself
 * @data: for @func
 * @error: why they could not be read
 *
 * Every entity as it stands, unreadable ones too, in the order they came, one at a time. With
 * @since_stamp those that were removed come too, with %NULL in every version. Store's thread, no
 * transaction needed.
 *
 * Returns: whether all of them could be read
 */
gboolean
bo_store_foreach_record (BoStore *self, int64_t since_stamp, BoRecordFunc func, gpointer data, GError **error)
{
  static const char all[] = RECORD_SELECT " WHERE e.status IS NOT NULL ORDER BY e.num";
  /* Numbers first: or all rows would be walked in their order for the few that are new, or these
     sorted with all they hold. */
  static const char since[] =
    RECORD_SELECT " WHERE e.num IN (SELECT num FROM entity WHERE stamp > ?1 AND stamp > 0) ORDER BY e.num";
  g_autoptr (BoStatement) statement = NULL;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  statement = bo_db_statement (self->db, since_stamp > 0 ? since : all, error);
  if (statement == NULL)
    return FALSE;
  if (since_stamp > 0)
    bo_statement_bind_int (statement, 1, since_stamp);
  return _bo_store_walk_records (statement, func, data, error);
}

static gboolean
gather_cb (BoRecord *record, gpointer data)
{
  g_ptr_array_add (data, record);
  return TRUE;
}

/**
 * bo_store_list_records:
 * @self: a store
 * @since_stamp: 0 for all, or a @stamp given before: only rows written since
 * @stamp: (out) (optional): what to ask with the next time
 * @error: why they could not be read
 *
 * All that bo_store_foreach_record() gives, at once.
 *
 * Returns: (transfer full) (element-type BoRecord): in the order they came
 */
GPtrArray *
bo_store_list_records (BoStore *self, int64_t since_stamp, int64_t *stamp, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_record_free);
  int64_t newest;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  if (!bo_store_get_stamp (self, stamp != NULL ? stamp : &newest, error)
      || !bo_store_foreach_record (self, since_stamp, gather_cb, records, error))
    return NULL;
  return g_steal_pointer (&records);
}

#define VERSION_SELECT \
  "SELECT e.id, v.origin, coalesce (v.received_us, v.time_us), v.time_us, v.device_name" \
  VERSION_COLUMNS ("v") \
  " FROM entity_version v JOIN entity e ON e.num = v.entity"

static BoStoreVersion *
read_version (BoStatement *statement)
{
  BoStoreVersion *version = g_new0 (BoStoreVersion, 1);

  version->entity = _bo_store_read_entity (statement, 5, bo_statement_text (statement, 0));
  version->origin = bo_statement_int (statement, 1);
  version->received_us = bo_statement_int (statement, 2);
  version->time_us = bo_statement_int (statement, 3);
  version->device_name = bo_statement_dup_text (statement, 4);
  return version;
}

static GPtrArray *
collect_versions (BoStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_store_version_free);
  BoStepResult result;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (versions, read_version (statement));
  return result == BO_STEP_DONE ? g_steal_pointer (&versions) : NULL;
}

/**
 * bo_store_version_free:
 * @version: (transfer full): a line of history
 *
 * Frees it.
 */
void
bo_store_version_free (BoStoreVersion *version)
{
  g_clear_pointer (&version->entity, bo_entity_unref);
  g_free (version->device_name);
  g_free (version);
}

/**
 * bo_store_list_versions:
 * @self: a store
 * @id: an entity
 * @error: why they could not be read
 *
 * All versions of the entity that this device has seen or made, those that lost a conflict too.
 * Store's thread, no transaction needed.
 *
 * Returns: (transfer full) (element-type BoStoreVersion): oldest first; empty for an unknown id
 */
GPtrArray *
bo_store_list_versions (BoStore *self, const char *id, GError **error)
{
  static const char sql[] = VERSION_SELECT " WHERE e.id = ?1 ORDER BY v.time_us, v.seq";
  g_autoptr (BoStatement) statement = NULL;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  return collect_versions (statement, error);
}

/**
 * bo_store_list_history:
 * @self: a store
 * @from_us: the first moment
 * @to_us: the moment after the last
 * @limit: how many at most
 * @error: why they could not be read
 *
 * What was received or made in [@from_us, @to_us), of all entities. Store's thread, no
 * transaction needed.
 *
 * Returns: (transfer full) (element-type BoStoreVersion): newest first
 */
GPtrArray *
bo_store_list_history (BoStore *self, int64_t from_us, int64_t to_us, int limit, GError **error)
{
  static const char sql[] =
    VERSION_SELECT " WHERE coalesce (v.received_us, v.time_us) >= ?1 AND coalesce (v.received_us, v.time_us) < ?2"
                   " ORDER BY coalesce (v.received_us, v.time_us) DESC, v.seq DESC LIMIT ?3";
  g_autoptr (BoStatement) statement = NULL;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, from_us);
  bo_statement_bind_int (statement, 2, to_us);
  bo_statement_bind_int (statement, 3, MAX (limit, 0));
  return collect_versions (statement, error);
}

/**
 * bo_store_get_beginning:
 * @self: a store
 * @time_us: (out): the time of the oldest version or waiting edit; 0 where there is none
 * @error: why it could not be read
 *
 * Before that nothing is known of the home. Store's thread, no transaction needed.
 *
 * Returns: whether @time_us is set
 */
gboolean
bo_store_get_beginning (BoStore *self, int64_t *time_us, GError **error)
{
  static const char sql[] =
    "SELECT coalesce (min (time_us), 0) FROM"
    " (SELECT min (time_us) AS time_us FROM entity_version UNION ALL SELECT min (time_us) FROM edit)";
  g_autoptr (BoStatement) statement = NULL;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *time_us = bo_statement_int (statement, 0);
  return TRUE;
}

/**
 * bo_store_list_at:
 * @self: a store
 * @time_us: a moment
 * @error: why it could not be read
 *
 * The home as it was: of each entity the latest version whose time is not after @time_us,
 * tombstones too; entities that came later are left out. Store's thread, no transaction needed.
 *
 * Returns: (transfer full) (element-type BoEntity):
 */
GPtrArray *
bo_store_list_at (BoStore *self, int64_t time_us, GError **error)
{
  static const char sql[] =
    "SELECT e.id" VERSION_COLUMNS ("v")
    " FROM entity e JOIN entity_version v ON v.seq ="
    " (SELECT seq FROM entity_version WHERE entity = e.num AND time_us <= ?1 ORDER BY time_us DESC, seq DESC LIMIT 1)"
    " ORDER BY e.num";
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_entity_unref);
  g_autoptr (BoStatement) statement = NULL;
  BoStepResult result;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, time_us);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (entities, _bo_store_read_entity (statement, 1, bo_statement_text (statement, 0)));
  return result == BO_STEP_DONE ? g_steal_pointer (&entities) : NULL;
}
