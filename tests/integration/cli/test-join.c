/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

/* A home without a hub joins one: what that does is shown before anything of it is done. */

static int
put (CliFixture *fixture, const char *home, const char *type, const char *id, const char *name)
{
  return cli_status (fixture, home, "entity", "put", "--type", type, "--id", id, "--name", name, NULL);
}

/* "a" has a hub with a home in it; "b" has a home of its own, and none. */
static CliFixture *
two_homes (void)
{
  CliFixture *fixture = cli_fixture_new ();

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  g_assert_cmpint (put (fixture, "b", "home", "cabin", "Cabin"), ==, 0);
  g_assert_cmpint (put (fixture, "b", "device", "stove", "Stove"), ==, 0);
  g_assert_cmpint (put (fixture, "b", "room", "other-hall", "Hall"), ==, 0);
  return fixture;
}

static void
assert_preview (CliResult *result)
{
  static const char *const parts[] = {
    "Nothing has been sent yet.", "Added to the Hub (2): Only on this device so far", "Cabin (Home)", "Stove (Accessory)",
    "Comes Here (", "Hall lamp (Accessory)", "Same Name on Both Sides (1): ", "Hall (Room)",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (result->err, parts[i]) == NULL)
      g_error ("“%s” is not in: %s", parts[i], result->err);
}

/* What the hub has got of "b". */
static void
assert_at_hub (CliFixture *fixture, bool there)
{
  g_autoptr (CliResult) stove = NULL;

  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  stove = cli_json (fixture, "a", "show", "stove", NULL);
  g_assert_cmpint (stove->status, ==, there ? 0 : 1);
}

/* A script is asked nothing, and its document stays one. */
static void
test_script (void)
{
  g_autoptr (CliFixture) fixture = two_homes ();
  g_autoptr (CliResult) connected = cli_json (fixture, "b", "connect", fixture->url, "--password-file",
                                              fixture->password_file, "--user", "ben", "--device-name", "Ben’s", NULL);

  g_assert_cmpint (connected->status, ==, 0);
  cli_assert_at (connected, "/user", "\"ben\"");
  assert_preview (connected);
  g_assert_null (strstr (connected->err, "[y/N]"));
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  assert_at_hub (fixture, true);
}

/* A person is asked; without a yes nothing is sent, kept or signed in to. */
static void
test_person (void)
{
  g_autoptr (CliFixture) fixture = two_homes ();
  g_autoptr (CliResult) refused = NULL, status = NULL, agreed = NULL;

  refused = cli_at_terminal (fixture, "n\n", "b", "connect", fixture->url, "--password-file", fixture->password_file,
                             NULL);
  cli_assert_at (refused, "/exit_status", "1");
  g_assert_cmpint (refused->status, ==, 1);
  assert_preview (refused);
  g_assert_nonnull (strstr (refused->err, "Join “Cabin” to This Hub? [y/N]"));
  status = cli_json (fixture, "b", "status", NULL);
  cli_assert_at (status, "/state", "\"no-hub\"");
  cli_assert_at (status, "/server_url", "null");
  assert_at_hub (fixture, false);

  agreed = cli_at_terminal (fixture, "y\n", "b", "connect", fixture->url, "--password-file", fixture->password_file,
                            NULL);
  g_assert_cmpint (agreed->status, ==, 0);
  cli_assert_at (agreed, "/role", "\"admin\"");
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  assert_at_hub (fixture, true);
}

/* Who says yes beforehand sees what it was said to. */
static void
test_yes (void)
{
  g_autoptr (CliFixture) fixture = two_homes ();
  g_autoptr (CliResult) connected = cli_at_terminal (fixture, "", "b", "connect", fixture->url, "--yes",
                                                     "--password-file", fixture->password_file, NULL);

  g_assert_cmpint (connected->status, ==, 0);
  assert_preview (connected);
  g_assert_null (strstr (connected->err, "[y/N]"));
}

/* An empty home has nothing to join, and one that has its hub joins no more. */
static void
test_nothing_to_join (void)
{
  g_autoptr (CliFixture) fixture = two_homes ();
  g_autoptr (CliResult) empty = NULL, again = NULL;

  empty = cli_at_terminal (fixture, "", "c", "connect", fixture->url, "--password-file", fixture->password_file, NULL);
  g_assert_cmpint (empty->status, ==, 0);
  g_assert_null (strstr (empty->err, "Join"));
  again = cli_at_terminal (fixture, "", "a", "connect", fixture->url, "--password-file", fixture->password_file, NULL);
  g_assert_cmpint (again->status, ==, 0);
  g_assert_null (strstr (again->err, "Join"));
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/join/script", test_script);
  g_test_add_func ("/cli/join/person", test_person);
  g_test_add_func ("/cli/join/yes", test_yes);
  g_test_add_func ("/cli/join/nothing", test_nothing_to_join);
  return g_test_run ();
}
