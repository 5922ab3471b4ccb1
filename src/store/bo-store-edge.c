/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

/* relationship.confirmed: where the edge as the hub confirmed it is written. */
typedef enum
{
  CONFIRMED_NONE,
  CONFIRMED_AS_SHOWN,
  CONFIRMED_OWN,
} Confirmed;

#define EDGE_SELECT \
  "SELECT id, status, walk, pending, revision, sent_revision, edited_at, sends, refusals, problem, confirmed," \
  " from_id, from_version, to_id, to_version, type, properties, user_id, updated_at," \
  " c_from_id, c_from_version, c_to_id, c_to_version, c_type, c_properties, c_user_id, c_updated_at" \
  " FROM relationship"

enum { COLUMN_SHOWN = 11, COLUMN_CONFIRMED = 19 };

/* A row that is gone is only a mark; it reads as an edge that was deleted. */
static BoEdge *
read_shown (BoStatement *statement, const char *id)
{
  g_autoptr (BoEdge) edge = _bo_store_read_edge (statement, COLUMN_SHOWN, id);

  if (!bo_statement_is_null (statement, 1))
    return g_steal_pointer (&edge);
  return bo_edge_new (id, edge->from_id, edge->from_version, edge->to_id, edge->to_version, edge->type,
                      "{\"deleted\":true}", edge->user_id, edge->updated_at);
}

static BoEdgeRecord *
read_record (BoStatement *statement)
{
  const char *id = bo_statement_text (statement, 0);
  g_autoptr (BoEdge) shown = read_shown (statement, id);
  BoEdgeRecord *record = bo_edge_record_new (shown);
  Confirmed confirmed = bo_statement_int (statement, 10);

  if (confirmed == CONFIRMED_AS_SHOWN)
    record->confirmed = bo_edge_ref (shown);
  else if (confirmed == CONFIRMED_OWN)
    record->confirmed = _bo_store_read_edge (statement, COLUMN_CONFIRMED, id);
  record->status = bo_statement_int (statement, 1);
  record->walk = bo_statement_int (statement, 2);
  record->pending = bo_statement_int (statement, 3) != 0;
  record->revision = bo_statement_int (statement, 4);
  record->sent_revision = bo_statement_int (statement, 5);
  record->edited_at = bo_statement_int (statement, 6);
  record->sends = bo_statement_int (statement, 7);
  record->refusals = bo_statement_int (statement, 8);
  record->problem = bo_statement_dup_text (statement, 9);
  return record;
}

static GPtrArray *
collect (BoStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edge_record_free);
  BoStepResult result;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (records, read_record (statement));
  return result == BO_STEP_DONE ? g_steal_pointer (&records) : NULL;
}

BoEdgeRecord *
_bo_store_get_edge (BoSyncStore *store, const char *id, GError **error)
{
  static const char sql[] = EDGE_SELECT " WHERE id = ?1 AND status IS NOT NULL";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return NULL;
  return read_record (statement);
}

static bool
identical (BoEdge *a, BoEdge *b)
{
  return a == b
         || (bo_edge_same_data (a, b)
             && g_strcmp0 (a->properties, b->properties) == 0
             && g_strcmp0 (a->from_version, b->from_version) == 0
             && g_strcmp0 (a->to_version, b->to_version) == 0
             && g_strcmp0 (a->user_id, b->user_id) == 0
             && a->updated_at == b->updated_at);
}

static Confirmed
classify (BoEdgeRecord *record)
{
  if (record->confirmed == NULL)
    return CONFIRMED_NONE;
  return identical (record->confirmed, record->shown) ? CONFIRMED_AS_SHOWN : CONFIRMED_OWN;
}

gboolean
_bo_store_put_edge (BoSyncStore *store, BoEdgeRecord *record, GError **error)
{
  static const char sql[] =
    "INSERT INTO relationship (id, stamp, status, walk, pending, revision, sent_revision, edited_at, refusals,"
    " problem, confirmed, from_id, from_version, to_id, to_version, type, properties, user_id, updated_at,"
    " c_from_id, c_from_version, c_to_id, c_to_version, c_type, c_properties, c_user_id, c_updated_at, sends)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,"
    " ?23, ?24, ?25, ?26, ?27, ?28)"
    " ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp, status = excluded.status, walk = excluded.walk,"
    " pending = excluded.pending, revision = excluded.revision, sent_revision = excluded.sent_revision,"
    " edited_at = excluded.edited_at, refusals = excluded.refusals, problem = excluded.problem,"
    " confirmed = excluded.confirmed, from_id = excluded.from_id, from_version = excluded.from_version,"
    " to_id = excluded.to_id, to_version = excluded.to_version, type = excluded.type,"
    " properties = excluded.properties, user_id = excluded.user_id, updated_at = excluded.updated_at,"
    " c_from_id = excluded.c_from_id, c_from_version = excluded.c_from_version, c_to_id = excluded.c_to_id,"
    " c_to_version = excluded.c_to_version, c_type = excluded.c_type, c_properties = excluded.c_properties,"
    " c_user_id = excluded.c_user_id, c_updated_at = excluded.c_updated_at, sends = excluded.sends";
  BoStore *self = BO_STORE (store);
  Confirmed confirmed = classify (record);
  BoStatement *statement;

  if (!_bo_store_number (self, error))
    return FALSE;
  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, record->shown->id);
  bo_statement_bind_int (statement, 2, self->stamp);
  bo_statement_bind_int (statement, 3, record->status);
  bo_statement_bind_int (statement, 4, record->walk);
  bo_statement_bind_int (statement, 5, record->pending);
  bo_statement_bind_int (statement, 6, record->revision);
  bo_statement_bind_int (statement, 7, record->sent_revision);
  bo_statement_bind_int (statement, 8, record->edited_at);
  bo_statement_bind_int (statement, 9, record->refusals);
  bo_statement_bind_text (statement, 10, record->problem);
  bo_statement_bind_int (statement, 11, confirmed);
  _bo_store_bind_edge (statement, 12, record->shown);
  _bo_store_bind_edge (statement, 20, confirmed == CONFIRMED_OWN ? record->confirmed : NULL);
  bo_statement_bind_int (statement, 28, record->sends);
  return bo_statement_run (statement, error);
}

/* The row stays as a mark for other processes. */
gboolean
_bo_store_remove_edge (BoSyncStore *store, const char *id, GError **error)
{
  static const char sql[] =
    "UPDATE relationship SET stamp = ?2, status = NULL, pending = 0, confirmed = 0, walk = 0, problem = NULL,"
    " c_from_id = NULL, c_from_version = NULL, c_to_id = NULL, c_to_version = NULL, c_type = NULL,"
    " c_properties = NULL, c_user_id = NULL, c_updated_at = NULL"
    " WHERE id = ?1 AND status IS NOT NULL";
  BoStore *self = BO_STORE (store);
  BoStatement *statement;

  if (!_bo_store_number (self, error))
    return FALSE;
  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, id);
  bo_statement_bind_int (statement, 2, self->stamp);
  return bo_statement_run (statement, error);
}

GPtrArray *
_bo_store_list_pending_edges (BoSyncStore *store, int limit, GError **error)
{
  static const char sql[] =
    EDGE_SELECT " WHERE pending = 1 AND status <> ?2 ORDER BY edited_at, id LIMIT ?1";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, limit > 0 ? limit : -1);
  bo_statement_bind_int (statement, 2, BO_STATUS_QUARANTINED);
  return collect (statement, error);
}

GPtrArray *
_bo_store_list_edges_of (BoSyncStore *store, const char *entity_id, GError **error)
{
  static const char sql[] =
    EDGE_SELECT " WHERE status IS NOT NULL AND (from_id = ?1 OR to_id = ?1) ORDER BY id";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, entity_id);
  return collect (statement, error);
}

GPtrArray *
_bo_store_list_unwalked_edges (BoSyncStore *store, int64_t walk, GError **error)
{
  static const char sql[] =
    EDGE_SELECT " WHERE status IS NOT NULL AND confirmed <> 0 AND walk <> ?1 ORDER BY id";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, walk);
  return collect (statement, error);
}

/**
 * bo_store_foreach_edge:
 * @self: a store
 * @since_stamp: 0 for all, or a stamp from bo_store_get_stamp(): only those written since
 * @func: takes each edge (transfer full); must not walk them itself
 * @data: for @func
 * @error: why they could not be read
 *
 * Edges as they are shown, in the order they came, one at a time. With @since_stamp those that
 * were removed come too, as an edge whose `properties` say `deleted`. Store's thread, no
 * transaction needed.
 *
 * Returns: whether all of them could be read
 */
gboolean
bo_store_foreach_edge (BoStore *self, int64_t since_stamp, BoEdgeRecordFunc func, gpointer data, GError **error)
{
  static const char all[] = EDGE_SELECT " WHERE status IS NOT NULL ORDER BY num";
  static const char since[] =
    EDGE_SELECT " WHERE num IN (SELECT num FROM relationship WHERE stamp > ?1) ORDER BY num";
  g_autoptr (BoStatement) statement = NULL;
  BoStepResult result;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  statement = bo_db_statement (self->db, since_stamp > 0 ? since : all, error);
  if (statement == NULL)
    return FALSE;
  if (since_stamp > 0)
    bo_statement_bind_int (statement, 1, since_stamp);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    if (!func (read_record (statement), data))
      break;
  return result != BO_STEP_ERROR;
}

static bool
gather_cb (BoEdgeRecord *record, gpointer data)
{
  g_ptr_array_add (data, record);
  return true;
}

/**
 * bo_store_list_edges:
 * @self: a store
 * @since_stamp: 0 for all, or a stamp from bo_store_get_stamp(): only those written since
 * @error: why they could not be read
 *
 * All that bo_store_foreach_edge() gives, at once.
 *
 * Returns: (transfer full) (element-type BoEdgeRecord): in the order they came
 */
GPtrArray *
bo_store_list_edges (BoStore *self, int64_t since_stamp, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edge_record_free);

  if (!bo_store_foreach_edge (self, since_stamp, gather_cb, records, error))
    return NULL;
  return g_steal_pointer (&records);
}

/**
 * bo_store_list_edges_at:
 * @self: a store
 * @time_us: a moment
 * @error: why they could not be read
 *
 * The edges as they were: where a later move or removal is known, what stood before it. Store's thread, no
 * transaction needed.
 *
 * Returns: (transfer full) (element-type BoEdge): deleted ones too
 */
GPtrArray *
bo_store_list_edges_at (BoStore *self, int64_t time_us, GError **error)
{
  static const char sql[] =
    "SELECT id, from_id, from_version, to_id, to_version, type, properties, user_id, updated_at FROM relationship"
    " WHERE status IS NOT NULL AND id NOT IN (SELECT id FROM relationship_past WHERE until_us > ?1)"
    " UNION ALL"
    " SELECT id, from_id, from_version, to_id, to_version, type, properties, user_id, updated_at"
    " FROM relationship_past AS p WHERE until_us > ?1 AND num ="
    " (SELECT num FROM relationship_past WHERE id = p.id AND until_us > ?1 ORDER BY until_us, num LIMIT 1)";
  g_autoptr (GPtrArray) edges = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edge_unref);
  g_autoptr (BoStatement) statement = NULL;
  BoStepResult result;

  g_return_val_if_fail (BO_IS_STORE (self), NULL);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, time_us);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (edges, _bo_store_read_edge (statement, 1, bo_statement_text (statement, 0)));
  return result == BO_STEP_DONE ? g_steal_pointer (&edges) : NULL;
}
