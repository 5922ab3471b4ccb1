/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

/* What a seed's world will meet. Each member of the swarm and each planned event has a stream of its
   own, so that leaving one out doesn't reshuffle the rest. */

const char *const sim_swarm_names[SIM_N_SWARM] = {
  [SIM_CLIENTS] = "clients",     [SIM_HUB] = "hub",
  [SIM_LOSS] = "loss",           [SIM_TWICE] = "twice",
  [SIM_CUT] = "cut",             [SIM_DELAY] = "delay",
  [SIM_PARTITION] = "partition", [SIM_CRASH] = "crash",
  [SIM_POWER] = "power",         [SIM_HUB_CRASH] = "hub-crash",
  [SIM_RESTORE] = "restore",     [SIM_HUB_CLOCK] = "hub-clock",
  [SIM_CLOCKS] = "clocks",       [SIM_SIGN_IN] = "sign-in",
  [SIM_GUEST] = "guest",         [SIM_REFUSE] = "refuse",
  [SIM_BUSY] = "busy",           [SIM_DELETES] = "deletes",
  [SIM_EDGES] = "edges",         [SIM_EXPIRY] = "expiry",
  [SIM_PERSON] = "person",       [SIM_MUTE] = "mute",
  [SIM_STUCK] = "stuck",
};

/* How often a member is there at all, in a hundred seeds, and how strong it can be. */
static const struct
{
  int chance;
  int strengths;
} odds[SIM_N_SWARM] = {
  [SIM_LOSS] = { 67, 24 },     [SIM_TWICE] = { 67, 24 },  [SIM_CUT] = { 33, 6 },     [SIM_DELAY] = { 67, 2 },
  [SIM_PARTITION] = { 33, 3 }, [SIM_CRASH] = { 50, 8 },   [SIM_POWER] = { 33, 4 },   [SIM_HUB_CRASH] = { 25, 3 },
  [SIM_RESTORE] = { 25, 2 },   [SIM_HUB_CLOCK] = { 25, 3 }, [SIM_CLOCKS] = { 33, 4 }, [SIM_SIGN_IN] = { 20, 2 },
  [SIM_GUEST] = { 20, 2 },     [SIM_REFUSE] = { 25, 5 },  [SIM_BUSY] = { 25, 12 },   [SIM_DELETES] = { 33, 10 },
  [SIM_EDGES] = { 50, 25 },    [SIM_EXPIRY] = { 33, 20 }, [SIM_PERSON] = { 33, 6 },
  [SIM_MUTE] = { 20, 4 },      [SIM_STUCK] = { 20, 2 },
};

static void
draw_member (World *world, int member)
{
  Dice dice = { world->seed, STREAM_SWARM, (uint64_t) member * 8 };

  if (member == SIM_CLIENTS)
    world->swarm[member] = 1 + _sim_roll (&dice, MAX_CLIENTS);
  else if (member == SIM_HUB)
    {
      static const SimHubKind kinds[] = { SIM_HUB_OWN, SIM_HUB_OWN, SIM_HUB_OWN, SIM_HUB_OWN, SIM_HUB_PLAIN,
                                          SIM_HUB_RUNNING, SIM_HUB_RUNNING, SIM_HUB_BLIND };

      world->swarm[member] = (int) kinds[_sim_roll (&dice, G_N_ELEMENTS (kinds))];
    }
  else if (_sim_roll (&dice, 100) < odds[member].chance)
    world->swarm[member] = 1 + _sim_roll (&dice, odds[member].strengths);
  if (world->mask != NULL && world->mask->swarm[member] && member > SIM_HUB)
    world->swarm[member] = 0;
}

void
_sim_plan_swarm (World *world)
{
  for (int i = 0; i < SIM_N_SWARM; i++)
    draw_member (world, i);
  /* Without digests nothing shows what a restored hub lost, nor a delete that won unreported, nor what
     was written below the watermark by a clock that was set back. */
  if (world->swarm[SIM_HUB] == SIM_HUB_BLIND)
    world->swarm[SIM_RESTORE] = world->swarm[SIM_DELETES] = 0;
  world->n_clients = world->swarm[SIM_CLIENTS];
}

Dice
_sim_plan_dice (World *world, int number)
{
  return (Dice) { world->seed, STREAM_PLAN + (uint64_t) number, 0 };
}

/* Returns when. */
static int64_t
add_at (World *world, Kind kind, int client, int64_t at)
{
  int number = world->tally.planned++;
  Event event;

  g_assert (number < SIM_MAX_PLANNED);
  if (world->mask != NULL && world->mask->planned[number])
    return at;
  event = _sim_event (world, kind, client, at);
  event.number = number;
  _sim_heap_push (world, &event);
  return at;
}

static int64_t
add (World *world, Kind kind)
{
  Dice dice = _sim_plan_dice (world, world->tally.planned);
  int client = _sim_roll (&dice, world->n_clients);

  return add_at (world, kind, client, _sim_roll (&dice, STORM / MS) * MS);
}

static void
add_some (World *world, Kind kind, SimSwarm member)
{
  for (int i = 0; i < world->swarm[member]; i++)
    add (world, kind);
}

static void
add_restore (World *world)
{
  Dice dice = _sim_plan_dice (world, SIM_MAX_PLANNED);
  int64_t at = _sim_roll (&dice, STORM / 2 / MS) * MS;

  add_at (world, EV_BACKUP, 0, at);
  add_at (world, EV_RESTORE, 0, at + _sim_roll (&dice, STORM / 2 / MS) * MS);
}

static void
add_guest (World *world)
{
  Dice dice = _sim_plan_dice (world, SIM_MAX_PLANNED + 1);
  int client = _sim_roll (&dice, world->n_clients);
  int64_t at = _sim_roll (&dice, STORM / MS) * MS;

  add_at (world, EV_GUEST, client, at);
  add_at (world, EV_ADMIN, client, at + _sim_roll (&dice, STORM / MS) * MS);
}

/* Each kind has numbers of its own, and each number dice of its own: a masked member or event leaves
   all the others as they were. */
void
_sim_plan_events (World *world)
{
  Dice dice = _sim_plan_dice (world, SIM_MAX_PLANNED + 2);
  int edits = 10 + _sim_roll (&dice, 50);
  static const struct
  {
    Kind     kind;
    SimSwarm member;
  } plans[] = {
    { EV_CRASH, SIM_CRASH },         { EV_POWER, SIM_POWER },   { EV_HUB_CRASH, SIM_HUB_CRASH },
    { EV_PARTITION, SIM_PARTITION }, { EV_CLOCK, SIM_CLOCKS },  { EV_HUB_CLOCK, SIM_HUB_CLOCK },
    { EV_TOKEN, SIM_SIGN_IN },       { EV_PERSON, SIM_PERSON },
  };

  for (int i = 0; i < edits; i++)
    add (world, EV_EDIT);
  world->tally.planned = 60;
  for (size_t i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      world->tally.planned = 60 + (int) i * 8;
      add_some (world, plans[i].kind, plans[i].member);
    }
  world->tally.planned = 60 + G_N_ELEMENTS (plans) * 8;
  if (world->swarm[SIM_RESTORE] > 0)
    add_restore (world);
  else
    world->tally.planned += 2;
  if (world->swarm[SIM_GUEST] > 0)
    add_guest (world);
  else
    world->tally.planned += 2;
}
