/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-model-private.h"

#include <string.h>

/*
 * Levels are placed in turn: homes, zones, rooms, what is in them, documents. What a thing's place follows from is
 * always on a level before its own, so that one pass in that order is enough; a thing whose home
 * changed queues its neighbours, of which those on later levels are still to come.
 */

static BoNode *
other_end (BoModel *self,
           BoNode  *node,
           BoLink  *link)
{
  return _bo_model_ensure_node (self, strcmp (link->from_id, node->id) == 0 ? link->to_id : link->from_id);
}

/* (nullable): the node of @kind that an outgoing edge of @type (NULL: an edge of any type, either
   way) leads to; of several the one with the smallest id, so that order doesn't matter. */
static BoNode *
find_target (BoModel    *self,
             BoNode     *node,
             const char *type,
             BoKind      kind)
{
  BoNode *best = NULL;
  GHashTableIter iter;
  gpointer key;

  if (node->links == NULL)
    return NULL;

  g_hash_table_iter_init (&iter, node->links);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      BoLink *link = key;
      BoNode *target = other_end (self, node, link);

      if (target->kind != kind || target == node)
        continue;
      if (type != NULL && (strcmp (link->type, type) != 0 || strcmp (link->from_id, node->id) != 0))
        continue;
      if (best == NULL || strcmp (target->id, best->id) < 0)
        best = target;
    }

  return best;
}

static BoNode *
find_container (BoModel *self,
                BoNode  *node,
                BoKind   kind)
{
  BoNode *found = find_target (self, node, "located_in", kind);

  if (found == NULL)
    found = find_target (self, node, "part_of", kind);
  return found != NULL ? found : find_target (self, node, "contained_in", kind);
}

static BoHome *
home_of_node (BoNode *node)
{
  return node->kind == BO_KIND_HOME ? BO_HOME (node->thing) : node->home;
}

/* The home @node is in, through what holds it; the primary one for want of another. */
static BoHome *
find_home (BoModel *self,
           BoNode  *node)
{
  static const BoKind holders[] = { BO_KIND_ROOM, BO_KIND_HOME, BO_KIND_ZONE };
  static const BoKind holders_of_room[] = { BO_KIND_HOME, BO_KIND_ZONE };
  const BoKind *kinds = node->kind == BO_KIND_ROOM || node->kind == BO_KIND_ZONE ? holders_of_room : holders;
  size_t n_kinds = node->kind == BO_KIND_ZONE ? 1 : node->kind == BO_KIND_ROOM ? 2 : 3;

  for (size_t i = 0; i < n_kinds; i++)
    {
      BoNode *holder = find_container (self, node, kinds[i]);

      if (holder != NULL && home_of_node (holder) != NULL && (holder->kind == BO_KIND_HOME || !holder->defaulted))
        return home_of_node (holder);
    }

  return NULL;
}

/* A document says by what it is about where it belongs. */
static BoHome *
find_home_of_document (BoModel *self,
                       BoNode  *node)
{
  static const BoKind kinds[] = { BO_KIND_HOME, BO_KIND_ZONE, BO_KIND_ROOM, BO_KIND_ACCESSORY };
  BoHome *home = find_home (self, node);

  for (size_t i = 0; home == NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      BoNode *subject = find_target (self, node, NULL, kinds[i]);

      if (subject != NULL && (subject->kind == BO_KIND_HOME || !subject->defaulted))
        home = home_of_node (subject);
    }

  return home;
}

static BoList *
list_of_home (BoHome *home,
              BoKind  kind)
{
  switch (kind)
    {
    case BO_KIND_ZONE:
      return _bo_home_zones (home);
    case BO_KIND_ROOM:
      return _bo_home_rooms (home);
    case BO_KIND_ACCESSORY:
      return _bo_home_accessories (home);
    case BO_KIND_SCENE:
      return _bo_home_scenes (home);
    case BO_KIND_DOCUMENT:
      return _bo_home_documents (home);
    case BO_KIND_HOME:
    case BO_KIND_NONE:
    default:
      return NULL;
    }
}

static BoList *
list_of_model (BoModel *self,
               BoKind   kind)
{
  switch (kind)
    {
    case BO_KIND_HOME:
      return self->homes;
    case BO_KIND_ZONE:
      return self->zones;
    case BO_KIND_ROOM:
      return self->rooms;
    case BO_KIND_ACCESSORY:
      return self->accessories;
    case BO_KIND_SCENE:
      return self->scenes;
    case BO_KIND_DOCUMENT:
      return self->documents;
    case BO_KIND_NONE:
    default:
      return NULL;
    }
}

static void
set_defaulted (BoModel *self,
               BoNode  *node,
               bool     defaulted)
{
  if (node->defaulted == defaulted)
    return;

  node->defaulted = defaulted;
  node->among_defaulted.data = node;
  if (defaulted)
    g_queue_push_tail_link (&self->defaulted, &node->among_defaulted);
  else
    g_queue_unlink (&self->defaulted, &node->among_defaulted);
}

static void
leave_home (BoModel *self,
            BoNode  *node)
{
  if (node->home == NULL)
    return;

  _bo_update_drop (self->update, list_of_home (node->home, node->kind), node->thing);
  if (node->kind == BO_KIND_ACCESSORY)
    _bo_update_drop (self->update, _bo_home_no_room (node->home), node->thing);
  node->home = NULL;
}

static void
enter_home (BoModel *self,
            BoNode  *node)
{
  BoHome *home = node->kind == BO_KIND_DOCUMENT ? find_home_of_document (self, node) : find_home (self, node);
  bool was_defaulted = node->defaulted;
  BoHome *old = node->home;

  set_defaulted (self, node, home == NULL);
  if (home == NULL)
    home = self->primary_home;
  if (home != old)
    {
      leave_home (self, node);
      node->home = home;
      _bo_thing_set_home (node->thing, self->update, home);
      g_hash_table_add (self->touched, g_strdup (node->id));
    }
  if (home != NULL)
    _bo_update_put (self->update, list_of_home (home, node->kind), node->thing,
                    _bo_thing_get_sort_key (node->thing));
  if (home != old || was_defaulted != node->defaulted)
    _bo_model_queue_neighbours (self, node);
}

static void
place_room (BoModel *self,
            BoNode  *node)
{
  BoNode *zone_node = find_container (self, node, BO_KIND_ZONE);
  BoZone *zone = zone_node != NULL ? BO_ZONE (zone_node->thing) : NULL;

  if (node->zone != zone && node->zone != NULL)
    _bo_update_drop (self->update, _bo_zone_rooms (node->zone), node->thing);
  node->zone = zone;
  _bo_room_set_zone (BO_ROOM (node->thing), self->update, zone);
  if (zone != NULL)
    _bo_update_put (self->update, _bo_zone_rooms (zone), node->thing, _bo_thing_get_sort_key (node->thing));
}

static GHashTable *
find_rooms (BoModel *self,
            BoNode  *node)
{
  GHashTable *rooms = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;

  if (node->links == NULL)
    return rooms;

  g_hash_table_iter_init (&iter, node->links);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      BoLink *link = key;
      BoNode *room = other_end (self, node, link);

      if (room->kind == BO_KIND_ROOM && strcmp (link->from_id, node->id) == 0
          && (strcmp (link->type, "located_in") == 0 || strcmp (link->type, "contained_in") == 0))
        g_hash_table_add (rooms, room->thing);
    }

  return rooms;
}

static void
leave_rooms (BoModel    *self,
             BoNode     *node,
             GHashTable *rooms)
{
  BoList *list = _bo_accessory_rooms (BO_ACCESSORY (node->thing));

  for (unsigned i = 0; i < _bo_list_size (list); i++)
    {
      BoRoom *room = _bo_list_peek (list, i);

      if (rooms != NULL && g_hash_table_contains (rooms, room))
        continue;
      _bo_update_drop (self->update, list, room);
      _bo_update_drop (self->update, _bo_room_accessories (room), node->thing);
    }
}

static void
place_accessory (BoModel *self,
                 BoNode  *node)
{
  BoAccessory *accessory = BO_ACCESSORY (node->thing);
  g_autoptr (GHashTable) rooms = find_rooms (self, node);
  BoNode *bridge = find_target (self, node, "bridge", BO_KIND_ACCESSORY);
  const char *key = _bo_thing_get_sort_key (node->thing);
  GHashTableIter iter;
  gpointer room;

  leave_rooms (self, node, rooms);
  g_hash_table_iter_init (&iter, rooms);
  while (g_hash_table_iter_next (&iter, &room, NULL))
    {
      _bo_update_put (self->update, _bo_accessory_rooms (accessory), room, _bo_thing_get_sort_key (room));
      _bo_update_put (self->update, _bo_room_accessories (room), accessory, key);
    }
  if (node->home != NULL && g_hash_table_size (rooms) == 0)
    _bo_update_put (self->update, _bo_home_no_room (node->home), accessory, key);
  else if (node->home != NULL)
    _bo_update_drop (self->update, _bo_home_no_room (node->home), accessory);
  _bo_accessory_set_bridge (accessory, self->update, bridge != NULL ? BO_ACCESSORY (bridge->thing) : NULL);
}

static GHashTable *
find_subjects (BoModel *self,
               BoNode  *node)
{
  GHashTable *subjects = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;

  if (node->links == NULL)
    return subjects;

  g_hash_table_iter_init (&iter, node->links);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      BoNode *subject = other_end (self, node, key);

      if (subject->thing != NULL && subject != node)
        g_hash_table_add (subjects, subject->thing);
    }

  return subjects;
}

static void
leave_subjects (BoModel    *self,
                BoNode     *node,
                GHashTable *subjects)
{
  BoList *list = _bo_document_subjects (BO_DOCUMENT (node->thing));

  for (unsigned i = 0; i < _bo_list_size (list); i++)
    {
      BoThing *subject = _bo_list_peek (list, i);

      if (subjects != NULL && g_hash_table_contains (subjects, subject))
        continue;
      _bo_update_drop (self->update, list, subject);
      _bo_update_drop (self->update, _bo_thing_documents (subject), node->thing);
    }
}

static void
place_document (BoModel *self,
                BoNode  *node)
{
  g_autoptr (GHashTable) subjects = find_subjects (self, node);
  BoList *list = _bo_document_subjects (BO_DOCUMENT (node->thing));
  GHashTableIter iter;
  gpointer subject;

  leave_subjects (self, node, subjects);
  g_hash_table_iter_init (&iter, subjects);
  while (g_hash_table_iter_next (&iter, &subject, NULL))
    {
      _bo_update_put (self->update, list, subject, _bo_thing_get_sort_key (subject));
      _bo_update_put (self->update, _bo_thing_documents (subject), node->thing, _bo_thing_get_sort_key (node->thing));
    }
}

static void
place_home (BoModel *self,
            BoNode  *node)
{
  /* The primary home stands first, whatever its name. */
  g_autofree char *key = g_strconcat (BO_HOME (node->thing) == self->primary_home ? "0" : "1",
                                      _bo_thing_get_sort_key (node->thing), NULL);

  _bo_update_put (self->update, self->homes, node->thing, key);
}

static void
place (BoModel *self,
       BoNode  *node)
{
  if (node->kind == BO_KIND_HOME)
    {
      place_home (self, node);
      return;
    }

  _bo_update_put (self->update, list_of_model (self, node->kind), node->thing, _bo_thing_get_sort_key (node->thing));
  enter_home (self, node);
  if (node->kind == BO_KIND_ROOM)
    place_room (self, node);
  else if (node->kind == BO_KIND_ACCESSORY)
    place_accessory (self, node);
  else if (node->kind == BO_KIND_DOCUMENT)
    place_document (self, node);
}

void
_bo_model_place_queued (BoModel *self)
{
  for (unsigned level = 0; level < N_LEVELS; level++)
    {
      GPtrArray *queue = self->queues[level];

      /* Grows while it is walked. */
      for (unsigned i = 0; i < queue->len; i++)
        {
          BoNode *node = g_ptr_array_index (queue, i);

          if (node->thing != NULL)
            place (self, node);
        }
    }

  for (unsigned level = 0; level < N_LEVELS; level++)
    {
      for (unsigned i = 0; i < self->queues[level]->len; i++)
        ((BoNode *) g_ptr_array_index (self->queues[level], i))->queued = false;
      g_ptr_array_set_size (self->queues[level], 0);
    }
}

/* Takes @node out of every list, and out of what points to it. */
void
_bo_model_unplace (BoModel *self,
                   BoNode  *node)
{
  _bo_update_drop (self->update, list_of_model (self, node->kind), node->thing);
  leave_home (self, node);
  set_defaulted (self, node, false);
  if (node->kind == BO_KIND_ACCESSORY)
    {
      leave_rooms (self, node, NULL);
      _bo_accessory_set_bridge (BO_ACCESSORY (node->thing), self->update, NULL);
    }
  else if (node->kind == BO_KIND_DOCUMENT)
    leave_subjects (self, node, NULL);
  else if (node->kind == BO_KIND_ROOM && node->zone != NULL)
    {
      _bo_update_drop (self->update, _bo_zone_rooms (node->zone), node->thing);
      _bo_room_set_zone (BO_ROOM (node->thing), self->update, NULL);
      node->zone = NULL;
    }
  _bo_thing_set_home (node->thing, self->update, NULL);
  g_hash_table_remove (self->home_nodes, node);
}
