/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-preferences-private.h"

/* What is chosen for everybody has pages of its own; the way there begins here, too. */

static void
activated_cb (GtkWidget *row, const char *address)
{
  GtkWindow *preferences = GTK_WINDOW (gtk_widget_get_root (row));

  _bo_preferences_leave (preferences, "win.show", g_variant_new_string (address));
}

static void
add_way (GtkWidget *group, const char *title, const char *subtitle, const char *address)
{
  GtkWidget *row = bo_kit_row (title, subtitle, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), (gpointer) address);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

GtkWidget *
_bo_preferences_home (void)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("The Home"));
  add_way (group, _("People"), _("Who lives here, and its guests"), "people");
  add_way (group, _("Homes, Zones and Rooms"), NULL, "places");
  add_way (group, _("Backup and Import"), _("Back up, export, import with a preview"), "keep");
  return group;
}
