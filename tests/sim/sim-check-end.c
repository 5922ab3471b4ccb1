/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <string.h>

#include "plain-digest.h"

/* What must hold in the end (FAULTS §4, "After healing"). */

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

/* Two versions may have a common ancestor that lacks what both brought in since, and a hub restored from a
   backup may have lost the ancestor. Then nobody can tell that only one side changed a path: the later
   edit wins it (PROTOCOL §5), and the person is asked about this very value. */
bool
_sim_is_asked (World *world, int number, int client)
{
  g_autofree char *id = _sim_entity_id (number);
  g_autofree char *path = _sim_own_path (number, client);
  g_autofree char *value = g_strdup_printf ("%d", world->last[number][client]);

  for (int i = 0; i < world->n_clients; i++)
    if (is_journalled (world, i, id, path, value))
      return true;
  return false;
}

static char *
check_value (World *world, BoEntity *entity, int number, int client)
{
  g_autofree char *path = _sim_own_path (number, client);
  BoJson value = bo_json_at (bo_json_wrap (entity->content), path + strlen ("/content"));
  int64_t found = -1;

  bo_json_get_int64 (value, &found);
  if (world->last[number][client] < 0 || found == world->last[number][client] ||
      _sim_is_asked (world, number, client))
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
      if (record->pending || record->confirmed == NULL)
        return g_strdup_printf ("client %d: %s is not acknowledged", client, id);
    }
  return NULL;
}

static gboolean
add_to_digest_cb (const char *id, const char *hub_version, gpointer digest)
{
  plain_digest_add (digest, id, hub_version);
  return TRUE;
}

/* What the store keeps is what it would be anew. */
static char *
read_digest (BoSyncStore *store)
{
  PlainDigest *digest = plain_digest_new ();
  g_autofree char *kept = bo_sync_store_get_digest (store, NULL, NULL);
  g_autofree char *anew = NULL;

  bo_sync_store_foreach_hub_version (store, add_to_digest_cb, digest, NULL);
  anew = plain_digest_end (digest);
  return g_strdup (strcmp (kept, anew) == 0 ? kept : "");
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
  if (counts.quarantined > 0 || counts.unreadable > 0)
    return g_strdup_printf ("client %d: %d quarantined, %d unreadable", client, (int) counts.quarantined,
                            (int) counts.unreadable);
  if (strcmp (digest, hub) != 0)
    return g_strdup_printf ("client %d: digests differ", client);
  if (status->phase != BO_PHASE_UP_TO_DATE)
    return g_strdup_printf ("client %d: is %s (%s)", client, bo_phase_to_string (status->phase), status->detail);
  return NULL;
}

/* "every acknowledged version stays readable at the hub for ever, losers too". What a restored hub lost
   is not asked for. */
static char *
check_readable (World *world)
{
  for (unsigned int i = 0; i < world->held->len; i++)
    {
      g_auto(GStrv) parts = g_strsplit (g_ptr_array_index (world->held, i), "\x1f", 2);

      if (!sim_hub_holds (world->hub, parts[0], parts[1]))
        return g_strdup_printf ("%s: the hub acknowledged %s, and holds it no more", parts[0], parts[1]);
    }
  return NULL;
}

/* "one current version an id" */
static char *
check_current (World *world)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) entities = sim_hub_is_own (world->hub) ? sim_hub_list_until (world->hub, INT64_MAX) : NULL;

  for (unsigned int i = 0; entities != NULL && i < entities->len; i++)
    {
      BoEntity *entity = g_ptr_array_index (entities, i);

      if (!g_hash_table_add (seen, (gpointer) entity->id))
        return g_strdup_printf ("%s: the hub has two current versions", entity->id);
    }
  return NULL;
}

/* What the hub keeps as its digest is what it would be anew. */
static char *
check_sum (World *world)
{
  g_autofree char *kept = sim_hub_digest (world->hub);
  g_autofree char *anew = sim_hub_is_own (world->hub) ? sim_hub_sum (world->hub) : g_strdup (kept);

  return strcmp (kept, anew) == 0 ? NULL : g_strdup ("the hub's digest is not that of its rows");
}

static bool
is_unwanted (World *world, BoEntity *entity)
{
  return entity != NULL && _sim_is_unwanted (world, entity);
}

/* What the hub refuses is kept here, or about to be. */
static bool
is_waiting (World *world, BoSyncStore *store, const char *id)
{
  g_autoptr(BoRecord) record = bo_sync_store_get_record (store, id, NULL);
  g_autoptr(GPtrArray) edits = bo_sync_store_list_edits (store, id, NULL);

  return record != NULL && (record->outgoing != NULL || edits->len > 0) && record->status != BO_STATUS_QUARANTINED &&
         !is_unwanted (world, record->outgoing) && !is_unwanted (world, record->merged);
}

/* It leads to something that the hub may never get. */
static bool
is_kept_back (World *world, BoSyncStore *store, const char *id)
{
  g_autoptr(BoRecord) record = bo_sync_store_get_record (store, id, NULL);

  return _sim_is_mute (world, id) || (record != NULL && (record->status == BO_STATUS_QUARANTINED ||
                                                         is_unwanted (world, record->outgoing)));
}

static char *
find_starved (World *world, BoSyncStore *store, int client)
{
  for (int i = 0; i < MAX_ENTITIES; i++)
    {
      g_autofree char *id = _sim_entity_id (i);

      if (!_sim_is_mute (world, id) && is_waiting (world, store, id))
        return g_strdup_printf ("client %d: %s waits for another at which the hub is silent", client, id);
    }
  for (int i = 0; i < MAX_EDGES; i++)
    {
      g_autofree char *id = g_strdup_printf ("edge-%d", i);
      g_autoptr(BoEdgeRecord) record = bo_sync_store_get_edge (store, id, NULL);

      if (record != NULL && record->pending && record->status != BO_STATUS_QUARANTINED && !_sim_is_mute (world, id) &&
          !is_kept_back (world, store, record->shown->from_id) && !is_kept_back (world, store, record->shown->to_id))
        return g_strdup_printf ("client %d: %s waits for another at which the hub is silent", client, id);
    }
  return NULL;
}

/* While the hub is silent at some things, all else gets through. */
char *
_sim_check_others (World *world)
{
  char *wrong = NULL;

  for (int i = 0; wrong == NULL && i < world->n_clients; i++)
    {
      BoSyncStore *store = world->clients[i].store;

      bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
      wrong = find_starved (world, store, i);
      bo_sync_store_commit (store, NULL);
    }
  return wrong;
}

char *
_sim_check (World *world)
{
  char *wrong = check_current (world);

  if (wrong == NULL)
    wrong = check_sum (world);
  if (wrong == NULL)
    wrong = check_readable (world);
  for (int i = 0; wrong == NULL && i < world->n_clients; i++)
    wrong = check_client (world, i);
  return wrong != NULL ? wrong : check_hub (world);
}
