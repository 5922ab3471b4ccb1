/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-wire-private.h"

/* The request as a client writes it (PROTOCOL §3). */

static void
write_names (BoJsonWriter *writer, const char *name, char **values)
{
  if (values == NULL)
    return;
  bo_json_writer_key (writer, name);
  bo_json_writer_begin_array (writer);
  for (; *values != NULL; values++)
    bo_json_writer_string (writer, *values);
  bo_json_writer_end_array (writer);
}

static void
write_filters (BoJsonWriter *writer, BoSyncRequest *request)
{
  bo_json_writer_key (writer, "filters");
  if (request->since == NULL && request->entity_types == NULL && request->modified_by == NULL)
    {
      bo_json_writer_null (writer);
      return;
    }
  bo_json_writer_begin_object (writer);
  if (request->since != NULL)
    bo_json_writer_member_string (writer, "since", request->since);
  write_names (writer, "entity_types", request->entity_types);
  write_names (writer, "modified_by", request->modified_by);
  bo_json_writer_end_object (writer);
}

/**
 * bo_sync_request_encode:
 * @request: what to ask
 * @length: (out) (optional): the length of the text in bytes
 *
 * Returns: (transfer full): the body of `POST /api/v1/sync/`
 */
char *
bo_sync_request_encode (BoSyncRequest *request, size_t *length)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  g_return_val_if_fail (request != NULL, NULL);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "protocol_version", request->protocol_version);
  bo_json_writer_member_string (writer, "device_id", request->device_id);
  bo_json_writer_member_string (writer, "user_id", request->user_id);
  if (request->device_name != NULL)
    bo_json_writer_member_string (writer, "device_name", request->device_name);
  bo_json_writer_member_string (writer, "sync_type", bo_sync_type_to_string (request->sync_type));
  bo_json_writer_key (writer, "changes");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < request->changes->len; i++)
    _bo_wire_write_change (writer, g_ptr_array_index (request->changes, i), false);
  bo_json_writer_end_array (writer);
  write_filters (writer, request);
  bo_json_writer_member_raw (writer, "vector_clock", "{\"clocks\":{}}");
  bo_json_writer_member_string (writer, "cursor", request->cursor);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), length);
}
