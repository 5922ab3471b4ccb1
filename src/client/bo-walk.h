/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-http.h"
#include "bo-stores.h"

G_BEGIN_DECLS

/**
 * BoListed: an entity as a hub lists it.
 * @kind: its type, "scene" for an automation that is one
 * @name: no more of it than the hubs of this protocol take
 * @deleted: a tombstone
 * @unreadable: nothing but its id, and maybe its version, could be made out
 */
typedef struct
{
  char *id;
  char *version;
  char *kind;
  char *name;
  bool  deleted;
  bool  unreadable;
} BoListed;

/**
 * BoWalk: all that a hub holds.
 * @things: (element-type utf8 BoListed): by id
 * @digest: (nullable): of the hub, once all of it was read
 * @nameless: changes without an id that could be made out
 */
typedef struct
{
  GHashTable *things;
  char       *digest;
  int64_t     nameless;
} BoWalk;

/* Reads a hub from its beginning to its end (PROTOCOL §3.1) without sending or keeping anything; pages are read on the
   reader's thread of @stores, and nothing of a page but this list stays. */
void        bo_walk_async  (BoHttp *http, BoStores *stores, const char *device_id, const char *user_id, GCancellable *cancellable, GAsyncReadyCallback callback, void *data);
BoWalk     *bo_walk_finish (GAsyncResult *result, GError **error);
BoWalk     *bo_walk_new    (void);
void        bo_walk_free   (BoWalk *walk);
/* (transfer none): what is called that of an entity: its type, or "scene" */
const char *bo_walk_kind_of (BoEntity *entity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoWalk, bo_walk_free)

G_END_DECLS
