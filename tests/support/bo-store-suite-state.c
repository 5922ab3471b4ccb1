/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-store-suite-private.h"

/* --- state and counts --- */

static void
set (char **member, const char *value)
{
  g_free (*member);
  *member = g_strdup (value);
}

static void
fill_state (BoSyncState *state)
{
  set (&state->server_url, "https://hub.local:8000");
  set (&state->device_name, "Küche");
  set (&state->user_id, "alice");
  set (&state->role, "guest");
  set (&state->epoch, "e1");
  set (&state->watermark, "2026-06-15T09:41:02.581234+00:00");
  set (&state->resume_cursor, "12");
  set (&state->cursor, "13");
  set (&state->hub_digest, "d1");
  set (&state->digest, "d2");
  set (&state->walked_digest, "d3");
  set (&state->edges_hash, "d4");
  set (&state->last_error, "A sentence.");
  state->walk = 1;
  state->walking = true;
  state->edges_ride = true;
  state->diverged = true;
  state->last_success_us = 2;
  state->last_attempt_us = 3;
  state->next_attempt_us = 4;
  state->failures = 5;
  state->clock_offset_us = -6;
  state->version_last_us = INT64_MAX;
  state->version_counter = 999999;
  state->total_pulled = 7;
  state->total_pushed = 8;
}

static void
assert_state (BoSyncState *one, BoSyncState *two)
{
  g_assert_cmpstr (one->server_url, ==, two->server_url);
  g_assert_cmpstr (one->device_id, ==, two->device_id);
  g_assert_cmpstr (one->device_name, ==, two->device_name);
  g_assert_cmpstr (one->user_id, ==, two->user_id);
  g_assert_cmpstr (one->role, ==, two->role);
  g_assert_cmpstr (one->epoch, ==, two->epoch);
  g_assert_cmpstr (one->watermark, ==, two->watermark);
  g_assert_cmpstr (one->resume_cursor, ==, two->resume_cursor);
  g_assert_cmpstr (one->cursor, ==, two->cursor);
  g_assert_cmpstr (one->hub_digest, ==, two->hub_digest);
  g_assert_cmpstr (one->digest, ==, two->digest);
  g_assert_cmpstr (one->walked_digest, ==, two->walked_digest);
  g_assert_cmpstr (one->edges_hash, ==, two->edges_hash);
  g_assert_cmpstr (one->last_error, ==, two->last_error);
  g_assert_cmpint (one->walk, ==, two->walk);
  g_assert_cmpint (one->walking, ==, two->walking);
  g_assert_cmpint (one->edges_ride, ==, two->edges_ride);
  g_assert_cmpint (one->diverged, ==, two->diverged);
  g_assert_cmpint (one->last_success_us, ==, two->last_success_us);
  g_assert_cmpint (one->last_attempt_us, ==, two->last_attempt_us);
  g_assert_cmpint (one->next_attempt_us, ==, two->next_attempt_us);
  g_assert_cmpint (one->failures, ==, two->failures);
  g_assert_cmpint (one->clock_offset_us, ==, two->clock_offset_us);
  g_assert_cmpint (one->version_last_us, ==, two->version_last_us);
  g_assert_cmpint (one->version_counter, ==, two->version_counter);
  g_assert_cmpint (one->total_pulled, ==, two->total_pulled);
  g_assert_cmpint (one->total_pushed, ==, two->total_pushed);
}

static void
test_state (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoSyncState) state = NULL;
  g_autoptr (BoSyncState) read = NULL;

  _bo_suite_begin (store);
  state = bo_sync_store_get_state (store, NULL);
  g_assert_nonnull (state);
  g_assert_null (state->server_url);
  g_assert_nonnull (state->device_id);
  g_assert_cmpstr (state->user_id, ==, "local");
  fill_state (state);
  g_assert_true (bo_sync_store_put_state (store, state, NULL));
  read = bo_sync_store_get_state (store, NULL);
  assert_state (state, read);
  _bo_suite_commit (store);
}

static void
put_counted (BoSyncStore *store, const char *id, BoSyncStatus status, const char *content, bool waiting)
{
  g_autoptr (BoRecord) record = bo_record_new (id);

  if (content != NULL)
    record->shown = bo_entity_new (id, V1, "device", id, content, NULL, NULL, NULL);
  else
    record->raw = g_strdup ("{");
  record->status = status;
  _bo_suite_put (store, record);
  if (waiting)
    _bo_suite_add_edit (store, id, NULL);
}

static void
test_counts (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoConflict) one = _bo_suite_conflict ("one", 1, false);
  g_autoptr (BoConflict) two = _bo_suite_conflict ("two", 2, true);
  g_autoptr (BoEdgeRecord) waiting = _bo_suite_edge ("e1", "a", "b");
  g_autoptr (BoEdgeRecord) refused = _bo_suite_edge ("e2", "a", "b");
  BoSyncCounts counts = { 99, 99, 99, 99, 99 };

  _bo_suite_begin (store);
  g_assert_true (bo_sync_store_get_counts (store, &counts, NULL));
  g_assert_cmpint (counts.entities + counts.pending + counts.quarantined + counts.unreadable + counts.conflicts, ==, 0);

  put_counted (store, "calm", BO_STATUS_SYNCED, "{}", false);
  put_counted (store, "waiting", BO_STATUS_PENDING, "{}", true);
  put_counted (store, "tombstone", BO_STATUS_SYNCED, "{\"deleted\": true}", false);
  put_counted (store, "refused", BO_STATUS_QUARANTINED, "{}", true);
  put_counted (store, "unreadable", BO_STATUS_UNREADABLE, NULL, false);
  put_counted (store, "gone", BO_STATUS_QUARANTINED, "{}", false);
  g_assert_true (bo_sync_store_remove_record (store, "gone", NULL));
  waiting->pending = refused->pending = true;
  refused->status = BO_STATUS_QUARANTINED;
  g_assert_true (bo_sync_store_put_edge (store, waiting, NULL));
  g_assert_true (bo_sync_store_put_edge (store, refused, NULL));
  g_assert_true (bo_sync_store_put_conflict (store, one, NULL));
  g_assert_true (bo_sync_store_put_conflict (store, two, NULL));

  g_assert_true (bo_sync_store_get_counts (store, &counts, NULL));
  g_assert_cmpint (counts.entities, ==, 3);
  g_assert_cmpint (counts.pending, ==, 2);
  g_assert_cmpint (counts.quarantined, ==, 2);
  g_assert_cmpint (counts.unreadable, ==, 1);
  g_assert_cmpint (counts.conflicts, ==, 1);
  _bo_suite_commit (store);
}

/* --- transactions --- */

static void
change_everything (BoSyncStore *store)
{
  g_autoptr (BoRecord) fresh = _bo_suite_record ("fresh");
  g_autoptr (BoRecord) changed = _bo_suite_record ("lamp");
  g_autoptr (BoEntity) version = _bo_suite_entity ("lamp", V4, "Later", V1, NULL);
  g_autoptr (BoEdgeRecord) edge = _bo_suite_edge ("e2", "lamp", "hall");
  g_autoptr (BoConflict) conflict = _bo_suite_conflict ("k2", 1, false);
  g_autoptr (BoMergeDue) due = bo_merge_due_new ("lamp", V2, V1, NULL);
  g_autoptr (BoSyncState) state = bo_sync_store_get_state (store, NULL);

  changed->sends = 9;
  _bo_suite_put (store, fresh);
  _bo_suite_put (store, changed);
  g_assert_true (bo_sync_store_add_version (store, version, BO_ORIGIN_HUB, 5, NULL, NULL));
  _bo_suite_add_edit (store, "lamp", NULL);
  g_assert_true (bo_sync_store_remove_edge (store, "e1", NULL));
  g_assert_true (bo_sync_store_put_edge (store, edge, NULL));
  g_assert_true (bo_sync_store_put_conflict (store, conflict, NULL));
  g_assert_true (bo_sync_store_put_merge_due (store, due, NULL));
  fill_state (state);
  g_assert_true (bo_sync_store_put_state (store, state, NULL));
}

static void
test_rollback (gconstpointer factory)
{
  g_autoptr (BoSyncStore) store = _bo_suite_make (factory);
  g_autoptr (BoRecord) record = _bo_suite_record ("lamp");
  g_autoptr (BoRecord) read = NULL;
  g_autoptr (BoEdgeRecord) edge = _bo_suite_edge ("e1", "lamp", "kitchen");
  g_autoptr (BoSyncState) before = NULL;
  g_autoptr (BoSyncState) after = NULL;
  g_autoptr (GPtrArray) due = NULL;

  _bo_suite_begin (store);
  _bo_suite_put (store, record);
  g_assert_true (bo_sync_store_put_edge (store, edge, NULL));
  before = bo_sync_store_get_state (store, NULL);
  _bo_suite_commit (store);

  _bo_suite_begin (store);
  change_everything (store);
  bo_sync_store_rollback (store);

  _bo_suite_begin (store);
  read = bo_sync_store_get_record (store, "lamp", NULL);
  _bo_suite_assert_record (read, record);
  g_assert_null (bo_sync_store_get_record (store, "fresh", NULL));
  g_assert_null (bo_sync_store_get_version (store, "lamp", V4, NULL));
  assert_ids (bo_sync_store_list_edits (store, NULL, NULL), _bo_suite_id_of_edit, "");
  assert_ids (bo_sync_store_list_edges_of (store, "lamp", NULL), _bo_suite_id_of_edge, "e1");
  assert_ids (bo_sync_store_list_conflicts (store, false, NULL), _bo_suite_id_of_conflict, "");
  due = bo_sync_store_list_merge_due (store, NULL);
  g_assert_cmpint (due->len, ==, 0);
  after = bo_sync_store_get_state (store, NULL);
  assert_state (before, after);

  /* And it works again after it. */
  change_everything (store);
  _bo_suite_commit (store);
  _bo_suite_begin (store);
  assert_ids (bo_sync_store_list_edges_of (store, "lamp", NULL), _bo_suite_id_of_edge, "e2");
  _bo_suite_commit (store);
}

void
_bo_suite_add_state (const char *prefix, BoStoreSuiteFactory factory)
{
  _bo_suite_add (prefix, "state", factory, test_state);
  _bo_suite_add (prefix, "counts", factory, test_counts);
  _bo_suite_add (prefix, "rollback", factory, test_rollback);
}
