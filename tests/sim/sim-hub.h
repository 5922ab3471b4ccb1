/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-wire.h"

G_BEGIN_DECLS

/* A tiny hub in memory that follows PROTOCOL §3, through the real codec. */
typedef struct _SimHub SimHub;

/* @own: our hub's extensions (§8); else the running hub's ways, its oddities included */
SimHub *sim_hub_new      (bool own, int page_size);
void    sim_hub_free     (SimHub *self);
char   *sim_hub_answer   (SimHub *self, const char *method, const char *path, GBytes *body, int64_t now_us, int *status);
void    sim_hub_back_up  (SimHub *self);
void    sim_hub_restore  (SimHub *self);   /* from the last backup, if any */
BoEntity *sim_hub_current (SimHub *self, const char *id); /* (transfer none) (nullable) */
bool    sim_hub_holds    (SimHub *self, const char *id, const char *version);
char   *sim_hub_digest   (SimHub *self);
GPtrArray *sim_hub_list  (SimHub *self);   /* ids, by byte order */
BoEdge *sim_hub_edge     (SimHub *self, const char *id);
int     sim_hub_edges    (SimHub *self);

G_END_DECLS
