/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "bo-blind.h"
#include "bo-adjust-private.h"
#include "bo-service-control-private.h"

static double
number_or_nan (BoServiceControl *control,
               const char       *type)
{
  BoCharacteristic *characteristic = _bo_control_find (control, type);

  return characteristic != NULL ? bo_characteristic_get_double (characteristic, NAN) : NAN;
}

static void
moved_cb (GtkWidget        *blind,
          double            position,
          BoServiceControl *control)
{
  _bo_control_set_number (control, "target_position", position);
}

static void
sync_blind (BoServiceControl *control,
            GtkWidget        *widget)
{
  BoBlind *blind = BO_BLIND (widget);
  BoCharacteristic *target = _bo_control_find (control, "target_position");
  double current = number_or_nan (control, "current_position");
  double tilt = number_or_nan (control, "current_horizontal_tilt_angle");

  bo_blind_set_position (blind, target != NULL ? bo_characteristic_get_double (target, isnan (current) ? 0 : current)
                                               : isnan (current) ? 0 : current);
  bo_blind_set_current (blind, current);
  bo_blind_set_tilt (blind, tilt);
  bo_blind_set_read_only (blind, _bo_control_is_read_only (control) || target == NULL
                                 || !bo_characteristic_get_writable (target));
}

static void
open_cb (BoServiceControl *control)
{
  _bo_control_set_number (control, "target_position", 100);
}

static void
close_cb (BoServiceControl *control)
{
  _bo_control_set_number (control, "target_position", 0);
}

static void
stop_cb (BoServiceControl *control)
{
  BoCharacteristic *hold = _bo_control_find (control, "hold_position");

  if (hold != NULL)
    _bo_control_operate (control, hold, _bo_adjust_bool (hold, true));
}

static void
sync_buttons (BoServiceControl *control,
              GtkWidget        *row)
{
  gtk_widget_set_sensitive (row, !_bo_control_is_read_only (control));
}

static void
add_button (BoServiceControl *self,
            GtkWidget        *row,
            const char       *label,
            GCallback         callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  _bo_control_link (row, button);
}

static void
add_buttons (BoServiceControl *self)
{
  GtkWidget *row = _bo_control_new_linked (GTK_ORIENTATION_HORIZONTAL);

  add_button (self, row, _("_Close"), G_CALLBACK (close_cb));
  if (_bo_control_take (self, "hold_position") != NULL)
    add_button (self, row, _("_Stop"), G_CALLBACK (stop_cb));
  add_button (self, row, _("_Open"), G_CALLBACK (open_cb));
  _bo_control_add (self, row, sync_buttons);
}

void
_bo_control_build_covering (BoServiceControl *self)
{
  static const char *const said[] = { "current_position", "target_position", "position_state",
                                      "current_horizontal_tilt_angle", "current_vertical_tilt_angle", NULL };
  BoService *service = bo_service_control_get_service (self);
  bool door = strcmp (bo_service_get_spec (service)->id, "door") == 0;
  GtkWidget *blind = bo_blind_new (bo_service_get_label (service), door ? BO_BLIND_DOOR : BO_BLIND_SLATS);

  gtk_widget_set_halign (blind, GTK_ALIGN_CENTER);
  g_signal_connect_object (blind, "committed", G_CALLBACK (moved_cb), self, 0);
  _bo_control_take_all (self, said);
  _bo_control_add (self, blind, sync_blind);
  _bo_control_add_headline (self);
  add_buttons (self);
  _bo_control_add_slider (self, "target_horizontal_tilt_angle", "bo-blind-symbolic");
  _bo_control_add_slider (self, "target_vertical_tilt_angle", "bo-blind-symbolic");
  _bo_control_add_presets (self);
}

/* A garage door opens or closes; where it is comes from the device. */

static void
sync_garage (BoServiceControl *control,
             GtkWidget        *widget)
{
  static const double positions[] = { 100, 0, 60, 40, 50 };
  BoCharacteristic *current = _bo_control_find (control, "current_door_state");
  int64_t state = current != NULL ? bo_characteristic_get_int (current, 1) : 1;

  bo_blind_set_position (BO_BLIND (widget), state >= 0 && state < (int64_t) G_N_ELEMENTS (positions)
                                            ? positions[state] : 0);
  bo_blind_set_read_only (BO_BLIND (widget), true);
}

/* Few doors offer it. */
static void
add_stop (BoServiceControl *self)
{
  GtkWidget *row;

  if (_bo_control_take (self, "hold_position") == NULL)
    return;
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  add_button (self, row, _("_Stop"), G_CALLBACK (stop_cb));
  _bo_control_add (self, row, sync_buttons);
}

void
_bo_control_build_garage (BoServiceControl *self)
{
  static const char *const said[] = { "current_door_state", NULL };
  GtkWidget *door = bo_blind_new (bo_service_get_label (bo_service_control_get_service (self)), BO_BLIND_GARAGE);

  gtk_widget_set_halign (door, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (door, FALSE);
  _bo_control_take_all (self, said);
  _bo_control_add (self, door, sync_garage);
  _bo_control_add_headline (self);
  _bo_control_add_modes (self, "target_door_state");
  add_stop (self);
  _bo_control_add_modes (self, "lock_target_state");
}
