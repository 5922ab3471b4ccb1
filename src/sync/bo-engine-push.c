/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-engine-private.h"

#include <string.h>

/* Pushing, and finding the one change that the hub refuses (FAULTS §1). */

/* Before what was refused with a 5xx goes a second time, and twice that before the third. */
#define PAUSE (BO_SECOND / 2)

static GHashTable *
set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
_bo_engine_skip (BoEngine *self, const char *id)
{
  if (self->skip == NULL)
    self->skip = set_new ();
  g_hash_table_add (self->skip, g_strdup (id));
}

/* What was put off belongs to one cycle. */
void
_bo_engine_reset_push (BoEngine *self)
{
  g_clear_pointer (&self->skip, g_hash_table_unref);
  g_clear_pointer (&self->refused.only, g_hash_table_unref);
  g_clear_pointer (&self->refused.bad, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->refused.suspect, _bo_batch_item_free);
  g_clear_pointer (&self->refused.accused, _bo_batch_item_free);
  self->taken = self->doubt.sent = self->doubt.met = false;
}

void
_bo_engine_begin_push (BoEngine *self)
{
  GHashTableIter iter;
  void *id;

  _bo_engine_reset_push (self);
  g_hash_table_iter_init (&iter, self->doubt.tried);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    _bo_engine_skip (self, id);
}

/* Things may be otherwise now: what the hub was silent at goes with the next cycle. */
void
_bo_engine_trust (BoEngine *self)
{
  self->doubt.times = 0;
  self->doubt.at = 0;
}

/* While the hub refuses something, the first half of those it may be goes by itself. */
void
_bo_engine_compose (BoEngine *self)
{
  BoJob *job;

  g_clear_pointer (&self->refused.only, g_hash_table_unref);
  if (self->refused.bad != NULL)
    {
      self->refused.only = set_new ();
      for (unsigned int i = 0; i < (self->refused.bad->len + 1) / 2; i++)
        g_hash_table_add (self->refused.only, g_strdup (g_ptr_array_index (self->refused.bad, i)));
    }
  job = _bo_job_compose (self->skip, self->refused.only, self->absent, self->monotonic_us < self->doubt.at);
  job->tried = g_hash_table_ref (self->doubt.tried);
  _bo_engine_job (self, BO_STAGE_COMPOSE, job);
}

/* What was sent by itself passed: it is one of the others. Sending those as a whole would only be
   refused again. */
static void
acquit (BoEngine *self)
{
  if (self->refused.bad == NULL || self->refused.only == NULL)
    return;
  g_ptr_array_remove_range (self->refused.bad, 0, MIN (g_hash_table_size (self->refused.only), self->refused.bad->len));
  if (self->refused.bad->len == 0)
    g_clear_pointer (&self->refused.bad, g_ptr_array_unref);
}

/* Does the hub hold @entity_version of the suspect? */
static void
ask_for (BoEngine *self, BoStage stage, const char *entity_version)
{
  g_autofree char *id = g_uri_escape_string (self->refused.suspect->id, NULL, FALSE);
  g_autofree char *version = g_uri_escape_string (entity_version, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/v1/graph/entities/%s?version=%s&include_relationships=false",
                                           id, version);

  g_free (self->refused.asked_version);
  self->refused.asked_version = g_strdup (entity_version);
  _bo_engine_send (self, stage, "GET", path, NULL);
}

/* What the hub has is taken out of the queue: only its own word for that version counts. */
static bool
shows_asked (BoEngine *self, BoReply *reply)
{
  g_autoptr(BoEntity) entity = NULL;
  size_t length;
  const char *text = g_bytes_get_data (reply->body, &length);

  entity = bo_wire_entity_decode (text, (gssize) length, NULL);
  return entity != NULL && strcmp (entity->id, self->refused.suspect->id) == 0 &&
         strcmp (entity->version, self->refused.asked_version) == 0;
}

static void
keep_item (BoBatchItem **slot, BoBatchItem *item)
{
  BoBatchItem *old = *slot;

  *slot = _bo_batch_item_new (item->id, item->version, item->revision, item->edge);
  g_clear_pointer (&old, _bo_batch_item_free);
}

static void
send_batch (BoEngine *self, BoJobOutcome *outcome)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (outcome->items);
  self->doubt.sent = outcome->doubtful;
  _bo_job_keep (&self->doubt.name, outcome->problem_name);
  _bo_job_keep (&self->cursor, self->state->resume_cursor);
  self->status.done = self->report->pushed;
  self->status.total = self->report->pushed + MAX (outcome->counts.pending, 1);
  _bo_engine_phase (self, BO_PHASE_PUSHING, NULL);
  _bo_engine_send (self, BO_STAGE_PUSH, "POST", "/api/v1/sync/", outcome->body);
}

/* All that the hub may fall silent at had its turn, as far as it gets one. Whether some of it may be tried again. */
bool
_bo_engine_start_over (BoEngine *self)
{
  GHashTableIter iter;
  void *id;

  if (g_hash_table_size (self->doubt.tried) == 0 || self->monotonic_us < self->doubt.at)
    return false;
  g_hash_table_iter_init (&iter, self->doubt.tried);
  while (self->skip != NULL && g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_remove (self->skip, id);
  g_hash_table_remove_all (self->doubt.tried);
  return true;
}

/* What is refused isn't the changes' fault, as far as can be told. */
static void
blame_hub (BoEngine *self)
{
  g_autofree char *message = NULL;

  /* Translators: %s is a whole sentence: what the hub says */
  message = g_strdup_printf (_("The hub can be read, and keeps nothing of what is sent to it. %s What you changed is "
                               "kept and waits."), self->refused.reason);
  _bo_engine_fail (self, BO_PHASE_OFFLINE, BO_ERROR_OFFLINE, message, _bo_engine_backoff (self, &self->failures));
}

/* Everything else was sent, or had its turn. Where some of it was taken, or nothing else but this fails again and
   again, it is the one that is accused that the hub refuses. */
static void
judge (BoEngine *self)
{
  bool known = self->taken || self->refused.charges >= BO_FAILURES;

  keep_item (&self->refused.suspect, self->refused.accused);
  g_clear_pointer (&self->refused.accused, _bo_batch_item_free);
  _bo_job_keep (&self->refused.reason, self->refused.accusation);
  if (known)
    _bo_engine_job (self, BO_STAGE_REFUSE, _bo_job_refuse (self->refused.suspect, self->refused.reason, true));
  else
    blame_hub (self);
}

static void
sent_all (BoEngine *self)
{
  if (self->refused.accused != NULL)
    {
      judge (self);
      return;
    }
  if (_bo_engine_start_over (self))
    {
      _bo_engine_compose (self);
      return;
    }
  _bo_engine_phase (self, BO_PHASE_VERIFYING, NULL);
  _bo_engine_verify (self);
}

/* It doesn't wait for its turn, and what the answer leaves of it is another version. */
static void
ask_for_overdue (BoEngine *self, BoJobOutcome *outcome)
{
  const char *id = outcome->overdue->id;

  g_hash_table_remove (self->doubt.tried, id);
  if (g_hash_table_size (self->doubt.tried) == 0)
    g_clear_pointer (&self->doubt.message, g_free);
  if (self->mute)
    {
      _bo_engine_skip (self, id);
      _bo_engine_compose (self);
      return;
    }
  if (self->skip != NULL)
    g_hash_table_remove (self->skip, id);
  keep_item (&self->refused.suspect, outcome->overdue);
  ask_for (self, BO_STAGE_ASK, outcome->fetch_version);
}

/* A batch is composed: it goes out; where nothing is left, the cycle goes on. */
void
_bo_engine_push (BoEngine *self, BoJobOutcome *outcome)
{
  if (outcome->overdue != NULL)
    {
      ask_for_overdue (self, outcome);
      return;
    }
  if (outcome->body != NULL)
    send_batch (self, outcome);
  else if (self->refused.only != NULL)
    {
      acquit (self);
      _bo_engine_compose (self);
    }
  else if (outcome->due)
    _bo_engine_merge (self, NULL);
  else
    sent_all (self);
}

/* What the hub may be silent at, or fail over, met that: all else that waits was sent before it. It is tried again,
   less and less often. Whether a push of something else failed. */
bool
_bo_engine_leave_doubtful (BoEngine *self, const char *message)
{
  if (self->items == NULL || !self->doubt.sent)
    return false;
  for (unsigned int i = 0; i < self->items->len; i++)
    {
      const char *id = ((BoBatchItem *) g_ptr_array_index (self->items, i))->id;

      g_hash_table_add (self->doubt.tried, g_strdup (id));
      _bo_engine_skip (self, id);
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->doubt.at = self->monotonic_us + _bo_engine_backoff (self, &self->doubt.times);
  self->doubt.met = true;
  g_free (self->doubt.message);
  if (self->doubt.name != NULL)
    /* Translators: a name, and a whole sentence: what happened when it was sent to the hub */
    self->doubt.message = g_strdup_printf (_("“%1$s” is kept here, and could not be sent. %2$s"), self->doubt.name,
                                           message);
  else
    self->doubt.message = g_strdup (message);
  sent_all (self);
  return true;
}

/* The hub isn't silent at it, or not any more. */
static void
forget_doubt (BoEngine *self)
{
  self->doubt.times = 0;
  g_clear_pointer (&self->doubt.message, g_free);
}

/* An answer to a push is stored. What it didn't name waits for another cycle. */
void
_bo_engine_taken (BoEngine *self, BoJobOutcome *outcome)
{
  if (self->items != NULL)
    {
      acquit (self);
      self->taken = self->taken || outcome->pushed > 0;
      if (self->doubt.sent && outcome->pushed > 0)
        forget_doubt (self);
    }
  for (unsigned int i = 0; outcome->items != NULL && i < outcome->items->len; i++)
    _bo_engine_skip (self, ((BoBatchItem *) g_ptr_array_index (outcome->items, i))->id);
  if (self->items != NULL)
    self->status.done = self->report->pushed;
  g_clear_pointer (&self->items, g_ptr_array_unref);
}

/* The index of the change that a 422 names, or -1. */
static int64_t
find_index (BoReply *reply)
{
  BoJson root, part;
  int64_t index = -1;
  size_t length;
  const char *text;

  if (reply->body == NULL)
    return -1;
  text = g_bytes_get_data (reply->body, &length);
  if (!bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &root, NULL))
    return -1;
  part = bo_json_at (root, "/detail/0/loc/1");
  if (bo_json_string_is (part, "changes"))
    bo_json_get_int64 (bo_json_at (root, "/detail/0/loc/2"), &index);
  return index;
}

/* A pair of one entity is one thing to refuse. */
static GPtrArray *
list_ids (GPtrArray *items, unsigned int from, unsigned int to)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (unsigned int i = from; i < to; i++)
    {
      const char *id = ((BoBatchItem *) g_ptr_array_index (items, i))->id;

      if (ids->len == 0 || strcmp (g_ptr_array_index (ids, ids->len - 1), id) != 0)
        g_ptr_array_add (ids, g_strdup (id));
    }
  return ids;
}

static void
suspect (BoEngine *self, BoBatchItem *item, BoReply *reply)
{
  g_free (self->refused.reason);
  self->refused.reason = _bo_reply_reason (reply);
  self->refused.status = reply->status;
  keep_item (&self->refused.suspect, item);
  _bo_engine_job (self, BO_STAGE_REFUSE, _bo_job_refuse (self->refused.suspect, self->refused.reason, false));
}

/* A batch is refused: the change that the hub names, or else the first half, goes next; what
   isn't under suspicion then goes with everything else (FAULTS §1). */
void
_bo_engine_refused (BoEngine *self, BoReply *reply)
{
  g_autoptr(GPtrArray) items = g_steal_pointer (&self->items);
  GPtrArray *ids = list_ids (items, 0, items->len);
  int64_t index = find_index (reply);
  bool alone = ids->len == 1;

  if (!alone && index >= 0 && index < items->len)
    {
      g_ptr_array_unref (ids);
      ids = list_ids (items, (unsigned int) index, (unsigned int) index + 1);
    }
  g_clear_pointer (&self->refused.bad, g_ptr_array_unref);
  self->refused.bad = ids;
  if (alone)
    suspect (self, g_ptr_array_index (items, 0), reply);
  else
    _bo_engine_compose (self);
}

static void
pause_briefly (BoEngine *self, int refusals)
{
  self->stage = BO_STAGE_PAUSE;
  self->wake_at = self->monotonic_us + refusals * PAUSE;
}

/* The refusal is counted, so that what it may hold up has its turn before it: once more, or, after the third time, find
   out why. */
void
_bo_engine_counted (BoEngine *self, BoJobOutcome *outcome)
{
  if (outcome->problem_name != NULL)
    /* Translators: a name, and a whole sentence: why the hub refused it */
    g_ptr_array_add (self->report->errors, g_strdup_printf (_("“%1$s” is kept here, and not sent again. %2$s"),
                                                            outcome->problem_name, self->refused.reason));
  self->refused.times = outcome->refusals;
  if (outcome->refusals > 0 && self->refused.accused != NULL && !self->taken && self->refused.status >= 500)
    blame_hub (self);
  else if (outcome->refusals >= BO_REFUSALS && self->mute)
    {
      _bo_engine_skip (self, self->refused.suspect->id);
      _bo_engine_compose (self);
    }
  else if (outcome->refusals >= BO_REFUSALS)
    {
      g_free (self->fetch_version);
      self->fetch_version = g_steal_pointer (&outcome->fetch_version);
      _bo_engine_probe (self);
    }
  else if (outcome->refusals > 0 && self->refused.status >= 500)
    pause_briefly (self, outcome->refusals);
  else
    {
      if (outcome->refusals == 0)
        g_clear_pointer (&self->refused.bad, g_ptr_array_unref);
      _bo_engine_compose (self);
    }
}

/* The hub answers when nothing is pushed, and isn't known to hold it. Unless it says that there is something wrong with
   this very change, that may be so of all: another one tells. */
static void
condemn (BoEngine *self)
{
  if (self->refused.status < 500 || self->taken || self->refused.accused != NULL)
    {
      /* What was taken before this one says nothing of the hub when the next one fails. */
      self->taken = self->taken && self->refused.status < 500;
      _bo_engine_job (self, BO_STAGE_REFUSE, _bo_job_refuse (self->refused.suspect, self->refused.reason, true));
      return;
    }
  keep_item (&self->refused.accused, self->refused.suspect);
  _bo_job_keep (&self->refused.accusation, self->refused.reason);
  self->refused.charges = self->refused.times;
  _bo_engine_skip (self, self->refused.suspect->id);
  g_clear_pointer (&self->refused.bad, g_ptr_array_unref);
  _bo_engine_compose (self);
}

/* The hub answers when nothing is pushed. Does it hold the version for all that? */
void
_bo_engine_probed (BoEngine *self)
{
  if (self->refused.suspect->edge)
    condemn (self);
  else
    ask_for (self, BO_STAGE_LOOK, self->fetch_version);
}

/* What expired on its way or was refused, and the hub fails over the question: it waits for another cycle, the rest is
   sent. */
void
_bo_engine_not_told (BoEngine *self, const char *message)
{
  _bo_engine_skip (self, self->refused.suspect->id);
  _bo_engine_go_without (self, message);
}

/* What expired on its way: the hub has it, or it is taken back. */
void
_bo_engine_asked (BoEngine *self, BoReply *reply)
{
  if (reply->status != 200)
    _bo_engine_job (self, BO_STAGE_ANSWERED, _bo_job_withdraw (self->refused.suspect));
  else if (shows_asked (self, reply))
    _bo_engine_job (self, BO_STAGE_ANSWERED, _bo_job_accept (self->refused.suspect));
  else
    _bo_engine_not_told (self, _bo_another_version ());
}

void
_bo_engine_looked (BoEngine *self, BoReply *reply)
{
  if (reply->status != 200)
    condemn (self);
  else if (shows_asked (self, reply))
    {
      self->taken = true;
      _bo_engine_job (self, BO_STAGE_REFUSE, _bo_job_accept (self->refused.suspect));
    }
  else
    _bo_engine_not_told (self, _bo_another_version ());
}
