/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoPlacesPage:
 *
 * At "places": homes, zones and rooms to add, rename and remove, with the hub away too.
 */
#define BO_TYPE_PLACES_PAGE (bo_places_page_get_type ())
G_DECLARE_FINAL_TYPE (BoPlacesPage, bo_places_page, BO, PLACES_PAGE, BoPage)

G_END_DECLS
