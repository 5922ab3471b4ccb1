/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

/* A home that never had a hub: everything works. */
static CliFixture *
furnished (void)
{
  CliFixture *fixture = cli_fixture_new ();

  cli_furnish (fixture, "a");
  return fixture;
}

static void
test_lists (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (CliResult) homes = cli_json (fixture, "a", "homes", NULL);
  g_autoptr (CliResult) rooms = cli_json (fixture, "a", "rooms", NULL);
  g_autoptr (CliResult) accessories = cli_json (fixture, "a", "accessories", "--room", "hall", NULL);

  cli_assert_at (homes, "", "[{\"id\":\"home-1\",\"name\":\"Elm Street\",\"is_primary\":true}]");
  cli_assert_at (rooms, "", "[{\"id\":\"room-hall\",\"name\":\"Hall\",\"zone\":null,\"accessories\":2},"
                            "{\"id\":\"room-kitchen\",\"name\":\"Kitchen\",\"zone\":null,\"accessories\":0}]");
  g_assert_cmpuint (bo_json_size (accessories->document), ==, 2);
  cli_assert_at (accessories, "/1/id", "\"lamp\"");
  cli_assert_at (accessories, "/1/rooms", "[\"Hall\"]");
  cli_assert_at (accessories, "/1/sync_status", "\"pending\"");
  cli_assert_at (accessories, "/1/services/0/service_type", "\"lightbulb\"");
  cli_assert_at (accessories, "/1/services/0/characteristics/1",
                 "{\"id\":\"lamp-1-brightness\",\"characteristic_type\":\"brightness\",\"value\":80,"
                 "\"format\":\"int\",\"unit\":\"percentage\"}");
}

static void
test_show (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (CliResult) lamp = cli_json (fixture, "a", "show", "Hall lamp", NULL);
  g_autoptr (CliResult) room = cli_json (fixture, "a", "show", "room-hall", NULL);
  g_autoptr (CliResult) text = cli_text (fixture, "a", "show", "Hall lamp", NULL);

  cli_assert_at (lamp, "/content/x-unknown", "12345678901234567890");
  cli_assert_at (lamp, "/documents/0/name", "\"Care of the lamp\"");
  g_assert_cmpuint (bo_json_size (bo_json_member (lamp->document, "edges")), ==, 2);
  cli_assert_at (room, "/accessories", "2");
  g_assert_nonnull (strstr (text->out, "Hall lamp"));
  g_assert_nonnull (strstr (text->out, "80"));
}

static void
test_get (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (CliResult) one = cli_json (fixture, "a", "get", "Hall lamp", "Brightness", NULL);
  g_autoptr (CliResult) all = cli_json (fixture, "a", "get", "Hall lamp", NULL);
  g_autoptr (CliResult) second = cli_json (fixture, "a", "get", "Hall lamp", "--service", "2", NULL);
  g_autoptr (CliResult) both = cli_json (fixture, "a", "get", "Hall lamp", "on", NULL);

  cli_assert_at (one, "/accessory", "\"lamp\"");
  cli_assert_at (one, "/service", "\"lamp-1\"");
  cli_assert_at (one, "/characteristic", "\"brightness\"");
  cli_assert_at (one, "/value", "80");
  cli_assert_at (one, "/unit", "\"percentage\"");
  g_assert_cmpint (bo_json_at (one->document, "/since").text[0], ==, '"');
  g_assert_cmpuint (bo_json_size (all->document), ==, 3);
  g_assert_cmpuint (bo_json_size (second->document), ==, 1);
  cli_assert_at (second, "/0/value", "false");
  cli_assert_said (both, 1, "lamp-2");
  cli_assert_at (both, "/exit_status", "1");
}

static void
test_set (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (CliResult) on = cli_json (fixture, "a", "set", "Hall lamp", "on", "off", "--service", "lamp-1", NULL);
  g_autoptr (CliResult) range = cli_json (fixture, "a", "set", "Hall lamp", "brightness", "150", NULL);
  g_autoptr (CliResult) below = cli_json (fixture, "a", "set", "Hall lamp", "brightness", "-1", NULL);
  g_autoptr (CliResult) nonsense = cli_json (fixture, "a", "set", "Hall lamp", "brightness", "very", NULL);
  g_autoptr (CliResult) unknown = cli_json (fixture, "a", "set", "Hall lamp", "volume", "1", NULL);
  g_autoptr (CliResult) value = cli_json (fixture, "a", "get", "Hall lamp", "brightness", NULL);

  g_assert_cmpint (on->status, ==, 0);
  cli_assert_at (on, "/value", "false");
  cli_assert_said (range, 1, "100");
  cli_assert_said (below, 1, "100");
  cli_assert_said (nonsense, 1, "");
  cli_assert_said (unknown, 1, "volume");
  cli_assert_at (range, "/exit_status", "1");
  cli_assert_at (value, "/value", "80");
}

/* Unlocking takes a person's word; locking doesn't. */
static void
test_confirm (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (CliResult) refused = cli_json (fixture, "a", "set", "Front door", "lock_target_state", "unsecured", NULL);
  g_autoptr (CliResult) untouched = cli_json (fixture, "a", "get", "Front door", "lock_target_state", NULL);
  g_autoptr (CliResult) confirmed = NULL, locked = NULL;

  cli_assert_said (refused, 1, "--confirm");
  cli_assert_at (untouched, "/value", "1");
  confirmed = cli_json (fixture, "a", "set", "Front door", "lock_target_state", "unsecured", "--confirm", NULL);
  g_assert_cmpint (confirmed->status, ==, 0);
  cli_assert_at (confirmed, "/value", "0");
  locked = cli_json (fixture, "a", "set", "Front door", "lock_target_state", "secured", NULL);
  g_assert_cmpint (locked->status, ==, 0);
}

static void
test_ambiguous (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (CliResult) several = cli_json (fixture, "a", "show", "twin", NULL);
  g_autoptr (CliResult) by_id = cli_json (fixture, "a", "show", "twin-2", NULL);
  g_autoptr (CliResult) none = cli_json (fixture, "a", "show", "Triplet", NULL);

  cli_assert_said (several, 1, "twin-1");
  g_assert_nonnull (strstr (several->err, "twin-2"));
  cli_assert_at (several, "/exit_status", "1");
  cli_assert_at (by_id, "/id", "\"twin-2\"");
  cli_assert_said (none, 1, "Triplet");
}

static void
test_put (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (CliResult) made = cli_json (fixture, "a", "entity", "put", "--type", "room", "--name", "Attic", NULL);
  g_autoptr (CliResult) changed = cli_json (fixture, "a", "entity", "put", "--type", "room", "--id", "room-hall",
                                            "--name", "Corridor", "--content", "{\"floor\": 1.50}", NULL);
  g_autoptr (CliResult) edge = cli_json (fixture, "a", "edge", "put", "--type", "part_of", "--from", "Attic", "--to",
                                         "home-1", "--properties", "{\"a\":1}", NULL);
  g_autoptr (CliResult) edges = cli_json (fixture, "a", "edges", NULL);

  cli_assert_at (made, "/name", "\"Attic\"");
  cli_assert_at (made, "/entity_type", "\"room\"");
  cli_assert_at (made, "/content", "{}");
  g_assert_cmpuint (bo_json_at (made->document, "/id").length, ==, 38);
  cli_assert_at (changed, "/name", "\"Corridor\"");
  cli_assert_at (changed, "/content", "{\"floor\":1.5}");
  cli_assert_at (edge, "/relationship_type", "\"part_of\"");
  cli_assert_at (edge, "/properties", "{\"a\":1}");
  g_assert_cmpuint (bo_json_size (edges->document), ==, 6);
}

/* Names come from anywhere; a terminal must not obey them. */
static void
test_hostile_names (void)
{
  static const char *const commands[] = { "rooms", "accessories", "entities", "pending", "edges", "status" };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) shown = NULL, missing = NULL, raw = NULL;

  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "room", "--id", "r1", "--name",
                               "\033]0;owned\007Hall\nfake\xe2\x80\xae", NULL), ==, 0);
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (CliResult) text = cli_text (fixture, "a", commands[i], NULL);

      g_assert_cmpint (text->status, ==, 0);
    }
  shown = cli_text (fixture, "a", "show", "r1", NULL);
  g_assert_nonnull (strstr (shown->out, "\\u001b]0;owned\\u0007Hall\\u000afake\\u202e"));
  missing = cli_text (fixture, "a", "show", "\033[31mred", NULL);
  cli_assert_said (missing, 1, "\\u001b[31mred");
  raw = cli_json (fixture, "a", "entities", NULL);
  cli_assert_at (raw, "/0/name", "\"\\u001b]0;owned\\u0007Hall\\nfake\xe2\x80\xae\"");
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/home/lists", test_lists);
  g_test_add_func ("/cli/home/show", test_show);
  g_test_add_func ("/cli/home/get", test_get);
  g_test_add_func ("/cli/home/set", test_set);
  g_test_add_func ("/cli/home/confirm", test_confirm);
  g_test_add_func ("/cli/home/ambiguous", test_ambiguous);
  g_test_add_func ("/cli/home/put", test_put);
  g_test_add_func ("/cli/home/hostile-names", test_hostile_names);
  return g_test_run ();
}
