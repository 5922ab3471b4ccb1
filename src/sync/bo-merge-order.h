/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-json.h"

G_BEGIN_DECLS

/**
 * bo_merge_order:
 * @result: (transfer full): a merged document, made out of @theirs
 * @paths: (element-type BoConflictPath): what differed
 * @mine, @theirs: what it was merged of
 * @mine_first: what only @mine brought into an array comes before what only @theirs did
 *
 * Puts the elements of arrays in an order that doesn't depend on whose side is called mine, so that two
 * devices that merge the same pair make the same text of it: where one side alone brought something in,
 * its order; where both did, the first one's and then what else the other has. Idempotent.
 *
 * Returns: (transfer full): the document
 */
char *bo_merge_order (char *result, GPtrArray *paths, BoJson mine, BoJson theirs, bool mine_first);

G_END_DECLS
