/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-engine-private.h"

#include <string.h>

/* The cycle (DESIGN §4): pull until drained, edges, merge, push in batches, verify. */

/* Far above the batches of the largest home: only what never ends is cut off, until the next cycle. */
#define MAX_ROUNDS 1024
#define MAX_WALKS 2
#define MAX_FETCHES 200
#define TRIES 3
#define POLL_MIN (5 * BO_SECOND)
#define POLL_MAX (300 * BO_SECOND)
#define SLOW (300 * BO_SECOND)

void
_bo_engine_begin (BoEngine *self)
{
  /* A job of a cycle that was stopped is still running: its end begins this one. */
  if (self->job_running)
    return;
  self->cycling = true;
  self->again = false;
  self->gather_at = INT64_MAX;
  self->wake_at = INT64_MAX;
  self->position_lost = false;
  self->walks = self->rounds = self->fetches = self->beginnings = 0;
  g_clear_pointer (&self->missed, g_free);
  self->mute = self->served = false;
  g_hash_table_remove_all (self->later);
  self->status.page = 0;
  self->status.done = self->status.total = 0;
  self->asked += self->asked_next;
  self->asked_next = 0;
  self->cycle_began = self->monotonic_us;
  bo_sync_report_free (self->report);
  self->report = _bo_sync_report_new ();
  _bo_engine_begin_push (self);
  /* The hub may have been given since what it lacked. */
  g_hash_table_remove_all (self->absent);
  if (self->status.phase != BO_PHASE_UP_TO_DATE && self->status.phase != BO_PHASE_READ_ONLY)
    _bo_engine_phase (self, BO_PHASE_CONNECTING, NULL);
  _bo_engine_job (self, BO_STAGE_LOAD, _bo_job_load ());
}

/* --- pulling --- */

static void
find_position (BoEngine *self, BoSyncRequest *request)
{
  BoSyncState *state = self->state;

  if (self->walk)
    request->cursor = g_strdup ("0");
  else if (state->cursor != NULL || state->resume_cursor != NULL)
    request->cursor = g_strdup (state->cursor != NULL ? state->cursor : state->resume_cursor);
  else
    request->since = _bo_compose_since (state);
  if (request->cursor == NULL && request->since == NULL)
    request->cursor = g_strdup ("0");
}

/* A request for what is new, without changes. */
static void
send_empty (BoEngine *self, BoStage stage)
{
  g_autoptr(BoSyncRequest) request = bo_sync_request_new ();
  g_autoptr(GBytes) body = NULL;
  size_t length;
  char *text;

  find_position (self, request);
  request->device_id = g_strdup (self->state->device_id);
  request->user_id = g_strdup (self->state->user_id);
  request->device_name = g_strdup (self->state->device_name);
  g_free (self->cursor);
  self->cursor = g_strdup (request->cursor);
  text = bo_sync_request_encode (request, &length);
  body = g_bytes_new_take (text, length);
  _bo_engine_send (self, stage, "POST", "/api/v1/sync/", body);
}

/* What a push was refused with may have to do with the answer rather than the push (PROTOCOL
   §3.2): the same request without changes tells. */
void
_bo_engine_probe (BoEngine *self)
{
  send_empty (self, BO_STAGE_PROBE);
}

void
_bo_engine_pull (BoEngine *self)
{
  self->status.page++;
  /* A quiet look for news doesn't flicker. */
  if (self->status.page > 1 || self->asked > 0 || self->status.phase == BO_PHASE_CONNECTING)
    {
      _bo_engine_phase (self, BO_PHASE_PULLING, NULL);
      self->status.done = self->report->pulled;
      self->status.total = 0;
    }
  send_empty (self, BO_STAGE_PULL);
}

/* --- merging --- */

/* @fetched: (nullable): the ancestor that was asked for. */
void
_bo_engine_merge (BoEngine *self, GBytes *fetched)
{
  _bo_engine_job (self, BO_STAGE_MERGE, _bo_job_merge (fetched, self->fetch_id, self->fetch_version, self->absent,
                                                         self->later));
}

static void
fetch (BoEngine *self, BoJobOutcome *outcome)
{
  g_autofree char *id = g_uri_escape_string (outcome->fetch_id, NULL, FALSE);
  g_autofree char *version = g_uri_escape_string (outcome->fetch_version, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/v1/graph/entities/%s?version=%s&include_relationships=false",
                                           id, version);

  g_free (self->fetch_id);
  g_free (self->fetch_version);
  self->fetch_id = g_steal_pointer (&outcome->fetch_id);
  self->fetch_version = g_steal_pointer (&outcome->fetch_version);
  _bo_engine_phase (self, BO_PHASE_MERGING, NULL);
  _bo_engine_send (self, BO_STAGE_FETCH, "GET", path, NULL);
}

/* Another cycle merges it, and sends what waits of it. */
static void
put_off (BoEngine *self, const char *id)
{
  g_hash_table_add (self->later, g_strdup (id));
  _bo_engine_skip (self, id);
}

/* Nothing is left to merge: what waits is sent, where it may be. */
static void
merged (BoEngine *self)
{
  if (self->read_only || ++self->rounds > MAX_ROUNDS)
    {
      self->again = self->again || !self->read_only;
      _bo_engine_verify (self);
    }
  else
    _bo_engine_compose (self);
}

static void
take_merge (BoEngine *self, BoJobOutcome *outcome)
{
  if (outcome->fetch_id != NULL && self->mute)
    {
      put_off (self, outcome->fetch_id);
      _bo_engine_merge (self, NULL);
    }
  else if (outcome->fetch_id != NULL && ++self->fetches <= MAX_FETCHES)
    fetch (self, outcome);
  else if (outcome->fetch_id != NULL)
    {
      /* A family without an end: what can't be had by now counts as not to be had. */
      g_hash_table_add (self->absent, g_strconcat (outcome->fetch_id, "\x1f", outcome->fetch_version, NULL));
      _bo_engine_merge (self, NULL);
    }
  else
    merged (self);
}

static char *
describe_spoilt (const GError *problem)
{
  /* Translators: %s is a whole sentence: what was wrong with the hub’s answer */
  return g_strdup_printf (_("%s The hub will be asked again. If this goes on, update the hub, or look for what "
                            "stands between it and this device."), problem->message);
}

static void
hub_failed (BoEngine *self, const GError *problem)
{
  g_autofree char *message = NULL;

  if (_bo_engine_leave_doubtful (self, problem->message))
    return;
  if (problem->code == BO_ERROR_WRONG_SERVER)
    _bo_engine_fail (self, BO_PHASE_WRONG_SERVER, problem->code, problem->message, SLOW);
  else
    {
      message = describe_spoilt (problem);
      _bo_engine_fail (self, BO_PHASE_OFFLINE, problem->code, message, _bo_engine_backoff (self, &self->failures));
    }
}

/* What the hub is asked for besides news stands by itself. All else is done without it, and then the cycle fails. */
void
_bo_engine_go_without (BoEngine *self, const char *message)
{
  char *old = self->missed;

  self->missed = g_strdup (message);
  g_free (old);
  _bo_engine_merge (self, NULL);
}

/* What the ancestor that was asked for is one of waits for another cycle. */
void
_bo_engine_put_off (BoEngine *self, const char *message)
{
  put_off (self, self->fetch_id);
  _bo_engine_go_without (self, message);
}

/* How often the ancestor that was asked for could not be had, this time among them. More than can be counted are of a
   family without an end. */
static int
count_spoilt (BoEngine *self, const char *key)
{
  int times = GPOINTER_TO_INT (g_hash_table_lookup (self->spoilt, key)) + 1;

  if (times == 1 && g_hash_table_size (self->spoilt) >= MAX_FETCHES)
    return TRIES;
  g_hash_table_insert (self->spoilt, g_strdup (key), GINT_TO_POINTER (times));
  return times;
}

/* One ancestor was asked for, and the answer can't be used, or the hub fails over it. That may pass; from the third time
   on it counts as not to be had, and the merge goes on. */
void
_bo_engine_leave_ancestor (BoEngine *self, const char *message)
{
  g_autofree char *key = g_strconcat (self->fetch_id, "\x1f", self->fetch_version, NULL);

  if (count_spoilt (self, key) < TRIES)
    _bo_engine_put_off (self, message);
  else
    {
      g_hash_table_add (self->absent, g_steal_pointer (&key));
      _bo_engine_merge (self, NULL);
    }
}

/* --- the end --- */

void
_bo_engine_verify (BoEngine *self)
{
  _bo_engine_job (self, BO_STAGE_VERIFY, _bo_job_verify (self->missed == NULL,
                                                         self->doubt.met ? self->doubt.message : NULL));
}

/* How long what the hub may fall silent at still waits. */
static int64_t
until_doubtful (BoEngine *self)
{
  return self->doubt.at > self->monotonic_us ? self->doubt.at - self->monotonic_us : INT64_MAX;
}

static void
rest (BoEngine *self, bool success)
{
  bool busy = self->report->pulled > 0 || self->report->pushed > 0 || self->edges_moved;

  if (!success)
    return;
  /* Not before: a hub that takes the token for reading and not for writing would have it renewed for ever. */
  self->signed_in_anew = false;
  self->edges_moved = false;
  self->poll_us = busy ? POLL_MIN : CLAMP (self->poll_us * 2, POLL_MIN, POLL_MAX);
  _bo_engine_wake (self, MIN (_bo_engine_poll (self), until_doubtful (self)));
  self->failures = 0;
  g_hash_table_remove_all (self->spoilt);
}

/* How long a rest is: what a person chose, else the longer the less happens. What waits is not left waiting
   for that. */
int64_t
_bo_engine_poll (BoEngine *self)
{
  bool waiting = self->status.counts.pending > 0 && !self->read_only;

  if (self->channel && !waiting)
    return INT64_MAX;
  if (self->pace_us > 0)
    return waiting ? MIN (self->pace_us, POLL_MAX) : self->pace_us;
  return self->poll_us;
}

void
_bo_engine_finish (BoEngine *self, bool success)
{
  int asked = self->asked;

  self->report->success = success;
  self->report->synced_entities = self->report->pulled + self->report->pushed;
  self->report->pending = self->status.counts.pending;
  self->report->quarantined = self->status.counts.quarantined;
  self->report->duration_us = self->monotonic_us - self->cycle_began;
  self->cycling = false;
  self->stage = BO_STAGE_IDLE;
  self->asked = 0;
  rest (self, success);
  _bo_engine_keep_report (self);
  for (int i = 0; i < asked; i++)
    _bo_engine_act (self, BO_ACTION_FINISHED);
  if (self->asked_next > 0 || (self->again && success))
    _bo_engine_begin (self);
  else if (self->again && self->served)
    _bo_engine_gather (self);
}

void
_bo_engine_fail (BoEngine *self, BoPhase phase, int code, const char *message, int64_t delay_us)
{
  _bo_engine_phase (self, phase, message);
  _bo_engine_wake (self, delay_us);
  /* Nothing else may come through before it fails again. */
  _bo_engine_start_over (self);
  g_ptr_array_add (self->report->errors, g_strdup (message));
  self->report->error_code = code;
  _bo_engine_job (self, BO_STAGE_NOTE, _bo_job_note (message, (int) self->failures, self->status.next_attempt_us,
                                                      self->unsent ? self->items : NULL));
  self->unsent = false;
}

/* Gives up what is under way, without a word to the hub. */
void
_bo_engine_interrupt (BoEngine *self)
{
  if (self->request_id != 0)
    _bo_engine_act (self, BO_ACTION_CANCEL);
  self->request_id = 0;
}

/* Both hold the same; something waits here for all that. */
static void
rest_with_waiting (BoEngine *self, int64_t pending)
{
  g_autofree char *waiting = NULL;

  waiting = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d change waits for the hub to take it.",
                                          "%d changes wait for the hub to take them.", (unsigned long) pending),
                             (int) MIN (pending, INT32_MAX));
  if (self->doubt.met && self->doubt.message != NULL)
    g_ptr_array_add (self->report->errors, g_strdup (self->doubt.message));
  /* Nothing is under way. */
  self->status.done = self->status.total = 0;
  _bo_engine_phase (self, BO_PHASE_PUSHING, self->doubt.message != NULL ? self->doubt.message : waiting);
}

static void
take_verdict (BoEngine *self, BoJobOutcome *outcome)
{
  self->status.digest_match = outcome->match;
  self->status.last_success_us = self->state->last_success_us;
  if (outcome->walk && self->walks++ < MAX_WALKS)
    {
      self->walk = true;
      self->rounds = 0;
      _bo_engine_pull (self);
      return;
    }
  if (self->missed != NULL)
    {
      self->served = true;
      self->signed_in_anew = false;
      _bo_engine_fail (self, BO_PHASE_OFFLINE, BO_ERROR_INVALID_DATA, self->missed,
                       _bo_engine_backoff (self, &self->failures));
      return;
    }
  if (self->read_only)
    _bo_engine_phase (self, BO_PHASE_READ_ONLY, NULL);
  else if (outcome->match == 0)
    _bo_engine_phase (self, BO_PHASE_DIVERGED, _("This device and the hub do not hold the same home."));
  else if (outcome->counts.pending > 0)
    rest_with_waiting (self, outcome->counts.pending);
  else
    {
      g_clear_pointer (&self->doubt.message, g_free);
      _bo_engine_phase (self, BO_PHASE_UP_TO_DATE, NULL);
    }
  _bo_engine_finish (self, true);
}

/* --- what jobs found --- */

/* What comes behind the last page, where something is left to do. */
static void
go_on (BoEngine *self, BoJobOutcome *outcome)
{
  if (!self->state->edges_ride && self->rounds == 0 && !self->mute)
    _bo_engine_send (self, BO_STAGE_EDGES, "GET", "/api/v1/graph/relationships", NULL);
  else if (outcome->merged_all)
    merged (self);
  else
    _bo_engine_merge (self, NULL);
}

static void
take_page (BoEngine *self, BoJobOutcome *outcome)
{
  if (g_strcmp0 (self->cursor, "0") == 0)
    self->walk = false;
  /* With what is new may have come what the hub lacked. */
  if (outcome->pulled + outcome->edges > 0)
    g_hash_table_remove_all (self->absent);
  self->report->pulled += outcome->pulled;
  self->report->pushed += outcome->pushed;
  self->edges_moved |= outcome->edges > 0;
  self->status.done = self->report->pulled;
  _bo_engine_taken (self, outcome);
  self->beginnings += !outcome->drained && g_strcmp0 (self->state->cursor, "0") == 0;
  if (!outcome->drained)
    _bo_engine_pull (self);
  else if (outcome->verified)
    take_verdict (self, outcome);
  else
    go_on (self, outcome);
}

static void
take_load (BoEngine *self)
{
  self->read_only = g_strcmp0 (self->state->role, "guest") == 0;
  self->status.last_success_us = self->state->last_success_us;
  if (self->state->server_url == NULL)
    {
      _bo_engine_phase (self, BO_PHASE_NO_HUB, NULL);
      _bo_engine_finish (self, true);
      _bo_engine_wake (self, INT64_MAX);
      return;
    }
  _bo_engine_pull (self);
}

static void
store_failed (BoEngine *self, const GError *error)
{
  int code = error->domain == BO_ERROR ? error->code : BO_ERROR_STORAGE;
  bool passing = code == BO_ERROR_BUSY || code == BO_ERROR_NO_SPACE || code == BO_ERROR_STORAGE;

  g_ptr_array_add (self->report->errors, g_strdup (error->message));
  self->report->error_code = code;
  _bo_engine_phase (self, BO_PHASE_STOPPED, error->message);
  _bo_engine_wake (self, passing ? _bo_engine_backoff (self, &self->failures) : SLOW);
  _bo_engine_finish (self, false);
}

static void
keep_state (BoEngine *self, BoJobOutcome *outcome)
{
  if (outcome->state == NULL)
    return;
  bo_sync_state_free (self->state);
  self->state = g_steal_pointer (&outcome->state);
  self->status.counts = outcome->counts;
  self->status.clock_offset_us = self->state->clock_offset_us;
  if (self->report != NULL)
    self->report->conflicts_resolved += outcome->merged;
}

static void
spoilt_answer (BoEngine *self, const GError *problem)
{
  g_autofree char *message = describe_spoilt (problem);

  if (self->stage == BO_STAGE_EDGES_KEEP)
    _bo_engine_go_without (self, message);
  else if (self->stage == BO_STAGE_MERGE)
    _bo_engine_leave_ancestor (self, message);
  else
    hub_failed (self, problem);
}

void
_bo_engine_done (BoEngine *self, BoJobOutcome *outcome)
{
  BoStage stage = self->stage;

  keep_state (self, outcome);
  if (stage == BO_STAGE_NOTE)
    _bo_engine_finish (self, false);
  else if (outcome->error != NULL)
    store_failed (self, outcome->error);
  else if (outcome->problem != NULL)
    spoilt_answer (self, outcome->problem);
  else if (stage == BO_STAGE_LOAD)
    take_load (self);
  else if (stage == BO_STAGE_PAGE)
    take_page (self, outcome);
  else if (stage == BO_STAGE_EDGES_KEEP)
    {
      self->edges_moved |= outcome->edges > 0;
      _bo_engine_merge (self, NULL);
    }
  else if (stage == BO_STAGE_MERGE)
    take_merge (self, outcome);
  else if (stage == BO_STAGE_COMPOSE)
    _bo_engine_push (self, outcome);
  else if (stage == BO_STAGE_ANSWERED)
    _bo_engine_compose (self);
  else if (stage == BO_STAGE_REFUSE)
    _bo_engine_counted (self, outcome);
  else if (stage == BO_STAGE_VERIFY)
    take_verdict (self, outcome);
}
