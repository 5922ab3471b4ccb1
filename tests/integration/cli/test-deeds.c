/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a person does with what is kept: files, history, refusals and conflicts. */

static void
write_lines (const char *path, const char *lines)
{
  g_assert_true (g_file_set_contents (path, lines, -1, NULL));
}

/* Looks first, adds what is missing, and changes what differs only when told to; all of it goes to the hub. */
static void
test_import (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *file = cli_path (fixture, "home.jsonl");
  g_autoptr (CliResult) exported = NULL, preview = NULL, added = NULL, again = NULL, kept = NULL, replaced = NULL;
  g_autoptr (CliResult) pending = NULL, renamed = NULL, sync = NULL, text = NULL, nothing = NULL;

  cli_furnish (fixture, "a");
  exported = cli_json (fixture, "a", "export", file, NULL);
  g_assert_cmpint (exported->status, ==, 0);

  cli_hub_start (fixture);
  cli_connect (fixture, "b");
  preview = cli_json (fixture, "b", "import", file, NULL);
  cli_assert_at (preview, "/applied", "false");
  cli_assert_at (preview, "/new", "13");
  nothing = cli_json (fixture, "b", "entities", NULL);
  cli_assert_at (nothing, "", "[]");
  added = cli_json (fixture, "b", "import", file, "--apply", NULL);
  cli_assert_at (added, "/applied", "true");
  cli_assert_at (added, "/new", "13");
  pending = cli_json (fixture, "b", "pending", NULL);
  g_assert_cmpuint (bo_json_size (pending->document), ==, 13);
  sync = cli_json (fixture, "b", "sync", NULL);
  cli_assert_at (sync, "/pushed", "13");

  again = cli_json (fixture, "b", "import", file, "--apply", NULL);
  cli_assert_at (again, "/same", "13");
  cli_assert_at (again, "/new", "0");
  g_assert_cmpint (cli_status (fixture, "b", "entity", "put", "--type", "room", "--id", "room-hall", "--name", "Corridor",
                               NULL), ==, 0);
  kept = cli_json (fixture, "b", "import", file, "--apply", NULL);
  cli_assert_at (kept, "/different", "1");
  cli_assert_at (kept, "/names", "[\"Hall\"]");
  text = cli_text (fixture, "b", "import", file, NULL);
  g_assert_nonnull (strstr (text->out, "Hall"));
  replaced = cli_json (fixture, "b", "import", file, "--replace", NULL);
  cli_assert_at (replaced, "/different", "1");
  renamed = cli_json (fixture, "b", "show", "room-hall", NULL);
  cli_assert_at (renamed, "/name", "\"Hall\"");
}

static void
test_import_hostile (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *file = cli_path (fixture, "odd.jsonl");
  g_autofree char *gone = cli_path (fixture, "nowhere.jsonl");
  g_autoptr (CliResult) mixed = NULL, missing = NULL, folder = NULL, rooms = NULL;

  write_lines (file, "{\"id\":\"r1\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"One\",\"content\":{}}\n"
                     "no JSON at all\n"
                     "\n"
                     "{\"id\":\"r2\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"Two\",\"content\":{\"deleted\":true}}\n"
                     "{\"id\":\"\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"None\",\"content\":{}}\n"
                     "{\"name\":\"nothing else\"}\n");
  mixed = cli_json (fixture, "a", "import", file, "--apply", NULL);
  cli_assert_said (mixed, 1, "2:");
  cli_assert_at (mixed, "/new", "1");
  cli_assert_at (mixed, "/deleted", "1");
  cli_assert_at (mixed, "/refused", "3");
  rooms = cli_json (fixture, "a", "rooms", NULL);
  cli_assert_at (rooms, "/0/name", "\"One\"");
  g_assert_cmpuint (bo_json_size (rooms->document), ==, 1);
  missing = cli_json (fixture, "a", "import", gone, "--apply", NULL);
  cli_assert_said (missing, 1, "nowhere");
  cli_assert_at (missing, "/exit_status", "1");
  folder = cli_json (fixture, "a", "import", fixture->dir, NULL);
  g_assert_cmpint (folder->status, ==, 1);
}

/* What was written before this device came along is fetched when asked for, and changes nothing else. */
static void
test_history (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) before = NULL, fetched = NULL, again = NULL, value = NULL, digest = NULL, offline = NULL;
  g_autoptr (CliResult) unknown = NULL, conflicts = NULL, local = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  for (int i = 1; i <= 3; i++)
    {
      g_autofree char *brightness = g_strdup_printf ("%d", i * 10);

      g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
      g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", brightness, NULL), ==, 0);
    }
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);

  cli_connect (fixture, "b");
  before = cli_json (fixture, "b", "history", "Hall lamp", NULL);
  g_assert_cmpuint (bo_json_size (before->document), ==, 1);
  fetched = cli_json (fixture, "b", "history", "lamp", "--fetch", NULL);
  g_assert_cmpuint (bo_json_size (fetched->document), ==, 4);
  cli_assert_at (fetched, "/0/origin", "\"hub\"");
  cli_assert_at (fetched, "/0/user_id", "\"a\"");
  cli_assert_at (fetched, "/0/content/services/0/characteristics/1/value", "80");
  cli_assert_at (fetched, "/2/content/services/0/characteristics/1/value", "20");
  again = cli_json (fixture, "b", "history", "lamp", "--fetch", NULL);
  g_assert_cmpuint (bo_json_size (again->document), ==, 4);
  value = cli_json (fixture, "b", "get", "lamp", "brightness", NULL);
  cli_assert_at (value, "/value", "30");
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  digest = cli_json (fixture, "b", "status", NULL);
  cli_assert_at (digest, "/digest_match", "true");
  conflicts = cli_json (fixture, "b", "conflicts", NULL);
  cli_assert_at (conflicts, "", "[]");
  unknown = cli_json (fixture, "b", "history", "nobody", "--fetch", NULL);
  cli_assert_said (unknown, 1, "");
  cli_hub_kill (fixture);
  offline = cli_json (fixture, "b", "history", "lamp", "--fetch", NULL);
  cli_assert_said (offline, 3, "");
  local = cli_json (fixture, "b", "history", "lamp", NULL);
  g_assert_cmpuint (bo_json_size (local->document), ==, 4);
}

static void
test_report (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *file = cli_path (fixture, "report.json");
  g_autofree char *text = NULL;
  g_autoptr (CliResult) saved = NULL, digest = NULL;
  g_autofree char *expected = NULL, *found = NULL;
  GStatBuf info;
  BoJson report;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  saved = cli_json (fixture, "a", "report", file, NULL);
  g_assert_cmpint (saved->status, ==, 0);
  g_assert_cmpint (g_stat (file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_true (bo_json_scan (text, -1, 16, BO_JSON_SCAN_STRICT, &report, NULL));
  digest = cli_json (fixture, "a", "digest", NULL);
  expected = cli_at (digest, "/digest");
  found = bo_json_dup (bo_json_member (report, "digest"));
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (bo_json_size (bo_json_member (report, "versions")), ==, 8);
  /* Nothing of what the home holds, and nothing to sign in with. */
  g_assert_null (strstr (text, "Hall"));
  g_assert_null (strstr (text, "Nordlicht"));
  g_assert_null (strstr (text, "eyJ"));
  g_assert_null (strstr (text, CLI_PASSWORD));
}

/* What the hub refused can be seen, edited, exported, tried again and taken back. */
static void
test_refused (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *file = cli_path (fixture, "home.jsonl");
  g_autofree char *lines = NULL;
  g_autoptr (CliResult) pending = NULL, text = NULL, edited = NULL, sync = NULL, entities = NULL, gone = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "gadget", "--id", "g", "--name", "G", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "gadget", "--id", "h", "--name", "H", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 1);
  pending = cli_json (fixture, "a", "pending", NULL);
  cli_assert_at (pending, "/0/state", "\"quarantined\"");
  g_assert_cmpuint (bo_json_at (pending->document, "/0/problem").length, >, 4);
  text = cli_text (fixture, "a", "pending", NULL);
  g_assert_nonnull (strstr (text->out, "G"));
  g_assert_cmpint (cli_status (fixture, "a", "export", file, NULL), ==, 0);
  g_assert_true (g_file_get_contents (file, &lines, NULL, NULL));
  g_assert_nonnull (strstr (lines, "\"gadget\""));

  edited = cli_json (fixture, "a", "entity", "put", "--id", "g", "--type", "device", "--name", "G", NULL);
  cli_assert_at (edited, "/sync_status", "\"pending\"");
  g_assert_cmpint (cli_status (fixture, "a", "retry", "h", NULL), ==, 0);
  sync = cli_json (fixture, "a", "sync", NULL);
  cli_assert_at (sync, "/quarantined", "1");
  cli_assert_at (sync, "/pending", "0");
  entities = cli_json (fixture, "a", "entities", "--type", "device", NULL);
  cli_assert_at (entities, "/0/sync_status", "\"synced\"");
  g_assert_cmpint (cli_status (fixture, "a", "discard", "h", NULL), ==, 0);
  gone = cli_json (fixture, "a", "entities", "--type", "gadget", NULL);
  cli_assert_at (gone, "", "[]");
  g_assert_cmpint (cli_status (fixture, "a", "status", NULL), ==, 0);
}

/* One lamp, two brightnesses; @mine was set last, on "b". */
static void
collide (CliFixture *fixture)
{
  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  cli_connect (fixture, "b");
  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", "10", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "set", "lamp", "brightness", "20", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
}

static void
assert_brightness (CliFixture *fixture, const char *home, const char *expected)
{
  g_autoptr (CliResult) value = NULL;

  g_assert_cmpint (cli_status (fixture, home, "sync", NULL), ==, 0);
  value = cli_json (fixture, home, "get", "lamp", "brightness", NULL);
  cli_assert_at (value, "/value", expected);
}

/* Decided one way, turned round, turned round again with a value of one's own. */
static void
test_resolve (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) conflicts = NULL, reviewed = NULL, refused = NULL, lamp = NULL;
  g_autofree char *id = NULL, *content = NULL, *own = NULL, *document = NULL;

  collide (fixture);
  conflicts = cli_json (fixture, "b", "conflicts", NULL);
  cli_assert_at (conflicts, "/0/mine_user", "\"b\"");
  cli_assert_at (conflicts, "/0/mine_device", "\"b\"");
  cli_assert_at (conflicts, "/0/theirs_user", "\"a\"");
  cli_assert_at (conflicts, "/0/theirs_device", "\"a\"");
  id = bo_json_dup_string (bo_json_at (conflicts->document, "/0/id"));
  refused = cli_json (fixture, "b", "resolve", id, NULL);
  cli_assert_said (refused, 2, "--mine");

  g_assert_cmpint (cli_status (fixture, "b", "resolve", id, "--theirs", NULL), ==, 0);
  assert_brightness (fixture, "b", "10");
  assert_brightness (fixture, "a", "10");
  g_assert_cmpint (cli_status (fixture, "b", "resolve", id, "--mine", NULL), ==, 0);
  assert_brightness (fixture, "b", "20");
  assert_brightness (fixture, "a", "20");

  lamp = cli_json (fixture, "b", "entities", "--type", "device", NULL);
  content = cli_at (lamp, "/0/content");
  own = bo_json_set (content, "/services/0/characteristics/1/value", "55", NULL);
  document = g_strdup_printf ("{\"name\":\"Hall lamp\",\"entity_type\":\"device\",\"source_type\":\"manual\",\"content\":%s}",
                              own);
  g_assert_cmpint (cli_status (fixture, "b", "resolve", id, "--document", document, NULL), ==, 0);
  assert_brightness (fixture, "b", "55");
  assert_brightness (fixture, "a", "55");
  reviewed = cli_json (fixture, "b", "conflicts", NULL);
  cli_assert_at (reviewed, "/0/reviewed", "true");
  cli_assert_at (reviewed, "/0/resolution", "\"edited\"");
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/deeds/import", test_import);
  g_test_add_func ("/cli/deeds/import-hostile", test_import_hostile);
  g_test_add_func ("/cli/deeds/history", test_history);
  g_test_add_func ("/cli/deeds/report", test_report);
  g_test_add_func ("/cli/deeds/refused", test_refused);
  g_test_add_func ("/cli/deeds/resolve", test_resolve);
  return g_test_run ();
}
