/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-scenes-page.h"
#include "page-home.h"

/* Every page of the window over a real hub with the demo home: it is made, drawn narrow and
   wide, light and dark, and leaves nothing behind. With BO_SHOTS=FOLDER the pictures are kept. */

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
  home_start (home, true);
  home->other = client_new (home, "Ana’s laptop");
  make_favourites (home);
  make_conflict (home);
  bo_client_set_paused (home->client, TRUE);
  set_value (home->client, "Hall thermostat", "target_temperature", "21.5");
  set_value (home->client, "Floor lamp", "on", "true");
}

static void
draw_page (Home *home, const char *address)
{
  draw_all (home, home->client, address, address);
}

/* All fields of a conflict, too. */
static void
draw_conflict (Home *home, const char *address, int width, bool dark)
{
  BoPage *page;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  page = page_open (home, home->client, address, width, 700);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bo_page_get_header_widget (page)), TRUE);
  keep_picture (home, "conflict-all", width, dark);
  page_close (home, page);
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

  draw_page (home, room_address);
  draw_page (home, document_address);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GPtrArray) found = bo_model_find (model, BO_TYPE_ACCESSORY, names[i]);
      g_autofree char *address = NULL;

      if (found->len == 0)
        continue;
      address = g_strconcat ("accessory:", bo_thing_get_id (g_ptr_array_index (found, 0)), NULL);
      draw_page (home, address);
    }
}

/* --- questions --- */

static void
close_dialog (Home *home, const char *name)
{
  const char *folder = g_getenv ("BO_SHOTS");
  GtkWidget *dialog = find_dialog ();

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
  g_assert_null (find_dialog ());
}

static void
ask_all (Home *home)
{
  BoAccessory *lock = accessory_named (home->client, "Front door lock");
  BoCharacteristic *target = bo_accessory_find_characteristic (lock, "lock_target_state");
  BoPage *page = page_open (home, home->client, "scenes", 360, 640);
  GtkWidget *from = GTK_WIDGET (page);

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
  page_close (home, page);
}

static void
test_pages (void)
{
  static const char *const addresses[] = {
    "home", "favourites", "no-room", "filter:lights", "filter:unreachable", "sync:waiting", "sync:review",
    "sync:activity", "sync:health", "scenes", "automations", "documents", "history", "welcome", "welcome:connect",
  };
  Home home = { 0 };

  home_set_up (&home);
  window_set_up (&home);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    draw_page (&home, addresses[i]);
  draw_things (&home);
  for (unsigned int i = 0; i < g_list_model_get_n_items (bo_client_list_conflicts (home.client)); i++)
    {
      g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (home.client), i);
      g_autofree char *address = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);

      draw_page (&home, address);
      draw_conflict (&home, address, 1024, false);
      draw_conflict (&home, address, 360, true);
    }
  ask_all (&home);
  home_stop (&home);
}

int
main (int argc, char **argv)
{
  scene_init (&argc, &argv);
  g_test_add_func ("/pages/all", test_pages);
  return g_test_run ();
}
