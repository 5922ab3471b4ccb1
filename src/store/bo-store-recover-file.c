/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "bo-db-private.h"
#include "bo-store-recover-private.h"

#define CHUNK (1024 * 1024)
#define MAX_DEPTH 4

/* Of SQLite's file format: where things lie in the first page, and in a page of a tree. */
enum
{
  AT_PAGE_SIZE = 16,
  AT_CHANGES = 24,
  AT_PAGES = 28,
  AT_FREE_PAGES = 32,
  AT_APPLICATION_ID = 68,
  AT_VALID_FOR = 92,
  AT_TREE = 100,
  INTERIOR_TABLE = 5,
};

static gboolean
fail_errno (GError **error, int number, const char *path)
{
  g_set_error (error, BO_ERROR, number == ENOSPC || number == EDQUOT ? BO_ERROR_NO_SPACE : BO_ERROR_STORAGE,
               _("The damaged home could not be saved: “%s”: %s. It was left as it is. Free some space, check the "
                 "folder, and try again."), path, g_strerror (number));
  return FALSE;
}

void
_bo_recover_remove (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (size_t i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

/* What can't be read is nulls: the rest of the file is where it was. Gives the error number. */
static int
copy_bytes (int in, int out)
{
  g_autofree char *buffer = g_malloc (CHUNK);
  off_t size = lseek (in, 0, SEEK_END);

  for (off_t at = 0; at < size; )
    {
      size_t length = MIN (size - at, CHUNK);
      ssize_t got = pread (in, buffer, length, at);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        {
          got = MIN (length, 512);
          memset (buffer, 0, got);
        }
      if (pwrite (out, buffer, got, at) != got)
        return errno != 0 ? errno : ENOSPC;
      at += got;
    }
  return fsync (out) == 0 ? 0 : errno;
}

/* A file that isn't there is copied as what it is. */
gboolean
_bo_recover_copy (const char *from, const char *to, GError **error)
{
  int in = open (from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  int out;
  int number;

  if (in < 0)
    return errno == ENOENT ? TRUE : fail_errno (error, errno, from);
  out = open (to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  number = out < 0 ? errno : 0;
  if (number == 0)
    number = copy_bytes (in, out);
  if (out >= 0 && close (out) != 0 && number == 0)
    number = errno;
  close (in);
  return number == 0 ? TRUE : fail_errno (error, number, to);
}

/* --- the schema --- */

static uint32_t
read_number (const uint8_t *at, int bytes)
{
  uint32_t number = 0;

  for (int i = 0; i < bytes; i++)
    number = number << 8 | at[i];
  return number;
}

static void
write_number (uint8_t *at, uint32_t number)
{
  for (int i = 0; i < 4; i++)
    at[i] = (uint8_t) (number >> (24 - 8 * i));
}

typedef struct
{
  int    in;
  int    out;
  size_t page_size;
} Graft;

/* A page of the tree that holds the schema, and those below it. */
static bool
graft_tree (Graft *graft, uint32_t page, int depth)
{
  g_autofree uint8_t *data = g_malloc (graft->page_size);
  off_t at = (off_t) (page - 1) * (off_t) graft->page_size;
  const uint8_t *head = data + (page == 1 ? AT_TREE : 0);
  uint32_t cells;

  if (page == 0 || depth > MAX_DEPTH || pread (graft->in, data, graft->page_size, at) != (ssize_t) graft->page_size)
    return false;
  if (page != 1 && pwrite (graft->out, data, graft->page_size, at) != (ssize_t) graft->page_size)
    return false;
  if (head[0] != INTERIOR_TABLE)
    return true;
  cells = read_number (head + 3, 2);
  for (uint32_t i = 0; i < cells; i++)
    {
      uint32_t cell = read_number (head + 12 + 2 * i, 2);

      if (cell + 4 > graft->page_size || !graft_tree (graft, read_number (data + cell, 4), depth + 1))
        return false;
    }
  return graft_tree (graft, read_number (head + 8, 4), depth + 1);
}

bool
_bo_recover_is_foreign (const char *path, int32_t application_id)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  uint8_t head[AT_TREE] = { 0 };
  bool foreign = false;

  if (fd >= 0 && pread (fd, head, sizeof head, 0) == sizeof head)
    foreign = memcmp (head, "SQLite format 3", 16) == 0
              && read_number (head + AT_APPLICATION_ID, 4) != (uint32_t) application_id;
  if (fd >= 0)
    close (fd);
  return foreign;
}

/* The first page of a new home, with as many pages as this file has, none of them free. */
static bool
graft_first (Graft *graft)
{
  g_autofree uint8_t *data = g_malloc (graft->page_size);
  off_t size = lseek (graft->out, 0, SEEK_END);

  if (pread (graft->in, data, graft->page_size, 0) != (ssize_t) graft->page_size)
    return false;
  write_number (data + AT_PAGES, (uint32_t) (size / (off_t) graft->page_size));
  write_number (data + AT_FREE_PAGES, 0);
  write_number (data + AT_FREE_PAGES + 4, 0);
  write_number (data + AT_VALID_FOR, read_number (data + AT_CHANGES, 4));
  return pwrite (graft->out, data, graft->page_size, 0) == (ssize_t) graft->page_size;
}

/* The schema is the first thing in a file, and the same in every home: where its pages are damaged
   a new home's take their place. Tables begin where the first schema put them. */
gboolean
_bo_recover_transplant (const char *work, const char *fresh, GError **error)
{
  Graft graft = { .in = open (fresh, O_RDONLY | O_CLOEXEC), .out = open (work, O_RDWR | O_CLOEXEC) };
  uint8_t head[AT_TREE];
  bool done = false;

  if (graft.in >= 0 && graft.out >= 0 && pread (graft.in, head, sizeof head, 0) == sizeof head)
    {
      graft.page_size = read_number (head + AT_PAGE_SIZE, 2);
      done = graft.page_size >= 512 && graft_tree (&graft, 1, 0) && graft_first (&graft);
    }
  if (graft.in >= 0)
    close (graft.in);
  if (graft.out >= 0)
    close (graft.out);
  return done ? TRUE : fail_errno (error, EIO, work);
}
