/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shrink.h"

#include <string.h>

static void
add_paths (BoJson value, const char *path, GPtrArray *paths)
{
  bool array = bo_json_kind (value) == BO_JSON_KIND_ARRAY;
  BoJson key, item;
  BoJsonIter iter;
  unsigned int i = 0;

  if (!array && bo_json_kind (value) != BO_JSON_KIND_OBJECT)
    return;
  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, &key, &item))
    {
      g_autofree char *segment = array ? g_strdup_printf ("%u", i++) : bo_json_dup_string (key);
      char *below = bo_json_path_append (path, segment);

      g_ptr_array_add (paths, below);
      add_paths (item, below, paths);
    }
}

/* The large first: an object goes before its members do. */
static GPtrArray *
list_paths (const char *document)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  add_paths (bo_json_wrap (document), "", paths);
  return paths;
}

typedef struct
{
  char             **documents;
  const char *const *kept;
  ShrinkTest         test;
  void              *data;
} Shrinking;

static bool
may_go (Shrinking *shrinking, const char *path)
{
  return !g_strv_contains (shrinking->kept, strrchr (path, '/') + 1);
}

/* Whether something can be taken out of @document that isn't missed; then it is gone, and @fault what is wrong now. */
static bool
take_one (Shrinking *shrinking, char **document, char **fault)
{
  g_autoptr(GPtrArray) paths = list_paths (*document);

  for (unsigned int i = 0; i < paths->len; i++)
    {
      char *whole = *document;
      char *found;

      if (!may_go (shrinking, g_ptr_array_index (paths, i)))
        continue;
      *document = bo_json_remove (whole, g_ptr_array_index (paths, i), NULL);
      g_assert_nonnull (*document);
      found = shrinking->test ((const char *const *) shrinking->documents, shrinking->data);
      if (found != NULL)
        {
          g_free (whole);
          g_free (*fault);
          *fault = found;
          return true;
        }
      g_free (*document);
      *document = whole;
    }
  return false;
}

char *
shrink (char **documents, size_t n_documents, const char *const *kept, ShrinkTest test, void *data)
{
  Shrinking shrinking = { documents, kept, test, data };
  char *fault = test ((const char *const *) documents, data);
  bool smaller = fault != NULL;

  while (smaller)
    {
      smaller = false;
      for (size_t i = 0; i < n_documents; i++)
        smaller = take_one (&shrinking, &documents[i], &fault) || smaller;
    }
  return fault;
}
