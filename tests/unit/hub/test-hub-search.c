/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "bo-error.h"
#include "bo-hub-check.h"
#include "bo-hub-db-private.h"
#include "bo-hub-words.h"
#include "hub-test.h"

/* Words, the index of names and texts, and how it comes to an old home. */

static void
test_split (void)
{
  g_auto(GStrv) words = bo_hub_words_split ("Küche: LAMP-2, lamp \"NEAR\" OR (küche) *^", 16);
  g_autofree char *joined = g_strjoinv ("|", words);
  g_auto(GStrv) two = bo_hub_words_split ("a b c d", 2);
  g_auto(GStrv) none = bo_hub_words_split (" \"*^:- ", 16);

  g_assert_cmpstr (joined, ==, "Küche|LAMP|2|NEAR|OR");
  g_assert_cmpuint (g_strv_length (two), ==, 2);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

static void
test_quote (void)
{
  g_autoptr(GString) query = g_string_new (NULL);
  g_autofree char *letters = bo_hub_words_letters ("ab");

  bo_hub_words_quote (query, "a\" OR \"b", true);
  g_assert_cmpstr (query->str, ==, "\"a\"\" OR \"\"b\"*");
  g_assert_cmpstr (letters, ==, "\"  a\" OR \" ab\" OR \"ab \"");
}

static void
test_distance (void)
{
  static const struct { const char *a, *b; size_t max, distance; } table[] = {
    { "kitchen", "kitchen", 2, 0 }, { "kitchen", "kichen", 2, 1 }, { "kitchen", "kitchenn", 2, 1 },
    { "kitchen", "kitcgen", 2, 1 }, { "kitchen", "kithcen", 2, 1 }, { "kitchen", "ktichne", 2, 2 },
    { "kitchen", "chicken", 2, 3 }, { "lamp", "lump", 1, 1 }, { "lamp", "", 1, 2 }, { "", "", 1, 0 },
    { "küche", "kuche", 1, 1 }, { "ab", "ba", 1, 1 }, { "abcdef", "fedcba", 1, 2 },
  };
  g_autofree char *fold = bo_hub_words_fold ("KÜCHE");
  g_autofree char *many = g_strnfill (5000, 'x');

  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_assert_cmpuint (bo_hub_words_distance (table[i].a, table[i].b, table[i].max), ==, table[i].distance);
      g_assert_cmpuint (bo_hub_words_distance (table[i].b, table[i].a, table[i].max), ==, table[i].distance);
    }
  g_assert_cmpstr (fold, ==, "kuche");
  g_assert_cmpuint (bo_hub_words_distance (many, many, 2), ==, 0);
  g_assert_cmpuint (bo_hub_words_tolerance ("tv"), ==, 0);
  g_assert_cmpuint (bo_hub_words_tolerance ("lamp"), ==, 1);
  g_assert_cmpuint (bo_hub_words_tolerance ("thermostat"), ==, 2);
}

/* --- the index --- */

/* The names found, with "|" between them. */
static char *
find (BoHubDb    *db,
      const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *match = bo_hub_db_match (db, text, &error);
  BoHubSearch search = { .match = match, .limit = 10 };
  g_autoptr(GPtrArray) hits = NULL;
  g_autoptr(GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  hits = bo_hub_db_search (db, &search, &error);
  g_assert_no_error (error);
  for (unsigned int i = 0; i < hits->len; i++)
    {
      BoHubHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (names, "%s%s", i > 0 ? "|" : "", hit->row->entity->name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
assert_found (BoHubDb    *db,
              const char *text,
              const char *expected)
{
  g_autofree char *names = find (db, text);

  g_assert_cmpstr (names, ==, expected);
}

static void
push_named (Home         *home,
            BoChangeType  type,
            const char   *id,
            const char   *version,
            const char   *name,
            const char   *content,
            const char   *parent)
{
  const char *parents[] = { parent, NULL };
  g_autoptr(BoEntity) entity = bo_entity_new (id, version, "device", name, content, "manual", "alice", parents);
  BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);

  g_ptr_array_add (request->changes, bo_change_new (type, entity));
  bo_sync_response_free (home_sync (home, request));
}

static void
test_index (void)
{
  Home home;
  BoHubDb *db;

  home_set_up (&home, "sqlite");
  db = BO_HUB_DB (home.store);
  push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Kitchen Lamp", "{\"maker\":\"Zebra\",\"id\":\"hidden\"}", NULL);
  push_named (&home, BO_CHANGE_CREATE, "b", "v1", "Desk", "{\"notes\":[{\"text\":\"beside the lamp\"}]}", NULL);

  assert_found (db, "lamp", "Kitchen Lamp|Desk"); /* names first */
  assert_found (db, "ZEB", "Kitchen Lamp");
  assert_found (db, "kitchen lamp", "Kitchen Lamp|Desk");
  assert_found (db, "maker", "");
  assert_found (db, "hidden", "");
  assert_found (db, "", "");

  /* another name, and the old one is forgotten */
  push_named (&home, BO_CHANGE_UPDATE, "a", "v2", "Hall Light", "{}", "v1");
  assert_found (db, "kitchen zebra", "");
  assert_found (db, "hall", "Hall Light");
  /* who loses isn't found */
  push_named (&home, BO_CHANGE_UPDATE, "a", "1999-01-01T00:00:00+00:00-1-x", "Loser", "{}", "other");
  assert_found (db, "loser", "");
  assert_found (db, "hall", "Hall Light");
  /* what is gone isn't found, and is again when it comes back */
  push_named (&home, BO_CHANGE_DELETE, "a", "v3", "Hall Light", "{}", "v2");
  assert_found (db, "hall", "");
  push_named (&home, BO_CHANGE_UPDATE, "a", "v4", "Hall Light", "{}", "v3");
  assert_found (db, "hall", "Hall Light");
  home_tear_down (&home, "sqlite");
}

static void
test_typos (void)
{
  Home home;
  BoHubDb *db;

  home_set_up (&home, "sqlite");
  db = BO_HUB_DB (home.store);
  push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Kitchen Lamp", "{}", NULL);
  push_named (&home, BO_CHANGE_CREATE, "b", "v1", "Chicken Coop", "{}", NULL);
  push_named (&home, BO_CHANGE_CREATE, "c", "v1", "Küche", "{}", NULL);

  assert_found (db, "kichten", "Kitchen Lamp");
  assert_found (db, "kithcen", "Kitchen Lamp");
  assert_found (db, "kitxhen lmap", "Kitchen Lamp");
  assert_found (db, "KUCHE", "Küche");
  assert_found (db, "kücke", "Küche");
  assert_found (db, "xyzzyx", "");
  home_tear_down (&home, "sqlite");
}

/* Nothing of this is anybody's syntax, and nothing of it fails. */
static void
test_hostile_queries (void)
{
  static const char *const queries[] = {
    "\"", "\"\"", "*", "^lamp", "name:lamp", "{name text}: lamp", "lamp NEAR/2 x", "NOT", "AND OR NOT", "lamp AND",
    "(lamp", "lamp)", "-lamp", "+lamp", "lamp*", "'; DROP TABLE search; --", "\\", "%_", "\x01\x02", "lamp\x01",
    "𝕃𝕒𝕞𝕡", "\xcc\x81", "a\xcc\x81\xcc\x81\xcc\x81", "\xe2\x80\xae" "lamp", "日本語", "🏠",
  };
  Home home;
  g_autofree char *many = g_strnfill (60000, 'x');
  g_autofree char *names = NULL;

  home_set_up (&home, "sqlite");
  push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Lamp", "{\"x\":\"\\u0001 \\ud83c\\udfe0 \\\"*\"}", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *found = find (BO_HUB_DB (home.store), queries[i]);

      if (strstr (queries[i], "lamp") != NULL)
        g_assert_cmpstr (found, ==, "Lamp");
    }
  names = find (BO_HUB_DB (home.store), many);
  g_assert_cmpstr (names, ==, "");
  home_tear_down (&home, "sqlite");
}

/* Whatever JSON the rules take, the index takes. */
static void
test_odd_content (void)
{
  static const char *const contents[] = {
    "{\"a\":1e999,\"b\":-0,\"c\":123456789012345678901234567890,\"d\":0.1}",
    "{\"a\":1,\"a\":\"twice\",\"\":\"empty\",\"a b\":[[],{}]}",
    "{\"a\":\"\\ud83c\\udfe0\\n\\u007f\\\\\\/\"}",
    "  { \"a\" : [ null , true , false ] }  ",
    "{\"deleted\":\"true\"}", "{\"deleted\":1}", "{\"deleted\":{\"deleted\":true}}",
  };
  Home home;
  g_autoptr(GString) deep = g_string_new ("{\"a\":");

  home_set_up (&home, "sqlite");
  for (size_t i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *id = g_strdup_printf ("id%zu", i);

      push_named (&home, BO_CHANGE_CREATE, id, "v1", "Oddity", contents[i], NULL);
    }
  for (int i = 0; i < 60; i++)
    g_string_append_c (deep, '[');
  g_string_append (deep, "\"bottom\"");
  for (int i = 0; i < 60; i++)
    g_string_append_c (deep, ']');
  g_string_append_c (deep, '}');
  push_named (&home, BO_CHANGE_CREATE, "deep", "v1", "Well", deep->str, NULL);

  assert_found (BO_HUB_DB (home.store), "oddity", "Oddity|Oddity|Oddity|Oddity|Oddity|Oddity|Oddity");
  assert_found (BO_HUB_DB (home.store), "bottom", "Well");
  home_tear_down (&home, "sqlite");
}

/* --- the index comes after --- */

static void
assert_sound (BoHubDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubCheck) check = bo_hub_check (db, &error);

  g_assert_no_error (error);
  if (check->problems->len > 0)
    g_error ("%s", (const char *) g_ptr_array_index (check->problems, 0));
}

static int
count_rows (BoHubDb    *db,
            const char *sql)
{
  g_autoptr(BoStatement) statement = bo_db_statement (db->db, sql, NULL);

  g_assert_cmpint (bo_statement_step (statement, NULL), ==, BO_STEP_ROW);
  return (int) bo_statement_int (statement, 0);
}

/* In versions that are edited, lose, go and come back; each is named for what it is. */
static void
edit_much (Home *home,
           int   round)
{
  g_autofree char *before = g_strdup_printf ("r%d", round - 1);
  g_autofree char *between = g_strdup_printf ("q%d", round);
  g_autofree char *after = g_strdup_printf ("r%d", round);

  push_named (home, BO_CHANGE_UPDATE, "edited", after, after, "{}", before);
  push_named (home, BO_CHANGE_UPDATE, "twice", between, "Between", "{}", before);
  push_named (home, BO_CHANGE_UPDATE, "twice", after, after, "{}", between);
  push_named (home, BO_CHANGE_UPDATE, "edited", between, "Loser", "{}", "unknown");
  push_named (home, BO_CHANGE_DELETE, "gone", between, "Gone", "{}", before);
  push_named (home, BO_CHANGE_UPDATE, "gone", after, after, "{}", between);
}

static void
test_due (void)
{
  Home home;
  BoHubDb *db;

  home_set_up (&home, "sqlite");
  db = BO_HUB_DB (home.store);
  edit_much (&home, 1);
  g_assert_cmpint (count_rows (db, "SELECT count (*) FROM search"), ==, 0);
  assert_sound (db);

  /* in pieces of any size, with pushes between them */
  for (int round = 2; round < 12; round++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *name = g_strdup_printf ("r%d", round);
      g_autofree char *old = g_strdup_printf ("r%d", round - 1);
      g_autofree char *all = g_strdup_printf ("%s|%s|%s", name, name, name);
      bool more;

      edit_much (&home, round);
      for (int piece = 0; piece < round; piece++)
        {
          int before = count_rows (db, "SELECT count (*) FROM search");

          g_assert_true (bo_hub_db_index_some (db, 1 + round % 3, &more, &error));
          g_assert_cmpint (ABS (count_rows (db, "SELECT count (*) FROM search") - before), <=, 1 + round % 3);
          assert_sound (db);
        }
      if (round % 4 != 0)
        continue;
      assert_found (db, name, all);
      assert_found (db, old, "");
      assert_found (db, "loser", "");
      assert_found (db, "between", "");
      g_assert_cmpint (count_rows (db, "SELECT count (*) FROM search_due"), ==, 0);
      assert_sound (db);
    }
  home_tear_down (&home, "sqlite");
}

/* What was never in the indexes needn't leave them. */
static void
test_due_tombstone (void)
{
  Home home;
  BoHubDb *db;

  home_set_up (&home, "sqlite");
  db = BO_HUB_DB (home.store);
  push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Lamp", "{}", NULL);
  push_named (&home, BO_CHANGE_DELETE, "a", "v2", "Lamp", "{}", "v1");
  assert_found (db, "lamp", "");
  push_named (&home, BO_CHANGE_UPDATE, "a", "v3", "Lamp", "{}", "v2");
  assert_sound (db);
  assert_found (db, "lamp", "Lamp");
  assert_sound (db);
  home_tear_down (&home, "sqlite");
}

/* What is due is what was committed. */
static void
test_due_rolled_back (void)
{
  bool passed = false;

  for (int n = 1; !passed; n++)
    {
      const char *parents[] = { "v1", NULL };
      g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
      g_autoptr(BoEntity) entity = bo_entity_new ("a", "v2", "device", "Newer", "{}", "manual", "alice", parents);
      g_autoptr(BoSyncRequest) request = request_new (BO_SYNC_TYPE_DELTA);
      g_autoptr(BoSyncResponse) response = NULL;
      Home home;
      BoHubDb *db;

      home_set_up (&home, "sqlite");
      db = BO_HUB_DB (home.store);
      push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Older", "{}", NULL);
      assert_found (db, "older", "Older");
      g_ptr_array_add (request->changes, bo_change_new (BO_CHANGE_UPDATE, entity));

      bo_db_fail_after (db->db, n, SQLITE_FULL);
      response = bo_hub_rules_push (home.rules, request, home.now_us, errors, NULL);
      passed = response != NULL;
      bo_db_fail_after (db->db, 0, 0);
      g_assert_cmpint (count_rows (db, "SELECT count (*) FROM search_due"), ==, passed);
      push_named (&home, BO_CHANGE_CREATE, "b", "v1", "Other", "{}", NULL);
      g_assert_cmpint (count_rows (db, "SELECT count (*) FROM search_due"), ==, passed);
      assert_sound (db);
      assert_found (db, "older", passed ? "" : "Older");
      assert_found (db, "newer", passed ? "Newer" : "");
      g_assert_cmpint (n, <, 100);
      home_tear_down (&home, "sqlite");
    }
}

/* A piece that fails at whichever call is done again. */
static void
test_failing_piece (void)
{
  bool passed = false;

  for (int n = 1; !passed; n++)
    {
      g_autoptr(GError) error = NULL;
      Home home;
      BoHubDb *db;
      bool more;

      home_set_up (&home, "sqlite");
      db = BO_HUB_DB (home.store);
      edit_much (&home, 1);
      assert_found (db, "r1", "r1|r1|r1");
      edit_much (&home, 2);
      bo_db_fail_after (db->db, n, SQLITE_FULL);
      passed = bo_hub_db_index_some (db, 5, &more, &error);
      g_assert_true (passed == (error == NULL));
      bo_db_fail_after (db->db, 0, 0);
      assert_sound (db);
      assert_found (db, "r2", "r2|r2|r2");
      assert_found (db, "r1", "");
      assert_sound (db);
      g_assert_cmpint (n, <, 100);
      home_tear_down (&home, "sqlite");
    }
}

static void
remove_files (const char *dir)
{
  g_autoptr(GDir) open_dir = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (open_dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
}

/* A home on the disk. */
static void
open_home (Home       *home,
           const char *path)
{
  g_autoptr(GError) error = NULL;

  home->store = BO_HUB_STORE (bo_hub_db_open (path, BO_DB_READ_WRITE, &error));
  g_assert_no_error (error);
  home->rules = bo_hub_rules_new (home->store);
  home->now_us = T0;
}

/* What was due stays due in another process. */
static void
test_due_kept (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "hub.db", NULL);
  g_autoptr(GError) error = NULL;
  Home home;
  bool more;

  open_home (&home, path);
  edit_much (&home, 1);
  assert_found (BO_HUB_DB (home.store), "r1", "r1|r1|r1");
  edit_much (&home, 2);
  g_assert_true (bo_hub_db_index_some (BO_HUB_DB (home.store), 1, &more, &error));
  g_assert_true (more);
  home_tear_down (&home, "sqlite");

  open_home (&home, path);
  assert_sound (BO_HUB_DB (home.store));
  g_assert_true (bo_hub_compact (BO_HUB_DB (home.store), &error));
  assert_found (BO_HUB_DB (home.store), "r2", "r2|r2|r2");
  assert_found (BO_HUB_DB (home.store), "r1", "");
  home_tear_down (&home, "sqlite");
  remove_files (dir);
}

/* Nobody ever waits for requests to end: the log ends anyway, and goes into the file when told. */
static void
test_log (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "hub.db", NULL);
  g_autofree char *text = g_strnfill (1000 * 1000, 'x');
  g_autofree char *content = g_strdup_printf ("{\"text\":\"%s\"}", text);
  Home home;
  BoHubDb *db;
  int longest = 0;

  open_home (&home, path);
  db = BO_HUB_DB (home.store);
  for (int i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("id%d", i);

      push_named (&home, BO_CHANGE_CREATE, id, "v1", "Lamp", content, NULL);
      longest = MAX (longest, db->log_pages);
    }
  g_assert_cmpint (longest, >, 2000);
  g_assert_cmpint (longest, <, 8000);

  bo_hub_db_checkpoint (db, 1000);
  g_assert_cmpint (db->log_pages, ==, 0);
  push_named (&home, BO_CHANGE_CREATE, "last", "v1", "Lamp", "{}", NULL);
  g_assert_cmpint (db->log_pages, >, 0);
  g_assert_cmpint (db->log_pages, <, 100);
  bo_hub_db_checkpoint (db, 1000);
  g_assert_cmpint (db->log_pages, >, 0);
  home_tear_down (&home, "sqlite");
  remove_files (dir);
}

/* --- an old home --- */

static void
load_fixture (const char *path)
{
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "fixtures", "hub-schema-1.sql", NULL);
  g_autofree char *script = NULL;
  sqlite3 *handle = NULL;

  g_assert_true (g_file_get_contents (fixture, &script, NULL, NULL));
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, script, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static void
test_migration (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "hub.db", NULL);
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_hub_step_free);
  g_autoptr(GError) error = NULL;
  BoHubStatistics statistics;
  BoHubDb *db;

  load_fixture (path);
  db = bo_hub_db_open (path, BO_DB_READ_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bo_hub_store_get_epoch (BO_HUB_STORE (db)), ==, "c4dbcb28-ec37-45db-84b0-298b48a4d5ee");

  assert_found (db, "glow", "Counter Light");
  assert_found (db, "lmap", "");
  assert_found (db, "kuche", "Küche");
  assert_found (db, "toaster", "");

  bo_hub_db_get_statistics (db, &statistics, &error);
  g_assert_no_error (error);
  assert_sound (db);
  g_assert_cmpint (statistics.versions, ==, 6);
  g_assert_cmpint (statistics.tombstones, ==, 1);
  g_assert_cmpint (statistics.isolated, ==, 1);
  /* of the room's edges only that which was not removed */
  bo_hub_db_add_steps (db, "room-1", true, NULL, steps, &error);
  g_assert_cmpuint (steps->len, ==, 0);
  bo_hub_db_add_steps (db, "room-1", false, NULL, steps, &error);
  g_assert_cmpuint (steps->len, ==, 1);

  g_assert_finalize_object (db);
  remove_files (dir);
}

/* --- restoring --- */

static void
test_restore (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "old.db", NULL);
  g_autofree char *junk = g_build_filename (dir, "junk.db", NULL);
  g_autofree char *epoch = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  Home home;
  BoHubDb *db;

  home_set_up (&home, "sqlite");
  db = BO_HUB_DB (home.store);
  push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Newer", "{}", NULL);
  digest = bo_hub_rules_digest (home.rules, NULL);
  epoch = g_strdup (bo_hub_store_get_epoch (home.store));

  /* what is no hub's home changes nothing */
  g_assert_true (g_file_set_contents (junk, "SQLite format 3, or so they say; but it goes on differently", -1, NULL));
  g_assert_false (bo_hub_db_restore (db, junk, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_CORRUPT);
  g_clear_error (&error);
  assert_found (db, "newer", "Newer");
  g_assert_cmpstr (bo_hub_store_get_epoch (home.store), ==, epoch);

  /* a copy of an older program's home */
  load_fixture (path);
  g_assert_true (bo_hub_db_put_setting (db, "admin_password", "today", &error));
  g_assert_true (bo_hub_db_restore (db, path, &error));
  g_assert_no_error (error);
  bo_hub_rules_reset (home.rules);
  after = bo_hub_rules_digest (home.rules, NULL);
  g_assert_cmpstr (after, !=, digest);
  g_assert_cmpstr (bo_hub_store_get_epoch (home.store), !=, epoch);
  g_assert_cmpstr (bo_hub_store_get_epoch (home.store), !=, "c4dbcb28-ec37-45db-84b0-298b48a4d5ee");
  assert_found (db, "newer", "");
  assert_found (db, "light", "Counter Light");
  {
    g_autofree char *password = bo_hub_db_get_setting (db, "admin_password", NULL);

    g_assert_cmpstr (password, ==, "today");
  }
  push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Newer", "{}", NULL);
  assert_found (db, "newer", "Newer");

  home_tear_down (&home, "sqlite");
  remove_files (dir);
}

/* At whichever call it fails, the home is the one or the other. */
static void
test_failing_restore (void)
{
  bool passed = false;

  for (int n = 1; !passed; n++)
    {
      g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (dir, "old.db", NULL);
      g_autofree char *epoch = NULL;
      g_autoptr(GError) error = NULL;
      Home home;

      home_set_up (&home, "sqlite");
      push_named (&home, BO_CHANGE_CREATE, "a", "v1", "Newer", "{}", NULL);
      epoch = g_strdup (bo_hub_store_get_epoch (home.store));
      load_fixture (path);

      bo_db_fail_after (BO_HUB_DB (home.store)->db, n, SQLITE_FULL);
      passed = bo_hub_db_restore (BO_HUB_DB (home.store), path, &error);
      bo_db_fail_after (BO_HUB_DB (home.store)->db, 0, 0);

      assert_found (BO_HUB_DB (home.store), "newer", passed ? "" : "Newer");
      assert_found (BO_HUB_DB (home.store), "light", passed ? "Counter Light" : "");
      g_assert_true (passed == (strcmp (bo_hub_store_get_epoch (home.store), epoch) != 0));
      g_assert_cmpint (n, <, 100);
      home_tear_down (&home, "sqlite");
      remove_files (dir);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hub/search/split", test_split);
  g_test_add_func ("/hub/search/quote", test_quote);
  g_test_add_func ("/hub/search/distance", test_distance);
  g_test_add_func ("/hub/search/index", test_index);
  g_test_add_func ("/hub/search/typos", test_typos);
  g_test_add_func ("/hub/search/hostile-queries", test_hostile_queries);
  g_test_add_func ("/hub/search/odd-content", test_odd_content);
  g_test_add_func ("/hub/search/due", test_due);
  g_test_add_func ("/hub/search/due-tombstone", test_due_tombstone);
  g_test_add_func ("/hub/search/due-rolled-back", test_due_rolled_back);
  g_test_add_func ("/hub/search/failing-piece", test_failing_piece);
  g_test_add_func ("/hub/search/due-kept", test_due_kept);
  g_test_add_func ("/hub/search/log", test_log);
  g_test_add_func ("/hub/search/migration", test_migration);
  g_test_add_func ("/hub/search/restore", test_restore);
  g_test_add_func ("/hub/search/failing-restore", test_failing_restore);
  return g_test_run ();
}
