/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * BoBigSlider:
 *
 * A broad horizontal slider with its name, its value in words and an icon.
 * A drag is one ::committed, when it is let go; keys and the wheel (only while
 * it has the focus) commit once they pause. While it is held, values
 * from outside wait.
 *
 * ::committed: (value: double)
 */
#define BO_TYPE_BIG_SLIDER (bo_big_slider_get_type ())
G_DECLARE_FINAL_TYPE (BoBigSlider, bo_big_slider, BO, BIG_SLIDER, GtkWidget)

GtkWidget *bo_big_slider_new           (const char *label, const char *icon_name);
void       bo_big_slider_set_limits    (BoBigSlider *self, double minimum, double maximum, double step);
double     bo_big_slider_get_value     (BoBigSlider *self);
void       bo_big_slider_set_value     (BoBigSlider *self, double value);
/* "%", "°"; shown behind the number */
void       bo_big_slider_set_unit      (BoBigSlider *self, const char *unit, int digits);
/* (nullable): the colour of the filled part */
void       bo_big_slider_set_tint      (BoBigSlider *self, const GdkRGBA *tint);
void       bo_big_slider_set_read_only (BoBigSlider *self, bool read_only);

G_END_DECLS
