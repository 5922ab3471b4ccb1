/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoTile:
 *
 * One accessory as a card. Its round icon is the main action, its body opens
 * details. It shows what the model says, and follows it; it changes nothing
 * itself.
 *
 * Properties: `accessory` (nullable), `show-room` (a line with the room's
 * name), `read-only` (a guest's: the icon opens details as well).
 *
 * ::operate: (characteristic: BoCharacteristic, json: utf8) a person asks for a value;
 *   json as from bo_characteristic_edit_*(), ready for bo_client_update_characteristic_async()
 * ::activate: details are wanted
 *
 * The context menu names the actions `tile.details`, `tile.favourite`,
 * `tile.move`, `tile.rename`, `tile.history`, and where they apply `tile.retry`
 * and `tile.review`; all take the accessory's id (type "s"). A parent
 * installs them as an action group "tile". What is dragged is the
 * BoAccessory itself: it means something in this process alone.
 */
#define BO_TYPE_TILE (bo_tile_get_type ())
G_DECLARE_FINAL_TYPE (BoTile, bo_tile, BO, TILE, GtkWidget)

GtkWidget   *bo_tile_new           (BoAccessory *accessory);
BoAccessory *bo_tile_get_accessory (BoTile *self);
void         bo_tile_set_accessory (BoTile *self, BoAccessory *accessory);
bool         bo_tile_get_show_room (BoTile *self);
void         bo_tile_set_show_room (BoTile *self, bool show_room);
bool         bo_tile_get_read_only (BoTile *self);
void         bo_tile_set_read_only (BoTile *self, bool read_only);
/* Steps brightness, volume, position or target temperature; what + and − do. */
void         bo_tile_adjust        (BoTile *self, int steps);

G_END_DECLS
