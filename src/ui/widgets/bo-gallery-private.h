/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-model.h"

G_BEGIN_DECLS

/* (transfer none): a part of the gallery's page, under @title */
GtkWidget *_bo_gallery_add_section (GtkWidget *page, const char *title);
/* (transfer none): as many side by side as there is room for */
GtkWidget *_bo_gallery_add_flow    (GtkWidget *section);
void       _bo_gallery_flow_add    (GtkWidget *flow, GtkWidget *child);
/* Charts, what is comfortable behind them, and the form in which that is chosen. @model: the gallery's */
void       _bo_gallery_add_charts  (GtkWidget *page, BoModel *model);
/* What stands above pages and the window's content, and says what is the matter. */
void       _bo_gallery_add_bars    (GtkWidget *page);
/* What stands among the tiles and on pages: cards of rooms, truths, codes to scan. */
void       _bo_gallery_add_parts   (GtkWidget *page);
/* What stands on an accessory's page beside its controls. */
void       _bo_gallery_add_details (GtkWidget *page);

G_END_DECLS
