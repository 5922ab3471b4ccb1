/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include <string.h>

/* Acknowledgements (PROTOCOL §3.2): by id on the wire, by version and revision here. */

static gboolean
settle_entity (BoRules *rules, BoBatchItem *item, GPtrArray *conflicts, GError **error)
{
  g_auto(BoWork) work = { 0 };
  g_autofree char *detail = NULL;

  if (!_bo_work_open (&work, rules, item->id, false, error))
    return FALSE;
  if (work.record == NULL)
    return TRUE;
  if (!_bo_work_settle (&work, item->version, conflicts, error) || !_bo_work_save (&work, error))
    return FALSE;
  _bo_page_note_settled (rules, work.record);
  detail = _bo_rules_detail (work.record->shown != NULL ? work.record->shown->name : NULL, NULL, NULL);
  return _bo_rules_note (rules, BO_ACTIVITY_SENT, item->id, NULL, NULL, detail, error);
}

/* @named: the hub took it; else it answered, and lacks what the edge leads to, and wasn't silent at it. */
static gboolean
settle_edge (BoRules *rules, BoBatchItem *item, bool named, GError **error)
{
  g_autoptr(BoEdgeRecord) record = NULL;

  BO_GET (&record, error, get_edge, rules->store, item->id);
  if (record == NULL || record->sent_revision != item->revision)
    return TRUE;
  record->sends = 0;
  if (!named)
    return _bo_rules_save_edge (rules, record, error);
  record->sent_revision = 0;
  record->refusals = 0;
  if (record->revision == item->revision)
    {
      record->pending = false;
      g_clear_pointer (&record->confirmed, bo_edge_unref);
      record->confirmed = bo_edge_ref (record->shown);
      record->walk = rules->state->walk;
    }
  /* The next list is not the one that was hashed. */
  g_clear_pointer (&rules->state->edges_hash, g_free);
  return _bo_rules_save_edge (rules, record, error);
}

static GHashTable *
make_set (GPtrArray *ids)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned int i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_ptr_array_index (ids, i));
  return set;
}

/* How many of @ids are of nothing in @items. */
static unsigned int
count_strangers (GPtrArray *ids, GPtrArray *items, bool edges)
{
  g_autoptr(GHashTable) sent = g_hash_table_new (g_str_hash, g_str_equal);
  unsigned int strangers = 0;

  for (unsigned int i = 0; items != NULL && i < items->len; i++)
    if (((BoBatchItem *) g_ptr_array_index (items, i))->edge == edges)
      g_hash_table_add (sent, ((BoBatchItem *) g_ptr_array_index (items, i))->id);
  for (unsigned int i = 0; i < ids->len; i++)
    strangers += !g_hash_table_contains (sent, g_ptr_array_index (ids, i));
  return strangers;
}

/* FAULTS §2: an acknowledgement of what was never sent settles nothing, and is counted. */
static gboolean
note_strangers (BoRules *rules, BoSyncResponse *response, GPtrArray *items, GError **error)
{
  unsigned int strangers = count_strangers (response->applied, items, false) +
                           count_strangers (response->applied_relationships, items, true);
  g_autofree char *detail = g_strdup_printf ("{\"count\":%u}", strangers);

  return strangers == 0 || _bo_rules_note (rules, BO_ACTIVITY_STRANGE, NULL, NULL, NULL, detail, error);
}

gboolean
_bo_page_settle (BoRules *rules, BoSyncResponse *response, GPtrArray *items, int64_t *pushed, GError **error)
{
  g_autoptr(GHashTable) entities = make_set (response->applied);
  g_autoptr(GHashTable) edges = make_set (response->applied_relationships);

  for (unsigned int i = 0; items != NULL && i < items->len; i++)
    {
      BoBatchItem *item = g_ptr_array_index (items, i);
      BoBatchItem *next = i + 1 < items->len ? g_ptr_array_index (items, i + 1) : NULL;
      bool named = g_hash_table_contains (item->edge ? edges : entities, item->id);

      if (item->edge && !settle_edge (rules, item, named, error))
        return FALSE;
      /* Versions of one entity that went together are settled together. */
      if (!named || (next != NULL && !item->edge && !next->edge && strcmp (next->id, item->id) == 0))
        continue;
      if (!item->edge && !settle_entity (rules, item, response->conflicts, error))
        return FALSE;
      ++*pushed;
    }
  return note_strangers (rules, response, items, error);
}

/* --- accept: the hub was found to hold what it never acknowledged --- */

static gboolean
run_accept (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  BoBatchItem item = { .id = job->id, .version = job->version };

  outcome->pushed = 1;
  return settle_entity (rules, &item, none, error);
}

/* The hub was asked, and holds it: as good as acknowledged. */
BoJob *
_bo_job_accept (BoBatchItem *item)
{
  return _bo_job_of (run_accept, item);
}

/* --- withdraw: what expired on its way and never arrived --- */

/* So that it is known for what it is, should it turn up. The hub may have had it, and lost it since. */
static gboolean
give_up (BoWork *work, BoEntity *version, GError **error)
{
  if (version == NULL)
    return TRUE;
  if (g_strcmp0 (work->record->hub_version, version->version) == 0)
    g_clear_pointer (&work->record->hub_version, g_free);
  return bo_sync_store_set_withdrawn (work->rules->store, version->id, version->version, true, error);
}

static gboolean
run_withdraw (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_auto(BoWork) work = { 0 };

  if (!_bo_work_open (&work, rules, job->id, false, error))
    return FALSE;
  if (!_bo_work_waits_for (&work, job->version))
    return TRUE;
  return give_up (&work, work.record->outgoing, error) && give_up (&work, work.record->merged, error) &&
         _bo_work_unsend (&work, error) && _bo_work_recompose (&work, error) && _bo_work_save (&work, error) &&
         _bo_rules_expire (rules, error) >= 0;
}

/* The hub was asked for what may have reached it, and lacks it: what expired meanwhile leaves the
   queue, and the rest is composed anew (DESIGN §3). Should it arrive after all, it competes with what
   the hub holds by then like anybody's version, comes back with a pull, and the journal says so. */
BoJob *
_bo_job_withdraw (BoBatchItem *item)
{
  return _bo_job_of (run_withdraw, item);
}
