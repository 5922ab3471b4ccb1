/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-merge-align.h"
#include "bo-merge.h"

#include <string.h>

#include "shrink.h"

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
  /* what one side gave an id is what the other knows by its type */
  { "{\"s\":[{\"service_type\":\"fan\",\"v\":1,\"w\":1}]}", "{\"s\":[{\"service_type\":\"fan\",\"v\":2,\"w\":1}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":1,\"w\":3}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":2,\"w\":3}]}", 0, 0 },
  { "{\"s\":[{\"service_type\":\"fan\",\"v\":1,\"w\":1}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":1,\"w\":3}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"v\":2,\"w\":1}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":2,\"w\":3}]}", 0, 0 },
  { "{\"s\":[{\"id\":\"f\",\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"value\":0,\"w\":0}]}]}",
    "{\"s\":[{\"id\":\"f\",\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"value\":1,\"w\":0}]}]}",
    "{\"s\":[{\"id\":\"f\",\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"id\":\"c\","
    "\"value\":0,\"w\":2}]}]}",
    "{\"s\":[{\"id\":\"f\",\"service_type\":\"fan\",\"characteristics\":[{\"characteristic_type\":\"on\",\"id\":\"c\","
    "\"value\":1,\"w\":2}]}]}", 0, 0 },
  { "{\"s\":[]}", "{\"s\":[{\"service_type\":\"fan\",\"v\":1}]}", "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"w\":2}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":1,\"w\":2}]}", 0, 0 },
  /* two ids are two things, and nothing of either is lost */
  { "{\"s\":[]}", "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":1}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"y\",\"v\":2}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":1},{\"service_type\":\"fan\",\"id\":\"y\",\"v\":2}]}", 0, 0 },
  /* two of one type have no names: the whole array is decided */
  { "{\"s\":[{\"service_type\":\"fan\"},{\"service_type\":\"fan\",\"v\":1}]}",
    "{\"s\":[{\"service_type\":\"fan\"},{\"service_type\":\"fan\",\"v\":2}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"v\":3},{\"service_type\":\"fan\",\"v\":1}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"v\":3},{\"service_type\":\"fan\",\"v\":1}]}", 0, 1 },
  { "{\"o\":{\"a\":1,\"b\":1}}", "{\"o\":{\"a\":2,\"b\":1}}", "{}", "{}", 0, 1 },
  { "{\"o\":{\"a\":1,\"b\":1}}", "{\"o\":{\"a\":2,\"b\":1}}", "{}", "{\"o\":{\"a\":2,\"b\":1}}", 9, 1 },
  { "{\"o\":{\"a\":1,\"b\":1}}", "{}", "{\"o\":{\"a\":2,\"b\":1}}", "{\"o\":{\"a\":2,\"b\":1}}", 0, 1 },
  { "{}", "{\"o\":{\"a\":1}}", "{\"o\":{\"b\":2}}", "{\"o\":{\"a\":1,\"b\":2}}", 0, 0 },
  /* an array that only the sides have is as good as an empty one in the base */
  { "{}", "{\"s\":[{\"id\":\"x\",\"v\":1}]}", "{\"s\":[{\"id\":\"y\",\"v\":2}]}",
    "{\"s\":[{\"id\":\"x\",\"v\":1},{\"id\":\"y\",\"v\":2}]}", 0, 0 },
  { "{}", "{\"s\":[{\"id\":\"x\",\"v\":1}]}", "{\"s\":[{\"id\":\"x\",\"w\":2}]}",
    "{\"s\":[{\"id\":\"x\",\"v\":1,\"w\":2}]}", 0, 0 },
  { "{}", "{\"s\":[{\"id\":\"x\",\"v\":1,\"w\":1}]}", "{\"s\":[{\"id\":\"x\",\"v\":2,\"w\":1}]}",
    "{\"s\":[{\"id\":\"x\",\"v\":1,\"w\":1}]}", 9, 1 },
  { NULL, "{\"s\":[{\"id\":\"x\"}]}", "{\"s\":[{\"id\":\"y\"}]}", "{\"s\":[{\"id\":\"x\"},{\"id\":\"y\"}]}", 0, 0 },
  { "{}", "{\"s\":[{\"service_type\":\"fan\",\"v\":1,\"characteristics\":[{\"characteristic_type\":\"on\"}]}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"characteristics\":[{\"characteristic_type\":\"hue\"}]}]}",
    "{\"s\":[{\"service_type\":\"fan\",\"id\":\"x\",\"v\":1,\"characteristics\":[{\"characteristic_type\":\"on\"},"
    "{\"characteristic_type\":\"hue\"}]}]}", 0, 0 },
  { "{}", "{\"s\":[]}", "{\"s\":[{\"id\":\"y\"}]}", "{\"s\":[{\"id\":\"y\"}]}", 0, 0 },
  /* but not where what stands in it has no names, or two have one, or something else stood there */
  { "{}", "{\"s\":[\"x\"]}", "{\"s\":[\"y\"]}", "{\"s\":[\"y\"]}", 0, 1 },
  { "{}", "{\"s\":[\"x\"]}", "{\"s\":[{\"id\":\"y\"}]}", "{\"s\":[\"x\"]}", 9, 1 },
  { "{}", "{\"s\":[{\"id\":\"x\"},{\"id\":\"x\"}]}", "{\"s\":[{\"id\":\"y\"}]}", "{\"s\":[{\"id\":\"y\"}]}", 0, 1 },
  { "{\"s\":null}", "{\"s\":[{\"id\":\"x\"}]}", "{\"s\":[{\"id\":\"y\"}]}", "{\"s\":[{\"id\":\"y\"}]}", 0, 1 },
  { "{}", "{\"s\":[{\"id\":\"x\"}]}", "{\"s\":{\"id\":\"y\"}}", "{\"s\":{\"id\":\"y\"}}", 0, 1 },
  { NULL, "{\"a\":1,\"x\":1}", "{\"a\":1,\"y\":2}", "{\"a\":1,\"x\":1,\"y\":2}", 0, 0 },
};

static void
test_cases (void)
{
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

/* Arrays come out in one order, whoever of the two merges. */
static void
test_order (void)
{
#define X "{\"id\":\"x\"}"
#define Y "{\"id\":\"y\"}"
#define Z "{\"id\":\"z\"}"
#define NEW "{\"id\":\"new\"}"
  static const struct { const char *base, *mine, *theirs, *result; } orders[] = {
    { "{}", "{\"s\":[" X "," Y "]}", "{\"s\":[" Z "," Y "]}", "{\"s\":[" X "," Y "," Z "]}" },
    { "{\"s\":[" X "]}", "{\"s\":[" X "," Y "]}", "{\"s\":[" Z "," X "]}", "{\"s\":[" X "," Y "," Z "]}" },
    /* what one side alone brings in stays where that side put it */
    { "{\"s\":[" X "," Y "]}", "{\"s\":[" X "," NEW "," Y "]}", "{\"s\":[" X "," Y "],\"a\":1}",
      "{\"s\":[" X "," NEW "," Y "],\"a\":1}" },
    { "{\"s\":[" X "," Y "]}", "{\"s\":[" X "," Y "],\"a\":1}", "{\"s\":[" NEW "," X "," Y "]}",
      "{\"s\":[" NEW "," X "," Y "],\"a\":1}" },
    { "{\"s\":[" X "," Y "]}", "{\"s\":[" Y "]}", "{\"s\":[" X "," NEW "," Y "]}", "{\"s\":[" NEW "," Y "]}" },
    { "{\"o\":[{\"id\":\"o\",\"s\":[" X "]}]}", "{\"o\":[{\"id\":\"o\",\"s\":[" Y "," X "]}," X "]}",
      "{\"o\":[" Z ",{\"id\":\"o\",\"s\":[" Z "," X "]}]}",
      "{\"o\":[{\"id\":\"o\",\"s\":[" Y "," X "," Z "]}," X "," Z "]}" },
  };
  int64_t us = 5;

  for (size_t i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *result = merge (orders[i].base, orders[i].mine, orders[i].theirs, us, us, NULL);
      g_autofree char *mirrored = bo_merge (orders[i].base, orders[i].theirs, orders[i].mine, "t", "m", time_cb, &us, us,
                                            NULL, NULL);
      g_autofree char *again = merge (orders[i].base, result, orders[i].theirs, us, us, NULL);

      assert_json (result, orders[i].result);
      assert_json (mirrored, orders[i].result);
      assert_json (again, orders[i].result);
    }
#undef X
#undef Y
#undef Z
#undef NEW
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

/* --- properties over nested documents --- */

typedef struct
{
  uint64_t seed;
  uint64_t stream;
  uint64_t counter;
  bool     base;   /* has nearly everything, so that sides have something to remove */
  bool     sparse; /* may lack an array, the base most of all, so that both sides add it */
} Dice;

static unsigned int
roll (Dice *dice, unsigned int sides)
{
  return (unsigned int) (bo_splitmix (dice->seed, dice->stream, dice->counter++) % sides);
}

static bool
has (Dice *dice)
{
  return roll (dice, dice->base ? 8 : 5) > 0;
}

static bool
has_array (Dice *dice)
{
  return !dice->sparse || roll (dice, dice->base ? 2 : 6) > 0;
}

static void
draw_value (Dice *dice, BoJsonWriter *writer, const char *name)
{
  bo_json_writer_member_int (writer, name, roll (dice, 3) == 0 ? 1 + (int) dice->stream : 0);
}

static void
draw_characteristics (Dice *dice, BoJsonWriter *writer)
{
  static const char *const types[] = { "on", "brightness", "hue" };

  bo_json_writer_key (writer, "characteristics");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (!has (dice))
        continue;
      bo_json_writer_begin_object (writer);
      bo_json_writer_member_string (writer, "characteristic_type", types[i]);
      draw_value (dice, writer, "value");
      draw_value (dice, writer, "x-unknown");
      bo_json_writer_end_object (writer);
    }
  bo_json_writer_end_array (writer);
}

#define LATER 2

static void
draw_services (Dice *dice, BoJsonWriter *writer)
{
  static const char *const names[] = { "id", "id", "service_type" };

  bo_json_writer_key (writer, "services");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("s%zu", i);

      if (!has (dice))
        continue;
      bo_json_writer_begin_object (writer);
      bo_json_writer_member_string (writer, names[i], name);
      /* What had only its type may have been given an id by any side. */
      if (i == LATER && !dice->base && roll (dice, 3) == 0)
        bo_json_writer_member_string (writer, "id", "given");
      draw_value (dice, writer, "note");
      if (has_array (dice))
        draw_characteristics (dice, writer);
      bo_json_writer_end_object (writer);
    }
  bo_json_writer_end_array (writer);
}

/* An accessory: services with ids, and such as have only a type; characteristics go by type. @sparse: an
   array may be missing. */
static char *
draw_accessory (uint64_t seed, uint64_t stream, bool sparse)
{
  Dice dice = { seed, stream, 0, stream == 0, sparse };
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  draw_value (&dice, writer, "room");
  if (has_array (&dice))
    draw_services (&dice, writer);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

/* All that documents may hold, as paths. */
static GPtrArray *
list_leaves (void)
{
  static const char *const types[] = { "on", "brightness", "hue" };
  static const char *const members[] = { "value", "x-unknown" };
  static const char *const services[] = { "s0", "s1", "s2", "given" };
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (paths, g_strdup ("/room"));
  for (size_t i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_ptr_array_add (paths, g_strdup_printf ("/services/=%s/note", services[i]));
      for (size_t j = 0; j < G_N_ELEMENTS (types); j++)
        for (size_t k = 0; k < G_N_ELEMENTS (members); k++)
          g_ptr_array_add (paths, g_strdup_printf ("/services/=%s/characteristics/=%s/%s", services[i], types[j], members[k]));
    }
  return paths;
}

static bool
is_there (const char *document, const char *path)
{
  return bo_json_kind (bo_json_at (bo_json_wrap (document), path)) != BO_JSON_KIND_NONE;
}

/* What a leaf stands in, on the way up: removed by one side, that side may have won all of it. */
static bool
is_torn (const char *path, const char *const documents[3])
{
  g_autofree char *above = g_strdup (path);
  char *slash;

  while ((slash = strrchr (above, '/')) != NULL && slash != above)
    {
      *slash = '\0';
      if (is_there (documents[0], above) && (!is_there (documents[1], above) || !is_there (documents[2], above)))
        return true;
    }
  return false;
}

/* (nullable): what is wrong with it */
static char *
check_leaf (const char *path, const char *const documents[3], const char *result)
{
  BoJson b = bo_json_at (bo_json_wrap (documents[0]), path), m = bo_json_at (bo_json_wrap (documents[1]), path);
  BoJson t = bo_json_at (bo_json_wrap (documents[2]), path), r = bo_json_at (bo_json_wrap (result), path);

  if (!bo_json_equal (r, m) && !bo_json_equal (r, t))
    return g_strdup_printf ("%s has a value that neither side has: %s", path, result);
  if (is_torn (path, documents))
    return NULL;
  if (bo_json_equal (b, t) && !bo_json_equal (r, m))
    return g_strdup_printf ("%s, which mine alone changed, is not mine's: %s", path, result);
  if (bo_json_equal (b, m) && !bo_json_equal (r, t))
    return g_strdup_printf ("%s, which theirs alone changed, is not theirs': %s", path, result);
  return NULL;
}

static char *
check_leaves (const char *const documents[3], const char *result)
{
  g_autoptr(GPtrArray) leaves = list_leaves ();

  for (unsigned int i = 0; i < leaves->len; i++)
    {
      char *fault = check_leaf (g_ptr_array_index (leaves, i), documents, result);

      if (fault != NULL)
        return fault;
    }
  return NULL;
}

/* In the same order, too. */
static char *
check_same (const char *what, const char *one, const char *other)
{
  return bo_json_equal (bo_json_wrap (one), bo_json_wrap (other))
           ? NULL : g_strdup_printf ("%s gives %s instead of %s", what, one, other);
}

/* @data: when mine was made, int64_t; theirs was made at 1 */
static char *
check_merge (const char *const *drawn, void *data)
{
  int64_t mine_us = *(int64_t *) data, other_us = 1;
  char *named[] = { g_strdup (drawn[0]), g_strdup (drawn[1]), g_strdup (drawn[2]) };
  g_autofree char *plain = merge (drawn[0], drawn[1], drawn[2], mine_us, other_us, NULL);
  /* Things are looked for by the names they have once they are matched. */
  g_autofree char *base = (bo_merge_align (named), named[0]), *mine = named[1], *theirs = named[2];
  const char *const documents[] = { base, mine, theirs };
  g_autofree char *result = merge (base, mine, theirs, mine_us, other_us, NULL);
  g_autofree char *again = merge (base, result, theirs, mine_us, other_us, NULL);
  g_autofree char *mirrored = bo_merge (base, theirs, mine, "t", "m", time_cb, &other_us, mine_us, NULL, NULL);
  char *fault = check_leaves (documents, result);

  if (fault == NULL && strcmp (plain, result) != 0)
    fault = g_strdup_printf ("without the names it gives %s instead of %s", plain, result);
  if (fault == NULL)
    fault = check_same ("merging again", again, result);
  return fault != NULL ? fault : check_same ("the other way round it", mirrored, result);
}

/* What gives things their names, and what they stand in. */
static const char *const skeleton[] = {
  "services", "characteristics", "id", "service_type", "characteristic_type", NULL,
};

static void
test_nested (void)
{
  for (uint64_t seed = 0; seed < 1500; seed++)
    {
      char *drawn[] = { draw_accessory (seed, 0, true), draw_accessory (seed, 1, true), draw_accessory (seed, 2, true) };
      int64_t mine_us = roll (&(Dice) { seed, 9, 0, false, false }, 3);
      g_autofree char *fault = shrink (drawn, G_N_ELEMENTS (drawn), skeleton, check_merge, &mine_us);

      if (fault != NULL)
        g_error ("seed %d, shrunk: base %s, mine %s of %d, theirs %s: %s", (int) seed, drawn[0], drawn[1],
                 (int) mine_us, drawn[2], fault);
      for (size_t i = 0; i < G_N_ELEMENTS (drawn); i++)
        g_free (drawn[i]);
    }
}

/* A fault that takes two of the documents: a lamp that only one has, and a note. */
static char *
check_planted (const char *const *documents, void *data)
{
  ++*(int *) data;
  return is_there (documents[1], "/services/=s1/characteristics/=hue/value") && is_there (documents[2], "/room")
           ? g_strdup ("planted") : NULL;
}

static void
test_shrinks (void)
{
  int n_found = 0;

  for (uint64_t seed = 0; seed < 50; seed++)
    {
      char *drawn[] = { draw_accessory (seed, 0, false), draw_accessory (seed, 1, false), draw_accessory (seed, 2, false) };
      int n_tries = 0;
      g_autofree char *fault = shrink (drawn, G_N_ELEMENTS (drawn), skeleton, check_planted, &n_tries);

      if (fault != NULL)
        {
          g_assert_cmpstr (drawn[0], ==, "{\"services\":[]}");
          g_assert_cmpuint (strlen (drawn[1]), ==,
                            strlen ("{\"services\":[{\"id\":\"s1\",\"characteristics\":"
                                    "[{\"characteristic_type\":\"hue\",\"value\":0}]}]}"));
          g_assert_cmpuint (strlen (drawn[2]), ==, strlen ("{\"room\":0,\"services\":[]}"));
          n_found++;
        }
      else
        g_assert_cmpint (n_tries, ==, 1);
      for (size_t i = 0; i < G_N_ELEMENTS (drawn); i++)
        g_free (drawn[i]);
    }
  g_assert_cmpint (n_found, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/merge/cases", test_cases);
  g_test_add_func ("/sync/merge/order", test_order);
  g_test_add_func ("/sync/merge/bytes", test_bytes);
  g_test_add_func ("/sync/merge/random", test_random);
  g_test_add_func ("/sync/merge/nested", test_nested);
  g_test_add_func ("/sync/merge/shrinks", test_shrinks);
  return g_test_run ();
}
