/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-model-private.h"

#include <string.h>

void
_bo_node_free (BoNode *node)
{
  g_free (node->id);
  g_clear_object (&node->thing);
  g_clear_pointer (&node->links, g_hash_table_unref);
  g_free (node);
}

void
_bo_link_free (BoLink *link)
{
  g_free (link->id);
  g_free (link->from_id);
  g_free (link->to_id);
  g_free (link->type);
  g_clear_pointer (&link->edge, bo_edge_unref);
  g_free (link);
}

BoNode *
_bo_model_peek_node (BoModel    *self,
                     const char *id)
{
  return g_hash_table_lookup (self->nodes, id);
}

BoNode *
_bo_model_ensure_node (BoModel    *self,
                       const char *id)
{
  BoNode *node = g_hash_table_lookup (self->nodes, id);

  if (node != NULL)
    return node;

  node = g_new0 (BoNode, 1);
  node->id = g_strdup (id);
  g_hash_table_insert (self->nodes, node->id, node);
  return node;
}

static unsigned
level_of (BoKind kind)
{
  switch (kind)
    {
    case BO_KIND_HOME:
      return 0;
    case BO_KIND_ZONE:
      return 1;
    case BO_KIND_ROOM:
      return 2;
    case BO_KIND_ACCESSORY:
    case BO_KIND_SCENE:
      return 3;
    case BO_KIND_DOCUMENT:
    case BO_KIND_NONE:
    default:
      return 4;
    }
}

void
_bo_model_queue (BoModel *self,
                 BoNode  *node)
{
  if (node->queued || node->kind == BO_KIND_NONE)
    return;

  node->queued = true;
  g_ptr_array_add (self->queues[level_of (node->kind)], node);
}

void
_bo_model_queue_neighbours (BoModel *self,
                            BoNode  *node)
{
  GHashTableIter iter;
  gpointer key;

  if (node->links == NULL)
    return;

  g_hash_table_iter_init (&iter, node->links);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      BoLink *link = key;

      _bo_model_queue (self, _bo_model_ensure_node (self, link->from_id));
      _bo_model_queue (self, _bo_model_ensure_node (self, link->to_id));
    }
}

static void
attach (BoModel    *self,
        BoLink     *link,
        const char *id)
{
  BoNode *node = _bo_model_ensure_node (self, id);

  if (node->links == NULL)
    node->links = g_hash_table_new (NULL, NULL);
  g_hash_table_add (node->links, link);
  _bo_model_queue (self, node);
  g_hash_table_add (self->touched, g_strdup (id));
}

static void
detach (BoModel    *self,
        BoLink     *link,
        const char *id)
{
  BoNode *node = _bo_model_ensure_node (self, id);

  if (node->links != NULL)
    g_hash_table_remove (node->links, link);
  _bo_model_queue (self, node);
  g_hash_table_add (self->touched, g_strdup (id));
}

static bool
is_same_link (BoLink     *link,
              const char *from_id,
              const char *to_id,
              const char *type)
{
  return strcmp (link->from_id, from_id) == 0 && strcmp (link->to_id, to_id) == 0 && strcmp (link->type, type) == 0;
}

void
_bo_model_put_link (BoModel    *self,
                    const char *id,
                    const char *from_id,
                    const char *to_id,
                    const char *type,
                    BoEdge     *edge)
{
  BoLink *link = g_hash_table_lookup (self->links, id);

  if (link != NULL && is_same_link (link, from_id, to_id, type))
    {
      g_clear_pointer (&link->edge, bo_edge_unref);
      link->edge = edge != NULL ? bo_edge_ref (edge) : NULL;
      return;
    }

  _bo_model_remove_link (self, id);
  link = g_new0 (BoLink, 1);
  link->id = g_strdup (id);
  link->from_id = g_strdup (from_id);
  link->to_id = g_strdup (to_id);
  link->type = g_strdup (type);
  link->edge = edge != NULL ? bo_edge_ref (edge) : NULL;
  g_hash_table_insert (self->links, link->id, link);
  attach (self, link, link->from_id);
  attach (self, link, link->to_id);
}

void
_bo_model_remove_link (BoModel    *self,
                       const char *id)
{
  BoLink *link = g_hash_table_lookup (self->links, id);

  if (link == NULL)
    return;

  detach (self, link, link->from_id);
  detach (self, link, link->to_id);
  g_hash_table_remove (self->links, id);
}
