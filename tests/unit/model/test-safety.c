/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

static void
test_rules (void)
{
  static const struct
  {
    const char        *service;
    const char        *characteristic;
    const char        *json;
    BoSafetyClass      safety_class;
    BoSafetyDirection  direction;
    bool               asks;
  } cases[] = {
    { "lightbulb", "on", "true", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_NONE, false },
    { "lightbulb", "power_state", "true", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_NONE, false },
    { "lock_mechanism", "lock_target_state", "1", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_TOWARD, false },
    { "lock_mechanism", "lock_target_state", "\"locked\"", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_TOWARD, false },
    { "lock_mechanism", "lock_target_state", "0", BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { "lock", "target_lock_mechanism_state", "\"unlocked\"", BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { "lock_mechanism", "lock_target_state", "\"perhaps\"", BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { "lock_mechanism", "lock_target_state", NULL, BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { NULL, "lock_target_state", "0", BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { "garage_door_opener", "target_door_state", "0", BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { "garage_door_opener", "target_door_state", "1", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_TOWARD, false },
    { "security_system", "security_system_target_state", "3", BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { "security_system", "security_system_target_state", "0", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_TOWARD, false },
    { "valve", "active", "1", BO_SAFETY_CLASS_C, BO_SAFETY_DIRECTION_AWAY, true },
    { "faucet", "active", "0", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_TOWARD, false },
    { "fan_v2", "active", "1", BO_SAFETY_CLASS_A, BO_SAFETY_DIRECTION_NONE, false },
    { "window_covering", "target_position", "50", BO_SAFETY_CLASS_B, BO_SAFETY_DIRECTION_NONE, false },
    { "teleporter", "engage", "1", BO_SAFETY_CLASS_B, BO_SAFETY_DIRECTION_NONE, false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BoSafety safety = bo_safety_of_write (cases[i].service, cases[i].characteristic, cases[i].json);

      g_assert_cmpint (safety.safety_class, ==, cases[i].safety_class);
      g_assert_cmpint (safety.direction, ==, cases[i].direction);
      g_assert_cmpint (safety.needs_confirmation, ==, cases[i].asks);
      g_assert_cmpint (safety.expiry_seconds, ==, cases[i].safety_class == BO_SAFETY_CLASS_A ? 86400 : 600);
    }
  g_assert_cmpint (bo_safety_of_authoring ().expiry_seconds, ==, 0);
}

/* In the form of the state, where true may mean what 0 means elsewhere. */
static void
test_in_the_form_there (void)
{
  g_autoptr (BoModel) model = model_with_device ("{\"type\":\"garage\",\"state\":{\"open\":false}}");
  BoCharacteristic *door = bo_accessory_find_characteristic (the_device (model), "target_door_state");

  g_assert_cmpint (bo_characteristic_get_safety (door, "true").safety_class, ==, BO_SAFETY_CLASS_C);
  g_assert_cmpint (bo_characteristic_get_safety (door, "false").direction, ==, BO_SAFETY_DIRECTION_TOWARD);
}

/* What hangs on an outlet only a person knows: on, a heater goes within ten minutes or not at all; off it may go late. */
static void
test_heater (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"services\":[{\"id\":\"s\",\"service_type\":\"outlet\",\"characteristics\":["
    "{\"id\":\"o\",\"characteristic_type\":\"on\",\"value\":false},"
    "{\"id\":\"n\",\"characteristic_type\":\"name\",\"value\":\"A\"}]},"
    "{\"id\":\"f\",\"service_type\":\"fan_v2\",\"characteristics\":[]}]}");
  BoService *outlet = bo_accessory_find_service (the_device (model), "outlet");
  BoCharacteristic *on = bo_service_find (outlet, "on");

  g_assert_true (bo_service_can_drive_heater (outlet));
  g_assert_false (bo_service_can_drive_heater (bo_accessory_find_service (the_device (model), "fan_v2")));
  g_assert_false (bo_service_get_drives_heater (outlet));
  g_assert_cmpint (bo_characteristic_get_safety (on, "true").safety_class, ==, BO_SAFETY_CLASS_A);
  bo_service_set_drives_heater (outlet, true);
  g_assert_cmpint (bo_characteristic_get_safety (on, "true").safety_class, ==, BO_SAFETY_CLASS_B);
  g_assert_cmpint (bo_characteristic_get_safety (on, "true").expiry_seconds, ==, 600);
  g_assert_cmpint (bo_characteristic_get_safety (on, "\"perhaps\"").safety_class, ==, BO_SAFETY_CLASS_B);
  g_assert_cmpint (bo_characteristic_get_safety (on, "false").direction, ==, BO_SAFETY_DIRECTION_TOWARD);
  g_assert_cmpint (bo_characteristic_get_safety (on, "false").safety_class, ==, BO_SAFETY_CLASS_A);
  g_assert_cmpint (bo_characteristic_get_safety (bo_service_find (outlet, "name"), "\"B\"").safety_class, ==,
                   BO_SAFETY_CLASS_A);
  bo_service_set_drives_heater (outlet, false);
  g_assert_cmpint (bo_characteristic_get_safety (on, "true").safety_class, ==, BO_SAFETY_CLASS_A);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safety/rules", test_rules);
  g_test_add_func ("/safety/in-the-form-there", test_in_the_form_there);
  g_test_add_func ("/safety/heater", test_heater);
  return g_test_run ();
}
