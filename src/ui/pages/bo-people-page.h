/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoPeoplePage:
 *
 * At "people": who lives in the home, editable with the hub away, and the guests whom the hub lets in.
 */
#define BO_TYPE_PEOPLE_PAGE (bo_people_page_get_type ())
G_DECLARE_FINAL_TYPE (BoPeoplePage, bo_people_page, BO, PEOPLE_PAGE, BoPage)

/* bo-guests-view.c: the list of guests, a preferences group. */
GtkWidget *bo_guests_view_new (BoClient *client);

G_END_DECLS
