/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

G_BEGIN_DECLS

/* Values as controls adjust them. What widgets hand out by ::operate is JSON text in the form the
   content has, or NULL where the characteristic can't take it. */

char             *_bo_adjust_number  (BoCharacteristic *characteristic, double value);
char             *_bo_adjust_bool    (BoCharacteristic *characteristic, bool value);
/* (nullable): what + and − change on a tile */
BoCharacteristic *_bo_adjustable      (BoAccessory *accessory);
double            _bo_adjust_step     (BoCharacteristic *characteristic);

G_END_DECLS
