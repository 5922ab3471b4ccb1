/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-tile-order-private.h"
#include "bo-tile.h"

G_BEGIN_DECLS

/**
 * BoTileArea:
 *
 * The scrollable inside of a BoTileGrid. It keeps widgets only for the tiles that
 * can be seen, a screen around them, and the one with the focus.
 *
 * ::operate, ::open, ::reorder, ::place: as of BoTileGrid
 */
#define BO_TYPE_TILE_AREA (bo_tile_area_get_type ())
G_DECLARE_FINAL_TYPE (BoTileArea, bo_tile_area, BO, TILE_AREA, GtkWidget)

GtkWidget   *_bo_tile_area_new           (void);
void         _bo_tile_area_set_model     (BoTileArea *self, GListModel *model);
void         _bo_tile_area_set_grouped   (BoTileArea *self, bool grouped);
void         _bo_tile_area_set_show_room (BoTileArea *self, bool show_room);
void         _bo_tile_area_set_read_only (BoTileArea *self, bool read_only);
void         _bo_tile_area_set_scrolling (BoTileArea *self, bool scrolling);
void         _bo_tile_area_regroup       (BoTileArea *self);
void         _bo_tile_area_set_header    (BoTileArea *self, GtkWidget *header);
void         _bo_tile_area_set_footer    (BoTileArea *self, GtkWidget *footer);
bool         _bo_tile_area_focus         (BoTileArea *self, BoAccessory *accessory);
BoAccessory *_bo_tile_area_get_focused   (BoTileArea *self);
/* how many tiles have widgets now, for tests */
unsigned     _bo_tile_area_n_tiles       (BoTileArea *self);

/* bo-tile-drop.c: one tile dropped on another emits ::place of @area */
void         _bo_tile_drop_install       (GtkWidget *area);

G_END_DECLS
