/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-draw-private.h"

#include <math.h>

GdkRGBA
_bo_draw_named_color (GtkWidget  *widget,
                      const char *name,
                      double      alpha)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    color = _bo_draw_color (widget, 1);
  color.alpha *= alpha;
  return color;
}

GdkRGBA
_bo_draw_color (GtkWidget *widget,
                double     alpha)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= alpha;
  return color;
}

void
_bo_draw_disc (GtkSnapshot   *snapshot,
               double         x,
               double         y,
               double         radius,
               const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

void
_bo_draw_ring (GtkSnapshot   *snapshot,
               double         x,
               double         y,
               double         radius,
               double         width,
               const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &bounds, radius);
  gtk_snapshot_append_border (snapshot, &round,
                              (float[4]){ width, width, width, width },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

void
_bo_draw_knob (GtkSnapshot   *snapshot,
               double         x,
               double         y,
               double         radius,
               const GdkRGBA *fill)
{
  static const GdkRGBA shadow = { 0, 0, 0, 0.28 };
  static const GdkRGBA white = { 1, 1, 1, 1 };
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &bounds, radius);
  gtk_snapshot_append_outset_shadow (snapshot, &round, &shadow, 0, 1, 0.5, 4);
  _bo_draw_disc (snapshot, x, y, radius, &white);
  if (fill != NULL)
    _bo_draw_disc (snapshot, x, y, radius - 3, fill);
}

double
_bo_snap (double value,
          double minimum,
          double maximum,
          double step)
{
  if (step > 0)
    value = minimum + round ((value - minimum) / step) * step;
  return CLAMP (value, minimum, maximum);
}

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* White stands out from anything darker by 3 : 1 and more, as WCAG measures it. */
bool
_bo_is_light (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue) > 0.28;
}

int
_bo_height_of (GtkWidget *widget,
               int        width)
{
  int height = 0;

  if (widget != NULL && gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

int
_bo_minimum_width (GtkWidget *widget)
{
  int minimum = 0;

  if (widget != NULL && gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}
