/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

/* The calls that DESIGN §5 promises, against a real hub and a real file. */

static void
changed_cb (BoClient *client,
            char    **ids,
            GString  *seen)
{
  for (size_t i = 0; ids[i] != NULL; i++)
    g_string_append_printf (seen, "%s ", ids[i]);
}

static void
test_local (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_DEFAULT);
  g_autofree char *home = make_home (client, "Beach house");
  g_autofree char *room = make_room (client, home, "Hall");
  g_autofree char *lamp = make_lamp (client, room, "Hall lamp");
  g_autofree char *sentence = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (bo_thing_get_name (BO_THING (bo_client_get_home (client))), ==, "Beach house");
  g_assert_cmpuint (g_list_model_get_n_items (bo_client_list_rooms (client)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (bo_client_list_accessories (client)), ==, 1);
  set_value (client, lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value_of (client, lamp, "on"), ==, "true"); /* before anything else runs */
  g_assert_cmpint (bo_client_get_phase (client), ==, BO_PHASE_NO_HUB);
  sentence = bo_client_get_sentence (client, NULL);
  g_assert_cmpstr (sentence, ==, "On this device only");
  client_close (client);

  client = house_client (house, "a", BO_OPEN_DEFAULT);
  g_assert_cmpstr (value_of (client, lamp, "on"), ==, "true");
  client_close (client);
}

static void
test_connect_and_sync (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (client, "Beach house");
  g_autofree char *room = make_room (client, home, "Hall");
  g_autofree char *lamp = make_lamp (client, room, "Hall lamp");
  g_autoptr(GString) seen = g_string_new ("");
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_cmpstr (bo_client_get_server_url (client), ==, url);
  g_assert_cmpstr (bo_client_get_role (client), ==, "admin");
  g_assert_cmpstr (bo_client_get_user_id (client), ==, "alice");
  g_assert_true (bo_client_get_token_in_file (client));
  g_assert_cmpint (bo_client_get_pending_count (client), >, 0);

  client_sync_well (client);
  wait_until (bo_client_get_pending_count (client) == 0);
  g_assert_cmpint (bo_client_get_phase (client), ==, BO_PHASE_UP_TO_DATE);
  g_assert_cmpint (bo_client_get_status (client)->digest_match, ==, 1);
  sentence = bo_client_get_sentence (client, NULL);
  g_assert_cmpstr (sentence, ==, "Up to date · just now");

  g_signal_connect (other, "changed", G_CALLBACK (changed_cb), seen);
  client_sync_well (other);
  wait_until (name_of (other, lamp) != NULL);
  g_assert_cmpstr (name_of (other, lamp), ==, "Hall lamp");
  g_assert_nonnull (strstr (seen->str, lamp));
  wait_until (bo_accessory_get_room (BO_ACCESSORY (bo_model_lookup (bo_client_get_model (other), lamp))) != NULL);

  set_value (other, lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  client_sync_well (other);
  client_sync_well (client);
  wait_until (g_strcmp0 (value_of (client, lamp, "on"), "true") == 0);
  assert_alike (client, other);
  client_close (client);
  client_close (other);
}

static void
test_three_hundred (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);

  make_many (a, 300);
  client_sync_well (a);
  client_sync_well (b);
  wait_until (g_list_model_get_n_items (bo_model_get_documents (bo_client_get_model (b))) == 300);
  assert_alike (a, b);
  client_close (a);
  client_close (b);
}

static void
test_three_pages (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);
  int64_t count = 0;
  g_autofree char *digest = NULL;

  make_many (a, 1203);
  client_sync_well (a);
  client_sync_well (b);
  wait_until (g_list_model_get_n_items (bo_model_get_documents (bo_client_get_model (b))) == 1203);
  digest = client_digest (b, &count);
  g_assert_cmpint (count, ==, 1203);
  assert_alike (a, b);
  g_test_message ("longest callback %" G_GINT64_FORMAT " µs", bo_client_get_longest_callback (b, NULL));
  client_close (a);
  client_close (b);
}

static bool
item_is_refused (BoClient *client, unsigned int position)
{
  g_autoptr(BoPendingItem) item = g_list_model_get_item (bo_client_list_pending (client), position);

  return bo_pending_item_get_status (item) == BO_STATUS_QUARANTINED;
}

/* One thing of a type that the hub refuses, put beside twenty good ones (FAULTS §1). */
static void
test_refused (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  make_many (a, 10);
  bo_client_put_entity_async (a, NULL, "spaceship", "Enterprise", "{\"warp\":9}", NULL, got_result_cb, &result);
  wait_until (result != NULL);
  id = bo_client_edit_finish (a, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  make_many (a, 10);

  report = client_sync (a, &error);
  g_assert_no_error (error);
  g_assert_true (report->success);
  g_assert_cmpint (report->pushed, ==, 20);
  g_assert_cmpint (report->quarantined, ==, 1);
  g_assert_cmpint (report->pending, ==, 0);
  g_assert_cmpuint (report->errors->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->errors, 0), "Enterprise"));
  wait_until (g_list_model_get_n_items (bo_client_list_pending (a)) == 1);
  g_assert_true (item_is_refused (a, 0));

  client_sync_well (b);
  wait_until (g_list_model_get_n_items (bo_model_get_documents (bo_client_get_model (b))) == 20);
  client_close (a);
  client_close (b);
}

/* What is said of a thing at the moment its change is told: never that somebody did it whom nobody knows. */
typedef struct
{
  const char *id;
  char       *words;  /* nullable */
} Notice;

static void
said_cb (BoClient *client,
         char    **ids,
         Notice   *notice)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), notice->id);

  if (!g_strv_contains ((const char *const *) ids, notice->id))
    return;
  g_free (notice->words);
  notice->words = thing != NULL ? bo_thing_dup_notice (thing) : NULL;
  g_assert_cmpstr (notice->words, !=, bo_thing_status_to_text (BO_STATUS_CONFLICT));
}

/* Who it was is said with the change itself, before anybody asks for the list. */
static void
test_conflict (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *a = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *b = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (a, NULL, "Lamp");
  g_autoptr(BoConflictItem) item = NULL;
  g_autofree char *label = NULL;
  g_autofree char *words = g_strdup_printf ("Changed by %s — review", bo_client_get_device_name (a));
  Notice notice = { lamp, NULL };
  const BoConflict *conflict;

  g_signal_connect (b, "changed", G_CALLBACK (said_cb), &notice);
  client_sync_well (a);
  client_sync_well (b);
  wait_until (name_of (b, lamp) != NULL);
  rename_thing (a, lamp, "Ana’s lamp");
  rename_thing (b, lamp, "Ben’s lamp");
  client_sync_well (a);
  client_sync_well (b);
  g_assert_cmpstr (notice.words, ==, words);
  g_assert_cmpuint (g_list_model_get_n_items (bo_client_list_conflicts (b)), ==, 0);
  wait_until (g_list_model_get_n_items (bo_client_list_conflicts (b)) == 1);
  item = g_list_model_get_item (bo_client_list_conflicts (b), 0);
  conflict = bo_conflict_item_get_conflict (item);
  g_assert_cmpint (conflict->kind, ==, BO_CONFLICT_DECIDED);
  g_assert_cmpuint (conflict->paths->len, ==, 1);
  label = bo_conflict_path_get_label (conflict, g_ptr_array_index (conflict->paths, 0));
  g_assert_cmpstr (label, ==, "Name");
  g_assert_nonnull (strstr (bo_conflict_item_get_sentence (item), "safe"));
  wait_until (bo_client_get_conflict_count (b) == 1);
  client_sync_well (a);
  wait_until (g_strcmp0 (name_of (a, lamp), "Ben’s lamp") == 0);
  assert_alike (a, b);
  g_signal_handlers_disconnect_by_data (b, &notice);
  g_free (notice.words);
  client_close (a);
  client_close (b);
}

static void
test_pending_sentences (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  GListModel *pending = bo_client_list_pending (client);
  g_autofree char *lamp = make_lamp (client, NULL, "Hall lamp");
  g_autoptr(BoPendingItem) first = NULL;
  g_autoptr(BoPendingItem) second = NULL;
  g_autoptr(BoPendingItem) third = NULL;
  g_autoptr(GError) error = NULL;

  wait_until (g_list_model_get_n_items (pending) == 1);
  first = g_list_model_get_item (pending, 0);
  g_assert_cmpstr (bo_pending_item_get_sentence (first), ==, "Add Hall lamp");
  g_assert_cmpstr (bo_pending_item_get_id (first), ==, lamp);
  client_sync_well (client);
  wait_until (g_list_model_get_n_items (pending) == 0);

  set_value (client, lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  wait_until (g_list_model_get_n_items (pending) == 1);
  second = g_list_model_get_item (pending, 0);
  g_assert_cmpstr (bo_pending_item_get_sentence (second), ==, "Turn Hall lamp on");
  g_assert_cmpint (bo_pending_item_get_expires (second), >, bo_clock_now ());
  client_sync_well (client);
  wait_until (g_list_model_get_n_items (pending) == 0);

  rename_thing (client, lamp, "Lamp");
  wait_until (g_list_model_get_n_items (pending) == 1);
  third = g_list_model_get_item (pending, 0);
  g_assert_cmpstr (bo_pending_item_get_sentence (third), ==, "Rename Hall lamp to Lamp");
  g_assert_cmpint (bo_pending_item_get_expires (third), ==, 0);
  client_close (client);
}

static void
test_safety (void)
{
  static const char *const services[] = { "lock_mechanism", NULL };
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(BoPendingItem) item = NULL;
  g_autofree char *lock = NULL;

  bo_client_create_accessory_async (client, NULL, "Front door", services, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  lock = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  client_sync_well (client);

  set_value (client, lock, "lock_target_state", "0", false, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_PERMISSION);
  g_clear_error (&error);
  set_value (client, lock, "lock_target_state", "1", false, &error);
  g_assert_no_error (error);
  client_sync_well (client);
  wait_until (bo_client_get_pending_count (client) == 0);
  set_value (client, lock, "lock_target_state", "0", true, &error);
  g_assert_no_error (error);
  wait_until (g_list_model_get_n_items (bo_client_list_pending (client)) == 1);
  item = g_list_model_get_item (bo_client_list_pending (client), 0);
  g_assert_cmpstr (bo_pending_item_get_sentence (item), ==, "Unlock Front door");
  g_assert_cmpint (bo_pending_item_get_expires (item), <=, bo_clock_now () + INT64_C (600) * G_USEC_PER_SEC);
  client_close (client);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/local", test_local);
  g_test_add_func ("/client/connect-and-sync", test_connect_and_sync);
  g_test_add_func ("/client/three-hundred", test_three_hundred);
  g_test_add_func ("/client/three-pages", test_three_pages);
  g_test_add_func ("/client/refused", test_refused);
  g_test_add_func ("/client/conflict", test_conflict);
  g_test_add_func ("/client/pending-sentences", test_pending_sentences);
  g_test_add_func ("/client/safety", test_safety);
  return g_test_run ();
}
