/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-rules.h"
#include "bo-store.h"

G_BEGIN_DECLS

/**
 * BoStores:
 *
 * One file, two connections, each on a thread of its own: the writer's, where rules and
 * jobs run, and the reader's, where views and batches of the model are made. Reference-
 * counted; the last reference is given up on the main thread.
 */
typedef struct _BoStores BoStores;

/* On the store's thread. %NULL with @error set is failure; anything else is the result. */
typedef void *(*BoStoresFunc) (BoStore *store, void *data, GError **error);

#define BO_STORES_DONE GINT_TO_POINTER (1)

/* @suspect: reading it failed before: it is mended without looking again.
   Gives BoStores; a damaged file is mended (bo_store_recover()), and bo_stores_get_recovery() says what
   came of it; where the file can't be written it is opened for reading, and
   bo_stores_get_problem() says so. */
void        bo_stores_open_async   (const char *path, bool suspect, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
BoStores   *bo_stores_open_finish  (GAsyncResult *result, GError **error);
BoStores   *bo_stores_ref          (BoStores *self);
void        bo_stores_unref        (BoStores *self);
/* After what is queued: closes both connections. Later calls fail. */
void        bo_stores_close_async  (BoStores *self, GAsyncReadyCallback callback, void *data);
void        bo_stores_close_finish (BoStores *self, GAsyncResult *result);

const char *bo_stores_get_path     (BoStores *self);
bool        bo_stores_is_read_only (BoStores *self);
const char *bo_stores_get_problem  (BoStores *self);  /* nullable: why it is read-only */

/* (nullable): that the file was damaged, and what was saved; @lost: whether something was not */
const char *bo_stores_get_recovery (BoStores *self, bool *lost);
/* @func: called once on this thread's context when a connection finds the file damaged. */
void        bo_stores_on_damage    (BoStores *self, void (*func) (void *data), void *data);
/* For errors that don't come through bo_stores_finish(). */
void        bo_stores_look_at_error (BoStores *self, const GError *error);

/* Both finish with bo_stores_finish(). @free_result frees what nobody takes. */
void        bo_stores_write_async  (BoStores *self, BoStoresFunc func, void *func_data, GDestroyNotify free_data, GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
void        bo_stores_read_async   (BoStores *self, BoStoresFunc func, void *func_data, GDestroyNotify free_data, GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
void       *bo_stores_finish       (GAsyncResult *result, GError **error);

/* The clock and fresh randomness, for rules. */
BoContext   bo_stores_context      (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoStores, bo_stores_unref)

G_END_DECLS
