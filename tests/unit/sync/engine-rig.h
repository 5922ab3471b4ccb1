/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-engine.h"
#include "bo-memory-store.h"

/* The engine, step by step, with a store in memory, answers made by hand, and a clock that a test moves. */

#define NOW INT64_C (1780000000000000)

typedef struct
{
  BoMemoryStore *store;
  BoEngine      *engine;
  int64_t        now;
  BoRequest     *request; /* the one under way */
  int            jobs;
  int            announced; /* pages whose content was committed before the job ended */
  int64_t        success_before; /* the last success as stored then */
  int            row;     /* the last one of the hub */
  int            finished;
  int            sign_in;
  int64_t        timer;
} Rig;

/* What a push holds that the hub meets with @status; 0: it is never answered. */
typedef struct
{
  const char *text;
  int         status;
} Bad;

BoContext context_of (Rig *rig);
void step (Rig *rig, BoEvent event);
Rig *rig_new (bool hub);
void rig_free (Rig *rig);
BoPhase phase_of (Rig *rig);
void answer (Rig *rig, int status, const char *body);
void answer_digest (Rig *rig, const char *applied, const char *digest);
void answer_page (Rig *rig, const char *applied);
void answer_change (Rig *rig, const char *id, const char *version, const char *const *parents);
void edit_until (Rig *rig, const char *id, int64_t patience_us);
void edit (Rig *rig, const char *id);
void link_rooms (Rig *rig, const char *id, const char *from, const char *to);
void ring (Rig *rig);
bool sends (Rig *rig, const char *text);
void answer_push (Rig *rig, int rooms);
const Bad *find_bad (Rig *rig, const Bad *bad);
bool go_on (Rig *rig, const Bad *bad);
int run_cycle (Rig *rig, const Bad *bad);
Rig *rig_with_rooms (int n);
