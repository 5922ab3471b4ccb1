/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include <string.h>

/* A job is a piece of work on the store, one transaction, that the engine asks for and the adapter
   runs on the store's thread. */

BoJob *
_bo_job_new (BoJobFunc run, BoDurability durability)
{
  BoJob *self = g_new0 (BoJob, 1);

  g_atomic_ref_count_init (&self->references);
  self->run = run;
  self->durability = durability;
  return self;
}

/* @value, which may be what it replaces, in @slot. */
void
_bo_job_keep (char **slot, const char *value)
{
  char *old = *slot;

  *slot = g_strdup (value);
  g_free (old);
}

/* About one change that was sent; what becomes of it is durable. */
BoJob *
_bo_job_of (BoJobFunc run, BoBatchItem *item)
{
  BoJob *job = _bo_job_new (run, BO_DURABILITY_FULL);

  job->id = g_strdup (item->id);
  job->version = g_strdup (item->version);
  job->number = item->revision;
  return job;
}

/**
 * bo_job_unref:
 * @job: (transfer full): a job
 *
 * Any thread.
 */
void
bo_job_unref (BoJob *job)
{
  if (job == NULL || !g_atomic_ref_count_dec (&job->references))
    return;
  g_clear_pointer (&job->body, g_bytes_unref);
  g_clear_pointer (&job->items, g_ptr_array_unref);
  g_clear_pointer (&job->skip, g_hash_table_unref);
  g_clear_pointer (&job->only, g_hash_table_unref);
  g_clear_pointer (&job->tried, g_hash_table_unref);
  g_clear_pointer (&job->absent, g_hash_table_unref);
  g_free (job->cursor);
  g_free (job->id);
  g_free (job->version);
  g_free (job->reason);
  g_free (job);
}

static gboolean
run (BoJob *job, BoJobFunc func, BoDurability durability, BoSyncStore *store, const BoContext *context,
     BoJobOutcome *outcome)
{
  gboolean success;
  BoRules rules;

  g_clear_pointer (&outcome->state, bo_sync_state_free);
  if (!_bo_rules_begin (&rules, store, context, durability, &outcome->error))
    return FALSE;
  rules.absent = job->absent;
  success = func (job, &rules, outcome, &outcome->error) && outcome->problem == NULL &&
            bo_sync_store_get_counts (store, &outcome->counts, &outcome->error);
  outcome->merged += rules.merged;
  return _bo_rules_end (&rules, success, success ? &outcome->state : NULL, &outcome->error);
}

/**
 * bo_job_run:
 * @job: what the engine asked for
 * @store: the home
 * @context: time and entropy
 * @committed: (nullable): called where the work goes on when what came with it is stored already; FALSE leaves the
 *   rest, as a crash would
 * @data: for @committed
 *
 * Does the work in one transaction: all of it, or nothing. Digests that are compared because of what a page brought are
 * a second one. Store's thread.
 *
 * Returns: (transfer full): the outcome, for %BO_EVENT_JOB_DONE
 */
BoJobOutcome *
bo_job_run (BoJob *job, BoSyncStore *store, const BoContext *context, BoJobCommitted committed, void *data)
{
  BoJobOutcome *outcome = g_new0 (BoJobOutcome, 1);
  bool done = run (job, job->run, job->durability, store, context, outcome);

  if (done && outcome->goes_on)
    {
      if (committed != NULL && !committed (data))
        return outcome;
      done = run (job, _bo_page_compare, BO_DURABILITY_NORMAL, store, context, outcome);
    }
  if (!done)
    g_clear_pointer (&outcome->state, bo_sync_state_free);
  return outcome;
}

/**
 * bo_job_outcome_error:
 * @outcome: an outcome
 *
 * Returns: (nullable) (transfer none): why the store failed, if it did
 */
const GError *
bo_job_outcome_error (BoJobOutcome *outcome)
{
  return outcome->error;
}

/**
 * bo_job_outcome_free:
 * @outcome: (nullable) (transfer full): an outcome
 */
void
bo_job_outcome_free (BoJobOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_clear_error (&outcome->error);
  g_clear_error (&outcome->problem);
  g_clear_pointer (&outcome->state, bo_sync_state_free);
  g_clear_pointer (&outcome->body, g_bytes_unref);
  g_clear_pointer (&outcome->items, g_ptr_array_unref);
  g_clear_pointer (&outcome->overdue, _bo_batch_item_free);
  g_free (outcome->fetch_id);
  g_free (outcome->fetch_version);
  g_free (outcome->problem_name);
  g_free (outcome);
}

BoBatchItem *
_bo_batch_item_new (const char *id, const char *version, int64_t revision, bool edge)
{
  BoBatchItem *self = g_new0 (BoBatchItem, 1);

  self->id = g_strdup (id);
  self->version = g_strdup (version);
  self->revision = revision;
  self->edge = edge;
  return self;
}

void
_bo_batch_item_free (BoBatchItem *item)
{
  g_free (item->id);
  g_free (item->version);
  g_free (item);
}

/* --- load --- */

static gboolean
run_load (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  return TRUE;
}

/* Reads the state and the counts. */
BoJob *
_bo_job_load (void)
{
  return _bo_job_new (run_load, BO_DURABILITY_NORMAL);
}

/* --- note --- */

static gboolean
count_back_edge (BoRules *rules, BoBatchItem *item, GError **error)
{
  g_autoptr(BoEdgeRecord) record = NULL;

  BO_GET (&record, error, get_edge, rules->store, item->id);
  if (record == NULL || record->sent_revision != item->revision || record->sends == 0)
    return TRUE;
  record->sends--;
  return _bo_rules_save_edge (rules, record, error);
}

/* Nothing of the request left this device: for these versions it is as if it had not been made. */
static gboolean
count_back (BoRules *rules, GPtrArray *items, GError **error)
{
  for (unsigned int i = 0; items != NULL && i < items->len; i++)
    {
      g_auto(BoWork) work = { 0 };
      BoBatchItem *item = g_ptr_array_index (items, i);

      if (item->edge && !count_back_edge (rules, item, error))
        return FALSE;
      /* Versions of one entity that went together were counted together. */
      if (item->edge || (i > 0 && strcmp (((BoBatchItem *) g_ptr_array_index (items, i - 1))->id, item->id) == 0))
        continue;
      if (!_bo_work_open (&work, rules, item->id, false, error))
        return FALSE;
      if (!_bo_work_waits_for (&work, item->version) || work.record->sends == 0)
        continue;
      work.record->sends--;
      if (!_bo_work_save (&work, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_note (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  BoSyncState *state = rules->state;

  if (!count_back (rules, job->items, error))
    return FALSE;
  if (g_strcmp0 (state->last_error, job->reason) != 0 && job->reason != NULL)
    {
      g_autofree char *detail = _bo_rules_detail (NULL, NULL, job->reason);

      if (!_bo_rules_note (rules, BO_ACTIVITY_FAILED, NULL, NULL, NULL, detail, error))
        return FALSE;
    }
  g_free (state->last_error);
  state->last_error = g_strdup (job->reason);
  state->failures = (int) job->number;
  state->last_attempt_us = rules->context->now_us;
  state->next_attempt_us = job->time_us;
  return TRUE;
}

/* Keeps why a cycle failed and when the next one comes. @unsent: (nullable): BoBatchItem, of a push
   that never left this device. */
BoJob *
_bo_job_note (const char *problem, int failures, int64_t next_attempt_us, GPtrArray *unsent)
{
  BoJob *job = _bo_job_new (run_note, BO_DURABILITY_NORMAL);

  job->reason = g_strdup (problem);
  job->number = failures;
  job->time_us = next_attempt_us;
  job->items = unsent != NULL ? g_ptr_array_ref (unsent) : NULL;
  return job;
}
