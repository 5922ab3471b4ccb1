/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shell-scene.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static const char notifications_xml[] = "<node><interface name='org.gtk.Notifications'>"
                                        "<method name='AddNotification'>"
                                        "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                                        "<arg type='a{sv}' direction='in'/></method>"
                                        "<method name='RemoveNotification'>"
                                        "<arg type='s' direction='in'/><arg type='s' direction='in'/></method>"
                                        "</interface></node>";

bool
shell_later (Shell *self, int64_t seconds)
{
  g_autofree char *path = house_path (self->house, "later");
  int file = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  self->later += seconds;
  /* In place: the program has the file in its memory. */
  g_assert_cmpint (write (file, &self->later, sizeof self->later), ==, sizeof self->later);
  close (file);
  return g_getenv ("BO_LATER_MODULE") != NULL;
}

/* --- the bus --- */

static void
write_file (const char *path, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* GTestDBus takes the display away from this process, when it begins and when it ends; the bus's programs want it. */
static void
bring_up (GTestDBus *bus)
{
  static char *display = NULL;

  if (display == NULL)
    display = g_strdup (g_getenv ("DISPLAY"));
  g_setenv ("DISPLAY", display, TRUE);
  g_test_dbus_up (bus);
  g_setenv ("DISPLAY", display, TRUE);
}

/* GTestDBus forks once, at its first bus, a process that sees to it that the bus doesn't outlive this one. It has none
 * of the threads, so that a hub begun before would look lost to a leak checker there. */
static void
fork_watcher (void)
{
  static bool forked = false;
  g_autoptr (GTestDBus) bus = NULL;

  if (forked)
    return;
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  bring_up (bus);
  g_test_dbus_down (bus);
  forked = true;
}

static void
start_bus (Shell *self)
{
  g_autofree char *services = house_path (self->house, "services");
  g_autofree char *file = g_build_filename (services, APP_ID ".service", NULL);
  g_autofree char *later = house_path (self->house, "later");
  g_autofree char *clock = g_getenv ("BO_LATER_MODULE") != NULL
                             ? g_strdup_printf ("/usr/bin/env LD_PRELOAD=%s BO_LATER=%s ",
                                                g_getenv ("BO_LATER_MODULE"), later)
                             : g_strdup ("");
  g_autofree char *text = g_strdup_printf ("[D-BUS Service]\nName=%s\nExec=%s%s --gapplication-service\n", APP_ID,
                                           clock, g_getenv ("BO_PROGRAM"));
  g_autoptr (GError) error = NULL;

  write_file (file, text);
  shell_later (self, 0);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (self->bus, services);
  bring_up (self->bus);
  self->connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                                             G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                               | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                             NULL, NULL, &error);
  g_assert_no_error (error);
}

static GVariant *
call_bus (Shell *self, const char *name, const char *path, const char *interface, const char *method,
          GVariant *parameters, bool start)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GVariant *answer;

  g_dbus_connection_call (self->connection, name, path, interface, method, parameters, NULL,
                          start ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, got_result_cb,
                          &result);
  wait_until (result != NULL);
  answer = g_dbus_connection_call_finish (self->connection, result, &error);
  g_assert_no_error (error);
  return answer;
}

GVariant *
shell_call (Shell *self, const char *path, const char *interface, const char *method, GVariant *parameters)
{
  return call_bus (self, APP_ID, path, interface, method, parameters, true);
}

void
shell_own_name (Shell *self, const char *name)
{
  g_autoptr (GVariant) answer = call_bus (self, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                          "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", name, 0), false);
  uint32_t code = 0;

  g_variant_get (answer, "(u)", &code);
  g_assert_cmpuint (code, ==, 1);
}

bool
shell_has_settings (Shell *self, const char *line)
{
  g_autofree char *path = house_path (self->house, "config/glib-2.0/settings/keyfile");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  return g_strv_contains ((const char *const *) lines, line);
}

bool
shell_runs (Shell *self)
{
  g_autoptr (GVariant) answer = call_bus (self, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                          "org.freedesktop.DBus", "NameHasOwner", g_variant_new ("(s)", APP_ID), false);
  gboolean owned = FALSE;

  g_variant_get (answer, "(b)", &owned);
  return owned;
}

void
shell_activate (Shell *self)
{
  g_autoptr (GVariant) answer = shell_call (self, APP_PATH, "org.freedesktop.Application", "Activate",
                                            g_variant_new_parsed ("(@a{sv} {},)"));
}

void
shell_action (Shell *self, const char *action, const char *target)
{
  g_autoptr (GVariant) answer = NULL;
  GVariantBuilder parameters;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  if (target != NULL)
    g_variant_builder_add (&parameters, "v", g_variant_new_string (target));
  answer = shell_call (self, APP_PATH, "org.freedesktop.Application", "ActivateAction",
                       g_variant_new ("(sav@a{sv})", action, &parameters, g_variant_new_parsed ("@a{sv} {}")));
}

void
shell_quit (Shell *self)
{
  if (shell_runs (self))
    shell_action (self, "quit", NULL);
  wait_until (!shell_runs (self));
}

/* --- the screen --- */

static bool
xdotool (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  return g_subprocess_get_successful (process);
}

bool
shell_sees (const char *title)
{
  return xdotool ((const char *[]){ "xdotool", "search", "--onlyvisible", "--name", title, NULL });
}

void
shell_press (const char *title, const char *key)
{
  wait_until (xdotool ((const char *[]){ "xdotool", "search", "--onlyvisible", "--name", title, "windowactivate",
                                         "--sync", NULL }));
  /* By itself: named a window, it would send events that GTK takes for forged. */
  g_assert_true (xdotool ((const char *[]){ "xdotool", "key", key, NULL }));
}

/* --- notifications --- */

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_free (notice->id);
  g_free (notice->title);
  g_free (notice->body);
  g_free (notice->priority);
  g_free (notice->action);
  g_free (notice->target);
  g_clear_pointer (&notice->buttons, g_variant_unref);
  g_free (notice);
}

static void
forget_notice (Shell *self, const char *id)
{
  for (unsigned int i = self->shown->len; i-- > 0;)
    if (g_str_equal (((Notice *) self->shown->pdata[i])->id, id))
      g_ptr_array_remove_index (self->shown, i);
}

static void
add_notice (Shell *self, const char *id, GVariant *content)
{
  Notice *notice = g_new0 (Notice, 1);

  notice->id = g_strdup (id);
  g_variant_lookup (content, "title", "s", &notice->title);
  g_variant_lookup (content, "body", "s", &notice->body);
  g_variant_lookup (content, "priority", "s", &notice->priority);
  g_variant_lookup (content, "default-action", "s", &notice->action);
  g_variant_lookup (content, "default-action-target", "s", &notice->target);
  notice->buttons = g_variant_lookup_value (content, "buttons", NULL);
  forget_notice (self, id);
  g_ptr_array_add (self->shown, notice);
  self->n_shown++;
}

static void
notification_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
                 const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  g_autoptr (GVariant) content = NULL;
  const char *application, *id;

  g_variant_get_child (parameters, 0, "&s", &application);
  g_variant_get_child (parameters, 1, "&s", &id);
  g_assert_cmpstr (application, ==, APP_ID);
  if (g_str_equal (method, "AddNotification"))
    {
      content = g_variant_get_child_value (parameters, 2);
      add_notice (data, id, content);
    }
  else
    forget_notice (data, id);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

void
shell_take_notices (Shell *self)
{
  static const GDBusInterfaceVTable vtable = { .method_call = notification_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (notifications_xml, NULL);
  g_autoptr (GError) error = NULL;

  self->notifications = g_dbus_connection_register_object (self->connection, "/org/gtk/Notifications",
                                                           node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  shell_own_name (self, "org.gtk.Notifications");
}

Notice *
shell_find_notice (Shell *self, const char *prefix)
{
  for (unsigned int i = 0; i < self->shown->len; i++)
    if (g_str_has_prefix (((Notice *) self->shown->pdata[i])->id, prefix))
      return self->shown->pdata[i];
  return NULL;
}

void
shell_click_notice (Shell *self, const Notice *notice)
{
  g_assert_true (g_str_has_prefix (notice->action, "app."));
  shell_action (self, notice->action + strlen ("app."), notice->target);
}

/* --- the home --- */

static char *
finish_edit (BoClient *client, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  char *id;

  wait_until (*result != NULL);
  id = bo_client_edit_finish (client, *result, &error);
  g_assert_no_error (error);
  g_clear_object (result);
  return id;
}

static char *
make_accessory (Shell *self, const char *name, const char *service)
{
  g_autoptr (GAsyncResult) result = NULL;
  const char *const services[] = { service, NULL };

  bo_client_create_accessory_async (self->other, self->room_id, name, services, NULL, got_result_cb, &result);
  return finish_edit (self->other, &result);
}

static void
make_scene (Shell *self, const char *home_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  BoThing *door = bo_model_lookup (bo_client_get_model (self->other), self->door_id);
  BoCharacteristic *target = bo_accessory_find_characteristic (BO_ACCESSORY (door), "lock_target_state");
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);

  g_ptr_array_add (actions, bo_write_new (self->door_id, bo_characteristic_get_id (target), "0"));
  bo_client_create_scene_async (self->other, home_id, "Welcome the guests", actions, NULL, got_result_cb, &result);
  self->scene_id = finish_edit (self->other, &result);
}

static void
make_document (Shell *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  self->document_id = bo_uuid_random ();
  bo_client_put_entity_async (self->other, self->document_id, "manual", "Boiler",
                              "{\"content\":\"To reset the pump, hold the knob.\"}", NULL, got_result_cb, &result);
  g_free (finish_edit (self->other, &result));
}

static void
put_accessory (Shell *self, const char *id, const char *name, const char *content)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_put_entity_async (self->other, id, "device", name, content, NULL, got_result_cb, &result);
  g_free (finish_edit (self->other, &result));
}

/* An accessory that says one thing */
static void
put_one_value (Shell *self, const char *id, const char *name, const char *service, const char *type, int value)
{
  g_autofree char *content = g_strdup_printf ("{\"services\": [{\"id\": \"s\", \"service_type\": \"%s\", "
                                              "\"characteristics\": [{\"id\": \"c\", \"characteristic_type\": "
                                              "\"%s\", \"value\": %d}]}]}",
                                              service, type, value);

  put_accessory (self, id, name, content);
}

static void
put_door (Shell *self, bool unlocked)
{
  g_autofree char *content = g_strdup_printf ("{\"services\": [{\"id\": \"l\", \"service_type\": "
                                              "\"lock_mechanism\", \"characteristics\": ["
                                              "{\"id\": \"t\", \"characteristic_type\": \"lock_target_state\", "
                                              "\"value\": %d}, "
                                              "{\"id\": \"c\", \"characteristic_type\": \"lock_current_state\", "
                                              "\"value\": %d}]}]}",
                                              !unlocked, !unlocked);

  put_accessory (self, self->door_id, "Front door", content);
}

void
shell_unlock (Shell *self, bool unlocked)
{
  put_door (self, unlocked);
  client_sync_well (self->other);
}

void
shell_touch (Shell *self)
{
  g_autoptr (GError) error = NULL;

  set_value (self->other, self->lamp_id, "on", self->n_touched++ % 2 == 0 ? "true" : "false", true, &error);
  g_assert_no_error (error);
  client_sync_well (self->other);
}

static void
furnish (Shell *self)
{
  g_autofree char *home_id = NULL;

  self->other = house_connected (self->house, "other", BO_OPEN_NO_SYNC);
  home_id = make_home (self->other, "Small house");
  self->room_id = make_room (self->other, home_id, "Hall");
  self->lamp_id = make_lamp (self->other, self->room_id, "Reading lamp");
  self->door_id = make_accessory (self, "Front door", "lock_mechanism");
  self->leak_id = make_accessory (self, "Cellar sensor", "leak_sensor");
  self->bell_id = make_accessory (self, "Garden gate", "doorbell");
  put_door (self, false);
  make_scene (self, home_id);
  make_document (self);
  client_sync_well (self->other);
}

void
shell_leak (Shell *self, bool wet)
{
  put_one_value (self, self->leak_id, "Cellar sensor", "leak_sensor", "leak_detected", wet);
  client_sync_well (self->other);
}

void
shell_ring (Shell *self, int press)
{
  put_one_value (self, self->bell_id, "Garden gate", "doorbell", "programmable_switch_event", press);
  client_sync_well (self->other);
}

void
shell_keep_setting (Shell *self, const char *key, const char *value)
{
  BoClient *client = house_client (self->house, "blowing-off", BO_OPEN_NO_SYNC);

  bo_client_set_setting (client, key, value);
  client_close (client);
}

char *
shell_add_home (Shell *self, char **lamp_id)
{
  BoClient *client = house_client (self->house, "blowing-off", BO_OPEN_NO_SYNC);
  char *home_id = make_home (client, "Cabin");
  g_autofree char *room_id = make_room (client, home_id, "Loft");

  *lamp_id = make_lamp (client, room_id, "Stove lamp");
  client_close (client);
  return home_id;
}

Shell *
shell_new (bool home, const char *settings)
{
  Shell *self = g_new0 (Shell, 1);
  g_autofree char *config = NULL;
  g_autofree char *keys = NULL;

  fork_watcher ();
  self->house = house_new ();
  self->shown = g_ptr_array_new_with_free_func (notice_free);
  config = house_path (self->house, "config");
  keys = house_path (self->house, "config/glib-2.0/settings/keyfile");
  furnish (self);
  if (home)
    {
      BoClient *client = house_connected (self->house, "blowing-off", BO_OPEN_NO_SYNC);

      client_sync_well (client);
      client_close (client);
    }
  if (settings != NULL)
    write_file (keys, settings);
  g_setenv ("XDG_DATA_HOME", self->house->dir, TRUE);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  start_bus (self);
  return self;
}

void
shell_free (Shell *self)
{
  shell_quit (self);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_clear_object (&self->connection);
  g_test_dbus_down (self->bus);
  g_clear_object (&self->bus);
  client_close (self->other);
  house_free (self->house);
  g_ptr_array_unref (self->shown);
  g_free (self->lamp_id);
  g_free (self->door_id);
  g_free (self->leak_id);
  g_free (self->bell_id);
  g_free (self->scene_id);
  g_free (self->document_id);
  g_free (self->room_id);
  g_free (self);
}
