/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "bo-hub-db.h"
#include "bo-pair.h"
#include "bo-store-recover.h"

/* A damaged file, page by page: what waited for the hub is saved, or said not to be; the original
   is kept; and with the hub everything comes back. */

#define PAGE 4096
#define LAMPS 60
#define EDITS 12
#define V1 "2026-06-15T09:41:01.000000+00:00-000001-bob"

static char *folder;
static char *device_template;
static char *hub_template;
static char *device_log; /* the template's, with the last edits in it */

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
remove_files (const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (name);

      if (g_str_has_prefix (name, prefix))
        g_unlink (path);
    }
}

static uint8_t *
read_file (const char *path, size_t *length)
{
  char *data = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);
  return (uint8_t *) data;
}

static void
write_file (const char *path, const uint8_t *data, size_t length)
{
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  g_file_set_contents (path, (const char *) data, length, &error);
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
  return pair;
}

static char *
lamp_id (int i)
{
  return g_strdup_printf ("lamp-%03d", i);
}

/* Every fifth lamp was renamed here, and a few were made, while the hub was away. */
static void
edit (BoPair *pair, int i)
{
  g_autofree char *id = i < EDITS - 3 ? lamp_id (i * 5) : g_strdup_printf ("own-%d", i);
  g_autoptr (BoEdit) edit = bo_edit_new (id, i < EDITS - 3 ? BO_EDIT_CHANGE : BO_EDIT_CREATE);
  g_autofree char *name = g_strdup_printf ("Edit %d", i);
  g_autofree char *text = g_strdup_printf ("\"%s\"", name);
  g_autoptr (BoEntity) entity = bo_entity_new (id, "", "device", name, "{}", "manual", "alice", NULL);
  g_autofree char *document = bo_entity_to_document (entity);
  g_autoptr (GError) error = NULL;
  BoContext context = bo_pair_context (pair);
  BoStep step = { .edit = edit };

  if (edit->kind == BO_EDIT_CHANGE)
    g_ptr_array_add (edit->changes, bo_json_change_new ("/name", "\"x\"", text));
  else
    g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
  bo_rules_edit (BO_SYNC_STORE (pair->store), &context, &step, 1, &error);
  g_assert_no_error (error);
}

static void
make_templates (void)
{
  g_autoptr (BoPair) pair = open_pair (device_template, hub_template);
  g_autofree char *filler = g_strnfill (700, 'x');
  g_autofree char *content = g_strdup_printf ("{\"filler\": \"%s\"}", filler);
  BoContext context = bo_pair_context (pair);
  g_autofree char *log = g_strconcat (device_template, "-wal", NULL);
  g_autofree char *kept = g_strconcat (device_template, ".wal", NULL);
  g_autofree uint8_t *data = NULL;
  size_t length = 0;

  g_assert_true (bo_rules_set_hub (BO_SYNC_STORE (pair->store), &context, "http://hub", "alice", NULL, "admin", NULL));
  for (int i = 0; i < LAMPS; i++)
    {
      g_autofree char *id = lamp_id (i);
      g_autoptr (BoEntity) entity = bo_entity_new (id, V1, "device", "Lamp", content, "manual", "bob", NULL);
      g_autofree char *edge_id = g_strdup_printf ("edge-%d", i);
      g_autoptr (BoEdge) edge = bo_edge_new (edge_id, id, V1, id, V1, "located_in", "{}", NULL, 0);

      bo_pair_push (pair, entity, edge);
    }
  g_assert_true (bo_pair_sync (pair, NULL));
  for (int i = 0; i < EDITS - 1; i++)
    edit (pair, i);
  /* Closed, so that all of it is in the file; the last edit is in the log alone. */
  g_clear_pointer (&pair->store, bo_store_close);
  pair->store = bo_store_open (device_template, false, 7, NULL);
  data = read_file (device_template, &length);
  edit (pair, EDITS - 1);
  device_log = g_steal_pointer (&kept);
  g_free (device_template);
  device_template = path_of ("template-copy");
  write_file (device_template, data, length);
  g_clear_pointer (&data, g_free);
  data = read_file (log, &length);
  write_file (device_log, data, length);
  g_clear_pointer (&pair, bo_pair_free);
}

/* --- */

static int
count_edits_at_hub (BoPair *pair)
{
  int n = 0;

  for (int i = 0; i < EDITS; i++)
    {
      g_autofree char *id = i < EDITS - 3 ? lamp_id (i * 5) : g_strdup_printf ("own-%d", i);
      g_autofree char *name = g_strdup_printf ("Edit %d", i);
      g_autoptr (BoHubRow) row = bo_hub_store_get_current (BO_HUB_STORE (pair->hub), id, NULL);

      n += row != NULL && strcmp (row->entity->name, name) == 0;
    }
  return n;
}

static void
assert_kept (const char *aside, const uint8_t *data, size_t length)
{
  g_autofree uint8_t *kept = NULL;
  size_t n = 0;

  kept = read_file (aside, &n);
  g_assert_cmpmem (kept, n, data, length);
}

/* Gives how many of the edits reached the hub. */
static int
recover (const uint8_t *data, size_t length, bool with_log, bool exact, BoSalvage **result)
{
  g_autofree char *device = path_of ("device.db");
  g_autofree char *log = path_of ("device.db-wal");
  g_autofree char *hub = path_of ("hub.db");
  g_autoptr (BoSalvage) salvage = NULL;
  g_autoptr (BoPair) pair = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree uint8_t *hub_data = NULL;
  g_autofree uint8_t *log_data = NULL;
  BoContext context = { .now_us = INT64_C (1800000100000000), .entropy = 4711 };
  BoSyncCounts counts;
  size_t n = 0;

  remove_files ("device.db");
  remove_files ("hub.db");
  hub_data = read_file (hub_template, &n);
  write_file (hub, hub_data, n);
  log_data = read_file (device_log, &n);
  if (with_log)
    write_file (log, log_data, n);
  write_file (device, data, length);

  salvage = bo_store_recover (device, &context, &error);
  g_assert_no_error (error);
  assert_kept (salvage->aside, data, length);
  pair = open_pair (device, hub);
  if (!salvage->connected)
    {
      g_assert_true (!exact || !bo_salvage_is_good (salvage));
      g_assert_true (bo_rules_set_hub (BO_SYNC_STORE (pair->store), &context, "http://hub", "alice", NULL, "admin", NULL));
    }
  g_assert_true (bo_pair_sync (pair, &error));
  g_assert_no_error (error);
  g_assert_true (bo_store_check (pair->store, NULL));
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (pair->store), BO_DURABILITY_NORMAL, NULL));
  g_assert_true (bo_sync_store_get_counts (BO_SYNC_STORE (pair->store), &counts, NULL));
  bo_sync_store_rollback (BO_SYNC_STORE (pair->store));
  /* All that the hub had is back. */
  g_assert_cmpint (counts.entities, >=, LAMPS);
  if (exact)
    bo_pair_assert_alike (pair);
  if (result != NULL)
    *result = g_steal_pointer (&salvage);
  return count_edits_at_hub (pair);
}

/* What is not at the hub was said to be lost. */
static void
assert_honest (const char *what, size_t page, int held, BoSalvage *salvage, int expected)
{
  g_test_message ("%s page %zu: %d of %d, %s", what, page + 1, held, expected,
                  bo_salvage_is_good (salvage) ? "whole" : "said to be lost");
  if (held < expected)
    g_assert_false (bo_salvage_is_good (salvage));
}

static void
test_sound (void)
{
  size_t length = 0;
  g_autofree uint8_t *data = read_file (device_template, &length);
  g_autoptr (BoSalvage) salvage = NULL;
  g_autofree char *sentence = NULL;

  g_assert_cmpint (recover (data, length, true, true, &salvage), ==, EDITS);
  g_assert_true (bo_salvage_is_good (salvage));
  g_assert_true (salvage->connected);
  g_assert_cmpint (salvage->edits, ==, EDITS);
  sentence = bo_salvage_to_sentence (salvage);
  g_assert_nonnull (strstr (sentence, "12 changes that waited for the hub were saved."));
  g_assert_nonnull (strstr (sentence, ".damaged-1"));
}

/* --- where edges led --- */

static void
move (BoStore *store, const char *id, const char *to, int64_t time_us, bool pending)
{
  g_autoptr (BoEdge) edge = bo_edge_new (id, "lamp", V1, to, V1, "located_in", "{}", NULL, pending ? 0 : time_us);
  g_autoptr (BoEdgeRecord) record = bo_edge_record_new (edge);

  record->pending = pending;
  record->status = pending ? BO_STATUS_PENDING : BO_STATUS_SYNCED;
  record->edited_at = pending ? time_us : 0;
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_put_edge (BO_SYNC_STORE (store), record, NULL));
  g_assert_true (bo_sync_store_commit (BO_SYNC_STORE (store), NULL));
}

static int
compare_edges (const void *a, const void *b)
{
  return strcmp ((*(BoEdge **) a)->id, (*(BoEdge **) b)->id);
}

/* "edge-1 hall, edge-2 attic": as it was at some moments */
static char *
places_of (BoStore *store, const int64_t *times, size_t n)
{
  GString *places = g_string_new (NULL);

  for (size_t i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) edges = bo_store_list_edges_at (store, times[i], NULL);

      g_assert_nonnull (edges);
      g_ptr_array_sort (edges, compare_edges);
      for (unsigned int j = 0; j < edges->len; j++)
        {
          BoEdge *edge = g_ptr_array_index (edges, j);

          g_string_append_printf (places, "%s%s %s%s", j > 0 ? ", " : "", edge->id, edge->to_id,
                                  bo_edge_is_deleted (edge) ? " not" : "");
        }
      g_string_append_c (places, '\n');
    }
  return g_string_free (places, FALSE);
}

/* Its properties are no JSON. */
static void
write_broken_move (const char *path)
{
  static const char sql[] =
    "INSERT INTO relationship_past VALUES (900, 'edge-1', 150, 'a', '', 'b', '', 'c', '{', NULL, 0)";
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* What the trigger noted comes along, and nothing is noted a second time; what isn't whole goes. */
static void
test_moves (void)
{
  static const int64_t times[] = { 50, 150, 250, 350, 450 };
  g_autofree char *device = path_of ("device.db");
  BoContext context = { .now_us = INT64_C (1800000100000000), .entropy = 4711 };
  g_autoptr (BoSalvage) salvage = NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  BoStore *store;

  remove_files ("device.db");
  store = bo_store_open (device, false, 7, &error);
  g_assert_no_error (error);
  move (store, "edge-1", "hall", 100, true);
  move (store, "edge-1", "attic", 200, true);
  move (store, "edge-1", "study", 300, true);
  move (store, "edge-2", "hall", 100, false);
  move (store, "edge-2", "cellar", 400, false);
  before = places_of (store, times, G_N_ELEMENTS (times));
  g_assert_nonnull (strstr (before, "edge-1 attic"));
  bo_store_close (store);

  write_broken_move (device);

  salvage = bo_store_recover (device, &context, &error);
  g_assert_no_error (error);
  g_assert_true (bo_salvage_is_good (salvage));
  store = bo_store_open (device, false, 7, &error);
  g_assert_no_error (error);
  after = places_of (store, times, G_N_ELEMENTS (times));
  g_assert_cmpstr (after, ==, before);
  /* From here on moves are noted again. */
  move (store, "edge-1", "garden", 500, true);
  g_clear_pointer (&after, g_free);
  after = places_of (store, (int64_t[]){ 450, 550 }, 2);
  g_assert_cmpstr (after, ==, "edge-1 study, edge-2 cellar\nedge-1 garden, edge-2 cellar\n");
  bo_store_close (store);
}

/* A reading that was left when others were thinned out is one of the versions. */
static void
test_readings (void)
{
  g_autofree char *device = path_of ("device.db");
  BoContext context = { .now_us = INT64_C (1800000100000000), .entropy = 4711 };
  g_autoptr (BoEntity) entity = bo_entity_new ("sensor", V1, "device", "Sensor", "{}", "homekit", "bob", NULL);
  g_autoptr (BoSalvage) salvage = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  BoStore *store;

  remove_files ("device.db");
  store = bo_store_open (device, false, 7, &error);
  g_assert_no_error (error);
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_FULL, NULL));
  g_assert_true (bo_sync_store_add_version (BO_SYNC_STORE (store), entity, BO_ORIGIN_READING, 5, NULL, NULL));
  g_assert_true (bo_sync_store_commit (BO_SYNC_STORE (store), NULL));
  bo_store_close (store);

  salvage = bo_store_recover (device, &context, &error);
  g_assert_no_error (error);
  store = bo_store_open (device, false, 7, &error);
  versions = bo_store_list_versions (store, "sensor", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 1);
  g_assert_cmpint (((BoStoreVersion *) g_ptr_array_index (versions, 0))->origin, ==, BO_ORIGIN_READING);
  bo_store_close (store);
}

/* --- damage --- */

static void
test_pages (const void *data)
{
  const char *how = data;
  bool exact = strcmp (how, "bits") != 0;
  size_t length = 0;
  g_autofree uint8_t *whole = read_file (device_template, &length);
  int saved = 0;
  int pages = length / PAGE;

  for (size_t page = 0; page < length / PAGE; page++)
    {
      g_autofree uint8_t *damaged = g_memdup2 (whole, length);
      g_autoptr (BoSalvage) salvage = NULL;
      int held;

      if (strcmp (how, "zero") == 0)
        memset (damaged + page * PAGE, 0, PAGE);
      else if (strcmp (how, "junk") == 0)
        for (size_t i = 0; i < PAGE; i++)
          damaged[page * PAGE + i] = bo_splitmix (page, 1, i);
      else if (strcmp (how, "half") == 0)
        memset (damaged + page * PAGE + PAGE / 2, 0, PAGE / 2);
      else
        for (int i = 0; i < 20; i++)
          damaged[page * PAGE + bo_splitmix (page, 2, i) % PAGE] ^= 1 << (bo_splitmix (page, 3, i) % 8);
      held = recover (damaged, length, false, exact, &salvage);
      /* A flipped bit inside a text is a text too: nobody can tell. */
      if (exact)
        assert_honest (how, page, held, salvage, EDITS - 1);
      saved += held == EDITS - 1;
    }
  g_test_message ("%d of %d pages cost nothing that waited", saved, pages);
  g_assert_cmpint (saved, >, pages / 2);
}

/* Any bytes at all. */
static void
test_junk (void)
{
  g_autofree uint8_t *junk = g_malloc (5 * PAGE);
  size_t length = 0;
  g_autofree uint8_t *whole = read_file (device_template, &length);
  g_autoptr (BoSalvage) salvage = NULL;

  for (size_t i = 0; i < 5 * PAGE; i++)
    junk[i] = bo_splitmix (1, 1, i);
  g_assert_cmpint (recover (junk, 5 * PAGE, false, true, &salvage), ==, 0);
  g_assert_false (bo_salvage_is_good (salvage));
  recover (junk, 0, false, true, NULL);
  recover (junk, 100, false, true, NULL);
  for (size_t cut = PAGE; cut < length; cut += 5 * PAGE + 100)
    recover (whole, cut, false, true, NULL);
  for (uint64_t seed = 1; seed <= 30; seed++)
    {
      g_autofree uint8_t *damaged = g_memdup2 (whole, length);

      for (int i = 0; i < 200; i++)
        damaged[bo_splitmix (seed, 1, i) % length] = bo_splitmix (seed, 2, i);
      recover (damaged, length, seed % 2 == 0, false, NULL);
    }
}

/* Cut off when the new file was whole, and not yet in its place. */
static void
test_finishes (void)
{
  g_autofree char *device = path_of ("device.db");
  g_autofree char *log = path_of ("device.db-wal");
  g_autofree char *whole = path_of ("device.db.recovered");
  g_autoptr (GError) error = NULL;
  size_t length = 0;
  g_autofree uint8_t *data = read_file (device_template, &length);

  remove_files ("device.db");
  write_file (device, (const uint8_t *) "junk", 4);
  write_file (log, (const uint8_t *) "junk", 4);
  write_file (whole, data, length);
  g_assert_true (bo_store_finish_recovery (device, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (whole, G_FILE_TEST_EXISTS));
  assert_kept (device, data, length);
  g_assert_true (bo_store_finish_recovery (device, &error));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("bo-recover-XXXXXX", NULL);
  device_template = path_of ("template.db");
  hub_template = path_of ("template-hub.db");
  make_templates ();

  g_test_add_func ("/recover/sound", test_sound);
  g_test_add_func ("/recover/moves", test_moves);
  g_test_add_func ("/recover/readings", test_readings);
  g_test_add_data_func ("/recover/pages/zero", "zero", test_pages);
  g_test_add_data_func ("/recover/pages/junk", "junk", test_pages);
  g_test_add_data_func ("/recover/pages/half", "half", test_pages);
  g_test_add_data_func ("/recover/pages/bits", "bits", test_pages);
  g_test_add_func ("/recover/junk", test_junk);
  g_test_add_func ("/recover/finishes", test_finishes);
  status = g_test_run ();
  remove_files ("");
  g_rmdir (folder);
  return status;
}
