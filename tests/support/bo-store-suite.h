/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-store.h"

G_BEGIN_DECLS

/* What every BoSyncStore promises, as tests: the SQLite store and the simulator's run the same. */

/* Makes an empty store (transfer full). */
typedef BoSyncStore *(*BoStoreSuiteFactory) (void);

/* Adds the tests under @prefix ("/store/sqlite"). */
void bo_store_suite_add (const char *prefix, BoStoreSuiteFactory factory);

G_END_DECLS
