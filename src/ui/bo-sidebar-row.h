/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-place.h"

G_BEGIN_DECLS

/* (transfer floating): a row that leads to @place. Of a room it says what goes on there: up to three signs, and where
   something has to be seen at once, what, in words. */
GtkWidget *bo_sidebar_row_new (BoPlace *place);

G_END_DECLS
