/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoServiceRow:
 *
 * A service in one line of a list, its values in rows that fold out below: what an accessory has
 * beside its main service (a battery, a filter), or the less used values of the main one.
 *
 * ::operate: (signal) (characteristic: BoCharacteristic) (json: string): as BoServiceControl's.
 */
#define BO_TYPE_SERVICE_ROW (bo_service_row_get_type ())
G_DECLARE_FINAL_TYPE (BoServiceRow, bo_service_row, BO, SERVICE_ROW, AdwExpanderRow)

/* The whole of a service, with what it says now below its name */
GtkWidget   *bo_service_row_new           (BoService *service);
/* What @shown (a set of BoCharacteristic) leaves of it: "More Settings", or "More Readings" where nothing can be set */
GtkWidget   *bo_service_row_new_rest      (BoService *service, GHashTable *shown);
BoService   *bo_service_row_get_service   (BoServiceRow *self);
unsigned int bo_service_row_get_n_values  (BoServiceRow *self);
void         bo_service_row_set_read_only (BoServiceRow *self, bool read_only);
/* Shows again what the model says, where an operation was refused. */
void         bo_service_row_refresh       (BoServiceRow *self);

G_END_DECLS
