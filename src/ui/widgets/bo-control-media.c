/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bo-adjust-private.h"
#include "bo-remote.h"
#include "bo-service-control-private.h"
#include "bo-source-list.h"

/* --- loudness --- */

typedef enum
{
  VOLUME_NONE,
  VOLUME_RELATIVE,
  VOLUME_RELATIVE_WITH_CURRENT,
  VOLUME_ABSOLUTE,
} VolumeControl;

typedef enum
{
  VOLUME_UP,
  VOLUME_DOWN,
} VolumeStep;

static bool
can_write (BoServiceControl *self,
           const char       *type)
{
  BoCharacteristic *characteristic = _bo_control_find (self, type);

  return characteristic != NULL && bo_characteristic_get_writable (characteristic);
}

/* It can be turned up and down, but not set. */
static bool
is_relative (BoServiceControl *self)
{
  BoCharacteristic *type = _bo_control_find (self, "volume_control_type");
  int64_t control = type != NULL ? bo_characteristic_get_int (type, VOLUME_ABSOLUTE) : VOLUME_ABSOLUTE;

  if (!can_write (self, "volume_selector"))
    return false;
  return !can_write (self, "volume") || control == VOLUME_RELATIVE || control == VOLUME_RELATIVE_WITH_CURRENT;
}

static void
quieter_cb (BoServiceControl *control)
{
  _bo_control_set_number (control, "volume_selector", VOLUME_DOWN);
}

static void
louder_cb (BoServiceControl *control)
{
  _bo_control_set_number (control, "volume_selector", VOLUME_UP);
}

static void
mute_cb (GtkWidget        *button,
         BoServiceControl *control)
{
  BoCharacteristic *mute = _bo_control_find (control, "mute");
  bool wanted = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button));

  if (mute != NULL && bo_characteristic_get_bool (mute, false) != wanted)
    _bo_control_operate (control, mute, _bo_adjust_bool (mute, wanted));
}

static void
sync_mute (BoServiceControl *control,
           GtkWidget        *row)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "bo-mute");
  BoCharacteristic *mute = _bo_control_find (control, "mute");

  gtk_widget_set_sensitive (row, !_bo_control_is_read_only (control));
  if (button == NULL || mute == NULL)
    return;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), bo_characteristic_get_bool (mute, false));
  gtk_widget_set_sensitive (button, bo_characteristic_get_writable (mute));
}

static void
add_button (GtkWidget  *row,
            GtkWidget  *button,
            const char *label,
            const char *icon_name)
{
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon_name);
  gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  _bo_control_link (row, button);
}

static void
add_step (BoServiceControl *self,
          GtkWidget        *row,
          const char       *label,
          const char       *icon_name,
          GCallback         callback)
{
  GtkWidget *button = gtk_button_new ();

  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  add_button (row, button, label, icon_name);
}

static void
add_mute (BoServiceControl *self,
          GtkWidget        *row)
{
  GtkWidget *button = gtk_toggle_button_new ();

  if (_bo_control_take (self, "mute") == NULL)
    {
      g_object_ref_sink (button);
      g_object_unref (button);
      return;
    }
  g_object_set_data (G_OBJECT (row), "bo-mute", button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (mute_cb), self, 0);
  add_button (row, button, _("Mute"), "audio-volume-muted-symbolic");
}

static void
add_loudness (BoServiceControl *self)
{
  static const char *const said[] = { "volume_selector", "volume_control_type", NULL };
  GtkWidget *row = _bo_control_new_linked (GTK_ORIENTATION_HORIZONTAL);
  bool relative = is_relative (self);

  if (!relative)
    _bo_control_add_slider (self, "volume", "bo-speaker-symbolic");
  if (relative)
    add_step (self, row, _("Quieter"), "audio-volume-low-symbolic", G_CALLBACK (quieter_cb));
  add_mute (self, row);
  if (relative)
    add_step (self, row, _("Louder"), "audio-volume-high-symbolic", G_CALLBACK (louder_cb));
  _bo_control_take_all (self, said);
  _bo_control_add (self, row, sync_mute);
  gtk_widget_set_visible (row, gtk_widget_get_first_child (row) != NULL);
  if (!relative)
    gtk_widget_set_halign (row, GTK_ALIGN_CENTER);
}

/* --- what is seen --- */

static void
source_cb (GtkWidget        *list,
           int64_t           identifier,
           BoServiceControl *control)
{
  _bo_control_set_number (control, "active_identifier", (double) identifier);
}

static void
sync_sources (BoServiceControl *control,
              GtkWidget        *list)
{
  bo_source_list_refresh (BO_SOURCE_LIST (list));
  bo_source_list_set_read_only (BO_SOURCE_LIST (list), _bo_control_is_read_only (control)
                                                         || !can_write (control, "active_identifier"));
}

static void
add_sources (BoServiceControl *self)
{
  BoService *service = bo_service_control_get_service (self);
  BoAccessory *accessory = bo_service_get_accessory (service);
  GtkWidget *list;

  if (_bo_control_find (self, "active_identifier") == NULL || accessory == NULL
      || bo_accessory_find_service (accessory, "input_source") == NULL)
    return;
  _bo_control_take (self, "active_identifier");
  list = bo_source_list_new (service);
  g_signal_connect_object (list, "chosen", G_CALLBACK (source_cb), self, 0);
  _bo_control_add (self, list, sync_sources);
  /* What a source is called, and whether it is shown, are values of its own service. */
  g_signal_connect_object (accessory, "values-changed", G_CALLBACK (bo_service_control_refresh), self,
                           G_CONNECT_SWAPPED);
}

/* --- its keys --- */

static void
key_cb (GtkWidget        *remote,
        int               key,
        BoServiceControl *control)
{
  _bo_control_set_number (control, "remote_key", key);
}

static void
sync_remote (BoServiceControl *control,
             GtkWidget        *remote)
{
  gtk_widget_set_sensitive (remote, !_bo_control_is_read_only (control) && can_write (control, "remote_key"));
}

static void
add_remote (BoServiceControl *self)
{
  BoCharacteristic *key = _bo_control_take (self, "remote_key");
  GtkWidget *remote;

  if (key == NULL)
    return;
  remote = bo_remote_new (bo_characteristic_get_value_type (key));
  g_signal_connect_object (remote, "pressed", G_CALLBACK (key_cb), self, 0);
  _bo_control_add (self, remote, sync_remote);
}

/* --- the kinds --- */

void
_bo_control_build_media (BoServiceControl *self)
{
  static const char *const said[] = { "current_media_state", NULL };

  _bo_control_add_toggle (self, "active");
  if (_bo_control_find (self, "active") == NULL)
    _bo_control_add_toggle (self, "on");
  _bo_control_add_headline (self);
  _bo_control_add_modes (self, "target_media_state");
  add_loudness (self);
  add_sources (self);
  add_remote (self);
  _bo_control_take_all (self, said);
}

/* A bell has a loudness, but nothing to turn on. */
void
_bo_control_build_doorbell (BoServiceControl *self)
{
  _bo_control_build_sensor (self);
  add_loudness (self);
}
