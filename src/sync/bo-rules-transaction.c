/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-rules-private.h"

#include <string.h>

/* As many changes as a line of the journal keeps, and as long a value. */
#define TOLD_CHANGES 20
#define TOLD_LENGTH 200

/* Begins a transaction and reads the state. On failure nothing is open. */
gboolean
_bo_rules_begin (BoRules         *self,
                 BoSyncStore     *store,
                 const BoContext *context,
                 BoDurability     durability,
                 GError         **error)
{
  GError *local = NULL;

  *self = (BoRules) { .store = store, .context = context };
  if (!bo_sync_store_begin (store, durability, error))
    return FALSE;
  self->state = bo_sync_store_get_state (store, &local);
  if (self->state != NULL)
    return TRUE;
  bo_sync_store_rollback (store);
  if (local == NULL)
    g_set_error_literal (&local, BO_ERROR, BO_ERROR_CORRUPT,
                         _("The home's database has no state of synchronisation. Restore it from a backup."));
  g_propagate_error (error, local);
  return FALSE;
}

/* Writes the state and commits, or rolls back where @success is FALSE. @state: (optional): the
   state as it was written. */
gboolean
_bo_rules_end (BoRules *self, gboolean success, BoSyncState **state, GError **error)
{
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->contested, g_hash_table_unref);
  if (success)
    success = bo_sync_store_put_state (self->store, self->state, error);
  if (state != NULL)
    *state = g_steal_pointer (&self->state);
  g_clear_pointer (&self->state, bo_sync_state_free);
  if (!success)
    {
      bo_sync_store_rollback (self->store);
      return FALSE;
    }
  if (bo_sync_store_commit (self->store, error))
    return TRUE;
  bo_sync_store_rollback (self->store);
  return FALSE;
}

/* A UUIDv4 drawn from the context's entropy. */
char *
_bo_rules_uuid (BoRules *self)
{
  uint64_t high = bo_splitmix (self->context->entropy, 1, self->drawn);
  uint64_t low = bo_splitmix (self->context->entropy, 2, self->drawn++);

  high = (high & ~UINT64_C (0xf000)) | 0x4000;
  low = (low & ~(UINT64_C (3) << 62)) | (UINT64_C (2) << 62);
  return g_strdup_printf ("%08x-%04x-%04x-%04x-%04x%08x", (unsigned int) (high >> 32),
                          (unsigned int) (high >> 16 & 0xffff), (unsigned int) (high & 0xffff),
                          (unsigned int) (low >> 48), (unsigned int) (low >> 32 & 0xffff),
                          (unsigned int) (low & 0xffffffff));
}

/* The next version of this device, at the time of an edit by its own clock (PROTOCOL §2). */
char *
_bo_rules_version (BoRules *self, int64_t edit_us, const char *const *parents)
{
  BoSyncState *state = self->state;
  BoVersionSource source = { .user_id = state->user_id != NULL ? state->user_id : (char *) "",
                             .last_us = state->version_last_us,
                             .counter = state->version_counter };
  char *version = bo_version_source_next (&source, edit_us + state->clock_offset_us, parents);

  state->version_last_us = source.last_us;
  state->version_counter = source.counter;
  return version;
}

static bool
is_short (const char *json)
{
  return json == NULL || strlen (json) <= TOLD_LENGTH;
}

/* What was long is in the history; here is that it changed. */
static void
write_change (BoJsonWriter *writer, const BoJsonChange *change)
{
  bool told = is_short (change->before) && is_short (change->after);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "path", change->path);
  if (told && change->before != NULL)
    bo_json_writer_member_raw (writer, "before", change->before);
  if (told && change->after != NULL)
    bo_json_writer_member_raw (writer, "after", change->after);
  bo_json_writer_end_object (writer);
}

/* What an activity's sentence needs. */
char *
_bo_rules_detail (const char *name, GPtrArray *changes, const char *reason)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  if (name != NULL)
    bo_json_writer_member_string (writer, "name", name);
  if (changes != NULL && changes->len > 0)
    {
      bo_json_writer_member_int (writer, "count", changes->len);
      bo_json_writer_key (writer, "changes");
      bo_json_writer_begin_array (writer);
      for (unsigned int i = 0; i < MIN (changes->len, TOLD_CHANGES); i++)
        write_change (writer, g_ptr_array_index (changes, i));
      bo_json_writer_end_array (writer);
    }
  if (reason != NULL)
    bo_json_writer_member_string (writer, "reason", reason);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

gboolean
_bo_rules_note (BoRules       *self,
                BoActivityKind kind,
                const char    *entity_id,
                const char    *user_id,
                const char    *device_name,
                const char    *detail,
                GError       **error)
{
  g_autoptr(BoActivity) activity = bo_activity_new (kind, entity_id, self->context->now_us);

  activity->user_id = g_strdup (user_id);
  activity->device_name = g_strdup (device_name);
  activity->detail = g_strdup (detail);
  return bo_sync_store_add_activity (self->store, activity, error);
}

/* Whether this person made it, here or on another device: of two devices that both take care of
   a version, one finds the other's work done. */
bool
_bo_rules_is_ours (BoRules *self, BoEntity *entity)
{
  return g_strcmp0 (entity->user_id, self->state->user_id) == 0;
}

int64_t
_bo_version_time (const char *version)
{
  int64_t time_us = 0;

  return version != NULL && bo_version_parse_time (version, &time_us) ? time_us : 0;
}
