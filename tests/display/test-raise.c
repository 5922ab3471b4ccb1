/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-raise.h"
#include "scene.h"

/* Wayland, where nobody gives the focus to anybody and no asking bears a token. */

static void
count_cb (int *count)
{
  ++*count;
}

static GtkWidget *
new_window (GtkWindow *parent, int *n_mapped)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  g_signal_connect_swapped (window, "map", G_CALLBACK (count_cb), n_mapped);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpint (*n_mapped, ==, 1);
  return window;
}

static bool
is_anew (gpointer n_mapped)
{
  return *(int *) n_mapped == 2;
}

/* A window that may not come to the front is shown anew; one with a dialog over it stays. */
static void
test_anew (void)
{
  int n_under = 0, n_dialog = 0, n_alone = 0;
  GtkWidget *under = new_window (NULL, &n_under);
  GtkWidget *dialog = new_window (GTK_WINDOW (under), &n_dialog);
  GtkWidget *alone = new_window (NULL, &n_alone);

  bo_raise (GTK_WINDOW (under), GDK_CURRENT_TIME);
  bo_raise (GTK_WINDOW (alone), GDK_CURRENT_TIME);
  wait_until ("the window anew", is_anew, &n_alone);
  g_assert_true (gtk_widget_get_mapped (alone));
  g_assert_cmpint (n_under, ==, 1);
  g_assert_cmpint (n_dialog, ==, 1);
  gtk_window_destroy (GTK_WINDOW (alone));
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (under));
}

/* One that is closed meanwhile stays closed. */
static void
test_closed (void)
{
  int n_closed = 0, n_shown = 0;
  GtkWidget *closed = new_window (NULL, &n_closed);
  GtkWidget *shown = new_window (NULL, &n_shown);

  bo_raise (GTK_WINDOW (closed), GDK_CURRENT_TIME);
  bo_raise (GTK_WINDOW (shown), GDK_CURRENT_TIME);
  gtk_window_destroy (GTK_WINDOW (closed));
  wait_until ("the other anew", is_anew, &n_shown);
  g_assert_cmpint (n_closed, ==, 1);
  gtk_window_destroy (GTK_WINDOW (shown));
}

int
main (int argc, char **argv)
{
  scene_init (&argc, &argv);
  g_test_add_func ("/raise/anew", test_anew);
  g_test_add_func ("/raise/closed", test_closed);
  return g_test_run ();
}
