/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-job-private.h"
#include "bo-memory-store.h"
#include "bo-store.h"
#include "plain-digest.h"

/* What a hub may send (FAULTS §2), through decoder, rules and store, on both stores: a page that is
   no page leaves no trace; a change that can't be read is set apart and counted; everything else is
   kept as it came. The hostile change "m" always stands between two good ones. */

#define V "2026-06-15T09:41:02.581234+00:00-000417-alice"
#define TIME "2026-06-15T09:41:03.000001+00:00"
#define NOW INT64_C (1781516470000000)

#define HEAD "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"server_time\":\"" TIME "\","
#define ENTITY(id, version, name, content, more) \
  "{\"change_type\":\"update\",\"entity\":{\"id\":" id ",\"version\":" version ",\"entity_type\":\"device\",\"name\":" \
  name ",\"content\":" content more "},\"relationships\":[]}"
#define GOOD(id) ENTITY ("\"" id "\"", "\"" V "\"", "\"Good\"", "{\"x\":1}", "")
#define M(name, content, more) ENTITY ("\"m\"", "\"" V "\"", name, content, more)

typedef enum
{
  APART,    /* unreadable, and counted in the digest */
  UNNAMED,  /* unreadable, and what it is can't be told */
  KEPT,     /* as any other */
} Fate;

typedef struct
{
  const char *name;
  const char *change;
  Fate        fate;
  const char *content; /* as kept */
} Row;

#define BIG "12345678901234567890123"

static const Row rows[] = {
  { "unknown keys", M ("\"n\"", "{\"z\":1,\"k\":{\"b\":[1,2]},\"a\":2}", ",\"colour\":\"red\""), KEPT,
    "{\"z\":1,\"k\":{\"b\":[1,2]},\"a\":2}" },
  { "unknown type", "{\"change_type\":\"update\",\"entity\":{\"id\":\"m\",\"version\":\"" V "\",\"entity_type\":"
    "\"teapot\",\"source_type\":\"cloud\",\"name\":\"n\",\"content\":{}},\"relationships\":[]}", KEPT, "{}" },
  { "numbers", M ("\"n\"", "{\"a\":" BIG ",\"b\":1e999,\"c\":-0,\"d\":0.10,\"e\":1E-400}", ""), KEPT,
    "{\"a\":" BIG ",\"b\":1e999,\"c\":-0,\"d\":0.10,\"e\":1E-400}" },
  { "a key twice in content", M ("\"n\"", "{\"a\":1,\"a\":2}", ""), KEPT, "{\"a\":1,\"a\":2}" },
  { "a key spelt with escapes", ENTITY ("\"m\"", "\"" V "\"", "\"n\"", "{}", ",\"gr\\u00f6\\u00dfe\":1"), KEPT, "{}" },
  { "its own parent", M ("\"n\"", "{}", ",\"parent_versions\":[\"" V "\",\"nowhere\"]"), KEPT, "{}" },
  { "id with separators", ENTITY ("\"m/../etc\"", "\"" V "\"", "\"n\"", "{}", ""), KEPT, NULL },
  { "no content", "{\"change_type\":\"update\",\"entity\":{\"id\":\"m\",\"version\":\"" V "\",\"entity_type\":\"d\","
    "\"name\":\"\"}}", KEPT, "{}" },
  { "odd version", ENTITY ("\"m\"", "\"not a time\"", "\"n\"", "{}", ""), KEPT, NULL },

  { "wrong type", M ("7", "{}", ""), APART, NULL },
  { "missing key", "{\"change_type\":\"update\",\"entity\":{\"id\":\"m\",\"version\":\"" V "\"}}", APART, NULL },
  { "content no object", M ("\"n\"", "[]", ""), APART, NULL },
  { "a key twice", M ("\"n\"", "{}", ",\"name\":\"o\""), APART, NULL },
  { "a key twice, once with escapes", M ("\"n\"", "{}", ",\"n\\u0061me\":\"o\""), APART, NULL },
  { "NUL in a name", M ("\"a\\u0000b\"", "{}", ""), APART, NULL },
  { "NUL in content", M ("\"n\"", "{\"a\":\"\\u0000\"}", ""), APART, NULL },
  { "invalid UTF-8", M ("\"\xff\xc3\"", "{}", ""), APART, NULL },
  { "lone surrogate", M ("\"n\"", "{\"a\":\"\\ud800\"}", ""), APART, NULL },
  { "raw control character", M ("\"a\nb\"", "{}", ""), APART, NULL },
  { "parent no string", M ("\"n\"", "{}", ",\"parent_versions\":[1]"), APART, NULL },

  { "NUL in the id", ENTITY ("\"m\\u0000\"", "\"" V "\"", "\"n\"", "{}", ""), UNNAMED, NULL },
  { "surrogate in the version", ENTITY ("\"m\"", "\"\\udc00\"", "\"n\"", "{}", ""), UNNAMED, NULL },
  { "no object", "7", UNNAMED, NULL },
  { "an edge that is none", "{\"change_type\":\"update\",\"entity\":null,\"relationships\":[7]}", UNNAMED, NULL },
  { "an unknown kind of change", "{\"change_type\":\"explode\",\"entity\":null}", UNNAMED, NULL },
};

static const char *const no_pages[] = {
  "", "null", "[]", "{\"detail\":\"no\"}", "<!DOCTYPE html>",
  HEAD "\"changes\":[" GOOD ("a") "]",
  HEAD "\"changes\":[" GOOD ("a") "]}{}",
  HEAD "\"changes\":[" GOOD ("a") "]} x",
  "\xef\xbb\xbf" HEAD "\"changes\":[" GOOD ("a") "]}",
  "/* */" HEAD "\"changes\":[" GOOD ("a") "]}",
  "{'protocol_version':'inbetweenies-v2'}",
  HEAD "\"changes\":{}}",
  HEAD "\"changes\":[" GOOD ("a") "],\"cursor\":7}",
  HEAD "\"changes\":[" GOOD ("a") "],\"cursor\":null,\"cursor\":\"9\"}",
  HEAD "\"changes\":[" GOOD ("a") "],\"cursor\":null,\"curs\\u006fr\":\"9\"}",
  HEAD "\"changes\":[" GOOD ("a") "],\"sync_stats\":{\"entities_synced\":1e999}}",
  HEAD "\"changes\":[" GOOD ("a") ",NaN]}",
};

static BoSyncStore *
store_new (const char *kind)
{
  BoContext context = { NOW, 7 };
  BoSyncStore *store = g_str_equal (kind, "memory") ? BO_SYNC_STORE (bo_memory_store_new ())
                                                    : BO_SYNC_STORE (bo_store_open (":memory:", false, 7, NULL));

  g_assert_true (bo_rules_set_hub (store, &context, "http://hub", "alice", NULL, "admin", NULL));
  return store;
}

static void
store_free (BoSyncStore *store)
{
  if (BO_IS_STORE (store))
    bo_store_close (BO_STORE (store));
  else
    g_object_unref (store);
}

static BoJobOutcome *
take (BoSyncStore *store,
      const char  *text)
{
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  BoContext context = { NOW, 8 };
  BoJob *job = _bo_job_page (body, "0", NULL);
  BoJobOutcome *outcome = bo_job_run (job, store, &context, NULL, NULL);

  bo_job_unref (job);
  g_assert_no_error (outcome->error);
  return outcome;
}

static BoRecord *
record_of (BoSyncStore *store,
           const char  *id)
{
  BoRecord *record;

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
  record = bo_sync_store_get_record (store, id, NULL);
  g_assert_true (bo_sync_store_commit (store, NULL));
  return record;
}

static char *
digest_of (BoSyncStore *store,
           int64_t     *count)
{
  char *digest;

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
  digest = bo_sync_store_get_digest (store, count, NULL);
  g_assert_true (bo_sync_store_commit (store, NULL));
  return digest;
}

static void
assert_good (BoSyncStore *store,
             const char  *id)
{
  g_autoptr(BoRecord) record = record_of (store, id);

  g_assert_nonnull (record);
  g_assert_cmpint (record->status, ==, BO_STATUS_SYNCED);
  g_assert_cmpstr (record->shown->content, ==, "{\"x\":1}");
}

static void
assert_apart (BoSyncStore *store,
              const Row   *row)
{
  g_autoptr(BoRecord) record = record_of (store, "m");

  g_assert_nonnull (record);
  g_assert_cmpint (record->status, ==, BO_STATUS_UNREADABLE);
  g_assert_null (record->shown);
  g_assert_cmpstr (record->hub_version, ==, V);
  g_assert_nonnull (record->problem);
}

static void
assert_counted (BoSyncStore *store)
{
  PlainDigest *digest = plain_digest_new ();
  g_autofree char *held = NULL, *expected = NULL;
  int64_t count = 0;

  plain_digest_add (digest, "a", V);
  plain_digest_add (digest, "m", V);
  plain_digest_add (digest, "z", V);
  expected = plain_digest_end (digest);
  held = digest_of (store, &count);
  g_assert_cmpint (count, ==, 3);
  g_assert_cmpstr (held, ==, expected);
}

static void
assert_kept (BoSyncStore *store,
             const Row   *row)
{
  g_autoptr(BoRecord) record = record_of (store, "m");

  g_assert_nonnull (record);
  g_assert_cmpint (record->status, ==, BO_STATUS_SYNCED);
  g_assert_cmpstr (record->shown->content, ==, row->content);
}

static void
test_rows (const void *kind)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *page = g_strconcat (HEAD "\"cursor\":null,\"changes\":[" GOOD ("a") ",", rows[i].change, ","
                                           GOOD ("z") "]}", NULL);
      BoSyncStore *store = store_new (kind);
      g_autoptr(BoJobOutcome) outcome = take (store, page);

      g_test_message ("%s", rows[i].name);
      g_assert_no_error (outcome->problem);
      g_assert_true (outcome->drained);
      assert_good (store, "a");
      assert_good (store, "z");
      if (rows[i].fate == APART)
        assert_apart (store, &rows[i]);
      else if (rows[i].content != NULL)
        assert_kept (store, &rows[i]);
      if (rows[i].fate == APART || rows[i].content != NULL)
        assert_counted (store);
      store_free (store);
    }
}

static void
test_no_pages (const void *kind)
{
  for (size_t i = 0; i < G_N_ELEMENTS (no_pages); i++)
    {
      BoSyncStore *store = store_new (kind);
      g_autoptr(BoJobOutcome) outcome = take (store, no_pages[i]);
      g_autoptr(BoSyncState) state = NULL;
      g_autofree char *digest = NULL;
      int64_t count = -1;

      g_test_message ("%.60s", no_pages[i]);
      g_assert_nonnull (outcome->problem);
      digest = digest_of (store, &count);
      g_assert_cmpint (count, ==, 0);
      g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
      state = bo_sync_store_get_state (store, NULL);
      g_assert_true (bo_sync_store_commit (store, NULL));
      g_assert_null (state->watermark);
      store_free (store);
    }
}

/* Of one id twice the last in the hub's order is shown, and both stay in the history. */
static void
test_twice (const void *kind)
{
  g_autofree char *page = g_strconcat (HEAD "\"cursor\":null,\"changes\":["
                                       ENTITY ("\"m\"", "\"2-x\"", "\"n\"", "{\"first\":1}", "") ","
                                       ENTITY ("\"m\"", "\"1-x\"", "\"n\"", "{\"last\":1}", "") "]}", NULL);
  BoSyncStore *store = store_new (kind);
  g_autoptr(BoJobOutcome) outcome = take (store, page);
  g_autoptr(BoRecord) record = record_of (store, "m");
  g_autoptr(BoEntity) first = NULL;

  g_assert_no_error (outcome->problem);
  g_assert_cmpstr (record->shown->content, ==, "{\"last\":1}");
  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
  first = bo_sync_store_get_version (store, "m", "2-x", NULL);
  g_assert_true (bo_sync_store_commit (store, NULL));
  g_assert_cmpstr (first->content, ==, "{\"first\":1}");
  store_free (store);
}

/* What was never sent can't be acknowledged, and a conflict of nobody is none. */
static void
test_unknown_names (const void *kind)
{
  BoSyncStore *store = store_new (kind);
  g_autoptr(BoJobOutcome) outcome = take (store, HEAD "\"cursor\":null,\"changes\":[" GOOD ("a") "],\"applied\":[\"a\","
    "\"nobody\",\"\\u0000\"],\"applied_relationships\":[\"none\"],\"state_digest\":\"nonsense\",\"conflicts\":[{"
    "\"entity_id\":\"nobody\",\"local_version\":\"1\",\"remote_version\":\"2\",\"resolution_strategy\":\"\","
    "\"resolved_version\":\"1\"}]}");
  g_autoptr(GPtrArray) conflicts = NULL;

  g_assert_no_error (outcome->problem);
  g_assert_true (outcome->drained);
  assert_good (store, "a");
  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
  conflicts = bo_sync_store_list_conflicts (store, false, NULL);
  g_assert_true (bo_sync_store_commit (store, NULL));
  g_assert_cmpuint (conflicts->len, ==, 0);
  store_free (store);
}

/* Deeper than the limit, and larger: apart, while its neighbours are taken. */
static void
test_large (const void *kind)
{
  static const struct { const char *head, *part; size_t n; const char *tail; Fate fate; } cases[] = {
    { "{\"a\":", "[", BO_MAX_DEPTH - 1, "1", KEPT },
    { "{\"a\":", "[", BO_MAX_DEPTH, "1", APART },
    { "{\"a\":", "[", 100000, "1", APART },
    { "{\"a\":\"", "x", BO_MAX_CONTENT - 16, "\"", KEPT },
    { "{\"a\":\"", "x", 2 * BO_MAX_CONTENT, "\"", APART },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GString *page = g_string_new (HEAD "\"cursor\":null,\"changes\":[" GOOD ("a") ",{\"change_type\":\"update\",\"entity\":"
                                    "{\"id\":\"m\",\"version\":\"" V "\",\"entity_type\":\"d\",\"name\":\"\",\"content\":");
      BoSyncStore *store = store_new (kind);
      g_autoptr(BoJobOutcome) outcome = NULL;
      g_autoptr(BoRecord) record = NULL;

      g_string_append (page, cases[i].head);
      for (size_t j = 0; j < cases[i].n; j++)
        g_string_append (page, cases[i].part);
      g_string_append (page, cases[i].tail);
      for (size_t j = 0; *cases[i].part == '[' && j < cases[i].n; j++)
        g_string_append_c (page, ']');
      g_string_append (page, "}}}," GOOD ("z") "]}");
      outcome = take (store, page->str);
      g_assert_no_error (outcome->problem);
      record = record_of (store, "m");
      g_assert_cmpint (record->status, ==, cases[i].fate == KEPT ? BO_STATUS_SYNCED : BO_STATUS_UNREADABLE);
      assert_good (store, "a");
      assert_good (store, "z");
      assert_counted (store);
      g_string_free (page, TRUE);
      store_free (store);
    }
}

#define ADD(name, func) \
  g_test_add_data_func ("/store/hostile/memory/" name, "memory", func); \
  g_test_add_data_func ("/store/hostile/sqlite/" name, "sqlite", func)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("changes", test_rows);
  ADD ("no-pages", test_no_pages);
  ADD ("twice", test_twice);
  ADD ("unknown-names", test_unknown_names);
  ADD ("large", test_large);
  return g_test_run ();
}
