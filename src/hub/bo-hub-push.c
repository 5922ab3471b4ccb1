/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-rules-private.h"

#include <string.h>

typedef struct
{
  BoHubRules     *rules;
  BoSyncRequest  *request;
  BoSyncResponse *response;
  BoHubStamp      stamp;
  const char     *device_name;
  GHashTable     *named; /* ids acknowledged already, borrowed from the response */
} Push;

/* An id is named once, however often the batch holds it. */
static void
acknowledge (Push       *push,
             GPtrArray  *list,
             const char *id)
{
  char *copy;

  if (g_hash_table_contains (push->named, id))
    return;

  copy = g_strdup (id);
  g_ptr_array_add (list, copy);
  g_hash_table_add (push->named, copy);
}

/* @held: (nullable): what is current; @wins: whether that ends */
static gboolean
add_version (Push           *push,
             BoEntity       *entity,
             const BoHubRow *held,
             bool            wins,
             GError        **error)
{
  BoHubRules *rules = push->rules;

  push->stamp.seq++;
  if (!bo_hub_store_add_version (rules->store, entity, push->device_name, wins, held, &push->stamp, error))
    return FALSE;
  if (wins && rules->digest != NULL)
    bo_digest_table_put (rules->digest, entity->id, entity->version);
  return TRUE;
}

/* A deletion is a version whose content says so (PROTOCOL §3.1). */
static BoEntity *
make_tombstone (BoEntity *entity,
                GError  **error)
{
  g_autofree char *content = NULL;

  if (bo_entity_is_deleted (entity))
    return bo_entity_ref (entity);

  content = bo_json_set (entity->content, "/deleted", "true", error);
  if (content == NULL)
    return NULL;

  return bo_entity_new (entity->id, entity->version, entity->entity_type, entity->name, content,
                        entity->source_type, entity->user_id, entity->parent_versions);
}

/* PROTOCOL §3.3, rule 3. */
static bool
pushed_wins (const BoHubRow *held,
             BoEntity       *pushed,
             const char    **reason)
{
  int64_t time_us;
  int64_t distance;

  if (!bo_version_parse_time (pushed->version, &time_us))
    time_us = held->created_us;

  distance = time_us - held->created_us;
  if (ABS (distance) < G_USEC_PER_SEC)
    {
      bool greater = strcmp (pushed->version, held->entity->version) > 0;

      *reason = greater ? "timestamps within 1s, remote has greater version"
                        : "timestamps within 1s, local has greater version";
      return greater;
    }

  *reason = distance > 0 ? "remote has newer timestamp" : "local has newer timestamp";
  return distance > 0;
}

/* A version that says nothing of where it comes from, and wins, replaced what was held: named as
   its parent, so that other clients see an edit of what they hold and don't merge it with it. */
static BoEntity *
adopt (BoEntity       *pushed,
       const BoHubRow *held)
{
  const char *parents[] = { held->entity->version, NULL };

  if (pushed->parent_versions[0] != NULL)
    return bo_entity_ref (pushed);

  return bo_entity_new (pushed->id, pushed->version, pushed->entity_type, pushed->name, pushed->content,
                        pushed->source_type, pushed->user_id, parents);
}

static gboolean
resolve (Push           *push,
         const BoHubRow *held,
         BoEntity       *pushed,
         GError        **error)
{
  const char *reason;
  bool wins = pushed_wins (held, pushed, &reason);
  g_autoptr(BoEntity) stored = wins ? adopt (pushed, held) : bo_entity_ref (pushed);

  if (!add_version (push, stored, held, wins, error))
    return FALSE;

  g_ptr_array_add (push->response->conflicts,
                   bo_wire_conflict_new (pushed->id, held->entity->version, pushed->version, reason,
                                         wins ? pushed->version : held->entity->version));
  return TRUE;
}

/* Against what the hub holds of that id. */
static gboolean
apply_known (Push           *push,
             const BoHubRow *held,
             BoEntity       *entity,
             GError        **error)
{
  bool found = false;

  if (!bo_hub_store_has_version (push->rules->store, entity->id, entity->version, &found, error))
    return FALSE;
  if (found)
    return TRUE;
  if (bo_entity_has_parent (entity, held->entity->version))
    return add_version (push, entity, held, true, error);
  return resolve (push, held, entity, error);
}

static gboolean
apply_entity (Push     *push,
              BoChange *change,
              GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoHubRow) held = NULL;
  g_autoptr(BoEntity) entity = NULL;

  held = bo_hub_store_get_current (push->rules->store, change->entity->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  acknowledge (push, push->response->applied, change->entity->id);
  if (change->type != BO_CHANGE_DELETE)
    entity = bo_entity_ref (change->entity);
  else if (held == NULL || bo_entity_is_deleted (held->entity))
    return TRUE;
  else if ((entity = make_tombstone (change->entity, error)) == NULL)
    return FALSE;

  return held == NULL ? add_version (push, entity, NULL, true, error) : apply_known (push, held, entity, error);
}

/* A resend changes nothing, so it must not travel to every client again. */
static bool
is_resend (const BoHubEdgeRow *held,
           BoEdge             *edge)
{
  return held != NULL && bo_edge_same_data (held->edge, edge) &&
         strcmp (held->edge->from_version, edge->from_version) == 0 &&
         strcmp (held->edge->to_version, edge->to_version) == 0;
}

static gboolean
store_edge (Push   *push,
            BoEdge *edge,
            GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoHubEdgeRow) held = NULL;
  g_autoptr(BoEdge) stored = NULL;

  held = bo_hub_store_get_edge (push->rules->store, edge->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (is_resend (held, edge))
    return TRUE;

  push->stamp.seq++;
  stored = bo_edge_new (edge->id, edge->from_id, edge->from_version, edge->to_id, edge->to_version, edge->type,
                        edge->properties, push->request->user_id, push->stamp.now_us);
  return bo_hub_store_put_edge (push->rules->store, stored, &push->stamp, error);
}

/* An edge whose endpoint versions are not here waits at the client (PROTOCOL §3.2). */
static gboolean
apply_edge (Push    *push,
            BoEdge  *edge,
            GError **error)
{
  BoHubStore *store = push->rules->store;
  bool from_held = false;
  bool to_held = false;

  if (!bo_hub_store_has_version (store, edge->from_id, edge->from_version, &from_held, error) ||
      !bo_hub_store_has_version (store, edge->to_id, edge->to_version, &to_held, error))
    return FALSE;
  if (!from_held || !to_held)
    return TRUE;
  if (!store_edge (push, edge, error))
    return FALSE;

  acknowledge (push, push->response->applied_relationships, edge->id);
  return TRUE;
}

static gboolean
apply_edges (Push    *push,
             GError **error)
{
  g_hash_table_remove_all (push->named);

  for (unsigned int i = 0; i < push->request->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (push->request->changes, i);

      for (unsigned int j = 0; j < change->edges->len; j++)
        if (!apply_edge (push, g_ptr_array_index (change->edges, j), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
apply_changes (Push    *push,
               GError **error)
{
  for (unsigned int i = 0; i < push->request->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (push->request->changes, i);

      if (change->entity != NULL && !apply_entity (push, change, error))
        return FALSE;
    }
  return apply_edges (push, error);
}

gboolean
_bo_hub_push (BoHubRules     *self,
              BoSyncRequest  *request,
              BoSyncResponse *response,
              int64_t         now_us,
              GError        **error)
{
  g_autoptr(GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  Push push = {
    .rules = self,
    .request = request,
    .response = response,
    .device_name = request->device_name,
    .named = named,
  };

  if (!bo_hub_store_get_last (self->store, &push.stamp, error))
    return FALSE;

  /* Later than every row and every server_time given out, so that no `since` jumps over it. */
  push.stamp.clock_us = MAX (now_us, MAX (push.stamp.clock_us, self->given_us) + 1);
  push.stamp.now_us = now_us;
  return apply_changes (&push, error);
}
