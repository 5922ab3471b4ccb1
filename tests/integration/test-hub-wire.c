/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-client.h"

#include <string.h>

#include "plain-digest.h"

/* The recorded exchanges (tests/fixtures/wire) against a real hub over HTTP, in their order, on an
   empty database. */

/* Where this hub answers otherwise than the recorded one, and means to (src/hub/README.md). */
static const struct { const char *exchange; unsigned int status; const char *why; } differences[] = {
  { "02-root", 200, "it has a name and a version of its own" },
  { "32-filter-bad-type", 422, "an unknown type in a filter is the request's fault, not a crash" },
  { "38-bad-entity-type", 422, "an unknown type names the index of its change" },
  { "39-bad-source-type", 422, "likewise" },
};

/* What differs from run to run, and the edges that ride in changes (PROTOCOL §8). */
static const char *const ignored[] = {
  "server_time", "created_at", "updated_at", "duration_ms", "state_digest", "access_token", "expires_at",
  "qr_code", "token", "expires", "server", "port", "relationships", NULL,
};

typedef struct
{
  Client      client;
  int64_t     offset;  /* between now and the recording */
  GHashTable *times;   /* a recorded server_time → what this run got */
  GTree      *home;    /* id → version, as the changes said */
} Replay;

static char *
read_exchange (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "wire", file, NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static gboolean
shift_cb (const GMatchInfo *match,
          GString          *out,
          void             *data)
{
  Replay *replay = data;
  g_autofree char *recorded = g_match_info_fetch (match, 0);
  const char *known = g_hash_table_lookup (replay->times, recorded);
  g_autofree char *shifted = NULL;
  int64_t time_us;

  g_assert_true (bo_time_parse (recorded, &time_us, NULL));
  shifted = bo_time_format (time_us + replay->offset);
  g_string_append (out, known != NULL ? known : shifted);
  return FALSE;
}

/* Every time in a text, moved to today; a server_time becomes the one this run got. */
static char *
shift (Replay     *replay,
       const char *text)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00",
                                         G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace_eval (regex, text, -1, 0, G_REGEX_MATCH_DEFAULT, shift_cb, replay, NULL);
}

static char *
shift_path (Replay     *replay,
            const char *path)
{
  const char *query = strchr (path, '?');
  g_autofree char *plain = NULL;
  g_autofree char *shifted = NULL;
  g_autofree char *encoded = NULL;

  if (query == NULL)
    return g_strdup (path);
  plain = g_uri_unescape_string (query + 1, NULL);
  shifted = shift (replay, plain);
  encoded = g_uri_escape_string (shifted, "=&:", FALSE);
  return g_strdup_printf ("%.*s?%s", (int) (query - path), path, encoded);
}

/* --- comparing --- */

static void compare (BoJson expected, BoJson actual, const char *where);

static void
compare_members (BoJson      expected,
                 BoJson      actual,
                 const char *where)
{
  BoJsonIter iter;
  BoJson key, value;

  bo_json_iter_init (&iter, expected);
  while (bo_json_iter_next (&iter, &key, &value))
    {
      g_autofree char *name = bo_json_dup_string (key);
      g_autofree char *here = g_strconcat (where, "/", name, NULL);

      /* the document of GET relationships is not the one that rides */
      if (g_strv_contains (ignored, name) && !(g_str_equal (name, "relationships") && *where == '\0'))
        continue;
      compare (value, bo_json_member (actual, name), here);
    }
}

static void
compare (BoJson      expected,
         BoJson      actual,
         const char *where)
{
  if (bo_json_kind (expected) == BO_JSON_KIND_OBJECT && bo_json_kind (actual) == BO_JSON_KIND_OBJECT)
    {
      compare_members (expected, actual, where);
      return;
    }

  if (bo_json_kind (expected) == BO_JSON_KIND_ARRAY && bo_json_size (expected) == bo_json_size (actual))
    {
      for (size_t i = 0; i < bo_json_size (expected); i++)
        {
          g_autofree char *here = g_strdup_printf ("%s/%zu", where, i);

          compare (bo_json_element (expected, i), bo_json_element (actual, i), here);
        }
      return;
    }

  if (!bo_json_equal (expected, actual))
    {
      g_autofree char *a = bo_json_dup (expected);
      g_autofree char *b = bo_json_dup (actual);

      g_test_message ("at %s\nrecorded: %s\nhere:     %s", where, a, b);
      g_test_fail ();
    }
}

/* The digest against what the changes themselves said (PROTOCOL §3.5). */
static void
check_digest (Replay *replay,
              BoJson  answer)
{
  g_autofree char *theirs = bo_json_member_string (answer, "state_digest");
  g_autofree char *ours = NULL;
  PlainDigest *digest = plain_digest_new ();
  BoJsonIter iter;
  BoJson change;

  bo_json_iter_init (&iter, bo_json_member (answer, "changes"));
  while (bo_json_iter_next (&iter, NULL, &change))
    {
      BoJson entity = bo_json_member (change, "entity");

      g_tree_replace (replay->home, bo_json_member_string (entity, "id"), bo_json_member_string (entity, "version"));
    }
  for (GTreeNode *node = g_tree_node_first (replay->home); node != NULL; node = g_tree_node_next (node))
    plain_digest_add (digest, g_tree_node_key (node), g_tree_node_value (node));

  ours = plain_digest_end (digest);
  g_assert_cmpstr (theirs, ==, ours);
}

static void
remember_time (Replay *replay,
               BoJson  recorded,
               BoJson  answer)
{
  char *then = bo_json_member_string (recorded, "server_time");
  char *now = bo_json_member_string (answer, "server_time");

  if (then != NULL && now != NULL)
    g_hash_table_insert (replay->times, then, now);
}

static unsigned int
expected_status (const char *name,
                 BoJson      response,
                 bool       *differs)
{
  int64_t status = 0;

  *differs = false;
  for (size_t i = 0; i < G_N_ELEMENTS (differences); i++)
    if (g_str_equal (differences[i].exchange, name))
      {
        g_test_message ("%s: %s", name, differences[i].why);
        *differs = true;
        return differences[i].status;
      }

  bo_json_get_int64 (bo_json_member (response, "status"), &status);
  return (unsigned int) status;
}

/* --- replaying --- */

static char *
request_body (Replay     *replay,
              const char *name,
              BoJson      body)
{
  g_autofree char *text = NULL;

  if (bo_json_kind (body) <= BO_JSON_KIND_NULL)
    return NULL;
  /* text that is no JSON was recorded as a string, or as {"_raw": …} */
  if (bo_json_kind (body) == BO_JSON_KIND_STRING)
    return bo_json_dup_string (body);
  if (bo_json_kind (bo_json_member (body, "_raw")) == BO_JSON_KIND_STRING)
    return bo_json_member_string (body, "_raw");

  text = bo_json_dup (body);
  if (g_str_has_prefix (name, "25-"))
    {
      g_autofree char *now = bo_time_format (bo_clock_now ());
      g_autofree char *quoted = bo_json_quote (now);

      return bo_json_set (text, "/filters/since", quoted, NULL);
    }
  return shift (replay, text);
}

static BoJson
send_exchange (Replay     *replay,
               const char *name,
               BoJson      request)
{
  g_autofree char *method = bo_json_member_string (request, "method");
  g_autofree char *recorded_path = bo_json_member_string (request, "path");
  g_autofree char *path = shift_path (replay, recorded_path);
  g_autofree char *body = request_body (replay, name, bo_json_member (request, "body"));
  g_autofree char *token = replay->client.token;
  BoJson answer;

  replay->client.token = NULL;
  if (bo_json_member_bool (request, "authorized", false))
    replay->client.token = g_strdup (g_str_has_prefix (name, "07-") ? "not.a.token" : token);
  answer = client_call (&replay->client, method, path, body);
  g_free (replay->client.token);
  replay->client.token = g_steal_pointer (&token);
  return answer;
}

static void
replay_exchange (Replay     *replay,
                 const char *name)
{
  g_autofree char *text = read_exchange (name);
  g_autofree char *shifted = NULL;
  BoJson exchange = bo_json_wrap (text);
  BoJson response = bo_json_member (exchange, "response");
  BoJson answer;
  bool differs;
  unsigned int status = expected_status (name, response, &differs);

  g_test_message ("%s", name);
  answer = send_exchange (replay, name, bo_json_member (exchange, "request"));
  g_assert_cmpuint (replay->client.status, ==, status);
  if (differs)
    return;

  remember_time (replay, bo_json_member (response, "body"), answer);
  {
    g_autofree char *body = bo_json_dup (bo_json_member (response, "body"));

    shifted = shift (replay, body);
  }
  compare (bo_json_wrap (shifted), answer, "");

  if (g_str_has_prefix (name, "05-"))
    replay->client.token = bo_json_member_string (answer, "access_token");
  if (bo_json_kind (bo_json_member (answer, "state_digest")) == BO_JSON_KIND_STRING)
    check_digest (replay, answer);
}

/* Versions are dated from the moment their first is pushed. */
static void
set_offset (Replay *replay)
{
  int64_t first;

  g_assert_true (bo_time_parse ("2026-11-22T17:14:59.260657+00:00", &first, NULL));
  replay->offset = bo_clock_now () - first;
}

static int
compare_names (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static GPtrArray *
list_exchanges (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "wire", NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strndup (name, strlen (name) - strlen (".json")));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* 57 was recorded after more failures than are kept. */
static void
lock_out (Client *client)
{
  const char *wait;

  for (int i = 0; i < 5; i++)
    {
      client_call (client, "POST", "/api/v1/auth/admin/login", "{\"password\":\"nope\"}");
      g_assert_cmpuint (client->status, ==, 401);
    }

  client_call (client, "POST", "/api/v1/auth/admin/login", "{\"password\":\"admin\"}");
  g_assert_cmpuint (client->status, ==, 429);
  wait = soup_message_headers_get_one (client->headers, "Retry-After");
  g_assert_cmpint (atoi (wait), >=, 890);
  g_assert_cmpint (atoi (wait), <=, 900);
}

static void
test_replay (void)
{
  g_autoptr(GPtrArray) names = list_exchanges ();
  Replay replay = { 0 };

  client_set_up (&replay.client, NULL);
  replay.times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  replay.home = g_tree_new_full ((GCompareDataFunc) strcmp, NULL, g_free, g_free);

  g_assert_cmpuint (names->len, ==, 46);
  for (unsigned int i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (g_str_has_prefix (name, "10-"))
        set_offset (&replay);
      if (g_str_has_prefix (name, "57-"))
        lock_out (&replay.client);
      else
        replay_exchange (&replay, name);
    }

  g_tree_unref (replay.home);
  g_hash_table_unref (replay.times);
  client_tear_down (&replay.client, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/wire/replay", test_replay);
  return g_test_run ();
}
