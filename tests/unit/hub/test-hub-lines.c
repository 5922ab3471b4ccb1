/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-test.h"

#include <string.h>

#include "bo-hub-check.h"
#include "bo-hub-db-private.h"
#include "bo-hub-lines.h"

/* Homes as lines, and a look at the whole of one. All on SQLite. */

static char *
export_all (Home *home,
            bool  history)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;
  BoHubExported exported;

  bo_hub_export (BO_HUB_DB (home->store), history, stream, &exported, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (stream, "", 1, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static BoHubImported *
import_text (Home       *home,
             const char *text,
             bool        apply)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr(GError) error = NULL;
  BoHubImported *imported = bo_hub_import (BO_HUB_DB (home->store), stream, apply, home->now_us, &error);

  g_assert_no_error (error);
  bo_hub_rules_reset (home->rules);
  return imported;
}

static char *
digest (Home *home)
{
  g_autoptr(BoHubRules) rules = bo_hub_rules_new (home->store);

  return bo_hub_rules_digest (rules, NULL);
}

/* Two versions of a lamp, a room, a removed one, and an edge pinned to the lamp's first version. */
static void
furnish (Home *home)
{
  g_autofree char *first = version_at (1, "alice");
  g_autofree char *second = version_at (2 * SECOND, "bob");
  BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);

  request_add (request, BO_CHANGE_CREATE, "lamp", first, "{\"x\": 1.50}", NULL);
  request_add (request, BO_CHANGE_CREATE, "room", first, "{}", NULL);
  request_add (request, BO_CHANGE_CREATE, "gone", first, "{}", NULL);
  request_add_edge (request, "edge", "lamp", first, "room", first);
  bo_sync_response_free (home_sync (home, request));
  bo_sync_response_free (home_push (home, BO_CHANGE_UPDATE, "lamp", second, "{\"x\": 2.50}", first));
  bo_sync_response_free (home_push (home, BO_CHANGE_DELETE, "gone", second, "{\"deleted\": true}", first));
}

static void
test_round_trip (Home       *home,
                 const void *data)
{
  g_autofree char *lines = NULL;
  g_autofree char *again = NULL;
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;
  g_autoptr(BoHubImported) preview = NULL;
  g_autoptr(BoHubImported) imported = NULL;
  g_autoptr(BoHubImported) repeated = NULL;
  Home other;

  furnish (home);
  lines = export_all (home, true);
  g_assert_nonnull (strstr (lines, "2.50"));
  mine = digest (home);

  home_set_up (&other, "sqlite");
  preview = import_text (&other, lines, false);
  g_assert_cmpint (preview->added, ==, 5);
  g_assert_cmpint (preview->edges, ==, 1);
  g_assert_cmpint (preview->n_problems, ==, 0);
  again = export_all (&other, true);
  g_assert_cmpstr (again, ==, "");

  imported = import_text (&other, lines, true);
  g_assert_cmpint (imported->added, ==, 5);
  g_assert_cmpint (imported->decided, ==, 0);
  theirs = digest (&other);
  g_assert_cmpstr (theirs, ==, mine);

  repeated = import_text (&other, lines, true);
  g_assert_cmpint (repeated->held, ==, 6);
  g_assert_cmpint (repeated->added + repeated->competing + repeated->edges, ==, 0);
  home_tear_down (&other, "sqlite");
}

/* Without the history the edge's own versions aren't there: it is tied to those that are. */
static void
test_current_alone (Home       *home,
                    const void *data)
{
  g_autofree char *second = version_at (2 * SECOND, "bob");
  g_autofree char *lines = NULL;
  g_autoptr(BoHubImported) imported = NULL;
  g_autoptr(BoHubEdgeRow) edge = NULL;
  Home other;

  furnish (home);
  lines = export_all (home, false);
  home_set_up (&other, "sqlite");
  imported = import_text (&other, lines, true);
  g_assert_cmpint (imported->added, ==, 3);
  g_assert_cmpint (imported->edges, ==, 1);
  edge = bo_hub_store_get_edge (other.store, "edge", NULL);
  g_assert_cmpstr (edge->edge->from_version, ==, second);
  home_tear_down (&other, "sqlite");
}

/* What is here and later stays shown; what comes is kept. */
static void
test_competes (Home       *home,
               const void *data)
{
  g_autofree char *early = version_at (1, "carol");
  g_autofree char *late = version_at (9 * SECOND, "dave");
  g_autofree char *lines = NULL;
  g_autofree char *shown = NULL;
  g_autoptr(BoHubImported) imported = NULL;
  g_autoptr(BoHubRow) kept = NULL;
  Home other;

  home_set_up (&other, "sqlite");
  bo_sync_response_free (home_push (&other, BO_CHANGE_CREATE, "lamp", early, "{\"from\": \"carol\"}", NULL));
  lines = export_all (&other, true);
  home_tear_down (&other, "sqlite");

  home->now_us += 9 * SECOND;
  bo_sync_response_free (home_push (home, BO_CHANGE_CREATE, "lamp", late, "{\"from\": \"dave\"}", NULL));
  imported = import_text (home, lines, true);
  g_assert_cmpint (imported->competing, ==, 1);
  g_assert_cmpint (imported->decided, ==, 1);
  shown = home_current (home, "lamp");
  g_assert_cmpstr (shown, ==, late);
  kept = bo_hub_store_get_version (home->store, "lamp", early, NULL);
  g_assert_nonnull (kept);
}

/* An edge has no history, so the one that is here isn't touched. */
static void
test_edges_stay (Home       *home,
                 const void *data)
{
  static const char moved[] =
    "{\"id\":\"edge\",\"from_entity_id\":\"lamp\",\"from_entity_version\":\"v\",\"to_entity_id\":\"gone\","
    "\"to_entity_version\":\"v\",\"relationship_type\":\"located_in\",\"properties\":{}}\n"
    "{\"id\":\"other\",\"from_entity_id\":\"lamp\",\"from_entity_version\":\"v\",\"to_entity_id\":\"nowhere\","
    "\"to_entity_version\":\"v\",\"relationship_type\":\"located_in\",\"properties\":{}}\n";
  g_autoptr(BoHubImported) imported = NULL;
  g_autoptr(BoHubEdgeRow) edge = NULL;

  furnish (home);
  imported = import_text (home, moved, true);
  g_assert_cmpint (imported->kept_edges, ==, 1);
  g_assert_cmpint (imported->waiting, ==, 1);
  edge = bo_hub_store_get_edge (home->store, "edge", NULL);
  g_assert_cmpstr (edge->edge->to_id, ==, "room");
}

static void
test_problems (Home       *home,
               const void *data)
{
  static const char lines[] =
    "\n"
    "{\"id\":\"a\",\"version\":\"v\",\"entity_type\":\"device\",\"name\":\"A\",\"content\":{}}\n"
    "not json\n"
    "{\"id\":\"b\"}\n"
    "{\"id\":\"c\",\"version\":\"v\",\"entity_type\":\"spaceship\",\"name\":\"C\",\"content\":{}}\n"
    "{\"id\":\"d\",\"from_entity_id\":\"a\",\"from_entity_version\":\"v\",\"to_entity_id\":\"a\","
    "\"to_entity_version\":\"v\",\"relationship_type\":\"hates\",\"properties\":{}}\n"
    "[1]\n";
  g_autoptr(BoHubImported) imported = import_text (home, lines, true);
  const char *starts[] = { "Line 3: ", "Line 4: ", "Line 5: ", "Line 6: ", "Line 7: " };

  g_assert_cmpint (imported->added, ==, 1);
  g_assert_cmpint (imported->n_problems, ==, 5);
  for (unsigned int i = 0; i < G_N_ELEMENTS (starts); i++)
    g_assert_true (g_str_has_prefix (g_ptr_array_index (imported->problems, i), starts[i]));
}

static void
test_many (Home       *home,
           const void *data)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(BoHubImported) imported = NULL;

  for (int i = 0; i < 1203; i++)
    g_string_append_printf (lines,
                            "{\"id\":\"d%d\",\"version\":\"v\",\"entity_type\":\"device\",\"name\":\"D\","
                            "\"content\":{}}\r\n",
                            i);
  imported = import_text (home, lines->str, true);
  g_assert_cmpint (imported->added, ==, 1203);
  g_assert_cmpint (imported->n_problems, ==, 0);
  g_clear_pointer (&imported, bo_hub_imported_free);
  imported = import_text (home, lines->str, false);
  g_assert_cmpint (imported->held, ==, 1203);
}

/* --- the check --- */

typedef struct
{
  const char *name;
  const char *damage;
  bool        is_problem;
  const char *what;
} Damage;

static const Damage damages[] = {
  { "current", "UPDATE version SET current = 0 WHERE id = 'lamp'", true, "exactly one current version" },
  { "content", "UPDATE version SET content = '{' WHERE id = 'room'", true, "no JSON object" },
  { "parents", "UPDATE version SET parent_versions = '[' WHERE id = 'room'", true, "parents can’t be read" },
  { "search", "DELETE FROM search", true, "search index" },
  { "letters", "DELETE FROM search_letters WHERE rowid = (SELECT max (rowid) FROM search)", true, "search index" },
  { "due", "INSERT INTO search_due (seq) VALUES (4711)", true, "search index" },
  { "orphan", "UPDATE edge SET to_id = 'nowhere'", true, "never here" },
  { "removed", "UPDATE edge SET to_id = 'gone'", false, "was removed" },
  { "unknown-parent", "UPDATE version SET parent_versions = '[\"x\"]' WHERE id = 'room'", false, "never came here" },
};

static void
test_sound (Home       *home,
            const void *data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubCheck) check = NULL;
  g_autofree char *expected = NULL;

  furnish (home);
  expected = digest (home);
  check = bo_hub_check (BO_HUB_DB (home->store), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check->problems->len, ==, 0);
  g_assert_cmpuint (check->notes->len, ==, 0);
  g_assert_cmpint (check->entities, ==, 2);
  g_assert_cmpint (check->tombstones, ==, 1);
  g_assert_cmpint (check->versions, ==, 5);
  g_assert_cmpint (check->edges, ==, 1);
  g_assert_cmpstr (check->digest, ==, expected);
}

static void
test_damages (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      const Damage *damage = &damages[i];
      g_autoptr(BoHubCheck) check = NULL;
      g_autoptr(GError) error = NULL;
      GPtrArray *list;
      Home home;

      home_set_up (&home, "sqlite");
      furnish (&home);
      g_assert_true (_bo_hub_db_index_all (BO_HUB_DB (home.store), &error));
      g_assert_true (bo_db_exec (BO_HUB_DB (home.store)->db, damage->damage, &error));
      check = bo_hub_check (BO_HUB_DB (home.store), &error);
      g_assert_no_error (error);
      list = damage->is_problem ? check->problems : check->notes;
      if (list->len == 0 || strstr (g_ptr_array_index (list, 0), damage->what) == NULL)
        g_error ("%s: not found", damage->name);
      home_tear_down (&home, "sqlite");
    }
}

static void
test_compact (Home       *home,
              const void *data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *lines = NULL;

  furnish (home);
  before = digest (home);
  bo_hub_compact (BO_HUB_DB (home->store), &error);
  g_assert_no_error (error);
  after = digest (home);
  g_assert_cmpstr (after, ==, before);
  lines = export_all (home, true);
  g_assert_nonnull (strstr (lines, "1.50"));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (Home *, const void *);
  } tests[] = {
    { "/hub/lines/round-trip", test_round_trip }, { "/hub/lines/current-alone", test_current_alone },
    { "/hub/lines/competes", test_competes },     { "/hub/lines/edges-stay", test_edges_stay },
    { "/hub/lines/problems", test_problems },     { "/hub/lines/many", test_many },
    { "/hub/check/sound", test_sound },           { "/hub/check/compact", test_compact },
  };

  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Home, "sqlite", home_set_up, tests[i].func, home_tear_down);
  g_test_add_func ("/hub/check/damages", test_damages);
  return g_test_run ();
}
