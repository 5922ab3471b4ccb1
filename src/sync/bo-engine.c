/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-engine-private.h"

#include <string.h>

/* 200 moves of a slider are one version (DESIGN §4). */
#define GATHER (300 * 1000)
#define RESUME_SPREAD (2 * BO_SECOND)

/**
 * bo_engine_new:
 *
 * An engine at rest: %BO_EVENT_START sets it going. One thread at a time.
 *
 * Returns: (transfer full): the engine
 */
BoEngine *
bo_engine_new (void)
{
  BoEngine *self = g_new0 (BoEngine, 1);

  self->status.phase = BO_PHASE_STOPPED;
  self->status.digest_match = -1;
  self->absent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->spoilt = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->doubt.tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->later = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->report = _bo_sync_report_new ();
  self->last = _bo_sync_report_new ();
  self->timer_at = self->gather_at = self->wake_at = INT64_MAX;
  return self;
}

/**
 * bo_engine_free:
 * @self: (nullable) (transfer full): an engine
 *
 * Nothing is told to anybody: what was under way is found again from the store.
 */
void
bo_engine_free (BoEngine *self)
{
  if (self == NULL)
    return;
  _bo_engine_reset_push (self);
  g_free (self->status.detail);
  g_clear_pointer (&self->state, bo_sync_state_free);
  g_free (self->cursor);
  g_free (self->refused.reason);
  g_free (self->missed);
  g_free (self->refused.asked_version);
  g_free (self->refused.accusation);
  g_free (self->doubt.name);
  g_free (self->doubt.message);
  g_hash_table_unref (self->absent);
  g_hash_table_unref (self->spoilt);
  g_hash_table_unref (self->later);
  g_hash_table_unref (self->doubt.tried);
  g_free (self->fetch_id);
  g_free (self->fetch_version);
  bo_sync_report_free (self->report);
  bo_sync_report_free (self->last);
  g_free (self);
}

static void
ask (BoEngine *self)
{
  _bo_engine_trust (self);
  if (self->cycling && self->stage != BO_STAGE_SIGN_IN)
    self->asked_next++;
  else
    {
      self->asked++;
      _bo_engine_begin (self);
    }
}

/* Something may have changed: now, or when the cycle under way has ended. */
static void
look (BoEngine *self)
{
  if (self->cycling && self->stage != BO_STAGE_SIGN_IN)
    self->again = true;
  else
    _bo_engine_begin (self);
}

static void
stop (BoEngine *self)
{
  int asked = self->asked + self->asked_next;

  _bo_engine_interrupt (self);
  self->started = self->cycling = self->again = false;
  self->stage = BO_STAGE_IDLE;
  self->asked = self->asked_next = 0;
  self->gather_at = INT64_MAX;
  _bo_engine_wake (self, INT64_MAX);
  _bo_engine_phase (self, BO_PHASE_STOPPED, NULL);
  _bo_engine_keep_report (self);
  for (int i = 0; i < asked; i++)
    _bo_engine_act (self, BO_ACTION_FINISHED);
}

/* Soon, where the hub takes what is sent to it. */
void
_bo_engine_gather (BoEngine *self)
{
  if ((self->failures == 0 || self->served) && self->gather_at == INT64_MAX)
    self->gather_at = self->monotonic_us + GATHER;
}

static void
edited (BoEngine *self)
{
  if (self->state != NULL && self->state->server_url == NULL)
    return;
  if (self->cycling)
    self->again = true;
  else
    _bo_engine_gather (self);
}

static void
ring (BoEngine *self)
{
  self->timer_at = INT64_MAX;
  if (self->stage == BO_STAGE_SIGN_IN && self->monotonic_us >= self->wake_at)
    _bo_engine_fail (self, BO_PHASE_SIGN_IN, BO_ERROR_AUTHENTICATION,
                     _("The hub wants you to sign in again. What you changed is kept and waits."), INT64_MAX);
  else if (self->stage == BO_STAGE_PAUSE && self->monotonic_us >= self->wake_at)
    {
      self->wake_at = INT64_MAX;
      _bo_engine_compose (self);
    }
  else if (!self->cycling && self->monotonic_us >= MIN (self->gather_at, self->wake_at))
    _bo_engine_begin (self);
}

static void
take_reply (BoEngine *self, BoEvent *event)
{
  g_autoptr(BoReply) reply = g_steal_pointer (&event->reply);

  /* Late, twice, or given up: nobody waits for it. */
  if (reply == NULL || self->request_id == 0 || event->request_id != self->request_id)
    return;
  self->request_id = 0;
  _bo_engine_reply (self, reply);
}

static void
take_outcome (BoEngine *self, BoEvent *event)
{
  g_autoptr(BoJobOutcome) outcome = g_steal_pointer (&event->outcome);

  if (outcome == NULL || !self->job_running)
    return;
  self->job_running = false;
  if (self->cycling)
    _bo_engine_done (self, outcome);
  else if (self->started)
    _bo_engine_begin (self);
}

static void
change_network (BoEngine *self, BoEvent *event)
{
  self->failures = 0;
  _bo_engine_trust (self);
  if (event->available)
    look (self);
}

static void
change_channel (BoEngine *self, BoEvent *event)
{
  self->channel = event->available;
  if (event->available)
    look (self);
  else if (!self->cycling && self->wake_at == INT64_MAX && self->failures == 0)
    _bo_engine_wake (self, MAX (_bo_engine_poll (self), 5 * BO_SECOND));
}

/* Counts from now on. */
static void
change_pace (BoEngine *self, BoEvent *event)
{
  if (self->pace_us == event->poll_us)
    return;
  self->pace_us = event->poll_us;
  if (!self->cycling && self->failures == 0 && self->status.last_success_us != 0)
    _bo_engine_wake (self, _bo_engine_poll (self));
}

static void
handle (BoEngine *self, BoEvent *event)
{
  switch (event->type)
    {
    case BO_EVENT_START:
      self->started = true;
      ask (self);
      break;
    case BO_EVENT_STOP:
      stop (self);
      break;
    case BO_EVENT_SYNC_NOW:
      ask (self);
      break;
    case BO_EVENT_RESYNC:
      self->walk = true;
      look (self);
      break;
    case BO_EVENT_LOCAL_EDIT:
      edited (self);
      break;
    case BO_EVENT_REPLY:
      take_reply (self, event);
      break;
    case BO_EVENT_JOB_DONE:
      take_outcome (self, event);
      break;
    case BO_EVENT_TIMER:
      ring (self);
      break;
    case BO_EVENT_NETWORK_CHANGED:
      change_network (self, event);
      break;
    case BO_EVENT_RESUMED:
      self->failures = 0;
      _bo_engine_trust (self);
      if (!self->cycling)
        _bo_engine_wake (self, (int64_t) (event->entropy % RESUME_SPREAD));
      break;
    case BO_EVENT_CREDENTIALS_CHANGED:
    case BO_EVENT_HUB_CHANGED:
      look (self);
      break;
    case BO_EVENT_CHANNEL:
      change_channel (self, event);
      break;
    case BO_EVENT_PACE:
      change_pace (self, event);
      break;
    }
}

static bool
same_status (const BoEngineStatus *a, const BoEngineStatus *b)
{
  return a->phase == b->phase && a->page == b->page && a->done == b->done && a->total == b->total &&
         a->next_attempt_us == b->next_attempt_us && a->last_success_us == b->last_success_us &&
         a->digest_match == b->digest_match && memcmp (&a->counts, &b->counts, sizeof a->counts) == 0;
}

/**
 * bo_engine_step:
 * @self: the engine
 * @event: what happened; its reply and outcome are taken
 * @now_us: the wall clock, µs since 1970 UTC
 * @monotonic_us: a clock that never steps, for timers
 *
 * One step of DESIGN §4. Before %BO_EVENT_START, and after %BO_EVENT_STOP, only those two do anything.
 *
 * Returns: (transfer full) (element-type BoAction): what to do, in order
 */
GPtrArray *
bo_engine_step (BoEngine *self, BoEvent *event, int64_t now_us, int64_t monotonic_us)
{
  BoEngineStatus before = self->status;

  self->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_action_free);
  self->now_us = now_us;
  self->monotonic_us = monotonic_us;
  self->entropy = event->entropy;
  if (self->started || event->type == BO_EVENT_START || event->type == BO_EVENT_STOP)
    handle (self, event);
  else if (event->type == BO_EVENT_SYNC_NOW)
    _bo_engine_act (self, BO_ACTION_FINISHED);
  else if (event->type == BO_EVENT_JOB_DONE)
    self->job_running = false;
  g_clear_pointer (&event->reply, bo_reply_free);
  g_clear_pointer (&event->outcome, bo_job_outcome_free);
  _bo_engine_arm (self);
  if (!same_status (&before, &self->status))
    _bo_engine_act (self, BO_ACTION_NOTIFY);
  return g_steal_pointer (&self->actions);
}

/**
 * bo_engine_get_status:
 * @self: the engine
 *
 * Returns: (transfer none): what is shown to the person; valid until the next step
 */
const BoEngineStatus *
bo_engine_get_status (BoEngine *self)
{
  return &self->status;
}

/**
 * bo_engine_get_report:
 * @self: the engine
 *
 * Returns: (transfer full): what the last cycle did
 */
BoSyncReport *
bo_engine_get_report (BoEngine *self)
{
  return _bo_sync_report_copy (self->last);
}
