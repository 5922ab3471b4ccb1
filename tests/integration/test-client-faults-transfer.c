/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

#include <string.h>

/* Requests and answers that arrive in part, twice, or not at all (FAULTS §1, rows "drop mid-request",
   "drop mid-response", "lost ack", "duplicate or late request", "late/duplicate response"). */

#define PUSHES "path=/api/v1/sync/ holds='\"changes\":[{'"
#define ALL "path=/api/v1/sync/"

static const FaultRow rows[] = {
  { "drop-mid-request/head-only", "drop " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-request/in-the-body", "drop bytes=700 " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-request/of-a-pull", "drop bytes=60 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/short-length", "cut bytes=200 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/no-body", "cut bytes=0 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/cut-chunk", "chunk bytes=200 " ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "drop-mid-response/of-a-push", "cut bytes=200 " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "lost-ack", "lose " PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again" },
  { "duplicate-request", "twice " ALL, NO_ERROR },
  { "duplicate-response", "echo " ALL, NO_ERROR },
};

/* A push that somebody in between delivers long after it was answered. */
static void
test_late_request (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *answer = NULL;
  int64_t versions;

  scene_assert_converges (scene, 0);
  rename_thing (scene->peer, scene->lamp, "Third name");
  client_sync_well (scene->peer);
  versions = scene_count_versions (scene, scene->lamp);
  g_assert_cmpint (bo_fault_proxy_replay (scene->proxy, SYNC, "\"Reading lamp\"", &answer), ==, 200);
  g_assert_nonnull (strstr (answer, "\"conflicts\":[]"));
  g_assert_nonnull (strstr (answer, scene->lamp));
  g_assert_cmpint (scene_count_versions (scene, scene->lamp), ==, versions);
  client_sync_well (scene->laptop);
  wait_until (g_strcmp0 (name_of (scene->laptop, scene->lamp), "Third name") == 0);
  assert_alike (scene->laptop, scene->peer);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  fault_rows_add (rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/faults/late-request", test_late_request);
  return g_test_run ();
}
