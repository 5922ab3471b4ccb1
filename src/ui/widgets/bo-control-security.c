/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-lock-button.h"
#include "bo-service-control-private.h"
#include "bo-state-badge.h"

#define UNSECURED 0
#define SECURED 1
#define JAMMED 2

static void
pressed_cb (GtkWidget        *button,
            gboolean          lock,
            BoServiceControl *control)
{
  _bo_control_set_number (control, "lock_target_state", lock ? SECURED : UNSECURED);
}

static BoLockState
state_of (BoServiceControl *control)
{
  BoCharacteristic *now = _bo_control_find (control, "lock_current_state");
  BoCharacteristic *wanted = _bo_control_find (control, "lock_target_state");
  int64_t current = now != NULL ? bo_characteristic_get_int (now, -1) : -1;
  int64_t target = wanted != NULL ? bo_characteristic_get_int (wanted, current) : current;

  if (current == JAMMED)
    return BO_LOCK_JAMMED;
  if (current != SECURED && current != UNSECURED)
    return BO_LOCK_UNKNOWN;
  if (current == target)
    return current == SECURED ? BO_LOCK_LOCKED : BO_LOCK_UNLOCKED;
  return target == SECURED ? BO_LOCK_LOCKING : BO_LOCK_UNLOCKING;
}

static void
sync_lock (BoServiceControl *control,
           GtkWidget        *button)
{
  BoCharacteristic *wanted = _bo_control_find (control, "lock_target_state");

  bo_lock_button_set_state (BO_LOCK_BUTTON (button), state_of (control));
  bo_lock_button_set_read_only (BO_LOCK_BUTTON (button), _bo_control_is_read_only (control) || wanted == NULL
                                                         || !bo_characteristic_get_writable (wanted));
}

/* How it came to be so; another service of the lock knows. */

static void
sync_last_action (BoServiceControl *control,
                  GtkWidget        *label)
{
  BoAccessory *accessory = bo_service_get_accessory (bo_service_control_get_service (control));
  BoCharacteristic *action =
    accessory != NULL ? bo_accessory_find_characteristic (accessory, "lock_last_known_action") : NULL;

  gtk_label_set_text (GTK_LABEL (label), action != NULL ? bo_characteristic_get_display (action) : "");
  gtk_widget_set_visible (label, *gtk_label_get_text (GTK_LABEL (label)) != '\0');
}

static GtkWidget *
last_action_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

void
_bo_control_build_lock (BoServiceControl *self)
{
  static const char *const said[] = { "lock_current_state", "lock_target_state", NULL };
  GtkWidget *button = bo_lock_button_new (bo_service_get_label (bo_service_control_get_service (self)));

  g_signal_connect_object (button, "pressed", G_CALLBACK (pressed_cb), self, 0);
  _bo_control_take_all (self, said);
  _bo_control_add (self, button, sync_lock);
  _bo_control_add (self, last_action_label (), sync_last_action);
}

void
_bo_control_build_security (BoServiceControl *self)
{
  static const char *const said[] = { "security_system_current_state", NULL };

  _bo_control_build_sensor (self);
  _bo_control_take_all (self, said);
  _bo_control_add_modes (self, "security_system_target_state");
}

/* What a sensor says, large, and since when */

static void
sync_icon (BoServiceControl *control,
           GtkWidget        *image)
{
  BoService *service = bo_service_control_get_service (control);

  const char *icon_name = bo_service_get_icon_name (service);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), icon_name);
  if (g_str_equal (icon_name, "bo-alert-symbolic"))
    gtk_widget_add_css_class (image, "alert");
  else
    gtk_widget_remove_css_class (image, "alert");
}

static void
sync_since (BoServiceControl *control,
            GtkWidget        *label)
{
  const BoServiceSpec *spec = bo_service_get_spec (bo_service_control_get_service (control));
  BoCharacteristic *state = spec != NULL && spec->tile_state != NULL ? _bo_control_find (control, spec->tile_state)
                                                                     : NULL;
  bool said = state != NULL && *bo_characteristic_get_display (state) != '\0';
  int64_t since = said ? bo_characteristic_get_since (state) : 0;
  g_autofree char *when = since > 0 ? bo_age_to_text (since) : NULL;
  /* Translators: %s is a time, "14:02": since when a sensor says what it says */
  g_autofree char *text = when != NULL ? g_strdup_printf (_("Since %s"), when) : NULL;

  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

void
_bo_control_build_sensor (BoServiceControl *self)
{
  const BoServiceSpec *spec = bo_service_get_spec (bo_service_control_get_service (self));
  GtkWidget *image = gtk_image_new ();
  GtkWidget *since = gtk_label_new (NULL);

  gtk_image_set_pixel_size (GTK_IMAGE (image), 56);
  gtk_widget_add_css_class (image, "sensor-icon");
  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (since, "dim-label");
  if (spec != NULL && spec->tile_state != NULL)
    _bo_control_take (self, spec->tile_state);
  _bo_control_add (self, image, sync_icon);
  _bo_control_add_headline (self);
  _bo_control_add (self, since, sync_since);
}

static void
sync_level (BoServiceControl *control,
            GtkWidget        *bar)
{
  BoCharacteristic *level = _bo_control_find (control, g_object_get_data (G_OBJECT (bar), "bo-type"));

  gtk_widget_set_visible (bar, level != NULL);
  if (level != NULL)
    gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), bo_characteristic_get_double (level, 0));
}

/* @type: a percentage; a string that stays */
static void
add_level (BoServiceControl *self,
           const char       *type,
           const char       *name)
{
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, 100);

  g_object_set_data (G_OBJECT (bar), "bo-type", (gpointer) type);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  _bo_control_take (self, type);
  _bo_control_add (self, bar, sync_level);
}

void
_bo_control_build_battery (BoServiceControl *self)
{
  _bo_control_build_sensor (self);
  add_level (self, "battery_level", _("Battery level"));
}

/* --- a filter --- */

static void
reset_cb (BoServiceControl *control)
{
  _bo_control_set_number (control, "reset_filter_indication", 1);
}

static void
sync_reset (BoServiceControl *control,
            GtkWidget        *button)
{
  gtk_widget_set_visible (button, !_bo_control_is_read_only (control));
}

void
_bo_control_build_filter (BoServiceControl *self)
{
  GtkWidget *button;

  _bo_control_build_sensor (self);
  add_level (self, "filter_life_level", _("Filter life"));
  if (_bo_control_take (self, "reset_filter_indication") == NULL)
    return;
  button = gtk_button_new_with_mnemonic (_("_Reset Filter…"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (button, -1, 44);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  _bo_control_add (self, button, sync_reset);
}
