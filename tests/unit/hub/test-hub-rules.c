/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-test.h"

#include "bo-error.h"
#include "plain-digest.h"

#define LAMP "5a0c8f4e-0000-4000-8000-000000000001"
#define ROOM "5a0c8f4e-0000-4000-8000-000000000002"

/* --- who wins (PROTOCOL §3.3) --- */

typedef struct
{
  const char *what;
  int64_t     received;   /* when the hub got what it holds, µs after T0 */
  int64_t     pushed;     /* the time in the pushed version */
  const char *user;       /* whose it is: decides ties */
  bool        is_child;   /* names what the hub holds as its parent */
  bool        wins;
  const char *reason;     /* NULL: no conflict */
} Case;

static const Case cases[] = {
  { "child", 0, -100 * SECOND, "aaa", true, true, NULL },
  { "later", 0, SECOND, "aaa", false, true, "remote has newer timestamp" },
  { "earlier", 0, -SECOND, "zzz", false, false, "local has newer timestamp" },
  { "tie-greater", 0, SECOND - 1, "aaa", false, true, "timestamps within 1s, remote has greater version" },
  { "tie-smaller", 0, -SECOND + 1, "zzz", false, false, "timestamps within 1s, local has greater version" },
  /* the time of the row counts, not the time in the version that is held */
  { "row-time", 50 * SECOND, 40 * SECOND, "zzz", false, false, "local has newer timestamp" },
};

static void
check_conflict (BoSyncResponse *response,
                const Case     *c,
                const char     *held,
                const char     *pushed)
{
  BoWireConflict *conflict;

  g_assert_cmpuint (response->conflicts->len, ==, c->reason != NULL);
  if (c->reason == NULL)
    return;

  conflict = g_ptr_array_index (response->conflicts, 0);
  g_assert_cmpstr (conflict->entity_id, ==, LAMP);
  g_assert_cmpstr (conflict->local_version, ==, held);
  g_assert_cmpstr (conflict->remote_version, ==, pushed);
  g_assert_cmpstr (conflict->resolution_strategy, ==, c->reason);
  g_assert_cmpstr (conflict->resolved_version, ==, c->wins ? pushed : held);
}

static void
check_case (Home        *home,
            const Case  *c,
            BoChangeType type)
{
  g_autofree char *held = version_at (0, "mmm");
  g_autofree char *pushed = version_at (c->pushed, c->user);
  g_autoptr(BoSyncResponse) first = NULL;
  g_autoptr(BoSyncResponse) second = NULL;
  g_autoptr(BoHubRow) kept = NULL;
  g_autofree char *current = NULL;

  g_test_message ("%s %d", c->what, type);
  home->now_us = T0 + c->received;
  first = home_push (home, BO_CHANGE_CREATE, LAMP, held, "{\"a\":1}", NULL);
  home->now_us = T0 + 100 * SECOND;
  second = home_push (home, type, LAMP, pushed, "{\"a\":2}", c->is_child ? held : "somebody-else's");

  check_conflict (second, c, held, pushed);
  current = home_current (home, LAMP);
  g_assert_cmpstr (current, ==, c->wins ? pushed : held);

  /* the loser is kept */
  kept = bo_hub_store_get_version (home->store, LAMP, c->wins ? held : pushed, NULL);
  g_assert_nonnull (kept);
}

static void
test_who_wins (Home       *home,
               const void *data)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    for (BoChangeType type = BO_CHANGE_CREATE; type <= BO_CHANGE_DELETE; type++)
      {
        Home fresh;

        home_set_up (&fresh, data);
        check_case (&fresh, &cases[i], type);
        home_tear_down (&fresh, data);
      }
}

static void
test_unreadable_time (Home       *home,
                      const void *data)
{
  g_autoptr(BoSyncResponse) first = home_push (home, BO_CHANGE_CREATE, LAMP, "v1", "{}", NULL);
  g_autoptr(BoSyncResponse) second = NULL;
  g_autofree char *current = NULL;

  home->now_us += 3600 * SECOND;
  second = home_push (home, BO_CHANGE_UPDATE, LAMP, "v2", "{}", "v0");
  g_assert_cmpuint (second->conflicts->len, ==, 1);
  current = home_current (home, LAMP);
  g_assert_cmpstr (current, ==, "v2");
}

static void
test_without_parents (Home       *home,
                      const void *data)
{
  g_autofree char *first = version_at (0, "alice");
  g_autofree char *second = version_at (5 * SECOND, "zed");
  g_autoptr(BoSyncResponse) a = home_push (home, BO_CHANGE_CREATE, LAMP, first, "{}", NULL);
  g_autoptr(BoSyncResponse) b = home_push (home, BO_CHANGE_UPDATE, LAMP, second, "{}", NULL);
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (home->store, LAMP, NULL);

  g_assert_cmpuint (b->conflicts->len, ==, 1);
  g_assert_true (bo_entity_has_parent (row->entity, first));
}

/* --- pushing --- */

static void
test_resend (Home       *home,
             const void *data)
{
  g_autofree char *v1 = version_at (0, "alice");
  g_autofree char *v2 = version_at (5 * SECOND, "alice");
  g_autoptr(BoSyncResponse) a = home_push (home, BO_CHANGE_CREATE, LAMP, v1, "{}", NULL);
  g_autoptr(BoSyncResponse) b = home_push (home, BO_CHANGE_UPDATE, LAMP, v2, "{}", v1);
  g_autofree char *resume = g_strdup (b->resume_cursor);
  g_autofree char *current = NULL;

  /* The late duplicate of a version that was replaced: done, and no conflict. */
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(BoSyncResponse) again = home_push (home, BO_CHANGE_CREATE, LAMP, i % 2 == 0 ? v1 : v2, "{}", NULL);

      g_assert_cmpuint (again->conflicts->len, ==, 0);
      g_assert_cmpstr (again->resume_cursor, ==, resume);
      g_assert_cmpstr (again->state_digest, ==, b->state_digest);
    }
  current = home_current (home, LAMP);
  g_assert_cmpstr (current, ==, v2);
}

static void
test_delete (Home       *home,
             const void *data)
{
  g_autofree char *v1 = version_at (0, "alice");
  g_autofree char *v2 = version_at (SECOND, "alice");
  g_autofree char *v3 = version_at (2 * SECOND, "alice");
  g_autofree char *v4 = version_at (SECOND + 1, "zed");
  g_autofree char *current = NULL;
  g_autofree char *revived = NULL;
  BoChange *change;

  /* of what nobody knows: named, nothing stored */
  {
    g_autoptr(BoSyncResponse) ghost = home_push (home, BO_CHANGE_DELETE, LAMP, v1, "{}", NULL);
    g_autoptr(BoHubRow) row = bo_hub_store_get_current (home->store, LAMP, NULL);

    g_assert_null (row);
    g_assert_cmpstr (ghost->resume_cursor, ==, "0");
  }

  bo_sync_response_free (home_push (home, BO_CHANGE_CREATE, LAMP, v1, "{\"keep\":1}", NULL));
  {
    g_autoptr(BoSyncResponse) gone = home_push (home, BO_CHANGE_DELETE, LAMP, v2, "{\"keep\":1}", v1);

    change = g_ptr_array_index (gone->changes, 0);
    g_assert_cmpint (change->type, ==, BO_CHANGE_DELETE);
    g_assert_cmpstr (change->entity->content, ==, "{\"keep\":1,\"deleted\":true}");
  }

  /* again: named, nothing stored */
  bo_sync_response_free (home_push (home, BO_CHANGE_DELETE, LAMP, v3, "{}", v2));
  current = home_current (home, LAMP);
  g_assert_cmpstr (current, ==, v2);

  /* an edit of what was before competes with it, and can bring it back */
  home->now_us = T0 + SECOND;
  bo_sync_response_free (home_push (home, BO_CHANGE_UPDATE, LAMP, v4, "{}", v1));
  revived = home_current (home, LAMP);
  g_assert_cmpstr (revived, ==, v4);
}

static void
test_twice_in_batch (Home       *home,
                     const void *data)
{
  g_autofree char *v1 = version_at (0, "alice");
  g_autofree char *v2 = version_at (1, "alice");
  BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
  g_autoptr(BoSyncResponse) response = NULL;
  g_autofree char *current = NULL;

  request_add (request, BO_CHANGE_CREATE, LAMP, v1, "{}", NULL);
  request_add (request, BO_CHANGE_UPDATE, LAMP, v2, "{}", v1);
  response = home_sync (home, request);

  g_assert_cmpuint (response->applied->len, ==, 1);
  g_assert_cmpuint (response->conflicts->len, ==, 0);
  g_assert_cmpuint (response->changes->len, ==, 1);
  current = home_current (home, LAMP);
  g_assert_cmpstr (current, ==, v2);
}

/* --- edges --- */

static void
test_edges (Home       *home,
            const void *data)
{
  g_autofree char *lamp = version_at (0, "alice");
  g_autofree char *room = version_at (1, "alice");
  BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
  g_autoptr(BoSyncResponse) pushed = NULL;
  g_autoptr(BoSyncResponse) resent = NULL;
  g_autoptr(BoSyncResponse) pulled = NULL;
  BoChange *change;

  /* edges go in after all entities of the batch; one of them dangles */
  request_add_edge (request, "e1", LAMP, lamp, ROOM, room);
  request_add_edge (request, "e2", LAMP, lamp, ROOM, "no-such-version");
  request_add (request, BO_CHANGE_CREATE, LAMP, lamp, "{}", NULL);
  request_add (request, BO_CHANGE_CREATE, ROOM, room, "{}", NULL);
  pushed = home_sync (home, request);
  g_assert_cmpuint (pushed->applied_relationships->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (pushed->applied_relationships, 0), ==, "e1");

  /* a resend is named, and moves nobody's cursor */
  request = request_new (BO_SYNC_TYPE_DELTA);
  request_add_edge (request, "e1", LAMP, lamp, ROOM, room);
  request->cursor = g_strdup (pushed->resume_cursor);
  resent = home_sync (home, request);
  g_assert_cmpuint (resent->applied_relationships->len, ==, 1);
  g_assert_cmpuint (resent->changes->len, ==, 0);

  /* a move alone rides with the entity it starts at; the digest doesn't see it */
  request = request_new (BO_SYNC_TYPE_DELTA);
  request_add_edge (request, "e1", LAMP, lamp, LAMP, lamp);
  request->cursor = g_strdup (pushed->resume_cursor);
  pulled = home_sync (home, request);
  g_assert_cmpuint (pulled->changes->len, ==, 1);
  change = g_ptr_array_index (pulled->changes, 0);
  g_assert_cmpstr (change->entity->id, ==, LAMP);
  g_assert_cmpuint (change->edges->len, ==, 1);
  g_assert_cmpstr (((BoEdge *) g_ptr_array_index (change->edges, 0))->to_id, ==, LAMP);
  g_assert_cmpstr (pulled->state_digest, ==, pushed->state_digest);
}

/* --- refusals: nothing is stored --- */

static void
refuse (Home          *home,
        BoSyncRequest *request,
        const char    *loc,
        const char    *message)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(GError) error = NULL;
  BoHubStamp last;

  g_assert_null (bo_hub_rules_sync (home->rules, request, home->now_us, errors, &error));
  if (message != NULL)
    {
      g_assert_error (error, BO_ERROR, BO_ERROR_REFUSED);
      g_assert_cmpstr (error->message, ==, message);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (errors->len, ==, 1);
      g_assert_cmpstr (((BoWireError *) g_ptr_array_index (errors, 0))->loc, ==, loc);
    }

  g_assert_true (bo_hub_store_get_last (home->store, &last, NULL));
  g_assert_cmpint (last.seq, ==, 0);
  bo_sync_request_free (request);
}

static BoSyncRequest *
request_with (const char *entity_type,
              const char *source_type,
              const char *id,
              const char *content)
{
  BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
  g_autoptr(BoEntity) entity = NULL;

  request_add (request, BO_CHANGE_CREATE, LAMP, "v1", "{}", NULL);
  entity = bo_entity_new (id, "v1", entity_type, "X", content, source_type, "alice", NULL);
  g_ptr_array_add (request->changes, bo_change_new (BO_CHANGE_CREATE, entity));
  return request;
}

static void
test_refusals (Home       *home,
               const void *data)
{
  g_autofree char *deep = NULL;
  BoSyncRequest *request;
  GString *nested = g_string_new ("{\"a\":");

  for (int i = 0; i < 80; i++)
    g_string_append_c (nested, '[');
  for (int i = 0; i < 80; i++)
    g_string_append_c (nested, ']');
  g_string_append_c (nested, '}');
  deep = g_string_free (nested, FALSE);

  refuse (home, request_with ("spaceship", "manual", ROOM, "{}"), "[\"body\",\"changes\",1,\"entity\",\"entity_type\"]", NULL);
  refuse (home, request_with ("device", "dream", ROOM, "{}"), "[\"body\",\"changes\",1,\"entity\",\"source_type\"]", NULL);
  refuse (home, request_with ("device", "manual", "a\nb", "{}"), "[\"body\",\"changes\",1,\"entity\"]", NULL);
  refuse (home, request_with ("device", "manual", "", "{}"), "[\"body\",\"changes\",1,\"entity\"]", NULL);
  refuse (home, request_with ("device", "manual", ROOM, deep), "[\"body\",\"changes\",1,\"entity\"]", NULL);

  request = request_new (BO_SYNC_TYPE_FULL);
  request->entity_types = g_strsplit ("room,spaceship", ",", 0);
  refuse (home, request, "[\"body\",\"filters\",\"entity_types\",1]", NULL);

  request = request_new (BO_SYNC_TYPE_DELTA);
  request->cursor = g_strdup ("abc");
  refuse (home, request, NULL, "cursor must be a server_seq integer, got 'abc'");

  request = request_new (BO_SYNC_TYPE_DELTA);
  g_free (request->protocol_version);
  request->protocol_version = g_strdup ("inbetweenies-v9");
  refuse (home, request, NULL, "Unsupported protocol version");

  request = request_new (BO_SYNC_TYPE_DELTA);
  request_add (request, BO_CHANGE_CREATE, LAMP, "v1", "{}", NULL);
  request_add_edge (request, "e", LAMP, "v1", LAMP, "v1");
  {
    BoChange *change = g_ptr_array_index (request->changes, 1);

    g_ptr_array_set_size (change->edges, 0);
    g_ptr_array_add (change->edges, bo_edge_new ("e", LAMP, "v1", LAMP, "v1", "loves", "{}", NULL, 0));
  }
  refuse (home, request, NULL, "Unknown relationship_type: loves");
}

/* --- coming down --- */

static void
fill_home (Home *home,
           int   n)
{
  for (int at = 0; at < n; )
    {
      BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
      int end = MIN (at + 200, n);

      request->cursor = g_strdup ("0");
      for (; at < end; at++)
        {
          g_autofree char *id = g_strdup_printf ("id-%04d", (at * 7919) % n);
          g_autofree char *version = version_at (at, "alice");

          request_add (request, BO_CHANGE_CREATE, id, version, "{}", NULL);
        }
      bo_sync_response_free (home_sync (home, request));
      home->now_us += SECOND;
    }
}

static void
test_paging (Home       *home,
             const void *data)
{
  static const unsigned int expected[] = { 500, 500, 203 };
  g_autofree char *cursor = g_strdup ("0");
  g_autoptr(GTree) seen = g_tree_new_full ((GCompareDataFunc) g_strcmp0, NULL, g_free, g_free);
  PlainDigest *digest = plain_digest_new ();
  g_autofree char *sum = NULL;
  g_autofree char *theirs = NULL;

  fill_home (home, 1203);
  for (size_t page = 0; page < G_N_ELEMENTS (expected); page++)
    {
      BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
      g_autoptr(BoSyncResponse) response = NULL;

      request->cursor = g_strdup (cursor);
      response = home_sync (home, request);
      g_assert_cmpuint (response->changes->len, ==, expected[page]);
      g_assert_true ((response->cursor == NULL) == (page == 2));
      for (unsigned int i = 0; i < response->changes->len; i++)
        {
          BoEntity *entity = ((BoChange *) g_ptr_array_index (response->changes, i))->entity;

          g_tree_replace (seen, g_strdup (entity->id), g_strdup (entity->version));
        }
      g_free (cursor);
      cursor = g_strdup (response->cursor != NULL ? response->cursor : response->resume_cursor);
      g_free (theirs);
      theirs = g_strdup (response->state_digest);
    }

  g_assert_cmpint (g_tree_nnodes (seen), ==, 1203);
  for (GTreeNode *node = g_tree_node_first (seen); node != NULL; node = g_tree_node_next (node))
    plain_digest_add (digest, g_tree_node_key (node), g_tree_node_value (node));
  sum = plain_digest_end (digest);
  g_assert_cmpstr (sum, ==, theirs);
}

static void
test_full_ignores_cursor (Home       *home,
                          const void *data)
{
  BoSyncRequest *request;
  g_autoptr(BoSyncResponse) first = NULL;
  g_autoptr(BoSyncResponse) second = NULL;

  fill_home (home, 700);
  first = home_sync (home, request_new (BO_SYNC_TYPE_FULL));
  request = request_new (BO_SYNC_TYPE_FULL);
  request->cursor = g_strdup (first->cursor);
  second = home_sync (home, request);

  g_assert_nonnull (first->cursor);
  g_assert_cmpstr (second->cursor, ==, first->cursor);
  g_assert_cmpuint (second->changes->len, ==, 500);
}

static void
test_since (Home       *home,
            const void *data)
{
  g_autofree char *v1 = version_at (0, "alice");
  g_autofree char *v2 = version_at (1, "alice");
  g_autoptr(BoSyncResponse) first = home_push (home, BO_CHANGE_CREATE, LAMP, v1, "{}", NULL);
  g_autoptr(BoSyncResponse) nothing = NULL;
  g_autoptr(BoSyncResponse) second = NULL;
  g_autoptr(BoSyncResponse) delta = NULL;
  BoSyncRequest *request;

  request = request_new (BO_SYNC_TYPE_DELTA);
  request->since = g_strdup (first->server_time);
  nothing = home_sync (home, request);
  g_assert_cmpuint (nothing->changes->len, ==, 0);
  g_assert_null (nothing->cursor);

  /* written in the very microsecond of that answer: still later than it */
  second = home_push (home, BO_CHANGE_CREATE, ROOM, v2, "{}", NULL);
  request = request_new (BO_SYNC_TYPE_DELTA);
  request->since = g_strdup (nothing->server_time);
  delta = home_sync (home, request);
  g_assert_cmpuint (delta->changes->len, ==, 1);

  /* and so when the clock is set back */
  home->now_us -= 3600 * SECOND;
  bo_sync_response_free (home_push (home, BO_CHANGE_CREATE, "third", v2, "{}", NULL));
  request = request_new (BO_SYNC_TYPE_DELTA);
  request->since = g_strdup (delta->server_time);
  bo_sync_response_free (g_steal_pointer (&delta));
  delta = home_sync (home, request);
  g_assert_cmpuint (delta->changes->len, ==, 1);
}

static void
test_cursor_reset (Home       *home,
                   const void *data)
{
  static const char *const beyond[] = { "99", "1234567890123456789012345678901234567890" };
  g_autofree char *v1 = version_at (0, "alice");

  bo_sync_response_free (home_push (home, BO_CHANGE_CREATE, LAMP, v1, "{}", NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (beyond); i++)
    {
      BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
      g_autoptr(BoSyncResponse) response = NULL;

      request->cursor = g_strdup (beyond[i]);
      response = home_sync (home, request);
      g_assert_true (response->cursor_reset);
      g_assert_cmpuint (response->changes->len, ==, 0);
      g_assert_null (response->cursor);
      g_assert_cmpstr (response->resume_cursor, ==, "1");
    }
}

static void
test_filters (Home       *home,
              const void *data)
{
  BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
  g_autoptr(BoEntity) room = bo_entity_new (ROOM, "v1", "room", "Hall", "{}", "manual", "bob", NULL);
  g_autoptr(BoSyncResponse) rooms = NULL;
  g_autoptr(BoSyncResponse) bobs = NULL;

  request_add (request, BO_CHANGE_CREATE, LAMP, "v1", "{}", NULL);
  g_ptr_array_add (request->changes, bo_change_new (BO_CHANGE_CREATE, room));
  bo_sync_response_free (home_sync (home, request));

  request = request_new (BO_SYNC_TYPE_FULL);
  request->entity_types = g_strsplit ("room", ",", 0);
  rooms = home_sync (home, request);
  g_assert_cmpuint (rooms->changes->len, ==, 1);

  request = request_new (BO_SYNC_TYPE_FULL);
  request->modified_by = g_strsplit ("alice", ",", 0);
  bobs = home_sync (home, request);
  g_assert_cmpuint (bobs->changes->len, ==, 1);
  g_assert_cmpstr (((BoChange *) g_ptr_array_index (bobs->changes, 0))->entity->id, ==, LAMP);
}

/* A page takes at most 4 MiB, and goes on after it. */
static void
test_heavy_pages (Home       *home,
                  const void *data)
{
  g_autofree char *text = g_strnfill (900 * 1024, 'x');
  g_autofree char *content = g_strdup_printf ("{\"text\":\"%s\"}", text);
  g_autofree char *cursor = g_strdup ("0");
  unsigned int n = 0;
  int pages = 0;

  for (int i = 0; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("heavy-%d", i);

      bo_sync_response_free (home_push (home, BO_CHANGE_CREATE, id, "v1", content, NULL));
    }

  while (cursor != NULL)
    {
      BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
      g_autoptr(BoSyncResponse) response = NULL;

      request->cursor = g_steal_pointer (&cursor);
      response = home_sync (home, request);
      g_assert_cmpuint (response->changes->len, <=, 4);
      n += response->changes->len;
      cursor = g_strdup (response->cursor);
      pages++;
    }
  g_assert_cmpuint (n, ==, 9);
  g_assert_cmpint (pages, ==, 3);
}

/* Edges in pages: each edge comes, and no change is without an entity. */
static void
test_edges_over_pages (Home       *home,
                       const void *data)
{
  g_autoptr(GHashTable) edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = g_strdup ("0");

  for (int batch = 0; batch < 4; batch++)
    {
      BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);

      for (int i = 0; i < 200; i++)
        {
          g_autofree char *id = g_strdup_printf ("d-%d-%d", batch, i);
          g_autofree char *edge = g_strdup_printf ("e-%d-%d", batch, i);

          request_add (request, BO_CHANGE_CREATE, id, "v1", "{}", NULL);
          request_add_edge (request, edge, id, "v1", id, "v1");
        }
      bo_sync_response_free (home_sync (home, request));
    }

  while (cursor != NULL)
    {
      BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
      g_autoptr(BoSyncResponse) response = NULL;

      request->cursor = g_steal_pointer (&cursor);
      response = home_sync (home, request);
      g_assert_cmpuint (response->changes->len, <=, 500);
      for (unsigned int i = 0; i < response->changes->len; i++)
        {
          BoChange *change = g_ptr_array_index (response->changes, i);

          g_assert_nonnull (change->entity);
          for (unsigned int j = 0; j < change->edges->len; j++)
            g_hash_table_add (edges, g_strdup (((BoEdge *) g_ptr_array_index (change->edges, j))->id));
        }
      cursor = g_strdup (response->cursor);
    }
  g_assert_cmpuint (g_hash_table_size (edges), ==, 800);
}

#define ADD(name, func) \
  g_test_add ("/hub/rules/memory/" name, Home, "memory", home_set_up, func, home_tear_down); \
  g_test_add ("/hub/rules/sqlite/" name, Home, "sqlite", home_set_up, func, home_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("who-wins", test_who_wins);
  ADD ("unreadable-time", test_unreadable_time);
  ADD ("without-parents", test_without_parents);
  ADD ("resend", test_resend);
  ADD ("delete", test_delete);
  ADD ("twice-in-batch", test_twice_in_batch);
  ADD ("edges", test_edges);
  ADD ("refusals", test_refusals);
  ADD ("paging", test_paging);
  ADD ("full-ignores-cursor", test_full_ignores_cursor);
  ADD ("since", test_since);
  ADD ("cursor-reset", test_cursor_reset);
  ADD ("filters", test_filters);
  ADD ("heavy-pages", test_heavy_pages);
  ADD ("edges-over-pages", test_edges_over_pages);

  return g_test_run ();
}
