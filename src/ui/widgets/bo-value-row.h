/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoValueRow:
 *
 * One characteristic as a row of a list: a switch, a number, a choice, an
 * entry, or its value in words, by format, range and permissions. Commits when
 * it is let go, and follows the model otherwise.
 *
 * Properties: `characteristic` (construct only), `read-only`.
 *
 * ::operate: (characteristic: BoCharacteristic, json: utf8) as of BoTile
 */
#define BO_TYPE_VALUE_ROW (bo_value_row_get_type ())
G_DECLARE_FINAL_TYPE (BoValueRow, bo_value_row, BO, VALUE_ROW, AdwActionRow)

GtkWidget        *bo_value_row_new                (BoCharacteristic *characteristic);
BoCharacteristic *bo_value_row_get_characteristic (BoValueRow *self);
void              bo_value_row_set_read_only      (BoValueRow *self, bool read_only);
/* Shows again what the model says, where an operation was refused. */
void              bo_value_row_refresh            (BoValueRow *self);

G_END_DECLS
