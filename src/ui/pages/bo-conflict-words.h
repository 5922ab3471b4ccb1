/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/* (transfer full): by which rule the conflict was decided, and what isn't known of it: a sentence a line.
   @clock_offset_us: of this device to the hub, now */
char *bo_conflict_rule (const BoConflict *conflict, int64_t clock_offset_us);

G_END_DECLS
