/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mcp-fixture.h"

#include <signal.h>
#include <string.h>

#include "bo-client.h"

/* What a client can see and do: on the files of the other commands, with and without a hub. */

static CliFixture *
furnished (void)
{
  CliFixture *fixture = cli_fixture_new ();

  cli_furnish (fixture, "a");
  return fixture;
}

/* A scene of one step after the other. */
static void
put_scene (CliFixture *fixture, const char *home, const char *id, const char *name, const char *actions)
{
  g_autofree char *content = g_strdup_printf ("{\"kind\":\"scene\",\"actions\":%s}", actions);

  g_assert_cmpint (cli_status (fixture, home, "entity", "put", "--type", "automation", "--id", id, "--name", name,
                               "--content", content, NULL), ==, 0);
}

#define STEP(accessory, characteristic, value) \
  "{\"accessory_id\":\"" accessory "\",\"characteristic_id\":\"" characteristic "\",\"value\":" value "}"

/* The text says all that the structure does, for who reads only that. */
static void
assert_same_twice (CliResult *result)
{
  g_autofree char *text = mcp_text (result);
  BoJson structure = bo_json_member (result->document, "structuredContent");

  cli_assert_at (result, "/isError", "false");
  g_assert_true (bo_json_equal (bo_json_wrap (text), structure));
}

/* --- what there is --- */

static void
test_list (void)
{
  static const char *const names[] = {
    "find", "get_accessory", "get_history", "get_home", "get_status", "list_conflicts", "list_waiting",
    "read_document", "run_scene", "set_characteristic", "sync_now",
  };
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) list = mcp_ask (mcp, "tools/list", NULL);

  g_assert_cmpuint (bo_json_size (bo_json_at (list->document, "/result/tools")), ==, G_N_ELEMENTS (names));
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      BoJson tool = bo_json_element (bo_json_at (list->document, "/result/tools"), i);
      bool acts = strcmp (names[i], "run_scene") == 0 || strcmp (names[i], "set_characteristic") == 0;
      bool reads = !acts && strcmp (names[i], "sync_now") != 0;
      BoJson hints = bo_json_member (tool, "annotations");

      g_assert_true (bo_json_string_is (bo_json_member (tool, "name"), names[i]));
      g_assert_cmpint (bo_json_member (tool, "title").length, >, 2);
      g_assert_cmpint (bo_json_member (tool, "description").length, >, 2);
      g_assert_true (bo_json_string_is (bo_json_at (tool, "/inputSchema/type"), "object"));
      g_assert_false (bo_json_member_bool (bo_json_member (tool, "inputSchema"), "additionalProperties", true));
      g_assert_true (bo_json_member_bool (hints, "readOnlyHint", !reads) == reads);
      g_assert_true (bo_json_member_bool (hints, "destructiveHint", !acts) == acts);
      g_assert_true (bo_json_member_bool (hints, "idempotentHint", false));
    }
}

static void
test_arguments (void)
{
  static const char *const calls[] = {
    "{}", "{\"name\":5}", "{\"name\":\"open_door\"}", "{\"name\":\"find\"}", "{\"name\":\"find\",\"arguments\":[]}",
    "{\"name\":\"find\",\"arguments\":{\"words\":7}}", "{\"name\":\"find\",\"arguments\":{\"words\":\"\"}}",
    "{\"name\":\"find\",\"arguments\":{\"words\":null}}",
    "{\"name\":\"find\",\"arguments\":{\"words\":\"x\",\"limit\":0}}",
    "{\"name\":\"find\",\"arguments\":{\"words\":\"x\",\"limit\":\"5\"}}",
    "{\"name\":\"get_home\",\"arguments\":{\"house\":\"x\"}}",
    "{\"name\":\"set_characteristic\",\"arguments\":{\"accessory\":\"lamp\",\"characteristic\":\"on\",\"value\":[1]}}",
    "{\"name\":\"list_conflicts\",\"arguments\":{\"reviewed\":\"yes\"}}",
  };
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) without = mcp_ask (mcp, "tools/call", "{\"name\":\"get_home\"}");
  g_autoptr (CliResult) null = mcp_call (mcp, "find", "{\"words\":\"lamp\",\"limit\":null}");

  for (size_t i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (CliResult) refused = mcp_ask (mcp, "tools/call", calls[i]);

      g_test_message ("%s", calls[i]);
      mcp_assert_code (refused, -32602);
    }
  cli_assert_at (without, "/result/isError", "false");
  cli_assert_at (null, "/isError", "false");
}

static void
test_get_home (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) home = mcp_call (mcp, "get_home", NULL);
  g_autoptr (CliResult) room = mcp_call (mcp, "get_home", "{\"room\":\"hall\"}");
  g_autoptr (CliResult) none = mcp_call (mcp, "get_home", "{\"room\":\"Attic\"}");

  assert_same_twice (home);
  cli_assert_at (home, "/structuredContent/homes/0/name", "\"Elm Street\"");
  cli_assert_at (home, "/structuredContent/zones/0/zone", "null");
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/name", "\"Hall\"");
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/accessories/1/id", "\"lamp\"");
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/accessories/1/notice", "\"Waiting to send\"");
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/accessories/1/values/1/characteristic", "\"brightness\"");
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/accessories/1/values/1/value", "80");
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/accessories/1/values/1/age", "\"just now\"");
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/accessories/1/values/1/service", "\"lamp-1\"");
  cli_assert_at (home, "/structuredContent/no_room/0/name", "\"Twin\"");
  cli_assert_at (room, "/structuredContent/accessories/0/summary", "\"Locked\"");
  mcp_assert_failed (none, "Attic");
}

/* Asks again and again, until another process has done what makes it so. */
static CliResult *
call_until (Mcp *mcp, const char *tool, const char *path, const char *json)
{
  int64_t end = bo_clock_monotonic () + 20 * G_USEC_PER_SEC;
  CliResult *result = mcp_call (mcp, tool, NULL);

  while (!bo_json_equal (bo_json_at (result->document, path), bo_json_wrap (json)) && bo_clock_monotonic () < end)
    {
      cli_result_free (result);
      result = mcp_call (mcp, tool, NULL);
    }
  cli_assert_at (result, path, json);
  return result;
}

static void
test_zones (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) home = NULL;

  /* Made by another process meanwhile. */
  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "zone", "--id", "up", "--name", "Upstairs",
                               NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "a", "edge", "put", "--type", "part_of", "--from", "room-kitchen", "--to", "up",
                               NULL), ==, 0);
  home = call_until (mcp, "get_home", "/structuredContent/zones/0/rooms/0/name", "\"Kitchen\"");
  cli_assert_at (home, "/structuredContent/zones/0/zone", "\"Upstairs\"");
  cli_assert_at (home, "/structuredContent/zones/1/rooms/0/name", "\"Hall\"");
}

static void
assert_found (Mcp *mcp, const char *words, const char *id, const char *kind)
{
  g_autofree char *arguments = g_strdup_printf ("{\"words\":\"%s\"}", words);
  g_autofree char *quoted_id = bo_json_quote (id), *quoted_kind = bo_json_quote (kind);
  g_autoptr (CliResult) found = mcp_call (mcp, "find", arguments);

  assert_same_twice (found);
  cli_assert_at (found, "/structuredContent/found/0/id", quoted_id);
  cli_assert_at (found, "/structuredContent/found/0/kind", quoted_kind);
}

static void
test_find (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = NULL;
  g_autoptr (CliResult) nothing = NULL, one = NULL;

  put_scene (fixture, "a", "scene-1", "Good night", "[]");
  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "manual", "--id", "manual-1", "--name", "Boiler",
                               "--content", "{\"text\":\"Turn the valve.\\nTo RESET the pump, hold the knob.\"}", NULL),
                   ==, 0);
  mcp = mcp_start (fixture, "a", MCP_NEWEST);
  assert_found (mcp, "hall lamp", "lamp", "accessory");
  assert_found (mcp, "kitchn", "room-kitchen", "room");
  assert_found (mcp, "good night", "scene-1", "scene");
  assert_found (mcp, "pump reset", "manual-1", "document");
  assert_found (mcp, "dust", "note-1", "document");
  nothing = mcp_call (mcp, "find", "{\"words\":\"submarine\"}");
  cli_assert_at (nothing, "/structuredContent/found", "[]");
  one = mcp_call (mcp, "find", "{\"words\":\"twin\",\"limit\":1}");
  g_assert_cmpuint (bo_json_size (bo_json_at (one->document, "/structuredContent/found")), ==, 1);
}

static void
test_get_accessory (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) lamp = mcp_call (mcp, "get_accessory", "{\"accessory\":\"Hall lamp\"}");
  g_autoptr (CliResult) lock = mcp_call (mcp, "get_accessory", "{\"accessory\":\"lock\"}");
  g_autoptr (CliResult) several = mcp_call (mcp, "get_accessory", "{\"accessory\":\"twin\"}");
  g_autoptr (CliResult) none = mcp_call (mcp, "get_accessory", "{\"accessory\":\"Triplet\"}");
  const char *brightness = "/structuredContent/services/0/characteristics/1";
  BoJson value;

  assert_same_twice (lamp);
  value = bo_json_at (lamp->document, brightness);
  g_assert_true (bo_json_string_is (bo_json_member (value, "characteristic"), "brightness"));
  g_assert_true (bo_json_equal (bo_json_member (value, "value"), bo_json_wrap ("80")));
  g_assert_true (bo_json_string_is (bo_json_member (value, "display"), "80 %"));
  g_assert_true (bo_json_string_is (bo_json_member (value, "unit"), "percentage"));
  g_assert_true (bo_json_equal (bo_json_member (value, "maximum"), bo_json_wrap ("100")));
  g_assert_true (bo_json_member_bool (value, "writable", false));
  g_assert_true (bo_json_string_is (bo_json_member (value, "age"), "just now"));
  cli_assert_at (lamp, "/structuredContent/rooms/0/name", "\"Hall\"");
  cli_assert_at (lamp, "/structuredContent/documents/0/id", "\"note-1\"");
  cli_assert_at (lock, "/structuredContent/services/0/characteristics/0/valid_values/1/name", "\"secured\"");
  cli_assert_at (lock, "/structuredContent/services/0/characteristics/0/reported/display", "\"Locked\"");
  cli_assert_at (lock, "/structuredContent/services/0/characteristics/1/writable", "false");
  mcp_assert_failed (several, "twin-2");
  mcp_assert_failed (none, "Triplet");
}

/* --- changing --- */

#define SET(accessory, characteristic, value) \
  "{\"accessory\":\"" accessory "\",\"characteristic\":\"" characteristic "\",\"value\":" value "}"

static void
test_set (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) set = mcp_call (mcp, "set_characteristic", SET ("Hall lamp", "Brightness", "40"));
  g_autoptr (CliResult) text = mcp_call (mcp, "set_characteristic", SET ("lamp", "brightness", "\"41\""));
  g_autoptr (CliResult) both = mcp_call (mcp, "set_characteristic", SET ("lamp", "on", "true"));
  g_autoptr (CliResult) one = mcp_call (mcp, "set_characteristic", "{\"accessory\":\"lamp\",\"characteristic\":\"on\","
                                                                   "\"value\":true,\"service\":\"2\"}");
  g_autoptr (CliResult) range = mcp_call (mcp, "set_characteristic", SET ("lamp", "brightness", "150"));
  g_autoptr (CliResult) word = mcp_call (mcp, "set_characteristic", SET ("lamp", "brightness", "\"bright\""));
  g_autoptr (CliResult) other = mcp_call (mcp, "set_characteristic", SET ("lamp", "volume", "1"));
  g_autoptr (CliResult) fixed = mcp_call (mcp, "set_characteristic", SET ("lock", "lock_current_state", "0"));
  g_autoptr (CliResult) here = cli_json (fixture, "a", "get", "lamp", "brightness", NULL);
  g_autoptr (CliResult) second = cli_json (fixture, "a", "get", "lamp", "on", "--service", "lamp-2", NULL);
  g_autofree char *sentence = mcp_text (set);

  cli_assert_at (set, "/isError", "false");
  g_assert_cmpstr (sentence, ==, "Hall lamp: Brightness is set to 40 %, waiting to be sent.");
  cli_assert_at (set, "/structuredContent",
                 "{\"id\":\"lamp\",\"characteristic\":\"brightness\",\"value\":40,\"pending\":true}");
  cli_assert_at (text, "/structuredContent/value", "41");
  mcp_assert_failed (both, "lamp-2");
  cli_assert_at (one, "/isError", "false");
  mcp_assert_failed (range, "100");
  mcp_assert_failed (word, "bright");
  mcp_assert_failed (other, "brightness");
  cli_assert_at (fixed, "/isError", "true");
  cli_assert_at (here, "/value", "41");
  cli_assert_at (second, "/value", "true");
}

/* What waits for the hub, as another process sees it. */
static unsigned int
count_waiting (CliFixture *fixture, const char *home)
{
  g_autoptr (CliResult) pending = cli_json (fixture, home, "pending", NULL);

  return bo_json_size (pending->document);
}

static CliFixture *
synchronised (void)
{
  CliFixture *fixture = cli_fixture_new ();

  cli_hub_start (fixture);
  cli_connect (fixture, "a");
  cli_furnish (fixture, "a");
  g_assert_cmpint (cli_status (fixture, "a", "entity", "put", "--type", "device", "--id", "alarm", "--name", "Alarm",
                               "--content", "{\"services\":[{\"id\":\"s\",\"service_type\":\"security_system\","
                               "\"characteristics\":[{\"id\":\"st\",\"characteristic_type\":"
                               "\"security_system_target_state\",\"value\":1}]},{\"id\":\"g\",\"service_type\":"
                               "\"garage_door_opener\",\"characteristics\":[{\"id\":\"gt\",\"characteristic_type\":"
                               "\"target_door_state\",\"value\":1}]}]}", NULL), ==, 0);
  put_scene (fixture, "a", "scene-home", "Come home",
             "[" STEP ("lamp", "lamp-1-on", "true") "," STEP ("lock", "lock-1-target", "0") "]");
  put_scene (fixture, "a", "scene-night", "Good night",
             "[" STEP ("lamp", "lamp-1-on", "false") "," STEP ("lock", "lock-1-target", "1") ","
             STEP ("gone", "x", "1") "]");
  put_scene (fixture, "a", "scene-lost", "Nowhere", "[" STEP ("gone", "x", "1") "]");
  g_assert_cmpint (cli_status (fixture, "a", "sync", NULL), ==, 0);
  g_assert_cmpuint (count_waiting (fixture, "a"), ==, 0);
  return fixture;
}

/* Away from safety: by no value, no name, no argument. */
static void
test_refused (void)
{
  static const char *const calls[] = {
    SET ("lock", "lock_target_state", "0"), SET ("Front door", "lock_target_state", "\"unsecured\""),
    SET ("lock", "lock-1-target", "false"), SET ("lock", "Lock asked for", "\"0\""),
    SET ("alarm", "security_system_target_state", "3"), SET ("alarm", "target_door_state", "\"open\""),
    SET ("alarm", "gt", "0"),
  };
  static const char *const tricks[] = {
    "{\"accessory\":\"lock\",\"characteristic\":\"lock_target_state\",\"value\":0,\"confirm\":true}",
    "{\"accessory\":\"lock\",\"characteristic\":\"lock_target_state\",\"value\":0,\"confirmed\":true}",
    "{\"accessory\":\"lock\",\"characteristic\":\"lock_target_state\",\"value\":0,\"--confirm\":\"\"}",
  };
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) scene = NULL, lock = NULL, locked = NULL, waiting = NULL, lamp = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (CliResult) refused = mcp_call (mcp, "set_characteristic", calls[i]);

      g_test_message ("%s", calls[i]);
      mcp_assert_failed (refused, "window");
    }
  for (size_t i = 0; i < G_N_ELEMENTS (tricks); i++)
    {
      g_autofree char *params = g_strdup_printf ("{\"name\":\"set_characteristic\",\"arguments\":%s}", tricks[i]);
      g_autoptr (CliResult) refused = mcp_ask (mcp, "tools/call", params);

      mcp_assert_code (refused, -32602);
    }
  scene = mcp_call (mcp, "run_scene", "{\"scene\":\"Come home\"}");
  mcp_assert_failed (scene, "window");
  g_assert_cmpuint (count_waiting (fixture, "a"), ==, 0);
  waiting = mcp_call (mcp, "list_waiting", NULL);
  cli_assert_at (waiting, "/structuredContent/waiting", "[]");
  lock = cli_json (fixture, "a", "get", "lock", "lock_target_state", NULL);
  cli_assert_at (lock, "/value", "1");
  lamp = cli_json (fixture, "a", "get", "lamp", "on", "--service", "lamp-1", NULL);
  cli_assert_at (lamp, "/value", "true");
  /* Towards it. */
  locked = mcp_call (mcp, "set_characteristic", SET ("lock", "lock_target_state", "\"secured\""));
  cli_assert_at (locked, "/isError", "false");
}

static void
test_run_scene (void)
{
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) run = mcp_call (mcp, "run_scene", "{\"scene\":\"good night\"}");
  g_autoptr (CliResult) lost = mcp_call (mcp, "run_scene", "{\"scene\":\"Nowhere\"}");
  g_autoptr (CliResult) none = mcp_call (mcp, "run_scene", "{\"scene\":\"lamp\"}");
  g_autoptr (CliResult) lamp = cli_json (fixture, "a", "get", "lamp", "on", "--service", "lamp-1", NULL);
  g_autofree char *sentence = mcp_text (run);

  cli_assert_at (run, "/structuredContent/id", "\"scene-night\"");
  g_assert_nonnull (strstr (sentence, "Good night"));
  cli_assert_at (lamp, "/value", "false");
  mcp_assert_failed (lost, "Nothing was changed");
  mcp_assert_failed (none, "lamp");
}

/* --- between this device and the hub --- */

#define BRIGHTNESS "/structuredContent/services/0/characteristics/1"

/* Written here, waiting for every process of this device, at the hub once asked for, and then on another device. */
static void
test_to_the_hub (void)
{
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) set = mcp_call (mcp, "set_characteristic", SET ("lamp", "brightness", "25"));
  g_autoptr (CliResult) pending = cli_json (fixture, "a", "pending", NULL);
  g_autoptr (CliResult) waiting = mcp_call (mcp, "list_waiting", NULL);
  g_autoptr (CliResult) before = mcp_call (mcp, "get_accessory", "{\"accessory\":\"lamp\"}");
  g_autoptr (CliResult) status = mcp_call (mcp, "get_status", NULL);
  g_autoptr (CliResult) synced = NULL, after = NULL, there = NULL, at_rest = NULL, history = NULL;

  cli_assert_at (set, "/isError", "false");
  cli_assert_at (pending, "/0/id", "\"lamp\"");
  cli_assert_at (pending, "/0/sentence", "\"Set Hall lamp to 25 %\"");
  assert_same_twice (waiting);
  cli_assert_at (waiting, "/structuredContent/count", "1");
  cli_assert_at (waiting, "/structuredContent/waiting", pending->out);
  cli_assert_at (status, "/structuredContent/sentence", "\"1 waiting\"");
  cli_assert_at (status, "/structuredContent/pending", "1");
  cli_assert_at (status, "/structuredContent/read_only", "false");
  cli_assert_at (before, BRIGHTNESS "/wanted/value", "25");
  cli_assert_at (before, BRIGHTNESS "/accepted/value", "80");
  cli_assert_at (before, BRIGHTNESS "/pending", "true");

  synced = mcp_call (mcp, "sync_now", NULL);
  cli_assert_at (synced, "/isError", "false");
  cli_assert_at (synced, "/structuredContent/pushed", "1");
  cli_assert_at (synced, "/structuredContent/pending", "0");
  after = mcp_call (mcp, "get_accessory", "{\"accessory\":\"lamp\"}");
  cli_assert_at (after, BRIGHTNESS "/accepted/value", "25");
  cli_assert_at (after, BRIGHTNESS "/pending", "false");
  at_rest = mcp_call (mcp, "get_status", NULL);
  cli_assert_at (at_rest, "/structuredContent/state", "\"up-to-date\"");
  cli_assert_at (at_rest, "/structuredContent/digest_match", "true");
  cli_connect (fixture, "b");
  there = cli_json (fixture, "b", "get", "lamp", "brightness", NULL);
  cli_assert_at (there, "/value", "25");
  history = mcp_call (mcp, "get_history", "{\"thing\":\"Hall lamp\",\"limit\":1}");
  assert_same_twice (history);
  cli_assert_at (history, "/structuredContent/versions/0/changes/0/before", "\"80 %\"");
  cli_assert_at (history, "/structuredContent/versions/0/changes/0/after", "\"25 %\"");
  cli_assert_at (history, "/structuredContent/versions/0/who", "\"a\"");
  g_assert_cmpuint (bo_json_size (bo_json_at (history->document, "/structuredContent/versions")), ==, 1);
}

/* Another process synchronises all the time, as the window does: it notices, and is asked. */
static void
test_beside_another (void)
{
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autoptr (GSubprocess) watch = cli_spawn (fixture, "a", "sync", "--watch", NULL);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (watch));
  g_autofree char *first = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) set = NULL, sent = NULL, synced = NULL, there = NULL;

  g_assert_nonnull (first);
  set = mcp_call (mcp, "set_characteristic", SET ("lamp", "brightness", "33"));
  cli_assert_at (set, "/isError", "false");
  sent = call_until (mcp, "get_status", "/structuredContent/pending", "0");
  synced = mcp_call (mcp, "sync_now", NULL);
  cli_assert_at (synced, "/structuredContent/success", "true");
  cli_connect (fixture, "b");
  there = cli_json (fixture, "b", "get", "lamp", "brightness", NULL);
  cli_assert_at (there, "/value", "33");
  g_subprocess_send_signal (watch, SIGTERM);
  g_subprocess_wait (watch, NULL, NULL);
}

/* Whoever joins another hub in the window has another home from then on, and so has who stays beside it. */
static void
test_other_hub (void)
{
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autoptr (CliFixture) other = cli_fixture_new ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) before = mcp_call (mcp, "get_home", NULL);
  g_autoptr (CliResult) after = NULL, status = NULL;
  g_autofree char *url = NULL;

  cli_assert_at (before, "/structuredContent/homes/0/name", "\"Elm Street\"");
  cli_hub_start (other);
  g_assert_cmpint (cli_status (fixture, "a", "connect", other->url, "--password-file", fixture->password_file, NULL), ==,
                   0);
  after = mcp_call (mcp, "get_home", NULL);
  cli_assert_at (after, "/structuredContent/homes", "[]");
  status = mcp_call (mcp, "get_status", NULL);
  url = bo_json_quote (other->url);
  cli_assert_at (status, "/structuredContent/server_url", url);
}

/* With the hub away everything goes on but sync_now, which says why. */
static void
test_offline (void)
{
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) set = NULL, failed = NULL, status = NULL, synced = NULL, home = NULL;

  cli_hub_kill (fixture);
  set = mcp_call (mcp, "set_characteristic", SET ("lamp", "brightness", "30"));
  cli_assert_at (set, "/isError", "false");
  failed = mcp_call (mcp, "sync_now", NULL);
  mcp_assert_failed (failed, "127.0.0.1");
  status = mcp_call (mcp, "get_status", NULL);
  cli_assert_at (status, "/structuredContent/sentence", "\"Offline · 1 waiting\"");
  home = mcp_call (mcp, "get_home", NULL);
  cli_assert_at (home, "/isError", "false");
  cli_hub_start (fixture);
  synced = mcp_call (mcp, "sync_now", NULL);
  cli_assert_at (synced, "/structuredContent/pushed", "1");
}

static void
test_no_hub (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) synced = mcp_call (mcp, "sync_now", NULL);
  g_autoptr (CliResult) status = mcp_call (mcp, "get_status", NULL);
  g_autoptr (CliResult) history = mcp_call (mcp, "get_history", "{\"thing\":\"lamp\"}");
  g_autoptr (CliResult) missing = mcp_call (mcp, "get_history", "{\"thing\":\"never\"}");

  mcp_assert_failed (synced, "no hub");
  assert_same_twice (status);
  cli_assert_at (status, "/structuredContent/sentence", "\"On this device only\"");
  cli_assert_at (history, "/structuredContent/versions", "[]");
  mcp_assert_failed (missing, "never");
}

static void
test_conflicts (void)
{
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autoptr (Mcp) mcp = NULL;
  g_autoptr (CliResult) conflicts = NULL, limited = NULL;

  cli_connect (fixture, "b");
  g_assert_cmpint (cli_status (fixture, "a", "set", "lamp", "brightness", "10", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "set", "lamp", "brightness", "20", NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "b", "sync", NULL), ==, 0);
  mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_clear_pointer (&conflicts, cli_result_free);
  conflicts = mcp_call (mcp, "sync_now", NULL);
  cli_assert_at (conflicts, "/isError", "false");
  g_clear_pointer (&conflicts, cli_result_free);
  conflicts = mcp_call (mcp, "list_conflicts", "{\"reviewed\":true}");
  assert_same_twice (conflicts);
  cli_assert_at (conflicts, "/structuredContent/conflicts/0/entity_id", "\"lamp\"");
  cli_assert_at (conflicts, "/structuredContent/conflicts/0/paths/0/mine", "10");
  cli_assert_at (conflicts, "/structuredContent/conflicts/0/paths/0/theirs", "20");
  g_assert_cmpint (bo_json_at (conflicts->document, "/structuredContent/conflicts/0/sentence").length, >, 2);
  limited = mcp_call (mcp, "list_conflicts", "{\"limit\":1}");
  g_assert_cmpuint (bo_json_size (bo_json_at (limited->document, "/structuredContent/conflicts")), <=, 1);
}

/* --- documents --- */

static void
test_documents (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (Mcp) mcp = mcp_start (fixture, "a", MCP_NEWEST);
  g_autoptr (CliResult) read = mcp_call (mcp, "read_document", "{\"document\":\"care of the lamp\"}");
  g_autoptr (CliResult) none = mcp_call (mcp, "read_document", "{\"document\":\"Hall\"}");
  g_autoptr (CliResult) list = mcp_ask (mcp, "resources/list", NULL);
  g_autoptr (CliResult) templates = mcp_ask (mcp, "resources/templates/list", NULL);
  g_autoptr (CliResult) text = mcp_ask (mcp, "resources/read", "{\"uri\":\"blowing-off://document/note-1\"}");
  g_autoptr (CliResult) room = mcp_ask (mcp, "resources/read", "{\"uri\":\"blowing-off://room/room-hall\"}");
  g_autoptr (CliResult) other = mcp_ask (mcp, "resources/read", "{\"uri\":\"blowing-off://document/room-hall\"}");
  g_autofree char *json = bo_json_dup_string (bo_json_at (room->document, "/result/contents/0/text"));

  assert_same_twice (read);
  cli_assert_at (read, "/structuredContent/text", "\"Dust it.\"");
  cli_assert_at (read, "/structuredContent/about", "[\"Hall lamp\"]");
  mcp_assert_failed (none, "Hall");
  cli_assert_at (list, "/result/resources/0/uri", "\"blowing-off://document/note-1\"");
  cli_assert_at (list, "/result/resources/0/mimeType", "\"text/plain\"");
  cli_assert_at (list, "/result/resources/1/uri", "\"blowing-off://room/room-hall\"");
  cli_assert_at (templates, "/result/resourceTemplates/1/uriTemplate", "\"blowing-off://room/{id}\"");
  cli_assert_at (text, "/result/contents/0/text", "\"Dust it.\"");
  g_assert_true (bo_json_string_is (bo_json_at (bo_json_wrap (json), "/accessories/0/name"), "Front door"));
  mcp_assert_code (other, -32002);
  cli_assert_at (other, "/error/data/uri", "\"blowing-off://document/room-hall\"");
}

/* A list longer than a page is read to its end, each of it once. */
static void
test_pages (void)
{
  g_autoptr (CliFixture) fixture = cli_fixture_new ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *file = cli_path (fixture, "rooms.jsonl"), *params = g_strdup ("{}");
  g_autoptr (GError) error = NULL;
  g_autoptr (Mcp) mcp = NULL;
  unsigned int count = 0;

  for (int i = 0; i < 450; i++)
    g_string_append_printf (lines, "{\"id\":\"room-%d\",\"version\":\"2026-01-01T00:00:00+00:00-%06d-a\","
                            "\"entity_type\":\"room\",\"name\":\"Room %d\",\"content\":{},\"source_type\":\"manual\","
                            "\"user_id\":\"a\",\"parent_versions\":[]}\n", i, i, i);
  g_file_set_contents (file, lines->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cli_status (fixture, "a", "import", file, "--apply", NULL), ==, 0);
  mcp = mcp_start (fixture, "a", MCP_NEWEST);
  while (params != NULL)
    {
      g_autoptr (CliResult) page = mcp_ask (mcp, "resources/list", params);
      g_autofree char *cursor = bo_json_dup_string (bo_json_at (page->document, "/result/nextCursor"));

      count += bo_json_size (bo_json_at (page->document, "/result/resources"));
      g_free (params);
      params = cursor != NULL ? g_strdup_printf ("{\"cursor\":\"%s\"}", cursor) : NULL;
    }
  g_assert_cmpuint (count, ==, 450);
}

/* Of many accessories not all values are told at once. */
static void
test_large (void)
{
  g_autoptr (CliFixture) fixture = furnished ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *file = cli_path (fixture, "devices.jsonl");
  g_autoptr (GError) error = NULL;
  g_autoptr (Mcp) mcp = NULL;
  g_autoptr (CliResult) home = NULL, room = NULL;

  for (int i = 0; i < 100; i++)
    g_string_append_printf (lines, "{\"id\":\"device-%d\",\"version\":\"2026-01-01T00:00:00+00:00-%06d-a\","
                            "\"entity_type\":\"device\",\"name\":\"Device %d\",\"content\":{},\"source_type\":\"manual\","
                            "\"user_id\":\"a\",\"parent_versions\":[]}\n", i, i, i);
  g_file_set_contents (file, lines->str, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cli_status (fixture, "a", "import", file, "--apply", NULL), ==, 0);
  mcp = mcp_start (fixture, "a", MCP_NEWEST);
  home = mcp_call (mcp, "get_home", NULL);
  g_assert_cmpint (bo_json_at (home->document, "/structuredContent/note").length, >, 2);
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/accessories/1/name", "\"Hall lamp\"");
  g_assert_cmpint (bo_json_at (home->document, "/structuredContent/zones/0/rooms/0/accessories/1/values").length, ==, 0);
  room = mcp_call (mcp, "get_home", "{\"room\":\"Hall\"}");
  cli_assert_at (room, "/structuredContent/accessories/1/values/1/value", "80");
}

/* --- guests --- */

/* (transfer full): a file with an invitation, as whoever has the home on @home gives one out */
static char *
invite (CliFixture *fixture, const char *home)
{
  g_autofree char *dir = cli_path (fixture, home), *file = cli_path (fixture, "invitation"), *text = NULL;
  g_autoptr (BoClient) client = bo_client_new (dir);
  g_autoptr (GAsyncResult) opened = NULL, invited = NULL, closed = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, mcp_got_cb, &slot);
  opened = mcp_wait_for (&slot);
  bo_client_open_finish (client, opened, &error);
  g_assert_no_error (error);
  bo_client_invite_async (client, 1, NULL, mcp_got_cb, &slot);
  invited = mcp_wait_for (&slot);
  text = bo_client_invite_finish (client, invited, &error);
  g_assert_no_error (error);
  bo_client_close_async (client, NULL, mcp_got_cb, &slot);
  closed = mcp_wait_for (&slot);
  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&file);
}

static void
test_guest (void)
{
  g_autoptr (CliFixture) fixture = synchronised ();
  g_autofree char *file = invite (fixture, "a");
  g_autoptr (Mcp) mcp = NULL;
  g_autoptr (CliResult) home = NULL, set = NULL, scene = NULL, synced = NULL, status = NULL;

  g_assert_cmpint (cli_status (fixture, "g", "connect", fixture->url, "--guest", file, NULL), ==, 0);
  g_assert_cmpint (cli_status (fixture, "g", "sync", NULL), ==, 0);
  mcp = mcp_start (fixture, "g", MCP_NEWEST);
  home = mcp_call (mcp, "get_home", NULL);
  cli_assert_at (home, "/structuredContent/zones/0/rooms/0/name", "\"Hall\"");
  set = mcp_call (mcp, "set_characteristic", SET ("lamp", "brightness", "25"));
  mcp_assert_failed (set, "guest");
  scene = mcp_call (mcp, "run_scene", "{\"scene\":\"Good night\"}");
  mcp_assert_failed (scene, "guest");
  g_assert_cmpuint (count_waiting (fixture, "g"), ==, 0);
  synced = mcp_call (mcp, "sync_now", NULL);
  cli_assert_at (synced, "/isError", "false");
  status = mcp_call (mcp, "get_status", NULL);
  cli_assert_at (status, "/structuredContent/role", "\"guest\"");
  cli_assert_at (status, "/structuredContent/read_only", "true");
}

int
main (int argc, char **argv)
{
  cli_test_init (&argc, &argv);
  g_test_add_func ("/cli/mcp-tools/list", test_list);
  g_test_add_func ("/cli/mcp-tools/arguments", test_arguments);
  g_test_add_func ("/cli/mcp-tools/get-home", test_get_home);
  g_test_add_func ("/cli/mcp-tools/zones", test_zones);
  g_test_add_func ("/cli/mcp-tools/find", test_find);
  g_test_add_func ("/cli/mcp-tools/get-accessory", test_get_accessory);
  g_test_add_func ("/cli/mcp-tools/set", test_set);
  g_test_add_func ("/cli/mcp-tools/refused", test_refused);
  g_test_add_func ("/cli/mcp-tools/run-scene", test_run_scene);
  g_test_add_func ("/cli/mcp-tools/to-the-hub", test_to_the_hub);
  g_test_add_func ("/cli/mcp-tools/beside-another", test_beside_another);
  g_test_add_func ("/cli/mcp-tools/other-hub", test_other_hub);
  g_test_add_func ("/cli/mcp-tools/offline", test_offline);
  g_test_add_func ("/cli/mcp-tools/no-hub", test_no_hub);
  g_test_add_func ("/cli/mcp-tools/conflicts", test_conflicts);
  g_test_add_func ("/cli/mcp-tools/documents", test_documents);
  g_test_add_func ("/cli/mcp-tools/pages", test_pages);
  g_test_add_func ("/cli/mcp-tools/large", test_large);
  g_test_add_func ("/cli/mcp-tools/guest", test_guest);
  return g_test_run ();
}
