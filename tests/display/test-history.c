/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-big-slider.h"
#include "bo-chart.h"
#include "bo-compare-page.h"
#include "bo-course.h"
#include "bo-moment.h"
#include "bo-past-page.h"
#include "bo-service-control.h"
#include "bo-tile.h"
#include "page-home.h"

/* The home as it was: walked through, compared with another time, and restored. */

#define LAMP "Ceiling light"

static const char *
id_of (BoClient *client, const char *name)
{
  return bo_thing_get_id (BO_THING (accessory_named (client, name)));
}

/* A moment between what was done to the lamp and what will be: by the hub's clock, as versions are. */
static int64_t
moment (Home *home)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  sync_now (home->client);
  bo_client_history_async (home->client, id_of (home->client, LAMP), NULL, take_result_cb, &result);
  wait_for (&result);
  versions = bo_client_list_finish (home->client, result, NULL);
  g_assert_cmpuint (versions->len, >, 0);
  return ((BoStoreVersion *) g_ptr_array_index (versions, versions->len - 1))->time_us;
}

static BoPage *
open_past (Home *home, int64_t time_us, const char *id)
{
  g_autofree char *past = bo_past_address (time_us, id);

  return page_open (home, home->client, past, 900, 700);
}

static void
activate_row (GtkWidget *root, const char *title)
{
  GtkWidget *row;

  wait_for_words (root, title, true);
  row = gtk_widget_get_ancestor (find_labelled (root, title), GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  gtk_widget_activate (row);
  settle ();
}

/* (nullable): the shown tile of the accessory with @id */
static GtkWidget *
find_tile (GtkWidget *from, const char *id)
{
  BoAccessory *accessory = BO_IS_TILE (from) ? bo_tile_get_accessory (BO_TILE (from)) : NULL;

  if (accessory != NULL && gtk_widget_get_mapped (from) && g_str_equal (bo_thing_get_id (BO_THING (accessory)), id))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_tile (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
wait_for_tile (GtkWidget *root, const char *id)
{
  bo_shot_wait (root);
  g_assert_nonnull (find_tile (root, id));
  return find_tile (root, id);
}

/* What a hand could change on a page of the past. Sliders of our own take the focus, to be read. */
static bool
is_operable (GtkWidget *from)
{
  if (BO_IS_BIG_SLIDER (from))
    return false;
  if (gtk_widget_get_mapped (from) && gtk_widget_is_sensitive (from)
      && (GTK_IS_SWITCH (from) || GTK_IS_RANGE (from) || GTK_IS_SPIN_BUTTON (from) || ADW_IS_COMBO_ROW (from)
          || ADW_IS_ENTRY_ROW (from)))
    return true;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (is_operable (child))
      return true;
  return false;
}

/* --- the home at a time --- */

static void
look_at_lamp (Home *home, int64_t time_us)
{
  const char *id = id_of (home->client, LAMP);
  BoPage *page = open_past (home, time_us, id);
  BoCharacteristic *brightness;
  GtkWidget *control;

  wait_for_words (home->window, "This is how it was. Return to now to change anything.", true);
  bo_shot_wait (home->window);
  control = find_type (GTK_WIDGET (page), BO_TYPE_SERVICE_CONTROL);
  g_assert_nonnull (control);
  brightness = bo_service_find (bo_service_control_get_service (BO_SERVICE_CONTROL (control)), "brightness");
  g_assert_cmpfloat (bo_characteristic_get_double (brightness, 0), ==, 40);
  g_assert_false (is_operable (GTK_WIDGET (page)));
  press (home->window, "Return to Now");
  g_assert_true (g_str_has_prefix (home->shown, "accessory:") && g_str_has_suffix (home->shown, id));
  page_close (home, page);
}

static void
test_walk (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  g_autofree char *id = g_strdup (bo_thing_get_id (BO_THING (lamp)));
  g_autofree char *room = g_strdup (bo_thing_get_display_name (BO_THING (bo_accessory_get_room (lamp))));
  g_autofree char *was = NULL, *summary = NULL;
  GtkWidget *tile;
  BoPage *page;
  int64_t then;

  set_value (home->client, LAMP, "on", "true");
  set_value (home->client, LAMP, "brightness", "40");
  was = bo_accessory_get_summary (lamp);
  then = moment (home);
  set_value (home->client, LAMP, "brightness", "75");
  sync_now (home->client);

  page = open_past (home, then, NULL);
  activate_row (home->window, room);
  g_assert_true (g_str_has_prefix (home->shown, "past:"));
  page_close (home, page);
  page = page_open (home, home->client, home->shown, 900, 700);
  wait_for_words (home->window, LAMP, true);
  tile = wait_for_tile (home->window, id);
  summary = bo_accessory_get_summary (bo_tile_get_accessory (BO_TILE (tile)));
  g_assert_cmpstr (summary, ==, was);
  g_assert_true (bo_tile_get_read_only (BO_TILE (tile)));
  g_signal_emit_by_name (tile, "activate");
  g_assert_true (g_str_has_prefix (home->shown, "past:") && g_str_has_suffix (home->shown, id));
  page_close (home, page);
  look_at_lamp (home, then);
  g_assert_cmpfloat (bo_characteristic_get_double (bo_accessory_find_characteristic (lamp, "brightness"), 0), ==, 75);
}

/* Before anything was recorded it says since when something is, and leads there. */
static void
test_before (Home *home, gconstpointer data)
{
  BoPage *page = open_past (home, 1000000, NULL);
  const char *id = NULL;
  int64_t begins = 0;

  wait_for_words (home->window, "Nothing Is Known of This Time", true);
  press (home->window, "Show Where Records Begin");
  g_assert_true (bo_past_page_parse (home->shown + strlen ("past:"), &begins, &id));
  g_assert_cmpint (begins, >, 1000000);
  page_close (home, page);
  page = page_open (home, home->client, home->shown, 900, 700);
  wait_for_words (home->window, "Return to Now", true);
  page_close (home, page);
  g_assert_null (bo_page_create ("past:yesterday", home->client));
}

/* A day and a time are chosen in words, or in the calendar; what is still to come can't be. */
static void
test_choose (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "history", 900, 700);
  GtkWidget *moment;
  int64_t chosen = 0, shown = 0;
  const char *id = NULL;

  bo_moment_view (home->window, home->client);
  moment = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (find_dialog ()));
  bo_shot_wait (find_dialog ());
  bo_moment_set_time (BO_MOMENT (moment), bo_clock_now () + 48 * INT64_C (3600000000));
  g_assert_false (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (find_dialog ()), "answer"));
  wait_for_words (find_dialog (), "This is still to come. Choose a time that has been.", true);
  press (find_dialog (), "Yesterday Evening");
  g_assert_cmpint (bo_clock_now () - bo_moment_get_time (BO_MOMENT (moment)), >, INT64_C (3600000000));
  g_assert_true (adw_message_dialog_get_response_enabled (ADW_MESSAGE_DIALOG (find_dialog ()), "answer"));
  chosen = bo_moment_get_time (BO_MOMENT (moment));
  check_reach (home, page, "history");
  keep_window (find_dialog (), "dialog-moment");
  answer ("View");
  g_assert_true (g_str_has_prefix (home->shown, "past:"));
  g_assert_true (bo_past_page_parse (home->shown + strlen ("past:"), &shown, &id));
  g_assert_cmpint (shown, ==, chosen);
  page_close (home, page);
}

/* --- what changed --- */

#define LOCK "Front door lock"

/* (nullable): the first shown check box called @name */
static GtkWidget *
find_check (GtkWidget *from, const char *name)
{
  if (GTK_IS_CHECK_BUTTON (from) && gtk_widget_get_mapped (from)
      && g_strcmp0 (gtk_widget_get_tooltip_text (from), name) == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose (GtkWidget *root, const char *name)
{
  GtkWidget *check = find_check (root, name);

  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
}

static double
brightness_of (BoClient *client, const char *id)
{
  BoThing *lamp = bo_model_lookup (bo_client_get_model (client), id);

  return bo_characteristic_get_double (bo_accessory_find_characteristic (BO_ACCESSORY (lamp), "brightness"), -1);
}

typedef struct
{
  BoClient   *client;
  const char *id;
  double      brightness;
  const char *name;
} Wanted;

static bool
is_lamp_so (gpointer data)
{
  Wanted *wanted = data;
  BoThing *lamp = bo_model_lookup (bo_client_get_model (wanted->client), wanted->id);

  return lamp != NULL && brightness_of (wanted->client, wanted->id) == wanted->brightness
         && g_str_equal (bo_thing_get_name (lamp), wanted->name);
}

/* What changed is listed; the lamp is chosen whole and restored, and one Undo takes all of it back. */
static void
test_restore (Home *home, gconstpointer data)
{
  g_autofree char *id = g_strdup (id_of (home->client, LAMP));
  Wanted before = { home->client, id, 40, LAMP }, after = { home->client, id, 75, "Lamp of the past" };
  g_autofree char *compare = NULL;
  GtkWidget *check;
  BoPage *page;

  set_value (home->client, LOCK, "lock_target_state", "0");
  set_value (home->client, LAMP, "brightness", "40");
  compare = bo_compare_address (moment (home), 0);
  set_value (home->client, LAMP, "brightness", "75");
  rename_accessory (home->client, LAMP, "Lamp of the past");
  set_value (home->client, LOCK, "lock_target_state", "1");
  page = page_open (home, home->client, compare, 900, 700);
  wait_for_words (home->window, "40 % → 75 %", true);
  wait_for_words (home->window, "Ceiling light → Lamp of the past", true);
  wait_for_words (home->window,
                  "Unlocked → Locked\nNot restored from here: it would unlock, open or disarm something.", true);
  g_assert_null (find_check (home->window, "Front door lock · Lock asked for"));
  keep_picture (home, "compare", 900, false);
  check_reach (home, page, "compare");
  check = find_check (home->window, "Brightness");
  g_signal_emit_by_name (home->client, "changed", (const char *const[]){ NULL });
  settle ();
  g_assert_true (find_check (home->window, "Brightness") == check);
  choose (home->window, "Everything of “Lamp of the past”");
  wait_for_words (home->window, "2 chosen", true);
  keep_picture (home, "compare-chosen", 900, false);
  press (home->window, "Restore…");
  wait_for_words (find_dialog (), "Restore 2 Changes?", true);
  wait_for_words (find_dialog (), "75 % → 40 %", true);
  keep_window (find_dialog (), "dialog-restore");
  answer ("Restore");
  wait_until ("the lamp as it was", is_lamp_so, &before);
  press (home->window, "Undo");
  wait_until ("the lamp as it was before that", is_lamp_so, &after);
  page_close (home, page);
}

static bool
is_unlocked (gpointer target)
{
  return bo_characteristic_get_int (target, -1) == 0;
}

/* Locking is restored without a question; taking that back opens a door, and asks. */
static void
test_undo_asks (Home *home, gconstpointer data)
{
  g_autofree char *compare = NULL;
  BoCharacteristic *target;
  BoPage *page;

  set_value (home->client, LOCK, "lock_target_state", "1");
  set_value (home->client, LAMP, "brightness", "40");
  compare = bo_compare_address (moment (home), 0);
  set_value (home->client, LOCK, "lock_target_state", "0");
  target = bo_accessory_find_characteristic (accessory_named (home->client, LOCK), "lock_target_state");
  page = page_open (home, home->client, compare, 900, 700);
  wait_for_words (home->window, "Locked → Unlocked", true);
  choose (home->window, "Front door lock · Lock asked for");
  press (home->window, "Restore…");
  answer ("Restore");
  wait_for_words (home->window, "Undo", true);
  g_assert_cmpint (bo_characteristic_get_int (target, -1), ==, 1);
  press (home->window, "Undo");
  g_assert_nonnull (find_dialog ());
  g_assert_cmpint (bo_characteristic_get_int (target, -1), ==, 1);
  answer ("Undo");
  wait_until ("the lock to open", is_unlocked, target);
  page_close (home, page);
}

static bool
is_there (gpointer data)
{
  Wanted *wanted = data;
  BoThing *thing = bo_model_lookup (bo_client_get_model (wanted->client), wanted->id);

  return thing != NULL && bo_accessory_get_room (BO_ACCESSORY (thing)) != NULL;
}

static bool
is_gone (gpointer data)
{
  return !is_there (data);
}

/* What was removed comes back into its room, for everybody. */
static void
test_put_back (Home *home, gconstpointer data)
{
  g_autofree char *id = g_strdup (id_of (home->client, "Floor lamp"));
  Wanted lamp = { .client = home->client, .id = id };
  g_autofree char *compare = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  BoPage *page;

  set_value (home->client, LAMP, "brightness", "40");
  compare = bo_compare_address (moment (home), 0);
  home->other = client_new (home, "Ana’s laptop");
  bo_client_remove_async (home->client, id, NULL, take_result_cb, &result);
  edit_finish (home->client, &result);
  sync_now (home->client);
  g_assert_true (is_gone (&lamp));
  page = page_open (home, home->client, compare, 900, 700);
  wait_for_words (home->window, "Removed", true);
  choose (home->window, "Put back “Floor lamp”");
  press (home->window, "Restore…");
  wait_for_words (find_dialog (), "Is put back", true);
  answer ("Restore");
  wait_until ("the lamp to be back", is_there, &lamp);
  sync_now (home->client);
  sync_now (home->other);
  lamp.client = home->other;
  wait_until ("the lamp elsewhere", is_there, &lamp);
  page_close (home, page);
}

/* --- the timeline --- */

static void
select_named (GtkDropDown *choice, const char *name)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (choice));

  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (names)); i++)
    if (g_str_equal (gtk_string_list_get_string (names, i), name))
      {
        gtk_drop_down_set_selected (choice, i);
        return;
      }
  g_assert_not_reached ();
}

static GtkDropDown *
choice_called (GtkWidget *from, const char *name)
{
  if (GTK_IS_DROP_DOWN (from) && g_strcmp0 (gtk_widget_get_tooltip_text (from), name) == 0)
    return GTK_DROP_DOWN (from);
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkDropDown *found = choice_called (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* (transfer full): the line of a change that is still to be made */
static char *
line_of (Home *home, const char *name, const char *type, const char *after)
{
  BoCharacteristic *characteristic = bo_accessory_find_characteristic (accessory_named (home->client, name), type);

  return g_strdup_printf ("Changed %s here: %s %s → %s", name, bo_characteristic_get_label (characteristic),
                          bo_characteristic_get_display (characteristic), after);
}

/* What was changed, and from what to what. */
static void
test_filters (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  g_autofree char *room = g_strdup (bo_thing_get_display_name (BO_THING (bo_accessory_get_room (lamp))));
  g_autofree char *lit = line_of (home, LAMP, "brightness", "40 %");
  g_autofree char *warmed = line_of (home, "Hall thermostat", "target_temperature", "21.5 °C");
  BoPage *page;

  set_value (home->client, LAMP, "brightness", "40");
  set_value (home->client, "Hall thermostat", "target_temperature", "21.5");
  page = page_open (home, home->client, "history", 900, 700);
  wait_for_words (home->window, warmed, true);
  select_named (choice_called (GTK_WIDGET (page), "Which room is shown"), room);
  wait_for_words (home->window, warmed, false);
  wait_for_words (home->window, lit, true);
  select_named (choice_called (GTK_WIDGET (page), "Which activity is shown"), "Problems");
  wait_for_words (home->window, "Nothing Like That", true);
  select_named (choice_called (GTK_WIDGET (page), "Which activity is shown"), "Sent");
  wait_for_words (home->window, lit, true);
  select_named (choice_called (GTK_WIDGET (page), "Whose doing is shown"), bo_client_get_user_id (home->client));
  wait_for_words (home->window, lit, true);
  page_close (home, page);
}

static void
write_notes (BoClient *client, unsigned int n)
{
  BoDraft *draft = bo_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;

  for (unsigned int i = 0; i < n; i++)
    {
      g_autofree char *id = bo_uuid_random ();

      g_assert_true (bo_compose_document (draft, id, "note", "Note", "Text", NULL, NULL));
    }
  bo_client_apply_async (client, draft, NULL, take_result_cb, &result);
  edit_finish (client, &result);
}

static bool
is_longer (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_activity (client)) > 500;
}

static bool
is_full (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_activity (client)) == 500;
}

/* What was read first has nothing that fits: older lines are looked through as well. */
static void
test_older (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "history", 900, 700);

  write_notes (home->client, 520);
  wait_until ("the newest lines", is_full, home->client);
  select_named (choice_called (GTK_WIDGET (page), "Which activity is shown"), "Problems");
  wait_for_words (home->window, "Nothing Like That", true);
  wait_until ("the older lines", is_longer, home->client);
  page_close (home, page);
}

/* --- the course of a value --- */

static GtkWidget *
open_course (Home *home, const char *name, int width, BoPage **page)
{
  g_autofree char *accessory = g_strconcat ("accessory:", id_of (home->client, name), NULL);
  GtkWidget *course;

  *page = page_open (home, home->client, accessory, width, 900);
  bo_shot_wait (home->window);
  course = find_type (GTK_WIDGET (*page), BO_TYPE_COURSE);
  g_assert_nonnull (course);
  return course;
}

static GtkWidget *
find_toggle (GtkWidget *from)
{
  if (G_OBJECT_TYPE (from) == GTK_TYPE_TOGGLE_BUTTON
      && g_strcmp0 (gtk_widget_get_tooltip_text (from), "Show as a table") == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toggle (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static bool
is_drawn (gpointer course)
{
  return find_type (course, BO_TYPE_CHART) != NULL;
}

/* A lock has no numbers but two states: a strip, all of it, and the same as a table. */
static void
test_states (Home *home, gconstpointer data)
{
  BoPage *page;
  GtkWidget *course;

  for (int i = 0; i < 3; i++)
    {
      set_value (home->client, LOCK, "lock_target_state", i % 2 == 0 ? "0" : "1");
      sync_now (home->client);
    }
  course = open_course (home, LOCK, 900, &page);
  select_named (choice_called (course, "What is shown"), "Lock asked for");
  select_named (choice_called (course, "How far back"), "All");
  wait_until ("the strip", is_drawn, course);
  wait_for_words (course, "Lock asked for", true);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (course)), TRUE);
  wait_for_words (course, "Unlocked", true);
  wait_for_words (course, "Locked", true);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (course)), FALSE);
  page_close (home, page);
}

#define CHANGES 104

/* More rows than a table has are counted; what there is of numbers is said below. */
static void
test_numbers (Home *home, gconstpointer data)
{
  BoPage *page;
  GtkWidget *course;

  for (int i = 0; i < CHANGES; i++)
    {
      set_value (home->client, LAMP, "brightness", i % 2 == 0 ? "20" : "90");
      sync_now (home->client);
    }
  course = open_course (home, LAMP, 900, &page);
  select_named (choice_called (course, "What is shown"), "Brightness");
  select_named (choice_called (course, "How far back"), "All");
  wait_for_words (course, "Between 20 % and 90 %", true);
  g_assert_null (find_labelled (course, "The newest 100 of 105 values are listed. A shorter time has fewer."));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_toggle (course)), TRUE);
  wait_for_words (course, "The newest 100 of 105 values are listed. A shorter time has fewer.", true);
  page_close (home, page);
}

/* --- pictures --- */

static void
move_lamp (Home *home)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  BoRoom *to = bo_accessory_get_room (accessory_named (home->client, "Hall thermostat"));
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_move_async (home->client, bo_thing_get_id (BO_THING (lamp)), NULL, bo_thing_get_id (BO_THING (to)), NULL,
                        take_result_cb, &result);
  edit_finish (home->client, &result);
}

static void
draw_course (Home *home, int width, bool dark)
{
  BoPage *page;
  GtkWidget *course, *scrolled;
  graphene_point_t at;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  for (int i = 0; i < 3 && !dark; i++)
    {
      set_value (home->client, LOCK, "lock_target_state", i % 2 == 0 ? "0" : "1");
      sync_now (home->client);
    }
  course = open_course (home, LOCK, width, &page);
  select_named (choice_called (course, "What is shown"), "Lock asked for");
  select_named (choice_called (course, "How far back"), "All");
  wait_until ("the strip", is_drawn, course);
  scrolled = gtk_widget_get_ancestor (course, GTK_TYPE_SCROLLED_WINDOW);
  g_assert_true (gtk_widget_compute_point (course, scrolled, &GRAPHENE_POINT_INIT (0, 0), &at));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), (double) at.y - 60);
  gtk_widget_grab_focus (find_type (course, BO_TYPE_CHART));
  keep_picture (home, "course", width, dark);
  page_close (home, page);
}

/* A room may be called anything: the choices stay on the page. */
static void
draw_long_choice (Home *home)
{
  static const char name[] = "The room under the roof where the old piano and all the winter coats are kept";
  BoRoom *room = bo_accessory_get_room (accessory_named (home->client, LAMP));
  g_autoptr (GAsyncResult) result = NULL;
  BoPage *page;
  int minimum;

  bo_client_rename_async (home->client, bo_thing_get_id (BO_THING (room)), name, NULL, take_result_cb, &result);
  edit_finish (home->client, &result);
  page = page_open (home, home->client, "history", 360, 640);
  select_named (choice_called (GTK_WIDGET (page), "Which room is shown"), name);
  keep_picture (home, "history-long", 360, false);
  gtk_widget_measure (GTK_WIDGET (page), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  page_close (home, page);
}

static void
test_pictures (Home *home, gconstpointer data)
{
  BoAccessory *thermostat = accessory_named (home->client, "Hall thermostat");
  const char *ids[] = { NULL, bo_thing_get_id (BO_THING (bo_accessory_get_room (thermostat))),
                        bo_thing_get_id (BO_THING (thermostat)), bo_thing_get_id (BO_THING (accessory_named (home->client, LAMP))) };
  static const char *const names[] = { "past", "past-room", "past-accessory", "past-light" };
  int64_t then;

  set_value (home->client, LAMP, "brightness", "40");
  then = moment (home);
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *past = bo_past_address (then, ids[i]);

      draw_all (home, home->client, past, names[i]);
    }
  draw_all (home, home->client, "past:1000000", "past-unknown");
  set_value (home->client, LAMP, "brightness", "75");
  set_value (home->client, "Hall thermostat", "target_temperature", "21.5");
  rename_accessory (home->client, "Doorbell", "The doorbell beside the gate to the road, under the old chestnut tree");
  move_lamp (home);
  {
    g_autofree char *compare = bo_compare_address (then, 0);

    draw_all (home, home->client, compare, "compare");
  }
  draw_all (home, home->client, "history", "history");
  draw_long_choice (home);
  draw_course (home, 1024, false);
  draw_course (home, 360, true);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/history/walk", test_walk },
    { "/history/before", test_before },
    { "/history/choose", test_choose },
    { "/history/restore", test_restore },
    { "/history/undo-asks", test_undo_asks },
    { "/history/put-back", test_put_back },
    { "/history/filters", test_filters },
    { "/history/older", test_older },
    { "/history/states", test_states },
    { "/history/numbers", test_numbers },
    { "/history/pictures", test_pictures },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_home);
}
