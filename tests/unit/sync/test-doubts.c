/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules-rig.h"

#include <string.h>

/* What a hub says that can't be so (FAULTS §2): times nobody lives in, versions that are their own ancestors,
   acknowledgements that don't come. */

#define T(n) "2026-05-01T10:00:0" n ".000000+00:00"
#define V3 "2026-05-01T12:00:00.000000+00:00-000003-bob"

static BoSyncState *
state_of (Rig *rig)
{
  BoSyncState *state;

  g_assert_true (bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL));
  state = bo_sync_store_get_state (rig->store, NULL);
  g_assert_true (bo_sync_store_commit (rig->store, NULL));
  return state;
}

/* A page that ends a pull, and says @server_time. @cursor: (nullable): the one that was asked for. */
static void
end_at (Rig *rig, const char *server_time, const char *cursor, const char *digest)
{
  g_autofree char *text = g_strdup_printf ("{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\","
                                           "\"changes\":[],\"conflicts\":[],\"cursor\":null,\"server_time\":\"%s\"%s%s%s}",
                                           server_time, digest != NULL ? ",\"state_digest\":\"" : "",
                                           digest != NULL ? digest : "", digest != NULL ? "\"" : "");
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_page (body, cursor, NULL));

  g_assert_true (outcome->drained);
}

static void
assert_watermark (Rig *rig, const char *expected)
{
  g_autoptr(BoSyncState) state = state_of (rig);

  g_assert_cmpstr (state->watermark, ==, expected);
}

/* It isn't kept, and so the next pull begins at "0"; the clock isn't measured by it either. */
static void
test_times (void)
{
  static const char *const unreasonable[] = {
    "1970-01-01T00:00:00+00:00", "1999-12-31T23:59:59.999999+00:00", "2200-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59.999999+00:00", "0001-01-01T00:00:00+00:00", "yesterday", "",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (unreasonable); i++)
    {
      g_autoptr(Rig) rig = rig_new ();
      g_autoptr(BoSyncState) before = NULL, after = NULL;

      end_at (rig, T ("1"), NULL, NULL);
      assert_watermark (rig, T ("1"));
      before = state_of (rig);
      end_at (rig, unreasonable[i], NULL, NULL);
      after = state_of (rig);
      g_assert_null (after->watermark);
      g_assert_cmpint (after->clock_offset_us, ==, before->clock_offset_us);
    }
}

static void
test_back (void)
{
  g_autoptr(Rig) rig = rig_new ();

  end_at (rig, T ("5"), NULL, NULL);
  /* Within the overlap it is the hub's clock being set; what is held stays. */
  end_at (rig, T ("4"), NULL, NULL);
  assert_watermark (rig, T ("5"));
  end_at (rig, T ("6"), NULL, NULL);
  assert_watermark (rig, T ("6"));
  end_at (rig, T ("1"), NULL, NULL);
  assert_watermark (rig, NULL);
}

/* A walk that ends with the hub's digest sets it anew, backwards too; one with another leaves it unknown. */
static void
test_back_after_walk (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *digest = NULL;

  end_at (rig, T ("5"), NULL, NULL);
  digest = rig_digest_of (rig, NULL);
  end_at (rig, T ("1"), "0", digest);
  assert_watermark (rig, T ("1"));
}

/* Two versions, each made from the other: nothing goes round for ever, and an edit made on them gets out. */
static void
test_ring (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *sent = NULL;

  rig_pull (rig, V1, V2, "{\"a\":1,\"b\":1}");
  rig_pull (rig, V2, V1, "{\"a\":1,\"b\":2}");
  rig_pull (rig, V1, V2, "{\"a\":1,\"b\":1}");
  rig_edit (rig, "/content/a", "9");
  rig_pull (rig, V3, V2, "{\"a\":1,\"b\":3}");
  rig_compose (rig);
  g_assert_nonnull (rig->body);
  sent = rig_sent_text (rig, 0, "/id");
  g_assert_cmpstr (sent, ==, ID);
  rig_acknowledge (rig);
  rig_assert_shown (rig, "/a", "9");
  rig_assert_shown (rig, "/b", "3");
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
}

/* Its own parent, and parents nobody ever saw. */
static void
test_own_parent (void)
{
  g_autoptr(Rig) rig = rig_new ();

  rig_pull (rig, V1, V1, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_pull (rig, V2, "nobody's", "{\"a\":1,\"b\":7}");
  for (int i = 0; i < 3 && rig_counts_of (rig).pending > 0; i++)
    {
      g_autoptr(GHashTable) absent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(BoJobOutcome) outcome = NULL;

      /* The hub was asked for them and lacks them. */
      g_hash_table_add (absent, g_strdup (ID "\x1f" "nobody's"));
      outcome = rig_run (rig, _bo_job_compose (NULL, NULL, absent, false));
      g_clear_pointer (&rig->items, g_ptr_array_unref);
      rig->items = g_ptr_array_ref (outcome->items);
      rig_acknowledge (rig);
    }
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
  rig_assert_shown (rig, "/a", "2");
  rig_assert_shown (rig, "/b", "7");
}

/* The hub was asked for @version, and says that it is made from @parent. */
static void
fetch (Rig *rig, const char *version, const char *parent)
{
  g_autofree char *text = g_strdup_printf (
    "{\"entity\":{\"id\":\"" ID "\",\"version\":\"%s\",\"entity_type\":\"device\",\"name\":\"Lamp\",\"content\":{},"
    "\"source_type\":\"manual\",\"user_id\":\"bob\",\"parent_versions\":[\"%s\"]}}", version, parent);
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr(GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_merge (body, ID, version, none, none));
}

/* A hub writes into a first version that comes once more what it held (PROTOCOL §3.3), which is made from it. What
   somebody made from that first version lacks ours, and takes nothing away. */
static void
test_first_again (void)
{
  g_autoptr(Rig) rig = rig_new ();
  const char *parents[] = { V3, V2, NULL };
  g_autoptr(BoEntity) joined = bo_entity_new (ID, "2026-09-01T10:00:00.000000+00:00-000003-bob", "device", "Lamp",
                                              "{\"a\":1,\"b\":3}", "manual", "bob", parents);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autofree char *sent = NULL;

  rig_pull (rig, V2, V1, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  sent = rig_sent_text (rig, 0, "/version");
  rig_acknowledge (rig);
  g_ptr_array_add (response->changes, bo_change_new (BO_CHANGE_UPDATE, joined));
  rig_give (rig, response, NULL);
  fetch (rig, V3, V1);
  fetch (rig, V1, sent);
  rig_assert_shown (rig, "/a", "2");
  rig_assert_shown (rig, "/b", "3");
}

/* An answer that names nothing settles nothing. */
static void
test_unnamed (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autofree char *sent = NULL, *again = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  sent = rig_sent_text (rig, 0, "/version");
  rig_give (rig, response, rig->items);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
  rig_compose (rig);
  again = rig_sent_text (rig, 0, "/version");
  g_assert_cmpstr (again, ==, sent);
}

/* Goes on with an engine until it asks for something, and returns the position that it asks from; NULL when it rests. */
static char *
go_on (Rig *rig, BoEngine *engine, BoEvent event)
{
  g_autoptr(GPtrArray) actions = bo_engine_step (engine, &event, rig->context.now_us, rig->context.now_us - NOW);
  char *position = NULL;

  for (unsigned int i = 0; i < actions->len; i++)
    {
      BoAction *action = g_ptr_array_index (actions, i);

      if (action->type == BO_ACTION_JOB)
        position = go_on (rig, engine, (BoEvent) { .type = BO_EVENT_JOB_DONE,
                                                   .outcome = bo_job_run (action->job, rig->store, rig_tick (rig),
                                                                          NULL, NULL) });
      else if (action->type == BO_ACTION_SEND)
        position = bo_json_member_string (bo_json_wrap (g_bytes_get_data (action->request->body, NULL)), "cursor");
    }
  return position;
}

/* Pages that go round, or begin anew without an end, are given up, and asked for again later. */
static void
test_round (void)
{
  static const struct { const char *first, *next, *others; } cases[] = {
    { "5", "5", "" }, { "6", "5", "" }, { "5", "6", ",\"epoch\":\"e\",\"cursor_reset\":true" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Rig) rig = rig_new ();
      BoEngine *engine = bo_engine_new ();
      g_autofree char *position = go_on (rig, engine, (BoEvent) { .type = BO_EVENT_START });
      uint64_t requests = 0;

      while (position != NULL)
        {
          const char *cursor = strcmp (position, "0") == 0 ? cases[i].first : cases[i].next;
          g_autofree char *text = g_strdup_printf (
            "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[],\"cursor\":\"%s\","
            "\"server_time\":\"2026-05-01T10:00:00+00:00\"%s}", cursor, cases[i].others);
          BoReply *reply = bo_reply_new ();

          g_assert_cmpuint (++requests, <, 10);
          reply->status = 200;
          reply->content_type = g_strdup ("application/json");
          reply->body = g_bytes_new (text, strlen (text));
          g_free (position);
          position = go_on (rig, engine, (BoEvent) { .type = BO_EVENT_REPLY, .request_id = requests, .reply = reply });
        }
      g_assert_cmpint (bo_engine_get_status (engine)->phase, ==, BO_PHASE_OFFLINE);
      bo_engine_free (engine);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/doubts/times", test_times);
  g_test_add_func ("/sync/doubts/back", test_back);
  g_test_add_func ("/sync/doubts/back-after-walk", test_back_after_walk);
  g_test_add_func ("/sync/doubts/ring", test_ring);
  g_test_add_func ("/sync/doubts/own-parent", test_own_parent);
  g_test_add_func ("/sync/doubts/first-again", test_first_again);
  g_test_add_func ("/sync/doubts/unnamed", test_unnamed);
  g_test_add_func ("/sync/doubts/round", test_round);
  return g_test_run ();
}
