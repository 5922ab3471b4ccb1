/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-value.h"

static const BoValueType *
type_of (const char *characteristic)
{
  return &bo_catalogue_characteristic (characteristic)->type;
}

static void
test_display (void)
{
  static const struct
  {
    const char *characteristic;
    const char *json;
    const char *display;
    const char *spoken;
  } cases[] = {
    { "on", "true", "On", "on" },
    { "on", "\"true\"", "On", "on" },
    { "on", "\"OFF\"", "Off", "off" },
    { "on", "1", "On", "on" },
    { "on", "\"0\"", "Off", "off" },
    { "on", "null", "", "" },
    { "brightness", "40", "40 %", "40 percent" },
    { "brightness", "\"75\"", "75 %", "75 percent" },
    { "brightness", "\"dim\"", "dim", "dim" },
    { "current_temperature", "21.5", "21.5 °C", "21.5 degrees Celsius" },
    { "current_temperature", "21.04", "21 °C", NULL },
    { "current_temperature", "-0.01", "0 °C", NULL },
    { "lock_current_state", "1", "Locked", "locked" },
    { "lock_target_state", "\"unlocked\"", "Unlocked", "unlocked" },
    { "contact_sensor_state", "\"open\"", "Open", "open" },
    { "target_heating_cooling_state", "\"heat\"", "Heat", "heat" },
    { "motion_detected", "true", "Motion", "motion" },
    { "active", "\"on\"", "On", "on" },
    { "target_position", "\"open\"", "100 %", "100 percent" },
    { "hue", "120", "120°", "120 degrees" },
    { "current_ambient_light_level", "523.75", "524 lx", NULL },
    { "carbon_dioxide_level", "612.5", "612.5 ppm", NULL },
    { "remaining_duration", "90", "1:30", NULL },
    { "remaining_duration", "120", "2 minutes", NULL },
    { "air_quality", "9", "9", NULL },
    { "configured_name", "\"TV\"", "TV", "TV" },
    { "configured_name", "[1, 2]", "[1, 2]", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const BoValueType *type = type_of (cases[i].characteristic);
      BoValue value = bo_value_read (type, bo_json_wrap (cases[i].json));
      g_autofree char *display = bo_value_to_display (type, &value);
      g_autofree char *spoken = bo_value_to_spoken (type, &value);

      g_assert_cmpstr (display, ==, cases[i].display);
      if (cases[i].spoken != NULL)
        g_assert_cmpstr (spoken, ==, cases[i].spoken);
    }
}

static void
test_secondary (void)
{
  BoValue value = bo_value_read (type_of ("color_temperature"), bo_json_wrap ("250"));
  g_autofree char *kelvin = bo_value_to_secondary (type_of ("color_temperature"), &value);

  g_assert_cmpstr (kelvin, ==, "4000 K");
  g_assert_null (bo_value_to_secondary (type_of ("hue"), &value));
}

static void
test_fahrenheit (void)
{
  BoValue value = bo_value_read (type_of ("current_temperature"), bo_json_wrap ("21"));
  g_autofree char *text = NULL;
  g_autofree char *spoken = NULL;

  g_assert_false (bo_value_is_in_fahrenheit (type_of ("current_temperature")));
  bo_value_set_temperature_unit (BO_TEMPERATURE_FAHRENHEIT);
  text = bo_value_to_display (type_of ("current_temperature"), &value);
  spoken = bo_value_to_spoken (type_of ("current_temperature"), &value);
  g_assert_true (bo_value_is_in_fahrenheit (type_of ("current_temperature")));
  g_assert_false (bo_value_is_in_fahrenheit (type_of ("current_relative_humidity")));
  bo_value_set_temperature_unit (BO_TEMPERATURE_CELSIUS);
  g_assert_cmpstr (text, ==, "69.8 °F");
  g_assert_cmpstr (spoken, ==, "69.8 degrees Fahrenheit");
}

static void
test_input (void)
{
  static const struct
  {
    const char *characteristic;
    const char *input;
    const char *json; /* NULL: refused */
  } cases[] = {
    { "on", "on", "true" },           { "on", "TRUE", "true" },
    { "on", "0", "false" },           { "on", "yes", "true" },
    { "on", "2", NULL },              { "on", "maybe", NULL },
    { "on", "", NULL },               { "brightness", "40", "40" },
    { "brightness", " 40 % ", "40" }, { "brightness", "40.5", NULL },
    { "brightness", "101", NULL },    { "brightness", "-1", NULL },
    { "brightness", "nan", NULL },    { "brightness", "0x10", NULL },
    { "brightness", "1e1", "10" },    { "target_temperature", "21.5", "21.5" },
    { "target_temperature", "21.55", NULL }, { "target_temperature", "70 F", "21.1" },
    { "target_temperature", "9.9", NULL },   { "target_temperature", "38", "38" },
    { "target_heating_cooling_state", "heat", "1" }, { "target_heating_cooling_state", "3", "3" },
    { "target_heating_cooling_state", "4", NULL },   { "target_heating_cooling_state", "boil", NULL },
    { "lock_target_state", "locked", "1" },  { "lock_target_state", "unlocked", "0" },
    { "lock_target_state", "unlock", "0" },  { "security_system_target_state", "away", "1" },
    { "color_temperature", "4000K", "250" }, { "target_position", "open", "100" },
    { "configured_name", "TV \"2\"", "\"TV \\\"2\\\"\"" }, { "active_identifier", "4294967296", NULL },
    { "active_identifier", "4294967295", "4294967295" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *json = bo_value_parse_input (type_of (cases[i].characteristic), cases[i].input, &error);

      g_assert_cmpstr (json, ==, cases[i].json);
      g_assert_true ((json == NULL) == (error != NULL));
    }
}

static void
test_range_is_named (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bo_value_parse_input (type_of ("brightness"), "130", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_RANGE);
  g_assert_cmpstr (error->message, ==,
                   "“130” is not possible here. The value has to be between 0 % and 100 %.");
  g_clear_error (&error);
  g_assert_null (bo_value_parse_input (type_of ("target_heating_cooling_state"), "boil", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "off, heat, cool, auto"));
}

static void
test_unknown_type (void)
{
  BoValueType type = { .format = BO_FORMAT_UNKNOWN };
  g_autofree char *number = bo_value_parse_input (&type, "12", NULL);
  g_autofree char *text = bo_value_parse_input (&type, "eco", NULL);
  BoValue value = bo_value_read (&type, bo_json_wrap ("true"));

  g_assert_cmpstr (number, ==, "12");
  g_assert_cmpstr (text, ==, "\"eco\"");
  g_assert_cmpint (value.kind, ==, BO_VALUE_BOOL);
}

/* What is written keeps the form of what was there. */
static void
test_form (void)
{
  static const struct
  {
    const char *characteristic;
    const char *old;
    const char *plain;
    const char *result;
  } cases[] = {
    { "on", "true", "false", "false" },
    { "on", "1", "false", "0" },
    { "on", "\"on\"", "false", "\"off\"" },
    { "on", "\"OFF\"", "true", "\"ON\"" },
    { "on", "\"true\"", "false", "\"false\"" },
    { "on", "\"1\"", "false", "\"0\"" },
    { "on", "null", "true", "true" },
    { "brightness", "75", "40", "40" },
    { "brightness", "\"75\"", "40", "\"40\"" },
    { "active", "\"off\"", "1", "\"on\"" },
    { "active", "false", "1", "true" },
    { "lock_target_state", "\"locked\"", "0", "\"unlocked\"" },
    { "lock_target_state", "\"Unlocked\"", "1", "\"Locked\"" },
    { "lock_target_state", "true", "0", "false" },
    { "lock_target_state", "\"secured\"", "0", "\"unsecured\"" },
    { "target_heating_cooling_state", "\"heat\"", "2", "\"cool\"" },
    { "security_system_target_state", "\"armed_away\"", "3", "\"disarmed\"" },
    { "target_position", "\"open\"", "0", "\"closed\"" },
    { "target_position", "\"open\"", "40", "40" },
    { "configured_name", "\"TV\"", "\"Radio\"", "\"Radio\"" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result =
        bo_value_in_form_of (type_of (cases[i].characteristic), bo_json_wrap (cases[i].old), cases[i].plain);

      g_assert_cmpstr (result, ==, cases[i].result);
    }
}

/* Every value a catalogue entry allows can be typed, is read back as itself, and is worth the
   same whatever form it is put in. */
static void
test_every_valid_value (void)
{
  static const char *const forms[] = { "0", "\"0\"", "null" };
  size_t n;
  const BoCharacteristicSpec *specs = bo_catalogue_characteristics (&n);

  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < specs[i].type.n_valid_values; j++)
      {
        const BoValueType *type = &specs[i].type;
        g_autofree char *json = bo_value_parse_input (type, type->valid_values[j].name, NULL);

        g_assert_nonnull (json);
        for (size_t k = 0; k < G_N_ELEMENTS (forms); k++)
          {
            g_autofree char *written = bo_value_in_form_of (type, bo_json_wrap (forms[k]), json);
            BoValue value = bo_value_read (type, bo_json_wrap (written));

            g_assert_true (bo_value_is_number (&value));
            g_assert_cmpint (value.integer, ==, type->valid_values[j].value);
          }
      }
}

/* Ends of ranges go both ways for every format. */
static void
test_every_range (void)
{
  size_t n;
  const BoCharacteristicSpec *specs = bo_catalogue_characteristics (&n);

  for (size_t i = 0; i < n; i++)
    {
      const BoValueType *type = &specs[i].type;
      g_autofree char *input = bo_json_from_double (type->has_minimum ? type->minimum : 0);
      g_autofree char *json = NULL;
      BoValue value;

      if (!bo_format_is_numeric (type->format) || type->n_valid_values > 0)
        continue;
      json = bo_value_parse_input (type, input, NULL);
      g_assert_nonnull (json);
      value = bo_value_read (type, bo_json_wrap (json));
      g_assert_cmpfloat (value.number, ==, type->has_minimum ? type->minimum : 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/display", test_display);
  g_test_add_func ("/value/secondary", test_secondary);
  g_test_add_func ("/value/fahrenheit", test_fahrenheit);
  g_test_add_func ("/value/input", test_input);
  g_test_add_func ("/value/range-is-named", test_range_is_named);
  g_test_add_func ("/value/unknown-type", test_unknown_type);
  g_test_add_func ("/value/form", test_form);
  g_test_add_func ("/value/every-valid-value", test_every_valid_value);
  g_test_add_func ("/value/every-range", test_every_range);
  return g_test_run ();
}
