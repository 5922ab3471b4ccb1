/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-stores.h"

G_BEGIN_DECLS

/**
 * BoUpkeep:
 *
 * Keeps a home's file from growing for ever (DESIGN §3): thins old readings and trims the journal
 * a person reads, once a day, in small steps between which everything else has its turn.
 */
typedef struct _BoUpkeep BoUpkeep;

BoUpkeep *bo_upkeep_new    (BoStores *stores);
void      bo_upkeep_free   (BoUpkeep *self);
/* All of it, now; for tests and tools. @clock_us: what to take for the time */
void      bo_upkeep_run_async  (BoStores *stores, int64_t clock_us, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
gboolean  bo_upkeep_run_finish (GAsyncResult *result, int64_t *removed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoUpkeep, bo_upkeep_free)

G_END_DECLS
