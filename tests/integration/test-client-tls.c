/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-client-private.h"
#include "bo-hub-certificate.h"
#include "bo-http-private.h"
#include "client-support.h"

#include <glib/gstdio.h>

/* Whom a client believes (FAULTS §§1, 5): a real hub, real TLS, certificates of every kind. */

static House *
house_with_tls (void)
{
  House *house = house_new ();

  house_stop_hub (house);
  house->tls = true;
  house_start_hub (house);
  return house;
}

/* From the next start of the hub on. */
static void
give_certificate (House      *house,
                  const char *name,
                  int64_t     until_us)
{
  const char *const names[] = { name, NULL };
  BoHubCertificateOptions options = { .names = names, .until_us = until_us };
  g_autofree char *pem = bo_hub_certificate_make (&options, NULL);

  g_free (house->tls_cert);
  house->tls_cert = house_path (house, "given.pem");
  g_assert_true (g_file_set_contents (house->tls_cert, pem, -1, NULL));
  house_stop_hub (house);
  house_start_hub (house);
}

static void
connect_pinned (BoClient    *client,
                House       *house,
                const char  *pin,
                GError     **error)
{
  g_autofree char *url = house_url (house);
  BoCredentials credentials = { .password = PASSWORD, .user_id = "alice", .pin = pin, .allow_file = true };

  client_connect_as (client, url, &credentials, error);
}

/* Refused, and shown; then with what was shown it works, for good. */
static void
test_first_use (void)
{
  g_autoptr(House) house = house_with_tls ();
  g_autofree char *url = house_url (house);
  g_autofree char *home = NULL;
  g_autofree char *presented = NULL;
  g_autoptr(GError) error = NULL;
  BoClient *client = house_client (house, "a", BO_OPEN_DEFAULT);

  client_connect (client, url, PASSWORD, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_CERTIFICATE_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (bo_client_get_server_url (client));
  g_assert_cmpstr (bo_client_get_presented_fingerprint (client), ==, bo_hub_get_fingerprint (house->hub));

  presented = g_strdup (bo_client_get_presented_fingerprint (client));
  connect_pinned (client, house, presented, &error);
  g_assert_no_error (error);
  g_assert_null (bo_client_get_presented_fingerprint (client));
  home = make_home (client, "Home");
  client_sync_well (client);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_DEFAULT);
  client_sync_well (client);
  wait_until (client->channel != NULL);
  client_close (client);
}

/* Nothing goes to whoever shows another certificate; what was edited waits until a person decides. */
static void
test_changed (void)
{
  g_autoptr(House) house = house_with_tls ();
  g_autofree char *dir = house_path (house, "hub");
  g_autofree char *home = NULL;
  g_autofree char *room = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  BoClient *client = house_client (house, "a", BO_OPEN_DEFAULT);

  connect_pinned (client, house, bo_hub_get_fingerprint (house->hub), &error);
  g_assert_no_error (error);
  home = make_home (client, "Home");
  client_sync_well (client);

  house_stop_hub (house);
  g_assert_true (bo_hub_certificate_renew (dir, &error));
  house_start_hub (house);
  room = make_room (client, home, "Kitchen");
  report = client_sync (client, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_CERTIFICATE_CHANGED);
  g_clear_error (&error);
  g_assert_false (report->success);
  wait_until (bo_client_get_phase (client) == BO_PHASE_STOPPED);
  g_assert_nonnull (bo_client_get_detail (client));
  g_assert_cmpint (bo_client_get_pending_count (client), >, 0);
  g_assert_cmpstr (name_of (client, room), ==, "Kitchen");
  g_assert_cmpstr (bo_client_get_presented_fingerprint (client), ==, bo_hub_get_fingerprint (house->hub));

  /* Asking again is no way on, nor is what anybody types. */
  g_clear_pointer (&report, bo_sync_report_free);
  report = client_sync (client, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_CERTIFICATE_CHANGED);
  g_clear_error (&error);
  g_assert_false (bo_client_trust (client, "yes", &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);

  g_assert_true (bo_client_trust (client, bo_client_get_presented_fingerprint (client), &error));
  wait_until (bo_client_get_phase (client) == BO_PHASE_UP_TO_DATE && bo_client_get_pending_count (client) == 0);
  client_close (client);
}

/* The pin is the identity: names and dates don't matter where it is right. */
static void
test_pin_is_enough (gconstpointer data)
{
  g_autoptr(House) house = house_with_tls ();
  g_autoptr(GError) error = NULL;
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);

  if (data != NULL)
    give_certificate (house, "127.0.0.1", bo_clock_now () - G_TIME_SPAN_DAY);
  else
    give_certificate (house, "elsewhere.example", 0);
  connect_pinned (client, house, NULL, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_CERTIFICATE_UNKNOWN);
  g_clear_error (&error);
  connect_pinned (client, house, bo_hub_get_fingerprint (house->hub), &error);
  g_assert_no_error (error);
  client_sync_well (client);
  client_close (client);
}

/* What the address or the invitation says about the hub needs no question. */
static void
test_pairing (void)
{
  g_autoptr(House) house = house_with_tls ();
  g_autofree char *pairing = bo_hub_get_pairing (house->hub);
  g_autofree char *url = house_url (house);
  g_autoptr(GError) error = NULL;
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);

  client_connect (client, pairing, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bo_client_get_server_url (client), ==, url);
  client_sync_well (client);
  client_close (client);
}

static void
assert_invitation (House      *house,
                   const char *fingerprint,
                   int         code)
{
  g_autofree char *text = g_strdup_printf ("{\"version\":\"1.0\",\"token\":\"none\",\"fingerprint\":\"%s\"}", fingerprint);
  g_autofree char *url = house_url (house);
  g_autoptr(GError) error = NULL;
  BoCredentials credentials = { .guest = text, .allow_file = true };
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);

  client_connect_as (client, url, &credentials, &error);
  g_assert_error (error, BO_ERROR, code);
  client_close (client);
}

/* One with the right certificate comes as far as the token; one with another no further than that. */
static void
test_invitation (void)
{
  g_autoptr(House) house = house_with_tls ();
  g_autofree char *other = g_strnfill (BO_FINGERPRINT_LENGTH, '0');

  assert_invitation (house, bo_hub_get_fingerprint (house->hub), BO_ERROR_AUTHENTICATION);
  assert_invitation (house, other, BO_ERROR_CERTIFICATE_CHANGED);
}

static int
probe (BoHttp *http)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bo_http_probe_async (http, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_http_probe_finish (http, result, &error) ? -1 : error->code;
}

/* Whom the system trusts needs no pin; where there is one it counts, and the system doesn't. */
static void
test_system_trust (void)
{
  g_autoptr(House) house = house_with_tls ();
  g_autofree char *path = house_path (house, "hub/tls.pem");
  g_autofree char *url = house_url (house);
  g_autofree char *other = g_strnfill (BO_FINGERPRINT_LENGTH, '0');
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (path, NULL);
  g_autoptr(BoHttp) http = bo_http_new (url, NULL);

  g_assert_cmpint (probe (http), ==, BO_ERROR_CERTIFICATE_UNKNOWN);
  _bo_http_set_database (http, database);
  g_assert_cmpint (probe (http), ==, -1);
  bo_http_set_pin (http, other);
  g_assert_cmpint (probe (http), ==, BO_ERROR_CERTIFICATE_CHANGED);
  bo_http_set_pin (http, bo_hub_get_fingerprint (house->hub));
  g_assert_cmpint (probe (http), ==, -1);
  bo_http_set_pin (http, NULL);
  g_assert_cmpint (probe (http), ==, -1);
}

/* For names that authorities certify nobody is asked to judge. */
static void
test_local_names (void)
{
  const char *const local[] = { "localhost", "127.0.0.1", "192.168.1.20", "2001:db8::7", "hub", "hub.local", "nas.lan" };
  const char *const public[] = { "example.org", "hub.example.org", "local.example.com" };

  for (size_t i = 0; i < G_N_ELEMENTS (local); i++)
    g_assert_true (_bo_http_host_is_local (local[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (public); i++)
    g_assert_false (_bo_http_host_is_local (public[i]));
}

/* Another machine is spoken to without encryption only by somebody who said so. */
static void
test_plain (void)
{
  g_autoptr(House) house = house_new ();
  g_autoptr(GError) error = NULL;
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);

  g_assert_false (bo_client_address_is_plain ("127.0.0.1:8101"));
  g_assert_false (bo_client_address_is_plain ("http://localhost:8101"));
  g_assert_false (bo_client_address_is_plain ("hub.local:8101"));
  g_assert_false (bo_client_address_is_plain ("https://hub.local:8101"));
  g_assert_true (bo_client_address_is_plain ("http://hub.local:8101"));
  client_connect (client, "http://192.0.2.1:8101", PASSWORD, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_PERMISSION);
  client_close (client);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/tls/first-use", test_first_use);
  g_test_add_func ("/tls/changed", test_changed);
  g_test_add_data_func ("/tls/wrong-host", NULL, test_pin_is_enough);
  g_test_add_data_func ("/tls/expired", "expired", test_pin_is_enough);
  g_test_add_func ("/tls/pairing", test_pairing);
  g_test_add_func ("/tls/invitation", test_invitation);
  g_test_add_func ("/tls/system-trust", test_system_trust);
  g_test_add_func ("/tls/local-names", test_local_names);
  g_test_add_func ("/tls/plain", test_plain);
  return g_test_run ();
}
