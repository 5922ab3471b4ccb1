/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-files.h"

#include <glib.h>
#include <glib/gstdio.h>

static const char *const parts[] = { "", "-wal" };

/* In memory where there is a file system for that: a seed must not wait for a disk. */
char *
sim_files_new (const char *name)
{
  g_autoptr(GError) error = NULL;
  const char *root = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();
  g_autofree char *folder = g_build_filename (root, "blowing-off-sim-XXXXXX", NULL);

  g_assert_nonnull (g_mkdtemp (folder));
  return g_build_filename (folder, name, NULL);
}

static void
copy (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  size_t length;

  if (!g_file_get_contents (from, &bytes, &length, NULL))
    {
      g_unlink (to);
      return;
    }
  g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

void
sim_files_copy (const char *path, const char *suffix)
{
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (path, suffix, parts[i], NULL);

      copy (from, to);
    }
}

void
sim_files_restore (const char *path, const char *suffix)
{
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  g_unlink (shared);
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, suffix, parts[i], NULL);
      g_autofree char *to = g_strconcat (path, parts[i], NULL);

      copy (from, to);
    }
}

void
sim_files_free (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
  g_free (path);
}
