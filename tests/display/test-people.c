/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-hub-png.h"
#include "bo-invite-reader.h"
#include "bo-invite-window.h"
#include "bo-keep-page.h"
#include "page-home.h"

/* The people of a home and its guests, on the page, over a real hub. BO_SHOTS=FOLDER keeps pictures. */

static GListModel *
users (BoClient *client)
{
  return bo_home_get_users (bo_client_get_home (client));
}

static BoUser *
user_named (BoClient *client, const char *name)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (users (client)); i++)
    {
      g_autoptr (BoUser) user = g_list_model_get_item (users (client), i);

      if (g_str_equal (bo_user_get_name (user), name))
        return user; /* the home has it */
    }
  return NULL;
}

static unsigned int
n_owners (BoClient *client)
{
  unsigned int n = 0;

  for (unsigned int i = 0; i < g_list_model_get_n_items (users (client)); i++)
    {
      g_autoptr (BoUser) user = g_list_model_get_item (users (client), i);

      n += bo_user_get_is_owner (user);
    }
  return n;
}

static void
type_name (const char *name)
{
  GtkWidget *dialog = find_dialog ();
  GtkWidget *focus;

  g_assert_nonnull (dialog);
  bo_shot_wait (dialog);
  focus = gtk_window_get_focus (GTK_WINDOW (dialog));
  g_assert_true (GTK_IS_EDITABLE (focus));
  gtk_editable_set_text (GTK_EDITABLE (focus), name);
  settle ();
}

static void
test_person (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "people", 900, 700);
  unsigned int before = g_list_model_get_n_items (users (home->client));

  press (GTK_WIDGET (page), "Add");
  type_name ("Zoë Quist");
  answer ("Add");
  wait_for_words (GTK_WIDGET (page), "Zoë Quist", true);
  g_assert_cmpuint (g_list_model_get_n_items (users (home->client)), ==, before + 1);
  g_assert_cmpuint (n_owners (home->client), ==, 1);
  press (home->window, "Undo");
  wait_for_words (GTK_WIDGET (page), "Zoë Quist", false);
  g_assert_cmpuint (g_list_model_get_n_items (users (home->client)), ==, before);
  page_close (home, page);
}

static void
test_edit (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "people", 900, 700);

  wait_for_words (GTK_WIDGET (page), "Mila", true);
  gtk_widget_activate (gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "Mila"), GTK_TYPE_LIST_BOX_ROW));
  settle ();
  type_name ("Milena");
  keep_window (find_dialog (), "person");
  answer ("Save");
  wait_for_words (GTK_WIDGET (page), "Milena", true);
  g_assert_cmpuint (n_owners (home->client), ==, 1);
  press (home->window, "Undo");
  wait_for_words (GTK_WIDGET (page), "Mila", true);
  g_assert_nonnull (user_named (home->client, "Mila"));
  page_close (home, page);
}

static void
test_hub_away (Home *home, gconstpointer data)
{
  BoPage *page;

  bo_hub_stop (home->hub);
  page = page_open (home, home->client, "people", 900, 700);
  wait_for_words (GTK_WIDGET (page), "The Guests Are Not Known Now", true);
  press (GTK_WIDGET (page), "Add");
  type_name ("Offline Olga");
  answer ("Add");
  wait_for_words (GTK_WIDGET (page), "Offline Olga", true);
  keep_picture (home, "people-offline", 900, false);
  page_close (home, page);
}

static GtkWidget *
invite_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (BO_IS_INVITE_WINDOW (window))
        return window; /* GTK owns it */
    }
  return NULL;
}

static void
test_guest (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "people", 900, 700);
  GtkWidget *window;

  wait_for_words (GTK_WIDGET (page), "No Guests Now", true);
  press (GTK_WIDGET (page), "Invite…");
  window = invite_window ();
  g_assert_nonnull (window);
  press (window, "Create Invitation");
  wait_for_words (window, "It ends in 1 day.", true);
  keep_window (window, "invite");
  wait_for_words (GTK_WIDGET (page), "Ends in 23 hours", true);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();

  press (GTK_WIDGET (page), "Revoke");
  answer ("Cancel");
  press (GTK_WIDGET (page), "Revoke");
  answer ("Revoke");
  wait_for_words (GTK_WIDGET (page), "No Guests Now", true);
  page_close (home, page);
}

/* --- invitations that were given to somebody --- */

#define INVITATION "{\"version\":\"1.0\",\"type\":\"guest_access\",\"server\":\"hub.example\",\"port\":8101,\"token\":\"abc-9\"," \
                   "\"fingerprint\":\"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}"

static bool
address_is_there (gpointer page)
{
  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row_titled (page, "Address of the hub"))),
                      "https://hub.example:8101");
}

/* (transfer full) */
static GFile *
picture_of (Home *home, const char *text, const char *name)
{
  g_autofree char *path = g_build_filename (home->dir, name, NULL);
  g_autoptr (GBytes) png = bo_hub_qr_png (text, 4, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), NULL));
  return g_file_new_for_path (path);
}

static void
test_invitation_file (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "guest");
  BoPage *page = page_open (home, alone, "welcome:connect", 900, 900);
  g_autoptr (GFile) file = picture_of (home, INVITATION, "invitation.png");

  bo_invite_reader_take_file (GTK_WIDGET (page), file);
  wait_until ("the address", address_is_there, page);
  g_assert_nonnull (strstr (gtk_editable_get_text (GTK_EDITABLE (row_titled (
                      GTK_WIDGET (page), "Code, or text of the invitation"))), "abc-9"));
  keep_picture (home, "invited", 900, false);
  page_close (home, page);
}

static void
test_invitation_pasted (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "guest");
  BoPage *page = page_open (home, alone, "welcome:connect", 900, 900);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (page));
  g_autoptr (GBytes) png = bo_hub_qr_png (INVITATION, 4, NULL);
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_bytes (png, NULL);

  gdk_clipboard_set_texture (clipboard, texture);
  bo_invite_reader_paste (GTK_WIDGET (page));
  wait_until ("the address", address_is_there, page);
  gtk_editable_set_text (GTK_EDITABLE (row_titled (GTK_WIDGET (page), "Address of the hub")), "elsewhere");
  gdk_clipboard_set_text (clipboard, "  " INVITATION " ");
  gtk_editable_set_text (GTK_EDITABLE (row_titled (GTK_WIDGET (page), "Code, or text of the invitation")), "");
  bo_invite_reader_paste (GTK_WIDGET (page));
  wait_until ("the address", address_is_there, page);
  page_close (home, page);
}

/* A PNG that says it is 60,000 × 60,000, in a few bytes. */
static const uint8_t huge[] = {
  0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0,
  0x0f, 0xb0, 0xe2, 0x15, 0, 0, 0, 0, 'I', 'D', 'A', 'T', 0x35, 0xaf, 0x06, 0x1e,
};

static void
expect_refusal (Home *home, BoPage *page, const char *name, const void *bytes, size_t size, const char *words)
{
  g_autofree char *path = g_build_filename (home->dir, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  if (bytes != NULL)
    g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  bo_invite_reader_take_file (GTK_WIDGET (page), file);
  wait_for_words (GTK_WIDGET (page), words, true);
}

static void
test_hostile_pictures (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "guest");
  BoPage *page = page_open (home, alone, "welcome:connect", 900, 900);
  g_autoptr (GFile) poster = picture_of (home, "https://example.org/", "poster.png");
  g_autoptr (GdkPixbuf) blank = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 300, 200);
  g_autofree char *buffer = NULL;
  size_t size;

  gdk_pixbuf_fill (blank, 0xffffffff);
  g_assert_true (gdk_pixbuf_save_to_buffer (blank, &buffer, &size, "png", NULL, NULL));
  expect_refusal (home, page, "text.png", "no picture", 10,
                  "This is no picture that can be read. Save the invitation as PNG or JPEG and try again.");
  expect_refusal (home, page, "huge.png", huge, sizeof huge,
                  "This picture is too large to look for a code in it. Cut out the code and try again.");
  expect_refusal (home, page, "blank.png", buffer, size,
                  "There is no QR code in this picture, or it is too blurred to be read.");
  expect_refusal (home, page, "poster.png", NULL, 0,
                  "The code in this picture is no invitation to a home. Nothing was done with it.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row_titled (GTK_WIDGET (page), "Address of the hub"))), ==,
                   "funkygibbon.local:8101");
  keep_picture (home, "invitation-refused", 900, true);
  page_close (home, page);
}

/* --- copies of the home --- */

static bool
room_is_back (gpointer client)
{
  return bo_model_lookup (bo_client_get_model (client), "ROOM") != NULL;
}

static bool
room_is_gone (gpointer client)
{
  return !room_is_back (client);
}

/* (transfer full): the export with one room more, and one accessory called otherwise */
static char *
other_home (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *renamed = NULL;
  g_auto (GStrv) parts = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  parts = g_strsplit (text, "\"name\":\"Ceiling light\"", 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  renamed = g_strjoinv ("\"name\":\"Ceiling light two\"", parts);
  return g_strconcat (renamed,
                      "{\"id\":\"ROOM\",\"version\":\"2024-01-01T00:00:00Z\",\"entity_type\":\"room\",\"name\":"
                      "\"Attic\",\"content\":{},\"source_type\":\"manual\",\"user_id\":\"ana\",\"parent_versions\":[]}\n"
                      "no line of JSON\n",
                      NULL);
}

static bool
dialog_is_open (gpointer data)
{
  return find_dialog () != NULL;
}

/* Toasts come one after the other. */
static void
dismiss (Home *home, const char *words)
{
  wait_for_words (home->window, words, true);
}

static void
test_keep (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "keep", 900, 700);
  g_autofree char *backup = g_build_filename (home->dir, "copy.db", NULL);
  g_autofree char *lines = g_build_filename (home->dir, "home.jsonl", NULL);
  g_autofree char *text = NULL;
  GtkWidget *check;

  bo_keep_page_back_up (BO_KEEP_PAGE (page), backup);
  wait_for_words (home->window, "The backup is whole, and on the disk.", true);
  g_assert_true (g_file_test (backup, G_FILE_TEST_IS_REGULAR));
  bo_keep_page_export (BO_KEEP_PAGE (page), lines);
  dismiss (home, "The home was exported.");

  text = other_home (lines);
  g_assert_true (g_file_set_contents (lines, text, -1, NULL));
  bo_keep_page_import (BO_KEEP_PAGE (page), lines);
  wait_until ("the preview", dialog_is_open, NULL);
  wait_for_words (find_dialog (), "Import This?", true);
  keep_window (find_dialog (), "import-preview");
  g_assert_null (bo_model_lookup (bo_client_get_model (home->client), "ROOM"));
  check = find_labelled (find_dialog (), "Replace what is different here");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (check, GTK_TYPE_CHECK_BUTTON)), TRUE);
  answer ("Import");
  wait_until ("the room", room_is_back, home->client);
  wait_for_words (home->window, "2 things were imported.", true);
  g_assert_nonnull (accessory_named (home->client, "Ceiling light two"));
  press (home->window, "Undo");
  wait_until ("the room to go", room_is_gone, home->client);
  g_assert_nonnull (accessory_named (home->client, "Ceiling light"));
  page_close (home, page);
  draw_all (home, home->client, "keep", "keep");
}

static bool
is_importing (gpointer client)
{
  return g_list_model_get_n_items (bo_model_get_documents (bo_client_get_model (client))) > 100;
}

static bool
has_no_import (gpointer client)
{
  return bo_model_lookup (bo_client_get_model (client), "5c0a4d5e-0000-4000-8000-000000000000") == NULL;
}

/* What is in when it is stopped has its Undo as well. */
static void
test_import_stopped (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "keep", 900, 700);
  g_autofree char *path = g_build_filename (home->dir, "home.jsonl", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (text, "{\"id\":\"5c0a4d5e-0000-4000-8000-%012d\",\"version\":\"1\",\"entity_type\":\"note\","
                            "\"name\":\"Note\",\"content\":{},\"source_type\":\"manual\",\"user_id\":\"ana\","
                            "\"parent_versions\":[]}\n", i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  bo_keep_page_import (BO_KEEP_PAGE (page), path);
  wait_until ("the preview", dialog_is_open, NULL);
  answer ("Import");
  wait_until ("some of it", is_importing, home->client);
  press (GTK_WIDGET (page), "Stop");
  wait_for_words (home->window, "Undo", true);
  g_assert_false (has_no_import (home->client));
  g_assert_null (bo_model_lookup (bo_client_get_model (home->client), "5c0a4d5e-0000-4000-8000-000000004999"));
  press (home->window, "Undo");
  wait_until ("it to go", has_no_import, home->client);
  page_close (home, page);
}

static void
test_import_refused (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "keep", 900, 700);

  bo_keep_page_import (BO_KEEP_PAGE (page), home->dir);
  wait_for_words (home->window,
                  "Nothing was imported: this is no file of JSON lines, or larger than 512 MiB.", true);
  keep_picture (home, "keep-failed", 900, false);
  page_close (home, page);
}

static void
test_pictures (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "people", 900, 700);

  wait_for_words (GTK_WIDGET (page), "No Guests Now", true);
  check_reach (home, page, "people");
  page_close (home, page);
  draw_all (home, home->client, "people", "people");
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/people/person", test_person },
    { "/people/edit", test_edit },
    { "/people/hub-away", test_hub_away },
    { "/people/guest", test_guest },
    { "/people/invitation/file", test_invitation_file },
    { "/people/invitation/pasted", test_invitation_pasted },
    { "/people/invitation/hostile", test_hostile_pictures },
    { "/people/keep/whole", test_keep },
    { "/people/keep/stopped", test_import_stopped },
    { "/people/keep/refused", test_import_refused },
    { "/people/pictures", test_pictures },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_home);
}
