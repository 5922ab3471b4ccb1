/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bo-json-private.h"

#include <string.h>

/* The parts of an object or of an array whose elements have ids, by the path segment
   that names each. Both kinds are compared alike from here on. */
typedef struct
{
  BoJsonKind  kind;
  GPtrArray  *segments; /* in the order of the text */
  GHashTable *values;   /* segment to BoJson */
} Parts;

static void
parts_free (Parts *parts)
{
  g_hash_table_unref (parts->values);
  g_ptr_array_unref (parts->segments);
  g_free (parts);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Parts, parts_free)

static void diff_at (GPtrArray *changes, const char *path, BoJson before, BoJson after, unsigned int depth);

/**
 * bo_json_change_new:
 * @path: where
 * @before: (nullable): the value's text on the left side
 * @after: (nullable): the value's text on the right side
 *
 * Returns: (transfer full): a change
 */
BoJsonChange *
bo_json_change_new (const char *path, const char *before, const char *after)
{
  BoJsonChange *change = g_new (BoJsonChange, 1);

  change->path = g_strdup (path);
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  return change;
}

/**
 * bo_json_change_free:
 * @change: (transfer full): a change
 */
void
bo_json_change_free (BoJsonChange *change)
{
  g_return_if_fail (change != NULL);

  g_free (change->path);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
add_change (GPtrArray *changes, const char *path, BoJson before, BoJson after)
{
  BoJsonChange *change = g_new (BoJsonChange, 1);

  change->path = g_strdup (path);
  change->before = bo_json_dup (before);
  change->after = bo_json_dup (after);
  g_ptr_array_add (changes, change);
}

/* False where the part has no name of its own: two elements of one id. */
static bool
add_part (Parts *parts, char *segment, BoJson value)
{
  bool known = g_hash_table_contains (parts->values, segment);
  BoJson *copy = g_new (BoJson, 1);

  *copy = value;
  g_hash_table_insert (parts->values, segment, copy);
  if (!known)
    {
      /* the table keeps the segment it was first given */
      g_ptr_array_add (parts->segments, segment);
      return true;
    }
  return parts->kind == BO_JSON_KIND_OBJECT;
}

static char *
name_part (BoJsonKind kind, BoJson key, BoJson value)
{
  g_autofree char *id = NULL;

  if (kind == BO_JSON_KIND_OBJECT)
    return bo_json_dup_string (key);
  id = bo_json_dup_string (bo_json_element_name (value));
  return id != NULL ? g_strconcat ("=", id, NULL) : NULL;
}

/* NULL where some part cannot be named by a path: scalars, elements without an id of
   their own, keys that no C string can hold. */
static Parts *
find_parts (BoJson container)
{
  g_autoptr (Parts) parts = g_new (Parts, 1);
  BoJson key, value;
  BoJsonIter iter;

  parts->kind = bo_json_kind (container);
  parts->segments = g_ptr_array_new ();
  parts->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (parts->kind != BO_JSON_KIND_OBJECT && parts->kind != BO_JSON_KIND_ARRAY)
    return NULL;
  bo_json_iter_init (&iter, container);
  while (bo_json_iter_next (&iter, &key, &value))
    {
      char *segment = name_part (parts->kind, key, value);

      if (segment == NULL || !add_part (parts, segment, value))
        return NULL;
    }
  return g_steal_pointer (&parts);
}

static BoJson
part (Parts *parts, const char *segment)
{
  BoJson *value = g_hash_table_lookup (parts->values, segment);

  return value != NULL ? *value : BO_JSON_NONE;
}

static void
diff_parts (GPtrArray *changes, const char *path, Parts *before, Parts *after, unsigned int depth)
{
  for (unsigned int i = 0; i < after->segments->len; i++)
    {
      const char *segment = g_ptr_array_index (after->segments, i);
      g_autofree char *below = bo_json_path_append (path, segment);

      diff_at (changes, below, part (before, segment), part (after, segment), depth + 1);
    }
  for (unsigned int i = 0; i < before->segments->len; i++)
    {
      const char *segment = g_ptr_array_index (before->segments, i);
      g_autofree char *below = NULL;

      if (g_hash_table_contains (after->values, segment))
        continue;
      below = bo_json_path_append (path, segment);
      add_change (changes, below, part (before, segment), BO_JSON_NONE);
    }
}

static bool
comparable (BoJson before, BoJson after, unsigned int depth)
{
  return depth <= BO_JSON_EDIT_DEPTH && bo_json_kind (before) == bo_json_kind (after);
}

static void
diff_at (GPtrArray *changes, const char *path, BoJson before, BoJson after, unsigned int depth)
{
  g_autoptr (Parts) left = NULL;
  g_autoptr (Parts) right = NULL;

  if (before.length == after.length && (before.length == 0 || memcmp (before.text, after.text, after.length) == 0))
    return;
  if (comparable (before, after, depth))
    {
      left = find_parts (before);
      right = left != NULL ? find_parts (after) : NULL;
    }
  if (right != NULL)
    diff_parts (changes, path, left, right, depth);
  else if (!bo_json_equal (before, after))
    add_change (changes, path, before, after);
}

/**
 * bo_json_diff:
 * @before: a value, or none
 * @after: another
 *
 * What leads from @before to @after, path by path (PROTOCOL §5): members of
 * objects by key; elements of arrays by id, their order aside, where each on
 * both sides is an object with an `id` of its own, else the array as a whole.
 * Values count, not how they are written. The changes stand in the order of
 * @after, in each container followed by what is only in @before; applying
 * them in this order with [func@Bo.json_set] and [func@Bo.json_remove] makes
 * @after out of @before, the order of keys and of elements with ids aside.
 *
 * May be called on any thread.
 *
 * Returns: (transfer full) (element-type BoJsonChange): the changes, none when
 *   nothing differs
 */
GPtrArray *
bo_json_diff (BoJson before, BoJson after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_json_change_free);

  diff_at (changes, "", before, after, 1);
  return changes;
}
