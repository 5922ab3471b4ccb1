/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-client-private.h"

/* A thing that was changed in two places says by whom, to whoever asks its model: a tile, a line of the terminal,
   an assistant. The feed brings who it was; what somebody is called stands in the model itself. */

/* (transfer full): the names of the people of all homes, by user id */
static GHashTable *
list_people (BoModel *model)
{
  GHashTable *people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GListModel *homes = bo_model_get_homes (model);

  for (unsigned int i = 0; i < g_list_model_get_n_items (homes); i++)
    {
      g_autoptr(BoHome) home = g_list_model_get_item (homes, i);
      GListModel *users = bo_home_get_users (home);

      for (unsigned int j = 0; j < g_list_model_get_n_items (users); j++)
        {
          g_autoptr(BoUser) user = g_list_model_get_item (users, j);

          g_hash_table_insert (people, g_strdup (bo_user_get_id (user)), g_strdup (bo_user_get_name (user)));
        }
    }
  return people;
}

/* (nullable): who is on the other side of what has @status. Until the home has been read nobody has a name. */
static const char *
find_name (BoClient     *self,
           const char   *id,
           BoSyncStatus  status)
{
  GHashTable *people = bo_lists_get_people (self->lists);
  const BoRival *rival = NULL;

  if (status == BO_STATUS_CONFLICT && people != NULL && self->rivals != NULL)
    rival = g_hash_table_lookup (self->rivals, id);
  return rival != NULL ? bo_rival_get_name (rival, people) : NULL;
}

static void
tell (BoClient   *self,
      const char *id)
{
  BoThing *thing = bo_model_lookup (self->model, id);

  if (thing != NULL && bo_lists_get_people (self->lists) != NULL)
    bo_thing_set_rival (thing, find_name (self, id, bo_thing_get_status (thing)));
}

void
_bo_client_take_rivals (BoClient          *self,
                        const char *const *ids,
                        GHashTable        *rivals)
{
  if (rivals != NULL)
    {
      g_hash_table_ref (rivals);
      g_clear_pointer (&self->rivals, g_hash_table_unref);
      self->rivals = rivals;
    }
  for (size_t i = 0; self->rivals != NULL && ids[i] != NULL; i++)
    tell (self, ids[i]);
}

void
_bo_client_take_people (BoClient *self)
{
  g_autoptr(GHashTable) people = list_people (self->model);
  GHashTableIter iter;
  void *id;

  bo_lists_set_people (self->lists, people);
  if (self->rivals == NULL)
    return;
  g_hash_table_iter_init (&iter, self->rivals);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    tell (self, id);
}

/**
 * bo_client_dup_notice:
 * @self: a client, with a model
 * @id: an entity's, be it deleted here
 * @status: how it stands
 *
 * Returns: (transfer full) (nullable): the words of bo_thing_dup_notice(), of what the model may not hold
 */
char *
bo_client_dup_notice (BoClient     *self,
                      const char   *id,
                      BoSyncStatus  status)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return bo_thing_status_dup_notice (status, find_name (self, id, status));
}
