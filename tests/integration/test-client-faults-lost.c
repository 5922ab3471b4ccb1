/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

#include <string.h>

#include "hub-rows.h"

/* A hub that holds something else than it did and doesn't say so: neither its epoch nor its cursor gives it away, the
   digest alone does (PROTOCOL §3.5; FAULTS §3, row "DB restored from old copy"). */

#define WALK "\"cursor\":\"0\""

static bool
walked (Scene *scene)
{
  g_autofree char *request = bo_fault_proxy_get_request (scene->proxy, SYNC, WALK);

  return request != NULL;
}

static int
digest_match (Scene *scene)
{
  return bo_client_get_status (scene->laptop)->digest_match;
}

/* What the laptop finds different it walks once, offers again what is lost, and has the same as the hub then. */
static void
assert_heals (Scene *scene)
{
  bo_fault_proxy_forget (scene->proxy);
  client_sync_well (scene->laptop);
  g_assert_true (walked (scene));
  scene_assert_kept (scene);
  client_sync_well (scene->laptop);
  g_assert_cmpint (bo_client_get_phase (scene->laptop), ==, BO_PHASE_UP_TO_DATE);
  g_assert_cmpint (digest_match (scene), ==, 1);

  /* And there it ends. */
  bo_fault_proxy_forget (scene->proxy);
  client_sync_well (scene->laptop);
  g_assert_false (walked (scene));
  g_assert_cmpint (digest_match (scene), ==, 1);
}

/* One thing is gone altogether, another is back at the version before. The last row is there. */
static void
test_rows (void)
{
  g_autoptr(Scene) scene = scene_new ();

  scene_assert_converges (scene, 0);
  rename_thing (scene->laptop, scene->hall, "Entrance");
  client_sync_well (scene->laptop);
  client_sync_well (scene->peer);

  house_stop_hub (scene->house);
  change_hub (scene->house, "DELETE FROM version WHERE id = ?1", scene->home, NULL);
  change_hub (scene->house, "DELETE FROM version WHERE id = ?1 AND current = 1", scene->lamp, NULL);
  change_hub (scene->house, "UPDATE version SET current = 1 WHERE id = ?1", scene->lamp, NULL);
  house_start_hub (scene->house);
  g_assert_cmpint (scene_count_versions (scene, scene->home), ==, 0);

  assert_heals (scene);
  /* The version that was lost, and the offer made from it. */
  g_assert_cmpint (scene_count_versions (scene, scene->home), ==, 2);
  g_assert_cmpint (scene_count_versions (scene, scene->lamp), ==, 3);
  wait_until (g_strcmp0 (name_of (scene->laptop, scene->home), "Home") == 0);
  scene_assert_converges (scene, 3); /* two offers, and the hall's other name */
  wait_until (g_strcmp0 (name_of (scene->peer, scene->home), "Home") == 0);
}

static void
copy_hub (Scene      *scene,
          const char *from,
          const char *to)
{
  g_autofree char *source = house_path (scene->house, from);
  g_autofree char *target = house_path (scene->house, to);
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  size_t length = 0;

  g_file_get_contents (source, &data, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (target, data, (gssize) length, &error);
  g_assert_no_error (error);
}

/* Somebody put an older copy of its file back, and others wrote to that: it has more rows than the laptop saw. */
static void
test_older_copy (void)
{
  g_autoptr(Scene) scene = scene_new ();
  BoClient *tablet;
  g_autofree char *another = NULL;

  scene_assert_converges (scene, 0);
  house_stop_hub (scene->house);
  copy_hub (scene, "hub/hub.db", "older.db");
  house_start_hub (scene->house);
  rename_thing (scene->laptop, scene->hall, "Entrance");
  another = make_lamp (scene->laptop, scene->hall, "Another lamp");
  client_sync_well (scene->laptop);

  house_stop_hub (scene->house);
  copy_hub (scene, "older.db", "hub/hub.db");
  house_start_hub (scene->house);
  tablet = house_connected (scene->house, "tablet", BO_OPEN_NO_SYNC);
  client_sync_well (tablet);
  make_many (tablet, 12);
  client_sync_well (tablet);
  g_assert_cmpint (scene_count_versions (scene, another), ==, 0);
  g_assert_cmpint (scene_count_versions (scene, scene->hall), ==, 1);

  assert_heals (scene);
  g_assert_cmpint (scene_count_versions (scene, another), ==, 2);
  g_assert_cmpint (scene_count_versions (scene, scene->hall), ==, 3);
  scene_assert_converges (scene, 2);
  client_sync_well (tablet);
  assert_alike (scene->laptop, tablet);
  wait_until (g_strcmp0 (name_of (tablet, scene->hall), "Entrance") == 0);
  wait_until (name_of (tablet, another) != NULL && scene_is_in (tablet, another, scene->hall));
  client_close (tablet);
}

static bool
is_noted (Scene *scene)
{
  GListModel *lines = bo_client_list_activity (scene->laptop);

  for (unsigned int i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(BoActivityItem) line = g_list_model_get_item (lines, i);

      if (bo_activity_item_get_kind (line) == BO_ACTIVITY_DIVERGED)
        return true;
    }
  return false;
}

static void
assert_diverged (Scene *scene)
{
  g_autofree char *sentence = NULL;

  wait_until (bo_client_get_phase (scene->laptop) == BO_PHASE_DIVERGED);
  g_assert_cmpint (digest_match (scene), ==, 0);
  sentence = bo_client_get_sentence (scene->laptop, NULL);
  g_assert_cmpstr (sentence, ==, "Sync problem");
  wait_until (is_noted (scene));
}

/* A row that the hub counts and never lists: no walk can bring it. It is said, and not walked again and again. */
static void
test_stays_different (void)
{
  g_autoptr(Scene) scene = scene_new ();

  scene_assert_converges (scene, 0);
  house_stop_hub (scene->house);
  change_hub (scene->house,
              "INSERT INTO version SELECT -1, ?2, version, entity_type, name, content, source_type, user_id,"
              " parent_versions, device_name, current, clock_us, created_us, updated_us, deleted FROM version"
              " WHERE id = ?1", scene->home, "ghost");
  house_start_hub (scene->house);

  bo_fault_proxy_forget (scene->proxy);
  client_sync_well (scene->laptop);
  g_assert_true (walked (scene));
  assert_diverged (scene);
  scene_assert_kept (scene);

  bo_fault_proxy_forget (scene->proxy);
  client_sync_well (scene->laptop);
  g_assert_false (walked (scene));
  assert_diverged (scene);
  scene_reopen (scene, BO_OPEN_NO_SYNC);
  assert_diverged (scene);
  scene_reopen (scene, BO_OPEN_DEFAULT);
  wait_until (bo_client_get_detail (scene->laptop) != NULL);
  assert_diverged (scene);
  g_assert_nonnull (strstr (bo_client_get_detail (scene->laptop), "do not hold the same home"));
  scene_assert_kept (scene);

  scene_reopen (scene, BO_OPEN_NO_SYNC);
  house_stop_hub (scene->house);
  change_hub (scene->house, "DELETE FROM version WHERE id = ?1", "ghost", NULL);
  house_start_hub (scene->house);
  scene_assert_converges (scene, 0);
  g_assert_cmpint (digest_match (scene), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/faults/lost/rows", test_rows);
  g_test_add_func ("/faults/lost/older-copy", test_older_copy);
  g_test_add_func ("/faults/lost/stays-different", test_stays_different);
  return g_test_run ();
}
