/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bo-value-private.h"
#include "bo-words-private.h"

static const struct
{
  BoFormat format;
  double   minimum;
  double   maximum;
} format_ranges[] = {
  { BO_FORMAT_UINT8, 0, 255 },
  { BO_FORMAT_UINT16, 0, 65535 },
  { BO_FORMAT_UINT32, 0, 4294967295.0 },
  { BO_FORMAT_UINT64, 0, 9007199254740992.0 },
  { BO_FORMAT_INT, -2147483648.0, 2147483647 },
};

/* The range of the type, of its format where that is all there is. */
static bool
get_range (const BoValueType *type,
           double            *minimum,
           double            *maximum)
{
  *minimum = -INFINITY;
  *maximum = INFINITY;
  for (size_t i = 0; i < G_N_ELEMENTS (format_ranges); i++)
    if (format_ranges[i].format == type->format)
      {
        *minimum = format_ranges[i].minimum;
        *maximum = format_ranges[i].maximum;
      }

  if (type->has_minimum)
    *minimum = type->minimum;
  if (type->has_maximum)
    *maximum = type->maximum;
  return isfinite (*minimum) && isfinite (*maximum);
}

static char *
describe_valid_values (const BoValueType *type)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (size_t i = 0; i < type->n_valid_values; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", type->valid_values[i].name);

  return g_strdup_printf (_ ("one of: %s"), names->str);
}

static char *
limit_to_text (const BoValueType *type,
               double             limit)
{
  BoValue value = { .kind = BO_VALUE_DOUBLE, .number = limit };

  return bo_value_to_display (type, &value);
}

/**
 * bo_value_type_describe:
 * @type: what a value may be
 *
 * Says in words what values are allowed: "between 0 % and 100 %, in steps of 1 %".
 *
 * Returns: (transfer full) (nullable): the words; %NULL where anything goes
 */
char *
bo_value_type_describe (const BoValueType *type)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *step = NULL;
  double minimum, maximum;

  if (type->format == BO_FORMAT_BOOL)
    return g_strdup (_ ("on or off"));
  if (type->n_valid_values > 0)
    return describe_valid_values (type);
  if (!bo_format_is_numeric (type->format) || !get_range (type, &minimum, &maximum))
    return NULL;

  from = limit_to_text (type, minimum);
  to = limit_to_text (type, maximum);
  if (!type->has_step || (type->step == 1 && bo_format_is_integer (type->format)))
    return g_strdup_printf (_ ("between %s and %s"), from, to);

  step = _bo_number_to_text (type->step, 6);
  return g_strdup_printf (_ ("between %s and %s, in steps of %s"), from, to, step);
}

static bool
refuse (const BoValueType  *type,
        BoError             code,
        const char         *input,
        GError            **error)
{
  g_autofree char *allowed = bo_value_type_describe (type);
  g_autofree char *shown = g_utf8_make_valid (input, -1);

  if (allowed == NULL)
    allowed = g_strdup (_ ("a number"));
  /* Translators: "“130” is not possible here. The value has to be between 0 % and 100 %." */
  g_set_error (error, BO_ERROR, code, _ ("“%s” is not possible here. The value has to be %s."), shown, allowed);
  return false;
}

/* "40 %", "21.5°C", "70 F", "4000K": a unit behind the number is read, another than the
   characteristic's is converted where that makes sense. */
static bool
read_number_with_unit (const BoValueType *type,
                       const char        *input,
                       double            *number)
{
  g_autofree char *text = g_strstrip (g_strdup (input));
  size_t length = strspn (text, "0123456789+-.eE");
  g_autofree char *digits = g_strndup (text, length);
  const char *unit = g_strchug (text + length);

  if (!_bo_number_read (digits, number))
    return false;
  if (*unit == '\0')
    return true;
  if (g_str_has_prefix (unit, "°"))
    unit += strlen ("°");

  if (type->unit == BO_UNIT_CELSIUS && g_ascii_strcasecmp (unit, "F") == 0)
    {
      *number = round ((*number - 32) * 50 / 9) / 10;
      return true;
    }
  if (type->unit == BO_UNIT_MIRED && g_ascii_strcasecmp (unit, "K") == 0 && *number > 0)
    {
      *number = round (1e6 / *number);
      return true;
    }

  return (type->unit == BO_UNIT_CELSIUS && g_ascii_strcasecmp (unit, "C") == 0)
         || (type->unit == BO_UNIT_PERCENTAGE && strcmp (unit, "%") == 0)
         || (type->unit == BO_UNIT_ARCDEGREES && *unit == '\0')
         || (type->unit == BO_UNIT_LUX && (g_ascii_strcasecmp (unit, "lx") == 0 || g_ascii_strcasecmp (unit, "lux") == 0))
         || (type->unit == BO_UNIT_SECONDS && g_ascii_strcasecmp (unit, "s") == 0)
         || g_ascii_strcasecmp (unit, bo_unit_to_string (type->unit)) == 0;
}

static bool
is_on_step (const BoValueType *type,
            double             number)
{
  double base = type->has_minimum ? type->minimum : 0;
  double steps = (number - base) / type->step;

  return fabs (steps - round (steps)) < 1e-6 * MAX (1, fabs (steps));
}

static bool
check_number (const BoValueType  *type,
              double              number,
              const char         *input,
              GError            **error)
{
  double minimum, maximum;

  get_range (type, &minimum, &maximum);
  if (number < minimum || number > maximum)
    return refuse (type, BO_ERROR_RANGE, input, error);
  if (bo_format_is_integer (type->format) && number != floor (number))
    return refuse (type, BO_ERROR_RANGE, input, error);
  if (type->n_valid_values > 0 && _bo_value_type_find (type, (int64_t) number) == NULL)
    return refuse (type, BO_ERROR_RANGE, input, error);
  if (type->has_step && !is_on_step (type, number))
    return refuse (type, BO_ERROR_RANGE, input, error);

  return true;
}

static char *
parse_bool (const BoValueType  *type,
            const char         *input,
            GError            **error)
{
  double number;
  int word;

  if (_bo_word_read (type, input, &word))
    return g_strdup (word != 0 ? "true" : "false");
  if (_bo_number_read (input, &number) && (number == 0 || number == 1))
    return g_strdup (number != 0 ? "true" : "false");

  refuse (type, BO_ERROR_RANGE, input, error);
  return NULL;
}

static char *
parse_number (const BoValueType  *type,
              const char         *input,
              GError            **error)
{
  double number;
  int word;

  if (!read_number_with_unit (type, input, &number))
    {
      if (!_bo_word_read (type, input, &word))
        {
          refuse (type, type->n_valid_values > 0 ? BO_ERROR_RANGE : BO_ERROR_USAGE, input, error);
          return NULL;
        }
      number = word;
    }
  if (!check_number (type, number, input, error))
    return NULL;

  if (bo_format_is_integer (type->format))
    return g_strdup_printf ("%" G_GINT64_FORMAT, (int64_t) number);
  return bo_json_from_double (number);
}

static char *
parse_string (const BoValueType  *type,
              const char         *input,
              GError            **error)
{
  if (!g_utf8_validate (input, -1, NULL))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _ ("The value is no valid UTF-8 text."));
      return NULL;
    }
  if (type->max_length > 0 && (size_t) g_utf8_strlen (input, -1) > type->max_length)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_RANGE,
                   g_dngettext (GETTEXT_PACKAGE, "The text is too long. At most %d character is allowed.",
                                "The text is too long. At most %d characters are allowed.", type->max_length),
                   (int) type->max_length);
      return NULL;
    }

  return bo_json_quote (input);
}

/* Nothing says what it is: JSON scalars are taken as such, all else is text. */
static char *
parse_anything (const BoValueType  *type,
                const char         *input,
                GError            **error)
{
  BoJson document;

  if (!g_utf8_validate (input, -1, NULL))
    return parse_string (type, input, error);
  if (bo_json_scan (input, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, NULL))
    return bo_json_dup (document);

  return bo_json_quote (input);
}

/**
 * bo_value_parse_input:
 * @type: what the value may be
 * @input: what a person or a script wrote: `on`, `true`, `1`; `21.5`, `70 F`, `40 %`; `heat`
 * @error: return location
 *
 * Reads a value for a characteristic and checks it against range, step and
 * valid values (CLI.md, `set`).
 *
 * Returns: (transfer full): plain JSON text (`true`, `75`, `"text"`); %NULL with
 *   %BO_ERROR_RANGE, which names what is allowed, or %BO_ERROR_USAGE for what is no number at all
 */
char *
bo_value_parse_input (const BoValueType  *type,
                      const char         *input,
                      GError            **error)
{
  g_return_val_if_fail (type != NULL, NULL);
  g_return_val_if_fail (input != NULL, NULL);

  if (type->format == BO_FORMAT_BOOL)
    return parse_bool (type, input, error);
  if (bo_format_is_numeric (type->format))
    return parse_number (type, input, error);
  if (type->format == BO_FORMAT_UNKNOWN)
    return parse_anything (type, input, error);

  return parse_string (type, input, error);
}

static char *
in_form_of_string (const BoValueType *type,
                   BoJson             old,
                   const BoValue     *value,
                   const char        *json)
{
  g_autofree char *text = bo_json_dup_string (old);
  g_autofree char *word = NULL;
  double number;

  if (!bo_value_is_number (value) || text == NULL)
    return g_strdup (json);
  if (_bo_number_read (text, &number))
    {
      g_autofree char *plain = value->kind == BO_VALUE_BOOL ? g_strdup (value->boolean ? "1" : "0") : g_strdup (json);
      return bo_json_quote (plain);
    }
  word = value->number == floor (value->number) ? _bo_word_write (type, text, (int) value->integer) : NULL;
  if (word != NULL)
    return bo_json_quote (word);

  return g_strdup (json);
}

/**
 * bo_value_in_form_of:
 * @type: what the value may be
 * @old: the value that is there; %BO_JSON_NONE for none
 * @json: plain JSON text of the new value, as of bo_value_parse_input()
 *
 * Writes the new value in the form the old one had, so that whoever wrote it
 * still understands it: "on" is followed by "off", "75" by "40", 1 by 0
 * (DESIGN §2).
 *
 * Returns: (transfer full): JSON text
 */
char *
bo_value_in_form_of (const BoValueType *type,
                     BoJson             old,
                     const char        *json)
{
  BoValueType plain = *type;
  BoValue value;

  plain.inverted = false;
  value = bo_value_read (&plain, bo_json_wrap (json));
  switch (bo_json_kind (old))
    {
    case BO_JSON_KIND_BOOL:
      if (bo_value_is_number (&value) && (value.number == 0 || value.number == 1))
        return g_strdup ((value.number != 0) != type->inverted ? "true" : "false");
      return g_strdup (json);
    case BO_JSON_KIND_NUMBER:
      if (value.kind == BO_VALUE_BOOL)
        return g_strdup (value.boolean ? "1" : "0");
      return g_strdup (json);
    case BO_JSON_KIND_STRING:
      return in_form_of_string (type, old, &value, json);
    case BO_JSON_KIND_NONE:
    case BO_JSON_KIND_NULL:
    case BO_JSON_KIND_ARRAY:
    case BO_JSON_KIND_OBJECT:
    default:
      return g_strdup (json);
    }
}
