/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <string.h>

#include "bo-job-private.h"
#include "bo-memory-store.h"
#include "bo-store.h"

/* What never may be (FAULTS §4, "Invariants, always"), of the rows: looked at after every transaction. */

/* How many looks at an L1 store until everything is compared. */
#define RARELY 16

static void
begin (World *world, int index)
{
  if (world->deep)
    bo_sync_store_begin (world->clients[index].store, BO_DURABILITY_NORMAL, NULL);
}

static void
end (World *world, int index)
{
  if (world->deep)
    bo_sync_store_commit (world->clients[index].store, NULL);
}

/* --- the queue --- */

static Queued
describe (BoEdit *edit, int index)
{
  Queued queued = { .seq = edit->seq, .expires_us = edit->expires_us, .number = edit->entity_id[7] - '0' };
  g_autofree char *own = _sim_own_path (queued.number, index);

  for (unsigned int i = 0; i < edit->changes->len; i++)
    queued.own |= g_strcmp0 (((BoJsonChange *) g_ptr_array_index (edit->changes, i))->path, own) == 0;
  if (edit->safety == BO_SAFETY_CLASS_B && edit->changes->len > 0)
    queued.value = (int) g_ascii_strtoll (((BoJsonChange *) g_ptr_array_index (edit->changes, 0))->after, NULL, 10);
  if (edit->sent_version != NULL)
    g_strlcpy (queued.sent, edit->sent_version, sizeof queued.sent);
  return queued;
}

static GArray *
read_queue (World *world, int index)
{
  GArray *queue = g_array_new (FALSE, FALSE, sizeof (Queued));
  g_autoptr(GPtrArray) edits = world->deep ? bo_sync_store_list_edits (world->clients[index].store, NULL, NULL)
                                           : bo_memory_store_peek_edits (BO_MEMORY_STORE (world->clients[index].store));

  for (unsigned int i = 0; i < edits->len; i++)
    {
      Queued queued = describe (g_ptr_array_index (edits, i), index);

      g_array_append_val (queue, queued);
    }
  return queue;
}

static Queued *
find_queued (GArray *queue, int64_t seq)
{
  for (unsigned int i = 0; i < queue->len; i++)
    if (g_array_index (queue, Queued, i).seq == seq)
      return &g_array_index (queue, Queued, i);
  return NULL;
}

static bool
is_settled (World *world, int index, const Queued *queued)
{
  Client *client = &world->clients[index];
  g_autofree char *id = _sim_entity_id (queued->number), *key = _sim_key (id, queued->sent);

  bool expired = queued->expires_us != 0 && queued->expires_us <= client->composed_us;

  if (queued->sent[0] == '\0')
    /* What it was about may be deleted on both sides. */
    return expired || world->deleted[queued->number];
  /* It never left this device, or the hub was asked, and doesn't hold it. */
  return g_hash_table_contains (client->acknowledged, key) ||
         (expired && !g_hash_table_contains (client->unanswered, id));
}

/* "no expired path is ever pushed": nor composed. */
static void
note_composed (World *world, int index, const Queued *queued)
{
  for (unsigned int i = 0; queued->sent[0] != '\0' && i < world->expiring->len; i++)
    {
      Expiring *expiring = &g_array_index (world->expiring, Expiring, i);

      if (expiring->value != queued->value || expiring->composed)
        continue;
      expiring->composed = true;
      if (world->clients[index].composed_us >= queued->expires_us)
        _sim_wrong (world, "client %d: %d had expired, and is composed into %s", index, queued->value, queued->sent);
    }
}

/* What is new in the queue, and what a person made stays so. */
static void
compare_queue (World *world, int index, GArray *queue, bool by_person)
{
  Client *client = &world->clients[index];

  for (unsigned int i = 0; i < queue->len; i++)
    {
      Queued *queued = &g_array_index (queue, Queued, i);
      Queued *before = find_queued (client->queue, queued->seq);

      queued->person = before != NULL ? before->person : by_person;
      if (queued->value != 0)
        note_composed (world, index, queued);
    }
}

/* "nothing leaves the queue without an acknowledgement of the version sent, or a visible quarantine or
   expiry". What is quarantined stays in the queue. */
static void
check_queue (World *world, int index, bool judge, bool by_person)
{
  Client *client = &world->clients[index];
  GArray *queue = read_queue (world, index);

  compare_queue (world, index, queue, by_person);
  for (unsigned int i = 0; judge && i < client->queue->len; i++)
    {
      Queued *queued = &g_array_index (client->queue, Queued, i);

      if (find_queued (queue, queued->seq) == NULL && !is_settled (world, index, queued))
        _sim_wrong (world, "client %d: an edit of entity-%d (%s) left the queue, and nobody acknowledged it", index,
                    queued->number, queued->sent[0] != '\0' ? queued->sent : "unsent");
    }
  g_array_unref (client->queue);
  client->queue = queue;
}

/* --- what is seen --- */

static const BoRecord *
peek_record (World *world, int index, int number, BoRecord **owned)
{
  BoSyncStore *store = world->clients[index].store;
  char id[] = "entity-0";

  id[7] = (char) ('0' + number);
  *owned = world->deep ? bo_sync_store_get_record (store, id, NULL) : NULL;
  return world->deep ? *owned : bo_memory_store_peek_record (BO_MEMORY_STORE (store), id);
}

static bool
is_queued (World *world, int index, int number)
{
  GArray *queue = world->clients[index].queue;

  for (unsigned int i = 0; i < queue->len; i++)
    {
      Queued *queued = &g_array_index (queue, Queued, i);

      if (queued->number == number && queued->person && queued->own)
        return true;
    }
  return false;
}

/* "a person's own edits show at once and stay": only this client writes this path. Once the hub has it,
   somebody else's push may win for the moment until its maker merges, be other paths edited meanwhile; then the end
   decides. */
static void
check_own (World *world, int index, int number)
{
  BoEntity *shown = world->clients[index].shown[number];
  int wanted = world->last[number][index];
  g_autofree char *path = NULL;
  int64_t value = -1;

  if (wanted < 0 || world->deleted[number] || world->restores > 0 || !is_queued (world, index, number))
    return;
  path = _sim_own_path (number, index);
  if (shown != NULL)
    bo_json_get_int64 (bo_json_at (bo_json_wrap (shown->content), path + strlen ("/content")), &value);
  if (value == wanted)
    return;
  end (world, index);
  if (!_sim_is_asked (world, number, index))
    _sim_wrong (world, "client %d: wrote %d into entity-%d, and it shows %d", index, wanted, number, (int) value);
  begin (world, index);
}

static void
show (World *world, int index, int number, BoEntity *shown)
{
  BoEntity **slot = &world->clients[index].shown[number];

  if (*slot == shown)
    return;
  g_clear_pointer (slot, bo_entity_unref);
  *slot = shown != NULL ? bo_entity_ref (shown) : NULL;
  check_own (world, index, number);
}

/* What somebody sees who is told of rows by their stamps alone, as the models are. */
static void
read_stamped (World *world, int index)
{
  Client *client = &world->clients[index];
  g_autoptr(GPtrArray) records = bo_store_list_records (BO_STORE (client->store), client->stamp, &client->stamp, NULL);

  for (unsigned int i = 0; i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);

      show (world, index, record->id[7] - '0', record->shown);
    }
}

static bool
same_entity (const BoEntity *a, const BoEntity *b)
{
  return strcmp (a->version, b->version) == 0 && strcmp (a->content, b->content) == 0;
}

/* "what the models show equals the store after every notification" */
static void
compare_stamped (World *world, int index)
{
  Client *client = &world->clients[index];

  for (int i = 0; i < MAX_ENTITIES; i++)
    {
      BoRecord *owned;
      const BoRecord *record = peek_record (world, index, i, &owned);

      if (record != NULL && record->shown != NULL &&
          (client->shown[i] == NULL || !same_entity (client->shown[i], record->shown)))
        _sim_wrong (world, "client %d: entity-%d changed, and its stamp doesn't say so", index, i);
      g_clear_pointer (&owned, bo_record_free);
    }
}

static void
follow (World *world, int index)
{
  if (world->deep)
    read_stamped (world, index);
  else
    for (int i = 0; i < MAX_ENTITIES; i++)
      {
        BoRecord *owned;
        const BoRecord *record = peek_record (world, index, i, &owned);

        show (world, index, i, record != NULL ? record->shown : NULL);
      }
  if (world->deep && ++world->clients[index].looks % RARELY == 0)
    compare_stamped (world, index);
}

/* --- the position --- */

/* The position moves with the rows: what our hub wrote up to there is held (FAULTS P3; "no reader sees
   half a page"). */
static void
check_held (World *world, int index, BoSyncState *state)
{
  BoSyncStore *store = world->clients[index].store;
  g_autoptr(GPtrArray) entities = NULL;

  if (state->walking || state->cursor != NULL || g_strcmp0 (state->epoch, sim_hub_epoch (world->hub)) != 0)
    return;
  entities = sim_hub_list_until (world->hub, g_ascii_strtoll (state->resume_cursor, NULL, 10));
  for (unsigned int i = 0; i < entities->len; i++)
    {
      BoEntity *entity = g_ptr_array_index (entities, i);
      g_autoptr(BoEntity) held = bo_sync_store_get_version (store, entity->id, entity->version, NULL);

      if (held == NULL)
        _sim_wrong (world, "client %d: says it has all up to %s, and lacks %s of %s", index, state->resume_cursor,
                    entity->version, entity->id);
    }
}

/* "the watermark never falls but by an explicit resync": between two walks it only rises. */
static void
check_rise (World *world, int index, int64_t *held, int64_t *held_walk, int64_t value, int64_t walk)
{
  if (value < *held && walk == *held_walk)
    _sim_wrong (world, "client %d: the watermark fell without a walk", index);
  if (value == *held)
    return;
  *held = value;
  *held_walk = walk;
}

static void
check_position (World *world, int index, BoSyncState *state)
{
  Client *client = &world->clients[index];
  int64_t watermark;

  /* None is held: everything is walked (PROTOCOL §3.5), or there is an exact one. */
  if (state->watermark == NULL || client->walking)
    client->watermark = INT64_MIN;
  client->walking = state->walking;
  if (state->watermark != NULL && bo_time_parse (state->watermark, &watermark, NULL))
    check_rise (world, index, &client->watermark, &client->watermark_walk, watermark, state->walk);
  if (state->resume_cursor == NULL || state->walking)
    return;
  if (g_ascii_strtoll (state->resume_cursor, NULL, 10) == client->resume && client->resume_walk == state->walk)
    return;
  check_rise (world, index, &client->resume, &client->resume_walk,
              g_ascii_strtoll (state->resume_cursor, NULL, 10), state->walk);
  if (sim_hub_epoch (world->hub) != NULL && world->restores == 0)
    check_held (world, index, state);
}

/* --- when --- */

void
_sim_check_job (World *world, int index, BoJobOutcome *outcome, int64_t commits)
{
  /* "no reader sees half a page": what a reader sees is what is committed. */
  if (commits > 1)
    _sim_wrong (world, "client %d: a piece of work was %d transactions", index, (int) commits);
  begin (world, index);
  check_queue (world, index, true, false);
  if (outcome->state != NULL)
    check_position (world, index, outcome->state);
  follow (world, index);
  end (world, index);
}

void
_sim_check_edit (World *world, int index)
{
  begin (world, index);
  check_queue (world, index, false, true);
  follow (world, index);
  end (world, index);
}

void
_sim_check_person (World *world, int index)
{
  _sim_check_edit (world, index);
}

/* "every committed version exists on its client until it or a descendant is held by the hub", whatever
   the power took; and no edit is lost. */
void
_sim_check_restart (World *world, int index)
{
  Client *client = &world->clients[index];
  g_autoptr(GArray) queue = NULL;
  GHashTableIter iter;
  const char *key;

  begin (world, index);
  queue = read_queue (world, index);
  for (unsigned int i = 0; i < client->queue->len; i++)
    if (g_array_index (client->queue, Queued, i).person &&
        find_queued (queue, g_array_index (client->queue, Queued, i).seq) == NULL)
      _sim_wrong (world, "client %d: an edit of entity-%d is gone with the power", index,
                  g_array_index (client->queue, Queued, i).number);
  g_hash_table_iter_init (&iter, client->made);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, NULL))
    {
      g_auto(GStrv) parts = g_strsplit (key, "\x1f", 2);
      g_autoptr(BoEntity) held = bo_sync_store_get_version (client->store, parts[0], parts[1], NULL);

      if (held == NULL)
        _sim_wrong (world, "client %d: %s of %s is gone with the power", index, parts[1], parts[0]);
    }
  check_queue (world, index, false, false);
  client->watermark = client->resume = INT64_MIN;
  client->stamp = 0;
  follow (world, index);
  end (world, index);
}
