/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * BoColorTemperatureStrip:
 *
 * From candle light to daylight, in kelvin. Behaves as BoBigSlider.
 *
 * ::committed: (kelvin: double)
 */
#define BO_TYPE_COLOR_TEMPERATURE_STRIP (bo_color_temperature_strip_get_type ())
G_DECLARE_FINAL_TYPE (BoColorTemperatureStrip, bo_color_temperature_strip, BO, COLOR_TEMPERATURE_STRIP, GtkWidget)

GtkWidget *bo_color_temperature_strip_new           (const char *label);
void       bo_color_temperature_strip_set_limits    (BoColorTemperatureStrip *self, double minimum, double maximum);
double     bo_color_temperature_strip_get_kelvin    (BoColorTemperatureStrip *self);
void       bo_color_temperature_strip_set_kelvin    (BoColorTemperatureStrip *self, double kelvin);
void       bo_color_temperature_strip_set_read_only (BoColorTemperatureStrip *self, bool read_only);

G_END_DECLS
