/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "model-fixture.h"

/* Between which values it is comfortable, and what is said where it isn't. */

#define AIR "{\"type\":\"sensor\",\"state\":{\"temperature\":21.8,\"humidity\":31}}"

/* What makes no sense is no limit, whoever wrote it. */
static void
test_kept (void)
{
  static const struct { const char *text; bool low, high; } cases[] = {
    { "18.5;24", true, true }, { "18;", true, false },   { ";24", false, true },    { NULL, false, false },
    { "24;18", false, false }, { "nan;inf", false, false }, { "18;24;30", false, false }, { "a;b", false, false },
    { "", false, false },      { "18x;24", false, true }, { "18;18", false, false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BoComfort comfort = bo_comfort_parse (cases[i].text);
      g_autofree char *again = bo_comfort_format (comfort);
      BoComfort same = bo_comfort_parse (again);

      g_assert_true (!isnan (comfort.low) == cases[i].low);
      g_assert_true (!isnan (comfort.high) == cases[i].high);
      g_assert_true (isnan (same.low) == isnan (comfort.low) && isnan (same.high) == isnan (comfort.high));
    }
}

static void
test_side (void)
{
  static const struct { BoComfort comfort; double value; int side; } cases[] = {
    { { 18, 24 }, 17.9, -1 },  { { 18, 24 }, 18, 0 },   { { 18, 24 }, 24, 0 }, { { 18, 24 }, 24.1, 1 },
    { { NAN, 24 }, -40, 0 },   { { 18, NAN }, 90, 0 },  { { NAN, NAN }, 5, 0 }, { { 18, 24 }, NAN, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (bo_comfort_side (cases[i].comfort, cases[i].value), ==, cases[i].side);
}

static void
count_cb (unsigned int *count)
{
  (*count)++;
}

/* The accessory says which of its values it is, and on which side. */
static void
test_accessory (void)
{
  g_autoptr (BoModel) model = model_with_device (AIR);
  BoAccessory *accessory = the_device (model);
  BoCharacteristic *humidity = bo_accessory_find_characteristic (accessory, "current_relative_humidity");
  unsigned int told = 0;
  int side = 0;
  g_autofree char *words = NULL, *spoken = NULL, *plain = NULL;

  g_signal_connect_swapped (accessory, "values-changed", G_CALLBACK (count_cb), &told);
  g_assert_true (bo_characteristic_get_measured (humidity));
  g_assert_null (bo_accessory_get_uncomfortable (accessory));
  bo_characteristic_set_comfort (humidity, (BoComfort){ 40, 60 });
  g_assert_cmpuint (told, ==, 1);
  bo_characteristic_set_comfort (humidity, (BoComfort){ 40, 60 });
  g_assert_cmpuint (told, ==, 1);
  g_assert_true (bo_accessory_get_uncomfortable (accessory) == humidity);
  words = bo_accessory_dup_discomfort (accessory, &side);
  g_assert_cmpint (side, ==, -1);
  g_assert_cmpstr (words, ==, "Humidity below your limits");
  spoken = bo_accessory_get_spoken (accessory);
  g_assert_nonnull (strstr (spoken, words));
  bo_characteristic_set_comfort (humidity, BO_COMFORT_NONE);
  g_assert_null (bo_accessory_get_uncomfortable (accessory));
  plain = bo_accessory_get_spoken (accessory);
  g_assert_null (strstr (plain, "limits"));
}

/* What a person sets, what is one of a few, a bare number: nothing of that is measured. */
static void
test_measured (void)
{
  g_autoptr (BoModel) model = model_with_device (
    "{\"type\":\"thermostat\",\"state\":{\"temperature\":21,\"target_temperature\":22,\"mode\":\"heat\"}}");
  BoAccessory *accessory = the_device (model);
  BoCharacteristic *target = bo_accessory_find_characteristic (accessory, "target_temperature");

  g_assert_true (bo_characteristic_get_measured (bo_accessory_find_characteristic (accessory, "current_temperature")));
  g_assert_false (bo_characteristic_get_measured (target));
  bo_characteristic_set_comfort (target, (BoComfort){ 30, 40 });
  g_assert_null (bo_accessory_get_uncomfortable (accessory));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comfort/kept", test_kept);
  g_test_add_func ("/comfort/side", test_side);
  g_test_add_func ("/comfort/accessory", test_accessory);
  g_test_add_func ("/comfort/measured", test_measured);
  return g_test_run ();
}
