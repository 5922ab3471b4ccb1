/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mcp-fixture.h"

#include <string.h>

void
mcp_send (Mcp *self, const char *bytes, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (self->in, bytes, length < 0 ? strlen (bytes) : (size_t) length, NULL, NULL, &error);
  g_assert_no_error (error);
}

CliResult *
mcp_read (Mcp *self)
{
  g_autoptr (GError) error = NULL;
  CliResult *result = g_new0 (CliResult, 1);

  result->out = g_data_input_stream_read_line (self->out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result->out);
  bo_json_scan (result->out, -1, BO_MAX_DEPTH + 8, BO_JSON_SCAN_STRICT, &result->document, &error);
  g_assert_no_error (error);
  return result;
}

CliResult *
mcp_ask (Mcp *self, const char *method, const char *params)
{
  g_autofree char *id = g_strdup_printf ("%d", ++self->id);
  g_autofree char *request = g_strdup_printf ("{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}\n", id,
                                              method, params != NULL ? params : "{}");
  CliResult *answer;

  mcp_send (self, request, -1);
  answer = mcp_read (self);
  cli_assert_at (answer, "/jsonrpc", "\"2.0\"");
  cli_assert_at (answer, "/id", id);
  return answer;
}

CliResult *
mcp_call (Mcp *self, const char *tool, const char *arguments)
{
  g_autofree char *params = g_strdup_printf ("{\"name\":\"%s\",\"arguments\":%s}", tool,
                                             arguments != NULL ? arguments : "{}");
  CliResult *answer = mcp_ask (self, "tools/call", params);
  BoJson result = bo_json_member (answer->document, "result");

  if (result.length == 0)
    g_test_message ("%s", answer->out);
  g_assert_cmpint (result.length, >, 0);
  answer->document = result;
  return answer;
}

void
mcp_assert_silent (Mcp *self)
{
  g_autoptr (CliResult) pong = mcp_ask (self, "ping", NULL);

  cli_assert_at (pong, "/result", "{}");
}

void
mcp_assert_code (CliResult *answer, int code)
{
  g_autofree char *text = g_strdup_printf ("%d", code);
  g_autofree char *sentence = bo_json_dup_string (bo_json_at (answer->document, "/error/message"));

  cli_assert_at (answer, "/error/code", text);
  g_assert_nonnull (sentence);
  g_assert_cmpint (bo_json_member (answer->document, "result").length, ==, 0);
}

char *
mcp_text (CliResult *result)
{
  return bo_json_dup_string (bo_json_at (result->document, "/content/0/text"));
}

void
mcp_assert_failed (CliResult *result, const char *part)
{
  g_autofree char *text = mcp_text (result);

  cli_assert_at (result, "/isError", "true");
  if (strstr (text, part) == NULL)
    g_test_message ("not “%s” in: %s", part, text);
  g_assert_nonnull (strstr (text, part));
  g_assert_cmpint (bo_json_member (result->document, "structuredContent").length, ==, 0);
}

Mcp *
mcp_start (CliFixture *fixture, const char *home, const char *version)
{
  Mcp *self = g_new0 (Mcp, 1);

  self->process = cli_spawn (fixture, home, "mcp", NULL);
  self->in = g_object_ref (g_subprocess_get_stdin_pipe (self->process));
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  if (version != NULL)
    {
      g_autofree char *params = g_strdup_printf ("{\"protocolVersion\":\"%s\",\"capabilities\":{},"
                                                 "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}", version);
      g_autofree char *quoted = bo_json_quote (version);
      g_autoptr (CliResult) answer = mcp_ask (self, "initialize", params);

      cli_assert_at (answer, "/result/protocolVersion", quoted);
      mcp_send (self, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n", -1);
    }
  return self;
}

void
mcp_stop (Mcp *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *more = NULL;

  g_output_stream_close (self->in, NULL, &error);
  g_assert_no_error (error);
  more = g_data_input_stream_read_line (self->out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (more, ==, NULL);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (self->process));
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, 0);
  g_object_unref (self->in);
  g_object_unref (self->out);
  g_object_unref (self->process);
  g_free (self);
}

void
mcp_got_cb (GObject *source, GAsyncResult *result, void *data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
mcp_wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (slot);
}
