/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* Bytes of one message, without its newline. */
#define BO_MCP_MAX_MESSAGE (1024 * 1024)

/**
 * BoMcpReader:
 *
 * Bytes become lines, however they arrive: several in one piece, or one in many. A line of
 * blanks is none. Of a line that is too long only that it was is kept. Does no I/O.
 */
typedef struct _BoMcpReader BoMcpReader;

/**
 * BoMcpLine:
 * @text: (nullable): NUL-terminated, may hold NUL too; %NULL: it was longer than BO_MCP_MAX_MESSAGE
 * @length: in bytes
 */
typedef struct
{
  char  *text;
  size_t length;
} BoMcpLine;

BoMcpReader *_bo_mcp_reader_new  (void);
void         _bo_mcp_reader_free (BoMcpReader *self);
void         _bo_mcp_reader_push (BoMcpReader *self, const char *bytes, size_t length);
/* Nothing comes any more: what has no newline is a line all the same. */
void         _bo_mcp_reader_end  (BoMcpReader *self);
/* The next whole line, if there is one; @line: (out): its text is the caller's. */
bool         _bo_mcp_reader_next (BoMcpReader *self, BoMcpLine *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoMcpReader, _bo_mcp_reader_free)

G_END_DECLS
