/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoSidebar:
 *
 * Places to go: home, scenes, …; rooms under their zones; the sync button at the foot.
 * Properties: `client`, `address` (of the page in front: selects its row).
 * A row activates `win.show` with its address.
 */
#define BO_TYPE_SIDEBAR (bo_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (BoSidebar, bo_sidebar, BO, SIDEBAR, AdwBin)

void bo_sidebar_set_client  (BoSidebar *self, BoClient *client);
void bo_sidebar_set_address (BoSidebar *self, const char *address);
/* The address of the @index-th room (Alt+1…9), (nullable). */
const char *bo_sidebar_get_room_address (BoSidebar *self, unsigned int index);

G_END_DECLS
