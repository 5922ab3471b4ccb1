/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-types.h"

G_BEGIN_DECLS

/**
 * BoMergeTimes: gives the time of this device's edit of @path, or @fallback_us.
 */
typedef int64_t (*BoMergeTimeFunc) (const char *path, gpointer data);

/**
 * bo_merge:
 * @base: (nullable): document of the common ancestor; %NULL: unknown
 * @mine: document of this device's side
 * @theirs: document of the hub's side
 * @mine_version, @theirs_version: break ties
 * @mine_time: when each of our paths was edited
 * @theirs_us: the time of their version
 * @paths: (out) (element-type BoConflictPath): every differing path with its outcome
 *
 * The field-level three-way merge of PROTOCOL §5: a pure function. Documents are those of
 * bo_entity_to_document(). Idempotent; symmetric where nothing overlaps; never invents a value;
 * keeps unknown keys and numbers byte for byte. Services and characteristics are matched by id, and
 * where only one side has one by type (bo_merge_align()). An object or array that both sides put where
 * the base has nothing is merged as if the base had an empty one. What both sides brought into an array
 * stands in one order whoever merges (bo_merge_order()): the lesser version's first.
 *
 * Returns: (transfer full): the merged document; equal to @theirs or @mine by value where the
 * other side adds nothing
 */
char *bo_merge (const char      *base,
                const char      *mine,
                const char      *theirs,
                const char      *mine_version,
                const char      *theirs_version,
                BoMergeTimeFunc  mine_time,
                gpointer         mine_time_data,
                int64_t          theirs_us,
                GPtrArray      **paths,
                GError         **error);

G_END_DECLS
