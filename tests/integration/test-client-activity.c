/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

#include <glib/gstdio.h>

#include "bo-client-private.h"

/* A journal longer than what is loaded of it: older lines come when they are asked for, and what is saved is all. */

#define LOADED 500
#define LINES 1300
#define SECOND INT64_C (1000000)
#define START (INT64_C (1780000000) * SECOND)

static void *
fill_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);

  if (!bo_sync_store_begin (rows, BO_DURABILITY_NORMAL, error))
    return NULL;
  for (int i = 0; i < LINES; i++)
    {
      g_autoptr(BoActivity) line = bo_activity_new (i % 100 == 0 ? BO_ACTIVITY_FAILED : BO_ACTIVITY_SENT, NULL,
                                                    START + i * SECOND);

      g_assert_true (bo_sync_store_add_activity (rows, line, NULL));
    }
  return bo_sync_store_commit (rows, error) ? BO_STORES_DONE : NULL;
}

static unsigned int
count (BoClient *client)
{
  return g_list_model_get_n_items (bo_client_list_activity (client));
}

static int64_t
when_of (BoClient    *client,
         unsigned int position)
{
  g_autoptr(BoActivityItem) item = g_list_model_get_item (bo_client_list_activity (client), position);

  return bo_activity_item_get_when (item);
}

static BoClient *
client_with_lines (House *house)
{
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  bo_stores_write_async (client->stores, fill_func, NULL, NULL, NULL, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_nonnull (bo_stores_finish (result, &error));
  g_assert_no_error (error);
  bo_feed_refresh (client->feed, NULL);
  wait_until (count (client) == LOADED);
  return client;
}

/* Newest first, without a gap, from the newest on. */
static void
assert_lines (BoClient    *client,
              unsigned int expected)
{
  g_assert_cmpuint (count (client), ==, expected);
  for (unsigned int i = 0; i < expected; i++)
    g_assert_cmpint (when_of (client, i), ==, START + (LINES - 1 - (int) i) * SECOND);
}

static void
test_older (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = client_with_lines (house);

  assert_lines (client, LOADED);
  bo_client_load_older_activity (client);
  /* Asked twice at once is asked once. */
  bo_client_load_older_activity (client);
  wait_until (count (client) > LOADED);
  assert_lines (client, 2 * LOADED);
  /* Something else is being read just now: it comes behind that. */
  bo_lists_refresh (client->lists);
  bo_client_load_older_activity (client);
  wait_until (count (client) > 2 * LOADED);
  assert_lines (client, LINES);
  bo_client_load_older_activity (client);
  bo_client_forget_older_activity (client);
  wait_until (count (client) < LINES);
  assert_lines (client, LOADED);
  client_close (client);
}

static bool
fits_all (BoActivityItem *item,
          gpointer        data)
{
  return true;
}

static bool
fits_kind (BoActivityItem *item,
           gpointer        data)
{
  return bo_activity_item_get_kind (item) == (BoActivityKind) GPOINTER_TO_INT (data);
}

static void
save (BoClient       *client,
      const char     *path,
      BoActivityFunc  fits,
      void           *data,
      GCancellable   *cancellable,
      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  bo_client_save_activity_async (client, path, fits, data, NULL, cancellable, got_result_cb, &result);
  wait_until (result != NULL);
  bo_client_write_finish (client, result, error);
}

/* Each line by itself, the newest first; every @step-th of the @n there are. */
static void
assert_saved (const char *path,
              int         n,
              int         step,
              const char *kind)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_suffix (text, "}\n"));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpint ((int) g_strv_length (lines), ==, n + 1);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *when = NULL, *expected = bo_time_format (START + (int64_t) (n - 1 - i) * step * SECOND);
      g_autofree char *sentence = NULL;
      BoJson line;

      g_assert_true (bo_json_scan (lines[i], -1, 8, BO_JSON_SCAN_STRICT, &line, NULL));
      when = bo_json_member_string (line, "when");
      sentence = bo_json_member_string (line, "sentence");
      g_assert_cmpstr (when, ==, expected);
      g_assert_nonnull (sentence);
      g_assert_true (kind == NULL || bo_json_string_is (bo_json_member (line, "kind"), kind));
    }
}

static void
test_saved (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = client_with_lines (house);
  g_autofree char *path = house_path (house, "activity.jsonl");
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  /* What was there is replaced, and nobody else reads it. */
  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  save (client, path, fits_all, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_saved (path, LINES, 1, NULL);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  save (client, path, fits_kind, GINT_TO_POINTER (BO_ACTIVITY_FAILED), NULL, &error);
  g_assert_no_error (error);
  assert_saved (path, LINES / 100, 100, "failed");
  g_assert_cmpuint (count (client), ==, LOADED);
  client_close (client);
}

static void
test_given_up (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = client_with_lines (house);
  g_autofree char *path = house_path (house, "activity.jsonl");
  g_autofree char *nowhere = house_path (house, "nowhere/activity.jsonl");
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  save (client, path, fits_all, NULL, NULL, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancelled);
  save (client, path, fits_kind, GINT_TO_POINTER (BO_ACTIVITY_FAILED), cancelled, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  assert_saved (path, LINES, 1, NULL);

  save (client, nowhere, fits_all, NULL, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  client_close (client);
}

int
main (int    argc,
      char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/client/activity/older", test_older);
  g_test_add_func ("/client/activity/saved", test_saved);
  g_test_add_func ("/client/activity/given-up", test_given_up);
  return g_test_run ();
}
