/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* One change of a page (PROTOCOL §3.4): the guard is checked inside the transaction. */

static bool
is_version (BoEntity *entity, const char *version)
{
  return entity != NULL && strcmp (entity->version, version) == 0;
}

/* A delete says so in its content, whatever was pushed. */
static BoEntity *
entity_of (BoChange *change)
{
  BoEntity *entity = change->entity;
  g_autofree char *content = NULL;

  if (change->type != BO_CHANGE_DELETE || bo_entity_is_deleted (entity))
    return bo_entity_ref (entity);
  content = bo_json_set (entity->content, "/deleted", "true", NULL);
  return bo_entity_new (entity->id, entity->version, entity->entity_type, entity->name,
                        content != NULL ? content : "{\"deleted\":true}", entity->source_type, entity->user_id,
                        entity->parent_versions);
}

static void
set_hub_version (BoRecord *record, const char *version)
{
  g_free (record->hub_version);
  record->hub_version = g_strdup (version);
}

/* The queue waits: what was pulled is set aside, the newest in the hub's order. */
static void
guard (BoWork *work, BoEntity *entity)
{
  BoRecord *record = work->record;
  bool held = is_version (record->confirmed, entity->version) || is_version (record->merged, entity->version);

  set_hub_version (record, entity->version);
  if (held)
    _bo_work_set (&record->aside, NULL);
  else if (!is_version (record->outgoing, entity->version))
    _bo_work_set (&record->aside, entity);
}

/* What comes back of what was just pushed is here already: nothing of the row would change. */
static bool
is_held (BoRules *rules, BoRecord *record, const char *version, const char *device_name)
{
  return record->status == BO_STATUS_SYNCED && record->aside == NULL && record->raw == NULL &&
         record->problem == NULL && is_version (record->confirmed, version) &&
         g_strcmp0 (record->hub_version, version) == 0 && record->walk == rules->state->walk &&
         g_strcmp0 (record->device_name, device_name) == 0;
}

/* The answer to a push brings back what it acknowledges: it isn't read once more only to find that. */
void
_bo_page_note_settled (BoRules *rules, BoRecord *record)
{
  if (record->confirmed == NULL || !is_held (rules, record, record->confirmed->version, rules->state->device_name))
    return;
  if (rules->settled == NULL)
    rules->settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (rules->settled, g_strdup (record->id), g_strdup (record->confirmed->version));
}

/* Once: what comes of the same entity behind it is read. */
static bool
is_settled (BoRules *rules, BoChange *change)
{
  g_autofree char *id = NULL, *version = NULL;

  if (rules->settled == NULL || !g_hash_table_steal_extended (rules->settled, change->entity->id, (void **) &id,
                                                              (void **) &version))
    return false;
  return strcmp (version, change->entity->version) == 0 &&
         g_strcmp0 (change->device_name, rules->state->device_name) == 0;
}

/* What was withdrawn here because a part of it was too old, and the hub has it now: nobody can call it back. Said
   once, and of nothing else: an old answer that something in between kept may bring any of our versions. */
static gboolean
note_late (BoWork *work, BoChange *change, GError **error)
{
  g_autofree char *detail = NULL;
  BoRules *rules = work->rules;
  bool withdrawn;

  if (g_strcmp0 (change->entity->user_id, rules->state->user_id) != 0)
    return TRUE;
  if (!bo_sync_store_get_withdrawn (rules->store, change->entity->id, change->entity->version, &withdrawn, error))
    return FALSE;
  if (!withdrawn)
    return TRUE;
  detail = _bo_rules_detail (change->entity->name, NULL, NULL);
  return bo_sync_store_set_withdrawn (rules->store, change->entity->id, change->entity->version, false, error) &&
         _bo_rules_note (rules, BO_ACTIVITY_LATE, change->entity->id, NULL, NULL, detail, error);
}

static GPtrArray *
what_differs (BoEntity *old, BoEntity *new)
{
  g_autofree char *before = bo_entity_to_document (old);
  g_autofree char *after = bo_entity_to_document (new);

  return bo_json_diff (bo_json_wrap (before), bo_json_wrap (after));
}

/* What somebody else did, for the journal: not what a sensor measured, and not a home's first arrival.
   @old: (nullable): what was shown before */
static gboolean
note_received (BoRules *rules, BoEntity *old, BoEntity *entity, const char *device_name, GError **error)
{
  const char *name = old != NULL && bo_entity_is_deleted (entity) ? old->name : entity->name;
  g_autoptr(GPtrArray) changes = NULL;
  g_autofree char *detail = NULL;

  if (rules->context->is_reading == NULL || is_version (old, entity->version))
    return TRUE;
  if (old == NULL ? rules->state->last_success_us == 0 : rules->context->is_reading (old, entity))
    return TRUE;
  changes = old != NULL && !bo_entity_is_deleted (entity) ? what_differs (old, entity) : NULL;
  detail = _bo_rules_detail (name, changes, NULL);
  return _bo_rules_note (rules, BO_ACTIVITY_RECEIVED, entity->id, entity->user_id, device_name, detail, error);
}

static gboolean
take_unguarded (BoWork *work, BoEntity *entity, const char *device_name, bool known, GError **error)
{
  g_autoptr(BoEntity) old = work->record->shown != NULL ? bo_entity_ref (work->record->shown) : NULL;

  return _bo_work_take (work, entity, error) &&
         (known || note_received (work->rules, old, entity, device_name, error));
}

/* A version that may decide what is open here: one that this device has neither made nor seen. */
static gboolean
is_news (BoRules *rules, BoEntity *entity, bool *news, GError **error)
{
  g_autoptr(BoEntity) seen = NULL;

  if (!_bo_rules_is_contested (rules, entity->id, news, error))
    return FALSE;
  if (*news)
    BO_GET (&seen, error, get_version, rules->store, entity->id, entity->version);
  *news = *news && seen == NULL;
  return TRUE;
}

static gboolean
take_readable (BoRules *rules, BoChange *change, int64_t *pulled, GError **error)
{
  g_autoptr(BoRecord) record = NULL;
  g_autoptr(BoEntity) entity = entity_of (change);
  g_auto(BoWork) work = { 0 };
  bool met, known, news;

  if (is_settled (rules, change))
    return TRUE;
  BO_GET (&record, error, get_record, rules->store, entity->id);
  met = record != NULL;
  if (met && is_held (rules, record, entity->version, change->device_name))
    return TRUE;
  if (!met)
    record = bo_record_new (entity->id);
  if (!_bo_work_open_record (&work, rules, g_steal_pointer (&record), error) ||
      (met && !note_late (&work, change, error)) || !is_news (rules, entity, &news, error) ||
      !bo_sync_store_add_version (rules->store, entity, BO_ORIGIN_HUB, rules->context->now_us,
                                  change->device_name, error))
    return FALSE;
  known = g_strcmp0 (work.record->hub_version, entity->version) == 0;
  work.record->walk = rules->state->walk;
  if (work.record->status == BO_STATUS_UNREADABLE)
    work.record->status = BO_STATUS_SYNCED;
  g_clear_pointer (&work.record->raw, g_free);
  if (work.record->status != BO_STATUS_QUARANTINED)
    g_clear_pointer (&work.record->problem, g_free);
  g_free (work.record->device_name);
  work.record->device_name = g_strdup (change->device_name);
  if (BO_MUTATED (GUARD_DROPS) && _bo_work_guarded (&work))
    return TRUE;
  if (_bo_work_guarded (&work) && !BO_MUTATED (NO_GUARD))
    guard (&work, entity);
  else if (!take_unguarded (&work, entity, change->device_name, known, error))
    return FALSE;
  *pulled += !known;
  return (!news || _bo_work_see_decided (&work, entity, change->device_name, error)) && _bo_work_save (&work, error);
}

/* What can't be read is kept as it came, and counted in the digest (FAULTS §2). */
static gboolean
take_unreadable (BoRules *rules, BoChange *change, GError **error)
{
  g_autofree char *detail = _bo_rules_detail (NULL, NULL, change->problem);
  g_auto(BoWork) work = { 0 };

  if (!_bo_rules_note (rules, BO_ACTIVITY_UNREADABLE, change->id, NULL, change->device_name, detail, error))
    return FALSE;
  if (change->id == NULL || change->version == NULL)
    return TRUE;
  if (!_bo_work_open (&work, rules, change->id, true, error))
    return FALSE;
  set_hub_version (work.record, change->version);
  work.record->walk = rules->state->walk;
  g_free (work.record->raw);
  g_free (work.record->problem);
  work.record->raw = g_strdup (change->raw != NULL ? change->raw : "");
  work.record->problem = g_strdup (change->problem);
  if (work.record->status != BO_STATUS_QUARANTINED && !_bo_work_guarded (&work))
    work.record->status = BO_STATUS_UNREADABLE;
  return _bo_work_save (&work, error);
}

gboolean
_bo_page_take_change (BoRules *rules, BoChange *change, int64_t *pulled, GError **error)
{
  if (change->problem != NULL)
    return take_unreadable (rules, change, error);
  return change->entity == NULL || take_readable (rules, change, pulled, error);
}
