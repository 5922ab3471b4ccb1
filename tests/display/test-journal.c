/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-day.h"
#include "bo-sync-page.h"
#include "page-home.h"

/* A long journal: what is old comes when it is looked for and all of it can be saved. */

#define N_NOTES 1300

static bool
has_lines (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_activity (client)) >= 500;
}

/* Each note is a line, the first the oldest. */
static void
make_notes (BoClient *client)
{
  BoDraft *draft = bo_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;

  for (int i = 0; i < N_NOTES; i++)
    {
      g_autofree char *id = bo_uuid_random ();
      g_autofree char *name = g_strdup_printf ("Paper %d", i);

      g_assert_true (bo_compose_document (draft, id, "note", name, "Text", NULL, NULL));
    }
  bo_client_apply_async (client, draft, NULL, take_result_cb, &result);
  edit_finish (client, &result);
}

static void
set_up (Home *home, gconstpointer data)
{
  home_start (home, false);
  window_set_up (home);
  bo_client_set_paused (home->client, TRUE);
  make_notes (home->client);
  bo_client_list_activity (home->client);
  wait_until ("the journal", has_lines, home->client);
}

/* What a choice folds away isn't meant. */
static GtkWidget *
find_named (GtkWidget *from, const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (from), type) ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = !GTK_IS_POPOVER (child) ? find_named (child, type) : NULL;
  return found;
}

static bool
has_all_lines (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_activity (client)) > N_NOTES;
}

static bool
has_few_lines (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_activity (client)) <= 500;
}

static unsigned int
n_lines (BoClient *client)
{
  return g_list_model_get_n_items (bo_client_list_activity (client));
}

typedef struct
{
  BoClient      *client;
  GtkAdjustment *scroll;
} Reading;

/* The end is found as lines are measured: it is gone to until it brings more. */
static bool
has_more_lines (gpointer data)
{
  Reading *reading = data;

  if (n_lines (reading->client) > 500)
    return true;
  gtk_adjustment_set_value (reading->scroll, gtk_adjustment_get_upper (reading->scroll));
  return false;
}

/* No line is tried letter below letter, which takes the time of dozens: in its least width it has a few lines. */
static void
check_least (GtkWidget *sentence)
{
  int least, line, height;

  g_assert_nonnull (sentence);
  gtk_widget_measure (sentence, GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
  gtk_widget_measure (sentence, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (sentence, GTK_ORIENTATION_VERTICAL, least, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <=, 3 * line);
}

/* Nobody loads what nobody looks at; the end brings more, and only so much. */
static void
test_scrolled (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:activity", 900, 700);
  GtkWidget *list = find_named (find_named (GTK_WIDGET (page), "BoActivityView"), "GtkListView");
  Reading reading = { .client = home->client };

  bo_shot_wait (home->window);
  check_least (find_labelled (list, "Added Paper 1299 here"));
  g_assert_cmpuint (n_lines (home->client), ==, 500);
  reading.scroll = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW)));
  wait_until ("older lines", has_more_lines, &reading);
  g_assert_cmpuint (n_lines (home->client), ==, 1000);
  page_close (home, page);
  wait_until ("the end of older lines", has_few_lines, home->client);
}

/* What is looked for is found, however old. */
static void
test_searched (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:activity", 900, 700);
  GtkWidget *search = find_named (find_named (GTK_WIDGET (page), "BoActivityView"), "GtkSearchEntry");

  gtk_editable_set_text (GTK_EDITABLE (search), "paper 7 ");
  wait_for_words (GTK_WIDGET (page), "Added Paper 7 here", true);
  gtk_editable_set_text (GTK_EDITABLE (search), "no such thing");
  wait_for_words (GTK_WIDGET (page), "Nothing to Show", true);
  wait_until ("all there is", has_all_lines, home->client);
  page_close (home, page);
}

/* Of what is there by now of a file. */
static int
count_lines (const char *path)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    return 0;
  lines = g_strsplit (contents, "\n", -1);
  return (int) g_strv_length (lines) - 1;
}

static bool
has_every_line (gpointer path)
{
  return count_lines (path) > N_NOTES;
}

/* 7, 70 to 79, 700 to 799 */
static bool
has_what_fits (gpointer path)
{
  return count_lines (path) == 111;
}

/* All that fits is written, a line each, though only the newest were loaded. */
static void
test_saved (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:activity", 900, 700);
  GtkWidget *view = find_named (GTK_WIDGET (page), "BoActivityView");
  g_autofree char *path = g_build_filename (home->dir, "activity.jsonl", NULL);
  g_autofree char *some_path = g_build_filename (home->dir, "some.jsonl", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) some = g_file_new_for_path (some_path);
  g_autofree char *contents = NULL;

  bo_activity_view_save (view, file);
  wait_until ("all lines", has_every_line, path);
  wait_for_words (home->window, "Activity saved", true);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "\"kind\":\"edited\",\"sentence\":\"Added Paper 7 here\""));
  gtk_editable_set_text (GTK_EDITABLE (find_named (find_named (GTK_WIDGET (page), "BoActivityView"), "GtkSearchEntry")), "paper 7");
  wait_for_words (GTK_WIDGET (page), "Added Paper 799 here", true);
  bo_activity_view_save (view, some);
  wait_until ("what fits", has_what_fits, some_path);
  page_close (home, page);
}

/* Over midnight its lines are written anew, where they stand. */
static void
test_midnight (Home *home, gconstpointer data)
{
  BoPage *page = page_open (home, home->client, "sync:activity", 900, 700);
  GtkWidget *list = find_named (find_named (GTK_WIDGET (page), "BoActivityView"), "GtkListView");
  g_autoptr (BoActivityItem) item = g_list_model_get_item (bo_client_list_activity (home->client), 0);
  g_autofree char *clock = NULL;

  bo_shot_wait (home->window);
  clock = go_to_another_day (bo_activity_item_get_when (item));
  bo_shot_wait (home->window);
  g_assert_nonnull (find_labelled (list, clock));
  come_back ();
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/journal/scrolled", test_scrolled },
    { "/journal/searched", test_searched },
    { "/journal/saved", test_saved },
    { "/journal/midnight", test_midnight },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up);
}
