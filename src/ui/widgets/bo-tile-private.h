/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-tile.h"

G_BEGIN_DECLS

/* The height every tile of a grid has: room for a name of two lines. */
int        _bo_tile_uniform_height (GtkWidget *prototype, int width, bool show_room);
/* A tile without an accessory, as tall as any: for measuring. */
GtkWidget *_bo_tile_new_prototype  (void);
GMenuModel *_bo_tile_menu          (BoAccessory *accessory);
/* (transfer full): what it says below the name: "On · 40 %", "Motion · 14:02" */
char       *_bo_tile_dup_summary   (BoAccessory *accessory);
/* (nullable): what it noticed, of a sensor, a bell, a button: then it says when */
BoCharacteristic *_bo_tile_noticed (BoAccessory *accessory);

G_END_DECLS
