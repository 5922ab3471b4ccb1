/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "bo-rules.h"
#include "bo-store.h"

/* A home as each released schema left it, with rows in every table, opened by this program.

   Until schema 1 is released it may change, and the fixture with it:
     build/tests/unit/store/test-store-schema --make tests/fixtures/home-schema-1.sql */

#define NOW INT64_C (1790000000000000)
#define V(n, user) "2026-06-15T09:41:0" n ".000000+00:00-000417-" user

/* --- making it --- */

static BoEntity *
lamp (const char *id, const char *version, const char *name)
{
  return bo_entity_new (id, version, "device", name, "{\"odd\": 0.10, \"b\": [1, 2]}", "manual", "alice", NULL);
}

static void
put (BoStore *store, const char *id, BoSyncStatus status)
{
  g_autoptr (BoRecord) record = bo_record_new (id);

  record->status = status;
  record->confirmed = lamp (id, V ("1", "bob"), "Confirmed");
  record->hub_version = g_strdup (V ("1", "bob"));
  record->shown = lamp (id, V ("9", "alice"), "Shown");
  if (status == BO_STATUS_CONFLICT)
    {
      record->aside = lamp (id, V ("2", "bob"), "Aside");
      g_free (record->hub_version);
      record->hub_version = g_strdup (V ("2", "bob"));
    }
  if (status == BO_STATUS_SENDING)
    {
      record->outgoing = lamp (id, V ("3", "alice"), "Outgoing");
      record->merged = lamp (id, V ("4", "alice"), "Merged");
      record->sends = 2;
    }
  if (status == BO_STATUS_QUARANTINED || status == BO_STATUS_UNREADABLE)
    record->problem = g_strdup ("The hub refused it.");
  if (status == BO_STATUS_UNREADABLE)
    record->raw = g_strdup ("{\"what\": \"is this\"");
  g_assert_true (bo_sync_store_put_record (BO_SYNC_STORE (store), record, NULL));
}

static void
put_edit (BoStore *store, const char *id, BoEditKind kind)
{
  g_autoptr (BoEdit) edit = bo_edit_new (id, kind);

  edit->time_us = NOW;
  edit->user_id = g_strdup ("alice");
  if (kind == BO_EDIT_CHANGE)
    {
      g_ptr_array_add (edit->changes, bo_json_change_new ("/name", "\"Confirmed\"", "\"Shown\""));
      g_ptr_array_add (edit->changes, bo_json_change_new ("/content/new", NULL, "0.10"));
    }
  g_assert_true (bo_sync_store_add_edit (BO_SYNC_STORE (store), edit, NULL));
}

static void
put_journal (BoStore *store)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr (BoConflict) conflict = bo_conflict_new ();
  g_autoptr (BoMergeDue) due = bo_merge_due_new ("pending", V ("5", "bob"), V ("9", "alice"), V ("1", "bob"));
  g_autoptr (BoActivity) activity = bo_activity_new (BO_ACTIVITY_MERGED, "conflict", NOW);
  g_autoptr (BoEdge) edge = bo_edge_new ("edge", "pending", V ("1", "bob"), "synced", "", "located_in", "{\"x\": 1}", "alice", NOW);
  g_autoptr (BoEdgeRecord) record = bo_edge_record_new (edge);

  conflict->id = g_strdup ("a conflict");
  conflict->entity_id = g_strdup ("conflict");
  conflict->kind = BO_CONFLICT_DECIDED;
  conflict->when_us = NOW;
  g_ptr_array_add (conflict->paths, bo_conflict_path_new ("/name", "\"a\"", "\"b\"", "\"c\"", "\"b\"", BO_KEPT_MINE, true));
  record->pending = true;
  record->revision = 3;
  record->edited_at = NOW;
  g_assert_true (bo_sync_store_put_conflict (rows, conflict, NULL));
  g_assert_true (bo_sync_store_put_merge_due (rows, due, NULL));
  g_assert_true (bo_sync_store_add_activity (rows, activity, NULL));
  g_assert_true (bo_sync_store_put_edge (rows, record, NULL));
}

static void
make_home (const char *path)
{
  g_autoptr (GError) error = NULL;
  BoStore *store = bo_store_open (path, false, 7, &error);
  BoContext context = { NOW, 7 };

  g_assert_no_error (error);
  g_assert_true (bo_rules_set_hub (BO_SYNC_STORE (store), &context, "http://hub", "alice", "Laptop", "admin", NULL));
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_FULL, NULL));
  put (store, "synced", BO_STATUS_SYNCED);
  put (store, "pending", BO_STATUS_PENDING);
  put (store, "sending", BO_STATUS_SENDING);
  put (store, "conflict", BO_STATUS_CONFLICT);
  put (store, "quarantined", BO_STATUS_QUARANTINED);
  put (store, "unreadable", BO_STATUS_UNREADABLE);
  put_edit (store, "pending", BO_EDIT_CHANGE);
  put_edit (store, "quarantined", BO_EDIT_DELETE);
  put_journal (store);
  g_assert_true (bo_sync_store_commit (BO_SYNC_STORE (store), &error));
  g_assert_no_error (error);
  g_assert_true (bo_store_put_setting (store, "favourites", "[\"pending\"]", NULL));
  bo_store_close (store);
}

/* --- as a script --- */

static int
line_cb (void *data, int n, char **values, char **names)
{
  if (values[0] != NULL)
    g_string_append_printf (data, "%s\n", values[0]);
  return 0;
}

static void
query (sqlite3 *handle, const char *sql, GString *lines)
{
  g_autofree char *text = NULL;
  char *message = NULL;

  sqlite3_exec (handle, sql, line_cb, lines, &message);
  text = g_strdup (message);
  sqlite3_free (message);
  g_assert_cmpstr (text, ==, NULL);
}

static char *
write_script (const char *path)
{
  g_autoptr (GString) script = g_string_new ("-- A home as schema 1 left it: see tests/unit/store/test-schema.c\n"
                                             "PRAGMA foreign_keys=OFF;\nBEGIN;\n");
  g_autoptr (GString) selects = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  query (handle, "SELECT sql || ';' FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' AND type = 'table'", script);
  query (handle,
         "SELECT 'SELECT ''INSERT INTO ' || name || ' VALUES('' || ' || (SELECT group_concat ('quote (\"' || c.name ||"
         " '\")', ' || '','' || ') FROM pragma_table_info (s.name) AS c) || ' || '');'' FROM ' || name"
         " FROM sqlite_schema AS s WHERE type = 'table' AND name <> 'sqlite_sequence'", selects);
  lines = g_strsplit (selects->str, "\n", -1);
  for (int i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    query (handle, lines[i], script);
  query (handle, "SELECT sql || ';' FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL", script);
  query (handle, "SELECT 'PRAGMA application_id=' || application_id || ';' FROM pragma_application_id", script);
  query (handle, "SELECT 'PRAGMA user_version=' || user_version || ';' FROM pragma_user_version", script);
  g_string_append (script, "COMMIT;\n");
  sqlite3_close (handle);
  return g_string_free (g_steal_pointer (&script), FALSE);
}

/* --- opening it --- */

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_test_build_filename (G_TEST_DIST, "fixtures", data, NULL);
  g_autofree char *script = NULL;
  sqlite3 *handle = NULL;

  fixture->folder = g_dir_make_tmp ("bo-schema-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "home.db", NULL);
  g_assert_true (g_file_get_contents (name, &script, NULL, NULL));
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, script, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
assert_record (BoStore *store, const char *id, BoSyncStatus status, const char *shown)
{
  g_autoptr (BoRecord) record = bo_sync_store_get_record (BO_SYNC_STORE (store), id, NULL);

  g_assert_nonnull (record);
  g_assert_cmpint (record->status, ==, status);
  g_assert_cmpstr (record->shown->name, ==, shown);
  g_assert_cmpstr (record->shown->content, ==, "{\"odd\": 0.10, \"b\": [1, 2]}");
  g_assert_cmpstr (record->confirmed->name, ==, "Confirmed");
  g_assert_cmpint (record->aside != NULL, ==, status == BO_STATUS_CONFLICT);
  g_assert_cmpint (record->outgoing != NULL, ==, status == BO_STATUS_SENDING);
  g_assert_cmpint (record->merged != NULL, ==, status == BO_STATUS_SENDING);
  g_assert_cmpint (record->raw != NULL, ==, status == BO_STATUS_UNREADABLE);
}

static void
assert_queue (BoSyncStore *rows)
{
  g_autoptr (GPtrArray) edits = bo_sync_store_list_edits (rows, NULL, NULL);
  g_autoptr (GPtrArray) conflicts = bo_sync_store_list_conflicts (rows, true, NULL);
  g_autoptr (GPtrArray) due = bo_sync_store_list_merge_due (rows, NULL);
  g_autoptr (BoEdgeRecord) edge = bo_sync_store_get_edge (rows, "edge", NULL);
  g_autoptr (BoSyncState) state = bo_sync_store_get_state (rows, NULL);
  BoEdit *edit;

  g_assert_cmpuint (edits->len, ==, 2);
  edit = g_ptr_array_index (edits, 0);
  g_assert_cmpuint (edit->changes->len, ==, 2);
  g_assert_cmpstr (((BoJsonChange *) g_ptr_array_index (edit->changes, 1))->after, ==, "0.10");
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpuint (((BoConflict *) g_ptr_array_index (conflicts, 0))->paths->len, ==, 1);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_true (edge->pending);
  g_assert_cmpint (edge->revision, ==, 3);
  g_assert_cmpstr (state->server_url, ==, "http://hub");
  g_assert_cmpstr (state->device_name, ==, "Laptop");
}

static void
test_opens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BoStore *store = bo_store_open (fixture->path, false, 8, &error);
  g_autofree char *setting = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  g_assert_no_error (error);
  g_assert_true (bo_store_check (store, &error));
  g_assert_no_error (error);
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_NORMAL, NULL));
  assert_record (store, "synced", BO_STATUS_SYNCED, "Shown");
  assert_record (store, "pending", BO_STATUS_PENDING, "Shown");
  assert_record (store, "sending", BO_STATUS_SENDING, "Shown");
  assert_record (store, "conflict", BO_STATUS_CONFLICT, "Shown");
  assert_record (store, "quarantined", BO_STATUS_QUARANTINED, "Shown");
  assert_record (store, "unreadable", BO_STATUS_UNREADABLE, "Shown");
  assert_queue (BO_SYNC_STORE (store));
  bo_sync_store_rollback (BO_SYNC_STORE (store));
  setting = bo_store_get_setting (store, "favourites", NULL);
  g_assert_cmpstr (setting, ==, "[\"pending\"]");
  versions = bo_store_list_versions (store, "sending", NULL);
  g_assert_cmpuint (versions->len, ==, 3);
  bo_store_close (store);
}

/* Whoever opens it gets the schema that a new home has. */
static void
test_same_schema (Fixture *fixture, gconstpointer data)
{
  static const char sql[] = "SELECT type || ' ' || name || ' ' || coalesce (sql, '') FROM sqlite_schema ORDER BY 1";
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.db", NULL);
  const char *paths[] = { fixture->path, fresh };
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);

  for (int i = 0; i < 2; i++)
    {
      sqlite3 *handle = NULL;

      bo_store_close (bo_store_open (paths[i], false, 8, NULL));
      g_assert_cmpint (sqlite3_open (paths[i], &handle), ==, SQLITE_OK);
      query (handle, sql, i == 0 ? old : new);
      sqlite3_close (handle);
    }
  if (strcmp (old->str, new->str) != 0)
    g_test_message ("The schema changed. A released one needs a migration; before that, see the head of this file.");
  g_assert_cmpstr (old->str, ==, new->str);
}

static int
make_fixture (const char *target)
{
  g_autofree char *folder = g_dir_make_tmp ("bo-schema-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "home.db", NULL);
  g_autofree char *script = NULL;

  make_home (path);
  script = write_script (path);
  g_unlink (path);
  g_rmdir (folder);
  return g_file_set_contents (target, script, -1, NULL) ? 0 : 1;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--make") == 0)
    return make_fixture (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/schema/1/opens", Fixture, "home-schema-1.sql", set_up, test_opens, tear_down);
  g_test_add ("/store/schema/1/same", Fixture, "home-schema-1.sql", set_up, test_same_schema, tear_down);
  return g_test_run ();
}
