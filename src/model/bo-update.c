/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-things-private.h"

BoUpdate *
_bo_update_begin (void)
{
  BoUpdate *self = g_new0 (BoUpdate, 1);

  self->frozen = g_ptr_array_new_with_free_func (g_object_unref);
  self->lists = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->values_changed = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
_bo_update_touch (BoUpdate *self,
                  gpointer  object)
{
  g_object_freeze_notify (object);
  g_ptr_array_add (self->frozen, g_object_ref (object));
}

void
_bo_update_put (BoUpdate   *self,
                BoList     *list,
                gpointer    item,
                const char *key)
{
  if (_bo_list_put (list, item, key))
    g_hash_table_add (self->lists, g_object_ref (list));
}

void
_bo_update_drop (BoUpdate *self,
                 BoList   *list,
                 gpointer  item)
{
  if (_bo_list_drop (list, item))
    g_hash_table_add (self->lists, g_object_ref (list));
}

void
_bo_update_finish (BoUpdate *self)
{
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, &list, NULL))
    _bo_list_commit (list);
  for (unsigned i = 0; i < self->frozen->len; i++)
    g_object_thaw_notify (g_ptr_array_index (self->frozen, i));
  for (unsigned i = 0; i < self->values_changed->len; i++)
    _bo_accessory_values_changed (g_ptr_array_index (self->values_changed, i));

  g_ptr_array_unref (self->frozen);
  g_hash_table_unref (self->lists);
  g_ptr_array_unref (self->values_changed);
  g_free (self);
}
