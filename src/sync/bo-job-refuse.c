/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include <string.h>

/* One change that the hub refused by itself (FAULTS §1): counted, and after the third time, when
   the hub was found to lack it, kept here as quarantined. It was not silent at it. */

static gboolean
note_quarantine (BoRules *rules, const char *id, const char *name, const char *reason, GError **error)
{
  g_autofree char *detail = _bo_rules_detail (name, NULL, reason);

  return _bo_rules_note (rules, BO_ACTIVITY_QUARANTINED, id, NULL, NULL, detail, error);
}

static void
set_problem (char **problem, const char *reason)
{
  g_free (*problem);
  *problem = g_strdup (reason);
}

static gboolean
refuse_edge (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(BoEdgeRecord) record = NULL;

  BO_GET (&record, error, get_edge, rules->store, job->id);
  /* Where it was moved meanwhile, it isn't what the hub refused any more. */
  if (record == NULL || record->sent_revision != job->number || record->revision != job->number)
    return TRUE;
  if (!job->flag)
    {
      outcome->refusals = ++record->refusals;
      record->sends = MIN (record->sends, 2);
      return _bo_rules_save_edge (rules, record, error);
    }
  record->status = BO_STATUS_QUARANTINED;
  set_problem (&record->problem, job->reason);
  outcome->problem_name = g_strdup (record->shown->type);
  return _bo_rules_save_edge (rules, record, error) && note_quarantine (rules, job->id, NULL, job->reason, error);
}

/* It was edited meanwhile: another try, as it would be behind the refusal. */
static gboolean
try_anew (BoWork *work, GError **error)
{
  return _bo_work_unsend (work, error) && _bo_work_recompose (work, error) && _bo_work_save (work, error);
}

static gboolean
refuse_entity (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_auto(BoWork) work = { 0 };
  BoRecord *record;

  if (!_bo_work_open (&work, rules, job->id, false, error))
    return FALSE;
  record = work.record;
  if (!_bo_work_waits_for (&work, job->version))
    return TRUE;
  if (!job->flag)
    {
      BoEntity *last = record->merged != NULL ? record->merged : record->outgoing;

      outcome->refusals = ++record->refusals;
      record->sends = MIN (record->sends, 2);
      outcome->fetch_version = g_strdup (last->version);
      return _bo_work_save (&work, error);
    }
  if (_bo_work_unsent (&work))
    return try_anew (&work, error);
  record->status = BO_STATUS_QUARANTINED;
  set_problem (&record->problem, job->reason);
  outcome->problem_name = g_strdup (record->shown->name);
  return _bo_work_save (&work, error) &&
         note_quarantine (rules, job->id, record->shown->name, job->reason, error);
}

static gboolean
run_refuse (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  return job->version == NULL ? refuse_edge (job, rules, outcome, error)
                              : refuse_entity (job, rules, outcome, error);
}

/* @hub_lacks_it: the hub was asked, and doesn't hold the version. */
BoJob *
_bo_job_refuse (BoBatchItem *item, const char *reason, bool hub_lacks_it)
{
  BoJob *job = _bo_job_of (run_refuse, item);

  job->reason = g_strdup (reason);
  job->flag = hub_lacks_it;
  return job;
}
