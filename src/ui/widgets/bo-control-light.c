/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-big-slider.h"
#include "bo-color-disc.h"
#include "bo-color-temperature-strip.h"
#include "bo-adjust-private.h"
#include "bo-service-control-private.h"

#define MIRED 1e6

static void
warmth_cb (GtkWidget        *strip,
           double            kelvin,
           BoServiceControl *control)
{
  _bo_control_set_number (control, "color_temperature", MIRED / kelvin);
}

static void
sync_warmth (BoServiceControl *control,
             GtkWidget        *strip)
{
  BoCharacteristic *mired = _bo_control_find (control, "color_temperature");
  double value = mired != NULL ? bo_characteristic_get_double (mired, 0) : 0;

  if (value > 0)
    bo_color_temperature_strip_set_kelvin (BO_COLOR_TEMPERATURE_STRIP (strip), MIRED / value);
  bo_color_temperature_strip_set_read_only (BO_COLOR_TEMPERATURE_STRIP (strip),
                                            _bo_control_is_read_only (control) || mired == NULL
                                            || !bo_characteristic_get_writable (mired));
}

static void
add_warmth (BoServiceControl *self)
{
  BoCharacteristic *mired = _bo_control_take (self, "color_temperature");
  const BoValueType *type;
  GtkWidget *strip;

  if (mired == NULL)
    return;
  type = bo_characteristic_get_value_type (mired);
  strip = bo_color_temperature_strip_new (bo_characteristic_get_label (mired));
  if (type->has_minimum && type->has_maximum && type->minimum > 0 && type->maximum > type->minimum)
    bo_color_temperature_strip_set_limits (BO_COLOR_TEMPERATURE_STRIP (strip), MIRED / type->maximum,
                                           MIRED / type->minimum);
  g_signal_connect_object (strip, "committed", G_CALLBACK (warmth_cb), self, 0);
  _bo_control_add (self, strip, sync_warmth);
}

/* Hue and saturation are two values of the device: each is asked for when it differs. */
static void
color_cb (GtkWidget        *disc,
          double            hue,
          double            saturation,
          BoServiceControl *control)
{
  BoCharacteristic *hue_of = _bo_control_find (control, "hue");
  BoCharacteristic *saturation_of = _bo_control_find (control, "saturation");

  if (hue_of != NULL && bo_characteristic_get_double (hue_of, -1) != hue)
    _bo_control_set_number (control, "hue", hue);
  if (saturation_of != NULL && bo_characteristic_get_double (saturation_of, -1) != saturation)
    _bo_control_set_number (control, "saturation", saturation);
}

static void
sync_color (BoServiceControl *control,
            GtkWidget        *disc)
{
  BoCharacteristic *hue = _bo_control_find (control, "hue");
  BoCharacteristic *saturation = _bo_control_find (control, "saturation");

  if (hue != NULL && saturation != NULL)
    bo_color_disc_set_color (BO_COLOR_DISC (disc), bo_characteristic_get_double (hue, 0),
                             bo_characteristic_get_double (saturation, 0));
  bo_color_disc_set_read_only (BO_COLOR_DISC (disc), _bo_control_is_read_only (control));
}

static void
add_color (BoServiceControl *self)
{
  BoCharacteristic *hue = _bo_control_take (self, "hue");
  BoCharacteristic *saturation = _bo_control_take (self, "saturation");
  GtkWidget *disc;

  if (hue == NULL || saturation == NULL)
    return;
  disc = bo_color_disc_new (_("Colour"));
  gtk_widget_set_halign (disc, GTK_ALIGN_CENTER);
  g_signal_connect_object (disc, "committed", G_CALLBACK (color_cb), self, 0);
  _bo_control_add (self, disc, sync_color);
}

void
_bo_control_build_light (BoServiceControl *self)
{
  _bo_control_add_toggle (self, "on");
  _bo_control_add_headline (self);
  _bo_control_add_slider (self, "brightness", "bo-light-on-symbolic");
  add_warmth (self);
  add_color (self);
  _bo_control_add_presets (self);
}

void
_bo_control_build_fan (BoServiceControl *self)
{
  static const char *const said[] = { "current_fan_state", "current_air_purifier_state", NULL };

  _bo_control_add_toggle (self, "on");
  _bo_control_add_toggle (self, "active");
  _bo_control_add_headline (self);
  _bo_control_add_slider (self, "rotation_speed", "bo-fan-symbolic");
  _bo_control_add_modes (self, "target_fan_state");
  _bo_control_add_modes (self, "target_air_purifier_state");
  _bo_control_take_all (self, said);
}

void
_bo_control_build_toggle (BoServiceControl *self)
{
  _bo_control_add_toggle (self, "on");
  _bo_control_add_toggle (self, "active");
  _bo_control_add_headline (self);
}
