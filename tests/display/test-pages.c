/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "bo-hub.h"
#include "bo-operate.h"
#include "bo-page.h"
#include "bo-scenes-page.h"
#include "bo-widgets.h"

/* Every page of the window over a real hub with the demo home: it is made, drawn narrow and
   wide, light and dark, and leaves nothing behind. With BO_SHOTS=FOLDER the pictures are kept. */

#define PATIENCE_SECONDS 20

typedef struct
{
  char      *dir;
  BoHub     *hub;
  BoClient  *client;
  BoClient  *other;  /* somebody else's device */
  GtkWidget *window;
  GtkWidget *header;
  AdwBin    *bin;
} Home;

/* --- waiting --- */

static gboolean
late_cb (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  bool late = false;
  unsigned int source = g_timeout_add_seconds (PATIENCE_SECONDS, late_cb, &late);

  while (*result == NULL && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
}

static void
edit_finish (BoClient *client, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  wait_for (result);
  id = bo_client_edit_finish (client, *result, &error);
  g_assert_no_error (error);
  g_clear_object (result);
}

static void
sync_now (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  bo_client_sync_async (client, NULL, take_result_cb, &result);
  wait_for (&result);
  report = bo_client_sync_finish (client, result, &error);
  g_assert_no_error (error);
}

/* What is under way may hold a page a moment longer than the window does. */
static void
release (BoPage *page)
{
  bool late = false;
  gpointer alive = page;
  unsigned int source = g_timeout_add_seconds (PATIENCE_SECONDS, late_cb, &late);
  g_autofree char *address = g_strdup (bo_page_get_address (page));

  g_object_add_weak_pointer (G_OBJECT (page), &alive);
  g_object_unref (page);
  while (alive != NULL && !late)
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_error ("The page %s stays alive", address);
  g_source_remove (source);
}

static BoClient *
client_new (Home *home, const char *name)
{
  g_autofree char *dir = g_build_filename (home->dir, name, NULL);
  BoClient *client = bo_client_new (dir);
  BoCredentials credentials = { .password = "secret", .device_name = name, .allow_file = true };
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, take_result_cb, &opened);
  wait_for (&opened);
  bo_client_open_finish (client, opened, &error);
  g_assert_no_error (error);
  bo_client_connect_async (client, bo_hub_get_url (home->hub), &credentials, NULL, take_result_cb, &connected);
  wait_for (&connected);
  bo_client_connect_finish (client, connected, &error);
  g_assert_no_error (error);
  sync_now (client);
  return client;
}

/* --- a home in which something happened --- */

static BoAccessory *
accessory_named (BoClient *client, const char *name)
{
  g_autoptr (GPtrArray) found = bo_model_find (bo_client_get_model (client), BO_TYPE_ACCESSORY, name);

  g_assert_cmpuint (found->len, >, 0);
  return g_ptr_array_index (found, 0);
}

static void
set_value (BoClient *client, const char *name, const char *type, const char *input)
{
  BoAccessory *accessory = accessory_named (client, name);
  BoCharacteristic *characteristic = bo_accessory_find_characteristic (accessory, type);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  g_assert_nonnull (characteristic);
  json = bo_characteristic_edit_value (characteristic, input, &error);
  g_assert_no_error (error);
  bo_client_update_characteristic_async (client, bo_thing_get_id (BO_THING (accessory)),
                                         bo_characteristic_get_id (characteristic), json, true, NULL, take_result_cb,
                                         &result);
  edit_finish (client, &result);
}

static void
rename_accessory (BoClient *client, const char *from, const char *to)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_rename_async (client, bo_thing_get_id (BO_THING (accessory_named (client, from))), to, NULL,
                          take_result_cb, &result);
  edit_finish (client, &result);
}

static void
make_conflict (Home *home)
{
  set_value (home->client, "Ceiling light", "brightness", "40");
  set_value (home->client, "Ceiling light", "on", "false");
  rename_accessory (home->client, "Ceiling light", "Ceiling lamp above the long table");
  set_value (home->other, "Ceiling light", "brightness", "75");
  rename_accessory (home->other, "Ceiling light", "Dining light");
  sync_now (home->other);
  sync_now (home->client);
  sync_now (home->client);
}

static void
make_favourites (Home *home)
{
  static const char *const names[] = { "Floor lamp", "Hall thermostat", "Front door lock" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = g_strconcat ("favourite.",
                                          bo_thing_get_id (BO_THING (accessory_named (home->client, names[i]))), NULL);

      bo_client_set_setting (home->client, key, "1");
    }
}

static void
home_set_up (Home *home)
{
  BoHubOptions options = { .password = "secret", .demo = true, .seed = 7, .speed = 1 };
  g_autofree char *hub_dir = NULL;
  g_autoptr (GError) error = NULL;

  home->dir = g_dir_make_tmp ("blowing-off-XXXXXX", &error);
  g_assert_no_error (error);
  hub_dir = g_build_filename (home->dir, "hub", NULL);
  home->hub = bo_hub_new (hub_dir, &options);
  bo_hub_demo_pause (home->hub, true);
  bo_hub_start (home->hub, &error);
  g_assert_no_error (error);
  home->client = client_new (home, "Living room tablet");
  home->other = client_new (home, "Ana’s laptop");
  make_favourites (home);
  make_conflict (home);
  bo_client_set_paused (home->client, TRUE);
  set_value (home->client, "Hall thermostat", "target_temperature", "21.5");
  set_value (home->client, "Floor lamp", "on", "true");
}

/* --- a window, as much of one as a page needs --- */

static void
nothing_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
}

/* What pages name of the real window and application. */
static void
add_actions (GtkWidget *window)
{
  static const GActionEntry entries[] = {
    { "show", nothing_cb, "s" }, { "back", nothing_cb }, { "sync-now", nothing_cb }, { "start-local", nothing_cb },
    { "demo", nothing_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (group));
  gtk_widget_insert_action_group (window, "app", G_ACTION_GROUP (group));
}

static void
window_set_up (Home *home)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = adw_toast_overlay_new ();

  home->window = adw_window_new ();
  add_actions (home->window);
  home->header = adw_header_bar_new ();
  home->bin = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (home->bin), TRUE);
  gtk_box_append (GTK_BOX (box), home->header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (home->bin));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  adw_window_set_content (ADW_WINDOW (home->window), overlay);
}

static void
keep_picture (Home *home, const char *address, int width, bool dark)
{
  const char *folder = g_getenv ("BO_SHOTS");
  g_autofree char *name = g_strdup_printf ("%s-%d-%s.png", address, width, dark ? "dark" : "light");
  g_autofree char *path = folder != NULL ? g_build_filename (folder, name, NULL) : NULL;
  g_autoptr (GError) error = NULL;

  bo_shot_wait (home->window);
  if (path == NULL)
    return;
  for (char *c = path + strlen (folder) + 1; *c != '\0'; c++)
    if (*c == ':')
      *c = '_';
  bo_shot_save (home->window, path, &error);
  g_assert_no_error (error);
}

static void
show (Home *home, BoPage *page, int width, int height)
{
  GtkWidget *title = adw_window_title_new (bo_page_get_title (page), bo_page_get_subtitle (page));
  GtkWidget *end = bo_page_get_header_widget (page);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (home->header), title);
  if (end != NULL)
    adw_header_bar_pack_end (ADW_HEADER_BAR (home->header), end);
  adw_bin_set_child (home->bin, GTK_WIDGET (page));
  gtk_window_set_default_size (GTK_WINDOW (home->window), width, height);
  gtk_window_present (GTK_WINDOW (home->window));
}

static void
draw (Home *home, const char *address, int width, int height, bool dark)
{
  BoPage *page = bo_page_create (address, home->client);
  GtkWidget *end;
  int minimum = 0;

  g_assert_nonnull (page);
  g_object_ref_sink (page);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  show (home, page, width, height);
  keep_picture (home, address, width, dark);
  if (g_str_has_prefix (address, "conflict:"))
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bo_page_get_header_widget (page)), TRUE);
      keep_picture (home, "conflict-all", width, dark);
    }
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > 360)
    g_test_message ("%s is %d wide at least", address, minimum);
  g_assert_cmpint (minimum, <=, 360);
  end = bo_page_get_header_widget (page);
  if (end != NULL)
    adw_header_bar_remove (ADW_HEADER_BAR (home->header), end);
  adw_bin_set_child (home->bin, NULL);
  gtk_widget_set_visible (home->window, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  release (page);
}

static void
draw_all (Home *home, const char *address)
{
  draw (home, address, 1024, 700, false);
  draw (home, address, 360, 640, false);
  draw (home, address, 1024, 700, true);
  draw (home, address, 360, 640, true);
}

/* --- the pages --- */

static void
draw_things (Home *home)
{
  static const char *const names[] = { "Floor lamp", "Hall thermostat", "Front door lock", "Living room TV" };
  BoModel *model = bo_client_get_model (home->client);
  g_autoptr (BoThing) room = g_list_model_get_item (bo_model_get_rooms (model), 6);
  g_autoptr (BoThing) document = g_list_model_get_item (bo_model_get_documents (model), 0);
  g_autofree char *room_address = g_strconcat ("room:", bo_thing_get_id (room), NULL);
  g_autofree char *document_address = g_strconcat ("document:", bo_thing_get_id (document), NULL);

  draw_all (home, room_address);
  draw_all (home, document_address);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) found = bo_model_find (model, BO_TYPE_ACCESSORY, names[i]);
      g_autofree char *address = NULL;

      if (found->len == 0)
        continue;
      address = g_strconcat ("accessory:", bo_thing_get_id (g_ptr_array_index (found, 0)), NULL);
      draw_all (home, address);
    }
}

/* --- questions --- */

static GtkWidget *
find_dialog (Home *home)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static void
close_dialog (Home *home, const char *name)
{
  const char *folder = g_getenv ("BO_SHOTS");
  GtkWidget *dialog = find_dialog (home);

  g_assert_nonnull (dialog);
  bo_shot_wait (dialog);
  if (folder != NULL)
    {
      g_autofree char *path = g_strdup_printf ("%s/dialog-%s.png", folder, name);

      bo_shot_save (dialog, path, NULL);
    }
  gtk_window_close (GTK_WINDOW (dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (find_dialog (home));
}

static void
ask_all (Home *home)
{
  BoAccessory *lock = accessory_named (home->client, "Front door lock");
  BoCharacteristic *target = bo_accessory_find_characteristic (lock, "lock_target_state");
  BoPage *page = bo_page_create ("scenes", home->client);
  GtkWidget *from = GTK_WIDGET (page);

  g_object_ref_sink (page);
  show (home, page, 360, 640);
  bo_operate (from, home->client, target, "0");
  close_dialog (home, "unlock");
  bo_operate_move (from, home->client, lock);
  close_dialog (home, "move");
  bo_operate_rename (from, home->client, BO_THING (lock));
  close_dialog (home, "rename");
  bo_operate_remove (from, home->client, BO_THING (lock));
  close_dialog (home, "remove");
  bo_operate_add_room (from, home->client);
  close_dialog (home, "add-room");
  bo_operate_add_accessory (from, home->client, NULL);
  close_dialog (home, "add-accessory");
  bo_operate_zone (from, home->client, bo_accessory_get_room (lock));
  close_dialog (home, "zone");
  bo_scene_capture (from, home->client);
  close_dialog (home, "scene");
  adw_header_bar_remove (ADW_HEADER_BAR (home->header), bo_page_get_header_widget (page));
  adw_bin_set_child (home->bin, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  release (page);
}

static void
test_pages (void)
{
  static const char *const addresses[] = {
    "home", "favourites", "no-room", "filter:lights", "filter:unreachable", "sync:waiting", "sync:review",
    "sync:activity", "sync:health", "scenes", "documents", "history", "welcome", "welcome:connect",
  };
  Home home = { 0 };

  home_set_up (&home);
  window_set_up (&home);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    draw_all (&home, addresses[i]);
  draw_things (&home);
  for (unsigned int i = 0; i < g_list_model_get_n_items (bo_client_list_conflicts (home.client)); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (home.client), i);
      g_autofree char *address = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);

      draw_all (&home, address);
    }
  ask_all (&home);
  gtk_window_destroy (GTK_WINDOW (home.window));
  bo_hub_stop (home.hub);
  g_clear_object (&home.client);
  g_clear_object (&home.other);
  g_clear_object (&home.hub);
  g_free (home.dir);
}

int
main (int argc, char **argv)
{
  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pages/all", test_pages);
  return g_test_run ();
}
