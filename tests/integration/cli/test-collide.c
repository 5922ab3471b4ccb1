/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <string.h>

/* Two devices and a hub: whatever collides, both come to the same, and say so. */

static void
sync_all (CliFixture *fixture)
{
  static const char *const order[] = { "a", "b", "a", "b" };

  for (size_t i = 0; i < G_N_ELEMENTS (order); i++)
    g_assert_cmpint (cli_status (fixture, order[i], "sync", NULL), ==, 0);
}

static CliFixture *
two_devices (void)
{
  CliFixture *fixture = cli_fixture_new ();

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "edge", "put", "--id", "place", "--type", "located_in", "--from", "twin-1",
                               "--to", "room-hall", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  cli_connect (fixture, "b");
  return fixture;
}

static void
assert_alike (CliFixture *fixture)
{
  g_autoptr (CliResult) a = cli_json (fixture, "a", "entities", "--deleted", NULL);
  g_autoptr (CliResult) b = cli_json (fixture, "b", "entities", "--deleted", NULL);
  g_autoptr (CliResult) digest_a = cli_json (fixture, "a", "digest", NULL);
  g_autofree char *digest = cli_at (digest_a, "/digest");
  g_autoptr (CliResult) digest_b = cli_json (fixture, "b", "digest", NULL);

  cli_assert_at (digest_a, "/hub_digest", digest);
  cli_assert_at (digest_b, "/digest", digest);
  g_assert_cmpuint (bo_json_size (a->document), ==, bo_json_size (b->document));
  for (size_t i = 0; i < bo_json_size (a->document); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%zu/content", i);
      g_autofree char *content = cli_at (a, path);

      cli_assert_at (b, path, content);
    }
}

/* How many entries of @kind the journals of both hold. */
static unsigned int
count_conflicts (CliFixture *fixture, const char *kind)
{
  static const char *const homes[] = { "a", "b" };
  unsigned int count = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autoptr (CliResult) conflicts = cli_json (fixture, homes[i], "conflicts", NULL);

      for (size_t j = 0; j < bo_json_size (conflicts->document); j++)
        count += bo_json_string_is (bo_json_member (bo_json_element (conflicts->document, j), "kind"), kind);
    }
  return count;
}

static void
test_edit_against_delete (void)
{
  g_autoptr (CliFixture) fixture = two_devices ();
  g_autoptr (CliResult) history = NULL, text = NULL;

  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", "10", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "entity", "delete", "lamp", NULL), ==, 0);
  sync_all (fixture);
  assert_alike (fixture);
  g_assert_cmpuint (count_conflicts (fixture, "deleted"), >=, 1);
  text = cli_text (fixture, "b", "conflicts", NULL);
  g_assert_nonnull (strstr (text->out, "kept in its history"));
  /* Neither side is gone. */
  history = cli_json (fixture, "b", "history", "lamp", "--fetch", NULL);
  g_assert_cmpuint (bo_json_size (history->document), >=, 3);
}

static void
test_move_against_move (void)
{
  g_autoptr (CliFixture) fixture = two_devices ();
  g_autoptr (CliResult) a = NULL, b = NULL, conflicts = NULL;
  g_autofree char *edges = NULL;

  g_assert_cmpint (cli_status (fixture, "a", "edge", "put", "--id", "place", "--type", "located_in", "--from", "twin-1",
                               "--to", "room-kitchen", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "edge", "put", "--id", "place", "--type", "located_in", "--from", "twin-1",
                               "--to", "home-1", NULL), ==, 0);
  sync_all (fixture);
  g_assert_cmpuint (count_conflicts (fixture, "decided"), ==, 1);
  conflicts = cli_json (fixture, "b", "conflicts", NULL);
  cli_assert_at (conflicts, "/0/name", "\"Twin\"");
  cli_assert_at (conflicts, "/0/paths/0/base", "\"room-hall\"");
  cli_assert_at (conflicts, "/0/paths/0/mine", "\"home-1\"");
  cli_assert_at (conflicts, "/0/paths/0/theirs", "\"room-kitchen\"");
  a = cli_json (fixture, "a", "show", "twin-1", NULL);
  b = cli_json (fixture, "b", "show", "twin-1", NULL);
  edges = cli_at (a, "/edges/0/to_entity_id");
  g_assert_cmpstr (edges, ==, "\"home-1\"");
  cli_assert_at (b, "/edges/0/to_entity_id", edges);
}

static void
test_create_against_create (void)
{
  g_autoptr (CliFixture) fixture = two_devices ();
  g_autoptr (CliResult) note = NULL;

  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--id", "n", "--type", "note", "--name", "N", "--content",
                               "{\"text\":\"one\",\"a\":1}", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "entity", "put", "--id", "n", "--type", "note", "--name", "N", "--content",
                               "{\"text\":\"two\",\"b\":2}", NULL), ==, 0);
  sync_all (fixture);
  assert_alike (fixture);
  g_assert_cmpuint (count_conflicts (fixture, "decided"), >=, 1);
  note = cli_json (fixture, "a", "entities", "--type", "note", NULL);
  cli_assert_at (note, "/0/content/a", "1");
  cli_assert_at (note, "/0/content/b", "2");
}

/* What waits and what it is merged to go in one batch, one made from the other; both stay. */
static void
test_batch_with_itself (void)
{
  g_autoptr (CliFixture) fixture = two_devices ();
  g_autoptr (CliResult) lamp = NULL, history = NULL;

  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "on", "off", "--service", "1", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "set", "lamp", "brightness", "20", NULL), ==, 0);
  sync_all (fixture);
  assert_alike (fixture);
  g_assert_cmpuint (count_conflicts (fixture, "merged"), ==, 1);
  lamp = cli_json (fixture, "a", "get", "lamp", "--service", "1", NULL);
  cli_assert_at (lamp, "/0/value", "false");
  cli_assert_at (lamp, "/1/value", "20");
  /* The one it began with, one of each side, and the merge. */
  history = cli_json (fixture, "a", "history", "lamp", "--fetch", NULL);
  g_assert_cmpuint (bo_json_size (history->document), ==, 4);
  g_assert_cmpuint (bo_json_size (bo_json_at (history->document, "/3/parent_versions")), ==, 2);
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/collide/edit-against-delete", test_edit_against_delete);
  g_test_add_func ("/cli/collide/move-against-move", test_move_against_move);
  g_test_add_func ("/cli/collide/create-against-create", test_create_against_create);
  g_test_add_func ("/cli/collide/batch-with-itself", test_batch_with_itself);
  return g_test_run ();
}
