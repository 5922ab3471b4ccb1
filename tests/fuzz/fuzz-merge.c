/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "bo-merge-align.h"
#include "bo-merge.h"

/* The three-way merge over arbitrary contents: a line each for the base (empty: unknown), mine and
   theirs. What one side alone changed is in the result; nothing is invented; nothing comes back. */

typedef struct
{
  const char *base;
  const char *mine;
  const char *theirs;
} Sides;

static int64_t
time_cb (const char *path, gpointer data)
{
  return *(int64_t *) data;
}

static char *
merge (Sides sides, int64_t mine_us, int64_t theirs_us, GPtrArray **paths)
{
  g_autoptr(GError) error = NULL;
  char *result = bo_merge (sides.base, sides.mine, sides.theirs, "m", "t", time_cb, &mine_us, theirs_us, paths, &error);

  g_assert_no_error (error);
  g_assert_true (bo_json_scan (result, -1, BO_MAX_DEPTH + 3, BO_JSON_SCAN_STRICT, NULL, NULL));
  return result;
}

/* The order of elements that have ids says nothing. */
static void
assert_equal (const char *a, const char *b)
{
  g_autoptr(GPtrArray) changes = bo_json_diff (bo_json_wrap (a), bo_json_wrap (b));

  if (changes->len > 0)
    g_error ("%s instead of %s", a, b);
}

/* Every value in the result stands at the same place on one of the sides. */
static void
assert_from_sides (BoJson result, BoJson mine, BoJson theirs)
{
  BoJsonIter iter;
  BoJson key, value;

  if (bo_json_equal (result, mine) || bo_json_equal (result, theirs))
    return;
  g_assert_cmpint (bo_json_kind (result), >=, BO_JSON_KIND_ARRAY);
  bo_json_iter_init (&iter, result);
  while (bo_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = key.length > 0 ? bo_json_dup_string (key) : bo_json_member_string (value, "id");
      g_autofree char *segment = NULL, *path = NULL;

      if (key.length == 0 && name == NULL)
        continue; /* named by its type */
      segment = key.length > 0 ? g_strdup (name) : g_strconcat ("=", name, NULL);
      path = bo_json_path_append ("", segment);
      if (bo_json_at (result, path).text != value.text)
        continue; /* the key or id stands there twice, and the other one counts */
      assert_from_sides (value, bo_json_at (mine, path), bo_json_at (theirs, path));
    }
}

static bool
touches (GPtrArray *changes, const char *path)
{
  for (unsigned int i = 0; i < changes->len; i++)
    {
      const char *other = ((BoJsonChange *) g_ptr_array_index (changes, i))->path;

      if (bo_json_path_covers (path, other) || bo_json_path_covers (other, path))
        return true;
    }
  return false;
}

/* Returns whether the sides overlap anywhere. */
static bool
check_side (const char *result, const char *base, const char *side, const char *other)
{
  g_autoptr(GPtrArray) changes = bo_json_diff (bo_json_wrap (base), bo_json_wrap (side));
  g_autoptr(GPtrArray) others = bo_json_diff (bo_json_wrap (base), bo_json_wrap (other));
  bool overlap = false;

  for (unsigned int i = 0; i < changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (changes, i);

      if (touches (others, change->path))
        overlap = true;
      else
        g_assert_true (bo_json_equal (bo_json_at (bo_json_wrap (result), change->path),
                                      bo_json_wrap (change->after != NULL ? change->after : "")));
    }
  return overlap;
}

static void
check_aligned (Sides sides, int64_t mine_us, int64_t theirs_us)
{
  g_autoptr(GPtrArray) paths = NULL;
  g_autofree char *result = merge (sides, mine_us, theirs_us, &paths);
  g_autofree char *again = merge ((Sides){ sides.base, result, sides.theirs }, mine_us, theirs_us, NULL);
  g_autofree char *mirrored = NULL;
  bool overlap;

  g_assert_nonnull (paths);
  assert_equal (again, result);
  assert_from_sides (bo_json_wrap (result), bo_json_wrap (sides.mine), bo_json_wrap (sides.theirs));
  if (sides.base == NULL)
    return;
  overlap = check_side (result, sides.base, sides.mine, sides.theirs);
  check_side (result, sides.base, sides.theirs, sides.mine);
  mirrored = merge ((Sides){ sides.base, sides.theirs, sides.mine }, theirs_us, mine_us, NULL);
  if (!overlap)
    assert_equal (mirrored, result);
}

/* The paths of the checks name things as they are called once services are matched. */
static void
check_merge (Sides sides, int64_t mine_us, int64_t theirs_us)
{
  char *documents[] = { g_strdup (sides.base), g_strdup (sides.mine), g_strdup (sides.theirs) };
  g_autofree char *result = merge (sides, mine_us, theirs_us, NULL);
  g_autofree char *aligned = NULL;

  bo_merge_align (documents);
  aligned = merge ((Sides){ documents[0], documents[1], documents[2] }, mine_us, theirs_us, NULL);
  g_assert_cmpstr (aligned, ==, result);
  check_aligned ((Sides){ documents[0], documents[1], documents[2] }, mine_us, theirs_us);
  for (size_t i = 0; i < G_N_ELEMENTS (documents); i++)
    g_free (documents[i]);
}

static void
check_one_sided (const char *base, const char *other)
{
  g_autofree char *taken = merge ((Sides){ base, base, other }, 0, 1, NULL);
  g_autofree char *kept = merge ((Sides){ base, other, base }, 0, 1, NULL);
  g_autofree char *same = merge ((Sides){ base, other, other }, 0, 1, NULL);

  assert_equal (taken, other);
  g_assert_cmpstr (taken, ==, other);
  assert_equal (same, other);
  assert_equal (kept, other);
}

static bool
is_document (const char *text)
{
  return fuzz_is_content (text) && bo_json_kind (bo_json_wrap (text)) == BO_JSON_KIND_OBJECT;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto(GStrv) lines = fuzz_lines (data, size, 3);
  Sides sides;

  if (lines == NULL)
    return 0;
  sides = (Sides){ *lines[0] != '\0' ? lines[0] : NULL, lines[1], lines[2] };
  if ((sides.base != NULL && !is_document (sides.base)) || !is_document (sides.mine) || !is_document (sides.theirs))
    return 0;
  check_merge (sides, 0, 1);
  check_merge (sides, 1, 0);
  check_merge (sides, 1, 1);
  if (sides.base != NULL)
    {
      check_one_sided (sides.base, sides.mine);
      check_one_sided (sides.base, sides.theirs);
    }
  return 0;
}
