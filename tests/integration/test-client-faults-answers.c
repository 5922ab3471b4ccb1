/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

#include <string.h>

/* Answers that are no hub's, or no good (FAULTS §1, rows "captive portal", "301/302/307/308", "404 / 405 / wrong
   service", "400 / 422", "200 with error body, empty body", "gzip bomb, lying Content-Encoding", "proxy cache"). */

#define ALL " path=/api/v1/sync/"
#define PUSHES " path=/api/v1/sync/ holds='\"changes\":[{'"
#define HTML "header='Content-Type: text/html; charset=utf-8' body='<html><form>Room number:</form></html>'"
#define SLOW 300

static const FaultRow rows[] = {
  { "captive-portal/200", "answer " HTML, BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER, "Check the hub's address", 1,
    .wait = SLOW },
  { "captive-portal/of-a-push", "answer " HTML PUSHES, BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER, "is no hub",
    .wait = SLOW },
  { "captive-portal/302", "answer status=302 header='Location: http://portal.invalid/'" ALL, BO_ERROR_WRONG_SERVER,
    BO_PHASE_WRONG_SERVER, "(status 302) is no hub", 1, .wait = SLOW },
  { "301/elsewhere", "answer status=301 header='Location: https://portal.invalid/api/v1/sync/'" ALL,
    BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER, "(status 301) is no hub", 1, .wait = SLOW },
  { "301/upgrade", "answer status=301 header='Location: https://127.0.0.1:9443/api/v1/sync/'" ALL,
    BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER, "now reached at “https://127.0.0.1:9443”", 1, .wait = SLOW },
  { "307/upgrade-of-a-push", "answer status=307 header='Location: https://127.0.0.1/hub/api/v1/sync/'" PUSHES,
    BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER, "now reached at “https://127.0.0.1/hub”. Connect to", .wait = SLOW },
  { "308/same-scheme", "answer status=308 header='Location: http://127.0.0.1:9/api/v1/sync/'" ALL,
    BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER, "(status 308) is no hub", 1, .wait = SLOW },
  { "404", "answer status=404 body='{\"detail\":\"Not Found\"}'" ALL, BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER,
    "Check the hub's address", 1, .wait = SLOW },
  { "405", "answer status=405 header='Allow: GET'" ALL, BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER,
    "Check the hub's address", 1, .wait = SLOW },
  { "wrong-service", "answer body='{\"hello\":[\"world\"]}'" ALL, BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER,
    "no hub of the protocol", 1, .wait = SLOW },
  { "wrong-service/of-a-push", "answer body='{\"applied\":[]}'" PUSHES, BO_ERROR_WRONG_SERVER, BO_PHASE_WRONG_SERVER,
    "no hub of the protocol", .wait = SLOW },
  { "400/on-pull", "answer status=400 body='{\"detail\":\"Invalid cursor\"}'" ALL, BO_ERROR_WRONG_SERVER,
    BO_PHASE_WRONG_SERVER, "Invalid cursor", 2, .wait = SLOW },
  { "422/on-pull/once", "answer status=422 body='{\"detail\":[{\"msg\":\"no\"}]}' times=1" ALL, NO_ERROR },
  { "200-with-error-body", "answer body='{\"detail\":\"Internal error\"}'" ALL, BO_ERROR_WRONG_SERVER,
    BO_PHASE_WRONG_SERVER, "no hub of the protocol", 1, .wait = SLOW },
  { "empty-body", "answer" ALL, BO_ERROR_INVALID_DATA, BO_PHASE_OFFLINE, "will be asked again", 1 },
  { "empty-body/of-a-push", "answer forward=yes" PUSHES, BO_ERROR_INVALID_DATA, BO_PHASE_OFFLINE, "asked again" },
  { "half-a-document", "answer body='{\"protocol_version\":\"inbetweenies-v2\",'" ALL, BO_ERROR_INVALID_DATA,
    BO_PHASE_OFFLINE, "If this goes on", 1 },
  { "no-http", "answer status=99 header=Content-Length" ALL, BO_ERROR_OFFLINE, BO_PHASE_OFFLINE, "tried again", 1 },
  { "gzip-bomb", "bomb bytes=83886080" ALL, BO_ERROR_TOO_LARGE, BO_PHASE_OFFLINE, "more than this program takes", 1 },
  /* libsoup asks once more, and then takes what comes as it is. */
  { "lying-encoding/gzip", "alter header='Content-Encoding: gzip'" ALL, NO_ERROR },
  { "lying-encoding/of-a-push", "alter header='Content-Encoding: gzip'" PUSHES, NO_ERROR },
  { "lying-encoding/unknown", "alter header='Content-Encoding: zstd'" ALL, NO_ERROR },
  { "proxy-cache/with-age", "stale" ALL, BO_ERROR_INVALID_DATA, BO_PHASE_OFFLINE, "set the proxy not to keep", 1 },
  { "proxy-cache/with-age/of-a-push", "stale" PUSHES, BO_ERROR_INVALID_DATA, BO_PHASE_OFFLINE, "from its memory" },
};

/* What keeps to the rules keeps nothing of this. */
static void
test_no_store (void)
{
  g_autoptr(Scene) scene = scene_new ();
  g_autofree char *request = NULL;

  scene_assert_converges (scene, 0);
  request = bo_fault_proxy_get_request (scene->proxy, SYNC, NULL);
  g_assert_nonnull (request);
  g_assert_nonnull (strstr (request, "\r\nCache-Control: no-store\r\n"));
}

/* A cache that tells nobody how old its answers are: the hub's own counting gives it away. */
static void
test_ageless (void)
{
  g_autoptr(Scene) scene = scene_new ();

  scene_script (scene, "stale header=Age path=/api/v1/sync/");
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(BoSyncReport) report = scene_sync (scene, &error);

      g_assert_nonnull (report);
      g_assert_cmpint (report->pushed, ==, 0);
    }
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, SYNC), <, 10);
  scene_assert_waiting (scene);
  scene_assert_kept (scene);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
}

#define MINUTES G_TIME_SPAN_MINUTE

/* The hub's clock is minutes off: that is measured, either way, for a person to be told (/health/clock); and nothing is
   lost by the time that was taken from it. */
static void
test_clock (const void *data)
{
  int64_t off = GPOINTER_TO_INT (data) * MINUTES;
  g_autoptr(Scene) scene = scene_new ();
  int64_t before = bo_clock_now (), offset;
  g_autofree char *time = bo_time_format (before + off);
  g_autofree char *script = g_strdup_printf ("answer body='{\"protocol_version\":\"inbetweenies-v2\",\"sync_type\":\"delta\","
                                             "\"changes\":[],\"conflicts\":[],\"cursor\":null,\"server_time\":\"%s\","
                                             "\"applied\":[],\"applied_relationships\":[]}'" ALL, time);

  scene_script (scene, script);
  client_sync_well (scene->laptop);
  g_object_get (scene->laptop, "clock-offset", &offset, NULL);
  /* From when the answer came, which was between then and now. */
  g_assert_cmpint (offset, <=, off);
  g_assert_cmpint (offset, >=, off - (bo_clock_now () - before));
  scene_assert_waiting (scene);
  scene_assert_kept (scene);
  scene_script (scene, NULL);
  scene_assert_converges (scene, 0);
  g_object_get (scene->laptop, "clock-offset", &offset, NULL);
  g_assert_cmpint (ABS (offset), <, MINUTES);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  fault_rows_add (rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/faults/proxy-cache/no-store", test_no_store);
  g_test_add_func ("/faults/proxy-cache/ageless", test_ageless);
  g_test_add_data_func ("/faults/clock/ahead", GINT_TO_POINTER (3), test_clock);
  g_test_add_data_func ("/faults/clock/behind", GINT_TO_POINTER (-3), test_clock);
  return g_test_run ();
}
