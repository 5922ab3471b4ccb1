/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-message.h"

#include <glib/gi18n-lib.h>

void
_bo_mcp_message_free (BoMcpMessage *self)
{
  g_free (self->text);
  g_free (self->method);
  g_free (self->problem);
  g_free (self);
}

static BoMcpMessage *
blame (BoMcpMessage *self, int code, const char *problem)
{
  self->kind = BO_MCP_WRONG;
  self->code = code;
  self->problem = g_strdup (problem);
  return self;
}

static bool
is_id (BoJson value)
{
  return bo_json_kind (value) == BO_JSON_KIND_STRING || bo_json_kind (value) == BO_JSON_KIND_NUMBER;
}

static bool
is_response (BoJson object)
{
  return bo_json_member (object, "result").length > 0 || bo_json_member (object, "error").length > 0;
}

static BoMcpMessage *
read_call (BoMcpMessage *self, BoJson object, bool has_id)
{
  self->method = bo_json_member_string (object, "method");
  if (self->method == NULL)
    return blame (self, BO_MCP_INVALID_REQUEST, _("The message names no method, and answers nothing."));
  self->kind = has_id ? BO_MCP_REQUEST : BO_MCP_NOTIFICATION;
  self->params = bo_json_member (object, "params");
  if (self->params.length > 0 && bo_json_kind (self->params) != BO_JSON_KIND_OBJECT && has_id)
    return blame (self, BO_MCP_INVALID_PARAMS, _("The parameters have to be an object."));
  return self;
}

static BoMcpMessage *
read_object (BoMcpMessage *self, BoJson object)
{
  BoJson id = bo_json_member (object, "id");

  if (is_id (id))
    self->id = id;
  if (bo_json_kind (object) != BO_JSON_KIND_OBJECT)
    return blame (self, BO_MCP_INVALID_REQUEST, _("A message has to be an object."));
  if (!bo_json_string_is (bo_json_member (object, "jsonrpc"), "2.0"))
    return blame (self, BO_MCP_INVALID_REQUEST, _("The message doesn't say that it is of JSON-RPC 2.0."));
  if (id.length > 0 && !is_id (id))
    return blame (self, BO_MCP_INVALID_REQUEST, _("The id of a request has to be a string or a number."));
  if (bo_json_member (object, "method").length == 0 && is_response (object))
    {
      self->kind = BO_MCP_RESPONSE;
      return self;
    }
  return read_call (self, object, id.length > 0);
}

BoMcpMessage *
_bo_mcp_message_of (BoJson value)
{
  return read_object (g_new0 (BoMcpMessage, 1), value);
}

BoMcpMessage *
_bo_mcp_message_parse (BoMcpLine line)
{
  BoMcpMessage *self = g_new0 (BoMcpMessage, 1);
  g_autoptr (GError) error = NULL;
  BoJson document;

  self->text = line.text;
  if (line.text == NULL)
    return blame (self, BO_MCP_INVALID_REQUEST, _("The message is longer than 1 MiB and was not read."));
  if (!bo_json_scan (line.text, (gssize) line.length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, &error))
    return blame (self, g_error_matches (error, BO_ERROR, BO_ERROR_TOO_LARGE) ? BO_MCP_INVALID_REQUEST
                                                                              : BO_MCP_PARSE_ERROR, error->message);
  if (bo_json_kind (document) != BO_JSON_KIND_ARRAY)
    return read_object (self, document);
  if (bo_json_size (document) == 0)
    return blame (self, BO_MCP_INVALID_REQUEST, _("There is nothing in the batch."));
  self->kind = BO_MCP_BATCH;
  self->batch = document;
  return self;
}

static BoJsonWriter *
begin_response (BoJson id)
{
  BoJsonWriter *json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "jsonrpc", "2.0");
  bo_json_writer_key (json, "id");
  if (id.length > 0)
    bo_json_writer_raw (json, id.text, (gssize) id.length);
  else
    bo_json_writer_null (json);
  return json;
}

char *
_bo_mcp_result (BoJson id, const char *result)
{
  BoJsonWriter *json = begin_response (id);

  bo_json_writer_member_raw (json, "result", result);
  bo_json_writer_end_object (json);
  return bo_json_writer_end (json, NULL);
}

char *
_bo_mcp_error (BoJson id, int code, const char *sentence, const char *data)
{
  BoJsonWriter *json = begin_response (id);

  bo_json_writer_key (json, "error");
  bo_json_writer_begin_object (json);
  bo_json_writer_member_int (json, "code", code);
  bo_json_writer_member_string (json, "message", sentence);
  if (data != NULL)
    bo_json_writer_member_raw (json, "data", data);
  bo_json_writer_end_object (json);
  bo_json_writer_end_object (json);
  return bo_json_writer_end (json, NULL);
}
