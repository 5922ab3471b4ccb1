/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-merge-align.h"

#include <string.h>

#define BASE 0
#define MINE 1
#define THEIRS 2
#define DOCUMENTS 3

/* What no home has: larger arrays and deeper documents are merged as they are. */
#define MAX_ELEMENTS 256
#define MAX_DEPTH 12

/* One service or characteristic in each of the documents: NULL where it isn't, "" where it has no id. */
typedef struct
{
  char *ids[DOCUMENTS];
} Ids;

static void
ids_free (Ids *ids)
{
  for (int i = 0; i < DOCUMENTS; i++)
    g_free (ids->ids[i]);
  g_free (ids);
}

static char *
dup_type (BoJson element)
{
  char *type = bo_json_member_string (element, "service_type");

  return type != NULL ? type : bo_json_member_string (element, "characteristic_type");
}

static BoJson
at (char *documents[DOCUMENTS], int which, const char *path)
{
  return documents[which] != NULL ? bo_json_at (bo_json_wrap (documents[which]), path) : BO_JSON_NONE;
}

/* --- what an array holds --- */

/* Takes down the element of @type; false where its type doesn't name it: a second one has it. */
static bool
take_down (GHashTable *types, GHashTable *seen, int which, char *type, char *id)
{
  Ids *ids = g_hash_table_lookup (types, type);

  if (ids == NULL)
    {
      ids = g_new0 (Ids, 1);
      g_hash_table_insert (types, g_strdup (type), ids);
    }
  if (ids->ids[which] != NULL)
    return false;
  ids->ids[which] = g_strdup (id != NULL ? id : "");
  return g_hash_table_add (seen, g_strdup (id != NULL ? id : type));
}

/* False where some element has no name, or two have one: such arrays are compared as a whole. */
static bool
list_types (GHashTable *types, GHashTable *twice, GHashTable *typeless, int which, BoJson array)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  unsigned int count = 0;
  BoJsonIter iter;
  BoJson element;

  if (bo_json_kind (array) != BO_JSON_KIND_ARRAY)
    return bo_json_kind (array) == BO_JSON_KIND_NONE;
  bo_json_iter_init (&iter, array);
  while (bo_json_iter_next (&iter, NULL, &element))
    {
      g_autofree char *type = dup_type (element);
      g_autofree char *id = bo_json_member_string (element, "id");
      bool odd = id == NULL && bo_json_kind (bo_json_member (element, "id")) != BO_JSON_KIND_NONE;

      if (++count > MAX_ELEMENTS || (type == NULL && id == NULL) || odd)
        return false;
      if (type == NULL && !g_hash_table_add (seen, g_strdup (id)))
        return false;
      if (type == NULL)
        g_hash_table_add (typeless, g_strdup (id));
      else if (!take_down (types, seen, which, type, id))
        g_hash_table_add (twice, g_strdup (type));
    }
  return true;
}

/* --- the ids that are missing --- */

/* Whether one side gave @ids' element its id and the other knows it by its type alone. Two sides that
   gave it two ids meant two. */
static const char *
find_id (Ids *ids)
{
  const char *mine = ids->ids[MINE], *theirs = ids->ids[THEIRS];

  if (mine == NULL || theirs == NULL || (ids->ids[BASE] != NULL && *ids->ids[BASE] != '\0'))
    return NULL;
  if (*mine != '\0' && *theirs == '\0')
    return mine;
  return *theirs != '\0' && *mine == '\0' ? theirs : NULL;
}

static void
give_id (char *documents[DOCUMENTS], int which, const char *path, const char *type, const char *id)
{
  g_autofree char *segment = g_strconcat ("=", type, NULL), *new_segment = g_strconcat ("=", id, NULL);
  g_autofree char *element = bo_json_path_append (path, segment);
  g_autofree char *taken = bo_json_path_append (path, new_segment);
  g_autofree char *member = bo_json_path_append (element, "id");
  g_autofree char *quoted = bo_json_quote (id);
  char *next;

  if (bo_json_kind (at (documents, which, taken)) != BO_JSON_KIND_NONE)
    return;
  next = bo_json_set (documents[which], member, quoted, NULL);
  if (next == NULL)
    return;
  g_free (documents[which]);
  documents[which] = next;
}

static void
align_type (char *documents[DOCUMENTS], const char *path, const char *type, Ids *ids)
{
  const char *id = find_id (ids);

  for (int i = 0; id != NULL && i < DOCUMENTS; i++)
    if (ids->ids[i] != NULL && *ids->ids[i] == '\0')
      give_id (documents, i, path, type, id);
}

static void visit (char *documents[DOCUMENTS], const char *path, int depth);

/* What some side knows by its id alone. */
static void
visit_named (char *documents[DOCUMENTS], const char *path, const char *id, int depth)
{
  g_autofree char *segment = g_strconcat ("=", id, NULL);
  g_autofree char *below = bo_json_path_append (path, segment);

  visit (documents, below, depth);
}

static void
visit_array (char *documents[DOCUMENTS], const char *path, int depth)
{
  g_autoptr(GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ids_free);
  g_autoptr(GHashTable) twice = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) typeless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  void *type, *ids;

  for (int i = 0; i < DOCUMENTS; i++)
    if (!list_types (types, twice, typeless, i, at (documents, i, path)))
      return;
  g_hash_table_iter_init (&iter, types);
  while (g_hash_table_iter_next (&iter, &type, &ids))
    {
      const char *id = find_id (ids);
      g_autofree char *segment = NULL, *below = NULL;

      if (g_hash_table_contains (twice, type))
        continue;
      align_type (documents, path, type, ids);
      if (id == NULL)
        id = ((Ids *) ids)->ids[MINE];
      segment = g_strconcat ("=", id != NULL && *id != '\0' ? id : (char *) type, NULL);
      below = bo_json_path_append (path, segment);
      visit (documents, below, depth + 1);
    }
  g_hash_table_iter_init (&iter, typeless);
  while (g_hash_table_iter_next (&iter, &type, NULL))
    visit_named (documents, path, type, depth + 1);
}

static void
visit_object (char *documents[DOCUMENTS], const char *path, int depth)
{
  /* Aligning what lies below moves the text. */
  g_autofree char *mine = bo_json_dup (at (documents, MINE, path));
  BoJsonIter iter;
  BoJson key, value;

  bo_json_iter_init (&iter, bo_json_wrap (mine));
  while (bo_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = NULL, *below = NULL;

      if (bo_json_kind (value) != BO_JSON_KIND_OBJECT && bo_json_kind (value) != BO_JSON_KIND_ARRAY)
        continue;
      name = bo_json_dup_string (key);
      if (name == NULL)
        continue;
      below = bo_json_path_append (path, name);
      visit (documents, below, depth + 1);
    }
}

/* What only one side has can't be matched. */
static void
visit (char *documents[DOCUMENTS], const char *path, int depth)
{
  BoJsonKind mine = bo_json_kind (at (documents, MINE, path));

  if (depth > MAX_DEPTH || mine != bo_json_kind (at (documents, THEIRS, path)))
    return;
  if (mine == BO_JSON_KIND_ARRAY)
    visit_array (documents, path, depth);
  else if (mine == BO_JSON_KIND_OBJECT)
    visit_object (documents, path, depth);
}

/* Implements bo_merge_align(); the promise stands in bo-merge-align.h. */
void
bo_merge_align (char *documents[DOCUMENTS])
{
  /* Most of what is merged has its ids, and most of the rest no services. */
  if (strstr (documents[MINE], "_type\"") != NULL && strstr (documents[THEIRS], "_type\"") != NULL)
    visit (documents, "", 0);
}
