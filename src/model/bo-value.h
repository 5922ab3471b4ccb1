/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalogue.h"

G_BEGIN_DECLS

typedef enum
{
  BO_VALUE_NONE,    /* no value at all */
  BO_VALUE_NULL,
  BO_VALUE_BOOL,
  BO_VALUE_INT,
  BO_VALUE_DOUBLE,
  BO_VALUE_STRING,  /* also a string that doesn't mean what the format says */
  BO_VALUE_OTHER,   /* an array or an object */
} BoValueKind;

/**
 * BoValue:
 * @kind: which field counts
 * @boolean: for %BO_VALUE_BOOL
 * @integer: for %BO_VALUE_INT, and 0 or 1 for %BO_VALUE_BOOL
 * @number: for all three numeric kinds
 * @raw: the text it was read from, which it doesn't own
 *
 * A JSON value as its characteristic means it. By value; valid as long as the
 * text under @raw.
 */
typedef struct
{
  BoValueKind kind;
  bool        boolean;
  int64_t     integer;
  double      number;
  BoJson      raw;
} BoValue;

typedef enum
{
  BO_TEMPERATURE_CELSIUS,
  BO_TEMPERATURE_FAHRENHEIT,
} BoTemperatureUnit;

/* Reads a JSON value by what its type says: "true", "on", 1, "1" are all true for a
   bool, "75" is 75 for a number, "locked" is 1 for lock_target_state. */
BoValue  bo_value_read              (const BoValueType *type, BoJson raw);
bool     bo_value_is_number         (const BoValue *value);
bool     bo_value_equal             (const BoValue *a, const BoValue *b);

/* For people: "40 %", "21.5 °C", "On", "Locked"; "" for no value. */
char    *bo_value_to_display        (const BoValueType *type, const BoValue *value);
/* (nullable): a second way of saying it: "4000 K" for mired */
char    *bo_value_to_secondary      (const BoValueType *type, const BoValue *value);
/* For a screen reader: "40 percent", "21.5 degrees Celsius", "on". */
char    *bo_value_to_spoken         (const BoValueType *type, const BoValue *value);
/* The value as JSON in its plain form (true, 75, 21.5, "text"): for output of the CLI. */
char    *bo_value_to_json           (const BoValueType *type, const BoValue *value);
/* "between 0 and 100 %, in steps of 1", "off, heat, cool or auto"; NULL where anything goes */
char    *bo_value_type_describe     (const BoValueType *type);

/* What a person or a script typed; checked against range, step and valid values
   (BO_ERROR_RANGE naming them; BO_ERROR_USAGE for what is no such value at all). Returns
   plain JSON text: true, 75, 21.5, "text". */
char    *bo_value_parse_input       (const BoValueType *type, const char *input, GError **error);
/* @json, plain JSON text for @type, in the form @old has: "on" stays a word, "75" a string. */
char    *bo_value_in_form_of        (const BoValueType *type, BoJson old, const char *json);

/* How temperatures are shown; a preference of the whole process, main thread. */
void              bo_value_set_temperature_unit (BoTemperatureUnit unit);
BoTemperatureUnit bo_value_get_temperature_unit (void);
/* Whether it is a temperature that is shown in degrees Fahrenheit. */
bool              bo_value_is_in_fahrenheit     (const BoValueType *type);
/* A number in the unit that people chose, and back. */
double            bo_value_to_shown             (const BoValueType *type, double number);
double            bo_value_from_shown           (const BoValueType *type, double shown);

G_END_DECLS
