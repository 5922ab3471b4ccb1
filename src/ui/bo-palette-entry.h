/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"
#include "bo-palette-rank.h"

G_BEGIN_DECLS

/* (element-type BoPaletteEntry): all there is: pages, actions, rooms, accessories, scenes, documents */
GPtrArray *bo_palette_entries (GtkWidget *window, BoClient *client);

/* What the home is made of, to be found where there is no window: its rooms, accessories, scenes, documents. They are
   many, and the thread that draws has little time: a few are gathered at a time. */
typedef struct _BoPaletteGathering BoPaletteGathering;

BoPaletteGathering *bo_palette_gather         (BoClient *client);
/* (nullable) (transfer full) (element-type BoPaletteEntry): all of them; NULL: after @patience_us there are still more */
GPtrArray          *bo_palette_gather_some    (BoPaletteGathering *self, int64_t patience_us);
void                bo_palette_gathering_free (BoPaletteGathering *self);

G_END_DECLS
