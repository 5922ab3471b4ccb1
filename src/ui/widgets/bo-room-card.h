/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoRoomCard:
 *
 * A room among others: its name, its readings, what is on in it, or what is wrong. Pressing it
 * goes there. Belongs into a GtkFlowBox.
 */
#define BO_TYPE_ROOM_CARD (bo_room_card_get_type ())
G_DECLARE_FINAL_TYPE (BoRoomCard, bo_room_card, BO, ROOM_CARD, GtkFlowBoxChild)

/* For gtk_flow_box_bind_model() over BoRoom. */
GtkWidget *bo_room_card_new        (gpointer room, gpointer data);
/* Spacing, columns and going there, the same for every flow box of room cards. */
void       bo_room_card_set_up_box (GtkFlowBox *box, GListModel *rooms);

G_END_DECLS
