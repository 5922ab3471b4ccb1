/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-json.h"

G_BEGIN_DECLS

/**
 * bo_merge_align:
 * @documents: (array fixed-size=3): base (nullable), mine, theirs; each owned, and replaced where it changes
 *
 * Services and characteristics are matched by id, and without one by type (PROTOCOL §5). Where one side
 * gave an id to what the other knows by its type alone, the others get that id too, so that paths name
 * it alike. The type must name one element on every side. Two different ids stay two things. Idempotent.
 */
void bo_merge_align (char *documents[3]);

G_END_DECLS
