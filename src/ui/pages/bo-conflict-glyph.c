/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-conflict-glyph.h"

#define HEIGHT 16

typedef enum
{
  GLYPH_SWITCH,
  GLYPH_BAR,
  GLYPH_ARC,
  GLYPH_COLOR,
} Kind;

/* @fraction: of what there is between the least and the most; a hue's of the circle */
typedef struct
{
  Kind   kind;
  double fraction;
} Glyph;

static const int widths[] = { 28, 40, 20, 16 };

static void
set_color (GtkWidget *widget, cairo_t *cr, double alpha)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cairo_set_source_rgba (cr, (double) color.red, (double) color.green, (double) color.blue,
                         (double) color.alpha * alpha);
}

static void
pill (cairo_t *cr, double x, double y, double width, double height)
{
  double radius = height / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI_2, 3 * G_PI_2);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, G_PI_2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* An outline while it is off, filled while it is on, and the knob on the other side. */
static void
draw_switch (GtkWidget *widget, cairo_t *cr, double width, double height, bool on)
{
  double x = (on != (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)) ? width - height / 2 : height / 2;

  set_color (widget, cr, on ? 0.75 : 0.25);
  pill (cr, 0, 0, width, height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_arc (cr, x, height / 2, height / 2 - 2, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_bar (GtkWidget *widget, cairo_t *cr, double width, double height, double fraction)
{
  double filled = MAX (fraction * width, height);

  set_color (widget, cr, 0.2);
  pill (cr, 0, 0, width, height);
  if (fraction <= 0)
    return;
  set_color (widget, cr, 0.75);
  pill (cr, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - filled : 0, 0, filled, height);
}

static void
draw_arc (GtkWidget *widget, cairo_t *cr, double width, double height, double fraction)
{
  double from = 0.75 * G_PI;
  double radius = MIN (width, height) / 2 - 2;

  cairo_set_line_width (cr, 3);
  set_color (widget, cr, 0.2);
  cairo_arc (cr, width / 2, height / 2, radius, from, from + 1.5 * G_PI);
  cairo_stroke (cr);
  set_color (widget, cr, 0.75);
  cairo_arc (cr, width / 2, height / 2, radius, from, from + 1.5 * G_PI * fraction);
  cairo_stroke (cr);
}

static void
draw_color (cairo_t *cr, double width, double height, double fraction)
{
  float red, green, blue;

  gtk_hsv_to_rgb ((float) fraction, 0.8f, 0.95f, &red, &green, &blue);
  cairo_arc (cr, width / 2, height / 2, MIN (width, height) / 2, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, (double) red, (double) green, (double) blue);
  cairo_fill (cr);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const Glyph *glyph = data;
  GtkWidget *widget = GTK_WIDGET (area);

  switch (glyph->kind)
    {
    case GLYPH_SWITCH:
      draw_switch (widget, cr, width, height, glyph->fraction > 0);
      break;
    case GLYPH_BAR:
      cairo_translate (cr, 0, height / 2.0 - 3);
      draw_bar (widget, cr, width, 6, glyph->fraction);
      break;
    case GLYPH_ARC:
      draw_arc (widget, cr, width, height, glyph->fraction);
      break;
    case GLYPH_COLOR:
      draw_color (cr, width, height, glyph->fraction);
      break;
    }
}

/* false: words say all there is */
static bool
read_glyph (BoCharacteristic *characteristic, const char *json, Glyph *glyph)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoValue value = bo_value_read (type, bo_json_wrap (json));

  if (value.kind == BO_VALUE_BOOL)
    {
      *glyph = (Glyph){ GLYPH_SWITCH, value.boolean };
      return true;
    }
  if (!bo_value_is_number (&value) || type->n_valid_values > 0 || !type->has_minimum || !type->has_maximum
      || type->maximum <= type->minimum)
    return false;
  glyph->fraction = CLAMP ((value.number - type->minimum) / (type->maximum - type->minimum), 0, 1);
  if (g_strcmp0 (type->characteristic, "hue") == 0)
    glyph->kind = GLYPH_COLOR;
  else if (type->unit == BO_UNIT_PERCENTAGE)
    glyph->kind = GLYPH_BAR;
  else if (type->unit == BO_UNIT_CELSIUS || type->unit == BO_UNIT_ARCDEGREES)
    glyph->kind = GLYPH_ARC;
  else
    return false;
  return true;
}

GtkWidget *
bo_conflict_glyph_new (BoCharacteristic *characteristic, const char *json)
{
  GtkWidget *area;
  Glyph glyph;

  if (characteristic == NULL || json == NULL || !read_glyph (characteristic, json, &glyph))
    return NULL;
  area = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), widths[glyph.kind]);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HEIGHT);
  gtk_widget_set_valign (area, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, g_memdup2 (&glyph, sizeof glyph), g_free);
  return area;
}
