/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bo-value-private.h"

static BoTemperatureUnit temperature_unit = BO_TEMPERATURE_CELSIUS;

/* What true and false are called where "On" and "Off" would be no words for it. */
typedef struct
{
  const char *characteristic;
  const char *yes;
  const char *no;
} BoolLabel;

static const BoolLabel bool_labels[] = {
  { "motion_detected", N_ ("Motion"), N_ ("No motion") },
  { "obstruction_detected", N_ ("Obstructed"), N_ ("Not obstructed") },
  { "outlet_in_use", N_ ("In use"), N_ ("Not in use") },
  { "mute", N_ ("Muted"), N_ ("Not muted") },
  { "status_active", N_ ("Working"), N_ ("Not working") },
};

/**
 * bo_value_set_temperature_unit:
 * @unit: how temperatures are shown from now on
 *
 * A preference of the whole process; values on the wire stay Celsius. Main
 * thread only. Whoever sets it refreshes what is shown.
 */
void
bo_value_set_temperature_unit (BoTemperatureUnit unit)
{
  temperature_unit = unit;
}

/**
 * bo_value_get_temperature_unit:
 *
 * Returns: how temperatures are shown
 */
BoTemperatureUnit
bo_value_get_temperature_unit (void)
{
  return temperature_unit;
}

char *
_bo_number_to_text (double number,
                    int    decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 320];
  char format[8];

  if (!isfinite (number))
    return g_strdup ("?");

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (buffer, sizeof buffer, format, number);
  if (strchr (buffer, '.') != NULL)
    {
      size_t length = strlen (buffer);

      while (buffer[length - 1] == '0')
        buffer[--length] = '\0';
      if (buffer[length - 1] == '.')
        buffer[--length] = '\0';
    }
  return g_strdup (strcmp (buffer, "-0") == 0 ? "0" : buffer);
}

int
_bo_value_decimals (const BoValueType *type)
{
  if (bo_format_is_integer (type->format))
    return 0;
  if (!type->has_step)
    return 2;
  if (type->step >= 1)
    return 1;

  return CLAMP ((int) ceil (-log10 (type->step) - 1e-9), 1, 6);
}

static char *
seconds_to_text (double seconds)
{
  int64_t whole = (int64_t) CLAMP (seconds, 0, 1e9);

  if (whole < 60)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d second", "%d seconds", whole), (int) whole);
  if (whole % 60 == 0 && whole < 3600)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", whole / 60), (int) (whole / 60));

  if (whole < 3600)
    return g_strdup_printf ("%d:%02d", (int) (whole / 60), (int) (whole % 60));

  return g_strdup_printf ("%d:%02d:%02d", (int) (whole / 3600), (int) (whole / 60 % 60), (int) (whole % 60));
}

/**
 * bo_value_is_in_fahrenheit:
 * @type: what is measured
 *
 * Returns: whether it is a temperature, and people chose to see those in degrees Fahrenheit. Main thread.
 */
bool
bo_value_is_in_fahrenheit (const BoValueType *type)
{
  return type->unit == BO_UNIT_CELSIUS && temperature_unit == BO_TEMPERATURE_FAHRENHEIT;
}

/**
 * bo_value_to_shown:
 * @type: what is measured
 * @number: as the model has it
 *
 * Returns: @number in the unit that people chose: the model is in Celsius
 */
double
bo_value_to_shown (const BoValueType *type,
                   double             number)
{
  return bo_value_is_in_fahrenheit (type) ? number * 1.8 + 32 : number;
}

/**
 * bo_value_from_shown:
 * @type: what is measured
 * @shown: in the unit that people chose
 *
 * Returns: @shown as the model has it
 */
double
bo_value_from_shown (const BoValueType *type,
                     double             shown)
{
  return bo_value_is_in_fahrenheit (type) ? (shown - 32) / 1.8 : shown;
}

static char *
temperature_to_text (const BoValueType *type,
                     double             celsius)
{
  bool fahrenheit = bo_value_is_in_fahrenheit (type);
  g_autofree char *text = _bo_number_to_text (bo_value_to_shown (type, celsius), 1);

  return fahrenheit ? g_strdup_printf (_ ("%s °F"), text) : g_strdup_printf (_ ("%s °C"), text);
}

static char *
number_with_unit (const BoValueType *type,
                  double             number)
{
  g_autofree char *text = _bo_number_to_text (number, type->unit == BO_UNIT_LUX && number >= 10
                                                        ? 0 : _bo_value_decimals (type));

  switch (type->unit)
    {
    case BO_UNIT_CELSIUS:
      return temperature_to_text (type, number);
    case BO_UNIT_PERCENTAGE:
      return g_strdup_printf (_ ("%s %%"), text);
    case BO_UNIT_ARCDEGREES:
      return g_strdup_printf (_ ("%s°"), text);
    case BO_UNIT_LUX:
      return g_strdup_printf (_ ("%s lx"), text);
    case BO_UNIT_SECONDS:
      return seconds_to_text (number);
    case BO_UNIT_PPM:
      return g_strdup_printf (_ ("%s ppm"), text);
    case BO_UNIT_UG_M3:
      return g_strdup_printf (_ ("%s µg/m³"), text);
    case BO_UNIT_MIRED:
      return g_strdup_printf (_ ("%s mired"), text);
    case BO_UNIT_OTHER:
      return g_strdup_printf ("%s %s", text, type->unit_name);
    case BO_UNIT_NONE:
    default:
      return g_steal_pointer (&text);
    }
}

static const char *
bool_to_label (const BoValueType *type,
               bool               boolean)
{
  for (size_t i = 0; i < G_N_ELEMENTS (bool_labels); i++)
    if (g_strcmp0 (bool_labels[i].characteristic, type->characteristic) == 0)
      return boolean ? _ (bool_labels[i].yes) : _ (bool_labels[i].no);

  return boolean ? C_ ("value", "On") : C_ ("value", "Off");
}

/**
 * bo_value_to_display:
 * @type: what the value may be
 * @value: the value
 *
 * Writes a value for a person: "40 %", "21.5 °C", "On", "Locked", translated.
 *
 * Returns: (transfer full): the text; "" for no value
 */
char *
bo_value_to_display (const BoValueType *type,
                     const BoValue     *value)
{
  const BoValidValue *valid;

  switch (value->kind)
    {
    case BO_VALUE_BOOL:
      return g_strdup (bool_to_label (type, value->boolean));
    case BO_VALUE_INT:
      valid = _bo_value_type_find (type, value->integer);
      if (valid != NULL)
        return g_strdup (bo_valid_value_label (type, valid));
      return number_with_unit (type, value->number);
    case BO_VALUE_DOUBLE:
      return number_with_unit (type, value->number);
    case BO_VALUE_STRING:
      return bo_json_dup_string (value->raw);
    case BO_VALUE_OTHER:
      return bo_json_dup (value->raw);
    case BO_VALUE_NONE:
    case BO_VALUE_NULL:
    default:
      return g_strdup ("");
    }
}

/**
 * bo_value_to_secondary:
 * @type: what the value may be
 * @value: the value
 *
 * A second way of saying the value: kelvin for a colour temperature in mired.
 *
 * Returns: (transfer full) (nullable): the text, %NULL where there is none
 */
char *
bo_value_to_secondary (const BoValueType *type,
                       const BoValue     *value)
{
  g_autofree char *text = NULL;

  if (type->unit != BO_UNIT_MIRED || !bo_value_is_number (value) || value->number <= 0)
    return NULL;

  /* The step of a lamp is coarser than one kelvin: the nearest ten is what it says on the box. */
  text = _bo_number_to_text (round (1e6 / value->number / 10) * 10, 0);
  return g_strdup_printf (_ ("%s K"), text);
}

static char *
number_spoken (const BoValueType *type,
               double             number)
{
  bool fahrenheit = bo_value_is_in_fahrenheit (type);
  g_autofree char *text = _bo_number_to_text (bo_value_to_shown (type, number),
                                              fahrenheit ? 1 : _bo_value_decimals (type));

  switch (type->unit)
    {
    case BO_UNIT_CELSIUS:
      return fahrenheit ? g_strdup_printf (_ ("%s degrees Fahrenheit"), text)
                        : g_strdup_printf (_ ("%s degrees Celsius"), text);
    case BO_UNIT_PERCENTAGE:
      return g_strdup_printf (_ ("%s percent"), text);
    case BO_UNIT_ARCDEGREES:
      return g_strdup_printf (_ ("%s degrees"), text);
    case BO_UNIT_LUX:
      return g_strdup_printf (_ ("%s lux"), text);
    case BO_UNIT_PPM:
      return g_strdup_printf (_ ("%s parts per million"), text);
    case BO_UNIT_UG_M3:
      return g_strdup_printf (_ ("%s micrograms per cubic metre"), text);
    case BO_UNIT_SECONDS:
    case BO_UNIT_MIRED:
    case BO_UNIT_OTHER:
    case BO_UNIT_NONE:
    default:
      return number_with_unit (type, number);
    }
}

/**
 * bo_value_to_spoken:
 * @type: what the value may be
 * @value: the value
 *
 * Writes a value for a screen reader: "40 percent", "on".
 *
 * Returns: (transfer full): the text; "" for no value
 */
char *
bo_value_to_spoken (const BoValueType *type,
                    const BoValue     *value)
{
  g_autofree char *display = NULL;

  if (value->kind == BO_VALUE_DOUBLE
      || (value->kind == BO_VALUE_INT && _bo_value_type_find (type, value->integer) == NULL))
    return number_spoken (type, value->number);

  display = bo_value_to_display (type, value);
  if (value->kind == BO_VALUE_STRING || value->kind == BO_VALUE_OTHER)
    return g_steal_pointer (&display);

  return g_utf8_strdown (display, -1);
}
