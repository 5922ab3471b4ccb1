/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoHistoryPage:
 *
 * What happened: in the whole home at "history", to one thing at "history:ID".
 */
#define BO_TYPE_HISTORY_PAGE (bo_history_page_get_type ())
G_DECLARE_FINAL_TYPE (BoHistoryPage, bo_history_page, BO, HISTORY_PAGE, BoPage)

G_END_DECLS
