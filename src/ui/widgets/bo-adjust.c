/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-adjust-private.h"

char *
_bo_adjust_number (BoCharacteristic *characteristic,
                   double            value)
{
  g_autoptr (GError) error = NULL;
  char *json = bo_characteristic_edit_double (characteristic, value, &error);

  if (json == NULL)
    g_debug ("Not written: %s", error->message);
  return json;
}

char *
_bo_adjust_bool (BoCharacteristic *characteristic,
                 bool              value)
{
  g_autoptr (GError) error = NULL;
  char *json = bo_characteristic_edit_bool (characteristic, value, &error);

  if (json == NULL)
    g_debug ("Not written: %s", error->message);
  return json;
}

BoCharacteristic *
_bo_adjustable (BoAccessory *accessory)
{
  static const char *const types[] = {
    "brightness", "volume", "target_position", "target_temperature", "rotation_speed",
    "heating_threshold_temperature", "target_relative_humidity",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      BoCharacteristic *found = bo_accessory_find_characteristic (accessory, types[i]);

      if (found != NULL && bo_characteristic_get_writable (found))
        return found;
    }
  return NULL;
}

double
_bo_adjust_step (BoCharacteristic *characteristic)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);

  if (type->unit == BO_UNIT_CELSIUS)
    return type->has_step ? MAX (type->step, 0.5) : 0.5;
  if (type->has_minimum && type->has_maximum && type->maximum - type->minimum >= 50)
    return MAX (type->has_step ? type->step : 0, 5);
  return type->has_step ? type->step : 1;
}
