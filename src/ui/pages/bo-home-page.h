/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoHomePage:
 *
 * The home at a glance (UX §3, Home): what is on, what needs somebody, what one likes, every room.
 */
#define BO_TYPE_HOME_PAGE (bo_home_page_get_type ())
G_DECLARE_FINAL_TYPE (BoHomePage, bo_home_page, BO, HOME_PAGE, BoPage)

G_END_DECLS
