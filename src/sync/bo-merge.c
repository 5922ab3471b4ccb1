/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-merge.h"

#include "bo-merge-align.h"
#include "bo-merge-order.h"

#include <string.h>

/* What one side changed since the base, findable by path. */
typedef struct
{
  GPtrArray  *changes; /* BoJsonChange, owned */
  GHashTable *by_path; /* path → BoJsonChange */
  GHashTable *below;   /* every strict prefix of a path → GPtrArray of BoJsonChange */
} Side;

typedef struct
{
  BoJson          base;
  BoJson          mine;
  BoJson          theirs;
  const char     *mine_version;
  const char     *theirs_version;
  BoMergeTimeFunc mine_time;
  gpointer        mine_time_data;
  int64_t         theirs_us;
  Side            left;    /* ours */
  Side            right;   /* theirs */
  GHashTable     *settled; /* paths of theirs that an overlap has dealt with */
  char           *result;
  GPtrArray      *paths;
} Merge;

static void
index_prefixes (Side *side, BoJsonChange *change)
{
  const char *slash = change->path + strlen (change->path);

  while ((slash = g_strrstr_len (change->path, slash - change->path, "/")) != NULL)
    {
      g_autofree char *prefix = g_strndup (change->path, (size_t) (slash - change->path));
      GPtrArray *list = g_hash_table_lookup (side->below, prefix);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (side->below, g_steal_pointer (&prefix), list);
        }
      g_ptr_array_add (list, change);
    }
}

static void
side_init (Side *side, BoJson before, BoJson after)
{
  side->changes = bo_json_diff (before, after);
  side->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  side->below = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (unsigned int i = 0; i < side->changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (side->changes, i);

      g_hash_table_insert (side->by_path, change->path, change);
      index_prefixes (side, change);
    }
}

static void
side_clear (Side *side)
{
  g_hash_table_unref (side->by_path);
  g_hash_table_unref (side->below);
  g_ptr_array_unref (side->changes);
}

/* The change of @side at a strict prefix of @path. */
static BoJsonChange *
find_above (Side *side, const char *path)
{
  const char *slash = path + strlen (path);

  while ((slash = g_strrstr_len (path, slash - path, "/")) != NULL)
    {
      g_autofree char *prefix = g_strndup (path, (size_t) (slash - path));
      BoJsonChange *change = g_hash_table_lookup (side->by_path, prefix);

      if (change != NULL)
        return change;
    }
  return NULL;
}

static void
note (Merge *merge, const char *path, const char *result, BoKept kept, bool overlap)
{
  g_autofree char *base = bo_json_dup (bo_json_at (merge->base, path));
  g_autofree char *mine = bo_json_dup (bo_json_at (merge->mine, path));
  g_autofree char *theirs = bo_json_dup (bo_json_at (merge->theirs, path));

  g_ptr_array_add (merge->paths, bo_conflict_path_new (path, base, mine, theirs, result, kept, overlap));
}

/* Puts our value of @path into the result. What can't be put there stays theirs, and is noted so. */
static void
take_mine (Merge *merge, const char *path, bool overlap)
{
  g_autofree char *value = bo_json_dup (bo_json_at (merge->mine, path));
  char *next = value != NULL ? bo_json_set (merge->result, path, value, NULL)
                             : bo_json_remove (merge->result, path, NULL);

  if (next == NULL)
    {
      g_autofree char *theirs = bo_json_dup (bo_json_at (merge->theirs, path));

      note (merge, path, theirs, BO_KEPT_THEIRS, true);
      return;
    }
  g_free (merge->result);
  merge->result = next;
  note (merge, path, value, BO_KEPT_MINE, overlap);
}

static void
take_theirs (Merge *merge, const char *path, bool overlap)
{
  g_autofree char *value = bo_json_dup (bo_json_at (merge->theirs, path));

  note (merge, path, value, BO_KEPT_THEIRS, overlap);
}

static bool
mine_is_later (Merge *merge, const char *path)
{
  int64_t mine_us = merge->mine_time (path, merge->mine_time_data);

  if (mine_us != merge->theirs_us)
    return mine_us > merge->theirs_us;
  return strcmp (merge->mine_version, merge->theirs_version) > 0;
}

static void
decide (Merge *merge, const char *path, bool mine)
{
  if (mine)
    take_mine (merge, path, true);
  else
    take_theirs (merge, path, true);
}

/* Both sides put an object, or an array, where the base has none: it is taken for an empty one there, and
   what only one of them has is kept. Of an array whose elements have no names the difference is the whole. */
static void
join (Merge *merge, const char *path, BoJson mine, BoJson theirs)
{
  g_autoptr(GPtrArray) changes = bo_json_diff (theirs, mine);

  for (unsigned int i = 0; i < changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (changes, i);
      g_autofree char *below = g_strconcat (path, change->path, NULL);

      if (change->before == NULL)
        take_mine (merge, below, false);
      else if (change->after == NULL)
        take_theirs (merge, below, false);
      else
        decide (merge, below, mine_is_later (merge, below));
    }
}

/* Both sides changed the value at @path itself. */
static void
meet (Merge *merge, const char *path, BoJsonChange *theirs)
{
  BoJson mine_value = bo_json_at (merge->mine, path), their_value = bo_json_at (merge->theirs, path);

  g_hash_table_add (merge->settled, theirs->path);
  if (bo_json_equal (mine_value, their_value))
    return;
  if (theirs->before == NULL && bo_json_kind (mine_value) == bo_json_kind (their_value))
    join (merge, path, mine_value, their_value);
  else
    decide (merge, path, mine_is_later (merge, path));
}

/* They changed a whole of which we changed parts: the whole is the path that is decided. If any
   of our parts is later, ours stands as a whole, so that both devices come to the same. */
static void
meet_above (Merge *merge, BoJsonChange *theirs)
{
  GPtrArray *ours = g_hash_table_lookup (merge->left.below, theirs->path);
  bool later = false;

  if (!g_hash_table_add (merge->settled, theirs->path))
    return;
  for (unsigned int i = 0; ours != NULL && i < ours->len; i++)
    later = later || mine_is_later (merge, ((BoJsonChange *) g_ptr_array_index (ours, i))->path);
  decide (merge, theirs->path, later);
}

/* We changed a whole of which they changed parts. */
static void
meet_below (Merge *merge, const char *path, GPtrArray *theirs)
{
  for (unsigned int i = 0; i < theirs->len; i++)
    g_hash_table_add (merge->settled, ((BoJsonChange *) g_ptr_array_index (theirs, i))->path);
  decide (merge, path, mine_is_later (merge, path));
}

static void
apply_mine (Merge *merge, const char *path)
{
  BoJsonChange *same = g_hash_table_lookup (merge->right.by_path, path);
  BoJsonChange *above = same == NULL ? find_above (&merge->right, path) : NULL;
  GPtrArray *below = g_hash_table_lookup (merge->right.below, path);

  if (same != NULL)
    meet (merge, path, same);
  else if (above != NULL)
    meet_above (merge, above);
  else if (below != NULL)
    meet_below (merge, path, below);
  else
    take_mine (merge, path, false);
}

static void
run (Merge *merge)
{
  for (unsigned int i = 0; i < merge->left.changes->len; i++)
    apply_mine (merge, ((BoJsonChange *) g_ptr_array_index (merge->left.changes, i))->path);
  for (unsigned int i = 0; i < merge->right.changes->len; i++)
    {
      BoJsonChange *change = g_ptr_array_index (merge->right.changes, i);

      if (!g_hash_table_contains (merge->settled, change->path))
        take_theirs (merge, change->path, false);
    }
  merge->result = bo_merge_order (merge->result, merge->paths, merge->mine, merge->theirs,
                                  strcmp (merge->mine_version, merge->theirs_version) < 0);
}

static gboolean
scan (const char *text, GError **error)
{
  return text == NULL || bo_json_scan (text, -1, 0, BO_JSON_SCAN_STRICT, NULL, error);
}

/* Implements bo_merge(); the promise stands in bo-merge.h. Any thread. */
char *
bo_merge (const char      *base,
          const char      *mine,
          const char      *theirs,
          const char      *mine_version,
          const char      *theirs_version,
          BoMergeTimeFunc  mine_time,
          gpointer         mine_time_data,
          int64_t          theirs_us,
          GPtrArray      **paths,
          GError         **error)
{
  Merge merge = { .mine_version = mine_version,
                  .theirs_version = theirs_version,
                  .mine_time = mine_time,
                  .mine_time_data = mine_time_data,
                  .theirs_us = theirs_us };

  g_autofree char *aligned_base = NULL, *aligned_mine = NULL;
  char *documents[3];

  g_return_val_if_fail (mine != NULL && theirs != NULL && mine_time != NULL, NULL);

  if (!scan (base, error) || !scan (mine, error) || !scan (theirs, error))
    return NULL;
  documents[0] = g_strdup (base);
  documents[1] = g_strdup (mine);
  documents[2] = g_strdup (theirs);
  bo_merge_align (documents);
  aligned_base = documents[0];
  aligned_mine = documents[1];
  merge.base = aligned_base != NULL ? bo_json_wrap (aligned_base) : BO_JSON_NONE;
  merge.mine = bo_json_wrap (aligned_mine);
  merge.theirs = bo_json_wrap (documents[2]);
  side_init (&merge.left, merge.base, merge.mine);
  side_init (&merge.right, merge.base, merge.theirs);
  merge.settled = g_hash_table_new (g_str_hash, g_str_equal);
  merge.result = g_strdup (documents[2]);
  merge.paths = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_conflict_path_free);
  run (&merge);
  g_hash_table_unref (merge.settled);
  side_clear (&merge.left);
  side_clear (&merge.right);
  if (paths != NULL)
    *paths = g_steal_pointer (&merge.paths);
  g_free (documents[2]);
  g_clear_pointer (&merge.paths, g_ptr_array_unref);
  return merge.result;
}
