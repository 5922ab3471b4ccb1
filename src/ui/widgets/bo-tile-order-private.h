/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoTileOrder:
 *
 * Where things stand in a grid of tiles: the accessories of a list in the order
 * they are shown, flattened to rows of headings and rows of tiles, for a number of
 * columns. All arithmetic: no widget is needed to know where a tile is.
 */
typedef struct _BoTileOrder BoTileOrder;

typedef struct
{
  int      heading; /* one of BO_TILE_HEADINGS, or -1 for a row of tiles */
  unsigned first;   /* place in the order of the row's first tile */
  unsigned count;
  int      y;
} BoTileRow;

/* What is an alarm comes before the groups. */
#define BO_TILE_HEADINGS (BO_ACCESSORY_GROUP_OTHER + 2)
const char      *_bo_tile_heading_to_text (int heading);

BoTileOrder     *_bo_tile_order_new       (void);
void             _bo_tile_order_free      (BoTileOrder *self);
void             _bo_tile_order_load      (BoTileOrder *self, GListModel *model, bool grouped);
/* Whether something became an alarm since then, or ceased to be one. */
bool             _bo_tile_order_is_stale  (BoTileOrder *self);
void             _bo_tile_order_arrange   (BoTileOrder *self, int columns, int tile_height, int heading_height,
                                           int spacing);
int              _bo_tile_order_height    (BoTileOrder *self);
unsigned         _bo_tile_order_size      (BoTileOrder *self);
BoAccessory     *_bo_tile_order_get       (BoTileOrder *self, unsigned place);
/* -1 where it isn't in the list */
int              _bo_tile_order_find      (BoTileOrder *self, BoAccessory *accessory);
unsigned         _bo_tile_order_n_rows    (BoTileOrder *self);
const BoTileRow *_bo_tile_order_row       (BoTileOrder *self, unsigned row);
/* index of the row the tile is in */
unsigned         _bo_tile_order_row_of    (BoTileOrder *self, unsigned place);
/* the place one row up or down, as near to the same column as there is one; @place where there is none */
unsigned         _bo_tile_order_vertical  (BoTileOrder *self, unsigned place, int rows);

/* where an arrow, Page Up or Down, Home or End leads from @place; -1 for no other place */
int              _bo_tile_order_step      (BoTileOrder *self, unsigned place, unsigned key, int page, bool rtl);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoTileOrder, _bo_tile_order_free)

G_END_DECLS
