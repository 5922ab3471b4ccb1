/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * BoHeaterRow:
 *
 * A row of a list in which a person says whether a switch or an outlet drives a heater, with what follows from it.
 *
 * ::chosen: (drives: boolean) a person says otherwise
 */
#define BO_TYPE_HEATER_ROW (bo_heater_row_get_type ())
G_DECLARE_FINAL_TYPE (BoHeaterRow, bo_heater_row, BO, HEATER_ROW, AdwActionRow)

GtkWidget *bo_heater_row_new         (void);
/* @minutes: how long switching it on waits for the hub at most */
void       bo_heater_row_set_minutes (BoHeaterRow *self, int minutes);
/* Shows it, and asks for nothing. */
void       bo_heater_row_set_drives  (BoHeaterRow *self, bool drives);

G_END_DECLS
