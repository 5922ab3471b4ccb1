/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include <string.h>

/* Do both hold the same (PROTOCOL §3.5)? */

static gboolean
note_divergence (BoRules *rules, bool diverged, GError **error)
{
  bool before = rules->state->diverged;

  rules->state->diverged = diverged;
  if (before || !diverged)
    return TRUE;
  return _bo_rules_note (rules, BO_ACTIVITY_DIVERGED, NULL, NULL, NULL, NULL, error);
}

/* @reason: (nullable): why something waits for all that; told once, as long as it stays so */
static gboolean
note_success (BoRules *rules, const char *reason, GError **error)
{
  BoSyncState *state = rules->state;
  bool known = reason == NULL || g_strcmp0 (state->last_error, reason) == 0;
  g_autofree char *detail = known ? NULL : _bo_rules_detail (NULL, NULL, reason);

  state->last_success_us = state->last_attempt_us = rules->context->now_us;
  state->failures = 0;
  _bo_job_keep (&state->last_error, reason);
  return known || _bo_rules_note (rules, BO_ACTIVITY_FAILED, NULL, NULL, NULL, detail, error);
}

/* Compares digests (PROTOCOL §3.5). A difference means one walk for each digest of the hub's; the
   page that ends the walk notes for which. */
static gboolean
verify (BoRules *rules, bool whole, const char *reason, BoJobOutcome *outcome, GError **error)
{
  BoSyncState *state = rules->state;
  g_autofree char *digest = bo_sync_store_get_digest (rules->store, NULL, error);

  if (digest == NULL)
    return FALSE;
  _bo_job_keep (&state->digest, digest);
  outcome->match = state->hub_digest == NULL ? -1 : strcmp (state->hub_digest, digest) == 0;
  outcome->walk = outcome->match == 0 && g_strcmp0 (state->walked_digest, state->hub_digest) != 0;
  if (outcome->match != 0)
    _bo_job_keep (&state->walked_digest, NULL);
  if (outcome->walk)
    return _bo_rules_note (rules, BO_ACTIVITY_RESYNC, NULL, NULL, NULL, NULL, error);
  if (whole && !note_success (rules, reason, error))
    return FALSE;
  return note_divergence (rules, outcome->match == 0, error);
}

static gboolean
run_verify (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  return verify (rules, job->flag, job->reason, outcome, error);
}

/* @whole: nothing that the cycle asked for is missing: otherwise it fails in the end, and is no success here.
   @waits_for: (nullable): why something could not be sent, though both hold the same */
BoJob *
_bo_job_verify (bool whole, const char *waits_for)
{
  BoJob *job = _bo_job_new (run_verify, BO_DURABILITY_NORMAL);

  job->flag = whole;
  job->reason = g_strdup (waits_for);
  return job;
}

/* Is there nothing to merge? And nothing to send either? */
static gboolean
look_ahead (BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(GPtrArray) dues = NULL, waiting = NULL, edges = NULL;

  BO_GET (&dues, error, list_merge_due, rules->store);
  BO_GET (&waiting, error, list_waiting, rules->store, 1);
  BO_GET (&edges, error, list_pending_edges, rules->store, 1);
  outcome->merged_all = dues->len == 0;
  outcome->verified = rules->state->edges_ride && dues->len + waiting->len + edges->len == 0;
  return TRUE;
}

/* Behind the last page: where the other jobs of a cycle would find nothing to do, digests are compared by the same job,
   so that a cycle which brings one change is one request and one job. What it brought is committed first: it shows
   while the digest of a large home is summed up. */
gboolean
_bo_page_verify (BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  if (_bo_rules_expire (rules, error) < 0 || !look_ahead (rules, outcome, error))
    return FALSE;
  outcome->goes_on = outcome->verified && outcome->pulled + outcome->edges + outcome->pushed > 0;
  return !outcome->verified || outcome->goes_on || verify (rules, true, NULL, outcome, error);
}

/* The second transaction of such a job. */
gboolean
_bo_page_compare (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  return verify (rules, true, NULL, outcome, error);
}
