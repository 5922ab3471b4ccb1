/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-store.h"

G_BEGIN_DECLS

#define BO_TYPE_MEMORY_STORE (bo_memory_store_get_type ())
G_DECLARE_FINAL_TYPE (BoMemoryStore, bo_memory_store, BO, MEMORY_STORE, GObject)

/* The store of the simulator: everything in memory, with real transactions
   (rollback restores what was there). */
BoMemoryStore *bo_memory_store_new           (void);
void           bo_memory_store_cut_power     (BoMemoryStore *self);
int64_t        bo_memory_store_count_commits (BoMemoryStore *self);
int64_t        bo_memory_store_count_activity (BoMemoryStore *self, BoActivityKind kind);
const BoRecord *bo_memory_store_peek_record  (BoMemoryStore *self, const char *id);
GPtrArray     *bo_memory_store_peek_edits    (BoMemoryStore *self);

G_END_DECLS
