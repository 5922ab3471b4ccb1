/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-bell-row.h"
#include "bo-client.h"

G_BEGIN_DECLS

/* The rule of one bell is kept on this device, in the file of the home: "notify.bell.ID", whose value is "always", "never",
   or nothing: as the preferences say of all bells. */

/* What is kept is read as if a stranger had written it: what makes no sense is no rule. */
BoBellRule        bo_bell_rule_of  (BoClient *client, BoAccessory *accessory);
void              bo_bell_set_rule (BoClient *client, BoAccessory *accessory, BoBellRule rule);
/* (nullable) (transfer none): what says that it rang; NULL for what is no bell */
BoCharacteristic *bo_bell_press_of (BoAccessory *accessory);

G_END_DECLS
