/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

static void
test_spoken (void)
{
  g_autoptr (BoModel) model = bo_model_new ();
  g_autoptr (BoEntity) entity = make_entity (
    "device", "device", "Hall lamp", "{\"type\":\"light\",\"state\":{\"power\":true,\"brightness\":40}}");
  BoModelBatch *batch = bo_model_batch_new ();
  g_autofree char *spoken = NULL;

  bo_model_batch_add_entity (batch, entity, BO_STATUS_PENDING, NULL, NULL);
  apply (model, batch);
  spoken = bo_accessory_get_spoken (the_device (model));
  g_assert_cmpstr (spoken, ==, "Hall lamp, light, on, 40 percent, waiting to send");
}

static void
test_unreachable (void)
{
  g_autoptr (BoModel) model =
    model_with_device ("{\"type\":\"light\",\"is_reachable\":false,\"state\":{\"power\":true}}");
  g_autofree char *summary = bo_accessory_get_summary (the_device (model));

  g_assert_cmpstr (summary, ==, "Unreachable · last known: On");
}

static void
test_readings_and_alerts (void)
{
  g_autoptr (BoModel) model = model_with_device ("{\"type\":\"leak_sensor\",\"state\":{\"leak\":true,\"temperature\":21}}");
  BoRoom *room = BO_ROOM (bo_model_lookup (model, "room"));
  BoModelBatch *batch = bo_model_batch_new ();
  g_autofree char *readings = NULL, *preferred = NULL;
  g_auto (GStrv) alerts = NULL;

  add_entity (batch, "d2", "device", "100 %s sensor",
              "{\"type\":\"sensor\",\"state\":{\"temperature\":21.8,\"humidity\":45,\"smoke\":true}}");
  add_edge (batch, "e9", "d2", "located_in", "room");
  apply (model, batch);
  readings = bo_room_get_readings (room);
  alerts = bo_room_get_alerts (room);
  g_assert_cmpstr (readings, ==, "21.4 °C · 45 %");
  batch = bo_model_batch_new ();
  add_entity (batch, "d3", "device", "Radiator",
              "{\"services\":[{\"id\":\"s\",\"service_type\":\"thermostat\",\"characteristics\":["
              "{\"id\":\"c\",\"characteristic_type\":\"current_temperature\",\"value\":19.5}]}]}");
  add_edge (batch, "e10", "d3", "located_in", "room");
  apply (model, batch);
  preferred = bo_room_get_readings (room);
  g_assert_cmpstr (preferred, ==, "19.5 °C · 45 %");
  g_assert_cmpint (g_strv_length (alerts), ==, 2);
  g_assert_cmpstr (alerts[0], ==, "Smoke detected by 100 %s sensor");
  g_assert_cmpstr (alerts[1], ==, "Leak detected by Lamp");
}

/* A television says what it shows; a source that is hidden, or not set up, is none. */
static void
test_television (void)
{
  static const struct { const char *source, *summary; } cases[] = {
    { "", "On · Games" },
    { ",{\"id\":\"v\",\"characteristic_type\":\"current_visibility_state\",\"value\":1}", "On" },
    { ",{\"id\":\"v\",\"characteristic_type\":\"is_configured\",\"value\":0}", "On" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *content = g_strdup_printf (
        "{\"services\":[{\"id\":\"t\",\"service_type\":\"television\",\"characteristics\":["
        "{\"id\":\"a\",\"characteristic_type\":\"active\",\"value\":1},"
        "{\"id\":\"b\",\"characteristic_type\":\"active_identifier\",\"value\":7}]},"
        "{\"id\":\"s\",\"service_type\":\"input_source\",\"name\":\"HDMI 1\",\"characteristics\":["
        "{\"id\":\"i\",\"characteristic_type\":\"identifier\",\"value\":7},"
        "{\"id\":\"n\",\"characteristic_type\":\"configured_name\",\"value\":\"Games\"}%s]}]}", cases[i].source);
      g_autoptr (BoModel) model = model_with_device (content);
      g_autofree char *summary = bo_accessory_get_summary (the_device (model));

      g_assert_cmpstr (summary, ==, cases[i].summary);
    }
}

#define CHARACTERISTIC(type, value) "{\"id\":\"" type "\",\"characteristic_type\":\"" type "\",\"value\":" value "}"

/* Bells and buttons say what was pressed last, never their number; a purifier what its filter has left. */
static void
test_presses_and_filters (void)
{
  static const struct { const char *service, *values, *summary; } cases[] = {
    { "doorbell", CHARACTERISTIC ("programmable_switch_event", "null") "," CHARACTERISTIC ("volume", "70"), "Not rung yet" },
    { "doorbell", CHARACTERISTIC ("programmable_switch_event", "0"), "Rang" },
    { "stateless_programmable_switch", CHARACTERISTIC ("programmable_switch_event", "null") ","
      CHARACTERISTIC ("service_label_index", "2"), "Not pressed yet" },
    { "stateless_programmable_switch", CHARACTERISTIC ("programmable_switch_event", "1"), "Double press" },
    { "lock_management", CHARACTERISTIC ("version", "\"1.0\"") "," CHARACTERISTIC ("lock_last_known_action", "4"),
      "Locked by keypad" },
    { "filter_maintenance", CHARACTERISTIC ("filter_change_indication", "1") "," CHARACTERISTIC ("filter_life_level", "8"),
      "Change filter · 8 %" },
    { "air_purifier", CHARACTERISTIC ("active", "1") "," CHARACTERISTIC ("current_air_purifier_state", "2")
      "]},{\"id\":\"f\",\"service_type\":\"filter_maintenance\",\"characteristics\":["
      CHARACTERISTIC ("filter_life_level", "41"), "Purifying air · Filter 41 %" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *content =
        g_strdup_printf ("{\"services\":[{\"id\":\"s\",\"service_type\":\"%s\",\"characteristics\":[%s]}]}",
                         cases[i].service, cases[i].values);
      g_autoptr (BoModel) model = model_with_device (content);
      g_autoptr (BoService) service = g_list_model_get_item (bo_accessory_get_services (the_device (model)), 0);
      g_autofree char *summary = bo_service_get_summary (service);

      g_assert_cmpstr (summary, ==, cases[i].summary);
    }
}

/* Several buttons go by their numbers, unless they have names. */
static void
test_buttons (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"services\":[{\"id\":\"a\",\"service_type\":\"stateless_programmable_switch\",\"characteristics\":["
    CHARACTERISTIC ("service_label_index", "2") "]},"
    "{\"id\":\"b\",\"service_type\":\"stateless_programmable_switch\",\"name\":\"Dimmer\",\"characteristics\":[]}]}");
  GListModel *services = bo_accessory_get_services (the_device (model));
  g_autoptr (BoService) first = g_list_model_get_item (services, 0);
  g_autoptr (BoService) second = g_list_model_get_item (services, 1);

  g_assert_cmpstr (bo_service_get_label (first), ==, "Button 2");
  g_assert_cmpstr (bo_service_get_label (second), ==, "Dimmer");
}

/* An open door that meets something is an alarm; an unlocked one somebody may have wanted. */
static void
test_alarms (void)
{
  static const struct { const char *service, *values, *alert, *alarm; } cases[] = {
    { "lock_mechanism", "{\"id\":\"a\",\"characteristic_type\":\"lock_current_state\",\"value\":0}", "Lamp is unlocked", NULL },
    { "lock_mechanism", "{\"id\":\"a\",\"characteristic_type\":\"lock_current_state\",\"value\":2}", "Lamp is jammed", "Lamp is jammed" },
    { "lock_mechanism", "{\"id\":\"a\",\"characteristic_type\":\"lock_current_state\",\"value\":1}", NULL, NULL },
    { "garage_door_opener", "{\"id\":\"a\",\"characteristic_type\":\"current_door_state\",\"value\":0},"
      "{\"id\":\"b\",\"characteristic_type\":\"obstruction_detected\",\"value\":true}", "Lamp is obstructed", "Lamp is obstructed" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *content = g_strdup_printf ("{\"services\":[{\"id\":\"s\",\"service_type\":\"%s\",\"characteristics\":[%s]}]}",
                                                  cases[i].service, cases[i].values);
      g_autoptr (BoModel) model = model_with_device (content);
      g_autofree char *alert = bo_accessory_get_alert (the_device (model));
      g_autofree char *alarm = bo_accessory_get_alarm (the_device (model));

      g_assert_cmpstr (alert, ==, cases[i].alert);
      g_assert_cmpstr (alarm, ==, cases[i].alarm);
    }
}

/* A per cent alone wouldn't say of what. */
static void
test_humidity_alone (void)
{
  g_autoptr (BoModel) model = model_with_device ("{\"type\":\"sensor\",\"state\":{\"humidity\":57}}");
  g_autofree char *readings = bo_room_get_readings (BO_ROOM (bo_model_lookup (model, "room")));

  g_assert_cmpstr (readings, ==, "Humidity 57 %");
}

static void
test_lock_moves (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"services\":[{\"id\":\"s\",\"service_type\":\"lock\",\"characteristics\":["
    "{\"id\":\"a\",\"characteristic_type\":\"lock_current_state\",\"value\":0},"
    "{\"id\":\"b\",\"characteristic_type\":\"lock_target_state\",\"value\":1}]}]}");
  BoAccessory *accessory = the_device (model);
  BoService *service = bo_accessory_get_primary_service (accessory);
  g_autofree char *summary = bo_accessory_get_summary (accessory);
  g_autofree char *tap = bo_service_get_tap_value (service);

  g_assert_cmpstr (summary, ==, "Locking");
  g_assert_cmpstr (tap, ==, "0");
  g_assert_true (bo_characteristic_get_reported (bo_service_find (service, "b")) == bo_service_find (service, "a"));
  g_assert_null (bo_characteristic_get_reported (bo_service_find (service, "a")));
  g_assert_cmpstr (bo_accessory_get_icon_name (accessory), ==, "bo-lock-open-symbolic");
}

/* Every service of the catalogue can be made, shown, named and drawn. */
static void
test_every_service (void)
{
  size_t n;
  const BoServiceSpec *specs = bo_catalogue_services (&n);

  for (size_t i = 0; i < n; i++)
    {
      g_autofree char *content =
        g_strdup_printf ("{\"services\":[{\"id\":\"s\",\"service_type\":\"%s\",\"characteristics\":[]}]}", specs[i].id);
      g_autoptr (BoModel) model = model_with_device (content);
      GListModel *services = bo_accessory_get_services (the_device (model));
      g_autoptr (BoService) service = g_list_model_get_item (services, 0);
      g_autofree char *summary = bo_service_get_summary (service);
      g_autofree char *spoken = bo_accessory_get_spoken (the_device (model));

      g_assert_cmpstr (summary, ==, "");
      g_assert_true (g_strv_contains (bo_icon_names (), bo_service_get_icon_name (service)));
      if (!bo_service_get_hidden (service) && g_strcmp0 (specs[i].id, "service_label") != 0)
        g_assert_cmpstr (bo_service_get_icon_name (service), !=, "bo-accessory-symbolic");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summary/spoken", test_spoken);
  g_test_add_func ("/summary/unreachable", test_unreachable);
  g_test_add_func ("/summary/readings-and-alerts", test_readings_and_alerts);
  g_test_add_func ("/summary/alarms", test_alarms);
  g_test_add_func ("/summary/television", test_television);
  g_test_add_func ("/summary/presses-and-filters", test_presses_and_filters);
  g_test_add_func ("/summary/buttons", test_buttons);
  g_test_add_func ("/summary/humidity-alone", test_humidity_alone);
  g_test_add_func ("/summary/lock-moves", test_lock_moves);
  g_test_add_func ("/summary/every-service", test_every_service);
  return g_test_run ();
}
