/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoConflictPage:
 *
 * The inspector of one conflict (UX §3), at "conflict:ID": what each side did, field by field,
 * with people, devices and times; what the result would be; and the decision.
 */
#define BO_TYPE_CONFLICT_PAGE (bo_conflict_page_get_type ())
G_DECLARE_FINAL_TYPE (BoConflictPage, bo_conflict_page, BO, CONFLICT_PAGE, BoPage)

G_END_DECLS
