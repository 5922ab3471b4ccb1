/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-preferences-private.h"

/* For whoever wants to be sure: the file that holds the home, and what can be done with it. */

static void
say (GtkWidget *row, const char *text)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) row = data;
  g_autoptr (GError) error = NULL;

  if (bo_client_check_finish (BO_CLIENT (source), result, &error))
    say (row, _("The file is whole."));
  else
    say (row, error->message);
  gtk_widget_set_sensitive (row, TRUE);
}

static void
check_cb (GtkButton *button, BoClient *client)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);

  say (row, _("Reading all of it…"));
  gtk_widget_set_sensitive (row, FALSE);
  bo_client_check_async (client, NULL, checked_cb, g_object_ref (row));
}

static void
resync_cb (GtkButton *button, BoClient *client)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);

  bo_client_resync (client);
  say (row, _("Everything is being read anew. What waits here stays."));
}

static void
copy_cb (GtkButton *button, BoClient *client)
{
  g_autofree char *path = bo_client_dup_store_path (client);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), path);
}

static GtkWidget *
button_row (const char *title, const char *subtitle, const char *label, GCallback callback, BoClient *client)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  GtkWidget *row = _bo_preferences_row (title, subtitle, button);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_signal_connect_object (button, "clicked", callback, client, 0);
  return row;
}

/* --- trying out --- */

static void
rehearse_cb (GtkWidget *button)
{
  _bo_preferences_leave (GTK_WINDOW (gtk_widget_get_root (button)), "win.test-conflict", NULL);
}

static AdwPreferencesGroup *
practice_group (void)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Make"));
  GtkWidget *row = _bo_preferences_row (_("Make a Test Conflict"),
                                        _("Another phone changes the light that you change. Nothing can go wrong in "
                                          "the demo home."),
                                        button);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_signal_connect (button, "clicked", G_CALLBACK (rehearse_cb), NULL);
  adw_preferences_group_set_title (group, _("Trying Out"));
  adw_preferences_group_add (group, row);
  return group;
}

GtkWidget *
_bo_preferences_advanced (BoClient *client, bool demo)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *path = bo_client_dup_store_path (client);
  g_autofree char *escaped = g_markup_escape_text (path, -1);
  AdwPreferencesGroup *rows = ADW_PREFERENCES_GROUP (group);

  adw_preferences_page_set_name (page, "advanced");
  adw_preferences_page_set_title (page, _("Advanced"));
  adw_preferences_page_set_icon_name (page, "applications-engineering-symbolic");
  adw_preferences_group_set_title (rows, _("The Home’s File"));
  adw_preferences_group_add (rows, button_row (_("Where It Is"), escaped, _("_Copy"), G_CALLBACK (copy_cb), client));
  adw_preferences_group_add (rows, button_row (_("Check It"), _("Reads all of it and looks for damage."), _("Ch_eck"),
                                               G_CALLBACK (check_cb), client));
  if (bo_client_get_server_url (client) != NULL)
    adw_preferences_group_add (rows, button_row (_("Read Everything Anew"),
                                                 _("Asks the hub for all it has. What waits here stays."), _("_Read"),
                                                 G_CALLBACK (resync_cb), client));
  adw_preferences_page_add (page, rows);
  if (demo)
    adw_preferences_page_add (page, practice_group ());
  return GTK_WIDGET (page);
}
