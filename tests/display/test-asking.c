/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-ask.h"
#include "page-home.h"

/* The question for a file, asked of the file chooser that people see. */

/* The chooser of GTK 4.8 loses some of what it reads of folders, partly in threads of GIO, where no frame has a name
   that it could be suppressed by. So leaks of this program aren't looked for, where it runs under a sanitizer; the
   rest is. */
int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return 1;
}

static void
set_up (Home *home, gconstpointer data)
{
  home_start (home, false);
  window_set_up (home);
}

static GtkWidget *
find_chooser (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (GTK_IS_FILE_CHOOSER_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static bool
is_asked (gpointer data)
{
  return find_chooser () != NULL;
}

static bool
is_not_asked (gpointer data)
{
  return find_chooser () == NULL;
}

static char *chosen;

static void
chosen_cb (GFile *file, gpointer from)
{
  g_assert_true (GTK_IS_WIDGET (from));
  g_free (chosen);
  chosen = g_file_get_path (file);
}

static bool
has_file (gpointer path)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (find_chooser ()));

  return file != NULL && g_strcmp0 (g_file_peek_path (file), path) == 0;
}

static void
respond (const char *path, int response)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  wait_until ("the question for a file", is_asked, NULL);
  gtk_file_chooser_set_file (GTK_FILE_CHOOSER (find_chooser ()), file, NULL);
  wait_until ("the file chosen", has_file, (gpointer) path);
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), response);
  wait_until ("the question's end", is_not_asked, NULL);
}

/* Nobody is told of a file once what asked for it has left the window, or where none was chosen. */
static void
test_asked (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:activity", 900, 700);
  g_autofree char *path = g_build_filename (home->dir, "there.txt", NULL);

  g_assert_true (g_file_set_contents (path, "there", -1, NULL));
  bo_ask_open (GTK_WIDGET (page), "Open", NULL, chosen_cb);
  respond (path, GTK_RESPONSE_ACCEPT);
  g_assert_cmpstr (chosen, ==, path);
  g_clear_pointer (&chosen, g_free);
  bo_ask_open (GTK_WIDGET (page), "Open", NULL, chosen_cb);
  respond (path, GTK_RESPONSE_CANCEL);
  g_assert_null (chosen);
  bo_ask_open (GTK_WIDGET (page), "Open", NULL, chosen_cb);
  wait_until ("the question for a file", is_asked, NULL);
  adw_bin_set_child (home->bin, NULL);
  respond (path, GTK_RESPONSE_ACCEPT);
  g_assert_null (chosen);
  page_close (home, page);
}

/* What is saved is called something from the beginning. */
static void
test_named (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:activity", 900, 700);
  g_autofree char *name = NULL;

  bo_ask_save (GTK_WIDGET (page), "Save", "home.jsonl", chosen_cb);
  wait_until ("the question for a file", is_asked, NULL);
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (find_chooser ()));
  g_assert_cmpstr (name, ==, "home.jsonl");
  gtk_dialog_response (GTK_DIALOG (find_chooser ()), GTK_RESPONSE_CANCEL);
  wait_until ("the question's end", is_not_asked, NULL);
  g_assert_null (chosen);
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/asking/answered", test_asked },
    { "/asking/named", test_named },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up);
}
