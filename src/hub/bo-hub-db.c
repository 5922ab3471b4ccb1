/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

#include "bo-clock.h"
#include "bo-hub-schema.h"

/* 'BOhb' */
#define APPLICATION_ID 0x424f6862

#define CACHE "PRAGMA cache_size = -16384"

static const BoMigration migrations[] = { schema_1, schema_2 };

static const BoDbSchema schema = {
  .application_id = APPLICATION_ID,
  .migrations = migrations,
  .n_migrations = G_N_ELEMENTS (migrations),
  .what = "hub's home",
};

static void bo_hub_db_store_init (BoHubStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BoHubDb, bo_hub_db, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BO_TYPE_HUB_STORE, bo_hub_db_store_init))

/* --- reading rows --- */

static char **
read_parents (const char *text)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  BoJsonIter iter;
  BoJson value;

  bo_json_iter_init (&iter, bo_json_wrap (text));
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      g_autofree char *parent = bo_json_dup_string (value);

      if (parent != NULL)
        g_strv_builder_add (builder, parent);
    }
  return g_strv_builder_end (builder);
}

static char *
write_parents (const char *const *parents)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_array (writer);
  for (size_t i = 0; parents[i] != NULL; i++)
    bo_json_writer_string (writer, parents[i]);
  bo_json_writer_end_array (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

/* Columns as in BO_HUB_VERSION_COLUMNS. */
BoHubRow *
_bo_hub_db_read_row (BoStatement *statement)
{
  g_auto(GStrv) parents = read_parents (bo_statement_text (statement, 8));
  g_autoptr(BoEntity) entity = NULL;

  entity = bo_entity_new (bo_statement_text (statement, 1), bo_statement_text (statement, 2),
                          bo_statement_text (statement, 3), bo_statement_text (statement, 4),
                          bo_statement_text (statement, 5), bo_statement_text (statement, 6),
                          bo_statement_text (statement, 7), (const char *const *) parents);

  return bo_hub_row_new (entity, bo_statement_text (statement, 9), bo_statement_int (statement, 0),
                         bo_statement_int (statement, 10), bo_statement_int (statement, 11));
}

/* Columns as in BO_HUB_EDGE_COLUMNS. */
BoHubEdgeRow *
_bo_hub_db_read_edge (BoStatement *statement)
{
  g_autoptr(BoEdge) edge = NULL;

  edge = bo_edge_new (bo_statement_text (statement, 1), bo_statement_text (statement, 2),
                      bo_statement_text (statement, 3), bo_statement_text (statement, 4),
                      bo_statement_text (statement, 5), bo_statement_text (statement, 6),
                      bo_statement_text (statement, 7), bo_statement_text (statement, 8),
                      bo_statement_int (statement, 10));

  return bo_hub_edge_row_new (edge, bo_statement_int (statement, 0), bo_statement_int (statement, 9));
}

/* Steps through all rows. Takes over @rows; returns NULL on failure. */
GPtrArray *
_bo_hub_db_collect (BoStatement *statement,
                    bool         edges,
                    GError     **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  BoStepResult result;

  rows = g_ptr_array_new_with_free_func (edges ? (GDestroyNotify) bo_hub_edge_row_free
                                               : (GDestroyNotify) bo_hub_row_free);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (rows, edges ? (void *) _bo_hub_db_read_edge (statement)
                                 : (void *) _bo_hub_db_read_row (statement));

  return result == BO_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static BoHubRow *
read_one_row (BoStatement *statement,
              GError     **error)
{
  return bo_statement_step (statement, error) == BO_STEP_ROW ? _bo_hub_db_read_row (statement) : NULL;
}

static gboolean
read_int (BoDb       *db,
          const char *sql,
          int64_t     argument,
          int64_t    *value,
          GError    **error)
{
  g_autoptr(BoStatement) statement = bo_db_statement (db, sql, error);
  BoStepResult result;

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, argument);
  result = bo_statement_step (statement, error);
  *value = result == BO_STEP_ROW ? bo_statement_int (statement, 0) : 0;
  return result != BO_STEP_ERROR;
}

/* --- BoHubStore --- */

static gboolean
db_begin (BoHubStore *store,
          GError    **error)
{
  return bo_db_begin (BO_HUB_DB (store)->db, true, error);
}

static void
db_rollback (BoHubStore *store)
{
  BoHubDb *self = BO_HUB_DB (store);

  g_array_set_size (self->stale, 0);
  bo_db_rollback (self->db);
}

static gboolean
db_commit (BoHubStore *store,
           GError    **error)
{
  BoHubDb *self = BO_HUB_DB (store);

  if (!_bo_hub_db_write_due (self, error) || !bo_db_commit (self->db, error))
    {
      db_rollback (store);
      return FALSE;
    }
  g_array_set_size (self->stale, 0);
  return TRUE;
}

static const char *
db_get_epoch (BoHubStore *store)
{
  return BO_HUB_DB (store)->epoch;
}

static gboolean
db_get_last (BoHubStore *store,
             BoHubStamp *last,
             GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT max (coalesce ((SELECT max (seq) FROM version), 0),"
                               " coalesce ((SELECT max (seq) FROM edge), 0)),"
                               " max (coalesce ((SELECT max (clock_us) FROM version), 0),"
                               " coalesce ((SELECT max (clock_us) FROM edge), 0))",
                               error);
  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;

  *last = (BoHubStamp){ .seq = bo_statement_int (statement, 0), .clock_us = bo_statement_int (statement, 1) };
  return TRUE;
}

/* Rows are written in the order of both seq and clock_us, so the last row of the one is the last
   of the other. An edge written anew leaves its old number, which only makes a delta start earlier. */
static gboolean
db_seq_at (BoHubStore *store,
           int64_t     clock_us,
           int64_t    *seq,
           GError    **error)
{
  BoDb *db = BO_HUB_DB (store)->db;
  int64_t version_seq;
  int64_t edge_seq;

  if (!read_int (db, "SELECT seq FROM version WHERE clock_us <= ?1 ORDER BY clock_us DESC, seq DESC LIMIT 1",
                 clock_us, &version_seq, error) ||
      !read_int (db, "SELECT seq FROM edge WHERE clock_us <= ?1 ORDER BY clock_us DESC, seq DESC LIMIT 1",
                 clock_us, &edge_seq, error))
    return FALSE;

  *seq = MAX (version_seq, edge_seq);
  return TRUE;
}

static BoHubRow *
db_get_current (BoHubStore *store,
                const char *id,
                GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT " BO_HUB_VERSION_COLUMNS " FROM version WHERE id = ?1 AND current = 1", error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  return read_one_row (statement, error);
}

static BoHubRow *
db_get_version (BoHubStore *store,
                const char *id,
                const char *version,
                GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT " BO_HUB_VERSION_COLUMNS " FROM version"
                               " WHERE id = ?1 AND current = 1 AND version = ?2"
                               " UNION ALL SELECT " BO_HUB_VERSION_COLUMNS " FROM version"
                               " WHERE id = ?1 AND current = 0 AND version = ?2",
                               error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  bo_statement_bind_text (statement, 2, version);
  return read_one_row (statement, error);
}

static gboolean
db_has_version (BoHubStore *store,
                const char *id,
                const char *version,
                bool       *found,
                GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT 1 FROM version WHERE id = ?1 AND current = 1 AND version = ?2"
                               " UNION ALL SELECT 1 FROM version WHERE id = ?1 AND current = 0 AND version = ?2",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, id);
  bo_statement_bind_text (statement, 2, version);
  result = bo_statement_step (statement, error);
  *found = result == BO_STEP_ROW;
  return result != BO_STEP_ERROR;
}

static gboolean
demote (BoHubDb          *self,
        const BoHubRow   *before,
        const BoHubStamp *stamp,
        GError          **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db,
                               "UPDATE version SET current = 0, updated_us = ?2 WHERE seq = ?1",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, before->seq);
  bo_statement_bind_int (statement, 2, stamp->now_us);
  if (!bo_entity_is_deleted (before->entity))
    _bo_hub_db_note_stale (self, before->seq);
  return bo_statement_run (statement, error);
}

static gboolean
insert_version (BoDb             *db,
                BoEntity         *entity,
                const char       *device_name,
                bool              current,
                const BoHubStamp *stamp,
                GError          **error)
{
  g_autofree char *parents = write_parents (entity->parent_versions);
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (db,
                               "INSERT INTO version (seq, id, version, entity_type, name, content, source_type,"
                               " user_id, parent_versions, device_name, current, clock_us, created_us, updated_us,"
                               " deleted)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14)",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, stamp->seq);
  bo_statement_bind_text (statement, 2, entity->id);
  bo_statement_bind_text (statement, 3, entity->version);
  bo_statement_bind_text (statement, 4, entity->entity_type);
  bo_statement_bind_text (statement, 5, entity->name);
  bo_statement_bind_text (statement, 6, entity->content);
  bo_statement_bind_text (statement, 7, entity->source_type);
  bo_statement_bind_text (statement, 8, entity->user_id);
  bo_statement_bind_text (statement, 9, parents);
  bo_statement_bind_text (statement, 10, device_name);
  bo_statement_bind_int (statement, 11, current);
  bo_statement_bind_int (statement, 12, stamp->clock_us);
  bo_statement_bind_int (statement, 13, stamp->now_us);
  bo_statement_bind_int (statement, 14, bo_entity_is_deleted (entity));
  return bo_statement_run (statement, error);
}

static gboolean
db_add_version (BoHubStore       *store,
                BoEntity         *entity,
                const char       *device_name,
                bool              current,
                const BoHubRow   *before,
                const BoHubStamp *stamp,
                GError          **error)
{
  BoHubDb *self = BO_HUB_DB (store);

  return (!current || before == NULL || demote (self, before, stamp, error)) &&
         insert_version (self->db, entity, device_name, current, stamp, error);
}

static GPtrArray *
db_list_current (BoHubStore *store,
                 int64_t     after_seq,
                 int         limit,
                 GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT " BO_HUB_VERSION_COLUMNS " FROM version INDEXED BY version_current_seq"
                               " WHERE current = 1 AND seq > ?1 ORDER BY seq LIMIT ?2",
                               error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, after_seq);
  bo_statement_bind_int (statement, 2, limit);
  return _bo_hub_db_collect (statement, false, error);
}

static gboolean
db_foreach_current (BoHubStore      *store,
                    BoHubCurrentFunc func,
                    void            *data,
                    GError         **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT id, version FROM version INDEXED BY version_current_seq"
                               " WHERE current = 1 ORDER BY seq",
                               error);
  if (statement == NULL)
    return FALSE;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    if (!func (bo_statement_text (statement, 0), bo_statement_text (statement, 1), data))
      return TRUE;
  return result == BO_STEP_DONE;
}

static BoHubEdgeRow *
db_get_edge (BoHubStore *store,
             const char *id,
             GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT " BO_HUB_EDGE_COLUMNS " FROM edge WHERE id = ?1", error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  return bo_statement_step (statement, error) == BO_STEP_ROW ? _bo_hub_db_read_edge (statement) : NULL;
}

static gboolean
db_put_edge (BoHubStore       *store,
             BoEdge           *edge,
             const BoHubStamp *stamp,
             GError          **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "INSERT INTO edge (id, seq, from_id, from_version, to_id, to_version, type,"
                               " properties, user_id, clock_us, created_us, updated_us, deleted)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12)"
                               " ON CONFLICT (id) DO UPDATE SET seq = ?2, from_id = ?3, from_version = ?4,"
                               " to_id = ?5, to_version = ?6, type = ?7, properties = ?8, user_id = ?9,"
                               " clock_us = ?10, updated_us = ?11, deleted = ?12",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, edge->id);
  bo_statement_bind_int (statement, 2, stamp->seq);
  bo_statement_bind_text (statement, 3, edge->from_id);
  bo_statement_bind_text (statement, 4, edge->from_version);
  bo_statement_bind_text (statement, 5, edge->to_id);
  bo_statement_bind_text (statement, 6, edge->to_version);
  bo_statement_bind_text (statement, 7, edge->type);
  bo_statement_bind_text (statement, 8, edge->properties);
  bo_statement_bind_text (statement, 9, edge->user_id);
  bo_statement_bind_int (statement, 10, stamp->clock_us);
  bo_statement_bind_int (statement, 11, stamp->now_us);
  bo_statement_bind_int (statement, 12, bo_edge_is_deleted (edge));
  return bo_statement_run (statement, error);
}

static GPtrArray *
db_list_edges (BoHubStore *store,
               int64_t     after_seq,
               int         limit,
               GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (BO_HUB_DB (store)->db,
                               "SELECT " BO_HUB_EDGE_COLUMNS " FROM edge WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, after_seq);
  bo_statement_bind_int (statement, 2, limit);
  return _bo_hub_db_collect (statement, true, error);
}

/* --- settings --- */

/**
 * bo_hub_db_get_setting:
 * @self: the database
 * @name: which
 * @error: failures of the database
 *
 * Returns: (transfer full) (nullable): its value; %NULL without an error where there is none
 */
char *
bo_hub_db_get_setting (BoHubDb    *self,
                       const char *name,
                       GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db, "SELECT value FROM setting WHERE name = ?1", error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, name);
  return bo_statement_step (statement, error) == BO_STEP_ROW ? bo_statement_dup_text (statement, 0) : NULL;
}

/**
 * bo_hub_db_put_setting:
 * @self: the database
 * @name: which
 * @value: what it becomes
 * @error: failures of the database
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_db_put_setting (BoHubDb    *self,
                       const char *name,
                       const char *value,
                       GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db,
                               "INSERT INTO setting (name, value) VALUES (?1, ?2)"
                               " ON CONFLICT (name) DO UPDATE SET value = ?2",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, name);
  bo_statement_bind_text (statement, 2, value);
  return bo_statement_run (statement, error);
}

/* --- the object --- */

static void
bo_hub_db_finalize (GObject *object)
{
  BoHubDb *self = BO_HUB_DB (object);

  g_clear_pointer (&self->db, bo_db_close);
  g_array_unref (self->stale);
  g_free (self->epoch);

  G_OBJECT_CLASS (bo_hub_db_parent_class)->finalize (object);
}

static void
bo_hub_db_class_init (BoHubDbClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_hub_db_finalize;
}

static void
bo_hub_db_init (BoHubDb *self)
{
  self->stale = g_array_new (FALSE, FALSE, sizeof (int64_t));
}

static void
bo_hub_db_store_init (BoHubStoreInterface *iface)
{
  iface->begin = db_begin;
  iface->commit = db_commit;
  iface->rollback = db_rollback;
  iface->get_epoch = db_get_epoch;
  iface->get_last = db_get_last;
  iface->seq_at = db_seq_at;
  iface->get_current = db_get_current;
  iface->get_version = db_get_version;
  iface->has_version = db_has_version;
  iface->add_version = db_add_version;
  iface->list_current = db_list_current;
  iface->foreach_current = db_foreach_current;
  iface->get_edge = db_get_edge;
  iface->put_edge = db_put_edge;
  iface->list_edges = db_list_edges;
}

/* A new database names itself once (PROTOCOL §8). */
static gboolean
load_epoch (BoHubDb *self,
            GError **error)
{
  g_autoptr(GError) failure = NULL;

  self->epoch = bo_hub_db_get_setting (self, "epoch", &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (self->epoch != NULL)
    return TRUE;

  self->epoch = bo_uuid_random ();
  return bo_hub_db_put_setting (self, "epoch", self->epoch, error);
}

/**
 * bo_hub_db_open:
 * @path: the file; made where there is none
 * @flags: %BO_DB_MEMORY for a test
 * @error: by cause, see bo_db_open()
 *
 * Returns: (transfer full) (nullable): the hub's home
 */
BoHubDb *
bo_hub_db_open (const char *path,
                BoDbFlags   flags,
                GError    **error)
{
  g_autoptr(BoHubDb) self = g_object_new (BO_TYPE_HUB_DB, NULL);

  self->db = bo_db_open (path, flags | BO_DB_LOCAL_ONLY, &schema, error);
  if (self->db == NULL || !bo_db_exec (self->db, CACHE, error) || !load_epoch (self, error))
    return NULL;

  _bo_hub_db_watch_log (self);
  return g_steal_pointer (&self);
}
