/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-course.h"
#include "page-home.h"

/* What people do on the pages, over a real hub, and what another device of the home then sees. */

#define LAMP "Ceiling light"
#define LOCK "Front door lock"

/* --- looking and pressing --- */

static BoPage *
open_thing (Home *home, const char *place, const char *id)
{
  g_autofree char *address = g_strdup_printf ("%s:%s", place, id);
  BoPage *page = page_open (home, home->client, address, 900, 700);

  bo_shot_wait (home->window);
  return page;
}

/* --- conflicts --- */

static bool
is_to_review (gpointer client)
{
  g_autoptr (BoConflictItem) item = g_list_model_get_item (bo_client_list_conflicts (client), 0);

  return item != NULL && !bo_conflict_item_get_reviewed (item) && bo_client_get_conflict_count (client) == 1;
}

static bool
is_reviewed (gpointer client)
{
  return bo_client_get_conflict_count (client) == 0;
}

/* Both change the brightness at one time, ours to 40, Ana's to 75; @kept: (out): whose is shown. */
static BoPage *
open_conflict (Home *home, double *kept)
{
  g_autoptr (BoConflictItem) item = NULL;

  set_value (home->client, LAMP, "brightness", "40");
  set_value (home->other, LAMP, "brightness", "75");
  sync_now (home->other);
  sync_now (home->client);
  wait_until ("the conflict", is_to_review, home->client);
  item = g_list_model_get_item (bo_client_list_conflicts (home->client), 0);
  *kept = number_elsewhere (home, LAMP, "brightness");
  g_assert_cmpfloat (number (home->client, LAMP, "brightness"), ==, *kept);
  g_assert_true (*kept == 40 || *kept == 75);
  return open_thing (home, "conflict", bo_conflict_item_get_id (item));
}

static void
undo_and_compare (Home *home, double expected)
{
  press (home->window, "Undo");
  wait_until ("the conflict to ask again", is_to_review, home->client);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, expected);
}

static void
test_keep_theirs (Home *home, gconstpointer data)
{
  double kept;
  BoPage *page = open_conflict (home, &kept);

  press (GTK_WIDGET (page), "Keep Hub’s");
  wait_until ("the review", is_reviewed, home->client);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, 75);
  g_assert_cmpfloat (number (home->client, LAMP, "brightness"), ==, 75);
  undo_and_compare (home, kept);
  page_close (home, page);
}

static void
test_use_mine (Home *home, gconstpointer data)
{
  double kept;
  BoPage *page = open_conflict (home, &kept);

  press (GTK_WIDGET (page), "Use Mine");
  wait_until ("the review", is_reviewed, home->client);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, 40);
  undo_and_compare (home, kept);
  page_close (home, page);
}

/* What was done between the decision and its Undo stays: only the decision is taken back. */
static void
test_undo_keeps_later (Home *home, gconstpointer data)
{
  double kept;
  BoPage *page = open_conflict (home, &kept);
  bool on = number (home->client, LAMP, "on") != 0;

  press (GTK_WIDGET (page), "Use Mine");
  wait_until ("the review", is_reviewed, home->client);
  set_value (home->client, LAMP, "on", on ? "off" : "on");
  undo_and_compare (home, kept);
  g_assert_cmpint (number (home->client, LAMP, "on") != 0, ==, !on);
  page_close (home, page);
}

static void
choose (GtkWidget *from, const char *value)
{
  GtkWidget *label = find_labelled (from, value);

  g_assert_nonnull (label);
  while (label != NULL && !GTK_IS_CHECK_BUTTON (label))
    label = gtk_widget_get_parent (label);
  g_assert_nonnull (label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (label), TRUE);
  settle ();
}

/* A side is what it differs in: what was done to the rest since stays. */
static void
test_side_keeps_later (Home *home, gconstpointer data)
{
  double kept;
  BoPage *page = open_conflict (home, &kept);
  bool on = number (home->client, LAMP, "on") != 0;

  set_value (home->client, LAMP, "on", on ? "off" : "on");
  press (GTK_WIDGET (page), "Keep Hub’s");
  wait_until ("the review", is_reviewed, home->client);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, 75);
  g_assert_cmpint (number (home->client, LAMP, "on") != 0, ==, !on);
  page_close (home, page);
}

static void
test_save_merge (Home *home, gconstpointer data)
{
  double kept;
  BoPage *page = open_conflict (home, &kept);

  choose (GTK_WIDGET (page), "40 %");
  press (GTK_WIDGET (page), "Save Merge");
  wait_until ("the review", is_reviewed, home->client);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, 40);
  undo_and_compare (home, kept);
  page_close (home, page);
}

static void
test_decide_later (Home *home, gconstpointer data)
{
  double kept;
  BoPage *page = open_conflict (home, &kept);

  press (GTK_WIDGET (page), "Decide Later");
  g_assert_true (is_to_review (home->client));
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, kept);
  page_close (home, page);
  page = page_open (home, home->client, "sync:review", 900, 700);
  wait_for_words (GTK_WIDGET (page), "Ceiling light was changed in two places", true);
  page_close (home, page);
}

/* --- what waits --- */

static bool
has_nothing_waiting (gpointer client)
{
  return bo_client_get_pending_count (client) == 0 && g_list_model_get_n_items (bo_client_list_pending (client)) == 0;
}

static bool
has_one_waiting (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_pending (client)) == 1;
}

static void
test_discard (Home *home, gconstpointer data)
{
  double before = number (home->client, LAMP, "brightness");
  BoPage *page = page_open (home, home->client, "sync:waiting", 900, 700);
  GtkWidget *button;

  g_assert_cmpfloat (before, !=, 33);
  set_value (home->client, LAMP, "brightness", "33");
  wait_until ("the waiting change", has_one_waiting, home->client);
  bo_shot_wait (home->window);
  button = find_tooltip (GTK_WIDGET (page), "Discard this change");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  answer ("Cancel");
  g_assert_cmpfloat (number (home->client, LAMP, "brightness"), ==, 33);
  g_signal_emit_by_name (button, "clicked");
  answer ("Discard");
  wait_until ("the change to go", has_nothing_waiting, home->client);
  wait_for_words (GTK_WIDGET (page), "Everything Here Is on the Hub", true);
  g_assert_cmpfloat (number (home->client, LAMP, "brightness"), ==, before);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, before);
  page_close (home, page);
}

/* The same hub at the same address again. */
static void
restart_hub (Home *home, const char *url)
{
  g_autofree char *dir = g_build_filename (home->dir, "hub", NULL);
  BoHubOptions options = { .password = "secret", .port = (uint16_t) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10) };
  g_autoptr (GError) error = NULL;

  g_clear_object (&home->hub);
  home->hub = bo_hub_new (dir, &options);
  bo_hub_demo_pause (home->hub, true);
  bo_hub_start (home->hub, &error);
  g_assert_no_error (error);
}

static void
sync_in_vain (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoSyncReport) report = NULL;

  bo_client_sync_async (client, NULL, take_result_cb, &result);
  wait_for (&result);
  report = bo_client_sync_finish (client, result, NULL);
}

static void
test_hub_away (Home *home, gconstpointer data)
{
  g_autofree char *url = g_strdup (bo_hub_get_url (home->hub));
  BoPage *page = open_thing (home, "accessory", bo_thing_get_id (BO_THING (accessory_named (home->client, LAMP))));

  wait_for_words (GTK_WIDGET (page), "Waiting to send", false);
  bo_hub_stop (home->hub);
  set_value (home->client, LAMP, "brightness", "33");
  sync_in_vain (home->client);
  wait_for_words (GTK_WIDGET (page), "Waiting to send", true);
  g_assert_cmpfloat (number (home->client, LAMP, "brightness"), ==, 33);
  restart_hub (home, url);
  sync_now (home->client);
  wait_for_words (GTK_WIDGET (page), "Waiting to send", false);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "brightness"), ==, 33);
  page_close (home, page);
}

/* --- scenes, moves --- */

/* A scene that leads nowhere unsafe, so that it isn't asked about */
static BoScene *
harmless_scene (BoClient *client)
{
  g_autoptr (GPtrArray) found = bo_model_find (bo_client_get_model (client), BO_TYPE_SCENE, "Film");

  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_index (found, 0);
}

static bool
is_as_scene (BoClient *client, BoScene *scene)
{
  for (size_t i = 0; i < bo_scene_get_n_actions (scene); i++)
    {
      const BoSceneAction *action = bo_scene_get_action (scene, i);
      BoCharacteristic *characteristic = bo_model_lookup_characteristic (bo_client_get_model (client),
                                                                         action->accessory_id,
                                                                         action->characteristic_id);

      if (characteristic != NULL
          && !bo_json_equal (bo_json_wrap (bo_characteristic_get_raw (characteristic)), bo_json_wrap (action->value)))
        return false;
    }
  return true;
}

static bool
scene_is_set (gpointer client)
{
  return is_as_scene (client, harmless_scene (client));
}

static bool
scene_is_not_set (gpointer client)
{
  return !scene_is_set (client);
}

static void
test_scene (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "home", 900, 700);

  g_assert_false (scene_is_set (home->client));
  press (GTK_WIDGET (page), "Film");
  wait_until ("the scene", scene_is_set, home->client);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_true (scene_is_set (home->other));
  press (home->window, "Undo");
  wait_until ("the scene's Undo", scene_is_not_set, home->client);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_false (scene_is_set (home->other));
  page_close (home, page);
}

typedef struct
{
  BoClient   *client;
  const char *room_id;
} Place;

static bool
is_in (gpointer data)
{
  Place *place = data;
  BoRoom *room = bo_accessory_get_room (accessory_named (place->client, LAMP));

  return room != NULL && g_str_equal (bo_thing_get_id (BO_THING (room)), place->room_id);
}

static void
assert_seen_in (Home *home, const char *room_id)
{
  Place here = { home->client, room_id };
  Place there = { home->other, room_id };

  wait_until ("the move", is_in, &here);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_true (is_in (&there));
}

static void
test_move (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  g_autofree char *old = g_strdup (bo_thing_get_id (BO_THING (bo_accessory_get_room (lamp))));
  g_autofree char *new = g_strdup (bo_thing_get_id (BO_THING (bo_accessory_get_room (accessory_named (home->client, LOCK)))));
  BoPage *page = open_thing (home, "accessory", bo_thing_get_id (BO_THING (lamp)));

  g_assert_cmpstr (old, !=, new);
  bo_operate_move_to (GTK_WIDGET (page), home->client, lamp,
                      bo_accessory_get_room (accessory_named (home->client, LOCK)));
  assert_seen_in (home, new);
  press (home->window, "Undo");
  assert_seen_in (home, old);
  page_close (home, page);
}

/* --- removing --- */

static bool
is_here (gpointer client)
{
  g_autoptr (GPtrArray) found = bo_model_find (bo_client_get_model (client), BO_TYPE_ACCESSORY, LAMP);

  return found->len == 1;
}

static bool
is_gone (gpointer client)
{
  return !is_here (client);
}

static void
test_remove (Home *home, gconstpointer data)
{
  BoAccessory *lamp = accessory_named (home->client, LAMP);
  double brightness = number (home->client, LAMP, "brightness");
  g_autofree char *room = g_strdup (bo_thing_get_id (BO_THING (bo_accessory_get_room (lamp))));
  BoPage *page = page_open (home, home->client, "scenes", 900, 700);

  bo_operate_remove (GTK_WIDGET (page), home->client, BO_THING (lamp));
  answer ("Remove");
  wait_until ("the removal", is_gone, home->client);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_true (is_gone (home->other));
  press (home->window, "Undo");
  wait_until ("the removal's Undo", is_here, home->client);
  assert_seen_in (home, room);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, brightness);
  page_close (home, page);
}

/* --- what leads away from safety --- */

static bool
is_unlocking (gpointer client)
{
  return number (client, LOCK, "lock_target_state") == 0;
}

static GtkWidget *
lock_button (BoPage *page)
{
  GtkWidget *found = find_labelled (GTK_WIDGET (page), "Press to unlock");

  while (found != NULL && GTK_IS_LABEL (found))
    found = gtk_widget_get_parent (found);
  for (; found != NULL; found = gtk_widget_get_parent (found))
    for (GtkWidget *child = gtk_widget_get_first_child (found); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      if (GTK_IS_BUTTON (child))
        return child;
  return NULL;
}

static void
test_unlock (Home *home, gconstpointer data)
{
  BoPage *page = open_thing (home, "accessory", bo_thing_get_id (BO_THING (accessory_named (home->client, LOCK))));
  GtkWidget *button = lock_button (page);

  g_assert_nonnull (button);
  g_assert_false (is_unlocking (home->client));
  g_signal_emit_by_name (button, "clicked");
  settle ();
  answer ("Cancel");
  g_assert_false (is_unlocking (home->client));
  g_assert_cmpint (bo_client_get_pending_count (home->client), ==, 0);
  g_assert_cmpfloat (number_elsewhere (home, LOCK, "lock_target_state"), ==, 1);
  g_signal_emit_by_name (button, "clicked");
  settle ();
  answer ("Unlock");
  wait_until ("the unlocking", is_unlocking, home->client);
  g_assert_cmpfloat (number_elsewhere (home, LOCK, "lock_target_state"), ==, 0);
  page_close (home, page);
}

static void
put_content (Home *home, BoAccessory *accessory, const char *content)
{
  g_autoptr (GAsyncResult) result = NULL;

  bo_client_put_entity_async (home->client, bo_thing_get_id (BO_THING (accessory)), "device",
                              bo_thing_get_display_name (BO_THING (accessory)), content, NULL, take_result_cb, &result);
  edit_finish (home->client, &result);
}

#define GARAGE "{\"services\": [{\"id\": \"g\", \"service_type\": \"garage_door_opener\", \"characteristics\": [" \
  "{\"id\": \"d\", \"characteristic_type\": \"target_door_state\", \"value\": 1}, " \
  "{\"id\": \"l\", \"characteristic_type\": \"lock_target_state\", \"value\": 1}]}]}"

typedef struct
{
  BoClient   *client;
  const char *type;
} Wanted;

static bool
is_open (gpointer data)
{
  Wanted *wanted = data;

  return number (wanted->client, LOCK, wanted->type) == 0;
}

/* Nothing happens before the answer, which is called as the deed is. */
static void
assert_asked (Home *home, BoPage *page, const char *type, const char *question, const char *verb)
{
  BoCharacteristic *characteristic = bo_accessory_find_characteristic (accessory_named (home->client, LOCK), type);
  Wanted wanted = { home->client, type };

  bo_operate (GTK_WIDGET (page), home->client, characteristic, "0");
  settle ();
  wait_for_words (find_dialog (), question, true);
  answer ("Cancel");
  g_assert_false (is_open (&wanted));
  bo_operate (GTK_WIDGET (page), home->client, characteristic, "0");
  settle ();
  answer (verb);
  wait_until (question, is_open, &wanted);
}

/* A garage is opened, and the lock in it is unlocked. */
static void
test_garage (Home *home, gconstpointer data)
{
  BoPage *page;

  put_content (home, accessory_named (home->client, LOCK), GARAGE);
  page = open_thing (home, "accessory", bo_thing_get_id (BO_THING (accessory_named (home->client, LOCK))));
  assert_asked (home, page, "target_door_state", "Open “" LOCK "”?", "Open");
  assert_asked (home, page, "lock_target_state", "Unlock “" LOCK "”?", "Unlock");
  page_close (home, page);
}

/* --- what numbers were --- */

static GtkWidget *
find_course (GtkWidget *from)
{
  GtkWidget *found = BO_IS_COURSE (from) ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_course (child);
  return found;
}

static bool
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static bool
is_hidden (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* An accessory that is looked at loses its numbers, while they are being read, and gets others. */
static void
test_numbers_gone (Home *home, gconstpointer data)
{
  BoAccessory *accessory = accessory_named (home->client, "Air monitor");
  BoPage *page = open_thing (home, "accessory", bo_thing_get_id (BO_THING (accessory)));
  GtkWidget *course = find_course (GTK_WIDGET (page));

  wait_until ("the course", is_shown, course);
  put_content (home, accessory, "{\"services\":[{\"id\":\"s\",\"service_type\":\"switch\",\"characteristics\":[]}]}");
  wait_until ("the course to go", is_hidden, course);
  settle ();
  put_content (home, accessory, "{\"services\":[{\"id\":\"t\",\"service_type\":\"temperature_sensor\",\"characteristics\":["
                                "{\"id\":\"d\",\"characteristic_type\":\"current_temperature\",\"value\":20}]}]}");
  wait_until ("the course again", is_shown, course);
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/deeds/conflict/keep-hubs", test_keep_theirs }, { "/deeds/conflict/use-mine", test_use_mine },
    { "/deeds/conflict/save-merge", test_save_merge }, { "/deeds/conflict/decide-later", test_decide_later },
    { "/deeds/conflict/undo-keeps-later", test_undo_keeps_later },
    { "/deeds/conflict/side-keeps-later", test_side_keeps_later },
    { "/deeds/discard", test_discard },                { "/deeds/hub-away", test_hub_away },
    { "/deeds/scene", test_scene },                    { "/deeds/move", test_move },
    { "/deeds/unlock", test_unlock },                  { "/deeds/remove", test_remove },
    { "/deeds/garage", test_garage },                  { "/deeds/numbers-gone", test_numbers_gone },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_two);
}
