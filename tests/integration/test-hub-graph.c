/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-tokens.h"

#include <string.h>

/* Writing, searching and walking the graph over HTTP. */

#define GRAPH "/api/v1/graph"

static char *
create (Client     *client,
        const char *type,
        const char *name,
        const char *content)
{
  g_autofree char *quoted = bo_json_quote (name);
  g_autofree char *body = g_strdup_printf ("{\"entity_type\":\"%s\",\"name\":%s,\"content\":%s,\"user_id\":\"alice\"}",
                                           type, quoted, content);
  BoJson answer = client_call (client, "POST", GRAPH "/entities", body);

  g_assert_cmpuint (client->status, ==, 200);
  return bo_json_member_string (bo_json_member (answer, "entity"), "id");
}

static void
tie (Client     *client,
     const char *from,
     const char *type,
     const char *to)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf ("{\"source_id\":\"%s\",\"target_id\":\"%s\",\"relationship_type\":\"%s\"}", from, to, type);
  client_call (client, "POST", GRAPH "/relationships", body);
  g_assert_cmpuint (client->status, ==, 200);
}

static void
assert_text (BoJson      value,
             const char *path,
             const char *expected)
{
  g_autofree char *text = bo_json_dup (bo_json_at (value, path));

  g_assert_cmpstr (text, ==, expected);
}

/* 422 whose loc is this */
static void
assert_invalid (Client     *client,
                const char *method,
                const char *path,
                const char *body,
                const char *loc)
{
  BoJson answer = client_call (client, method, path, body);

  g_assert_cmpuint (client->status, ==, 422);
  assert_text (answer, "/detail/0/loc", loc);
}

/* --- writing --- */

static void
test_write_entity (Client     *client,
                   const void *data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *first = NULL;
  g_autofree char *versions = NULL;
  g_autofree char *since = NULL;
  g_autofree char *members = NULL;
  BoJson answer;

  client_login (client);
  since = bo_json_member_string (client_sync (client, "", ""), "resume_cursor");
  id = create (client, "device", "Lamp", "{\"z\":1.10,\"a\":[]}");
  path = g_strdup_printf (GRAPH "/entities/%s", id);

  answer = client_call (client, "GET", path, NULL);
  assert_text (answer, "/entity/content", "{\"z\":1.10,\"a\":[]}");
  assert_text (answer, "/entity/user_id", "\"alice\"");
  assert_text (answer, "/entity/source_type", "\"manual\"");
  assert_text (answer, "/entity/parent_versions", "[]");
  first = bo_json_dup (bo_json_at (answer, "/entity/version"));
  g_assert_true (g_str_has_suffix (first, "-alice\""));

  /* only the name: the content stays as it is, and the new version is a child of the old */
  answer = client_call (client, "PUT", path, "{\"name\":\"Lantern\",\"user_id\":\"bob\"}");
  g_assert_cmpuint (client->status, ==, 200);
  assert_text (answer, "/previous_version", first);
  assert_text (answer, "/entity/parent_versions/0", first);
  assert_text (answer, "/entity/name", "\"Lantern\"");
  assert_text (answer, "/entity/content", "{\"z\":1.10,\"a\":[]}");
  client_call (client, "PUT", path, "{\"content\":{\"b\":2}}");
  g_assert_cmpuint (client->status, ==, 200);

  versions = g_strconcat (path, "/versions", NULL);
  answer = client_call (client, "GET", versions, NULL);
  assert_text (answer, "/count", "3");

  /* and it comes down to everybody */
  members = g_strdup_printf (",\"cursor\":\"%s\"", since);
  answer = client_sync (client, "", members);
  g_assert_cmpuint (bo_json_size (bo_json_member (answer, "changes")), ==, 1);
  assert_text (answer, "/changes/0/entity/name", "\"Lantern\"");
  assert_text (answer, "/changes/0/entity/content", "{\"b\":2}");
}

static void
test_write_edge (Client     *client,
                 const void *data)
{
  g_autofree char *lamp = NULL;
  g_autofree char *hall = NULL;
  g_autofree char *attic = NULL;
  g_autofree char *body = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *edge = NULL;
  g_autofree char *push = NULL;
  BoJson answer;

  client_login (client);
  lamp = create (client, "device", "Lamp", "{}");
  hall = create (client, "room", "Hall", "{}");
  attic = create (client, "room", "Attic", "{}");

  body = g_strdup_printf ("{\"source_id\":\"%s\",\"target_id\":\"%s\",\"relationship_type\":\"located_in\","
                          "\"properties\":{\"x\":1.0},\"user_id\":\"alice\"}", lamp, hall);
  answer = client_call (client, "POST", GRAPH "/relationships", body);
  g_assert_cmpuint (client->status, ==, 200);
  assert_text (answer, "/relationship/properties", "{\"x\":1.0}");
  assert_text (answer, "/relationship/user_id", "\"alice\"");
  edge = bo_json_member_string (bo_json_member (answer, "relationship"), "id");

  /* the same edge to another room is a move; the ends by their other names */
  moved = g_strdup_printf ("{\"id\":\"%s\",\"from_entity_id\":\"%s\",\"to_entity_id\":\"%s\","
                           "\"relationship_type\":\"located_in\"}", edge, lamp, attic);
  client_call (client, "POST", GRAPH "/relationships", moved);
  g_assert_cmpuint (client->status, ==, 200);
  answer = client_call (client, "GET", GRAPH "/relationships", NULL);
  assert_text (answer, "/count", "1");

  /* nothing is tied to what is gone */
  push = g_strdup_printf ("{\"change_type\":\"delete\",\"entity\":{\"id\":\"%s\",\"version\":\"9999\",\"entity_type\":"
                          "\"room\",\"name\":\"Hall\",\"content\":{},\"source_type\":\"manual\",\"user_id\":\"a\","
                          "\"parent_versions\":[]},\"relationships\":[]}", hall);
  client_sync (client, push, "");
  g_assert_cmpuint (client->status, ==, 200);
  client_call (client, "POST", GRAPH "/relationships", body);
  g_assert_cmpuint (client->status, ==, 404);
}

static void
test_hostile_writes (Client     *client,
                     const void *data)
{
  g_autofree char *many = g_strnfill (2000, 'x');
  g_autofree char *long_name = g_strdup_printf ("{\"entity_type\":\"room\",\"name\":\"%s\"}", many);
  g_autofree char *long_user = g_strdup_printf ("{\"entity_type\":\"room\",\"name\":\"x\",\"user_id\":\"%s\"}", many);
  g_autofree char *name_256 = g_strnfill (256, 'x');
  g_autofree char *named_256 = g_strdup_printf ("{\"entity_type\":\"room\",\"name\":\"%s\"}", name_256);
  g_autofree char *heavy = g_strnfill (1024 * 1024 + 1, 'x');
  g_autofree char *content = g_strdup_printf ("{\"entity_type\":\"room\",\"name\":\"x\",\"content\":{\"a\":\"%s\"}}", heavy);
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  client_login (client);
  id = create (client, "room", "Hall", "{}");
  path = g_strdup_printf (GRAPH "/entities/%s", id);
  before = bo_json_member_string (client_sync (client, "", ""), "state_digest");

  assert_invalid (client, "POST", GRAPH "/entities", "{\"name\":\"x\"}", "[\"body\",\"entity_type\"]");
  assert_invalid (client, "POST", GRAPH "/entities", "{\"entity_type\":\"room\"}", "[\"body\",\"name\"]");
  assert_invalid (client, "POST", GRAPH "/entities", "{\"entity_type\":\"castle\",\"name\":\"x\"}",
                  "[\"body\",\"entity_type\"]");
  assert_invalid (client, "POST", GRAPH "/entities", "{\"entity_type\":\"room\",\"name\":7}", "[\"body\",\"name\"]");
  assert_invalid (client, "POST", GRAPH "/entities", "{\"entity_type\":\"room\",\"name\":\"x\",\"content\":[]}",
                  "[\"body\",\"content\"]");
  assert_invalid (client, "POST", GRAPH "/entities",
                  "{\"entity_type\":\"room\",\"name\":\"x\",\"source_type\":\"heaven\"}", "[\"body\",\"source_type\"]");
  assert_invalid (client, "POST", GRAPH "/entities", long_name, "[\"body\",\"name\"]");
  assert_invalid (client, "POST", GRAPH "/entities", named_256, "[\"body\"]");
  assert_invalid (client, "POST", GRAPH "/entities", long_user, "[\"body\",\"user_id\"]");
  assert_invalid (client, "POST", GRAPH "/entities",
                  "{\"entity_type\":\"room\",\"name\":\"x\",\"user_id\":\"a\\u0007b\"}", "[\"body\"]");
  assert_invalid (client, "POST", GRAPH "/entities", content, "[\"body\"]");
  assert_invalid (client, "POST", GRAPH "/entities", "{\"entity_type\":\"room\",\"name\":\"\\ud800\"}", "[\"body\",0]");
  assert_invalid (client, "POST", GRAPH "/entities", "[]", "[\"body\"]");
  assert_invalid (client, "POST", GRAPH "/entities", "{} {}", "[\"body\",0]");
  assert_invalid (client, "PUT", path, "{\"name\":{}}", "[\"body\",\"name\"]");
  assert_invalid (client, "PUT", path, "{\"content\":\"x\"}", "[\"body\",\"content\"]");
  assert_invalid (client, "POST", GRAPH "/relationships", "{\"target_id\":\"x\",\"relationship_type\":\"part_of\"}",
                  "[\"body\",\"source_id\"]");
  assert_invalid (client, "POST", GRAPH "/relationships",
                  "{\"source_id\":\"x\",\"target_id\":\"x\",\"relationship_type\":\"loves\"}",
                  "[\"body\",\"relationship_type\"]");

  after = bo_json_member_string (client_sync (client, "", ""), "state_digest");
  g_assert_cmpstr (before, ==, after);
}

/* --- searching --- */

static void
test_search (Client     *client,
             const void *data)
{
  g_autofree char *kitchen = NULL;
  g_autofree char *oven = NULL;
  g_autofree char *manual = NULL;
  BoJson answer;

  client_login (client);
  kitchen = create (client, "room", "Kitchen", "{}");
  oven = create (client, "device", "Oven", "{\"manufacturer\":\"Kitchen Masters\"}");
  manual = create (client, "manual", "Oven cleaning", "{\"text\":\"First let it cool down.\"}");

  answer = client_call (client, "POST", GRAPH "/search", "{\"query\":\"kitchen\"}");
  g_assert_cmpuint (client->status, ==, 200);
  assert_text (answer, "/query", "\"kitchen\"");
  assert_text (answer, "/count", "2");
  assert_text (answer, "/results/0/entity/name", "\"Kitchen\"");
  assert_text (answer, "/results/0/matched_fields", "[\"name\"]");
  assert_text (answer, "/results/1/highlights", "{\"content\":\"Kitchen Masters\"}");

  answer = client_call (client, "POST", GRAPH "/search", "{\"query\":\"oven\",\"entity_types\":[\"manual\"]}");
  assert_text (answer, "/count", "1");
  answer = client_call (client, "POST", GRAPH "/search", "{\"query\":\"oven\",\"limit\":1}");
  assert_text (answer, "/count", "1");
  answer = client_call (client, "POST", GRAPH "/search", "{\"query\":\"kichten\"}");
  assert_text (answer, "/results/0/entity/name", "\"Kitchen\"");
  answer = client_call (client, "POST", GRAPH "/search", "{\"query\":\"\\\" OR name:*\"}");
  g_assert_cmpuint (client->status, ==, 200);
  answer = client_call (client, "POST", GRAPH "/search", "{\"query\":\"\"}");
  assert_text (answer, "/count", "0");

  assert_invalid (client, "POST", GRAPH "/search", "{}", "[\"body\",\"query\"]");
  assert_invalid (client, "POST", GRAPH "/search", "{\"query\":\"x\",\"limit\":101}", "[\"body\",\"limit\"]");
  assert_invalid (client, "POST", GRAPH "/search", "{\"query\":\"x\",\"limit\":1e99}", "[\"body\",\"limit\"]");
  assert_invalid (client, "POST", GRAPH "/search", "{\"query\":\"x\",\"entity_types\":[\"moon\"]}",
                  "[\"body\",\"entity_types\"]");
  {
    g_autofree char *many = g_strnfill (257, 'x');
    g_autofree char *body = g_strdup_printf ("{\"query\":\"%s\"}", many);

    assert_invalid (client, "POST", GRAPH "/search", body, "[\"body\",\"query\"]");
  }
}

static void
test_similar (Client     *client,
              const void *data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bad = NULL;
  BoJson answer;

  client_login (client);
  first = create (client, "device", "Ceiling Light", "{\"manufacturer\":\"Lumen\",\"model\":\"Glow\"}");
  second = create (client, "device", "Floor Light", "{\"manufacturer\":\"Lumen\",\"model\":\"Glow\"}");
  other = create (client, "device", "Toaster", "{\"manufacturer\":\"Crust\"}");

  path = g_strdup_printf (GRAPH "/entities/%s/similar", first);
  answer = client_call (client, "GET", path, NULL);
  g_assert_cmpuint (client->status, ==, 200);
  assert_text (answer, "/count", "1");
  assert_text (answer, "/similar_entities/0/entity/name", "\"Floor Light\"");

  bad = g_strconcat (path, "?threshold=nan", NULL);
  assert_invalid (client, "GET", bad, NULL, "[\"query\",\"threshold\"]");
}

/* --- walking --- */

static void
assert_path (Client     *client,
             const char *from,
             const char *to,
             const char *members,
             const char *length)
{
  g_autofree char *body = g_strdup_printf ("{\"from_entity_id\":\"%s\",\"to_entity_id\":\"%s\"%s}", from, to, members);
  BoJson answer = client_call (client, "POST", GRAPH "/path", body);

  g_assert_cmpuint (client->status, ==, 200);
  assert_text (answer, "/found", length != NULL ? "true" : "false");
  assert_text (answer, "/length", length);
}

/* lamp → room → zone → home in a long way, and a short cut from the lamp to the zone */
static void
test_path (Client     *client,
           const void *data)
{
  char *ids[25];
  g_autofree char *path = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *bad = NULL;
  BoJson answer;

  client_login (client);
  for (int i = 0; i < 25; i++)
    {
      ids[i] = create (client, "zone", "Stop", "{}");
      if (i > 0)
        tie (client, ids[i - 1], "part_of", ids[i]);
    }
  tie (client, ids[24], "part_of", ids[0]); /* a ring */

  assert_path (client, ids[0], ids[0], "", "0");
  assert_path (client, ids[0], ids[10], "", "10");
  assert_path (client, ids[0], ids[11], "", NULL);
  assert_path (client, ids[0], ids[20], ",\"max_depth\":20", "20");
  assert_path (client, ids[0], ids[20], ",\"direction\":\"both\"", "5");
  assert_path (client, ids[10], ids[0], ",\"direction\":\"incoming\"", "10");
  assert_path (client, ids[0], "nothing", "", NULL);
  tie (client, ids[0], "connects_to", ids[9]);
  assert_path (client, ids[0], ids[10], "", "2");
  assert_invalid (client, "POST", GRAPH "/path",
                  "{\"from_entity_id\":\"x\",\"to_entity_id\":\"y\",\"max_depth\":21}", "[\"body\",\"max_depth\"]");
  assert_invalid (client, "POST", GRAPH "/path",
                  "{\"from_entity_id\":\"x\",\"to_entity_id\":\"y\",\"direction\":\"up\"}", "[\"body\",\"direction\"]");

  path = g_strdup_printf (GRAPH "/entities/%s/connected?max_depth=3&direction=outgoing", ids[0]);
  answer = client_call (client, "GET", path, NULL);
  assert_text (answer, "/count", "6"); /* 1 2 3, and by the short cut 9 10 11 */
  typed = g_strconcat (path, "&relationship_type=part_of", NULL);
  answer = client_call (client, "GET", typed, NULL);
  assert_text (answer, "/count", "3");
  assert_text (answer, "/connected/2/distance", "3");
  g_clear_pointer (&typed, g_free);
  typed = g_strconcat (path, "&relationship_type=part_of,connects_to", NULL);
  answer = client_call (client, "GET", typed, NULL);
  assert_text (answer, "/count", "6");
  bad = g_strconcat (path, "&relationship_type=part_of,loves", NULL);
  assert_invalid (client, "GET", bad, NULL, "[\"query\",\"relationship_type\"]");
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    g_free (ids[i]);
}

static void
test_statistics (Client     *client,
                 const void *data)
{
  g_autofree char *lamp = NULL;
  g_autofree char *hall = NULL;
  g_autofree char *attic = NULL;
  g_autofree char *path = NULL;
  BoJson answer;

  client_login (client);
  lamp = create (client, "device", "Lamp", "{}");
  hall = create (client, "room", "Hall", "{}");
  attic = create (client, "room", "Attic", "{}");
  tie (client, lamp, "located_in", hall);
  path = g_strdup_printf (GRAPH "/entities/%s", attic);
  client_call (client, "PUT", path, "{\"content\":{\"deleted\":true}}");
  g_assert_cmpuint (client->status, ==, 200);
  g_free (create (client, "room", "Cellar", "{}"));

  answer = client_call (client, "GET", GRAPH "/statistics", NULL);
  assert_text (answer, "/total_entities", "3");
  assert_text (answer, "/total_relationships", "1");
  assert_text (answer, "/entity_types", "{\"device\":1,\"room\":2}");
  assert_text (answer, "/relationship_types", "{\"located_in\":1}");
  assert_text (answer, "/isolated_entities", "1");
  assert_text (answer, "/deleted_entities", "1");
  assert_text (answer, "/total_versions", "5");

  answer = client_call (client, "GET", GRAPH "/entities?entity_type=room", NULL);
  assert_text (answer, "/total", "3");
  answer = client_call (client, "GET", GRAPH "/entities?entity_type=room&include_deleted=false&limit=1&offset=1", NULL);
  assert_text (answer, "/total", "2");
  assert_text (answer, "/entities/0/name", "\"Cellar\"");
  answer = client_call (client, "GET", GRAPH "/entities?user_id=nobody", NULL);
  assert_text (answer, "/total", "0");
  answer = client_call (client, "GET", GRAPH "/entities?source_type=manual", NULL);
  assert_text (answer, "/total", "4");
}

/* As FastAPI tells numbers and booleans from text. */
static void
test_numbers (Client     *client,
              const void *data)
{
  static const struct { const char *query, *type, *msg; } table[] = {
    { "limit=0", "\"greater_than_equal\"", "\"Input should be greater than or equal to 1\"" },
    { "limit=101", "\"less_than_equal\"", "\"Input should be less than or equal to 100\"" },
    { "limit=99999999999999999999", "\"less_than_equal\"", "\"Input should be less than or equal to 100\"" },
    { "offset=-1", "\"greater_than_equal\"", "\"Input should be greater than or equal to 0\"" },
    { "limit=ten", "\"int_parsing\"", "\"Input should be a valid integer, unable to parse string as an integer\"" },
    { "include_deleted=maybe", "\"bool_parsing\"", "\"Input should be a valid boolean, unable to interpret input\"" },
    { "limit=", "\"int_parsing\"", "\"Input should be a valid integer, unable to parse string as an integer\"" },
  };

  client_login (client);
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = g_strconcat (GRAPH "/entities?", table[i].query, NULL);
      BoJson answer = client_call (client, "GET", path, NULL);

      g_assert_cmpuint (client->status, ==, 422);
      assert_text (answer, "/detail/0/type", table[i].type);
      assert_text (answer, "/detail/0/msg", table[i].msg);
    }
}

#define ADD(name, func) g_test_add ("/hub/graph/" name, Client, NULL, client_set_up, func, client_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("write-entity", test_write_entity);
  ADD ("write-edge", test_write_edge);
  ADD ("hostile-writes", test_hostile_writes);
  ADD ("search", test_search);
  ADD ("similar", test_similar);
  ADD ("path", test_path);
  ADD ("statistics", test_statistics);
  ADD ("numbers", test_numbers);
  return g_test_run ();
}
