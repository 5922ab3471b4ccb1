/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "bo-base.h"

G_BEGIN_DECLS

/* What a person types against what things are called. */

/* (transfer full): without case and accents, compatibility forms undone; what the two below compare. */
char *bo_match_fold  (const char *text);
int   bo_match_score (const char *needle, const char *text);

G_END_DECLS
