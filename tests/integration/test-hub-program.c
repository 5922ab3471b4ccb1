/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

/* The program itself: what it prints, how it ends. BO_HUB_PROGRAM is its path. */

static GSubprocess *
spawn (const char         *password,
       const char *const  *arguments)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  if (password != NULL)
    g_subprocess_launcher_setenv (launcher, "BLOWING_OFF_HUB_PASSWORD", password, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  return process;
}

static char *
read_line (GSubprocess *process)
{
  g_autoptr(GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));

  return g_data_input_stream_read_line (stream, NULL, NULL, NULL);
}

static unsigned int
login (const char *url,
       const char *password)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  g_autofree char *text = g_strdup_printf ("{\"password\":\"%s\"}", password);
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr(GBytes) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (session, message, NULL, NULL);
  return soup_message_get_status (message);
}

static void
test_listens_and_ends (gconstpointer data)
{
  int number = GPOINTER_TO_INT (data);
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (dir, "home", NULL);
  const char *const arguments[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", home, "--listen", "127.0.0.1:0", NULL };
  g_autoptr(GSubprocess) process = spawn ("secret", arguments);
  g_autofree char *line = read_line (process);
  int64_t asked;

  g_assert_true (g_regex_match_simple ("^Listening on http://127\\.0\\.0\\.1:[1-9][0-9]*$", line, 0, 0));

  asked = g_get_monotonic_time ();
  g_subprocess_send_signal (process, number);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_cmpint (g_get_monotonic_time () - asked, <, 2 * G_USEC_PER_SEC);
}

/* --- commands beside it --- */

typedef struct
{
  int   status;
  char *out;
  char *err;
} Ended;

static void
ended_clear (Ended *ended)
{
  g_free (ended->out);
  g_free (ended->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ended, ended_clear)

/* The program with these arguments, to its end, with nothing to read. */
static Ended
run (const char *input,
     const char *first,
     ...)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  Ended ended = { 0 };
  va_list list;

  g_ptr_array_add (arguments, (char *) g_getenv ("BO_HUB_PROGRAM"));
  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (char *) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &ended.out, &ended.err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  ended.status = g_subprocess_get_exit_status (process);
  return ended;
}

static void
end_hub (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
}

/* It says what is wrong, and asks for no new password. */
static void
test_damaged (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, "hub.db", NULL);
  g_auto(Ended) ended = { 0 };

  g_assert_true (g_file_set_contents (file, "This is no database at all, and hasn't been one for a while.", -1, NULL));
  ended = run (NULL, "--data-dir", dir, "--listen", "127.0.0.1:0", NULL);
  g_assert_cmpint (ended.status, ==, 1);
  g_assert_nonnull (strstr (ended.err, "is damaged or is not a database"));
}

static void
test_bad_port (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_auto(Ended) ended = run (NULL, "--data-dir", dir, "--listen", "127.0.0.1:99999", NULL);

  g_assert_cmpint (ended.status, ==, 2);
}

static void
test_commands (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *from = g_build_filename (dir, "from", NULL);
  g_autofree char *to = g_build_filename (dir, "to", NULL);
  g_autofree char *file = g_build_filename (dir, "home.jsonl", NULL);
  const char *const furnish[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", from, "--listen", "127.0.0.1:0",
                                  "--demo", "--seed", "7", NULL };
  const char *const start[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", to, "--listen", "127.0.0.1:0", NULL };
  g_autoptr(GSubprocess) hub = spawn ("a long secret", furnish);
  g_autofree char *line = read_line (hub);
  g_autoptr(GSubprocess) empty = NULL;
  g_autofree char *started = NULL;
  GStatBuf status;

  /* Beside the running hub: a look and a copy, but nothing is taken in. The copy is private, whatever was there. */
  g_assert_true (g_file_set_contents (file, "old", -1, NULL));
  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  {
    g_auto(Ended) check = run (NULL, "check", "--data-dir", from, NULL);
    g_auto(Ended) saved = run (NULL, "export", "--data-dir", from, file, NULL);
    g_auto(Ended) refused = run (NULL, "import", "--data-dir", from, "--yes", file, NULL);

    g_assert_cmpint (check.status, ==, 0);
    g_assert_nonnull (strstr (check.out, "The home is sound."));
    g_assert_cmpint (saved.status, ==, 0);
    g_assert_cmpint (g_stat (file, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    g_assert_cmpint (refused.status, ==, 1);
    g_assert_nonnull (strstr (refused.err, "Another hub is running"));
  }
  end_hub (hub);

  empty = spawn ("a long secret", start);
  started = read_line (empty);
  end_hub (empty);
  {
    g_auto(Ended) preview = run (NULL, "import", "--data-dir", to, file, NULL);
    g_auto(Ended) before = run (NULL, "check", "--data-dir", to, NULL);
    g_auto(Ended) taken = run (NULL, "import", "--data-dir", to, "--yes", file, NULL);
    g_auto(Ended) here = run (NULL, "check", "--data-dir", to, NULL);
    g_auto(Ended) compact = run (NULL, "compact", "--data-dir", to, NULL);
    g_auto(Ended) there = run (NULL, "check", "--data-dir", from, NULL);

    g_assert_nonnull (strstr (preview.out, "Nothing was changed."));
    g_assert_nonnull (strstr (before.out, "Versions      0\n"));
    g_assert_cmpint (taken.status, ==, 0);
    g_assert_cmpint (compact.status, ==, 0);
    /* The people of the demo home may have done something since the export. */
    g_assert_nonnull (strstr (here.out, "The home is sound."));
    g_assert_nonnull (strstr (there.out, "The home is sound."));
  }
}

static void
test_command_usage (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_auto(Ended) unknown = run (NULL, "fly", NULL);
  g_auto(Ended) nowhere = run (NULL, "check", "--data-dir", dir, NULL);
  g_auto(Ended) surplus = run (NULL, "check", "--data-dir", dir, "x", NULL);
  g_auto(Ended) nothing = run (NULL, "import", "--data-dir", dir, NULL);

  g_assert_cmpint (unknown.status, ==, 2);
  g_assert_cmpint (nowhere.status, ==, 1);
  g_assert_nonnull (strstr (nowhere.err, "There is no hub in"));
  g_assert_cmpint (surplus.status, ==, 2);
  g_assert_cmpint (nothing.status, ==, 2);
}

/* While the hub runs: the old password is no good, the new one is. */
static void
test_passwd (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  const char *const arguments[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", dir, "--listen", "127.0.0.1:0", NULL };
  g_autoptr(GSubprocess) hub = spawn ("the old secret", arguments);
  g_autofree char *line = read_line (hub);
  g_autofree char *url = g_strconcat (line + strlen ("Listening on "), "/api/v1/auth/admin/login", NULL);
  g_auto(Ended) changed = run ("the new secret\n", "passwd", "--data-dir", dir, "--password-file", "-", NULL);

  g_assert_cmpint (changed.status, ==, 0);
  g_assert_cmpuint (login (url, "the old secret"), ==, 401);
  g_assert_cmpuint (login (url, "the new secret"), ==, 200);
  {
    /* As argon2-cffi makes them for FunkyGibbon, and something weaker. */
    g_auto(Ended) taken = run ("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                               "Tq0eCBf8sC0LvKAwjxRM0YeUYyGMNO/2YgTTAMBNpJM\n",
                               "passwd", "--data-dir", dir, "--hash-file", "-", NULL);
    g_auto(Ended) weak = run ("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                              "Tq0eCBf8sC0LvKAwjxRM0YeUYyGMNO/2YgTTAMBNpJM\n",
                              "passwd", "--data-dir", dir, "--hash-file", "-", NULL);

    g_assert_cmpint (taken.status, ==, 0);
    g_assert_cmpint (weak.status, ==, 1);
  }
  g_assert_cmpuint (login (url, "the new secret"), ==, 401);
  g_assert_cmpuint (login (url, "funky gibbon"), ==, 200);
  end_hub (hub);
}

/* One line an event, and no secret in any. */
static void
test_log (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  g_autofree char *home = g_build_filename (dir, "home", NULL);
  g_autofree char *log = g_build_filename (dir, "log", NULL);
  const char *const arguments[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", home, "--listen", "127.0.0.1:0", NULL };
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GSubprocess) hub = NULL;
  g_autofree char *line = NULL;
  g_autofree char *url = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_setenv (launcher, "BLOWING_OFF_HUB_PASSWORD", "canary secret", TRUE);
  hub = g_subprocess_launcher_spawnv (launcher, arguments, NULL);
  line = read_line (hub);
  url = g_strconcat (line + strlen ("Listening on "), "/api/v1/auth/admin/login", NULL);
  g_assert_cmpuint (login (url, "canary secret"), ==, 200);
  g_assert_cmpuint (login (url, "canary guess"), ==, 401);
  end_hub (hub);

  g_assert_true (g_file_get_contents (log, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_nonnull (strstr (lines[0], " Started on http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (lines[1], " Login from 127.0.0.1"));
  g_assert_true (g_str_has_suffix (lines[2], " Failed login from 127.0.0.1"));
  g_assert_true (g_str_has_suffix (lines[3], " Stopped"));
  g_assert_null (strstr (text, "canary"));
}

/* Beyond this machine: with TLS, and with what a person needs to know the hub by. */
static void
test_on_a_network (void)
{
  static const char *const patterns[] = {
    "^Listening on https://0\\.0\\.0\\.0:[1-9][0-9]*$", "^Fingerprint: ([0-9A-F]{2}:){31}[0-9A-F]{2}$",
    "^In words:( [a-z]+){12}$", "^Pairing: https://.+\\.local:[1-9][0-9]*#sha256:[0-9a-f]{64}$",
  };
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  const char *const arguments[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", dir, "--listen", "0.0.0.0:0", NULL };
  g_autoptr(GSubprocess) hub = spawn ("secret", arguments);
  g_autoptr(GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (hub));
  g_autofree char *fingerprint = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

      g_assert_nonnull (line);
      g_assert_true (g_regex_match_simple (patterns[i], line, 0, 0));
      if (i == 1)
        fingerprint = g_steal_pointer (&line);
    }
  {
    g_auto(Ended) shown = run (NULL, "certificate", "--data-dir", dir, NULL);
    g_auto(Ended) refused = run (NULL, "certificate", "--data-dir", dir, "--renew", NULL);

    g_assert_true (g_str_has_prefix (shown.out, fingerprint));
    g_assert_cmpint (refused.status, ==, 1);
  }
  end_hub (hub);
  {
    g_auto(Ended) renewed = run (NULL, "certificate", "--data-dir", dir, "--renew", NULL);

    g_assert_cmpint (renewed.status, ==, 0);
    g_assert_false (g_str_has_prefix (renewed.out, fingerprint));
  }
}

static void
test_wrong_usage (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  const char *const nonsense[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", dir, "--fly", NULL };
  const char *const keyless[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", dir, "--tls-key", "key.pem", NULL };
  g_autoptr(GSubprocess) first = spawn ("secret", nonsense);
  g_autoptr(GSubprocess) second = spawn ("secret", keyless);

  g_subprocess_wait (first, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (first), ==, 2);
  g_subprocess_wait (second, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/hub/program/sigterm", GINT_TO_POINTER (SIGTERM), test_listens_and_ends);
  g_test_add_data_func ("/hub/program/sigint", GINT_TO_POINTER (SIGINT), test_listens_and_ends);
  g_test_add_func ("/hub/program/on-a-network", test_on_a_network);
  g_test_add_func ("/hub/program/wrong-usage", test_wrong_usage);
  g_test_add_func ("/hub/program/commands", test_commands);
  g_test_add_func ("/hub/program/command-usage", test_command_usage);
  g_test_add_func ("/hub/program/passwd", test_passwd);
  g_test_add_func ("/hub/program/log", test_log);
  g_test_add_func ("/hub/program/damaged", test_damaged);
  g_test_add_func ("/hub/program/bad-port", test_bad_port);
  return g_test_run ();
}
