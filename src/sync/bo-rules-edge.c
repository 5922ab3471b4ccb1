/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include <string.h>

/* Edges (PROTOCOL §5): no versions, the last push wins, and a waiting one is never overwritten. */

gboolean
_bo_rules_save_edge (BoRules *self, BoEdgeRecord *record, GError **error)
{
  if (record->status != BO_STATUS_QUARANTINED)
    record->status = !record->pending              ? BO_STATUS_SYNCED
                     : record->sent_revision != 0 ? BO_STATUS_SENDING
                                                  : BO_STATUS_PENDING;
  return bo_sync_store_put_edge (self->store, record, error);
}

static void
show_edge (BoEdgeRecord *record, BoEdge *edge)
{
  BoEdge *old = record->shown;

  record->shown = bo_edge_ref (edge);
  bo_edge_unref (old);
}

static void
confirm_edge (BoEdgeRecord *record, BoEdge *edge)
{
  g_clear_pointer (&record->confirmed, bo_edge_unref);
  record->confirmed = bo_edge_ref (edge);
}

static void
mark_pending (BoRules *self, BoEdgeRecord *record)
{
  record->pending = true;
  record->revision++;
  record->edited_at = self->context->now_us;
  record->status = BO_STATUS_PENDING;
  record->sends = record->refusals = 0;
  g_clear_pointer (&record->problem, g_free);
}

/* What a person did to an edge: made, moved or removed it. */
gboolean
_bo_rules_edit_edge (BoRules *self, BoEdge *edge, GError **error)
{
  g_autoptr(BoEdgeRecord) record = NULL;

  BO_GET (&record, error, get_edge, self->store, edge->id);
  if (record == NULL && bo_edge_is_deleted (edge))
    return TRUE;
  if (record == NULL)
    record = bo_edge_record_new (edge);
  else if (bo_edge_same_data (record->shown, edge))
    return TRUE;
  if (record->confirmed == NULL && record->sent_revision == 0 && bo_edge_is_deleted (edge))
    return bo_sync_store_remove_edge (self->store, edge->id, error);
  show_edge (record, edge);
  mark_pending (self, record);
  return _bo_rules_save_edge (self, record, error);
}

/* Back to what the hub confirmed; what it never had goes. */
gboolean
_bo_rules_revert_edge (BoRules *self, BoEdgeRecord *record, GError **error)
{
  if (record->confirmed == NULL)
    return bo_sync_store_remove_edge (self->store, record->shown->id, error);
  show_edge (record, record->confirmed);
  record->pending = false;
  record->sent_revision = 0;
  record->sends = 0;
  record->status = BO_STATUS_SYNCED;
  g_clear_pointer (&record->problem, g_free);
  return _bo_rules_save_edge (self, record, error);
}

/* The hub refused it, it was thought, and holds it all the same: an answer that failed said so. */
static void
settle_refused (BoEdgeRecord *record)
{
  record->pending = false;
  record->sent_revision = 0;
  record->sends = record->refusals = 0;
  record->status = BO_STATUS_SYNCED;
  g_clear_pointer (&record->problem, g_free);
}

static gboolean
guard_edge (BoRules *self, BoEdgeRecord *record, BoEdge *edge, GError **error)
{
  bool moved = record->confirmed != NULL && !bo_edge_same_data (record->confirmed, edge) &&
               !bo_edge_same_data (record->shown, edge);

  if (moved && record->sent_revision == 0 && !_bo_rules_journal_move (self, record, edge, error))
    return FALSE;
  confirm_edge (record, edge);
  if (record->status == BO_STATUS_QUARANTINED && bo_edge_same_data (record->shown, edge))
    settle_refused (record);
  return _bo_rules_save_edge (self, record, error);
}

/* What the hub says of an edge. @changed tells whether anything a person sees did. */
gboolean
_bo_rules_take_edge (BoRules *self, BoEdge *edge, bool *changed, GError **error)
{
  g_autoptr(BoEdgeRecord) record = NULL;
  bool same;

  BO_GET (&record, error, get_edge, self->store, edge->id);
  if (record == NULL)
    record = bo_edge_record_new (edge);
  same = record->confirmed != NULL && bo_edge_same_data (record->confirmed, edge);
  if (same && record->walk == self->state->walk && strcmp (record->confirmed->from_version, edge->from_version) == 0 &&
      strcmp (record->confirmed->to_version, edge->to_version) == 0)
    return TRUE;
  record->walk = self->state->walk;
  if (record->pending)
    return guard_edge (self, record, edge, error);
  if (!same && !_bo_rules_see_moved (self, record, edge, error))
    return FALSE;
  *changed = *changed || !same;
  show_edge (record, edge);
  confirm_edge (record, edge);
  return _bo_rules_save_edge (self, record, error);
}

/* The hub lost it: it is offered again; a removed one is forgotten. */
gboolean
_bo_rules_reoffer_edge (BoRules *self, BoEdgeRecord *record, GError **error)
{
  if (!record->pending && bo_edge_is_deleted (record->shown))
    return bo_sync_store_remove_edge (self->store, record->shown->id, error);
  g_clear_pointer (&record->confirmed, bo_edge_unref);
  if (!record->pending)
    mark_pending (self, record);
  return _bo_rules_save_edge (self, record, error);
}
