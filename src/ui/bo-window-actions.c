/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-moment.h"
#include "bo-operate.h"
#include "bo-preferences.h"
#include "bo-window-private.h"

static void
show_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bo_window_show_page (BO_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _bo_window_go_back (BO_WINDOW (widget));
}

static void
room_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BoWindow *self = BO_WINDOW (widget);
  const char *address = bo_sidebar_get_room_address (self->sidebar, (unsigned int) g_variant_get_int32 (parameter));

  if (address != NULL)
    bo_window_show_page (self, address);
}

static void
sync_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BoWindow) self = BO_WINDOW (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = bo_client_sync_finish (BO_CLIENT (source), result, &error);

  if (error != NULL)
    bo_toast (GTK_WIDGET (self), error->message);
  else if (report != NULL && report->success)
    bo_toast (GTK_WIDGET (self), _("Synchronised with the hub."));
}

static void
sync_now_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BoWindow *self = BO_WINDOW (widget);

  if (bo_client_get_server_url (self->client) == NULL)
    bo_toast (widget, _("There is no hub yet. Everything is kept on this device."));
  else
    bo_client_sync_async (self->client, NULL, sync_done_cb, g_object_ref (self));
}

static void
connect_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bo_window_show_page (BO_WINDOW (widget), "welcome:connect");
}

static void
start_local_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BoWindow *self = BO_WINDOW (widget);

  bo_client_create_home_async (self->client, _("My Home"), NULL, NULL, NULL);
  bo_window_show_page (self, "home");
}

static void
add_room_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bo_operate_add_room (widget, BO_WINDOW (widget)->client);
}

static void
add_zone_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bo_operate_add_zone (widget, BO_WINDOW (widget)->client);
}

static void
add_accessory_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BoWindow *self = BO_WINDOW (widget);
  const char *address = bo_window_get_address (self);
  BoThing *thing = NULL;

  if (address != NULL && g_str_has_prefix (address, "room:"))
    thing = bo_model_lookup (bo_client_get_model (self->client), address + strlen ("room:"));
  bo_operate_add_accessory (widget, self->client, thing != NULL && BO_IS_ROOM (thing) ? BO_ROOM (thing) : NULL);
}

static void
sidebar_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BoWindow *self = BO_WINDOW (widget);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  else
    g_settings_set_boolean (self->settings, "sidebar-shown", !gtk_widget_get_visible (self->sidebar_box));
}

static void
palette_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bo_window_show_palette (BO_WINDOW (widget), "");
}

static void
preferences_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (bo_preferences_new (GTK_WINDOW (widget), BO_WINDOW (widget)->client)));
}

static void
all_off_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BoWindow *self = BO_WINDOW (widget);

  bo_operate_all (widget, self->client, BO_ALL_OFF, bo_client_list_accessories (self->client));
}

static void
test_conflict_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _bo_window_rehearse (BO_WINDOW (widget));
}

static void
view_at_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gboolean opened = FALSE;

  g_object_get (BO_WINDOW (widget)->client, "opened", &opened, NULL);
  if (opened)
    bo_moment_view (widget, BO_WINDOW (widget)->client);
}

/* What is typed on the home, and means nothing there, is looked for. */
static gboolean
typed_cb (GtkEventControllerKey *controller, unsigned int key, unsigned int code, GdkModifierType state, BoWindow *self)
{
  gunichar letter = gdk_keyval_to_unicode (key);
  char text[7] = { 0 };

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || letter == 0 || !g_unichar_isalnum (letter)
      || g_strcmp0 (bo_window_get_address (self), "home") != 0)
    return GDK_EVENT_PROPAGATE;
  g_unichar_to_utf8 (letter, text);
  bo_window_show_palette (self, text);
  return GDK_EVENT_STOP;
}

/**
 * _bo_window_listen:
 * @self: a window that is being made
 *
 * Type to search on the home: only keys that nothing in the window took.
 */
void
_bo_window_listen (BoWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (typed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Pages that can be searched know how; elsewhere the whole home is. */
static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BoPage *page = bo_window_get_page (BO_WINDOW (widget));

  if (page == NULL || !gtk_widget_activate_action (GTK_WIDGET (page), "page.find", NULL))
    bo_window_show_palette (BO_WINDOW (widget), "");
}

/**
 * _bo_window_install_actions:
 * @widget_class: of the window
 *
 * Every action of a window, and its keys (UX §3, Shell).
 */
void
_bo_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show", "s", show_cb);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.room", "i", room_cb);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_cb);
  gtk_widget_class_install_action (widget_class, "win.connect", NULL, connect_cb);
  gtk_widget_class_install_action (widget_class, "win.start-local", NULL, start_local_cb);
  gtk_widget_class_install_action (widget_class, "win.add-room", NULL, add_room_cb);
  gtk_widget_class_install_action (widget_class, "win.add-zone", NULL, add_zone_cb);
  gtk_widget_class_install_action (widget_class, "win.add-accessory", NULL, add_accessory_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, sidebar_cb);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_cb);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_cb);
  gtk_widget_class_install_action (widget_class, "win.all-off", NULL, all_off_cb);
  gtk_widget_class_install_action (widget_class, "win.test-conflict", NULL, test_conflict_cb);
  gtk_widget_class_install_action (widget_class, "win.view-at", NULL, view_at_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.sync-now", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "win.palette", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "win.view-at", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK, "win.preferences", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-sidebar", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Back, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  for (int i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + (unsigned int) i, GDK_ALT_MASK, "win.room", "i", i);
}
