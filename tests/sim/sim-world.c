/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <string.h>

#include "sim-parcels.h"

/* A run: a storm of faults and edits, then healing, after which everything must come to rest. */

#define ROUNDS 12
#define ROUND (5 * SECOND)
/* What the hub is silent at is looked for by one push a round: 16 things, 4 of them, one. */
#define ROUNDS_OF_SILENCE 48
/* "queues and memory are bounded": the longest storm takes a tenth of it. */
#define MAX_EVENTS 30000

/* --- what happens to the world --- */

static int64_t
choose_jump (Dice *dice)
{
  int kind = _sim_roll (dice, 10);
  int64_t most = kind < 5 ? 60 * SECOND : kind < 9 ? 2 * HOUR : 10 * 365 * 24 * HOUR;
  int64_t jump = (int64_t) (_sim_draw (dice) % (uint64_t) most);

  return _sim_roll (dice, 2) == 0 ? jump : -jump;
}

static void
step_hub_clock (World *world, Dice *dice)
{
  /* Where there are no digests the overlap has to do (PROTOCOL §3.1): see sim-network.c. */
  if (world->swarm[SIM_HUB] != SIM_HUB_BLIND)
    world->hub_offset += (_sim_roll (dice, 120) - 60) * SECOND;
}

static void
restore (World *world)
{
  world->restores++;
  g_ptr_array_set_size (world->held, (int) MIN (world->held_before, world->held->len));
  sim_hub_restore (world->hub, world->swarm[SIM_RESTORE] == 1);
  if (world->swarm[SIM_HUB_CLOCK] > 0)
    world->hub_offset -= 30 * SECOND;
}

static void
sign_in (World *world, int client)
{
  world->clients[client].signed_out = false;
  _sim_step (world, client, (BoEvent) { .type = BO_EVENT_CREDENTIALS_CHANGED });
}

/* The hub may let somebody only read without a word, or the client knows. */
static void
set_guest (World *world, int client, bool guest)
{
  world->clients[client].guest = guest;
  if (world->swarm[SIM_GUEST] < 2)
    return;
  _sim_set_role (world, client, guest ? "guest" : "admin");
  _sim_step (world, client, (BoEvent) { .type = BO_EVENT_CREDENTIALS_CHANGED });
}

static void
handle_planned (World *world, Event *event)
{
  Client *client = &world->clients[event->client];
  Dice dice = _sim_plan_dice (world, event->number);

  dice.drawn = 16;
  world->tally.faults += event->kind > EV_POWER && event->kind < EV_PERSON;
  switch (event->kind)
    {
    case EV_EDIT:
      _sim_edit (world, event);
      break;
    case EV_CRASH:
    case EV_POWER:
      _sim_crash (world, event->client, event->kind == EV_POWER);
      break;
    case EV_HUB_CRASH:
      world->tally.restarts++;
      sim_hub_crash (world->hub);
      break;
    case EV_BACKUP:
      world->held_before = world->held->len;
      sim_hub_back_up (world->hub);
      break;
    case EV_RESTORE:
      restore (world);
      break;
    case EV_PARTITION:
      client->cut_until = world->now + _sim_roll (&dice, 15000) * MS;
      break;
    case EV_CLOCK:
      client->clock_us += choose_jump (&dice);
      break;
    case EV_HUB_CLOCK:
      step_hub_clock (world, &dice);
      break;
    case EV_TOKEN:
      client->signed_out = true;
      break;
    case EV_GUEST:
    case EV_ADMIN:
      set_guest (world, event->client, event->kind == EV_GUEST);
      break;
    case EV_PERSON:
      _sim_act (world, event);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
handle_message (World *world, Event *event)
{
  Client *client = &world->clients[event->client];

  if (event->kind == EV_REQUEST)
    {
      _sim_take_request (world, event);
      return;
    }
  if (event->life != client->life)
    return;
  if (event->kind == EV_REPLY)
    _sim_take_reply (world, event);
  else if (event->kind == EV_JOB)
    _sim_take_job (world, event);
  else if (event->kind == EV_JOB_DONE)
    {
      client->jobs--;
      _sim_step (world, event->client, (BoEvent) { .type = BO_EVENT_JOB_DONE,
                                                   .outcome = g_steal_pointer (&event->outcome) });
    }
  else if (event->kind == EV_SIGNED_IN)
    sign_in (world, event->client);
  else if (client->timer_at == event->timer_at)
    {
      client->timer_at = INT64_MAX;
      _sim_step (world, event->client, (BoEvent) { .type = BO_EVENT_TIMER });
    }
}

static void
trace (World *world, const Event *event)
{
  static const char *const words[] = {
    [EV_CRASH] = "crashes", [EV_POWER] = "loses power", [EV_PARTITION] = "is cut off", [EV_CLOCK] = "clock steps",
    [EV_TOKEN] = "token expires", [EV_GUEST] = "becomes a guest", [EV_ADMIN] = "may write", [EV_PERSON] = "acts",
    [EV_HUB_CRASH] = "(hub) crashes", [EV_BACKUP] = "(hub) is backed up", [EV_RESTORE] = "(hub) is restored",
    [EV_HUB_CLOCK] = "(hub) clock steps", [EV_SIGNED_IN] = "signs in",
  };

  world->tally.hash = (world->tally.hash ^ (uint64_t) event->at ^ ((uint64_t) event->kind << 56)) *
                      UINT64_C (1099511628211);
  if (world->verbose && event->kind < G_N_ELEMENTS (words) && words[event->kind] != NULL)
    g_print ("%8.3f client %d %s [%d]\n", (double) world->now / SECOND, event->client, words[event->kind],
             event->number);
}

static void
run_until (World *world, int64_t until)
{
  Event event;

  while (world->problem == NULL && _sim_heap_pop (world, until, &event))
    {
      world->now = event.at;
      if (++world->tally.events > MAX_EVENTS)
        _sim_wrong (world, "it never comes to rest");
      trace (world, &event);
      if (event.kind <= EV_LAST_PLANNED)
        handle_planned (world, &event);
      else
        handle_message (world, &event);
      _sim_event_clear (&event);
    }
  world->now = until;
}

/* --- a run --- */

static void
retry (World *world, int client)
{
  BoSyncStore *store = world->clients[client].store;
  BoContext context = _sim_context (world, client);

  for (int i = 0; i < MAX_ENTITIES; i++)
    {
      g_autofree char *id = _sim_entity_id (i);

      bo_rules_retry (store, &context, id, NULL);
    }
  for (int i = 0; i < MAX_EDGES; i++)
    {
      g_autofree char *id = g_strdup_printf ("edge-%d", i);

      bo_rules_retry (store, &context, id, NULL);
    }
  world->clients[client].edited++;
  _sim_sync_disk (world, client);
  _sim_check_person (world, client);
}

/* The faults end; people sign in, may write again, and try again what was refused. */
static void
calm_down (World *world)
{
  world->healed = true;
  for (int i = 0; i < world->n_clients; i++)
    {
      world->clients[i].guest = world->clients[i].signed_out = false;
      _sim_set_role (world, i, "admin");
      retry (world, i);
      _sim_step (world, i, (BoEvent) { .type = BO_EVENT_CREDENTIALS_CHANGED });
      /* Who copies a hub's file back makes no new epoch, and no digest covers edges: where the hub's rows
         have grown past what a client had reached, only a resync shows the edges in between. */
      if (world->restores > 0 && world->swarm[SIM_RESTORE] == 2 && world->swarm[SIM_EDGES] > 0)
        _sim_step (world, i, (BoEvent) { .type = BO_EVENT_RESYNC });
    }
}

/* Until @check has nothing to say, but not for ever. */
static char *
come_to_rest (World *world, int rounds, char *(*check) (World *))
{
  char *problem = NULL;

  for (int round = 0; round < rounds && world->problem == NULL; round++)
    {
      for (int i = 0; i < world->n_clients; i++)
        {
          /* What was refused in the storm may be set aside only now. */
          retry (world, i);
          _sim_step (world, i, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
          run_until (world, world->now + ROUND);
        }
      g_free (problem);
      problem = world->problem == NULL ? check (world) : NULL;
      if (problem == NULL)
        break;
    }
  return world->problem != NULL ? g_steal_pointer (&world->problem) : problem;
}

static char *
heal (World *world)
{
  char *problem = NULL;

  if (world->problem == NULL)
    calm_down (world);
  if (world->swarm[SIM_MUTE] > 0)
    problem = come_to_rest (world, ROUNDS_OF_SILENCE, _sim_check_others);
  world->speaks = true;
  return problem != NULL ? problem : come_to_rest (world, ROUNDS, _sim_check);
}

static void
count_conflicts (World *world)
{
  for (int i = 0; i < world->n_clients; i++)
    {
      BoSyncStore *store = world->clients[i].store;
      g_autoptr(GPtrArray) conflicts = NULL;

      bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
      conflicts = bo_sync_store_list_conflicts (store, false, NULL);
      bo_sync_store_commit (store, NULL);
      world->tally.conflicts += conflicts->len;
    }
}

/* The swarm in words, behind what went wrong. */
static char *
explain (World *world, char *problem)
{
  static const char *const kinds[] = { "own", "own without extensions", "running", "running without digests" };
  GString *text = g_string_new (problem);

  g_string_append_printf (text, " [%d clients, hub %s", world->n_clients, kinds[world->swarm[SIM_HUB]]);
  for (int i = SIM_LOSS; i < SIM_N_SWARM; i++)
    if (world->swarm[i] > 0)
      g_string_append_printf (text, ", %s %d", sim_swarm_names[i], world->swarm[i]);
  g_string_append_c (text, ']');
  g_free (problem);
  return g_string_free (text, FALSE);
}

static void
set_up (World *world)
{
  memset (world->last, 0xff, sizeof world->last);
  world->heap = g_array_new (FALSE, FALSE, sizeof (Event));
  world->expiring = g_array_new (FALSE, FALSE, sizeof (Expiring));
  world->contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  world->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->held = g_ptr_array_new_with_free_func (g_free);
  world->hub_dice = (Dice) { world->seed, STREAM_HUB, 0 };
  _sim_plan_swarm (world);
  world->hub = sim_hub_new ((SimHubKind) world->swarm[SIM_HUB], world->deep,
                            world->swarm[SIM_HUB_CRASH] > 0 || world->swarm[SIM_RESTORE] > 0,
                            2 + _sim_roll (&world->hub_dice, 6));
  for (int i = 0; i < world->n_clients; i++)
    _sim_set_up (world, i);
  _sim_plan_events (world);
}

static void
tear_down (World *world)
{
  for (int i = 0; i < world->n_clients; i++)
    _sim_tear_down (world, i);
  _sim_heap_clear (world);
  g_array_unref (world->expiring);
  g_hash_table_unref (world->contents);
  g_hash_table_unref (world->taken);
  g_ptr_array_unref (world->held);
  sim_hub_free (world->hub);
  g_free (world->problem);
  sim_parcels_clear ();
}

char *
sim_run (uint64_t seed, SimFlags flags, const SimMask *mask, SimTally *tally)
{
  World world = { .seed = seed,
                  .verbose = (flags & SIM_VERBOSE) != 0,
                  .deep = (flags & SIM_DEEP) != 0,
                  .mask = mask };
  char *problem;

  set_up (&world);
  run_until (&world, STORM + ROUND);
  problem = heal (&world);
  if (problem != NULL)
    problem = explain (&world, problem);
  count_conflicts (&world);
  if (tally != NULL)
    *tally = world.tally;
  tear_down (&world);
  return problem;
}
