/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

/* Two devices, one hub: what one writes the other has. */
static void
test_two_devices (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) connected = NULL, sent = NULL, received = NULL, lamp = NULL, mine = NULL, theirs = NULL;
  g_autofree char *digest = NULL;

  cli_hub_start (fixture);
  connected = cli_json (fixture, "a", "connect", fixture->url, "--password-file", fixture->password_file, "--user", "ana",
                        "--device-name", "Ana's laptop", NULL);
  g_assert_cmpint (connected->status, ==, 0);
  cli_assert_at (connected, "/role", "\"admin\"");
  cli_assert_at (connected, "/user", "\"ana\"");
  g_assert_nonnull (strstr (connected->err, "keyring"));
  cli_furnish (fixture, "a");
  sent = cli_json (fixture, "a", "sync", NULL);
  g_assert_cmpint (sent->status, ==, 0);
  cli_assert_at (sent, "/success", "true");
  cli_assert_at (sent, "/pushed", "13");
  cli_assert_at (sent, "/pending", "0");
  cli_assert_at (sent, "/errors", "[]");

  cli_connect (fixture, "b");
  lamp = cli_json (fixture, "b", "get", "Hall lamp", "brightness", NULL);
  cli_assert_at (lamp, "/value", "80");
  received = cli_json (fixture, "b", "entities", "--type", "device", NULL);
  cli_assert_at (received, "/0/content/x-unknown", "12345678901234567890");
  cli_assert_at (received, "/0/sync_status", "\"synced\"");
  mine = cli_json (fixture, "a", "digest", NULL);
  theirs = cli_json (fixture, "b", "digest", NULL);
  digest = cli_at (mine, "/digest");
  cli_assert_at (mine, "/hub_digest", digest);
  cli_assert_at (theirs, "/digest", digest);
  cli_assert_at (theirs, "/entities", "8");
}

/* A change made with the hub away is done; it arrives when the hub is back. */
static void
test_offline (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) set = NULL, pending = NULL, failed = NULL, status = NULL, arrived = NULL, after = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  cli_connect (fixture, "b");
  cli_hub_kill (fixture);

  set = cli_json (fixture, "a", "set", "Hall lamp", "brightness", "40", NULL);
  g_assert_cmpint (set->status, ==, 0);
  cli_assert_at (set, "", "{\"id\":\"lamp\",\"characteristic\":\"brightness\",\"value\":40,\"pending\":true}");
  pending = cli_json (fixture, "a", "pending", NULL);
  cli_assert_at (pending, "/0/id", "\"lamp\"");
  cli_assert_at (pending, "/0/state", "\"pending\"");
  g_assert_cmpuint (bo_json_size (pending->document), ==, 1);
  failed = cli_json (fixture, "a", "sync", NULL);
  cli_assert_said (failed, 3, "");
  cli_assert_at (failed, "/success", "false");
  cli_assert_at (failed, "/pending", "1");
  status = cli_json (fixture, "a", "status", NULL);
  g_assert_cmpint (status->status, ==, 0);
  cli_assert_at (status, "/state", "\"offline\"");
  cli_assert_at (status, "/pending", "1");

  cli_hub_start (fixture);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  after = cli_json (fixture, "a", "status", NULL);
  cli_assert_at (after, "/state", "\"up-to-date\"");
  cli_assert_at (after, "/digest_match", "true");
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  arrived = cli_json (fixture, "b", "get", "lamp", "brightness", NULL);
  cli_assert_at (arrived, "/value", "40");
}

/* What doesn't overlap is merged; what does is decided, journalled, and the same on both. */
static void
test_conflicts (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) conflicts = NULL, on_a = NULL, on_b = NULL, brightness_a = NULL, brightness_b = NULL;
  g_autoptr (CliResult) text = NULL;
  g_autofree char *brightness = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  cli_connect (fixture, "b");
  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "on", "off", "--service", "1", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", "10", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "set", "lamp", "brightness", "20", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);

  conflicts = cli_json (fixture, "b", "conflicts", NULL);
  g_assert_cmpuint (bo_json_size (conflicts->document), ==, 1);
  cli_assert_at (conflicts, "/0/entity_id", "\"lamp\"");
  cli_assert_at (conflicts, "/0/kind", "\"decided\"");
  cli_assert_at (conflicts, "/0/reviewed", "false");
  text = cli_text (fixture, "b", "conflicts", NULL);
  g_assert_nonnull (strstr (text->out, "Hall lamp"));

  on_a = cli_json (fixture, "a", "get", "lamp", "on", "--service", "1", NULL);
  on_b = cli_json (fixture, "b", "get", "lamp", "on", "--service", "1", NULL);
  cli_assert_at (on_a, "/value", "false");
  cli_assert_at (on_b, "/value", "false");
  brightness_a = cli_json (fixture, "a", "get", "lamp", "brightness", NULL);
  brightness_b = cli_json (fixture, "b", "get", "lamp", "brightness", NULL);
  brightness = cli_at (brightness_b, "/value");
  cli_assert_at (brightness_a, "/value", brightness);
}

/* What the hub refuses is kept, shown, and told by the exit status; the rest goes through. */
static void
test_refused (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) sync = NULL, status = NULL, entities = NULL, other = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "gadget", "--id", "g", "--name", "G", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "room", "--id", "r", "--name", "R", NULL), ==, 0);
  /* A refusal is believed when it is repeated. */
  for (int i = 0; i < 5 && (sync == NULL || sync->status == 0); i++)
    {
      g_clear_pointer (&sync, cli_result_free);
      sync = cli_json (fixture, "a", "sync", NULL);
    }
  g_assert_cmpint (sync->status, ==, 1);
  cli_assert_at (sync, "/quarantined", "1");
  cli_assert_at (sync, "/pending", "0");
  status = cli_json (fixture, "a", "status", NULL);
  g_assert_cmpint (status->status, ==, 1);
  cli_assert_at (status, "/quarantined", "1");
  entities = cli_json (fixture, "a", "entities", "--type", "gadget", NULL);
  cli_assert_at (entities, "/0/sync_status", "\"quarantined\"");
  cli_connect (fixture, "b");
  other = cli_json (fixture, "b", "entities", NULL);
  cli_assert_at (other, "/0/id", "\"r\"");
}

static void
test_delete (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) deleted = NULL, listed = NULL, all = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  deleted = cli_json (fixture, "a", "entity", "delete", "twin-1", NULL);
  cli_assert_at (deleted, "", "{\"id\":\"twin-1\",\"deleted\":true}");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  cli_connect (fixture, "b");
  listed = cli_json (fixture, "b", "entities", "--type", "device", NULL);
  g_assert_cmpuint (bo_json_size (listed->document), ==, 3);
  all = cli_json (fixture, "b", "entities", "--type", "device", "--deleted", NULL);
  g_assert_cmpuint (bo_json_size (all->document), ==, 4);
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/sync/two-devices", test_two_devices);
  g_test_add_func ("/cli/sync/offline", test_offline);
  g_test_add_func ("/cli/sync/conflicts", test_conflicts);
  g_test_add_func ("/cli/sync/refused", test_refused);
  g_test_add_func ("/cli/sync/delete", test_delete);
  return g_test_run ();
}
