/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-store.h"
#include "bo-wire.h"

G_BEGIN_DECLS

/* Most changes and edges in one request. */
#define BO_HUB_MAX_CHANGES 5000
#define BO_HUB_MAX_EDGES 20000
/* A page ends before it would hold more than this. */
#define BO_HUB_PAGE_BYTES (4 * 1024 * 1024)

/**
 * BoHubRules:
 *
 * The rules of the hub (PROTOCOL §§3, 8) over a store: what a push does, who wins, what a page
 * holds. No clock, no randomness, no I/O but the store's: the same rules run in the simulator.
 * All writes to the store go through one BoHubRules, which caches the digest. One thread.
 */
typedef struct _BoHubRules BoHubRules;

BoHubRules     *bo_hub_rules_new    (BoHubStore *store);
void            bo_hub_rules_free   (BoHubRules *self);
BoSyncResponse *bo_hub_rules_sync   (BoHubRules *self, BoSyncRequest *request, int64_t now_us, GPtrArray *errors, GError **error);
BoSyncResponse *bo_hub_rules_push   (BoHubRules *self, BoSyncRequest *request, int64_t now_us, GPtrArray *errors, GError **error);
gboolean        bo_hub_rules_check  (BoSyncRequest *request, GPtrArray *errors, GError **error);
void            bo_hub_rules_reset  (BoHubRules *self);
char           *bo_hub_rules_digest (BoHubRules *self, GError **error);

bool            bo_hub_entity_type_known (const char *entity_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubRules, bo_hub_rules_free)

G_END_DECLS
