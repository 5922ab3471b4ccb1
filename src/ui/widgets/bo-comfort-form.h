/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-model.h"
#include "bo-series.h"

G_BEGIN_DECLS

/**
 * BoComfortForm:
 *
 * A small form for the limits between which what is measured is comfortable, in the unit that
 * people chose. It shows what the model says, and changes nothing itself.
 *
 * ::chosen: (low: double, high: double) a person asks for other limits, in the unit of the model; NAN for none
 */
#define BO_TYPE_COMFORT_FORM (bo_comfort_form_get_type ())
G_DECLARE_FINAL_TYPE (BoComfortForm, bo_comfort_form, BO, COMFORT_FORM, AdwBin)

GtkWidget *bo_comfort_form_new                (void);
/* @characteristic: (nullable): one that is measured */
void       bo_comfort_form_set_characteristic (BoComfortForm *self, BoCharacteristic *characteristic);

G_END_DECLS
