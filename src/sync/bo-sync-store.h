/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-sync-types.h"

G_BEGIN_DECLS

#define BO_TYPE_SYNC_STORE (bo_sync_store_get_type ())
G_DECLARE_INTERFACE (BoSyncStore, bo_sync_store, BO, SYNC_STORE, GObject)

/**
 * BoDurability:
 * @BO_DURABILITY_FULL: on the disk when commit returns: edits, acknowledgements
 * @BO_DURABILITY_NORMAL: may be lost with the power, whole: pages that can be pulled again
 */
typedef enum { BO_DURABILITY_FULL, BO_DURABILITY_NORMAL } BoDurability;

/* Where a version came from; READING: from the hub, and found to say nothing but what a sensor
   measured; WITHDRAWN: made here, given up, and not known to have reached the hub. */
typedef enum
{
  BO_ORIGIN_HUB,
  BO_ORIGIN_HERE,
  BO_ORIGIN_MERGE,
  BO_ORIGIN_READING,
  BO_ORIGIN_WITHDRAWN,
} BoOrigin;

/* Return FALSE to stop (no error). */
typedef gboolean (*BoRecordFunc) (BoRecord *record, gpointer data);
typedef gboolean (*BoHubVersionFunc) (const char *id, const char *hub_version, gpointer data);

/**
 * BoSyncStoreInterface:
 *
 * What the rules of sync/ need of a store: rows, in one transaction at a time. Implemented by
 * the SQLite store and, for the simulator, in memory. The rules, not the store, decide what is
 * guarded, settled or queued. Every call happens on the store's thread, inside begin…commit.
 * Getters return %NULL without an error for "no such row". Getters return full transfer.
 * All functions answer FALSE/NULL with @error set on failure; then the caller rolls back.
 */
struct _BoSyncStoreInterface
{
  GTypeInterface parent_iface;

  gboolean      (*begin)            (BoSyncStore *self, BoDurability durability, GError **error);
  gboolean      (*commit)           (BoSyncStore *self, GError **error);
  void          (*rollback)         (BoSyncStore *self);

  BoSyncState  *(*get_state)        (BoSyncStore *self, GError **error);
  gboolean      (*put_state)        (BoSyncStore *self, BoSyncState *state, GError **error);
  gboolean      (*get_counts)       (BoSyncStore *self, BoSyncCounts *counts, GError **error);

  BoRecord     *(*get_record)       (BoSyncStore *self, const char *id, GError **error);
  /* Inserts or replaces the row whole. The versions in it (confirmed, aside, outgoing, merged)
     join the history by add_version(); @shown's draft does not. */
  gboolean      (*put_record)       (BoSyncStore *self, BoRecord *record, GError **error);
  gboolean      (*remove_record)    (BoSyncStore *self, const char *id, GError **error);
  /* Rows with something to send (edits unsent, or outgoing set), not quarantined, oldest edit first. */
  GPtrArray    *(*list_pending)     (BoSyncStore *self, int limit, GError **error);
  /* The same, but only what tells in which order they go, which is cheap in a long queue (BoWaiting): what was
     composed before and not acknowledged, by id, then by oldest unsent edit, @limit of these. */
  GPtrArray    *(*list_waiting)     (BoSyncStore *self, int limit, GError **error);
  /* Rows with a confirmed or aside or unreadable version whose walk is not @walk, by id. */
  GPtrArray    *(*list_unwalked)    (BoSyncStore *self, int64_t walk, GError **error);
  /* What the hub is believed to hold, as its state digest (PROTOCOL §3.5); @count: (nullable): rows in it. */
  char         *(*get_digest)       (BoSyncStore *self, int64_t *count, GError **error);
  gboolean      (*foreach_hub_version) (BoSyncStore *self, BoHubVersionFunc func, gpointer data, GError **error); /* ascending byte order of id; rows with a hub_version */

  gboolean      (*add_version)      (BoSyncStore *self, BoEntity *entity, BoOrigin origin, int64_t received_us, const char *device_name, GError **error); /* already there: nothing happens */
  BoEntity     *(*get_version)      (BoSyncStore *self, const char *id, const char *version, GError **error);
  gboolean      (*set_withdrawn)    (BoSyncStore *self, const char *id, const char *version, bool withdrawn, GError **error); /* of a version held; else nothing happens */
  gboolean      (*get_withdrawn)    (BoSyncStore *self, const char *id, const char *version, bool *withdrawn, GError **error);

  gboolean      (*add_edit)         (BoSyncStore *self, BoEdit *edit, GError **error); /* sets edit->seq */
  gboolean      (*put_edit)         (BoSyncStore *self, BoEdit *edit, GError **error); /* by seq */
  gboolean      (*mark_edit)        (BoSyncStore *self, int64_t seq, const char *sent_version, GError **error); /* nothing else of it changes */
  gboolean      (*remove_edit)      (BoSyncStore *self, int64_t seq, GError **error);
  GPtrArray    *(*list_edits)       (BoSyncStore *self, const char *entity_id, GError **error); /* NULL id: all; by seq */
  GPtrArray    *(*list_expired)     (BoSyncStore *self, int64_t now_us, bool sent, GError **error); /* expires_us != 0 and <= now; @sent: the row has sends > 0 for them and isn't quarantined; else what never left */

  BoEdgeRecord *(*get_edge)         (BoSyncStore *self, const char *id, GError **error);
  gboolean      (*put_edge)         (BoSyncStore *self, BoEdgeRecord *record, GError **error);
  gboolean      (*remove_edge)      (BoSyncStore *self, const char *id, GError **error);
  GPtrArray    *(*list_pending_edges) (BoSyncStore *self, int limit, GError **error); /* pending, not quarantined; by edited_at, id */
  GPtrArray    *(*list_edges_of)    (BoSyncStore *self, const char *entity_id, GError **error); /* BoEdgeRecord with it at either end, by id */
  GPtrArray    *(*list_unwalked_edges) (BoSyncStore *self, int64_t walk, GError **error); /* confirmed != NULL, walk differs */

  gboolean      (*put_conflict)     (BoSyncStore *self, BoConflict *conflict, GError **error); /* by id */
  gboolean      (*remove_conflict)  (BoSyncStore *self, const char *id, GError **error);
  BoConflict   *(*get_conflict)     (BoSyncStore *self, const char *id, GError **error);
  GPtrArray    *(*list_conflicts)   (BoSyncStore *self, bool unreviewed_only, GError **error); /* newest first */

  gboolean      (*put_merge_due)    (BoSyncStore *self, BoMergeDue *due, GError **error); /* key: entity_id, theirs_version */
  gboolean      (*remove_merge_due) (BoSyncStore *self, const char *entity_id, const char *theirs_version, GError **error);
  GPtrArray    *(*list_merge_due)   (BoSyncStore *self, GError **error);

  gboolean      (*add_activity)     (BoSyncStore *self, BoActivity *activity, GError **error);
  /* Nullable: nobody reads it. The newest line of its kind and entity whose detail is @before gets its detail; none
     where there is no such line. */
  gboolean      (*amend_activity)   (BoSyncStore *self, BoActivity *activity, const char *before, GError **error);
};

/* bo_sync_store_NAME() wraps each of the above (bo-sync-store.c). */
gboolean      bo_sync_store_begin            (BoSyncStore *self, BoDurability durability, GError **error);
gboolean      bo_sync_store_commit           (BoSyncStore *self, GError **error);
void          bo_sync_store_rollback         (BoSyncStore *self);
BoSyncState  *bo_sync_store_get_state        (BoSyncStore *self, GError **error);
gboolean      bo_sync_store_put_state        (BoSyncStore *self, BoSyncState *state, GError **error);
gboolean      bo_sync_store_get_counts       (BoSyncStore *self, BoSyncCounts *counts, GError **error);
BoRecord     *bo_sync_store_get_record       (BoSyncStore *self, const char *id, GError **error);
gboolean      bo_sync_store_put_record       (BoSyncStore *self, BoRecord *record, GError **error);
gboolean      bo_sync_store_remove_record    (BoSyncStore *self, const char *id, GError **error);
GPtrArray    *bo_sync_store_list_pending     (BoSyncStore *self, int limit, GError **error);
GPtrArray    *bo_sync_store_list_waiting     (BoSyncStore *self, int limit, GError **error);
GPtrArray    *bo_sync_store_list_unwalked    (BoSyncStore *self, int64_t walk, GError **error);
char         *bo_sync_store_get_digest       (BoSyncStore *self, int64_t *count, GError **error);
gboolean      bo_sync_store_foreach_hub_version (BoSyncStore *self, BoHubVersionFunc func, gpointer data, GError **error);
gboolean      bo_sync_store_add_version      (BoSyncStore *self, BoEntity *entity, BoOrigin origin, int64_t received_us, const char *device_name, GError **error);
BoEntity     *bo_sync_store_get_version      (BoSyncStore *self, const char *id, const char *version, GError **error);
gboolean      bo_sync_store_set_withdrawn    (BoSyncStore *self, const char *id, const char *version, bool withdrawn, GError **error);
gboolean      bo_sync_store_get_withdrawn    (BoSyncStore *self, const char *id, const char *version, bool *withdrawn, GError **error);
gboolean      bo_sync_store_add_edit         (BoSyncStore *self, BoEdit *edit, GError **error);
gboolean      bo_sync_store_put_edit         (BoSyncStore *self, BoEdit *edit, GError **error);
gboolean      bo_sync_store_mark_edit        (BoSyncStore *self, int64_t seq, const char *sent_version, GError **error);
gboolean      bo_sync_store_remove_edit      (BoSyncStore *self, int64_t seq, GError **error);
GPtrArray    *bo_sync_store_list_edits       (BoSyncStore *self, const char *entity_id, GError **error);
GPtrArray    *bo_sync_store_list_expired     (BoSyncStore *self, int64_t now_us, bool sent, GError **error);
BoEdgeRecord *bo_sync_store_get_edge         (BoSyncStore *self, const char *id, GError **error);
gboolean      bo_sync_store_put_edge         (BoSyncStore *self, BoEdgeRecord *record, GError **error);
gboolean      bo_sync_store_remove_edge      (BoSyncStore *self, const char *id, GError **error);
GPtrArray    *bo_sync_store_list_pending_edges (BoSyncStore *self, int limit, GError **error);
GPtrArray    *bo_sync_store_list_edges_of    (BoSyncStore *self, const char *entity_id, GError **error);
GPtrArray    *bo_sync_store_list_unwalked_edges (BoSyncStore *self, int64_t walk, GError **error);
gboolean      bo_sync_store_put_conflict     (BoSyncStore *self, BoConflict *conflict, GError **error);
gboolean      bo_sync_store_remove_conflict  (BoSyncStore *self, const char *id, GError **error);
BoConflict   *bo_sync_store_get_conflict     (BoSyncStore *self, const char *id, GError **error);
GPtrArray    *bo_sync_store_list_conflicts   (BoSyncStore *self, bool unreviewed_only, GError **error);
gboolean      bo_sync_store_put_merge_due    (BoSyncStore *self, BoMergeDue *due, GError **error);
gboolean      bo_sync_store_remove_merge_due (BoSyncStore *self, const char *entity_id, const char *theirs_version, GError **error);
GPtrArray    *bo_sync_store_list_merge_due   (BoSyncStore *self, GError **error);
gboolean      bo_sync_store_add_activity     (BoSyncStore *self, BoActivity *activity, GError **error);
gboolean      bo_sync_store_amend_activity   (BoSyncStore *self, BoActivity *activity, const char *before, GError **error);

G_END_DECLS
