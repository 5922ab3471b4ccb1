/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bo-model.h"

G_BEGIN_DECLS

/* (nullable) (transfer floating): a value drawn small in the way of its kind, a switch, a bar, an arc or a colour,
   to stand beside its words. @json: (nullable) */
GtkWidget *bo_conflict_glyph_new (BoCharacteristic *characteristic, const char *json);

G_END_DECLS
