/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-client-private.h"
#include "bo-discovery.h"
#include "client-support.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Who signs in, how long that lasts, and what is left of it when the hub says no. */

#define DAY (24 * 60 * 60)

static char *
token_path (House      *house,
            const char *name)
{
  g_autofree char *folder = house_path (house, name);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *child;

  while ((child = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (child, "token-"))
      return g_build_filename (folder, child, NULL);
  g_assert_not_reached ();
}

static void
write_token (House      *house,
             const char *name,
             const char *token)
{
  g_autofree char *path = token_path (house, name);

  g_assert_true (g_file_set_contents (path, token, -1, NULL));
}

static void
assert_refused (BoClient *client)
{
  g_autoptr(GError) error = NULL;
  int64_t began = bo_clock_monotonic ();
  g_autoptr(BoSyncReport) report = client_sync (client, &error);

  g_assert_error (error, BO_ERROR, BO_ERROR_AUTHENTICATION);
  g_assert_cmpint (bo_clock_monotonic () - began, <, 5 * G_USEC_PER_SEC);
}

static void
test_account_name (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  BoCredentials credentials = { .password = PASSWORD, .allow_file = true };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bo_client_connect_async (client, url, &credentials, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_connect_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (bo_client_get_user_id (client), ==, g_get_user_name ());
  g_clear_object (&result);
  client_close (client);
}

/* What the next run, or another program, sees of it. */
static void
test_refused (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *url = house_url (house);
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GError) error = NULL;

  client_sync_well (client);
  client_close (client);
  write_token (house, "a", "e30.e30.e30");
  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  assert_refused (client);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_cmpint (bo_client_get_phase (client), ==, BO_PHASE_SIGN_IN);
  g_assert_nonnull (bo_client_get_status (client)->detail);
  client_connect (client, url, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bo_client_get_phase (client), ==, BO_PHASE_UP_TO_DATE);
  client_sync_well (client);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_cmpint (bo_client_get_phase (client), ==, BO_PHASE_UP_TO_DATE);
  client_close (client);
}

static void
test_nothing_kept (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *path = token_path (house, "a");

  client_close (client);
  g_assert_cmpint (g_unlink (path), ==, 0);
  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  assert_refused (client);
  client_close (client);
}

static void
test_when_to_renew (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *admin = house_token (house, "admin", 0);
  g_autofree char *guest = house_token (house, "guest", 0);
  int64_t in_us = _bo_client_token_renewal (admin) - bo_clock_now ();

  g_assert_cmpint (in_us, >, INT64_C (3) * DAY * G_USEC_PER_SEC);
  g_assert_cmpint (in_us, <, INT64_C (4) * DAY * G_USEC_PER_SEC);
  g_assert_cmpint (_bo_client_token_renewal (guest), ==, INT64_MAX);
  g_assert_cmpint (_bo_client_token_renewal ("no token"), ==, INT64_MAX);
  g_assert_cmpint (_bo_client_token_renewal ("a.b.c"), ==, INT64_MAX);
  g_assert_cmpint (_bo_client_token_renewal (".."), ==, INT64_MAX);
}

static bool
differs (const char *path,
         const char *old)
{
  g_autofree char *kept = NULL;

  return g_file_get_contents (path, &kept, NULL, NULL) && *kept != '\0' && !g_str_has_prefix (kept, old);
}

/* @flags: of a command, or of a window. */
static void
test_renewed (const void *data)
{
  BoOpenFlags flags = GPOINTER_TO_INT (data);
  g_autoptr(House) house = house_new ();
  g_autofree char *old = house_token (house, "admin", 6 * DAY);
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *path = token_path (house, "a");

  client_close (client);
  write_token (house, "a", old);
  client = house_client (house, "a", flags);
  client_sync_well (client);
  wait_until (differs (path, old));
  client_sync_well (client);
  client_close (client);
}

/* Returns: (transfer full): the id of a new thing. */
static char *
put (BoClient   *client,
     const char *type)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *id;

  bo_client_put_entity_async (client, NULL, type, type, "{}", NULL, got_result_cb, &result);
  wait_until (result != NULL);
  id = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
  return id;
}

/* What waits at something that the hub refused waits for long: the sign-in lasts all the same. */
static void
test_renewed_waiting (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *old = house_token (house, "admin", 6 * DAY);
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *path = token_path (house, "a");
  g_autofree char *room = NULL, *ship = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  g_autoptr(GError) error = NULL;

  room = put (client, "room");
  ship = put (client, "spaceship");
  bo_client_put_edge_async (client, NULL, "located_in", ship, room, NULL, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_free (bo_client_edit_finish (client, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  report = client_sync (client, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->quarantined, ==, 1);
  client_close (client);

  write_token (house, "a", old);
  client = house_client (house, "a", BO_OPEN_DEFAULT);
  wait_until (differs (path, old));
  client_close (client);
}

/* --- finding it --- */

static bool
is_found (BoDiscovery *discovery,
          const char  *url)
{
  GListModel *hubs = bo_discovery_get_hubs (discovery);

  for (unsigned int i = 0; i < g_list_model_get_n_items (hubs); i++)
    {
      g_autoptr(BoFoundHub) hub = g_list_model_get_item (hubs, i);

      if (g_str_equal (bo_found_hub_get_url (hub), url))
        return true;
    }
  return false;
}

/* A hub without encryption keeps silent to a greeting that it can't read: nobody waits for the end of that. */
static void
test_found (const void *tls)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *name = g_strdup_printf ("127.0.0.1:%u", house->port);
  const char *const names[] = { name, NULL };
  g_autofree char *url = NULL;
  BoDiscovery *discovery;

  if (tls != NULL)
    {
      house_stop_hub (house);
      house->tls = true;
      house_start_hub (house);
    }
  url = house_url (house);
  discovery = bo_discovery_new (names);
  wait_until (is_found (discovery, url));
  g_object_run_dispose (G_OBJECT (discovery));
  g_object_unref (discovery);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/sign-in/account-name", test_account_name);
  g_test_add_func ("/client/sign-in/refused", test_refused);
  g_test_add_func ("/client/sign-in/nothing-kept", test_nothing_kept);
  g_test_add_func ("/client/sign-in/when-to-renew", test_when_to_renew);
  g_test_add_data_func ("/client/sign-in/renewed/command", GINT_TO_POINTER (BO_OPEN_NO_SYNC), test_renewed);
  g_test_add_data_func ("/client/sign-in/renewed/window", GINT_TO_POINTER (BO_OPEN_DEFAULT), test_renewed);
  g_test_add_func ("/client/sign-in/renewed/waiting", test_renewed_waiting);
  g_test_add_data_func ("/client/sign-in/found/plain", NULL, test_found);
  g_test_add_data_func ("/client/sign-in/found/encrypted", GINT_TO_POINTER (1), test_found);
  return g_test_run ();
}
