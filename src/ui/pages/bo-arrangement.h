/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoArrangement:
 *
 * The order in which a person put the tiles of one place, on this device: a setting of the home. Every page that
 * shows the place follows it. What has no place yet comes behind the rest, by name.
 */
#define BO_TYPE_ARRANGEMENT (bo_arrangement_get_type ())
G_DECLARE_FINAL_TYPE (BoArrangement, bo_arrangement, BO, ARRANGEMENT, GObject)

/* @scope: "favourites", or the id of a room; (transfer none): one for each, owned by @client */
BoArrangement *bo_arrangement_of    (BoClient *client, const char *scope);
/* (transfer full): @model (of BoAccessory, transfer full) in this order */
GListModel    *bo_arrangement_sort  (BoArrangement *self, GListModel *model);
/* Moves @accessory past the next one of its group, forward or back; or to where @onto is. @sorted: what is shown,
   the result of bo_arrangement_sort() or a part of it. A toast of @from's window offers Undo. */
void           bo_arrangement_move  (BoArrangement *self, GtkWidget *from, GListModel *sorted, BoAccessory *accessory, int by);
void           bo_arrangement_place (BoArrangement *self, GtkWidget *from, GListModel *sorted, BoAccessory *accessory, BoAccessory *onto);

G_END_DECLS
