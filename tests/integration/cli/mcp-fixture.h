/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli-fixture.h"

G_BEGIN_DECLS

/**
 * Mcp:
 *
 * `blowing-off-cli mcp` as a client of the protocol starts it, and both ends of its pipes.
 */
typedef struct
{
  GSubprocess      *process;
  GOutputStream    *in;
  GDataInputStream *out;
  int               id;
} Mcp;

/* @version: (nullable): of `initialize`; NULL: it isn't sent */
Mcp       *mcp_start     (CliFixture *fixture, const char *home, const char *version);
/* Ends its input; there is nothing left to read, and it has ended well. */
void       mcp_stop      (Mcp *self);
/* Bytes as they are; -1: a string */
void       mcp_send      (Mcp *self, const char *bytes, gssize length);
/* The next line: one message. */
CliResult *mcp_read      (Mcp *self);
/* A request, and its answer. @params: (nullable): JSON */
CliResult *mcp_ask       (Mcp *self, const char *method, const char *params);
/* Of a tool; @document is the result. @arguments: (nullable): JSON */
CliResult *mcp_call      (Mcp *self, const char *tool, const char *arguments);
/* Asserts that nothing came out that hasn't been read. */
void       mcp_assert_silent (Mcp *self);
/* It is an error of the protocol with that code. */
void       mcp_assert_code   (CliResult *answer, int code);
/* A tool that failed, and said so with @part in it. */
void       mcp_assert_failed (CliResult *result, const char *part);
/* (transfer full): the text of a result */
char      *mcp_text          (CliResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mcp, mcp_stop)

#define MCP_NEWEST "2025-06-18"

/* For a client of this process: keeps the result in the GAsyncResult * that @data points to. */
void          mcp_got_cb   (GObject *source, GAsyncResult *result, void *data);
/* (transfer full): the result, once it is there */
GAsyncResult *mcp_wait_for (GAsyncResult **slot);

G_END_DECLS
