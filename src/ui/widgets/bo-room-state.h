/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-filter.h"

G_BEGIN_DECLS

#define BO_TYPE_ROOM_STATE (bo_room_state_get_type ())
G_DECLARE_FINAL_TYPE (BoRoomState, bo_room_state, BO, ROOM_STATE, GObject)

/**
 * BoRoomState:
 *
 * What goes on in a room, for those who show it at a glance: lights on, something open, unlocked, heating. Follows the
 * room's accessories.
 *
 * ::changed: what is shown of it may differ; once, for whatever came together
 */
/* (transfer full): one and the same for all who show @room */
BoRoomState *bo_room_state_get         (BoRoom *room);
BoRoom      *bo_room_state_get_room    (BoRoomState *self);
/* (nullable) (transfer full): what has to be seen at once; the first of it, where there is more */
char        *bo_room_state_get_alert   (BoRoomState *self);
/* (nullable) (transfer full): "2 lights on · 1 open" */
char        *bo_room_state_get_text    (BoRoomState *self);
/* (transfer floating): an icon for each thing that goes on, as long as the state lives; the words say it too */
GtkWidget   *bo_room_state_signs_new   (BoRoomState *self, unsigned int most);

G_END_DECLS
