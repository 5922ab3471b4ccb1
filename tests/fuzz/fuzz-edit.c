/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

/* An edit of a document at a path: the first line is the path, the second the value, the rest the
   document. What was put there is read there; every other byte is as it was; what was taken is gone. */

static size_t
common_prefix (const char *a, const char *b)
{
  size_t n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  return n;
}

static size_t
common_suffix (const char *a, const char *b, size_t most)
{
  size_t n = 0, length_a = strlen (a), length_b = strlen (b);

  while (n < most && n < length_b && a[length_a - n - 1] == b[length_b - n - 1])
    n++;
  return n;
}

/* @after is @before with at most @replaced bytes in one place exchanged for others. */
static void
assert_spliced (const char *before, const char *after, size_t replaced)
{
  size_t prefix = common_prefix (before, after);
  size_t suffix = common_suffix (before, after, strlen (before) - prefix);

  g_assert_cmpuint (prefix + suffix + replaced, >=, strlen (before));
}

static bool
appends (const char *path)
{
  return g_str_has_suffix (path, "/-") || strstr (path, "/-/") != NULL;
}

/* Whether what the path is named by is itself what it leads to. */
static bool
renames (const char *path)
{
  static const char *const names[] = { "/id", "/service_type", "/characteristic_type" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_suffix (path, names[i]))
      return true;
  return false;
}

static void
check_set (const char *path, const char *value, const char *document)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *result = bo_json_set (document, path, value, &error);
  BoJson old = bo_json_at (bo_json_wrap (document), path), now;
  g_autofree char *again = NULL;

  g_assert_true ((result == NULL) == (error != NULL));
  if (result == NULL)
    return;
  g_assert_true (bo_json_scan (result, -1, BO_MAX_DEPTH + 3, BO_JSON_SCAN_STRICT, NULL, NULL));
  assert_spliced (document, result, old.length);
  if (appends (path) || renames (path))
    return;
  now = bo_json_at (bo_json_wrap (result), path);
  g_assert_true (bo_json_equal (now, bo_json_wrap (value)));
  again = bo_json_set (result, path, value, NULL);
  g_assert_cmpstr (again, ==, result);
}

static size_t
count_members (BoJson container, BoJson other_than)
{
  size_t n = 0;
  BoJsonIter iter;
  BoJson key;

  bo_json_iter_init (&iter, container);
  while (bo_json_iter_next (&iter, &key, NULL))
    n += other_than.length == 0 || key.length == 0 || !bo_json_equal (key, other_than);
  return n;
}

/* Where the path's container is an object the key is gone and all the others are there. */
static void
check_container (const char *path, const char *document, const char *result)
{
  g_autofree char *parent = g_path_get_dirname (path);
  const char *above = g_str_equal (parent, "/") ? "" : parent;
  g_auto(GStrv) segments = bo_json_path_split (path);
  g_autofree char *key = bo_json_quote (segments[g_strv_length (segments) - 1]);
  BoJson before = bo_json_at (bo_json_wrap (document), above);
  BoJson after = bo_json_at (bo_json_wrap (result), above);

  if (bo_json_kind (before) != BO_JSON_KIND_OBJECT)
    return;
  g_assert_cmpuint (bo_json_at (bo_json_wrap (result), path).length, ==, 0);
  g_assert_cmpuint (bo_json_size (after), ==, count_members (before, bo_json_wrap (key)));
}

static void
check_remove (const char *path, const char *document)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *result = bo_json_remove (document, path, &error);
  BoJson old = bo_json_at (bo_json_wrap (document), path);

  g_assert_true ((result == NULL) == (error != NULL));
  if (result == NULL)
    return;
  g_assert_true (fuzz_is_content (result));
  g_assert_cmpuint (strlen (result), <=, strlen (document));
  if (old.length == 0)
    g_assert_cmpstr (result, ==, document);
  else if (strstr (path, "//") == NULL && !g_str_has_suffix (path, "/"))
    check_container (path, document, result);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto(GStrv) lines = fuzz_lines (data, size, 3);

  if (lines == NULL || !g_utf8_validate (lines[0], -1, NULL))
    return 0;
  bo_json_path_covers (lines[0], lines[1]);
  if (!fuzz_is_content (lines[2]))
    return 0;
  check_set (lines[0], lines[1], lines[2]);
  check_remove (lines[0], lines[2]);
  return 0;
}
