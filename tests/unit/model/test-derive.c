/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "model-fixture.h"

/* Sets a characteristic and answers the content with the edit in it. */
static char *
edited (const char *content,
        const char *characteristic,
        const char *input)
{
  g_autoptr (BoModel) model = model_with_device (content);
  BoCharacteristic *found = bo_accessory_find_characteristic (the_device (model), characteristic);
  g_autofree char *document = bo_entity_to_document (bo_thing_get_entity (BO_THING (the_device (model))));
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *result = NULL;

  g_assert_nonnull (found);
  json = bo_characteristic_edit_value (found, input, &error);
  g_assert_no_error (error);
  result = bo_json_set (document, bo_characteristic_get_path (found), json, &error);
  g_assert_no_error (error);
  return bo_json_dup (bo_json_member (bo_json_wrap (result), "content"));
}

static void
test_light (void)
{
  static const char content[] =
    "{\"type\": \"light\", \"capabilities\": [\"power\", \"brightness\"], \"state\": {\"power\": \"on\", \"brightness\": 80}}";
  g_autoptr (BoModel) model = model_with_device (content);
  BoAccessory *accessory = the_device (model);
  BoService *service = bo_accessory_get_primary_service (accessory);
  g_autofree char *summary = bo_accessory_get_summary (accessory);
  g_autofree char *off = edited (content, "on", "off");
  g_autofree char *dim = edited (content, "brightness", "40");

  g_assert_true (bo_accessory_get_derived (accessory));
  g_assert_cmpstr (bo_service_get_service_type (service), ==, "lightbulb");
  g_assert_true (bo_uuid_is_valid (bo_service_get_id (service)));
  g_assert_cmpstr (summary, ==, "On · 80 %");
  g_assert_cmpstr (bo_characteristic_get_path (bo_service_find (service, "on")), ==, "/content/state/power");
  g_assert_cmpstr (off, ==,
                   "{\"type\": \"light\", \"capabilities\": [\"power\", \"brightness\"], \"state\": {\"power\": \"off\", \"brightness\": 80}}");
  g_assert_nonnull (strstr (dim, "\"brightness\": 40}"));
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *content;
    const char *service;
    const char *summary;
  } cases[] = {
    { "{\"type\":\"switch\",\"state\":{\"power\":false}}", "switch", "Off" },
    { "{\"type\":\"smart plug\",\"state\":{\"on\":1}}", "outlet", "On" },
    { "{\"type\":\"fan\",\"state\":{\"power\":true,\"speed\":50}}", "fan", "On · 50 %" },
    { "{\"type\":\"thermostat\",\"state\":{\"temperature\":21.4,\"target_temperature\":22,\"mode\":\"heat\"}}",
      "thermostat", "21.4 → 22 °C · Heat" },
    { "{\"type\":\"climate\"}", "thermostat", "" },
    { "{\"type\":\"lock\",\"state\":{\"lock\":\"locked\"}}", "lock_mechanism", "Locked" },
    { "{\"type\":\"lock\",\"state\":{\"locked\":false}}", "lock_mechanism", "Unlocked" },
    { "{\"type\":\"blind\",\"state\":{\"position\":40}}", "window_covering", "Open · 40 %" },
    { "{\"type\":\"curtain\",\"state\":{\"position\":0}}", "window_covering", "Closed" },
    { "{\"type\":\"garage_door\",\"state\":{\"state\":\"open\"}}", "garage_door_opener", "Open" },
    { "{\"type\":\"garage_door\",\"state\":{\"open\":true}}", "garage_door_opener", "Open" },
    { "{\"type\":\"motion_sensor\",\"state\":{\"motion\":true}}", "motion_sensor", "Motion" },
    { "{\"type\":\"contact_sensor\",\"state\":{\"contact\":true}}", "contact_sensor", "Closed" },
    { "{\"type\":\"door_sensor\",\"state\":{\"open\":true}}", "contact_sensor", "Open" },
    { "{\"type\":\"sensor\",\"state\":{\"temperature\":19}}", "temperature_sensor", "19 °C" },
    { "{\"type\":\"humidity\",\"state\":{\"humidity\":44}}", "humidity_sensor", "44 %" },
    { "{\"type\":\"leak\",\"state\":{\"water\":\"dry\"}}", "leak_sensor", "No leak" },
    { "{\"type\":\"smoke_detector\",\"state\":{\"smoke\":false}}", "smoke_sensor", "No smoke" },
    { "{\"type\":\"co_detector\",\"state\":{\"co\":false}}", "carbon_monoxide_sensor", "CO normal" },
    { "{\"type\":\"co2_sensor\",\"state\":{\"co2\":600}}", "carbon_dioxide_sensor", "600 ppm" },
    { "{\"type\":\"light_sensor\",\"state\":{\"lux\":300}}", "light_sensor", "300 lx" },
    { "{\"type\":\"presence\",\"state\":{\"presence\":true}}", "occupancy_sensor", "Occupied" },
    { "{\"type\":\"speaker\",\"state\":{\"volume\":30,\"muted\":false}}", "speaker", "30 %" },
    { "{\"type\":\"tv\",\"state\":{\"power\":\"off\"}}", "television", "Off" },
    { "{\"type\":\"doorbell\",\"state\":{\"ring\":\"single\"}}", "doorbell", "Rang" },
    { "{\"type\":\"valve\",\"state\":{\"open\":true}}", "valve", "On" },
    { "{\"type\":\"button\",\"state\":{\"action\":\"double\"}}", "stateless_programmable_switch", "Double press" },
    { "{\"type\":\"vacuum\",\"state\":{\"power\":\"on\"}}", "switch", "On" },
    { "{\"type\":\"alarm\",\"state\":{\"mode\":\"armed_away\"}}", "security_system", "Away" },
    { "{\"type\":\"light\",\"state\":\"on\"}", "lightbulb", "On" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BoModel) model = model_with_device (cases[i].content);
      BoService *service = bo_accessory_get_primary_service (the_device (model));
      g_autofree char *summary = bo_accessory_get_summary (the_device (model));

      g_test_message ("%s", cases[i].content);
      g_assert_nonnull (service);
      g_assert_cmpstr (bo_service_get_service_type (service), ==, cases[i].service);
      g_assert_cmpstr (summary, ==, cases[i].summary);
    }
}

/* What nobody knows is a row, and can be set where the device says it can do that. */
static void
test_unknown_rows (void)
{
  static const char content[] = "{\"type\":\"gizmo\",\"capabilities\":[\"warp\"],\"state\":{\"warp\":9,\"mood\":\"calm\","
                                "\"deep\":{\"a\":true},\"list\":[1]}}";
  g_autoptr (BoModel) model = model_with_device (content);
  BoService *service = bo_accessory_get_primary_service (the_device (model));
  BoCharacteristic *warp = bo_service_find (service, "warp");
  BoCharacteristic *mood = bo_service_find (service, "mood");
  g_autofree char *faster = edited (content, "warp", "9.5");
  g_autofree char *summary = bo_accessory_get_summary (the_device (model));
  g_autoptr (GError) error = NULL;

  g_assert_null (bo_service_get_spec (service));
  g_assert_cmpstr (bo_service_get_service_type (service), ==, "gizmo");
  g_assert_cmpint (g_list_model_get_n_items (bo_service_get_characteristics (service)), ==, 4);
  g_assert_cmpstr (summary, ==, "warp: 9");
  g_assert_true (bo_characteristic_get_writable (warp));
  g_assert_nonnull (strstr (faster, "\"warp\":9.5"));
  g_assert_false (bo_characteristic_get_writable (mood));
  g_assert_null (bo_characteristic_edit_value (mood, "wild", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_PERMISSION);
  g_assert_cmpstr (bo_characteristic_get_path (bo_service_find (service, "deep.a")), ==, "/content/state/deep/a");
  g_assert_cmpint (bo_characteristic_get_safety (warp, "1").safety_class, ==, BO_SAFETY_CLASS_B);
}

static void
test_companions (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"type\":\"motion\",\"state\":{\"battery\":15,\"motion\":false,\"temperature\":20,\"power\":1}}");
  BoAccessory *accessory = the_device (model);

  g_assert_cmpstr (bo_service_get_service_type (bo_accessory_get_primary_service (accessory)), ==, "motion_sensor");
  g_assert_nonnull (bo_accessory_find_service (accessory, "battery"));
  g_assert_nonnull (bo_accessory_find_service (accessory, "temperature_sensor"));
  g_assert_cmpint (bo_accessory_get_battery_level (accessory), ==, 15);
  g_assert_true (bo_accessory_get_low_battery (accessory));
  g_assert_nonnull (bo_accessory_find_characteristic (accessory, "power"));
}

/* A capability without a value yet can be set; what is missing on the way is made. */
static void
test_bare_capability (void)
{
  g_autofree char *none = edited ("{\"type\":\"light\",\"capabilities\":[\"power\"]}", "on", "on");
  g_autofree char *some = edited ("{\"type\":\"light\",\"capabilities\":{\"power\":{},\"brightness\":{}},\"state\":{\"power\":true}}",
                                  "brightness", "5");

  g_assert_cmpstr (none, ==, "{\"type\":\"light\",\"capabilities\":[\"power\"],\"state\":{\"power\":true}}");
  g_assert_nonnull (strstr (some, "\"brightness\":5}}"));
}

static void
test_kelvin (void)
{
  static const char content[] = "{\"type\":\"light\",\"state\":{\"power\":true,\"color_temp\":4000}}";
  g_autoptr (BoModel) model = model_with_device (content);
  BoCharacteristic *color = bo_accessory_find_characteristic (the_device (model), "color_temperature");
  g_autofree char *warmer = edited (content, "color_temperature", "2700");

  g_assert_cmpstr (bo_characteristic_get_display (color), ==, "4000 K");
  g_assert_nonnull (strstr (warmer, "\"color_temp\":2700"));
}

/* Read-only inversion is undone on the way back. */
static void
test_inverted (void)
{
  g_autofree char *closed = edited ("{\"type\":\"garage\",\"state\":{\"open\":true}}", "target_door_state", "closed");

  g_assert_cmpstr (closed, ==, "{\"type\":\"garage\",\"state\":{\"open\":false}}");
}

static void
test_ids_are_stable (void)
{
  g_autoptr (BoModel) a = model_with_device ("{\"type\":\"light\",\"state\":{\"power\":true}}");
  g_autoptr (BoModel) b = model_with_device ("{\"type\":\"light\",\"state\":{\"brightness\":1,\"power\":false}}");

  g_assert_cmpstr (bo_characteristic_get_id (bo_accessory_find_characteristic (the_device (a), "on")), ==,
                   bo_characteristic_get_id (bo_accessory_find_characteristic (the_device (b), "on")));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/derive/light", test_light);
  g_test_add_func ("/derive/kinds", test_kinds);
  g_test_add_func ("/derive/unknown-rows", test_unknown_rows);
  g_test_add_func ("/derive/companions", test_companions);
  g_test_add_func ("/derive/bare-capability", test_bare_capability);
  g_test_add_func ("/derive/kelvin", test_kelvin);
  g_test_add_func ("/derive/inverted", test_inverted);
  g_test_add_func ("/derive/ids-are-stable", test_ids_are_stable);
  return g_test_run ();
}
