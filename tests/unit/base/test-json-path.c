/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bo-base.h"

static void
test_append_split (void)
{
  static const char *const segments[] = { "a", "", "a/b", "~1", "~", "=x/y", "0", "-", "\xc3\xa9" };
  g_autofree char *path = g_strdup ("");
  g_auto (GStrv) split = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      char *longer = bo_json_path_append (path, segments[i]);

      g_assert_true (bo_json_path_covers (path, longer));
      g_free (path);
      path = longer;
    }
  g_assert_cmpstr (path, ==, "/a//a~1b/~01/~0/=x~1y/0/-/\xc3\xa9");
  split = bo_json_path_split (path);
  g_assert_cmpuint (g_strv_length (split), ==, G_N_ELEMENTS (segments));
  for (size_t i = 0; i < G_N_ELEMENTS (segments); i++)
    g_assert_cmpstr (split[i], ==, segments[i]);
}

static void
test_split_edges (void)
{
  g_auto (GStrv) whole = bo_json_path_split ("");
  g_auto (GStrv) empty = bo_json_path_split ("/");

  g_assert_cmpuint (g_strv_length (whole), ==, 0);
  g_assert_cmpuint (g_strv_length (empty), ==, 1);
  g_assert_cmpstr (empty[0], ==, "");
  g_assert_null (bo_json_path_split ("a"));
  g_assert_null (bo_json_path_split ("/a~"));
  g_assert_null (bo_json_path_split ("/~2"));
}

static void
test_covers (void)
{
  g_assert_true (bo_json_path_covers ("", ""));
  g_assert_true (bo_json_path_covers ("", "/a"));
  g_assert_true (bo_json_path_covers ("/a", "/a"));
  g_assert_true (bo_json_path_covers ("/a", "/a/b"));
  g_assert_false (bo_json_path_covers ("/a", "/ab"));
  g_assert_false (bo_json_path_covers ("/a/b", "/a"));
  g_assert_false (bo_json_path_covers ("/b", "/a/b"));
}

static void
check_at (const char *path, const char *expected)
{
  BoJson value = bo_json_wrap ("{\"s\":[{\"id\":\"x\",\"v\":[5]},{\"id\":\"y/\",\"v\":6},7,{\"id\":\"x\",\"v\":8}],"
                               "\"=x\":9,\"0\":10,\"\":11}");
  g_autofree char *text = bo_json_dup (bo_json_at (value, path));

  g_test_message ("%s", path);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_at (void)
{
  check_at ("/s/=x/v/0", "5");
  check_at ("/s/=y~1/v", "6");
  check_at ("/s/2", "7");
  check_at ("/=x", "9");
  check_at ("/0", "10");
  check_at ("/", "11");
  check_at ("/s/=z", NULL);
  check_at ("/s/02", NULL);
  check_at ("/s/4", NULL);
  check_at ("/s/-", NULL);
  check_at ("/s/-1", NULL);
  check_at ("/s/99999999999999999999", NULL);
  check_at ("/s/x", NULL);
  check_at ("/=x/a", NULL);
  check_at ("s", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/path/append-split", test_append_split);
  g_test_add_func ("/base/json/path/split-edges", test_split_edges);
  g_test_add_func ("/base/json/path/covers", test_covers);
  g_test_add_func ("/base/json/path/at", test_at);
  return g_test_run ();
}
