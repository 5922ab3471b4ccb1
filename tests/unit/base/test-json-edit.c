/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "bo-base.h"

static void
check_set (const char *text, const char *path, const char *value, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *result = bo_json_set (text, path, value, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, expected);
  g_assert_true (bo_json_scan (result, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
}

static void
check_set_fails (const char *text, const char *path, const char *value, BoError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bo_json_set (text, path, value, &error));
  g_assert_error (error, BO_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
check_remove (const char *text, const char *path, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *result = bo_json_remove (text, path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (result, ==, expected);
}

static void
test_set_replaces (void)
{
  check_set (" { \"a\" : 1.10 ,\n \"b\":[ 1 , 2 ]} ", "/b/1", " \"x\" ", " { \"a\" : 1.10 ,\n \"b\":[ 1 , \"x\" ]} ");
  check_set ("{\"a\":1,\"a\":2}", "/a", "3", "{\"a\":1,\"a\":3}");
  check_set ("{\"a\\u0062\":1}", "/ab", "2", "{\"a\\u0062\":2}");
  check_set ("{\"a/b\":{\"~\":0}}", "/a~1b/~0", "1", "{\"a/b\":{\"~\":1}}");
  check_set (" 1 ", "", "{}", " {} ");
  check_set ("[{\"id\":\"x\",\"v\":1},{\"id\":\"y\",\"v\":2}]", "/=y/v", "3",
             "[{\"id\":\"x\",\"v\":1},{\"id\":\"y\",\"v\":3}]");
  check_set ("{\"=y\":1,\"0\":2,\"-\":3}", "/=y", "4", "{\"=y\":4,\"0\":2,\"-\":3}");
  check_set ("{\"\":1}", "/", "2", "{\"\":2}");
}

/* A path that names an element stays true: what replaces it has the same name. */
static void
test_set_keeps_names (void)
{
  check_set ("[{\"id\":\"x\",\"v\":1}]", "/=x", "{\"v\":2,\"id\":\"x\"}", "[{\"v\":2,\"id\":\"x\"}]");
  check_set ("{\"=x\":1}", "/=x", "2", "{\"=x\":2}");
  check_set_fails ("[{\"id\":\"x\"}]", "/=x", "{\"id\":\"y\"}", BO_ERROR_INVALID_DATA);
  check_set_fails ("[{\"id\":\"x\"}]", "/=x", "7", BO_ERROR_INVALID_DATA);
}

static void
test_set_adds (void)
{
  check_set ("{}", "/a", "1", "{\"a\":1}");
  check_set ("{ }", "/a", "1", "{\"a\":1 }");
  check_set ("{\"a\": 1 }", "/b", "2", "{\"a\": 1,\"b\":2 }");
  check_set ("{\"a\":1}", "/b/c/d", "2", "{\"a\":1,\"b\":{\"c\":{\"d\":2}}}");
  check_set ("{}", "/a\"\n", "1", "{\"a\\\"\\n\":1}");
  check_set ("[]", "/-", "1", "[1]");
  check_set ("[1 ]", "/-", "2", "[1,2 ]");
  check_set ("[1]", "/-/a", "2", "[1,{\"a\":2}]");
  check_set ("[{\"id\":\"x\"}]", "/=y", "{\"id\":\"y\"}", "[{\"id\":\"x\"},{\"id\":\"y\"}]");
  check_set ("[]", "/=y/v/w", "1", "[{\"id\":\"y\",\"v\":{\"w\":1}}]");
  check_set ("[]", "/=y/id", "\"y\"", "[{\"id\":\"y\"}]");
  check_set ("{}", "/s/=a/c/=b/value", "1", "{\"s\":[{\"id\":\"a\",\"c\":[{\"id\":\"b\",\"value\":1}]}]}");
  check_set ("{}", "/=a", "1", "{\"=a\":1}");
}

static void
test_set_fails (void)
{
  check_set_fails ("{}", "a", "1", BO_ERROR_USAGE);
  check_set_fails ("{}", "/~2", "1", BO_ERROR_USAGE);
  check_set_fails ("{}", "/a", "", BO_ERROR_INVALID_DATA);
  check_set_fails ("{}", "/a", "1,\"b\":2", BO_ERROR_INVALID_DATA);
  check_set_fails ("{", "/a", "1", BO_ERROR_INVALID_DATA);
  check_set_fails ("{\"a\":1}", "/a/b", "1", BO_ERROR_INVALID_DATA);
  check_set_fails ("null", "/a", "1", BO_ERROR_INVALID_DATA);
  check_set_fails ("[1]", "/1", "1", BO_ERROR_NOT_FOUND);
  check_set_fails ("[1]", "/00", "1", BO_ERROR_NOT_FOUND);
  check_set_fails ("[1]", "/x", "1", BO_ERROR_NOT_FOUND);
  check_set_fails ("[]", "/=a", "1", BO_ERROR_INVALID_DATA);
  check_set_fails ("[]", "/=a", "{\"id\":\"b\"}", BO_ERROR_INVALID_DATA);
  check_set_fails ("[]", "/=a/id", "1", BO_ERROR_INVALID_DATA);
}

static char *
deep_path (int depth)
{
  GString *path = g_string_new (NULL);

  while (depth-- > 0)
    g_string_append (path, "/a");
  return g_string_free (path, FALSE);
}

static void
test_set_depth (void)
{
  g_autofree char *deepest = deep_path (BO_MAX_DEPTH + 2);
  g_autofree char *deeper = deep_path (BO_MAX_DEPTH + 3);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bo_json_set ("{}", deepest, "1", &error);

  g_assert_no_error (error);
  g_assert_true (bo_json_scan (text, -1, BO_MAX_DEPTH + 2, BO_JSON_SCAN_STRICT, NULL, NULL));
  check_set_fails ("{}", deepest, "[]", BO_ERROR_TOO_LARGE);
  check_set_fails ("{}", deeper, "1", BO_ERROR_TOO_LARGE);
}

static void
test_remove (void)
{
  check_remove ("{\"a\":1}", "/a", "{}");
  check_remove ("{ \"a\" : 1 }", "/a", "{  }");
  check_remove ("{\"a\":1 , \"b\":2 , \"c\":3}", "/a", "{\"b\":2 , \"c\":3}");
  check_remove ("{\"a\":1 , \"b\":2 , \"c\":3}", "/b", "{\"a\":1 , \"c\":3}");
  check_remove ("{\"a\":1 , \"b\":2 , \"c\":3 }", "/c", "{\"a\":1 , \"b\":2 }");
  check_remove ("{\"a\":1,\"b\":2,\"a\":3}", "/a", "{\"b\":2}");
  check_remove ("[1,2,3]", "/1", "[1,3]");
  check_remove ("[1,1,1]", "/0", "[1,1]");
  check_remove ("[{\"id\":\"x\"},{\"id\":\"y\"}]", "/=x", "[{\"id\":\"y\"}]");
  check_remove ("{\"a\":{\"b\":[0]}}", "/a/b/0", "{\"a\":{\"b\":[]}}");
  check_remove (" {\"a\":1} ", "/b/c", " {\"a\":1} ");
  check_remove ("[1]", "/-", "[1]");
}

static void
test_remove_fails (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bo_json_remove ("{}", "", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (bo_json_remove ("{", "/a", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_INVALID_DATA);
}

static const char *const segments[] = { "a", "b", "a/b", "~", "=a", "0", "-", "\xc3\xa9", "", "\"" };

static char *
random_path (void)
{
  char *path = g_strdup ("");
  int depth = g_test_rand_int_range (1, 5);

  while (depth-- > 0)
    {
      const char *segment = segments[g_test_rand_int_range (0, G_N_ELEMENTS (segments))];
      char *longer = bo_json_path_append (path, segment);

      g_free (path);
      path = longer;
    }
  return path;
}

/* An element put in the place of "=a" is found by that path again only if it has that id. */
static char *
random_value (const char *path)
{
  int number = g_test_rand_int_range (0, 1000);

  if (g_test_rand_bit () && !g_str_has_suffix (path, "/=a"))
    return g_strdup_printf ("%d", number);
  return g_strdup_printf ("{\"id\":\"a\",\"n\":%d}", number);
}

/* What was set is there, all else is as it was, and removing it leaves nothing there. */
static void
test_round_trip (void)
{
  for (int round = 0; round < 300; round++)
    {
      g_autofree char *text = g_strdup ("{\"keep\":1.10}");

      for (int step = 0; step < 20; step++)
        {
          g_autofree char *path = random_path ();
          g_autofree char *value = random_value (path);
          g_autofree char *changed = bo_json_set (text, path, value, NULL);
          g_autofree char *removed = NULL;
          g_autofree char *kept = NULL;

          if (changed == NULL)
            continue;
          g_assert_true (bo_json_scan (changed, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
          if (!g_str_has_suffix (path, "-") && strstr (path, "/-/") == NULL)
            {
              g_assert_true (bo_json_equal (bo_json_at (bo_json_wrap (changed), path), bo_json_wrap (value)));
              removed = bo_json_remove (changed, path, NULL);
              g_assert_true (bo_json_scan (removed, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
              g_assert_cmpuint (strlen (removed), <, strlen (changed));
            }
          kept = bo_json_dup (bo_json_at (bo_json_wrap (changed), "/keep"));
          g_assert_cmpstr (kept, ==, "1.10");
          g_free (text);
          text = g_steal_pointer (&changed);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/edit/set-replaces", test_set_replaces);
  g_test_add_func ("/base/json/edit/set-keeps-names", test_set_keeps_names);
  g_test_add_func ("/base/json/edit/set-adds", test_set_adds);
  g_test_add_func ("/base/json/edit/set-fails", test_set_fails);
  g_test_add_func ("/base/json/edit/set-depth", test_set_depth);
  g_test_add_func ("/base/json/edit/remove", test_remove);
  g_test_add_func ("/base/json/edit/remove-fails", test_remove_fails);
  g_test_add_func ("/base/json/edit/round-trip", test_round_trip);
  return g_test_run ();
}
