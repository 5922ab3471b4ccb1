/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-value-row.h"
#include "page-home.h"

/* What asks for a decision, and how it is given: several at once, while things go on, beside each other. */

#define LAMP "Ceiling light"
#define OTHER_LAMP "Pendant"

/* --- looking and pressing --- */

static void
exchange (Home *home)
{
  sync_now (home->other);
  sync_now (home->client);
  sync_now (home->other);
}

static bool
has_none_to_review (gpointer client)
{
  return bo_client_get_conflict_count (client) == 0;
}

static bool
has_one_to_review (gpointer client)
{
  return bo_client_get_conflict_count (client) == 1 && g_list_model_get_n_items (bo_client_list_conflicts (client)) == 1;
}

static bool
has_two_to_review (gpointer client)
{
  return bo_client_get_conflict_count (client) == 2 && g_list_model_get_n_items (bo_client_list_conflicts (client)) == 2;
}

/* (nullable): the first shown check button below @from that is called so */
static GtkWidget *
find_check (GtkWidget *from, const char *row)
{
  GtkWidget *found = find_labelled (from, row);

  while (found != NULL && !ADW_IS_ACTION_ROW (found))
    found = gtk_widget_get_parent (found);
  return found != NULL ? adw_action_row_get_activatable_widget (ADW_ACTION_ROW (found)) : NULL;
}

static void
check (BoPage *page, const char *row)
{
  GtkWidget *found;

  wait_for_words (GTK_WIDGET (page), row, true);
  found = find_check (GTK_WIDGET (page), row);
  g_assert_true (GTK_IS_CHECK_BUTTON (found));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (found), TRUE);
}

static void
toggle (BoPage *page, const char *label)
{
  GtkWidget *found;

  wait_for_words (GTK_WIDGET (page), label, true);
  found = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), label), GTK_TYPE_TOGGLE_BUTTON);
  g_assert_nonnull (found);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (found), !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (found)));
  bo_shot_wait (gtk_widget_get_ancestor (GTK_WIDGET (page), GTK_TYPE_WINDOW));
}

static BoPage *
open_first (Home *home, int width)
{
  g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (home->client), 0);
  g_autofree char *address = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);
  BoPage *page = page_open (home, home->client, address, width, 700);

  bo_shot_wait (home->window);
  return page;
}

/* --- several at once --- */

/* Two lamps in two rooms, each changed on both sides: ours later. */
static void
make_two (Home *home)
{
  set_value (home->other, LAMP, "brightness", "75");
  set_value (home->other, OTHER_LAMP, "brightness", "63");
  set_value (home->client, LAMP, "brightness", "40");
  set_value (home->client, OTHER_LAMP, "brightness", "37");
  exchange (home);
  wait_until ("two conflicts", has_two_to_review, home->client);
}

static void
test_bulk (Home *home, gconstpointer data)
{
  BoPage *page;
  double lamp, other;

  make_two (home);
  lamp = number (home->client, LAMP, "brightness");
  other = number (home->client, OTHER_LAMP, "brightness");
  page = page_open (home, home->client, "sync:review", 900, 700);
  toggle (page, "Select");
  check (page, LAMP " was changed in two places");
  check (page, OTHER_LAMP " was changed in two places");
  wait_for_words (GTK_WIDGET (page), "2 selected", true);
  keep_picture (home, "review-select", 900, false);
  press (GTK_WIDGET (page), "Keep Hub’s…");
  wait_for_words (find_dialog (), "Brightness: 40 % → 75 %", true);
  wait_for_words (find_dialog (), "Brightness: 37 % → 63 %", true);
  keep_window (find_dialog (), "review-preview");
  answer ("Cancel");
  g_assert_true (has_two_to_review (home->client));
  g_assert_cmpfloat (number (home->client, LAMP, "brightness"), ==, lamp);
  press (GTK_WIDGET (page), "Keep Hub’s…");
  answer ("Keep Hub’s");
  wait_until ("both reviews", has_none_to_review, home->client);
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, 75);
  g_assert_cmpfloat (number (home->other, OTHER_LAMP, "brightness"), ==, 63);
  press (home->window, "Undo");
  wait_until ("both to ask again", has_two_to_review, home->client);
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, lamp);
  g_assert_cmpfloat (number (home->other, OTHER_LAMP, "brightness"), ==, other);
  page_close (home, page);
}

/* A room's check takes what is in it and nothing else. */
static void
test_bulk_room (Home *home, gconstpointer data)
{
  BoPage *page;
  BoRoom *room;
  g_autofree char *name = NULL;
  GtkWidget *box;

  make_two (home);
  room = bo_accessory_get_room (accessory_named (home->client, LAMP));
  g_assert_true (room != bo_accessory_get_room (accessory_named (home->client, OTHER_LAMP)));
  name = g_strdup (bo_thing_get_display_name (BO_THING (room)));
  page = page_open (home, home->client, "sync:review", 360, 640);
  toggle (page, "Select");
  wait_for_words (GTK_WIDGET (page), name, true);
  box = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), name), ADW_TYPE_PREFERENCES_GROUP);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (find_labelled (box, "All"),
                                                                          GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
  wait_for_words (GTK_WIDGET (page), "1 selected", true);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (GTK_WIDGET (page),
                                                                            LAMP " was changed in two places"))));
  keep_picture (home, "review-select", 360, false);
  check_reach (home, page, "review-select");
  page_close (home, page);
}

/* --- what has no fields --- */

#define LOCK "Front door lock"

static const char *
id_named (BoClient *client, const char *name)
{
  return bo_thing_get_id (BO_THING (accessory_named (client, name)));
}

static void
move (BoClient *client, unsigned int room_index)
{
  BoAccessory *lock = accessory_named (client, LOCK);
  g_autoptr (BoThing) room = g_list_model_get_item (bo_client_list_rooms (client), room_index);
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_move_async (client, bo_thing_get_id (BO_THING (lock)),
                        bo_thing_get_id (BO_THING (bo_accessory_get_room (lock))), bo_thing_get_id (room), NULL,
                        take_result_cb, &result);
  edit_finish (client, &result);
}

static const char *
place_of (BoClient *client)
{
  return bo_thing_get_display_name (BO_THING (bo_accessory_get_room (accessory_named (client, LOCK))));
}

static bool
has_lamp (gpointer client)
{
  g_autoptr (GPtrArray) found = bo_model_find (bo_client_get_model (client), BO_TYPE_ACCESSORY, LAMP);

  return found->len == 1;
}

static bool
has_no_lamp (gpointer client)
{
  return !has_lamp (client);
}

/* Ana removes a lamp that is dimmed here, and takes a lock to another room. */
static void
make_seldom (Home *home)
{
  g_autoptr (GAsyncResult) result = NULL;

  set_value (home->client, LAMP, "brightness", "40");
  move (home->client, 0);
  bo_client_remove_async (home->other, id_named (home->other, LAMP), NULL, take_result_cb, &result);
  edit_finish (home->other, &result);
  move (home->other, 1);
  exchange (home);
  wait_until ("both conflicts", has_two_to_review, home->client);
}

static void
select_all (BoPage *page)
{
  GtkWidget *view;

  toggle (page, "Select");
  view = find_labelled (GTK_WIDGET (page), "To Review");
  while (!g_str_equal (G_OBJECT_TYPE_NAME (view), "BoReviewView"))
    view = gtk_widget_get_parent (view);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (view, LOCK " was moved to two places")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (view, LAMP " was changed in one place and removed in another")),
                               TRUE);
  wait_for_words (GTK_WIDGET (page), "2 selected", true);
}

/* A removal and a move are said plainly before they are decided, and taken back as well. */
static void
test_bulk_seldom (Home *home, gconstpointer data)
{
  g_autoptr (BoThing) room = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autofree char *move_line = NULL;
  BoPage *page;
  bool lamp;

  make_seldom (home);
  here = g_strdup (place_of (home->client));
  room = g_list_model_get_item (bo_client_list_rooms (home->client), 1);
  there = g_strdup (bo_thing_get_display_name (room));
  lamp = has_lamp (home->client);
  page = page_open (home, home->client, "sync:review", 900, 700);
  select_all (page);
  press (GTK_WIDGET (page), "Keep Hub’s…");
  move_line = g_str_equal (here, there) ? g_strdup_printf ("Stays in %s", there)
                                        : g_strdup_printf ("Moves from %s to %s", here, there);
  wait_for_words (find_dialog (), move_line, true);
  wait_for_words (find_dialog (), lamp ? "Is removed from the home" : "Stays removed", true);
  keep_window (find_dialog (), "review-preview-seldom");
  answer ("Cancel");
  press (GTK_WIDGET (page), "Use Mine…");
  wait_for_words (find_dialog (), lamp ? "Stays as it is" : "Comes back into the home", true);
  answer ("Cancel");

  press (GTK_WIDGET (page), lamp ? "Keep Hub’s…" : "Use Mine…");
  answer (lamp ? "Keep Hub’s" : "Use Mine");
  wait_until ("both reviews", has_none_to_review, home->client);
  wait_until ("the other state of the lamp", lamp ? has_no_lamp : has_lamp, home->client);
  press (home->window, "Undo");
  wait_until ("both to ask again", has_two_to_review, home->client);
  wait_until ("the lamp as before", lamp ? has_lamp : has_no_lamp, home->client);
  g_assert_cmpstr (place_of (home->client), ==, here);
  exchange (home);
  g_assert_true (has_lamp (home->other) == lamp);
  g_assert_cmpstr (place_of (home->other), ==, here);
  page_close (home, page);
}

/* The same for the place: Undo brings it back to where it was. */
static void
test_undo_move (Home *home, gconstpointer data)
{
  g_autoptr (BoThing) room = NULL;
  g_autofree char *here = NULL;
  BoPage *page;

  move (home->client, 0);
  move (home->other, 1);
  exchange (home);
  wait_until ("the conflict", has_one_to_review, home->client);
  room = g_list_model_get_item (bo_client_list_rooms (home->client), 1);
  here = g_strdup (place_of (home->client));
  g_assert_cmpstr (here, !=, bo_thing_get_display_name (room));
  page = open_first (home, 900);
  press (GTK_WIDGET (page), "Keep Hub’s");
  wait_until ("the review", has_none_to_review, home->client);
  exchange (home);
  g_assert_cmpstr (place_of (home->other), ==, bo_thing_get_display_name (room));
  press (home->window, "Undo");
  wait_until ("the conflict again", has_one_to_review, home->client);
  exchange (home);
  g_assert_cmpstr (place_of (home->client), ==, here);
  g_assert_cmpstr (place_of (home->other), ==, here);
  page_close (home, page);
}

/* --- one conflict --- */

/* @hub_later: whose change of the brightness is the later one; ours is 40, the hub's 75 */
static BoPage *
open_conflict (Home *home, bool hub_later, int width)
{
  set_value (hub_later ? home->client : home->other, LAMP, "brightness", hub_later ? "40" : "75");
  set_value (hub_later ? home->other : home->client, LAMP, "brightness", hub_later ? "75" : "40");
  exchange (home);
  wait_until ("the conflict", has_one_to_review, home->client);
  return open_first (home, width);
}

/* The same about two fields: what is changed anew in one of them decides nothing yet. */
static BoPage *
open_conflict_in_two (Home *home, bool hub_later)
{
  set_value (home->client, LAMP, "color_temperature", "2700 K");
  set_value (home->other, LAMP, "color_temperature", "4000 K");
  return open_conflict (home, hub_later, 900);
}

/* Whether what @at shows lies below the heading that begins with @side */
static bool
is_below (GtkWidget *page, const char *side, const char *value)
{
  GtkWidget *label = find_labelled (page, value);
  GtkWidget *grid = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_GRID) : NULL;
  GtkWidget *cell = label;
  GtkWidget *head;
  int column;

  g_assert_nonnull (grid);
  while (gtk_widget_get_parent (cell) != grid)
    cell = gtk_widget_get_parent (cell);
  gtk_grid_query_child (GTK_GRID (grid), cell, &column, NULL, NULL, NULL);
  head = gtk_grid_get_child_at (GTK_GRID (grid), column, 0);
  return g_str_has_prefix (gtk_label_get_text (GTK_LABEL (head)), side);
}

/* In a card the heading of a side stands right above its value. */
static bool
is_right_below (GtkWidget *page, const char *side, const char *value)
{
  GtkWidget *label = find_labelled (page, value);

  while (label != NULL && !gtk_widget_has_css_class (gtk_widget_get_first_child (gtk_widget_get_parent (label)), "caption-heading"))
    label = gtk_widget_get_parent (label);
  g_assert_nonnull (label);
  return g_str_has_prefix (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (gtk_widget_get_parent (label)))),
                           side);
}

static bool
is_in_cards (gpointer page)
{
  GtkWidget *label = find_labelled (page, "40 %");

  return label != NULL && gtk_widget_get_ancestor (label, GTK_TYPE_GRID) == NULL;
}

/* Each value stands below the name of the side that made it, whoever was kept and however wide it is. */
static void
test_sides (Home *home, gconstpointer data)
{
  bool hub_later = GPOINTER_TO_INT (data);
  BoPage *page = open_conflict (home, hub_later, 1024);
  g_autofree char *address = g_strdup (bo_page_get_address (page));

  g_assert_true (is_below (GTK_WIDGET (page), "Living room tablet", "40 %"));
  g_assert_true (is_below (GTK_WIDGET (page), "Hub (Ana’s laptop)", "75 %"));
  page_close (home, page);
  page = page_open (home, home->client, address, 360, 640);
  wait_until ("the cards", is_in_cards, page);
  g_assert_true (is_right_below (GTK_WIDGET (page), "Living room tablet", "40 %"));
  g_assert_true (is_right_below (GTK_WIDGET (page), "Hub (Ana’s laptop)", "75 %"));
  page_close (home, page);
}

#define NEWER "The hub has something newer."

static void
change_at_hub (Home *home, BoPage *page)
{
  set_value (home->other, LAMP, "brightness", "90");
  exchange (home);
  wait_for_words (GTK_WIDGET (page), NEWER, true);
  g_assert_null (find_labelled (GTK_WIDGET (page), "90 %"));
}

/* What nobody chose follows the hub once it is asked for. */
static void
test_refresh (Home *home, gconstpointer data)
{
  BoPage *page = open_conflict_in_two (home, false);

  g_assert_null (find_labelled (GTK_WIDGET (page), NEWER));
  change_at_hub (home, page);
  keep_picture (home, "conflict-newer", 900, false);
  press (GTK_WIDGET (page), "Refresh");
  wait_for_words (GTK_WIDGET (page), NEWER, false);
  wait_for_words (GTK_WIDGET (page), "90 %", true);
  g_assert_null (find_labelled (GTK_WIDGET (page), "75 %"));
  keep_picture (home, "conflict-refreshed", 900, false);
  set_value (home->client, LAMP, "on", "false");
  press (GTK_WIDGET (page), "Keep Hub’s");
  wait_until ("the review", has_none_to_review, home->client);
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, 90);
  g_assert_cmpfloat (number (home->other, LAMP, "on"), ==, 0);
  page_close (home, page);
}

static GtkWidget *
find_radio (GtkWidget *page, const char *value)
{
  return gtk_widget_get_ancestor (find_labelled (page, value), GTK_TYPE_CHECK_BUTTON);
}

/* What somebody chose stays chosen. */
static void
test_refresh_keeps_choice (Home *home, gconstpointer data)
{
  BoPage *page = open_conflict_in_two (home, true);

  /* Whichever was kept: clocks are put right by the hub's, and that takes a moment. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_radio (GTK_WIDGET (page), "75 %")), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_radio (GTK_WIDGET (page), "40 %")), TRUE);
  change_at_hub (home, page);
  press (GTK_WIDGET (page), "Refresh");
  wait_for_words (GTK_WIDGET (page), "90 %", true);
  press (GTK_WIDGET (page), "Save Merge");
  wait_until ("the review", has_none_to_review, home->client);
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, 40);
  page_close (home, page);
}

/* Whoever doesn't refresh doesn't decide over what they haven't seen. */
static void
test_not_unseen (Home *home, gconstpointer data)
{
  BoPage *page = open_conflict_in_two (home, true);

  change_at_hub (home, page);
  press (GTK_WIDGET (page), "Use Mine");
  wait_for_words (home->window, "It was changed meanwhile: look again before you decide", true);
  wait_for_words (GTK_WIDGET (page), "90 %", true);
  g_assert_true (has_one_to_review (home->client));
  press (GTK_WIDGET (page), "Use Mine");
  wait_until ("the review", has_none_to_review, home->client);
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, 40);
  page_close (home, page);
}

static void
test_decided_elsewhere (Home *home, gconstpointer data)
{
  BoPage *page = open_conflict (home, true, 360);
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_resolve_conflict_async (home->client, strchr (bo_page_get_address (page), ':') + 1, NULL, "kept", NULL,
                                    take_result_cb, &result);
  edit_finish (home->client, &result);
  wait_for_words (GTK_WIDGET (page), "This was decided elsewhere.", true);
  keep_picture (home, "conflict-elsewhere", 360, false);
  page_close (home, page);
}

/* Two conflicts about one lamp: each says which it is. */
static void
test_stepper (Home *home, gconstpointer data)
{
  BoPage *page = open_conflict (home, true, 900);

  g_assert_null (find_labelled (GTK_WIDGET (page), "1 of 2 conflicts about it"));
  set_value (home->client, LAMP, "color_temperature", "2700 K");
  set_value (home->other, LAMP, "color_temperature", "4000 K");
  exchange (home);
  wait_until ("the second conflict", has_two_to_review, home->client);
  wait_for_words (GTK_WIDGET (page), "1 of 2 conflicts about it", true);
  keep_picture (home, "conflict-stepper", 900, false);
  check_reach (home, page, "conflict-stepper");
  page_close (home, page);
}

#define NEW_NAME "Reading light"

/* Renamed alike there is nothing to decide; where something else asks for a decision it is said that both did it. */
static void
test_renamed_alike (Home *home, gconstpointer data)
{
  g_autofree char *address = NULL;
  unsigned int shown;
  BoPage *page;

  rename_accessory (home->client, OTHER_LAMP, "Pendant lamp");
  rename_accessory (home->other, OTHER_LAMP, "Pendant lamp");
  rename_accessory (home->other, LAMP, NEW_NAME);
  set_value (home->other, NEW_NAME, "brightness", "75");
  rename_accessory (home->client, LAMP, NEW_NAME);
  set_value (home->client, NEW_NAME, "brightness", "40");
  exchange (home);
  wait_until ("one conflict", has_one_to_review, home->client);
  page = open_first (home, 900);
  address = g_strdup (bo_page_get_address (page));
  wait_for_words (GTK_WIDGET (page), "Changed alike on both sides", true);
  g_assert_nonnull (find_labelled (GTK_WIDGET (page), LAMP)); /* before */
  check_reach (home, page, "conflict-alike");
  shown = count_labelled (GTK_WIDGET (page), NEW_NAME);
  g_assert_cmpuint (shown, >, 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (bo_page_get_header_widget (page)), TRUE);
  bo_shot_wait (home->window);
  g_assert_cmpuint (count_labelled (GTK_WIDGET (page), NEW_NAME), ==, shown); /* not once more, as if nobody changed it */
  page_close (home, page);
  draw_all (home, home->client, address, "conflict-alike");
  page = page_open (home, home->client, address, 900, 700);
  press (GTK_WIDGET (page), "Keep Hub’s");
  wait_until ("the review", has_none_to_review, home->client);
  exchange (home);
  g_assert_nonnull (accessory_named (home->other, NEW_NAME));
  page_close (home, page);
}

#define LONG_NAME "The very long name somebody gave a thing so as never to mix it up"

/* A long name bursts neither the conflict nor the list and its preview. */
static void
test_long_names (Home *home, gconstpointer data)
{
  g_autofree char *title = g_strdup_printf ("%s was changed in two places", LONG_NAME);
  g_autofree char *address = NULL;
  BoPage *page;

  rename_accessory (home->client, LAMP, LONG_NAME);
  exchange (home);
  sync_now (home->other);
  set_value (home->other, LONG_NAME, "brightness", "75");
  set_value (home->client, LONG_NAME, "brightness", "40");
  set_value (home->other, OTHER_LAMP, "brightness", "63");
  set_value (home->client, OTHER_LAMP, "brightness", "37");
  exchange (home);
  wait_until ("two conflicts", has_two_to_review, home->client);
  page = open_first (home, 360);
  address = g_strdup (bo_page_get_address (page));
  page_close (home, page);
  draw_all (home, home->client, address, "long-conflict");
  page = page_open (home, home->client, "sync:review", 360, 640);
  toggle (page, "Select");
  check (page, title);
  keep_picture (home, "long-select", 360, true);
  press (GTK_WIDGET (page), "Use Mine…");
  wait_for_words (find_dialog (), LONG_NAME, true);
  keep_window (find_dialog (), "long-preview");
  answer ("Cancel");
  page_close (home, page);
}

static char *
side_at (const char *clock)
{
  return g_strdup_printf ("Hub (Ana’s laptop), %s", clock);
}

/* Over midnight the sides are named anew, and what was chosen stays chosen. */
static void
test_midnight (Home *home, gconstpointer data)
{
  BoPage *page = open_conflict_in_two (home, true);
  g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (home->client), 0);
  g_autofree char *clock = NULL;
  g_autofree char *there = NULL;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_radio (GTK_WIDGET (page), "40 %")), TRUE);
  clock = go_to_another_day (bo_conflict_item_get_conflict (item)->theirs_us);
  there = side_at (clock);
  wait_for_words (GTK_WIDGET (page), there, true);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_radio (GTK_WIDGET (page), "40 %"))));
  come_back ();
  wait_for_words (GTK_WIDGET (page), there, false);
  page_close (home, page);
}

/* --- what waits --- */

static bool
has_one_waiting (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_pending (client)) == 1;
}

static bool
has_none_waiting (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_pending (client)) == 0 && bo_client_get_pending_count (client) == 0;
}

static void
press_tooltip (Home *home, BoPage *page, const char *tooltip)
{
  GtkWidget *button;

  bo_shot_wait (home->window);
  button = find_tooltip (GTK_WIDGET (page), tooltip);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  settle ();
}

static bool
is_55 (gpointer client)
{
  return number (client, LAMP, "brightness") == 55;
}

/* Another value takes the place of the one that waits: still one change, and what is said to return is the hub's. */
static void
test_edit_waiting (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:waiting", 900, 700);
  GtkWidget *row;

  set_value (home->client, LAMP, "brightness", "33");
  wait_until ("the waiting change", has_one_waiting, home->client);
  press_tooltip (home, page, "Change what waits");
  bo_shot_wait (find_dialog ());
  row = find_type (find_dialog (), BO_TYPE_VALUE_ROW);
  g_assert_cmpstr (bo_characteristic_get_characteristic_type (bo_value_row_get_characteristic (BO_VALUE_ROW (row))), ==,
                   "brightness");
  keep_window (find_dialog (), "waiting-edit");
  g_signal_emit_by_name (row, "operate", bo_value_row_get_characteristic (BO_VALUE_ROW (row)), "55");
  wait_until ("the other value", is_55, home->client);
  answer ("Close");
  wait_for_words (GTK_WIDGET (page), "Set " LAMP " to 55 %", true);
  g_assert_true (has_one_waiting (home->client));
  press_tooltip (home, page, "Discard this change");
  wait_for_words (find_dialog (), "“Set " LAMP " to 55 %” is taken back.\nBrightness returns to 80 %.", true);
  keep_window (find_dialog (), "waiting-discard");
  answer ("Cancel");
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, 55);
  page_close (home, page);
}

/* Nothing waits, yet all is not well: that everything is on the hub isn't said. */
static void
test_not_everything (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:waiting", 900, 700);

  wait_for_words (GTK_WIDGET (page), "Everything Here Is on the Hub", true);
  set_value (home->client, LAMP, "brightness", "40");
  set_value (home->other, LAMP, "brightness", "75");
  exchange (home);
  wait_until ("the conflict", has_one_to_review, home->client);
  wait_until ("nothing to wait", has_none_waiting, home->client);
  wait_for_words (GTK_WIDGET (page), "Nothing Waits to Be Sent", true);
  wait_for_words (GTK_WIDGET (page), "1 conflict is to be reviewed.", true);
  keep_picture (home, "waiting-conflict", 900, false);
  page_close (home, page);
}

static bool
is_pressed (gpointer button)
{
  return gtk_toggle_button_get_active (button);
}

static bool
is_released (gpointer button)
{
  return !is_pressed (button);
}

static GtkWidget *
find_toggle (GtkWidget *from)
{
  GtkWidget *found = GTK_IS_TOGGLE_BUTTON (from) && gtk_widget_has_css_class (from, "circular") ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_toggle (child);
  return found;
}

/* Whoever pauses, the button of the page says so. */
static void
test_paused (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:waiting", 900, 700);
  GtkWidget *pause = find_toggle (GTK_WIDGET (page));

  g_assert_true (is_released (pause));
  bo_client_set_paused (home->client, TRUE);
  wait_until ("the button to be pressed", is_pressed, pause);
  bo_client_set_paused (home->client, FALSE);
  wait_until ("the button to be released", is_released, pause);
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/review/bulk", test_bulk },
    { "/review/bulk-room", test_bulk_room },
    { "/review/bulk-seldom", test_bulk_seldom },
    { "/review/undo-move", test_undo_move },
    { "/review/refresh", test_refresh },
    { "/review/refresh-keeps-choice", test_refresh_keeps_choice },
    { "/review/not-unseen", test_not_unseen },
    { "/review/decided-elsewhere", test_decided_elsewhere },
    { "/review/stepper", test_stepper },
    { "/review/renamed-alike", test_renamed_alike },
    { "/review/long-names", test_long_names },
    { "/review/midnight", test_midnight },
    { "/waiting/edit", test_edit_waiting },
    { "/waiting/not-everything", test_not_everything },
    { "/waiting/paused", test_paused },
  };

  scene_init (&argc, &argv);
  g_test_add ("/review/sides/hub-later", Home, GINT_TO_POINTER (true), set_up_two, test_sides, tear_down_home);
  g_test_add ("/review/sides/ours-later", Home, NULL, set_up_two, test_sides, tear_down_home);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_two);
}
