/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-client.h"
#include "bo-palette-rank.h"

G_BEGIN_DECLS

/**
 * BoPaletteGathering:
 *
 * What a home is made of, to be found by its name: rooms, scenes, accessories, documents; and where there is a window,
 * the pages it can show and what it can do. They are many, and the thread that draws has little time: a few are
 * gathered at a time. What comes to the home meanwhile isn't among them.
 */
typedef struct _BoPaletteGathering BoPaletteGathering;

/* @window: (nullable): where they are to be used; NULL: they are only to be found */
BoPaletteGathering *bo_palette_gather         (BoClient *client, GtkWidget *window);
/* false: after @patience_us there are still more */
bool                bo_palette_gather_some    (BoPaletteGathering *self, int64_t patience_us);
/* (transfer none) (element-type BoPaletteEntry): so far; more are added at the end */
GPtrArray          *bo_palette_gathered       (BoPaletteGathering *self);
void                bo_palette_gathering_free (BoPaletteGathering *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoPaletteGathering, bo_palette_gathering_free)

G_END_DECLS
