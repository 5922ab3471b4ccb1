/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-cli-mcp-reader.h"

G_BEGIN_DECLS

/* Of JSON-RPC 2.0, and the one that MCP adds. */
enum
{
  BO_MCP_PARSE_ERROR = -32700,
  BO_MCP_INVALID_REQUEST = -32600,
  BO_MCP_METHOD_NOT_FOUND = -32601,
  BO_MCP_INVALID_PARAMS = -32602,
  BO_MCP_INTERNAL_ERROR = -32603,
  BO_MCP_RESOURCE_NOT_FOUND = -32002,
};

typedef enum
{
  BO_MCP_REQUEST,
  BO_MCP_NOTIFICATION,
  BO_MCP_RESPONSE,      /* to nothing that was asked */
  BO_MCP_BATCH,
  BO_MCP_WRONG,         /* answered with @code and @problem */
} BoMcpKind;

/**
 * BoMcpMessage:
 * @kind: which of the others count
 * @text: (nullable): what the spans lie in, where it is not another's
 * @id: of a request; of anything wrong where it could be told
 * @method: of a request or a notification
 * @params: an object, or none
 * @batch: an array with at least one element
 * @code: of an error
 * @problem: its sentence
 *
 * A message taken apart. Everything in it has been scanned.
 */
typedef struct
{
  BoMcpKind kind;
  char     *text;
  BoJson    id;
  char     *method;
  BoJson    params;
  BoJson    batch;
  int       code;
  char     *problem;
} BoMcpMessage;

/* @line: its text is taken. Never fails: what can't be read is WRONG. */
BoMcpMessage *_bo_mcp_message_parse (BoMcpLine line);
/* One element of a batch, which has to outlive it. */
BoMcpMessage *_bo_mcp_message_of    (BoJson value);
void          _bo_mcp_message_free  (BoMcpMessage *self);

/* (transfer full): a response. @id: none is null; @result: JSON text */
char         *_bo_mcp_result        (BoJson id, const char *result);
/* @data: (nullable): JSON text */
char         *_bo_mcp_error         (BoJson id, int code, const char *sentence, const char *data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoMcpMessage, _bo_mcp_message_free)

G_END_DECLS
