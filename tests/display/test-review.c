/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-home.h"

/* What asks for a decision, and how it is given: several at once, while things go on, beside each other. */

#define LAMP "Ceiling light"
#define OTHER_LAMP "Pendant"

static void
set_up (Home *home, gconstpointer data)
{
  home_start (home, true);
  window_set_up (home);
  home->other = client_new (home, "Ana’s laptop");
}

static void
tear_down (Home *home, gconstpointer data)
{
  home_stop (home);
}

/* --- looking and pressing --- */

static double
number (BoClient *client, const char *accessory, const char *type)
{
  BoCharacteristic *found = bo_accessory_find_characteristic (accessory_named (client, accessory), type);

  g_assert_nonnull (found);
  return bo_characteristic_get_double (found, -1);
}

static void
exchange (Home *home)
{
  sync_now (home->other);
  sync_now (home->client);
  sync_now (home->other);
}

static bool
has_none_to_review (gpointer client)
{
  return bo_client_get_conflict_count (client) == 0;
}

static bool
has_two_to_review (gpointer client)
{
  return bo_client_get_conflict_count (client) == 2;
}

/* (nullable): the first shown check button below @from that is called so */
static GtkWidget *
find_check (GtkWidget *from, const char *row)
{
  GtkWidget *found = find_labelled (from, row);

  while (found != NULL && !ADW_IS_ACTION_ROW (found))
    found = gtk_widget_get_parent (found);
  return found != NULL ? adw_action_row_get_activatable_widget (ADW_ACTION_ROW (found)) : NULL;
}

static void
check (BoPage *page, const char *row)
{
  GtkWidget *found;

  wait_for_words (GTK_WIDGET (page), row, true);
  found = find_check (GTK_WIDGET (page), row);
  g_assert_true (GTK_IS_CHECK_BUTTON (found));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (found), TRUE);
}

static void
toggle (BoPage *page, const char *label)
{
  GtkWidget *found;

  wait_for_words (GTK_WIDGET (page), label, true);
  found = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), label), GTK_TYPE_TOGGLE_BUTTON);
  g_assert_nonnull (found);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (found), !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (found)));
  bo_shot_wait (gtk_widget_get_ancestor (GTK_WIDGET (page), GTK_TYPE_WINDOW));
}

/* --- several at once --- */

/* Two lamps in two rooms, each changed on both sides: ours later. */
static void
make_two (Home *home)
{
  set_value (home->other, LAMP, "brightness", "75");
  set_value (home->other, OTHER_LAMP, "brightness", "63");
  set_value (home->client, LAMP, "brightness", "40");
  set_value (home->client, OTHER_LAMP, "brightness", "37");
  exchange (home);
  wait_until ("two conflicts", has_two_to_review, home->client);
}

static void
test_bulk (Home *home, gconstpointer data)
{
  BoPage *page;
  double lamp, other;

  make_two (home);
  lamp = number (home->client, LAMP, "brightness");
  other = number (home->client, OTHER_LAMP, "brightness");
  page = page_open (home, home->client, "sync:review", 900, 700);
  toggle (page, "Select");
  check (page, LAMP " was changed in two places");
  check (page, OTHER_LAMP " was changed in two places");
  wait_for_words (GTK_WIDGET (page), "2 selected", true);
  keep_picture (home, "review-select", 900, false);
  press (GTK_WIDGET (page), "Keep Hub’s…");
  wait_for_words (find_dialog (), "Brightness: 40 % → 75 %", true);
  wait_for_words (find_dialog (), "Brightness: 37 % → 63 %", true);
  keep_window (find_dialog (), "review-preview");
  answer ("Cancel");
  g_assert_true (has_two_to_review (home->client));
  g_assert_cmpfloat (number (home->client, LAMP, "brightness"), ==, lamp);
  press (GTK_WIDGET (page), "Keep Hub’s…");
  answer ("Keep Hub’s");
  wait_until ("both reviews", has_none_to_review, home->client);
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, 75);
  g_assert_cmpfloat (number (home->other, OTHER_LAMP, "brightness"), ==, 63);
  press (home->window, "Undo");
  wait_until ("both to ask again", has_two_to_review, home->client);
  exchange (home);
  g_assert_cmpfloat (number (home->other, LAMP, "brightness"), ==, lamp);
  g_assert_cmpfloat (number (home->other, OTHER_LAMP, "brightness"), ==, other);
  page_close (home, page);
}

/* A room's check takes what is in it and nothing else. */
static void
test_bulk_room (Home *home, gconstpointer data)
{
  BoPage *page;
  BoRoom *room;
  g_autofree char *name = NULL;
  GtkWidget *box;

  make_two (home);
  room = bo_accessory_get_room (accessory_named (home->client, LAMP));
  g_assert_true (room != bo_accessory_get_room (accessory_named (home->client, OTHER_LAMP)));
  name = g_strdup (bo_thing_get_display_name (BO_THING (room)));
  page = page_open (home, home->client, "sync:review", 360, 640);
  toggle (page, "Select");
  wait_for_words (GTK_WIDGET (page), name, true);
  box = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), name), ADW_TYPE_PREFERENCES_GROUP);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (gtk_widget_get_ancestor (find_labelled (box, "All"),
                                                                          GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
  wait_for_words (GTK_WIDGET (page), "1 selected", true);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (GTK_WIDGET (page),
                                                                            LAMP " was changed in two places"))));
  keep_picture (home, "review-select", 360, false);
  check_reach (home, page, "review-select");
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Home *home, gconstpointer data);
  } tests[] = {
    { "/review/bulk", test_bulk },
    { "/review/bulk-room", test_bulk_room },
  };

  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Home, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
