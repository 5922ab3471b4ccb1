/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-arrangement.h"
#include "bo-sidebar.h"
#include "bo-tile-private.h"
#include "page-home.h"

/* What a tile's menu and its being dropped somewhere do to the home, and how that is taken back. */

#define LAMP "Ceiling light"
#define KNOWN "Hall thermostat"

/* --- looking --- */

/* (nullable): the tile of @accessory below @from */
static GtkWidget *
find_tile (GtkWidget *from, BoAccessory *accessory)
{
  GtkWidget *found = BO_IS_TILE (from) && gtk_widget_get_mapped (from) && bo_tile_get_accessory (BO_TILE (from)) == accessory
                       ? from
                       : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tile (child, accessory);
  return found;
}

static BoPage *
open_room_of (Home *home, BoAccessory *accessory)
{
  g_autofree char *address =
    g_strconcat ("room:", bo_thing_get_id (BO_THING (bo_accessory_get_room (accessory))), NULL);
  BoPage *page = page_open (home, home->client, address, 900, 700);

  bo_shot_wait (home->window);
  return page;
}

/* --- what is written about it --- */

/* Chooses what the tile's menu calls @label. */
static void
choose (GtkWidget *tile, const char *label)
{
  g_autoptr (GMenuModel) menu = _bo_tile_menu (bo_tile_get_accessory (BO_TILE (tile)));

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int j = 0; j < g_menu_model_get_n_items (section); j++)
        {
          g_autofree char *text = NULL, *action = NULL;
          g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (section, j, G_MENU_ATTRIBUTE_TARGET, NULL);

          g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_LABEL, "s", &text);
          g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_ACTION, "s", &action);
          if (!g_str_equal (text, label))
            continue;
          g_assert_true (gtk_widget_activate_action_variant (tile, action, target));
          return;
        }
    }
  g_assert_not_reached ();
}

static bool
has_focus_inside (gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static void
assert_in_sight (Home *home, GtkWidget *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, home->window, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (home->window));
}

static void
test_notes (Home *home, gconstpointer data)
{
  BoAccessory *accessory = accessory_named (home->client, KNOWN);
  BoPage *page = open_room_of (home, accessory);
  g_autofree char *address = g_strconcat ("notes:", bo_thing_get_id (BO_THING (accessory)), NULL);
  GtkWidget *heading;

  choose (find_tile (GTK_WIDGET (page), accessory), "_Notes");
  g_assert_cmpstr (home->shown, ==, address);
  page_close (home, page);

  page = page_open (home, home->client, address, 900, 420);
  wait_for_words (GTK_WIDGET (page), "tado thermostat manual", true);
  wait_until ("the focus", has_focus_inside,
              gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "tado thermostat manual"), GTK_TYPE_LIST_BOX));
  wait_for_words (GTK_WIDGET (page), "Show All", true);
  bo_shot_wait (home->window);
  keep_picture (home, "notes", 900, false);
  heading = find_labelled (GTK_WIDGET (page), "Documents");
  assert_in_sight (home, heading);
  page_close (home, page);
}

static GtkWindow *
find_editor (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (g_strcmp0 (gtk_window_get_title (window), "New Document") == 0)
        return window;
    }
  return NULL;
}

static bool
is_written (gpointer accessory)
{
  return g_list_model_get_n_items (bo_thing_get_documents (accessory)) == 1;
}

static bool
is_not_written (gpointer accessory)
{
  return !is_written (accessory);
}

/* Where nothing is written yet, one begins to write. */
static void
test_first_note (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  BoPage *page = open_room_of (home, lamp);
  GtkWindow *editor;

  g_assert_true (g_list_model_get_n_items (bo_thing_get_documents (BO_THING (lamp))) == 0);
  choose (find_tile (GTK_WIDGET (page), lamp), "_Notes");
  g_assert_null (home->shown);
  editor = find_editor ();
  g_assert_nonnull (editor);
  bo_shot_wait (GTK_WIDGET (editor));
  gtk_editable_set_text (GTK_EDITABLE (row_titled (GTK_WIDGET (editor), "Title")), "Bulbs");
  press (GTK_WIDGET (editor), "Save");
  wait_until ("the note", is_written, lamp);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_true (is_written (accessory_named (home->other, LAMP)));
  press (home->window, "Undo");
  wait_until ("the note's Undo", is_not_written, lamp);
  page_close (home, page);
}

/* --- what is seen on it --- */

/* What the icon does is said where the keyboard is, unless there is something more important to say. */
static void
test_hint (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  BoPage *page;
  GtkWidget *tile;

  set_value (home->client, LAMP, "on", "true");
  sync_now (home->client);
  page = open_room_of (home, lamp);
  tile = find_tile (GTK_WIDGET (page), lamp);
  g_assert_null (find_labelled (tile, "Set: Off"));
  gtk_window_set_focus_visible (GTK_WINDOW (home->window), TRUE);
  gtk_widget_grab_focus (tile);
  wait_for_words (tile, "Set: Off", true);
  bo_shot_wait (home->window);
  keep_picture (home, "hint", 900, false);
  keep_picture (home, "hint", 360, true);
  set_value (home->client, LAMP, "on", "false");
  wait_for_words (tile, "Waiting to send", true);
  g_assert_null (find_labelled (tile, "Set: On"));
  sync_now (home->client);
  wait_for_words (tile, "Set: On", true);
  page_close (home, page);
}

/* What is measured says where it is going. */
static void
test_trend (Home *home, gconstpointer data)
{
  BoAccessory *sensor = accessory_named (home->client, "Fridge thermometer");
  BoPage *page = open_room_of (home, sensor);
  GtkWidget *tile = find_tile (GTK_WIDGET (page), sensor);

  report (home, "Fridge thermometer", "current_temperature", "5");
  report (home, "Fridge thermometer", "current_temperature", "7.5");
  wait_for_words (tile, "7.5 °C ↑", true);
  bo_shot_wait (home->window);
  keep_picture (home, "trend", 900, false);
  report (home, "Fridge thermometer", "current_temperature", "2");
  wait_for_words (tile, "2 °C ↓", true);
  page_close (home, page);
}

/* A blind that moves shows which way. */
static void
test_moving (Home *home, gconstpointer data)
{
  BoAccessory *blind = accessory_named (home->client, "Garden blind");
  BoPage *page = open_room_of (home, blind);
  GtkWidget *tile = find_tile (GTK_WIDGET (page), blind);

  report (home, "Garden blind", "current_position", "40");
  report (home, "Garden blind", "position_state", "1");
  wait_for_words (tile, "↑ Opening · 40 %", true);
  report (home, "Garden blind", "position_state", "0");
  wait_for_words (tile, "↓ Closing · 40 %", true);
  page_close (home, page);
}

/* --- dropping --- */

static GtkDropTarget *
drop_target_of (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (unsigned int i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  return NULL;
}

/* Whether @onto, or what is around it, took @accessory, let go over its middle. */
static bool
drop (GtkWidget *onto, BoAccessory *accessory)
{
  graphene_point_t middle = { (float) gtk_widget_get_width (onto) / 2, (float) gtk_widget_get_height (onto) / 2 };
  g_auto (GValue) value = G_VALUE_INIT;
  graphene_point_t at;
  GtkWidget *taker = onto;
  gboolean taken = FALSE;

  while (taker != NULL && drop_target_of (taker) == NULL)
    taker = gtk_widget_get_parent (taker);
  g_assert_nonnull (taker);
  g_assert_true (gtk_widget_compute_point (onto, taker, &middle, &at));
  g_value_init (&value, BO_TYPE_ACCESSORY);
  g_value_set_object (&value, accessory);
  g_signal_emit_by_name (drop_target_of (taker), "drop", &value, (double) at.x, (double) at.y, &taken);
  return taken;
}

/* Another of the same group of tiles */
static BoAccessory *
mate_of (GListModel *model, BoAccessory *accessory)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BoAccessory) other = g_list_model_get_item (model, i);

      if (other != accessory && bo_accessory_get_group (other) == bo_accessory_get_group (accessory))
        return other;
    }
  g_assert_not_reached ();
}

static char *
order_of (GListModel *model)
{
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BoThing) thing = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s\n", bo_thing_get_id (thing));
    }
  return g_string_free (text, FALSE);
}

static int
place_in (GListModel *model, gpointer accessory)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if ((gpointer) item == accessory)
        return (int) i;
    }
  g_assert_not_reached ();
}

/* (transfer full) (nullable): the setting as another program finds it in the home's file */
static char *
dup_stored (Home *home, const char *key)
{
  g_autoptr (BoClient) reader = NULL;

  sync_now (home->client); /* the store did what it was asked before */
  reader = client_new_alone (home, "Living room tablet");
  return g_strdup (bo_client_get_setting (reader, key));
}

/* A tile dropped on another takes its place; the order is in the home's file; Undo puts it back. */
static void
test_drop_on_tile (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  BoPage *page = open_room_of (home, lamp);
  GtkWidget *tile = find_tile (GTK_WIDGET (page), lamp);
  GtkWidget *grid = gtk_widget_get_ancestor (tile, BO_TYPE_TILE_GRID);
  GListModel *model = bo_tile_grid_get_model (BO_TILE_GRID (grid));
  BoAccessory *mate = mate_of (model, lamp);
  g_autofree char *key = g_strconcat ("order.", bo_thing_get_id (BO_THING (bo_accessory_get_room (lamp))), NULL);
  g_autofree char *before = order_of (model);
  g_autofree char *after = NULL, *stored = NULL, *undone = NULL, *emptied = NULL;
  int to = place_in (model, mate);

  g_assert_false (drop (tile, lamp)); /* on itself */
  g_assert_true (drop (find_tile (GTK_WIDGET (page), mate), lamp));
  g_assert_cmpint (place_in (model, lamp), ==, to);
  after = order_of (model);
  stored = dup_stored (home, key);
  g_assert_nonnull (stored);
  g_assert_true (g_str_has_prefix (after, stored));
  press (home->window, "Undo");
  undone = order_of (model);
  g_assert_cmpstr (undone, ==, before);
  emptied = dup_stored (home, key);
  g_assert_null (emptied);
  page_close (home, page);
}

static bool
is_in (gpointer data)
{
  gpointer *place = data;
  BoRoom *room = bo_accessory_get_room (accessory_named (place[0], LAMP));

  return room != NULL && g_str_equal (bo_thing_get_id (BO_THING (room)), place[1]);
}

static void
assert_seen_in (Home *home, const char *room_id)
{
  gpointer here[] = { home->client, (gpointer) room_id };
  gpointer there[] = { home->other, (gpointer) room_id };

  wait_until ("the move", is_in, here);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_true (is_in (there));
}

static GtkWidget *
row_of (GtkWidget *sidebar, BoRoom *room)
{
  GtkWidget *label = find_labelled (sidebar, bo_thing_get_display_name (BO_THING (room)));

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
}

/* A tile dropped on a room of the sidebar moves there, for everybody; Undo moves it back. */
static void
test_drop_on_room (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  BoRoom *old = bo_accessory_get_room (lamp);
  BoRoom *new = bo_accessory_get_room (accessory_named (home->client, KNOWN));
  GtkWidget *sidebar = g_object_new (BO_TYPE_SIDEBAR, NULL);

  bo_sidebar_set_client (BO_SIDEBAR (sidebar), home->client);
  adw_bin_set_child (home->bin, sidebar);
  gtk_window_set_default_size (GTK_WINDOW (home->window), 360, 700);
  gtk_window_present (GTK_WINDOW (home->window));
  wait_for_words (sidebar, bo_thing_get_display_name (BO_THING (new)), true);
  bo_shot_wait (home->window);

  g_assert_false (drop (row_of (sidebar, old), lamp)); /* it is there */
  g_assert_true (drop (row_of (sidebar, new), lamp));
  assert_seen_in (home, bo_thing_get_id (BO_THING (new)));
  press (home->window, "Undo");
  assert_seen_in (home, bo_thing_get_id (BO_THING (old)));
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/tiles/notes", test_notes },
    { "/tiles/first-note", test_first_note },
    { "/tiles/hint", test_hint },
    { "/tiles/trend", test_trend },
    { "/tiles/moving", test_moving },
    { "/tiles/drop-on-tile", test_drop_on_tile },
    { "/tiles/drop-on-room", test_drop_on_room },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_two);
}
