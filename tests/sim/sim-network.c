/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-world-private.h"

#include <string.h>

#include "sim-parcels.h"

/* The network between a client and the hub, and what a hub, or what stands before it, answers on a bad
   day. Each link has dice for each direction. */

static bool
strikes (World *world, Dice *dice, SimSwarm member)
{
  bool hit = _sim_roll (dice, 100) < world->swarm[member];

  if (world->healed || !hit)
    return false;
  world->tally.faults++;
  return true;
}

static int64_t
latency (World *world, Dice *dice)
{
  int64_t longest = world->healed ? 20 : 20 + world->swarm[SIM_DELAY] * 400;

  return MS + _sim_roll (dice, (int) longest) * MS;
}

static void
fail (World *world, int client, int life, uint64_t request_id, int code, bool unsent, int64_t delay)
{
  Event event = _sim_event (world, EV_REPLY, client, delay);

  event.life = life;
  event.request_id = request_id;
  event.reply = bo_reply_new ();
  event.reply->unsent = unsent;
  event.reply->error = g_error_new_literal (BO_ERROR, code, "lost");
  _sim_heap_push (world, &event);
}

static bool
is_cut_off (World *world, int client)
{
  return !world->healed && world->now < world->clients[client].cut_until;
}

static BoRequest *
copy_request (BoRequest *request)
{
  BoRequest *copy = g_memdup2 (request, sizeof *request);

  copy->path = g_strdup (request->path);
  copy->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  return copy;
}

static void
travel (World *world, int client, BoRequest *request, int64_t delay, bool replay)
{
  Event event = _sim_event (world, EV_REQUEST, client, delay);

  event.request = request;
  event.restores = world->restores;
  event.replay = replay;
  _sim_heap_push (world, &event);
}

void
_sim_send (World *world, int client, BoRequest *request)
{
  Dice *dice = &world->clients[client].up;
  int64_t delay = latency (world, dice);
  bool leaves = !is_cut_off (world, client);

  world->tally.requests++;
  _sim_check_sent (world, client, request, leaves);
  if (!leaves)
    {
      fail (world, client, world->clients[client].life, request->id, BO_ERROR_OFFLINE, true, delay);
      bo_request_free (request);
      return;
    }
  if (strikes (world, dice, SIM_LOSS))
    {
      fail (world, client, world->clients[client].life, request->id, BO_ERROR_TIMEOUT, false, delay * 5);
      bo_request_free (request);
      return;
    }
  /* The second time it may come after what was sent later. */
  if (strikes (world, dice, SIM_TWICE))
    travel (world, client, copy_request (request), delay + latency (world, dice) * 3, true);
  travel (world, client, request, delay, false);
}

/* --- what is answered --- */

static BoReply *
make_reply (int status, const char *type, char *body)
{
  BoReply *reply = bo_reply_new ();

  reply->status = status;
  reply->content_type = g_strdup (type);
  reply->body = body != NULL ? g_bytes_new_take (body, strlen (body)) : NULL;
  return reply;
}

static BoReply *
ask_hub (World *world, BoRequest *request)
{
  /* Without digests nothing but the overlap finds what a small step of the clock would hide. */
  bool blind = world->swarm[SIM_HUB] == SIM_HUB_BLIND && world->swarm[SIM_HUB_CLOCK] > 0;
  int64_t step = blind ? _sim_roll (&world->hub_dice, 900) * MS : 0;
  int status;
  char *body = sim_hub_answer (world->hub, request->method, request->path, request->body,
                               EPOCH + world->now + world->hub_offset - step, &status);

  return make_reply (status, "application/json", body);
}

static bool
is_sync (BoRequest *request)
{
  return strcmp (request->path, "/api/v1/sync/") == 0;
}

static BoSyncRequest *
read_push (BoRequest *request)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncRequest) push = NULL;
  size_t length;
  const char *text;

  if (!is_sync (request))
    return NULL;
  text = g_bytes_get_data (request->body, &length);
  push = bo_sync_request_decode (text, (gssize) length, errors);
  return push != NULL && push->changes->len > 0 ? g_steal_pointer (&push) : NULL;
}

/* A quota, or what the hub alone knows: it refuses this version whenever it comes, as long as it is silent at others. */
bool
_sim_is_unwanted (World *world, BoEntity *entity)
{
  Dice dice = { world->seed, STREAM_HUB, 1000 + g_str_hash (entity->version) };
  bool lasts = !world->healed || (world->swarm[SIM_MUTE] > 0 && !world->speaks);

  return lasts && _sim_roll (&dice, 100) < world->swarm[SIM_REFUSE] * 2;
}

static BoReply *
refuse_change (World *world, unsigned int index)
{
  Dice dice = { world->seed, STREAM_HUB, 500 };

  world->tally.faults++;
  switch (_sim_roll (&dice, 5))
    {
    case 0:
      return make_reply (422, "application/json",
                         g_strdup_printf ("{\"detail\":[{\"loc\":[\"body\",\"changes\",%u],\"msg\":\"quota\"}]}", index));
    case 1:
      return make_reply (422, "application/json", g_strdup ("{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"no\"}]}"));
    case 2:
      return make_reply (400, "application/json", g_strdup ("{\"detail\":\"no\"}"));
    case 3:
      return make_reply (413, "application/json", g_strdup ("{\"detail\":\"too large\"}"));
    default:
      return make_reply (500, "text/plain", g_strdup ("Internal Server Error"));
    }
}

static bool
is_stuck (World *world)
{
  Dice dice = { world->seed, STREAM_HUB, 503 };
  int64_t from = _sim_roll (&dice, STORM / 2 / MS) * MS;

  return world->swarm[SIM_STUCK] > 0 && !world->healed && world->now >= from &&
         world->now < from + world->swarm[SIM_STUCK] * STORM / 4;
}

static BoReply *
judge (World *world, int client, BoSyncRequest *push)
{
  /* Some hubs take only so much at once. */
  if (!world->healed && world->swarm[SIM_REFUSE] > 3 && push->changes->len > 3)
    {
      world->tally.faults++;
      return make_reply (413, "application/json", g_strdup ("{\"detail\":\"too large\"}"));
    }
  if (world->clients[client].guest)
    return make_reply (403, "application/json", g_strdup ("{\"detail\":\"guests may read\"}"));
  if (is_stuck (world))
    {
      world->tally.faults++;
      return make_reply (500, "text/plain", g_strdup ("Internal Server Error"));
    }
  for (unsigned int i = 0; i < push->changes->len; i++)
    {
      BoEntity *entity = ((BoChange *) g_ptr_array_index (push->changes, i))->entity;

      if (entity != NULL && _sim_is_unwanted (world, entity))
        return refuse_change (world, i);
    }
  return NULL;
}

/* Whether the hub falls silent at a push of something. */
bool
_sim_is_mute (World *world, const char *id)
{
  Dice dice = { world->seed, STREAM_HUB, 2000 + (uint64_t) g_str_hash (id) };

  return !world->speaks && _sim_roll (&dice, 10) < world->swarm[SIM_MUTE];
}

static bool
holds_mute (World *world, BoSyncRequest *push)
{
  for (unsigned int i = 0; i < push->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (push->changes, i);

      if (change->entity != NULL && _sim_is_mute (world, change->entity->id))
        return true;
      for (unsigned int j = 0; j < change->edges->len; j++)
        if (_sim_is_mute (world, ((BoEdge *) g_ptr_array_index (change->edges, j))->id))
          return true;
    }
  return false;
}

/* NULL: nothing comes. */
static BoReply *
be_silent (World *world)
{
  static const int statuses[] = { 0, 404, 408, 502, 503, 504, 507 };
  Dice dice = { world->seed, STREAM_HUB, 501 };
  int status = statuses[_sim_roll (&dice, G_N_ELEMENTS (statuses))];

  world->tally.faults += !world->healed;
  return status != 0 ? make_reply (status, "text/html", g_strdup ("<html>")) : NULL;
}

/* Whether it has stored the push all the same; of one seed always or never. */
static bool
is_deaf (World *world)
{
  Dice dice = { world->seed, STREAM_HUB, 502 };

  return _sim_roll (&dice, 2) == 0;
}

static BoReply *
bad_day (World *world)
{
  static const int statuses[] = { 429, 503, 500, 502, 504, 408, 404, 200 };
  int status = statuses[_sim_roll (&world->hub_dice, G_N_ELEMENTS (statuses))];
  BoReply *reply = make_reply (status, "text/html", g_strdup ("<html>"));

  if (status == 429 || status == 503)
    reply->retry_after_us = (1 + _sim_roll (&world->hub_dice, 3)) * SECOND;
  return reply;
}

/* A hub stores nothing of a delete of what isn't there (PROTOCOL §3.2), and so forgets that it took it. With ours that
   is only so once it was restored from a backup. */
static bool
is_forgotten (World *world, BoSyncRequest *push)
{
  bool deletes = false;

  for (unsigned int i = 0; push != NULL && i < push->changes->len; i++)
    deletes |= ((BoChange *) g_ptr_array_index (push->changes, i))->type == BO_CHANGE_DELETE;
  return deletes && (world->swarm[SIM_HUB] >= SIM_HUB_RUNNING || world->restores > 0);
}

/* FAULTS §4: "replaying a request changes nothing". A hub that was restored since takes it as new. */
static BoReply *
let_in (World *world, Event *event, BoSyncRequest *push)
{
  g_autofree char *key = g_strdup_printf ("%d %d %" G_GUINT64_FORMAT, event->client, event->life, event->request->id);
  bool again = g_hash_table_contains (world->taken, key) && event->restores == world->restores &&
               !is_forgotten (world, push);
  g_autofree char *before = again ? sim_hub_digest (world->hub) : NULL;
  BoReply *reply = ask_hub (world, event->request);
  g_autofree char *after = again ? sim_hub_digest (world->hub) : NULL;

  if (again && strcmp (before, after) != 0)
    _sim_wrong (world, "client %d: a request that came twice changed the hub", event->client);
  if (world->swarm[SIM_TWICE] > 0)
    g_hash_table_add (world->taken, g_steal_pointer (&key));
  return reply;
}

/* NULL: it is never answered. */
static BoReply *
answer (World *world, Event *event)
{
  int client = event->client;
  BoRequest *request = event->request;
  g_autoptr(BoSyncRequest) push = NULL;
  bool silent;
  BoReply *reply;

  if (strikes (world, &world->hub_dice, SIM_BUSY))
    return bad_day (world);
  if (world->clients[client].signed_out)
    return make_reply (401, "application/json", g_strdup ("{\"detail\":\"expired\"}"));
  push = read_push (request);
  reply = push != NULL ? judge (world, client, push) : NULL;
  if (reply != NULL)
    return reply;
  silent = push != NULL && holds_mute (world, push);
  if (silent && is_deaf (world))
    return be_silent (world);
  reply = let_in (world, event, push);
  if (push != NULL)
    _sim_check_answer (world, push, reply);
  /* Stored, and the answer fails (PROTOCOL §3.2). */
  if (silent)
    {
      bo_reply_free (reply);
      return be_silent (world);
    }
  if (push == NULL || !strikes (world, &world->hub_dice, SIM_BUSY))
    return reply;
  bo_reply_free (reply);
  return make_reply (500, "text/plain", g_strdup ("Internal Server Error"));
}

static BoReply *
cut (BoReply *reply)
{
  size_t length;
  const char *text = g_bytes_get_data (reply->body, &length);
  GBytes *half = g_bytes_new (text, length / 2);

  g_bytes_unref (reply->body);
  reply->body = half;
  return reply;
}

static void
note (World *world, Event *event, BoReply *reply)
{
  if (!world->verbose)
    return;
  g_print ("%8.3f client %d %s %s %s%s\n", (double) world->now / SECOND, event->client, event->request->method,
           event->request->path, event->request->body != NULL ? sim_describe (event->request->body) : "",
           event->replay ? " (again)" : "");
  if (reply != NULL)
    g_print ("        -> %d %s\n", reply->status, reply->body != NULL ? sim_describe (reply->body) : "");
}

void
_sim_take_request (World *world, Event *event)
{
  Client *client = &world->clients[event->client];
  BoReply *reply = answer (world, event);
  Dice *dice = &client->down;
  int64_t delay = latency (world, dice);
  Event back;

  note (world, event, reply);
  if (reply == NULL)
    {
      fail (world, event->client, event->life, event->request->id, BO_ERROR_TIMEOUT, false, delay * 5);
      return;
    }
  world->tally.hash = (world->tally.hash ^ sim_hash (reply->body)) * UINT64_C (1099511628211);
  if (is_cut_off (world, event->client) || strikes (world, dice, SIM_LOSS))
    {
      fail (world, event->client, event->life, event->request->id, BO_ERROR_TIMEOUT, false, delay);
      /* It may come all the same, when nobody waits any more. */
      delay *= 4;
    }
  if (reply->body != NULL && strikes (world, dice, SIM_CUT))
    reply = cut (reply);
  back = _sim_event (world, EV_REPLY, event->client, delay);
  back.life = event->life;
  back.request_id = event->request->id;
  back.reply = reply;
  back.request = g_steal_pointer (&event->request);
  _sim_heap_push (world, &back);
}

void
_sim_take_reply (World *world, Event *event)
{
  _sim_check_reply (world, event->client, event);
  _sim_step (world, event->client, (BoEvent) { .type = BO_EVENT_REPLY,
                                               .request_id = event->request_id,
                                               .reply = g_steal_pointer (&event->reply) });
}
