/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-store.h"

G_BEGIN_DECLS

/* What a person does, as rules over a store. Each function is one transaction with
   BO_DURABILITY_FULL and leaves the store unchanged when it fails. Store's thread. */

/**
 * BoContext: what rules may not find out themselves.
 * @now_us: the wall clock
 * @entropy: fresh randomness (UUIDs of journal entries are drawn from it)
 * @is_reading: (nullable): tells what people did from what was measured; without it the journal a person reads
 *   has no lines of what others did
 */
typedef struct
{
  int64_t       now_us;
  uint64_t      entropy;
  BoReadingFunc is_reading;
} BoContext;

/**
 * BoStep: one thing a person did; several may be applied at once (an accessory and its edge).
 * Exactly one of @edit, @edge is set. An @edit's seq, time (0: now), user are filled in.
 * A CREATE of a live id turns into the path changes that lead there ("entity put").
 */
typedef struct
{
  BoEdit *edit;
  BoEdge *edge;
} BoStep;

/* Checks (validates like bo_entity_validate), queues, updates what is shown; without a hub
   (state.server_url NULL) the queue keeps them all the same, for the day one is joined.
   Deleting what was never sent removes it and its edits; its unsent edges go too.
   Edges to a tombstone are not shown; they stay at the hub as they are. */
gboolean   bo_rules_edit            (BoSyncStore *store, const BoContext *context, BoStep *steps, size_t n_steps, GError **error);

/* Takes unsent edits out of the queue; what is shown is recomposed without them. Edits with an
   unknown outcome are refused (BO_ERROR_BUSY). */
gboolean   bo_rules_discard         (BoSyncStore *store, const BoContext *context, const char *entity_or_edge_id, GError **error);

/* Puts quarantined things back into the queue, as a new version. */
gboolean   bo_rules_retry           (BoSyncStore *store, const BoContext *context, const char *entity_or_edge_id, GError **error);

/* Takes expired edits out (class and time on the edit itself). Returns how many. */
int        bo_rules_expire          (BoSyncStore *store, const BoContext *context, GError **error);

/**
 * bo_rules_resolve:
 * @document: (nullable): the result as bo_entity_to_document(); %NULL only marks it reviewed
 * @resolution: "mine", "theirs", "edited", "kept"
 *
 * Turns a conflict as the person decides: queues the path changes from what is shown to
 * @document, with both sides as parents, and marks the journal entry reviewed.
 */
gboolean   bo_rules_resolve         (BoSyncStore *store, const BoContext *context, const char *conflict_id, const char *document, const char *resolution, GError **error);

/* Undoes a review (an undo in the window): the entry asks for attention again. */
gboolean   bo_rules_unreview        (BoSyncStore *store, const BoContext *context, const char *conflict_id, GError **error);

/* Joins a hub (or another account): stores url, user, names; a change of url on a store that
   has been with another hub is BO_ERROR_USAGE. */
gboolean   bo_rules_set_hub         (BoSyncStore *store, const BoContext *context, const char *server_url, const char *user_id, const char *device_name, const char *role, GError **error);
gboolean   bo_rules_name_device     (BoSyncStore *store, const BoContext *context, const char *device_name, GError **error);

/**
 * BoSalvagedEdits: of a damaged file's queue, edits that wait again, and ones that stand on nothing.
 */
typedef struct
{
  int64_t saved;
  int64_t lost;
} BoSalvagedEdits;

/* What is shown, but whose edits are lost. */
gboolean   bo_rules_salvage_draft   (BoSyncStore *store, const BoContext *context, const char *id, bool *saved, GError **error);
/* Makes a queue whole whose rows were saved from a damaged file (bo-store-recover.c). */
gboolean   bo_rules_salvage         (BoSyncStore *store, const BoContext *context, BoSalvagedEdits *salvaged, GError **error);

G_END_DECLS
