/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "bo-fault-vfs.h"
#include "bo-db-private.h"
#include "bo-hub-db-private.h"
#include "bo-store-private.h"
#include "bo-pair.h"

/* The n-th call of the disk fails, for every n: in an edit, in a whole synchronisation (pages,
   acknowledgements, merges), in the hub's push, in a migration. What failed has changed nothing,
   no edit is lost, and the next synchronisation heals. */

#define HUB_URL "http://hub"
#define V(n, user) "2026-06-15T09:41:0" n ".000000+00:00-000001-" user

static char *folder;
static char *device_template;
static char *hub_template;

static const struct { const char *name; BoFault fault; } faults[] = {
  { "full", { BO_FAULT_CHANGES, 0, SQLITE_FULL, true, false, NULL } },
  { "torn", { BO_FAULT_CHANGES, 0, SQLITE_IOERR_WRITE, true, true, NULL } },
  { "fsync", { BO_FAULT_CHANGES, 0, SQLITE_IOERR_FSYNC, false, false, NULL } },
  { "busy", { BO_FAULT_LOCKS, 0, SQLITE_BUSY, false, false, NULL } },
  { "read", { BO_FAULT_READS, 0, SQLITE_IOERR_READ, false, false, NULL } },
};

/* Some calls are made by the hundred; those that follow are no different. */
#define MOST 400

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *wal = g_strconcat (to, "-wal", NULL);
  g_autofree char *shm = g_strconcat (to, "-shm", NULL);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  size_t length = 0;

  g_unlink (wal);
  g_unlink (shm);
  g_file_get_contents (from, &data, &length, &error);
  g_assert_no_error (error);
  g_unlink (to);
  g_file_set_contents (to, data, length, &error);
  g_assert_no_error (error);
}

/* --- what is synchronised --- */

static BoEntity *
lamp (const char *id, const char *version, const char *name, const char *content, const char *parent)
{
  const char *parents[] = { parent, NULL };

  return bo_entity_new (id, version, "device", name, content, "manual", "bob", parents);
}

static void
push_lamp (BoPair *pair, const char *id, const char *version, const char *content, const char *parent)
{
  g_autoptr (BoEntity) entity = lamp (id, version, id, content, parent);
  g_autoptr (BoEdge) edge = bo_edge_new ("e-hub", "shared", version, "shared", version, "located_in", "{}", NULL, 0);

  bo_pair_push (pair, entity, strcmp (id, "shared") == 0 ? edge : NULL);
}

static gboolean
rename_lamp (BoPair *pair, const char *id, const char *before, const char *after, GError **error)
{
  g_autoptr (BoEdit) edit = bo_edit_new (id, BO_EDIT_CHANGE);
  BoContext context = bo_pair_context (pair);
  BoStep step = { .edit = edit };

  g_ptr_array_add (edit->changes, bo_json_change_new ("/name", before, after));
  return bo_rules_edit (BO_SYNC_STORE (pair->store), &context, &step, 1, error);
}

static void
create_lamp (BoPair *pair, const char *id)
{
  g_autoptr (BoEntity) entity = lamp (id, "", id, "{\"new\": 1}", NULL);
  g_autoptr (BoEdit) edit = bo_edit_new (id, BO_EDIT_CREATE);
  g_autoptr (BoEdge) edge = bo_edge_new ("e-own", id, "", "shared", "", "located_in", "{}", NULL, 0);
  g_autoptr (GError) error = NULL;
  BoContext context = bo_pair_context (pair);
  BoStep steps[] = { { .edit = edit }, { .edge = edge } };
  g_autofree char *document = bo_entity_to_document (entity);

  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
  bo_rules_edit (BO_SYNC_STORE (pair->store), &context, steps, 2, &error);
  g_assert_no_error (error);
}

static void
delete_lamp (BoPair *pair, const char *id)
{
  g_autoptr (BoEdit) edit = bo_edit_new (id, BO_EDIT_DELETE);
  g_autoptr (GError) error = NULL;
  BoContext context = bo_pair_context (pair);
  BoStep step = { .edit = edit };

  bo_rules_edit (BO_SYNC_STORE (pair->store), &context, &step, 1, &error);
  g_assert_no_error (error);
}

static BoPair *
open_pair (const char *device, const char *hub)
{
  BoPair *pair = bo_pair_new ();
  g_autoptr (BoHubDb) db = NULL;
  g_autoptr (GError) error = NULL;

  pair->store = bo_store_open (device, false, 7, &error);
  g_assert_no_error (error);
  db = bo_hub_db_open (hub, BO_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  pair->rules = bo_hub_rules_new (BO_HUB_STORE (db));
  pair->hub = db;
  pair->path = g_strdup (device);
  pair->hub_path = g_strdup (hub);
  return pair;
}

static void
sync_well (BoPair *pair)
{
  g_autoptr (GError) error = NULL;

  bo_pair_sync (pair, &error);
  g_assert_no_error (error);
}

/* A device and a hub that knew each other, and then went on by themselves: what is edited on both
   sides, made and deleted here, changed and new there. */
static void
make_templates (void)
{
  g_autoptr (BoPair) pair = open_pair (device_template, hub_template);
  BoContext context = bo_pair_context (pair);

  g_assert_true (bo_rules_set_hub (BO_SYNC_STORE (pair->store), &context, HUB_URL, "alice", NULL, "admin", NULL));
  push_lamp (pair, "shared", V ("1", "bob"), "{\"a\": 1, \"b\": 1}", NULL);
  push_lamp (pair, "doomed", V ("1", "bob"), "{}", NULL);
  for (int i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("many-%d", i);

      push_lamp (pair, id, V ("1", "bob"), "{\"filler\": \"a long text, so that pages of the file fill\"}", NULL);
    }
  sync_well (pair);
  bo_pair_assert_alike (pair);
  g_assert_true (rename_lamp (pair, "shared", "\"shared\"", "\"Edited\"", NULL));
  create_lamp (pair, "own");
  delete_lamp (pair, "doomed");
  push_lamp (pair, "shared", V ("2", "bob"), "{\"a\": 2, \"b\": 1}", V ("1", "bob"));
  push_lamp (pair, "new", V ("2", "bob"), "{}", NULL);
}

static void
assert_name (BoPair *pair, const char *id, const char *name)
{
  g_autoptr (BoRecord) record = NULL;

  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (pair->store), BO_DURABILITY_NORMAL, NULL));
  record = bo_sync_store_get_record (BO_SYNC_STORE (pair->store), id, NULL);
  bo_sync_store_rollback (BO_SYNC_STORE (pair->store));
  if (name == NULL)
    g_assert_true (record == NULL || record->shown == NULL || bo_entity_is_deleted (record->shown));
  else
    g_assert_cmpstr (record->shown->name, ==, name);
}

/* Everything both sides did has come about. */
static void
assert_healed (BoPair *pair)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hub = NULL;

  sync_well (pair);
  bo_pair_assert_alike (pair);
  assert_name (pair, "shared", "Edited");
  assert_name (pair, "own", "own");
  assert_name (pair, "new", "new");
  assert_name (pair, "doomed", NULL);
  hub = bo_fault_vfs_dump (pair->hub_path);
  g_assert_nonnull (strstr (hub, "|Edited|{\"a\": 2, \"b\": 1}|"));
  g_assert_nonnull (strstr (hub, "edge|e-own|"));
  g_assert_true (bo_store_check (pair->store, &error));
  g_assert_no_error (error);
}

static void
plant (const BoFault *fault, int n)
{
  BoFault planted = *fault;

  planted.n = n;
  bo_fault_vfs_plant (&planted);
}

/* --- a whole synchronisation --- */

static bool
sync_with_fault (const BoFault *fault, int n)
{
  g_autofree char *device = path_of ("device.db");
  g_autofree char *hub = path_of ("hub.db");
  g_autoptr (BoPair) pair = NULL;
  bool struck;

  copy_file (device_template, device);
  copy_file (hub_template, hub);
  pair = open_pair (device, hub);
  plant (fault, n);
  bo_pair_sync (pair, NULL);
  struck = bo_fault_vfs_clear ();
  assert_healed (pair);
  return struck;
}

static void
test_sync (const void *data)
{
  const BoFault *fault = data;
  int n = 1;

  while (n < MOST && sync_with_fault (fault, n))
    n++;
  g_assert_cmpint (n, >, 5);
  g_test_message ("%d calls", n - 1);
}

/* The same with each call of the database: nothing but that call fails, and what follows it in the
   transaction must not be written by itself. */
static bool
sync_with_failing_call (bool at_hub, int n, int code)
{
  g_autofree char *device = path_of ("device.db");
  g_autofree char *hub = path_of ("hub.db");
  g_autoptr (BoPair) pair = NULL;
  BoDb *db;
  bool struck;

  copy_file (device_template, device);
  copy_file (hub_template, hub);
  pair = open_pair (device, hub);
  db = at_hub ? pair->hub->db : pair->store->db;
  bo_db_fail_after (db, n, code);
  bo_pair_sync (pair, NULL);
  struck = db->fail_in <= 0;
  bo_db_fail_after (db, 0, 0);
  assert_healed (pair);
  return struck;
}

static void
test_calls (const void *data)
{
  static const int codes[] = { SQLITE_FULL, SQLITE_NOMEM, SQLITE_BUSY, SQLITE_IOERR_READ };
  bool at_hub = data != NULL;
  int n = 1;

  while (sync_with_failing_call (at_hub, n, codes[n % G_N_ELEMENTS (codes)]))
    n++;
  g_assert_cmpint (n, >, 50);
  g_test_message ("%d calls", n - 1);
}

/* --- an edit --- */

static bool
edit_with_fault (const BoFault *fault, int n)
{
  g_autofree char *device = path_of ("device.db");
  g_autofree char *hub = path_of ("hub.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (BoPair) pair = NULL;
  gboolean done;
  bool struck;

  copy_file (device_template, device);
  copy_file (hub_template, hub);
  pair = open_pair (device, hub);
  before = bo_fault_vfs_dump (device);
  plant (fault, n);
  done = rename_lamp (pair, "many-3", "\"many-3\"", "\"Third\"", NULL);
  struck = bo_fault_vfs_clear ();
  after = bo_fault_vfs_dump (device);
  if (done)
    g_assert_cmpstr (after, !=, before);
  else
    g_assert_cmpstr (after, ==, before);
  assert_healed (pair);
  assert_name (pair, "many-3", done ? "Third" : "many-3");
  return struck;
}

static void
test_edit (const void *data)
{
  int n = 1;

  while (n < MOST && edit_with_fault (data, n))
    n++;
  g_test_message ("%d calls", n - 1);
}

/* --- a migration --- */

static const BoMigration steps[] = {
  "CREATE TABLE thing (id TEXT PRIMARY KEY, size INTEGER) STRICT;",
  "ALTER TABLE thing ADD COLUMN colour TEXT; UPDATE thing SET colour = 'grey';",
  "CREATE TABLE box (id TEXT PRIMARY KEY) STRICT; INSERT INTO box SELECT id FROM thing;",
};
static const BoDbSchema old_schema = { 0x626f7473, steps, 1, "shed" };
static const BoDbSchema new_schema = { 0x626f7473, steps, 3, "shed" };

static void
make_shed (const char *path)
{
  g_autoptr (GError) error = NULL;
  BoDb *db = bo_db_open (path, BO_DB_READ_WRITE, &old_schema, &error);

  g_assert_no_error (error);
  g_assert_true (bo_db_exec (db, "INSERT INTO thing VALUES ('spade', 1), ('rake', 2)", NULL));
  bo_db_close (db);
}

static bool
migrate_with_fault (const BoFault *fault, int n)
{
  g_autofree char *template = path_of ("shed-template.db");
  g_autofree char *path = path_of ("shed.db");
  g_autofree char *backup = g_strconcat (path, ".backup-v1", NULL);
  g_autofree char *dump = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  BoDb *db;
  bool struck;

  copy_file (template, path);
  g_unlink (backup);
  plant (fault, n);
  db = bo_db_open (path, BO_DB_READ_WRITE, &new_schema, NULL);
  struck = bo_fault_vfs_clear ();
  g_clear_pointer (&db, bo_db_close);

  /* Whatever there was is there, at some step; and the next start takes the steps that are left. */
  dump = bo_fault_vfs_dump (path);
  g_assert_nonnull (strstr (dump, "thing|spade|1"));
  g_assert_nonnull (strstr (dump, "thing|rake|2"));
  g_assert_true ((strstr (dump, "grey") != NULL) || (strstr (dump, "box|") == NULL));
  db = bo_db_open (path, BO_DB_READ_WRITE, &new_schema, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, bo_db_close);
  g_free (dump);
  dump = bo_fault_vfs_dump (path);
  g_assert_cmpstr (dump, ==, "box|rake\nbox|spade\nthing|spade|1|grey\nthing|rake|2|grey\n");
  kept = bo_fault_vfs_dump (backup);
  g_assert_nonnull (kept);
  g_assert_nonnull (strstr (kept, "thing|rake|2"));
  return struck;
}

static void
test_migration (const void *data)
{
  g_autofree char *template = path_of ("shed-template.db");
  int n = 1;

  if (!g_file_test (template, G_FILE_TEST_EXISTS))
    make_shed (template);
  while (n < MOST && migrate_with_fault (data, n))
    n++;
  g_assert_cmpint (n, >, 5);
  g_test_message ("%d calls", n - 1);
}

/* --- the power goes --- */

/* Everything that was reported as saved is there, and everything else whole or not at all. */
static void
lose_power (uint64_t seed)
{
  g_autofree char *device = path_of ("device.db");
  g_autofree char *hub = path_of ("hub.db");
  g_autofree char *name = g_strdup_printf ("Edit %u", (unsigned) seed);
  g_autofree char *text = g_strdup_printf ("\"%s\"", name);
  g_autoptr (BoPair) pair = NULL;
  int n = 1 + bo_splitmix (seed, 7, 0) % 250;
  gboolean saved;

  copy_file (device_template, device);
  copy_file (hub_template, hub);
  pair = open_pair (device, hub);
  saved = rename_lamp (pair, "many-5", "\"many-5\"", text, NULL);
  g_assert_true (saved);
  bo_fault_vfs_plant (&(BoFault) { BO_FAULT_CHANGES, n, SQLITE_IOERR_WRITE, true, false, NULL });
  bo_pair_sync (pair, NULL);
  if (seed % 2 == 0)
    bo_fault_vfs_cut_power ();
  /* Closing moves the log into the file: the power may go there too. */
  g_clear_pointer (&pair, bo_pair_free);
  bo_fault_vfs_cut_power ();
  bo_fault_vfs_clear ();
  bo_fault_vfs_restore_power (seed);

  pair = open_pair (device, hub);
  assert_healed (pair);
  assert_name (pair, "many-5", name);
}

static void
test_power (void)
{
  for (uint64_t seed = 1; seed <= 100; seed++)
    lose_power (seed);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (name);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
add_tests (const char *kind, GTestDataFunc func)
{
  for (size_t i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *name = g_strdup_printf ("/disk/%s/%s", kind, faults[i].name);

      g_test_add_data_func (name, &faults[i].fault, func);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("bo-disk-XXXXXX", NULL);
  device_template = path_of ("device-template.db");
  hub_template = path_of ("hub-template.db");
  bo_fault_vfs_install (folder);
  make_templates ();

  add_tests ("sync", test_sync);
  g_test_add_data_func ("/disk/calls/device", NULL, test_calls);
  g_test_add_data_func ("/disk/calls/hub", "hub", test_calls);
  add_tests ("edit", test_edit);
  add_tests ("migration", test_migration);
  g_test_add_func ("/disk/power", test_power);
  status = g_test_run ();
  remove_folder ();
  return status;
}
