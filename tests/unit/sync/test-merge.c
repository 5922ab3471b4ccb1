/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-merge.h"

#include <string.h>

/* The field-level merge (PROTOCOL §5): cases, then properties over random documents. */

static int64_t
time_cb (const char *path, gpointer data)
{
  return *(int64_t *) data;
}

static char *
merge (const char *base, const char *mine, const char *theirs, int64_t mine_us, int64_t theirs_us, GPtrArray **paths)
{
  g_autoptr(GError) error = NULL;
  char *result = bo_merge (base, mine, theirs, "m", "t", time_cb, &mine_us, theirs_us, paths, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_json (const char *text, const char *expected)
{
  if (!bo_json_equal (bo_json_wrap (text), bo_json_wrap (expected)))
    g_error ("%s instead of %s", text, expected);
}

static void
test_cases (void)
{
  static const struct { const char *base, *mine, *theirs, *result; int64_t mine_us; unsigned int overlaps; } cases[] = {
    { "{\"a\":1,\"b\":1}", "{\"a\":2,\"b\":1}", "{\"a\":1,\"b\":3}", "{\"a\":2,\"b\":3}", 0, 0 },
    { "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":3}", 0, 1 },
    { "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":2}", 9, 1 },
    { "{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":3}", 5, 1 }, /* a tie: "t" is the greater version */
    { "{\"a\":1}", "{\"a\":2}", "{\"a\":2.0}", "{\"a\":2}", 0, 0 },
    { "{\"a\":1}", "{}", "{\"a\":1,\"k\":[1]}", "{\"k\":[1]}", 0, 0 },
    { "{\"s\":[{\"id\":\"x\",\"v\":1},{\"id\":\"y\",\"v\":1}]}", "{\"s\":[{\"id\":\"y\",\"v\":2},{\"id\":\"x\",\"v\":1}]}",
      "{\"s\":[{\"id\":\"x\",\"v\":3},{\"id\":\"y\",\"v\":1}]}", "{\"s\":[{\"id\":\"x\",\"v\":3},{\"id\":\"y\",\"v\":2}]}", 0, 0 },
    /* services and characteristics without ids go by their types, wherever they stand */
    { "{\"s\":[{\"service_type\":\"fan\",\"v\":1},{\"service_type\":\"lightbulb\",\"v\":1}]}",
      "{\"s\":[{\"service_type\":\"lightbulb\",\"v\":2},{\"service_type\":\"fan\",\"v\":1}]}",
      "{\"s\":[{\"service_type\":\"fan\",\"v\":3},{\"service_type\":\"lightbulb\",\"v\":1}]}",
      "{\"s\":[{\"service_type\":\"fan\",\"v\":3},{\"service_type\":\"lightbulb\",\"v\":2}]}", 0, 0 },
    { "{\"s\":[{\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"value\":0},"
      "{\"characteristic_type\":\"name\",\"value\":0}]}]}",
      "{\"s\":[{\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"value\":1},"
      "{\"characteristic_type\":\"name\",\"value\":0}]}]}",
      "{\"s\":[{\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"value\":0},"
      "{\"characteristic_type\":\"name\",\"value\":2}]}]}",
      "{\"s\":[{\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"value\":1},"
      "{\"characteristic_type\":\"name\",\"value\":2}]}]}", 0, 0 },
    /* two of one type have no names: the whole array is decided */
    { "{\"s\":[{\"service_type\":\"fan\"},{\"service_type\":\"fan\",\"v\":1}]}",
      "{\"s\":[{\"service_type\":\"fan\"},{\"service_type\":\"fan\",\"v\":2}]}",
      "{\"s\":[{\"service_type\":\"fan\",\"v\":3},{\"service_type\":\"fan\",\"v\":1}]}",
      "{\"s\":[{\"service_type\":\"fan\",\"v\":3},{\"service_type\":\"fan\",\"v\":1}]}", 0, 1 },
    { "{\"o\":{\"a\":1,\"b\":1}}", "{\"o\":{\"a\":2,\"b\":1}}", "{}", "{}", 0, 1 },
    { "{\"o\":{\"a\":1,\"b\":1}}", "{\"o\":{\"a\":2,\"b\":1}}", "{}", "{\"o\":{\"a\":2,\"b\":1}}", 9, 1 },
    { "{\"o\":{\"a\":1,\"b\":1}}", "{}", "{\"o\":{\"a\":2,\"b\":1}}", "{\"o\":{\"a\":2,\"b\":1}}", 0, 1 },
    { "{}", "{\"o\":{\"a\":1}}", "{\"o\":{\"b\":2}}", "{\"o\":{\"a\":1,\"b\":2}}", 0, 0 },
    { NULL, "{\"a\":1,\"x\":1}", "{\"a\":1,\"y\":2}", "{\"a\":1,\"x\":1,\"y\":2}", 0, 0 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) paths = NULL;
      g_autofree char *result = merge (cases[i].base, cases[i].mine, cases[i].theirs, cases[i].mine_us, 5, &paths);
      unsigned int overlaps = 0;

      assert_json (result, cases[i].result);
      for (unsigned int j = 0; j < paths->len; j++)
        overlaps += ((BoConflictPath *) g_ptr_array_index (paths, j))->overlap;
      g_assert_cmpuint (overlaps, ==, cases[i].overlaps);
    }
}

/* What neither side touched comes out byte for byte. */
static void
test_bytes (void)
{
  g_autofree char *result = merge ("{\"n\":0.10,\"a\":1,\"b\":1}", "{\"n\":0.10,\"a\":2,\"b\":1}",
                                   "{\"n\":0.10,\"a\":1,\"b\":12345678901234567890}", 0, 5, NULL);

  g_assert_nonnull (strstr (result, "0.10"));
  g_assert_nonnull (strstr (result, "12345678901234567890"));
}

/* A document of a few keys, each missing or one of @values values that begin at @first. */
static char *
draw (uint64_t seed, uint64_t stream, int first, int values)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  for (int key = 0; key < 6; key++)
    {
      g_autofree char *name = g_strdup_printf ("k%d", key);
      int value = (int) (bo_splitmix (seed, stream, (uint64_t) key) % (uint64_t) (values + 1));

      if (value < values)
        bo_json_writer_member_int (writer, name, first + value);
    }
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static void
test_random (void)
{
  for (uint64_t seed = 0; seed < 3000; seed++)
    {
      g_autofree char *base = draw (seed, 1, 0, 2), *mine = draw (seed, 2, 0, 4), *theirs = draw (seed, 3, 0, 4);
      int64_t mine_us = (int64_t) (bo_splitmix (seed, 4, 0) % 3), other_us = 1;
      g_autofree char *result = merge (base, mine, theirs, mine_us, other_us, NULL);
      g_autofree char *again = merge (base, result, theirs, mine_us, other_us, NULL);
      g_autofree char *mirrored = bo_merge (base, theirs, mine, "t", "m", time_cb, &other_us, mine_us, NULL, NULL);

      assert_json (again, result);
      assert_json (mirrored, result);
      for (int key = 0; key < 6; key++)
        {
          g_autofree char *path = g_strdup_printf ("/k%d", key);
          BoJson b = bo_json_at (bo_json_wrap (base), path), m = bo_json_at (bo_json_wrap (mine), path);
          BoJson t = bo_json_at (bo_json_wrap (theirs), path), r = bo_json_at (bo_json_wrap (result), path);

          g_assert_true (bo_json_equal (r, m) || bo_json_equal (r, t));
          if (bo_json_equal (b, t))
            g_assert_true (bo_json_equal (r, m));
          if (bo_json_equal (b, m))
            g_assert_true (bo_json_equal (r, t));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge/cases", test_cases);
  g_test_add_func ("/sync/merge/bytes", test_bytes);
  g_test_add_func ("/sync/merge/random", test_random);
  return g_test_run ();
}
