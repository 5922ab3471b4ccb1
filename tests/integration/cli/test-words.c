/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mcp-fixture.h"

#include <string.h>

#include "bo-client.h"

/* A state is called the same by every door (UX §0, rule 1): the model that the window draws, the terminal, and the
   assistant, each in a process of its own on one file, where nobody asked for a list of conflicts. */

/* (transfer full) (nullable): what a window says of the lamp, as soon as it has read the home */
static char *
window_words (CliFixture *fixture, const char *home)
{
  g_autofree char *dir = cli_path (fixture, home), *words = NULL;
  g_autoptr (BoClient) client = bo_client_new (dir);
  g_autoptr (GAsyncResult) opened = NULL, closed = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, mcp_got_cb, &slot);
  opened = mcp_wait_for (&slot);
  bo_client_open_finish (client, opened, &error);
  g_assert_no_error (error);
  words = bo_thing_dup_notice (bo_model_lookup (bo_client_get_model (client), "lamp"));
  bo_client_close_async (client, NULL, mcp_got_cb, &slot);
  closed = mcp_wait_for (&slot);
  return g_steal_pointer (&words);
}

static void
assert_terminal (CliFixture *fixture, const char *home, const char *words)
{
  g_autoptr (CliResult) shown = cli_text (fixture, home, "show", "lamp", NULL);
  g_autoptr (CliResult) listed = cli_text (fixture, home, "accessories", "--room", "Hall", NULL);
  g_autoptr (CliResult) stored = cli_text (fixture, home, "entities", NULL);

  g_assert_nonnull (strstr (shown->out, words));
  g_assert_nonnull (strstr (listed->out, words));
  g_assert_nonnull (strstr (stored->out, words));
}

/* Where @accessory of an answer is the lamp */
static void
assert_notice (CliResult *answer, const char *accessory, const char *words)
{
  g_autofree char *id = g_strconcat ("/structuredContent", accessory, "/id", NULL);
  g_autofree char *notice = g_strconcat ("/structuredContent", accessory, "/notice", NULL);
  g_autofree char *json = g_strdup_printf ("\"%s\"", words);

  cli_assert_at (answer, "/isError", "false");
  cli_assert_at (answer, id, "\"lamp\"");
  cli_assert_at (answer, notice, json);
}

static void
assert_assistant (Mcp *mcp, const char *words)
{
  g_autoptr (CliResult) home = mcp_call (mcp, "get_home", NULL);
  g_autoptr (CliResult) room = mcp_call (mcp, "get_home", "{\"room\":\"Hall\"}");
  g_autoptr (CliResult) accessory = mcp_call (mcp, "get_accessory", "{\"accessory\":\"lamp\"}");

  assert_notice (home, "/zones/0/rooms/0/accessories/1", words);
  assert_notice (room, "/accessories/1", words);
  assert_notice (accessory, "", words);
}

static void
assert_every_door (CliFixture *fixture, const char *home, const char *words)
{
  g_autofree char *window = window_words (fixture, home);
  g_autoptr (Mcp) mcp = mcp_start (fixture, home, MCP_NEWEST);

  g_assert_cmpstr (window, ==, words);
  assert_terminal (fixture, home, words);
  assert_assistant (mcp, words);
}

/* What is changed once more, with the decision open, waits under the same words. */
static void
assert_waiting (CliFixture *fixture, const char *home, const char *words)
{
  g_autoptr (CliResult) pending = NULL;

  g_assert_cmpint (cli_status (fixture, home, "set", "lamp", "brightness", "30", NULL), ==, 0);
  pending = cli_text (fixture, home, "pending", NULL);
  g_assert_nonnull (strstr (pending->out, words));
}

static void
put_people (CliFixture *fixture, const char *home, const char *name)
{
  g_autofree char *content = g_strdup_printf ("{\"is_primary\":true,\"users\":[{\"id\":\"a\",\"name\":\"%s\"}]}", name);

  g_assert_cmpint (cli_status (fixture, home, "entity", "put", "--type", "home", "--id", "home-1", "--name", "Elm Street",
                               "--content", content, NULL), ==, 0);
}

/* Who it was, under the name that stands in the home now, until it is decided. */
static void
test_conflict (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) conflicts = NULL;
  g_autofree char *id = NULL, *after = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  put_people (fixture, "a", "Ana");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  cli_connect (fixture, "b");
  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", "10", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "set", "lamp", "brightness", "20", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  assert_every_door (fixture, "b", "Changed by Ana — review");
  put_people (fixture, "b", "Anaïs");
  assert_every_door (fixture, "b", "Changed by Anaïs — review");
  assert_waiting (fixture, "b", "Changed by Anaïs — review");

  conflicts = cli_json (fixture, "b", "conflicts", NULL);
  id = bo_json_dup_string (bo_json_at (conflicts->document, "/0/id"));
  g_assert_cmpint (cli_status (fixture, "b", "resolve", id, "--theirs", NULL), ==, 0);
  assert_every_door (fixture, "b", "Waiting to send");
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  after = window_words (fixture, "b");
  g_assert_null (after);
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/words/conflict", test_conflict);
  return g_test_run ();
}
