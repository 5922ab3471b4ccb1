/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bo-model-private.h"

/**
 * bo_model_lookup:
 * @self: a model
 * @id: an entity's id
 *
 * Returns: (nullable) (transfer none): what is shown for it
 */
BoThing *
bo_model_lookup (BoModel    *self,
                 const char *id)
{
  BoNode *node;

  g_return_val_if_fail (BO_IS_MODEL (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = _bo_model_peek_node (self, id);
  return node != NULL ? node->thing : NULL;
}

static BoCharacteristic *
find_by_id (BoAccessory *accessory,
            const char  *id)
{
  GPtrArray *services = _bo_accessory_peek (accessory);

  for (unsigned i = 0; i < services->len; i++)
    {
      GPtrArray *characteristics = _bo_service_peek (g_ptr_array_index (services, i));

      for (unsigned j = 0; j < characteristics->len; j++)
        if (strcmp (bo_characteristic_get_id (g_ptr_array_index (characteristics, j)), id) == 0)
          return g_ptr_array_index (characteristics, j);
    }

  return NULL;
}

/**
 * bo_model_lookup_characteristic:
 * @self: a model
 * @accessory_id: (nullable): whose; %NULL looks through all, by name of the accessory
 * @id: the characteristic's id; with @accessory_id also its type or an alias, as scenes write it
 *
 * Returns: (nullable) (transfer none): the characteristic
 */
BoCharacteristic *
bo_model_lookup_characteristic (BoModel    *self,
                                const char *accessory_id,
                                const char *id)
{
  BoCharacteristic *found = NULL;

  g_return_val_if_fail (BO_IS_MODEL (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  if (accessory_id != NULL)
    {
      BoThing *thing = bo_model_lookup (self, accessory_id);

      if (thing == NULL || !BO_IS_ACCESSORY (thing))
        return NULL;
      found = find_by_id (BO_ACCESSORY (thing), id);
      return found != NULL ? found : bo_accessory_find_characteristic (BO_ACCESSORY (thing), id);
    }

  for (unsigned i = 0; found == NULL && i < _bo_list_size (self->accessories); i++)
    found = find_by_id (_bo_list_peek (self->accessories, i), id);

  return found;
}

/**
 * bo_model_lookup_path:
 * @self: a model
 * @entity_id: of an accessory
 * @path: in its document, bo_entity_to_document()
 *
 * Returns: (nullable) (transfer none): the characteristic whose value stands there
 */
BoCharacteristic *
bo_model_lookup_path (BoModel    *self,
                      const char *entity_id,
                      const char *path)
{
  BoThing *thing = bo_model_lookup (self, entity_id);
  GPtrArray *services = thing != NULL && BO_IS_ACCESSORY (thing) ? _bo_accessory_peek (BO_ACCESSORY (thing)) : NULL;

  for (unsigned i = 0; services != NULL && i < services->len; i++)
    {
      GPtrArray *characteristics = _bo_service_peek (g_ptr_array_index (services, i));

      for (unsigned j = 0; j < characteristics->len; j++)
        if (g_strcmp0 (bo_characteristic_get_path (g_ptr_array_index (characteristics, j)), path) == 0)
          return g_ptr_array_index (characteristics, j);
    }
  return NULL;
}

static int
compare_things (const void *a,
                const void *b)
{
  return strcmp (_bo_thing_get_sort_key (*(BoThing *const *) a), _bo_thing_get_sort_key (*(BoThing *const *) b));
}

/**
 * bo_model_find:
 * @self: a model
 * @type: %BO_TYPE_THING or a class below it
 * @id_or_name: an id, or a name in any case
 *
 * Finds what a person means. An id goes before names.
 *
 * Returns: (transfer container) (element-type BoThing): what is called so, sorted; several
 *   mean that the name is ambiguous
 */
GPtrArray *
bo_model_find (BoModel    *self,
               GType       type,
               const char *id_or_name)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *folded = NULL;
  GHashTableIter iter;
  gpointer value;
  BoThing *thing;

  g_return_val_if_fail (BO_IS_MODEL (self), NULL);
  g_return_val_if_fail (id_or_name != NULL, NULL);

  thing = bo_model_lookup (self, id_or_name);
  if (thing != NULL && G_TYPE_CHECK_INSTANCE_TYPE (thing, type))
    {
      g_ptr_array_add (found, thing);
      return g_steal_pointer (&found);
    }

  folded = g_utf8_casefold (id_or_name, -1);
  g_hash_table_iter_init (&iter, self->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autofree char *name = NULL;

      thing = ((BoNode *) value)->thing;
      if (thing == NULL || !G_TYPE_CHECK_INSTANCE_TYPE (thing, type))
        continue;
      name = g_utf8_casefold (bo_thing_get_name (thing), -1);
      if (strcmp (name, folded) == 0)
        g_ptr_array_add (found, thing);
    }

  g_ptr_array_sort (found, compare_things);
  return g_steal_pointer (&found);
}

static int
compare_edges (const void *a,
               const void *b)
{
  return strcmp ((*(BoEdge *const *) a)->id, (*(BoEdge *const *) b)->id);
}

/**
 * bo_model_get_edges:
 * @self: a model
 * @entity_id: an entity's id
 * @edge_type: (nullable): `located_in`, …; %NULL for any
 *
 * Returns: (transfer container) (element-type BoEdge): the edges from or to it, by id; valid
 *   until the next change
 */
GPtrArray *
bo_model_get_edges (BoModel    *self,
                    const char *entity_id,
                    const char *edge_type)
{
  g_autoptr (GPtrArray) edges = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  BoNode *node;

  g_return_val_if_fail (BO_IS_MODEL (self), NULL);
  g_return_val_if_fail (entity_id != NULL, NULL);

  node = _bo_model_peek_node (self, entity_id);
  if (node == NULL || node->links == NULL)
    return g_steal_pointer (&edges);

  g_hash_table_iter_init (&iter, node->links);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      BoLink *link = key;

      if (link->edge != NULL && (edge_type == NULL || strcmp (link->type, edge_type) == 0))
        g_ptr_array_add (edges, link->edge);
    }

  g_ptr_array_sort (edges, compare_edges);
  return g_steal_pointer (&edges);
}

/**
 * bo_model_dup_value:
 * @self: a model
 * @entity_id: of a thing
 * @path: in its document, bo_entity_to_document()
 *
 * Returns: (nullable) (transfer full): the value's text as it stands there; %NULL where there is none
 */
char *
bo_model_dup_value (BoModel    *self,
                    const char *entity_id,
                    const char *path)
{
  BoThing *thing = bo_model_lookup (self, entity_id);
  g_autofree char *document = NULL;
  BoJson value;

  if (thing == NULL)
    return NULL;

  document = bo_entity_to_document (bo_thing_get_entity (thing));
  value = bo_json_at (bo_json_wrap (document), path);
  return value.length > 0 ? bo_json_dup (value) : NULL;
}
