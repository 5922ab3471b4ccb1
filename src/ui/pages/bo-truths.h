/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoTruths:
 *
 * The three truths of one characteristic (UX §1): wanted here, accepted by the hub, reported by
 * the device. The second is left out without a hub, the third where devices say nothing.
 */
#define BO_TYPE_TRUTHS (bo_truths_get_type ())
G_DECLARE_FINAL_TYPE (BoTruths, bo_truths, BO, TRUTHS, AdwBin)

GtkWidget *bo_truths_new          (BoClient *client, BoAccessory *accessory, BoCharacteristic *characteristic);
/* @versions: (element-type BoStoreVersion): where the hub's version of the accessory is found */
void       bo_truths_set_versions (BoTruths *self, GPtrArray *versions);

G_END_DECLS
