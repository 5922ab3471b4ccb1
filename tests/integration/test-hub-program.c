/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
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

static void
test_wrong_usage (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-hub-XXXXXX", NULL);
  const char *const nonsense[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", dir, "--fly", NULL };
  const char *const exposed[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", dir, "--listen", "0.0.0.0:0", NULL };
  g_autoptr(GSubprocess) first = spawn ("secret", nonsense);
  g_autoptr(GSubprocess) second = spawn ("secret", exposed);

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
  g_test_add_func ("/hub/program/wrong-usage", test_wrong_usage);
  return g_test_run ();
}
