/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-home.h"

/* A home of one's own that gets a hub: what it would be is shown first. BO_SHOTS=FOLDER keeps pictures. */

#define ENDLESS "A very long name that somebody gave to a lamp because there are so many of them in the long corridor"

static bool
has_hub (gpointer client)
{
  return bo_client_get_server_url (client) != NULL;
}

/* By the names a person reads on it. */
static BoPage *
open_form (Home *home, BoClient *client)
{
  BoPage *page = page_open (home, client, "welcome:connect", 900, 900);
  GtkWidget *widget = GTK_WIDGET (page);

  gtk_editable_set_text (GTK_EDITABLE (row_titled (widget, "Address of the hub")), bo_hub_get_url (home->hub));
  gtk_editable_set_text (GTK_EDITABLE (row_titled (widget, "Password")), "secret");
  return page;
}

static void
make_home (BoClient *client, const char *name)
{
  g_autoptr (GAsyncResult) made = NULL;

  bo_client_create_home_async (client, name, NULL, take_result_cb, &made);
  edit_finish (client, &made);
}

static void
put (BoClient *client, const char *id, const char *type, const char *name)
{
  g_autoptr (GAsyncResult) made = NULL;

  bo_client_put_entity_async (client, id, type, name, "{}", NULL, take_result_cb, &made);
  edit_finish (client, &made);
}

/* Nothing is sent before the person has seen it, nor when that was enough. */
static void
test_preview (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "alone");
  BoPage *page;
  GtkWidget *widget;

  make_home (alone, "Garden House");
  page = open_form (home, alone);
  widget = GTK_WIDGET (page);
  press (widget, "Connect");
  wait_for_words (widget, "Join “Garden House” to This Hub?", true);
  wait_for_words (widget, "Added to the Hub", true);
  wait_for_words (widget, "Garden House", true);
  wait_for_words (widget, "Comes Here", true);
  check_reach (home, page, "join");
  g_assert_false (has_hub (alone));
  press (widget, "Cancel");
  wait_for_words (widget, "Connect to a Hub", true);
  g_assert_false (has_hub (alone));

  press (widget, "Connect");
  press (widget, "Join");
  wait_until ("the hub", has_hub, alone);
  sync_now (alone);
  g_assert_cmpuint (g_list_model_get_n_items (bo_model_get_homes (bo_client_get_model (alone))), ==, 2);
  page_close (home, page);
}

/* What is in no home would be sent as well. */
static void
test_without_a_home (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "alone");
  BoPage *page;

  put (alone, "5c0a4d5e-0000-4000-8000-000000000001", "note", "Where the fuses are");
  page = open_form (home, alone);
  press (GTK_WIDGET (page), "Connect");
  wait_for_words (GTK_WIDGET (page), "Join What Is Here to This Hub?", true);
  wait_for_words (GTK_WIDGET (page), "Where the fuses are", true);
  g_assert_false (has_hub (alone));
  page_close (home, page);
}

/* Nothing to show: nobody is asked. */
static void
test_empty (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "alone");
  BoPage *page = open_form (home, alone);

  press (GTK_WIDGET (page), "Connect");
  wait_until ("the hub", has_hub, alone);
  page_close (home, page);
}

static char *
invite (Home *home)
{
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  bo_client_invite_async (home->client, 5, NULL, take_result_cb, &made);
  wait_for (&made);
  text = bo_client_invite_finish (home->client, made, &error);
  g_assert_no_error (error);
  return text;
}

/* A guest is told that nothing leaves this device, and so it is. */
static void
test_guest (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "alone");
  g_autofree char *invitation = invite (home);
  BoPage *page;
  GtkWidget *widget, *row;

  make_home (alone, "Garden House");
  page = open_form (home, alone);
  widget = GTK_WIDGET (page);
  row = row_titled (widget, "Code, or text of the invitation");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (gtk_widget_get_ancestor (row, ADW_TYPE_EXPANDER_ROW)), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), invitation);
  press (widget, "Connect");
  wait_for_words (widget, "Stays on This Device", true);
  wait_for_words (widget, "You are a guest there: you may look, and nothing of this device is ever sent. What is here "
                          "stays here, next to the hub’s things.", true);
  keep_picture (home, "join-guest", 900, false);
  press (widget, "Join");
  wait_until ("the hub", has_hub, alone);
  g_assert_cmpstr (bo_client_get_role (alone), ==, "guest");
  sync_now (home->client);
  g_assert_cmpuint (g_list_model_get_n_items (bo_model_get_homes (bo_client_get_model (home->client))), ==, 1);
  page_close (home, page);
}

/* --- pictures --- */

static void
furnish (Home *home, BoClient *alone)
{
  make_home (alone, "Garden House");
  put (alone, "5c0a4d5e-0000-4000-8000-000000000010", "device", ENDLESS);
  put (alone, "5c0a4d5e-0000-4000-8000-000000000011", "device", "Ceiling light");
  put (alone, "5c0a4d5e-0000-4000-8000-000000000012", "room", "Kitchen");
  put (alone, "5c0a4d5e-0000-4000-8000-000000000013", "note", "");
  put (alone, "5c0a4d5e-0000-4000-8000-000000000014", "note", "Shared");
  put (home->client, "5c0a4d5e-0000-4000-8000-000000000014", "note", "Shared");
  sync_now (home->client);
}

static void
picture (Home *home, BoClient *alone, int width, bool dark)
{
  BoPage *page;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  page = open_form (home, alone);
  press (GTK_WIDGET (page), "Connect");
  wait_for_words (GTK_WIDGET (page), "Added to the Hub", true);
  wait_for_words (GTK_WIDGET (page), "Same Name on Both Sides", true);
  wait_for_words (GTK_WIDGET (page), "On Both Sides Already", true);
  gtk_window_set_default_size (GTK_WINDOW (home->window), width, 900);
  keep_picture (home, "join", width, dark);
  page_close (home, page);
}

static void
test_pictures (Home *home, gconstpointer data)
{
  g_autoptr (BoClient) alone = client_new_alone (home, "alone");

  furnish (home, alone);
  picture (home, alone, 900, false);
  picture (home, alone, 360, false);
  picture (home, alone, 900, true);
  picture (home, alone, 360, true);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/joining/preview", test_preview },
    { "/joining/without-a-home", test_without_a_home },
    { "/joining/empty", test_empty },
    { "/joining/guest", test_guest },
    { "/joining/pictures", test_pictures },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_home);
}
