/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* (transfer full): a value in words */
typedef char *(*BoTroughFormat) (double value, gpointer data);

/**
 * BoTrough:
 *
 * The broad bar of BoBigSlider and BoColorTemperatureStrip: the dragging, the
 * keys and the wheel, and when to commit.
 *
 * ::moved: (value: double) what is shown changed, by a person or from outside
 * ::committed: (value: double) a person settled on another value
 */
#define BO_TYPE_TROUGH (bo_trough_get_type ())
G_DECLARE_FINAL_TYPE (BoTrough, bo_trough, BO, TROUGH, GtkWidget)

GtkWidget *_bo_trough_new           (const char *label);
void       _bo_trough_set_limits    (BoTrough *self, double minimum, double maximum, double step);
double     _bo_trough_get_value     (BoTrough *self);
void       _bo_trough_set_value     (BoTrough *self, double value);
void       _bo_trough_set_format    (BoTrough *self, BoTroughFormat format, gpointer data);
void       _bo_trough_set_tint      (BoTrough *self, const GdkRGBA *tint);
/* Colours along the whole bar instead of a filled part; copied. */
void       _bo_trough_set_gradient  (BoTrough *self, const GskColorStop *stops, size_t n_stops);
void       _bo_trough_set_read_only (BoTrough *self, bool read_only);
/* (transfer floating): the line above one: a name, an icon (@icon_name nullable), and @value, a label for it in words */
GtkWidget *_bo_trough_caption_new   (const char *label, const char *icon_name, GtkWidget **value);

G_END_DECLS
