/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "page-around.h"

/* Every page and the details of every accessory, for those who don't see them or have no pointer
 * (page-reach.c). */

static void
check_page (Home *home, const char *address, const char *name)
{
  BoPage *page = page_open (home, home->client, address, 1024, 700);

  unfold (home->window);
  bo_shot_wait (home->window);
  check_reach (home, page, name);
  page_close (home, page);
}

static void
check_each (Home *home, GListModel *things, const char *place)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr (BoThing) thing = g_list_model_get_item (things, i);
      g_autofree char *address = g_strconcat (place, ":", bo_thing_get_id (thing), NULL);

      check_page (home, address, bo_thing_get_display_name (thing));
    }
}

static void
test_pages (void)
{
  static const char *const addresses[] = {
    "home",        "favourites",    "no-room",     "filter:lights", "filter:unreachable", "sync:waiting",
    "sync:review", "sync:activity", "sync:health", "scenes",        "automations", "documents",          "history",
    "people",      "places",        "keep",        "welcome",       "welcome:connect",
  };
  Home home = { 0 };
  BoModel *model;

  set_up_conflict (&home);
  model = bo_client_get_model (home.client);
  for (size_t i = 0; i < G_N_ELEMENTS (addresses); i++)
    check_page (&home, addresses[i], addresses[i]);
  check_each (&home, bo_model_get_rooms (model), "room");
  check_each (&home, bo_model_get_documents (model), "document");
  home_stop (&home);
}

static bool
has_conflict (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_conflicts (client)) > 0;
}

static void
test_conflict (void)
{
  Home home = { 0 };
  g_autoptr (BoConflictItem) item = NULL;
  g_autofree char *address = NULL;

  set_up_conflict (&home);
  wait_until ("the conflict", has_conflict, home.client);
  item = g_list_model_get_item (bo_client_list_conflicts (home.client), 0);
  address = g_strconcat ("conflict:", bo_conflict_item_get_id (item), NULL);
  check_page (&home, address, "conflict");
  home_stop (&home);
}

static void
test_accessories (void)
{
  Home home = { 0 };

  set_up_conflict (&home);
  check_each (&home, bo_model_get_accessories (bo_client_get_model (home.client)), "accessory");
  home_stop (&home);
}

/* --- around the pages and over them --- */

static void
check_window (GtkWidget *window, const char *name)
{
  unfold (window);
  bo_shot_wait (window);
  check_reach_in (window, window, name);
}

static void
test_around (void)
{
  static const int widths[] = { 1024, 360 };
  AdwApplication *application = application_get ();
  Home home = { 0 };

  set_up_conflict (&home);
  for (size_t i = 0; i < G_N_ELEMENTS (widths); i++)
    each_around (&home, application, widths[i], check_window);
  home_stop (&home);
}

static void
test_questions (void)
{
  Home home = { 0 };
  BoPage *page;

  set_up_conflict (&home);
  page = page_open (&home, home.client, "scenes", 1024, 700);
  each_question (&home, GTK_WIDGET (page), check_window);
  page_close (&home, page);
  home_stop (&home);
}

int
main (int argc, char **argv)
{
  scene_init (&argc, &argv);
  /* All complaints are wanted, not the first alone. */
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/access/pages", test_pages);
  g_test_add_func ("/access/conflict", test_conflict);
  g_test_add_func ("/access/accessories", test_accessories);
  g_test_add_func ("/access/around", test_around);
  g_test_add_func ("/access/questions", test_questions);
  return g_test_run ();
}
