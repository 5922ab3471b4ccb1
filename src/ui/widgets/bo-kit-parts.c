/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-kit-parts.h"

GtkWidget *
bo_kit_row (const char *title, const char *subtitle, const char *icon_name)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  if (icon_name != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  return row;
}

static void
link_activated_cb (GtkWidget *row, const char *address)
{
  gtk_widget_activate_action (row, "win.show", "s", address);
}

static void
free_address_cb (gpointer data, GClosure *closure)
{
  g_free (data);
}

GtkWidget *
bo_kit_link_row (const char *title, const char *subtitle, const char *icon_name, const char *address)
{
  GtkWidget *row = bo_kit_row (title, subtitle, icon_name);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (arrow, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (link_activated_cb), g_strdup (address), free_address_cb, 0);
  return row;
}

void
bo_kit_go (GtkWidget *from, const char *place, const char *id)
{
  g_autofree char *address = id != NULL ? g_strdup_printf ("%s:%s", place, id) : g_strdup (place);

  gtk_widget_activate_action (from, "win.show", "s", address);
}

void
bo_kit_gather (unsigned int *source, GSourceFunc func, gpointer data)
{
  if (*source == 0)
    *source = g_idle_add (func, data);
}

void
bo_kit_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (widget, name);
}
