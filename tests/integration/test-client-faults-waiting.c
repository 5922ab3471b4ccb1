/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

/* A hub that asks to wait, and a person who must sign in (FAULTS §1, rows "408/425/429/500/502/503/504", "401", "403"). */

#define ALL " path=/api/v1/sync/"
#define PUSHES " path=/api/v1/sync/ holds='\"changes\":[{'"
#define LATER(status, header) "answer status=" status " header='Retry-After: " header "'" ALL

static const FaultRow rows[] = {
  { "408", "answer status=408" ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "status 408. Trying again later", 1 },
  { "425", "answer status=425" ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "status 425", 1 },
  { "429", "answer status=429" ALL, BO_ERROR_THROTTLED, BO_PHASE_OFFLINE, "status 429", 1 },
  { "500/on-pull", "answer status=500 header='Content-Type: text/plain' body=Internal" ALL, BO_ERROR_OFFLINE,
    BO_PHASE_OFFLINE, "status 500", 1 },
  { "502", "answer status=502 header='Content-Type: text/html' body='<h1>Bad Gateway</h1>'" ALL, BO_ERROR_OFFLINE,
    BO_PHASE_OFFLINE, "status 502", 1 },
  { "503", "answer status=503" ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "status 503", 1 },
  { "504", "answer status=504" ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "status 504", 1 },
  { "503/on-push", "answer status=503" PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "status 503" },
  { "504/on-push/after-commit", "answer status=504 forward=yes" PUSHES, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE,
    "status 504" },
  { "retry-after/seconds", LATER ("503", "120"), BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, NULL, 1, .wait = 120 },
  { "retry-after/throttled", LATER ("429", " 900 "), BO_ERROR_THROTTLED, BO_PHASE_OFFLINE, NULL, 1, .wait = 900 },
  { "retry-after/far-date", LATER ("503", "Fri, 01 Jan 2100 00:00:00 GMT"), BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, NULL, 1,
    .wait = 3600 },
  { "retry-after/past-date", LATER ("503", "Sun, 06 Nov 1994 08:49:37 GMT"), BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, NULL, 1,
    .wait = 1 },
  { "retry-after/junk", LATER ("503", "soon"), BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, NULL, 1 },
  { "retry-after/negative", LATER ("503", "-5"), BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, NULL, 1 },
  { "retry-after/ten-years", LATER ("503", "315360000"), BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, NULL, 1, .wait = 3600 },
  { "retry-after/endless-digits", LATER ("503", "99999999999999999999999999"), BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, NULL,
    1, .wait = 3600 },
  { "401/once", "answer status=401 times=1" ALL, NO_ERROR },
  { "401/once/on-push", "answer status=401 times=1" PUSHES, NO_ERROR },
  { "401/for-ever", "answer status=401" ALL, BO_ERROR_AUTHENTICATION, BO_PHASE_SIGN_IN, "What you changed is kept", 2 },
  { "401/for-ever/on-push", "answer status=401" PUSHES, BO_ERROR_AUTHENTICATION, BO_PHASE_SIGN_IN, "sign in again" },
  { "401/refresh-too", "answer status=401 path=/api/v1/", BO_ERROR_AUTHENTICATION, BO_PHASE_SIGN_IN, "sign in again" },
  { "403/on-pull", "answer status=403" ALL, BO_ERROR_AUTHENTICATION, BO_PHASE_SIGN_IN, "sign in again", 2 },
};

static void
test_http_date (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (bo_clock_now () / G_USEC_PER_SEC);
  g_autoptr(GDateTime) then = g_date_time_add_seconds (now, 600);
  g_autofree char *date = g_date_time_format (then, "%a, %d %b %Y %H:%M:%S GMT");
  g_autofree char *script = g_strdup_printf (LATER ("503", "%s"), date);
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  int64_t next;

  scene_script (scene, script);
  report = scene_sync (scene, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
  wait_until (bo_client_get_phase (scene->laptop) == BO_PHASE_OFFLINE);
  next = bo_client_get_status (scene->laptop)->next_attempt_us / G_USEC_PER_SEC;
  g_assert_cmpint (next, >=, g_date_time_to_unix (then) - 2);
  g_assert_cmpint (next, <=, g_date_time_to_unix (then) + 2);
  scene_assert_waiting (scene);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

/* Each failure doubles the time at most, and a person who asks needn't wait. */
static void
test_backoff (void)
{
  g_autoptr(Scene) scene = scene_new ();

  scene_script (scene, "answer status=503 path=/api/v1/sync/");
  for (int i = 0; i < 6; i++)
    {
      g_autoptr(GError) error = NULL;
      int64_t began = bo_clock_now ();
      g_autoptr(BoSyncReport) report = scene_sync (scene, &error);
      int64_t next;

      g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
      wait_until (bo_client_get_phase (scene->laptop) == BO_PHASE_OFFLINE);
      next = bo_client_get_status (scene->laptop)->next_attempt_us;
      g_assert_cmpint (next, >, began);
      g_assert_cmpint (next, <=, bo_clock_now () + (INT64_C (1) << i) * G_USEC_PER_SEC);
    }
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, SYNC), ==, 6);
  scene_assert_waiting (scene);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

/* One asks for a new token, and no more than once. */
static void
test_one_refresh (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;

  scene_script (scene, "answer status=401 path=/api/v1/sync/");
  report = scene_sync (scene, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, "POST /api/v1/auth/refresh"), ==, 1);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

/* Pulling goes on, pushing doesn't, and what waits is counted. */
static void
test_forbidden (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;

  scene_script (scene, "answer status=403 body='{\"detail\":\"Guests may only read\"}'" PUSHES);
  report = scene_sync (scene, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bo_fault_proxy_get_struck (scene->proxy), ==, 1);
  wait_until (g_strcmp0 (name_of (scene->laptop, scene->study), "Library") == 0);
  g_assert_cmpint (report->pending, >=, 4);
  scene_assert_waiting (scene);
  scene_assert_kept (scene);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  fault_rows_add (rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/faults/retry-after/date", test_http_date);
  g_test_add_func ("/faults/backoff", test_backoff);
  g_test_add_func ("/faults/401/one-refresh", test_one_refresh);
  g_test_add_func ("/faults/403/on-push", test_forbidden);
  return g_test_run ();
}
