/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-color-disc.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-draw-private.h"

static const char *
hue_name (double hue)
{
  static const struct
  {
    double      to;
    const char *name;
  } names[] = {
    { 12, N_ ("Red") },      { 42, N_ ("Orange") },  { 68, N_ ("Yellow") },   { 160, N_ ("Green") },
    { 195, N_ ("Turquoise") }, { 255, N_ ("Blue") }, { 290, N_ ("Violet") },  { 340, N_ ("Pink") },
    { 361, N_ ("Red") },
  };
  size_t i = 0;

  while (i < G_N_ELEMENTS (names) - 1 && hue >= names[i].to)
    i++;
  return _(names[i].name);
}

/**
 * bo_color_name:
 * @hue: 0…360
 * @saturation: 0…100
 *
 * Returns: (transfer full): the colour in words, for those who don't see it
 */
char *
bo_color_name (double hue,
               double saturation)
{
  if (saturation < 8)
    return g_strdup (_("White"));
  if (saturation < 45)
    /* Translators: %s is a colour: "Pale blue" */
    return g_strdup_printf (_("Pale %s"), hue_name (hue));
  return g_strdup (hue_name (hue));
}

/**
 * bo_color_of_kelvin:
 * @kelvin: colour temperature
 * @rgba: (out): its colour on a screen
 *
 * Between a warm amber at 2000 K and a light blue at 6500 K: what people see
 * of a lamp, not the physics of a black body.
 */
void
bo_color_of_kelvin (double   kelvin,
                    GdkRGBA *rgba)
{
  static const struct
  {
    double  kelvin;
    GdkRGBA color;
  } stops[] = {
    { 1800, { 1.00, 0.66, 0.29, 1 } },
    { 2700, { 1.00, 0.79, 0.50, 1 } },
    { 4000, { 1.00, 0.92, 0.80, 1 } },
    { 5000, { 0.97, 0.97, 0.98, 1 } },
    { 6500, { 0.76, 0.87, 1.00, 1 } },
  };
  size_t i = 1;
  double share;

  g_return_if_fail (rgba != NULL);

  while (i < G_N_ELEMENTS (stops) - 1 && kelvin > stops[i].kelvin)
    i++;
  share = CLAMP ((kelvin - stops[i - 1].kelvin) / (stops[i].kelvin - stops[i - 1].kelvin), 0, 1);
  rgba->red = stops[i - 1].color.red + share * (stops[i].color.red - stops[i - 1].color.red);
  rgba->green = stops[i - 1].color.green + share * (stops[i].color.green - stops[i - 1].color.green);
  rgba->blue = stops[i - 1].color.blue + share * (stops[i].color.blue - stops[i - 1].color.blue);
  rgba->alpha = 1;
}

void
_bo_color_of_hue (double   hue,
                  double   saturation,
                  GdkRGBA *rgba)
{
  gtk_hsv_to_rgb (hue / 360, 0.25 + saturation / 100 * 0.6, 0.96, &rgba->red, &rgba->green, &rgba->blue);
  rgba->alpha = 1;
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

  if (has_number (hue) && has_number (saturation) && bo_characteristic_get_double (saturation, 0) > 8)
    _bo_color_of_hue (bo_characteristic_get_double (hue, 0), bo_characteristic_get_double (saturation, 0), &color);
  else if (has_number (mired) && bo_characteristic_get_double (mired, 0) >= 1)
    bo_color_of_kelvin (1e6 / bo_characteristic_get_double (mired, 370), &color);
  else
    return false;
  *red = color.red;
  *green = color.green;
  *blue = color.blue;
  return true;
}
