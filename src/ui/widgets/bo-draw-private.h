/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/* A colour of the theme by its name ("accent_bg_color"), with its opacity times @alpha. */
GdkRGBA _bo_draw_named_color (GtkWidget *widget, const char *name, double alpha);
/* The widget's text colour, with its opacity times @alpha. */
GdkRGBA _bo_draw_color       (GtkWidget *widget, double alpha);
void    _bo_draw_disc        (GtkSnapshot *snapshot, double x, double y, double radius, const GdkRGBA *color);
void    _bo_draw_ring        (GtkSnapshot *snapshot, double x, double y, double radius, double width,
                              const GdkRGBA *color);
/* A white knob with a soft shadow, filled with @fill where that isn't NULL. */
void    _bo_draw_knob        (GtkSnapshot *snapshot, double x, double y, double radius, const GdkRGBA *fill);
/* Snapped to @step from @minimum, within the limits. */
double  _bo_snap             (double value, double minimum, double maximum, double step);
/* Whether colours should rather be dark on this background. */
bool    _bo_is_light         (const GdkRGBA *color);
/* How a lamp's colour looks on a screen: never as dark as it would be written. Hue 0…360, saturation 0…100. */
void    _bo_color_of_hue     (double hue, double saturation, GdkRGBA *rgba);
/* The colour a light gives, false where it doesn't say. */
bool    _bo_light_color      (BoService *service, double *red, double *green, double *blue);
/* What a child needs, 0 for none (NULL) or one that isn't shown. */
int     _bo_height_of        (GtkWidget *widget, int width);
int     _bo_minimum_width    (GtkWidget *widget);

G_END_DECLS
