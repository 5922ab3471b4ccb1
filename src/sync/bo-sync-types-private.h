/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-types.h"

G_BEGIN_DECLS

BoRecord     *_bo_record_copy      (BoRecord *record);
BoEdgeRecord *_bo_edge_record_copy (BoEdgeRecord *record);
BoConflict   *_bo_conflict_copy    (BoConflict *conflict);
BoMergeDue   *_bo_merge_due_copy   (BoMergeDue *due);
BoSyncState  *_bo_sync_state_copy  (BoSyncState *state);

G_END_DECLS
