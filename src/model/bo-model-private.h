/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"
#include "bo-things-private.h"

G_BEGIN_DECLS

/* An edge of the graph, or what acts as one: a bridge_id. */
typedef struct
{
  char   *id;
  char   *from_id;
  char   *to_id;
  char   *type;
  BoEdge *edge; /* nullable */
} BoLink;

/* A place in the graph, shown or not: an edge may lead to what isn't there yet. */
typedef struct
{
  char       *id;
  BoKind      kind;
  BoThing    *thing;     /* nullable, owned */
  BoHome     *home;      /* where it is listed now, borrowed */
  BoZone     *zone;      /* a room's */
  GHashTable *links;     /* BoLink, borrowed; NULL while there is none */
  bool        defaulted; /* its home is the primary one for want of another */
  GList       among_defaulted; /* its link in the model's list of those */
  bool        queued;
} BoNode;

#define N_LEVELS 5

struct _BoModel
{
  GObject parent_instance;

  GHashTable *nodes;     /* id → BoNode */
  GHashTable *links;     /* id → BoLink */
  GQueue      defaulted; /* BoNode, by links of their own */
  GHashTable *home_nodes; /* BoNode, borrowed */
  BoHome     *primary_home;

  BoList *homes;
  BoList *zones;
  BoList *rooms;
  BoList *accessories;
  BoList *scenes;
  BoList *documents;

  /* during an apply */
  BoUpdate  *update;
  GPtrArray *queues[N_LEVELS]; /* BoNode: homes, zones, rooms, what is in them, documents */
  GHashTable *touched;         /* ids */
};

/* bo-model-graph.c */
BoNode *_bo_model_ensure_node  (BoModel *self, const char *id);
BoNode *_bo_model_peek_node    (BoModel *self, const char *id);
void    _bo_model_put_link     (BoModel *self, const char *id, const char *from_id, const char *to_id, const char *type,
                                BoEdge *edge);
void    _bo_model_remove_link  (BoModel *self, const char *id);
void    _bo_model_queue        (BoModel *self, BoNode *node);
void    _bo_model_queue_neighbours (BoModel *self, BoNode *node);
void    _bo_node_free          (BoNode *node);
void    _bo_link_free          (BoLink *link);

/* bo-model-place.c: brings lists and back pointers in line with the graph */
void    _bo_model_place_queued (BoModel *self);
void    _bo_model_unplace      (BoModel *self, BoNode *node);

G_END_DECLS
