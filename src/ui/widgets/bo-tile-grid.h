/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-tile.h"

G_BEGIN_DECLS

/**
 * BoTileGrid:
 *
 * Tiles of any number of accessories, under headings or plain, in as many
 * columns as fit. Scrolls by itself when it is `scrolling`, else takes its
 * natural height inside a scrolled page (for a few tiles only). Arrow keys
 * move between tiles; the focus stays with its accessory when the model
 * changes. Alt+arrow asks for a move within the order by ::reorder.
 *
 * Properties: `model` (GListModel of BoAccessory, nullable), `grouped` (under
 * headings by bo_accessory_get_group()), `show-room`, `read-only`,
 * `scrolling` (true), `header` (nullable GtkWidget shown above the first
 * tile, scrolls along), `footer` (likewise below the last).
 *
 * ::operate: (characteristic: BoCharacteristic, json: utf8) as of BoTile
 * ::open: (accessory: BoAccessory) details are wanted
 * ::reorder: (accessory: BoAccessory, by: int) Alt+arrow: −1 or +1 place
 * ::place: (accessory: BoAccessory, onto: BoAccessory) its tile was dropped on another one
 */
#define BO_TYPE_TILE_GRID (bo_tile_grid_get_type ())
G_DECLARE_FINAL_TYPE (BoTileGrid, bo_tile_grid, BO, TILE_GRID, GtkWidget)

GtkWidget  *bo_tile_grid_new           (GListModel *model, bool grouped);
GListModel *bo_tile_grid_get_model     (BoTileGrid *self);
void        bo_tile_grid_set_model     (BoTileGrid *self, GListModel *model);
bool        bo_tile_grid_get_grouped   (BoTileGrid *self);
void        bo_tile_grid_set_grouped   (BoTileGrid *self, bool grouped);
bool        bo_tile_grid_get_show_room (BoTileGrid *self);
void        bo_tile_grid_set_show_room (BoTileGrid *self, bool show_room);
bool        bo_tile_grid_get_read_only (BoTileGrid *self);
void        bo_tile_grid_set_read_only (BoTileGrid *self, bool read_only);
bool        bo_tile_grid_get_scrolling (BoTileGrid *self);
void        bo_tile_grid_set_scrolling (BoTileGrid *self, bool scrolling);
/* Looks whether alarms began or ended: they stand above all. */
void        bo_tile_grid_regroup       (BoTileGrid *self);
GtkWidget  *bo_tile_grid_get_header    (BoTileGrid *self);
void        bo_tile_grid_set_header    (BoTileGrid *self, GtkWidget *header);
GtkWidget  *bo_tile_grid_get_footer    (BoTileGrid *self);
void        bo_tile_grid_set_footer    (BoTileGrid *self, GtkWidget *footer);
/* Gives the accessory's tile the focus, scrolling to it; false where it isn't shown. */
bool        bo_tile_grid_focus         (BoTileGrid *self, BoAccessory *accessory);
/* (nullable): whose tile has the focus */
BoAccessory *bo_tile_grid_get_focused  (BoTileGrid *self);

G_END_DECLS
