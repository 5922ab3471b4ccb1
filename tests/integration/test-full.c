/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include <string.h>

#include "bo-fault-vfs.h"

/* A full disk, at the hub and here: nothing is lost, nothing is acknowledged, and it goes on by
   itself once there is space. */

static const BoFault full_hub = { BO_FAULT_CHANGES, 1, SQLITE_FULL, true, false, "hub.db" };
static const BoFault full_home = { BO_FAULT_CHANGES, 1, SQLITE_FULL, true, false, "home" };
static const BoFault broken_hub = { BO_FAULT_CHANGES, 1, SQLITE_IOERR_FSYNC, true, false, "hub.db" };

static void
fail_at_hub (const BoFault *fault, const char *status)
{
  g_autoptr (House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = NULL;
  g_autoptr (BoSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  client_sync_well (client);
  lamp = make_lamp (client, NULL, "Lamp");
  bo_fault_vfs_plant (fault);
  report = client_sync (client, &error);
  g_assert_true (bo_fault_vfs_clear ());
  g_assert_error (error, BO_ERROR, BO_ERROR_OFFLINE);
  g_assert_nonnull (strstr (error->message, status));
  g_assert_cmpint (bo_client_get_pending_count (client), ==, 1);
  client_sync_well (other);
  g_assert_null (name_of (other, lamp));

  client_sync_well (client);
  client_sync_well (other);
  g_assert_cmpstr (name_of (other, lamp), ==, "Lamp");
  assert_alike (client, other);
  client_close (other);
  client_close (client);
}

static void
test_hub_full (void)
{
  fail_at_hub (&full_hub, "507");
}

static void
test_hub_broken (void)
{
  fail_at_hub (&broken_hub, "503");
}

static void
test_home_full (void)
{
  g_autoptr (House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autoptr (BoSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  bo_fault_vfs_plant (&full_home);
  set_value (client, lamp, "on", "true", false, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "not saved"));
  g_clear_error (&error);
  report = client_sync (client, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_NO_SPACE);
  g_assert_true (bo_fault_vfs_clear ());
  /* What is shown is what is stored. */
  g_assert_cmpstr (value_of (client, lamp, "on"), !=, "true");
  g_clear_error (&error);

  set_value (client, lamp, "on", "true", false, &error);
  g_assert_no_error (error);
  client_sync_well (client);
  g_assert_cmpint (bo_client_get_pending_count (client), ==, 0);
  client_close (client);
}

int
main (int argc, char *argv[])
{
  g_autofree char *prefix = g_build_filename (g_get_tmp_dir (), "blowing-off-", NULL);

  support_init (&argc, &argv);
  bo_fault_vfs_install (prefix);
  g_test_add_func ("/full/hub", test_hub_full);
  g_test_add_func ("/full/hub-broken", test_hub_broken);
  g_test_add_func ("/full/home", test_home_full);
  return g_test_run ();
}
