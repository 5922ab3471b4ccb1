/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoPalette:
 *
 * One line to type, and what fits it: rooms, accessories, scenes, documents, actions, pages. The line keeps the
 * focus; Up and Down choose, Enter does it, Escape goes away. What leads away from safety still asks.
 */
#define BO_TYPE_PALETTE (bo_palette_get_type ())
G_DECLARE_FINAL_TYPE (BoPalette, bo_palette, BO, PALETTE, AdwWindow)

/* Over @window, to be presented; @typed: what the line begins with */
BoPalette  *bo_palette_new           (GtkWindow *window, BoClient *client, const char *typed);
/* (nullable): the title of the row that Enter takes */
const char *bo_palette_get_selected  (BoPalette *self);

G_END_DECLS
