/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"

G_BEGIN_DECLS

/* What widgets hand out by ::operate: JSON text in the form the content has, or NULL where
   the characteristic can't take it. */

char             *_bo_operate_number  (BoCharacteristic *characteristic, double value);
char             *_bo_operate_bool    (BoCharacteristic *characteristic, bool value);
/* (nullable): what + and − change on a tile */
BoCharacteristic *_bo_adjustable      (BoAccessory *accessory);
double            _bo_adjust_step     (BoCharacteristic *characteristic);
/* The colour a light gives, false where it doesn't say. */
bool              _bo_light_color     (BoService *service, double *red, double *green, double *blue);

G_END_DECLS
