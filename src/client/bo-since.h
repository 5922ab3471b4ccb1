/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model.h"
#include "bo-stores.h"

G_BEGIN_DECLS

/**
 * BoSince:
 *
 * Finds out since when values stand (DESIGN §2 "the age of a value"): the time of the oldest
 * version of the unbroken run, seen from the newest, that has it. In the background, once
 * nothing comes any more, a few accessories at a time; the model is told when it is known.
 */
typedef struct _BoSince BoSince;

BoSince *bo_since_new  (BoStores *stores, BoModel *model);
void     bo_since_free (BoSince *self);
/* Ids of anything that changed; accessories of the model among them are looked at. */
void     bo_since_add  (BoSince *self, const char *const *ids);

/* At once, of one accessory; @task: (transfer full): returns TRUE when the model knows. */
void     bo_since_ask  (BoSince *self, BoAccessory *accessory, GTask *task);

/* @versions: (element-type BoStoreVersion): oldest first; @path: in the entity's document.
   Returns 0 where no version holds it. */
int64_t  bo_since_of   (GPtrArray *versions, const char *path);
void     bo_since_end_with (GPtrArray *versions, BoEntity *shown);
/* Of an accessory, oldest first, what is shown the last. Reader's thread. */
GPtrArray *bo_since_list_versions (BoStore *store, const char *id, GError **error);
/* What stands at @path of its document; BO_JSON_NONE outside the content. */
BoJson   bo_since_value_in (BoEntity *entity, const char *path);

G_END_DECLS
