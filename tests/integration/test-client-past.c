/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

/* What was: the home at a time, the course of a value, and where records begin. */

static BoModel *
home_at (BoClient *client,
         int64_t   time_us)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  BoModel *model;

  bo_client_home_at_async (client, time_us, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  model = bo_client_home_at_finish (client, result, &error);
  g_assert_no_error (error);
  return model;
}

static int64_t
beginning (BoClient *client)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int64_t begins;

  bo_client_beginning_async (client, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  begins = bo_client_beginning_finish (client, result, &error);
  g_assert_no_error (error);
  return begins;
}

/* When the last version of @id was made, by the hub's clock, as all of them are. */
static int64_t
last_version (BoClient   *client,
              const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) versions = NULL;

  client_sync_well (client);
  bo_client_history_async (client, id, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  versions = bo_client_list_finish (client, result, NULL);
  g_assert_cmpuint (versions->len, >, 0);
  return ((BoStoreVersion *) g_ptr_array_index (versions, versions->len - 1))->time_us;
}

/* A moment when @id was there, and after all moves that were made; the next one comes later. */
static int64_t
moment_after (BoClient   *client,
              const char *id)
{
  int64_t then = MAX (last_version (client, id), bo_clock_now ());

  wait_until (bo_clock_now () > then);
  return then;
}

static const char *
room_of (BoModel    *model,
         const char *lamp)
{
  BoThing *thing = bo_model_lookup (model, lamp);
  BoRoom *room;

  g_assert_true (thing != NULL && BO_IS_ACCESSORY (thing));
  room = bo_accessory_get_room (BO_ACCESSORY (thing));
  return room != NULL ? bo_thing_get_id (BO_THING (room)) : NULL;
}

static void
move (BoClient   *client,
      const char *id,
      const char *from,
      const char *to)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *moved = NULL;

  bo_client_move_async (client, id, from, to, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  moved = bo_client_edit_finish (client, result, NULL);
  g_assert_nonnull (moved);
}

static void
assert_room (BoClient   *client,
             int64_t     time_us,
             const char *lamp,
             const char *room)
{
  g_autoptr(BoModel) model = home_at (client, time_us);

  g_assert_cmpstr (room_of (model, lamp), ==, room);
}

/* A room that was left is where it was before that; whoever moved it, and however often. */
static void
test_moves (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (client, "Home");
  g_autofree char *hall = make_room (client, home, "Hall");
  g_autofree char *attic = make_room (client, home, "Attic");
  g_autofree char *lamp = make_lamp (client, hall, "Lamp");
  int64_t times[4];

  times[0] = moment_after (client, lamp);
  move (client, lamp, hall, attic);
  times[1] = moment_after (client, lamp);
  client_sync_well (other);
  move (other, lamp, attic, hall);
  client_sync_well (other);
  times[2] = moment_after (client, lamp);
  move (client, lamp, hall, NULL);
  times[3] = moment_after (client, lamp);
  assert_room (client, times[0], lamp, hall);
  assert_room (client, times[1], lamp, attic);
  assert_room (client, times[2], lamp, hall);
  assert_room (client, times[3], lamp, NULL);
  client_close (other);
  client_close (client);
}

/* A home without a hub has a past too. */
static void
test_alone (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *home = NULL;
  g_autofree char *lamp = NULL;
  g_autoptr(BoModel) past = NULL;
  int64_t then;

  g_assert_cmpint (beginning (client), ==, 0);
  home = make_home (client, "Home");
  lamp = make_lamp (client, NULL, "Lamp");
  then = bo_clock_now ();
  wait_until (bo_clock_now () > then);
  rename_thing (client, lamp, "Reading lamp");
  past = home_at (client, then);
  g_assert_nonnull (bo_model_lookup (past, lamp));
  g_assert_cmpstr (bo_thing_get_name (bo_model_lookup (past, lamp)), ==, "Lamp");
  g_assert_cmpint (beginning (client), >, 0);
  client_close (client);
}

static GArray *
series_of (BoClient   *client,
           const char *lamp,
           const char *type,
           int64_t     from_us,
           int64_t     to_us)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), lamp);
  BoCharacteristic *characteristic = bo_accessory_find_characteristic (BO_ACCESSORY (thing), type);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GArray *series;

  g_assert_nonnull (characteristic);
  bo_client_series_async (client, characteristic, from_us, to_us, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  series = bo_client_series_finish (client, result, &error);
  g_assert_no_error (error);
  return series;
}

static void
assert_values (GArray     *series,
               const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (unsigned int i = 0; i < series->len; i++)
    g_string_append_printf (text, "%s%g", i > 0 ? " " : "", g_array_index (series, BoSample, i).value);
  g_assert_cmpstr (text->str, ==, expected);
}

/* A value's course out of its versions: whole, a part that begins with what held, and states. */
static void
test_series (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *home = make_home (client, "Home");
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autoptr(GArray) whole = NULL;
  g_autoptr(GArray) part = NULL;
  g_autoptr(GArray) before = NULL;
  static const char *const values[] = { "true", "false", "false", "true" };
  int64_t times[G_N_ELEMENTS (values)];

  for (size_t i = 0; i < G_N_ELEMENTS (values); i++)
    {
      set_value (client, lamp, "on", values[i], false, NULL);
      times[i] = last_version (client, lamp);
    }
  whole = series_of (client, lamp, "on", times[0], times[3]);
  assert_values (whole, "1 0 1");
  g_assert_cmpint (g_array_index (whole, BoSample, 0).time_us, ==, times[0]);
  part = series_of (client, lamp, "on", times[1], times[2]);
  assert_values (part, "0");
  before = series_of (client, lamp, "on", 0, 1);
  g_assert_cmpuint (before->len, ==, 0);
  client_close (client);
}

/* (nullable): the newest line of that kind about @id */
static BoActivityItem *
line_of (BoClient      *client,
         const char    *id,
         BoActivityKind kind)
{
  GListModel *lines = bo_client_list_activity (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(BoActivityItem) item = g_list_model_get_item (lines, i);

      if (bo_activity_item_get_kind (item) == kind && g_strcmp0 (bo_activity_item_get_entity_id (item), id) == 0)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static bool
has_line (BoClient      *client,
          const char    *id,
          BoActivityKind kind)
{
  g_autoptr(BoActivityItem) item = line_of (client, id, kind);

  return item != NULL;
}

/* A sensor in the home of @client, which measures 20 °C. */
static char *
make_sensor (BoClient *client)
{
  const char *const services[] = { "temperature_sensor", NULL };
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_create_accessory_async (client, NULL, "Sensor", services, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_client_edit_finish (client, result, NULL);
}

/* As the hub's own devices do. */
static void
measure (BoClient   *client,
         const char *sensor,
         const char *value)
{
  BoThing *thing = bo_model_lookup (bo_client_get_model (client), sensor);
  BoCharacteristic *found = bo_accessory_find_characteristic (BO_ACCESSORY (thing), "current_temperature");
  BoDraft *draft = bo_draft_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *id = NULL;

  bo_compose_set (draft, thing, bo_characteristic_get_path (found), value);
  bo_client_apply_async (client, draft, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  id = bo_client_edit_finish (client, result, NULL);
  g_assert_nonnull (id);
}

static bool
is_told (BoClient   *client,
         const char *id,
         const char *sentence)
{
  g_autoptr(BoActivityItem) line = has_line (client, id, BO_ACTIVITY_EDITED) ? line_of (client, id, BO_ACTIVITY_EDITED)
                                                                            : NULL;

  return line != NULL && g_str_equal (bo_activity_item_get_sentence (line), sentence);
}

/* One's own changes say as much, and a line that moves were gathered in says where they led. */
static void
assert_told (BoClient   *client,
             const char *lamp)
{
  unsigned int lines;

  wait_until (is_told (client, lamp, "Changed Lamp here: On Off → On"));
  set_value (client, lamp, "on", "false", false, NULL);
  wait_until (is_told (client, lamp, "Changed Lamp here: On On → Off"));
  lines = g_list_model_get_n_items (bo_client_list_activity (client));
  set_value (client, lamp, "on", "true", false, NULL);
  set_value (client, lamp, "on", "false", false, NULL);
  set_value (client, lamp, "on", "true", false, NULL);
  wait_until (is_told (client, lamp, "Changed Lamp here: On as before"));
  g_assert_cmpuint (g_list_model_get_n_items (bo_client_list_activity (client)), ==, lines);
}

/* What somebody else did is told, with who it was; a home's first arrival isn't. */
static void
test_received (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *other;
  g_autofree char *home = make_home (client, "Home");
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autofree char *sensor = make_sensor (client);
  g_autofree char *fan = NULL;
  g_autoptr(BoActivityItem) line = NULL;

  client_sync_well (client);
  other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  client_sync_well (other);
  set_value (client, lamp, "on", "true", false, NULL);
  measure (client, sensor, "21.5");
  fan = make_lamp (client, NULL, "Second lamp");
  client_sync_well (client);
  client_sync_well (other);
  wait_until (has_line (other, lamp, BO_ACTIVITY_RECEIVED) && has_line (other, fan, BO_ACTIVITY_RECEIVED));
  line = line_of (other, lamp, BO_ACTIVITY_RECEIVED);
  g_assert_cmpstr (bo_activity_item_get_user_id (line), ==, bo_client_get_user_id (client));
  g_assert_cmpstr (bo_activity_item_get_sentence (line), ==, "Received Lamp from the hub: On Off → On");
  g_assert_cmpstr (value_of (other, sensor, "current_temperature"), ==, "21.5");
  g_assert_false (has_line (other, sensor, BO_ACTIVITY_RECEIVED));
  g_assert_false (has_line (other, home, BO_ACTIVITY_RECEIVED));
  g_assert_false (has_line (client, lamp, BO_ACTIVITY_RECEIVED));
  assert_told (client, lamp);
  client_close (other);
  client_close (client);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/past/moves", test_moves);
  g_test_add_func ("/client/past/alone", test_alone);
  g_test_add_func ("/client/past/series", test_series);
  g_test_add_func ("/client/past/received", test_received);
  return g_test_run ();
}
