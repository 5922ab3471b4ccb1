/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "bo-cli-mcp-message.h"

/* What a client of the Model Context Protocol sends. Lines are the same in whatever pieces they come, and what a
   message becomes can be answered: with one line that is a document, and with the id that it had. */

static GPtrArray *
read_lines (const char *bytes, size_t size, size_t piece)
{
  g_autoptr(BoMcpReader) reader = _bo_mcp_reader_new ();
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  BoMcpLine line;

  for (size_t at = 0; at < size; at += piece)
    _bo_mcp_reader_push (reader, bytes + at, MIN (piece, size - at));
  _bo_mcp_reader_end (reader);
  while (_bo_mcp_reader_next (reader, &line))
    {
      g_assert_true (line.text != NULL || line.length == 0);
      g_assert_cmpuint (line.length, <=, BO_MCP_MAX_MESSAGE);
      g_ptr_array_add (lines, g_bytes_new_take (line.text, line.length));
    }
  return lines;
}

/* What stands between newlines, but for blanks; nothing of what is too long. */
static GPtrArray *
split_lines (const char *bytes, size_t size)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *end = bytes + size;

  for (const char *at = bytes, *newline; at <= end; at = newline + 1)
    {
      size_t blanks = 0;

      newline = at < end ? memchr (at, '\n', (size_t) (end - at)) : NULL;
      newline = newline != NULL ? newline : end;
      while (at + blanks < newline && strchr (" \t\r", at[blanks]) != NULL && at[blanks] != '\0')
        blanks++;
      if (at + blanks < newline)
        g_ptr_array_add (lines, newline - at > BO_MCP_MAX_MESSAGE ? g_bytes_new (NULL, 0)
                                                                  : g_bytes_new (at, (size_t) (newline - at)));
    }
  return lines;
}

static void
check_alike (GPtrArray *a, GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (unsigned int i = 0; i < a->len; i++)
    g_assert_true (g_bytes_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)));
}

static void
check_answer (char *text, BoJson id)
{
  g_autofree char *answer = text;
  g_autoptr(GError) error = NULL;
  BoJson document;

  if (!bo_json_scan (answer, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, &error))
    g_error ("%s: %s", error->message, answer);
  g_assert_true (bo_json_string_is (bo_json_member (document, "jsonrpc"), "2.0"));
  if (id.length > 0)
    g_assert_true (bo_json_equal (bo_json_member (document, "id"), id));
  else
    g_assert_cmpint (bo_json_kind (bo_json_member (document, "id")), ==, BO_JSON_KIND_NULL);
}

static void
check_message (BoMcpMessage *message)
{
  BoJsonKind id = bo_json_kind (message->id);

  g_assert_true (id == BO_JSON_KIND_NONE || id == BO_JSON_KIND_STRING || id == BO_JSON_KIND_NUMBER);
  switch (message->kind)
    {
    case BO_MCP_REQUEST:
      g_assert_true (id != BO_JSON_KIND_NONE && message->method != NULL);
      g_assert_true (message->params.length == 0 || bo_json_kind (message->params) == BO_JSON_KIND_OBJECT);
      fuzz_walk (message->params);
      check_answer (_bo_mcp_result (message->id, "{}"), message->id);
      break;
    case BO_MCP_NOTIFICATION:
      g_assert_true (id == BO_JSON_KIND_NONE && message->method != NULL);
      break;
    case BO_MCP_RESPONSE:
      g_assert_null (message->method);
      break;
    case BO_MCP_BATCH:
      g_assert_cmpuint (bo_json_size (message->batch), >, 0);
      break;
    case BO_MCP_WRONG:
      g_assert_true (message->code != 0 && message->problem != NULL);
      check_answer (_bo_mcp_error (message->id, message->code, message->problem, NULL), message->id);
      break;
    }
}

static void
check_batch (BoJson batch)
{
  BoJsonIter iter;
  BoJson value;

  bo_json_iter_init (&iter, batch);
  while (bo_json_iter_next (&iter, NULL, &value))
    {
      g_autoptr(BoMcpMessage) message = _bo_mcp_message_of (value);

      g_assert_cmpint (message->kind, !=, BO_MCP_BATCH);
      check_message (message);
    }
}

static void
check_line (GBytes *bytes)
{
  size_t length = 0;
  const char *text = g_bytes_get_data (bytes, &length);
  BoMcpLine line = { NULL, length };
  g_autoptr(BoMcpMessage) message = NULL;

  if (length > 0)
    {
      line.text = g_malloc0 (length + 1);
      memcpy (line.text, text, length);
    }
  message = _bo_mcp_message_parse (line);
  check_message (message);
  if (message->kind == BO_MCP_BATCH)
    check_batch (message->batch);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *bytes = (const char *) data;
  g_autoptr(GPtrArray) lines = read_lines (bytes, size, MAX (size, 1));
  g_autoptr(GPtrArray) pieces = read_lines (bytes, size, 7);
  g_autoptr(GPtrArray) expected = split_lines (bytes, size);

  check_alike (lines, expected);
  check_alike (pieces, expected);
  for (unsigned int i = 0; i < lines->len; i++)
    check_line (g_ptr_array_index (lines, i));
  return 0;
}
