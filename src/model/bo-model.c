/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-model.h"

#include <string.h>

#include "bo-model-batch-private.h"
#include "bo-model-private.h"

typedef enum
{
  PROP_PRIMARY_HOME = 1,
} BoModelProperty;

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[PROP_PRIMARY_HOME + 1];
static unsigned signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoModel, bo_model, G_TYPE_OBJECT)

static void
bo_model_dispose (GObject *object)
{
  /* Things may outlive the model: what they point to is cleared first. */
  bo_model_clear (BO_MODEL (object));

  G_OBJECT_CLASS (bo_model_parent_class)->dispose (object);
}

static void
bo_model_finalize (GObject *object)
{
  BoModel *self = BO_MODEL (object);

  g_clear_pointer (&self->home_nodes, g_hash_table_unref);
  g_clear_pointer (&self->nodes, g_hash_table_unref);
  g_clear_pointer (&self->links, g_hash_table_unref);
  g_clear_object (&self->homes);
  g_clear_object (&self->zones);
  g_clear_object (&self->rooms);
  g_clear_object (&self->accessories);
  g_clear_object (&self->scenes);
  g_clear_object (&self->documents);
  for (unsigned i = 0; i < N_LEVELS; i++)
    g_clear_pointer (&self->queues[i], g_ptr_array_unref);

  G_OBJECT_CLASS (bo_model_parent_class)->finalize (object);
}

static void
bo_model_get_property (GObject    *object,
                       unsigned    property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  switch ((BoModelProperty) property_id)
    {
    case PROP_PRIMARY_HOME:
      g_value_set_object (value, BO_MODEL (object)->primary_home);
      break;
    }
}

static void
bo_model_class_init (BoModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bo_model_dispose;
  object_class->finalize = bo_model_finalize;
  object_class->get_property = bo_model_get_property;

  properties[PROP_PRIMARY_HOME] = g_param_spec_object (
    "primary-home", NULL, NULL, BO_TYPE_HOME, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * BoModel::changed:
   * @self: the model
   * @ids: (type GStrv): ids of entities that came, changed, moved or went
   *
   * After a batch was applied and every list and property says so.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
bo_model_init (BoModel *self)
{
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) _bo_node_free);
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) _bo_link_free);
  g_queue_init (&self->defaulted);
  self->home_nodes = g_hash_table_new (NULL, NULL);
  self->homes = _bo_list_new (BO_TYPE_HOME);
  self->zones = _bo_list_new (BO_TYPE_ZONE);
  self->rooms = _bo_list_new (BO_TYPE_ROOM);
  self->accessories = _bo_list_new (BO_TYPE_ACCESSORY);
  self->scenes = _bo_list_new (BO_TYPE_SCENE);
  self->documents = _bo_list_new (BO_TYPE_DOCUMENT);
  for (unsigned i = 0; i < N_LEVELS; i++)
    self->queues[i] = g_ptr_array_new ();
}

/**
 * bo_model_new:
 *
 * Returns: (transfer full): a model with nothing in it
 */
BoModel *
bo_model_new (void)
{
  return g_object_new (BO_TYPE_MODEL, NULL);
}

/* A bridge_id acts as an edge, so that either end may come first, or leave. */
static void
link_bridge (BoModel  *self,
             BoNode   *node,
             BoParsed *parsed)
{
  g_autofree char *id = g_strconcat ("bridge\001", node->id, NULL);
  const char *bridge_id = parsed != NULL && parsed->accessory != NULL ? parsed->accessory->bridge_id : NULL;

  if (bridge_id != NULL && *bridge_id != '\0')
    _bo_model_put_link (self, id, node->id, bridge_id, "bridge", NULL);
  else
    _bo_model_remove_link (self, id);
}

static void
remove_thing (BoModel *self,
              BoNode  *node)
{
  if (node->thing == NULL)
    return;

  /* Holds the thing until everybody has let go of it. */
  _bo_thing_set_deleted (node->thing, self->update);
  _bo_model_unplace (self, node);
  node->kind = BO_KIND_NONE;
  g_clear_object (&node->thing);
  link_bridge (self, node, NULL);
  _bo_model_queue_neighbours (self, node);
}

static void
show_thing (BoModel  *self,
            BoNode   *node,
            BoParsed *parsed)
{
  if (node->kind != parsed->kind)
    remove_thing (self, node);

  if (node->thing == NULL)
    {
      node->kind = parsed->kind;
      node->thing = _bo_thing_new (self->update, parsed);
      if (node->kind == BO_KIND_HOME)
        g_hash_table_add (self->home_nodes, node);
      _bo_model_queue_neighbours (self, node);
      _bo_model_queue (self, node);
    }
  else if (_bo_thing_update (node->thing, self->update, parsed))
    {
      /* Where it is listed, it may have another place now. */
      _bo_model_queue_neighbours (self, node);
      _bo_model_queue (self, node);
    }
  link_bridge (self, node, parsed);
}

static bool
goes_before (BoNode *a,
             BoNode *b)
{
  bool a_primary = bo_home_get_is_primary (BO_HOME (a->thing));
  bool b_primary = bo_home_get_is_primary (BO_HOME (b->thing));

  return a_primary != b_primary ? a_primary : strcmp (a->id, b->id) < 0;
}

static BoNode *
find_primary (BoModel *self)
{
  BoNode *best = NULL;
  GHashTableIter iter;
  gpointer node;

  g_hash_table_iter_init (&iter, self->home_nodes);
  while (g_hash_table_iter_next (&iter, &node, NULL))
    if (best == NULL || goes_before (node, best))
      best = node;

  return best;
}

/* What names no home is in the primary one: another of these moves all of them. */
static void
choose_primary (BoModel *self)
{
  BoNode *best = find_primary (self);
  BoHome *home = best != NULL ? BO_HOME (best->thing) : NULL;
  GHashTableIter iter;
  gpointer node;

  if (home == self->primary_home)
    return;

  self->primary_home = home;
  g_hash_table_iter_init (&iter, self->home_nodes);
  while (g_hash_table_iter_next (&iter, &node, NULL))
    _bo_model_queue (self, node);
  for (GList *link = self->defaulted.head; link != NULL; link = link->next)
    _bo_model_queue (self, link->data);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRIMARY_HOME]);
}

static void
take_entities (BoModel      *self,
               BoModelBatch *batch)
{
  GHashTableIter iter;
  gpointer id, parsed;

  g_hash_table_iter_init (&iter, batch->entities);
  while (g_hash_table_iter_next (&iter, &id, &parsed))
    {
      BoNode *node = parsed != NULL ? _bo_model_ensure_node (self, id) : _bo_model_peek_node (self, id);

      g_hash_table_add (self->touched, g_strdup (id));
      if (parsed != NULL)
        show_thing (self, node, parsed);
      else if (node != NULL)
        remove_thing (self, node);
    }
}

static void
take_standings (BoModel      *self,
                BoModelBatch *batch)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, batch->standings);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      BoNode *node = _bo_model_peek_node (self, id);
      BoStanding *standing = value;

      if (node == NULL || node->thing == NULL
          || strcmp (bo_thing_get_entity (node->thing)->version, standing->version) != 0)
        continue;
      g_hash_table_add (self->touched, g_strdup (id));
      _bo_thing_set_standing (node->thing, self->update, standing->status, standing->problem);
      if (node->kind == BO_KIND_ACCESSORY && standing->status == BO_STATUS_SYNCED)
        _bo_accessory_settle (BO_ACCESSORY (node->thing), self->update);
    }
}

static void
take_edges (BoModel      *self,
            BoModelBatch *batch)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, batch->edges);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      BoEdge *edge = value;

      if (edge != NULL)
        _bo_model_put_link (self, id, edge->from_id, edge->to_id, edge->type, edge);
      else
        _bo_model_remove_link (self, id);
    }
}

static void
remove_unnamed (BoModel      *self,
                BoModelBatch *batch)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->links);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((BoLink *) value)->edge != NULL && !g_hash_table_contains (batch->edges, key))
      g_ptr_array_add (gone, key);
  for (unsigned i = 0; i < gone->len; i++)
    _bo_model_remove_link (self, g_ptr_array_index (gone, i));

  g_ptr_array_set_size (gone, 0);
  g_hash_table_iter_init (&iter, self->nodes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((BoNode *) value)->thing != NULL && !g_hash_table_contains (batch->entities, key)
        && !g_hash_table_contains (batch->standings, key))
      g_ptr_array_add (gone, value);
  for (unsigned i = 0; i < gone->len; i++)
    {
      BoNode *node = g_ptr_array_index (gone, i);

      g_hash_table_add (self->touched, g_strdup (node->id));
      remove_thing (self, node);
    }
}

static char **
take_touched (BoModel *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      BoNode *node = _bo_model_peek_node (self, id);

      g_ptr_array_add (ids, id);
      g_hash_table_iter_steal (&iter);
      if (node != NULL && node->thing == NULL && (node->links == NULL || g_hash_table_size (node->links) == 0))
        g_hash_table_remove (self->nodes, id);
    }

  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_steal (ids, NULL);
}

/**
 * bo_model_apply:
 * @self: a model
 * @batch: what changed
 *
 * Brings the model in line with the batch: entities and edges in any order,
 * edges to nothing, cycles and tombstones included. Objects of entities that
 * stay remain the same; lists splice; properties notify only where they
 * changed; and nobody is notified before all of it is consistent. Takes time
 * in proportion to the batch and what hangs on it. Main thread; not to be
 * called from a handler of its own signals.
 */
void
bo_model_apply (BoModel      *self,
                BoModelBatch *batch)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (BoModel) alive = NULL;
  g_auto (GStrv) ids = NULL;
  BoUpdate *update;

  g_return_if_fail (BO_IS_MODEL (self));
  g_return_if_fail (batch != NULL);
  g_return_if_fail (self->update == NULL);

  alive = g_object_ref (self);
  update = self->update = _bo_update_begin ();
  self->touched = touched;
  _bo_update_touch (update, self);
  take_entities (self, batch);
  take_standings (self, batch);
  take_edges (self, batch);
  if (batch->complete)
    remove_unnamed (self, batch);
  choose_primary (self);
  _bo_model_place_queued (self);
  ids = take_touched (self);
  self->touched = NULL;
  _bo_update_finish (update);
  self->update = NULL;

  if (ids[0] != NULL)
    g_signal_emit (self, signals[CHANGED], 0, ids);
}

/**
 * bo_model_clear:
 * @self: a model
 *
 * Takes everything out.
 */
void
bo_model_clear (BoModel *self)
{
  g_autoptr (BoModelBatch) nothing = NULL;

  g_return_if_fail (BO_IS_MODEL (self));

  if (g_hash_table_size (self->nodes) == 0)
    return;
  nothing = bo_model_batch_new ();
  bo_model_batch_set_complete (nothing, true);
  bo_model_apply (self, nothing);
}

/**
 * bo_model_get_homes:
 * @self: a model
 *
 * Returns: (transfer none): of BoHome, the primary one first, then by name; live
 */
GListModel *
bo_model_get_homes (BoModel *self)
{
  g_return_val_if_fail (BO_IS_MODEL (self), NULL);

  return G_LIST_MODEL (self->homes);
}

/**
 * bo_model_get_zones:
 * @self: a model
 *
 * Returns: (transfer none): of BoZone, of all homes, by name; live
 */
GListModel *
bo_model_get_zones (BoModel *self)
{
  g_return_val_if_fail (BO_IS_MODEL (self), NULL);

  return G_LIST_MODEL (self->zones);
}

/**
 * bo_model_get_rooms:
 * @self: a model
 *
 * Returns: (transfer none): of BoRoom, of all homes, by name; live
 */
GListModel *
bo_model_get_rooms (BoModel *self)
{
  g_return_val_if_fail (BO_IS_MODEL (self), NULL);

  return G_LIST_MODEL (self->rooms);
}

/**
 * bo_model_get_accessories:
 * @self: a model
 *
 * Returns: (transfer none): of BoAccessory, of all homes and of none, by name; live
 */
GListModel *
bo_model_get_accessories (BoModel *self)
{
  g_return_val_if_fail (BO_IS_MODEL (self), NULL);

  return G_LIST_MODEL (self->accessories);
}

/**
 * bo_model_get_scenes:
 * @self: a model
 *
 * Returns: (transfer none): of BoScene, of all homes, by name; live
 */
GListModel *
bo_model_get_scenes (BoModel *self)
{
  g_return_val_if_fail (BO_IS_MODEL (self), NULL);

  return G_LIST_MODEL (self->scenes);
}

/**
 * bo_model_get_documents:
 * @self: a model
 *
 * Returns: (transfer none): of BoDocument, of all homes, by name; live
 */
GListModel *
bo_model_get_documents (BoModel *self)
{
  g_return_val_if_fail (BO_IS_MODEL (self), NULL);

  return G_LIST_MODEL (self->documents);
}

/**
 * bo_model_get_primary_home:
 * @self: a model
 *
 * Returns: (nullable) (transfer none): the home called primary, of several or none the one with
 *   the smallest id; %NULL where there is no home
 */
BoHome *
bo_model_get_primary_home (BoModel *self)
{
  g_return_val_if_fail (BO_IS_MODEL (self), NULL);

  return self->primary_home;
}
