/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-digest.h"
#include "bo-wire.h"

#include <string.h>

#include "plain-digest.h"

/* The codec against the recorded exchanges (tests/fixtures/wire) and hostile bodies (FAULTS §2). */

typedef struct
{
  char  *name;
  char  *text;
  BoJson root;
} Fixture;

static void
fixture_free (Fixture *fixture)
{
  g_free (fixture->name);
  g_free (fixture->text);
  g_free (fixture);
}

static Fixture *
fixture_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "wire", name, NULL);
  g_autoptr(GError) error = NULL;
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->name = g_strdup (name);
  g_file_get_contents (path, &fixture->text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (bo_json_scan (fixture->text, -1, 0, BO_JSON_SCAN_STRICT, &fixture->root, NULL));
  return fixture;
}

static GPtrArray *
fixtures_load (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "wire", NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *fixtures = g_ptr_array_new_with_free_func ((GDestroyNotify) fixture_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (fixtures, fixture_load (name));
  g_assert_cmpuint (fixtures->len, ==, 46);
  return fixtures;
}

static bool
is_sync (Fixture *fixture)
{
  return bo_json_string_is (bo_json_at (fixture->root, "/request/path"), "/api/v1/sync/");
}

static int64_t
status_of (Fixture *fixture)
{
  int64_t status = 0;

  bo_json_get_int64 (bo_json_at (fixture->root, "/response/status"), &status);
  return status;
}

static char *
request_text (Fixture *fixture)
{
  BoJson body = bo_json_at (fixture->root, "/request/body");

  return bo_json_kind (body) == BO_JSON_KIND_STRING ? bo_json_dup_string (body) : bo_json_dup (body);
}

static GPtrArray *
errors_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
}

static void
assert_same (const char *what, BoJson a, BoJson b)
{
  g_autofree char *left = bo_json_canonical (a);
  g_autofree char *right = bo_json_canonical (b);

  if (!bo_json_equal (a, b))
    g_error ("%s:\n%s\n%s", what, left, right);
}

static void
test_requests (void)
{
  g_autoptr(GPtrArray) fixtures = fixtures_load ();

  for (unsigned int i = 0; i < fixtures->len; i++)
    {
      Fixture *fixture = g_ptr_array_index (fixtures, i);
      g_autoptr(GPtrArray) errors = errors_new ();
      g_autoptr(BoSyncRequest) request = NULL;
      g_autofree char *text = NULL, *reply = NULL;

      if (!is_sync (fixture))
        continue;
      text = request_text (fixture);
      request = bo_sync_request_decode (text, -1, errors);
      if (status_of (fixture) != 422)
        {
          g_assert_nonnull (request);
          continue;
        }
      g_assert_null (request);
      reply = bo_wire_errors_encode (errors);
      assert_same (fixture->name, bo_json_wrap (reply), bo_json_at (fixture->root, "/response/body"));
    }
}

/* What we encode says what was recorded: null members a client may leave out aside. */
static void
test_request_round_trip (void)
{
  g_autoptr(GPtrArray) fixtures = fixtures_load ();

  for (unsigned int i = 0; i < fixtures->len; i++)
    {
      Fixture *fixture = g_ptr_array_index (fixtures, i);
      g_autoptr(GPtrArray) errors = errors_new ();
      g_autoptr(BoSyncRequest) request = NULL;
      g_autofree char *text = NULL, *encoded = NULL;
      BoJsonIter iter;
      BoJson key, value;

      if (!is_sync (fixture) || status_of (fixture) == 422)
        continue;
      text = request_text (fixture);
      request = bo_sync_request_decode (text, -1, errors);
      encoded = bo_sync_request_encode (request, NULL);
      bo_json_iter_init (&iter, bo_json_wrap (text));
      while (bo_json_iter_next (&iter, &key, &value))
        {
          g_autofree char *name = bo_json_dup_string (key);

          assert_same (fixture->name, bo_json_member (bo_json_wrap (encoded), name), value);
        }
    }
}

static void
assert_same_keys (BoJson a, BoJson b)
{
  BoJsonIter left, right;
  BoJson key, other;

  bo_json_iter_init (&left, a);
  bo_json_iter_init (&right, b);
  while (bo_json_iter_next (&left, &key, NULL))
    {
      g_assert_true (bo_json_iter_next (&right, &other, NULL));
      g_assert_cmpmem (key.text, key.length, other.text, other.length);
    }
  g_assert_false (bo_json_iter_next (&right, NULL, NULL));
}

static void
test_responses (void)
{
  g_autoptr(GPtrArray) fixtures = fixtures_load ();
  int checked = 0;

  for (unsigned int i = 0; i < fixtures->len; i++)
    {
      Fixture *fixture = g_ptr_array_index (fixtures, i);
      BoJson body = bo_json_at (fixture->root, "/response/body");
      g_autoptr(BoSyncResponse) response = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree char *encoded = NULL;

      response = bo_sync_response_decode (body.text, (gssize) body.length, &error);
      if (!is_sync (fixture) || status_of (fixture) != 200)
        {
          g_assert_null (response);
          g_assert_nonnull (error);
          continue;
        }
      g_assert_no_error (error);
      for (unsigned int j = 0; j < response->changes->len; j++)
        g_assert_null (((BoChange *) g_ptr_array_index (response->changes, j))->problem);
      encoded = bo_sync_response_encode (response, NULL);
      assert_same (fixture->name, bo_json_wrap (encoded), body);
      assert_same_keys (bo_json_wrap (encoded), body);
      checked++;
    }
  g_assert_cmpint (checked, ==, 22);
}

static void
test_others (void)
{
  Fixture *edges = fixture_load ("12-relationships.json"), *entity = fixture_load ("21-entity-one-version.json");
  BoJson body = bo_json_at (edges->root, "/response/body");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = bo_wire_edges_decode (body.text, (gssize) body.length, &error);
  g_autoptr(BoEntity) version = NULL;
  BoEdge *first;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 4);
  first = g_ptr_array_index (list, 0);
  g_assert_cmpstr (first->id, ==, "eecb68f6-d494-5b2b-8beb-9a3c7d291e52");
  g_assert_cmpstr (first->user_id, ==, "alice");
  g_assert_cmpint (first->updated_at % 1000000, ==, 293411);

  body = bo_json_at (entity->root, "/response/body");
  version = bo_wire_entity_decode (body.text, (gssize) body.length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (version->name, ==, "Counter Lamp (old)");
  g_assert_true (bo_entity_has_parent (version, "2026-11-22T17:14:59.260697+00:00-000004-alice"));
  fixture_free (edges);
  fixture_free (entity);
}

#define PAGE(changes) \
  "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[" changes \
  "],\"conflicts\":[],\"vector_clock\":{\"clocks\":{}},\"cursor\":null,\"server_time\":\"2026-01-01T00:00:00+00:00\"}"
#define CHANGE(entity) "{\"change_type\":\"update\",\"entity\":" entity ",\"relationships\":[]}"
#define GOOD \
  CHANGE ("{\"id\":\"good\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"Good\",\"content\":{\"x\":1e999}}")

/* One bad change stands between two good ones. */
static BoSyncResponse *
decode_around (const char *bad)
{
  g_autofree char *text = g_strdup_printf (PAGE (GOOD ",%s," GOOD), bad);
  g_autoptr(GError) error = NULL;
  BoSyncResponse *response = bo_sync_response_decode (text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->changes->len, ==, 3);
  for (int i = 0; i < 3; i += 2)
    {
      BoChange *good = g_ptr_array_index (response->changes, i);

      g_assert_null (good->problem);
      g_assert_cmpstr (good->entity->content, ==, "{\"x\":1e999}");
    }
  return response;
}

/* A page gives one change after the other, and the edges of all behind them: the same as a whole answer. */
static void
test_page (void)
{
  static const char edge[] =
    "{\"id\":\"e\",\"from_entity_id\":\"a\",\"from_entity_version\":\"v\",\"to_entity_id\":\"b\","
    "\"to_entity_version\":\"v\",\"relationship_type\":\"located_in\",\"properties\":{}}";
  g_autofree char *with_edge =
    g_strdup_printf ("{\"change_type\":\"update\",\"entity\":null,\"relationships\":[%s,%s]}", edge, edge);
  g_autofree char *text = g_strdup_printf (PAGE (GOOD ",{\"change_type\":7},%s," GOOD), with_edge);
  g_autoptr(BoSyncResponse) whole = bo_sync_response_decode (text, -1, NULL);
  g_autoptr(BoWirePage) page = bo_wire_page_open (text, -1, NULL);
  g_autoptr(GPtrArray) edges = NULL;

  g_assert_false (bo_wire_page_is_empty (page));
  g_assert_cmpstr (bo_wire_page_get_response (page)->server_time, ==, whole->server_time);
  g_assert_cmpuint (whole->changes->len, ==, 4);
  for (unsigned int i = 0; i < whole->changes->len; i++)
    {
      BoChange *expected = g_ptr_array_index (whole->changes, i);
      g_autoptr(BoChange) change = bo_wire_page_next (page);

      g_assert_cmpstr (change->problem, ==, expected->problem);
      g_assert_cmpint (change->entity != NULL, ==, expected->entity != NULL);
      g_assert_cmpuint (change->edges->len, ==, expected->edges->len);
    }
  g_assert_null (bo_wire_page_next (page));
  edges = bo_wire_page_next_edges (page);
  g_assert_cmpuint (edges->len, ==, 2);
  g_assert_cmpstr (((BoEdge *) g_ptr_array_index (edges, 0))->id, ==, "e");
  g_assert_null (bo_wire_page_next_edges (page));
}

static void
test_bad_changes (void)
{
  static const struct { const char *change, *id, *version; } bad[] = {
    { CHANGE ("{\"id\":\"a\\u0000b\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"\"}"), "a\xef\xbf\xbf" "0b", "v" },
    { CHANGE ("{\"id\":\"a\xef\xbf\xbf\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"\"}"), "a\xef\xbf\xbf" "F", "v" },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\\ud800\",\"entity_type\":\"room\",\"name\":\"\"}"), "a", NULL },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\\n\",\"entity_type\":\"room\",\"name\":\"\"}"), "a", "v\n" },
    { CHANGE ("{\"id\":\"\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"\"}"), "", "v" },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"\xff\"}"), "a", "v" },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":7}"), "a", "v" },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"n\",\"name\":\"m\"}"), "a", "v" },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"n\",\"content\":[]}"), "a", "v" },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\",\"name\":\"n\"}"), "a", "v" },
    { "{\"change_type\":\"explode\",\"entity\":null}", NULL, NULL },
    { "{\"change_type\":\"update\",\"entity\":null,\"relationships\":[{\"id\":1}]}", NULL, NULL },
    { "42", NULL, NULL },
    { "null", NULL, NULL },
    { "[[[[]]]]", NULL, NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(BoSyncResponse) response = decode_around (bad[i].change);
      BoChange *change = g_ptr_array_index (response->changes, 1);

      g_assert_nonnull (change->problem);
      g_assert_null (change->entity);
      g_assert_cmpstr (change->raw, ==, bad[i].change);
      g_assert_cmpstr (change->id, ==, bad[i].id);
      g_assert_cmpstr (change->version, ==, bad[i].version);
    }
}

/* Whole sentences, which name the place as the protocol does. */
static void
test_sentences (void)
{
  static const struct { const char *change, *sentence; } said[] = {
    { "42", "The data can't be used: “change” is no object." },
    { "{\"change_type\":\"explode\"}",
      "A change can't be used: its “change_type” is none of create, update and delete." },
    { "{\"change_type\":\"update\",\"relationships\":7}", "The data can't be used: “change.relationships” is no array." },
    { "{\"change_type\":\"update\",\"relationships\":[{}]}",
      "The data can't be used: “relationship.id” is missing or is no proper string." },
    { CHANGE ("{\"id\":\"a\",\"version\":7}"), "The data can't be used: “entity.version” is missing or is no proper string." },
    { CHANGE ("{\"id\":\"a\",\"id\":\"b\"}"), "The data can't be used: a key occurs twice in “entity”." },
    { CHANGE ("{\"id\":\"a\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"n\",\"content\":[]}"),
      "The data can't be used: “entity.content” is no object." },
    { CHANGE ("{\"id\":\"\",\"version\":\"v\",\"entity_type\":\"room\",\"name\":\"n\"}"),
      "A change can't be used: its id is empty, too long, or holds control characters." },
    { "{\"change_type\":\"\\ud800\"}",
      "The JSON text could not be read: one half of a surrogate pair stands alone. The fault is at byte 16." },
  };
  g_autoptr(GError) error = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr(BoSyncResponse) response = decode_around (said[i].change);

      g_assert_cmpstr (((BoChange *) g_ptr_array_index (response->changes, 1))->problem, ==, said[i].sentence);
    }
  g_assert_null (bo_sync_response_decode ("[]", -1, &error));
  g_assert_cmpstr (error->message, ==, "The hub's answer can't be used: it is no object.");
  g_clear_error (&error);
  g_assert_null (bo_sync_response_decode ("{}", -1, &error));
  g_assert_cmpstr (error->message, ==,
                   "What answered is no hub of the protocol inbetweenies-v2. Check the hub's address.");
}

static char *
nested (int depth)
{
  GString *text = g_string_new ("{\"change_type\":\"update\",\"entity\":{\"id\":\"a\",\"version\":\"v\","
                                "\"entity_type\":\"room\",\"name\":\"n\",\"content\":{\"x\":");

  for (int i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  g_string_append_c (text, '1');
  for (int i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append (text, "}},\"relationships\":[]}");
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  const int depths[] = { 64, 65, 5000 };

  for (size_t i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *text = nested (depths[i]);
      g_autoptr(BoSyncResponse) response = decode_around (text);
      BoChange *change = g_ptr_array_index (response->changes, 1);

      g_assert_true ((change->problem != NULL) == (depths[i] > BO_MAX_DEPTH));
      if (change->problem != NULL)
        g_assert_cmpstr (change->version, ==, "v");
    }
}

static void
test_large_change (void)
{
  g_autofree char *blank = g_strnfill (2 * BO_MAX_CONTENT, 'x');
  g_autofree char *text = g_strdup_printf (
    "{\"change_type\":\"update\",\"entity\":{\"id\":\"a\",\"version\":\"v\",\"name\":\"%s\"}}", blank);
  g_autoptr(BoSyncResponse) response = decode_around (text);
  BoChange *change = g_ptr_array_index (response->changes, 1);

  g_assert_nonnull (change->problem);
  g_assert_null (change->raw);
  g_assert_cmpstr (change->id, ==, "a");
}

static void
test_bad_envelopes (void)
{
  static const char *const bad[] = {
    "",
    "{",
    PAGE (GOOD) "{}",
    "\xef\xbb\xbf" PAGE (GOOD),
    "[]",
    "null",
    "{\"detail\":\"x\"}",
    "// hello\n" PAGE (""),
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[]}",
    "{\"protocol_version\":\"inbetweenies-v3\",\"sync_type\":\"delta\",\"changes\":[],\"server_time\":\"x\"}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],\"server_time\":7}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":{},\"server_time\":\"x\"}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],\"server_time\":\"x\","
    "\"cursor\":7}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],\"server_time\":\"x\","
    "\"cursor\":null,\"cursor\":\"3\"}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],\"server_time\":\"x\","
    "\"applied\":[1]}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],\"server_time\":\"x\","
    "\"sync_stats\":{\"entities_synced\":99999999999999999999}}",
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],\"server_time\":\"x\","
    "\"conflicts\":[{\"entity_id\":\"a\"}]}",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      if (bo_sync_response_decode (bad[i], -1, &error) != NULL)
        g_error ("taken: %s", bad[i]);
      g_assert_nonnull (error);
    }
}

/* Every prefix of a page is refused whole. */
static void
test_truncated (void)
{
  const char *page = PAGE (GOOD "," GOOD);

  for (size_t i = 0; i < strlen (page); i++)
    g_assert_null (bo_sync_response_decode (page, (gssize) i, NULL));
}

static void
test_request_limits (void)
{
  g_autofree char *deep = nested (65);
  g_autofree char *text = g_strdup_printf (
    "{\"protocol_version\":\"inbetweenies-v2\",\"device_id\":\"d\",\"user_id\":\"u\",\"sync_type\":\"delta\","
    "\"changes\":[" GOOD ",%s]}", deep);
  g_autoptr(GPtrArray) errors = errors_new ();
  BoWireError *error;

  g_assert_null (bo_sync_request_decode (text, -1, errors));
  g_assert_cmpuint (errors->len, ==, 1);
  error = g_ptr_array_index (errors, 0);
  g_assert_cmpstr (error->loc, ==, "[\"body\",\"changes\",1]");
}

static void
test_digest (void)
{
  g_autofree char *empty = plain_digest_end (plain_digest_new ());
  PlainDigest *digest = plain_digest_new ();
  g_autofree char *hex = NULL;
  Fixture *fixture = fixture_load ("10-push-create.json");
  BoJson body = bo_json_at (fixture->root, "/response/body");
  g_autoptr(BoSyncResponse) response = bo_sync_response_decode (body.text, (gssize) body.length, NULL);
  const int order[] = { 1, 3, 2, 0, 4 };

  g_assert_cmpstr (empty, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++)
    {
      BoChange *change = g_ptr_array_index (response->changes, order[i]);

      plain_digest_add (digest, change->entity->id, change->entity->version);
    }
  hex = plain_digest_end (digest);
  g_assert_cmpstr (hex, ==, response->state_digest);
  g_assert_true (bo_digest_valid (hex));
  g_assert_false (bo_digest_valid (NULL));
  hex[3] = 'G';
  g_assert_false (bo_digest_valid (hex));
  fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/wire/requests", test_requests);
  g_test_add_func ("/sync/wire/request-round-trip", test_request_round_trip);
  g_test_add_func ("/sync/wire/responses", test_responses);
  g_test_add_func ("/sync/wire/others", test_others);
  g_test_add_func ("/sync/wire/page", test_page);
  g_test_add_func ("/sync/wire/bad-changes", test_bad_changes);
  g_test_add_func ("/sync/wire/sentences", test_sentences);
  g_test_add_func ("/sync/wire/depth", test_depth);
  g_test_add_func ("/sync/wire/large-change", test_large_change);
  g_test_add_func ("/sync/wire/bad-envelopes", test_bad_envelopes);
  g_test_add_func ("/sync/wire/truncated", test_truncated);
  g_test_add_func ("/sync/wire/request-limits", test_request_limits);
  g_test_add_func ("/sync/digest", test_digest);
  return g_test_run ();
}
