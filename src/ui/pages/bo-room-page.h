/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoRoomPage:
 *
 * Tiles of accessories that have something in common: a room ("room:ID"), none ("no-room"), being
 * liked ("favourites"), a state ("filter:lights").
 */
#define BO_TYPE_ROOM_PAGE (bo_room_page_get_type ())
G_DECLARE_FINAL_TYPE (BoRoomPage, bo_room_page, BO, ROOM_PAGE, BoPage)

G_END_DECLS
