/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-invite-window.h"
#include "page-home.h"

/* The people of a home and its guests, on the page, over a real hub. BO_SHOTS=FOLDER keeps pictures. */

static void
set_up (Home *home, gconstpointer data)
{
  home_start (home, true);
  window_set_up (home);
}

static void
tear_down (Home *home, gconstpointer data)
{
  home_stop (home);
}

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
keep_window (GtkWidget *window, const char *name)
{
  const char *folder = g_getenv ("BO_SHOTS");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (path == NULL)
    return;
  bo_shot_wait (window);
  g_assert_true (bo_shot_save (window, path, NULL));
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
  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/people/person", Home, NULL, set_up, test_person, tear_down);
  g_test_add ("/people/edit", Home, NULL, set_up, test_edit, tear_down);
  g_test_add ("/people/hub-away", Home, NULL, set_up, test_hub_away, tear_down);
  g_test_add ("/people/guest", Home, NULL, set_up, test_guest, tear_down);
  g_test_add ("/people/pictures", Home, NULL, set_up, test_pictures, tear_down);
  return g_test_run ();
}
