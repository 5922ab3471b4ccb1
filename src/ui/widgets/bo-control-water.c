/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-big-slider.h"
#include "bo-service-control-private.h"

/* How long it runs: kept in seconds, said in minutes. */

#define MINUTE 60.0
#define HOUR 3600.0

static void
slid_cb (GtkWidget        *slider,
         double            minutes,
         BoServiceControl *control)
{
  _bo_control_set_number (control, "set_duration", minutes * MINUTE);
}

static void
sync_duration (BoServiceControl *control,
               GtkWidget        *slider)
{
  BoCharacteristic *duration = _bo_control_find (control, "set_duration");

  if (duration != NULL)
    bo_big_slider_set_value (BO_BIG_SLIDER (slider), round (bo_characteristic_get_double (duration, 0) / MINUTE));
  bo_big_slider_set_read_only (BO_BIG_SLIDER (slider), duration == NULL || !bo_characteristic_get_writable (duration)
                                                         || _bo_control_is_read_only (control));
}

static void
add_duration (BoServiceControl *self)
{
  BoCharacteristic *duration = _bo_control_take (self, "set_duration");
  const BoValueType *type;
  GtkWidget *slider;

  if (duration == NULL)
    return;
  type = bo_characteristic_get_value_type (duration);
  slider = bo_big_slider_new (bo_characteristic_get_label (duration), "preferences-system-time-symbolic");
  bo_big_slider_set_limits (BO_BIG_SLIDER (slider), 0, (type->has_maximum ? MAX (type->maximum, MINUTE) : HOUR) / MINUTE,
                            1);
  /* Translators: minutes, behind a number */
  bo_big_slider_set_unit (BO_BIG_SLIDER (slider), _("min"), 0);
  g_signal_connect_object (slider, "committed", G_CALLBACK (slid_cb), self, 0);
  _bo_control_add (self, slider, sync_duration);
}

void
_bo_control_build_water (BoServiceControl *self)
{
  static const char *const said[] = { "remaining_duration", NULL };

  _bo_control_build_toggle (self);
  add_duration (self);
  _bo_control_take_all (self, said);
}
