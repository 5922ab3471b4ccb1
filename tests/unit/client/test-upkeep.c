/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "bo-upkeep.h"

#define HOUR (INT64_C (3600) * G_USEC_PER_SEC)
#define NOW (INT64_C (490000) * HOUR)

static void
got_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

/* A temperature each ten minutes of five hours, 40 days ago, and then 20 days ago. */
static void
fill (BoStore *store, const char *device)
{
  g_autofree char *parent = NULL;

  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_FULL, NULL));
  for (int i = 0; i < 60; i++)
    {
      int64_t days = i < 30 ? 40 : 20;
      g_autofree char *time = bo_time_format (NOW - days * 24 * HOUR + i % 30 * HOUR / 6);
      g_autofree char *version = g_strdup_printf ("%s-000001-hub", time);
      g_autofree char *content = g_strdup_printf ("{\"type\":\"%s\",\"state\":{\"%s\":%d}}", device,
                                                  g_str_equal (device, "sensor") ? "temperature" : "brightness", i);
      const char *parents[] = { parent, NULL };
      g_autoptr(BoEntity) entity = bo_entity_new (device, version, "device", device, content, "homekit", "hub",
                                                  parents);

      g_assert_true (bo_sync_store_add_version (BO_SYNC_STORE (store), entity, BO_ORIGIN_HUB, 5, NULL, NULL));
      g_free (parent);
      parent = g_steal_pointer (&version);
    }
  g_assert_true (bo_sync_store_commit (BO_SYNC_STORE (store), NULL));
}

static void *
fill_func (BoStore *store, void *data, GError **error)
{
  fill (store, "sensor");
  fill (store, "light");
  return BO_STORES_DONE;
}

static void *
count_func (BoStore *store, void *data, GError **error)
{
  g_autoptr(GPtrArray) versions = bo_store_list_versions (store, data, error);

  return versions != NULL ? GINT_TO_POINTER ((int) versions->len) : NULL;
}

static int
count (BoStores *stores, const char *id)
{
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;

  bo_stores_read_async (stores, count_func, g_strdup (id), g_free, NULL, NULL, got_result_cb, &result);
  done = wait_for (&result);
  return GPOINTER_TO_INT (bo_stores_finish (done, NULL));
}

static void
run (BoStores *stores, int64_t expected)
{
  GAsyncResult *result = NULL;
  g_autoptr(GAsyncResult) done = NULL;
  g_autoptr(GError) error = NULL;
  int64_t removed;

  bo_upkeep_run_async (stores, NOW, NULL, got_result_cb, &result);
  done = wait_for (&result);
  g_assert_true (bo_upkeep_run_finish (done, &removed, &error));
  g_assert_no_error (error);
  g_assert_cmpint (removed, ==, expected);
}

static void
test_readings (void)
{
  g_autofree char *dir = g_dir_make_tmp ("bo-upkeep-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "home.db", NULL);
  g_autofree char *use = g_strconcat (path, ".use", NULL);
  GAsyncResult *result = NULL;
  GAsyncResult *done;
  BoStores *stores;

  bo_stores_open_async (path, false, NULL, got_result_cb, &result);
  done = wait_for (&result);
  stores = bo_stores_open_finish (done, NULL);
  g_object_unref (done);
  bo_stores_write_async (stores, fill_func, NULL, NULL, NULL, NULL, got_result_cb, &result);
  done = wait_for (&result);
  g_assert_nonnull (bo_stores_finish (done, NULL));
  g_object_unref (done);

  /* One of each six goes on staying; the very first has no parent, and the last old one a child. */
  run (stores, 30 - 5 - 1 - 1);
  g_assert_cmpint (count (stores, "sensor"), ==, 30 + 5 + 1 + 1);
  g_assert_cmpint (count (stores, "light"), ==, 60);
  run (stores, 0);

  bo_stores_close_async (stores, got_result_cb, &result);
  done = wait_for (&result);
  bo_stores_close_finish (stores, done);
  g_object_unref (done);
  bo_stores_unref (stores);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (use), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);

  g_test_add_func ("/upkeep/readings", test_readings);
  return g_test_run ();
}
