/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-arrangement.h"
#include "bo-client.h"
#include "bo-tile-grid.h"

G_BEGIN_DECLS

/* Lets a person put the tiles of @grid, whose model is sorted by @arrangement, in another order. */
void bo_grid_actions_arrange (BoTileGrid *grid, BoArrangement *arrangement);
/* Makes a grid of tiles do what its tiles ask for: operate, open, the actions of the context menu. */
void bo_grid_actions_install (BoTileGrid *grid, BoClient *client);

G_END_DECLS
