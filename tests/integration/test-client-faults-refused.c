/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

#include <string.h>

/* A push that the hub refuses: the change at fault is found, kept and shown; the rest goes through (FAULTS §1, rows
   "400 / 422 / 500 on push", "413"). One at which the hub is silent holds up nothing either. */

#define NOTES 24

typedef struct
{
  const char *name;
  const char *answer;   /* for what holds the new lamp */
  const char *reason;
} Refusal;

static const Refusal refusals[] = {
  { "500", "status=500 header='Content-Type: text/plain' body='Internal Server Error'", "status 500" },
  { "400", "status=400 body='{\"detail\":\"I have no room for it\"}'", "I have no room for it" },
  { "422/no-loc", "status=422 body='{\"detail\":[{\"type\":\"value_error\",\"msg\":\"No\"}]}'", "No" },
  { "422/senseless-loc", "status=422 body='{\"detail\":[{\"loc\":[\"body\",\"changes\",9999],\"msg\":\"No\"}]}'", "No" },
  { "413/alone", "status=413 body='{\"detail\":\"At most 100 bytes\"}'", "At most 100 bytes" },
};

static const char *const silences[] = { "drop", "answer status=502", "answer status=507", "answer status=404" };

static BoPendingItem *
find_pending (Scene      *scene,
              const char *id)
{
  GListModel *pending = bo_client_list_pending (scene->laptop);

  for (unsigned int i = 0; i < g_list_model_get_n_items (pending); i++)
    {
      g_autoptr(BoPendingItem) item = g_list_model_get_item (pending, i);

      if (g_str_equal (bo_pending_item_get_id (item), id))
        return item; /* the list holds it */
    }
  return NULL;
}

static void
finish_edit (Scene         *scene,
             GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;

  wait_until (*result != NULL);
  g_free (bo_client_edit_finish (scene->laptop, *result, &error));
  g_assert_no_error (error);
  g_clear_object (result);
}

/* @id is set apart, with the hub's word; all else is at the hub. */
static void
assert_set_apart (Scene      *scene,
                  const char *id,
                  const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = scene_sync (scene, &error);

  g_assert_no_error (error);
  g_assert_cmpint (report->quarantined, ==, 1);
  g_assert_cmpuint (report->errors->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (report->errors, 0), reason));
  wait_until (find_pending (scene, id) != NULL);
  wait_until (bo_pending_item_get_status (find_pending (scene, id)) == BO_STATUS_QUARANTINED);
  g_assert_nonnull (strstr (bo_pending_item_get_problem (find_pending (scene, id)), reason));
  g_assert_cmpint (scene_count_versions (scene, id), ==, 0);
  g_assert_cmpint (scene_count_versions (scene, scene->lamp), ==, 2);
  g_assert_cmpint (scene_count_versions (scene, scene->doomed), ==, 2);
  scene_assert_kept (scene);
}

static void
test_refusal (const void *data)
{
  const Refusal *refusal = data;
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *script = g_strdup_printf ("answer path=/api/v1/sync/ holds='\"id\":\"%s\"' %s", scene->fresh,
                                             refusal->answer);
  GAsyncResult *result = NULL;

  make_many (scene->laptop, NOTES);
  scene_script (scene, script);
  assert_set_apart (scene, scene->fresh, refusal->reason);
  /* The pull, the batch, its halves down to one, three times that one, a probe, the other halves, the rest. */
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, SYNC), <=, 2 + 5 + 3 + 1 + 5 + 2);

  /* Nothing more of it goes out by itself. */
  bo_fault_proxy_forget (scene->proxy);
  client_sync_well (scene->laptop);
  g_assert_cmpuint (bo_fault_proxy_get_struck (scene->proxy), ==, 0);

  scene_script (scene, NULL);
  bo_client_retry_async (scene->laptop, scene->fresh, NULL, got_result_cb, &result);
  finish_edit (scene, &result);
  scene_assert_converges (scene, 0);
}

/* The hub names the change itself: one goes straight to it. */
static void
test_named (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *id = bo_uuid_random ();
  GAsyncResult *result = NULL;

  make_many (scene->laptop, NOTES);
  bo_client_put_entity_async (scene->laptop, id, "spaceship", "Ship", "{}", NULL, got_result_cb, &result);
  finish_edit (scene, &result);
  assert_set_apart (scene, id, "entity_type");
  /* The pull, the batch, three times the one, a probe, the rest. */
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, SYNC), <=, 1 + 1 + 3 + 1 + 2);

  bo_client_discard_async (scene->laptop, id, NULL, got_result_cb, &result);
  finish_edit (scene, &result);
  scene_assert_converges (scene, 0);
}

/* Each is small enough, together they are not. */
static void
test_halved (void)
{
  g_autoptr(Scene) scene = scene_new ();

  make_many (scene->laptop, NOTES);
  scene_script (scene, "answer status=413 body='{\"detail\":\"At most 4000 bytes\"}' path=/api/v1/sync/ over=4000");
  for (int i = 0; i < 3 && bo_client_get_pending_count (scene->laptop) > 0; i++)
    client_sync_well (scene->laptop);
  g_assert_cmpuint (bo_fault_proxy_get_struck (scene->proxy), >, 0);
  g_assert_cmpint (bo_client_get_status (scene->laptop)->counts.quarantined, ==, 0);
  scene_assert_converges (scene, 0);
}

/* The hub stores it and then falls over its own answer: that is no refusal. Of an edge this shows only when a pull
   brings it. */
static void
test_stored_all_the_same (void)
{
  g_autoptr(Scene) scene = scene_new ();

  scene_script (scene, "answer status=500 forward=yes path=/api/v1/sync/ holds='\"changes\":[{'");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(BoSyncReport) report = scene_sync (scene, &error);

      g_assert_no_error (error);
      g_assert_nonnull (report);
    }
  scene_assert_kept (scene);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

/* Synchronises until no more than @left wait, and not for ever. Returns what the last cycle did, if it is known. */
static BoSyncReport *
sync_down_to (Scene *scene,
              int    left)
{
  BoSyncReport *report = NULL;

  for (int i = 0; i < 12 && (i == 0 || bo_client_get_pending_count (scene->laptop) > left); i++)
    {
      g_clear_pointer (&report, bo_sync_report_free);
      report = scene_sync (scene, NULL);
    }
  g_assert_cmpint (bo_client_get_pending_count (scene->laptop), ==, left);
  g_assert_cmpint (bo_client_get_status (scene->laptop)->counts.quarantined, ==, 0);
  scene_assert_kept (scene);
  return report;
}

/* The hub, or what stands before it, gives no answer to one change: everything else gets through without it. */
static void
test_silence (const void *data)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *script = g_strdup_printf ("%s path=/api/v1/sync/ holds='\"id\":\"%s\"'", (const char *) data,
                                             scene->fresh);
  g_autoptr(BoSyncReport) report = NULL;

  make_many (scene->laptop, NOTES);
  scene_script (scene, script);
  /* It, and the edge that puts it into its room. */
  report = sync_down_to (scene, 2);
  g_assert_cmpint (scene_count_versions (scene, scene->lamp), ==, 2);
  g_assert_cmpint (scene_count_versions (scene, scene->doomed), ==, 2);
  g_assert_true (report->success);
  g_assert_cmpuint (report->errors->len, ==, 1);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

/* The hub can be read and fails over whatever is sent to it: that is none of the changes' fault. */
static void
test_writes_nothing (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(BoSyncReport) report = NULL;
  int waiting;

  make_many (scene->laptop, NOTES);
  waiting = bo_client_get_pending_count (scene->laptop);
  scene_script (scene, "answer status=500 path=/api/v1/sync/ holds='\"changes\":[{'");
  report = sync_down_to (scene, waiting);
  g_assert_cmpint (bo_client_get_phase (scene->laptop), ==, BO_PHASE_OFFLINE);
  g_assert_nonnull (strstr (bo_client_get_status (scene->laptop)->detail, "keeps nothing"));
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  for (size_t i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/refused/", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (silences); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/silent/", silences[i], NULL);

      g_test_add_data_func (path, silences[i], test_silence);
    }
  g_test_add_func ("/faults/refused/writes-nothing", test_writes_nothing);
  g_test_add_func ("/faults/refused/named", test_named);
  g_test_add_func ("/faults/refused/halved", test_halved);
  g_test_add_func ("/faults/refused/stored-all-the-same", test_stored_all_the_same);
  return g_test_run ();
}
