/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-suite-private.h"

/* --- edges --- */

static void
assert_edge (BoEdge *one, BoEdge *two)
{
  g_assert_true ((one == NULL) == (two == NULL));
  if (one == NULL)
    return;
  g_assert_cmpstr (one->id, ==, two->id);
  g_assert_cmpstr (one->from_id, ==, two->from_id);
  g_assert_cmpstr (one->from_version, ==, two->from_version);
  g_assert_cmpstr (one->to_id, ==, two->to_id);
  g_assert_cmpstr (one->to_version, ==, two->to_version);
  g_assert_cmpstr (one->type, ==, two->type);
  g_assert_cmpstr (one->properties, ==, two->properties);
  g_assert_cmpstr (one->user_id, ==, two->user_id);
  g_assert_cmpint (one->updated_at, ==, two->updated_at);
}

static void
round_trip_edge (BoSyncStore *store, BoEdgeRecord *record)
{
  g_autoptr (BoEdgeRecord) read = NULL;

  g_assert_true (bo_sync_store_put_edge (store, record, NULL));
  read = bo_sync_store_get_edge (store, record->shown->id, NULL);
  g_assert_nonnull (read);
  assert_edge (read->shown, record->shown);
  assert_edge (read->confirmed, record->confirmed);
  g_assert_cmpint (read->revision, ==, record->revision);
  g_assert_cmpint (read->sent_revision, ==, record->sent_revision);
  g_assert_cmpint (read->edited_at, ==, record->edited_at);
  g_assert_cmpint (read->walk, ==, record->walk);
  g_assert_cmpint (read->pending, ==, record->pending);
  g_assert_cmpint (read->status, ==, record->status);
  g_assert_cmpstr (read->problem, ==, record->problem);
  g_assert_cmpint (read->refusals, ==, record->refusals);
}

static void
test_edge (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoEdgeRecord) record = _bo_suite_edge ("e", "lamp", "kitchen");
  g_autoptr (GError) error = NULL;

  _bo_suite_begin (store);
  g_assert_null (bo_sync_store_get_edge (store, "e", &error));
  g_assert_no_error (error);
  round_trip_edge (store, record);
  record->confirmed = bo_edge_ref (record->shown);
  round_trip_edge (store, record);
  bo_edge_unref (record->confirmed);
  record->confirmed = bo_edge_new ("e", "lamp", V1, "hall", V2, "part_of", "{}", "bob", 1234567);
  record->revision = 4;
  record->sent_revision = 3;
  record->edited_at = 55;
  record->walk = 6;
  record->pending = true;
  record->status = BO_STATUS_CONFLICT;
  record->problem = g_strdup ("A sentence.");
  record->refusals = 2;
  round_trip_edge (store, record);
  g_clear_pointer (&record->confirmed, bo_edge_unref);
  round_trip_edge (store, record);

  g_assert_true (bo_sync_store_remove_edge (store, "e", &error));
  g_assert_null (bo_sync_store_get_edge (store, "e", &error));
  assert_ids (bo_sync_store_list_edges_of (store, "lamp", NULL), _bo_suite_id_of_edge, "");
  g_assert_true (bo_sync_store_remove_edge (store, "e", &error));
  g_assert_no_error (error);
  round_trip_edge (store, record);
  _bo_suite_commit (store);
}

static void
test_edge_lists (gconstpointer factory)
{
  static const struct { const char *id, *from, *to; int64_t edited_at; BoSyncStatus status; } edges[] = {
    { "e4", "lamp", "hall", 10, BO_STATUS_PENDING }, { "e3", "lamp", "lamp", 10, BO_STATUS_PENDING },
    { "e2", "kitchen", "home", 5, BO_STATUS_PENDING }, { "e1", "kitchen", "lamp", 1, BO_STATUS_QUARANTINED },
    { "e0", "kitchen", "home", 0, BO_STATUS_SYNCED },
  };
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);

  _bo_suite_begin (store);
  for (size_t i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autoptr (BoEdgeRecord) record = _bo_suite_edge (edges[i].id, edges[i].from, edges[i].to);

      record->edited_at = edges[i].edited_at;
      record->pending = i < 4;
      record->status = edges[i].status;
      record->walk = i;
      record->confirmed = i % 2 == 0 ? bo_edge_ref (record->shown) : NULL;
      g_assert_true (bo_sync_store_put_edge (store, record, NULL));
    }
  assert_ids (bo_sync_store_list_pending_edges (store, 10, NULL), _bo_suite_id_of_edge, "e2 e3 e4");
  assert_ids (bo_sync_store_list_pending_edges (store, 2, NULL), _bo_suite_id_of_edge, "e2 e3");
  assert_ids (bo_sync_store_list_edges_of (store, "lamp", NULL), _bo_suite_id_of_edge, "e1 e3 e4");
  assert_ids (bo_sync_store_list_edges_of (store, "nothing", NULL), _bo_suite_id_of_edge, "");
  assert_ids (bo_sync_store_list_unwalked_edges (store, 2, NULL), _bo_suite_id_of_edge, "e0 e4");
  _bo_suite_commit (store);
}

/* --- the journal --- */

static void
assert_conflict (BoConflict *one, BoConflict *two)
{
  const char *texts[][2] = {
    { one->id, two->id }, { one->entity_id, two->entity_id }, { one->name, two->name },
    { one->base_version, two->base_version }, { one->mine_version, two->mine_version },
    { one->theirs_version, two->theirs_version }, { one->result_version, two->result_version },
    { one->base, two->base }, { one->mine, two->mine }, { one->theirs, two->theirs }, { one->result, two->result },
    { one->winner, two->winner }, { one->mine_user, two->mine_user }, { one->mine_device, two->mine_device },
    { one->theirs_user, two->theirs_user }, { one->theirs_device, two->theirs_device },
    { one->resolution, two->resolution },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (texts[i][0], ==, texts[i][1]);
  g_assert_cmpint (one->kind, ==, two->kind);
  g_assert_cmpint (one->when_us, ==, two->when_us);
  g_assert_cmpint (one->mine_us, ==, two->mine_us);
  g_assert_cmpint (one->theirs_us, ==, two->theirs_us);
  g_assert_cmpint (one->reviewed, ==, two->reviewed);
  g_assert_cmpint (one->reviewed_us, ==, two->reviewed_us);
  g_assert_cmpint (one->paths->len, ==, two->paths->len);
  for (unsigned i = 0; i < one->paths->len; i++)
    {
      BoConflictPath *a = g_ptr_array_index (one->paths, i);
      BoConflictPath *b = g_ptr_array_index (two->paths, i);

      g_assert_cmpstr (a->path, ==, b->path);
      g_assert_cmpstr (a->base, ==, b->base);
      g_assert_cmpstr (a->mine, ==, b->mine);
      g_assert_cmpstr (a->theirs, ==, b->theirs);
      g_assert_cmpstr (a->result, ==, b->result);
      g_assert_cmpint (a->kept, ==, b->kept);
      g_assert_cmpint (a->overlap, ==, b->overlap);
    }
}

static void
round_trip_conflict (BoSyncStore *store, BoConflict *conflict)
{
  g_autoptr (BoConflict) read = NULL;

  g_assert_true (bo_sync_store_put_conflict (store, conflict, NULL));
  read = bo_sync_store_get_conflict (store, conflict->id, NULL);
  g_assert_nonnull (read);
  assert_conflict (read, conflict);
}

static void
test_conflict (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoConflict) conflict = _bo_suite_conflict ("k", 100, false);
  g_autoptr (GError) error = NULL;

  _bo_suite_begin (store);
  g_assert_null (bo_sync_store_get_conflict (store, "k", &error));
  round_trip_conflict (store, conflict);
  g_assert_true (bo_sync_store_remove_conflict (store, "k", NULL));
  g_assert_null (bo_sync_store_get_conflict (store, "k", &error));
  g_assert_no_error (error);
  g_assert_true (bo_sync_store_remove_conflict (store, "k", NULL));
  g_assert_no_error (error);
  round_trip_conflict (store, conflict);
  conflict->base_version = g_strdup (V3);
  conflict->result_version = g_strdup (V4);
  conflict->base = g_strdup ("{}");
  conflict->result = g_strdup ("{\"name\": 2}");
  conflict->winner = g_strdup (V2);
  conflict->mine_device = g_strdup ("Küche");
  conflict->theirs_device = g_strdup ("Flur");
  conflict->resolution = g_strdup ("mine");
  conflict->reviewed = true;
  conflict->reviewed_us = 77;
  g_ptr_array_remove_index (conflict->paths, 0);
  round_trip_conflict (store, conflict);
  g_ptr_array_set_size (conflict->paths, 0);
  round_trip_conflict (store, conflict);
  _bo_suite_commit (store);
}

static void
test_conflict_list (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoConflict) old = _bo_suite_conflict ("old", 100, false);
  g_autoptr (BoConflict) recent = _bo_suite_conflict ("recent", 300, false);
  g_autoptr (BoConflict) tie = _bo_suite_conflict ("a-tie", 300, false);
  g_autoptr (BoConflict) reviewed = _bo_suite_conflict ("reviewed", 200, true);

  _bo_suite_begin (store);
  g_assert_true (bo_sync_store_put_conflict (store, recent, NULL));
  g_assert_true (bo_sync_store_put_conflict (store, tie, NULL));
  g_assert_true (bo_sync_store_put_conflict (store, old, NULL));
  g_assert_true (bo_sync_store_put_conflict (store, reviewed, NULL));
  assert_ids (bo_sync_store_list_conflicts (store, false, NULL), _bo_suite_id_of_conflict, "a-tie recent reviewed old");
  assert_ids (bo_sync_store_list_conflicts (store, true, NULL), _bo_suite_id_of_conflict, "a-tie recent old");
  _bo_suite_commit (store);
}

static void
test_merge_due (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoMergeDue) one = bo_merge_due_new ("lamp", V2, V1, NULL);
  g_autoptr (BoMergeDue) two = bo_merge_due_new ("lamp", V3, V1, V4);
  g_autoptr (BoMergeDue) again = bo_merge_due_new ("lamp", V2, V4, V3);
  g_autoptr (GPtrArray) list = NULL;
  BoMergeDue *first;

  _bo_suite_begin (store);
  g_assert_true (bo_sync_store_put_merge_due (store, two, NULL));
  g_assert_true (bo_sync_store_put_merge_due (store, one, NULL));
  g_assert_true (bo_sync_store_put_merge_due (store, again, NULL));
  list = bo_sync_store_list_merge_due (store, NULL);
  g_assert_cmpint (list->len, ==, 2);
  first = g_ptr_array_index (list, 0);
  g_assert_cmpstr (first->entity_id, ==, "lamp");
  g_assert_cmpstr (first->theirs_version, ==, V2);
  g_assert_cmpstr (first->mine_version, ==, V4);
  g_assert_cmpstr (first->base_version, ==, V3);
  g_assert_true (bo_sync_store_remove_merge_due (store, "lamp", V2, NULL));
  g_assert_true (bo_sync_store_remove_merge_due (store, "lamp", V2, NULL));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = bo_sync_store_list_merge_due (store, NULL);
  g_assert_cmpint (list->len, ==, 1);
  _bo_suite_commit (store);
}

static void
test_activity (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoActivity) activity = bo_activity_new (BO_ACTIVITY_SENT, "lamp", 12);

  _bo_suite_begin (store);
  g_assert_true (bo_sync_store_add_activity (store, activity, NULL));
  _bo_suite_commit (store);
}

void
_bo_suite_add_journal (const char *prefix, BoStoreSuiteFactory factory)
{
  _bo_suite_add (prefix, "edge", factory, test_edge);
  _bo_suite_add (prefix, "edge-lists", factory, test_edge_lists);
  _bo_suite_add (prefix, "conflict", factory, test_conflict);
  _bo_suite_add (prefix, "conflict-list", factory, test_conflict_list);
  _bo_suite_add (prefix, "merge-due", factory, test_merge_due);
  _bo_suite_add (prefix, "activity", factory, test_activity);
}
