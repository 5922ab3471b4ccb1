/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"
#include "bo-palette-rank.h"

G_BEGIN_DECLS

/* (element-type BoPaletteEntry): all there is: pages, actions, rooms, accessories, scenes, documents */
GPtrArray *bo_palette_entries (GtkWidget *window, BoClient *client);
/* (element-type BoPaletteEntry): what the home is made of, to be found where there is no window: its rooms,
   accessories, scenes, documents */
GPtrArray *bo_palette_things  (BoClient *client);

G_END_DECLS
