/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules-rig.h"

#include <string.h>

#include "bo-sha256.h"

/* The rules one by one, on a store in memory: pages, acknowledgements, what is composed, and what
   a person does with what waits. */

/* --- pages --- */

static void
test_page (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoRecord) record = NULL, again = NULL;
  g_autofree char *before = NULL, *after = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_assert_shown (rig, "/a", "1");
  rig_edit (rig, "/content/a", "2");

  /* The guard: theirs is set aside, and the edit stays to be seen (PROTOCOL §3.4). */
  rig_pull (rig, V2, V1, "{\"a\":1,\"b\":9}");
  rig_assert_shown (rig, "/a", "2");
  rig_assert_shown (rig, "/b", "1");
  record = rig_record_of (rig);
  g_assert_cmpstr (record->aside->version, ==, V2);
  g_assert_cmpstr (record->confirmed->version, ==, V1);
  g_assert_cmpstr (record->hub_version, ==, V2);

  /* A page that comes twice changes nothing. */
  before = rig_digest_of (rig, NULL);
  rig_pull (rig, V2, V1, "{\"a\":1,\"b\":9}");
  after = rig_digest_of (rig, NULL);
  again = rig_record_of (rig);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (again->shown->version, ==, record->shown->version);
  g_assert_cmpstr (again->aside->version, ==, V2);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
}

/* What can't be read is kept as it came, counted by its version, and healed by the next one. */
static void
test_unreadable (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *deep = g_strnfill (80, '['), *end = g_strnfill (80, ']');
  g_autofree char *text = g_strdup_printf (
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[{\"change_type\":\"update\",\"entity\":"
    "{\"id\":\"" ID "\",\"version\":\"" V1 "\",\"entity_type\":\"device\",\"name\":\"Lamp\",\"content\":{\"x\":%s%s},"
    "\"source_type\":\"manual\",\"user_id\":\"bob\",\"parent_versions\":[]},\"relationships\":[]}],\"conflicts\":[],"
    "\"cursor\":null,\"server_time\":\"2026-05-01T10:00:01+00:00\",\"applied\":[],\"applied_relationships\":[]}",
    deep, end);
  g_autoptr(GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_page (body, NULL, NULL));
  g_autoptr(BoRecord) record = rig_record_of (rig), healed = NULL;
  int64_t count = 0;
  g_autofree char *digest = rig_digest_of (rig, &count);

  g_assert_true (outcome->drained);
  g_assert_cmpint (record->status, ==, BO_STATUS_UNREADABLE);
  g_assert_null (record->shown);
  g_assert_nonnull (strstr (record->raw, "[[[["));
  g_assert_nonnull (record->problem);
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (rig_counts_of (rig).unreadable, ==, 1);

  rig_pull (rig, V2, V1, "{\"a\":1}");
  healed = rig_record_of (rig);
  g_assert_null (healed->raw);
  g_assert_cmpint (healed->status, ==, BO_STATUS_SYNCED);
  g_assert_cmpint (rig_counts_of (rig).unreadable, ==, 0);
}

/* An id that no C string holds is set apart, counted as the hub counts it, and one with the beginning of it is another. */
static void
test_uncountable (void)
{
  static const char summed[] = "lamp\x1f" V1 "\x1e" "lamp\0x\x1f" V2 "\x1e";
  g_autoptr(Rig) rig = rig_new ();
  const char *text =
    "{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\",\"changes\":[{\"change_type\":\"update\",\"entity\":"
    "{\"id\":\"lamp\\u0000x\",\"version\":\"" V2 "\",\"entity_type\":\"device\",\"name\":\"Odd\",\"content\":{},"
    "\"source_type\":\"manual\",\"user_id\":\"bob\",\"parent_versions\":[]},\"relationships\":[]}],\"conflicts\":[],"
    "\"cursor\":null,\"server_time\":\"2026-05-01T10:00:01+00:00\",\"applied\":[],\"applied_relationships\":[]}";
  g_autoptr(GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr(BoJobOutcome) outcome = NULL;
  g_autofree char *expected = bo_sha256_hex (summed, sizeof summed - 1);
  g_autofree char *digest = NULL;
  int64_t count = 0;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  outcome = rig_run (rig, _bo_job_page (body, NULL, NULL));
  digest = rig_digest_of (rig, &count);
  g_assert_cmpint (count, ==, 2);
  g_assert_cmpstr (digest, ==, expected);
  g_assert_cmpint (rig_counts_of (rig).unreadable, ==, 1);
  rig_assert_shown (rig, "/a", "1");
}

/* --- acknowledgements --- */

/* The version that was sent is settled, and nothing that came after it. */
static void
test_ack (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoRecord) record = NULL;
  g_autofree char *sent = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  sent = rig_sent_text (rig, 0, "/version");
  rig_edit (rig, "/content/b", "3");
  rig_acknowledge (rig);
  record = rig_record_of (rig);
  g_assert_cmpstr (record->confirmed->version, ==, sent);
  g_assert_null (record->outgoing);
  g_assert_cmpstr (record->shown->parent_versions[0], ==, sent);
  rig_assert_shown (rig, "/a", "2");
  rig_assert_shown (rig, "/b", "3");
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);

  /* The same acknowledgement once more is one for something that was never sent. */
  rig_acknowledge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
  rig_compose (rig);
  rig_acknowledge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
}

/* --- what is composed --- */

static void
test_compose (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *mine = NULL, *merged = NULL, *theirs = NULL, *parent = NULL, *again = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_pull (rig, V2, V1, "{\"a\":1,\"b\":9}");
  rig_compose (rig);
  g_assert_cmpuint (rig->items->len, ==, 2);
  mine = rig_sent_text (rig, 0, "/version");
  merged = rig_sent_text (rig, 1, "/version");
  theirs = rig_sent_text (rig, 1, "/parent_versions/0");
  parent = rig_sent_text (rig, 1, "/parent_versions/1");
  g_assert_cmpstr (theirs, ==, V2);
  g_assert_cmpstr (parent, ==, mine);
  rig_assert_shown (rig, "/a", "2");
  rig_assert_shown (rig, "/b", "9");
  conflicts = rig_conflicts_of (rig);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (((BoConflict *) g_ptr_array_index (conflicts, 0))->kind, ==, BO_CONFLICT_MERGED);

  /* Never answered: it goes again with the same strings. */
  rig_compose (rig);
  again = rig_sent_text (rig, 1, "/version");
  g_assert_cmpstr (again, ==, merged);
  rig_acknowledge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
  rig_compose (rig);
  g_assert_null (rig->body);
}

/* After the hub went back, a merge takes along what its side was made from. */
static void
test_compose_lost (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  first = rig_sent_text (rig, 0, "/version");
  rig_acknowledge (rig);
  rig_edit (rig, "/content/a", "3");
  rig_compose (rig);
  second = rig_sent_text (rig, 0, "/version");
  rig_acknowledge (rig);

  rig_pull (rig, "2026-06-20T00:00:00.000000+00:00-000009-bob", V1, "{\"a\":1,\"b\":9}");
  rig_compose (rig);
  third = rig_sent_text (rig, 0, "/version");
  fourth = rig_sent_text (rig, 1, "/version");
  g_assert_cmpstr (third, ==, first);
  g_assert_cmpstr (fourth, ==, second);
  rig_assert_shown (rig, "/a", "3");
  rig_assert_shown (rig, "/b", "9");
}

/* --- what a person does, and time --- */

static void
test_expire (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GError) error = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  rig_edit (rig, "/content/b", "5");
  g_assert_cmpint (bo_rules_expire (rig->store, rig_tick (rig), &error), ==, 0);
  rig->context.now_us += 60 * SECOND;
  g_assert_cmpint (bo_rules_expire (rig->store, rig_tick (rig), &error), ==, 1);
  g_assert_no_error (error);
  /* What was edited after it is recomposed without it. */
  rig_assert_shown (rig, "/a", "1");
  rig_assert_shown (rig, "/b", "5");
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);

  /* Sent, and no answer yet: it stays until that is known, and nothing is sent before. */
  rig_edit_until (rig, "/content/a", "3", rig->context.now_us + 30 * SECOND);
  rig_compose (rig);
  rig->context.now_us += 60 * SECOND;
  g_assert_cmpint (bo_rules_expire (rig->store, rig_tick (rig), &error), ==, 0);
  rig_assert_shown (rig, "/a", "3");
  rig_compose (rig);
  g_assert_null (rig->body);
  g_assert_nonnull (rig->overdue);
}

/* Two edits are sent as one version, one of them expires, and the answer is lost. */
static BoBatchItem *
lose_answer (Rig *rig)
{
  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  rig_edit (rig, "/content/b", "5");
  rig_compose (rig);
  g_assert_nonnull (rig->body);
  rig->context.now_us += 60 * SECOND;
  rig_compose (rig);
  g_assert_nonnull (rig->overdue);
  return rig->overdue;
}

static void
test_overdue_lacking (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_withdraw (lose_answer (rig)));

  rig_assert_shown (rig, "/a", "1");
  rig_assert_shown (rig, "/b", "5");
  rig_compose (rig);
  g_assert_null (rig->overdue);
  g_assert_nonnull (strstr (rig->body, "\"a\":1"));
  g_assert_nonnull (strstr (rig->body, "\"b\":5"));
  rig_acknowledge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
}

/* What was withdrawn was only held up on its way: it is done late, and the journal says so, once. */
static void
test_overdue_late (void)
{
  g_autoptr(Rig) rig = rig_new ();
  BoBatchItem *overdue = lose_answer (rig);
  g_autofree char *version = g_strdup (overdue->version);
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_withdraw (overdue));

  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_LATE), ==, 0);
  rig_pull_of (rig, "alice", version, V1, "{\"a\":2,\"b\":5}");
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_LATE), ==, 1);
  rig_pull_of (rig, "alice", version, V1, "{\"a\":2,\"b\":5}");
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_LATE), ==, 1);
  /* What was left of it is held by the hub too, and everything ends alike. */
  rig_assert_shown (rig, "/b", "5");
  rig_compose (rig);
  rig_acknowledge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
}

/* The hub that goes back to an older version of ours was restored; nothing came late. */
static void
test_own_older (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *first = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  first = g_strdup (((BoBatchItem *) g_ptr_array_index (rig->items, 0))->version);
  rig_acknowledge (rig);
  rig_edit (rig, "/content/a", "3");
  rig_compose (rig);
  rig_acknowledge (rig);
  rig_pull_of (rig, "alice", first, V1, "{\"a\":2}");
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_LATE), ==, 0);
}

/* An old answer brings a version of ours that lost against a delete: it was never given up, and isn't late. */
static void
test_own_lost (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *ours = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  ours = g_strdup (((BoBatchItem *) g_ptr_array_index (rig->items, 0))->version);
  rig_acknowledge (rig);
  rig_pull (rig, V2, V1, "{\"a\":1,\"deleted\":true}");
  rig_pull_of (rig, "alice", ours, V1, "{\"a\":2}");
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_LATE), ==, 0);
}

/* Nor is what the hub refused and stored all the same. */
static void
test_own_refused (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *refused = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  refused = g_strdup (((BoBatchItem *) g_ptr_array_index (rig->items, 0))->version);
  for (int i = 0; i < BO_REFUSALS; i++)
    {
      g_autoptr(BoJobOutcome) outcome =
        rig_run (rig, _bo_job_refuse (g_ptr_array_index (rig->items, 0), "No.", i == BO_REFUSALS - 1));
    }
  g_assert_cmpint (rig_counts_of (rig).quarantined, ==, 1);
  g_assert_true (bo_rules_retry (rig->store, rig_tick (rig), ID, &error));
  g_assert_no_error (error);
  rig_pull_of (rig, "alice", refused, V1, "{\"a\":2}");
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_LATE), ==, 0);
}

/* A pair that is withdrawn and composed anew has one entry in the journal. */
static void
test_withdraw_pair (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = NULL;
  g_autoptr(GPtrArray) conflicts = NULL, after = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1,\"c\":1}");
  rig_edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  rig_edit (rig, "/content/b", "5");
  rig_pull (rig, V2, V1, "{\"a\":1,\"b\":7,\"c\":9}");
  rig_compose (rig);
  conflicts = rig_conflicts_of (rig);
  g_assert_cmpuint (conflicts->len, ==, 1);
  rig->context.now_us += 60 * SECOND;
  rig_compose (rig);
  g_assert_nonnull (rig->overdue);
  outcome = rig_run (rig, _bo_job_withdraw (rig->overdue));
  rig_compose (rig);
  after = rig_conflicts_of (rig);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_nonnull (strstr (((BoConflict *) g_ptr_array_index (after, 0))->result, "\"a\":1"));
  g_assert_nonnull (strstr (((BoConflict *) g_ptr_array_index (after, 0))->result, "\"c\":9"));
}

static void
test_strange_acknowledgement (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  g_ptr_array_add (response->applied, g_strdup ("another"));
  rig_give (rig, response, rig->items);
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_STRANGE), ==, 1);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
}

static void
test_overdue_held (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = rig_run (rig, _bo_job_accept (lose_answer (rig)));

  rig_assert_shown (rig, "/a", "2");
  rig_assert_shown (rig, "/b", "5");
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
}

/* A connection that was refused carried nothing: what was composed for it expires as if it hadn't been. */
static void
test_expire_unsent (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  rig_edit (rig, "/content/b", "5");
  rig_compose (rig);
  outcome = rig_run (rig, _bo_job_note ("No connection.", 1, 0, rig->items));
  rig->context.now_us += 60 * SECOND;
  g_assert_cmpint (bo_rules_expire (rig->store, rig_tick (rig), &error), ==, 1);
  g_assert_no_error (error);
  rig_assert_shown (rig, "/a", "1");
  rig_assert_shown (rig, "/b", "5");
  rig_compose (rig);
  g_assert_null (rig->overdue);
  g_assert_nonnull (strstr (rig->body, "\"a\":1"));
}

/* Sent twice, and the second time nothing left: the first is still unknown. */
static void
test_unsent_once (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  rig_compose (rig);
  rig_compose (rig);
  outcome = rig_run (rig, _bo_job_note ("No connection.", 1, 0, rig->items));
  rig->context.now_us += 60 * SECOND;
  rig_compose (rig);
  g_assert_nonnull (rig->overdue);
}

static void
test_discard (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GError) error = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_pull (rig, V2, V1, "{\"a\":7}");
  g_assert_true (bo_rules_discard (rig->store, rig_tick (rig), ID, &error));
  g_assert_no_error (error);
  rig_assert_shown (rig, "/a", "7");
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);

  rig_edit (rig, "/content/a", "3");
  rig_compose (rig);
  g_assert_false (bo_rules_discard (rig->store, rig_tick (rig), ID, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_BUSY);
  g_clear_error (&error);
  rig_assert_shown (rig, "/a", "3");

  g_assert_false (bo_rules_discard (rig->store, rig_tick (rig), "nothing", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_NOT_FOUND);
}

/* What is thrown away is not to be seen any more, though it isn't known yet what comes in its place: whatever is merged
   with what is shown would bring parts of it back, or lose what it was merged with. */
static void
test_discard_unknown (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) due = NULL;
  g_autoptr(GError) error = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  rig_acknowledge (rig);
  rig_edit (rig, "/content/b", "5");
  rig_pull (rig, "2026-06-20T00:00:00.000000+00:00-000009-bob", V2, "{\"a\":2,\"b\":1,\"c\":3}");
  due = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));
  g_assert_true (due->due);
  g_assert_true (bo_rules_discard (rig->store, rig_tick (rig), ID, &error));
  g_assert_no_error (error);
  rig_assert_shown (rig, "/b", "1");
}

/* The hub went back to an older version, and what would bring back the newer one is thrown away: it is offered again,
   for otherwise the two would stay different and both say that they are not. */
static void
test_discard_restored (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GError) error = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  rig_acknowledge (rig);
  rig_pull (rig, V1, NULL, "{\"a\":1}");
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
  g_assert_true (bo_rules_discard (rig->store, rig_tick (rig), ID, &error));
  g_assert_no_error (error);
  rig_assert_shown (rig, "/a", "2");
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
  rig_compose (rig);
  rig_acknowledge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
}

static void
refuse (Rig *rig)
{
  g_autoptr(BoJobOutcome) outcome = NULL;

  outcome = rig_run (rig, _bo_job_refuse (g_ptr_array_index (rig->items, 0), "No such type.", true));
  g_assert_cmpstr (outcome->problem_name, ==, "Lamp");
}

static void
test_retry (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoRecord) record = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  first = rig_sent_text (rig, 0, "/version");
  refuse (rig);
  record = rig_record_of (rig);
  g_assert_cmpint (record->status, ==, BO_STATUS_QUARANTINED);
  g_assert_cmpstr (record->problem, ==, "No such type.");
  g_assert_cmpint (rig_counts_of (rig).quarantined, ==, 1);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
  rig_assert_shown (rig, "/a", "2");
  rig_compose (rig);
  g_assert_null (rig->body);

  g_assert_true (bo_rules_retry (rig->store, rig_tick (rig), ID, &error));
  g_assert_cmpint (rig_counts_of (rig).quarantined, ==, 0);
  rig_compose (rig);
  second = rig_sent_text (rig, 0, "/version");
  g_assert_cmpstr (second, !=, first);
  rig_acknowledge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);

  /* What was refused may be taken back, too. */
  rig_edit (rig, "/content/a", "4");
  rig_compose (rig);
  refuse (rig);
  g_assert_true (bo_rules_discard (rig->store, rig_tick (rig), ID, &error));
  rig_assert_shown (rig, "/a", "2");
  g_assert_cmpint (rig_counts_of (rig).quarantined, ==, 0);
}

static void
test_resolve (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GPtrArray) conflicts = NULL, after = NULL;
  g_autoptr(GError) error = NULL;
  BoConflict *conflict;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_pull (rig, V2, V1, "{\"a\":7}");
  rig_compose (rig);
  rig_acknowledge (rig);
  rig_assert_shown (rig, "/a", "2");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  conflicts = rig_conflicts_of (rig);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpint (conflict->kind, ==, BO_CONFLICT_DECIDED);

  g_assert_true (bo_rules_resolve (rig->store, rig_tick (rig), conflict->id, conflict->theirs, "theirs", &error));
  g_assert_no_error (error);
  rig_assert_shown (rig, "/a", "7");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 0);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
  after = rig_conflicts_of (rig);
  g_assert_cmpstr (((BoConflict *) g_ptr_array_index (after, 0))->resolution, ==, "theirs");

  g_assert_true (bo_rules_unreview (rig->store, rig_tick (rig), conflict->id, &error));
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  g_assert_false (bo_rules_resolve (rig->store, rig_tick (rig), "nothing", NULL, "kept", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_NOT_FOUND);
}

/* --- edges --- */

static void
make_hall (Rig *rig)
{
  g_autoptr(BoEdit) edit = bo_edit_new ("hall", BO_EDIT_CREATE);
  g_autoptr(BoEdge) edge = rig_placed ("hall", NULL);
  g_autoptr(GError) error = NULL;
  BoStep steps[] = { { .edit = edit }, { .edge = edge } };

  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, "{\"name\":\"Hall\",\"entity_type\":\"room\",\"content\":{}}"));
  bo_rules_edit (rig->store, rig_tick (rig), steps, G_N_ELEMENTS (steps), &error);
  g_assert_no_error (error);
}

static bool
sends_edge (BoJobOutcome *outcome)
{
  for (unsigned int i = 0; outcome->items != NULL && i < outcome->items->len; i++)
    if (((BoBatchItem *) g_ptr_array_index (outcome->items, i))->edge)
      return true;
  return false;
}

/* An edge before its end is known at the hub waits; and one that the hub doesn't name goes out again. */
static void
test_edge_waits (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GHashTable) skip = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(BoJobOutcome) without = NULL, with = NULL, again = NULL;
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  rig_pull (rig, V1, NULL, "{}");
  make_hall (rig);
  g_hash_table_add (skip, (gpointer) "hall");
  without = rig_run (rig, _bo_job_compose (skip, NULL, NULL, false));
  g_assert_false (sends_edge (without));
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 2);

  with = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));
  g_assert_true (sends_edge (with));
  g_ptr_array_add (response->applied, g_strdup ("hall"));
  rig_give (rig, response, with->items);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);

  again = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));
  g_assert_true (sends_edge (again));
  rig->items = g_ptr_array_ref (again->items);
  rig_acknowledge_edge (rig);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
}

static void
delete_hall (Rig *rig)
{
  g_autoptr(BoEdit) edit = bo_edit_new ("hall", BO_EDIT_DELETE);
  g_autoptr(GError) error = NULL;
  BoStep step = { .edit = edit };

  bo_rules_edit (rig->store, rig_tick (rig), &step, 1, &error);
  g_assert_no_error (error);
}

/* An edge to what was deleted, and of which the hub keeps nothing, can never be sent: it doesn't wait for ever. Of a
   delete that had to be sent twice nobody knows what the hub keeps. */
static void
test_edge_nowhere (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) made = NULL, lost = NULL, deleted = NULL, then = NULL;
  g_autoptr(BoSyncResponse) first = bo_sync_response_new (), second = bo_sync_response_new ();

  rig_pull (rig, V1, NULL, "{}");
  make_hall (rig);
  made = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));
  g_ptr_array_add (first->applied, g_strdup ("hall"));
  rig_give (rig, first, made->items);
  delete_hall (rig);
  lost = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));
  deleted = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));
  g_ptr_array_add (second->applied, g_strdup ("hall"));
  rig_give (rig, second, deleted->items);
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 1);
  then = rig_run (rig, _bo_job_compose (NULL, NULL, NULL, false));
  g_assert_false (sends_edge (then));
  g_assert_cmpint (rig_counts_of (rig).pending, ==, 0);
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_DISCARDED), ==, 1);
}

/* A move against a move says what was moved, from where, and to which places. */
static void
test_move (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoEdge) mine = rig_placed ("hall", NULL);
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;
  BoStep step = { .edge = mine };
  BoConflict *conflict;
  BoConflictPath *path;

  rig_pull (rig, V1, NULL, "{}");
  rig_pull_edge (rig, "attic");
  bo_rules_edit (rig->store, rig_tick (rig), &step, 1, &error);
  g_assert_no_error (error);
  rig_pull_edge (rig, "kitchen");

  conflicts = rig_conflicts_of (rig);
  g_assert_cmpint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpint (conflict->kind, ==, BO_CONFLICT_MOVED);
  g_assert_cmpstr (conflict->name, ==, "Lamp");
  g_assert_cmpstr (conflict->theirs_user, ==, "bob");
  g_assert_cmpint (conflict->paths->len, ==, 1);
  path = g_ptr_array_index (conflict->paths, 0);
  g_assert_cmpstr (path->path, ==, "/to_entity_id");
  g_assert_cmpstr (path->base, ==, "\"attic\"");
  g_assert_cmpstr (path->mine, ==, "\"hall\"");
  g_assert_cmpstr (path->theirs, ==, "\"kitchen\"");
  g_assert_cmpstr (path->result, ==, "\"hall\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/rules/page", test_page);
  g_test_add_func ("/sync/rules/unreadable", test_unreadable);
  g_test_add_func ("/sync/rules/uncountable", test_uncountable);
  g_test_add_func ("/sync/rules/ack", test_ack);
  g_test_add_func ("/sync/rules/compose", test_compose);
  g_test_add_func ("/sync/rules/compose-lost", test_compose_lost);
  g_test_add_func ("/sync/rules/expire", test_expire);
  g_test_add_func ("/sync/rules/overdue/lacking", test_overdue_lacking);
  g_test_add_func ("/sync/rules/overdue/held", test_overdue_held);
  g_test_add_func ("/sync/rules/overdue/late", test_overdue_late);
  g_test_add_func ("/sync/rules/overdue/own-older", test_own_older);
  g_test_add_func ("/sync/rules/overdue/own-lost", test_own_lost);
  g_test_add_func ("/sync/rules/overdue/own-refused", test_own_refused);
  g_test_add_func ("/sync/rules/overdue/pair", test_withdraw_pair);
  g_test_add_func ("/sync/rules/acknowledge/strange", test_strange_acknowledgement);
  g_test_add_func ("/sync/rules/expire-unsent", test_expire_unsent);
  g_test_add_func ("/sync/rules/unsent-once", test_unsent_once);
  g_test_add_func ("/sync/rules/discard", test_discard);
  g_test_add_func ("/sync/rules/discard-restored", test_discard_restored);
  g_test_add_func ("/sync/rules/discard-unknown", test_discard_unknown);
  g_test_add_func ("/sync/rules/retry", test_retry);
  g_test_add_func ("/sync/rules/resolve", test_resolve);
  g_test_add_func ("/sync/rules/edge-nowhere", test_edge_nowhere);
  g_test_add_func ("/sync/rules/edge-waits", test_edge_waits);
  g_test_add_func ("/sync/rules/move", test_move);
  return g_test_run ();
}
