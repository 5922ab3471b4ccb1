/* SPDX-License-Identifier: GPL-3.0-or-later */
/* open file description locks */
#define _GNU_SOURCE

#include "bo-hub-directory.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-error.h"

#define DATABASE "hub.db"
#define KEY "token.key"
#define LOCK "hub.lock"

static void
set_file_error (GError    **error,
                const char *what,
                const char *path,
                int         code)
{
  g_set_error (error, BO_ERROR, code == EROFS || code == EACCES ? BO_ERROR_READ_ONLY : BO_ERROR_STORAGE,
               "The hub cannot %s “%s”: %s.", what, path, g_strerror (code));
}

/**
 * bo_hub_directory_database:
 * @data_dir: where a hub keeps everything
 *
 * Returns: (transfer full): its database, whether it is there or not
 */
char *
bo_hub_directory_database (const char *data_dir)
{
  return g_build_filename (data_dir, DATABASE, NULL);
}

/**
 * bo_hub_directory_lock:
 * @data_dir: where a hub keeps everything; made, for its owner alone, where there is none
 * @error: %BO_ERROR_BUSY where somebody has it, else why it can't be had
 *
 * One hub a directory. The lock goes with the open file, so it holds between two hubs of one
 * process too, and dies with the process.
 *
 * Returns: a file descriptor whose closing ends the lock, or -1
 */
int
bo_hub_directory_lock (const char *data_dir,
                       GError    **error)
{
  g_autofree char *path = g_build_filename (data_dir, LOCK, NULL);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd;

  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    {
      set_file_error (error, "make its directory", data_dir, errno);
      return -1;
    }
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      set_file_error (error, "make its lock", path, errno);
      return -1;
    }
  if (fcntl (fd, F_OFD_SETLK, &lock) == 0)
    return fd;

  g_set_error (error, BO_ERROR, BO_ERROR_BUSY,
               "Another hub is running on “%s”. Stop it first, or choose another directory.", data_dir);
  close (fd);
  return -1;
}

static gboolean
make_key (const char *path,
          uint8_t     key[BO_HUB_KEY_BYTES],
          GError    **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  bool written;
  int code;

  bo_random_bytes (key, BO_HUB_KEY_BYTES);
  if (fd < 0)
    {
      set_file_error (error, "make its key", path, errno);
      return FALSE;
    }

  written = write (fd, key, BO_HUB_KEY_BYTES) == BO_HUB_KEY_BYTES && fsync (fd) == 0;
  code = errno;
  if (close (fd) == 0 && written)
    return TRUE;

  g_unlink (path);
  set_file_error (error, "write its key", path, code);
  return FALSE;
}

/**
 * bo_hub_directory_load_key:
 * @data_dir: where a hub keeps everything
 * @key: (out caller-allocated): what its tokens are signed with: whoever has it can make tokens
 * @error: why there is none
 *
 * Reads the key, or makes it at the first start. A torn file is made anew: everybody signs in again.
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_directory_load_key (const char *data_dir,
                           uint8_t     key[BO_HUB_KEY_BYTES],
                           GError    **error)
{
  g_autofree char *path = g_build_filename (data_dir, KEY, NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gssize got;

  if (fd < 0 && errno != ENOENT)
    {
      set_file_error (error, "read its key", path, errno);
      return FALSE;
    }
  if (fd < 0)
    return make_key (path, key, error);

  got = read (fd, key, BO_HUB_KEY_BYTES);
  close (fd);
  if (got == BO_HUB_KEY_BYTES)
    return TRUE;
  g_unlink (path);
  return make_key (path, key, error);
}

