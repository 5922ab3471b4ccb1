/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include <string.h>

#include "bo-memory-store.h"

/* The rules one by one, on a store in memory: pages, acknowledgements, what is composed, and what
   a person does with what waits. */

#define NOW INT64_C (1780000000000000)
#define SECOND INT64_C (1000000)
#define ID "lamp"
#define V1 "2026-05-01T10:00:00.000000+00:00-000001-bob"
#define V2 "2026-05-01T11:00:00.000000+00:00-000002-bob"

typedef struct
{
  BoSyncStore *store;
  BoContext    context;
  GPtrArray   *items; /* of the batch composed last */
  char        *body;  /* its text */
  BoBatchItem *overdue; /* what had to be asked for instead */
} Rig;

static Rig *
rig_new (void)
{
  Rig *rig = g_new0 (Rig, 1);

  rig->store = BO_SYNC_STORE (bo_memory_store_new ());
  rig->context = (BoContext) { NOW, 7 };
  g_assert_true (bo_rules_set_hub (rig->store, &rig->context, "http://hub", "alice", NULL, "admin", NULL));
  return rig;
}

static void
rig_free (Rig *rig)
{
  g_clear_pointer (&rig->items, g_ptr_array_unref);
  g_free (rig->body);
  g_clear_pointer (&rig->overdue, _bo_batch_item_free);
  g_object_unref (rig->store);
  g_free (rig);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

/* The time goes on by a second with everything that is done. */
static const BoContext *
tick (Rig *rig)
{
  rig->context.now_us += SECOND;
  rig->context.entropy++;
  return &rig->context;
}

static BoJobOutcome *
run (Rig *rig, BoJob *job)
{
  BoJobOutcome *outcome = bo_job_run (job, rig->store, tick (rig));

  g_assert_no_error (outcome->error);
  g_assert_no_error (outcome->problem);
  bo_job_unref (job);
  return outcome;
}

static BoRecord *
record_of (Rig *rig)
{
  BoRecord *record;

  bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL);
  record = bo_sync_store_get_record (rig->store, ID, NULL);
  bo_sync_store_commit (rig->store, NULL);
  return record;
}

static BoSyncCounts
counts_of (Rig *rig)
{
  g_autoptr(BoJobOutcome) outcome = run (rig, _bo_job_load ());

  return outcome->counts;
}

static GPtrArray *
conflicts_of (Rig *rig)
{
  GPtrArray *conflicts;

  bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL);
  conflicts = bo_sync_store_list_conflicts (rig->store, false, NULL);
  bo_sync_store_commit (rig->store, NULL);
  return conflicts;
}

static int64_t
notes_of (Rig *rig, BoActivityKind kind)
{
  return bo_memory_store_count_activity (BO_MEMORY_STORE (rig->store), kind);
}

static char *
digest_of (Rig *rig, int64_t *count)
{
  char *digest;

  bo_sync_store_begin (rig->store, BO_DURABILITY_NORMAL, NULL);
  digest = bo_sync_store_get_digest (rig->store, count, NULL);
  bo_sync_store_commit (rig->store, NULL);
  return digest;
}

/* The value that is shown at @path of the content, as text. */
static void
assert_shown (Rig *rig, const char *path, const char *expected)
{
  g_autoptr(BoRecord) record = record_of (rig);
  g_autofree char *found = NULL;

  g_assert_nonnull (record);
  g_assert_nonnull (record->shown);
  found = bo_json_dup (bo_json_at (bo_json_wrap (record->shown->content), path));
  g_assert_cmpstr (found, ==, expected);
}

static void
give (Rig *rig, BoSyncResponse *response, GPtrArray *items)
{
  g_autoptr(BoJobOutcome) outcome = NULL;
  g_autoptr(GBytes) body = NULL;
  size_t length;
  char *text;

  response->server_time = bo_time_format (rig->context.now_us);
  text = bo_sync_response_encode (response, &length);
  body = g_bytes_new_take (text, length);
  outcome = run (rig, _bo_job_page (body, NULL, items));
}

/* A pull brings @version with @content. */
static void
pull_of (Rig *rig, const char *user, const char *version, const char *parent, const char *content)
{
  const char *parents[] = { parent, NULL };
  g_autoptr(BoEntity) entity = bo_entity_new (ID, version, "device", "Lamp", content, "manual", user, parents);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_ptr_array_add (response->changes, bo_change_new (BO_CHANGE_UPDATE, entity));
  give (rig, response, NULL);
}

static void
pull (Rig *rig, const char *version, const char *parent, const char *content)
{
  pull_of (rig, "bob", version, parent, content);
}

/* The hub names what was composed last. */
static void
acknowledge (Rig *rig)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_ptr_array_add (response->applied, g_strdup (ID));
  give (rig, response, rig->items);
}

static void
compose (Rig *rig)
{
  g_autoptr(BoJobOutcome) outcome = run (rig, _bo_job_compose (NULL, NULL, NULL));

  g_clear_pointer (&rig->overdue, _bo_batch_item_free);
  rig->overdue = g_steal_pointer (&outcome->overdue);
  g_clear_pointer (&rig->items, g_ptr_array_unref);
  g_clear_pointer (&rig->body, g_free);
  rig->items = g_ptr_array_ref (outcome->items);
  if (outcome->body != NULL)
    rig->body = g_strndup (g_bytes_get_data (outcome->body, NULL), g_bytes_get_size (outcome->body));
}

static char *
sent_text (Rig *rig, int index, const char *path)
{
  g_autofree char *whole = g_strdup_printf ("/changes/%d/entity%s", index, path);

  g_assert_nonnull (rig->body);
  return bo_json_dup_string (bo_json_at (bo_json_wrap (rig->body), whole));
}

static void
edit_until (Rig *rig, const char *path, const char *value, int64_t expires_us)
{
  g_autoptr(BoEdit) edit = bo_edit_new (ID, BO_EDIT_CHANGE);
  g_autoptr(GError) error = NULL;
  BoStep step = { .edit = edit };

  edit->expires_us = expires_us;
  g_ptr_array_add (edit->changes, bo_json_change_new (path, NULL, value));
  bo_rules_edit (rig->store, tick (rig), &step, 1, &error);
  g_assert_no_error (error);
}

static void
edit (Rig *rig, const char *path, const char *value)
{
  edit_until (rig, path, value, 0);
}

/* --- pages --- */

static void
test_page (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoRecord) record = NULL, again = NULL;
  g_autofree char *before = NULL, *after = NULL;

  pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  assert_shown (rig, "/a", "1");
  edit (rig, "/content/a", "2");

  /* The guard: theirs is set aside, and the edit stays to be seen (PROTOCOL §3.4). */
  pull (rig, V2, V1, "{\"a\":1,\"b\":9}");
  assert_shown (rig, "/a", "2");
  assert_shown (rig, "/b", "1");
  record = record_of (rig);
  g_assert_cmpstr (record->aside->version, ==, V2);
  g_assert_cmpstr (record->confirmed->version, ==, V1);
  g_assert_cmpstr (record->hub_version, ==, V2);

  /* A page that comes twice changes nothing. */
  before = digest_of (rig, NULL);
  pull (rig, V2, V1, "{\"a\":1,\"b\":9}");
  after = digest_of (rig, NULL);
  again = record_of (rig);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (again->shown->version, ==, record->shown->version);
  g_assert_cmpstr (again->aside->version, ==, V2);
  g_assert_cmpint (counts_of (rig).pending, ==, 1);
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
  g_autoptr(BoJobOutcome) outcome = run (rig, _bo_job_page (body, NULL, NULL));
  g_autoptr(BoRecord) record = record_of (rig), healed = NULL;
  int64_t count = 0;
  g_autofree char *digest = digest_of (rig, &count);

  g_assert_true (outcome->drained);
  g_assert_cmpint (record->status, ==, BO_STATUS_UNREADABLE);
  g_assert_null (record->shown);
  g_assert_nonnull (strstr (record->raw, "[[[["));
  g_assert_nonnull (record->problem);
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (counts_of (rig).unreadable, ==, 1);

  pull (rig, V2, V1, "{\"a\":1}");
  healed = record_of (rig);
  g_assert_null (healed->raw);
  g_assert_cmpint (healed->status, ==, BO_STATUS_SYNCED);
  g_assert_cmpint (counts_of (rig).unreadable, ==, 0);
}

/* --- acknowledgements --- */

/* The version that was sent is settled, and nothing that came after it. */
static void
test_ack (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoRecord) record = NULL;
  g_autofree char *sent = NULL;

  pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  edit (rig, "/content/a", "2");
  compose (rig);
  sent = sent_text (rig, 0, "/version");
  edit (rig, "/content/b", "3");
  acknowledge (rig);
  record = record_of (rig);
  g_assert_cmpstr (record->confirmed->version, ==, sent);
  g_assert_null (record->outgoing);
  g_assert_cmpstr (record->shown->parent_versions[0], ==, sent);
  assert_shown (rig, "/a", "2");
  assert_shown (rig, "/b", "3");
  g_assert_cmpint (counts_of (rig).pending, ==, 1);

  /* The same acknowledgement once more is one for something that was never sent. */
  acknowledge (rig);
  g_assert_cmpint (counts_of (rig).pending, ==, 1);
  compose (rig);
  acknowledge (rig);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
}

/* --- what is composed --- */

static void
test_compose (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *mine = NULL, *merged = NULL, *theirs = NULL, *parent = NULL, *again = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;

  pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  edit (rig, "/content/a", "2");
  pull (rig, V2, V1, "{\"a\":1,\"b\":9}");
  compose (rig);
  g_assert_cmpuint (rig->items->len, ==, 2);
  mine = sent_text (rig, 0, "/version");
  merged = sent_text (rig, 1, "/version");
  theirs = sent_text (rig, 1, "/parent_versions/0");
  parent = sent_text (rig, 1, "/parent_versions/1");
  g_assert_cmpstr (theirs, ==, V2);
  g_assert_cmpstr (parent, ==, mine);
  assert_shown (rig, "/a", "2");
  assert_shown (rig, "/b", "9");
  conflicts = conflicts_of (rig);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (((BoConflict *) g_ptr_array_index (conflicts, 0))->kind, ==, BO_CONFLICT_MERGED);

  /* Never answered: it goes again with the same strings. */
  compose (rig);
  again = sent_text (rig, 1, "/version");
  g_assert_cmpstr (again, ==, merged);
  acknowledge (rig);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
  compose (rig);
  g_assert_null (rig->body);
}

/* After the hub went back, a merge takes along what its side was made from. */
static void
test_compose_lost (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL;

  pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  edit (rig, "/content/a", "2");
  compose (rig);
  first = sent_text (rig, 0, "/version");
  acknowledge (rig);
  edit (rig, "/content/a", "3");
  compose (rig);
  second = sent_text (rig, 0, "/version");
  acknowledge (rig);

  pull (rig, "2026-06-20T00:00:00.000000+00:00-000009-bob", V1, "{\"a\":1,\"b\":9}");
  compose (rig);
  third = sent_text (rig, 0, "/version");
  fourth = sent_text (rig, 1, "/version");
  g_assert_cmpstr (third, ==, first);
  g_assert_cmpstr (fourth, ==, second);
  assert_shown (rig, "/a", "3");
  assert_shown (rig, "/b", "9");
}

/* --- what a person does, and time --- */

static void
test_expire (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GError) error = NULL;

  pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  edit (rig, "/content/b", "5");
  g_assert_cmpint (bo_rules_expire (rig->store, tick (rig), &error), ==, 0);
  rig->context.now_us += 60 * SECOND;
  g_assert_cmpint (bo_rules_expire (rig->store, tick (rig), &error), ==, 1);
  g_assert_no_error (error);
  /* What was edited after it is recomposed without it. */
  assert_shown (rig, "/a", "1");
  assert_shown (rig, "/b", "5");
  g_assert_cmpint (counts_of (rig).pending, ==, 1);

  /* Sent, and no answer yet: it stays until that is known, and nothing is sent before. */
  edit_until (rig, "/content/a", "3", rig->context.now_us + 30 * SECOND);
  compose (rig);
  rig->context.now_us += 60 * SECOND;
  g_assert_cmpint (bo_rules_expire (rig->store, tick (rig), &error), ==, 0);
  assert_shown (rig, "/a", "3");
  compose (rig);
  g_assert_null (rig->body);
  g_assert_nonnull (rig->overdue);
}

/* Two edits are sent as one version, one of them expires, and the answer is lost. */
static BoBatchItem *
lose_answer (Rig *rig)
{
  pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  edit (rig, "/content/b", "5");
  compose (rig);
  g_assert_nonnull (rig->body);
  rig->context.now_us += 60 * SECOND;
  compose (rig);
  g_assert_nonnull (rig->overdue);
  return rig->overdue;
}

static void
test_overdue_lacking (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = run (rig, _bo_job_withdraw (lose_answer (rig)));

  assert_shown (rig, "/a", "1");
  assert_shown (rig, "/b", "5");
  compose (rig);
  g_assert_null (rig->overdue);
  g_assert_nonnull (strstr (rig->body, "\"a\":1"));
  g_assert_nonnull (strstr (rig->body, "\"b\":5"));
  acknowledge (rig);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
}

/* What was withdrawn was only held up on its way: it is done late, and the journal says so, once. */
static void
test_overdue_late (void)
{
  g_autoptr(Rig) rig = rig_new ();
  BoBatchItem *overdue = lose_answer (rig);
  g_autofree char *version = g_strdup (overdue->version);
  g_autoptr(BoJobOutcome) outcome = run (rig, _bo_job_withdraw (overdue));

  g_assert_cmpint (notes_of (rig, BO_ACTIVITY_LATE), ==, 0);
  pull_of (rig, "alice", version, V1, "{\"a\":2,\"b\":5}");
  g_assert_cmpint (notes_of (rig, BO_ACTIVITY_LATE), ==, 1);
  /* What was left of it is held by the hub too, and everything ends alike. */
  assert_shown (rig, "/b", "5");
  compose (rig);
  acknowledge (rig);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
}

/* The hub that goes back to an older version of ours was restored; nothing came late. */
static void
test_own_older (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *first = NULL;

  pull (rig, V1, NULL, "{\"a\":1}");
  edit (rig, "/content/a", "2");
  compose (rig);
  first = g_strdup (((BoBatchItem *) g_ptr_array_index (rig->items, 0))->version);
  acknowledge (rig);
  edit (rig, "/content/a", "3");
  compose (rig);
  acknowledge (rig);
  pull_of (rig, "alice", first, V1, "{\"a\":2}");
  g_assert_cmpint (notes_of (rig, BO_ACTIVITY_LATE), ==, 0);
}

/* A pair that is withdrawn and composed anew has one entry in the journal. */
static void
test_withdraw_pair (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = NULL;
  g_autoptr(GPtrArray) conflicts = NULL, after = NULL;

  pull (rig, V1, NULL, "{\"a\":1,\"b\":1,\"c\":1}");
  edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  edit (rig, "/content/b", "5");
  pull (rig, V2, V1, "{\"a\":1,\"b\":7,\"c\":9}");
  compose (rig);
  conflicts = conflicts_of (rig);
  g_assert_cmpuint (conflicts->len, ==, 1);
  rig->context.now_us += 60 * SECOND;
  compose (rig);
  g_assert_nonnull (rig->overdue);
  outcome = run (rig, _bo_job_withdraw (rig->overdue));
  compose (rig);
  after = conflicts_of (rig);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_nonnull (strstr (((BoConflict *) g_ptr_array_index (after, 0))->result, "\"a\":1"));
  g_assert_nonnull (strstr (((BoConflict *) g_ptr_array_index (after, 0))->result, "\"c\":9"));
}

static void
test_strange_acknowledgement (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  pull (rig, V1, NULL, "{\"a\":1}");
  edit (rig, "/content/a", "2");
  compose (rig);
  g_ptr_array_add (response->applied, g_strdup ("another"));
  give (rig, response, rig->items);
  g_assert_cmpint (notes_of (rig, BO_ACTIVITY_STRANGE), ==, 1);
  g_assert_cmpint (counts_of (rig).pending, ==, 1);
}

static void
test_overdue_held (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = run (rig, _bo_job_accept (lose_answer (rig)));

  assert_shown (rig, "/a", "2");
  assert_shown (rig, "/b", "5");
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
}

/* A connection that was refused carried nothing: what was composed for it expires as if it hadn't been. */
static void
test_expire_unsent (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  pull (rig, V1, NULL, "{\"a\":1,\"b\":1}");
  edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  edit (rig, "/content/b", "5");
  compose (rig);
  outcome = run (rig, _bo_job_note ("No connection.", 1, 0, rig->items));
  rig->context.now_us += 60 * SECOND;
  g_assert_cmpint (bo_rules_expire (rig->store, tick (rig), &error), ==, 1);
  g_assert_no_error (error);
  assert_shown (rig, "/a", "1");
  assert_shown (rig, "/b", "5");
  compose (rig);
  g_assert_null (rig->overdue);
  g_assert_nonnull (strstr (rig->body, "\"a\":1"));
}

/* Sent twice, and the second time nothing left: the first is still unknown. */
static void
test_unsent_once (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = NULL;

  pull (rig, V1, NULL, "{\"a\":1}");
  edit_until (rig, "/content/a", "2", rig->context.now_us + 30 * SECOND);
  compose (rig);
  compose (rig);
  outcome = run (rig, _bo_job_note ("No connection.", 1, 0, rig->items));
  rig->context.now_us += 60 * SECOND;
  compose (rig);
  g_assert_nonnull (rig->overdue);
}

static void
test_discard (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GError) error = NULL;

  pull (rig, V1, NULL, "{\"a\":1}");
  edit (rig, "/content/a", "2");
  pull (rig, V2, V1, "{\"a\":7}");
  g_assert_true (bo_rules_discard (rig->store, tick (rig), ID, &error));
  g_assert_no_error (error);
  assert_shown (rig, "/a", "7");
  g_assert_cmpint (counts_of (rig).pending, ==, 0);

  edit (rig, "/content/a", "3");
  compose (rig);
  g_assert_false (bo_rules_discard (rig->store, tick (rig), ID, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_BUSY);
  g_clear_error (&error);
  assert_shown (rig, "/a", "3");

  g_assert_false (bo_rules_discard (rig->store, tick (rig), "nothing", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_NOT_FOUND);
}

static void
refuse (Rig *rig)
{
  g_autoptr(BoJobOutcome) outcome = NULL;

  outcome = run (rig, _bo_job_refuse (g_ptr_array_index (rig->items, 0), "No such type.", true));
  g_assert_cmpstr (outcome->problem_name, ==, "Lamp");
}

static void
test_retry (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoRecord) record = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL;

  pull (rig, V1, NULL, "{\"a\":1}");
  edit (rig, "/content/a", "2");
  compose (rig);
  first = sent_text (rig, 0, "/version");
  refuse (rig);
  record = record_of (rig);
  g_assert_cmpint (record->status, ==, BO_STATUS_QUARANTINED);
  g_assert_cmpstr (record->problem, ==, "No such type.");
  g_assert_cmpint (counts_of (rig).quarantined, ==, 1);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
  assert_shown (rig, "/a", "2");
  compose (rig);
  g_assert_null (rig->body);

  g_assert_true (bo_rules_retry (rig->store, tick (rig), ID, &error));
  g_assert_cmpint (counts_of (rig).quarantined, ==, 0);
  compose (rig);
  second = sent_text (rig, 0, "/version");
  g_assert_cmpstr (second, !=, first);
  acknowledge (rig);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);

  /* What was refused may be taken back, too. */
  edit (rig, "/content/a", "4");
  compose (rig);
  refuse (rig);
  g_assert_true (bo_rules_discard (rig->store, tick (rig), ID, &error));
  assert_shown (rig, "/a", "2");
  g_assert_cmpint (counts_of (rig).quarantined, ==, 0);
}

static void
test_resolve (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(GPtrArray) conflicts = NULL, after = NULL;
  g_autoptr(GError) error = NULL;
  BoConflict *conflict;

  pull (rig, V1, NULL, "{\"a\":1}");
  edit (rig, "/content/a", "2");
  pull (rig, V2, V1, "{\"a\":7}");
  compose (rig);
  acknowledge (rig);
  assert_shown (rig, "/a", "2");
  g_assert_cmpint (counts_of (rig).conflicts, ==, 1);
  conflicts = conflicts_of (rig);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpint (conflict->kind, ==, BO_CONFLICT_DECIDED);

  g_assert_true (bo_rules_resolve (rig->store, tick (rig), conflict->id, conflict->theirs, "theirs", &error));
  g_assert_no_error (error);
  assert_shown (rig, "/a", "7");
  g_assert_cmpint (counts_of (rig).conflicts, ==, 0);
  g_assert_cmpint (counts_of (rig).pending, ==, 1);
  after = conflicts_of (rig);
  g_assert_cmpstr (((BoConflict *) g_ptr_array_index (after, 0))->resolution, ==, "theirs");

  g_assert_true (bo_rules_unreview (rig->store, tick (rig), conflict->id, &error));
  g_assert_cmpint (counts_of (rig).conflicts, ==, 1);
  g_assert_false (bo_rules_resolve (rig->store, tick (rig), "nothing", NULL, "kept", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_NOT_FOUND);
}

/* --- edges --- */

static BoEdge *
placed (const char *room, const char *user)
{
  return bo_edge_new ("place", ID, V1, room, "v", "located_in", "{}", user, NOW);
}

static void
pull_edge (Rig *rig, const char *room)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  BoChange *change = bo_change_new (BO_CHANGE_UPDATE, NULL);

  g_ptr_array_add (change->edges, placed (room, "bob"));
  g_ptr_array_add (response->changes, change);
  give (rig, response, NULL);
}

/* A move against a move says what was moved, from where, and to which places. */
static void
test_move (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoEdge) mine = placed ("hall", NULL);
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;
  BoStep step = { .edge = mine };
  BoConflict *conflict;
  BoConflictPath *path;

  pull (rig, V1, NULL, "{}");
  pull_edge (rig, "attic");
  bo_rules_edit (rig->store, tick (rig), &step, 1, &error);
  g_assert_no_error (error);
  pull_edge (rig, "kitchen");

  conflicts = conflicts_of (rig);
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
  g_test_add_func ("/sync/rules/ack", test_ack);
  g_test_add_func ("/sync/rules/compose", test_compose);
  g_test_add_func ("/sync/rules/compose-lost", test_compose_lost);
  g_test_add_func ("/sync/rules/expire", test_expire);
  g_test_add_func ("/sync/rules/overdue/lacking", test_overdue_lacking);
  g_test_add_func ("/sync/rules/overdue/held", test_overdue_held);
  g_test_add_func ("/sync/rules/overdue/late", test_overdue_late);
  g_test_add_func ("/sync/rules/overdue/own-older", test_own_older);
  g_test_add_func ("/sync/rules/overdue/pair", test_withdraw_pair);
  g_test_add_func ("/sync/rules/acknowledge/strange", test_strange_acknowledgement);
  g_test_add_func ("/sync/rules/expire-unsent", test_expire_unsent);
  g_test_add_func ("/sync/rules/unsent-once", test_unsent_once);
  g_test_add_func ("/sync/rules/discard", test_discard);
  g_test_add_func ("/sync/rules/retry", test_retry);
  g_test_add_func ("/sync/rules/resolve", test_resolve);
  g_test_add_func ("/sync/rules/move", test_move);
  return g_test_run ();
}
