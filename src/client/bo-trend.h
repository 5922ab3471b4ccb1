/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-characteristic.h"

G_BEGIN_DECLS

/* By how much a measured value has to differ to be said to rise or fall; 0 for what isn't measured. */
double bo_trend_margin (const BoCharacteristicSpec *spec);

/* @versions: (element-type BoStoreVersion): oldest first; @path: in the entity's document. Returns -1, 0 or 1: how the
   newest value stands to that of an hour before it, or to the oldest where less is known. Any thread. */
int    bo_trend_of     (GPtrArray *versions, const char *path, double margin);

G_END_DECLS
