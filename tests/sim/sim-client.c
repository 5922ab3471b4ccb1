/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bo-clock.h"
#include "bo-job-private.h"
#include "bo-memory-store.h"
#include "bo-mutation-private.h"
#include "bo-store.h"
#include "sim-files.h"

/* A client: the engine, its store, and what an adapter does between them. */

char *
_sim_entity_id (int number)
{
  char id[] = "entity-0";

  id[7] = (char) ('0' + number);
  return g_strdup (id);
}

char *
_sim_key (const char *id, const char *version)
{
  return g_strconcat (id, "\x1f", version, NULL);
}

Event
_sim_event (World *world, Kind kind, int client, int64_t delay)
{
  return (Event) { .at = world->now + delay,
                   .seq = world->seq++,
                   .kind = kind,
                   .client = client,
                   .life = world->clients[client].life,
                   .number = -1 };
}

/* The wall clock of @client. */
int64_t
_sim_clock (World *world, int client)
{
  Client *self = &world->clients[client];

  return EPOCH + world->now + self->clock_us + self->drift * (world->now / SECOND);
}

BoContext
_sim_context (World *world, int client)
{
  return (BoContext) { _sim_clock (world, client), _sim_draw (&world->clients[client].disk) };
}

/* What was committed to last is on the disk: it is what the power leaves of an L1 store. */
void
_sim_sync_disk (World *world, int client)
{
  if (world->clients[client].path != NULL && !world->healed)
    sim_files_copy (world->clients[client].path, ".disk");
}

/* --- the engine's actions --- */

static void
run_action (World *world, int index, BoAction *action)
{
  Client *client = &world->clients[index];
  Event event;

  switch (action->type)
    {
    case BO_ACTION_SEND:
      client->waiting = action->request->id;
      _sim_send (world, index, g_steal_pointer (&action->request));
      break;
    case BO_ACTION_JOB:
      event = _sim_event (world, EV_JOB, index, _sim_roll (&client->disk, 3) * MS);
      event.job = g_steal_pointer (&action->job);
      client->jobs++;
      _sim_heap_push (world, &event);
      break;
    case BO_ACTION_TIMER:
      client->timer_at = action->at_us;
      if (action->at_us == INT64_MAX)
        break;
      event = _sim_event (world, EV_TIMER, index, MAX (0, action->at_us - world->now));
      event.timer_at = action->at_us;
      _sim_heap_push (world, &event);
      break;
    case BO_ACTION_SIGN_IN:
      /* The password is kept, or a person has to type it: soon, late, or never in this storm. */
      event = _sim_event (world, EV_SIGNED_IN, index, _sim_roll (&client->dice, 20000) * MS);
      _sim_heap_push (world, &event);
      break;
    case BO_ACTION_CANCEL:
      client->waiting = 0;
      break;
    case BO_ACTION_FINISHED:
    case BO_ACTION_NOTIFY:
      break;
    }
}

void
_sim_step (World *world, int index, BoEvent event)
{
  Client *client = &world->clients[index];
  g_autoptr(GPtrArray) actions = NULL;
  BoEventType type = event.type;
  bool stale = type == BO_EVENT_REPLY && event.request_id != client->waiting;

  if (type == BO_EVENT_REPLY && !stale)
    client->waiting = 0;
  event.entropy = _sim_draw (&client->dice);
  actions = bo_engine_step (client->engine, &event, _sim_clock (world, index), world->now);
  for (unsigned int i = 0; i < actions->len; i++)
    run_action (world, index, g_ptr_array_index (actions, i));
  _sim_check_step (world, index, actions, stale, type);
}

/* --- work on the store --- */

/* Between two transactions that should have been one (bo-mutation-private.h). */
bool
_sim_power_goes (World *world, int index)
{
  if (!_bo_mutation_crash)
    return false;
  _bo_mutation_crash = false;
  _sim_crash (world, index, false);
  return true;
}

static int64_t
count_commits (World *world, int index)
{
  return world->deep ? 0 : bo_memory_store_count_commits (BO_MEMORY_STORE (world->clients[index].store));
}

typedef struct
{
  World *world;
  int    index;
  int    committed; /* how often something was committed that work went on from */
  bool   crashes;
} Work;

/* A page is stored, its digest isn't compared yet. */
static bool
committed_cb (void *data)
{
  Work *work = data;
  World *world = work->world;
  Dice dice = { world->seed, STREAM_WORK + (uint64_t) work->index, (uint64_t) world->now };

  work->committed++;
  work->crashes = !world->healed && world->swarm[SIM_CRASH] > 0 && _sim_roll (&dice, 16) == 0;
  return !work->crashes;
}

void
_sim_take_job (World *world, Event *event)
{
  Client *client = &world->clients[event->client];
  BoContext context = _sim_context (world, event->client);
  int64_t commits = count_commits (world, event->client);
  Work work = { .world = world, .index = event->client };
  BoJobOutcome *outcome;
  Event done;

  client->composed_us = context.now_us;
  outcome = bo_job_run (event->job, client->store, &context, committed_cb, &work);
  g_assert_no_error (bo_job_outcome_error (outcome));
  if (_sim_power_goes (world, event->client))
    {
      bo_job_outcome_free (outcome);
      return;
    }
  if (outcome->state != NULL)
    client->edited = 0;
  if (event->job->durability == BO_DURABILITY_FULL)
    _sim_sync_disk (world, event->client);
  _sim_check_job (world, event->client, outcome,
                  count_commits (world, event->client) - commits - work.committed);
  if (work.crashes)
    {
      _sim_crash (world, event->client, false);
      bo_job_outcome_free (outcome);
      return;
    }
  /* A crash may come before the outcome is known: then the work is done and nobody knows. */
  done = _sim_event (world, EV_JOB_DONE, event->client, _sim_roll (&client->disk, 3) * MS);
  done.outcome = outcome;
  _sim_heap_push (world, &done);
}

void
_sim_set_role (World *world, int index, const char *role)
{
  BoSyncStore *store = world->clients[index].store;
  BoContext context = _sim_context (world, index);
  g_autofree char *user = NULL;
  g_autoptr(BoSyncState) state = NULL;
  g_autoptr(GError) error = NULL;

  bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
  state = bo_sync_store_get_state (store, NULL);
  bo_sync_store_commit (store, NULL);
  user = g_strdup (state->user_id);
  bo_rules_set_hub (store, &context, "http://hub", user, NULL, role, &error);
  g_assert_no_error (error);
  _sim_sync_disk (world, index);
}

/* --- lives --- */

void
_sim_start (World *world, int index)
{
  Client *client = &world->clients[index];

  client->engine = bo_engine_new ();
  _sim_step (world, index, (BoEvent) { .type = BO_EVENT_START });
}

static BoSyncStore *
open_file (World *world, int index)
{
  g_autoptr(GError) error = NULL;
  BoStore *store = bo_store_open (world->clients[index].path, false, _sim_draw (&world->clients[index].disk), &error);

  g_assert_no_error (error);
  return BO_SYNC_STORE (store);
}

/* What was committed after the last transaction that was to last is gone. */
static void
lose_power (World *world, int index)
{
  Client *client = &world->clients[index];

  if (!world->deep)
    {
      bo_memory_store_cut_power (BO_MEMORY_STORE (client->store));
      return;
    }
  bo_store_close (BO_STORE (client->store));
  sim_files_restore (client->path, ".disk");
  client->store = open_file (world, index);
}

void
_sim_crash (World *world, int index, bool power)
{
  Client *client = &world->clients[index];

  world->tally.restarts++;
  client->life++;
  client->timer_at = INT64_MAX;
  client->jobs = 0;
  client->waiting = 0;
  client->push = 0;
  client->channel = false;
  g_ptr_array_set_size (client->sent, 0);
  g_clear_pointer (&client->engine, bo_engine_free);
  if (power)
    lose_power (world, index);
  _sim_check_restart (world, index);
  _sim_start (world, index);
}

static BoSyncStore *
make_store (World *world, int index)
{
  g_autoptr(GError) error = NULL;
  BoStore *store;

  if (!world->deep)
    return BO_SYNC_STORE (bo_memory_store_new ());
  if (world->swarm[SIM_POWER] > 0)
    {
      world->clients[index].path = sim_files_new ("client");
      return open_file (world, index);
    }
  store = bo_store_open (":memory:", false, _sim_draw (&world->clients[index].disk), &error);
  g_assert_no_error (error);
  return BO_SYNC_STORE (store);
}

/* What a real store does when it is made: an id of its own, and a counter from a random place. */
static void
set_device (World *world, int index)
{
  Client *client = &world->clients[index];
  g_autoptr(BoSyncState) state = NULL;

  bo_sync_store_begin (client->store, BO_DURABILITY_FULL, NULL);
  state = bo_sync_store_get_state (client->store, NULL);
  g_free (state->device_id);
  g_free (state->user_id);
  state->device_id = g_strdup_printf ("device-%d", index);
  /* Some have two devices. */
  state->user_id = g_strdup_printf ("user%d", _sim_roll (&client->dice, 5) == 0 ? 0 : index);
  state->version_counter = (uint32_t) _sim_roll (&client->dice, 1000000);
  bo_sync_store_put_state (client->store, state, NULL);
  bo_sync_store_commit (client->store, NULL);
}

static void
sent_free (SentVersion *sent)
{
  g_free (sent->id);
  g_free (sent->version);
  g_free (sent);
}

void
_sim_set_up (World *world, int index)
{
  Client *client = &world->clients[index];
  uint64_t stream = (uint64_t) index;

  client->dice = (Dice) { world->seed, STREAM_CLIENT + stream, 0 };
  client->up = (Dice) { world->seed, STREAM_UP + stream, 0 };
  client->down = (Dice) { world->seed, STREAM_DOWN + stream, 0 };
  client->disk = (Dice) { world->seed, STREAM_DISK + stream, 0 };
  client->sent = g_ptr_array_new_with_free_func ((GDestroyNotify) sent_free);
  client->acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  client->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  client->unanswered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  client->queue = g_array_new (FALSE, FALSE, sizeof (Queued));
  client->timer_at = INT64_MAX;
  client->clock_us = (_sim_roll (&client->dice, 3) - 1) * _sim_roll (&client->dice, 5000) * MS * 10;
  client->drift = world->swarm[SIM_CLOCKS] > 0 ? _sim_roll (&client->dice, 2000) - 1000 : 0;
  client->store = make_store (world, index);
  set_device (world, index);
  _sim_set_role (world, index, "admin");
  _sim_check_person (world, index);
  _sim_start (world, index);
}

void
_sim_tear_down (World *world, int index)
{
  Client *client = &world->clients[index];

  bo_engine_free (client->engine);
  g_ptr_array_unref (client->sent);
  g_hash_table_unref (client->acknowledged);
  g_hash_table_unref (client->made);
  g_hash_table_unref (client->unanswered);
  g_array_unref (client->queue);
  for (int i = 0; i < MAX_ENTITIES; i++)
    g_clear_pointer (&client->shown[i], bo_entity_unref);
  if (world->deep)
    bo_store_close (BO_STORE (client->store));
  else
    g_object_unref (client->store);
  if (client->path != NULL)
    sim_files_free (client->path);
}
