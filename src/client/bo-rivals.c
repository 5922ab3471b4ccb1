/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-items-private.h"
#include "bo-rivals.h"

static void
rival_free (void *data)
{
  BoRival *self = data;

  g_free (self->user);
  g_free (self->device);
  g_free (self);
}

static BoRival *
rival_new (const BoConflict *conflict)
{
  BoRival *self = g_new (BoRival, 1);
  bool ours = g_strcmp0 (conflict->theirs_user, conflict->mine_user) == 0;

  *self = (BoRival) { ours ? NULL : g_strdup (conflict->theirs_user), g_strdup (conflict->theirs_device) };
  return self;
}

GHashTable *
bo_rivals_read (BoStore *store,
                GError **error)
{
  g_autoptr(GPtrArray) conflicts = bo_sync_store_list_conflicts (BO_SYNC_STORE (store), true, error);
  GHashTable *rivals;

  if (conflicts == NULL)
    return NULL;

  rivals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, rival_free);
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      const BoConflict *conflict = g_ptr_array_index (conflicts, i);

      /* The newest comes first. */
      if (!g_hash_table_contains (rivals, conflict->entity_id))
        g_hash_table_insert (rivals, g_strdup (conflict->entity_id), rival_new (conflict));
    }
  return rivals;
}

const char *
bo_rival_get_name (const BoRival *self,
                   GHashTable    *people)
{
  const char *name = _bo_people_name (people, self->user);

  if (name != NULL && *name != '\0')
    return name;
  return self->device != NULL && *self->device != '\0' ? self->device : NULL;
}
