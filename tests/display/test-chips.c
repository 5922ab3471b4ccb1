/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/bo-chips.h"

#include "bo-filter.h"
#include "bo-tile-grid.h"
#include "page-home.h"

/* What a home or a room says at a glance narrows what is shown, and can be acted on at once. */

static unsigned int
count_of (BoClient *client, BoFilter filter)
{
  unsigned int counts[BO_N_FILTERS];

  bo_filter_count (bo_client_list_accessories (client), counts);
  return counts[filter];
}

static bool
is_dark (gpointer client)
{
  return count_of (client, BO_FILTER_LIGHTS) == 0;
}

static bool
is_lit (gpointer client)
{
  return count_of (client, BO_FILTER_LIGHTS) > 0;
}

static bool
is_locked (gpointer client)
{
  return count_of (client, BO_FILTER_UNLOCKED) == 0;
}

static bool
is_unlocked (gpointer client)
{
  return count_of (client, BO_FILTER_UNLOCKED) == 1;
}

/* (nullable): the chip that says @text */
static GtkWidget *
find_chip (GtkWidget *from, const char *text)
{
  GtkWidget *content = GTK_IS_BUTTON (from) ? gtk_button_get_child (GTK_BUTTON (from)) : NULL;

  if (content != NULL && ADW_IS_BUTTON_CONTENT (content) && gtk_widget_get_mapped (from)
      && g_strcmp0 (adw_button_content_get_label (ADW_BUTTON_CONTENT (content)), text) == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_chip (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_grid (GtkWidget *from)
{
  GtkWidget *found = BO_IS_TILE_GRID (from) ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_grid (child);
  return found;
}

static unsigned int
count_tiles (BoPage *page)
{
  return g_list_model_get_n_items (bo_tile_grid_get_model (BO_TILE_GRID (find_grid (GTK_WIDGET (page)))));
}

/* What isn't there has no chip. */
static void
assert_no_empty_chip (GtkWidget *page)
{
  for (unsigned int f = 0; f < BO_N_FILTERS; f++)
    {
      g_autofree char *text = bo_filter_to_text ((BoFilter) f, 0);

      g_assert_null (find_chip (page, text));
    }
}

/* A chip of a room leaves what it speaks of; when that is nothing any more, everything is shown again. */
static void
test_room (Home *home, gconstpointer data)
{
  BoRoom *room = bo_accessory_get_room (accessory_named (home->client, "Worktop lights"));
  g_autofree char *address = g_strconcat ("room:", bo_thing_get_id (BO_THING (room)), NULL);
  BoPage *page = page_open (home, home->client, address, 900, 700);
  unsigned int all = count_tiles (page);
  GtkWidget *chip;

  bo_shot_wait (home->window);
  g_assert_cmpuint (all, >, 1);
  chip = find_chip (GTK_WIDGET (page), "1 light on");
  g_assert_nonnull (chip);
  assert_no_empty_chip (GTK_WIDGET (page));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  g_assert_cmpuint (count_tiles (page), ==, 1);
  keep_picture (home, "room-chip", 900, false);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), FALSE);
  g_assert_cmpuint (count_tiles (page), ==, all);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  set_value (home->client, "Worktop lights", "on", "off");
  settle ();
  g_assert_null (find_chip (GTK_WIDGET (page), "1 light on"));
  assert_no_empty_chip (GTK_WIDGET (page));
  g_assert_cmpuint (count_tiles (page), ==, all);
  page_close (home, page);
}

static void
count_cb (unsigned int *told)
{
  (*told)++;
}

/* Of choices one is pressed at a time, which is told once; what has nothing left is released. */
static void
test_one_at_a_time (Home *home, gconstpointer data)
{
  unsigned int counts[BO_N_FILTERS] = { [BO_FILTER_LIGHTS] = 3, [BO_FILTER_OPEN] = 1 }, told = 0;
  GtkWidget *chips = bo_chips_new_choices ();
  GtkWidget *lights, *open;
  g_autofree char *lit = bo_filter_to_text (BO_FILTER_LIGHTS, 3), *opened = bo_filter_to_text (BO_FILTER_OPEN, 1);
  BoFilter chosen;

  g_signal_connect_swapped (chips, "chosen", G_CALLBACK (count_cb), &told);
  bo_chips_set_counts (BO_CHIPS (chips), counts);
  adw_bin_set_child (home->bin, chips);
  gtk_window_present (GTK_WINDOW (home->window));
  bo_shot_wait (home->window);
  lights = find_chip (chips, lit);
  open = find_chip (chips, opened);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (lights), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (open), TRUE);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (lights)));
  g_assert_true (bo_chips_get_chosen (BO_CHIPS (chips), &chosen));
  g_assert_cmpint (chosen, ==, BO_FILTER_OPEN);
  g_assert_cmpuint (told, ==, 2);
  counts[BO_FILTER_OPEN] = 0;
  bo_chips_set_counts (BO_CHIPS (chips), counts);
  g_assert_false (bo_chips_get_chosen (BO_CHIPS (chips), &chosen));
  g_assert_cmpuint (told, ==, 3);
}

static void
put_leak (BoClient *client, bool leak)
{
  BoAccessory *sensor = accessory_named (client, "Water leak");
  BoCharacteristic *detected = bo_accessory_find_characteristic (sensor, "leak_detected");
  BoEntity *entity = bo_thing_get_entity (BO_THING (sensor));
  g_autofree char *document = bo_entity_to_document (entity);
  g_autofree char *changed = bo_json_set (document, bo_characteristic_get_path (detected), leak ? "1" : "0", NULL);
  g_autofree char *content = bo_json_dup (bo_json_member (bo_json_wrap (changed), "content"));
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_put_entity_async (client, entity->id, entity->entity_type, entity->name, content, NULL, take_result_cb, &result);
  edit_finish (client, &result);
}

static bool
is_on_top (gpointer grid)
{
  GtkWidget *heading = find_labelled (grid, "Alarm");

  return heading != NULL && gtk_widget_get_child_visible (heading);
}

static bool
is_not_on_top (gpointer grid)
{
  return !is_on_top (grid);
}

/* A leak stands above everything else of its room, while it lasts. */
static void
test_alarm (Home *home, gconstpointer data)
{
  BoRoom *room = bo_accessory_get_room (accessory_named (home->client, "Water leak"));
  g_autofree char *address = g_strconcat ("room:", bo_thing_get_id (BO_THING (room)), NULL);
  BoPage *page = page_open (home, home->client, address, 900, 700);
  GtkWidget *grid = find_grid (GTK_WIDGET (page));

  bo_shot_wait (home->window);
  g_assert_false (is_on_top (grid));
  put_leak (home->client, true);
  wait_until ("the alarm on top", is_on_top, grid);
  keep_picture (home, "room-alarm", 900, false);
  put_leak (home->client, false);
  wait_until ("the alarm's end", is_not_on_top, grid);
  page_close (home, page);
}

/* The list of the lights that are on has the button that turns them off; above five it asks. */
static void
test_all_off (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "filter:lights", 900, 700);

  g_assert_cmpuint (count_of (home->client, BO_FILTER_LIGHTS), >, 5);
  keep_picture (home, "filter-lights", 900, false);
  press (home->window, "All Off");
  answer ("Turn Off");
  wait_until ("all lights to be off", is_dark, home->client);
  settle ();
  g_assert_null (find_labelled (home->window, "All Off"));
  press (home->window, "Undo");
  wait_until ("the lights to be on again", is_lit, home->client);
  page_close (home, page);
}

static void
put_open_lock (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_put_entity_async (client, "6b7f9a52-3c1e-4d0a-9d7e-5e2f0b8c4a11", "device", "Shed lock",
                              "{\"services\": [{\"id\": \"s\", \"service_type\": \"lock_mechanism\", \"characteristics\": "
                              "[{\"id\": \"c\", \"characteristic_type\": \"lock_target_state\", \"value\": 0, "
                              "\"is_writable\": true, \"is_readable\": true}]}]}",
                              NULL, take_result_cb, &result);
  edit_finish (client, &result);
}

/* Locking needs no question, taking it back does. */
static void
test_lock_all (Home *home, gconstpointer data)
{
  BoPage *page;

  put_open_lock (home->client);
  wait_until ("the lock to be open", is_unlocked, home->client);
  page = page_open (home, home->client, "filter:unlocked", 900, 700);
  press (home->window, "Lock All");
  g_assert_null (find_dialog ());
  wait_until ("the lock to be locked", is_locked, home->client);
  press (home->window, "Undo");
  g_assert_nonnull (find_dialog ());
  g_assert_true (is_locked (home->client));
  answer ("Cancel");
  g_assert_true (is_locked (home->client));
  page_close (home, page);
}

/* Nothing can be done about an empty battery from here, and guests can do nothing. */
static void
test_no_act (Home *home, gconstpointer data)
{
  static const char *const addresses[] = { "filter:low-battery", "filter:unreachable", "filter:climate" };

  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      BoPage *page = page_open (home, home->client, addresses[i], 900, 700);

      g_assert_null (find_labelled (home->window, "All Off"));
      g_assert_null (find_labelled (home->window, "Lock All"));
      g_assert_null (find_labelled (home->window, "Close All"));
      page_close (home, page);
    }
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/chips/room", test_room },
    { "/chips/one-at-a-time", test_one_at_a_time },
    { "/chips/alarm", test_alarm },
    { "/chips/all-off", test_all_off },
    { "/chips/lock-all", test_lock_all },
    { "/chips/no-act", test_no_act },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_home);
}
