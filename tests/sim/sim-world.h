/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum
{
  SIM_PLAIN   = 0,
  SIM_VERBOSE = 1 << 0, /* print what happens */
  SIM_DEEP    = 1 << 1, /* L1: the stores are SQLite's */
} SimFlags;

/* What the swarm of a seed may hold (sim-plan.c). */
typedef enum
{
  SIM_CLIENTS,   /* how many, and of which hub: these two can't be masked */
  SIM_HUB,
  SIM_LOSS,      /* requests and answers get lost, or answers come after nobody waits for them */
  SIM_TWICE,     /* … come twice, the second time later than what was sent after them */
  SIM_CUT,       /* … are cut short */
  SIM_DELAY,
  SIM_PARTITION, /* a link is down for a while */
  SIM_CRASH,     /* a client's program is killed and starts again */
  SIM_POWER,     /* … and what it had not committed for good is lost */
  SIM_HUB_CRASH, /* the hub is killed between two requests and starts from its last commit */
  SIM_RESTORE,   /* the hub goes back to a backup, with a new epoch or with the old one */
  SIM_HUB_CLOCK, /* the hub's clock steps */
  SIM_CLOCKS,    /* the clients' clocks drift, and step by seconds, hours or years */
  SIM_SIGN_IN,   /* tokens expire: 401 */
  SIM_GUEST,     /* somebody may only read for a while: 403, or a guest's role */
  SIM_REFUSE,    /* the hub refuses some versions: 422 with and without a place, 400, 500, 413 */
  SIM_BUSY,      /* 429 and 5xx, before and after a push was stored; captive portals */
  SIM_DELETES,
  SIM_EDGES,
  SIM_EXPIRY,    /* edits of a class that waits only so long */
  SIM_PERSON,    /* a person discards, reviews, resynchronises; the network changes; the machine wakes */
  SIM_MUTE,      /* no push that holds one of some things is answered, until all else is at rest */
  SIM_STUCK,     /* the hub can't write for a while, and answers 500 to whatever is pushed */
  SIM_N_SWARM,
} SimSwarm;

extern const char *const sim_swarm_names[SIM_N_SWARM];

#define SIM_MAX_PLANNED 128

/* What is left out of a seed's world: whole members of the swarm, and planned events by number. */
typedef struct
{
  bool swarm[SIM_N_SWARM];
  bool planned[SIM_MAX_PLANNED];
} SimMask;

/* What a run did. */
typedef struct
{
  int64_t  events;    /* taken from the heap */
  int64_t  requests;
  int64_t  edits;     /* that were made */
  int64_t  faults;    /* of every kind, restarts aside */
  int64_t  restarts;  /* of clients and hub */
  int64_t  conflicts; /* journalled */
  int      planned;   /* events that a mask may leave out */
  uint64_t hash;      /* of everything that happened */
} SimTally;

/* One seeded world (FAULTS §4). Returns NULL when everything came to rest as it should, else what
   did not (free with g_free()). @mask, @tally: (nullable). */
char *sim_run (uint64_t seed, SimFlags flags, const SimMask *mask, SimTally *tally);

/* --- sim-mask.c --- */

/* "3,17,loss": numbers of planned events and names of the swarm. */
bool  sim_mask_parse (SimMask *mask, const char *text);
char *sim_mask_print (const SimMask *mask);
/* Leaves out what the failure of @seed doesn't need. Returns the failure that is left. */
char *sim_shrink     (uint64_t seed, SimFlags flags, SimMask *mask);
