/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-client-private.h"

/* A tile says who else changed its accessory; the model itself knows only that somebody did. */

static void
tell (BoClient *self)
{
  GListModel *conflicts = bo_lists_get_conflicts (self->lists);

  for (unsigned int i = 0; i < g_list_model_get_n_items (conflicts); i++)
    {
      g_autoptr(BoConflictItem) item = g_list_model_get_item (conflicts, i);
      BoThing *thing = bo_model_lookup (self->model, bo_conflict_item_get_conflict (item)->entity_id);

      /* These come first. */
      if (bo_conflict_item_get_reviewed (item))
        return;
      if (thing != NULL)
        bo_thing_set_rival (thing, bo_conflict_item_get_rival (item));
    }
}

void
_bo_client_tell_rivals (BoClient *self)
{
  GListModel *conflicts = bo_lists_get_conflicts (self->lists);

  if (self->tells_rivals)
    return;
  self->tells_rivals = true;
  g_signal_connect_object (conflicts, "items-changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "changed", G_CALLBACK (tell), NULL);
  tell (self);
}
