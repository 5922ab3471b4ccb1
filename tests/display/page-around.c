/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-invite-window.h"
#include "bo-moment.h"
#include "bo-palette.h"
#include "bo-preferences.h"
#include "bo-scenes-page.h"
#include "bo-window.h"
#include "page-around.h"

/* --- questions --- */

static void
look (WindowFunc func, const char *name)
{
  GtkWidget *dialog = find_dialog ();

  if (dialog == NULL)
    g_error ("Nothing is asked: %s", name);
  func (dialog, name);
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
}

static void
look_at (GtkWidget *window, WindowFunc func, const char *name)
{
  gtk_window_present (GTK_WINDOW (window));
  func (window, name);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
ask_of_things (Home *home, GtkWidget *from, WindowFunc func)
{
  BoAccessory *lock = accessory_named (home->client, "Front door lock");

  bo_operate (from, home->client, bo_accessory_find_characteristic (lock, "lock_target_state"), "0");
  look (func, "unlock");
  bo_operate_move (from, home->client, lock);
  look (func, "move");
  bo_operate_rename (from, home->client, BO_THING (lock));
  look (func, "rename");
  bo_operate_remove (from, home->client, BO_THING (lock));
  look (func, "remove");
  bo_operate_zone (from, home->client, bo_accessory_get_room (lock));
  look (func, "zone");
  bo_operate_add_service (from, home->client, lock);
  look (func, "add-service");
  bo_operate_remove_service (from, home->client, accessory_named (home->client, "Doorbell"));
  look (func, "remove-service");
}

static void
ask_for_more (Home *home, GtkWidget *from, WindowFunc func)
{
  bo_operate_add_home (from, home->client);
  look (func, "add-home");
  bo_operate_add_zone (from, home->client);
  look (func, "add-zone");
  bo_operate_add_room (from, home->client);
  look (func, "add-room");
  bo_operate_add_accessory (from, home->client, NULL);
  look (func, "add-accessory");
  bo_scene_capture (from, home->client);
  look (func, "scene");
  bo_moment_view (from, home->client);
  look (func, "moment");
}

static void
ask_of_people (Home *home, GtkWidget *from, WindowFunc func)
{
  BoHome *place = bo_client_get_home (home->client);
  g_autoptr (BoUser) user = g_list_model_get_item (bo_home_get_users (place), 0);

  bo_operate_edit_user (from, home->client, place, user);
  look (func, "edit-person");
  bo_operate_edit_user (from, home->client, place, NULL);
  look (func, "add-person");
  bo_operate_remove_user (from, home->client, place, user);
  look (func, "remove-person");
}

void
each_question (Home *home, GtkWidget *from, WindowFunc func)
{
  g_autoptr (BoDocument) document = g_list_model_get_item (bo_model_get_documents (bo_client_get_model (home->client)),
                                                           0);

  ask_of_things (home, from, func);
  ask_for_more (home, from, func);
  ask_of_people (home, from, func);
  look_at (GTK_WIDGET (bo_operate_write_document (from, home->client, document, NULL)), func, "write");
  look_at (GTK_WIDGET (bo_invite_window_new (GTK_WINDOW (home->window), home->client)), func, "invite");
}

/* --- around the pages --- */

static void
show_preferences (BoWindow *window, BoClient *client, int width, WindowFunc func)
{
  static const char *const pages[] = { "general", "sync", "notifications", "privacy", "advanced" };
  GtkWidget *preferences = GTK_WIDGET (bo_preferences_new (GTK_WINDOW (window), client));

  gtk_window_set_default_size (GTK_WINDOW (preferences), MIN (width, 640), 560);
  gtk_window_present (GTK_WINDOW (preferences));
  for (size_t i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), pages[i]);
      func (preferences, pages[i]);
    }
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static BoWindow *
open_window (Home *home, AdwApplication *application, int width)
{
  BoWindow *window = bo_window_new (application, home->client);

  gtk_window_set_default_size (GTK_WINDOW (window), width, 700);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

void
each_around (Home *home, AdwApplication *application, int width, WindowFunc func)
{
  BoWindow *window;
  GtkWidget *shortcuts;

  look_at (GTK_WIDGET (open_window (home, application, width)), func, "window");
  window = open_window (home, application, width);
  bo_shot_wait (GTK_WIDGET (window));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.back", NULL));
  func (GTK_WIDGET (window), "sidebar");
  show_preferences (window, home->client, width, func);
  look_at (GTK_WIDGET (bo_palette_new (GTK_WINDOW (window), home->client, "")), func, "palette");
  look_at (GTK_WIDGET (bo_palette_new (GTK_WINDOW (window), home->client, "lamp")), func, "palette-typed");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.show-help-overlay", NULL));
  shortcuts = GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));
  func (shortcuts, "shortcuts");
  gtk_widget_set_visible (shortcuts, FALSE);
  gtk_window_destroy (GTK_WINDOW (window));
}

AdwApplication *
application_get (void)
{
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    return ADW_APPLICATION (application);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", "io.github.the_goodies.BlowingOff.Test", "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path", "/io/github/the_goodies/BlowingOff",
                              NULL);
  g_application_register (application, NULL, NULL);
  g_application_set_default (application);
  return ADW_APPLICATION (application);
}
