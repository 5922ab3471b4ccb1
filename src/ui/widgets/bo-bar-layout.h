/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BoBarLayout:
 *
 * The children of a bar in a line, of which the one that expands, its words, gets what is left. What can be done, the
 * child after it, goes on a line below where the words would need more than two lines beside it.
 */
#define BO_TYPE_BAR_LAYOUT (bo_bar_layout_get_type ())
G_DECLARE_FINAL_TYPE (BoBarLayout, bo_bar_layout, BO, BAR_LAYOUT, GtkLayoutManager)

GtkLayoutManager *bo_bar_layout_new (void);

G_END_DECLS
