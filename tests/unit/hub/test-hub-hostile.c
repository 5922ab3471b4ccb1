/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hub-test.h"

/* What a client may push (FAULTS §2): the hub names the change that it can't take, stores nothing of
   the batch, and what it does take it gives back as it came. */

#define V "2026-06-15T09:41:02.581234+00:00-000417-alice"
#define HEAD "{\"protocol_version\":\"inbetweenies-v2\",\"device_id\":\"d\",\"user_id\":\"u\",\"sync_type\":\"delta\"," \
             "\"cursor\":\"0\",\"changes\":["
#define ENTITY(id, version, name, content, more) \
  "{\"change_type\":\"update\",\"entity\":{\"id\":" id ",\"version\":" version ",\"entity_type\":\"device\",\"name\":" \
  name ",\"content\":" content ",\"source_type\":\"manual\"" more "},\"relationships\":[]}"
#define GOOD ENTITY ("\"a\"", "\"" V "\"", "\"Good\"", "{}", "")
#define M(name, content, more) ENTITY ("\"m\"", "\"" V "\"", name, content, more)

/* As the server does: read, then by the rules. */
static BoSyncResponse *
push (Home       *home,
      const char *body,
      GPtrArray  *errors,
      GError    **error)
{
  g_autoptr(BoSyncRequest) request = bo_sync_request_decode (body, -1, errors);

  return request != NULL ? bo_hub_rules_sync (home->rules, request, home->now_us, errors, error) : NULL;
}

static void
assert_nothing_stored (Home *home)
{
  BoHubStamp last;

  g_assert_true (bo_hub_store_get_last (home->store, &last, NULL));
  g_assert_cmpint (last.seq, ==, 0);
}

/* The second change of the batch is the bad one. */
static void
test_bad_changes (Home       *home,
                  const void *data)
{
  static const struct { const char *name, *change; } cases[] = {
    { "wrong type", M ("7", "{}", "") },
    { "missing key", "{\"change_type\":\"update\",\"entity\":{\"id\":\"m\"}}" },
    { "content no object", M ("\"n\"", "[]", "") },
    { "unknown type", "{\"change_type\":\"update\",\"entity\":{\"id\":\"m\",\"version\":\"v\",\"entity_type\":\"teapot\","
                      "\"name\":\"n\",\"source_type\":\"manual\"}}" },
    { "unknown kind of change", "{\"change_type\":\"explode\",\"entity\":null}" },
    { "a key twice", M ("\"n\"", "{}", ",\"name\":\"o\"") },
    { "a key twice, once with escapes", M ("\"n\"", "{}", ",\"n\\u0061me\":\"o\"") },
    { "NUL in a name", M ("\"a\\u0000b\"", "{}", "") },
    { "NUL in content", M ("\"n\"", "{\"a\":\"\\u0000\"}", "") },
    { "invalid UTF-8", M ("\"\xff\xc3\"", "{}", "") },
    { "lone surrogate", M ("\"n\"", "{\"a\":\"\\udc00\"}", "") },
    { "raw control character", M ("\"a\nb\"", "{}", "") },
    { "empty id", ENTITY ("\"\"", "\"" V "\"", "\"n\"", "{}", "") },
    { "id with separators", ENTITY ("\"m\\u001f\"", "\"" V "\"", "\"n\"", "{}", "") },
    { "id too long", ENTITY ("\"mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm\"", "\"" V "\"",
                             "\"n\"", "{}", "") },
    { "empty version", ENTITY ("\"m\"", "\"\"", "\"n\"", "{}", "") },
    { "parent no string", M ("\"n\"", "{}", ",\"parent_versions\":[1]") },
    { "no object", "7" },
    { "an edge that is none", "{\"change_type\":\"update\",\"entity\":null,\"relationships\":[7]}" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strconcat (HEAD GOOD ",", cases[i].change, "," GOOD "]}", NULL);
      g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
      g_autoptr(GError) error = NULL;
      g_autofree char *answer = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_null (push (home, body, errors, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (errors->len, >=, 1);
      g_assert_true (g_str_has_prefix (((BoWireError *) g_ptr_array_index (errors, 0))->loc, "[\"body\",\"changes\",1"));
      answer = bo_wire_errors_encode (errors);
      g_assert_true (bo_json_scan (answer, -1, 0, BO_JSON_SCAN_STRICT, NULL, NULL));
      assert_nothing_stored (home);
    }
}

static void
test_no_requests (Home       *home,
                  const void *data)
{
  static const char *const bodies[] = {
    "", "null", "[]", "7", "{", HEAD GOOD "]", HEAD GOOD "]}{}", "\xef\xbb\xbf" HEAD "]}", HEAD GOOD ",NaN]}",
    "{'changes':[]}", HEAD "],\"cursor\":null}", HEAD "],\"filters\":7}", HEAD "],\"curs\\u006fr\":\"1\"}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"device_id\":\"\\u0000\",\"user_id\":\"u\",\"sync_type\":\"delta\"}",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
      g_autoptr(GError) error = NULL;

      g_test_message ("%.60s", bodies[i]);
      g_assert_null (push (home, bodies[i], errors, &error));
      g_assert_true (errors->len > 0 || error != NULL);
      assert_nothing_stored (home);
    }
}

/* What nobody knows, and numbers that no double holds, come back byte for byte. */
static void
test_kept (Home       *home,
           const void *data)
{
  static const char content[] = "{\"z\":1,\"n\":12345678901234567890123,\"e\":1e999,\"m\":-0,\"d\":0.10,"
                                "\"a\":{\"b\":1},\"a\":2}";
  g_autofree char *body = g_strconcat (HEAD "{\"change_type\":\"create\",\"entity\":{\"id\":\"m\",\"version\":\"no time\","
                                       "\"entity_type\":\"device\",\"name\":\"n\",\"colour\":\"red\",\"content\":",
                                       content, ",\"source_type\":\"manual\",\"parent_versions\":[\"no time\",\"gone\"]}}"
                                       "]}", NULL);
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncResponse) response = push (home, body, errors, &error);
  g_autoptr(BoHubRow) row = NULL;
  BoChange *change;

  g_assert_no_error (error);
  g_assert_cmpuint (errors->len, ==, 0);
  g_assert_cmpuint (response->changes->len, ==, 1);
  change = g_ptr_array_index (response->changes, 0);
  g_assert_cmpstr (change->entity->content, ==, content);
  g_assert_cmpstr (change->entity->version, ==, "no time");
  row = bo_hub_store_get_current (home->store, "m", NULL);
  g_assert_cmpstr (row->entity->content, ==, content);
}

#define ADD(name, func) \
  g_test_add ("/hub/hostile/memory/" name, Home, "memory", home_set_up, func, home_tear_down); \
  g_test_add ("/hub/hostile/sqlite/" name, Home, "sqlite", home_set_up, func, home_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("changes", test_bad_changes);
  ADD ("no-requests", test_no_requests);
  ADD ("kept", test_kept);
  return g_test_run ();
}
