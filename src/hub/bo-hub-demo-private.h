/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-demo.h"

G_BEGIN_DECLS

struct _BoHubDemo
{
  BoHubServer     *server;
  uint64_t         seed;
  double           speed;
  int            *paused;
  GPtrArray       *devices; /* ids */
  char            *touched; /* nullable: what somebody here changed last */
  GSource         *timer;
  uint64_t         step;
  BoVersionSource  ana;
  BoVersionSource  ben;
  BoVersionSource  house;
};

/* bo-hub-demo-home.c: the home as a push, ids made from @seed */
BoSyncRequest *_bo_hub_demo_home   (uint64_t seed, BoVersionSource *author, int64_t now_us);
/* bo-hub-demo-life.c: one step of life; false where there was nothing to do */
bool           _bo_hub_demo_step   (BoHubDemo *self);

/* Another value for one characteristic (or capability) of a device, as JSON text and path into its
   content; NULL where it has none that @people (or else sensors) change. */
char          *_bo_hub_demo_change (const char *content, bool people, uint64_t random, char **value);
/* Where a device has not followed what it was told: path of what it reports, and its value. */
char          *_bo_hub_demo_follow (const char *content, char **value);

G_END_DECLS
