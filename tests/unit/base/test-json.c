/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "bo-base.h"

static void
test_kind (void)
{
  static const struct
  {
    const char *text;
    BoJsonKind  kind;
  } samples[] = {
    { "", BO_JSON_KIND_NONE }, { " null\n", BO_JSON_KIND_NULL }, { "true", BO_JSON_KIND_BOOL },
    { "false", BO_JSON_KIND_BOOL }, { "-1", BO_JSON_KIND_NUMBER }, { "\"\"", BO_JSON_KIND_STRING },
    { "[]", BO_JSON_KIND_ARRAY }, { "{}", BO_JSON_KIND_OBJECT }, { "nil", BO_JSON_KIND_NONE },
    { "\"", BO_JSON_KIND_NONE }, { "[}", BO_JSON_KIND_NONE }, { "{", BO_JSON_KIND_NONE },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    g_assert_cmpint (bo_json_kind (bo_json_wrap (samples[i].text)), ==, samples[i].kind);
  g_assert_cmpint (bo_json_kind (bo_json_wrap (NULL)), ==, BO_JSON_KIND_NONE);
}

static void
test_iterate (void)
{
  BoJson object = bo_json_wrap (" { \"a\" : [1, {\"]\":\"}\"}] , \"b\\\"\":-2.5,\"c\":null } ");
  g_autofree char *first = NULL;
  BoJson key, value;
  BoJsonIter iter;

  bo_json_iter_init (&iter, object);
  g_assert_true (bo_json_iter_next (&iter, &key, &value));
  g_assert_true (bo_json_string_is (key, "a"));
  first = bo_json_dup (value);
  g_assert_cmpstr (first, ==, "[1, {\"]\":\"}\"}]");
  g_assert_cmpuint (bo_json_size (value), ==, 2);
  g_assert_true (bo_json_iter_next (&iter, &key, &value));
  g_assert_true (bo_json_string_is (key, "b\""));
  g_assert_cmpuint (value.length, ==, 4);
  g_assert_true (bo_json_iter_next (&iter, NULL, &value));
  g_assert_cmpint (bo_json_kind (value), ==, BO_JSON_KIND_NULL);
  g_assert_false (bo_json_iter_next (&iter, &key, &value));
  g_assert_false (bo_json_iter_next (&iter, &key, &value));
  g_assert_cmpuint (bo_json_size (bo_json_wrap ("1")), ==, 0);
  g_assert_cmpuint (bo_json_size (bo_json_wrap ("[ ]")), ==, 0);
}

static void
test_member (void)
{
  BoJson object = bo_json_wrap ("{\"a\":1,\"\\u0062\":2,\"a\":3,\"e\\u00e9\":4}");
  int64_t number = 0;

  g_assert_true (bo_json_get_int64 (bo_json_member (object, "a"), &number));
  g_assert_cmpint (number, ==, 3);
  g_assert_true (bo_json_get_int64 (bo_json_member (object, "b"), &number));
  g_assert_cmpint (number, ==, 2);
  g_assert_true (bo_json_get_int64 (bo_json_member (object, "e\xc3\xa9"), &number));
  g_assert_cmpint (number, ==, 4);
  g_assert_cmpuint (bo_json_member (object, "c").length, ==, 0);
  g_assert_cmpuint (bo_json_member (bo_json_wrap ("[\"a\"]"), "a").length, ==, 0);
  g_assert_cmpuint (bo_json_element (object, 0).length, ==, 0);
  g_assert_true (bo_json_get_int64 (bo_json_element (bo_json_wrap ("[7,8]"), 1), &number));
  g_assert_cmpint (number, ==, 8);
  g_assert_cmpuint (bo_json_element (bo_json_wrap ("[7,8]"), 2).length, ==, 0);
}

static void
check_string (const char *text, const char *expected)
{
  g_autofree char *said = bo_json_dup_string (bo_json_wrap (text));

  g_assert_cmpstr (said, ==, expected);
  if (expected != NULL)
    g_assert_true (bo_json_string_is (bo_json_wrap (text), expected));
}

static void
test_string (void)
{
  check_string ("\"\"", "");
  check_string ("\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"", "a\"\\/\b\f\n\r\tz");
  check_string ("\"\\u0041\\u00E9\\u20ac\\ud83c\\udfe0\"", "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x8f\xa0");
  check_string ("\"a\\u0000b\"", NULL);
  check_string ("\"\\ud800\"", NULL);
  check_string ("\"\\ud800\\u0041\"", NULL);
  check_string ("\"\\udc00\"", NULL);
  check_string ("\"\xff\"", NULL);
  check_string ("\"\\x\"", NULL);
  check_string ("1", NULL);
  check_string ("", NULL);
  g_assert_false (bo_json_string_is (bo_json_wrap ("\"ab\""), "a"));
  g_assert_false (bo_json_string_is (bo_json_wrap ("\"a\\u0000\""), "a"));
  g_assert_false (bo_json_string_is (bo_json_wrap ("a"), "a"));
}

static void
test_bool (void)
{
  BoJson object = bo_json_wrap ("{\"yes\":true,\"no\":false,\"text\":\"true\"}");
  g_autofree char *text = bo_json_member_string (object, "text");

  g_assert_true (bo_json_member_bool (object, "yes", false));
  g_assert_false (bo_json_member_bool (object, "no", true));
  g_assert_true (bo_json_member_bool (object, "text", true));
  g_assert_false (bo_json_member_bool (object, "none", false));
  g_assert_cmpstr (text, ==, "true");
  g_assert_null (bo_json_member_string (object, "yes"));
}

static void
test_int64 (void)
{
  static const struct
  {
    const char *text;
    bool        whole;
    int64_t     value;
  } samples[] = {
    { "0", true, 0 }, { "-0", true, 0 }, { "-0.0e99999999999999999999", true, 0 }, { "1.0", true, 1 },
    { "1e2", true, 100 }, { "1200e-2", true, 12 }, { "-7", true, -7 }, { "0.5e1", true, 5 },
    { "9223372036854775807", true, INT64_MAX }, { "-9223372036854775808", true, INT64_MIN },
    { "9223372036854775808", false }, { "-9223372036854775809", false }, { "1e19", false }, { "1e99", false },
    { "1e99999999999999999999", false }, { "1.5", false }, { "1e-1", false }, { "\"1\"", false },
    { "true", false }, { "", false }, { "1x", false }, { "-", false }, { "01", false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      int64_t value = 42;

      g_test_message ("%s", samples[i].text);
      g_assert_true (bo_json_get_int64 (bo_json_wrap (samples[i].text), &value) == samples[i].whole);
      g_assert_cmpint (value, ==, samples[i].whole ? samples[i].value : 42);
    }
}

static void
test_double (void)
{
  double value = 42;

  g_assert_true (bo_json_get_double ((BoJson){ "0.1234", 3 }, &value));
  g_assert_cmpfloat (value, ==, 0.1);
  g_assert_true (bo_json_get_double (bo_json_wrap ("-1e-999"), &value));
  g_assert_cmpfloat (value, ==, 0);
  g_assert_false (bo_json_get_double (bo_json_wrap ("1e999"), &value));
  g_assert_false (bo_json_get_double (bo_json_wrap ("\"1\""), &value));
  g_assert_false (bo_json_get_double (bo_json_wrap ("0x10"), &value));
  g_assert_cmpfloat (value, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/kind", test_kind);
  g_test_add_func ("/base/json/iterate", test_iterate);
  g_test_add_func ("/base/json/member", test_member);
  g_test_add_func ("/base/json/string", test_string);
  g_test_add_func ("/base/json/bool", test_bool);
  g_test_add_func ("/base/json/int64", test_int64);
  g_test_add_func ("/base/json/double", test_double);
  return g_test_run ();
}
