/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sidebar tells of each room what goes on there, in signs and in words, and leads to every page. */

#include "config.h"

#include "bo-filter.h"
#include "bo-home-switcher.h"
#include "bo-sidebar.h"
#include "bo-widgets.h"
#include "window-scene.h"

#define SENSOR "7d0e1c5a-58a2-4a8e-9d52-0d1f5a1f7c11"

/* (nullable): the row that says @title */
static GtkWidget *
row_of (BoWindow *window, const char *title)
{
  GtkWidget *sidebar = find_type (GTK_WIDGET (window), BO_TYPE_SIDEBAR);
  GtkWidget *words = sidebar != NULL ? find_labelled (sidebar, title) : NULL;

  return words != NULL ? gtk_widget_get_ancestor (words, GTK_TYPE_LIST_BOX_ROW) : NULL;
}

static unsigned int
count_signs (GtkWidget *from)
{
  unsigned int count = gtk_widget_has_css_class (from, "bo-sign") && gtk_widget_get_mapped (from);

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_signs (child);
  return count;
}

typedef struct
{
  BoWindow   *window;
  const char *room;
  const char *said;
  int         signs;
} Wanted;

static bool
is_said (gpointer data)
{
  Wanted *wanted = data;
  GtkWidget *row = row_of (wanted->window, wanted->room);
  const char *tooltip = row != NULL ? gtk_widget_get_tooltip_text (row) : NULL;

  return row != NULL && g_strcmp0 (tooltip, wanted->said) == 0
         && (wanted->signs < 0 || count_signs (row) == (unsigned int) wanted->signs);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  g_assert_no_error (error);
  *(bool *) data = true;
}

typedef struct
{
  char *id;
} Created;

static bool
is_created (gpointer data)
{
  return ((Created *) data)->id != NULL;
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  ((Created *) data)->id = bo_client_edit_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

static BoRoom *
room_named (BoClient *client, const char *name)
{
  GListModel *rooms = bo_home_get_rooms (bo_client_get_home (client));

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);

      if (g_str_equal (bo_thing_get_display_name (BO_THING (room)), name))
        return room;
    }
  g_assert_not_reached ();
}

static void
put_leak (BoClient *client, BoRoom *room, bool leak)
{
  g_autofree char *content = g_strdup_printf (
    "{\"services\": [{\"id\": \"s\", \"service_type\": \"leak_sensor\", \"is_primary\": true, \"characteristics\": "
    "[{\"id\": \"c\", \"characteristic_type\": \"leak_detected\", \"value\": %d}]}]}", leak);
  bool put = false, tied = false;

  bo_client_put_entity_async (client, SENSOR, "device", "Sink", content, NULL, put_cb, &put);
  wait_until ("the sensor", is_true, &put);
  bo_client_put_edge_async (client, SENSOR, "located_in", SENSOR, bo_thing_get_id (BO_THING (room)), NULL, NULL, put_cb,
                            &tied);
  wait_until ("its room", is_true, &tied);
}

/* A leak stands in the row in words, for the eyes and for those who listen, and goes when it ends. */
static void
test_alert (Fixture *fixture, gconstpointer data)
{
  Wanted quiet = { fixture->window, "Workshop", NULL, 0 };
  Wanted alarm = { fixture->window, "Workshop", "Leak detected by Sink", 0 };
  BoRoom *room = room_named (fixture->client, "Workshop");

  bo_window_show_page (fixture->window, "home");
  wait_until ("a room where nothing is", is_said, &quiet);
  put_leak (fixture->client, room, true);
  wait_until ("the leak in the sidebar", is_said, &alarm);
  g_assert_true (row_of (fixture->window, "Leak detected by Sink") == row_of (fixture->window, "Workshop"));
  put_leak (fixture->client, room, false);
  wait_until ("its end", is_said, &quiet);
  g_assert_null (row_of (fixture->window, "Leak detected by Sink"));
}

typedef struct
{
  BoWindow    *window;
  const char  *room;
  unsigned int count;
} Lights;

static unsigned int
count_lights (BoRoom *room)
{
  GListModel *accessories = bo_room_get_accessories (room);
  unsigned int count = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      count += bo_filter_match (BO_FILTER_LIGHTS, accessory);
    }
  return count;
}

/* The row has a lamp where one is lit, says how many, and has three signs at most. */
static bool
is_lit (gpointer data)
{
  Lights *lights = data;
  GtkWidget *row = row_of (lights->window, lights->room);
  const char *tooltip = row != NULL ? gtk_widget_get_tooltip_text (row) : NULL;
  g_autofree char *text = bo_filter_to_text (BO_FILTER_LIGHTS, lights->count);
  bool said = tooltip != NULL && strstr (tooltip, text) != NULL;

  return row != NULL && count_signs (row) <= 3 && (count_signs (row) > 0 || lights->count == 0)
         && said == (lights->count > 0);
}

/* A light that goes on is a sign, and off again none. */
static void
test_signs (Fixture *fixture, gconstpointer data)
{
  BoAccessory *light = find_light (fixture->client);
  BoRoom *room = bo_accessory_get_room (light);
  g_autofree char *name = g_strdup (bo_thing_get_display_name (BO_THING (room)));
  g_autofree char *id = g_strdup (bo_thing_get_id (BO_THING (light)));
  Switch wanted = { fixture->client, id, false };
  Lights lights = { fixture->window, name, 0 };

  go_to_tile (show_tile (fixture, light));
  for (int i = 0; i < 2; i++)
    {
      wanted.before = is_on (fixture->client, wanted.id);
      lights.count = count_lights (room);
      wait_until ("the room's signs", is_lit, &lights);
      press ("space");
      wait_until ("the light to be switched", is_switched, &wanted);
      lights.count = count_lights (room);
      wait_until ("the room's signs to follow", is_lit, &lights);
    }
}

static bool
is_placed (gpointer window)
{
  GtkWidget *row = row_of (window, "Automations");

  return row != NULL && gtk_widget_get_width (row) > 0;
}

static bool
is_at_automations (gpointer data)
{
  return g_strcmp0 (bo_window_get_address (data), "automations") == 0;
}

static bool
is_at_document (gpointer data)
{
  return g_str_has_prefix (bo_window_get_address (data), "document:");
}

/* What happens by itself has a page of its own, with what it is about; its days and its time can be read. */
static void
test_automations (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  bo_window_show_page (fixture->window, "home");
  wait_until ("the sidebar", is_placed, fixture->window);
  row = row_of (fixture->window, "Automations");
  click (fixture->window, row);
  wait_until ("the automations", is_at_automations, fixture->window);
  g_assert_nonnull (find_labelled (GTK_WIDGET (fixture->window), "Schedule · Mila’s radiator"));
  g_assert_null (find_labelled (GTK_WIDGET (fixture->window), "Manual"));
  /* Where its rows stand is known once they are drawn. */
  bo_shot_wait (GTK_WIDGET (fixture->window));
  click (fixture->window, find_labelled (GTK_WIDGET (fixture->window), "School mornings"));
  wait_until ("the schedule", is_at_document, fixture->window);
  g_assert_nonnull (find_labelled (GTK_WIDGET (fixture->window), "mon, tue, wed, thu, fri"));
  g_assert_nonnull (find_labelled (GTK_WIDGET (fixture->window), "06:50"));
  g_assert_null (find_labelled (GTK_WIDGET (fixture->window), "This document holds no text."));
  bo_window_show_page (fixture->window, "documents");
  g_assert_null (find_labelled (GTK_WIDGET (fixture->window), "School mornings"));
}

static bool
is_at_history (gpointer data)
{
  GtkWidget *row = row_of (data, "History");

  return g_strcmp0 (bo_window_get_address (data), "history") == 0 && row != NULL
         && gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row));
}

static double
top_of (GtkWidget *widget, GtkWidget *within)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, within, &bounds));
  return bounds.origin.y;
}

static double
end_of (GtkWidget *widget, GtkWidget *within)
{
  return top_of (widget, within) + gtk_widget_get_height (widget);
}

/* Below the rooms stands how the home is synchronised and below that what happened: in sight, however many rooms. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *row, *rooms, *sync;

  bo_window_show_page (fixture->window, "home");
  wait_until ("the sidebar", is_placed, fixture->window);
  bo_shot_wait (window);
  row = row_of (fixture->window, "History");
  sync = find_tooltip (find_type (window, BO_TYPE_SIDEBAR), "Open the Sync page");
  rooms = gtk_widget_get_ancestor (row_of (fixture->window, "Kitchen"), GTK_TYPE_SCROLLED_WINDOW);
  g_assert_cmpfloat (top_of (sync, window), >=, end_of (rooms, window));
  g_assert_cmpfloat (top_of (row, window), >=, end_of (sync, window));
  g_assert_cmpfloat (end_of (row, window), <=, gtk_widget_get_height (window));
  click (fixture->window, row);
  wait_until ("what happened", is_at_history, fixture->window);
  bo_window_show_page (fixture->window, "home");
  g_assert_false (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));
}

/* --- several homes --- */

static bool
has_cabin (gpointer data)
{
  Fixture *fixture = data;

  return g_list_model_get_n_items (bo_model_get_homes (bo_client_get_model (fixture->client))) == 2
         && find_type (GTK_WIDGET (fixture->window), BO_TYPE_HOME_SWITCHER) != NULL
         && find_labelled (find_type (GTK_WIDGET (fixture->window), BO_TYPE_HOME_SWITCHER), "Linden House") != NULL;
}

static bool
is_in_cabin (gpointer data)
{
  Fixture *fixture = data;

  return row_of (fixture->window, "Boat house") != NULL && row_of (fixture->window, "Kitchen") == NULL;
}

static bool
is_in_linden_house (gpointer data)
{
  Fixture *fixture = data;

  return row_of (fixture->window, "Boat house") == NULL && row_of (fixture->window, "Kitchen") != NULL;
}

static char *
create (BoClient *client, const char *home, const char *name)
{
  Created created = { 0 };

  if (home == NULL)
    bo_client_create_home_async (client, name, NULL, created_cb, &created);
  else
    bo_client_create_room_async (client, home, NULL, name, NULL, created_cb, &created);
  wait_until ("what is created", is_created, &created);
  return created.id;
}

/* A second home has a menu of its own; chosen there, the sidebar and the page are of that one, also after a restart. */
static void
test_homes (Fixture *fixture, gconstpointer data)
{
  GtkWidget *switcher;
  g_autofree char *linden = g_strdup (bo_thing_get_id (BO_THING (bo_client_get_home (fixture->client))));
  g_autofree char *cabin = NULL, *room = NULL;

  bo_window_show_page (fixture->window, "home");
  cabin = create (fixture->client, NULL, "Cabin");
  wait_until ("the second home", has_cabin, fixture);
  room = create (fixture->client, cabin, "Boat house");
  wait_until ("the first home as it was", is_in_linden_house, fixture);
  switcher = find_type (GTK_WIDGET (fixture->window), BO_TYPE_HOME_SWITCHER);

  gtk_widget_activate_action (gtk_widget_get_first_child (switcher), "homes.choose", "s", cabin);
  wait_until ("the cabin", is_in_cabin, fixture);
  g_assert_cmpstr (bo_window_get_address (fixture->window), ==, "home");
  g_assert_nonnull (find_labelled (GTK_WIDGET (fixture->window), "Cabin"));
  g_assert_null (find_labelled (GTK_WIDGET (fixture->window), "Kitchen"));
  g_assert_cmpstr (bo_client_get_setting (fixture->client, "home.shown"), ==, cabin);

  gtk_widget_activate_action (gtk_widget_get_first_child (switcher), "homes.choose", "s", linden);
  wait_until ("the first home again", is_in_linden_house, fixture);
  g_assert_nonnull (find_labelled (GTK_WIDGET (fixture->window), "Kitchen"));
}

/* --- put away --- */

static bool
is_put_away (gpointer data)
{
  Fixture *fixture = data;

  return row_of (fixture->window, "Kitchen") == NULL
         && find_tooltip (GTK_WIDGET (fixture->window), "Open the Sync page") != NULL;
}

static bool
is_back (gpointer data)
{
  Fixture *fixture = data;

  return row_of (fixture->window, "Kitchen") != NULL
         && find_tooltip (GTK_WIDGET (fixture->window), "Show the sidebar") == NULL;
}

/* With BO_SHOTS=FOLDER, for people to look at. */
static void
keep_picture (Fixture *fixture, const char *name)
{
  const char *folder = g_getenv ("BO_SHOTS");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path != NULL)
    g_assert_true (bo_shot_save (GTK_WIDGET (fixture->window), path, NULL));
}

/* Without a sidebar the header bar says how the home stands with the hub, and a press brings the sidebar back. */
static void
test_put_away (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  bo_window_show_page (fixture->window, "home");
  wait_until ("the sidebar", is_back, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toggle-sidebar", NULL);
  wait_until ("the sidebar to be put away", is_put_away, fixture);
  bo_shot_wait (GTK_WIDGET (fixture->window));
  keep_picture (fixture, "put-away");
  button = find_tooltip (GTK_WIDGET (fixture->window), "Show the sidebar");
  g_assert_nonnull (button);
  gtk_widget_activate (button);
  wait_until ("the sidebar again", is_back, fixture);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = window_scene_init (&argc, &argv);

  g_test_add ("/display/sidebar/alert", Fixture, NULL, set_up, test_alert, tear_down);
  g_test_add ("/display/sidebar/signs", Fixture, NULL, set_up, test_signs, tear_down);
  g_test_add ("/display/sidebar/automations", Fixture, NULL, set_up, test_automations, tear_down);
  g_test_add ("/display/sidebar/history", Fixture, NULL, set_up, test_history, tear_down);
  g_test_add ("/display/sidebar/put-away", Fixture, NULL, set_up, test_put_away, tear_down);
  g_test_add ("/display/sidebar/homes", Fixture, NULL, set_up, test_homes, tear_down);
  return g_test_run ();
}
