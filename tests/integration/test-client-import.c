/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client-support.h"

/* Files of JSON lines back into a home: half of one, and taking it back. */

#define LINES 3000

static char *
line_of (const char *id,
         const char *name)
{
  return g_strdup_printf ("{\"id\":\"%s\",\"version\":\"2026-06-15T09:41:02.581234+00:00-000417-ana\","
                          "\"entity_type\":\"note\",\"name\":\"%s\",\"content\":{},\"source_type\":\"manual\","
                          "\"user_id\":\"ana\",\"parent_versions\":[]}\n", id, name);
}

/* (transfer full): a file with so many notes */
static char *
write_lines (House *house,
             int    n)
{
  g_autoptr(GString) text = g_string_new (NULL);
  char *path = house_path (house, "lines.jsonl");

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("5c0a4d5e-0000-4000-8000-%012d", i);
      g_autofree char *name = g_strdup_printf ("Note %d", i);
      g_autofree char *line = line_of (id, name);

      g_string_append (text, line);
    }
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return path;
}

static unsigned int
count_notes (BoClient *client)
{
  return g_list_model_get_n_items (bo_model_get_documents (bo_client_get_model (client)));
}

static void
take_back (BoClient *client,
           BoImport *import)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  bo_client_undo_import_async (client, import, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  id = bo_client_edit_finish (client, result, &error);
  g_assert_no_error (error);
}

/* Stopped half-way: what is in is handed out, and one Undo takes it back. */
static void
test_stopped (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_connected (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *path = write_lines (house, LINES);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(BoImport) import = NULL;
  g_autoptr(GError) error = NULL;

  bo_client_import_async (client, path, BO_IMPORT_ADD, cancellable, got_result_cb, &result);
  wait_until (count_notes (client) > 0);
  g_cancellable_cancel (cancellable);
  wait_until (result != NULL);
  import = bo_client_import_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_error (import->stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (import->added, >, 0);
  g_assert_cmpint (import->added, <, LINES);
  g_assert_cmpint (import->back->len, ==, import->added);
  wait_until (count_notes (client) == import->added);

  take_back (client, import);
  wait_until (count_notes (client) == 0);
  g_assert_cmpint (bo_client_get_pending_count (client), ==, 0);
  g_clear_object (&result);
  client_close (client);
}

/* Before anything is in there is nothing to hand out. */
static void
test_stopped_at_once (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *path = write_lines (house, 10);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  bo_client_import_async (client, path, BO_IMPORT_ADD, cancellable, got_result_cb, &result);
  wait_until (result != NULL);
  g_assert_null (bo_client_import_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_notes (client), ==, 0);
  g_clear_object (&result);
  client_close (client);
}

/* A thing that the file holds twice goes back to what it was before both. */
static void
test_twice (void)
{
  g_autoptr(House) house = house_new ();
  BoClient *client = house_client (house, "a", BO_OPEN_NO_SYNC);
  g_autofree char *lamp = make_lamp (client, NULL, "Lamp");
  g_autofree char *path = house_path (house, "lines.jsonl");
  g_autofree char *first = line_of (lamp, "First");
  g_autofree char *second = line_of (lamp, "Second");
  g_autofree char *text = g_strconcat (first, second, NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(BoImport) import = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  bo_client_import_async (client, path, BO_IMPORT_REPLACE, NULL, got_result_cb, &result);
  wait_until (result != NULL);
  import = bo_client_import_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_null (import->stopped);
  wait_until (g_strcmp0 (name_of (client, lamp), "Second") == 0);
  take_back (client, import);
  wait_until (g_strcmp0 (name_of (client, lamp), "Lamp") == 0);
  g_clear_object (&result);
  client_close (client);
}

int
main (int    argc,
      char **argv)
{
  support_init (&argc, &argv);
  g_test_add_func ("/import/stopped", test_stopped);
  g_test_add_func ("/import/stopped-at-once", test_stopped_at_once);
  g_test_add_func ("/import/twice", test_twice);
  return g_test_run ();
}
