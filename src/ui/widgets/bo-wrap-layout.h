/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BoWrapLayout:
 *
 * Children in a row, as many lines as needed; `even`: where one line is not enough, in two columns or
 * one of equal widths. Property: `even`.
 */
#define BO_TYPE_WRAP_LAYOUT (bo_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (BoWrapLayout, bo_wrap_layout, BO, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
