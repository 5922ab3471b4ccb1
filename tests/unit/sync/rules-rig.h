/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-job-private.h"

/* One entity in a store in memory, a hub that says what a test wants it to say, and a clock that goes on by a
   second with everything that is done. */

#define NOW INT64_C (1780000000000000)
#define SECOND INT64_C (1000000)
#define ID "lamp"
#define V1 "2026-05-01T10:00:00.000000+00:00-000001-bob"
#define V2 "2026-05-01T11:00:00.000000+00:00-000002-bob"

typedef struct
{
  BoSyncStore *store;
  BoContext    context;
  GPtrArray   *items; /* of the batch composed last */
  char        *body;  /* its text */
  BoBatchItem *overdue; /* what had to be asked for instead */
} Rig;

Rig *rig_new (void);
void rig_free (Rig *rig);
const BoContext *rig_tick (Rig *rig);
BoJobOutcome *rig_run (Rig *rig, BoJob *job);
BoRecord *rig_record_of (Rig *rig);
BoSyncCounts rig_counts_of (Rig *rig);
GPtrArray *rig_conflicts_of (Rig *rig);
int64_t rig_notes_of (Rig *rig, BoActivityKind kind);
char *rig_digest_of (Rig *rig, int64_t *count);
void rig_assert_shown (Rig *rig, const char *path, const char *expected);
void rig_give (Rig *rig, BoSyncResponse *response, GPtrArray *items);
void rig_pull_of (Rig *rig, const char *user, const char *version, const char *parent, const char *content);
void rig_pull (Rig *rig, const char *version, const char *parent, const char *content);
void rig_acknowledge (Rig *rig);
void rig_acknowledge_edge (Rig *rig);
void rig_compose (Rig *rig);
char *rig_sent_text (Rig *rig, int index, const char *path);
void rig_edit_until (Rig *rig, const char *path, const char *value, int64_t expires_us);
void rig_edit (Rig *rig, const char *path, const char *value);
BoEdge *rig_placed (const char *room, const char *user);
void rig_pull_edge (Rig *rig, const char *room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)
