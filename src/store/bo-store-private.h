/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-db.h"
#include "bo-digest.h"
#include "bo-store.h"

G_BEGIN_DECLS

/* The versions a record holds, and one that was added. */
#define BO_STORE_KNOWN 5

/* "BloH" */
#define BO_STORE_APPLICATION_ID 0x426c6f48

/* @numbered: whether the three numbers below were read in this transaction
   @stamp: of the rows this transaction writes
   @next_entity, @next_version: numbers of rows to come
   @found, @found_num: the entity looked up last in this transaction: rules add a version and
   then put the record of the same entity; 0 where there is none
   @found_visible: whether a person sees it; @found_draft: whether its draft is stored
   @known: numbers of its versions that were read or given in this transaction
   @bare: whether @found has its number, but its row isn't written yet
   @queue: whether there are edits at all, where this transaction asked
   @more_visible: by how many entities a person sees more than before this transaction
   @digest: (nullable): see bo-store-digest.c; @digest_version: the data version it was right at;
   @digest_open: whether it may hold what the transaction under way wrote */

typedef struct
{
  char   *version;
  int64_t seq;
} BoStoreKnown;

typedef enum { BO_STORE_QUEUE_UNKNOWN, BO_STORE_QUEUE_EMPTY, BO_STORE_QUEUE_FULL } BoStoreQueue;

struct _BoStore
{
  GObject     parent_instance;

  BoDb       *db;
  char       *path;
  bool        read_only;

  bool        numbered;
  int64_t     stamp;
  int64_t     next_entity;
  int64_t     next_version;

  char       *found;
  int64_t     found_num;
  bool        found_visible;
  bool        found_draft;
  BoStoreKnown known[BO_STORE_KNOWN];
  size_t      n_known;
  bool        bare;
  BoStoreQueue queue;
  int64_t     more_visible;

  BoDigestTable *digest;
  int64_t     digest_version;
  bool        digest_open;

  int64_t     data_version;
};

/* Columns of an entity's data, in the order of _bo_store_bind_entity(). */
#define BO_STORE_ENTITY_COLUMNS 7

/* bo-store.c */
gboolean      _bo_store_number                (BoStore *self, GError **error);

/* bo-store-value.c */
char         *_bo_store_encode_parents        (BoEntity *entity);
void          _bo_store_bind_entity           (BoStatement *statement, int index, BoEntity *entity, const char *parents);
BoEntity     *_bo_store_read_entity           (BoStatement *statement, int column, const char *id);
void          _bo_store_bind_edge             (BoStatement *statement, int index, BoEdge *edge);
BoEdge       *_bo_store_read_edge             (BoStatement *statement, int column, const char *id);

/* bo-store-version.c */
void          _bo_store_remember              (BoStore *self, const char *id, int64_t num, bool visible, bool draft);
void          _bo_store_remember_version      (BoStore *self, const char *version, int64_t seq);
void          _bo_store_forget                (BoStore *self);
gboolean      _bo_store_write_bare            (BoStore *self, GError **error);
BoEntity     *_bo_store_load_version          (BoStore *self, const char *id, int64_t seq, GError **error);
gboolean      _bo_store_find_entity           (BoStore *self, const char *id, int64_t *num, GError **error);
gboolean      _bo_store_find_version          (BoStore *self, int64_t num, const char *version, int64_t *seq, GError **error);
gboolean      _bo_store_insert_version        (BoStore *self, int64_t seq, int64_t num, BoEntity *entity, BoOrigin origin, const int64_t *received_us, const char *device_name, GError **error);

gboolean      _bo_store_add_version           (BoSyncStore *store, BoEntity *entity, BoOrigin origin, int64_t received_us, const char *device_name, GError **error);
BoEntity     *_bo_store_get_version           (BoSyncStore *store, const char *id, const char *version, GError **error);
gboolean      _bo_store_set_withdrawn         (BoSyncStore *store, const char *id, const char *version, bool withdrawn, GError **error);
gboolean      _bo_store_get_withdrawn         (BoSyncStore *store, const char *id, const char *version, bool *withdrawn, GError **error);

/* bo-store-state.c */
gboolean      _bo_store_write_tally           (BoStore *self, GError **error);
gboolean      _bo_store_init_state            (BoStore *self, uint64_t entropy, GError **error);
BoSyncState  *_bo_store_get_state             (BoSyncStore *store, GError **error);
gboolean      _bo_store_put_state             (BoSyncStore *store, BoSyncState *state, GError **error);
gboolean      _bo_store_get_counts            (BoSyncStore *store, BoSyncCounts *counts, GError **error);

/* bo-store-record.c */
gboolean      _bo_store_walk_records          (BoStatement *statement, BoRecordFunc func, gpointer data, GError **error);
BoRecord     *_bo_store_get_record            (BoSyncStore *store, const char *id, GError **error);
gboolean      _bo_store_put_record            (BoSyncStore *store, BoRecord *record, GError **error);
gboolean      _bo_store_remove_record         (BoSyncStore *store, const char *id, GError **error);
GPtrArray    *_bo_store_list_pending          (BoSyncStore *store, int limit, GError **error);
GPtrArray    *_bo_store_list_waiting          (BoSyncStore *store, int limit, GError **error);
GPtrArray    *_bo_store_list_unwalked         (BoSyncStore *store, int64_t walk, GError **error);
gboolean      _bo_store_foreach_hub_version   (BoSyncStore *store, BoHubVersionFunc func, gpointer data, GError **error);

/* bo-store-digest.c */
char         *_bo_store_get_digest            (BoSyncStore *store, int64_t *count, GError **error);
void          _bo_store_note_hub_version      (BoStore *self, const char *id, const char *hub_version);
void          _bo_store_end_digest            (BoStore *self, bool committed);

/* bo-store-edit.c */
gboolean      _bo_store_add_edit              (BoSyncStore *store, BoEdit *edit, GError **error);
gboolean      _bo_store_put_edit              (BoSyncStore *store, BoEdit *edit, GError **error);
gboolean      _bo_store_mark_edit             (BoSyncStore *store, int64_t seq, const char *sent_version, GError **error);
gboolean      _bo_store_remove_edit           (BoSyncStore *store, int64_t seq, GError **error);
GPtrArray    *_bo_store_list_edits            (BoSyncStore *store, const char *entity_id, GError **error);
GPtrArray    *_bo_store_list_expired          (BoSyncStore *store, int64_t now_us, bool sent, GError **error);

/* bo-store-edge.c */
BoEdgeRecord *_bo_store_get_edge              (BoSyncStore *store, const char *id, GError **error);
gboolean      _bo_store_put_edge              (BoSyncStore *store, BoEdgeRecord *record, GError **error);
gboolean      _bo_store_remove_edge           (BoSyncStore *store, const char *id, GError **error);
GPtrArray    *_bo_store_list_pending_edges    (BoSyncStore *store, int limit, GError **error);
GPtrArray    *_bo_store_list_edges_of         (BoSyncStore *store, const char *entity_id, GError **error);
GPtrArray    *_bo_store_list_unwalked_edges   (BoSyncStore *store, int64_t walk, GError **error);

/* bo-store-conflict.c */
gboolean      _bo_store_put_conflict          (BoSyncStore *store, BoConflict *conflict, GError **error);
gboolean      _bo_store_remove_conflict       (BoSyncStore *store, const char *id, GError **error);
BoConflict   *_bo_store_get_conflict          (BoSyncStore *store, const char *id, GError **error);
GPtrArray    *_bo_store_list_conflicts        (BoSyncStore *store, bool unreviewed_only, GError **error);

/* bo-store-merge-due.c */
gboolean      _bo_store_put_merge_due         (BoSyncStore *store, BoMergeDue *due, GError **error);
gboolean      _bo_store_remove_merge_due      (BoSyncStore *store, const char *entity_id, const char *theirs_version, GError **error);
GPtrArray    *_bo_store_list_merge_due        (BoSyncStore *store, GError **error);

/* bo-store-activity.c */
gboolean      _bo_store_add_activity          (BoSyncStore *store, BoActivity *activity, GError **error);
gboolean      _bo_store_amend_activity        (BoSyncStore *store, BoActivity *activity, const char *before, GError **error);

G_END_DECLS
