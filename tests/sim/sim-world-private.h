/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-engine.h"
#include "sim-hub.h"
#include "sim-world.h"

#define MAX_CLIENTS 4
#define MAX_ENTITIES 6
#define MAX_EDGES 3
#define MS INT64_C (1000)
#define SECOND INT64_C (1000000)
#define HOUR (3600 * SECOND)
#define EPOCH INT64_C (1780000000) * SECOND
#define STORM (40 * SECOND)  /* how long the safety phase lasts */

/* --- keyed randomness: splitmix (seed, stream, counter) --- */

typedef struct
{
  uint64_t seed;
  uint64_t stream;
  uint64_t drawn;
} Dice;

enum { STREAM_SWARM = 1, STREAM_HUB, STREAM_CLIENT = 16, STREAM_UP = 32, STREAM_DOWN = 48, STREAM_DISK = 64,
       STREAM_WORK = 80, STREAM_PLAN = 1024 };

uint64_t _sim_draw (Dice *dice);
int      _sim_roll (Dice *dice, int n); /* 0 … n - 1 */

/* --- events --- */

typedef enum
{
  EV_EDIT,
  EV_CRASH,
  EV_POWER,
  EV_HUB_CRASH,
  EV_BACKUP,
  EV_RESTORE,
  EV_PARTITION,
  EV_CLOCK,
  EV_HUB_CLOCK,
  EV_TOKEN,     /* the client's token expires */
  EV_GUEST,     /* the client may only read, for a while */
  EV_ADMIN,     /* … and may write again */
  EV_PERSON,    /* what a person, or the machine, does besides editing */
  EV_LAST_PLANNED = EV_PERSON,
  EV_REQUEST,
  EV_REPLY,
  EV_JOB,
  EV_JOB_DONE,
  EV_TIMER,
  EV_SIGNED_IN,
} Kind;

typedef struct
{
  int64_t       at;
  uint64_t      seq;
  Kind          kind;
  int           client;
  int           life;      /* of the client: what an earlier life started is lost */
  int           number;    /* of a planned event, else -1 */
  uint64_t      request_id;
  BoRequest    *request;
  BoReply      *reply;
  BoJob        *job;
  BoJobOutcome *outcome;
  int64_t       timer_at;
  int64_t       restores;  /* of the hub, when the request was sent */
  bool          replay;    /* the request was taken once before */
} Event;

typedef struct
{
  BoSyncStore   *store;
  BoEngine      *engine;
  char          *path;      /* nullable: the file of an L1 store that will lose its power */
  int            life;
  int64_t        clock_us;  /* offset of its clock */
  int64_t        drift;     /* µs in each second */
  int64_t        timer_at;
  int64_t        cut_until; /* of its link */
  bool           signed_out;
  bool           guest;     /* the hub lets it only read */
  Dice           dice, up, down, disk;
  /* what it waits for */
  int            jobs;
  uint64_t       waiting;   /* the request whose answer the engine takes */
  int64_t        edited;    /* edits since the last job ran */
  /* for the checks */
  GPtrArray     *sent;      /* SentVersion, of the push under way */
  uint64_t       push;      /* the request it went with */
  GHashTable    *unanswered; /* entity id → the version sent last, while nobody knows what became of it */
  GHashTable    *acknowledged; /* "id 0x1F version" */
  GHashTable    *made;      /* the same, of what it ever sent */
  GArray        *queue;     /* Queued: the queue after the last transaction */
  BoEntity      *shown[MAX_ENTITIES]; /* (nullable): what a person saw last */
  int64_t        stamp;     /* … of an L1 store: up to here */
  int64_t        watermark; /* … and when it last moved, the number of the walk */
  int64_t        watermark_walk;
  int64_t        resume;
  int64_t        resume_walk;
  int64_t        composed_us; /* its clock, when the last job began */
  int64_t        looks;     /* at an L1 store */
  bool           channel;
  bool           walking;   /* after the last job */
} Client;

typedef struct
{
  char *id;
  char *version;
} SentVersion;

typedef struct
{
  int64_t seq;
  int64_t expires_us;
  int     number;       /* of the entity */
  int     value;        /* of a command, else 0 */
  bool    person;       /* made by a person, rather than a merge of what was pulled */
  bool    own;          /* of the path that only this client writes */
  char    sent[64];     /* the version it went with, or "" */
} Queued;

typedef struct
{
  int     client;
  int     value;
  int64_t expires_us;
  bool    composed;     /* it went out in time */
} Expiring;

typedef struct
{
  uint64_t   seed;
  bool       verbose, deep;
  const SimMask *mask;      /* nullable */
  int        swarm[SIM_N_SWARM];
  int64_t    now;
  uint64_t   seq;
  GArray    *heap;          /* Event */
  SimHub    *hub;
  int64_t    hub_offset;
  Dice       hub_dice;
  Client     clients[MAX_CLIENTS];
  int        n_clients;
  bool       healed;
  bool       speaks;     /* … and the hub is silent at nothing any more */
  /* what was written: entity, own path of a client → the last value, or -1 */
  int        last[MAX_ENTITIES][MAX_CLIENTS];
  bool       created[MAX_ENTITIES];
  bool       deleted[MAX_ENTITIES];
  int        value;
  GArray    *expiring;      /* Expiring, by value */
  GHashTable *contents;     /* "id 0x1F version" → hash of what was pushed under that name */
  GHashTable *taken;        /* requests that the hub took: "client life id" */
  GPtrArray *held;          /* "id 0x1F version" of what the hub acknowledged and stored */
  unsigned int held_before; /* of them, when the backup was taken */
  int64_t    restores;
  SimTally   tally;
  char      *problem;       /* the first thing that never may be, and was */
} World;

/* --- sim-heap.c --- */

void   _sim_heap_push     (World *world, const Event *event);
bool   _sim_heap_pop      (World *world, int64_t until, Event *event);
void   _sim_event_clear   (Event *event);
void   _sim_heap_clear    (World *world);

/* --- sim-plan.c --- */

void   _sim_plan_swarm    (World *world);
void   _sim_plan_events   (World *world);
Dice   _sim_plan_dice     (World *world, int number);

/* --- sim-client.c --- */

Event     _sim_event      (World *world, Kind kind, int client, int64_t delay);
int64_t   _sim_clock      (World *world, int client);
void      _sim_step       (World *world, int client, BoEvent event);
void      _sim_start      (World *world, int client);
void      _sim_crash      (World *world, int client, bool power);
void      _sim_take_job   (World *world, Event *event);
void      _sim_set_role   (World *world, int client, const char *role);
void      _sim_set_up     (World *world, int client);
void      _sim_tear_down  (World *world, int client);
BoContext _sim_context    (World *world, int client);
bool      _sim_power_goes (World *world, int client);
void      _sim_sync_disk  (World *world, int client);
char     *_sim_entity_id  (int number);
char     *_sim_key        (const char *id, const char *version);

/* --- sim-person.c --- */

void   _sim_edit          (World *world, Event *event);
void   _sim_act           (World *world, Event *event);
char  *_sim_own_path      (int number, int client);

/* --- sim-network.c --- */

void   _sim_send          (World *world, int client, BoRequest *request);
void   _sim_take_request  (World *world, Event *event);
void   _sim_take_reply    (World *world, Event *event);
bool   _sim_is_mute       (World *world, const char *id);
bool   _sim_is_unwanted   (World *world, BoEntity *entity);

/* --- sim-check.c: what never may be (world->problem) --- */

void   _sim_wrong         (World *world, const char *format, ...) G_GNUC_PRINTF (2, 3);
void   _sim_check_sent    (World *world, int client, BoRequest *request, bool leaves);
void   _sim_check_answer  (World *world, BoSyncRequest *push, BoReply *reply);
void   _sim_check_reply   (World *world, int client, Event *event);
void   _sim_check_step    (World *world, int client, GPtrArray *actions, bool stale, BoEventType type);
void   _sim_expect        (World *world, int client, int value, int64_t expires_us);

/* --- sim-check-store.c: the same, of the rows --- */

void   _sim_check_job     (World *world, int client, BoJobOutcome *outcome, int64_t commits);
void   _sim_check_edit    (World *world, int client);
void   _sim_check_person  (World *world, int client);
void   _sim_check_restart (World *world, int client);

/* --- sim-check-end.c: what must hold in the end (returned) --- */

char  *_sim_check         (World *world);
char  *_sim_check_others  (World *world);
bool   _sim_is_asked      (World *world, int number, int client);
