/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-operate-private.h"

#include <gtk/gtk.h>

#include "bo-color-disc.h"

char *
_bo_operate_number (BoCharacteristic *characteristic,
                    double            value)
{
  g_autoptr (GError) error = NULL;
  char *json = bo_characteristic_edit_double (characteristic, value, &error);

  if (json == NULL)
    g_debug ("Not written: %s", error->message);
  return json;
}

char *
_bo_operate_bool (BoCharacteristic *characteristic,
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

static bool
has_number (BoCharacteristic *characteristic)
{
  BoValue value;

  if (characteristic == NULL)
    return false;
  value = bo_characteristic_get_value (characteristic);
  return bo_value_is_number (&value);
}

bool
_bo_light_color (BoService *service,
                 double    *red,
                 double    *green,
                 double    *blue)
{
  BoCharacteristic *hue = bo_service_find (service, "hue");
  BoCharacteristic *saturation = bo_service_find (service, "saturation");
  BoCharacteristic *mired = bo_service_find (service, "color_temperature");
  GdkRGBA color;
  float r, g, b;

  if (has_number (hue) && has_number (saturation) && bo_characteristic_get_double (saturation, 0) > 8)
    {
      gtk_hsv_to_rgb (bo_characteristic_get_double (hue, 0) / 360,
                      0.25 + bo_characteristic_get_double (saturation, 0) / 100 * 0.6, 0.96, &r, &g, &b);
      *red = r;
      *green = g;
      *blue = b;
      return true;
    }
  if (!has_number (mired) || bo_characteristic_get_double (mired, 0) < 1)
    return false;
  bo_color_of_kelvin (1e6 / bo_characteristic_get_double (mired, 370), &color);
  *red = color.red;
  *green = color.green;
  *blue = color.blue;
  return true;
}
