/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-thing.h"
#include "bo-service.h"

G_BEGIN_DECLS

/**
 * BoAccessory:
 *
 * Properties besides BoThing's: `manufacturer`, `model`, `serial-number`,
 * `firmware-version` (all nullable), `reachable`, `blocked`, `is-bridge`,
 * `bridge` (nullable BoAccessory), `category`, `group` (BoAccessoryGroup),
 * `primary-service` (nullable), `summary`, `derived` (its services come from
 * type, capabilities and state rather than from content.services).
 *
 * ::values-changed: (signal): after a value of any of its characteristics changed, once
 * a batch; and after what is comfortable did.
 */
#define BO_TYPE_ACCESSORY (bo_accessory_get_type ())
G_DECLARE_FINAL_TYPE (BoAccessory, bo_accessory, BO, ACCESSORY, BoThing)

const char       *bo_accessory_get_manufacturer     (BoAccessory *self);
const char       *bo_accessory_get_model            (BoAccessory *self);
const char       *bo_accessory_get_serial_number    (BoAccessory *self);
const char       *bo_accessory_get_firmware_version (BoAccessory *self);
bool              bo_accessory_get_reachable        (BoAccessory *self);
bool              bo_accessory_get_blocked          (BoAccessory *self);
bool              bo_accessory_get_is_bridge        (BoAccessory *self);
BoAccessory      *bo_accessory_get_bridge           (BoAccessory *self);
/* A category id of the catalogue where one fits, else what the content says; never NULL. */
const char       *bo_accessory_get_category         (BoAccessory *self);
BoAccessoryGroup  bo_accessory_get_group            (BoAccessory *self);
bool              bo_accessory_get_derived          (BoAccessory *self);
GListModel       *bo_accessory_get_rooms            (BoAccessory *self); /* of BoRoom, by name */
/* (nullable): the first of its rooms; NULL is "No room" */
BoRoom           *bo_accessory_get_room             (BoAccessory *self);
GListModel       *bo_accessory_get_services         (BoAccessory *self); /* of BoService, as in the content */
BoService        *bo_accessory_get_primary_service  (BoAccessory *self);
/* (nullable): the first service of that type, alias or HAP uuid */
BoService        *bo_accessory_find_service         (BoAccessory *self, const char *type);
/* (nullable): by id; or by type or alias: that of the primary service first */
BoCharacteristic *bo_accessory_find_characteristic  (BoAccessory *self, const char *id_or_type);
/* Where the tile's main action writes; NULL when it opens details. */
BoCharacteristic *bo_accessory_get_tap_characteristic (BoAccessory *self);

/* A sentence for the tile: "On · 40 %", "21.4 → 22 °C · Heat", "Locked". Never NULL. */
char             *bo_accessory_get_summary          (BoAccessory *self);
/* "Hall lamp, light, on, 40 percent, waiting to send" */
char             *bo_accessory_get_spoken           (BoAccessory *self);
const char       *bo_accessory_get_icon_name        (BoAccessory *self);
/* It is on, open, unlocked, detecting: drawn as active. */
bool              bo_accessory_get_active           (BoAccessory *self);
/* (nullable): a sentence when it needs a person: leak, smoke, jammed, triggered */
char             *bo_accessory_get_alert            (BoAccessory *self);
/* (nullable): the same, but for what a person may have wanted: unlocked */
char             *bo_accessory_get_alarm            (BoAccessory *self);
bool              bo_accessory_get_alarming         (BoAccessory *self);
/* (nullable) (transfer none): what it measures and lies outside what is comfortable */
BoCharacteristic *bo_accessory_get_uncomfortable    (BoAccessory *self);
/* (nullable) (transfer full): the same in words; @side: -1 below, 1 above */
char             *bo_accessory_dup_discomfort       (BoAccessory *self, int *side);
/* What was asked of it stands at the hub, and the device says something else and doesn't move. */
bool              bo_accessory_get_unconfirmed      (BoAccessory *self);
const char       *bo_accessory_unconfirmed_text     (void);
/* 0…100, or -1 when it says nothing of its battery */
int               bo_accessory_get_battery_level    (BoAccessory *self);
bool              bo_accessory_get_low_battery      (BoAccessory *self);
/* (nullable) (transfer full): the day its battery was changed, "2026-03-03", as a note about it says */
char             *bo_accessory_dup_battery_changed  (BoAccessory *self, BoDocument **note);
const char       *bo_accessory_group_to_text        (BoAccessoryGroup group);

G_END_DECLS
