/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-rules-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* What an acknowledgement settles (PROTOCOL §3.2): the version that was sent, and nothing else. */

typedef struct
{
  BoEntity   *version; /* the last one sent: merged, else outgoing */
  const char *winner;  /* nullable: what the hub holds now, where the answer says so */
  bool        listed;  /* a conflict was reported */
} Outcome;

/* The winner is taken from the first sending alone: of a re-send it may be wrong. */
static Outcome
find_outcome (BoRecord *record, GPtrArray *conflicts)
{
  Outcome outcome = { .version = record->merged != NULL ? record->merged : record->outgoing };
  bool first = record->sends == 1;

  outcome.winner = first ? outcome.version->version : NULL;
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      BoWireConflict *conflict = g_ptr_array_index (conflicts, i);

      if (strcmp (conflict->entity_id, record->id) != 0 ||
          strcmp (conflict->remote_version, outcome.version->version) != 0)
        continue;
      outcome.listed = true;
      if (first)
        outcome.winner = conflict->resolved_version;
    }
  return outcome;
}

static void
set_hub_version (BoRecord *record, const char *version)
{
  g_free (record->hub_version);
  record->hub_version = g_strdup (version);
}

/* Whose it is, as the hub will say when it sends it back. */
static void
set_device (BoWork *self)
{
  g_free (self->record->device_name);
  self->record->device_name = g_strdup (self->rules->state->device_name);
}

/* Where it isn't known, the digest doesn't count the entity, and so the walk finds it. */
static void
guess_hub_version (BoRecord *record, const Outcome *outcome)
{
  const char *version = outcome->version->version;

  /* Of what was deleted already the hub stores nothing (PROTOCOL §3.2); by the first answer's pull we would have seen. */
  if (outcome->winner == NULL && bo_entity_is_deleted (outcome->version))
    set_hub_version (record, NULL);
  else if (outcome->winner != NULL && strcmp (outcome->winner, version) == 0)
    set_hub_version (record, version);
  else if (outcome->winner != NULL && record->aside != NULL && strcmp (outcome->winner, record->aside->version) == 0)
    set_hub_version (record, outcome->winner);
  else if (outcome->winner != NULL || outcome->listed)
    set_hub_version (record, NULL);
  else if (record->aside == NULL)
    set_hub_version (record, version);
}

/* What was set aside while the version was under way. */
static gboolean
settle_aside (BoWork *self, const Outcome *outcome, GError **error)
{
  BoRecord *record = self->record;
  g_autoptr(BoEntity) aside = bo_entity_ref (record->aside);
  g_auto(BoLineage) lineage = { 0 };
  bool won = outcome->winner != NULL && strcmp (outcome->winner, aside->version) == 0;

  if (!_bo_lineage_trace (&lineage, self->rules, outcome->version, aside, error))
    return FALSE;
  if (lineage.kind == BO_LINEAGE_INCLUDED)
    {
      _bo_work_set (&record->aside, NULL);
      if (record->hub_version == NULL || strcmp (record->hub_version, aside->version) == 0)
        set_hub_version (record, outcome->listed && !won ? NULL : outcome->version->version);
      return TRUE;
    }
  if (_bo_work_unsent (self))
    return TRUE;
  _bo_work_set (&record->aside, NULL);
  if (won || lineage.kind == BO_LINEAGE_AHEAD)
    return _bo_work_take (self, aside, error);
  if (outcome->winner == NULL)
    set_hub_version (record, NULL);
  return _bo_work_include (self, aside, false, error);
}

/* Versions that lost against ours and that no client may lose: merged when they are here. */
static gboolean
note_losers (BoWork *self, const char *sent, const Outcome *outcome, GPtrArray *conflicts, GError **error)
{
  for (unsigned int i = 0; i < conflicts->len; i++)
    {
      BoWireConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autoptr(BoMergeDue) due = NULL;

      if (strcmp (conflict->entity_id, self->record->id) != 0 ||
          (strcmp (conflict->remote_version, sent) != 0 &&
           strcmp (conflict->remote_version, outcome->version->version) != 0) ||
          g_strcmp0 (outcome->winner, conflict->local_version) == 0 ||
          strcmp (conflict->local_version, sent) == 0 || bo_entity_has_parent (outcome->version, conflict->local_version))
        continue;
      due = bo_merge_due_new (self->record->id, conflict->local_version, outcome->version->version, NULL);
      if (!bo_sync_store_put_merge_due (self->rules->store, due, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note_delete (BoWork *self, const Outcome *outcome, GError **error)
{
  BoEntity *aside = self->record->aside;

  if (aside == NULL || bo_entity_is_deleted (aside) == bo_entity_is_deleted (outcome->version))
    return TRUE;
  return _bo_work_journal_delete (self, outcome->version, aside, outcome->winner, error);
}

/* Settles @sent_version, where it is still the one that waits for its acknowledgement. */
gboolean
_bo_work_settle (BoWork *self, const char *sent_version, GPtrArray *conflicts, GError **error)
{
  BoRecord *record = self->record;
  g_autoptr(BoEntity) version = NULL;
  g_autofree char *winner = NULL;
  Outcome outcome;

  if (!_bo_work_waits_for (self, sent_version))
    return TRUE;
  outcome = find_outcome (record, conflicts);
  outcome.version = version = bo_entity_ref (outcome.version);
  outcome.winner = winner = g_strdup (outcome.winner);
  guess_hub_version (record, &outcome);
  if (record->aside == NULL && g_strcmp0 (record->hub_version, version->version) == 0)
    set_device (self);
  _bo_work_set (&record->confirmed, version);
  _bo_work_set (&record->outgoing, NULL);
  _bo_work_set (&record->merged, NULL);
  record->sends = record->refusals = 0;
  if (record->status == BO_STATUS_QUARANTINED)
    record->status = BO_STATUS_PENDING;
  g_clear_pointer (&record->problem, g_free);
  if (BO_MUTATED (CLEARED_BY_ID) && !_bo_work_drop (self, NULL, error))
    return FALSE;
  if (!_bo_work_drop (self, sent_version, error) || !_bo_work_recompose (self, error) ||
      !note_delete (self, &outcome, error) || !note_losers (self, sent_version, &outcome, conflicts, error))
    return FALSE;
  if (record->aside != NULL && !settle_aside (self, &outcome, error))
    return FALSE;
  if (record->hub_version == NULL)
    {
      self->rules->unsure = true;
      /* Everything may have been walked for this digest before: it has to be once more. */
      g_clear_pointer (&self->rules->state->walked_digest, g_free);
    }
  return TRUE;
}
