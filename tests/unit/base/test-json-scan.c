/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "bo-base.h"

typedef struct
{
  const char *text;
  gssize      length; /* 0: to the NUL */
} Sample;

static bool
scan (Sample sample, BoJsonScanFlags flags)
{
  g_autoptr (GError) error = NULL;
  gssize length = sample.length != 0 ? sample.length : -1;
  bool valid = bo_json_scan (sample.text, length, 8, flags, NULL, &error);

  if (valid)
    g_assert_no_error (error);
  else
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == BO_ERROR);
      g_assert_true (g_str_has_prefix (error->message, "The JSON text could not be read: "));
      g_assert_nonnull (strstr (error->message, ". The fault is at byte "));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  return valid;
}

/* Which it was, in words that TAP can have. */
static void
tell (const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%s", escaped);
}

static void
test_accepts (void)
{
  static const Sample samples[] = {
    { "null" }, { "true" }, { "false" }, { "0" }, { "-0" }, { "-0.0e-0" }, { "12.5E+7" }, { "1e5" },
    { "\"\"" }, { " \t\r\n[ ] " }, { "{}" }, { "[1,2 , 3]" }, { "{\"a\":{\"b\":[]},\"a\":1}" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"" }, { "\"\\ud83d\\uDE00\"" },
    { "\"h\xc3\xa9 \xe2\x82\xac \xf0\x9f\x8f\xa0 \xef\xbf\xbe \xef\xbf\xbf \xf4\x8f\xbf\xbf \x7f\"" },
    { "[[[[[[[[1]]]]]]]]" }, { "{\"\":\"\"}" }, { "1,", 1 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      tell (samples[i].text);
      g_assert_true (scan (samples[i], BO_JSON_SCAN_STRICT));
      g_assert_true (scan (samples[i], BO_JSON_SCAN_LAX_STRINGS));
    }
}

static void
test_rejects_grammar (void)
{
  static const Sample samples[] = {
    { "" }, { " " }, { "\xef\xbb\xbf{}" }, { "nul" }, { "nulll" }, { "NaN" }, { "Infinity" }, { "+1" },
    { "01" }, { "-" }, { "-01" }, { ".5" }, { "1." }, { "1.e1" }, { "1e" }, { "1e+" }, { "0x1" }, { "1 2" },
    { "{} {}" }, { "[1,]" }, { "[,1]" }, { "[1 2]" }, { "[" }, { "]" }, { "[1}" }, { "{\"a\":1]" },
    { "{\"a\"}" }, { "{\"a\":}" }, { "{\"a\":1,}" }, { "{,}" }, { "{a:1}" }, { "{'a':1}" }, { "'a'" },
    { "{\"a\" 1}" }, { "{1:1}" }, { "[1]]" }, { "// c\n1" }, { "/**/1" }, { "\"a" }, { "\"a\\" }, { "\"a\\\"" },
    { "[\"a]" }, { "\f1" }, { "1\v" }, { "\xc2\xa0" "1" }, { "1\0", 2 }, { "[1\0]", 4 }, { "\0", 1 }, { "True" },
    { "tru" }, { "{\"a\":1 \"b\":2}" }, { "{\"a\"::1}" }, { "[1:2]" }, { "--1" }, { "1e5.5" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      tell (samples[i].text);
      g_assert_false (scan (samples[i], BO_JSON_SCAN_STRICT));
      g_assert_false (scan (samples[i], BO_JSON_SCAN_LAX_STRINGS));
    }
}

static void
test_rejects_strings (void)
{
  static const Sample samples[] = {
    { "\"\x01\"" }, { "\"\n\"" }, { "\"\t\"" }, { "\"\x1f\"" }, { "\"a\0b\"", 5 }, { "\"\\u0000\"" },
    { "\"\\x41\"" }, { "\"\\u12\"" }, { "\"\\u12g4\"" }, { "\"\\'\"" }, { "\"\\U0041\"" },
    { "\"\\ud800\"" }, { "\"\\udc00\"" }, { "\"\\ud800\\ud800\"" }, { "\"\\ud800x\"" }, { "\"\\ud800\\n\"" },
    { "\"\x80\"" }, { "\"\xc3\"" }, { "\"\xc0\x80\"" }, { "\"\xc1\xbf\"" }, { "\"\xe0\x80\x80\"" },
    { "\"\xe0\x9f\xbf\"" }, { "\"\xed\xa0\x80\"" }, { "\"\xed\xbf\xbf\"" }, { "\"\xf0\x8f\xbf\xbf\"" },
    { "\"\xf4\x90\x80\x80\"" }, { "\"\xf5\x80\x80\x80\"" }, { "\"\xff\"" }, { "\"\xe2\x82\"" },
    { "{\"\\u0000\":1}" }, { "{\"\xff\":1}" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      tell (samples[i].text);
      g_assert_false (scan (samples[i], BO_JSON_SCAN_STRICT));
      g_assert_true (scan (samples[i], BO_JSON_SCAN_LAX_STRINGS));
    }
}

static void
test_truncated (void)
{
  static const char text[] = "{\"a\":[1.5e3,true,null,\"\\u00e9\\ud83d\\ude00\xf0\x9f\x8f\xa0\"],\"b\":{}}";

  /* in a block of exactly that size, so that a byte read too far is found by a checker */
  for (size_t length = 0; length < strlen (text); length++)
    {
      g_autofree char *cut = g_memdup2 (text, length);

      g_assert_false (bo_json_scan (cut, (gssize) length, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
      g_assert_false (bo_json_scan (cut, (gssize) length, 0, BO_JSON_SCAN_LAX_STRINGS, NULL, NULL));
    }
  g_assert_true (bo_json_scan (text, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
}

static char *
nested (size_t depth)
{
  GString *text = g_string_new (NULL);

  for (size_t i = 0; i < depth; i++)
    g_string_append (text, i % 3 == 0 ? "{\"a\":" : "[");
  g_string_append (text, "0");
  for (size_t i = depth; i-- > 0;)
    g_string_append_c (text, i % 3 == 0 ? '}' : ']');
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  for (size_t depth = 1; depth < 300; depth++)
    {
      g_autofree char *text = nested (depth);
      g_autoptr (GError) error = NULL;

      g_assert_true (bo_json_scan (text, -1, depth, BO_JSON_SCAN_STRICT, NULL, NULL));
      g_assert_true (bo_json_scan (text, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
      if (depth == 1)
        continue;
      g_assert_false (bo_json_scan (text, -1, depth - 1, BO_JSON_SCAN_STRICT, NULL, &error));
      g_assert_error (error, BO_ERROR, BO_ERROR_TOO_LARGE);
      g_assert_true (bo_json_scan (text, -1, depth - 1, BO_JSON_SCAN_LAX_STRINGS, NULL, NULL));
    }
  g_assert_true (bo_json_scan ("1", -1, 1, BO_JSON_SCAN_STRICT, NULL, NULL));
}

static void
test_very_deep (void)
{
  g_autofree char *text = nested (100000);
  g_autofree char *canonical = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *other = g_strconcat (" ", text, NULL);
  BoJson document;

  g_assert_true (bo_json_scan (text, -1, 0, BO_JSON_SCAN_STRICT, &document, NULL));
  g_assert_cmpuint (document.length, ==, strlen (text));
  g_assert_true (bo_json_equal (document, bo_json_wrap (other)));
  canonical = bo_json_canonical (document);
  g_assert_cmpstr (canonical, ==, text);
  strchr (other, '0')[0] = '1';
  g_assert_false (bo_json_equal (document, bo_json_wrap (other)));
  changes = bo_json_diff (document, bo_json_wrap (other));
  g_assert_cmpuint (changes->len, ==, 1);
}

static void
test_document (void)
{
  static const char text[] = " \n{\"a\": 1} \t";
  g_autoptr (GError) error = NULL;
  BoJson document;

  g_assert_true (bo_json_scan (text, -1, 0, BO_JSON_SCAN_STRICT, &document, NULL));
  g_assert_true (document.text == text + 2);
  g_assert_cmpuint (document.length, ==, 8);
  g_assert_false (bo_json_scan ("[1,x]", -1, 0, BO_JSON_SCAN_STRICT, &document, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "The JSON text could not be read: a value is missing. The fault is at byte 3.");
  g_assert_cmpuint (bo_json_scan_offset ("[1,x]", -1, 0, BO_JSON_SCAN_STRICT), ==, 3);
  g_assert_cmpuint (bo_json_scan_offset ("[1,2]", 3, 0, BO_JSON_SCAN_STRICT), ==, 3);
  g_assert_cmpuint (bo_json_scan_offset ("[1,2]", -1, 0, BO_JSON_SCAN_STRICT), ==, 5);
  g_assert_cmpuint (document.length, ==, 0);
}

static void
check_fixture (const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = NULL;
  g_autofree char *canonical = NULL;
  g_autoptr (GError) error = NULL;
  size_t length;
  BoJson document;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_test_message ("%s", name);
  bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bo_json_kind (document), ==, BO_JSON_KIND_OBJECT);
  g_assert_cmpuint (bo_json_size (document), >, 0);
  canonical = bo_json_canonical (document);
  g_assert_true (bo_json_equal (document, bo_json_wrap (canonical)));
}

static void
test_fixtures (void)
{
  g_autofree char *directory = g_test_build_filename (G_TEST_DIST, "fixtures", "wire", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (directory, 0, &error);
  const char *name;
  int count = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        check_fixture (directory, name);
        count++;
      }
  g_assert_cmpint (count, >, 40);
}

/* Whatever the bytes are, scanning and reading them ends, and what the strict scan takes
   json text is made of. */
static void
test_noise (void)
{
  static const char alphabet[] = "{}[]\",:\\u0dD8aeE+-.1tfn \xc3\xa9\xed\xa0";

  for (int round = 0; round < 20000; round++)
    {
      int length = g_test_rand_int_range (0, 24);
      g_autofree char *text = g_malloc ((size_t) length + 1);
      g_autofree char *canonical = NULL;
      g_autofree char *said = NULL;
      BoJson all = { text, (size_t) length };

      for (int i = 0; i < length; i++)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      text[length] = '\0';
      if (bo_json_scan (text, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL))
        g_assert_true (bo_json_scan (text, -1, 0, BO_JSON_SCAN_LAX_STRINGS, NULL, NULL));
      g_assert_true (bo_json_equal (all, all));
      canonical = bo_json_canonical (all);
      said = bo_json_dup_string (all);
      g_assert_true (said == NULL || g_utf8_validate (said, -1, NULL));
      bo_json_size (all);
      bo_json_at (all, "/a/0/=a");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/scan/accepts", test_accepts);
  g_test_add_func ("/base/json/scan/rejects-grammar", test_rejects_grammar);
  g_test_add_func ("/base/json/scan/rejects-strings", test_rejects_strings);
  g_test_add_func ("/base/json/scan/truncated", test_truncated);
  g_test_add_func ("/base/json/scan/depth", test_depth);
  g_test_add_func ("/base/json/scan/very-deep", test_very_deep);
  g_test_add_func ("/base/json/scan/document", test_document);
  g_test_add_func ("/base/json/scan/fixtures", test_fixtures);
  g_test_add_func ("/base/json/scan/noise", test_noise);
  return g_test_run ();
}
