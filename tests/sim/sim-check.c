/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <stdarg.h>
#include <string.h>

/* What never may be (FAULTS §4, "Invariants, always"), of requests, answers and steps. Each check names
   the sentence it is about; tests/sim/README.md lists them. */

#define MAX_ACTIONS 16

/* The first one counts. */
void
_sim_wrong (World *world, const char *format, ...)
{
  va_list args;

  if (world->problem != NULL)
    return;
  va_start (args, format);
  world->problem = g_strdup_vprintf (format, args);
  va_end (args);
}

static BoSyncRequest *
read_request (BoRequest *request)
{
  g_autoptr(GPtrArray) errors = NULL;
  size_t length;
  const char *text;

  if (request->body == NULL)
    return NULL;
  errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  text = g_bytes_get_data (request->body, &length);
  return bo_sync_request_decode (text, (gssize) length, errors);
}

static BoSyncResponse *
read_response (BoReply *reply)
{
  size_t length;
  const char *text;

  if (reply->status != 200 || reply->body == NULL || g_strcmp0 (reply->content_type, "application/json") != 0)
    return NULL;
  text = g_bytes_get_data (reply->body, &length);
  return bo_sync_response_decode (text, (gssize) length, NULL);
}

static bool
is_named (GPtrArray *ids, const char *id)
{
  for (unsigned int i = 0; i < ids->len; i++)
    if (strcmp (g_ptr_array_index (ids, i), id) == 0)
      return true;
  return false;
}

/* --- what goes out --- */

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

/* DESIGN §4: a retry sends the same version strings. */
static void
check_retry (World *world, int index, BoSyncRequest *push, BoEntity *entity)
{
  const char *sent = g_hash_table_lookup (world->clients[index].unanswered, entity->id);

  if (sent != NULL && !goes_along (push, entity->id, sent))
    _sim_wrong (world, "client %d: %s was sent as %s, and goes again as %s", index, entity->id, sent, entity->version);
}

/* "every committed version exists on its client": from the first byte on. */
static void
check_kept (World *world, int index, BoEntity *entity)
{
  BoSyncStore *store = world->clients[index].store;
  g_autoptr(BoEntity) kept = NULL;

  bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
  kept = bo_sync_store_get_version (store, entity->id, entity->version, NULL);
  bo_sync_store_commit (store, NULL);
  if (kept == NULL)
    _sim_wrong (world, "client %d: sends %s of %s, and doesn't hold it", index, entity->version, entity->id);
}

/* One name, one content: a version never changes. */
static void
check_content (World *world, int index, const char *key, BoEntity *entity)
{
  uint64_t hash = g_str_hash (entity->content) * UINT64_C (31) + g_str_hash (entity->name) + 1;
  uint64_t *known = g_hash_table_lookup (world->contents, key);

  if (known != NULL && *known != hash)
    _sim_wrong (world, "client %d: %s of %s is sent with two contents", index, entity->version, entity->id);
  if (known == NULL)
    g_hash_table_insert (world->contents, g_strdup (key), g_memdup2 (&hash, sizeof hash));
}

void
_sim_expect (World *world, int client, int value, int64_t expires_us)
{
  Expiring expiring = { client, value, expires_us, false };

  g_array_append_val (world->expiring, expiring);
}

static bool
is_still_queued (Client *client, int value)
{
  for (unsigned int i = 0; i < client->queue->len; i++)
    if (g_array_index (client->queue, Queued, i).value == value)
      return true;
  return false;
}

/* "no expired path is ever pushed": not in a later version, and not a second time where nobody knows
   what became of the first. */
static void
check_expired (World *world, int index, BoEntity *entity)
{
  Client *client = &world->clients[index];
  g_autofree char *path = g_strdup_printf ("/command%d", index);
  int64_t value;

  if (!bo_json_get_int64 (bo_json_at (bo_json_wrap (entity->content), path), &value))
    return;
  for (unsigned int i = 0; i < world->expiring->len; i++)
    {
      Expiring *expiring = &g_array_index (world->expiring, Expiring, i);

      if (expiring->value != value || (expiring->composed && !is_still_queued (client, (int) value)))
        continue;
      if (client->composed_us >= expiring->expires_us)
        _sim_wrong (world, "client %d: %s of %s carries %d, which had expired", index, entity->version, entity->id,
                    (int) value);
      expiring->composed = true;
    }
}

static void
check_entity (World *world, int index, BoSyncRequest *push, BoEntity *entity)
{
  Client *client = &world->clients[index];
  g_autofree char *key = _sim_key (entity->id, entity->version);

  check_retry (world, index, push, entity);
  check_content (world, index, key, entity);
  if (world->expiring->len > 0)
    check_expired (world, index, entity);
  if (g_hash_table_contains (client->made, key))
    return;
  check_kept (world, index, entity);
  g_hash_table_add (client->made, g_steal_pointer (&key));
}

/* @leaves: some of it may reach the hub */
void
_sim_check_sent (World *world, int index, BoRequest *request, bool leaves)
{
  g_autoptr(BoSyncRequest) push = read_request (request);
  Client *client = &world->clients[index];

  if (push == NULL || push->changes->len == 0)
    return;
  client->push = request->id;
  g_ptr_array_set_size (client->sent, 0);
  for (unsigned int i = 0; i < push->changes->len; i++)
    {
      BoEntity *entity = ((BoChange *) g_ptr_array_index (push->changes, i))->entity;
      SentVersion *sent;

      if (entity == NULL)
        continue;
      check_entity (world, index, push, entity);
      sent = g_new (SentVersion, 1);
      *sent = (SentVersion) { g_strdup (entity->id), g_strdup (entity->version) };
      g_ptr_array_add (client->sent, sent);
    }
  for (unsigned int i = 0; leaves && i < client->sent->len; i++)
    {
      SentVersion *sent = g_ptr_array_index (client->sent, i);

      g_hash_table_insert (client->unanswered, g_strdup (sent->id), g_strdup (sent->version));
    }
}

/* --- what the hub says --- */

/* "every acknowledged version stays readable at the hub": it is there when it is acknowledged, and
   sim-check-end.c looks whether it stayed. A delete of what isn't there stores nothing (PROTOCOL §3.2). */
void
_sim_check_answer (World *world, BoSyncRequest *push, BoReply *reply)
{
  g_autoptr(BoSyncResponse) response = read_response (reply);

  for (unsigned int i = 0; response != NULL && i < push->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (push->changes, i);
      BoEntity *entity = change->entity;

      if (entity == NULL || change->type == BO_CHANGE_DELETE || !is_named (response->applied, entity->id))
        continue;
      if (!sim_hub_holds (world->hub, entity->id, entity->version))
        _sim_wrong (world, "the hub acknowledges %s of %s, and doesn't hold it", entity->version, entity->id);
      g_ptr_array_add (world->held, _sim_key (entity->id, entity->version));
    }
}

static void
settle_sent (Client *client, BoSyncResponse *response)
{
  for (unsigned int i = 0; i < client->sent->len; i++)
    {
      SentVersion *sent = g_ptr_array_index (client->sent, i);

      if (!is_named (response->applied, sent->id))
        continue;
      g_hash_table_add (client->acknowledged, _sim_key (sent->id, sent->version));
      g_hash_table_remove (client->unanswered, sent->id);
    }
}

/* The last of a pair is looked for: where that is, the other one is, be it sent before a crash. */
static void
acknowledge_parents (Client *client, const char *id, BoReply *reply)
{
  size_t length;
  const char *text = reply->body != NULL ? g_bytes_get_data (reply->body, &length) : NULL;
  BoJson root, parents;

  if (text == NULL || !bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &root, NULL))
    return;
  parents = bo_json_at (root, "/entity/parent_versions");
  for (size_t i = 0; i < bo_json_size (parents); i++)
    {
      g_autofree char *parent = bo_json_dup_string (bo_json_element (parents, i));

      g_hash_table_add (client->acknowledged, _sim_key (id, parent));
    }
}

/* The hub was asked whether it holds a version (PROTOCOL §3.2): its outcome is known now. */
static void
settle_look (World *world, Client *client, Event *event)
{
  const char *path = event->request != NULL ? event->request->path : "";
  const char *entities = "/api/v1/graph/entities/";
  g_auto(GStrv) parts = NULL;
  g_auto(GStrv) tail = NULL;
  g_autofree char *version = NULL;

  if (!g_str_has_prefix (path, entities) || (event->reply->status != 200 && event->reply->status != 404))
    return;
  parts = g_strsplit (path + strlen (entities), "?version=", 2);
  tail = g_strsplit (parts[1], "&", 2);
  version = g_uri_unescape_string (tail[0], NULL);
  g_hash_table_remove (client->unanswered, parts[0]);
  if (event->reply->status != 200)
    return;
  g_hash_table_add (client->acknowledged, _sim_key (parts[0], version));
  acknowledge_parents (client, parts[0], event->reply);
}

void
_sim_check_reply (World *world, int index, Event *event)
{
  Client *client = &world->clients[index];
  int status = event->reply->status;
  g_autoptr(BoSyncResponse) response = NULL;

  if (event->request_id != client->waiting)
    return;
  settle_look (world, client, event);
  if (event->request_id != client->push)
    return;
  response = read_response (event->reply);
  if (response != NULL)
    settle_sent (client, response);
  else if (status >= 400 && status < 500 && status != 408)
    g_hash_table_remove_all (client->unanswered);
}

/* --- steps --- */

/* "no state without an exit": something is under way, a timer is armed, or it waits for the person, for
   the hub's events, or for a hub. */
static void
check_exit (World *world, int index)
{
  Client *client = &world->clients[index];
  const BoEngineStatus *status = bo_engine_get_status (client->engine);

  if (client->jobs > 0 || client->waiting != 0 || client->timer_at != INT64_MAX || client->channel ||
      status->phase == BO_PHASE_SIGN_IN || status->phase == BO_PHASE_NO_HUB || status->phase == BO_PHASE_STOPPED)
    return;
  _sim_wrong (world, "client %d: is %s, and nothing leads out of it", index, bo_phase_to_string (status->phase));
}

/* "what the models show equals the store after every notification": the counts. */
static void
check_counts (World *world, int index)
{
  Client *client = &world->clients[index];
  const BoEngineStatus *status = bo_engine_get_status (client->engine);
  BoSyncCounts counts;

  bo_sync_store_begin (client->store, BO_DURABILITY_NORMAL, NULL);
  bo_sync_store_get_counts (client->store, &counts, NULL);
  bo_sync_store_commit (client->store, NULL);
  if (memcmp (&counts, &status->counts, sizeof counts) != 0)
    _sim_wrong (world, "client %d: shows other counts than the store has", index);
}

void
_sim_check_step (World *world, int index, GPtrArray *actions, bool stale, BoEventType type)
{
  bool notified = false;

  /* "replaying a request or a response changes nothing" */
  if (stale && actions->len > 0)
    _sim_wrong (world, "client %d: takes an answer that it doesn't wait for", index);
  /* "queues and memory are bounded" */
  if (actions->len > MAX_ACTIONS)
    _sim_wrong (world, "client %d: wants %u things at once", index, actions->len);
  for (unsigned int i = 0; i < actions->len; i++)
    notified = notified || ((BoAction *) g_ptr_array_index (actions, i))->type == BO_ACTION_NOTIFY;
  if (notified && type == BO_EVENT_JOB_DONE && world->clients[index].edited == 0)
    check_counts (world, index);
  check_exit (world, index);
}
