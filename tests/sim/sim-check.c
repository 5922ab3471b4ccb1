/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <string.h>

#include "bo-digest.h"

/* The invariants of FAULTS §4. */

/* --- what never may be --- */

static bool
goes_along (BoSyncRequest *request, const char *id, const char *version)
{
  for (unsigned int i = 0; i < request->changes->len; i++)
    {
      BoEntity *entity = ((BoChange *) g_ptr_array_index (request->changes, i))->entity;

      if (entity != NULL && strcmp (entity->id, id) == 0 && strcmp (entity->version, version) == 0)
        return true;
    }
  return false;
}

/* What was sent and not answered goes again as it was. */
void
_sim_check_sent (World *world, int index, BoRequest *request)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncRequest) push = NULL;
  Client *client = &world->clients[index];
  size_t length;
  const char *text;

  if (request->body == NULL)
    return;
  text = g_bytes_get_data (request->body, &length);
  push = bo_sync_request_decode (text, (gssize) length, errors);
  for (unsigned int i = 0; push != NULL && i < push->changes->len; i++)
    {
      BoEntity *entity = ((BoChange *) g_ptr_array_index (push->changes, i))->entity;
      const char *sent = entity != NULL ? g_hash_table_lookup (client->sent, entity->id) : NULL;

      if (sent != NULL && !goes_along (push, entity->id, sent) && world->problem == NULL)
        world->problem = g_strdup_printf ("client %d: %s was sent as %s, and goes again as %s", index, entity->id,
                                          sent, entity->version);
    }
  for (unsigned int i = 0; push != NULL && i < push->changes->len; i++)
    {
      BoEntity *entity = ((BoChange *) g_ptr_array_index (push->changes, i))->entity;

      client->push = request->id;
      if (entity != NULL)
        g_hash_table_insert (client->sent, g_strdup (entity->id), g_strdup (entity->version));
    }
}

/* The position moves with the rows: what our hub wrote up to there is held (FAULTS P3). */
void
_sim_check_position (World *world, int client)
{
  BoSyncStore *store = world->clients[client].store;
  g_autoptr(BoSyncState) state = NULL;
  g_autoptr(GPtrArray) entities = NULL;

  if (world->kind == SIM_HUB_RUNNING || world->kind == SIM_HUB_BLIND || world->problem != NULL)
    return;
  bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
  state = bo_sync_store_get_state (store, NULL);
  if (!state->walking && state->cursor == NULL && state->resume_cursor != NULL &&
      g_strcmp0 (state->epoch, sim_hub_epoch (world->hub)) == 0)
    entities = sim_hub_list_until (world->hub, g_ascii_strtoll (state->resume_cursor, NULL, 10));
  for (unsigned int i = 0; entities != NULL && i < entities->len; i++)
    {
      BoEntity *entity = g_ptr_array_index (entities, i);
      g_autoptr(BoEntity) held = bo_sync_store_get_version (store, entity->id, entity->version, NULL);

      if (held == NULL && world->problem == NULL)
        world->problem = g_strdup_printf ("client %d: says it has all up to %s, and lacks %s of %s", client,
                                          state->resume_cursor, entity->version, entity->id);
    }
  bo_sync_store_commit (store, NULL);
}

/* --- what must hold in the end --- */

/* Whether @client's journal asks for attention to @path of @id, with @value on one side. */
static bool
is_journalled (World *world, int client, const char *id, const char *path, const char *value)
{
  BoSyncStore *store = world->clients[client].store;
  g_autoptr(GPtrArray) conflicts = NULL;
  bool found = false;

  bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
  conflicts = bo_sync_store_list_conflicts (store, true, NULL);
  bo_sync_store_commit (store, NULL);
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      BoConflict *conflict = g_ptr_array_index (conflicts, i);

      for (unsigned int j = 0; strcmp (conflict->entity_id, id) == 0 && j < conflict->paths->len; j++)
        {
          BoConflictPath *one = g_ptr_array_index (conflict->paths, j);

          found = found || (one->overlap && strcmp (one->path, path) == 0 &&
                            (g_strcmp0 (one->mine, value) == 0 || g_strcmp0 (one->theirs, value) == 0));
        }
    }
  return found;
}

/* A hub restored from a backup may have lost the ancestor that two versions have in common, and who
   brings the two together can't have it any more. Then nobody can tell that only one side changed a
   path: the later edit wins it, and the person is asked. */
static bool
is_asked (World *world, BoEntity *entity, int number, int client)
{
  g_autofree char *path = g_strdup_printf ("/content/own%d", client);
  g_autofree char *value = g_strdup_printf ("%d", world->last[number][client]);

  for (int i = 0; world->restores && i < world->n_clients; i++)
    if (is_journalled (world, i, entity->id, path, value))
      return true;
  return false;
}

static char *
check_value (World *world, BoEntity *entity, int number, int client)
{
  g_autofree char *path = g_strdup_printf ("/own%d", client);
  BoJson value = bo_json_at (bo_json_wrap (entity->content), path);
  int64_t found = -1;

  bo_json_get_int64 (value, &found);
  if (world->last[number][client] < 0 || found == world->last[number][client] ||
      is_asked (world, entity, number, client))
    return NULL;
  return g_strdup_printf ("%s: client %d wrote %d, the hub holds %d", entity->id, client,
                          world->last[number][client], (int) found);
}

static char *
check_hub (World *world)
{
  for (int i = 0; i < MAX_ENTITIES; i++)
    {
      g_autofree char *id = _sim_entity_id (i);
      g_autoptr(BoEntity) entity = sim_hub_current (world->hub, id);

      if (!world->created[i] || world->deleted[i])
        continue;
      if (entity == NULL)
        return g_strdup_printf ("%s: the hub lacks it", id);
      for (int client = 0; client < world->n_clients; client++)
        {
          char *problem = check_value (world, entity, i, client);

          if (problem != NULL)
            return problem;
        }
    }
  return NULL;
}

static char *
check_records (World *world, BoSyncStore *store, int client)
{
  for (int i = 0; i < MAX_ENTITIES; i++)
    {
      g_autofree char *id = _sim_entity_id (i);
      g_autoptr(BoRecord) record = bo_sync_store_get_record (store, id, NULL);
      g_autoptr(BoEntity) entity = sim_hub_current (world->hub, id);

      if (entity == NULL && record == NULL)
        continue;
      if (entity == NULL || record == NULL || record->shown == NULL)
        {
          if (record == NULL || record->shown == NULL || !bo_entity_is_deleted (record->shown))
            return g_strdup_printf ("client %d: %s is on one side only", client, id);
          continue;
        }
      if (!bo_entity_same_data (record->shown, entity))
        return g_strdup_printf ("client %d: %s differs: %s (%s), hub %s (%s)", client, id, record->shown->content,
                                record->shown->version, entity->content, entity->version);
      if (record->aside != NULL || record->outgoing != NULL || record->merged != NULL)
        return g_strdup_printf ("client %d: %s has something aside or outgoing", client, id);
    }
  for (int i = 0; i < MAX_EDGES; i++)
    {
      g_autofree char *id = g_strdup_printf ("edge-%d", i);
      g_autoptr(BoEdgeRecord) record = bo_sync_store_get_edge (store, id, NULL);
      g_autoptr(BoEdge) edge = sim_hub_edge (world->hub, id);

      if (edge == NULL && record == NULL)
        continue;
      if (edge == NULL || record == NULL || !bo_edge_same_data (record->shown, edge))
        return g_strdup_printf ("client %d: %s differs from the hub's", client, id);
    }
  return NULL;
}

static gboolean
add_to_digest_cb (const char *id, const char *hub_version, gpointer digest)
{
  bo_digest_add (digest, id, hub_version);
  return TRUE;
}

/* What the store keeps is what it would be anew. */
static char *
read_digest (BoSyncStore *store)
{
  BoDigest *digest = bo_digest_new ();
  g_autofree char *kept = bo_sync_store_get_digest (store, NULL, NULL);
  g_autofree char *anew = NULL;

  bo_sync_store_foreach_hub_version (store, add_to_digest_cb, digest, NULL);
  anew = bo_digest_end (digest);
  g_assert_cmpstr (kept, ==, anew);
  return g_steal_pointer (&kept);
}

static char *
check_client (World *world, int client)
{
  BoSyncStore *store = world->clients[client].store;
  const BoEngineStatus *status = bo_engine_get_status (world->clients[client].engine);
  g_autofree char *digest = NULL, *hub = sim_hub_digest (world->hub);
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GPtrArray) dues = NULL;
  BoSyncCounts counts;
  char *problem;

  bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
  edits = bo_sync_store_list_edits (store, NULL, NULL);
  dues = bo_sync_store_list_merge_due (store, NULL);
  digest = read_digest (store);
  bo_sync_store_get_counts (store, &counts, NULL);
  problem = check_records (world, store, client);
  bo_sync_store_commit (store, NULL);
  if (problem != NULL)
    return problem;
  if (edits->len > 0 || counts.pending > 0 || dues->len > 0)
    return g_strdup_printf ("client %d: %u edits, %d pending, %u merges due", client, edits->len,
                            (int) counts.pending, dues->len);
  if (strcmp (digest, hub) != 0)
    return g_strdup_printf ("client %d: digests differ", client);
  if (status->phase != BO_PHASE_UP_TO_DATE)
    return g_strdup_printf ("client %d: is %s (%s)", client, bo_phase_to_string (status->phase), status->detail);
  return NULL;
}

char *
_sim_check (World *world)
{
  for (int i = 0; i < world->n_clients; i++)
    {
      char *problem = check_client (world, i);

      if (problem != NULL)
        return problem;
    }
  return check_hub (world);
}
