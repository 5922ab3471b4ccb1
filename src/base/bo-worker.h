/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base-types.h"

G_BEGIN_DECLS

/**
 * BoWorker:
 *
 * A thread that runs tasks one after another, in the order they were given.
 * What a worker owns (a database connection) is touched on it alone.
 * Reference-counted; the last unref finishes the tasks queued, then joins the
 * thread (never call it on the worker itself).
 */

/* Runs on the worker's thread. Return the result through g_task_return_*() on @task
   exactly once. */
typedef void (*BoWorkerFunc) (GTask *task, void *source_object, void *task_data, GCancellable *cancellable);

BoWorker *bo_worker_new       (const char *name);
BoWorker *bo_worker_ref       (BoWorker *self);
void      bo_worker_unref     (BoWorker *self);
/* Queues @task (transfer full); its callback runs in the context it was made in. A task
   cancelled before its turn returns G_IO_ERROR_CANCELLED without running. */
void      bo_worker_run       (BoWorker *self, GTask *task, BoWorkerFunc func);
/* Blocks until everything queued before has run; for shutdown and tests. */
void      bo_worker_flush     (BoWorker *self);
bool      bo_worker_is_current (BoWorker *self);
void      bo_worker_assert    (BoWorker *self); /* aborts off its thread */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoWorker, bo_worker_unref)

G_END_DECLS
