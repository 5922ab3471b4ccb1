/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-rules.h"

G_BEGIN_DECLS

/* The step function of DESIGN §4: (state, event, now) -> actions. No clock, randomness,
   socket, thread or main loop inside. The adapter in client/ and the simulator carry the
   actions out. Work on the store is a BoJob: the engine asks for it, the adapter runs
   bo_job_run() on the store's thread, and gives the outcome back as an event. */

typedef struct _BoEngine BoEngine;
typedef struct _BoJob BoJob;

/* The words of CLI `status`, bo_phase_to_string(). */
typedef enum
{
  BO_PHASE_NO_HUB,
  BO_PHASE_CONNECTING,
  BO_PHASE_UP_TO_DATE,
  BO_PHASE_PULLING,
  BO_PHASE_MERGING,
  BO_PHASE_PUSHING,
  BO_PHASE_VERIFYING,
  BO_PHASE_OFFLINE,
  BO_PHASE_SIGN_IN,
  BO_PHASE_READ_ONLY,
  BO_PHASE_WRONG_SERVER,
  BO_PHASE_DIVERGED,
  BO_PHASE_STOPPED,
} BoPhase;

const char *bo_phase_to_string (BoPhase phase);

/**
 * BoJobOutcome: what a job found, with what the engine needs to go on. Opaque to the adapter
 * but for the error.
 */
typedef struct _BoJobOutcome BoJobOutcome;

typedef bool (*BoJobCommitted) (void *data);

BoJobOutcome *bo_job_run           (BoJob *job, BoSyncStore *store, const BoContext *context, BoJobCommitted committed, void *data);
void          bo_job_unref         (BoJob *job);
const GError *bo_job_outcome_error (BoJobOutcome *outcome); /* nullable: of the store */
void          bo_job_outcome_free  (BoJobOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoJob, bo_job_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoJobOutcome, bo_job_outcome_free)

/**
 * BoReply: an HTTP answer, or the lack of one.
 * @status: 0 when there is none; then @error says why
 * @unsent: with status 0: nothing of the request left this device, so that it can't have had an effect
 * @content_type: (nullable): without parameters, lower case
 * @retry_after_us: how long the hub asks us to wait; 0 if it doesn't. Clamped 1 s…1 h
 * @accepts_gzip: the answer carried `Accept-Encoding: gzip`
 * @moved_to: (nullable): the address of this hub that a redirect offers instead, over https
 * @body: (nullable):
 */
typedef struct
{
  int      status;
  bool     unsent;
  char    *content_type;
  int64_t  retry_after_us;
  bool     accepts_gzip;
  char    *moved_to;
  GBytes  *body;
  GError  *error;
} BoReply;

BoReply *bo_reply_new  (void);
void     bo_reply_free (BoReply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoReply, bo_reply_free)

/**
 * BoRequest: an HTTP request the engine wants made (authorization is the transport's).
 * @id: the engine takes only the answer that carries it back
 * @method: "GET" or "POST"
 * @path: with query, beginning with "/api/v1/"
 * @body: (nullable): JSON
 * @gzip: the hub takes compressed bodies
 */
typedef struct
{
  uint64_t    id;
  const char *method;
  char       *path;
  GBytes     *body;
  bool        gzip;
} BoRequest;

typedef enum
{
  BO_EVENT_START,
  BO_EVENT_STOP,                 /* the program ends, or the hub is left */
  BO_EVENT_SYNC_NOW,             /* a person, or the CLI, asks */
  BO_EVENT_RESYNC,               /* "Resync everything": walk from "0" */
  BO_EVENT_LOCAL_EDIT,           /* something was queued, here or by another process */
  BO_EVENT_REPLY,                /* request_id, reply */
  BO_EVENT_JOB_DONE,             /* outcome */
  BO_EVENT_TIMER,
  BO_EVENT_NETWORK_CHANGED,      /* available */
  BO_EVENT_RESUMED,              /* from suspend */
  BO_EVENT_CREDENTIALS_CHANGED,  /* role: signed in anew */
  BO_EVENT_HUB_CHANGED,          /* the hub's event channel says something was committed */
  BO_EVENT_CHANNEL,              /* available: the event channel is open (no polling) or gone */
  BO_EVENT_PACE,                 /* poll_us: how often the hub is asked; 0: as it seems fit, INT64_MAX: never */
} BoEventType;

typedef struct
{
  BoEventType   type;
  uint64_t      request_id;
  BoReply      *reply;        /* (transfer full) with REPLY */
  BoJobOutcome *outcome;      /* (transfer full) with JOB_DONE */
  bool          available;
  int64_t       poll_us;
  uint64_t      entropy;      /* jitter */
} BoEvent;

typedef enum
{
  BO_ACTION_SEND,      /* request */
  BO_ACTION_CANCEL,    /* request_id: its answer is no longer wanted */
  BO_ACTION_JOB,       /* job */
  BO_ACTION_TIMER,     /* at_us (monotonic as given to step); replaces the one armed; INT64_MAX: none */
  BO_ACTION_SIGN_IN,   /* the token was refused: refresh once, then CREDENTIALS_CHANGED or stay */
  BO_ACTION_NOTIFY,    /* phase, detail, counts or progress changed: read them from the engine */
  BO_ACTION_FINISHED,  /* a cycle asked for by SYNC_NOW or START ended; bo_engine_get_report() */
} BoActionType;

typedef struct
{
  BoActionType  type;
  BoRequest    *request;
  BoJob        *job;
  uint64_t      request_id;
  int64_t       at_us;
} BoAction;

void bo_request_free (BoRequest *request);
void bo_action_free  (BoAction *action);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoRequest, bo_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoAction, bo_action_free)

typedef struct
{
  BoPhase      phase;
  char        *detail;         /* nullable: a sentence: why stopped, offline, … */
  int          page;           /* while pulling */
  int64_t      done;           /* entities so far, or changes sent */
  int64_t      total;          /* 0 if unknown */
  int64_t      next_attempt_us; /* wall clock, 0 for none */
  int64_t      last_success_us;
  int64_t      clock_offset_us;
  BoSyncCounts counts;
  int          digest_match;   /* 1, 0, -1 unknown */
} BoEngineStatus;

/**
 * BoSyncReport: what one cycle did (BoSyncResult of DESIGN §5).
 */
typedef struct
{
  bool       success;
  int64_t    synced_entities;
  int64_t    pulled;
  int64_t    pushed;
  int64_t    conflicts_resolved;
  int64_t    pending;
  int64_t    quarantined;
  GPtrArray *errors;      /* char * sentences */
  int64_t    duration_us;
  int        error_code;  /* BoError of what stopped it, -1 for none */
} BoSyncReport;

void      bo_sync_report_free   (BoSyncReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoSyncReport, bo_sync_report_free)

BoEngine *bo_engine_new         (void);
void      bo_engine_free        (BoEngine *self);
/* @now_us: wall clock; @monotonic_us: for timers. Returns (transfer full) (element-type BoAction). */
GPtrArray *bo_engine_step       (BoEngine *self, BoEvent *event, int64_t now_us, int64_t monotonic_us);
const BoEngineStatus *bo_engine_get_status (BoEngine *self);
BoSyncReport *bo_engine_get_report (BoEngine *self);   /* (transfer full) */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoEngine, bo_engine_free)

G_END_DECLS
