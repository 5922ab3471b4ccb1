/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model-types.h"

G_BEGIN_DECLS

typedef enum
{
  BO_FORMAT_UNKNOWN,
  BO_FORMAT_BOOL,
  BO_FORMAT_INT,
  BO_FORMAT_FLOAT,
  BO_FORMAT_STRING,
  BO_FORMAT_UINT8,
  BO_FORMAT_UINT16,
  BO_FORMAT_UINT32,
  BO_FORMAT_UINT64,
  BO_FORMAT_DATA,
  BO_FORMAT_TLV8,
} BoFormat;

/**
 * BoUnit:
 *
 * Celsius to seconds are on the wire; ppm, µg/m³ and mired are implied by the
 * characteristic (the catalogue's `implied_unit`); @BO_UNIT_OTHER is a unit
 * the content names and the catalogue doesn't know.
 */
typedef enum
{
  BO_UNIT_NONE,
  BO_UNIT_CELSIUS,
  BO_UNIT_PERCENTAGE,
  BO_UNIT_ARCDEGREES,
  BO_UNIT_LUX,
  BO_UNIT_SECONDS,
  BO_UNIT_PPM,
  BO_UNIT_UG_M3,
  BO_UNIT_MIRED,
  BO_UNIT_OTHER,
} BoUnit;

/**
 * BoValidValue:
 * @value: the number on the wire
 * @name: its stable name, `secured`
 * @label: untranslated label; use bo_valid_value_label()
 */
typedef struct
{
  int         value;
  const char *name;
  const char *label;
} BoValidValue;

/**
 * BoValueType:
 * @characteristic: (nullable): id in the catalogue, for words and labels of its own
 * @format: how it is written
 * @unit: what it counts
 * @unit_name: (nullable): the unit as the content or the catalogue writes it
 * @minimum: valid where @has_minimum
 * @maximum: valid where @has_maximum
 * @step: valid where @has_step, then above 0
 * @valid_values: (array length=n_valid_values) (nullable): the only values, with names
 * @max_length: longest string in characters, 0 without a limit
 * @inverted: true and false stand for 0 and 1: `"contact": true` is a closed contact
 *
 * What a value may be: of the catalogue, or of one characteristic, whose
 * content may narrow it.
 */
typedef struct
{
  const char         *characteristic;
  BoFormat            format;
  BoUnit              unit;
  const char         *unit_name;
  bool                has_minimum;
  bool                has_maximum;
  bool                has_step;
  double              minimum;
  double              maximum;
  double              step;
  const BoValidValue *valid_values;
  size_t              n_valid_values;
  size_t              max_length;
  bool                inverted;
} BoValueType;

/**
 * BoCharacteristicSpec:
 * @id: `brightness`
 * @name: untranslated name; use bo_characteristic_spec_label()
 * @uuid: short HAP UUID, upper case, `8`
 * @aliases: (array zero-terminated=1): other ids that mean it
 * @default_value: (nullable): JSON text
 * @type: format, unit, range
 * @plumbing: machinery a person needn't see
 */
typedef struct
{
  const char        *id;
  const char        *name;
  const char        *uuid;
  const char *const *aliases;
  const char        *default_value;
  BoValueType        type;
  bool               readable;
  bool               writable;
  bool               notifies;
  bool               plumbing;
} BoCharacteristicSpec;

/**
 * BoServiceSpec:
 * @id: `lightbulb`
 * @name: untranslated name; use bo_service_spec_label()
 * @group: `lighting`, `climate`, …
 * @required: (array zero-terminated=1): characteristic ids
 * @optional: (array zero-terminated=1): characteristic ids
 * @tile_state: (nullable): the characteristic a tile shows
 * @tap_writes: (nullable): the characteristic the tile's main action writes
 */
typedef struct
{
  const char        *id;
  const char        *name;
  const char        *uuid;
  const char        *group;
  const char *const *aliases;
  const char *const *required;
  const char *const *optional;
  const char        *tile_state;
  const char        *tap_writes;
  bool               plumbing;
} BoServiceSpec;

typedef struct
{
  int                value;
  const char        *id;
  const char        *name;
  const char *const *aliases;
} BoCategorySpec;

/* Each takes an id, an alias, or a HAP UUID, short or long, in any case; NULL when
   there is no such thing. From any thread; the results are static. */
const BoServiceSpec        *bo_catalogue_service              (const char *name);
const BoCharacteristicSpec *bo_catalogue_characteristic       (const char *name);
const BoCategorySpec       *bo_catalogue_category             (const char *name);
const BoCategorySpec       *bo_catalogue_category_by_value    (int value);
const BoServiceSpec        *bo_catalogue_services             (size_t *n_services);
const BoCharacteristicSpec *bo_catalogue_characteristics      (size_t *n_characteristics);
const BoCategorySpec       *bo_catalogue_categories           (size_t *n_categories);

/* Translated, for a person. */
const char *bo_service_spec_label        (const BoServiceSpec *spec);
const char *bo_characteristic_spec_label (const BoCharacteristicSpec *spec);
const char *bo_category_spec_label       (const BoCategorySpec *spec);
const char *bo_valid_value_label         (const BoValueType *type, const BoValidValue *value);

BoFormat    bo_format_from_string (const char *name);
const char *bo_format_to_string   (BoFormat format);
BoUnit      bo_unit_from_string   (const char *name);
const char *bo_unit_to_string     (BoUnit unit);
bool        bo_format_is_integer  (BoFormat format);
bool        bo_format_is_numeric  (BoFormat format);

G_END_DECLS
