/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * BoBatteryRow:
 *
 * A row of a list that says when a battery was changed. ::activated of the row is the wish to note a day, which it has
 * as long as anything can be changed. At first no day is known.
 */
#define BO_TYPE_BATTERY_ROW (bo_battery_row_get_type ())
G_DECLARE_FINAL_TYPE (BoBatteryRow, bo_battery_row, BO, BATTERY_ROW, AdwActionRow)

GtkWidget *bo_battery_row_new           (void);
/* @day: (nullable): in words, "3 March 2026"; NULL: nobody noted it */
void       bo_battery_row_set_day       (BoBatteryRow *self, const char *day);
void       bo_battery_row_set_read_only (BoBatteryRow *self, bool read_only);

G_END_DECLS
