/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"
#include "bo-stores.h"

G_BEGIN_DECLS

/**
 * BoFeed:
 *
 * Brings what the store holds into the model: rows written since the last time are read and
 * parsed on the reader's thread, and applied on the main one in slices of a few milliseconds
 * (DESIGN §3). Refreshes asked for while one is under way become one.
 */
typedef struct _BoFeed BoFeed;

/* On the main thread: ids in the model now (NULL-terminated); and, at the end of each refresh,
   what the store says of itself (@state: transfer full). */
typedef struct
{
  void (*changed)   (const char *const *ids, void *data);
  void (*refreshed) (BoSyncState *state, const BoSyncCounts *counts, void *data);
} BoFeedEvents;

/* @model: (nullable): without one only state and counts are read, and ids told */
BoFeed   *bo_feed_new                 (BoStores *stores, BoModel *model, const BoFeedEvents *events, void *data);
/* Events cease; refreshes waiting end with G_IO_ERROR_CANCELLED. */
void      bo_feed_stop                (BoFeed *self);
void      bo_feed_unref               (BoFeed *self);
/* @task: (nullable) (transfer full): returns TRUE once everything committed by now shows */
void      bo_feed_refresh             (BoFeed *self, GTask *task);
/* The ages of one accessory's values, now. @task: (transfer full): returns TRUE when the model knows */
void      bo_feed_ask_ages            (BoFeed *self, BoAccessory *accessory, GTask *task);
int64_t   bo_feed_get_longest         (BoFeed *self);

/* One entity for the model. */
void      bo_feed_add_record          (BoModelBatch *batch, BoStore *store, BoRecord *record);

G_END_DECLS
