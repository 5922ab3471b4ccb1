/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-wire.h"

G_BEGIN_DECLS

/* The hub of a simulated world, behind the real codec. */
typedef struct _SimHub SimHub;

typedef enum
{
  SIM_HUB_OWN,      /* the rules of src/hub */
  SIM_HUB_PLAIN,    /* the same without the extensions of PROTOCOL §8: no epoch, no edges that ride along */
  SIM_HUB_RUNNING,  /* the running hub's ways, its oddities included (PROTOCOL §3) */
  SIM_HUB_BLIND,    /* the same without digests, as older ones are */
} SimHubKind;

/* @deep: over SQLite; @on_disk: it will crash or be restored; @page_size: of the running hub's pages */
SimHub    *sim_hub_new        (SimHubKind kind, bool deep, bool on_disk, int page_size);
void       sim_hub_free       (SimHub *self);
/* @body: (nullable); returns the answer's text, and its status */
char      *sim_hub_answer     (SimHub *self, const char *method, const char *path, GBytes *body, int64_t now_us, int *status);
void       sim_hub_back_up    (SimHub *self);
void       sim_hub_restore    (SimHub *self, bool new_epoch);
/* The power goes: what it has not committed is lost. */
void       sim_hub_crash      (SimHub *self);
BoEntity  *sim_hub_current    (SimHub *self, const char *id);                      /* (transfer full) (nullable) */
bool       sim_hub_holds      (SimHub *self, const char *id, const char *version);
BoEdge    *sim_hub_edge       (SimHub *self, const char *id);                      /* (transfer full) (nullable) */
char      *sim_hub_digest     (SimHub *self);
char      *sim_hub_sum        (SimHub *self);
bool       sim_hub_is_own     (SimHub *self);
/* Of our hub: the current versions written at or before row @seq. */
GPtrArray *sim_hub_list_until (SimHub *self, int64_t seq);
const char *sim_hub_epoch     (SimHub *self);                                      /* (nullable) */

G_END_DECLS
