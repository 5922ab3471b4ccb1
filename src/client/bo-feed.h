/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"
#include "bo-stores.h"

G_BEGIN_DECLS

/**
 * BoFeed:
 *
 * Brings what the store holds into the model: rows written since the last time are read and
 * parsed on the reader's thread, and applied on the main one, no longer than two milliseconds at
 * a time (DESIGN §3). Refreshes asked for while one is under way become one.
 */
typedef struct _BoFeed BoFeed;

/* On the main thread: ids in the model now (NULL-terminated; @rivals: (nullable): BoRival by entity id, where any of
   them is in conflict); once in each refresh what the store says of itself (@state: transfer full), before its rows
   where more waits than before; and that all of it is in the model. */
typedef struct
{
  void (*changed)   (const char *const *ids, GHashTable *rivals, void *data);
  void (*refreshed) (BoSyncState *state, const BoSyncCounts *counts, void *data);
  void (*ended)     (void *data);
} BoFeedEvents;

/* @model: (nullable): without one only state and counts are read; @say_unsent: nothing
   waits in a home without a hub, and the model says so, unless this is true */
BoFeed   *bo_feed_new                 (BoStores *stores, BoModel *model, bool say_unsent, const BoFeedEvents *events, void *data);
/* Events cease; refreshes waiting end with G_IO_ERROR_CANCELLED. */
void      bo_feed_stop                (BoFeed *self);
void      bo_feed_unref               (BoFeed *self);
/* @task: (nullable) (transfer full): returns TRUE once everything committed by now shows */
void      bo_feed_refresh             (BoFeed *self, GTask *task);
/* The ages of one accessory's values, now. @task: (transfer full): returns TRUE when the model knows */
void      bo_feed_ask_ages            (BoFeed *self, BoAccessory *accessory, GTask *task);
/* Of its callbacks, in µs; @cpu_us: (out) (optional): without what others did meanwhile */
int64_t   bo_feed_get_longest         (BoFeed *self, int64_t *cpu_us);

G_END_DECLS
