/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "bo-comfort.h"
#include "bo-series.h"

G_BEGIN_DECLS

/**
 * BoChart:
 *
 * The course of a characteristic over a fixed span of time, as steps: a value holds until it changes. What goes from
 * state to state is a strip, in which each has its colour and, where there is room, its name.
 * Round numbers at the left, times below. A cursor follows the pointer and the arrow keys (Home and End lead
 * to the ends) and says time and value, in words for assistive technology too.
 */
#define BO_TYPE_CHART (bo_chart_get_type ())
G_DECLARE_FINAL_TYPE (BoChart, bo_chart, BO, CHART, GtkWidget)

GtkWidget  *bo_chart_new         (const char *label);
/* What it is called, for assistive technology. */
void        bo_chart_set_label   (BoChart *self, const char *label);
/* @series: (element-type BoSample): within the span; @type: how values are said */
void        bo_chart_set_series  (BoChart *self, GArray *series, const BoValueType *type, int64_t from_us, int64_t to_us);
/* What a person finds comfortable, drawn behind the course. Kept with the next series, too. */
void        bo_chart_set_comfort (BoChart *self, BoComfort comfort);
/* (nullable): what the cursor says, "Tue 14:02 · 21.4 °C"; NULL without a cursor */
const char *bo_chart_get_reading (BoChart *self);

/* (nullable) (transfer full): "Between 18 °C and 22 °C", "4 changes"; NULL where nothing is known */
char       *bo_chart_dup_limits  (BoChart *self);

/* The round step that divides @span into at most @parts: 1, 2 or 5 times a power of ten. */
double      _bo_chart_step       (double span, int parts);

G_END_DECLS
