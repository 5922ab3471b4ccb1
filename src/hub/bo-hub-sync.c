/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include "bo-clock.h"

/* POST /api/v1/sync/ and what belongs to it (PROTOCOL §§3, 7). */

static void
reply_errors (BoHubExchange *exchange,
              GPtrArray     *errors)
{
  _bo_hub_reply (exchange, 422, bo_wire_errors_encode (errors), -1);
}

/* The device pushed last, for the people of the demo home, who like to get in the way. */
static void
remember_recent (BoHubServer   *server,
                 BoSyncRequest *request)
{
  for (unsigned int i = request->changes->len; i > 0; i--)
    {
      BoChange *change = g_ptr_array_index (request->changes, i - 1);

      if (change->entity == NULL || change->type == BO_CHANGE_DELETE)
        continue;
      g_free (server->recent);
      server->recent = g_strdup (change->entity->id);
      return;
    }
}

static void
answer (BoHubExchange *exchange,
        BoSyncRequest *request,
        GPtrArray     *errors,
        int64_t        started_us)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncResponse) response = NULL;
  size_t length;
  char *json;

  response = bo_hub_rules_sync (exchange->server->rules, request, bo_clock_now (), errors, &error);
  if (error != NULL)
    _bo_hub_reply_error (exchange, error);
  else if (response == NULL)
    reply_errors (exchange, errors);
  if (response == NULL)
    return;

  response->duration_ms = (double) (bo_clock_monotonic () - started_us) / 1000;
  json = bo_sync_response_encode (response, &length);
  _bo_hub_reply (exchange, 200, json, (gssize) length);

  if (request->changes->len > 0)
    {
      remember_recent (exchange->server, request);
      bo_hub_server_notify (exchange->server);
    }
}

void
_bo_hub_handle_sync (BoHubExchange *exchange)
{
  int64_t started_us = bo_clock_monotonic ();
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(GBytes) body = _bo_hub_body (exchange);
  g_autoptr(BoSyncRequest) request = NULL;
  const char *text;
  size_t length;

  if (body == NULL)
    return;
  text = g_bytes_get_data (body, &length);
  request = bo_sync_request_decode (length > 0 ? text : "", (gssize) length, errors);

  if (request == NULL)
    reply_errors (exchange, errors);
  else if (request->changes->len > 0 && !bo_hub_claims_is_admin (exchange->claims))
    _bo_hub_reply_detail (exchange, 403, "Guests may read, not change");
  else
    answer (exchange, request, errors, started_us);
}

void
_bo_hub_handle_status (BoHubExchange *exchange)
{
  const char *device_id = _bo_hub_query (exchange, "device_id");
  g_autofree char *server_time = bo_time_format (bo_clock_now ());
  BoJsonWriter *writer;

  if (device_id == NULL)
    {
      _bo_hub_reply_invalid (exchange, "missing", "[\"query\",\"device_id\"]", "Field required");
      return;
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "device_id", device_id);
  bo_json_writer_member_string (writer, "server_time", server_time);
  bo_json_writer_member_string (writer, "protocol_version", BO_PROTOCOL_VERSION);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* Conflicts are decided as they arrive and reported in the answer: none ever waits here. */
void
_bo_hub_handle_conflicts (BoHubExchange *exchange)
{
  _bo_hub_reply (exchange, 200, g_strdup ("{\"conflicts\":[],\"count\":0}"), -1);
}
