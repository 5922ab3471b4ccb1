/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-value.h"

#include <math.h>
#include <string.h>

#include "bo-value-private.h"
#include "bo-words-private.h"

/* Beyond this a double no longer holds every whole number. */
#define EXACT_INTEGER 9007199254740992.0

bool
_bo_number_read (const char *text,
                 double     *number)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *end = NULL;

  if (!g_ascii_isdigit (*copy) && *copy != '-' && *copy != '+' && *copy != '.')
    return false;
  if (copy[strspn (copy, "0123456789+-.eE")] != '\0')
    return false;

  *number = g_ascii_strtod (copy, &end);
  return end != copy && *end == '\0' && isfinite (*number);
}

static BoValue
make_number (const BoValueType *type,
             double             number,
             BoJson             raw)
{
  bool whole = number == floor (number) && fabs (number) < EXACT_INTEGER;
  BoValue value = { .kind = BO_VALUE_DOUBLE, .number = number, .raw = raw };

  if (whole)
    value.integer = (int64_t) number;
  if (type->format == BO_FORMAT_BOOL)
    value.kind = BO_VALUE_BOOL;
  else if (whole && type->format != BO_FORMAT_FLOAT)
    value.kind = BO_VALUE_INT;
  value.boolean = number != 0;
  if (value.kind == BO_VALUE_BOOL)
    value.number = value.integer = value.boolean;
  return value;
}

static BoValue
read_bool (const BoValueType *type,
           BoJson             raw)
{
  bool boolean = false;
  BoValue value = { .kind = BO_VALUE_BOOL, .raw = raw };

  bo_json_get_bool (raw, &boolean);
  if (type->inverted)
    boolean = !boolean;
  value.boolean = boolean;
  value.number = value.integer = boolean;
  if (bo_format_is_integer (type->format))
    value.kind = BO_VALUE_INT;
  return value;
}

static BoValue
read_string (const BoValueType *type,
             BoJson             raw)
{
  g_autofree char *text = bo_json_dup_string (raw);
  BoValue value = { .kind = BO_VALUE_STRING, .raw = raw };
  double number;
  int word;

  if (text == NULL || (type->format != BO_FORMAT_BOOL && !bo_format_is_numeric (type->format)))
    return value;
  if (_bo_number_read (text, &number))
    return make_number (type, number, raw);
  if (_bo_word_read (type, text, &word))
    return make_number (type, word, raw);

  return value;
}

/**
 * bo_value_read:
 * @type: what the value may be
 * @raw: the value as it stands in the content; %BO_JSON_NONE for none
 *
 * Reads a value as what it means: "true", "on", 1 and "1" are all true for a
 * bool, "75" is a number where the format says number (DESIGN §2). What can't
 * be read so stays what it is. From any thread.
 *
 * Returns: the value, valid as long as the text under @raw
 */
BoValue
bo_value_read (const BoValueType *type,
               BoJson             raw)
{
  BoValue value = { .kind = BO_VALUE_OTHER, .raw = raw };
  double number;

  g_return_val_if_fail (type != NULL, value);

  switch (bo_json_kind (raw))
    {
    case BO_JSON_KIND_NONE:
      value.kind = BO_VALUE_NONE;
      return value;
    case BO_JSON_KIND_NULL:
      value.kind = BO_VALUE_NULL;
      return value;
    case BO_JSON_KIND_BOOL:
      return read_bool (type, raw);
    case BO_JSON_KIND_NUMBER:
      if (bo_json_get_double (raw, &number))
        return make_number (type, number, raw);
      return value;
    case BO_JSON_KIND_STRING:
      return read_string (type, raw);
    case BO_JSON_KIND_ARRAY:
    case BO_JSON_KIND_OBJECT:
    default:
      return value;
    }
}

/**
 * bo_value_is_number:
 * @value: a value
 *
 * Returns: whether @value has a meaningful `number`: numbers and bools do
 */
bool
bo_value_is_number (const BoValue *value)
{
  return value->kind == BO_VALUE_BOOL || value->kind == BO_VALUE_INT || value->kind == BO_VALUE_DOUBLE;
}

/**
 * bo_value_equal:
 * @a: a value
 * @b: another
 *
 * Returns: whether both mean the same, in whatever form they are written
 */
bool
bo_value_equal (const BoValue *a,
                const BoValue *b)
{
  if (bo_value_is_number (a) && bo_value_is_number (b))
    return a->number == b->number;
  if (a->kind != b->kind)
    return false;

  return a->kind == BO_VALUE_NONE || bo_json_equal (a->raw, b->raw);
}

static char *
number_to_json (const BoValue *value)
{
  /* A number nobody edited stays byte for byte, above all one a double can't hold. */
  if (bo_json_kind (value->raw) == BO_JSON_KIND_NUMBER)
    return bo_json_dup (value->raw);
  if (value->kind == BO_VALUE_INT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);

  return bo_json_from_double (value->number);
}

/**
 * bo_value_to_json:
 * @type: what the value may be
 * @value: the value
 *
 * Writes a value in the plain form its format has: `true`, `75`, `"text"`.
 *
 * Returns: (transfer full): JSON text; "null" for no value
 */
char *
bo_value_to_json (const BoValueType *type,
                  const BoValue     *value)
{
  switch (value->kind)
    {
    case BO_VALUE_BOOL:
      return g_strdup (value->boolean ? "true" : "false");
    case BO_VALUE_INT:
    case BO_VALUE_DOUBLE:
      return number_to_json (value);
    case BO_VALUE_STRING:
    case BO_VALUE_OTHER:
      return bo_json_dup (value->raw);
    case BO_VALUE_NONE:
    case BO_VALUE_NULL:
    default:
      return g_strdup ("null");
    }
}

const BoValidValue *
_bo_value_type_find (const BoValueType *type,
                     int64_t            value)
{
  for (size_t i = 0; i < type->n_valid_values; i++)
    if (type->valid_values[i].value == value)
      return &type->valid_values[i];

  return NULL;
}
