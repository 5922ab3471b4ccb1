/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include "bo-kept-files.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Copies of attached files: found where they are, and gone once nothing can want them back. */

#define DAYS(n) ((n) * INT64_C (86400) * G_USEC_PER_SEC)
#define FIRST "5c0a4d5e-0000-4000-8000-000000000001"
#define SECOND "5c0a4d5e-0000-4000-8000-000000000002"

static void
finish (BoClient     *client,
        GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (client, result, &error);

  g_assert_no_error (error);
}

static void
put_note (BoClient   *client,
          const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_put_entity_async (client, id, "note", "Note", "{}", NULL, got_result_cb, &result);
  wait_until (result != NULL);
  finish (client, result);
}

static void
remove_note (BoClient   *client,
             const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_remove_async (client, id, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  finish (client, result);
}

static BoDocument *
document_of (BoClient   *client,
             const char *id)
{
  return BO_DOCUMENT (bo_model_lookup (bo_client_get_model (client), id));
}

/* @name: (nullable): NULL takes it away */
static void
attach (House      *house,
        BoClient   *client,
        const char *id,
        const char *name)
{
  g_autofree char *path = house_path (house, name != NULL ? name : "none");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) kept = NULL, applied = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *description = NULL;
  BoDraft *draft = bo_draft_new ();

  if (name != NULL)
    {
      g_assert_true (g_file_set_contents (path, "what is in it", -1, NULL));
      bo_client_keep_file_async (client, id, file, NULL, got_result_cb, &kept);
      wait_until (kept != NULL);
      description = bo_client_keep_file_finish (client, kept, &error);
      g_assert_no_error (error);
    }
  bo_compose_set_file (draft, document_of (client, id), description);
  bo_client_apply_async (client, draft, NULL, got_result_cb, &applied);
  wait_until (applied != NULL);
  finish (client, applied);
}

static char *
path_of (House      *house,
         const char *id,
         const char *name)
{
  g_autofree char *dir = house_path (house, "a");
  g_autofree char *folder = bo_kept_files_folder (dir, id);

  return g_build_filename (folder, name, NULL);
}

static bool
is_there (House      *house,
          const char *id,
          const char *name)
{
  g_autofree char *path = path_of (house, id, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static int
clean (House   *house,
       int64_t  days)
{
  g_autofree char *dir = house_path (house, "a");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  int removed;

  bo_kept_files_clean_async (dir, bo_clock_now () + DAYS (days), NULL, got_result_cb, &result);
  wait_until (result != NULL);
  removed = bo_kept_files_clean_finish (result, &error);
  g_assert_no_error (error);
  return removed;
}

/* What is taken away stays for its time; what is named, and what is named again, for ever. */
static void
test_taken_away (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);

  put_note (client, FIRST);
  put_note (client, SECOND);
  attach (house, client, FIRST, "one.txt");
  attach (house, client, SECOND, "kept.txt");
  g_assert_cmpint (clean (house, 400), ==, 0);

  /* Another file in its place, then a removal, then the way back. */
  attach (house, client, FIRST, "two.txt");
  g_assert_cmpint (clean (house, 500), ==, 0);
  remove_note (client, FIRST);
  g_assert_cmpint (clean (house, 510), ==, 0);
  g_assert_true (is_there (house, FIRST, "one.txt"));
  put_note (client, FIRST);
  attach (house, client, FIRST, "two.txt");
  g_assert_cmpint (clean (house, 531), ==, 1);
  g_assert_false (is_there (house, FIRST, "one.txt"));
  g_assert_true (is_there (house, FIRST, "two.txt"));

  attach (house, client, FIRST, NULL);
  g_assert_cmpint (clean (house, 600), ==, 0);
  g_assert_cmpint (clean (house, 629), ==, 0);
  g_assert_true (is_there (house, FIRST, "two.txt"));
  g_assert_cmpint (clean (house, 631), ==, 1);
  g_assert_false (is_there (house, FIRST, ""));
  g_assert_true (is_there (house, SECOND, "kept.txt"));
  client_close (client);
}

/* A clock that went backwards takes nothing; a copy made anew has its time again. */
static void
test_clock (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);

  put_note (client, FIRST);
  attach (house, client, FIRST, "one.txt");
  remove_note (client, FIRST);
  g_assert_cmpint (clean (house, 400), ==, 0);
  g_assert_cmpint (clean (house, 1), ==, 0);
  g_assert_cmpint (clean (house, 29), ==, 0);
  g_assert_true (is_there (house, FIRST, "one.txt"));
  g_assert_cmpint (clean (house, 31), ==, 1);
  client_close (client);
}

/* One folder serves every home of this device; one that can't be read may name anything. */
static void
test_other_homes (void)
{
  g_autoptr(House) house = house_new ();
  g_autoptr(House) other = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *url = house_url (other);
  g_autofree char *damaged = house_path (house, "a/home-0123456789abcdef.db");
  g_autofree char *dir = house_path (house, "a");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  put_note (client, FIRST);
  attach (house, client, FIRST, "one.txt");
  client_connect (client, url, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_null (bo_model_lookup (bo_client_get_model (client), FIRST));
  put_note (client, SECOND);
  attach (house, client, SECOND, "two.txt");
  remove_note (client, SECOND);
  g_assert_cmpint (clean (house, 100), ==, 0);

  g_assert_true (g_file_set_contents (damaged, "no database at all, and long enough to be taken for one", -1, NULL));
  bo_kept_files_clean_async (dir, bo_clock_now () + DAYS (200), NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_cmpint (bo_kept_files_clean_finish (result, &error), ==, -1);
  g_assert_nonnull (error);
  g_assert_true (is_there (house, SECOND, "two.txt"));
  g_unlink (damaged);

  g_assert_cmpint (clean (house, 300), ==, 1);
  g_assert_true (is_there (house, FIRST, "one.txt"));
  g_assert_false (is_there (house, SECOND, "two.txt"));
  client_close (client);
}

/* A removal that the hub hasn't taken yet may still come back. */
static void
test_waiting (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);

  put_note (client, FIRST);
  attach (house, client, FIRST, "one.txt");
  client_sync_well (client);
  remove_note (client, FIRST);
  g_assert_cmpint (clean (house, 100), ==, 0);
  g_assert_cmpint (clean (house, 200), ==, 0);
  client_sync_well (client);
  g_assert_cmpint (clean (house, 300), ==, 0);
  g_assert_cmpint (clean (house, 331), ==, 1);
  client_close (client);
}

/* What isn't ours stays; what was never finished goes. */
static void
test_strange (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *part = path_of (house, FIRST, ".part");
  g_autofree char *link = path_of (house, FIRST, "link");
  g_autofree char *stranger = house_path (house, "a/files/Notes of mine");
  g_autofree char *inside = g_build_filename (stranger, "note.txt", NULL);

  put_note (client, FIRST);
  attach (house, client, FIRST, "one.txt");
  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  g_assert_cmpint (symlink ("one.txt", link), ==, 0);
  g_assert_cmpint (g_mkdir (stranger, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "mine", -1, NULL));
  g_assert_cmpint (clean (house, 0), ==, 0);
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_cmpint (clean (house, 100), ==, 0);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_cmpint (clean (house, 200), ==, 0);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (inside, G_FILE_TEST_EXISTS));
  client_close (client);
}

int
main (int    argc,
      char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/kept-files/taken-away", test_taken_away);
  g_test_add_func ("/kept-files/clock", test_clock);
  g_test_add_func ("/kept-files/other-homes", test_other_homes);
  g_test_add_func ("/kept-files/waiting", test_waiting);
  g_test_add_func ("/kept-files/strange", test_strange);
  return g_test_run ();
}
