/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-db-private.h"
#include "bo-store-private.h"
#include "bo-store-schema.h"

/**
 * BoStore:
 *
 * The home's local truth in one SQLite file (DESIGN §3). Everything anybody wrote that this
 * device has seen is in it: the entities and edges as they are shown, all their versions, the
 * queue of what the hub lacks, the conflicts, and what is known about the hub.
 *
 * It keeps rows and transactions, and decides nothing: the rules of sync/ do, through
 * #BoSyncStore. What one transaction writes is there whole or not at all, through a crash and,
 * with %BO_DURABILITY_FULL, a power cut. A failure inside a transaction can only be followed by
 * a rollback.
 *
 * A store belongs to the thread that opened it. Several stores, in several processes, may have
 * one file open: one writes at a time, the others read what was committed last, and learn of
 * changes by bo_store_changed_elsewhere() and the stamps of bo_store_list_records().
 */

#define CACHE "PRAGMA cache_size = -16384"

static const BoMigration migrations[] = {
  BO_STORE_SCHEMA_1,
  BO_STORE_SCHEMA_2,
  BO_STORE_SCHEMA_3,
};

static const BoDbSchema schema = {
  .application_id = BO_STORE_APPLICATION_ID,
  .migrations = migrations,
  .n_migrations = G_N_ELEMENTS (migrations),
  .what = N_("home"),
};

static void sync_store_iface_init (BoSyncStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BoStore, bo_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BO_TYPE_SYNC_STORE, sync_store_iface_init))

/* --- transactions --- */

static gboolean
begin (BoSyncStore *store, BoDurability durability, GError **error)
{
  BoStore *self = BO_STORE (store);

  self->numbered = false;
  self->more_visible = 0;
  self->queue = BO_STORE_QUEUE_UNKNOWN;
  _bo_store_forget (self);
  return bo_db_begin (self->db, durability == BO_DURABILITY_FULL, error);
}

static void
rollback (BoSyncStore *store)
{
  BoStore *self = BO_STORE (store);

  self->numbered = false;
  _bo_store_forget (self);
  _bo_store_end_digest (self, false);
  bo_db_rollback (self->db);
}

static gboolean
commit (BoSyncStore *store, GError **error)
{
  BoStore *self = BO_STORE (store);

  if (!_bo_store_write_bare (self, error) || !_bo_store_write_tally (self, error) || !bo_db_commit (self->db, error))
    {
      rollback (store);
      return FALSE;
    }
  _bo_store_end_digest (self, true);
  _bo_store_forget (self);
  self->numbered = false;
  return TRUE;
}

/* The numbers that rows written in this transaction get. Nobody else writes until it ends. */
gboolean
_bo_store_number (BoStore *self, GError **error)
{
  static const char sql[] =
    "SELECT max ((SELECT coalesce (max (stamp), 0) FROM entity WHERE stamp > 0),"
    " (SELECT coalesce (max (stamp), 0) FROM relationship)),"
    " (SELECT coalesce (max (num), 0) FROM entity), (SELECT coalesce (max (seq), 0) FROM entity_version)";
  g_autoptr (BoStatement) statement = NULL;

  g_return_val_if_fail (bo_db_in_transaction (self->db), FALSE);
  if (self->numbered)
    return TRUE;
  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  self->stamp = bo_statement_int (statement, 0) + 1;
  self->next_entity = bo_statement_int (statement, 1) + 1;
  self->next_version = bo_statement_int (statement, 2) + 1;
  self->numbered = true;
  return TRUE;
}

static void
sync_store_iface_init (BoSyncStoreInterface *iface)
{
  iface->begin = begin;
  iface->commit = commit;
  iface->rollback = rollback;
  iface->get_state = _bo_store_get_state;
  iface->put_state = _bo_store_put_state;
  iface->get_counts = _bo_store_get_counts;
  iface->get_record = _bo_store_get_record;
  iface->put_record = _bo_store_put_record;
  iface->remove_record = _bo_store_remove_record;
  iface->list_pending = _bo_store_list_pending;
  iface->list_waiting = _bo_store_list_waiting;
  iface->list_unwalked = _bo_store_list_unwalked;
  iface->get_digest = _bo_store_get_digest;
  iface->foreach_hub_version = _bo_store_foreach_hub_version;
  iface->add_version = _bo_store_add_version;
  iface->get_version = _bo_store_get_version;
  iface->set_withdrawn = _bo_store_set_withdrawn;
  iface->get_withdrawn = _bo_store_get_withdrawn;
  iface->add_edit = _bo_store_add_edit;
  iface->put_edit = _bo_store_put_edit;
  iface->mark_edit = _bo_store_mark_edit;
  iface->remove_edit = _bo_store_remove_edit;
  iface->list_edits = _bo_store_list_edits;
  iface->list_expired = _bo_store_list_expired;
  iface->get_edge = _bo_store_get_edge;
  iface->put_edge = _bo_store_put_edge;
  iface->remove_edge = _bo_store_remove_edge;
  iface->list_pending_edges = _bo_store_list_pending_edges;
  iface->list_edges_of = _bo_store_list_edges_of;
  iface->list_unwalked_edges = _bo_store_list_unwalked_edges;
  iface->put_conflict = _bo_store_put_conflict;
  iface->remove_conflict = _bo_store_remove_conflict;
  iface->get_conflict = _bo_store_get_conflict;
  iface->list_conflicts = _bo_store_list_conflicts;
  iface->put_merge_due = _bo_store_put_merge_due;
  iface->remove_merge_due = _bo_store_remove_merge_due;
  iface->list_merge_due = _bo_store_list_merge_due;
  iface->add_activity = _bo_store_add_activity;
  iface->amend_activity = _bo_store_amend_activity;
}

/* --- the object --- */

static void
bo_store_finalize (GObject *object)
{
  BoStore *self = BO_STORE (object);

  g_clear_pointer (&self->db, bo_db_close);
  g_clear_pointer (&self->digest, bo_digest_table_free);
  _bo_store_forget (self);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (bo_store_parent_class)->finalize (object);
}

static void
bo_store_class_init (BoStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_store_finalize;
}

static void
bo_store_init (BoStore *self)
{
}

/**
 * bo_store_open:
 * @path: the file, or ":memory:"
 * @read_only: for looking only; nothing is made, brought up to date or locked
 * @entropy: fresh randomness, from which a new file's device id is drawn
 * @error: why not
 *
 * Opens a home, or makes it (file 0600, folder 0700). It belongs to the calling thread.
 * Errors as bo_db_open() gives them: after `READ_ONLY` the caller may open it again with
 * @read_only.
 *
 * Returns: (transfer full): the store
 */
BoStore *
bo_store_open (const char *path, bool read_only, uint64_t entropy, GError **error)
{
  g_autoptr (BoStore) self = g_object_new (BO_TYPE_STORE, NULL);
  BoDbFlags flags = read_only ? BO_DB_READ_ONLY : BO_DB_READ_WRITE;

  g_return_val_if_fail (path != NULL, NULL);

  if (strcmp (path, ":memory:") == 0)
    flags |= BO_DB_MEMORY;
  self->path = g_strdup (path);
  self->read_only = read_only;
  self->db = bo_db_open (path, flags, &schema, error);
  if (self->db == NULL || !bo_db_exec (self->db, CACHE, error))
    return NULL;
  if (!read_only && !_bo_store_init_state (self, entropy, error))
    return NULL;
  bo_store_changed_elsewhere (self);
  return g_steal_pointer (&self);
}

/**
 * bo_store_close:
 * @self: (transfer full): a store
 *
 * Closes it, on its thread. A transaction under way is rolled back.
 */
void
bo_store_close (BoStore *self)
{
  g_return_if_fail (BO_IS_STORE (self));

  g_clear_pointer (&self->db, bo_db_close);
  g_object_unref (self);
}

/**
 * bo_store_is_read_only:
 * @self: a store
 *
 * Returns: whether it was opened for looking only
 */
bool
bo_store_is_read_only (BoStore *self)
{
  g_return_val_if_fail (BO_IS_STORE (self), true);

  return self->read_only;
}

/**
 * bo_store_changed_elsewhere:
 * @self: a store
 *
 * Whether another connection, of this process or another, committed something since this was
 * asked last. Cheap enough to ask every second. Store's thread.
 *
 * Returns: whether to look again
 */
bool
bo_store_changed_elsewhere (BoStore *self)
{
  g_autoptr (BoStatement) statement = NULL;
  int64_t before;

  g_return_val_if_fail (BO_IS_STORE (self), false);

  before = self->data_version;
  statement = bo_db_statement (self->db, "PRAGMA data_version", NULL);
  if (statement == NULL || bo_statement_step (statement, NULL) != BO_STEP_ROW)
    return false;
  self->data_version = bo_statement_int (statement, 0);
  return self->data_version != before;
}

/**
 * bo_store_count_writes:
 * @self: a store
 *
 * Tells whether a transaction wrote anything: it did if the number is another than before. Store's
 * thread.
 *
 * Returns: how many rows this connection has written
 */
int64_t
bo_store_count_writes (BoStore *self)
{
  g_return_val_if_fail (BO_IS_STORE (self), 0);

  return sqlite3_total_changes64 (bo_db_get_handle (self->db));
}

/**
 * bo_store_fail_after:
 * @self: a store
 * @n: which call of step, begin or commit from now on; 0 for none
 * @code: the SQLite code it fails with
 *
 * Plants one failure, for tests.
 */
void
bo_store_fail_after (BoStore *self, int n, int code)
{
  g_return_if_fail (BO_IS_STORE (self));

  bo_db_fail_after (self->db, n, code);
}

/* --- the whole file --- */

/**
 * bo_store_backup:
 * @self: a store, no transaction under way
 * @path: where to; a file that is there is replaced once the copy is whole
 * @error: why not
 *
 * Copies the home into one file without a log (0600), while others go on writing.
 *
 * Returns: whether the copy is on the disk
 */
gboolean
bo_store_backup (BoStore *self, const char *path, GError **error)
{
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);
  g_return_val_if_fail (!bo_db_in_transaction (self->db), FALSE);

  here = g_canonicalize_filename (self->path, NULL);
  there = g_canonicalize_filename (path, NULL);
  if (strcmp (here, there) == 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                   _("The home was not copied: “%s” is the home itself. Choose another name."), path);
      return FALSE;
    }
  return bo_db_copy_to (self->db, path, error);
}

/* One query that gives "ok", or nothing, or what is wrong. */
static gboolean
check_with (BoStore *self, const char *sql, GError **error)
{
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, sql, error);
  BoStepResult result;

  if (statement == NULL)
    return FALSE;
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ERROR)
    return FALSE;
  if (result == BO_STEP_DONE || g_strcmp0 (bo_statement_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, BO_ERROR, BO_ERROR_CORRUPT,
               _("The home “%s” is damaged (%s). Keep a copy of it, and restore a backup."),
               self->path, bo_statement_text (statement, 0));
  return FALSE;
}

/**
 * bo_store_check:
 * @self: a store
 * @error: what is wrong: `CORRUPT`
 *
 * Reads the whole file and checks that its pages, its indexes and the references between its
 * tables hold together. Takes a while. Store's thread.
 *
 * Returns: whether the file is sound
 */
gboolean
bo_store_check (BoStore *self, GError **error)
{
  static const char references[] =
    "SELECT 'versions are missing' FROM entity e"
    " WHERE (confirmed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.confirmed))"
    " OR (aside IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.aside))"
    " OR (outgoing IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.outgoing))"
    " OR (merged IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.merged))"
    " UNION ALL SELECT 'entities are missing' FROM entity_version v"
    " WHERE NOT EXISTS (SELECT 1 FROM entity WHERE num = v.entity)"
    " UNION ALL SELECT 'entities are counted wrongly' FROM tally"
    " WHERE entities <> (SELECT count (*) FROM entity WHERE shown <> 0 AND deleted = 0)"
    " LIMIT 1";

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  return check_with (self, "PRAGMA integrity_check (1)", error)
         && check_with (self, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", error)
         && check_with (self, references, error);
}
