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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/safety/rules", test_rules);
  g_test_add_func ("/safety/in-the-form-there", test_in_the_form_there);
  return g_test_run ();
}
