/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-job-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* A page: what it acknowledges, what it brings, and how far it reaches, in one transaction
   (FAULTS P3). The watermark moves with the rows. */

/* Another database at the hub, or a cursor above its highest row: what was reached means nothing
   any more (PROTOCOL §8). */
static gboolean
begin_anew (BoRules *rules, GError **error)
{
  BoSyncState *state = rules->state;

  state->walking = false;
  _bo_job_keep (&state->cursor, "0");
  _bo_job_keep (&state->resume_cursor, NULL);
  _bo_job_keep (&state->watermark, NULL);
  return _bo_rules_note (rules, BO_ACTIVITY_RESYNC, NULL, NULL, NULL, NULL, error);
}

static bool
is_another_hub (BoSyncState *state, BoSyncResponse *response)
{
  return response->cursor_reset ||
         (response->epoch != NULL && state->epoch != NULL && strcmp (response->epoch, state->epoch) != 0);
}

static gboolean
take_edges (BoRules *rules, GPtrArray *edges, BoJobOutcome *outcome, GError **error)
{
  for (unsigned int i = 0; i < edges->len; i++)
    {
      bool changed = false;

      if (!_bo_rules_take_edge (rules, g_ptr_array_index (edges, i), &changed, error))
        return FALSE;
      outcome->edges += changed;
    }
  return TRUE;
}

/* One change is in memory at a time. */
static gboolean
take_changes (BoRules *rules, BoWirePage *page, BoJobOutcome *outcome, GError **error)
{
  BoChange *next;
  GPtrArray *edges;

  while ((next = bo_wire_page_next (page)) != NULL)
    {
      g_autoptr(BoChange) change = next;

      if (!_bo_page_take_change (rules, change, &outcome->pulled, error))
        return FALSE;
    }
  while ((edges = bo_wire_page_next_edges (page)) != NULL)
    {
      g_autoptr(GPtrArray) taken = edges;

      if (!take_edges (rules, taken, outcome, error))
        return FALSE;
    }
  return TRUE;
}

/* What was pushed and not named: it waits for another cycle. */
static void
list_unnamed (BoJob *job, BoSyncResponse *response, BoJobOutcome *outcome)
{
  outcome->items = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_batch_item_free);
  for (unsigned int i = 0; job->items != NULL && i < job->items->len; i++)
    {
      BoBatchItem *item = g_ptr_array_index (job->items, i);
      GPtrArray *named = item->edge ? response->applied_relationships : response->applied;

      if (!g_ptr_array_find_with_equal_func (named, item->id, g_str_equal, NULL))
        g_ptr_array_add (outcome->items, _bo_batch_item_new (item->id, item->version, item->revision, item->edge));
    }
}

static gboolean
apply (BoJob *job, BoRules *rules, BoWirePage *page, BoJobOutcome *outcome, GError **error)
{
  BoSyncResponse *response = bo_wire_page_get_response (page);
  BoSyncState *state = rules->state;
  bool first = g_strcmp0 (job->cursor, "0") == 0;
  bool anew = is_another_hub (state, response) && !first;

  if (first)
    {
      state->walking = true;
      state->walk++;
    }
  if (response->epoch != NULL)
    _bo_job_keep (&state->epoch, response->epoch);
  state->edges_ride = response->epoch != NULL || response->resume_cursor != NULL;
  if (!bo_wire_page_is_empty (page) && BO_POWER_GOES (WATERMARK_FIRST, rules->context->entropy))
    return _bo_page_advance (rules, response, &outcome->drained, error);
  if (!_bo_page_settle (rules, response, job->items, &outcome->pushed, error) ||
      !take_changes (rules, page, outcome, error))
    return FALSE;
  list_unnamed (job, response, outcome);
  /* It isn't what was walked any more. */
  if (outcome->pushed > 0)
    _bo_job_keep (&state->walked_digest, NULL);
  state->total_pulled += outcome->pulled;
  state->total_pushed += outcome->pushed;
  return anew ? begin_anew (rules, error) : _bo_page_advance (rules, response, &outcome->drained, error);
}

static bool
read_row (const char *cursor, int64_t *row)
{
  char *end = NULL;

  *row = cursor != NULL ? g_ascii_strtoll (cursor, &end, 10) : 0;
  return cursor != NULL && end != cursor && *end == '\0';
}

/* The next page isn't further on, or everything is to be read from the beginning once more. */
static bool
goes_round (BoJob *job, BoRules *rules, BoSyncResponse *response)
{
  bool anew = is_another_hub (rules->state, response) && g_strcmp0 (job->cursor, "0") != 0;
  int64_t asked, next;

  if (anew && job->flag)
    return true;
  if (response->cursor == NULL || job->cursor == NULL)
    return false;
  if (strcmp (response->cursor, job->cursor) == 0)
    return true;
  return !anew && read_row (job->cursor, &asked) && read_row (response->cursor, &next) && next <= asked;
}

/* Where the hub counts rows (PROTOCOL §8), what it sends lies behind the position that was asked for. An answer from
   before that is one to another request, kept by something in between: its acknowledgements are not for what was
   pushed now, and its entities are older than those here. */
static bool
is_old_answer (BoJob *job, BoRules *rules, BoWirePage *page)
{
  BoSyncResponse *response = bo_wire_page_get_response (page);
  int64_t asked, reached;

  if (response->cursor_reset || response->epoch == NULL || g_strcmp0 (response->epoch, rules->state->epoch) != 0 ||
      !read_row (job->cursor, &asked) || !read_row (response->resume_cursor, &reached) || asked == 0)
    return false;
  return reached < asked || (reached == asked && !bo_wire_page_is_empty (page));
}

static gboolean
run_page (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(BoWirePage) page = NULL;
  BoSyncResponse *response;
  size_t length;
  const char *text = g_bytes_get_data (job->body, &length);

  page = bo_wire_page_open (text, (gssize) length, &outcome->problem);
  if (page == NULL)
    return FALSE;
  response = bo_wire_page_get_response (page);
  if (goes_round (job, rules, response))
    {
      g_set_error_literal (&outcome->problem, BO_ERROR, BO_ERROR_INVALID_DATA,
                           _("The hub's pages come to no end, and the last one was not used."));
      return FALSE;
    }
  if (is_old_answer (job, rules, page))
    {
      g_set_error_literal (&outcome->problem, BO_ERROR, BO_ERROR_INVALID_DATA,
                           _("An old answer came instead of the hub's, and nothing of it was used."));
      return FALSE;
    }
  return apply (job, rules, page, outcome, error) && (!outcome->drained || _bo_page_verify (rules, outcome, error));
}

/* @cursor: (nullable): the one that was asked for; @items: (nullable): what was pushed with it. A flag of the job's says that
   it began anew often enough. */
BoJob *
_bo_job_page (GBytes *body, const char *cursor, GPtrArray *items)
{
  /* Pages alone can be pulled again; what an acknowledgement settles can't. */
  BoJob *job = _bo_job_new (run_page, items != NULL ? BO_DURABILITY_FULL : BO_DURABILITY_NORMAL);

  job->body = g_bytes_ref (body);
  job->cursor = g_strdup (cursor);
  job->items = items != NULL ? g_ptr_array_ref (items) : NULL;
  return job;
}

/* --- edges read on their own, where the hub doesn't send them along --- */

static gboolean
reoffer_missing (BoRules *rules, GPtrArray *edges, GError **error)
{
  g_autoptr(GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) held = NULL;

  for (unsigned int i = 0; i < edges->len; i++)
    g_hash_table_add (listed, (gpointer) ((BoEdge *) g_ptr_array_index (edges, i))->id);
  BO_GET (&held, error, list_unwalked_edges, rules->store, -1);
  for (unsigned int i = 0; i < held->len; i++)
    {
      BoEdgeRecord *record = g_ptr_array_index (held, i);

      if (!g_hash_table_contains (listed, record->shown->id) && !_bo_rules_reoffer_edge (rules, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_edges (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(GPtrArray) edges = NULL;
  size_t length;
  const char *text = g_bytes_get_data (job->body, &length);
  g_autofree char *hash = bo_sha256_hex (text, length);

  if (g_strcmp0 (hash, rules->state->edges_hash) == 0)
    return TRUE;
  edges = bo_wire_edges_decode (text, (gssize) length, &outcome->problem);
  if (edges == NULL)
    return FALSE;
  if (!take_edges (rules, edges, outcome, error))
    return FALSE;
  _bo_job_keep (&rules->state->edges_hash, hash);
  return reoffer_missing (rules, edges, error);
}

BoJob *
_bo_job_edges (GBytes *body)
{
  BoJob *job = _bo_job_new (run_edges, BO_DURABILITY_NORMAL);

  job->body = g_bytes_ref (body);
  return job;
}
