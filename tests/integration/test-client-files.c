/* SPDX-License-Identifier: GPL-3.0-or-later */
/* open file description locks */
#define _GNU_SOURCE

#include "client-support.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ORDINARY 65534 /* nobody */

static void
ignored_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
}

/* What may be wrong with the home's file, and several processes on one. */

static GError *
open_badly (House      *house,
            const char *name)
{
  g_autofree char *dir = house_path (house, name);
  BoClient *client = bo_client_new (dir);
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  bo_client_open_async (client, BO_OPEN_NO_SYNC, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_false (bo_client_open_finish (client, result, &error));
  g_assert_nonnull (bo_client_get_store_error (client));
  g_clear_object (&result);
  g_assert_finalize_object (client);
  return error;
}

static void
test_private (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *dir = house_path (house, "a");
  g_autoptr(GDir) files = g_dir_open (dir, 0, NULL);
  GStatBuf status;
  const char *name;
  int seen = 0;

  g_assert_cmpint (g_stat (dir, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_test_message ("%s %o", name, status.st_mode & 0777);
      g_assert_cmpint (status.st_mode & 0077, ==, 0);
      seen++;
    }
  g_assert_cmpint (seen, >=, 3); /* the home, what names it, the token */
  client_close (client);
}

/* Nothing in it can be read: it is kept aside, and the home begins anew. */
static void
test_corrupt (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *path = house_path (house, "a/home.db");
  g_autofree char *aside = house_path (house, "a/home.db.damaged-1");
  g_autofree char *dir = house_path (house, "a");
  g_autofree char *junk = g_strnfill (8192, 'x');
  g_autofree char *after = NULL;
  BoClient *client;
  bool lost = false;

  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, junk, -1, NULL));
  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_nonnull (strstr (bo_client_get_recovery (client, &lost), aside));
  g_assert_true (lost);
  g_assert_true (g_file_get_contents (aside, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, junk);
  client_close (client);
}

/* Somebody else's is left alone. */
static void
test_foreign (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *path = house_path (house, "a/home.db");
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  size_t length = 0;

  client_close (client);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  before[69] ^= 0x55; /* in its application_id */
  /* The schema's pages, so that it has none of our tables. */
  memset (before + 108, 0, 3900);
  g_assert_true (g_file_set_contents (path, before, length, NULL));
  error = open_badly (house, "a");
  g_assert_error (error, BO_ERROR, BO_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (path, &after, &length, NULL));
  g_assert_cmpmem (after, length, before, length);
}

static void
zero_page (const char *path,
           size_t      page)
{
  g_autofree char *data = NULL;
  size_t length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpuint (length, >, (page + 1) * 4096);
  memset (data + page * 4096, 0, 4096);
  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

/* What waited is saved, and goes to the hub with everything else back in place. */
static void
test_mended (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *current = bo_client_dup_store_path (client);
  g_autofree char *first = make_lamp (client, NULL, "First");
  g_autofree char *second = NULL;
  BoClient *other;
  bool lost = false;

  client_sync_well (client);
  second = make_lamp (client, NULL, "Second");
  rename_thing (client, first, "Renamed");
  client_close (client);
  zero_page (current, 0);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_nonnull (strstr (bo_client_get_recovery (client, &lost), "were saved"));
  g_assert_cmpstr (name_of (client, first), ==, "Renamed");
  g_assert_cmpstr (name_of (client, second), ==, "Second");
  client_sync_well (client);
  other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  client_sync_well (other);
  assert_alike (client, other);
  g_assert_cmpstr (name_of (other, first), ==, "Renamed");
  client_close (other);
  client_close (client);
}

static void
copy (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  size_t length;

  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents_full (to, contents, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* The file was copied while it was open, and without its write-ahead log: it is older than it believes, and
   what the hub has since then is found and comes back. */
static void
test_without_log (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  BoClient *other = house_connected (house, "b", BO_OPEN_NO_SYNC);
  g_autofree char *path = bo_client_dup_store_path (client);
  g_autofree char *kept = house_path (house, "kept.db");
  g_autofree char *first = make_lamp (client, NULL, "First");
  g_autofree char *second = NULL;

  client_sync_well (client);
  client_close (client);
  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  rename_thing (client, first, "Renamed");
  second = make_lamp (client, NULL, "Second");
  client_sync_well (client);
  client_sync_well (other);
  copy (path, kept);
  client_close (client);
  copy (kept, path);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  client_sync_well (client);
  g_assert_cmpstr (name_of (client, first), ==, "Renamed");
  g_assert_cmpstr (name_of (client, second), ==, "Second");
  g_assert_cmpint (bo_client_get_pending_count (client), ==, 0);
  assert_alike (client, other);
  client_close (other);
  client_close (client);
}

/* Somebody has it open: it can't be mended under their hands. */
static void
test_mended_alone (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *path = house_path (house, "a/home.db");
  g_autofree char *use = house_path (house, "a/home.db.use");
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  struct flock whole = { .l_type = F_RDLCK, .l_whence = SEEK_SET };
  int other;

  client_close (house_client (house, "a", BO_OPEN_NO_SYNC));
  other = open (use, O_RDWR);
  g_assert_cmpint (fcntl (other, F_OFD_SETLK, &whole), ==, 0);
  g_assert_true (g_file_set_contents (path, "junk", -1, NULL));
  error = open_badly (house, "a");
  g_assert_error (error, BO_ERROR, BO_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "junk");
  close (other);
}

/* Found while it is open: nothing more is written, and it is mended and opened again by itself. */
static void
test_mended_meanwhile (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *current = bo_client_dup_store_path (client);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  bool opened = false;

  client_sync_well (client);
  client_close (client);
  client = house_client (house, "a", BO_OPEN_NO_SYNC | BO_OPEN_NO_MODEL);
  /* In place: the connection goes on with the same file. */
  {
    g_autofree char *junk = g_strnfill (4096, 0x7f);
    struct stat status;
    int fd = open (current, O_RDWR);

    g_assert_cmpint (fstat (fd, &status), ==, 0);
    for (off_t at = 4096; at < status.st_size; at += 4096)
      g_assert_cmpint (pwrite (fd, junk, 4096, at), ==, 4096);
    close (fd);
  }
  bo_client_sync_async (client, NULL, ignored_cb, NULL);
  bo_client_put_entity_async (client, "late", "device", "Late", "{}", NULL, ignored_cb, NULL);
  bo_client_history_async (client, lamp, NULL, ignored_cb, NULL);
  wait_until (bo_client_get_recovery (client, NULL) != NULL);
  wait_until ((g_object_get (client, "opened", &opened, NULL), opened));
  client_close (client);
}

/* The number at byte 60 of a database's header is its user_version. */
static void
test_newer (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *path = house_path (house, "a/home.db");
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  size_t length = 0;

  client_close (client);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  before[62] = 99;
  g_assert_true (g_file_set_contents (path, before, length, NULL));
  error = open_badly (house, "a");
  g_assert_error (error, BO_ERROR, BO_ERROR_NEWER_SCHEMA);
  g_assert_true (g_file_get_contents (path, &after, &length, NULL));
  g_assert_cmpmem (after, length, before, length);
}

/* Nothing is read-only to root, who for a while is somebody else; the files go along. */
static void
become_ordinary (House      *house,
                 const char *dir,
                 const char *path)
{
  if (getuid () != 0)
    return;

  g_assert_cmpint (chown (house->dir, ORDINARY, -1), ==, 0);
  g_assert_cmpint (chown (dir, ORDINARY, -1), ==, 0);
  g_assert_cmpint (chown (path, ORDINARY, -1), ==, 0);
  g_assert_cmpint (seteuid (ORDINARY), ==, 0);
}

static void
become_root_again (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_read_only (void)
{
  g_autoptr(House) house = house_new ();
  g_autofree char *dir = house_path (house, "a");
  g_autofree char *path = house_path (house, "a/home.db");
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autofree char *sentence = NULL;
  g_autoptr(GError) error = NULL;

  client_close (client);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  g_assert_cmpint (g_chmod (dir, 0500), ==, 0);
  become_ordinary (house, dir, path);
  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_true (bo_client_get_read_only (client));
  g_assert_nonnull (strstr (bo_client_get_store_error (client), "can be looked at but not changed"));
  g_assert_cmpstr (name_of (client, lamp), ==, "Lamp");
  set_value (client, lamp, "on", "true", false, &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_READ_ONLY);
  sentence = bo_client_get_sentence (client, NULL);
  g_assert_cmpstr (sentence, ==, "Can’t be saved");
  client_close (client);
  become_root_again ();
  g_chmod (dir, 0700);
}

/* --- two on one file --- */

static void
test_beside (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *window = house_connected (house, "a", BO_OPEN_DEFAULT);
  BoClient *command = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (command, NULL, "Lamp");

  wait_until (g_strcmp0 (name_of (window, lamp), "Lamp") == 0);
  rename_thing (window, lamp, "Reading lamp");
  wait_until (g_strcmp0 (name_of (command, lamp), "Reading lamp") == 0);
  /* What the command wrote, the window sends. */
  wait_until (bo_client_get_pending_count (window) == 0 && bo_client_get_pending_count (command) == 0);
  g_assert_cmpint (bo_client_get_phase (window), ==, BO_PHASE_UP_TO_DATE);
  client_close (command);
  client_close (window);
}

static void
test_sync_beside (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *window = house_connected (house, "a", BO_OPEN_DEFAULT);
  BoClient *command = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (command, NULL, "Lamp");

  client_sync_well (command);
  wait_until (bo_client_get_pending_count (command) == 0);
  client_close (command);
  client_close (window);
}

/* Two ask at the same moment: both are answered. */
static void
test_two_beside (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *window = house_connected (house, "a", BO_OPEN_DEFAULT);
  BoClient *first = house_client (house, "a", BO_OPEN_NO_SYNC);
  BoClient *second = house_client (house, "a", BO_OPEN_NO_SYNC);

  for (int i = 0; i < 10; i++)
    {
      g_autoptr(GAsyncResult) one = NULL;
      g_autoptr(GAsyncResult) two = NULL;
      g_autoptr(BoSyncReport) first_report = NULL;
      g_autoptr(BoSyncReport) second_report = NULL;
      g_autoptr(GError) error = NULL;

      bo_client_sync_async (first, NULL, got_result_cb, &one);
      bo_client_sync_async (second, NULL, got_result_cb, &two);
      wait_until (one != NULL && two != NULL);
      first_report = bo_client_sync_finish (first, one, &error);
      g_assert_no_error (error);
      second_report = bo_client_sync_finish (second, two, &error);
      g_assert_no_error (error);
    }
  client_close (first);
  client_close (second);
  client_close (window);
}

/* The one that was asked goes before it answers: the one that waits does it itself. */
static void
test_asked_one_goes (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *window = house_connected (house, "a", BO_OPEN_DEFAULT);
  BoClient *command = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (command, NULL, "Lamp");
  g_autofree char *path = bo_client_dup_store_path (window);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(BoSyncReport) report = NULL;
  g_autoptr(GError) error = NULL;
  int held;

  client_close (window);
  held = open (lock, O_RDWR);
  g_assert_cmpint (fcntl (held, F_OFD_SETLK, &whole), ==, 0);
  bo_client_sync_async (command, NULL, got_result_cb, &result);
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  close (held);
  wait_until (result != NULL);
  report = bo_client_sync_finish (command, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpint (bo_client_get_pending_count (command), ==, 0);
  client_close (command);
}

/* When the one that synchronises goes, the other takes over. */
static void
test_takes_over (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *first = house_connected (house, "a", BO_OPEN_DEFAULT);
  BoClient *second = house_client (house, "a", BO_OPEN_DEFAULT);
  g_autofree char *lamp = NULL;

  wait_until (bo_client_get_phase (first) == BO_PHASE_UP_TO_DATE);
  client_close (first);
  lamp = make_lamp (second, NULL, "Lamp");
  wait_until (bo_client_get_pending_count (second) == 0);
  client_close (second);
}

/* --- what is kept with the home --- */

static void
test_settings_and_files (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autofree char *backup = house_path (house, "backup.db");
  g_autofree char *export = house_path (house, "export.jsonl");
  g_autofree char *lines = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(BoModel) past = NULL;

  bo_client_set_setting (client, "favourites", "[1]");
  g_assert_cmpstr (bo_client_get_setting (client, "favourites"), ==, "[1]");

  bo_client_backup_async (client, backup, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_write_finish (client, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_true (g_file_test (backup, G_FILE_TEST_EXISTS));

  bo_client_export_async (client, export, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_write_finish (client, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_true (g_file_get_contents (export, &lines, NULL, NULL));
  g_assert_nonnull (strstr (lines, lamp));

  bo_client_home_at_async (client, bo_clock_now (), NULL, got_result_cb, &result);
  wait_until (result != NULL);
  past = bo_client_home_at_finish (client, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_assert_cmpstr (bo_client_get_setting (client, "favourites"), ==, "[1]");
  client_close (client);
}

static BoCharacteristic *
temperature_of (BoClient *client)
{
  return bo_model_lookup_characteristic (bo_client_get_model (client), "sensor/1", "t/1");
}

/* What is comfortable is there again with the home, also where ids have the sign that parts them; removed, it is gone. */
static void
test_comfort (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  bo_client_put_entity_async (client, "sensor/1", "device", "Cellar",
                              "{\"services\": [{\"id\": \"s\", \"service_type\": \"temperature_sensor\", "
                              "\"characteristics\": [{\"id\": \"t/1\", \"characteristic_type\": "
                              "\"current_temperature\", \"value\": 12.4}]}]}",
                              NULL, got_result_cb, &result);
  wait_until (result != NULL);
  id = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  bo_client_set_comfort (client, temperature_of (client), (BoComfort){ 15, NAN });
  g_assert_cmpfloat (bo_characteristic_get_comfort (temperature_of (client)).low, ==, 15);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  wait_until (temperature_of (client) != NULL);
  g_assert_cmpfloat (bo_characteristic_get_comfort (temperature_of (client)).low, ==, 15);
  g_assert_true (isnan (bo_characteristic_get_comfort (temperature_of (client)).high));
  bo_client_set_comfort (client, temperature_of (client), BO_COMFORT_NONE);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  wait_until (temperature_of (client) != NULL);
  g_assert_true (isnan (bo_characteristic_get_comfort (temperature_of (client)).low));
  client_close (client);
}

static BoService *
outlet_of (BoClient *client)
{
  BoThing *plug = bo_model_lookup (bo_client_get_model (client), "plug/1");

  return plug != NULL ? bo_accessory_find_service (BO_ACCESSORY (plug), "s/1") : NULL;
}

/* Which service drives a heater is there again with the home, and what has changed of the thing meanwhile. */
static void
test_heater (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_put_entity_async (client, "plug/1", "device", "Plug",
                              "{\"services\": [{\"id\": \"s/1\", \"service_type\": \"outlet\", "
                              "\"characteristics\": [{\"id\": \"o\", \"characteristic_type\": \"on\", "
                              "\"value\": false}]}]}",
                              NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_free (bo_client_edit_finish (client, result, NULL));
  g_clear_object (&result);
  g_assert_false (bo_service_get_drives_heater (outlet_of (client)));
  bo_client_set_drives_heater (client, outlet_of (client), true);
  g_assert_true (bo_service_get_drives_heater (outlet_of (client)));
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  wait_until (outlet_of (client) != NULL);
  g_assert_true (bo_service_get_drives_heater (outlet_of (client)));
  bo_client_set_drives_heater (client, outlet_of (client), false);
  client_close (client);

  client = house_client (house, "a", BO_OPEN_NO_SYNC);
  wait_until (outlet_of (client) != NULL);
  g_assert_false (bo_service_get_drives_heater (outlet_of (client)));
  client_close (client);
}

/* (transfer full) (nullable): the description of a copy of @path */
static char *
keep_file (BoClient *client, const char *path, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (path);

  bo_client_keep_file_async (client, "document", file, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  return bo_client_keep_file_finish (client, result, error);
}

/* What may be attached: a file that ends, not too large, and no program. */
static void
test_attached (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *manual = house_path (house, "manual.pdf");
  g_autofree char *large = house_path (house, "film.bin");
  g_autofree char *program = house_path (house, "program");
  g_autofree char *pipe = house_path (house, "pipe");
  g_autofree char *described = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (manual, "%PDF-1.4 how to reset it", -1, NULL));
  described = keep_file (client, manual, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (described, "\"name\":\"manual.pdf\",\"size\":24"));

  g_assert_true (g_file_set_contents (large, "", 0, NULL));
  g_assert_cmpint (truncate (large, BO_MAX_KEPT_FILE + 1), ==, 0);
  g_assert_null (keep_file (client, large, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (program, "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0>\0", 20, NULL));
  g_assert_null (keep_file (client, program, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (keep_file (client, pipe, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
  client_close (client);
}

int
main (int   argc,
      char *argv[])
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/private", test_private);
  g_test_add_func ("/client/corrupt", test_corrupt);
  g_test_add_func ("/client/foreign", test_foreign);
  g_test_add_func ("/client/mended", test_mended);
  g_test_add_func ("/client/without-log", test_without_log);
  g_test_add_func ("/client/mended-alone", test_mended_alone);
  g_test_add_func ("/client/mended-meanwhile", test_mended_meanwhile);
  g_test_add_func ("/client/newer", test_newer);
  g_test_add_func ("/client/read-only", test_read_only);
  g_test_add_func ("/client/beside", test_beside);
  g_test_add_func ("/client/sync-beside", test_sync_beside);
  g_test_add_func ("/client/two-beside", test_two_beside);
  g_test_add_func ("/client/asked-one-goes", test_asked_one_goes);
  g_test_add_func ("/client/takes-over", test_takes_over);
  g_test_add_func ("/client/attached", test_attached);
  g_test_add_func ("/client/settings-and-files", test_settings_and_files);
  g_test_add_func ("/client/comfort", test_comfort);
  g_test_add_func ("/client/heater", test_heater);
  return g_test_run ();
}
