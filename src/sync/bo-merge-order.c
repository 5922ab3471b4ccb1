/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-merge-order.h"

#include "bo-sync-types.h"

#include <string.h>

/* An array's elements by their names. */
typedef struct
{
  GPtrArray  *names;  /* in the order of the text, owned by the table */
  GHashTable *values; /* name → BoJson */
} Elements;

static void
elements_clear (Elements *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Elements, elements_clear)

/* False where it is no array whose elements each have a name of their own. */
static bool
list_elements (Elements *self, BoJson array)
{
  BoJsonIter iter;
  BoJson value;

  self->names = g_ptr_array_new ();
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (bo_json_kind (array) != BO_JSON_KIND_ARRAY)
    return false;
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      char *name = bo_json_dup_string (bo_json_element_name (value));

      if (name == NULL || !g_hash_table_insert (self->values, name, g_memdup2 (&value, sizeof value)))
        return false;
      g_ptr_array_add (self->names, name);
    }
  return true;
}

/* Whether @self has one that @other lacks. */
static bool
has_more (Elements *self, Elements *other)
{
  for (unsigned int i = 0; i < self->names->len; i++)
    if (!g_hash_table_contains (other->values, g_ptr_array_index (self->names, i)))
      return true;
  return false;
}

/* Appends what of @result is in @side, in its order, and not in @text yet. */
static void
append (GString *text, GHashTable *seen, Elements *result, Elements *side)
{
  for (unsigned int i = 0; i < side->names->len; i++)
    {
      char *name = g_ptr_array_index (side->names, i);
      BoJson *value = g_hash_table_lookup (result->values, name);

      if (value == NULL || !g_hash_table_add (seen, name))
        continue;
      if (text->len > 1)
        g_string_append_c (text, ',');
      g_string_append_len (text, value->text, (gssize) value->length);
    }
}

static char *
write_elements (Elements *result, Elements *first, Elements *second)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new ("[");

  append (text, seen, result, first);
  append (text, seen, result, second);
  append (text, seen, result, result);
  g_string_append_c (text, ']');
  return g_string_free (text, FALSE);
}

/* (nullable): the array at @path in its order; where only theirs brought something in, it has it already. */
static char *
order_array (const char *result, const char *path, BoJson mine, BoJson theirs, bool mine_first)
{
  g_auto(Elements) all = { 0 }, left = { 0 }, right = { 0 };

  if (!list_elements (&all, bo_json_at (bo_json_wrap (result), path)) ||
      !list_elements (&left, bo_json_at (mine, path)) || !list_elements (&right, bo_json_at (theirs, path)) ||
      !has_more (&all, &right))
    return NULL;
  return mine_first || !has_more (&all, &left) ? write_elements (&all, &left, &right)
                                               : write_elements (&all, &right, &left);
}

/* Implements bo_merge_order(); the promise stands in bo-merge-order.h. Any thread. */
char *
bo_merge_order (char *result, GPtrArray *paths, BoJson mine, BoJson theirs, bool mine_first)
{
  g_autoptr(GHashTable) arrays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned int i = 0; i < paths->len; i++)
    {
      const char *path = ((BoConflictPath *) g_ptr_array_index (paths, i))->path;
      const char *slash = strrchr (path, '/');
      char *array = slash != NULL && slash[1] == '=' ? g_strndup (path, (size_t) (slash - path)) : NULL;
      g_autofree char *text = NULL;
      char *next;

      if (array == NULL || !g_hash_table_add (arrays, array))
        continue;
      text = order_array (result, array, mine, theirs, mine_first);
      next = text != NULL ? bo_json_set (result, array, text, NULL) : NULL;
      if (next == NULL)
        continue;
      g_free (result);
      result = next;
    }
  return result;
}
