/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-cli-output.h"

static void
assert_plain (const char *text, const char *expected)
{
  g_autofree char *plain = _bo_cli_plain (text);

  g_assert_cmpstr (plain, ==, expected);
}

static void
test_plain (void)
{
  assert_plain ("Küche · 21,5 °C 客厅", "Küche · 21,5 °C 客厅");
  assert_plain ("a\033[2Jb\nc\td\x7f", "a\\u001b[2Jb\\u000ac\\u0009d\\u007f");
  assert_plain ("\xc2\x9b" "31m", "\\u009b31m");
  assert_plain ("open\xe2\x80\xae" "dekcol", "open\\u202edekcol");
  assert_plain ("a\xff" "b", "a\xef\xbf\xbd" "b");
}

static void
test_width (void)
{
  g_assert_cmpint (_bo_cli_width ("abc"), ==, 3);
  g_assert_cmpint (_bo_cli_width ("客厅"), ==, 4);
  g_assert_cmpint (_bo_cli_width ("e\xcc\x81"), ==, 1);
}

static void
test_table (void)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("Room", "Zone", "Id", NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  _bo_cli_table_add (table, "客厅");
  _bo_cli_table_add (table, NULL);
  _bo_cli_table_add (table, "r1");
  _bo_cli_table_add (table, "A\nB");
  _bo_cli_table_take (table, g_strdup ("Upstairs"));
  _bo_cli_table_add (table, "r2");
  _bo_cli_table_finish (table, out);
  g_assert_cmpstr (out->str, ==,
                   "ROOM      ZONE      ID\n"
                   "客厅      —         r1\n"
                   "A\\u000aB  Upstairs  r2\n");
}

static void
test_table_empty (void)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("Room", NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  _bo_cli_table_finish (table, out);
  g_assert_cmpstr (out->str, ==, "");
}

static void
test_table_pairs (void)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("", "", NULL);
  g_autoptr (GString) out = g_string_new (NULL);

  _bo_cli_table_pair (table, "Hub", NULL);
  _bo_cli_table_pair (table, "Waiting", "3");
  _bo_cli_table_finish (table, out);
  g_assert_cmpstr (out->str, ==, "Hub      —\nWaiting  3\n");
}

static void
test_time (void)
{
  g_autofree char *none = _bo_cli_time (0);
  g_autofree char *some = _bo_cli_time (INT64_C (1781516462581234));

  g_assert_cmpstr (none, ==, "—");
  g_assert_cmpstr (some, ==, "2026-06-15 09:41");
}

/* Content of somebody else's writing may span lines; the document is one all the same. */
static void
test_json_one_line (void)
{
  BoJsonWriter *json = bo_json_writer_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  BoJson document;

  bo_json_writer_begin_object (json);
  bo_json_writer_member_raw (json, "content", "{\n  \"a\":\r\n\"b\\n\"}");
  _bo_cli_json_time (json, "when", INT64_C (1781516462581234));
  _bo_cli_json_time (json, "never", 0);
  bo_json_writer_end_object (json);
  _bo_cli_json_finish (json, out);
  g_assert_cmpstr (out->str, ==,
                   "{\"content\":{   \"a\":  \"b\\n\"},\"when\":\"2026-06-15T09:41:02.581234+00:00\",\"never\":null}\n");
  bo_json_scan (out->str, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/output/plain", test_plain);
  g_test_add_func ("/cli/output/width", test_width);
  g_test_add_func ("/cli/output/table", test_table);
  g_test_add_func ("/cli/output/table-empty", test_table_empty);
  g_test_add_func ("/cli/output/table-pairs", test_table_pairs);
  g_test_add_func ("/cli/output/time", test_time);
  g_test_add_func ("/cli/output/json-one-line", test_json_one_line);
  return g_test_run ();
}
