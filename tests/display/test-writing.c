/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-home.h"

/* What people write: documents, zones, services. BO_SHOTS=FOLDER keeps pictures. */

static void
write_text (GtkWindow *editor, const char *title, const char *text)
{
  GtkWidget *view = find_type (GTK_WIDGET (editor), GTK_TYPE_TEXT_VIEW);

  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (editor), ADW_TYPE_ENTRY_ROW)), title);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  settle ();
}

static void
test_new_document (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "documents", 900, 700);
  BoAccessory *lamp = accessory_named (home->client, "Ceiling light");
  GtkWindow *editor = bo_operate_write_document (GTK_WIDGET (page), home->client, NULL, BO_THING (lamp));
  g_autoptr (BoDocument) document = NULL;

  write_text (editor, "How to reset the ceiling light", "# Reset\n\n- Off and on five times");
  keep_window (GTK_WIDGET (editor), "editor");
  press (GTK_WIDGET (editor), "Save");
  wait_for_words (GTK_WIDGET (page), "How to reset the ceiling light", true);
  document = g_list_model_get_item (bo_thing_get_documents (BO_THING (lamp)), 0);
  g_assert_nonnull (document);
  press (home->window, "Undo");
  wait_for_words (GTK_WIDGET (page), "How to reset the ceiling light", false);
  page_close (home, page);
}

static void
test_edit_document (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "documents", 900, 700);
  g_autoptr (BoDocument) document = g_list_model_get_item (bo_model_get_documents (bo_client_get_model (home->client)), 0);
  g_autofree char *before = g_strdup (bo_thing_get_name (BO_THING (document)));
  GtkWindow *editor = bo_operate_write_document (GTK_WIDGET (page), home->client, document, NULL);

  write_text (editor, "Another title", "Another text");
  gtk_window_close (editor);
  settle ();
  answer ("Cancel");
  press (GTK_WIDGET (editor), "Save");
  wait_for_words (GTK_WIDGET (page), "Another title", true);
  g_assert_cmpstr (bo_document_get_body (document), ==, "Another text");
  press (home->window, "Undo");
  wait_for_words (GTK_WIDGET (page), before, true);
  g_assert_cmpstr (bo_document_get_body (document), !=, "Another text");

  editor = bo_operate_write_document (GTK_WIDGET (page), home->client, document, NULL);
  write_text (editor, "Never saved", "");
  gtk_window_close (editor);
  settle ();
  answer ("Discard");
  g_assert_cmpstr (bo_thing_get_name (BO_THING (document)), ==, before);
  page_close (home, page);
}

/* --- files --- */

static BoKeptFile *
find_file (BoClient *client, BoDocument *document)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BoKeptFile *file;

  bo_client_find_file_async (client, document, NULL, take_result_cb, &result);
  wait_for (&result);
  file = bo_client_find_file_finish (client, result, &error);
  g_assert_no_error (error);
  return file;
}

static bool
is_kept (gpointer data)
{
  gpointer *seen = data;
  g_autoptr (BoKeptFile) file = find_file (seen[0], seen[1]);

  return file != NULL;
}

static bool
is_not_kept (gpointer data)
{
  return !is_kept (data);
}

/* The file stays here; what it is goes to the others. */
static void
test_file (Home *home, gconstpointer data)
{
  g_autoptr (BoDocument) document = g_list_model_get_item (bo_model_get_documents (bo_client_get_model (home->client)), 0);
  g_autofree char *address = g_strconcat ("document:", bo_thing_get_id (BO_THING (document)), NULL);
  g_autofree char *path = g_build_filename (home->dir, "Manual.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  BoPage *page = page_open (home, home->client, address, 900, 700);
  gpointer seen[] = { home->client, document };
  g_autoptr (BoKeptFile) here = NULL;
  g_autoptr (BoKeptFile) there = NULL;
  BoThing *elsewhere;

  g_assert_true (g_file_set_contents (path, "%PDF-1.4", -1, NULL));
  bo_operate_attach (GTK_WIDGET (page), home->client, document, file);
  wait_until ("the file", is_kept, seen);
  wait_for_words (GTK_WIDGET (page), "Manual.pdf", true);
  here = find_file (home->client, document);
  g_assert_nonnull (here->path);
  g_assert_cmpint (here->size, ==, 8);
  keep_picture (home, "document-file", 900, false);

  sync_now (home->client);
  home->other = client_new (home, "Ana’s laptop");
  elsewhere = bo_model_lookup (bo_client_get_model (home->other), bo_thing_get_id (BO_THING (document)));
  there = find_file (home->other, BO_DOCUMENT (elsewhere));
  g_assert_cmpstr (there->name, ==, "Manual.pdf");
  g_assert_cmpstr (there->device_name, ==, "Living room tablet");
  g_assert_null (there->path);
  press (home->window, "Undo");
  wait_until ("the file to go", is_not_kept, seen);
  page_close (home, page);
}

/* --- removal, and the way back --- */

static bool
is_back (gpointer data)
{
  gpointer *seen = data;
  BoThing *thing = bo_model_lookup (bo_client_get_model (seen[0]), seen[1]);

  return thing != NULL && (!BO_IS_ROOM (thing)
                           || g_list_model_get_n_items (bo_room_get_accessories (BO_ROOM (thing))) == GPOINTER_TO_UINT (seen[2]));
}

static void
test_remove_room (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "home", 900, 700);
  BoRoom *room = bo_accessory_get_room (accessory_named (home->client, "Ceiling light"));
  g_autofree char *id = g_strdup (bo_thing_get_id (BO_THING (room)));
  unsigned int n = g_list_model_get_n_items (bo_room_get_accessories (room));
  gpointer seen[] = { home->client, id, GUINT_TO_POINTER (n) };

  bo_operate_remove (GTK_WIDGET (page), home->client, BO_THING (room));
  settle ();
  answer ("Remove");
  press (home->window, "Undo");
  wait_until ("the room and what was in it", is_back, seen);
  page_close (home, page);
}

static bool
has_zone (gpointer client)
{
  GListModel *zones = bo_model_get_zones (bo_client_get_model (client));

  for (unsigned int i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr (BoThing) zone = g_list_model_get_item (zones, i);

      if (g_str_equal (bo_thing_get_name (zone), "Cellar"))
        return true;
    }
  return false;
}

static bool
has_no_zone (gpointer client)
{
  return !has_zone (client);
}

static void
test_places (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "places", 900, 700);

  check_reach (home, page, "places");
  bo_operate_add_zone (GTK_WIDGET (page), home->client);
  bo_shot_wait (find_dialog ());
  gtk_editable_set_text (GTK_EDITABLE (row_titled (find_dialog (), "Name")), "Cellar");
  answer ("Add");
  wait_until ("the zone", has_zone, home->client);
  wait_for_words (GTK_WIDGET (page), "Cellar", true);
  press (home->window, "Undo");
  wait_until ("the zone to go", has_no_zone, home->client);
  page_close (home, page);
  draw_all (home, home->client, "places", "places");
}

static unsigned int
n_services (BoClient *client, const char *id)
{
  return g_list_model_get_n_items (
    bo_accessory_get_services (BO_ACCESSORY (bo_model_lookup (bo_client_get_model (client), id))));
}

static bool
has_two_services (gpointer data)
{
  gpointer *seen = data;

  return n_services (seen[0], seen[1]) == 2;
}

static bool
has_one_service (gpointer data)
{
  gpointer *seen = data;

  return n_services (seen[0], seen[1]) == 1;
}

static void
test_services (Home *home, gconstpointer data)
{
  static const char *const kinds[] = { "lightbulb", NULL };
  BoPage *page = page_open (home, home->client, "home", 900, 700);
  g_autoptr (GAsyncResult) made = NULL;
  g_autofree char *id = NULL;
  gpointer seen[] = { home->client, NULL };
  BoAccessory *accessory;

  bo_client_create_accessory_async (home->client, NULL, "Desk", kinds, NULL, take_result_cb, &made);
  wait_for (&made);
  id = bo_client_edit_finish (home->client, made, NULL);
  seen[1] = id;
  accessory = BO_ACCESSORY (bo_model_lookup (bo_client_get_model (home->client), id));
  bo_operate_add_service (GTK_WIDGET (page), home->client, accessory);
  settle ();
  answer ("Add");
  wait_until ("the service", has_two_services, seen);
  press (home->window, "Undo");
  wait_until ("the service to go", has_one_service, seen);
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/writing/document/new", test_new_document },
    { "/writing/document/edit", test_edit_document },
    { "/writing/file", test_file },
    { "/writing/room/undo", test_remove_room },
    { "/writing/places", test_places },
    { "/writing/services", test_services },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_home);
}
