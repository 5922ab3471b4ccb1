/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* unshare () */
#include "client-support.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

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

/* --- a real file system without space --- */

#define SMALL_DISK "size=3m"

static bool can_mount;

static void
write_line (const char *path, const char *line)
{
  int file = open (path, O_WRONLY | O_CLOEXEC);

  if (file < 0)
    return;
  if (write (file, line, strlen (line)) < 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  close (file);
}

/* Mounts of our own, before there is another thread: as who may, else as root of a namespace of our own. */
static bool
enter_mounts (void)
{
  g_autofree char *users = g_strdup_printf ("0 %d 1", (int) getuid ());

  if (unshare (CLONE_NEWNS) != 0)
    {
      if (unshare (CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return false;
      write_line ("/proc/self/uid_map", users);
    }
  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* Takes all space there is, to the last block. */
static void
fill_disk (const char *path)
{
  static const char block[4096];
  int file = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (file, >=, 0);
  while (write (file, block, sizeof block) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (file);
}

/* What the log has room for is still taken. Returns whether it is on then. */
static bool
switch_until_full (BoClient *client, const char *lamp)
{
  g_autoptr (GError) error = NULL;
  const char *kept = value_of (client, lamp, "on");

  for (int i = 1; i < 2000 && error == NULL; i++)
    {
      const char *value = i % 2 == 0 ? "true" : "false";

      set_value (client, lamp, "on", value, false, &error);
      kept = error == NULL ? value : kept;
    }
  g_assert_error (error, BO_ERROR, BO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "not saved"));
  g_assert_cmpstr (value_of (client, lamp, "on"), ==, kept);
  return strcmp (kept, "true") == 0;
}

static void
test_small_disk (void)
{
  g_autoptr (House) house = house_new ();
  g_autofree char *folder = house_path (house, "a");
  g_autofree char *ballast = house_path (house, "a/ballast");
  BoClient *client, *other;
  g_autofree char *lamp = NULL;
  const char *other_value;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (!can_mount || mount ("small", folder, "tmpfs", 0, SMALL_DISK) != 0)
    {
      g_test_skip ("File systems can’t be mounted here");
      return;
    }
  client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  lamp = make_lamp (client, NULL, "Lamp");
  client_sync_well (client);

  fill_disk (ballast);
  other_value = switch_until_full (client, lamp) ? "false" : "true";
  g_assert_cmpint (g_unlink (ballast), ==, 0);
  set_value (client, lamp, "on", other_value, false, &error);
  g_assert_no_error (error);
  client_sync_well (client);
  client_sync_well (other);
  g_assert_cmpstr (value_of (other, lamp, "on"), ==, other_value);
  assert_alike (client, other);
  client_close (other);
  client_close (client);
  g_assert_cmpint (umount (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *prefix = g_build_filename (g_get_tmp_dir (), "blowing-off-", NULL);

  can_mount = enter_mounts ();
  support_init (&argc, &argv);
  bo_fault_vfs_install (prefix);
  g_test_add_func ("/full/hub", test_hub_full);
  g_test_add_func ("/full/hub-broken", test_hub_broken);
  g_test_add_func ("/full/home", test_home_full);
  g_test_add_func ("/full/small-disk", test_small_disk);
  return g_test_run ();
}
