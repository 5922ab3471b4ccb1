/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * BoColorDisc:
 *
 * Hue around, saturation outwards. Left and Right turn the hue, Up and Down
 * change the saturation. While a person holds the handle the values from
 * outside wait.
 *
 * ::committed: (hue: double, saturation: double) 0…360 and 0…100
 */
#define BO_TYPE_COLOR_DISC (bo_color_disc_get_type ())
G_DECLARE_FINAL_TYPE (BoColorDisc, bo_color_disc, BO, COLOR_DISC, GtkWidget)

GtkWidget *bo_color_disc_new            (const char *label);
double     bo_color_disc_get_hue        (BoColorDisc *self);
double     bo_color_disc_get_saturation (BoColorDisc *self);
void       bo_color_disc_set_color      (BoColorDisc *self, double hue, double saturation);
void       bo_color_disc_set_read_only  (BoColorDisc *self, bool read_only);
/* (transfer full): "Orange", "Pale blue": a colour in words */
char      *bo_color_name                (double hue, double saturation);
/* What a light looks like at @kelvin; alpha 1. */
void       bo_color_of_kelvin           (double kelvin, GdkRGBA *rgba);

G_END_DECLS
