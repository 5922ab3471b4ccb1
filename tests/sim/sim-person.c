/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <string.h>

/* What people do: edits, and what else can be done about them. */

static BoEdit *
make_change (World *world, int number, int client, const char *path, const char *value)
{
  g_autofree char *id = _sim_entity_id (number);
  BoEdit *edit = bo_edit_new (id, BO_EDIT_CHANGE);

  g_ptr_array_add (edit->changes, bo_json_change_new (path, NULL, value));
  return edit;
}

/* A command that waits only so long. */
static BoEdit *
make_command (World *world, int number, int client, Dice *dice)
{
  g_autofree char *path = g_strdup_printf ("/content/command%d", client);
  g_autofree char *value = g_strdup_printf ("%d", ++world->value);
  BoEdit *edit = make_change (world, number, client, path, value);

  edit->safety = BO_SAFETY_CLASS_B;
  edit->expires_us = _sim_clock (world, client) + (1 + _sim_roll (dice, 8000)) * MS;
  _sim_expect (world, client, world->value, edit->expires_us);
  return edit;
}

/* Where @client writes what is its own. In every other entity that is in an array which nobody made
   before, so that several make it at once. */
char *
_sim_own_path (int number, int client)
{
  return number % 2 == 0 ? g_strdup_printf ("/content/own%d", client)
                         : g_strdup_printf ("/content/own/=c%d/value", client);
}

static BoEdit *
make_edit (World *world, int number, int client, Dice *dice)
{
  bool shared = _sim_roll (dice, 3) == 0;
  g_autofree char *path = NULL, *value = NULL;

  if (_sim_roll (dice, 100) < world->swarm[SIM_EXPIRY])
    return make_command (world, number, client, dice);
  path = shared ? g_strdup_printf ("/content/list/=s%d/value", _sim_roll (dice, 2))
                : _sim_own_path (number, client);
  value = g_strdup_printf ("%d", ++world->value);
  if (!shared)
    world->last[number][client] = world->value;
  return make_change (world, number, client, path, value);
}

static BoEdit *
make_create (int number)
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

static BoEdge *
choose_edge (World *world, int client, const char *id, Dice *dice)
{
  g_autofree char *other = _sim_entity_id (_sim_roll (dice, MAX_ENTITIES));
  g_autofree char *edge = g_strdup_printf ("edge-%d", _sim_roll (dice, MAX_EDGES));
  const char *properties = _sim_roll (dice, 5) == 0 ? "{\"deleted\":true}" : "{}";

  if (!shows (world, client, id) || !shows (world, client, other))
    return NULL;
  return bo_edge_new (edge, id, "", other, "", "located_in", properties, NULL, 0);
}

static BoStep
choose_step (World *world, int client, Dice *dice)
{
  int number = _sim_roll (dice, MAX_ENTITIES), what = _sim_roll (dice, 100);
  g_autofree char *id = _sim_entity_id (number);

  if (what < world->swarm[SIM_EDGES])
    return (BoStep) { .edge = choose_edge (world, client, id, dice) };
  if (!shows (world, client, id))
    {
      /* Each entity is made once, by one client: two that make the same id are not a home's life. */
      if (world->created[number] || number % world->n_clients != client)
        return (BoStep) { NULL };
      world->created[number] = true;
      return (BoStep) { .edit = make_create (number) };
    }
  if (what >= 100 - world->swarm[SIM_DELETES])
    {
      world->deleted[number] = true;
      return (BoStep) { .edit = bo_edit_new (id, BO_EDIT_DELETE) };
    }
  return (BoStep) { .edit = make_edit (world, number, client, dice) };
}

static void
tell (World *world, int client, const BoStep *what)
{
  BoEdit *edit = what->edit;

  if (!world->verbose)
    return;
  g_print ("%8.3f client %d edits %s kind %d", (double) world->now / SECOND, client,
           edit != NULL ? edit->entity_id : what->edge->id, edit != NULL ? (int) edit->kind : -1);
  if (edit != NULL && edit->changes->len > 0)
    g_print (" %s = %s", ((BoJsonChange *) g_ptr_array_index (edit->changes, 0))->path,
             ((BoJsonChange *) g_ptr_array_index (edit->changes, 0))->after);
  if (edit == NULL)
    g_print (" %s -> %s %s", what->edge->from_id, what->edge->to_id, what->edge->properties);
  g_print ("\n");
}

void
_sim_edit (World *world, Event *event)
{
  Dice dice = _sim_plan_dice (world, event->number);
  int client = event->client;
  BoStep what;
  BoContext context = _sim_context (world, client);
  g_autoptr(GError) error = NULL;

  dice.drawn = 16;
  what = choose_step (world, client, &dice);
  if (what.edit == NULL && what.edge == NULL)
    return;
  world->tally.edits++;
  tell (world, client, &what);
  bo_rules_edit (world->clients[client].store, &context, &what, 1, &error);
  g_assert_no_error (error);
  g_clear_pointer (&what.edit, bo_edit_free);
  g_clear_pointer (&what.edge, bo_edge_unref);
  if (_sim_power_goes (world, client))
    return;
  world->clients[client].edited++;
  _sim_sync_disk (world, client);
  _sim_check_edit (world, client);
  _sim_step (world, client, (BoEvent) { .type = BO_EVENT_LOCAL_EDIT });
}

/* --- what else can be done --- */

static void
discard (World *world, int client, Dice *dice)
{
  int number = _sim_roll (dice, MAX_ENTITIES);
  g_autofree char *id = _sim_entity_id (number);
  BoContext context = _sim_context (world, client);
  g_autoptr(GError) error = NULL;

  if (!bo_rules_discard (world->clients[client].store, &context, id, &error))
    return;
  /* A thing that was made and thrown away before it was sent is gone. */
  if (!shows (world, client, id))
    world->deleted[number] = true;
  /* Nobody can say what it should be now, until it is written anew. */
  world->last[number][client] = -1;
}

/* What a path becomes that was to be decided was a person's choice. */
static void
leave_open (World *world, BoConflict *conflict)
{
  int number = conflict->entity_id[7] - '0';

  for (int client = 0; client < world->n_clients; client++)
    {
      g_autofree char *own = _sim_own_path (number, client);

      for (unsigned int i = 0; i < conflict->paths->len; i++)
        {
          BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

          if (path->overlap && strcmp (path->path, own) == 0)
            world->last[number][client] = -1;
        }
    }
}

static void
review (World *world, int client, Dice *dice)
{
  BoSyncStore *store = world->clients[client].store;
  BoContext context = _sim_context (world, client);
  g_autoptr(GPtrArray) conflicts = NULL;
  BoConflict *conflict;

  bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL);
  conflicts = bo_sync_store_list_conflicts (store, true, NULL);
  bo_sync_store_commit (store, NULL);
  if (conflicts->len == 0)
    return;
  conflict = g_ptr_array_index (conflicts, (unsigned int) _sim_roll (dice, (int) conflicts->len));
  if (bo_rules_resolve (store, &context, conflict->id, NULL, "kept", NULL))
    leave_open (world, conflict);
}

void
_sim_act (World *world, Event *event)
{
  Dice dice = _sim_plan_dice (world, event->number);
  int client = event->client, what;

  dice.drawn = 16;
  what = _sim_roll (&dice, 7);
  if (what == 0)
    discard (world, client, &dice);
  else if (what == 1)
    review (world, client, &dice);
  world->clients[client].edited++;
  _sim_sync_disk (world, client);
  _sim_check_person (world, client);
  if (what < 2)
    _sim_step (world, client, (BoEvent) { .type = BO_EVENT_LOCAL_EDIT });
  else if (what == 2)
    _sim_step (world, client, (BoEvent) { .type = BO_EVENT_RESYNC });
  else if (what == 3)
    _sim_step (world, client, (BoEvent) { .type = BO_EVENT_NETWORK_CHANGED, .available = _sim_roll (&dice, 2) == 0 });
  else if (what == 4)
    _sim_step (world, client, (BoEvent) { .type = BO_EVENT_RESUMED });
  else if (what == 5)
    {
      world->clients[client].channel = _sim_roll (&dice, 2) == 0;
      _sim_step (world, client, (BoEvent) { .type = BO_EVENT_CHANNEL, .available = world->clients[client].channel });
    }
  else
    _sim_step (world, client, (BoEvent) { .type = BO_EVENT_HUB_CHANGED });
}
