/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoPastPage:
 *
 * The home as it was, to be walked through and not to be changed: its rooms at "past:TIME", a room or
 * an accessory at "past:TIME:ID", what was in no room at "past:TIME:no-room". TIME in µs since 1970 UTC.
 */
#define BO_TYPE_PAST_PAGE (bo_past_page_get_type ())
G_DECLARE_FINAL_TYPE (BoPastPage, bo_past_page, BO, PAST_PAGE, BoPage)

/* Whether @argument, the address after its colon, names a time. */
bool bo_past_page_parse (const char *argument, int64_t *time_us, const char **id);

G_END_DECLS
