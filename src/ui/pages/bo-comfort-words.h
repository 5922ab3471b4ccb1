/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "bo-comfort.h"

G_BEGIN_DECLS

/* (nullable) (transfer full): "Above your limits since 14:02": of the last of @series (of BoSample), which begins at
   @from_us; NULL without a limit or a value. @side: (out): of it, as bo_comfort_side() */
char *bo_comfort_sentence (BoComfort comfort, GArray *series, int64_t from_us, int *side);

G_END_DECLS
