/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-server.h"

G_BEGIN_DECLS

/**
 * BoHubDemo:
 *
 * The demo home (DESIGN §6): its furniture, and two people living in it. Everything goes through
 * the same rules as a push, on the hub's thread.
 */
typedef struct _BoHubDemo BoHubDemo;

/* @paused: atomic, read before each step; lives longer than the demo */
BoHubDemo *bo_hub_demo_new     (BoHubServer *server, uint64_t seed, double speed, int *paused);
void       bo_hub_demo_free    (BoHubDemo *self);
/* Furnishes a hub that holds nothing yet; others stay as they are. */
gboolean   bo_hub_demo_furnish (BoHubDemo *self, GError **error);
/* Begins life: a step every few seconds. */
void       bo_hub_demo_live    (BoHubDemo *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubDemo, bo_hub_demo_free)

G_END_DECLS
