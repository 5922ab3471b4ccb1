/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum
{
  BO_DIAL_TINT_NONE,
  BO_DIAL_TINT_HEATING,
  BO_DIAL_TINT_COOLING,
  BO_DIAL_TINT_AUTO,
} BoDialTint;

/**
 * BoDial:
 *
 * A round dial over 270° with one target, or two as a range. While a person
 * holds a handle the values from outside wait; they are taken when it is let
 * go. Arrow keys move by the step, Page Up and Down by ten; Tab goes from the
 * low handle to the high one.
 *
 * Properties: `minimum`, `maximum`, `step`, `value` (the single target or the
 * low one), `high` (the upper target of a range), `range`, `current` (NaN
 * for unknown), `tint`, `unit` ("°C"), `digits`, `caption` ("Heating to"),
 * `label` (accessible name), `read-only`. All values in the unit shown.
 *
 * ::committed: (value: double, high: bool) a target was let go at a new value
 */
#define BO_TYPE_DIAL (bo_dial_get_type ())
G_DECLARE_FINAL_TYPE (BoDial, bo_dial, BO, DIAL, GtkWidget)

GtkWidget *bo_dial_new           (const char *label);
void       bo_dial_set_limits    (BoDial *self, double minimum, double maximum, double step);
double     bo_dial_get_value     (BoDial *self);
void       bo_dial_set_value     (BoDial *self, double value);
double     bo_dial_get_high      (BoDial *self);
void       bo_dial_set_high      (BoDial *self, double high);
void       bo_dial_set_range     (BoDial *self, bool range);
void       bo_dial_set_current   (BoDial *self, double current);
void       bo_dial_set_tint      (BoDial *self, BoDialTint tint);
void       bo_dial_set_unit      (BoDial *self, const char *unit, int digits);
void       bo_dial_set_caption   (BoDial *self, const char *caption);
void       bo_dial_set_read_only (BoDial *self, bool read_only);

G_END_DECLS
