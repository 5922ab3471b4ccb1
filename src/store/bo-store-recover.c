/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-recover.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bo-db-private.h"
#include "bo-store-private.h"
#include "bo-store-recover-private.h"

/* A damaged home (FAULTS §3). It is copied aside as it is, with its log; of a second copy what can
   be read goes into a new file, what waits for the hub first; and the new file takes its place in
   one step. The hub has the rest.

   PATH.damaged-N   the original, for whoever knows more than we do
   PATH.salvage     the copy that is read, and gone afterwards
   PATH.recovering  the new file while it is filled
   PATH.recovered   the new file, whole: it only has to take the place of the old one */

#define MAX_ASIDE 1000

typedef struct
{
  const char *path;
  char       *aside;
  char       *work;
  char       *fresh;
  char       *whole;
  BoSalvage  *salvage;
} Recovery;

/* What waits for the hub, then what it stands on, then the rest. @queue: a hole in it may have held
   something that waited; drafts and versions can be made again from edits, or are missed by them. */
static const struct { const char *name; bool queue; } tables[] = {
  { "edit", true },
  { "edit_change", true },
  { "entity", true },
  { "relationship_past", false },
  { "relationship", true },
  { "sync_state", true },
  { "draft", false },
  { "entity_version", false },
  { "conflict", false },
  { "conflict_path", false },
  { "merge_due", false },
  { "setting", false },
  { "activity", false },
};

/* What belongs together is made whole, or goes. Rows that only the hub's word stood in may go: it
   sends them again. An edit without all of its changes was never made. */
static const char repair[] =
  "UPDATE entity AS e SET status = 0, shown = iif (EXISTS (SELECT 1 FROM draft WHERE entity = e.num), 5, 1),"
  " confirmed = (SELECT max (seq) FROM entity_version WHERE entity = e.num AND origin IN (0, 3)),"
  " hub_version = (SELECT version FROM entity_version WHERE entity = e.num AND origin IN (0, 3) ORDER BY seq DESC LIMIT 1)"
  " WHERE stamp = " G_STRINGIFY (BO_RESCUE_MARK)
  " AND EXISTS (SELECT 1 FROM entity_version WHERE entity = e.num AND origin IN (0, 3));"
  "DELETE FROM entity WHERE id = '' OR id GLOB '*[^ -~]*' OR length (id) > 64"
  " OR (status IS NOT NULL AND status NOT BETWEEN 0 AND 5) OR shown NOT BETWEEN 0 AND 5;"
  "DELETE FROM entity_version WHERE NOT json_valid (content) OR (parents IS NOT NULL AND NOT json_valid (parents))"
  " OR origin NOT BETWEEN 0 AND 4 OR NOT EXISTS (SELECT 1 FROM entity WHERE num = entity_version.entity);"
  "DELETE FROM draft WHERE NOT json_valid (content) OR (parents IS NOT NULL AND NOT json_valid (parents))"
  " OR NOT EXISTS (SELECT 1 FROM entity WHERE num = draft.entity AND shown = 5);"
  "UPDATE entity AS e SET confirmed = NULL WHERE confirmed IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.confirmed AND entity = e.num);"
  "UPDATE entity AS e SET aside = NULL WHERE aside IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.aside AND entity = e.num);"
  "UPDATE entity AS e SET merged = NULL WHERE merged IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.merged AND entity = e.num);"
  "UPDATE entity AS e SET outgoing = NULL, merged = NULL, sends = 0 WHERE outgoing IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.outgoing AND entity = e.num);"
  "UPDATE entity AS e SET shown = CASE WHEN merged IS NOT NULL THEN 4 WHEN outgoing IS NOT NULL THEN 3"
  "  WHEN confirmed IS NOT NULL THEN 1 WHEN aside IS NOT NULL THEN 2 ELSE 0 END"
  " WHERE (shown = 1 AND confirmed IS NULL) OR (shown = 2 AND aside IS NULL) OR (shown = 3 AND outgoing IS NULL)"
  " OR (shown = 4 AND merged IS NULL) OR (shown = 5 AND NOT EXISTS (SELECT 1 FROM draft WHERE entity = e.num));"
  "UPDATE entity SET hub_version = NULL WHERE confirmed IS NULL AND aside IS NULL AND raw IS NULL;"
  "UPDATE entity SET status = NULL, walk = 0, deleted = 0, problem = NULL, device_name = NULL, sends = 0, refusals = 0"
  " WHERE shown = 0 AND confirmed IS NULL AND aside IS NULL AND outgoing IS NULL AND raw IS NULL;"
  "UPDATE entity SET stamp = 1 WHERE stamp < 1; UPDATE relationship SET stamp = 1 WHERE stamp < 1;"
  "DELETE FROM relationship WHERE id = '' OR id || from_id || to_id GLOB '*[^ -~]*' OR NOT json_valid (properties)"
  " OR (c_properties IS NOT NULL AND NOT json_valid (c_properties)) OR confirmed NOT BETWEEN 0 AND 2"
  " OR (confirmed = 2 AND (c_from_id IS NULL OR c_from_version IS NULL OR c_to_id IS NULL OR c_to_version IS NULL"
  "     OR c_type IS NULL OR c_properties IS NULL OR c_updated_at IS NULL))"
  " OR (status IS NOT NULL AND status NOT BETWEEN 0 AND 5) OR pending NOT BETWEEN 0 AND 1;"
  "DELETE FROM relationship_past WHERE id = '' OR id || from_id || to_id GLOB '*[^ -~]*' OR NOT json_valid (properties);"
  "DELETE FROM conflict_path WHERE NOT EXISTS (SELECT 1 FROM conflict WHERE num = conflict_path.conflict);"
  "DELETE FROM sync_state WHERE device_id = '';"
  "UPDATE entity AS e SET deleted = coalesce ((SELECT json_extract (content, '$.deleted') IS 1 FROM entity_version"
  " WHERE seq = CASE e.shown WHEN 1 THEN confirmed WHEN 2 THEN aside WHEN 3 THEN outgoing ELSE merged END), deleted)"
  " WHERE shown BETWEEN 1 AND 4;"
  "UPDATE tally SET entities = (SELECT count (*) FROM entity WHERE shown <> 0 AND deleted = 0);";

/* Versions to be offered again, with no edit to make them from. */
static const char count_lost[] =
  "SELECT (SELECT count (*) FROM broken) + (SELECT count (*) FROM entity AS e WHERE outgoing IS NOT NULL"
  " AND NOT EXISTS (SELECT 1 FROM entity_version WHERE seq = e.outgoing AND entity = e.num)"
  " AND NOT EXISTS (SELECT 1 FROM edit WHERE entity_id = e.id))";

static const char repair_edits[] =
  "DELETE FROM edit_change WHERE NOT EXISTS (SELECT 1 FROM edit WHERE seq = edit_change.edit);"
  "CREATE TEMP TABLE broken AS SELECT seq FROM edit AS e WHERE entity_id = '' OR entity_id GLOB '*[^ -~]*' OR kind NOT BETWEEN 0 AND 2"
  " OR safety NOT BETWEEN 0 AND 9"
  " OR (kind <> 2 AND NOT EXISTS (SELECT 1 FROM edit_change WHERE edit = e.seq))"
  " OR EXISTS (SELECT 1 FROM edit_change WHERE edit = e.seq AND ((before IS NOT NULL AND NOT json_valid (before))"
  "            OR (after IS NOT NULL AND NOT json_valid (after))))"
  " OR (SELECT count (*) <> coalesce (max (position), -1) + 1 FROM edit_change WHERE edit = e.seq);"
  "DELETE FROM edit_change WHERE edit IN (SELECT seq FROM broken);"
  "DELETE FROM edit WHERE seq IN (SELECT seq FROM broken);";

static void
recovery_clear (Recovery *self)
{
  _bo_recover_remove (self->work);
  _bo_recover_remove (self->fresh);
  g_free (self->aside);
  g_free (self->work);
  g_free (self->fresh);
  g_free (self->whole);
  g_clear_pointer (&self->salvage, bo_salvage_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recovery, recovery_clear)

void
bo_salvage_free (BoSalvage *salvage)
{
  g_free (salvage->aside);
  g_free (salvage);
}

/* --- copies --- */

static gboolean
copy_with_log (const char *from, const char *to, GError **error)
{
  g_autofree char *log = g_strconcat (from, "-wal", NULL);
  g_autofree char *to_log = g_strconcat (to, "-wal", NULL);

  return _bo_recover_copy (from, to, error) && _bo_recover_copy (log, to_log, error);
}

static gboolean
set_aside (Recovery *self, GError **error)
{
  for (int i = 1; i < MAX_ASIDE && self->aside == NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.damaged-%d", self->path, i);

      if (!g_file_test (name, G_FILE_TEST_EXISTS))
        self->aside = g_steal_pointer (&name);
    }
  if (self->aside == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_CORRUPT,
                   _("The damaged home “%s” was left as it is: too many damaged files lie beside it. Move them away."),
                   self->path);
      return FALSE;
    }
  if (copy_with_log (self->path, self->aside, error) && copy_with_log (self->path, self->work, error))
    return TRUE;
  _bo_recover_remove (self->aside);
  return FALSE;
}

/* --- the damaged file --- */

static sqlite3 *
open_damaged (const char *path)
{
  sqlite3 *handle = NULL;

  if (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOFOLLOW, NULL)
      == SQLITE_OK)
    {
      sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      sqlite3_exec (handle, "PRAGMA cell_size_check = ON; PRAGMA writable_schema = ON", NULL, NULL, NULL);
      return handle;
    }
  sqlite3_close (handle);
  return NULL;
}

static sqlite3 *
open_readable (Recovery *self, GError **error)
{
  sqlite3 *handle = open_damaged (self->work);

  if (handle != NULL && _bo_rescue_can_read (handle))
    return handle;
  sqlite3_close (handle);
  if (_bo_recover_is_foreign (self->work, BO_STORE_APPLICATION_ID))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_CORRUPT,
                   _("“%s” was not opened: it is a database of another program, not a %s."), self->path, _("home"));
      return NULL;
    }
  self->salvage->queue_whole = false;
  if (!_bo_recover_transplant (self->work, self->fresh, error))
    return NULL;
  return open_damaged (self->work);
}

static gboolean
rescue (Recovery *self, BoRescue *rows, GError **error)
{
  for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      rows->unread = rows->holes = 0;
      if (!_bo_rescue_table (rows, tables[i].name, error))
        return FALSE;
      if (tables[i].queue && rows->unread + rows->holes > 0)
        self->salvage->queue_whole = false;
    }
  return _bo_rescue_ids (rows, error);
}

/* --- the new file --- */

static gboolean
fill (Recovery *self, BoStore *store, sqlite3 *damaged, GError **error)
{
  BoRescue rows = { .from = damaged, .to = store->db };

  /* Where edges led is among the rows: nothing is to be noted a second time. */
  sqlite3_db_config (bo_db_get_handle (store->db), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  if (!bo_db_exec (store->db, "PRAGMA foreign_keys = OFF", error) || !bo_db_begin (store->db, true, error))
    return FALSE;
  if (!bo_db_exec (store->db, "DELETE FROM sync_state", error)
      || !rescue (self, &rows, error)
      || !bo_db_exec (store->db, repair_edits, error)
      || !_bo_db_query_int (store->db, count_lost, &self->salvage->edits_lost, error)
      || !bo_db_exec (store->db, "DROP TABLE broken", error)
      || !bo_db_exec (store->db, repair, error))
    {
      bo_db_rollback (store->db);
      return FALSE;
    }
  sqlite3_db_config (bo_db_get_handle (store->db), SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
  return bo_db_commit (store->db, error) && bo_db_exec (store->db, "PRAGMA foreign_keys = ON", error);
}

static gboolean
note (Recovery *self, BoStore *store, const BoContext *context, GError **error)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr (BoActivity) activity = bo_activity_new (BO_ACTIVITY_FAILED, NULL, context->now_us);
  g_autoptr (BoJsonWriter) writer = bo_json_writer_new ();
  g_autofree char *sentence = bo_salvage_to_sentence (self->salvage);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "reason", sentence);
  bo_json_writer_end_object (writer);
  activity->detail = bo_json_writer_end (g_steal_pointer (&writer), NULL);
  if (!bo_sync_store_begin (rows, BO_DURABILITY_FULL, error))
    return FALSE;
  if (bo_sync_store_add_activity (rows, activity, error))
    return bo_sync_store_commit (rows, error);
  bo_sync_store_rollback (rows);
  return FALSE;
}

static GPtrArray *
list_orphans (BoStore *store, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (store->db,
                               "SELECT id FROM entity e WHERE shown = 5 AND NOT EXISTS"
                               " (SELECT 1 FROM edit WHERE entity_id = e.id) ORDER BY id",
                               error);
  if (statement == NULL)
    return NULL;
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (ids, bo_statement_dup_text (statement, 0));
  return result == BO_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

/* Drafts whose edits are gone with a page of the queue. */
static gboolean
mend_orphans (Recovery *self, BoStore *store, const BoContext *context, GError **error)
{
  g_autoptr (GPtrArray) ids = list_orphans (store, error);

  if (ids == NULL)
    return FALSE;
  for (unsigned int i = 0; i < ids->len; i++)
    {
      bool saved;

      if (!bo_rules_salvage_draft (BO_SYNC_STORE (store), context, g_ptr_array_index (ids, i), &saved, error))
        return FALSE;
      if (!saved)
        self->salvage->edits_lost++;
    }
  return TRUE;
}

static gboolean
mend (Recovery *self, BoStore *store, const BoContext *context, GError **error)
{
  BoSalvage *salvage = self->salvage;
  BoSalvagedEdits edits;
  int64_t connected = 0;

  if (!_bo_store_init_state (store, context->entropy, error)
      || !mend_orphans (self, store, context, error)
      || !bo_rules_salvage (BO_SYNC_STORE (store), context, &edits, error)
      || !_bo_db_query_int (store->db, "SELECT count (*) FROM entity WHERE shown <> 0 AND deleted = 0",
                            &salvage->things, error)
      || !_bo_db_query_int (store->db, "SELECT server_url IS NOT NULL FROM sync_state", &connected, error))
    return FALSE;
  salvage->edits = edits.saved;
  salvage->edits_lost += edits.lost;
  salvage->connected = connected != 0;
  return note (self, store, context, error) && bo_store_check (store, error);
}

static gboolean
build (Recovery *self, const BoContext *context, GError **error)
{
  g_autoptr (BoStore) store = bo_store_open (self->fresh, false, context->entropy, error);
  sqlite3 *damaged;
  gboolean done;

  if (store == NULL)
    return FALSE;
  /* Its pages are looked at: they must be in the file. */
  if (!bo_db_exec (store->db, "PRAGMA wal_checkpoint (TRUNCATE)", error))
    return FALSE;
  damaged = open_readable (self, error);
  if (damaged == NULL)
    return FALSE;
  done = fill (self, store, damaged, error) && mend (self, store, context, error)
         && bo_db_exec (store->db, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  sqlite3_close (damaged);
  return done;
}

/* --- taking the place --- */

static gboolean
rename_file (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return _bo_db_sync_file (to, error);
  g_set_error (error, BO_ERROR, BO_ERROR_STORAGE,
               _("The home that was saved from a damaged file could not be named “%s”: %s. It is kept as “%s”."),
               to, g_strerror (errno), from);
  return FALSE;
}

/**
 * bo_store_finish_recovery:
 * @path: of a home that nobody has open
 * @error: return location
 *
 * Where a recovery was cut off when the new file was whole, it takes its place now. The old one's
 * log must be gone before: it would be taken for the new one's.
 *
 * Returns: %FALSE only if that failed
 */
gboolean
bo_store_finish_recovery (const char *path, GError **error)
{
  static const char *const logs[] = { "-wal", "-shm" };
  g_autofree char *whole = g_strconcat (path, ".recovered", NULL);

  if (!g_file_test (whole, G_FILE_TEST_EXISTS))
    return TRUE;
  for (size_t i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *log = g_strconcat (path, logs[i], NULL);

      g_unlink (log);
    }
  return rename_file (whole, path, error);
}

/**
 * bo_store_recover:
 * @path: of a damaged home that nobody has open
 * @context: time and entropy
 * @error: why nothing was done: then the file is as it was (`NO_SPACE`, `STORAGE`, `CORRUPT`)
 *
 * Saves what can be read of a damaged home, its queue first, into a new file under its name, and
 * keeps the old one beside it. The next synchronisation reads everything anew from the hub, and
 * offers what waited. It may be cut off at any point and called again.
 *
 * Returns: (transfer full): what was saved
 */
BoSalvage *
bo_store_recover (const char *path, const BoContext *context, GError **error)
{
  g_auto (Recovery) self = {
    .path = path,
    .work = g_strconcat (path, ".salvage", NULL),
    .fresh = g_strconcat (path, ".recovering", NULL),
    .whole = g_strconcat (path, ".recovered", NULL),
    .salvage = g_new0 (BoSalvage, 1),
  };

  g_return_val_if_fail (path != NULL && context != NULL, NULL);

  self.salvage->queue_whole = true;
  _bo_recover_remove (self.work);
  _bo_recover_remove (self.fresh);
  if (!set_aside (&self, error))
    return NULL;
  self.salvage->aside = g_strdup (self.aside);
  if (!build (&self, context, error))
    {
      _bo_recover_remove (self.aside);
      return NULL;
    }
  if (!rename_file (self.fresh, self.whole, error)
      || !bo_store_finish_recovery (path, error))
    return NULL;
  return g_steal_pointer (&self.salvage);
}

/* --- words --- */

/**
 * bo_salvage_is_good:
 * @salvage: what came of it
 *
 * Returns: whether all that waited for the hub was saved
 */
bool
bo_salvage_is_good (const BoSalvage *salvage)
{
  return salvage->queue_whole && salvage->edits_lost == 0;
}

/**
 * bo_salvage_to_sentence:
 * @salvage: what came of it
 *
 * Returns: (transfer full): what happened, what was saved and what not
 */
char *
bo_salvage_to_sentence (const BoSalvage *salvage)
{
  g_autoptr (GString) text = g_string_new (_("The home’s file was damaged and was made anew."));

  g_string_append_c (text, ' ');
  if (salvage->edits > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%d change that waited for the hub was saved.",
                                               "%d changes that waited for the hub were saved.",
                                               (unsigned long) salvage->edits), (int) salvage->edits);
  else if (bo_salvage_is_good (salvage))
    g_string_append (text, _("No change was waiting for the hub."));
  if (text->str[text->len - 1] != ' ')
    g_string_append_c (text, ' ');
  if (salvage->edits_lost > 0)
    g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%d change could not be saved.",
                                               "%d changes could not be saved.",
                                               (unsigned long) salvage->edits_lost), (int) salvage->edits_lost);
  else if (!salvage->queue_whole)
    g_string_append (text, _("Some changes may be lost: a part of the file could not be read."));
  if (!bo_salvage_is_good (salvage))
    g_string_append_c (text, ' ');
  if (!salvage->connected)
    g_string_append_printf (text, "%s ", _("If it belonged to a hub, connect to it again."));
  g_string_append_printf (text, _("The damaged file is kept as “%s”."), salvage->aside);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
