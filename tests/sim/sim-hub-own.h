/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-rules.h"

G_BEGIN_DECLS

/* Our hub as it is: the rules of src/hub over a store in memory, or, @deep, over SQLite. */
typedef struct
{
  BoHubStore *store;
  BoHubRules *rules;
  BoHubStore *backup; /* nullable */
  char       *path;   /* nullable: the file, over SQLite */
  bool        backed_up;
  int         epoch;
} SimHubOwn;

/* @on_disk: over SQLite, a file: what can crash or go back to a backup */
SimHubOwn *sim_hub_own_new     (bool deep, bool on_disk);
void       sim_hub_own_free    (SimHubOwn *self);
void       sim_hub_own_back_up (SimHubOwn *self);
void       sim_hub_own_restore (SimHubOwn *self, bool new_epoch);
void       sim_hub_own_crash   (SimHubOwn *self);
char      *sim_hub_own_sync    (SimHubOwn *self, bool plain, GBytes *body, int64_t now_us, int *status);

G_END_DECLS
