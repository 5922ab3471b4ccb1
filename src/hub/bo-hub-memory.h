/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-store.h"

G_BEGIN_DECLS

#define BO_TYPE_HUB_MEMORY (bo_hub_memory_get_type ())
G_DECLARE_FINAL_TYPE (BoHubMemory, bo_hub_memory, BO, HUB_MEMORY, GObject)

/* A hub's store in memory, for the simulator and tests of the rules. What was committed stays;
   a copy taken before is the backup a restored hub starts from. */
BoHubStore *bo_hub_memory_new  (const char *epoch);
BoHubStore *bo_hub_memory_copy (BoHubMemory *self, const char *epoch);

G_END_DECLS
