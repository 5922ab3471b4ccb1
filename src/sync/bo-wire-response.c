/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-wire-private.h"

/* The answer as a hub writes it: the key order of the recorded exchanges, then the extensions
   of PROTOCOL §8 that are set. */

static void
write_conflict (BoJsonWriter *writer, BoWireConflict *conflict)
{
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "entity_id", conflict->entity_id);
  bo_json_writer_member_string (writer, "local_version", conflict->local_version);
  bo_json_writer_member_string (writer, "remote_version", conflict->remote_version);
  bo_json_writer_member_string (writer, "resolution_strategy", conflict->resolution_strategy);
  bo_json_writer_member_string (writer, "resolved_version", conflict->resolved_version);
  bo_json_writer_end_object (writer);
}

static void
write_lists (BoJsonWriter *writer, BoSyncResponse *response)
{
  bo_json_writer_key (writer, "changes");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < response->changes->len; i++)
    _bo_wire_write_change (writer, g_ptr_array_index (response->changes, i), true);
  bo_json_writer_end_array (writer);
  bo_json_writer_key (writer, "conflicts");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < response->conflicts->len; i++)
    write_conflict (writer, g_ptr_array_index (response->conflicts, i));
  bo_json_writer_end_array (writer);
}

static void
write_stats (BoJsonWriter *writer, BoSyncResponse *response)
{
  bo_json_writer_key (writer, "sync_stats");
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_int (writer, "entities_synced", response->entities_synced);
  bo_json_writer_member_int (writer, "relationships_synced", response->relationships_synced);
  bo_json_writer_member_int (writer, "conflicts_resolved", response->conflicts_resolved);
  bo_json_writer_key (writer, "duration_ms");
  bo_json_writer_double (writer, response->duration_ms);
  bo_json_writer_end_object (writer);
}

static void
write_ids (BoJsonWriter *writer, const char *name, GPtrArray *ids)
{
  bo_json_writer_key (writer, name);
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < ids->len; i++)
    bo_json_writer_string (writer, g_ptr_array_index (ids, i));
  bo_json_writer_end_array (writer);
}

static void
write_extensions (BoJsonWriter *writer, BoSyncResponse *response)
{
  if (response->resume_cursor != NULL)
    bo_json_writer_member_string (writer, "resume_cursor", response->resume_cursor);
  if (response->epoch != NULL)
    bo_json_writer_member_string (writer, "epoch", response->epoch);
  if (response->cursor_reset)
    bo_json_writer_member_bool (writer, "cursor_reset", true);
}

/**
 * bo_sync_response_encode:
 * @response: the answer
 * @length: (out) (optional): the length of the text in bytes
 *
 * Returns: (transfer full): the body of the answer to `POST /api/v1/sync/`
 */
char *
bo_sync_response_encode (BoSyncResponse *response, size_t *length)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  g_return_val_if_fail (response != NULL, NULL);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "protocol_version", BO_PROTOCOL_VERSION);
  bo_json_writer_member_string (writer, "sync_type", bo_sync_type_to_string (response->sync_type));
  write_lists (writer, response);
  bo_json_writer_member_raw (writer, "vector_clock", "{\"clocks\":{}}");
  bo_json_writer_member_string (writer, "cursor", response->cursor);
  bo_json_writer_member_string (writer, "state_digest", response->state_digest);
  write_stats (writer, response);
  bo_json_writer_member_string (writer, "server_time", response->server_time);
  write_ids (writer, "applied", response->applied);
  write_ids (writer, "applied_relationships", response->applied_relationships);
  write_extensions (writer, response);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), length);
}
