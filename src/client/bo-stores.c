/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-reading.h"
#include "bo-stores.h"

#include <unistd.h>

#include "bo-files.h"
#include "bo-store-recover.h"

struct _BoStores
{
  gatomicrefcount references;
  char           *path;
  char           *problem;    /* nullable; written before anybody else sees it */
  char           *recovery;   /* nullable: the same */
  bool            lost;
  bool            suspect;
  bool            read_only;
  int             share;      /* in the use of the file, -1 for none */
  void          (*on_damage) (void *data);
  void           *damage_data;
  BoWorker       *writer;
  BoWorker       *reader;
  BoStore        *store;      /* the writer's alone */
  BoStore        *view;       /* the reader's alone */
};

BoContext
bo_stores_context (void)
{
  return (BoContext){ .now_us = bo_clock_now (), .entropy = bo_random_uint64 (), .is_reading = bo_reading_is_all };
}

BoStores *
bo_stores_ref (BoStores *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/* Goes when both connections have gone. */
static void
give_up_share (BoStores *self)
{
  if (self->store == NULL && self->view == NULL && self->share >= 0)
    {
      close (self->share);
      self->share = -1;
    }
}

/* Connections still open are closed on their threads, which end after that. */
static void
close_store_thread (GTask        *task,
                    void         *source_object,
                    void         *task_data,
                    GCancellable *cancellable)
{
  g_clear_pointer ((BoStore **) task_data, bo_store_close);
  g_task_return_boolean (task, TRUE);
}

static void
close_on (BoWorker            *worker,
          BoStore            **store,
          GAsyncReadyCallback  callback,
          void                *data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, close_on);
  g_task_set_task_data (task, store, NULL);
  bo_worker_run (worker, task, close_store_thread);
}

void
bo_stores_unref (BoStores *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  close_on (self->reader, &self->view, NULL, NULL);
  bo_worker_unref (self->reader);
  close_on (self->writer, &self->store, NULL, NULL);
  bo_worker_unref (self->writer);
  if (self->share >= 0)
    close (self->share);
  g_free (self->path);
  g_free (self->problem);
  g_free (self->recovery);
  g_free (self);
}

const char *
bo_stores_get_path (BoStores *self)
{
  return self->path;
}

bool
bo_stores_is_read_only (BoStores *self)
{
  return self->read_only;
}

const char *
bo_stores_get_problem (BoStores *self)
{
  return self->problem;
}

const char *
bo_stores_get_recovery (BoStores *self,
                        bool     *lost)
{
  if (lost != NULL)
    *lost = self->lost;
  return self->recovery;
}

/* --- opening --- */

static void
open_view_thread (GTask        *task,
                  void         *source_object,
                  void         *task_data,
                  GCancellable *cancellable)
{
  BoStores *self = task_data;
  GError *error = NULL;

  self->view = bo_store_open (self->path, true, 0, &error);
  if (self->view == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bo_stores_ref (self), (GDestroyNotify) bo_stores_unref);
}

/* Nobody else may have the file open meanwhile: what they write would go to the old one. */
static gboolean
mend (BoStores *self,
      GError  **error)
{
  BoContext context = bo_stores_context ();
  g_autoptr(BoSalvage) salvage = NULL;

  if (self->share < 0 || !bo_files_use_alone (self->share))
    {
      g_set_error (error, BO_ERROR, BO_ERROR_CORRUPT,
                   _("The home’s file “%s” is damaged. It can be mended when no other window or command uses it: close "
                     "them and try again. Nothing in it was changed."), self->path);
      return FALSE;
    }

  salvage = bo_store_recover (self->path, &context, error);
  bo_files_use_shared (self->share);
  if (salvage == NULL)
    return FALSE;

  self->recovery = bo_salvage_to_sentence (salvage);
  self->lost = !bo_salvage_is_good (salvage);
  g_info ("%s", self->recovery);
  return TRUE;
}

static BoStore *
open_or_mend (BoStores *self,
              GError  **error)
{
  g_autoptr(GError) problem = NULL;
  BoStore *store = NULL;

  if (!bo_store_finish_recovery (self->path, error))
    return NULL;
  if (!self->suspect)
    store = bo_store_open (self->path, false, bo_random_uint64 (), &problem);
  if (store != NULL)
    return store;
  if (!self->suspect && !g_error_matches (problem, BO_ERROR, BO_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return mend (self, error) ? bo_store_open (self->path, false, bo_random_uint64 (), error) : NULL;
}

static BoStore *
open_for_reading (BoStores *self)
{
  self->read_only = true;
  self->problem = g_strdup_printf (_("The home can be looked at but not changed: “%s” or its disk cannot be written. "
                                     "Check the permissions of the file and its folder."), self->path);
  return bo_store_open (self->path, true, 0, NULL);
}

static void
open_store_thread (GTask        *task,
                   void         *source_object,
                   void         *task_data,
                   GCancellable *cancellable)
{
  BoStores *self = task_data;
  GError *error = NULL;

  self->share = bo_files_share (self->path);
  self->store = open_or_mend (self, &error);
  if (g_error_matches (error, BO_ERROR, BO_ERROR_READ_ONLY))
    self->store = open_for_reading (self);

  if (self->store == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  bo_worker_run (self->reader, g_object_ref (task), open_view_thread);
}

/**
 * bo_stores_open_async:
 * @path: the file
 * @suspect: whether it was found to be damaged
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Opens both connections, each on its thread.
 */
void
bo_stores_open_async (const char          *path,
                      bool                 suspect,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      void                *data)
{
  BoStores *self = g_new0 (BoStores, 1);
  GTask *task = g_task_new (NULL, cancellable, callback, data);

  g_atomic_ref_count_init (&self->references);
  self->path = g_strdup (path);
  self->suspect = suspect;
  self->share = -1;
  self->writer = bo_worker_new ("bo-writer");
  self->reader = bo_worker_new ("bo-reader");
  g_task_set_source_tag (task, bo_stores_open_async);
  g_task_set_task_data (task, self, (GDestroyNotify) bo_stores_unref);
  bo_worker_run (self->writer, task, open_store_thread);
}

/**
 * bo_stores_open_finish:
 * @result: what the callback was given
 * @error: return location: as bo_store_open()
 *
 * Returns: (transfer full) (nullable): the stores
 */
BoStores *
bo_stores_open_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- closing --- */

static void
writer_closed_cb (GObject      *source,
                  GAsyncResult *result,
                  void         *data)
{
  g_autoptr(GTask) task = data;

  give_up_share (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
reader_closed_cb (GObject      *source,
                  GAsyncResult *result,
                  void         *data)
{
  GTask *task = data;
  BoStores *self = g_task_get_task_data (task);

  /* The writer last: it checkpoints what the reader no longer needs. */
  close_on (self->writer, &self->store, writer_closed_cb, task);
}

void
bo_stores_close_async (BoStores            *self,
                       GAsyncReadyCallback  callback,
                       void                *data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, bo_stores_close_async);
  g_task_set_task_data (task, bo_stores_ref (self), (GDestroyNotify) bo_stores_unref);
  close_on (self->reader, &self->view, reader_closed_cb, task);
}

void
bo_stores_close_finish (BoStores     *self,
                        GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- work --- */

typedef struct
{
  BoStores      *stores;
  BoStore      **store;
  BoStoresFunc   func;
  void          *data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Work;

static void
work_free (Work *work)
{
  if (work->free_data != NULL && work->data != NULL)
    work->free_data (work->data);
  bo_stores_unref (work->stores);
  g_free (work);
}

static void
work_thread (GTask        *task,
             void         *source_object,
             void         *task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  void *result;

  if (*work->store == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("The home’s file is closed."));
      return;
    }

  result = work->func (*work->store, work->data, &error);
  if (result == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, work->free_result);
}

static void
run (BoStores            *self,
     BoWorker            *worker,
     BoStore            **store,
     BoStoresFunc         func,
     void                *func_data,
     GDestroyNotify       free_data,
     GDestroyNotify       free_result,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     void                *data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Work *work = g_new (Work, 1);

  *work = (Work){ bo_stores_ref (self), store, func, func_data, free_data, free_result };
  g_task_set_source_tag (task, func);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  /* What was done is done: a late cancellation must not hide it. */
  g_task_set_check_cancellable (task, FALSE);
  bo_worker_run (worker, task, work_thread);
}

/**
 * bo_stores_write_async:
 * @self: the stores
 * @func: runs on the writer's thread
 * @func_data: for @func
 * @free_data: (nullable): of @func_data, on the main thread
 * @free_result: (nullable): of a result that nobody takes
 * @cancellable: (nullable): cancelled before its turn @func doesn't run
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Queues work on the connection that writes.
 */
void
bo_stores_write_async (BoStores            *self,
                       BoStoresFunc         func,
                       void                *func_data,
                       GDestroyNotify       free_data,
                       GDestroyNotify       free_result,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       void                *data)
{
  run (self, self->writer, &self->store, func, func_data, free_data, free_result, cancellable, callback, data);
}

/**
 * bo_stores_read_async:
 * @self: the stores
 * @func: runs on the reader's thread
 * @func_data: for @func
 * @free_data: (nullable): of @func_data, on the main thread
 * @free_result: (nullable): of a result that nobody takes
 * @cancellable: (nullable): cancelled before its turn @func doesn't run
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Queues work on the connection that reads.
 */
void
bo_stores_read_async (BoStores            *self,
                      BoStoresFunc         func,
                      void                *func_data,
                      GDestroyNotify       free_data,
                      GDestroyNotify       free_result,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      void                *data)
{
  run (self, self->reader, &self->view, func, func_data, free_data, free_result, cancellable, callback, data);
}

/**
 * bo_stores_on_damage:
 * @self: the stores
 * @func: (nullable): what to call, once
 * @data: for @func
 *
 * Main thread.
 */
void
bo_stores_on_damage (BoStores *self,
                     void    (*func) (void *data),
                     void     *data)
{
  self->on_damage = func;
  self->damage_data = data;
}

void
bo_stores_look_at_error (BoStores     *self,
                         const GError *error)
{
  void (*func) (void *data) = self->on_damage;

  if (func == NULL || !g_error_matches (error, BO_ERROR, BO_ERROR_CORRUPT))
    return;
  self->on_damage = NULL;
  func (self->damage_data);
}

/**
 * bo_stores_finish:
 * @result: what the callback of a read or write was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the function answered
 */
void *
bo_stores_finish (GAsyncResult  *result,
                  GError       **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  GError *problem = NULL;
  void *answer = g_task_propagate_pointer (G_TASK (result), &problem);

  if (problem != NULL)
    {
      bo_stores_look_at_error (work->stores, problem);
      g_propagate_error (error, problem);
    }
  return answer;
}
