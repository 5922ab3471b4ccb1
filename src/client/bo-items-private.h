/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client-types.h"
#include "bo-forecast.h"

G_BEGIN_DECLS

/* Rows of the lists: made on the reader's thread, whole, then never changed. */

typedef struct
{
  char        *id;
  char        *name;
  char        *sentence;
  char        *problem;    /* nullable */
  BoForecast  *forecast;   /* nullable */
  char        *rival;      /* nullable: who else changed it, where that is to be reviewed */
  char        *returns;    /* what comes back when it is discarded */
  char        *thing_id;   /* what it is about: of an edge what it starts at */
  char        *path;       /* nullable: the one value that changes */
  int64_t      queued_at;
  int64_t      expires;
  BoSyncStatus status;
} BoPendingRow;

/* Each takes what it is given. @people: (nullable): names by user id */
BoPendingItem  *_bo_pending_item_new    (BoPendingRow row);
BoConflictItem *_bo_conflict_item_new   (BoConflict *conflict, GHashTable *people);
/* @name, @document, @people: (nullable) */
BoActivityItem *_bo_activity_item_new   (BoActivity *activity, const char *name, const char *document, GHashTable *people);

/* What a person is called, else the id. */
/* (transfer full): @theirs_name: (nullable): of the other person */
char           *_bo_conflict_sentence   (const BoConflict *conflict, const char *theirs_name);
const char     *_bo_people_name         (GHashTable *people, const char *user_id);

/* Whether a view would show the same. */
bool            _bo_pending_item_equal  (BoPendingItem *a, BoPendingItem *b);
bool            _bo_conflict_item_equal (BoConflictItem *a, BoConflictItem *b);
bool            _bo_activity_item_equal (BoActivityItem *a, BoActivityItem *b);

G_END_DECLS
