/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* How far a page reaches: watermark, cursor, walk (PROTOCOL §§3.1, 3.5). */

#define SECOND INT64_C (1000000)
#define OVERLAP (2 * SECOND)

/* 2000-01-01 … 2200-01-01: a hub's clock says nothing else that means anything. */
#define REASON_MIN (INT64_C (946684800) * SECOND)
#define REASON_MAX (INT64_C (7258118400) * SECOND)

static bool
read_time (const char *text, int64_t *time_us)
{
  return text != NULL && bo_time_parse (text, time_us, NULL) && *time_us >= REASON_MIN && *time_us < REASON_MAX;
}

/* The watermark, a little earlier: rows of a concurrent request may carry a time just below it. */
char *
_bo_compose_since (BoSyncState *state)
{
  int64_t overlap = BO_MUTATED (NO_OVERLAP) ? 0 : OVERLAP;
  int64_t time_us;

  return read_time (state->watermark, &time_us) ? bo_time_format (time_us - overlap) : NULL;
}

/* Never backwards; a time that can't be trusted makes the next pull a walk. */
static void
move_watermark (BoSyncState *state, const char *server_time)
{
  int64_t held_us, time_us;

  if (!read_time (server_time, &time_us))
    _bo_job_keep (&state->watermark, NULL);
  else if (!read_time (state->watermark, &held_us) || time_us >= held_us)
    _bo_job_keep (&state->watermark, server_time);
  else if (time_us < held_us - OVERLAP)
    _bo_job_keep (&state->watermark, NULL);
}

/* A drained walk whose digest matches sets it anew, backwards too. */
static gboolean
reset_watermark (BoRules *rules, BoSyncResponse *response, GError **error)
{
  BoSyncState *state = rules->state;
  g_autofree char *digest = bo_sync_store_get_digest (rules->store, NULL, error);

  if (digest == NULL)
    return FALSE;
  if (response->state_digest == NULL || strcmp (digest, response->state_digest) == 0)
    _bo_job_keep (&state->watermark, NULL);
  move_watermark (state, response->server_time);
  return TRUE;
}

/* The hub doesn't list it. Nothing is deleted because the hub lacks it. */
static gboolean
miss_record (BoRules *rules, const char *id, GError **error)
{
  g_auto(BoWork) work = { 0 };
  BoRecord *record;

  if (!_bo_work_open (&work, rules, id, false, error) || work.record == NULL)
    return work.record == NULL;
  record = work.record;
  g_clear_pointer (&record->hub_version, g_free);
  if (record->raw != NULL)
    {
      g_clear_pointer (&record->raw, g_free);
      if (record->status == BO_STATUS_UNREADABLE)
        record->status = BO_STATUS_SYNCED;
    }
  if (!_bo_work_guarded (&work))
    {
      if (record->confirmed == NULL || bo_entity_is_deleted (record->confirmed) || BO_MUTATED (LACK_DELETES))
        work.gone = true;
      else if (!_bo_work_reoffer (&work, NULL, error))
        return FALSE;
    }
  return _bo_work_save (&work, error);
}

static gboolean
end_walk (BoRules *rules, GError **error)
{
  BoSyncState *state = rules->state;
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) edges = NULL;

  state->walking = false;
  BO_GET (&records, error, list_unwalked, rules->store, state->walk);
  for (unsigned int i = 0; i < records->len; i++)
    if (!miss_record (rules, ((BoRecord *) g_ptr_array_index (records, i))->id, error))
      return FALSE;
  if (!state->edges_ride)
    return TRUE;
  BO_GET (&edges, error, list_unwalked_edges, rules->store, state->walk);
  for (unsigned int i = 0; i < edges->len; i++)
    if (!_bo_rules_reoffer_edge (rules, g_ptr_array_index (edges, i), error))
      return FALSE;
  return TRUE;
}

static void
measure_clock (BoRules *rules, BoSyncResponse *response)
{
  int64_t time_us;

  if (read_time (response->server_time, &time_us))
    rules->state->clock_offset_us = time_us - rules->context->now_us;
}

static gboolean
drain (BoRules *rules, BoSyncResponse *response, GError **error)
{
  BoSyncState *state = rules->state;
  bool walked = state->walking;

  _bo_job_keep (&state->cursor, NULL);
  _bo_job_keep (&state->resume_cursor, response->resume_cursor);
  _bo_job_keep (&state->hub_digest, response->state_digest);
  if (walked)
    {
      _bo_job_keep (&state->walked_digest, response->state_digest);
      return end_walk (rules, error) && reset_watermark (rules, response, error);
    }
  move_watermark (state, response->server_time);
  return TRUE;
}

/* Which of two versions an acknowledged id has now is not known, and there is no digest that would
   tell: everything is walked. */
static void
lose_track (BoSyncState *state)
{
  _bo_job_keep (&state->watermark, NULL);
  _bo_job_keep (&state->resume_cursor, NULL);
  if (state->cursor != NULL)
    _bo_job_keep (&state->cursor, "0");
}

static gboolean
advance (BoRules *rules, BoSyncResponse *response, bool *drained, GError **error)
{
  *drained = response->cursor == NULL || BO_MUTATED (ONE_PAGE);
  if (*drained)
    return drain (rules, response, error);
  _bo_job_keep (&rules->state->cursor, response->cursor);
  return TRUE;
}

gboolean
_bo_page_advance (BoRules *rules, BoSyncResponse *response, bool *drained, GError **error)
{
  measure_clock (rules, response);
  if (!advance (rules, response, drained, error))
    return FALSE;
  if (rules->unsure && response->state_digest == NULL)
    lose_track (rules->state);
  return TRUE;
}
