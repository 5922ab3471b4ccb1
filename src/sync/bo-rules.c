/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-rules-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* --- discarding and retrying --- */

static gboolean
busy (GError **error, const char *id)
{
  g_set_error (error, BO_ERROR, BO_ERROR_BUSY,
               _("The edit of “%s” can't be taken back: it was sent, and what became of it is not known yet. "
                 "Wait until the hub answers."), id);
  return FALSE;
}

/* The hub went back to a version that the confirmed one was made from. What can't be read may be newer, and so may one
   that nobody here has. */
static gboolean
is_behind (BoWork *work, bool *behind, GError **error)
{
  BoRecord *record = work->record;
  g_autoptr(BoEntity) held = NULL;
  g_auto(BoLineage) lineage = { 0 };

  *behind = false;
  if (record->raw != NULL || strcmp (record->hub_version, record->confirmed->version) == 0)
    return TRUE;
  BO_GET (&held, error, get_version, work->rules->store, record->id, record->hub_version);
  if (held == NULL)
    return TRUE;
  if (!_bo_lineage_trace (&lineage, work->rules, record->confirmed, held, error))
    return FALSE;
  *behind = lineage.kind == BO_LINEAGE_INCLUDED;
  return TRUE;
}

/* The hub may have lost what it had confirmed while edits waited that would have brought it back (PROTOCOL §3.5): it is
   offered again. */
static gboolean
show_confirmed (BoWork *work, GError **error)
{
  BoRecord *record = work->record;
  bool behind;

  if (record->hub_version == NULL)
    {
      work->gone = bo_entity_is_deleted (record->confirmed);
      return work->gone || _bo_work_reoffer (work, NULL, error);
    }
  if (!is_behind (work, &behind, error))
    return FALSE;
  return behind ? _bo_work_reoffer (work, record->hub_version, error) : _bo_work_recompose (work, error);
}

static gboolean
show_without_edits (BoWork *work, GError **error)
{
  g_autoptr(BoEntity) aside = NULL;

  if (!_bo_work_drop (work, NULL, error))
    return FALSE;
  if (work->record->aside == NULL && work->record->confirmed != NULL)
    return show_confirmed (work, error);
  if (work->record->aside == NULL)
    return _bo_work_recompose (work, error);
  aside = bo_entity_ref (work->record->aside);
  _bo_work_set (&work->record->aside, NULL);
  /* How the two are related may not be known yet: until then the edits mustn't be seen either. */
  return _bo_work_recompose (work, error) && _bo_work_take (work, aside, error);
}

static gboolean
discard_entity (BoRules *rules, const char *id, bool *found, GError **error)
{
  g_auto(BoWork) work = { 0 };
  g_autofree char *detail = NULL;

  if (!_bo_work_open (&work, rules, id, false, error))
    return FALSE;
  *found = work.record != NULL;
  if (work.record == NULL || !_bo_work_guarded (&work))
    return TRUE;
  if (work.record->outgoing != NULL && work.record->sends > 0 && work.record->status != BO_STATUS_QUARANTINED)
    return busy (error, id);
  detail = _bo_rules_detail (work.record->shown != NULL ? work.record->shown->name : NULL, NULL, NULL);
  return _bo_work_unsend (&work, error) && show_without_edits (&work, error) && _bo_work_save (&work, error) &&
         _bo_rules_note (rules, BO_ACTIVITY_DISCARDED, id, NULL, NULL, detail, error);
}

static gboolean
not_found (GError **error, const char *id)
{
  g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("There is nothing called “%s” to do this with."), id);
  return FALSE;
}

static gboolean
discard_edge (BoRules *rules, const char *id, GError **error)
{
  g_autoptr(BoEdgeRecord) edge = NULL;

  BO_GET (&edge, error, get_edge, rules->store, id);
  if (edge == NULL)
    return not_found (error, id);
  if (!edge->pending)
    return TRUE;
  if (edge->sent_revision != 0 && edge->status != BO_STATUS_QUARANTINED)
    return busy (error, id);
  return _bo_rules_revert_edge (rules, edge, error) &&
         _bo_rules_note (rules, BO_ACTIVITY_DISCARDED, id, NULL, NULL, NULL, error);
}

/**
 * bo_rules_discard:
 * @store: the home
 * @context: time and entropy
 * @entity_or_edge_id: whose edits
 * @error: return location
 *
 * Takes what was not sent, or what the hub refused, out of the queue. Store's thread.
 *
 * Returns: %FALSE with %BO_ERROR_BUSY where the outcome of sending is unknown,
 *   %BO_ERROR_NOT_FOUND, or an error of the store
 */
gboolean
bo_rules_discard (BoSyncStore *store, const BoContext *context, const char *entity_or_edge_id, GError **error)
{
  bool found = false;
  gboolean success;
  BoRules rules;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  success = discard_entity (&rules, entity_or_edge_id, &found, error);
  if (success && !found)
    success = discard_edge (&rules, entity_or_edge_id, error);
  return _bo_rules_end (&rules, success, NULL, error);
}

static gboolean
retry_entity (BoRules *rules, const char *id, bool *found, GError **error)
{
  g_auto(BoWork) work = { 0 };

  if (!_bo_work_open (&work, rules, id, false, error))
    return FALSE;
  *found = work.record != NULL;
  if (work.record == NULL || work.record->status != BO_STATUS_QUARANTINED)
    return TRUE;
  return _bo_work_unsend (&work, error) && _bo_work_recompose (&work, error) && _bo_work_save (&work, error);
}

static gboolean
retry_edge (BoRules *rules, const char *id, GError **error)
{
  g_autoptr(BoEdgeRecord) edge = NULL;

  BO_GET (&edge, error, get_edge, rules->store, id);
  if (edge == NULL)
    return not_found (error, id);
  if (edge->status != BO_STATUS_QUARANTINED)
    return TRUE;
  edge->status = BO_STATUS_PENDING;
  edge->sends = edge->refusals = 0;
  edge->sent_revision = 0;
  edge->revision++;
  g_clear_pointer (&edge->problem, g_free);
  return _bo_rules_save_edge (rules, edge, error);
}

/**
 * bo_rules_retry:
 * @store: the home
 * @context: time and entropy
 * @entity_or_edge_id: what the hub refused
 * @error: return location
 *
 * Puts it back into the queue, to be sent as a new version. Store's thread.
 *
 * Returns: %FALSE with %BO_ERROR_NOT_FOUND or an error of the store
 */
gboolean
bo_rules_retry (BoSyncStore *store, const BoContext *context, const char *entity_or_edge_id, GError **error)
{
  bool found = false;
  gboolean success;
  BoRules rules;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  success = retry_entity (&rules, entity_or_edge_id, &found, error);
  if (success && !found)
    success = retry_edge (&rules, entity_or_edge_id, error);
  return _bo_rules_end (&rules, success, NULL, error);
}

/* --- expiry --- */

/* The row may be behind what expired before it in this transaction. */
static BoEdit *
find_by_seq (GPtrArray *edits, int64_t seq)
{
  for (unsigned int i = 0; i < edits->len; i++)
    if (((BoEdit *) g_ptr_array_index (edits, i))->seq == seq)
      return g_ptr_array_index (edits, i);
  return NULL;
}

/* What was composed with it never left this device: that is made anew, without it. */
static gboolean
take_out (BoWork *work, BoEdit *edit, GError **error)
{
  BoEdit *mine = find_by_seq (work->edits, edit->seq);

  if (mine != NULL && mine->sent_version != NULL && !_bo_work_unsend (work, error))
    return FALSE;
  if (mine != NULL)
    g_ptr_array_remove (work->edits, mine);
  return bo_sync_store_remove_edit (work->rules->store, edit->seq, error);
}

static gboolean
expire_edit (BoRules *rules, BoEdit *edit, GError **error)
{
  g_auto(BoWork) work = { 0 };
  g_autofree char *detail = NULL;

  if (!_bo_work_open (&work, rules, edit->entity_id, false, error))
    return FALSE;
  if (work.record == NULL)
    return bo_sync_store_remove_edit (rules->store, edit->seq, error);
  if (!take_out (&work, edit, error))
    return FALSE;
  detail = _bo_rules_detail (work.record->shown != NULL ? work.record->shown->name : NULL, edit->changes, NULL);
  if (_bo_work_guarded (&work) ? !_bo_work_recompose (&work, error) : !show_without_edits (&work, error))
    return FALSE;
  return _bo_work_save (&work, error) &&
         _bo_rules_note (rules, BO_ACTIVITY_EXPIRED, edit->entity_id, edit->user_id, NULL, detail, error);
}

int
_bo_rules_expire (BoRules *rules, GError **error)
{
  g_autoptr(GPtrArray) expired = bo_sync_store_list_expired (rules->store, rules->context->now_us, false, error);

  if (expired == NULL)
    return -1;
  if (BO_MUTATED (NO_EXPIRY))
    return 0;
  for (unsigned int i = 0; i < expired->len; i++)
    if (!expire_edit (rules, g_ptr_array_index (expired, i), error))
      return -1;
  return (int) expired->len;
}

/**
 * bo_rules_expire:
 * @store: the home
 * @context: time and entropy
 * @error: return location
 *
 * Takes expired edits out of the queue, visibly; what was edited after them, or composed with them
 * and never sent, is recomposed without them. Those whose sending has an unknown outcome stay until
 * the hub was asked (DESIGN §3). Store's thread.
 *
 * Returns: how many; -1 with @error set
 */
int
bo_rules_expire (BoSyncStore *store, const BoContext *context, GError **error)
{
  BoRules rules;
  int count;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return -1;
  count = _bo_rules_expire (&rules, error);
  return _bo_rules_end (&rules, count >= 0, NULL, error) ? count : -1;
}

/* --- the hub --- */

/**
 * bo_rules_set_hub:
 * @store: the home
 * @context: time and entropy
 * @server_url: the hub's address
 * @user_id: who signs in
 * @device_name: (nullable): what this device is called
 * @role: (nullable): what the hub lets it do
 * @error: return location
 *
 * Joins a hub, or signs in anew. Store's thread.
 *
 * Returns: %FALSE with %BO_ERROR_USAGE where the store belongs to another hub, or an error of the store
 */
gboolean
bo_rules_set_hub (BoSyncStore     *store,
                  const BoContext *context,
                  const char      *server_url,
                  const char      *user_id,
                  const char      *device_name,
                  const char      *role,
                  GError         **error)
{
  gboolean success;
  BoRules rules;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  success = rules.state->server_url == NULL || g_strcmp0 (rules.state->server_url, server_url) == 0;
  if (!success)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                 _("This home belongs to the hub %s. Add a connection for another hub instead."),
                 rules.state->server_url);
  else
    {
      bool joined = rules.state->server_url == NULL;

      g_free (rules.state->server_url);
      g_free (rules.state->user_id);
      g_free (rules.state->device_name);
      g_free (rules.state->role);
      rules.state->server_url = g_strdup (server_url);
      rules.state->user_id = g_strdup (user_id);
      rules.state->device_name = g_strdup (device_name);
      rules.state->role = g_strdup (role);
      /* What went wrong before went wrong with another sign-in. */
      g_clear_pointer (&rules.state->last_error, g_free);
      rules.state->failures = 0;
      rules.state->next_attempt_us = 0;
      success = !joined || _bo_rules_note (&rules, BO_ACTIVITY_CONNECTED, NULL, user_id, device_name, NULL, error);
    }
  return _bo_rules_end (&rules, success, NULL, error);
}

/**
 * bo_rules_name_device:
 * @store: the home
 * @context: time and entropy
 * @device_name: (nullable): what this device is called from now on
 * @error: return location
 *
 * What was sent before keeps the name it was sent with. Store's thread.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
bo_rules_name_device (BoSyncStore *store, const BoContext *context, const char *device_name, GError **error)
{
  BoRules rules;

  if (!_bo_rules_begin (&rules, store, context, BO_DURABILITY_FULL, error))
    return FALSE;
  g_free (rules.state->device_name);
  rules.state->device_name = g_strdup (device_name);
  return _bo_rules_end (&rules, TRUE, NULL, error);
}
