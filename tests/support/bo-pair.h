/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-engine.h"
#include "bo-hub-db.h"
#include "bo-hub-rules.h"
#include "bo-store.h"

G_BEGIN_DECLS

/**
 * BoPair:
 * @store: the device's; whoever opened it may close it and open another
 * @rules: the hub's
 * @hub: its database, which @rules hold
 * @path: (nullable): of the device's file: a job that fails must leave it as it was
 * @hub_offset_us: the hub's clock minus the device's
 * @hub_path: (nullable): the same of the hub's, for requests
 *
 * A device and a hub in one thread, with the real engine, codec, rules and stores between them,
 * and a clock that goes on by itself. No network.
 */
typedef struct
{
  BoStore    *store;
  BoHubRules *rules;
  BoHubDb    *hub;
  char       *path;
  char       *hub_path;
  BoEngine   *engine;
  GQueue      events;
  int64_t     now_us;
  int64_t     hub_offset_us;
  int64_t     timer_us;
  bool        finished;
  int         failures; /* jobs and requests that failed */
} BoPair;

BoPair    *bo_pair_new     (void);
void       bo_pair_free    (BoPair *self);
BoContext  bo_pair_context (BoPair *self);
/* One cycle, from a start. Returns whether it went well. */
bool       bo_pair_sync    (BoPair *self, GError **error);
/* Asserts that both hold the same, and that nothing waits. */
void       bo_pair_assert_alike (BoPair *self);
/* A push of one change from elsewhere. */
void       bo_pair_push    (BoPair *self, BoEntity *entity, BoEdge *edge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPair, bo_pair_free)

G_END_DECLS
