/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "bo-db-private.h"

/* Kinds of file systems, as statfs(2) numbers them, whose locks and shared memory don't reach, or not
   surely, from one machine to another. */
static const int64_t network_types[] = {
  0x00000517b, /* SMB */
  0x000006969, /* NFS */
  0x00000564c, /* NCP */
  0x000c36400, /* Ceph */
  0x001021997, /* 9P */
  0x001161970, /* GFS2 */
  0x00bd00bd0, /* Lustre */
  0x05346414f, /* AFS */
  0x06b414653, /* kAFS */
  0x073757245, /* Coda */
  0x07461636f, /* OCFS2 */
  0x0fe534d42, /* SMB2 */
  0x0ff534d42, /* CIFS */
};

bool
_bo_db_is_network_type (int64_t type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (network_types); i++)
    if (network_types[i] == (type & 0xffffffff))
      return true;
  return false;
}

/* Whether the folder of @path lies on another machine. */
bool
_bo_db_is_on_network (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct statfs disk;

  return statfs (folder, &disk) == 0 && _bo_db_is_network_type ((int64_t) disk.f_type);
}

static BoError
cause_of (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return BO_ERROR_NO_SPACE;
    case EACCES:
    case EPERM:
    case EROFS:
      return BO_ERROR_READ_ONLY;
    case ENOENT:
      return BO_ERROR_NOT_FOUND;
    default:
      return BO_ERROR_STORAGE;
    }
}

static gboolean
fail_errno (GError **error, int number, const char *path)
{
  g_set_error (error, BO_ERROR, cause_of (number),
               _("“%s” could not be opened: %s. Check the folder and its permissions."),
               path, g_strerror (number));
  return FALSE;
}

/* An existing file is never opened here: closing any descriptor of it would drop the locks that
   another connection of this process holds (POSIX locks belong to the process). */
static gboolean
check_existing (const char *path, bool read_only, struct stat *info, GError **error)
{
  if (S_ISLNK (info->st_mode))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_STORAGE,
                   _("“%s” was not opened: it is a symbolic link. Give the path of the file itself."), path);
      return FALSE;
    }
  if (!S_ISREG (info->st_mode))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_STORAGE,
                   _("“%s” was not opened: it is not a regular file."), path);
      return FALSE;
    }
  if (!read_only && (info->st_mode & 077) != 0 && info->st_uid == geteuid ())
    if (chmod (path, info->st_mode & 0700) != 0 && errno != EROFS && errno != EPERM)
      return fail_errno (error, errno, path);
  return TRUE;
}

/* 0, or an errno */
static int
create_file (const char *path)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    return errno;
  close (fd);
  return 0;
}

gboolean
_bo_db_create_file (const char *path, GError **error)
{
  int number = create_file (path);

  return number == 0 || fail_errno (error, number, path);
}

/* The file on the disk, and its name in its folder too. */
gboolean
_bo_db_sync_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *names[] = { path, folder };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int fd = open (names[i], O_RDONLY | O_CLOEXEC);
      int number = fd < 0 || fsync (fd) != 0 ? errno : 0;

      if (fd >= 0)
        close (fd);
      if (number != 0)
        return fail_errno (error, number, names[i]);
    }
  return TRUE;
}

/* The folder's symbolic links are followed (a home may be one), the file's own are not: the
   result has none left, so that SQLITE_OPEN_NOFOLLOW can hold it to that. */
static char *
resolve (const char *path, bool make_folder, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *real = NULL;
  char *resolved;

  /* Of two that make it at the same moment one is told that it is there. */
  if (make_folder && g_mkdir_with_parents (folder, 0700) != 0
      && (errno != EEXIST || g_mkdir_with_parents (folder, 0700) != 0))
    {
      fail_errno (error, errno, folder);
      return NULL;
    }
  real = realpath (folder, NULL);
  if (real == NULL)
    {
      fail_errno (error, errno, folder);
      return NULL;
    }
  resolved = g_build_filename (real, name, NULL);
  free (real);
  return resolved;
}

/* Makes the folder (0700) and the file (0600) where they are missing, refuses a symbolic link or
   anything that is no file, and returns the path without links. SQLite gives -wal and -shm the
   mode of the file. */
char *
_bo_db_prepare_file (const char *path, BoDbFlags flags, GError **error)
{
  bool read_only = (flags & BO_DB_READ_ONLY) != 0;
  g_autofree char *resolved = resolve (path, !read_only, error);
  struct stat info;
  int number;

  if (resolved == NULL)
    return NULL;
  number = lstat (resolved, &info) == 0 ? 0 : errno;
  if (number == ENOENT && !read_only)
    {
      number = create_file (resolved);
      if (number == 0)
        return g_steal_pointer (&resolved);
    }
  /* Another program opens the same new home. */
  if (number == EEXIST)
    number = lstat (resolved, &info) == 0 ? 0 : errno;
  if (number != 0)
    {
      fail_errno (error, number, path);
      return NULL;
    }
  return check_existing (resolved, read_only, &info, error) ? g_steal_pointer (&resolved) : NULL;
}
