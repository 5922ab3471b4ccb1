/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-conflict-fields.h"
#include "bo-conflict-sides.h"

static bool
is_listed (const BoConflict *conflict, const char *path)
{
  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      const BoConflictPath *changed = g_ptr_array_index (conflict->paths, i);

      if (bo_json_path_covers (changed->path, path) || bo_json_path_covers (path, changed->path))
        return true;
    }
  return false;
}

/* What both sides made the same of, "renamed alike": there is nothing to choose, and it was changed all the same. */
static void
add_alike (GPtrArray *fields, BoClient *client, BoConflictItem *item, const char *now)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);
  g_autoptr (GPtrArray) changes = NULL;

  if (conflict->base == NULL || conflict->mine == NULL || conflict->theirs == NULL)
    return;
  changes = bo_json_diff (bo_json_wrap (conflict->base), bo_json_wrap (conflict->mine));
  for (unsigned int i = 0; i < changes->len; i++)
    {
      const BoJsonChange *change = g_ptr_array_index (changes, i);
      BoJson theirs = bo_json_at (bo_json_wrap (conflict->theirs), change->path);
      BoConflictPath *path;

      if (change->after == NULL || is_listed (conflict, change->path)
          || !bo_json_equal (theirs, bo_json_wrap (change->after)))
        continue;
      path = bo_conflict_path_new (change->path, change->before, change->after, change->after, change->after, BO_KEPT_BOTH,
                                   false);
      g_ptr_array_add (fields, bo_conflict_field_new (client, item, path, now));
      bo_conflict_path_free (path);
    }
}

GPtrArray *
bo_conflict_fields_list (BoClient *client, BoConflictItem *item, const char *now)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      const BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

      if (conflict->kind != BO_CONFLICT_MOVED && !g_str_equal (path->path, "/content/deleted"))
        g_ptr_array_add (fields, bo_conflict_field_new (client, item, path, now));
    }
  if (conflict->kind == BO_CONFLICT_DECIDED || conflict->kind == BO_CONFLICT_MERGED)
    add_alike (fields, client, item, now);
  return fields;
}

/* --- what nobody changed --- */

typedef struct
{
  BoClient       *client;
  BoConflictItem *item;
  GPtrArray      *fields;
} Rest;

/* Both sides changed it, and to the same: add_alike() lists it. */
static bool
is_alike (const BoConflict *conflict, const char *path, BoJson value)
{
  bool both = conflict->kind == BO_CONFLICT_DECIDED || conflict->kind == BO_CONFLICT_MERGED;

  return both && conflict->base != NULL && conflict->mine != NULL && conflict->theirs != NULL
         && !bo_json_equal (bo_json_at (bo_json_wrap (conflict->base), path), value);
}

static void
add_same (Rest *rest, const char *path, BoJson value)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (rest->item);
  g_autofree char *json = bo_json_dup (value);
  BoConflictPath *same;

  if (is_listed (conflict, path) || is_alike (conflict, path, value))
    return;
  same = bo_conflict_path_new (path, json, json, json, json, BO_KEPT_BOTH, false);
  g_ptr_array_add (rest->fields, bo_conflict_field_new (rest->client, rest->item, same, NULL));
  bo_conflict_path_free (same);
}

/* Every value of @value that is no container; elements of arrays by their ids, and arrays without
   ids as one. */
static void
add_leaves (Rest *rest, const char *path, BoJson value)
{
  bool object = bo_json_kind (value) == BO_JSON_KIND_OBJECT;
  BoJsonIter iter;
  BoJson key, member;

  if (!object && (bo_json_kind (value) != BO_JSON_KIND_ARRAY
                  || bo_json_kind (bo_json_member (bo_json_element (value, 0), "id")) != BO_JSON_KIND_STRING))
    {
      add_same (rest, path, value);
      return;
    }
  bo_json_iter_init (&iter, value);
  while (bo_json_iter_next (&iter, &key, &member))
    {
      g_autofree char *name = object ? bo_json_dup_string (key) : bo_json_member_string (member, "id");
      g_autofree char *segment = object || name == NULL ? g_strdup (name) : g_strconcat ("=", name, NULL);
      g_autofree char *inner = segment != NULL ? bo_json_path_append (path, segment) : NULL;

      if (inner != NULL)
        add_leaves (rest, inner, member);
    }
}

GPtrArray *
bo_conflict_fields_rest (BoClient *client, BoConflictItem *item)
{
  const BoConflict *conflict = bo_conflict_item_get_conflict (item);
  const char *document = bo_conflict_is_removal (conflict->mine) ? conflict->theirs : conflict->mine;
  Rest rest = { client, item, g_ptr_array_new_with_free_func (g_object_unref) };

  if (document != NULL && conflict->kind != BO_CONFLICT_MOVED)
    add_leaves (&rest, "", bo_json_wrap (document));
  return rest.fields;
}
