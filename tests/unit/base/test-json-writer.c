/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "bo-base.h"

static void
test_document (void)
{
  g_autoptr (BoJsonWriter) writer = bo_json_writer_new ();
  g_autofree char *text = NULL;
  size_t length;

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "a\"", "x\n");
  bo_json_writer_member_string (writer, "b", NULL);
  bo_json_writer_member_int (writer, "c", INT64_MIN);
  bo_json_writer_member_bool (writer, "d", true);
  bo_json_writer_member_raw (writer, "e", "{\"x\": 1.10}");
  bo_json_writer_member_raw (writer, "f", NULL);
  bo_json_writer_key (writer, "g");
  bo_json_writer_begin_array (writer);
  bo_json_writer_begin_array (writer);
  bo_json_writer_end_array (writer);
  bo_json_writer_double (writer, 0.1);
  bo_json_writer_null (writer);
  bo_json_writer_raw (writer, "12345", 2);
  bo_json_writer_begin_object (writer);
  bo_json_writer_end_object (writer);
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  g_assert_cmpuint (bo_json_writer_length (writer), >, 0);
  text = bo_json_writer_end (g_steal_pointer (&writer), &length);
  g_assert_cmpstr (text, ==,
                   "{\"a\\\"\":\"x\\n\",\"b\":null,\"c\":-9223372036854775808,\"d\":true,"
                   "\"e\":{\"x\": 1.10},\"f\":null,\"g\":[[],0.1,null,12,{}]}");
  g_assert_cmpuint (length, ==, strlen (text));
}

static void
test_unfinished (void)
{
  g_autoptr (BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "a");
}

static void
check_quote (const char *string, const char *expected)
{
  g_autofree char *quoted = bo_json_quote (string);

  g_assert_cmpstr (quoted, ==, expected);
  g_assert_true (bo_json_scan (quoted, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
}

static void
test_quote (void)
{
  check_quote ("", "\"\"");
  check_quote (NULL, "null");
  check_quote ("/\"\\\b\f\n\r\t\x01\x1f\x7f", "\"/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"");
  check_quote ("\xc3\xa9\xf0\x9f\x8f\xa0", "\"\xc3\xa9\xf0\x9f\x8f\xa0\"");
  check_quote ("\xed\x9f\xbf\xed\x95\x9c", "\"\xed\x9f\xbf\xed\x95\x9c\"");
  check_quote ("a\xff" "b", "\"a\xef\xbf\xbd" "b\"");
}

static void
check_quote_round_trip (void)
{
  char bytes[17] = { 0 };
  g_autofree char *quoted = NULL;
  g_autofree char *valid = NULL;

  for (size_t i = 0; i < sizeof bytes - 1; i++)
    bytes[i] = (char) g_test_rand_int_range (g_test_rand_bit () ? 1 : 0xc0, 256);
  valid = g_utf8_make_valid (bytes, -1);
  quoted = bo_json_quote (bytes);
  g_assert_true (bo_json_scan (quoted, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
  g_assert_true (bo_json_string_is (bo_json_wrap (quoted), valid));
}

static void
test_quote_round_trip (void)
{
  for (int i = 0; i < 10000; i++)
    check_quote_round_trip ();
}

static void
test_double (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } samples[] = {
    { 0.1, "0.1" }, { 80, "80" }, { -2.5, "-2.5" }, { 0.1 + 0.2, "0.30000000000000004" }, { 1e300, "1e+300" },
    { NAN, "null" }, { INFINITY, "null" }, { -INFINITY, "null" }, { 5e-324, "4.94065645841247e-324" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *text = bo_json_from_double (samples[i].value);

      g_assert_cmpstr (text, ==, samples[i].text);
    }
  for (int i = 0; i < 10000; i++)
    {
      double value = ldexp (g_test_rand_double () - 0.5, g_test_rand_int_range (-1000, 1000)), read;
      g_autofree char *text = bo_json_from_double (value);

      g_assert_true (bo_json_get_double (bo_json_wrap (text), &read));
      g_assert_true (read == value);
    }
}

static void
test_unbalanced (void)
{
  if (g_test_subprocess ())
    {
      BoJsonWriter *writer = bo_json_writer_new ();

      bo_json_writer_begin_object (writer);
      bo_json_writer_int (writer, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/writer/document", test_document);
  g_test_add_func ("/base/json/writer/unfinished", test_unfinished);
  g_test_add_func ("/base/json/writer/quote", test_quote);
  g_test_add_func ("/base/json/writer/quote-round-trip", test_quote_round_trip);
  g_test_add_func ("/base/json/writer/double", test_double);
  g_test_add_func ("/base/json/writer/unbalanced", test_unbalanced);
  return g_test_run ();
}
