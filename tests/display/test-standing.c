/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-home.h"

/* Where a change stands, who else made one, and what an accessory is tied to: what details and tiles say of it.
   BO_SHOTS=FOLDER keeps pictures. */

#define LAMP "Ceiling light"
#define BLIND "Garden blind"

static BoPage *
open_details (Home *home, BoClient *client, const char *name, int width)
{
  g_autofree char *address =
    g_strconcat ("accessory:", bo_thing_get_id (BO_THING (accessory_named (client, name))), NULL);
  BoPage *page = page_open (home, client, address, width, 700);

  bo_shot_wait (home->window);
  return page;
}

/* The page again, for people to look at. */
static void
keep_all (Home *home, BoClient *client, const char *kind, BoThing *thing, const char *name)
{
  g_autofree char *address = g_strdup_printf ("%s:%s", kind, bo_thing_get_id (thing));

  draw (home, client, address, name, 900, 700, false);
  draw (home, client, address, name, 360, 700, false);
  draw (home, client, address, name, 360, 700, true);
}

/* Nothing of what @words say is left out, in the narrowest tile. */
static void
check_whole (Home *home, const char *address, const char *words)
{
  BoPage *page = page_open (home, home->client, address, 360, 700);
  GtkWidget *label;

  bo_shot_wait (home->window);
  wait_for_words (GTK_WIDGET (page), words, true);
  bo_shot_wait (home->window);
  label = find_labelled (GTK_WIDGET (page), words);
  g_assert_true (GTK_IS_LABEL (label));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  page_close (home, page);
}

/* --- what it is tied to --- */

/* What happens by itself is a connection and nothing to read; what an edge alone brought comes and goes with it. */
static void
test_connections (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, "Hall ceiling light");
  BoAccessory *button = accessory_named (home->client, "Sofa button");
  g_autoptr (GAsyncResult) result = NULL;
  BoPage *page = open_details (home, home->client, "Hall ceiling light", 900);

  wait_for_words (GTK_WIDGET (page), "Is part of this automation", true);
  wait_for_words (GTK_WIDGET (page), "Hall light on motion", true);
  g_assert_null (find_labelled (GTK_WIDGET (page), "Documents"));
  g_assert_null (find_labelled (GTK_WIDGET (page), "Is controlled by this"));
  bo_client_put_edge_async (home->client, NULL, "controls", bo_thing_get_id (BO_THING (button)),
                            bo_thing_get_id (BO_THING (lamp)), NULL, NULL, take_result_cb, &result);
  edit_finish (home->client, &result);
  wait_for_words (GTK_WIDGET (page), "Is controlled by this", true);
  g_assert_nonnull (find_labelled (GTK_WIDGET (page), "Sofa button"));
  page_close (home, page);
  page = open_details (home, home->client, "Sofa button", 900);
  wait_for_words (GTK_WIDGET (page), "Controls this", true);
  page_close (home, page);
}

/* --- a file that is dropped --- */

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
  g_assert_not_reached ();
}

/* A manual that is let go over the details belongs to the accessory from then on, here and elsewhere. */
static void
test_drop (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  g_autofree char *path = g_build_filename (home->dir, "Lamp leaflet.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_auto (GValue) value = G_VALUE_INIT;
  BoPage *page = open_details (home, home->client, LAMP, 900);
  gboolean taken = FALSE;

  g_assert_true (g_file_set_contents (path, "%PDF-1.4", -1, NULL));
  g_value_init (&value, G_TYPE_FILE);
  g_value_set_object (&value, file);
  g_signal_emit_by_name (drop_target_of (GTK_WIDGET (page)), "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
  wait_for_words (GTK_WIDGET (page), "Lamp leaflet", true);
  wait_for_words (home->window, "“Lamp leaflet.pdf” is kept on this device", true);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_cmpuint (g_list_model_get_n_items (bo_thing_get_documents (BO_THING (accessory_named (home->other, LAMP)))),
                    ==, 1);
  press (home->window, "Undo");
  wait_for_words (GTK_WIDGET (page), "Lamp leaflet", false);
  g_assert_cmpuint (g_list_model_get_n_items (bo_thing_get_documents (BO_THING (lamp))), ==, 0);
  page_close (home, page);
}

/* --- the three truths --- */

/* Without a hub nobody accepted anything. */
static void
test_alone (Home *home, gconstpointer data)
{
  static const char *const kinds[] = { "lightbulb", NULL };
  g_autoptr (BoClient) alone = client_new_alone (home, "alone");
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autofree char *id = NULL;
  BoPage *page;

  bo_client_create_accessory_async (alone, NULL, "Desk", kinds, NULL, take_result_cb, &made);
  wait_for (&made);
  id = bo_client_edit_finish (alone, made, NULL);
  page = open_details (home, alone, "Desk", 900);
  wait_for_words (GTK_WIDGET (page), "Wanted here", true);
  g_assert_null (find_labelled (GTK_WIDGET (page), "Accepted by the hub"));
  page_close (home, page);

  page = open_details (home, home->client, LAMP, 900);
  wait_for_words (GTK_WIDGET (page), "Accepted by the hub", true);
  page_close (home, page);
  bo_client_close_async (alone, NULL, take_result_cb, &closed);
  wait_for (&closed);
}

/* What the hub took and the device doesn't say is said, on the tile too, and to those who listen. */
static void
test_unconfirmed (Home *home, gconstpointer data)
{
  static const char words[] = "Accepted, not confirmed by device";
  BoAccessory *blind = accessory_named (home->client, BLIND);
  g_autofree char *room = NULL;
  g_autofree char *spoken = NULL;
  BoPage *page = open_details (home, home->client, BLIND, 900);

  g_assert_null (find_labelled (GTK_WIDGET (page), words));
  set_value (home->client, BLIND, "target_position", "35");
  wait_for_words (GTK_WIDGET (page), "Waiting to send", true);
  g_assert_null (find_labelled (GTK_WIDGET (page), words));
  sync_now (home->client);
  wait_for_words (GTK_WIDGET (page), words, true);
  page_close (home, page);
  keep_all (home, home->client, "accessory", BO_THING (blind), "unconfirmed");
  keep_all (home, home->client, "room", BO_THING (bo_accessory_get_room (blind)), "unconfirmed-tile");

  room = g_strconcat ("room:", bo_thing_get_id (BO_THING (bo_accessory_get_room (blind))), NULL);
  check_whole (home, room, words);
  page = page_open (home, home->client, room, 900, 700);
  bo_shot_wait (home->window);
  wait_for_words (GTK_WIDGET (page), words, true);
  spoken = bo_accessory_get_spoken (blind);
  g_assert_true (g_str_has_suffix (spoken, ", accepted, not confirmed by device"));
  report (home, BLIND, "current_position", "35");
  wait_for_words (GTK_WIDGET (page), words, false);
  page_close (home, page);
}

/* --- who else changed it --- */

/* By name, where it is listed and in its own details, from where one gets to the two changes. */
static void
test_rival (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  g_autofree char *room = g_strconcat ("room:", bo_thing_get_id (BO_THING (bo_accessory_get_room (lamp))), NULL);
  g_autofree char *words = NULL;
  BoPage *page;

  make_conflict (home);
  page = page_open (home, home->client, room, 900, 700);
  words = g_strdup_printf ("Changed by %s — review", "Ana’s laptop");
  wait_for_words (GTK_WIDGET (page), words, true);
  page_close (home, page);
  check_whole (home, room, words);
  keep_all (home, home->client, "room", BO_THING (bo_accessory_get_room (lamp)), "rival-tile");
  keep_all (home, home->client, "accessory", BO_THING (lamp), "rival");

  page = open_details (home, home->client, bo_thing_get_name (BO_THING (lamp)), 900);
  wait_for_words (GTK_WIDGET (page), "Changed by Ana’s laptop", true);
  check_reach (home, page, "rival");
  press (GTK_WIDGET (page), "Review");
  g_assert_true (g_str_has_prefix (home->shown, "conflict:"));
  page_close (home, page);
}

/* --- two of one name --- */

/* Each device gave another thing the same name and knew nothing of it: that is no conflict, and is said where a person
   begins, until one of the two has a name of its own. */
static void
test_namesakes (Home *home, gconstpointer data)
{
  static const char words[] = "2 things are called “Lamp”";
  BoRoom *room = bo_accessory_get_room (accessory_named (home->client, LAMP));
  g_autofree char *address = g_strconcat ("room:", bo_thing_get_id (BO_THING (room)), NULL);
  BoPage *page = page_open (home, home->client, "home", 900, 700);
  GtkWidget *row;

  rename_accessory (home->client, LAMP, "Lamp");
  bo_shot_wait (home->window);
  wait_for_words (GTK_WIDGET (page), words, false);
  rename_accessory (home->other, "Floor lamp", "lamp");
  sync_now (home->other);
  sync_now (home->client);
  g_assert_cmpint (bo_client_get_status (home->client)->counts.conflicts, ==, 0);
  wait_for_words (GTK_WIDGET (page), words, true);
  wait_for_words (GTK_WIDGET (page), "Rename one to tell them apart · Living room", true);
  keep_picture (home, "namesakes", 360, false);
  check_reach (home, page, "namesakes");
  row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), words), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (home->shown, ==, address);
  rename_accessory (home->client, "lamp", "Reading lamp");
  wait_for_words (GTK_WIDGET (page), words, false);
  page_close (home, page);
}

/* The first two things of @room, as long as it has two. */
static bool
name_alike (Home *home, BoRoom *room)
{
  GListModel *things = bo_room_get_accessories (room);
  g_autoptr (BoThing) one = g_list_model_get_item (things, 0);
  g_autoptr (BoThing) two = g_list_model_get_item (things, 1);

  if (two == NULL)
    return false;
  rename_accessory (home->client, bo_thing_get_name (one), "Twin");
  rename_accessory (home->client, bo_thing_get_name (two), "Twin");
  return true;
}

/* Many take no more room than a few. */
static void
test_many_namesakes (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "home", 900, 700);
  GListModel *rooms = bo_model_get_rooms (bo_client_get_model (home->client));
  unsigned int alike = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms) && alike < 5; i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);

      alike += name_alike (home, room);
    }
  g_assert_cmpuint (alike, ==, 5);
  wait_for_words (GTK_WIDGET (page), "2 more names are there twice", true);
  g_assert_cmpuint (count_labelled (GTK_WIDGET (page), "2 things are called “Twin”"), ==, 3);
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/standing/connections", Home, NULL, set_up_home, test_connections, tear_down_home);
  g_test_add ("/standing/drop", Home, NULL, set_up_two, test_drop, tear_down_home);
  g_test_add ("/standing/alone", Home, NULL, set_up_home, test_alone, tear_down_home);
  g_test_add ("/standing/unconfirmed", Home, NULL, set_up_home, test_unconfirmed, tear_down_home);
  g_test_add ("/standing/rival", Home, NULL, set_up_two, test_rival, tear_down_home);
  g_test_add ("/standing/namesakes", Home, NULL, set_up_two, test_namesakes, tear_down_home);
  g_test_add ("/standing/many-namesakes", Home, NULL, set_up_home, test_many_namesakes, tear_down_home);
  return g_test_run ();
}
