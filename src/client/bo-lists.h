/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client-types.h"
#include "bo-stores.h"

G_BEGIN_DECLS

/**
 * BoLists:
 *
 * What waits, what collided and what happened, as lists that are made on the reader's thread
 * and spliced where they differ. A list that nobody has asked for is not made.
 */
typedef struct _BoLists BoLists;

BoLists    *bo_lists_new           (void);
void        bo_lists_free          (BoLists *self);
void        bo_lists_set_stores    (BoLists *self, BoStores *stores); /* NULL: all empty */
/* Names by user id; for what is read from now on */
void        bo_lists_set_people    (BoLists *self, GHashTable *people);
void        bo_lists_refresh       (BoLists *self);
GListModel *bo_lists_get_pending   (BoLists *self);
GListModel *bo_lists_get_conflicts (BoLists *self);
GListModel *bo_lists_get_activity  (BoLists *self);
/* Does nothing where there are none, or while they are being read. */
void        bo_lists_load_older_activity (BoLists *self);
void        bo_lists_forget_older_activity (BoLists *self);
/* (nullable): names by user id, as they were given; never changed, only replaced */
GHashTable *bo_lists_get_people    (BoLists *self);

/* On the reader's thread. @people: (nullable): names by user id */
/* @line: transfer full */
BoActivityItem *_bo_lists_make_line (BoStore *store, BoActivity *line, GHashTable *people);
GPtrArray  *_bo_lists_read_pending (BoStore *store, GHashTable *people, GError **error);

G_END_DECLS
