/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"
#include "bo-wire.h"

G_BEGIN_DECLS

/* What the store keeps, as values. All are plain structs that own their members,
   used on the store's thread. */

/**
 * BoRecord:
 * @id: the entity's id
 * @shown: (nullable): what a person sees: @confirmed with the queued edits on top, its version
 *   a draft (from bo_version_source_next() at the last edit) until it is sent. %NULL: only
 *   unreadable data is held
 * @confirmed: (nullable): the last version the hub confirmed; %NULL: the hub never had it
 * @aside: (nullable): what a pull brought while edits wait (PROTOCOL §3.4)
 * @outgoing: (nullable): the version composed from the edits; stored before its first byte
 *   goes out, the same on every retry
 * @merged: (nullable): the second half of a [mine, merged] pair (PROTOCOL §5), sent with @outgoing
 * @hub_version: (nullable): the version this device believes the hub holds as current: @aside's
 *   where there is one, else @confirmed's, or that of unreadable data. The digest counts it.
 * @status: one of the words of DESIGN §3
 * @problem: (nullable): a sentence, with QUARANTINED and UNREADABLE
 * @raw: (nullable): text of a change that can't be read
 * @device_name: (nullable): which device made what the hub holds, where the hub says
 * @sends: how often @outgoing was sent without an answer being taken: > 0 is an unknown outcome, 1 the first try;
 *   from three on the hub may be silent at it. A refusal is no silence: it leaves at most 2
 * @refusals: how often the hub refused it alone
 * @walk: the walk (BoSyncState.walk) in which the hub last listed it
 */
typedef struct
{
  char         *id;
  BoEntity     *shown;
  BoEntity     *confirmed;
  BoEntity     *aside;
  BoEntity     *outgoing;
  BoEntity     *merged;
  char         *hub_version;
  BoSyncStatus  status;
  char         *problem;
  char         *raw;
  char         *device_name;
  int           sends;
  int           refusals;
  int64_t       walk;
} BoRecord;

BoRecord *bo_record_new  (const char *id);
void      bo_record_free (BoRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRecord, bo_record_free)

/**
 * BoWaiting: an entity with something to send.
 * @id: which
 * @entity_type: (nullable): of what is shown
 * @sends: as in BoRecord
 * @refusals: how often the hub refused it
 */
typedef struct
{
  char *id;
  char *entity_type;
  int   sends;
  int   refusals;
} BoWaiting;

BoWaiting *bo_waiting_new  (const char *id, const char *entity_type, int sends, int refusals);
void       bo_waiting_free (BoWaiting *waiting);

/**
 * BoEdgeRecord:
 * @shown: the edge as a person sees it (pins may be empty until it is sent)
 * @confirmed: (nullable): as last confirmed by the hub
 * @revision: raised by each local edit; an acknowledgement settles only the revision sent
 * @sent_revision: the revision in flight, 0 for none
 * @pending: whether the hub still lacks it
 * @sends: as in BoRecord, of the revision in flight
 */
typedef struct
{
  BoEdge       *shown;
  BoEdge       *confirmed;
  int64_t       revision;
  int64_t       sent_revision;
  int64_t       edited_at;
  int64_t       walk;
  bool          pending;
  BoSyncStatus  status;
  char         *problem;
  int           sends;
  int           refusals;
} BoEdgeRecord;

BoEdgeRecord *bo_edge_record_new  (BoEdge *shown);
void          bo_edge_record_free (BoEdgeRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoEdgeRecord, bo_edge_record_free)

typedef enum
{
  BO_EDIT_CREATE,   /* @changes: one, at path "", after = the whole document (bo_entity_to_document) */
  BO_EDIT_CHANGE,   /* @changes: path by path */
  BO_EDIT_DELETE,   /* no @changes */
} BoEditKind;

/**
 * BoEdit: one row of the queue (DESIGN §3): what a person did to one entity in one step.
 * @seq: order in the queue; given by the store
 * @entity_id: whose
 * @changes: (element-type BoJsonChange): paths of bo_entity_to_document(); @before is what was
 *   there when the person acted (for sentences and "what returns" on discard)
 * @time_us: when the person did it
 * @safety: its class
 * @expires_us: 0 for never; past it an unsent edit leaves the queue, visibly
 * @sent_version: (nullable): the version it was composed into, once that is stored
 * @extra_parent: (nullable): a second parent the composed version gets (merges, resolutions)
 * @user_id: who
 */
typedef struct
{
  int64_t        seq;
  char          *entity_id;
  BoEditKind     kind;
  GPtrArray     *changes;
  int64_t        time_us;
  BoSafetyClass  safety;
  int64_t        expires_us;
  char          *sent_version;
  char          *extra_parent;
  char          *user_id;
} BoEdit;

BoEdit *bo_edit_new  (const char *entity_id, BoEditKind kind);
BoEdit *bo_edit_copy (BoEdit *edit);
/* bo-work.c: (nullable) (transfer full): @document (nullable) (transfer full) once @edit is done to it */
char   *bo_edit_apply (BoEdit *edit, char *document);
void    bo_edit_free (BoEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoEdit, bo_edit_free)

typedef enum
{
  BO_CONFLICT_MERGED,   /* nothing overlapped; both sides are in the result */
  BO_CONFLICT_DECIDED,  /* at least one path was changed on both sides */
  BO_CONFLICT_DELETED,  /* edited on one side, deleted on the other */
  BO_CONFLICT_MOVED,    /* an edge: two moves */
} BoConflictKind;

typedef enum { BO_KEPT_MINE, BO_KEPT_THEIRS, BO_KEPT_BOTH } BoKept;

/**
 * BoConflictPath: the outcome for one path; texts are JSON, %NULL where absent.
 */
typedef struct
{
  char   *path;
  char   *base;
  char   *mine;
  char   *theirs;
  char   *result;
  BoKept  kept;
  bool    overlap;
} BoConflictPath;

BoConflictPath *bo_conflict_path_new  (const char *path, const char *base, const char *mine, const char *theirs, const char *result, BoKept kept, bool overlap);
void            bo_conflict_path_free (BoConflictPath *path);

/**
 * BoConflict: an entry of the conflict journal; outlives acknowledgement and restart.
 */
typedef struct
{
  char           *id;              /* a UUID */
  char           *entity_id;       /* or the edge's id for MOVED */
  char           *name;
  BoConflictKind  kind;
  char           *base_version;    /* nullable: base unknown */
  char           *mine_version;
  char           *theirs_version;
  char           *result_version;  /* nullable until one was made */
  char           *base;            /* nullable: documents (bo_entity_to_document) */
  char           *mine;
  char           *theirs;
  char           *result;
  char           *winner;          /* the version the hub kept, nullable until known */
  GPtrArray      *paths;           /* BoConflictPath; only differing ones */
  int64_t         when_us;
  int64_t         mine_us;
  int64_t         theirs_us;
  char           *mine_user;
  char           *mine_device;     /* nullable */
  char           *theirs_user;
  char           *theirs_device;   /* nullable */
  bool            reviewed;        /* MERGED ones begin reviewed: they ask for no attention */
  int64_t         reviewed_us;
  char           *resolution;      /* nullable: "mine", "theirs", "edited", "kept", or BO_RESOLUTION_ELSEWHERE */
} BoConflict;

/* The person who decided sat at another device. */
#define BO_RESOLUTION_ELSEWHERE "elsewhere"

BoConflict *bo_conflict_new  (void);
void        bo_conflict_free (BoConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoConflict, bo_conflict_free)

typedef enum
{
  BO_ACTIVITY_EDITED,
  BO_ACTIVITY_SENT,
  BO_ACTIVITY_RECEIVED,
  BO_ACTIVITY_MERGED,
  BO_ACTIVITY_CONFLICT,
  BO_ACTIVITY_EXPIRED,
  BO_ACTIVITY_DISCARDED,
  BO_ACTIVITY_QUARANTINED,
  BO_ACTIVITY_UNREADABLE,
  BO_ACTIVITY_REOFFERED,
  BO_ACTIVITY_RESYNC,
  BO_ACTIVITY_DIVERGED,
  BO_ACTIVITY_FAILED,
  BO_ACTIVITY_CONNECTED,
  BO_ACTIVITY_LATE,         /* given up here, and arrived at the hub all the same */
  BO_ACTIVITY_STRANGE,      /* the hub confirmed what was not sent */
  BO_ACTIVITY_ELSEWHERE,    /* a conflict was decided on another device */
} BoActivityKind;

/* Whether @version, made from @parent, says nothing but what a sensor measured. */
typedef bool (*BoReadingFunc) (BoEntity *parent, BoEntity *version);

/**
 * BoActivity: a line of the journal a person reads. @detail is JSON text (an object with what
 * the sentence needs: "name", "count", "changes", "reason", …): sentences are made, translated,
 * where they are shown.
 */
typedef struct
{
  int64_t         seq;
  int64_t         when_us;
  BoActivityKind  kind;
  char           *entity_id;  /* nullable */
  char           *user_id;    /* nullable */
  char           *device_name; /* nullable */
  char           *detail;     /* nullable */
} BoActivity;

BoActivity *bo_activity_new  (BoActivityKind kind, const char *entity_id, int64_t when_us);
void        bo_activity_free (BoActivity *activity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoActivity, bo_activity_free)

/**
 * BoMergeDue: a note, made with the acknowledgement, that a merge waits for a version this
 * device doesn't hold yet (PROTOCOL §5 "learnt from the answer").
 */
typedef struct
{
  char *entity_id;
  char *theirs_version;
  char *mine_version;
  char *base_version;   /* nullable */
} BoMergeDue;

BoMergeDue *bo_merge_due_new  (const char *entity_id, const char *theirs, const char *mine, const char *base);
void        bo_merge_due_free (BoMergeDue *due);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoMergeDue, bo_merge_due_free)

/**
 * BoSyncState: the one row about the hub and this device.
 */
typedef struct
{
  char     *server_url;      /* nullable: no hub */
  char     *device_id;       /* UUID, stable for this installation */
  char     *device_name;     /* nullable */
  char     *user_id;
  char     *role;            /* nullable, "admin", "guest" */
  char     *epoch;           /* nullable: the hub's, PROTOCOL §8 */
  char     *watermark;       /* nullable: server_time of the response that drained the stream, verbatim */
  char     *resume_cursor;   /* nullable: exact watermark where the hub gives one */
  char     *cursor;          /* nullable: where an interrupted walk or pull goes on */
  char     *hub_digest;      /* nullable: of the last drained response */
  char     *digest;          /* nullable: ours, at that time */
  char     *walked_digest;   /* nullable: the hub digest for which everything was walked already */
  char     *edges_hash;      /* nullable: of the last relationships body */
  int64_t   walk;            /* number of the current or last walk */
  bool      walking;         /* a walk is under way */
  bool      edges_ride;      /* the hub sends edges in changes */
  bool      diverged;
  int64_t   last_success_us;
  int64_t   last_attempt_us;
  int64_t   next_attempt_us;
  int       failures;
  char     *last_error;      /* nullable, a sentence */
  int64_t   clock_offset_us; /* hub's server_time minus ours, as last seen */
  int64_t   version_last_us;
  uint32_t  version_counter;
  int64_t   total_pulled;
  int64_t   total_pushed;
} BoSyncState;

BoSyncState *bo_sync_state_new  (void);
void         bo_sync_state_free (BoSyncState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSyncState, bo_sync_state_free)

typedef struct
{
  int64_t entities;      /* shown, tombstones aside */
  int64_t pending;       /* entities and edges with something unacknowledged, quarantined ones aside */
  int64_t quarantined;
  int64_t unreadable;
  int64_t conflicts;     /* to review */
} BoSyncCounts;

G_END_DECLS
