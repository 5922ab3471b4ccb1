/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-worker.h"

struct _BoWorker
{
  gatomicrefcount references;
  GThread        *thread;
  GAsyncQueue    *queue;
  bool            detached; /* written and read on the worker's thread alone */
};

typedef struct
{
  GMutex mutex;
  GCond  cond;
  bool   reached;
} Marker;

/* A task to run, or a marker to pass, or, with neither, the end. */
typedef struct
{
  GTask       *task;
  BoWorkerFunc func;
  Marker      *marker;
} Job;

static void
push_job (BoWorker    *self,
          GTask       *task,
          BoWorkerFunc func,
          Marker      *marker)
{
  Job *job = g_new (Job, 1);

  *job = (Job){ .task = task, .func = func, .marker = marker };
  g_async_queue_push (self->queue, job);
}

static gboolean
release_cb (void *data)
{
  return G_SOURCE_REMOVE;
}

/* Drops the task where it was made, so that neither its source object nor its data is
   ever finalized on the worker. */
static void
release_task (GTask *task)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_static_name (source, "[blowing-off] release task");
  g_source_set_callback (source, release_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_task (GTask       *task,
          BoWorkerFunc func)
{
  if (!g_task_return_error_if_cancelled (task))
    func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));

  release_task (task);
}

static void
reach_marker (Marker *marker)
{
  g_mutex_lock (&marker->mutex);
  marker->reached = true;
  g_cond_signal (&marker->cond);
  g_mutex_unlock (&marker->mutex);
}

static void
free_worker (BoWorker *self)
{
  g_async_queue_unref (self->queue);
  g_free (self);
}

static void *
worker_thread (void *data)
{
  BoWorker *self = data;
  bool ending = false;

  /* After the end, what the last tasks themselves queued still runs. */
  while (true)
    {
      g_autofree Job *job = ending ? g_async_queue_try_pop (self->queue) : g_async_queue_pop (self->queue);

      if (job == NULL)
        break;
      else if (job->task != NULL)
        run_task (job->task, job->func);
      else if (job->marker != NULL)
        reach_marker (job->marker);
      else
        ending = true;
    }

  if (self->detached)
    free_worker (self);
  return NULL;
}

/**
 * bo_worker_new:
 * @name: of the thread, as a debugger shows it; 15 bytes are seen
 *
 * Starts a thread that waits for tasks.
 *
 * Returns: (transfer full): the worker
 */
BoWorker *
bo_worker_new (const char *name)
{
  BoWorker *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (BoWorker, 1);
  g_atomic_ref_count_init (&self->references);
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, worker_thread, self);
  return self;
}

/**
 * bo_worker_ref:
 * @self: a worker
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
BoWorker *
bo_worker_ref (BoWorker *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * bo_worker_unref:
 * @self: (transfer full): a worker
 *
 * Gives up a reference. The last one blocks until everything queued has run and
 * the thread has ended. Where the last one goes on the worker's own thread, which
 * cannot wait for itself, nothing blocks: the thread runs what is queued, then ends
 * by itself.
 */
void
bo_worker_unref (BoWorker *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  if (bo_worker_is_current (self))
    {
      self->detached = true;
      g_thread_unref (self->thread);
      push_job (self, NULL, NULL, NULL);
      return;
    }

  push_job (self, NULL, NULL, NULL);
  g_thread_join (self->thread);
  free_worker (self);
}

/**
 * bo_worker_run:
 * @self: a worker
 * @task: (transfer full): what answers; its callback runs in the main context it
 *   was made in
 * @func: (scope async): runs on the worker's thread
 *
 * Queues @func behind everything queued before. A @task whose cancellable is
 * cancelled before its turn returns %G_IO_ERROR_CANCELLED and @func never runs.
 * The worker lets go of @task in the task's own main context, right after @func.
 * Any thread, the worker's too.
 */
void
bo_worker_run (BoWorker    *self,
               GTask       *task,
               BoWorkerFunc func)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  push_job (self, task, func, NULL);
}

/**
 * bo_worker_flush:
 * @self: a worker
 *
 * Blocks until everything queued before has run; callbacks of those tasks may
 * still wait in their main contexts. Any thread but the worker's.
 */
void
bo_worker_flush (BoWorker *self)
{
  Marker marker = { .reached = false };

  g_return_if_fail (self != NULL);
  g_return_if_fail (!bo_worker_is_current (self));

  g_mutex_init (&marker.mutex);
  g_cond_init (&marker.cond);
  push_job (self, NULL, NULL, &marker);

  g_mutex_lock (&marker.mutex);
  while (!marker.reached)
    g_cond_wait (&marker.cond, &marker.mutex);
  g_mutex_unlock (&marker.mutex);

  g_cond_clear (&marker.cond);
  g_mutex_clear (&marker.mutex);
}

/**
 * bo_worker_is_current:
 * @self: a worker
 *
 * Returns: whether this is the worker's thread
 */
bool
bo_worker_is_current (BoWorker *self)
{
  g_return_val_if_fail (self != NULL, false);

  return self->thread == g_thread_self ();
}

/**
 * bo_worker_assert:
 * @self: a worker
 *
 * Aborts on any thread but the worker's. Stands at the head of every function
 * that touches what a worker owns.
 */
void
bo_worker_assert (BoWorker *self)
{
  g_assert (bo_worker_is_current (self));
}
