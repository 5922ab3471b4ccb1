/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-rules.h"

/* What the tests of the hub share: a home in memory or on SQLite, and requests against it. */

#define T0 INT64_C (1800000000000000)
#define SECOND ((int64_t) G_USEC_PER_SEC)

typedef struct
{
  BoHubStore *store;
  BoHubRules *rules;
  int64_t     now_us;
} Home;

/* Every test runs on both stores: @data is "memory" or "sqlite". */
void            home_set_up     (Home *home, const void *data);
void            home_tear_down  (Home *home, const void *data);

BoSyncRequest  *request_new     (BoSyncType type);
/* A version made @at µs after T0 by @user */
char           *version_at      (int64_t at, const char *user);
void            request_add     (BoSyncRequest *request, BoChangeType type, const char *id, const char *version,
                                 const char *content, const char *parent);
void            request_add_edge (BoSyncRequest *request, const char *id, const char *from, const char *from_version,
                                  const char *to, const char *to_version);
/* Asserts that it is answered. Frees @request. */
BoSyncResponse *home_sync       (Home *home, BoSyncRequest *request);
/* Pushes one change and asserts that it is acknowledged. */
BoSyncResponse *home_push       (Home *home, BoChangeType type, const char *id, const char *version,
                                 const char *content, const char *parent);
char           *home_current    (Home *home, const char *id);
