/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-engine-private.h"

/* What a step asks the adapter to do, and when the next one comes. */

#define MAX_BACKOFF 300

static BoAction *
add_action (BoEngine *self, BoActionType type)
{
  BoAction *action = g_new0 (BoAction, 1);

  action->type = type;
  g_ptr_array_add (self->actions, action);
  return action;
}

void
_bo_engine_act (BoEngine *self, BoActionType type)
{
  add_action (self, type)->request_id = self->request_id;
}

void
_bo_engine_send (BoEngine *self, BoStage stage, const char *method, const char *path, GBytes *body)
{
  BoRequest *request = g_new0 (BoRequest, 1);

  self->stage = stage;
  self->request_id = ++self->last_request;
  request->id = self->request_id;
  request->method = method;
  request->path = g_strdup (path);
  request->body = body != NULL ? g_bytes_ref (body) : NULL;
  request->gzip = self->gzip;
  add_action (self, BO_ACTION_SEND)->request = request;
}

void
_bo_engine_job (BoEngine *self, BoStage stage, BoJob *job)
{
  self->stage = stage;
  self->job_running = true;
  add_action (self, BO_ACTION_JOB)->job = job;
}

void
_bo_engine_phase (BoEngine *self, BoPhase phase, const char *detail)
{
  char *old = self->status.detail;

  self->status.phase = phase;
  self->status.detail = g_strdup (detail);
  g_free (old);
}

/* Arms the one timer for the earliest of what is due, if that changed. */
void
_bo_engine_arm (BoEngine *self)
{
  int64_t at = self->cycling ? INT64_MAX : MIN (self->gather_at, self->wake_at);

  if (self->stage == BO_STAGE_SIGN_IN || self->stage == BO_STAGE_PAUSE)
    at = self->wake_at;
  if (at == self->timer_at)
    return;
  self->timer_at = at;
  add_action (self, BO_ACTION_TIMER)->at_us = at;
}

/* @delay_us: INT64_MAX for never. */
void
_bo_engine_wake (BoEngine *self, int64_t delay_us)
{
  self->wake_at = delay_us == INT64_MAX ? INT64_MAX : self->monotonic_us + delay_us;
  self->status.next_attempt_us = delay_us == INT64_MAX ? 0 : self->now_us + delay_us;
}

/* 1, 2, 4 … 300 s with full jitter (DESIGN §4). @times: how often it failed before; counted. */
int64_t
_bo_engine_backoff (BoEngine *self, int64_t *times)
{
  int64_t seconds = *times < 9 ? INT64_C (1) << *times : MAX_BACKOFF;
  uint64_t span = (uint64_t) (MIN (seconds, MAX_BACKOFF) * BO_SECOND);

  ++*times;
  return MAX (BO_SECOND / 4, (int64_t) (bo_splitmix (self->entropy, 3, (uint64_t) *times) % span));
}
