/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "client-support.h"

/* The hub goes and comes back; nothing that anybody wrote is lost on the way. */

static void
test_hub_gone (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  g_autofree char *sentence = NULL;
  const char *icon = NULL;

  client_sync_well (a);
  client_sync_well (b);
  wait_until (name_of (b, lamp) != NULL);
  house_stop_hub (house);

  set_value (a, lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value_of (a, lamp, "on"), ==, "true");
  rename_thing (b, lamp, "Reading lamp");

  report = client_sync (a, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
  g_assert_nonnull (report);
  g_assert_false (report->success);
  g_clear_error (&error);
  wait_until (bo_client_get_phase (a) == BO_PHASE_OFFLINE && bo_client_get_pending_count (a) == 1);
  sentence = bo_client_get_sentence (a, &icon);
  g_assert_cmpstr (sentence, ==, "Offline · 1 waiting");
  g_assert_cmpstr (icon, ==, "network-offline-symbolic");
  g_assert_cmpint (bo_client_get_status (a)->next_attempt_us, >, 0);

  house_start_hub (house);
  client_sync_well (a);
  client_sync_well (b);
  client_sync_well (a);
  wait_until (g_strcmp0 (name_of (a, lamp), "Reading lamp") == 0);
  wait_until (g_strcmp0 (value_of (b, lamp, "on"), "true") == 0);
  wait_until (bo_client_get_pending_count (a) == 0 && bo_client_get_pending_count (b) == 0);
  assert_alike (a, b);
  client_close (a);
  client_close (b);
}

static void
remove_thing (BoClient *client, const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *removed = NULL;

  bo_client_remove_async (client, id, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  removed = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
}

static unsigned int
count_records (BoClient *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) records = NULL;

  bo_client_list_records_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  records = bo_client_list_finish (client, result, NULL);
  return records->len;
}

/* What was made and removed while the hub was away: nobody but this device ever hears of it. */
static void
test_never_sent (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (a, "Home");
  g_autofree char *room = NULL, *lamp = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  g_autoptr(GError) error = NULL;
  unsigned int before;

  client_sync_well (a);
  client_sync_well (b);
  before = count_records (b);
  house_stop_hub (house);
  room = make_room (a, home, "Attic");
  lamp = make_lamp (a, room, "Lamp");
  rename_thing (a, lamp, "Bulb");
  remove_thing (a, lamp);
  remove_thing (a, room);
  g_assert_cmpint (bo_client_get_pending_count (a), ==, 0);

  house_start_hub (house);
  report = client_sync (a, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->pushed, ==, 0);
  client_sync_well (b);
  g_assert_cmpuint (count_records (b), ==, before);
  assert_alike (a, b);
  client_close (a);
  client_close (b);
}

/* Kept over a restart of the client, and sent by itself once the hub is there. */
static void
test_restart (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b;
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");

  client_sync_well (a);
  house_stop_hub (house);
  rename_thing (a, lamp, "Reading lamp");
  client_close (a);

  house_start_hub (house);
  a = house_client (house, "a", BO_OPEN_DEFAULT);
  g_assert_cmpstr (name_of (a, lamp), ==, "Reading lamp");
  wait_until (bo_client_get_phase (a) == BO_PHASE_UP_TO_DATE && bo_client_get_pending_count (a) == 0);

  b = house_connected (house, "b", BO_OPEN_DEFAULT);
  wait_until (g_strcmp0 (name_of (b, lamp), "Reading lamp") == 0);
  client_close (a);
  client_close (b);
}

/* What was told of what happened, and what wants to be reviewed, is there after a restart, with what waits. */
static void
test_restart_keeps (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");
  unsigned int lines;

  client_sync_well (a);
  client_sync_well (b);
  wait_until (name_of (b, lamp) != NULL);
  rename_thing (a, lamp, "Ana’s lamp");
  rename_thing (b, lamp, "Ben’s lamp");
  client_sync_well (a);
  client_sync_well (b);
  wait_until (g_list_model_get_n_items (bo_client_list_conflicts (b)) == 1);
  house_stop_hub (house);
  rename_thing (b, lamp, "Lamp by the chair");
  wait_until (bo_client_get_pending_count (b) == 1);
  wait_until (g_list_model_get_n_items (bo_client_list_activity (b)) > 1);
  lines = g_list_model_get_n_items (bo_client_list_activity (b));
  client_close (b);

  b = house_client (house, "b", BO_OPEN_NO_SYNC);
  wait_until (g_list_model_get_n_items (bo_client_list_activity (b)) >= lines);
  wait_until (g_list_model_get_n_items (bo_client_list_conflicts (b)) == 1);
  wait_until (g_list_model_get_n_items (bo_client_list_pending (b)) == 1);
  client_close (a);
  client_close (b);
}

/* Seen at once, not at the next poll: polls are five seconds apart and more. */
static void
assert_events_arrive (BoClient   *from,
                      BoClient   *to,
                      const char *lamp)
{
  int64_t began = bo_clock_monotonic ();

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *name = bo_uuid_random ();

      rename_thing (from, lamp, name);
      wait_until (g_strcmp0 (name_of (to, lamp), name) == 0);
    }
  g_assert_cmpint (bo_clock_monotonic () - began, <, 10 * G_USEC_PER_SEC);
}

/* Both windows only wait; over a restart of the hub too. */
static void
test_events (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_DEFAULT);
  BoClient *b = house_connected (house, "b", BO_OPEN_DEFAULT);
  g_autofree char *lamp = NULL;

  wait_until (bo_client_get_phase (a) == BO_PHASE_UP_TO_DATE && bo_client_get_phase (b) == BO_PHASE_UP_TO_DATE);
  lamp = make_lamp (a, NULL, "Lamp");
  wait_until (name_of (b, lamp) != NULL);
  assert_events_arrive (a, b, lamp);

  house_stop_hub (house);
  wait_until (bo_client_get_phase (a) == BO_PHASE_OFFLINE && bo_client_get_phase (b) == BO_PHASE_OFFLINE);
  house_start_hub (house);
  wait_until (bo_client_get_phase (a) == BO_PHASE_UP_TO_DATE && bo_client_get_phase (b) == BO_PHASE_UP_TO_DATE);
  assert_events_arrive (a, b, lamp);
  client_close (a);
  client_close (b);
}

static void
test_moves_are_one_version (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) versions = NULL;
  g_autoptr(GError) error = NULL;

  client_sync_well (a);
  for (int i = 0; i < 200; i++)
    {
      set_value (a, lamp, "on", i % 2 == 0 ? "true" : "false", false, &error);
      g_assert_no_error (error);
    }
  client_sync_well (a);
  bo_client_history_async (a, lamp, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  versions = bo_client_list_finish (a, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 2);
  g_clear_object (&result);
  client_close (a);
}

static void
test_local_joins (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_client (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *url = house_url (house);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");
  g_autoptr(GError) error = NULL;

  client_connect (a, url, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name_of (a, lamp), ==, "Lamp");
  client_sync_well (a);
  client_sync_well (b);
  wait_until (name_of (b, lamp) != NULL);
  client_close (a);
  client_close (b);
}

/* Another hub is another file; the first one's things don't leak into it. */
static void
test_other_hub (void)
{
  g_autoptr(House) house = house_new ();
  g_autoptr(House) other = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *url = house_url (other);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");
  g_autoptr(GError) error = NULL;

  client_connect (a, url, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bo_client_get_server_url (a), ==, url);
  g_assert_null (name_of (a, lamp));
  client_sync_well (a);
  g_assert_cmpint (bo_client_get_status (a)->counts.entities, ==, 0);
  client_close (a);

  a = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_cmpstr (bo_client_get_server_url (a), ==, url);
  client_close (a);
}

static void
test_unreachable (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *a = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GError) error = NULL;

  client_connect (a, url, "wrong", &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  g_assert_nonnull (strstr (error->message, "password"));
  g_clear_error (&error);

  house_stop_hub (house);
  client_connect (a, url, PASSWORD, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
  g_clear_error (&error);
  client_connect (a, "no address at all", PASSWORD, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_assert_null (bo_client_get_server_url (a));
  client_close (a);
}

static void
waits_cb (BoModel     *model,
          char       **ids,
          BoClient    *client)
{
  for (size_t i = 0; ids[i] != NULL; i++)
    {
      BoThing *thing = bo_model_lookup (model, ids[i]);

      if (thing != NULL && bo_thing_get_status (thing) != BO_STATUS_SYNCED)
        g_assert_cmpint (bo_client_get_pending_count (client), >, 0);
    }
}

/* Not for one turn of the main loop is anything marked as waiting while the count says that nothing is. */
static void
test_counts_with_rows (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  unsigned long handler = g_signal_connect (bo_client_get_model (a), "changed", G_CALLBACK (waits_cb), a);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");

  g_assert_cmpint (bo_client_get_pending_count (a), ==, 1);
  client_sync_well (a);
  wait_until (bo_client_get_pending_count (a) == 0);
  rename_thing (a, lamp, "Reading lamp");
  g_assert_cmpint (bo_client_get_pending_count (a), ==, 1);
  client_sync_well (a);
  wait_until (bo_client_get_pending_count (a) == 0);
  g_signal_handler_disconnect (bo_client_get_model (a), handler);
  client_close (a);
}

static BoSyncStatus
status_of (BoClient   *client,
           const char *id)
{
  return bo_thing_get_status (bo_model_lookup (bo_client_get_model (client), id));
}

/* A home without a hub: its things wait for nobody, until there is one. */
static void
test_alone (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_client (house, "a", BO_OPEN_NO_SYNC);
  BoClient *command = house_client (house, "b", BO_OPEN_NO_SYNC | BO_OPEN_SAY_UNSENT);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");
  g_autofree char *other = make_lamp (command, NULL, "Lamp");
  g_autofree char *url = house_url (house);
  g_autoptr(GError) error = NULL;

  set_value (a, lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status_of (a, lamp), ==, BO_STATUS_SYNCED);
  g_assert_cmpint (status_of (command, other), ==, BO_STATUS_PENDING);

  client_connect (a, url, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status_of (a, lamp), ==, BO_STATUS_PENDING);
  client_sync_well (a);
  wait_until (status_of (a, lamp) == BO_STATUS_SYNCED);
  client_close (a);
  client_close (command);
}

/* An edit that may be made until @expires_us. */
static void
edit_until (BoClient *client, const char *id, const char *path, const char *value, int64_t expires_us)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (BoStep));
  BoStep step = { .edit = bo_edit_new (id, BO_EDIT_CHANGE) };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *done = NULL;

  step.edit->expires_us = expires_us;
  g_ptr_array_add (step.edit->changes, bo_json_change_new (path, NULL, value));
  g_array_append_val (steps, step);
  bo_client_edit_async (client, steps, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  done = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
}

static bool
has_expired (GListModel *activity)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (activity); i++)
    {
      g_autoptr(BoActivityItem) item = g_list_model_get_item (activity, i);

      if (bo_activity_item_get_kind (item) == BO_ACTIVITY_EXPIRED)
        return strstr (bo_activity_item_get_sentence (item), "Lamp") != NULL;
    }
  return false;
}

/* Too old with the hub away: out of the queue at once, said so, and never sent; what was edited after it is. */
static void
test_expires (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_DEFAULT);
  BoClient *other;
  GListModel *activity = bo_client_list_activity (client);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autoptr(BoSyncReport) report = NULL;
  g_autoptr(GError) error = NULL;

  client_sync_well (client);
  house_stop_hub (house);
  /* What is on its way doesn't expire: nothing may be. */
  report = client_sync (client, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
  edit_until (client, lamp, "/content/late", "true", bo_clock_now () + G_USEC_PER_SEC);
  edit_until (client, lamp, "/content/kept", "true", 0);
  wait_until (has_expired (activity));
  g_assert_cmpint (bo_client_get_phase (client), !=, BO_PHASE_UP_TO_DATE);
  g_assert_cmpint (bo_client_get_pending_count (client), ==, 1);

  house_start_hub (house);
  client_sync_well (client);
  other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  client_sync_well (other);
  g_assert_null (strstr (bo_thing_get_entity (bo_model_lookup (bo_client_get_model (other), lamp))->content, "late"));
  g_assert_nonnull (strstr (bo_thing_get_entity (bo_model_lookup (bo_client_get_model (other), lamp))->content, "kept"));
  client_close (other);
  client_close (client);
}

/* In whole minutes, of what waits. */
static int64_t
minutes_left (BoClient *client)
{
  g_autoptr(BoPendingItem) item = NULL;

  wait_until (g_list_model_get_n_items (bo_client_list_pending (client)) == 1);
  item = g_list_model_get_item (bo_client_list_pending (client), 0);
  return (bo_pending_item_get_expires (item) - bo_clock_now ()) / (60 * G_USEC_PER_SEC) + 1;
}

/* How long something may wait is chosen, kept, and holds for what is changed then. */
static void
test_sync_rules (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  BoSyncRules rules;

  client_sync_well (client);
  bo_client_get_sync_rules (client, &rules);
  g_assert_cmpint (rules.comfort_seconds, ==, 24 * 3600);
  g_assert_cmpint (rules.mechanical_seconds, ==, 600);
  g_assert_cmpint (rules.ask_seconds, ==, 0);
  g_assert_true (rules.sparing);
  rules = (BoSyncRules){ BO_ASK_NEVER, false, 3600, 120 };
  bo_client_set_sync_rules (client, &rules);
  bo_client_name_device_async (client, "Ana’s laptop", NULL, got_result_cb, &result);
  wait_until (result != NULL);
  id = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  wait_until (g_strcmp0 (bo_client_get_device_name (client), "Ana’s laptop") == 0);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_cmpstr (bo_client_get_device_name (client), ==, "Ana’s laptop");
  bo_client_get_sync_rules (client, &rules);
  g_assert_cmpint (rules.ask_seconds, ==, BO_ASK_NEVER);
  g_assert_false (rules.sparing);
  set_value (client, lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  g_assert_cmpint (minutes_left (client), ==, 60);
  client_close (client);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/hub-gone", test_hub_gone);
  g_test_add_func ("/client/never-sent", test_never_sent);
  g_test_add_func ("/client/counts-with-rows", test_counts_with_rows);
  g_test_add_func ("/client/alone", test_alone);
  g_test_add_func ("/client/restart", test_restart);
  g_test_add_func ("/client/events", test_events);
  g_test_add_func ("/client/restart-keeps", test_restart_keeps);
  g_test_add_func ("/client/moves-are-one-version", test_moves_are_one_version);
  g_test_add_func ("/client/local-joins", test_local_joins);
  g_test_add_func ("/client/other-hub", test_other_hub);
  g_test_add_func ("/client/unreachable", test_unreachable);
  g_test_add_func ("/client/expires", test_expires);
  g_test_add_func ("/client/sync-rules", test_sync_rules);
  return g_test_run ();
}
