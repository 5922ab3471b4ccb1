/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bo-base.h"

static void
check (const char *a, const char *b, bool equal)
{
  g_autofree char *one = bo_json_canonical (bo_json_wrap (a));
  g_autofree char *other = bo_json_canonical (bo_json_wrap (b));

  g_test_message ("%s %s", a, b);
  g_assert_true (bo_json_equal (bo_json_wrap (a), bo_json_wrap (b)) == equal);
  g_assert_true (bo_json_equal (bo_json_wrap (b), bo_json_wrap (a)) == equal);
  g_assert_true (g_str_equal (one, other) == equal);
  g_assert_true (bo_json_equal (bo_json_wrap (a), bo_json_wrap (one)));
}

static void
test_numbers (void)
{
  check ("1", "1.0", true);
  check ("1", "10e-1", true);
  check ("0.1", "0.10", true);
  check ("-0", "0.000e5", true);
  check ("0", "0e99999999999999999999", true);
  check ("123456789012345678901234567890", "1.2345678901234567890123456789e29", true);
  check ("123456789012345678901234567890", "123456789012345678901234567891", false);
  check ("0.1", "0.1000000000000000055511151231257827", false);
  check ("1e400", "10e399", true);
  check ("1e400", "1e401", false);
  check ("1e-400", "0", false);
  check ("1", "-1", false);
  check ("1", "\"1\"", false);
}

static void
test_strings (void)
{
  check ("\"\\u0041/\"", "\"A\\/\"", true);
  check ("\"\\ud83c\\udfe0\"", "\"\xf0\x9f\x8f\xa0\"", true);
  check ("\"\\n\"", "\"\\u000A\"", true);
  check ("\"\\u001F\"", "\"\\u001f\"", true);
  check ("\"\\uD83C\"", "\"\\ud83c\"", true);
  check ("\"\\udfff\"", "\"\\ud83c\"", false);
  check ("\"\\u0000\"", "\"\"", false);
  check ("\"\\u0000a\"", "\"\\u0000\\u0061\"", true);
  check ("\"\xed\x9f\xbf\"", "\"\\ud7ff\"", true);
  check ("\"a\"", "\"A\"", false);
}

static void
test_containers (void)
{
  check ("{\"a\":1,\"b\":[1, 2]}", "{ \"b\":[1.0,2],\"\\u0061\":1e0}", true);
  check ("{\"a\":1,\"a\":2}", "{\"a\":2}", true);
  check ("{\"a\":1,\"a\":2,\"\\u0061\":3,\"b\":0}", "{\"b\":0,\"a\":3}", true);
  check ("{\"a\":2,\"a\":1}", "{\"a\":2}", false);
  check ("{\"a\":1}", "{\"a\":1,\"b\":null}", false);
  check ("{\"a\":null}", "{\"b\":null}", false);
  check ("[1,2]", "[2,1]", false);
  check ("[1]", "[1,1]", false);
  check ("[]", "{}", false);
  check ("true", "false", false);
  check ("null", "false", false);
}

static void
test_none (void)
{
  g_assert_true (bo_json_equal (BO_JSON_NONE, BO_JSON_NONE));
  g_assert_false (bo_json_equal (BO_JSON_NONE, bo_json_wrap ("null")));
  g_assert_false (bo_json_equal (bo_json_wrap ("null"), BO_JSON_NONE));
}

static void
test_canonical (void)
{
  static const char *const pairs[][2] = {
    { " { \"b\" : [ 1.50 , -0 ] , \"B\":\"\\/\\u00e9\\u0001\\t\", \"aa\":null,\"a\":true} ",
      "{\"B\":\"/\xc3\xa9\\u0001\\t\",\"a\":true,\"aa\":null,\"b\":[1.5,0]}" },
    { "[100e-4,0.000001,1e-7,12e20,1e21,123.4560]", "[0.01,0.000001,1e-7,1.2e21,1e21,123.456]" },
    { "[-1e3,1E+2]", "[-1000,100]" },
    { "\"\\ud83c\\u0000\"", "\"\\ud83c\\u0000\"" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = bo_json_canonical (bo_json_wrap (pairs[i][0]));

      g_assert_cmpstr (text, ==, pairs[i][1]);
    }
}

/* A hundred thousand members in other order: not the square of that. */
static void
test_many_members (void)
{
  g_autoptr (GString) up = g_string_new ("{\"x\":0");
  g_autoptr (GString) down = g_string_new ("{\"x\":0");

  for (int i = 0; i < 100000; i++)
    {
      g_string_append_printf (up, ",\"%d\":%d", i, i);
      g_string_append_printf (down, ",\"%d\":%d.0", 99999 - i, 99999 - i);
    }
  g_string_append_c (up, '}');
  g_string_append_c (down, '}');
  g_assert_true (bo_json_equal (bo_json_wrap (up->str), bo_json_wrap (down->str)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/compare/numbers", test_numbers);
  g_test_add_func ("/base/json/compare/strings", test_strings);
  g_test_add_func ("/base/json/compare/containers", test_containers);
  g_test_add_func ("/base/json/compare/none", test_none);
  g_test_add_func ("/base/json/compare/canonical", test_canonical);
  g_test_add_func ("/base/json/compare/many-members", test_many_members);
  return g_test_run ();
}
