/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-job-private.h"

#include <string.h>

/* Merges that are due (PROTOCOL §5): each note names two versions that must be in what is shown.
   What isn't held is fetched, one version a request, and the job runs again. */

static bool
is_absent (BoRules *rules, const char *id, const char *version)
{
  g_autofree char *key = g_strconcat (id, "\x1f", version, NULL);

  return rules->absent != NULL && g_hash_table_contains (rules->absent, key);
}

static void
ask_for (BoJobOutcome *outcome, const char *id, const char *version)
{
  if (outcome->fetch_id != NULL)
    return;
  outcome->fetch_id = g_strdup (id);
  outcome->fetch_version = g_strdup (version);
}

/* One of the two versions of a note. @open: it waits for something. */
static gboolean
bring_in (BoWork *work, const char *version, bool mine, BoJobOutcome *outcome, bool *open, GError **error)
{
  BoRecord *record = work->record;
  g_autoptr(BoEntity) entity = NULL;
  g_auto(BoLineage) lineage = { 0 };

  BO_GET (&entity, error, get_version, work->rules->store, record->id, version);
  if (entity == NULL)
    {
      /* A draft of ours that was never sent is nowhere, and needs no bringing in. */
      if (mine || is_absent (work->rules, record->id, version))
        return TRUE;
      *open = true;
      ask_for (outcome, record->id, version);
      return TRUE;
    }
  if (!_bo_lineage_trace (&lineage, work->rules, record->shown, entity, error))
    return FALSE;
  if (lineage.kind == BO_LINEAGE_MISSING)
    {
      *open = true;
      ask_for (outcome, record->id, lineage.missing);
      return TRUE;
    }
  /* What is set aside is merged when the edits are sent. */
  if (record->aside != NULL && strcmp (record->aside->version, version) == 0)
    return _bo_work_guarded (work) || _bo_work_take (work, entity, error);
  return _bo_work_include (work, entity, mine, error);
}

/* Now that its ancestors are here, what came may turn out to be somebody's decision. */
static gboolean
see_decided (BoWork *work, const char *version, GError **error)
{
  g_autoptr(BoEntity) entity = NULL;

  BO_GET (&entity, error, get_version, work->rules->store, work->record->id, version);
  return entity == NULL || _bo_work_see_decided (work, entity, work->record->device_name, error);
}

static gboolean
run_due (BoRules *rules, BoMergeDue *due, BoJobOutcome *outcome, GError **error)
{
  g_auto(BoWork) work = { 0 };
  bool open = false;

  if (!_bo_work_open (&work, rules, due->entity_id, false, error))
    return FALSE;
  if (work.record == NULL || work.record->shown == NULL)
    return bo_sync_store_remove_merge_due (rules->store, due->entity_id, due->theirs_version, error);
  if (!bring_in (&work, due->theirs_version, false, outcome, &open, error) ||
      (!open && !bring_in (&work, due->mine_version, true, outcome, &open, error)))
    return FALSE;
  if (open)
    return TRUE;
  return bo_sync_store_remove_merge_due (rules->store, due->entity_id, due->theirs_version, error) &&
         see_decided (&work, due->theirs_version, error) && _bo_work_save (&work, error);
}

const char *
_bo_another_version (void)
{
  return _("The hub was asked for one version and answered with another, which was not used.");
}

static gboolean
keep_fetched (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(BoEntity) entity = NULL;
  size_t length;
  const char *text;

  if (job->body == NULL)
    return TRUE;
  text = g_bytes_get_data (job->body, &length);
  entity = bo_wire_entity_decode (text, (gssize) length, &outcome->problem);
  if (entity == NULL)
    return FALSE;
  if (strcmp (entity->id, job->id) != 0 || strcmp (entity->version, job->version) != 0)
    {
      g_set_error_literal (&outcome->problem, BO_ERROR, BO_ERROR_INVALID_DATA, _bo_another_version ());
      return FALSE;
    }
  return bo_sync_store_add_version (rules->store, entity, BO_ORIGIN_HUB, rules->context->now_us, NULL, error);
}

static gboolean
run_merge (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(GPtrArray) dues = NULL;

  if (!keep_fetched (job, rules, outcome, error))
    return FALSE;
  BO_GET (&dues, error, list_merge_due, rules->store);
  for (unsigned int i = 0; i < dues->len; i++)
    {
      BoMergeDue *due = g_ptr_array_index (dues, i);

      if (!g_hash_table_contains (job->skip, due->entity_id) && !run_due (rules, due, outcome, error))
        return FALSE;
    }
  return TRUE;
}

/* @fetched: (nullable): the answer that brought @version of @id; @skip: ids whose merges wait. */
BoJob *
_bo_job_merge (GBytes *fetched, const char *id, const char *version, GHashTable *absent, GHashTable *skip)
{
  BoJob *job = _bo_job_new (run_merge, BO_DURABILITY_FULL);

  job->body = fetched != NULL ? g_bytes_ref (fetched) : NULL;
  job->id = g_strdup (id);
  job->version = g_strdup (version);
  job->absent = absent != NULL ? g_hash_table_ref (absent) : NULL;
  job->skip = g_hash_table_ref (skip);
  return job;
}
