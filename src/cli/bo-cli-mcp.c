/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

/* The Model Context Protocol over standard input and output: a message a line. Messages are read whenever the main
   context runs, thus also while one is being answered: a ping, and that an answer is no longer wanted, don't wait. */

#define MAX_WAITING 16
#define CHUNK 65536

typedef struct
{
  BoMcp        mcp;
  BoMcpReader *reader;
  GQueue       waiting;  /* BoMcpMessage */
  unsigned int source;   /* 0: not read for now */
  bool         ended;    /* nothing comes any more */
  GError      *lost;     /* standard output is gone */
} Server;

static gboolean readable_cb (int fd, GIOCondition condition, void *data);

/* @response: (transfer full) (nullable) */
static void
put_out (Server *server, char *response)
{
  GString *out = server->mcp.cli->out;

  if (response == NULL)
    return;
  /* Spans of others keep their line breaks, between tokens alone. */
  g_string_append (out, g_strdelimit (response, "\n\r", ' '));
  g_string_append_c (out, '\n');
  g_free (response);
  if (server->lost == NULL && !_bo_cli_flush (server->mcp.cli, &server->lost))
    server->mcp.stopping = true;
}

/* --- what doesn't wait for its turn --- */

static bool
is_called (const BoMcpMessage *message, BoMcpKind kind, const char *method)
{
  return message->kind == kind && g_str_equal (message->method, method);
}

static void
cancel (Server *server, BoMcpMessage *message)
{
  BoJson id = bo_json_member (message->params, "requestId");

  if (id.length == 0)
    return;
  if (server->mcp.current.length > 0 && bo_json_equal (server->mcp.current, id))
    server->mcp.cancelled = true;
  for (GList *at = server->waiting.head, *next; at != NULL; at = next)
    {
      BoMcpMessage *other = at->data;

      next = at->next;
      if (other->kind == BO_MCP_REQUEST && bo_json_equal (other->id, id)
          && !is_called (other, BO_MCP_REQUEST, "initialize"))
        {
          _bo_mcp_message_free (other);
          g_queue_delete_link (&server->waiting, at);
        }
    }
}

static void
take_message (Server *server, BoMcpMessage *message)
{
  if (is_called (message, BO_MCP_NOTIFICATION, "notifications/cancelled"))
    cancel (server, message);
  else if (is_called (message, BO_MCP_REQUEST, "ping"))
    put_out (server, _bo_mcp_answer (&server->mcp, message));
  else
    {
      g_queue_push_tail (&server->waiting, message);
      return;
    }
  _bo_mcp_message_free (message);
}

/* --- reading --- */

static void
take_lines (Server *server)
{
  BoMcpLine line;

  while (_bo_mcp_reader_next (server->reader, &line))
    take_message (server, _bo_mcp_message_parse (line));
}

static gboolean
readable_cb (int fd, GIOCondition condition, void *data)
{
  Server *server = data;
  char bytes[CHUNK];
  ssize_t length = read (fd, bytes, sizeof bytes);

  if (length < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;
  if (length > 0)
    _bo_mcp_reader_push (server->reader, bytes, (size_t) length);
  else
    {
      _bo_mcp_reader_end (server->reader);
      server->ended = true;
    }
  take_lines (server);
  /* Whoever sends faster than it can be answered has to wait. */
  if (!server->ended && g_queue_get_length (&server->waiting) < MAX_WAITING)
    return G_SOURCE_CONTINUE;
  server->source = 0;
  return G_SOURCE_REMOVE;
}

static void
go_on_reading (Server *server)
{
  if (server->source == 0 && !server->ended && g_queue_get_length (&server->waiting) < MAX_WAITING)
    server->source = g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, readable_cb, server);
}

/* --- answering, one after the other --- */

static void
answer_next (Server *server)
{
  g_autoptr (BoMcpMessage) message = g_queue_pop_head (&server->waiting);

  if (message != NULL)
    put_out (server, _bo_mcp_answer (&server->mcp, message));
  else
    g_main_context_iteration (NULL, TRUE);
}

static void
serve (Server *server)
{
  while (!server->mcp.stopping && (!server->ended || g_queue_get_length (&server->waiting) > 0))
    {
      go_on_reading (server);
      answer_next (server);
    }
}

static gboolean
terminated_cb (void *data)
{
  Server *server = data;

  server->mcp.stopping = true;
  return G_SOURCE_CONTINUE;
}

static void
free_message (void *message)
{
  _bo_mcp_message_free (message);
}

BoCliStatus
_bo_cli_mcp (BoCli *cli)
{
  g_autoptr (BoMcpReader) reader = _bo_mcp_reader_new ();
  Server server = { .mcp = { .cli = cli }, .reader = reader };
  unsigned int interrupt = g_unix_signal_add (SIGINT, terminated_cb, &server);
  unsigned int terminate = g_unix_signal_add (SIGTERM, terminated_cb, &server);
  BoCliStatus status = BO_CLI_DONE;

  /* That nobody reads any more is found when writing. */
  signal (SIGPIPE, SIG_IGN);
  g_queue_init (&server.waiting);
  serve (&server);
  g_queue_clear_full (&server.waiting, free_message);
  if (server.source != 0)
    g_source_remove (server.source);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (server.lost != NULL)
    status = _bo_cli_fail (cli, server.lost);
  g_clear_error (&server.lost);
  return status;
}
