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

/* 0, or an errno */
static int
write_new (const char *path,
           const void *data,
           size_t      length)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code = 0;

  if (fd < 0)
    return errno;
  errno = EIO;
  if (write (fd, data, length) != (gssize) length || fsync (fd) != 0)
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  return code;
}

/* After a power cut the name must be there too. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/**
 * bo_hub_directory_write_secret:
 * @path: a file
 * @data: (array length=length): what nobody but its owner may read
 * @length: its bytes
 * @error: why not
 *
 * Writes a file instead of what is there; no start ever sees half of it.
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_directory_write_secret (const char *path,
                               const void *data,
                               size_t      length,
                               GError    **error)
{
  g_autofree char *unfinished = g_strconcat (path, ".new", NULL);
  int code;

  /* Left by a process that was killed. */
  g_unlink (unfinished);
  code = write_new (unfinished, data, length);
  if (code == 0 && g_rename (unfinished, path) != 0)
    code = errno;
  if (code == 0)
    {
      sync_folder (path);
      return TRUE;
    }

  g_unlink (unfinished);
  set_file_error (error, "write its secret", path, code);
  return FALSE;
}

static gboolean
make_key (const char *path,
          uint8_t     key[BO_HUB_KEY_BYTES],
          GError    **error)
{
  bo_random_bytes (key, BO_HUB_KEY_BYTES);
  return bo_hub_directory_write_secret (path, key, BO_HUB_KEY_BYTES, error);
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
  return make_key (path, key, error);
}

