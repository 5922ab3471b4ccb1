/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules-rig.h"

#include <string.h>

/* What somebody decided on another device disappears from what waits for a decision here, and stays in the
   journal; what only went on from there does not decide. */

#define V3 "2026-09-01T10:00:00.000000+00:00-000003-bob"
#define V4 "2026-09-01T11:00:00.000000+00:00-000004-bob"

typedef struct
{
  char *mine;
  char *merged;
} Pair;

static void
pair_clear (Pair *pair)
{
  g_free (pair->mine);
  g_free (pair->merged);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static void
pull_made_from (Rig *rig, BoChangeType type, const char *version, const char *first, const char *second,
                const char *content)
{
  const char *parents[] = { first, second, NULL };
  g_autoptr(BoEntity) entity = bo_entity_new (ID, version, "device", "Lamp", content, "manual", "bob", parents);
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_ptr_array_add (response->changes, bo_change_new (type, entity));
  rig_give (rig, response, NULL);
}

static void
bring (Rig *rig, const char *version, const char *first, const char *second, const char *content)
{
  pull_made_from (rig, BO_CHANGE_UPDATE, version, first, second, content);
}

/* Both sides changed a and b; both came out as they are here, and the hub has it. */
static void
collide (Rig *rig, Pair *pair)
{
  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1,\"c\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_edit (rig, "/content/b", "2");
  rig_pull (rig, V2, V1, "{\"a\":7,\"b\":7,\"c\":1}");
  rig_compose (rig);
  g_assert_cmpuint (rig->items->len, ==, 2);
  pair->mine = rig_sent_text (rig, 0, "/version");
  pair->merged = rig_sent_text (rig, 1, "/version");
  rig_acknowledge (rig);
  rig_assert_shown (rig, "/a", "2");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
}

static void
assert_closed (Rig *rig)
{
  g_autoptr(GPtrArray) conflicts = rig_conflicts_of (rig);
  BoConflict *conflict = g_ptr_array_index (conflicts, 0);
  g_autoptr(BoRecord) record = rig_record_of (rig);

  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 0);
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_true (conflict->reviewed);
  g_assert_cmpint (conflict->reviewed_us, >, 0);
  g_assert_cmpstr (conflict->resolution, ==, BO_RESOLUTION_ELSEWHERE);
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_ELSEWHERE), ==, 1);
  if (record != NULL)
    g_assert_cmpint (record->status, ==, BO_STATUS_SYNCED);
}

static void
assert_open (Rig *rig)
{
  g_autoptr(BoRecord) record = rig_record_of (rig);

  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  g_assert_cmpint (record->status, ==, BO_STATUS_CONFLICT);
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_ELSEWHERE), ==, 0);
}

/* A version that names a side decides, though one of the values stays as it came out. */
static void
test_named (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_auto(Pair) pair = { 0 };

  collide (rig, &pair);
  bring (rig, V3, pair.merged, V2, "{\"a\":7,\"b\":2,\"c\":1}");
  rig_assert_shown (rig, "/a", "7");
  assert_closed (rig);
}

/* What goes on from the merge decides where nothing is left of what came out. */
static void
test_went_on (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_auto(Pair) pair = { 0 };

  collide (rig, &pair);
  bring (rig, V3, pair.merged, NULL, "{\"a\":5,\"b\":2,\"c\":9}");
  assert_open (rig);
  bring (rig, V4, V3, NULL, "{\"a\":5,\"b\":6,\"c\":9}");
  assert_closed (rig);
}

/* The same merge, made by another device, decides nothing; nor does a version that knows one side only. */
static void
test_undecided (void)
{
  g_autoptr(Rig) rig = rig_new (), other = rig_new ();
  g_auto(Pair) pair = { 0 }, second = { 0 };

  collide (rig, &pair);
  bring (rig, V3, V2, pair.mine, "{\"a\":2,\"b\":2,\"c\":1}");
  assert_open (rig);

  collide (other, &second);
  bring (other, V3, V2, NULL, "{\"a\":8,\"b\":8,\"c\":1}");
  g_assert_cmpint (rig_notes_of (other, BO_ACTIVITY_ELSEWHERE), ==, 0);
  g_assert_cmpint (rig_counts_of (other).conflicts, >=, 1);
}

/* Another device merged the same two the other way, and can't have seen what came out here: which is newer nobody can
   tell, so that is a question of its own. */
static void
test_crossed (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_auto(Pair) pair = { 0 };
  g_autoptr(GPtrArray) conflicts = NULL;
  BoConflict *conflict;

  collide (rig, &pair);
  bring (rig, V3, V2, pair.mine, "{\"a\":7,\"b\":2,\"c\":1}");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  conflicts = rig_conflicts_of (rig);
  g_assert_cmpuint (conflicts->len, ==, 2);
  conflict = g_ptr_array_index (conflicts, ((BoConflict *) g_ptr_array_index (conflicts, 0))->reviewed ? 1 : 0);
  g_assert_cmpint (conflict->kind, ==, BO_CONFLICT_DECIDED);
  g_assert_cmpuint (conflict->paths->len, ==, 1);
  g_assert_cmpstr (((BoConflictPath *) g_ptr_array_index (conflict->paths, 0))->path, ==, "/content/a");
}

/* A merge that the hub refused, and that is made anew because of an edit behind it, is asked once. */
static void
test_refused (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoJobOutcome) outcome = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1,\"b\":1,\"c\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_pull (rig, V2, V1, "{\"a\":7,\"b\":7,\"c\":1}");
  rig_compose (rig);
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  outcome = rig_run (rig, _bo_job_refuse (g_ptr_array_index (rig->items, 0), "no", true));
  rig_edit (rig, "/content/c", "3");
  rig_compose (rig);
  g_assert_cmpuint (rig->items->len, ==, 2);
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  rig_acknowledge (rig);
  rig_assert_shown (rig, "/b", "7");
  rig_assert_shown (rig, "/c", "3");
}

/* … and so of what only one side gave a name: the others know it by its type. */
static void
test_crossed_by_type (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *mine = NULL;

  rig_pull (rig, V1, NULL, "{\"services\":[{\"service_type\":\"light\",\"a\":1}]}");
  rig_edit (rig, "/content/services", "[{\"id\":\"s\",\"service_type\":\"light\",\"a\":2}]");
  rig_pull (rig, V2, V1, "{\"services\":[{\"service_type\":\"light\",\"a\":7}]}");
  rig_compose (rig);
  mine = rig_sent_text (rig, 0, "/version");
  rig_acknowledge (rig);
  rig_assert_shown (rig, "/services/=s/a", "2");
  bring (rig, V3, V2, mine, "{\"services\":[{\"id\":\"s\",\"service_type\":\"light\",\"a\":7}]}");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
}

/* What this device made itself and gets back is no news. */
static void
test_own (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_auto(Pair) pair = { 0 };
  g_autofree char *version = NULL;

  collide (rig, &pair);
  rig_edit (rig, "/content/a", "5");
  rig_edit (rig, "/content/b", "5");
  rig_compose (rig);
  version = rig_sent_text (rig, 0, "/version");
  rig_acknowledge (rig);
  rig_pull_of (rig, "alice", version, pair.merged, "{\"a\":5,\"b\":5,\"c\":1}");
  assert_open (rig);
}

/* An edit against a delete: whoever knows both has chosen. */
static void
test_deleted (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autofree char *mine = NULL;

  rig_pull (rig, V1, NULL, "{\"a\":1}");
  rig_edit (rig, "/content/a", "2");
  rig_compose (rig);
  mine = rig_sent_text (rig, 0, "/version");
  rig_acknowledge (rig);
  pull_made_from (rig, BO_CHANGE_DELETE, V3, V1, NULL, "{\"deleted\":true}");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  g_assert_cmpint (rig_notes_of (rig, BO_ACTIVITY_ELSEWHERE), ==, 0);
  bring (rig, V4, V3, mine, "{\"a\":2}");
  rig_assert_shown (rig, "/a", "2");
  assert_closed (rig);
}

/* Our move had reached the hub; where somebody moved it after that, the two moves are no question. */
static void
test_moved (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_autoptr(BoEdge) mine = rig_placed ("hall", NULL);
  g_autoptr(GError) error = NULL;
  BoStep step = { .edge = mine };

  rig_pull (rig, V1, NULL, "{}");
  rig_pull_edge (rig, "attic");
  bo_rules_edit (rig->store, rig_tick (rig), &step, 1, &error);
  g_assert_no_error (error);
  rig_pull_edge (rig, "kitchen");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  rig_compose (rig);
  rig_acknowledge_edge (rig);
  rig_pull_edge (rig, "hall");
  g_assert_cmpint (rig_counts_of (rig).conflicts, ==, 1);
  rig_pull_edge (rig, "cellar");
  assert_closed (rig);
}

/* A decision made here names what it decided between, so that another device sees that it is one. */
static void
test_names (void)
{
  g_autoptr(Rig) rig = rig_new ();
  g_auto(Pair) pair = { 0 };
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL, *second = NULL;
  BoConflict *conflict;

  collide (rig, &pair);
  conflicts = rig_conflicts_of (rig);
  conflict = g_ptr_array_index (conflicts, 0);
  bo_rules_resolve (rig->store, rig_tick (rig), conflict->id, conflict->theirs, "theirs", &error);
  g_assert_no_error (error);
  rig_compose (rig);
  first = rig_sent_text (rig, 0, "/parent_versions/0");
  second = rig_sent_text (rig, 0, "/parent_versions/1");
  g_assert_cmpstr (first, ==, pair.merged);
  g_assert_cmpstr (second, ==, V2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/elsewhere/named", test_named);
  g_test_add_func ("/sync/elsewhere/went-on", test_went_on);
  g_test_add_func ("/sync/elsewhere/undecided", test_undecided);
  g_test_add_func ("/sync/elsewhere/crossed", test_crossed);
  g_test_add_func ("/sync/elsewhere/refused", test_refused);
  g_test_add_func ("/sync/elsewhere/crossed-by-type", test_crossed_by_type);
  g_test_add_func ("/sync/elsewhere/own", test_own);
  g_test_add_func ("/sync/elsewhere/deleted", test_deleted);
  g_test_add_func ("/sync/elsewhere/moved", test_moved);
  g_test_add_func ("/sync/elsewhere/names", test_names);
  return g_test_run ();
}
