/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <string.h>

#include "bo-memory-store.h"
#include "bo-mutation-private.h"
#include "bo-store.h"
#include "sim-parcels.h"

typedef enum { EV_EDIT, EV_REQUEST, EV_REPLY, EV_JOB, EV_JOB_DONE, EV_TIMER, EV_CRASH, EV_RESTORE, EV_BACKUP } Kind;

typedef struct
{
  int64_t       at;
  uint64_t      seq;
  Kind          kind;
  int           client;
  int           life;      /* of the client: what an earlier life started is lost */
  BoRequest    *request;
  BoReply      *reply;
  uint64_t      request_id;
  BoJob        *job;
  BoJobOutcome *outcome;
  int64_t       timer_at;
} Event;

static uint64_t
draw (World *world)
{
  return bo_splitmix (world->seed, 0, world->drawn++);
}

static int
pick (World *world, int n)
{
  return (int) (draw (world) % (uint64_t) n);
}

static void
event_free (Event *event)
{
  bo_request_free (event->request);
  bo_reply_free (event->reply);
  bo_job_unref (event->job);
  bo_job_outcome_free (event->outcome);
  g_free (event);
}

static int
compare_events (gconstpointer a, gconstpointer b, gpointer data)
{
  const Event *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return left->seq < right->seq ? -1 : left->seq > right->seq;
}

static Event *
schedule (World *world, Kind kind, int client, int64_t delay)
{
  Event *event = g_new0 (Event, 1);

  event->at = world->now + delay;
  event->seq = world->seq++;
  event->kind = kind;
  event->client = client;
  event->life = world->clients[client].life;
  g_sequence_insert_sorted (world->heap, event, compare_events, NULL);
  return event;
}

static int64_t
latency (World *world)
{
  return MS + pick (world, world->healed ? 20 : world->delay) * MS;
}

static BoContext
context_of (World *world, int client)
{
  return (BoContext) { EPOCH + world->now + world->clients[client].clock_us, draw (world) };
}

static void run_actions (World *world, int index, GPtrArray *actions);

static void
step (World *world, int index, BoEvent event)
{
  Client *client = &world->clients[index];
  g_autoptr(GPtrArray) actions = NULL;

  event.entropy = draw (world);
  actions = bo_engine_step (client->engine, &event, EPOCH + world->now + client->clock_us, world->now);
  run_actions (world, index, actions);
}

static void
send (World *world, int index, BoRequest *request)
{
  Event *event;

  _sim_check_sent (world, index, request);
  if (!world->healed && pick (world, 100) < world->loss)
    {
      event = schedule (world, EV_REPLY, index, latency (world) * 5);
      event->request_id = request->id;
      event->reply = bo_reply_new ();
      event->reply->error = g_error_new_literal (BO_ERROR, BO_ERROR_TIMEOUT, "lost");
      bo_request_free (request);
      return;
    }
  event = schedule (world, EV_REQUEST, index, latency (world));
  event->request = request;
}

static void
run_actions (World *world, int index, GPtrArray *actions)
{
  Client *client = &world->clients[index];

  for (unsigned int i = 0; i < actions->len; i++)
    {
      BoAction *action = g_ptr_array_index (actions, i);

      switch (action->type)
        {
        case BO_ACTION_SEND:
          send (world, index, g_steal_pointer (&action->request));
          break;
        case BO_ACTION_JOB:
          schedule (world, EV_JOB, index, pick (world, 3) * MS)->job = g_steal_pointer (&action->job);
          break;
        case BO_ACTION_TIMER:
          client->timer_at = action->at_us;
          if (action->at_us != INT64_MAX)
            schedule (world, EV_TIMER, index, MAX (0, action->at_us - world->now))->timer_at = action->at_us;
          break;
        case BO_ACTION_FINISHED:
          client->finished++;
          break;
        case BO_ACTION_CANCEL:
        case BO_ACTION_SIGN_IN:
        case BO_ACTION_NOTIFY:
          break;
        }
    }
}

/* --- clients --- */

static void
start (World *world, int index)
{
  world->clients[index].engine = bo_engine_new ();
  step (world, index, (BoEvent) { .type = BO_EVENT_START });
}

static void
crash (World *world, int index)
{
  Client *client = &world->clients[index];

  client->life++;
  client->timer_at = INT64_MAX;
  g_clear_pointer (&client->engine, bo_engine_free);
  start (world, index);
}

/* Between two transactions that should have been one (bo-mutation-private.h). */
static bool
power_goes (World *world, int index)
{
  if (!_bo_mutation_crash)
    return false;
  _bo_mutation_crash = false;
  crash (world, index);
  return true;
}

char *
_sim_entity_id (int number)
{
  return g_strdup_printf ("entity-%d", number);
}

static BoEdit *
make_change (World *world, int number, int client, bool shared)
{
  g_autofree char *id = _sim_entity_id (number);
  g_autofree char *path = shared ? g_strdup_printf ("/content/list/=s%d/value", pick (world, 2))
                                 : g_strdup_printf ("/content/own%d", client);
  g_autofree char *value = g_strdup_printf ("%d", ++world->value);
  BoEdit *edit = bo_edit_new (id, BO_EDIT_CHANGE);

  g_ptr_array_add (edit->changes, bo_json_change_new (path, NULL, value));
  if (!shared)
    world->last[number][client] = world->value;
  return edit;
}

static BoEdit *
make_create (World *world, int number)
{
  g_autofree char *id = _sim_entity_id (number);
  BoEdit *edit = bo_edit_new (id, BO_EDIT_CREATE);

  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL,
    "{\"name\":\"n\",\"entity_type\":\"device\",\"source_type\":\"manual\",\"content\":{\"keep\":0.10,"
    "\"list\":[{\"id\":\"s0\",\"value\":0},{\"id\":\"s1\",\"value\":0}]}}"));
  return edit;
}

static bool
shows (World *world, int client, const char *id)
{
  BoSyncStore *store = world->clients[client].store;
  g_autoptr(BoRecord) record = NULL;

  bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
  record = bo_sync_store_get_record (store, id, NULL);
  bo_sync_store_commit (store, NULL);
  return record != NULL && record->shown != NULL && !bo_entity_is_deleted (record->shown);
}

static BoStep
choose_step (World *world, int client)
{
  int number = pick (world, MAX_ENTITIES), what = pick (world, 100);
  g_autofree char *id = _sim_entity_id (number);
  BoStep result = { 0 };

  if (what < world->edges)
    {
      g_autofree char *other = _sim_entity_id (pick (world, MAX_ENTITIES));
      g_autofree char *edge = g_strdup_printf ("edge-%d", pick (world, MAX_EDGES));

      if (shows (world, client, id) && shows (world, client, other))
        result.edge = bo_edge_new (edge, id, "", other, "", "located_in", "{}", NULL, 0);
      return result;
    }
  if (!shows (world, client, id))
    {
      /* Each entity is made once, by one client: two that make the same id are not a home's life. */
      if (world->created[number] || number % world->n_clients != client)
        return result;
      world->created[number] = true;
      result.edit = make_create (world, number);
      return result;
    }
  if (what >= 100 - world->deletes)
    {
      world->deleted[number] = true;
      result.edit = bo_edit_new (id, BO_EDIT_DELETE);
      return result;
    }
  result.edit = make_change (world, number, client, pick (world, 3) == 0);
  return result;
}

static void
edit (World *world, int client)
{
  BoContext context = context_of (world, client);
  BoStep what = choose_step (world, client);
  g_autoptr(GError) error = NULL;

  if (what.edit == NULL && what.edge == NULL)
    return;
  bo_rules_edit (world->clients[client].store, &context, &what, 1, &error);
  g_assert_no_error (error);
  if (power_goes (world, client))
    {
      g_clear_pointer (&what.edit, bo_edit_free);
      g_clear_pointer (&what.edge, bo_edge_unref);
      return;
    }
  if (world->verbose)
    g_print ("%8.3f client %d edits %s kind %d %s\n", (double) world->now / SECOND, client,
             what.edit != NULL ? what.edit->entity_id : what.edge->id, what.edit != NULL ? (int) what.edit->kind : -1,
             what.edit != NULL && what.edit->changes->len > 0
               ? ((BoJsonChange *) g_ptr_array_index (what.edit->changes, 0))->after : "");
  g_clear_pointer (&what.edit, bo_edit_free);
  g_clear_pointer (&what.edge, bo_edge_unref);
  step (world, client, (BoEvent) { .type = BO_EVENT_LOCAL_EDIT });
}

/* --- the network --- */

static BoReply *
make_reply (World *world, BoRequest *request)
{
  BoReply *reply = bo_reply_new ();
  /* Without digests nothing but the overlap finds what a small step of the clock would hide. */
  int64_t step = world->kind == SIM_HUB_BLIND && world->hub_clock ? pick (world, 900) * MS : 0;
  char *body = sim_hub_answer (world->hub, request->method, request->path, request->body,
                               EPOCH + world->now + world->hub_offset - step, &reply->status);
  size_t length = strlen (body);

  world->hash = (world->hash ^ g_str_hash (body)) * UINT64_C (1099511628211);
  if (world->verbose)
    g_print ("%8.3f %s %s %s\n        -> %d %s\n", (double) world->now / SECOND, request->method, request->path,
             request->body != NULL ? (const char *) g_bytes_get_data (request->body, NULL) : "", reply->status, body);
  if (!world->healed && pick (world, 200) < world->loss)
    length = length / 2; /* cut short, and not noticed below */
  reply->content_type = g_strdup ("application/json");
  reply->body = g_bytes_new (body, length);
  g_free (body);
  return reply;
}

static void
take_request (World *world, Event *event)
{
  BoReply *reply = make_reply (world, event->request);
  Event *answer;

  if (!world->healed && pick (world, 100) < world->dup)
    {
      /* The network brings it twice: the second answer goes nowhere, or comes late. */
      Event *twin = schedule (world, EV_REPLY, event->client, latency (world) * 3);

      twin->life = event->life;
      twin->request_id = event->request->id;
      twin->reply = make_reply (world, event->request);
    }
  answer = schedule (world, EV_REPLY, event->client, latency (world));
  answer->life = event->life;
  answer->request_id = event->request->id;
  if (!world->healed && pick (world, 100) < world->loss)
    {
      bo_reply_free (reply);
      reply = bo_reply_new ();
      reply->error = g_error_new_literal (BO_ERROR, BO_ERROR_TIMEOUT, "lost");
    }
  answer->reply = reply;
}

static void
take_job (World *world, Event *event)
{
  BoContext context = context_of (world, event->client);
  Event *done;

  /* A crash may come before the outcome is known: then the work is done and nobody knows. */
  BoJobOutcome *outcome = bo_job_run (event->job, world->clients[event->client].store, &context);

  g_assert_no_error (bo_job_outcome_error (outcome));
  if (power_goes (world, event->client))
    {
      bo_job_outcome_free (outcome);
      return;
    }
  _sim_check_position (world, event->client);
  done = schedule (world, EV_JOB_DONE, event->client, pick (world, 3) * MS);
  done->outcome = outcome;
}

static void
handle (World *world, Event *event)
{
  Client *client = &world->clients[event->client];

  world->now = event->at;
  if (event->kind == EV_REQUEST)
    {
      take_request (world, event);
      return;
    }
  if (event->kind != EV_EDIT && event->kind != EV_CRASH && event->life != client->life && event->kind != EV_BACKUP &&
      event->kind != EV_RESTORE)
    return;
  switch (event->kind)
    {
    case EV_EDIT:
      edit (world, event->client);
      break;
    case EV_REPLY:
      if (event->reply->status == 200 && event->request_id == client->push)
        g_hash_table_remove_all (client->sent);
      step (world, event->client, (BoEvent) { .type = BO_EVENT_REPLY, .request_id = event->request_id,
                                              .reply = g_steal_pointer (&event->reply) });
      break;
    case EV_JOB:
      take_job (world, event);
      break;
    case EV_JOB_DONE:
      step (world, event->client, (BoEvent) { .type = BO_EVENT_JOB_DONE,
                                              .outcome = g_steal_pointer (&event->outcome) });
      break;
    case EV_TIMER:
      if (client->timer_at == event->timer_at)
        step (world, event->client, (BoEvent) { .type = BO_EVENT_TIMER });
      break;
    case EV_CRASH:
      crash (world, event->client);
      break;
    case EV_BACKUP:
      sim_hub_back_up (world->hub);
      break;
    case EV_RESTORE:
      sim_hub_restore (world->hub);
      if (world->hub_clock)
        world->hub_offset -= 30 * SECOND;
      break;
    case EV_REQUEST:
      break;
    }
}

static void
run_until (World *world, int64_t until)
{
  for (;;)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (world->heap);
      Event *event;

      if (g_sequence_iter_is_end (first))
        break;
      event = g_sequence_get (first);
      if (event->at > until)
        break;
      handle (world, event);
      g_sequence_remove (first);
    }
  world->now = until;
}

/* --- a run --- */

static void
draw_swarm (World *world)
{
  world->n_clients = 1 + pick (world, MAX_CLIENTS);
  world->loss = pick (world, 3) * 12;
  world->dup = pick (world, 3) * 12;
  world->crash = pick (world, 3) * 4;
  world->delay = 1 + pick (world, 3) * 400;
  world->deletes = pick (world, 3) == 0 ? 10 : 0;
  world->restores = pick (world, 4) == 0;
  world->edges = pick (world, 2) * 25;
  world->hub_clock = pick (world, 4) == 0;
  if (pick (world, 2) == 0)
    world->kind = world->deep ? SIM_HUB_OWN_DEEP : SIM_HUB_OWN;
  else
    world->kind = !world->restores && pick (world, 3) == 0 ? SIM_HUB_BLIND : SIM_HUB_RUNNING;
  /* The running hub lets a delete win and doesn't say so: only the digest shows it. */
  if (world->kind == SIM_HUB_BLIND)
    world->deletes = 0;
}

static BoSyncStore *
make_store (World *world)
{
  g_autoptr(GError) error = NULL;
  BoStore *store;

  if (!world->deep)
    return BO_SYNC_STORE (bo_memory_store_new ());
  store = bo_store_open (":memory:", false, draw (world), &error);
  g_assert_no_error (error);
  return BO_SYNC_STORE (store);
}

/* What a real store does when it is made: an id of its own, and a counter from a random place. */
static void
set_device (World *world, int index)
{
  BoSyncStore *store = world->clients[index].store;
  g_autoptr(BoSyncState) state = NULL;

  bo_sync_store_begin (store, BO_DURABILITY_FULL, NULL);
  state = bo_sync_store_get_state (store, NULL);
  g_free (state->device_id);
  state->device_id = g_strdup_printf ("device-%d", index);
  state->version_counter = (uint32_t) pick (world, 1000000);
  bo_sync_store_put_state (store, state, NULL);
  bo_sync_store_commit (store, NULL);
}

static void
set_up (World *world)
{
  memset (world->last, 0xff, sizeof world->last);
  world->heap = g_sequence_new ((GDestroyNotify) event_free);
  draw_swarm (world);
  world->hub = sim_hub_new (world->kind, 2 + pick (world, 6));
  for (int i = 0; i < world->n_clients; i++)
    {
      g_autofree char *user = g_strdup_printf ("user%d", pick (world, 5) == 0 ? 0 : i);
      BoContext context;

      world->clients[i].store = make_store (world);
      world->clients[i].sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      set_device (world, i);
      world->clients[i].clock_us = (pick (world, 3) - 1) * pick (world, 5000) * MS * 10;
      world->clients[i].timer_at = INT64_MAX;
      context = context_of (world, i);
      bo_rules_set_hub (world->clients[i].store, &context, "http://hub", user, NULL, "admin", NULL);
      start (world, i);
    }
}

static void
plan (World *world)
{
  int edits = 10 + pick (world, 50);

  for (int i = 0; i < edits; i++)
    schedule (world, EV_EDIT, pick (world, world->n_clients), pick (world, 40000) * MS);
  for (int i = 0; i < world->crash; i++)
    schedule (world, EV_CRASH, pick (world, world->n_clients), pick (world, 40000) * MS);
  if (world->restores)
    {
      int64_t at = pick (world, 20000) * MS;

      schedule (world, EV_BACKUP, 0, at);
      schedule (world, EV_RESTORE, 0, at + pick (world, 20000) * MS);
    }
}

static char *
heal (World *world)
{
  char *problem = NULL;

  if (world->problem != NULL)
    return g_steal_pointer (&world->problem);
  world->healed = true;
  for (int round = 0; round < 12; round++)
    {
      for (int i = 0; i < world->n_clients; i++)
        {
          step (world, i, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
          run_until (world, world->now + 5 * SECOND);
        }
      g_free (problem);
      problem = world->problem != NULL ? g_steal_pointer (&world->problem) : _sim_check (world);
      if (problem == NULL)
        return NULL;
    }
  return problem;
}

char *
sim_run (uint64_t seed, SimFlags flags, uint64_t *hash)
{
  static const char *const kinds[] = { "own", "own, SQLite", "running hub", "running hub without digests" };
  World world = { .seed = seed, .verbose = (flags & SIM_VERBOSE) != 0, .deep = (flags & SIM_DEEP) != 0 };
  char *problem;

  set_up (&world);
  plan (&world);
  run_until (&world, 45 * SECOND);
  problem = heal (&world);
  if (problem != NULL)
    {
      char *swarm = g_strdup_printf ("%s [%d clients, loss %d, dup %d, crash %d, restore %d, hub clock %d, %s]", problem,
                                     world.n_clients, world.loss, world.dup, world.crash, world.restores,
                                     world.hub_clock, kinds[world.kind]);

      g_free (problem);
      problem = swarm;
    }
  if (hash != NULL)
    *hash = world.hash;
  for (int i = 0; i < world.n_clients; i++)
    {
      bo_engine_free (world.clients[i].engine);
      g_hash_table_unref (world.clients[i].sent);
      if (world.deep)
        bo_store_close (BO_STORE (world.clients[i].store));
      else
        g_object_unref (world.clients[i].store);
    }
  g_sequence_free (world.heap);
  sim_hub_free (world.hub);
  g_free (world.problem);
  sim_parcels_clear ();
  return problem;
}
