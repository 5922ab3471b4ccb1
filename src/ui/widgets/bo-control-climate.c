/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-dial.h"
#include "bo-service-control-private.h"

/* What a mode of a service lets one set: a target, or the ends of a range. */
typedef struct
{
  const char *low;
  const char *high;   /* (nullable): only for a range */
  BoDialTint  tint;
  const char *caption;
} Fields;

typedef const Fields *(*FieldsOfMode) (BoServiceControl *control);

static const Fields thermostat_off = { "target_temperature", NULL, BO_DIAL_TINT_NONE, N_ ("Off") };
static const Fields thermostat_heat = { "target_temperature", NULL, BO_DIAL_TINT_HEATING, N_ ("Heat to") };
static const Fields thermostat_cool = { "target_temperature", NULL, BO_DIAL_TINT_COOLING, N_ ("Cool to") };
static const Fields thermostat_single = { "target_temperature", NULL, BO_DIAL_TINT_NONE, N_ ("Keep at") };
static const Fields temperature_range = { "heating_threshold_temperature", "cooling_threshold_temperature",
                                          BO_DIAL_TINT_AUTO, N_ ("Keep between") };
static const Fields heater_heat = { "heating_threshold_temperature", NULL, BO_DIAL_TINT_HEATING, N_ ("Heat to") };
static const Fields heater_cool = { "cooling_threshold_temperature", NULL, BO_DIAL_TINT_COOLING, N_ ("Cool to") };
static const Fields humidity_up = { "relative_humidity_humidifier_threshold", NULL, BO_DIAL_TINT_COOLING,
                                    N_ ("Humidify to") };
static const Fields humidity_down = { "relative_humidity_dehumidifier_threshold", NULL, BO_DIAL_TINT_HEATING,
                                      N_ ("Dehumidify to") };
static const Fields humidity_range = { "relative_humidity_humidifier_threshold",
                                       "relative_humidity_dehumidifier_threshold", BO_DIAL_TINT_AUTO,
                                       N_ ("Keep between") };

static int64_t
mode_of (BoServiceControl *control,
         const char       *type)
{
  BoCharacteristic *mode = _bo_control_find (control, type);

  return mode != NULL ? bo_characteristic_get_int (mode, 0) : 0;
}

static bool
has_range (BoServiceControl *control,
           const Fields     *fields)
{
  return _bo_control_find (control, fields->low) != NULL && _bo_control_find (control, fields->high) != NULL;
}

static const Fields *
thermostat_fields (BoServiceControl *control)
{
  switch (mode_of (control, "target_heating_cooling_state"))
    {
    case 1: return &thermostat_heat;
    case 2: return &thermostat_cool;
    case 3: return has_range (control, &temperature_range) ? &temperature_range : &thermostat_single;
    default: return &thermostat_off;
    }
}

static const Fields *
heater_fields (BoServiceControl *control)
{
  switch (mode_of (control, "target_heater_cooler_state"))
    {
    case 1: return &heater_heat;
    case 2: return &heater_cool;
    default: break;
    }
  if (has_range (control, &temperature_range))
    return &temperature_range;
  return _bo_control_find (control, heater_heat.low) != NULL ? &heater_heat : &heater_cool;
}

static const Fields *
humidifier_fields (BoServiceControl *control)
{
  switch (mode_of (control, "target_humidifier_dehumidifier_state"))
    {
    case 1: return &humidity_up;
    case 2: return &humidity_down;
    default: break;
    }
  if (has_range (control, &humidity_range))
    return &humidity_range;
  return _bo_control_find (control, humidity_up.low) != NULL ? &humidity_up : &humidity_down;
}

/* The model is in Celsius, people are in what they chose. */

static double
to_shown (BoCharacteristic *characteristic,
          double            value)
{
  return bo_value_to_shown (bo_characteristic_get_value_type (characteristic), value);
}

static double
from_shown (BoCharacteristic *characteristic,
            double            value)
{
  return bo_value_from_shown (bo_characteristic_get_value_type (characteristic), value);
}

static const Fields *
fields_of (BoServiceControl *control,
           GtkWidget        *dial)
{
  FieldsOfMode of_mode = g_object_get_data (G_OBJECT (dial), "bo-fields");

  return of_mode (control);
}

static void
committed_cb (GtkWidget        *dial,
              double            value,
              gboolean          high,
              BoServiceControl *control)
{
  const Fields *fields = fields_of (control, dial);
  const char *type = high ? fields->high : fields->low;
  BoCharacteristic *characteristic = type != NULL ? _bo_control_find (control, type) : NULL;

  if (characteristic != NULL)
    _bo_control_set_number (control, type, from_shown (characteristic, value));
}

static void
sync_limits (BoDial           *dial,
             BoCharacteristic *low,
             BoCharacteristic *high)
{
  const BoValueType *first = bo_characteristic_get_value_type (low);
  const BoValueType *last = bo_characteristic_get_value_type (high != NULL ? high : low);
  bool temperature = first->unit == BO_UNIT_CELSIUS;
  bool fahrenheit = bo_value_is_in_fahrenheit (first);
  double minimum = first->has_minimum ? first->minimum : temperature ? 10 : 0;
  double maximum = last->has_maximum ? last->maximum : temperature ? 38 : 100;
  double step = fahrenheit ? 1 : temperature ? 0.5 : first->has_step ? first->step : 1;

  bo_dial_set_limits (dial, round (to_shown (low, minimum)), round (to_shown (low, maximum)), step);
  bo_dial_set_unit (dial, !temperature ? "%" : fahrenheit ? "°F" : "°C",
                    temperature && !fahrenheit ? 1 : 0);
}

static void
sync_current (BoServiceControl *control,
              BoDial           *dial)
{
  BoCharacteristic *current = _bo_control_find (control, "current_temperature");

  if (current == NULL || GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dial), "bo-humidity")))
    current = _bo_control_find (control, "current_relative_humidity");
  if (current != NULL)
    {
      BoValue value = bo_characteristic_get_value (current);

      bo_dial_set_current (dial, bo_value_is_number (&value) ? to_shown (current, value.number) : NAN);
    }
}

static void
sync_dial (BoServiceControl *control,
           GtkWidget        *widget)
{
  BoDial *dial = BO_DIAL (widget);
  const Fields *fields = fields_of (control, widget);
  BoCharacteristic *low = _bo_control_find (control, fields->low);
  BoCharacteristic *high = fields->high != NULL ? _bo_control_find (control, fields->high) : NULL;

  gtk_widget_set_visible (widget, low != NULL);
  if (low == NULL)
    return;
  sync_limits (dial, low, high);
  bo_dial_set_range (dial, high != NULL);
  bo_dial_set_value (dial, to_shown (low, bo_characteristic_get_double (low, 20)));
  if (high != NULL)
    bo_dial_set_high (dial, to_shown (high, bo_characteristic_get_double (high, 24)));
  sync_current (control, dial);
  bo_dial_set_tint (dial, fields->tint);
  bo_dial_set_caption (dial, _(fields->caption));
  bo_dial_set_read_only (dial, _bo_control_is_read_only (control) || fields == &thermostat_off
                               || !bo_characteristic_get_writable (low));
}

static void
add_dial (BoServiceControl *self,
          FieldsOfMode      of_mode,
          bool              humidity)
{
  static const char *const said[] = {
    "target_temperature", "heating_threshold_temperature", "cooling_threshold_temperature", "current_temperature",
    "current_heating_cooling_state", "current_heater_cooler_state", NULL,
  };
  static const char *const humid[] = {
    "relative_humidity_humidifier_threshold", "relative_humidity_dehumidifier_threshold",
    "current_relative_humidity", "current_humidifier_dehumidifier_state", NULL,
  };
  GtkWidget *dial = bo_dial_new (humidity ? _("Target humidity") : _("Target temperature"));

  g_object_set_data (G_OBJECT (dial), "bo-fields", of_mode);
  g_object_set_data (G_OBJECT (dial), "bo-humidity", GINT_TO_POINTER (humidity));
  gtk_widget_set_halign (dial, GTK_ALIGN_CENTER);
  g_signal_connect_object (dial, "committed", G_CALLBACK (committed_cb), self, 0);
  _bo_control_take_all (self, humidity ? humid : said);
  _bo_control_add (self, dial, sync_dial);
}

void
_bo_control_build_thermostat (BoServiceControl *self)
{
  add_dial (self, thermostat_fields, false);
  _bo_control_add_modes (self, "target_heating_cooling_state");
}

void
_bo_control_build_heater_cooler (BoServiceControl *self)
{
  add_dial (self, heater_fields, false);
  _bo_control_add_row (self, "active");
  _bo_control_add_modes (self, "target_heater_cooler_state");
  _bo_control_add_slider (self, "rotation_speed", "bo-fan-symbolic");
}

void
_bo_control_build_humidifier (BoServiceControl *self)
{
  add_dial (self, humidifier_fields, true);
  _bo_control_add_row (self, "active");
  _bo_control_add_modes (self, "target_humidifier_dehumidifier_state");
  _bo_control_add_slider (self, "rotation_speed", "bo-fan-symbolic");
}
