/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoTruths:
 *
 * The three truths of one characteristic (UX §1): wanted here, accepted by the hub, reported by
 * the device. The second is left out without a hub, the third where devices say nothing.
 */
#define BO_TYPE_TRUTHS (bo_truths_get_type ())
G_DECLARE_FINAL_TYPE (BoTruths, bo_truths, BO, TRUTHS, AdwBin)

GtkWidget        *bo_truths_new                (BoAccessory *accessory, BoCharacteristic *characteristic);
/* (transfer none) */
BoCharacteristic *bo_truths_get_characteristic (BoTruths *self);
/* Whether there is a hub; at first there is one. */
void              bo_truths_set_hub            (BoTruths *self, bool hub);
/* What the hub has accepted while something else is on its way to it. @json: (nullable): NULL: nothing is known */
void              bo_truths_set_accepted       (BoTruths *self, const char *json);

G_END_DECLS
