/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-watch.h"

#include <glib/gstdio.h>

/* What is noticed of a file that others write to, and of a machine that slept. */

#define HOUR (INT64_C (3600) * G_USEC_PER_SEC)

static int64_t slept_us;

int64_t __wrap_bo_clock_suspended (void);

int64_t
__wrap_bo_clock_suspended (void)
{
  return slept_us;
}

typedef struct
{
  int looks;
  int resumes;
} Seen;

static void
look_cb (bool resumed, void *data)
{
  Seen *seen = data;

  seen->looks++;
  seen->resumes += resumed;
}

static void
wait_for_looks (Seen *seen, int looks)
{
  while (seen->looks < looks)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_resume (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bo-watch-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "home.db", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  Seen seen = { 0 };
  BoWatch *watch;

  slept_us = 5 * HOUR;
  watch = bo_watch_new (path, look_cb, &seen);
  g_assert_true (g_file_set_contents (wal, "written", -1, NULL));
  wait_for_looks (&seen, 1);
  g_assert_cmpint (seen.resumes, ==, 0); /* it slept before */
  slept_us += G_USEC_PER_SEC;
  g_assert_true (g_file_set_contents (wal, "drift", -1, NULL));
  wait_for_looks (&seen, 2);
  g_assert_cmpint (seen.resumes, ==, 0);

  slept_us += HOUR;
  wait_for_looks (&seen, 3); /* nobody writes: it looks by itself */
  g_assert_cmpint (seen.resumes, ==, 1);
  wait_for_looks (&seen, 4);
  g_assert_cmpint (seen.resumes, ==, 1);
  bo_watch_free (watch);
  g_unlink (wal);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/watch/resume", test_resume);
  return g_test_run ();
}
