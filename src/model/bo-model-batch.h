/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model-types.h"

G_BEGIN_DECLS

/**
 * BoModelBatch:
 *
 * A change of the home, parsed: made on any thread, immutable once built,
 * reference-counted; handed to bo_model_apply() on the main thread. Building
 * one takes time in proportion to the content in it; nothing that content
 * holds makes it fail (what can't be read becomes an unreadable thing).
 */

/* Build it with new and the adders, on one thread, before sharing it. */
BoModelBatch *bo_model_batch_new           (void);
/* Replaces everything there was: what the batch doesn't name leaves the model. */
void          bo_model_batch_set_complete  (BoModelBatch *self, bool complete);
/* @problem: (nullable); @pending_paths: (nullable) (array zero-terminated=1): paths in the
   document with an edit waiting. A tombstone removes. */
void          bo_model_batch_add_entity    (BoModelBatch      *self,
                                            BoEntity          *entity,
                                            BoSyncStatus      status,
                                            const char        *problem,
                                            const char *const *pending_paths);
/* What is shown already in this version stands elsewhere now: nothing of it is parsed again. */
void          bo_model_batch_add_standing  (BoModelBatch *self,
                                            const char   *id,
                                            const char   *version,
                                            BoSyncStatus  status,
                                            const char   *problem);
/* An edge with properties.deleted removes. */
void          bo_model_batch_add_edge      (BoModelBatch *self, BoEdge *edge);
void          bo_model_batch_remove_entity (BoModelBatch *self, const char *id);
void          bo_model_batch_remove_edge   (BoModelBatch *self, const char *id);
size_t        bo_model_batch_get_size      (BoModelBatch *self);
BoModelBatch *bo_model_batch_ref           (BoModelBatch *self);
void          bo_model_batch_unref         (BoModelBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoModelBatch, bo_model_batch_unref)

G_END_DECLS
