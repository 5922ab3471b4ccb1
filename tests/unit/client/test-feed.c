/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "bo-feed.h"
#include "bo-job-private.h"
#include "bo-rivals.h"

/* What waits comes by three times: edited, sent, acknowledged. The model is told what is in it the first time, and
   where it stands from then on. Counted at the batches (--wrap). */

#define LAMP "lamp"
#define NOW INT64_C (1780000000000000)
#define V1 "2026-05-01T10:00:00.000000+00:00-000001-bob"
#define V2 "2026-05-01T11:00:00.000000+00:00-000002-bob"

/* What the feed remembers, and a few more. */
#define REMEMBERED 4096
#define MANY (REMEMBERED + 4)

/* So long they may wait. */
#define PATIENCE (60 * G_USEC_PER_SEC)

void __real_bo_model_batch_add_entity (BoModelBatch *self, BoEntity *entity, BoSyncStatus status, const char *problem, const char *const *pending_paths);
void __wrap_bo_model_batch_add_entity (BoModelBatch *self, BoEntity *entity, BoSyncStatus status, const char *problem, const char *const *pending_paths);
void __real_bo_model_batch_add_standing (BoModelBatch *self, const char *id, const char *version, BoSyncStatus status, const char *problem);
void __wrap_bo_model_batch_add_standing (BoModelBatch *self, const char *id, const char *version, BoSyncStatus status, const char *problem);
gboolean __real_bo_store_foreach_edge (BoStore *self, int64_t since_stamp, BoEdgeRecordFunc func, gpointer data, GError **error);
gboolean __wrap_bo_store_foreach_edge (BoStore *self, int64_t since_stamp, BoEdgeRecordFunc func, gpointer data, GError **error);

/* Counted on the reader's thread, looked at when it has answered. */
static int n_entities, n_standings;
static bool edges_fail;

void
__wrap_bo_model_batch_add_entity (BoModelBatch *self, BoEntity *entity, BoSyncStatus status, const char *problem,
                                  const char *const *pending_paths)
{
  n_entities++;
  __real_bo_model_batch_add_entity (self, entity, status, problem, pending_paths);
}

void
__wrap_bo_model_batch_add_standing (BoModelBatch *self, const char *id, const char *version, BoSyncStatus status,
                                    const char *problem)
{
  n_standings++;
  __real_bo_model_batch_add_standing (self, id, version, status, problem);
}

gboolean
__wrap_bo_store_foreach_edge (BoStore *self, int64_t since_stamp, BoEdgeRecordFunc func, gpointer data, GError **error)
{
  if (!edges_fail)
    return __real_bo_store_foreach_edge (self, since_stamp, func, data, error);
  g_set_error_literal (error, BO_ERROR, BO_ERROR_STORAGE, "The edges could not be read.");
  return FALSE;
}

typedef struct
{
  char       *dir;
  BoStores   *stores;
  BoModel    *model;
  BoFeed     *feed;
  GHashTable *rivals;  /* nullable: of the rows that came last */
  int         n_ended;
  GPtrArray  *items;   /* nullable: of what was sent last; written on the writer's thread */
  BoContext   context;
} Home;

static void
got_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

static void
changed_cb (const char *const *ids, GHashTable *rivals, void *data)
{
  Home *home = data;

  g_clear_pointer (&home->rivals, g_hash_table_unref);
  home->rivals = rivals != NULL ? g_hash_table_ref (rivals) : NULL;
}

static void
refreshed_cb (BoSyncState *state, const BoSyncCounts *counts, void *data)
{
  bo_sync_state_free (state);
}

static void
ended_cb (void *data)
{
  Home *home = data;

  home->n_ended++;
}

static void
write_with (Home *home, BoStoresFunc func)
{
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;

  home->context.now_us += G_USEC_PER_SEC;
  home->context.entropy++;
  bo_stores_write_async (home->stores, func, home, NULL, NULL, NULL, got_result_cb, &result);
  done = wait_for (&result);
  g_assert_nonnull (bo_stores_finish (done, &error));
  g_assert_no_error (error);
}

/* Once the model shows it; what was told meanwhile is counted anew. */
static bool
refresh (Home *home)
{
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  bool shown;

  n_entities = n_standings = home->n_ended = 0;
  bo_feed_refresh (home->feed, g_task_new (NULL, NULL, got_result_cb, &result));
  done = wait_for (&result);
  shown = g_task_propagate_boolean (G_TASK (done), NULL);
  g_assert_cmpint (home->n_ended, ==, shown);
  return shown;
}

static void
run_job (Home *home, BoStore *store, BoJob *job)
{
  g_autoptr(BoJobOutcome) outcome = bo_job_run (job, BO_SYNC_STORE (store), &home->context, NULL, NULL);

  g_assert_no_error (outcome->error);
  g_assert_no_error (outcome->problem);
  if (outcome->items != NULL)
    {
      g_clear_pointer (&home->items, g_ptr_array_unref);
      home->items = g_ptr_array_ref (outcome->items);
    }
  bo_job_unref (job);
}

static void
give (Home *home, BoStore *store, BoSyncResponse *response, GPtrArray *items)
{
  g_autoptr(GBytes) body = NULL;
  size_t length;
  char *text;

  response->server_time = bo_time_format (home->context.now_us);
  text = bo_sync_response_encode (response, &length);
  body = g_bytes_new_take (text, length);
  run_job (home, store, _bo_job_page (body, NULL, items));
}

static BoEdit *
edit_of (const char *id, const char *path, const char *value)
{
  BoEdit *edit = bo_edit_new (id, BO_EDIT_CHANGE);

  g_ptr_array_add (edit->changes, bo_json_change_new (path, NULL, value));
  return edit;
}

static void *
edit (Home *home, BoStore *store, const char *path, const char *value)
{
  g_autoptr(BoEdit) edit = edit_of (LAMP, path, value);
  g_autoptr(GError) error = NULL;
  BoStep step = { .edit = edit };

  bo_rules_edit (BO_SYNC_STORE (store), &home->context, &step, 1, &error);
  g_assert_no_error (error);
  return BO_STORES_DONE;
}

static void *
edit_func (BoStore *store, void *data, GError **error)
{
  return edit (data, store, "/content/a", "2");
}

static void *
edit_again_func (BoStore *store, void *data, GError **error)
{
  return edit (data, store, "/content/a", "3");
}

static void *
edit_other_func (BoStore *store, void *data, GError **error)
{
  return edit (data, store, "/content/b", "9");
}

static void *
edit_many_func (BoStore *store, void *data, GError **error)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edit_free);
  g_autofree BoStep *steps = g_new0 (BoStep, MANY);
  Home *home = data;

  for (int i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("lamp-%d", i);

      g_ptr_array_add (edits, steps[i].edit = edit_of (id, "/content/a", "2"));
      steps[i].edit->expires_us = home->context.now_us + PATIENCE;
    }
  return bo_rules_edit (BO_SYNC_STORE (store), &home->context, steps, MANY, error) ? BO_STORES_DONE : NULL;
}

static void *
expire_func (BoStore *store, void *data, GError **error)
{
  Home *home = data;

  home->context.now_us += PATIENCE;
  return bo_rules_expire (BO_SYNC_STORE (store), &home->context, error) == MANY ? BO_STORES_DONE : NULL;
}

static void *
send_func (BoStore *store, void *data, GError **error)
{
  run_job (data, store, _bo_job_compose (NULL, NULL, NULL, false));
  return BO_STORES_DONE;
}

static void *
acknowledge_func (BoStore *store, void *data, GError **error)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  Home *home = data;

  g_ptr_array_add (response->applied, g_strdup (LAMP));
  give (home, store, response, home->items);
  return BO_STORES_DONE;
}

static void
pull (Home *home, BoStore *store, int n, const char *version)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = n > 1 ? g_strdup_printf ("lamp-%d", i) : g_strdup (LAMP);
      g_autoptr(BoEntity) entity = bo_entity_new (id, version, "device", "Lamp", "{\"a\":1}", "manual", "bob", NULL);

      g_ptr_array_add (response->changes, bo_change_new (BO_CHANGE_UPDATE, entity));
    }
  give (home, store, response, NULL);
}

static void *
pull_func (BoStore *store, void *data, GError **error)
{
  pull (data, store, 1, V1);
  return BO_STORES_DONE;
}

static void *
pull_many_func (BoStore *store, void *data, GError **error)
{
  pull (data, store, MANY, V1);
  return BO_STORES_DONE;
}

/* The rows are written, and what is shown of them stays: the edits guard it. */
static void *
pull_beside_many_func (BoStore *store, void *data, GError **error)
{
  pull (data, store, MANY, V2);
  return BO_STORES_DONE;
}

static void
pull_one (Home *home, BoStore *store, BoEntity *entity)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();

  g_ptr_array_add (response->changes, bo_change_new (BO_CHANGE_UPDATE, entity));
  give (home, store, response, NULL);
}

static void *
pull_theirs_func (BoStore *store, void *data, GError **error)
{
  const char *parents[] = { V1, NULL };
  g_autoptr(BoEntity) theirs = bo_entity_new (LAMP, V2, "device", "Lamp", "{\"a\":7}", "manual", "bob", parents);

  pull_one (data, store, theirs);
  return BO_STORES_DONE;
}

static void *
join_func (BoStore *store, void *data, GError **error)
{
  Home *home = data;

  return bo_rules_set_hub (BO_SYNC_STORE (store), &home->context, "http://hub", "alice", "Desk", "admin", error)
           ? BO_STORES_DONE : NULL;
}

static Home *
home_new (BoStoresFunc first_pull)
{
  static const BoFeedEvents events = { changed_cb, refreshed_cb, ended_cb };
  Home *home = g_new0 (Home, 1);
  g_autofree char *path = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  home->context = (BoContext) { NOW, 7, NULL };
  home->dir = g_dir_make_tmp ("bo-feed-XXXXXX", NULL);
  path = g_build_filename (home->dir, "home.db", NULL);
  bo_stores_open_async (path, false, NULL, got_result_cb, &result);
  done = wait_for (&result);
  home->stores = bo_stores_open_finish (done, NULL);
  home->model = bo_model_new ();
  home->feed = bo_feed_new (home->stores, home->model, false, &events, home);
  write_with (home, join_func);
  write_with (home, first_pull);
  g_assert_true (refresh (home));
  return home;
}

static void
home_free (Home *home)
{
  g_autoptr(GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;

  bo_feed_stop (home->feed);
  bo_stores_close_async (home->stores, got_result_cb, &result);
  done = wait_for (&result);
  bo_stores_close_finish (home->stores, done);
  bo_feed_unref (home->feed);
  bo_stores_unref (home->stores);
  g_object_unref (home->model);
  g_clear_pointer (&home->rivals, g_hash_table_unref);
  g_clear_pointer (&home->items, g_ptr_array_unref);
  dir = g_dir_open (home->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (home->dir, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (home->dir), ==, 0);
  g_free (home->dir);
  g_free (home);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Home, home_free)

static void
assert_told (int entities, int standings)
{
  g_assert_cmpint (n_entities, ==, entities);
  g_assert_cmpint (n_standings, ==, standings);
}

static void
assert_stands (Home *home, BoSyncStatus status, const char *value)
{
  BoThing *thing = bo_model_lookup (home->model, LAMP);
  g_autofree char *found = NULL;

  g_assert_nonnull (thing);
  g_assert_cmpint (bo_thing_get_status (thing), ==, status);
  found = bo_json_dup (bo_json_at (bo_json_wrap (bo_thing_get_entity (thing)->content), "/a"));
  g_assert_cmpstr (found, ==, value);
}

/* What is in it is told with the edit, and no more until it is at rest. */
static void
test_three_times (void)
{
  g_autoptr(Home) home = home_new (pull_func);

  assert_told (1, 0);
  write_with (home, edit_func);
  g_assert_true (refresh (home));
  assert_told (1, 0);
  assert_stands (home, BO_STATUS_PENDING, "2");

  write_with (home, send_func);
  g_assert_true (refresh (home));
  assert_told (0, 1);
  assert_stands (home, BO_STATUS_SENDING, "2");

  write_with (home, acknowledge_func);
  g_assert_true (refresh (home));
  assert_told (0, 1);
  assert_stands (home, BO_STATUS_SYNCED, "2");
}

/* Another edit is another version, told whole; so is what is left when the first one's part is acknowledged. */
static void
test_edited_again (void)
{
  g_autoptr(Home) home = home_new (pull_func);

  write_with (home, edit_func);
  g_assert_true (refresh (home));
  write_with (home, edit_again_func);
  g_assert_true (refresh (home));
  assert_told (1, 0);
  assert_stands (home, BO_STATUS_PENDING, "3");

  write_with (home, send_func);
  write_with (home, edit_other_func);
  g_assert_true (refresh (home));
  assert_told (1, 0);
  write_with (home, acknowledge_func);
  g_assert_true (refresh (home));
  assert_told (1, 0);
  assert_stands (home, BO_STATUS_PENDING, "3");
}

static void *
decide_func (BoStore *store, void *data, GError **error)
{
  Home *home = data;
  g_autoptr(GPtrArray) conflicts = bo_sync_store_list_conflicts (BO_SYNC_STORE (store), true, error);
  BoConflict *conflict = g_ptr_array_index (conflicts, 0);

  return bo_rules_resolve (BO_SYNC_STORE (store), &home->context, conflict->id, NULL, "kept", error) ? BO_STORES_DONE : NULL;
}

/* @user: (nullable): nothing that came is in conflict */
static void
assert_rival (Home *home, const char *user)
{
  const BoRival *rival = home->rivals != NULL ? g_hash_table_lookup (home->rivals, LAMP) : NULL;

  g_assert_cmpstr (rival != NULL ? rival->user : NULL, ==, user);
}

/* What is to be reviewed isn't at rest, though nothing of it waits any more: then that is told, and who it was. */
static void
test_to_review (void)
{
  g_autoptr(Home) home = home_new (pull_func);

  write_with (home, edit_func);
  write_with (home, pull_theirs_func);
  write_with (home, send_func);
  g_assert_true (refresh (home));
  assert_told (1, 0);
  write_with (home, acknowledge_func);
  g_assert_true (refresh (home));
  assert_told (1, 0);
  assert_stands (home, BO_STATUS_CONFLICT, "2");
  assert_rival (home, "bob");

  write_with (home, decide_func);
  g_assert_true (refresh (home));
  assert_stands (home, BO_STATUS_SYNCED, "2");
  assert_rival (home, NULL);
}

/* What was read and never handed over has been told to nobody. */
static void
test_failed_read (void)
{
  g_autoptr(Home) home = home_new (pull_func);

  write_with (home, edit_func);
  edges_fail = true;
  g_assert_false (refresh (home));
  edges_fail = false;
  assert_stands (home, BO_STATUS_SYNCED, "1");

  write_with (home, send_func);
  g_assert_true (refresh (home));
  assert_told (1, 0);
  assert_stands (home, BO_STATUS_SENDING, "2");
}

/* It remembers so many, and the rest is told whole each time; what came to rest makes room. */
static void
test_many (void)
{
  g_autoptr(Home) home = home_new (pull_many_func);

  assert_told (MANY, 0);
  write_with (home, edit_many_func);
  g_assert_true (refresh (home));
  assert_told (MANY, 0);
  write_with (home, expire_func);
  g_assert_true (refresh (home));
  assert_told (MANY, 0);

  write_with (home, edit_many_func);
  g_assert_true (refresh (home));
  assert_told (MANY, 0);
  write_with (home, pull_beside_many_func);
  g_assert_true (refresh (home));
  assert_told (MANY - REMEMBERED, REMEMBERED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);

  g_test_add_func ("/feed/three-times", test_three_times);
  g_test_add_func ("/feed/edited-again", test_edited_again);
  g_test_add_func ("/feed/to-review", test_to_review);
  g_test_add_func ("/feed/failed-read", test_failed_read);
  g_test_add_func ("/feed/many", test_many);
  return g_test_run ();
}
