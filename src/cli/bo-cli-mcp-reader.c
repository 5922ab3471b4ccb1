/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-reader.h"

#include <string.h>

struct _BoMcpReader
{
  GString *line;      /* as far as it has come */
  bool     too_long;  /* and what of it still comes is thrown away */
  GQueue   lines;     /* BoMcpLine */
};

static void
line_free (void *data)
{
  BoMcpLine *line = data;

  g_free (line->text);
  g_free (line);
}

BoMcpReader *
_bo_mcp_reader_new (void)
{
  BoMcpReader *self = g_new0 (BoMcpReader, 1);

  self->line = g_string_new (NULL);
  g_queue_init (&self->lines);
  return self;
}

void
_bo_mcp_reader_free (BoMcpReader *self)
{
  g_string_free (self->line, TRUE);
  g_queue_clear_full (&self->lines, line_free);
  g_free (self);
}

static bool
is_blank (const GString *line)
{
  return strspn (line->str, " \t\r") == line->len;
}

static void
finish_line (BoMcpReader *self)
{
  BoMcpLine *line;

  if (self->too_long || !is_blank (self->line))
    {
      line = g_new0 (BoMcpLine, 1);
      if (!self->too_long)
        *line = (BoMcpLine){ g_memdup2 (self->line->str, self->line->len + 1), self->line->len };
      g_queue_push_tail (&self->lines, line);
    }
  g_string_truncate (self->line, 0);
  self->too_long = false;
}

static void
append (BoMcpReader *self, const char *bytes, size_t length)
{
  if (self->too_long || length > BO_MCP_MAX_MESSAGE - self->line->len)
    {
      self->too_long = true;
      g_string_truncate (self->line, 0);
    }
  else
    g_string_append_len (self->line, bytes, (gssize) length);
}

void
_bo_mcp_reader_push (BoMcpReader *self, const char *bytes, size_t length)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      const char *newline = memchr (bytes, '\n', (size_t) (end - bytes));

      append (self, bytes, (size_t) ((newline != NULL ? newline : end) - bytes));
      if (newline == NULL)
        break;
      finish_line (self);
      bytes = newline + 1;
    }
}

void
_bo_mcp_reader_end (BoMcpReader *self)
{
  finish_line (self);
}

bool
_bo_mcp_reader_next (BoMcpReader *self, BoMcpLine *line)
{
  g_autofree BoMcpLine *first = g_queue_pop_head (&self->lines);

  if (first != NULL)
    *line = *first;
  return first != NULL;
}
