/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_TMPFILE */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "bo-http-private.h"

/* A hub may answer with tens of megabytes, and whoever waits for it may be a small program on a small machine. What
   goes beyond MEMORY lies in a file without a name, which is gone with the program however that ends, and is mapped to
   be read: the kernel can take its pages back, which it can't of memory. Where no file is to be had the answer is kept
   in memory, as a smaller one is. */

#define MEMORY (2 * 1024 * 1024)
#define PART (512 * 1024)

struct _BoSpool
{
  GByteArray *memory; /* what came last, or all */
  size_t      size;   /* of everything */
  int         fd;     /* -1: all is in memory */
  bool        barred; /* no file is to be had */
};

BoSpool *
_bo_spool_new (void)
{
  BoSpool *self = g_new0 (BoSpool, 1);

  self->memory = g_byte_array_new ();
  self->fd = -1;
  return self;
}

void
_bo_spool_free (BoSpool *self)
{
  g_clear_pointer (&self->memory, g_byte_array_unref);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

size_t
_bo_spool_get_size (BoSpool *self)
{
  return self->size;
}

void
_bo_spool_add (BoSpool *self,
               GBytes  *bytes)
{
  size_t size;
  const uint8_t *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (self->memory, data, (unsigned int) size);
  self->size += size;
}

/* Whether it is time for _bo_spool_write_async(). */
bool
_bo_spool_is_full (BoSpool *self)
{
  return !self->barred && self->memory->len >= (self->fd < 0 ? MEMORY : PART);
}

/* Caches live on a disk, where what is temporary often lives in memory. */
static int
open_file (void)
{
  const char *directory = g_get_user_cache_dir ();

  if (g_mkdir_with_parents (directory, 0700) != 0)
    return -1;
  return open (directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

static bool
write_all (int            fd,
           const uint8_t *data,
           size_t         size)
{
  while (size > 0)
    {
      ssize_t written = write (fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return false;
      data += written;
      size -= (size_t) written;
    }
  return true;
}

static void
say_full (GError **error,
          int      number)
{
  g_set_error (error, BO_ERROR, BO_ERROR_NO_SPACE,
               _("What the hub sent could not be put on the disk (%s). It will be asked again."), g_strerror (number));
}

/* What is in memory goes to the file. Nobody else touches the spool meanwhile. */
static bool
write_out (BoSpool *self,
           GError **error)
{
  bool first = self->fd < 0;

  if (first)
    self->fd = open_file ();
  if (self->fd >= 0 && write_all (self->fd, self->memory->data, self->memory->len))
    {
      g_byte_array_set_size (self->memory, 0);
      return true;
    }
  if (!first)
    {
      say_full (error, errno);
      return false;
    }
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  self->barred = true;
  return true;
}

static void
write_thread (GTask        *task,
              void         *source,
              void         *data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_out (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/*
 * _bo_spool_write_async:
 *
 * Moves what is in memory to the file, on another thread. @self stays, and isn't touched, until @callback.
 */
void
_bo_spool_write_async (BoSpool             *self,
                       GAsyncReadyCallback  callback,
                       void                *data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, _bo_spool_write_async);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, write_thread);
}

gboolean
_bo_spool_write_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Whether _bo_spool_end() needs a write before. */
bool
_bo_spool_has_rest (BoSpool *self)
{
  return self->fd >= 0 && self->memory->len > 0;
}

/* (transfer full) (nullable): everything that was added, once; mapped where it lies in a file */
GBytes *
_bo_spool_end (BoSpool  *self,
               GError  **error)
{
  g_autoptr(GMappedFile) file = NULL;

  if (self->fd < 0)
    return g_byte_array_free_to_bytes (g_steal_pointer (&self->memory));
  file = g_mapped_file_new_from_fd (self->fd, FALSE, NULL);
  if (file == NULL)
    {
      say_full (error, errno);
      return NULL;
    }
  return g_mapped_file_get_bytes (file);
}
