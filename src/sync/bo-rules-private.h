/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-rules.h"

#include "bo-sync-types-private.h"

G_BEGIN_DECLS

/* --- bo-rules-transaction.c: one transaction of rules --- */

/**
 * BoRules:
 * @state: the state row, read at the beginning and written at the end
 * @absent: (nullable): "id 0x1F version" of ancestors that can't be had from the hub
 * @merged: merges and decisions journalled so far
 * @contested: (nullable): ids with a conflict nobody has decided; not asked for yet
 * @settled: (nullable): id → version of what an acknowledgement settled, and nothing was written of since
 * @unsure: an acknowledgement left open what the hub holds now
 * @drawn: how many UUIDs were drawn from the context's entropy
 */
typedef struct
{
  BoSyncStore     *store;
  const BoContext *context;
  BoSyncState     *state;
  GHashTable      *absent;
  GHashTable      *contested;
  GHashTable      *settled;
  int64_t          merged;
  uint64_t         drawn;
  bool             unsure;
} BoRules;

gboolean  _bo_rules_begin     (BoRules *self, BoSyncStore *store, const BoContext *context, BoDurability durability, GError **error);
gboolean  _bo_rules_end       (BoRules *self, gboolean success, BoSyncState **state, GError **error);
char     *_bo_rules_uuid      (BoRules *self);
char     *_bo_rules_version   (BoRules *self, int64_t edit_us, const char *const *parents);
gboolean  _bo_rules_note      (BoRules *self, BoActivityKind kind, const char *entity_id, const char *user_id, const char *device_name, const char *detail, GError **error);
char     *_bo_rules_detail    (const char *name, GPtrArray *changes, const char *reason);
int       _bo_rules_expire    (BoRules *self, GError **error);
bool      _bo_rules_is_ours   (BoRules *self, BoEntity *entity);
int64_t   _bo_version_time    (const char *version);

/* Runs a getter of the store: FALSE only for an error; NULL means no such row. */
#define BO_GET(result, error, name, ...) \
  G_STMT_START { \
    GError *bo_get_error = NULL; \
    *(result) = bo_sync_store_##name (__VA_ARGS__, &bo_get_error); \
    if (bo_get_error != NULL) \
      { \
        g_propagate_error ((error), bo_get_error); \
        return FALSE; \
      } \
  } G_STMT_END

/* --- bo-work.c: one entity being worked on inside a transaction --- */

typedef struct
{
  BoRules   *rules;
  BoRecord  *record;
  GPtrArray *edits; /* BoEdit, all of it, by seq */
  bool       gone;  /* nothing is left: the row goes */
  bool       seen;  /* while merging: the other version was shown here before the edits were made */
} BoWork;

gboolean  _bo_work_open_record (BoWork *self, BoRules *rules, BoRecord *record, GError **error);
gboolean  _bo_work_open      (BoWork *self, BoRules *rules, const char *id, bool create, GError **error);
bool      _bo_work_waits_for (BoWork *self, const char *sent_version);
gboolean  _bo_work_save      (BoWork *self, GError **error);
void      _bo_work_clear     (BoWork *self);
BoEntity *_bo_work_tip       (BoWork *self);
bool      _bo_work_unsent    (BoWork *self);
bool      _bo_work_guarded   (BoWork *self);
gboolean  _bo_work_recompose (BoWork *self, GError **error);
gboolean  _bo_work_queue     (BoWork *self, BoEdit *edit, GError **error);
gboolean  _bo_work_drop      (BoWork *self, const char *sent_version, GError **error);
gboolean  _bo_work_unsend    (BoWork *self, GError **error);
void      _bo_work_set       (BoEntity **slot, BoEntity *entity);
GPtrArray *_bo_work_parents  (BoWork *self);
BoEntity *_bo_entity_reissue (BoEntity *entity, const char *version, const char *user_id, GPtrArray *parents);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BoWork, _bo_work_clear)

/* --- bo-lineage.c: who descends from whom --- */

typedef enum
{
  BO_LINEAGE_INCLUDED, /* the other is the tip or one of its ancestors */
  BO_LINEAGE_AHEAD,    /* the tip is an ancestor of the other */
  BO_LINEAGE_APART,    /* neither: they must be merged */
  BO_LINEAGE_MISSING,  /* an ancestor has to be fetched before it can be told */
} BoLineageKind;

typedef struct
{
  BoLineageKind kind;
  char         *missing; /* with MISSING: the version to fetch */
  GPtrArray    *bases;   /* BoEntity: the latest common ancestors held here */
} BoLineage;

gboolean _bo_lineage_trace (BoLineage *self, BoRules *rules, BoEntity *tip, BoEntity *other, GError **error);
gboolean _bo_lineage_base  (BoLineage *self, BoRules *rules, char **document, GError **error);
void     _bo_lineage_clear (BoLineage *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BoLineage, _bo_lineage_clear)

/* --- bo-rules-merge.c --- */

gboolean _bo_work_merge   (BoWork *self, BoLineage *lineage, BoEntity *theirs, char **base, char **document, GPtrArray **paths, GError **error);
gboolean _bo_work_include (BoWork *self, BoEntity *other, bool is_mine, GError **error);
gboolean _bo_work_take    (BoWork *self, BoEntity *entity, GError **error);
gboolean _bo_work_settle  (BoWork *self, const char *sent_version, GPtrArray *conflicts, GError **error);
gboolean _bo_work_reoffer (BoWork *self, const char *hub_version, GError **error);

/* --- bo-rules-journal.c --- */

typedef struct
{
  BoConflictKind kind;
  BoEntity      *mine;
  BoEntity      *theirs;
  BoEntity      *result;      /* nullable */
  const char    *base;        /* nullable document */
  const char    *base_version; /* nullable */
  GPtrArray     *paths;       /* nullable */
  const char    *winner;      /* nullable */
  bool           swapped;     /* paths have the sides the other way round */
} BoJournal;

gboolean _bo_work_journal        (BoWork *self, const BoJournal *entry, GError **error);
gboolean _bo_work_journal_delete (BoWork *self, BoEntity *mine, BoEntity *theirs, const char *winner, GError **error);
gboolean _bo_work_settle_status  (BoWork *self, GError **error);
gboolean _bo_work_forget_merge   (BoWork *self, GError **error);
gboolean _bo_rules_journal_move  (BoRules *self, BoEdgeRecord *record, BoEdge *theirs, GError **error);
char    *_bo_edge_to_document    (BoEdge *edge);

/* --- bo-rules-elsewhere.c: what was decided on another device --- */

gboolean _bo_rules_put_conflict (BoRules *self, BoConflict *conflict, GError **error);
gboolean _bo_rules_is_contested (BoRules *self, const char *id, bool *contested, GError **error);
gboolean _bo_work_see_decided   (BoWork *self, BoEntity *entity, const char *device_name, GError **error);
gboolean _bo_rules_see_moved    (BoRules *self, BoEdgeRecord *record, BoEdge *edge, GError **error);

/* --- bo-rules-edge.c --- */

gboolean _bo_rules_edit_edge    (BoRules *self, BoEdge *edge, GError **error);
gboolean _bo_rules_take_edge    (BoRules *self, BoEdge *edge, bool *changed, GError **error);
gboolean _bo_rules_reoffer_edge (BoRules *self, BoEdgeRecord *record, GError **error);
gboolean _bo_rules_save_edge    (BoRules *self, BoEdgeRecord *record, GError **error);
gboolean _bo_rules_revert_edge  (BoRules *self, BoEdgeRecord *record, GError **error);

G_END_DECLS
