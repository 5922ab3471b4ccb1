/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static void
assert_usage (CliFixture *fixture, CliResult *result)
{
  cli_assert_said (result, 2, "");
  if (result->document.length > 0)
    cli_assert_at (result, "/exit_status", "2");
  else
    g_assert_cmpstr (result->out, ==, "");
  cli_result_free (result);
}

static void
test_usage (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) bare = cli_run (fixture, NULL, (const char *[]){ NULL });

  assert_usage (fixture, g_steal_pointer (&bare));
  assert_usage (fixture, cli_json (fixture, "a", "dance", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "--dance", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "entity", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "show", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "show", "1", "2", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "set", "lamp", "on", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "status", "--room", "x", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "connect", "http://127.0.0.1:1", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "connect", "http://127.0.0.1:1", "--password-file", "x", "--guest", "y",
                                   NULL));
  assert_usage (fixture, cli_json (fixture, "a", "connect", "gopher://x", "--password-file", fixture->password_file,
                                   NULL));
  assert_usage (fixture, cli_json (fixture, "a", "entity", "put", "--type", "room", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "entity", "put", "--type", "room", "--name", "R", "--content", "{", NULL));
  assert_usage (fixture, cli_json (fixture, "a", "entity", "put", "--type", "room", "--name", "R", "--content", "[]",
                                   NULL));
}

static void
test_help (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) help = cli_run (fixture, NULL, (const char *[]){ "--help", NULL });
  g_autoptr (CliResult) version = cli_run (fixture, NULL, (const char *[]){ "--version", NULL });
  g_autoptr (CliResult) command = cli_run (fixture, NULL, (const char *[]){ "entity", "put", "--help", NULL });

  g_assert_cmpint (help->status, ==, 0);
  g_assert_nonnull (strstr (help->out, "accessories"));
  g_assert_cmpint (version->status, ==, 0);
  g_assert_true (g_str_has_prefix (version->out, "blowing-off-cli "));
  g_assert_cmpint (command->status, ==, 0);
  g_assert_nonnull (strstr (command->out, "--content"));
}

static void
test_no_hub (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) status = cli_json (fixture, "a", "status", NULL);
  g_autoptr (CliResult) sync = cli_json (fixture, "a", "sync", NULL);
  g_autoptr (CliResult) login = cli_json (fixture, "a", "login", "--password-file", fixture->password_file, NULL);

  g_assert_cmpint (status->status, ==, 0);
  cli_assert_at (status, "/state", "\"no-hub\"");
  cli_assert_at (status, "/server_url", "null");
  cli_assert_at (status, "/last_success", "null");
  cli_assert_at (status, "/digest_match", "null");
  cli_assert_said (sync, 1, "connect");
  cli_assert_at (sync, "/success", "false");
  cli_assert_said (login, 1, "connect");
}

static void
test_unreachable (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (CliResult) connect = NULL;

  cli_hub_start (fixture);
  cli_hub_kill (fixture);
  connect = cli_json (fixture, "a", "connect", fixture->url, "--password-file", fixture->password_file, NULL);
  cli_assert_said (connect, 3, "");
  cli_assert_at (connect, "/exit_status", "3");
}

static void
test_sign_in (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *wrong = cli_path (fixture, "wrong");
  g_autofree char *home = cli_path (fixture, "b");
  g_autoptr (CliResult) refused = NULL, connected = NULL, again = NULL, missing = NULL;

  g_assert_true (g_file_set_contents (wrong, "battery staple", -1, NULL));
  cli_hub_start (fixture);
  refused = cli_json (fixture, "a", "connect", fixture->url, "--password-file", wrong, NULL);
  cli_assert_said (refused, 4, "");
  g_assert_null (strstr (refused->err, "battery"));
  missing = cli_json (fixture, "a", "connect", fixture->url, "--password-file", "/nonexistent", NULL);
  cli_assert_said (missing, 1, "/nonexistent");
  connected = cli_run (fixture, CLI_PASSWORD "\n", (const char *[]){ "--data-dir", home, "--json", "connect", fixture->url,
                                                                     "--password-file", "-", NULL });
  g_assert_cmpint (connected->status, ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "login", "--password-file", wrong, NULL), ==, 4);
  again = cli_json (fixture, "b", "login", "--password-file", fixture->password_file, NULL);
  g_assert_cmpint (again->status, ==, 0);
  cli_assert_at (again, "/role", "\"admin\"");
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
}

/* A token that the hub doesn't know (any more). */
static void
test_sign_in_needed (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *hub_home = cli_path (fixture, "hub"), *aside = cli_path (fixture, "hub-aside");
  g_autoptr (CliResult) sync = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_hub_kill (fixture);
  g_assert_cmpint (g_rename (hub_home, aside), ==, 0);
  cli_hub_start (fixture);
  sync = cli_json (fixture, "a", "sync", NULL);
  cli_assert_said (sync, 4, "");
  cli_assert_at (sync, "/success", "false");
}

static void
test_corrupt (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *path = cli_path (fixture, "a/home.db");
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autofree char *aside = cli_path (fixture, "a/home.db.damaged-1");
  g_autofree char *after = NULL;
  g_autoptr (CliResult) result = NULL;

  g_assert_cmpint (cli_status (fixture, "a", "status", NULL), ==, 0);
  g_assert_true (g_file_set_contents (path, garbage, 8192, NULL));
  result = cli_json (fixture, "a", "rooms", NULL);
  cli_assert_said (result, 1, aside);
  g_assert_cmpint (bo_json_kind (result->document), !=, BO_JSON_KIND_NONE);
  g_assert_cmpint (cli_status (fixture, "a", "rooms", NULL), ==, 0);
  g_assert_true (g_file_get_contents (aside, &after, NULL, NULL));
  g_assert_cmpint (memcmp (after, garbage, 8192), ==, 0);
}

/* The store is a family's: nobody else reads it, nor what signs in. */
static void
test_private_files (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *home = cli_path (fixture, "a");
  g_autoptr (GDir) dir = NULL;
  GStatBuf info;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  g_assert_cmpint (g_stat (home, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  dir = g_dir_open (home, 0, NULL);
  for (const char *name = NULL; (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *path = g_build_filename (home, name, NULL);

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0077, ==, 0);
    }
}

static char *
next_line (GDataInputStream *lines)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  bo_json_scan (line, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, NULL, &error);
  g_assert_no_error (error);
  return line;
}

static bool
is_change_of (const char *line, const char *id)
{
  BoJson document = bo_json_wrap (line);

  return bo_json_string_is (bo_json_member (document, "event"), "changed")
         && bo_json_string_is (bo_json_member (document, "id"), id);
}

/* Begins with the state, tells what another process changes, and ends well when interrupted. */
static void
watch (CliFixture *fixture, GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *first = next_line (lines);
  bool told = false;

  g_assert_nonnull (strstr (first, "\"event\":\"state\""));
  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", "33", NULL), ==, 0);
  while (!told)
    {
      g_autofree char *line = next_line (lines);

      told = is_change_of (line, "lamp");
    }
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_watch (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (GSubprocess) process = NULL;

  cli_furnish (fixture, "a");
  process = cli_spawn (fixture, "a", "watch", NULL);
  watch (fixture, process);
}

static bool
has_brightness (CliFixture *fixture, const char *home, const char *value)
{
  g_autoptr (CliResult) result = cli_json (fixture, home, "get", "lamp", "brightness", NULL);
  g_autofree char *found = cli_at (result, "/value");

  return g_strcmp0 (found, value) == 0;
}

/* One process synchronises; what another writes into the same home goes out through it. */
static void
test_sync_watch (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *report = NULL;
  bool sent = false;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  process = cli_spawn (fixture, "a", "sync", "--watch", NULL);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  report = next_line (lines);
  g_assert_nonnull (strstr (report, "\"success\":true"));
  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", "33", NULL), ==, 0);
  cli_connect (fixture, "b");
  for (int64_t end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; !sent && g_get_monotonic_time () < end;)
    sent = cli_status (fixture, "b", "sync", NULL) == 0 && has_brightness (fixture, "b", "33");
  g_assert_true (sent);
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

/* Every command of reading, with the hub away: one document, and a text. */
static void
test_every_command (void)
{
  static const char *const commands[] = {
    "status", "digest", "homes", "rooms", "accessories", "pending", "conflicts", "entities", "edges",
  };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  cli_hub_kill (fixture);
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (CliResult) json = cli_json (fixture, "a", commands[i], NULL);
      g_autoptr (CliResult) text = cli_text (fixture, "a", commands[i], NULL);

      g_assert_cmpint (json->status, ==, 0);
      g_assert_cmpuint (json->document.length, >, 0);
      g_assert_cmpint (text->status, ==, 0);
      g_assert_cmpstr (text->err, ==, "");
    }
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/status/usage", test_usage);
  g_test_add_func ("/cli/status/help", test_help);
  g_test_add_func ("/cli/status/no-hub", test_no_hub);
  g_test_add_func ("/cli/status/unreachable", test_unreachable);
  g_test_add_func ("/cli/status/sign-in", test_sign_in);
  g_test_add_func ("/cli/status/sign-in-needed", test_sign_in_needed);
  g_test_add_func ("/cli/status/corrupt", test_corrupt);
  g_test_add_func ("/cli/status/private-files", test_private_files);
  g_test_add_func ("/cli/status/watch", test_watch);
  g_test_add_func ("/cli/status/sync-watch", test_sync_watch);
  g_test_add_func ("/cli/status/every-command", test_every_command);
  return g_test_run ();
}
