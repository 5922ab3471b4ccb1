/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "bo-base.h"

static void
check_diff (const char *before, const char *after, const char *expected)
{
  g_autoptr (GPtrArray) changes = bo_json_diff (bo_json_wrap (before), bo_json_wrap (after));
  g_autoptr (GString) said = g_string_new (NULL);

  for (unsigned int i = 0; i < changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (changes, i);

      g_string_append_printf (said, "%s%s: %s -> %s", i > 0 ? "; " : "", change->path,
                              change->before != NULL ? change->before : "-",
                              change->after != NULL ? change->after : "-");
    }
  g_assert_cmpstr (said->str, ==, expected);
}

static void
test_objects (void)
{
  check_diff ("{\"a\":1,\"b\":2}", "{ \"b\":2.0, \"a\":1 }", "");
  check_diff ("{\"a\":1,\"x\":0,\"b\":2}", "{\"n\":[],\"b\":3,\"a\":1}", "/n: - -> []; /b: 2 -> 3; /x: 0 -> -");
  check_diff ("{\"a\":{\"b\":{\"c\":1}}}", "{\"a\":{\"b\":{\"c\":null}}}", "/a/b/c: 1 -> null");
  check_diff ("{\"a/b\":1}", "{\"a/b\":2}", "/a~1b: 1 -> 2");
  check_diff ("{\"a\":{}}", "{\"a\":[]}", "/a: {} -> []");
  check_diff ("{\"a\":1,\"a\":2}", "{\"a\":2}", "");
  check_diff ("{\"\\u0000\":1}", "{\"\\u0000\":2}", ": {\"\\u0000\":1} -> {\"\\u0000\":2}");
  check_diff ("1", "1.0", "");
  check_diff ("1", "2", ": 1 -> 2");
  check_diff ("", "2", ": - -> 2");
  check_diff ("2", "", ": 2 -> -");
  check_diff ("", "", "");
}

static void
test_arrays (void)
{
  check_diff ("[1,2]", "[2,1]", ": [1,2] -> [2,1]");
  check_diff ("[{\"id\":\"x\"},{\"id\":\"y\"}]", "[{\"id\":\"y\"},{\"id\":\"x\"}]", "");
  check_diff ("[{\"id\":\"x\",\"v\":1},{\"id\":\"y\"}]", "[{\"id\":\"z\"},{\"id\":\"x\",\"v\":2}]",
              "/=z: - -> {\"id\":\"z\"}; /=x/v: 1 -> 2; /=y: {\"id\":\"y\"} -> -");
  check_diff ("[]", "[{\"id\":\"z\"}]", "/=z: - -> {\"id\":\"z\"}");
  check_diff ("[{\"id\":\"x\"},{\"id\":\"x\"}]", "[{\"id\":\"x\"}]",
              ": [{\"id\":\"x\"},{\"id\":\"x\"}] -> [{\"id\":\"x\"}]");
  check_diff ("[{\"id\":1}]", "[{\"id\":2}]", ": [{\"id\":1}] -> [{\"id\":2}]");
  check_diff ("[{\"id\":\"x\"},1]", "[{\"id\":\"x\"},2]", ": [{\"id\":\"x\"},1] -> [{\"id\":\"x\"},2]");
}

static void
write_random (BoJsonWriter *writer, int depth)
{
  static const char *const keys[] = { "a", "b", "c/d", "~", "=e", "0" };
  int kind = g_test_rand_int_range (0, depth > 0 ? 5 : 3);

  if (kind == 0)
    bo_json_writer_int (writer, g_test_rand_int_range (0, 3));
  else if (kind == 1)
    bo_json_writer_string (writer, keys[g_test_rand_int_range (0, 2)]);
  else if (kind == 2)
    bo_json_writer_null (writer);
  else if (kind == 3)
    {
      bo_json_writer_begin_array (writer);
      for (int n = g_test_rand_int_range (0, 3); n > 0; n--)
        write_random (writer, depth - 1);
      bo_json_writer_end_array (writer);
    }
  else
    {
      bo_json_writer_begin_object (writer);
      for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
        if (g_test_rand_bit ())
          {
            bo_json_writer_key (writer, keys[i]);
            write_random (writer, depth - 1);
          }
      bo_json_writer_end_object (writer);
    }
}

/* An element list whose ids ascend, so that its order is always the same. */
static void
write_elements (BoJsonWriter *writer)
{
  bo_json_writer_begin_array (writer);
  for (int i = 0; i < 4; i++)
    if (g_test_rand_bit ())
      {
        char id[] = { (char) ('p' + i), '/', '\0' };

        bo_json_writer_begin_object (writer);
        bo_json_writer_member_string (writer, "id", id);
        bo_json_writer_key (writer, "v");
        write_random (writer, 3);
        bo_json_writer_end_object (writer);
      }
  bo_json_writer_end_array (writer);
}

static char *
random_document (void)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "s");
  write_elements (writer);
  bo_json_writer_key (writer, "t");
  write_random (writer, 4);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (writer, NULL);
}

static char *
apply (const char *text, GPtrArray *changes)
{
  char *result = g_strdup (text);

  for (unsigned int i = 0; i < changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (changes, i);
      g_autoptr (GError) error = NULL;
      char *next = change->after != NULL ? bo_json_set (result, change->path, change->after, &error)
                                         : bo_json_remove (result, change->path, &error);

      g_assert_no_error (error);
      g_free (result);
      result = next;
    }
  return result;
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *before = random_document ();
      g_autofree char *after = random_document ();
      g_autoptr (GPtrArray) changes = bo_json_diff (bo_json_wrap (before), bo_json_wrap (after));
      g_autofree char *applied = apply (before, changes);
      g_autoptr (GPtrArray) rest = bo_json_diff (bo_json_wrap (applied), bo_json_wrap (after));

      g_test_message ("%s\n%s\n%s", before, after, applied);
      g_assert_true (bo_json_scan (applied, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
      g_assert_cmpuint (rest->len, ==, 0);
      g_assert_true (bo_json_equal (bo_json_member (bo_json_wrap (applied), "t"),
                                    bo_json_member (bo_json_wrap (after), "t")));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/diff/objects", test_objects);
  g_test_add_func ("/base/json/diff/arrays", test_arrays);
  g_test_add_func ("/base/json/diff/round-trip", test_round_trip);
  return g_test_run ();
}
