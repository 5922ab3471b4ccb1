/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoComparePage:
 *
 * What differs between two times, by room, thing and field, and can be made so again: "compare:FROM:TO", both in
 * µs since 1970 UTC; without TO it is now, without both the last day.
 */
#define BO_TYPE_COMPARE_PAGE (bo_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (BoComparePage, bo_compare_page, BO, COMPARE_PAGE, BoPage)

/* "compare:FROM", or "compare:FROM:TO"; @to_us: 0 for now */
char *bo_compare_address (int64_t from_us, int64_t to_us);

G_END_DECLS
