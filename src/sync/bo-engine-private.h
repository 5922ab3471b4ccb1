/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-engine.h"
#include "bo-job-private.h"

G_BEGIN_DECLS

#define BO_SECOND INT64_C (1000000)

/* What the engine waits for. One request or one job at a time. */
typedef enum
{
  BO_STAGE_IDLE,       /* a timer or an event */
  BO_STAGE_LOAD,       /* job */
  BO_STAGE_PULL,       /* request */
  BO_STAGE_PAGE,       /* job: a page stored, pushed or pulled */
  BO_STAGE_EDGES,      /* request */
  BO_STAGE_EDGES_KEEP, /* job */
  BO_STAGE_MERGE,      /* job */
  BO_STAGE_FETCH,      /* request: an ancestor */
  BO_STAGE_COMPOSE,    /* job */
  BO_STAGE_PUSH,       /* request */
  BO_STAGE_REFUSE,     /* job */
  BO_STAGE_PAUSE,      /* a timer: before what was refused goes once more */
  BO_STAGE_PROBE,      /* request: is it the change that is refused, or everything? */
  BO_STAGE_LOOK,       /* request: does the hub hold what it refused? */
  BO_STAGE_ASK,        /* request: does it hold what expired on its way? */
  BO_STAGE_ANSWERED,   /* job: what it said is kept */
  BO_STAGE_VERIFY,     /* job */
  BO_STAGE_NOTE,       /* job: why the cycle failed */
  BO_STAGE_SIGN_IN,    /* a new token, for a while */
} BoStage;

/* What the hub may fall silent at (bo-engine-push.c). */
typedef struct
{
  bool        sent;  /* the last push is of that */
  char       *name;  /* nullable: where it is one thing by itself */
  char       *message; /* nullable: what happened with it, while it waits */
  bool        met;   /* … in this cycle */
  int64_t     times; /* how often the hub was silent at it, one after another */
  int64_t     at;    /* none of it is sent before */
  GHashTable *tried; /* ids at which it was silent: the others have their turn first */
} Doubt;

/* Finding the one change that the hub refuses, and whether it does (the same). */
typedef struct
{
  GPtrArray   *bad;           /* nullable: ids, in the order sent, one of which it is */
  GHashTable  *only;          /* nullable: those of them being sent */
  BoBatchItem *suspect;
  char        *asked_version; /* the one of the suspect that the hub was asked for */
  char        *reason;
  int          status;        /* that it came with */
  int          times;         /* how often the suspect was */
  BoBatchItem *accused;       /* nullable: it, or everything, is refused: what else is sent tells */
  char        *accusation;
  int          charges;       /* how often it was refused */
} Refused;

struct _BoEngine
{
  BoEngineStatus status;
  BoSyncState   *state;
  BoStage        stage;
  bool           started;
  bool           cycling;

  /* the request under way */
  uint64_t       last_request;
  uint64_t       request_id;   /* 0: none */
  char          *cursor;
  GPtrArray     *items;
  bool           unsent;       /* the last push never left this device */
  bool           job_running;

  /* what the cycle still has to do */
  bool           again;
  bool           walk;
  bool           position_lost;
  int            walks;
  int            beginnings;   /* the hub was another one, and everything is read anew */
  int            rounds;
  int            asked;        /* START and SYNC_NOW this cycle answers */
  int            asked_next;
  bool           read_only;
  bool           signed_in_anew;

  /* pushing */
  GHashTable    *skip;         /* nullable: ids that wait for another cycle */
  Refused        refused;
  bool           taken;        /* the hub stored something in this cycle, as far as it says */
  Doubt          doubt;

  /* fetching ancestors */
  GHashTable    *absent;
  char          *fetch_id;
  char          *fetch_version;
  int            fetches;
  GHashTable    *spoilt;       /* as absent → how often it could not be had, over all cycles */
  GHashTable    *later;        /* ids whose merge waits for another cycle */

  /* when */
  int64_t        failures;
  int64_t        poll_us;
  int64_t        timer_at;     /* as armed */
  int64_t        gather_at;
  int64_t        wake_at;
  bool           gzip;
  bool           channel;
  int64_t        pace_us;       /* 0: by poll_us */

  BoSyncReport  *report;
  bool           edges_moved;   /* somebody else's edges came in with this cycle */
  char          *missed;        /* nullable: why something that it asked for could not be had */
  bool           mute;          /* one such question had no answer: this cycle asks no other */
  bool           served;        /* for all that, the hub took what waited */
  BoSyncReport  *last;           /* of the cycle that ended last: the next may have begun when it is asked for */
  int64_t        cycle_began;

  /* of the step being made */
  GPtrArray     *actions;
  int64_t        now_us;
  int64_t        monotonic_us;
  uint64_t       entropy;
};

/* bo-engine-actions.c */
void _bo_engine_send   (BoEngine *self, BoStage stage, const char *method, const char *path, GBytes *body);
void _bo_engine_job    (BoEngine *self, BoStage stage, BoJob *job);
void _bo_engine_act    (BoEngine *self, BoActionType type);
void _bo_engine_phase  (BoEngine *self, BoPhase phase, const char *detail);
void _bo_engine_arm    (BoEngine *self);
int64_t _bo_engine_poll (BoEngine *self);
void _bo_engine_wake   (BoEngine *self, int64_t delay_us);
int64_t _bo_engine_backoff (BoEngine *self, int64_t *times);

/* bo-engine.c */
void _bo_engine_gather (BoEngine *self);

/* bo-engine-cycle.c */
void _bo_engine_begin  (BoEngine *self);
void _bo_engine_pull   (BoEngine *self);
void _bo_engine_probe  (BoEngine *self);
void _bo_engine_merge  (BoEngine *self, GBytes *fetched);
void _bo_engine_leave_ancestor (BoEngine *self, const char *message);
void _bo_engine_put_off (BoEngine *self, const char *message);
void _bo_engine_go_without (BoEngine *self, const char *message);
void _bo_engine_verify (BoEngine *self);
void _bo_engine_done   (BoEngine *self, BoJobOutcome *outcome);
void _bo_engine_finish (BoEngine *self, bool success);
void _bo_engine_fail   (BoEngine *self, BoPhase phase, int code, const char *message, int64_t delay_us);
void _bo_engine_interrupt (BoEngine *self);

/* bo-engine-push.c */
void _bo_engine_compose (BoEngine *self);
void _bo_engine_push    (BoEngine *self, BoJobOutcome *outcome);
void _bo_engine_taken   (BoEngine *self, BoJobOutcome *outcome);
void _bo_engine_refused (BoEngine *self, BoReply *reply);
void _bo_engine_counted (BoEngine *self, BoJobOutcome *outcome);
void _bo_engine_probed  (BoEngine *self);
void _bo_engine_asked   (BoEngine *self, BoReply *reply);
void _bo_engine_not_told (BoEngine *self, const char *message);
void _bo_engine_looked  (BoEngine *self, BoReply *reply);
void _bo_engine_skip    (BoEngine *self, const char *id);
void _bo_engine_begin_push (BoEngine *self);
void _bo_engine_reset_push (BoEngine *self);
void _bo_engine_trust   (BoEngine *self);
bool _bo_engine_start_over (BoEngine *self);
bool _bo_engine_leave_doubtful (BoEngine *self, const char *message);

/* bo-engine-reply.c */
void _bo_engine_reply  (BoEngine *self, BoReply *reply);
char *_bo_reply_reason (BoReply *reply);

/* bo-engine-report.c */
void          _bo_engine_keep_report (BoEngine *self);
BoSyncReport *_bo_sync_report_new  (void);
BoSyncReport *_bo_sync_report_copy (BoSyncReport *report);

G_END_DECLS
