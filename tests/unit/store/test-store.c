/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bo-store.h"

#define V1 "2026-06-15T09:41:02.000001+00:00-000417-alice"
#define V2 "2026-06-15T09:41:02.000002+00:00-000418-alice"
#define V3 "2026-06-15T09:41:02.000003+00:00-000002-bob"
#define T1 INT64_C (1781516462000001)

typedef struct
{
  char    *folder;
  char    *path;
  BoStore *store;
} Fixture;

static BoStore *
open_store (const char *path, bool read_only, uint64_t entropy)
{
  g_autoptr (GError) error = NULL;
  BoStore *store = bo_store_open (path, read_only, entropy, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("bo-store-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "home.db", NULL);
  fixture->store = open_store (fixture->path, false, 7);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  if (fixture->store != NULL)
    bo_store_close (fixture->store);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      if (g_remove (path) != 0)
        g_assert_cmpint (errno, ==, ENOENT);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
reopen (Fixture *fixture)
{
  bo_store_close (fixture->store);
  fixture->store = open_store (fixture->path, false, 8);
}

static void
begin (BoStore *store)
{
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_FULL, NULL));
}

static void
commit (BoStore *store)
{
  g_assert_true (bo_sync_store_commit (BO_SYNC_STORE (store), NULL));
}

static BoRecord *
make_record (const char *id, const char *version, const char *name)
{
  BoRecord *record = bo_record_new (id);

  record->confirmed = bo_entity_new (id, version, "device", name, "{\"a\": 0.10}", NULL, "alice", NULL);
  record->shown = bo_entity_ref (record->confirmed);
  record->hub_version = g_strdup (version);
  return record;
}

static gboolean
put_lamp (BoStore *store, const char *id, const char *version, const char *name, GError **error)
{
  g_autoptr (BoRecord) record = make_record (id, version, name);

  return bo_sync_store_put_record (BO_SYNC_STORE (store), record, error);
}

static void
save_lamp (BoStore *store, const char *id, const char *version, const char *name)
{
  begin (store);
  g_assert_true (put_lamp (store, id, version, name, NULL));
  commit (store);
}

static char *
name_of (BoStore *store, const char *id)
{
  g_autoptr (BoRecord) record = NULL;

  begin (store);
  record = bo_sync_store_get_record (BO_SYNC_STORE (store), id, NULL);
  commit (store);
  return record != NULL && record->shown != NULL ? g_strdup (record->shown->name) : NULL;
}

#define assert_name(store, id, expected)              \
  G_STMT_START                                        \
  {                                                   \
    g_autofree char *name_ = name_of ((store), (id)); \
    g_assert_cmpstr (name_, ==, (expected));          \
  }                                                   \
  G_STMT_END

static char *
device_of (BoStore *store)
{
  g_autoptr (BoSyncState) state = NULL;

  begin (store);
  state = bo_sync_store_get_state (BO_SYNC_STORE (store), NULL);
  commit (store);
  return g_strdup (state->device_id);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static void
test_identity (Fixture *fixture, gconstpointer data)
{
  g_autofree char *device = device_of (fixture->store);
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;
  BoStore *fresh = open_store (":memory:", false, 8);

  g_assert_true (bo_uuid_is_valid (device));
  reopen (fixture);
  same = device_of (fixture->store);
  other = device_of (fresh);
  g_assert_cmpstr (same, ==, device);
  g_assert_cmpstr (other, !=, device);
  bo_store_close (fresh);
}

static void
test_persists (Fixture *fixture, gconstpointer data)
{
  save_lamp (fixture->store, "lamp", V1, "Lamp");
  reopen (fixture);
  assert_name (fixture->store, "lamp", "Lamp");
}

/* Made at the first open, brought up from nothing: from an empty file too. */
static void
test_empty_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "empty.db", NULL);
  BoStore *store;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  store = open_store (path, false, 1);
  save_lamp (store, "lamp", V1, "Lamp");
  bo_store_close (store);
}

static void
assert_refused (Fixture *fixture, bool read_only, BoError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bo_store_open (fixture->path, read_only, 1, &error));
  g_assert_error (error, BO_ERROR, (int) code);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, bo_store_close);
  run_sql (fixture->path, "PRAGMA user_version = 4711");
  assert_refused (fixture, false, BO_ERROR_NEWER_SCHEMA);
  assert_refused (fixture, true, BO_ERROR_NEWER_SCHEMA);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->store, bo_store_close);
  g_assert_true (g_file_set_contents (fixture->path, "This is a letter, and has been one for a while.", -1, NULL));
  assert_refused (fixture, false, BO_ERROR_CORRUPT);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BoStore *reader;

  save_lamp (fixture->store, "lamp", V1, "Lamp");
  reader = open_store (fixture->path, true, 0);
  g_assert_true (bo_store_is_read_only (reader));
  g_assert_false (bo_store_is_read_only (fixture->store));
  assert_name (reader, "lamp", "Lamp");
  begin (reader);
  g_assert_false (put_lamp (reader, "lamp", V2, "Other", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_READ_ONLY);
  bo_sync_store_rollback (BO_SYNC_STORE (reader));
  assert_name (reader, "lamp", "Lamp");
  bo_store_close (reader);
}

static void
test_two_connections (Fixture *fixture, gconstpointer data)
{
  BoStore *other = open_store (fixture->path, false, 9);
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *one = device_of (fixture->store);
  g_autofree char *two = device_of (other);

  g_assert_cmpstr (one, ==, two);
  g_assert_false (bo_store_changed_elsewhere (fixture->store));
  begin (other);
  g_assert_true (put_lamp (other, "lamp", V1, "Lamp", NULL));
  /* Nobody sees half a transaction. */
  records = bo_store_list_records (fixture->store, 0, NULL, NULL);
  g_assert_cmpint (records->len, ==, 0);
  g_assert_false (bo_store_changed_elsewhere (fixture->store));
  commit (other);
  g_assert_true (bo_store_changed_elsewhere (fixture->store));
  g_assert_false (bo_store_changed_elsewhere (fixture->store));
  assert_name (fixture->store, "lamp", "Lamp");

  /* One's own writing is no news. */
  save_lamp (fixture->store, "lamp", V2, "Lamp 2");
  g_assert_false (bo_store_changed_elsewhere (fixture->store));
  g_assert_true (bo_store_changed_elsewhere (other));
  /* Both go on numbering where the other ended. */
  save_lamp (other, "other", V1, "Other");
  save_lamp (fixture->store, "third", V1, "Third");
  assert_name (other, "lamp", "Lamp 2");
  assert_name (other, "third", "Third");
  g_assert_true (bo_store_check (other, NULL));
  bo_store_close (other);
}

static void
save_edge (BoStore *store, const char *id, const char *to)
{
  g_autoptr (BoEdge) edge = bo_edge_new (id, "lamp", "", to, "", "located_in", "{}", NULL, 0);
  g_autoptr (BoEdgeRecord) record = bo_edge_record_new (edge);

  begin (store);
  g_assert_true (bo_sync_store_put_edge (BO_SYNC_STORE (store), record, NULL));
  commit (store);
}

static void
test_stamps (Fixture *fixture, gconstpointer data)
{
  BoSyncStore *store = BO_SYNC_STORE (fixture->store);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) since = NULL;
  g_autoptr (GPtrArray) edges = NULL;
  int64_t before = -1, after = -1;
  BoEdgeRecord *edge;

  save_lamp (fixture->store, "lamp", V1, "Lamp");
  save_lamp (fixture->store, "gone", V1, "Gone");
  save_edge (fixture->store, "e1", "hall");
  save_edge (fixture->store, "e2", "hall");
  all = bo_store_list_records (fixture->store, 0, &before, NULL);
  g_assert_cmpint (all->len, ==, 2);

  since = bo_store_list_records (fixture->store, before, &after, NULL);
  g_assert_cmpint (since->len, ==, 0);
  g_assert_cmpint (after, ==, before);
  g_clear_pointer (&since, g_ptr_array_unref);

  save_lamp (fixture->store, "new", V1, "New");
  begin (fixture->store);
  g_assert_true (bo_sync_store_remove_record (store, "gone", NULL));
  g_assert_true (bo_sync_store_remove_edge (store, "e2", NULL));
  commit (fixture->store);

  since = bo_store_list_records (fixture->store, before, &after, NULL);
  g_assert_cmpint (after, >, before);
  g_assert_cmpint (since->len, ==, 2);
  g_assert_cmpstr (((BoRecord *) g_ptr_array_index (since, 0))->id, ==, "gone");
  g_assert_null (((BoRecord *) g_ptr_array_index (since, 0))->shown);
  g_assert_cmpstr (((BoRecord *) g_ptr_array_index (since, 1))->id, ==, "new");
  edges = bo_store_list_edges (fixture->store, before, NULL);
  g_assert_cmpint (edges->len, ==, 1);
  edge = g_ptr_array_index (edges, 0);
  g_assert_cmpstr (edge->shown->id, ==, "e2");
  g_assert_true (bo_edge_is_deleted (edge->shown));

  g_clear_pointer (&all, g_ptr_array_unref);
  all = bo_store_list_records (fixture->store, 0, NULL, NULL);
  g_assert_cmpint (all->len, ==, 2);
  g_clear_pointer (&edges, g_ptr_array_unref);
  edges = bo_store_list_edges (fixture->store, 0, NULL);
  g_assert_cmpint (edges->len, ==, 1);
}

static void
add_version (BoStore *store, const char *id, const char *version, const char *name, BoOrigin origin, int64_t received_us)
{
  g_autoptr (BoEntity) entity = bo_entity_new (id, version, "device", name, NULL, NULL, NULL, NULL);

  begin (store);
  g_assert_true (bo_sync_store_add_version (BO_SYNC_STORE (store), entity, origin, received_us, "Flur", NULL));
  commit (store);
}

/* Versions as "name@received origin", with blanks between. */
static void
assert_versions (GPtrArray *versions, const char *expected)
{
  g_autoptr (GString) all = g_string_new (NULL);

  g_assert_nonnull (versions);
  for (unsigned i = 0; i < versions->len; i++)
    {
      BoStoreVersion *version = g_ptr_array_index (versions, i);

      g_string_append_printf (all, "%s%s@%" G_GINT64_FORMAT "/%d", i > 0 ? " " : "", version->entity->name,
                              version->received_us, version->origin);
    }
  g_assert_cmpstr (all->str, ==, expected);
  g_ptr_array_unref (versions);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  BoStore *store = fixture->store;
  g_autoptr (GPtrArray) at = NULL;
  g_autoptr (GPtrArray) unknown = NULL;

  add_version (store, "lamp", V3, "c", BO_ORIGIN_MERGE, 300);
  add_version (store, "lamp", V1, "a", BO_ORIGIN_HUB, 100);
  add_version (store, "lamp", V2, "b", BO_ORIGIN_HERE, 200);
  add_version (store, "door", "odd", "d", BO_ORIGIN_HUB, 250);

  assert_versions (bo_store_list_versions (store, "lamp", NULL), "a@100/0 b@200/1 c@300/2");
  assert_versions (bo_store_list_history (store, 100, 300, 10, NULL), "d@250/0 b@200/1 a@100/0");
  assert_versions (bo_store_list_history (store, 0, 1000, 2, NULL), "c@300/2 d@250/0");
  unknown = bo_store_list_versions (store, "nobody", NULL);
  g_assert_cmpint (unknown->len, ==, 0);

  at = bo_store_list_at (store, T1 + 1, NULL);
  g_assert_cmpint (at->len, ==, 2);
  g_assert_cmpstr (((BoEntity *) g_ptr_array_index (at, 0))->name, ==, "b");
  g_assert_cmpstr (((BoEntity *) g_ptr_array_index (at, 1))->name, ==, "d");
  g_clear_pointer (&at, g_ptr_array_unref);
  at = bo_store_list_at (store, 249, NULL);
  g_assert_cmpint (at->len, ==, 0);
}

/* A record brings its versions into the history; add_version() then says where they came from,
   whichever is called first. */
static void
test_record_joins_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) versions = NULL;
  BoStoreVersion *version;

  save_lamp (fixture->store, "lamp", V1, "Lamp");
  versions = bo_store_list_versions (fixture->store, "lamp", NULL);
  g_assert_cmpint (versions->len, ==, 1);
  version = g_ptr_array_index (versions, 0);
  g_assert_cmpint (version->time_us, ==, T1);
  g_assert_cmpint (version->received_us, ==, T1);
  g_assert_null (version->device_name);

  add_version (fixture->store, "lamp", V1, "Other", BO_ORIGIN_HERE, 500);
  add_version (fixture->store, "lamp", V1, "Other", BO_ORIGIN_HUB, 600);
  save_lamp (fixture->store, "lamp", V1, "Lamp");
  assert_versions (bo_store_list_versions (fixture->store, "lamp", NULL), "Lamp@500/1");
  g_assert_true (bo_store_check (fixture->store, NULL));
}

static void
test_activity (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) newest = NULL;
  g_autoptr (GPtrArray) older = NULL;
  BoActivity *activity;

  begin (fixture->store);
  for (int i = 1; i <= 5; i++)
    {
      g_autoptr (BoActivity) line = bo_activity_new (BO_ACTIVITY_MERGED, i == 5 ? "lamp" : NULL, i * 10);

      line->user_id = g_strdup ("alice");
      line->detail = g_strdup ("{\"count\": 3}");
      g_assert_true (bo_sync_store_add_activity (BO_SYNC_STORE (fixture->store), line, NULL));
      g_assert_cmpint (line->seq, ==, i);
    }
  commit (fixture->store);

  newest = bo_store_list_activity (fixture->store, 0, 2, NULL);
  g_assert_cmpint (newest->len, ==, 2);
  activity = g_ptr_array_index (newest, 0);
  g_assert_cmpint (activity->seq, ==, 5);
  g_assert_cmpint (activity->when_us, ==, 50);
  g_assert_cmpint (activity->kind, ==, BO_ACTIVITY_MERGED);
  g_assert_cmpstr (activity->entity_id, ==, "lamp");
  g_assert_cmpstr (activity->user_id, ==, "alice");
  g_assert_null (activity->device_name);
  g_assert_cmpstr (activity->detail, ==, "{\"count\": 3}");
  older = bo_store_list_activity (fixture->store, 4, 10, NULL);
  g_assert_cmpint (older->len, ==, 3);
  g_assert_cmpint (((BoActivity *) g_ptr_array_index (older, 0))->seq, ==, 3);
}

static void
assert_detail (BoStore *store, int64_t seq, const char *detail)
{
  g_autoptr (GPtrArray) lines = bo_store_list_activity (store, seq + 1, 1, NULL);

  g_assert_cmpstr (((BoActivity *) g_ptr_array_index (lines, 0))->detail, ==, detail);
}

/* A line is known by what it says: a newer one of the same kind and thing may be of another edit. */
static void
test_activity_amended (Fixture *fixture, gconstpointer data)
{
  static const char *const details[] = { "{\"n\":1}", "{\"n\":1}", "{\"n\":2}" };
  BoSyncStore *store = BO_SYNC_STORE (fixture->store);
  g_autoptr (BoActivity) amended = bo_activity_new (BO_ACTIVITY_EDITED, "lamp", 40);

  begin (fixture->store);
  for (size_t i = 0; i < G_N_ELEMENTS (details); i++)
    {
      g_autoptr (BoActivity) line = bo_activity_new (BO_ACTIVITY_EDITED, "lamp", 10);

      line->detail = g_strdup (details[i]);
      g_assert_true (bo_sync_store_add_activity (store, line, NULL));
    }
  amended->detail = g_strdup ("{\"n\":3}");
  g_assert_true (bo_sync_store_amend_activity (store, amended, "{\"n\":1}", NULL));
  g_assert_true (bo_sync_store_amend_activity (store, amended, "{\"n\":9}", NULL));
  commit (fixture->store);
  assert_detail (fixture->store, 1, "{\"n\":1}");
  assert_detail (fixture->store, 2, "{\"n\":3}");
  assert_detail (fixture->store, 3, "{\"n\":2}");
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  BoStore *store = fixture->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) settings = NULL;
  g_autofree char *value = NULL;

  g_assert_null (bo_store_get_setting (store, "order/a", &error));
  g_assert_no_error (error);
  g_assert_true (bo_store_put_setting (store, "order/a", "1", NULL));
  g_assert_true (bo_store_put_setting (store, "order/a", "2", NULL));
  g_assert_true (bo_store_put_setting (store, "order/b", "", NULL));
  g_assert_true (bo_store_put_setting (store, "orders", "x", NULL));
  g_assert_true (bo_store_put_setting (store, "Order/c", "x", NULL));
  value = bo_store_get_setting (store, "order/a", NULL);
  g_assert_cmpstr (value, ==, "2");
  settings = bo_store_list_settings (store, "order/", NULL);
  g_assert_cmpint (g_hash_table_size (settings), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (settings, "order/b"), ==, "");
  g_assert_true (bo_store_put_setting (store, "order/b", NULL, NULL));
  g_clear_pointer (&settings, g_hash_table_unref);
  settings = bo_store_list_settings (store, NULL, NULL);
  g_assert_cmpint (g_hash_table_size (settings), ==, 3);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;
  BoStore *copy;

  save_lamp (fixture->store, "lamp", V1, "Lamp");
  g_assert_true (bo_store_backup (fixture->store, path, &error));
  g_assert_true (bo_store_backup (fixture->store, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  copy = open_store (path, true, 0);
  assert_name (copy, "lamp", "Lamp");
  bo_store_close (copy);

  g_assert_false (bo_store_backup (fixture->store, fixture->path, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  assert_name (fixture->store, "lamp", "Lamp");
}

static void
assert_damaged (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->store, bo_store_close);
  run_sql (fixture->path, sql);
  fixture->store = open_store (fixture->path, false, 1);
  g_assert_false (bo_store_check (fixture->store, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_CORRUPT);
}

static void
hear_of (BoStore *store, const char *id, const char *version)
{
  g_autoptr (BoRecord) record = make_record (id, version, "Lamp");

  g_assert_true (bo_sync_store_add_version (BO_SYNC_STORE (store), record->confirmed, BO_ORIGIN_HUB, 5, NULL, NULL));
}

/* An entity of which only history is held has a row when the transaction ends, whatever came
   between; and what is counted is what is there, through a rollback too. */
static void
test_bare (Fixture *fixture, gconstpointer data)
{
  BoSyncStore *store = BO_SYNC_STORE (fixture->store);
  BoSyncCounts counts;

  begin (fixture->store);
  hear_of (fixture->store, "one", V1);
  hear_of (fixture->store, "two", V1);
  g_assert_true (put_lamp (fixture->store, "two", V1, "Lamp", NULL));
  hear_of (fixture->store, "three", V1);
  g_assert_true (bo_sync_store_remove_record (store, "three", NULL));
  commit (fixture->store);

  begin (fixture->store);
  hear_of (fixture->store, "four", V1);
  g_assert_true (put_lamp (fixture->store, "five", V1, "Lamp", NULL));
  g_assert_true (bo_sync_store_remove_record (store, "two", NULL));
  bo_sync_store_rollback (store);

  g_assert_true (bo_sync_store_get_counts (store, &counts, NULL));
  g_assert_cmpint (counts.entities, ==, 1);
  for (size_t i = 0; i < 3; i++)
    {
      const char *const ids[] = { "one", "two", "three" };
      g_autoptr (GPtrArray) versions = bo_store_list_versions (fixture->store, ids[i], NULL);

      g_assert_cmpint (versions->len, ==, 1);
    }
  g_assert_true (bo_store_check (fixture->store, NULL));
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  save_lamp (fixture->store, "lamp", V1, "Lamp");
  g_assert_true (bo_store_check (fixture->store, &error));
  g_assert_no_error (error);
  assert_damaged (fixture, "UPDATE entity SET aside = 4711");
  assert_damaged (fixture, "UPDATE entity SET aside = NULL; UPDATE entity_version SET entity = 4711");
  assert_damaged (fixture, "UPDATE entity_version SET entity = 1;"
                           "PRAGMA foreign_keys = OFF; INSERT INTO edit_change VALUES (4711, 0, '', NULL, NULL)");
}

/* Each call of the database fails once, wherever it is: the whole is as it was before. */
static gboolean
edit_lamp (BoStore *self, GError **error)
{
  BoSyncStore *store = BO_SYNC_STORE (self);
  g_autoptr (BoRecord) record = make_record ("lamp", V2, "Edited");
  g_autoptr (BoRecord) fresh = make_record ("fresh", V1, "Fresh");
  g_autoptr (BoEdit) edit = bo_edit_new ("lamp", BO_EDIT_CHANGE);
  g_autoptr (BoEdge) edge = bo_edge_new ("e1", "lamp", "", "hall", "", "located_in", "{}", NULL, 0);
  g_autoptr (BoEdgeRecord) edge_record = bo_edge_record_new (edge);
  g_autoptr (BoConflict) conflict = bo_conflict_new ();

  g_ptr_array_add (edit->changes, bo_json_change_new ("/name", "\"Lamp\"", "\"Edited\""));
  record->outgoing = bo_entity_new ("lamp", V3, "device", "Edited", NULL, NULL, NULL, NULL);
  conflict->id = g_strdup ("k");
  g_ptr_array_add (conflict->paths, bo_conflict_path_new ("/name", NULL, NULL, NULL, NULL, BO_KEPT_MINE, false));
  if (!bo_sync_store_begin (store, BO_DURABILITY_FULL, error))
    return FALSE;
  if (bo_sync_store_put_record (store, record, error)
      && bo_sync_store_put_record (store, fresh, error)
      && bo_sync_store_add_edit (store, edit, error)
      && bo_sync_store_put_edit (store, edit, error)
      && bo_sync_store_put_edge (store, edge_record, error)
      && bo_sync_store_put_conflict (store, conflict, error))
    return bo_sync_store_commit (store, error);
  bo_sync_store_rollback (store);
  return FALSE;
}

static int
count_rows (BoStore *self)
{
  BoSyncStore *store = BO_SYNC_STORE (self);
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) records = bo_store_list_records (self, 0, NULL, NULL);
  g_autoptr (GPtrArray) edges = bo_store_list_edges (self, 0, NULL);
  g_autoptr (GPtrArray) versions = bo_store_list_history (self, 0, INT64_MAX, 100, NULL);

  begin (self);
  edits = bo_sync_store_list_edits (store, NULL, NULL);
  conflicts = bo_sync_store_list_conflicts (store, false, NULL);
  commit (self);
  return edits->len + conflicts->len + records->len + edges->len + versions->len;
}

static void
test_every_call_fails (Fixture *fixture, gconstpointer data)
{
  int failures = 0;
  bool done = false;

  save_lamp (fixture->store, "lamp", V1, "Lamp");
  for (int n = 1; !done; n++)
    {
      g_autoptr (GError) error = NULL;

      bo_store_fail_after (fixture->store, n, n % 2 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE);
      done = edit_lamp (fixture->store, &error);
      bo_store_fail_after (fixture->store, 0, 0);
      if (done)
        break;
      g_assert_error (error, BO_ERROR, (n % 2 == 0 ? BO_ERROR_NO_SPACE : BO_ERROR_STORAGE));
      failures++;
      assert_name (fixture->store, "lamp", "Lamp");
      g_assert_cmpint (count_rows (fixture->store), ==, 2);
    }
  g_assert_cmpint (failures, >, 15);
  assert_name (fixture->store, "lamp", "Edited");
  g_assert_cmpint (count_rows (fixture->store), ==, 9);
  g_assert_true (bo_store_check (fixture->store, NULL));
}

/* A transaction nobody ended, as when the process is killed. */
static void
test_unfinished (Fixture *fixture, gconstpointer data)
{
  save_lamp (fixture->store, "lamp", V1, "Lamp");
  begin (fixture->store);
  g_assert_true (put_lamp (fixture->store, "lamp", V2, "Half", NULL));
  reopen (fixture);
  assert_name (fixture->store, "lamp", "Lamp");
}

#define ADD(name, func) g_test_add ("/store/store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("identity", test_identity);
  ADD ("persists", test_persists);
  ADD ("empty-file", test_empty_file);
  ADD ("newer", test_newer);
  ADD ("damaged", test_damaged);
  ADD ("read-only", test_read_only);
  ADD ("two-connections", test_two_connections);
  ADD ("stamps", test_stamps);
  ADD ("history", test_history);
  ADD ("record-joins-history", test_record_joins_history);
  ADD ("activity", test_activity);
  ADD ("activity-amended", test_activity_amended);
  ADD ("settings", test_settings);
  ADD ("backup", test_backup);
  ADD ("bare", test_bare);
  ADD ("check", test_check);
  ADD ("every-call-fails", test_every_call_fails);
  ADD ("unfinished", test_unfinished);

  return g_test_run ();
}
