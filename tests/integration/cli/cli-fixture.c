/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* posix_openpt () */
#include "cli-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static char *cli_program, *hub_program;

void
cli_test_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_assert_cmpint (*argc, ==, 3);
  cli_program = (*argv)[1];
  hub_program = (*argv)[2];
}

/* --- what a test owns --- */

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);

  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

char *
cli_path (CliFixture *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

CliFixture *
cli_fixture_new (void)
{
  g_autoptr (GError) error = NULL;
  CliFixture *self = g_new0 (CliFixture, 1);

  self->dir = g_dir_make_tmp ("bo-cli-XXXXXX", &error);
  g_assert_no_error (error);
  self->password_file = cli_path (self, "password");
  g_file_set_contents (self->password_file, CLI_PASSWORD "\n", -1, &error);
  g_assert_no_error (error);
  return self;
}

void
cli_fixture_free (CliFixture *self)
{
  cli_hub_kill (self);
  remove_tree (self->dir);
  g_free (self->dir);
  g_free (self->url);
  g_free (self->password_file);
  g_free (self);
}

/* A test that fails leaves no hub behind. */
static void
child_setup_cb (void *data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocessLauncher *
launcher (CliFixture *self, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_set_child_setup (launcher, child_setup_cb, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "HOME", self->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->dir, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  return launcher;
}

/* --- the hub --- */

static char *
read_url (GSubprocess *hub)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hub));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "Listening on "));
  return g_strdup (line + strlen ("Listening on "));
}

void
cli_hub_start (CliFixture *self)
{
  g_autoptr (GSubprocessLauncher) start = launcher (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *dir = cli_path (self, "hub");
  g_autofree char *listen = g_strconcat ("127.0.0.1", self->url != NULL ? strrchr (self->url, ':') : ":0", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (self->hub);
  g_subprocess_launcher_setenv (start, "BLOWING_OFF_HUB_PASSWORD", CLI_PASSWORD, TRUE);
  self->hub = g_subprocess_launcher_spawn (start, &error, hub_program, "--data-dir", dir, "--listen", listen, NULL);
  g_assert_no_error (error);
  g_free (self->url);
  self->url = read_url (self->hub);
}

void
cli_hub_kill (CliFixture *self)
{
  if (self->hub == NULL)
    return;
  g_subprocess_force_exit (self->hub);
  g_subprocess_wait (self->hub, NULL, NULL);
  g_clear_object (&self->hub);
}

/* --- the command line --- */

void
cli_result_free (CliResult *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

CliResult *
cli_run (CliFixture *self, const char *input, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) start = launcher (self, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                          | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  CliResult *result = g_new0 (CliResult, 1);
  g_autofree char *arguments_text = g_strjoinv (" ", (char **) arguments);

  g_ptr_array_add (argv, cli_program);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (char *) *arguments);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_launcher_spawnv (start, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, &result->out, &result->err, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_if_exited (process))
    g_error ("%s: killed by %s: %s", arguments_text, g_strsignal (g_subprocess_get_term_sig (process)), result->err);
  result->status = g_subprocess_get_exit_status (process);
  return result;
}

static GPtrArray *
gather (CliFixture *self, const char *home, bool json, va_list more)
{
  GPtrArray *arguments = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (arguments, g_strdup ("--data-dir"));
  g_ptr_array_add (arguments, cli_path (self, home));
  if (json)
    g_ptr_array_add (arguments, g_strdup ("--json"));
  for (const char *argument = va_arg (more, const char *); argument != NULL; argument = va_arg (more, const char *))
    g_ptr_array_add (arguments, g_strdup (argument));
  g_ptr_array_add (arguments, NULL);
  return arguments;
}

static void
parse_document (CliResult *result)
{
  g_autoptr (GError) error = NULL;
  const char *newline = strchr (result->out, '\n');

  if (*result->out == '\0')
    return;
  g_assert_nonnull (newline);
  g_assert_cmpstr (newline, ==, "\n");
  bo_json_scan (result->out, -1, BO_MAX_DEPTH + 8, BO_JSON_SCAN_STRICT, &result->document, &error);
  g_assert_no_error (error);
}

static void
assert_plain (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_true (*at == '\n' || !g_unichar_iscntrl (g_utf8_get_char (at)));
}

CliResult *
cli_json (CliFixture *self, const char *home, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  CliResult *result;
  va_list more;

  va_start (more, home);
  arguments = gather (self, home, true, more);
  va_end (more);
  result = cli_run (self, NULL, (const char *const *) arguments->pdata);
  parse_document (result);
  return result;
}

CliResult *
cli_text (CliFixture *self, const char *home, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  CliResult *result;
  va_list more;

  va_start (more, home);
  arguments = gather (self, home, false, more);
  va_end (more);
  result = cli_run (self, NULL, (const char *const *) arguments->pdata);
  assert_plain (result->out);
  assert_plain (result->err);
  return result;
}

/* (transfer full): all of it, until the program closes its side */
static void *
read_terminal_func (void *data)
{
  GString *text = g_string_new (NULL);
  char buffer[1024];
  ssize_t got;

  while ((got = read (GPOINTER_TO_INT (data), buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, got);
  return g_string_free (text, FALSE);
}

/* Answers with our side of a terminal; @launcher gets the other. */
static int
open_terminal (GSubprocessLauncher *launcher, const char *typed)
{
  int ours = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC), theirs;

  g_assert_cmpint (ours, >=, 0);
  g_assert_cmpint (grantpt (ours), ==, 0);
  g_assert_cmpint (unlockpt (ours), ==, 0);
  theirs = open (ptsname (ours), O_RDWR | O_NOCTTY | O_CLOEXEC);
  g_assert_cmpint (theirs, >=, 0);
  g_assert_cmpint (write (ours, typed, strlen (typed)), ==, (ssize_t) strlen (typed));
  g_subprocess_launcher_take_stdin_fd (launcher, theirs);
  g_subprocess_launcher_take_stderr_fd (launcher, fcntl (theirs, F_DUPFD_CLOEXEC, 0));
  return ours;
}

CliResult *
cli_at_terminal (CliFixture *self, const char *typed, const char *home, ...)
{
  g_autoptr (GSubprocessLauncher) start = launcher (self, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) arguments = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  CliResult *result = g_new0 (CliResult, 1);
  int terminal = open_terminal (start, typed);
  GThread *reader;
  va_list more;

  va_start (more, home);
  arguments = gather (self, home, true, more);
  va_end (more);
  g_ptr_array_insert (arguments, 0, g_strdup (cli_program));
  process = g_subprocess_launcher_spawnv (start, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  g_clear_object (&start);
  reader = g_thread_new ("terminal", read_terminal_func, GINT_TO_POINTER (terminal));
  g_subprocess_communicate_utf8 (process, NULL, NULL, &result->out, NULL, &error);
  g_assert_no_error (error);
  result->err = g_thread_join (reader);
  close (terminal);
  result->status = g_subprocess_get_exit_status (process);
  parse_document (result);
  return result;
}

int
cli_status (CliFixture *self, const char *home, ...)
{
  g_autoptr (GPtrArray) arguments = NULL;
  g_autoptr (CliResult) result = NULL;
  va_list more;

  va_start (more, home);
  arguments = gather (self, home, true, more);
  va_end (more);
  result = cli_run (self, NULL, (const char *const *) arguments->pdata);
  if (result->status != 0)
    g_test_message ("%s", result->err);
  return result->status;
}

GSubprocess *
cli_spawn (CliFixture *self, const char *home, ...)
{
  g_autoptr (GSubprocessLauncher) start = launcher (self, G_SUBPROCESS_FLAGS_STDIN_PIPE
                                                          | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GPtrArray) arguments = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  va_list more;

  va_start (more, home);
  arguments = gather (self, home, true, more);
  va_end (more);
  g_ptr_array_insert (arguments, 0, g_strdup (cli_program));
  process = g_subprocess_launcher_spawnv (start, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  return process;
}

/* --- what many tests begin with --- */

void
cli_connect (CliFixture *self, const char *home)
{
  g_assert_cmpint (cli_status (self, home, "connect", self->url, "--password-file", self->password_file, "--user", home,
                               "--device-name", home, NULL), ==, 0);
  g_assert_cmpint (cli_status (self, home, "sync", NULL), ==, 0);
}

#define CHARACTERISTIC(id, type, value) "{\"id\":\"" id "\",\"characteristic_type\":\"" type "\",\"value\":" value "}"

#define LAMP "{\"manufacturer\":\"Nordlicht\",\"x-unknown\":12345678901234567890,\"services\":[" \
  "{\"id\":\"lamp-1\",\"service_type\":\"lightbulb\",\"characteristics\":[" \
  CHARACTERISTIC ("lamp-1-on", "on", "true") "," CHARACTERISTIC ("lamp-1-brightness", "brightness", "80") "]}," \
  "{\"id\":\"lamp-2\",\"service_type\":\"lightbulb\",\"characteristics\":[" \
  CHARACTERISTIC ("lamp-2-on", "on", "false") "]}]}"

#define LOCK "{\"services\":[{\"id\":\"lock-1\",\"service_type\":\"lock_mechanism\",\"characteristics\":[" \
  CHARACTERISTIC ("lock-1-target", "lock_target_state", "1") "," \
  CHARACTERISTIC ("lock-1-current", "lock_current_state", "1") "]}]}"

static void
put (CliFixture *self, const char *home, const char *type, const char *id, const char *name, const char *content)
{
  g_assert_cmpint (cli_status (self, home, "entity", "put", "--type", type, "--id", id, "--name", name, "--content",
                               content, NULL), ==, 0);
}

static void
tie (CliFixture *self, const char *home, const char *type, const char *from, const char *to)
{
  g_assert_cmpint (cli_status (self, home, "edge", "put", "--type", type, "--from", from, "--to", to, NULL), ==, 0);
}

void
cli_furnish (CliFixture *self, const char *home)
{
  put (self, home, "home", "home-1", "Elm Street", "{\"is_primary\":true}");
  put (self, home, "room", "room-hall", "Hall", "{}");
  put (self, home, "room", "room-kitchen", "Kitchen", "{}");
  put (self, home, "device", "lamp", "Hall lamp", LAMP);
  put (self, home, "device", "lock", "Front door", LOCK);
  put (self, home, "device", "twin-1", "Twin", "{}");
  put (self, home, "device", "twin-2", "Twin", "{}");
  put (self, home, "note", "note-1", "Care of the lamp", "{\"text\":\"Dust it.\"}");
  tie (self, home, "part_of", "room-hall", "home-1");
  tie (self, home, "part_of", "room-kitchen", "home-1");
  tie (self, home, "located_in", "lamp", "Hall");
  tie (self, home, "located_in", "lock", "Hall");
  tie (self, home, "documented_by", "lamp", "note-1");
}

/* --- looking at answers --- */

char *
cli_at (CliResult *result, const char *path)
{
  return bo_json_dup (bo_json_at (result->document, path));
}

void
cli_assert_at (CliResult *result, const char *path, const char *json)
{
  BoJson value = bo_json_at (result->document, path);

  if (!bo_json_equal (value, bo_json_wrap (json)))
    g_test_message ("%s: not %s in %s%s", path, json, result->out, result->err);
  g_assert_true (bo_json_equal (value, bo_json_wrap (json)));
}

void
cli_assert_said (CliResult *result, int status, const char *part)
{
  if (result->status != status || strstr (result->err, part) == NULL)
    g_test_message ("status %d, not %d: %s%s", result->status, status, result->out, result->err);
  g_assert_cmpint (result->status, ==, status);
  g_assert_nonnull (strstr (result->err, part));
  g_assert_true (g_str_has_prefix (result->err, "blowing-off-cli: "));
}
