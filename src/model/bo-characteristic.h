/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-comfort.h"
#include "bo-safety.h"
#include "bo-value.h"

G_BEGIN_DECLS

/**
 * BoCharacteristic:
 *
 * Properties: `id`, `characteristic-type` (as written), `label`, `value`
 * (JSON text, nullable: notifies on every change), `display` (for people),
 * `writable`, `readable`, `since` (int64, µs since 1970 UTC, 0 unknown), `trend` (-1, 0 or 1),
 * `pending`, `service`.
 */
#define BO_TYPE_CHARACTERISTIC (bo_characteristic_get_type ())
G_DECLARE_FINAL_TYPE (BoCharacteristic, bo_characteristic, BO, CHARACTERISTIC, GObject)

const char                 *bo_characteristic_get_id       (BoCharacteristic *self);
const char                 *bo_characteristic_get_characteristic_type (BoCharacteristic *self);
/* (nullable): what the catalogue says of it */
const BoCharacteristicSpec *bo_characteristic_get_spec     (BoCharacteristic *self);
/* never NULL: the catalogue's with what the content says over it */
const BoValueType          *bo_characteristic_get_value_type (BoCharacteristic *self);
/* translated name: "Brightness" */
const char                 *bo_characteristic_get_label    (BoCharacteristic *self);
/* (nullable): JSON text as it stands in the content */
const char                 *bo_characteristic_get_raw      (BoCharacteristic *self);
/* as the format means it; valid until the next change */
BoValue                     bo_characteristic_get_value    (BoCharacteristic *self);
/* "40 %", "On"; never NULL */
const char                 *bo_characteristic_get_display  (BoCharacteristic *self);
bool                        bo_characteristic_get_bool     (BoCharacteristic *self, bool fallback);
int64_t                     bo_characteristic_get_int      (BoCharacteristic *self, int64_t fallback);
double                      bo_characteristic_get_double   (BoCharacteristic *self, double fallback);
bool                        bo_characteristic_get_readable (BoCharacteristic *self);
bool                        bo_characteristic_get_writable (BoCharacteristic *self);
bool                        bo_characteristic_get_notifies (BoCharacteristic *self);
/* machinery a person needn't see */
bool                        bo_characteristic_get_hidden   (BoCharacteristic *self);
/* The value's path in the entity's document (bo_entity_to_document()), for edits. */
const char                 *bo_characteristic_get_path     (BoCharacteristic *self);
BoService                  *bo_characteristic_get_service  (BoCharacteristic *self);
BoAccessory                *bo_characteristic_get_accessory (BoCharacteristic *self);
/* (nullable): what the device reports for this one: the `current_…` beside a `target_…` */
BoCharacteristic           *bo_characteristic_get_reported (BoCharacteristic *self);

/* Given by the client from the store: since when the value stands, and whether an edit waits. */
int64_t                     bo_characteristic_get_since    (BoCharacteristic *self);
void                        bo_characteristic_set_since    (BoCharacteristic *self, int64_t since);
/* of what is measured: whether it falls (-1), rises (1) or neither, against an hour before */
int                         bo_characteristic_get_trend    (BoCharacteristic *self);
void                        bo_characteristic_set_trend    (BoCharacteristic *self, int trend);
bool                        bo_characteristic_get_pending  (BoCharacteristic *self);
void                        bo_characteristic_set_pending  (BoCharacteristic *self, bool pending);

/* A number that is measured: there may be limits between which it is comfortable. */
bool                        bo_characteristic_get_measured (BoCharacteristic *self);
/* Given by the client from what is kept on this device; none for what isn't measured. */
BoComfort                   bo_characteristic_get_comfort  (BoCharacteristic *self);
void                        bo_characteristic_set_comfort  (BoCharacteristic *self, BoComfort comfort);

/* The JSON text to put at its path for what was typed, checked, in the form that is there.
   BO_ERROR_PERMISSION when it can't be written, else as bo_value_parse_input(). */
char                       *bo_characteristic_edit_value   (BoCharacteristic *self, const char *input, GError **error);
char                       *bo_characteristic_edit_bool    (BoCharacteristic *self, bool value, GError **error);
/* Rounded to the step, kept within the range. */
char                       *bo_characteristic_edit_double  (BoCharacteristic *self, double value, GError **error);

G_END_DECLS
