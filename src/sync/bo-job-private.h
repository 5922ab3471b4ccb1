/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-engine.h"
#include "bo-rules-private.h"

G_BEGIN_DECLS

/**
 * BoBatchItem: one change that was sent.
 * @version: (nullable): of an entity, what its acknowledgement settles
 * @revision: of an edge
 */
typedef struct
{
  char    *id;
  char    *version;
  int64_t  revision;
  bool     edge;
} BoBatchItem;

BoBatchItem *_bo_batch_item_new  (const char *id, const char *version, int64_t revision, bool edge);
void         _bo_batch_item_free (BoBatchItem *item);

/* So often what is refused by itself is sent before it is put in quarantine. */
#define BO_REFUSALS 3
/* … and so often where the hub only says that it failed, and took nothing else to show that it can write: that may be
   over in a moment, and nothing waits behind it. */
#define BO_FAILURES 8

/* What a job found. Which members are set depends on the job. */
struct _BoJobOutcome
{
  GError       *error;    /* of the store */
  GError       *problem;  /* of what the hub sent */
  BoSyncState  *state;    /* as committed */
  BoSyncCounts  counts;
  int64_t       merged;

  /* page */
  bool          drained;
  int64_t       pulled;   /* entities; edges are counted apart */
  int64_t       edges;
  int64_t       pushed;
  bool          merged_all; /* no merge is due */

  /* compose */
  GBytes       *body;
  GPtrArray    *items;    /* BoBatchItem; one entry a change, in the order sent */
  bool          due;      /* ancestors have to be fetched first */
  bool          doubtful; /* it may be one of them that the hub falls silent at */
  BoBatchItem  *overdue;  /* nullable: what may have been sent, and has expired: the hub is asked for fetch_version */

  /* merge: what to fetch next; refuse, compose: the version to look for at the hub */
  char         *fetch_id;
  char         *fetch_version;

  /* refuse */
  int           refusals; /* so far, of what is still to be tried; else 0 */
  char         *problem_name; /* nullable: of what was put in quarantine; compose: of what goes by itself */

  /* verify; page, where nothing else is left to do */
  bool          verified;
  bool          goes_on;  /* the page is committed, and it comes in a transaction of its own */
  int           match;
  bool          walk;     /* everything has to be walked */
};

typedef gboolean (*BoJobFunc) (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error);

struct _BoJob
{
  gatomicrefcount references;
  BoJobFunc       run;
  BoDurability    durability;

  /* inputs; which of them are set depends on the job */
  GBytes         *body;
  GPtrArray      *items;
  char           *cursor;   /* nullable: the one that was sent */
  GHashTable     *skip;     /* nullable: ids */
  GHashTable     *only;     /* nullable: ids */
  GHashTable     *tried;    /* nullable: those of skip that only wait for their turn */
  GHashTable     *absent;   /* nullable */
  char           *id;
  char           *version;
  char           *reason;
  int64_t         number;
  int64_t         time_us;
  bool            flag;
};

BoJob *_bo_job_new      (BoJobFunc run, BoDurability durability);
BoJob *_bo_job_of       (BoJobFunc run, BoBatchItem *item);

BoJob *_bo_job_load     (void);
BoJob *_bo_job_note     (const char *problem, int failures, int64_t next_attempt_us, GPtrArray *unsent);
BoJob *_bo_job_page     (GBytes *body, const char *cursor, GPtrArray *items);
BoJob *_bo_job_edges    (GBytes *body);
BoJob *_bo_job_compose  (GHashTable *skip, GHashTable *only, GHashTable *absent, bool sure);
BoJob *_bo_job_merge    (GBytes *fetched, const char *id, const char *version, GHashTable *absent, GHashTable *skip);
BoJob *_bo_job_refuse   (BoBatchItem *item, const char *reason, bool hub_lacks_it);
BoJob *_bo_job_accept   (BoBatchItem *item);
BoJob *_bo_job_withdraw (BoBatchItem *item);
BoJob *_bo_job_verify   (bool whole, const char *waits_for);

/* shared by jobs */
void     _bo_job_keep         (char **slot, const char *value);
gboolean _bo_page_take_change (BoRules *rules, BoChange *change, int64_t *pulled, GError **error);
void     _bo_page_note_settled (BoRules *rules, BoRecord *record); /* in the transaction that settled it */
gboolean _bo_page_settle      (BoRules *rules, BoSyncResponse *response, GPtrArray *items, int64_t *pushed, GError **error);
gboolean _bo_page_advance     (BoRules *rules, BoSyncResponse *response, bool *drained, GError **error);
gboolean _bo_page_verify      (BoRules *rules, BoJobOutcome *outcome, GError **error);
gboolean _bo_page_compare     (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error);
gboolean _bo_compose_entity   (BoWork *work, bool *wait, GError **error);
char    *_bo_compose_since    (BoSyncState *state);
const char *_bo_another_version (void); /* the sentence */

G_END_DECLS
