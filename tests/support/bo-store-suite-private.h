/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-store-suite.h"

G_BEGIN_DECLS

/* What the files of the suite share. */

#define V1 "2026-06-15T09:41:02.581234+00:00-000417-alice"
#define V2 "2026-06-15T09:42:02.581234+00:00-000418-alice"
#define V3 "2026-06-15T09:43:02.581234+00:00-000002-bob-the-builder"
#define V4 "2026-06-15T09:44:02.581234+00:00-000003-alice"
#define ODD "no time at all"

BoEntity *_bo_suite_entity (const char *id, const char *version, const char *name, const char *parent, const char *other_parent);
BoRecord *_bo_suite_record (const char *id);
void _bo_suite_begin (BoSyncStore *store);
void _bo_suite_commit (BoSyncStore *store);
void _bo_suite_assert_entity (BoEntity *one, BoEntity *two);
void _bo_suite_assert_record (BoRecord *one, BoRecord *two);
void _bo_suite_put (BoSyncStore *store, BoRecord *record);
void _bo_suite_round_trip (BoSyncStore *store, BoRecord *record);
BoSyncStore *_bo_suite_make (gconstpointer factory);
char *_bo_suite_ids (GPtrArray *rows, const char *(*get_id) (gpointer row));
const char *_bo_suite_id_of_record (gpointer row);
const char *_bo_suite_id_of_edge (gpointer row);
const char *_bo_suite_id_of_edit (gpointer row);
const char *_bo_suite_id_of_conflict (gpointer row);
void _bo_suite_add_edit (BoSyncStore *store, const char *id, const char *sent_version);
BoEdgeRecord *_bo_suite_edge (const char *id, const char *from, const char *to);
BoConflict *_bo_suite_conflict (const char *id, int64_t when_us, bool reviewed);
void _bo_suite_add (const char *prefix, const char *name, BoStoreSuiteFactory factory, GTestDataFunc func);

void _bo_suite_add_journal (const char *prefix, BoStoreSuiteFactory factory);
void _bo_suite_add_state (const char *prefix, BoStoreSuiteFactory factory);

#define assert_ids(rows, get_id, expected)             \
  G_STMT_START                                         \
  {                                                    \
    g_autofree char *ids_ = _bo_suite_ids ((rows), (get_id)); \
    g_assert_cmpstr (ids_, ==, (expected));            \
  }                                                    \
  G_STMT_END

G_END_DECLS
