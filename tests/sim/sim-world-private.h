/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-engine.h"
#include "sim-hub.h"
#include "sim-world.h"

G_BEGIN_DECLS

#define MAX_CLIENTS 4
#define MAX_ENTITIES 6
#define MAX_EDGES 3
#define MS INT64_C (1000)
#define SECOND INT64_C (1000000)
#define EPOCH INT64_C (1780000000) * SECOND

typedef struct
{
  BoSyncStore   *store;
  BoEngine      *engine;
  int            life;
  int64_t        clock_us;  /* offset of its clock */
  int64_t        timer_at;
  uint64_t       finished;
  GHashTable    *sent;      /* entity id → the version sent last, while its answer is awaited */
  uint64_t       push;      /* the request it was sent with */
} Client;

typedef struct
{
  uint64_t  seed;
  uint64_t  drawn;
  bool      verbose;
  int64_t   now;
  uint64_t  seq;
  GSequence *heap;
  SimHub   *hub;
  Client    clients[MAX_CLIENTS];
  int       n_clients;
  bool      healed;
  /* the swarm */
  int       loss, dup, crash, delay, deletes, restores, edges, creates;
  bool      hub_clock, deep;
  SimHubKind kind;
  int64_t   hub_offset;
  /* what was written: entity, own path of a client → the last value, or -1 */
  int       last[MAX_ENTITIES][MAX_CLIENTS];
  bool      created[MAX_ENTITIES];
  bool      deleted[MAX_ENTITIES];
  int       value;
  uint64_t  hash;
  char     *problem;    /* the first thing that never may be, and was */
} World;

char *_sim_entity_id      (int number);

/* sim-check.c: what never may be (world->problem), and what must hold in the end (returned) */
void  _sim_check_sent     (World *world, int client, BoRequest *request);
void  _sim_check_position (World *world, int client);
char *_sim_check          (World *world);

G_END_DECLS
