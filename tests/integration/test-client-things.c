/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include <libsoup/soup.h>
#include <string.h>

/* Every kind of edit, without a hub; what can't be done says why and changes nothing. */

static char *
finish (BoClient      *client,
        GAsyncResult **result,
        GError       **error)
{
  char *id;

  wait_until (*result != NULL);
  id = bo_client_edit_finish (client, *result, error);
  g_clear_object (result);
  return id;
}

static char *
finish_well (BoClient      *client,
             GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;
  char *id = finish (client, result, &error);

  g_assert_no_error (error);
  return id;
}

static void
finish_badly (BoClient      *client,
              GAsyncResult **result,
              BoError        code)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = finish (client, result, &error);

  g_assert_null (id);
  g_assert_error (error, BO_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
move (BoClient   *client,
      const char *id,
      const char *from,
      const char *to)
{
  GAsyncResult *result = NULL;

  bo_client_move_async (client, id, from, to, NULL, got_result_cb, &result);
  g_free (finish_well (client, &result));
}

static void
remove_thing (BoClient   *client,
              const char *id)
{
  GAsyncResult *result = NULL;

  bo_client_remove_async (client, id, NULL, got_result_cb, &result);
  g_free (finish_well (client, &result));
}

static BoThing *
lookup (BoClient   *client,
        const char *id)
{
  return bo_model_lookup (bo_client_get_model (client), id);
}

static void
test_places (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (client, "Home");
  GAsyncResult *result = NULL;
  g_autofree char *zone = NULL;
  g_autofree char *room = make_room (client, home, "Hall");
  g_autofree char *attic = make_room (client, home, "Attic");
  g_autofree char *lamp = make_lamp (client, room, "Lamp");

  bo_client_create_zone_async (client, home, "Upstairs", NULL, got_result_cb, &result);
  zone = finish_well (client, &result);
  g_assert_true (BO_IS_ZONE (lookup (client, zone)));
  move (client, room, NULL, zone);
  g_assert_true ((void *) bo_room_get_zone (BO_ROOM (lookup (client, room))) == (void *) lookup (client, zone));
  move (client, lamp, room, attic);
  g_assert_true ((void *) bo_accessory_get_room (BO_ACCESSORY (lookup (client, lamp))) == (void *) lookup (client, attic));
  move (client, lamp, attic, NULL);
  g_assert_null (bo_accessory_get_room (BO_ACCESSORY (lookup (client, lamp))));
  move (client, room, zone, NULL);
  g_assert_null (bo_room_get_zone (BO_ROOM (lookup (client, room))));

  bo_client_move_async (client, zone, NULL, room, NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_USAGE);
  bo_client_move_async (client, "nobody", NULL, room, NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_NOT_FOUND);
  bo_client_rename_async (client, "nobody", "Name", NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_NOT_FOUND);
  client_close (client);
}

/* The accessories of a room that goes stay, without a room. */
static void
test_removal (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (client, "Home");
  g_autofree char *room = make_room (client, home, "Hall");
  g_autofree char *lamp = make_lamp (client, room, "Lamp");
  GAsyncResult *result = NULL;
  g_autofree char *note = NULL;

  bo_client_put_entity_async (client, NULL, "note", "Shopping", "{\"body\":\"Milk\"}", NULL, got_result_cb, &result);
  note = finish_well (client, &result);
  remove_thing (client, room);
  g_assert_null (lookup (client, room));
  g_assert_nonnull (lookup (client, lamp));
  g_assert_null (bo_accessory_get_room (BO_ACCESSORY (lookup (client, lamp))));
  remove_thing (client, note);
  g_assert_null (lookup (client, note));
  remove_thing (client, lamp);
  g_assert_null (lookup (client, lamp));
  bo_client_remove_async (client, lamp, NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_NOT_FOUND);
  client_close (client);
}

static void
test_scene (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (client, "Home");
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  BoCharacteristic *on = bo_accessory_find_characteristic (BO_ACCESSORY (lookup (client, lamp)), "on");
  g_autoptr(GPtrArray) writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  GAsyncResult *result = NULL;
  g_autofree char *scene = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (writes, bo_write_new (lamp, bo_characteristic_get_id (on), "true"));
  bo_client_create_scene_async (client, home, "Evening", writes, NULL, got_result_cb, &result);
  scene = finish_well (client, &result);
  set_value (client, lamp, "on", "false", false, &error);
  g_assert_no_error (error);
  bo_client_run_scene_async (client, scene, false, NULL, got_result_cb, &result);
  g_free (finish_well (client, &result));
  g_assert_cmpstr (value_of (client, lamp, "on"), ==, "true");
  bo_client_run_scene_async (client, "nobody", false, NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_NOT_FOUND);
  client_close (client);
}

/* What was composed is as safe as what is written: a lock doesn't open without a person's yes. */
static void
test_draft_asks (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  const char *const services[] = { "lock_mechanism", NULL };
  GAsyncResult *result = NULL;
  g_autofree char *lock = NULL;
  BoCharacteristic *target;

  bo_client_create_accessory_async (client, NULL, "Lock", services, NULL, got_result_cb, &result);
  lock = finish_well (client, &result);
  target = bo_accessory_find_characteristic (BO_ACCESSORY (lookup (client, lock)), "lock_target_state");
  set_value (client, lock, "lock_target_state", "1", false, NULL);
  for (int confirmed = 0; confirmed < 2; confirmed++)
    {
      BoDraft *draft = bo_draft_new ();

      bo_compose_set (draft, lookup (client, lock), bo_characteristic_get_path (target), "0");
      draft->confirmed = confirmed;
      bo_client_apply_async (client, draft, NULL, got_result_cb, &result);
      if (confirmed)
        g_free (finish_well (client, &result));
      else
        finish_badly (client, &result, BO_ERROR_PERMISSION);
      g_assert_cmpint (bo_characteristic_get_int (target, -1), ==, confirmed ? 0 : 1);
    }
  client_close (client);
}

/* What the command line hands on may be anything. */
static void
test_put_refused (void)
{
  static const struct { const char *type, *name, *content; BoError code; } cases[] = {
    { NULL, "Name", "{}", BO_ERROR_USAGE },
    { "note", NULL, "{}", BO_ERROR_USAGE },
    { "note", "Name", "[]", BO_ERROR_USAGE },
    { "note", "Name", "{\"a\":1", BO_ERROR_INVALID_DATA },
    { "note", "Name", "{} {}", BO_ERROR_INVALID_DATA },
    { "note", "Name", "{\"a\":\"\\ud800\"}", BO_ERROR_INVALID_DATA },
  };
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  GAsyncResult *result = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      bo_client_put_entity_async (client, "n", cases[i].type, cases[i].name, cases[i].content, NULL, got_result_cb,
                                  &result);
      finish_badly (client, &result, cases[i].code);
    }
  bo_client_put_edge_async (client, NULL, "located_in", "a", "b", "[]", NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_USAGE);
  bo_client_put_edge_async (client, NULL, "located_in", "a", "b", "{", NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_INVALID_DATA);
  bo_client_resolve_conflict_async (client, "nobody", NULL, "mine", NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_NOT_FOUND);
  g_assert_cmpint (bo_client_get_pending_count (client), ==, 0);
  client_close (client);
}

/* Before a home is open every call says so. */
static void
test_not_open (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *dir = house_path (house, "a");
  BoClient *client = bo_client_new (dir);
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  bo_client_create_home_async (client, "Home", NULL, got_result_cb, &result);
  finish_badly (client, &result, BO_ERROR_USAGE);
  g_assert_null (client_sync (client, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  client_connect (client, "http://127.0.0.1:1", PASSWORD, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  bo_client_export_async (client, dir, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_false (bo_client_write_finish (client, result, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_clear_object (&result);
  bo_client_history_async (client, "x", NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_null (bo_client_list_finish (client, result, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_clear_object (&result);
  bo_client_home_at_async (client, 1, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_null (bo_client_home_at_finish (client, result, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_clear_object (&result);
  bo_client_digest_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_null (bo_client_digest_finish (client, result, NULL, NULL, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_object (&result);
  g_assert_finalize_object (client);
}

static void
test_properties (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autofree char *server = NULL, *user = NULL, *device = NULL, *name = NULL, *role = NULL, *detail = NULL;
  g_autofree char *store_error = NULL;
  g_autoptr(BoModel) model = NULL;
  int64_t pending = 0, entities = 0, conflicts = -1, quarantined = -1, success = 0, next = -1, offset = INT64_MAX;
  int phase = -1, match = -2, page = -1;
  gboolean paused = TRUE, opened = FALSE, read_only = TRUE;

  wait_until (bo_client_get_pending_count (client) == 1);
  g_object_get (client, "pending-count", &pending, "server-url", &server, "user-id", &user, "device-id", &device,
                "device-name", &name, "role", &role, "model", &model, NULL);
  g_assert_cmpint (pending, ==, 1);
  g_assert_cmpstr (server, ==, url);
  g_assert_cmpstr (user, ==, "alice");
  g_assert_cmpstr (device, ==, bo_client_get_device_id (client));
  g_assert_cmpstr (name, ==, "Laptop");
  g_assert_cmpstr (role, ==, "admin");
  g_assert_true (model == bo_client_get_model (client));

  client_sync_well (client);
  wait_until (bo_client_get_pending_count (client) == 0);
  g_object_get (client, "phase", &phase, "digest-match", &match, "page", &page, "entity-count", &entities,
                "conflict-count", &conflicts, "quarantined-count", &quarantined, "last-success", &success,
                "next-attempt", &next, "clock-offset", &offset, "detail", &detail, "store-error", &store_error,
                "paused", &paused, "opened", &opened, "read-only", &read_only, NULL);
  g_assert_cmpint (phase, ==, BO_PHASE_UP_TO_DATE);
  g_assert_cmpint (match, ==, 1);
  g_assert_cmpint (page, >=, 0);
  g_assert_cmpint (entities, ==, 1);
  g_assert_cmpint (conflicts, ==, 0);
  g_assert_cmpint (quarantined, ==, 0);
  g_assert_cmpint (ABS (success - bo_clock_now ()), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (next, ==, bo_client_get_status (client)->next_attempt_us);
  g_assert_cmpint (ABS (offset), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpstr (detail, ==, bo_client_get_detail (client));
  g_assert_null (store_error);
  g_assert_true (opened && !paused && !read_only);
  g_object_set (client, "paused", TRUE, NULL);
  g_object_get (client, "paused", &paused, NULL);
  g_assert_true (paused);
  client_close (client);
}

/* The text that the picture of an invitation holds. */
static char *
invite (House *house)
{
  g_autofree char *base = house_url (house);
  g_autofree char *url = g_strconcat (base, "/api/v1/auth/guest/generate-qr", NULL);
  g_autofree char *token = house_token (house, "admin", 0);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr(SoupSession) session = soup_session_new_with_options ("timeout", 20, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *text = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  answer = soup_session_send_and_read_finish (session, result, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  return bo_json_dup (bo_json_member (bo_json_wrap (text), "qr_data"));
}

/* A guest may look. */
static void
test_guest (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *owner = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *guest = house_client (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (owner, NULL, "Lamp");
  g_autofree char *invitation = invite (house);
  BoCredentials credentials = { .guest = invitation, .user_id = "gus", .allow_file = true };
  g_autoptr(GError) error = NULL;
  GAsyncResult *result = NULL;

  client_sync_well (owner);
  bo_client_connect_async (guest, url, &credentials, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_connect_finish (guest, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpstr (bo_client_get_role (guest), ==, "guest");
  g_assert_true (bo_client_get_read_only (guest));
  client_sync_well (guest);
  wait_until (name_of (guest, lamp) != NULL);

  bo_client_rename_async (guest, lamp, "Mine", NULL, got_result_cb, &result);
  finish_badly (guest, &result, BO_ERROR_PERMISSION);
  g_assert_cmpstr (name_of (guest, lamp), ==, "Lamp");
  g_assert_cmpint (bo_client_get_pending_count (guest), ==, 0);
  client_close (guest);
  client_close (owner);
}

static void
test_bad_codes (void)
{
  static const char *const guests[] = { "", "two words", "{\"type\":\"wifi\",\"token\":\"abc\"}", "{\"token\":7}" };
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  GAsyncResult *result = NULL;

  for (size_t i = 0; i <= G_N_ELEMENTS (guests); i++)
    {
      BoCredentials credentials = { .guest = i < G_N_ELEMENTS (guests) ? guests[i] : NULL };
      g_autoptr(GError) error = NULL;

      bo_client_connect_async (client, url, &credentials, NULL, got_result_cb, &result);
      wait_until (result != NULL);
      g_assert_false (bo_client_connect_finish (client, result, &error));
      g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
      g_clear_object (&result);
    }
  g_assert_null (bo_client_get_server_url (client));
  client_close (client);
}

/* What is exported holds everything, a line each, and each line is JSON. */
static void
test_export (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (client, "Home");
  g_autofree char *room = make_room (client, home, "Hall");
  g_autofree char *lamp = make_lamp (client, room, "Lamp");
  g_autofree char *path = house_path (house, "export.jsonl");
  g_autofree char *nowhere = house_path (house, "no/such/folder.jsonl");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  GAsyncResult *result = NULL;
  unsigned int edges = 0, entities = 0;

  bo_client_export_async (client, path, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_true (bo_client_write_finish (client, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      BoJson object = BO_JSON_NONE;

      g_assert_true (bo_json_scan (*line, -1, BO_MAX_DEPTH + 2, BO_JSON_SCAN_STRICT, &object, NULL));
      edges += strstr (*line, "relationship_type") != NULL;
      entities += strstr (*line, "entity_type") != NULL;
    }
  g_assert_cmpuint (entities, ==, 3);
  g_assert_cmpuint (edges, ==, 2);

  bo_client_export_async (client, nowhere, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_false (bo_client_write_finish (client, result, &error));
  g_assert_nonnull (error);
  g_clear_object (&result);
  client_close (client);
}

/* Everything again, and nothing that waits is lost by it. */
static void
test_resync (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_DEFAULT);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");

  wait_until (bo_client_get_phase (client) == BO_PHASE_UP_TO_DATE && bo_client_get_pending_count (client) == 0);
  rename_thing (client, lamp, "Reading lamp");
  bo_client_resync (client);
  wait_until (bo_client_get_phase (client) == BO_PHASE_UP_TO_DATE && bo_client_get_pending_count (client) == 0);
  g_assert_cmpstr (name_of (client, lamp), ==, "Reading lamp");
  g_assert_cmpint (bo_client_get_status (client)->digest_match, ==, 1);
  client_close (client);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/things/places", test_places);
  g_test_add_func ("/client/things/removal", test_removal);
  g_test_add_func ("/client/things/scene", test_scene);
  g_test_add_func ("/client/things/draft-asks", test_draft_asks);
  g_test_add_func ("/client/things/put-refused", test_put_refused);
  g_test_add_func ("/client/things/not-open", test_not_open);
  g_test_add_func ("/client/things/properties", test_properties);
  g_test_add_func ("/client/things/guest", test_guest);
  g_test_add_func ("/client/things/bad-codes", test_bad_codes);
  g_test_add_func ("/client/things/export", test_export);
  g_test_add_func ("/client/things/resync", test_resync);
  return g_test_run ();
}
