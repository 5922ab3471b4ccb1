/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mcp-fixture.h"

#include <signal.h>
#include <string.h>

#include "bo-files.h"

/* The protocol: what is said before anything is asked for, and what happens to bytes that are none. */

#define MIB (1024 * 1024)

static void
test_versions (void)
{
  static const char *const known[] = { "2024-11-05", "2025-03-26", "2025-06-18" };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) later = mcp_start (fixture, "a", NULL);
  g_autoptr (CliResult) answer = NULL, again = NULL, missing = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (Mcp) mcp = mcp_start (fixture, "a", known[i]);
      g_autoptr (CliResult) tools = mcp_ask (mcp, "tools/list", NULL);
      g_autoptr (CliResult) called = mcp_call (mcp, "get_status", NULL);

      g_assert_true ((bo_json_at (tools->document, "/result/tools/0/annotations").length > 0) == (i >= 1));
      g_assert_true ((bo_json_at (tools->document, "/result/tools/0/title").length > 0) == (i >= 2));
      g_assert_true ((bo_json_member (called->document, "structuredContent").length > 0) == (i >= 2));
    }
  missing = mcp_ask (later, "initialize", "{}");
  mcp_assert_code (missing, -32602);
  answer = mcp_ask (later, "initialize", "{\"protocolVersion\":\"2031-01-01\"}");
  cli_assert_at (answer, "/result/protocolVersion", "\"2025-06-18\"");
  cli_assert_at (answer, "/result/capabilities", "{\"tools\":{},\"resources\":{}}");
  cli_assert_at (answer, "/result/serverInfo/name", "\"blowing-off\"");
  g_assert_cmpint (bo_json_at (answer->document, "/result/instructions").length, >, 2);
  again = mcp_ask (later, "initialize", "{\"protocolVersion\":\"2025-06-18\"}");
  mcp_assert_code (again, -32600);
}

static void
test_before_initialize (void)
{
  static const char *const methods[] = { "tools/list", "tools/call", "resources/list", "resources/read", "nonsense" };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (CliResult) refused = mcp_ask (mcp, methods[i], NULL);

      mcp_assert_code (refused, -32600);
    }
  mcp_assert_silent (mcp);
}

/* What is wrong with a line, and what is answered: the id, where it could be told. */
static const struct
{
  const char *line;
  int         code;
  const char *id;
} wrong[] = {
  { "{", -32700, "null" },
  { "nonsense", -32700, "null" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"} {}", -32700, "null" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"p\xff\"}", -32700, "null" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"p\\u0000\"}", -32700, "null" },
  { "7", -32600, "null" },
  { "\"ping\"", -32600, "null" },
  { "[]", -32600, "null" },
  { "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}]", -32600, "null" },
  { "{\"id\":7,\"method\":\"ping\"}", -32600, "7" },
  { "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"ping\"}", -32600, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", -32600, "null" },
  { "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}", -32600, "null" },
  { "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}", -32600, "null" },
  { "{\"jsonrpc\":\"2.0\",\"id\":\"seven\"}", -32600, "\"seven\"" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":5}", -32600, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":[]}", -32602, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":\"x\"}", -32602, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"no/such\"}", -32601, "\"7\"" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\"}", -32602, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}}", -32602, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/list\",\"params\":{\"cursor\":\"-1\"}}", -32602, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/read\"}", -32602, "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///etc/passwd\"}}", -32002,
    "7" },
  { "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/read\",\"params\":{\"uri\":\"blowing-off://room/%zz\"}}",
    -32002, "7" },
};

static void
test_wrong (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);

  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CliResult) answer = NULL;

      g_test_message ("row %zu", i);
      mcp_send (mcp, wrong[i].line, -1);
      mcp_send (mcp, "\n", 1);
      answer = mcp_read (mcp);
      mcp_assert_code (answer, wrong[i].code);
      cli_assert_at (answer, "/id", wrong[i].id);
    }
  mcp_assert_silent (mcp);
}

/* Nobody is owed an answer to these. */
static void
test_no_answer (void)
{
  static const char *const lines[] = {
    "", "   \r", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard-of\",\"params\":[1]}",
    "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"get_home\"}}",
    "{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}",
    "{\"jsonrpc\":\"2.0\",\"id\":99,\"error\":{\"code\":1,\"message\":\"x\"}}",
    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":12345}}",
    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}",
  };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);

  for (size_t i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      mcp_send (mcp, lines[i], -1);
      mcp_send (mcp, "\n", 1);
      mcp_assert_silent (mcp);
    }
}

/* --- bytes, as pipes deliver them --- */

#define LIST(id) "{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"resources/templates/list\"}"

static void
expect (Mcp *mcp, const char *id)
{
  g_autoptr (CliResult) answer = mcp_read (mcp);

  cli_assert_at (answer, "/id", id);
  g_assert_cmpint (bo_json_member (answer->document, "result").length, >, 0);
}

static void
test_pieces (void)
{
  static const char whole[] = LIST ("\"\\u00e9\"") "\n";
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);

  /* Two in one write, with the line ends of others, and half of a third. */
  mcp_send (mcp, LIST ("1") "\r\n" LIST ("2") "\r\n" "{\"jsonrpc\":", -1);
  expect (mcp, "1");
  expect (mcp, "2");
  mcp_send (mcp, "\"2.0\",\"id\":3,\"method\":\"ping\"}\n", -1);
  expect (mcp, "3");
  for (size_t i = 0; i < sizeof whole - 1; i++)
    mcp_send (mcp, whole + i, 1);
  expect (mcp, "\"é\"");
}

static void
test_many (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (GString) all = g_string_new (NULL);

  /* More than it takes in advance, in order. */
  for (int i = 0; i < 100; i++)
    g_string_append_printf (all, LIST ("%d") "\n", i);
  mcp_send (mcp, all->str, (gssize) all->len);
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      expect (mcp, id);
    }
}

static void
test_too_large (void)
{
  static const char request[] = LIST ("8");
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autofree char *blanks = g_strnfill (MIB, ' ');
  g_autofree char *deep = g_strnfill (65, '[');
  g_autofree char *deepest = g_strnfill (200000, '[');
  g_autoptr (CliResult) refused = NULL, nested = NULL, hostile = NULL;

  /* Just what fits, and one byte more. */
  mcp_send (mcp, request, -1);
  mcp_send (mcp, blanks, MIB - (gssize) strlen (request));
  mcp_send (mcp, "\n", 1);
  expect (mcp, "8");
  mcp_send (mcp, request, -1);
  mcp_send (mcp, blanks, MIB - (gssize) strlen (request));
  mcp_send (mcp, " \n", 2);
  refused = mcp_read (mcp);
  mcp_assert_code (refused, -32600);
  cli_assert_at (refused, "/id", "null");
  mcp_send (mcp, deep, -1);
  mcp_send (mcp, "\n", 1);
  nested = mcp_read (mcp);
  mcp_assert_code (nested, -32600);
  mcp_send (mcp, deepest, -1);
  mcp_send (mcp, "\n", 1);
  hostile = mcp_read (mcp);
  mcp_assert_code (hostile, -32600);
  for (int i = 0; i < 8; i++)
    mcp_send (mcp, blanks, MIB);
  mcp_send (mcp, "\n", 1);
  g_clear_pointer (&refused, cli_result_free);
  refused = mcp_read (mcp);
  mcp_assert_code (refused, -32600);
  mcp_assert_silent (mcp);
}

/* --- batches, in the one version that has them --- */

static void
test_batch (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", "2025-03-26");
  g_autoptr (GString) many = g_string_new ("[1");
  g_autoptr (CliResult) answers = NULL, refused = NULL, empty = NULL;

  mcp_send (mcp, "[" LIST ("\"x\"") ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/y\"},5," LIST ("6") "]\n", -1);
  answers = mcp_read (mcp);
  g_assert_cmpuint (bo_json_size (answers->document), ==, 3);
  cli_assert_at (answers, "/0/id", "\"x\"");
  cli_assert_at (answers, "/1/error/code", "-32600");
  cli_assert_at (answers, "/2/id", "6");
  mcp_send (mcp, "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/y\"}]\n", -1);
  mcp_assert_silent (mcp);
  for (int i = 0; i < 32; i++)
    g_string_append (many, ",1");
  g_string_append (many, "]\n");
  mcp_send (mcp, many->str, -1);
  refused = mcp_read (mcp);
  mcp_assert_code (refused, -32600);
  mcp_send (mcp, "[]\n", -1);
  empty = mcp_read (mcp);
  mcp_assert_code (empty, -32600);
}

/* --- the end --- */

/* What was asked for before the end is answered, a last line without its newline too. */
static void
test_end_of_input (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autofree char *dir = cli_path (fixture, "a");
  const char *arguments[] = { "--data-dir", dir, "mcp", NULL };
  g_autoptr (CliResult) result = cli_run (fixture, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
                                                   "{\"protocolVersion\":\"2025-06-18\"}}\n" LIST ("2"), arguments);
  g_auto (GStrv) lines = g_strsplit (result->out, "\n", -1);

  g_assert_cmpint (result->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_true (g_str_has_prefix (lines[1], "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":"));
  g_assert_cmpstr (lines[2], ==, "");
}

static void
test_terminated (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (mcp->process, SIGTERM);
  g_subprocess_wait (mcp->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (mcp->process));
}

/* A hub that doesn't answer holds up who waits for it, and nobody else. */
static void
test_cancel (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_subprocess_send_signal (fixture->hub, SIGSTOP);
  mcp_send (mcp, "{\"jsonrpc\":\"2.0\",\"id\":\"slow\",\"method\":\"tools/call\",\"params\":{\"name\":\"sync_now\"}}\n"
                 LIST ("\"behind\"") "\n" LIST ("\"unwanted\"") "\n", -1);
  mcp_assert_silent (mcp);
  mcp_send (mcp, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"unwanted\"}}\n"
                 "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"slow\"}}\n", -1);
  expect (mcp, "\"behind\"");
  mcp_assert_silent (mcp);
  g_subprocess_send_signal (fixture->hub, SIGCONT);
}

/* In the midst of it, the end comes soon. */
static void
test_terminated_while_waiting (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = NULL;
  g_autoptr (GError) error = NULL;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_subprocess_send_signal (fixture->hub, SIGSTOP);
  mcp_send (mcp, "{\"jsonrpc\":\"2.0\",\"id\":\"slow\",\"method\":\"tools/call\",\"params\":{\"name\":\"sync_now\"}}\n",
            -1);
  mcp_assert_silent (mcp);
  g_subprocess_send_signal (mcp->process, SIGTERM);
  g_subprocess_wait (mcp->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (mcp->process));
  g_subprocess_send_signal (fixture->hub, SIGCONT);
}

/* It stays for long, and synchronising is for whoever comes: the window. */
static void
test_turns (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = NULL;
  g_autoptr (CliResult) synced = NULL;
  g_autofree char *dir = cli_path (fixture, "a"), *path = NULL;
  int64_t deadline = bo_clock_monotonic () + 20 * G_USEC_PER_SEC;
  int lock = -1;

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  mcp = mcp_start (fixture, "a", MCP_NEWEST);
  synced = mcp_call (mcp, "sync_now", NULL);
  cli_assert_at (synced, "/isError", "false");
  path = bo_files_current (dir);
  while ((lock = bo_files_lock (path)) < 0 && bo_clock_monotonic () < deadline)
    g_thread_yield ();
  g_assert_cmpint (lock, >=, 0);
  close (lock);
  g_clear_pointer (&synced, cli_result_free);
  synced = mcp_call (mcp, "sync_now", NULL);
  cli_assert_at (synced, "/structuredContent/success", "true");
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/mcp/versions", test_versions);
  g_test_add_func ("/cli/mcp/before-initialize", test_before_initialize);
  g_test_add_func ("/cli/mcp/wrong", test_wrong);
  g_test_add_func ("/cli/mcp/no-answer", test_no_answer);
  g_test_add_func ("/cli/mcp/pieces", test_pieces);
  g_test_add_func ("/cli/mcp/many", test_many);
  g_test_add_func ("/cli/mcp/too-large", test_too_large);
  g_test_add_func ("/cli/mcp/batch", test_batch);
  g_test_add_func ("/cli/mcp/end-of-input", test_end_of_input);
  g_test_add_func ("/cli/mcp/terminated", test_terminated);
  g_test_add_func ("/cli/mcp/cancel", test_cancel);
  g_test_add_func ("/cli/mcp/terminated-while-waiting", test_terminated_while_waiting);
  g_test_add_func ("/cli/mcp/turns", test_turns);
  return g_test_run ();
}
