/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-support.h"

#include <string.h>

/* Whoever can't prove to be the hub gets nothing (FAULTS §1, row "TLS: expired, wrong host, unknown CA, pin changed"):
   it stops, says why, and never goes on by itself; edits are kept. The proxy shows the certificates. */

/* --- rows of the table --- */

static GTlsCertificate *right;
static char *right_pin;

static void
keep_right (Scene *scene)
{
  right = scene_get_certificate (scene);
  right_pin = g_strdup (bo_http_get_pin (bo_driver_get_http (scene->laptop->driver)));
}

static void
restore_right (Scene *scene)
{
  bo_http_set_pin (bo_driver_get_http (scene->laptop->driver), right_pin);
  bo_fault_proxy_set_certificate (scene->proxy, right);
  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_OPEN);
  g_clear_object (&right);
  g_clear_pointer (&right_pin, g_free);
}

/* Somebody is in between for a while. */
static void
show_another (Scene *scene)
{
  keep_right (scene);
  scene_show_certificate (scene, "127.0.0.1", 0);
  g_assert_cmpstr (scene->shown, !=, right_pin);
}

/* A pin given up, and nobody who vouches for what is shown. */
static void
show_unvouched (Scene      *scene,
                const char *name,
                int64_t     until_us)
{
  keep_right (scene);
  bo_http_set_pin (bo_driver_get_http (scene->laptop->driver), NULL);
  scene_show_certificate (scene, name, until_us);
}

static void
show_expired (Scene *scene)
{
  show_unvouched (scene, "127.0.0.1", bo_clock_now () - G_TIME_SPAN_DAY);
}

static void
show_for_another_host (Scene *scene)
{
  show_unvouched (scene, "elsewhere.example", 0);
}

static void
show_of_nobody (Scene *scene)
{
  show_unvouched (scene, "127.0.0.1", 0);
}

/* No handshake at all. */
static void
show_none (Scene *scene)
{
  keep_right (scene);
  bo_fault_proxy_set_certificate (scene->proxy, NULL);
}

#define SHOWN(func) .scene = scene_new_with_tls, .begin = func, .mend = restore_right, .silent = true

static const FaultRow rows[] = {
  { "tls/pin-back", NULL, BO_ERROR_CERTIFICATE_CHANGED, BO_PHASE_STOPPED, "Somebody may be in between",
    SHOWN (show_another) },
  { "tls/expired", NULL, BO_ERROR_CERTIFICATE_UNKNOWN, BO_PHASE_STOPPED, "Nothing was sent", SHOWN (show_expired) },
  { "tls/wrong-host", NULL, BO_ERROR_CERTIFICATE_UNKNOWN, BO_PHASE_STOPPED, "Nothing was sent",
    SHOWN (show_for_another_host) },
  { "tls/unknown-authority", NULL, BO_ERROR_CERTIFICATE_UNKNOWN, BO_PHASE_STOPPED, "Nothing was sent",
    SHOWN (show_of_nobody) },
  { "tls/plain-answer", "close", BO_ERROR_HANDSHAKE, BO_PHASE_OFFLINE, "did not agree to an encrypted connection",
    SHOWN (show_none) },
};

/* --- what takes steps of its own --- */

static bool
is_stopped (Scene *scene)
{
  return bo_client_get_phase (scene->laptop) == BO_PHASE_STOPPED;
}

/* A cycle ends before a byte of it is sent, however often it is tried. */
static void
assert_stops (Scene      *scene,
              int         code,
              const char *says)
{
  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_OPEN);
  bo_fault_proxy_forget (scene->proxy);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(BoSyncReport) report = scene_sync (scene, &error);

      g_assert_error (error, BO_ERROR, code);
      wait_until (is_stopped (scene));
      g_assert_cmpint (bo_client_get_status (scene->laptop)->next_attempt_us, ==, 0);
      if (strstr (bo_client_get_detail (scene->laptop), says) == NULL)
        g_error ("The sentence is “%s”, without “%s”", bo_client_get_detail (scene->laptop), says);
    }
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, NULL), ==, 0);
  scene_assert_waiting (scene);
  scene_assert_kept (scene);
}

/* Nothing but a person's word makes it go on: not time, not another network, not a start of the program. */
static void
test_pin_changed (void)
{
  g_autoptr(Scene) scene = scene_new_with_tls ();
  g_autoptr(GError) error = NULL;

  scene_show_certificate (scene, "127.0.0.1", 0);
  assert_stops (scene, BO_ERROR_CERTIFICATE_CHANGED, "what you changed is kept here");
  scene_reopen (scene, BO_OPEN_DEFAULT);
  wait_until (bo_client_get_presented_fingerprint (scene->laptop) != NULL && is_stopped (scene));
  bo_driver_tell_available (scene->laptop->driver, BO_EVENT_NETWORK_CHANGED, true);
  wait_until (!bo_driver_is_busy (scene->laptop->driver));
  g_assert_cmpuint (bo_fault_proxy_count (scene->proxy, NULL), ==, 0);
  scene_assert_waiting (scene);

  g_assert_cmpstr (bo_client_get_presented_fingerprint (scene->laptop), ==, scene->shown);
  g_assert_true (bo_client_trust (scene->laptop, scene->shown, &error));
  g_assert_no_error (error);
  scene_assert_converges (scene, 0);
}

/* A trouble of another kind in between doesn't make it trust anybody. */
static void
test_pin_outlives_trouble (void)
{
  g_autoptr(Scene) scene = scene_new_with_tls ();
  g_autoptr(GTlsCertificate) old = scene_get_certificate (scene);
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  BoHttp *http = bo_driver_get_http (scene->laptop->driver);
  g_autofree char *path = house_path (scene->house, "shown.pem");
  g_autofree char *pem = NULL;

  scene_script (scene, "answer status=404");
  report = scene_sync (scene, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_WRONG_SERVER);
  scene_script (scene, NULL);

  /* The next one is vouched for by the system: that isn't what was agreed. */
  scene_show_certificate (scene, "127.0.0.1", 0);
  {
    g_autoptr(GTlsCertificate) shown = scene_get_certificate (scene);

    g_object_get (shown, "certificate-pem", &pem, NULL);
  }
  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  database = g_tls_file_database_new (path, NULL);
  _bo_http_set_database (http, database);
  assert_stops (scene, BO_ERROR_CERTIFICATE_CHANGED, "Nothing was sent");
  bo_fault_proxy_set_certificate (scene->proxy, old);
  bo_fault_proxy_set_port (scene->proxy, BO_FAULT_PORT_OPEN);
  scene_assert_converges (scene, 0);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/faults/tls/pin-changed", test_pin_changed);
  g_test_add_func ("/faults/tls/pin-outlives-trouble", test_pin_outlives_trouble);
  fault_rows_add (rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
