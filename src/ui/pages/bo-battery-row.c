/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-battery-row.h"
#include "bo-kit.h"
#include "bo-operate.h"

static BoClient *
client_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "bo-client");
}

static BoAccessory *
accessory_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "bo-accessory");
}

static void
refresh_cb (GtkWidget *row)
{
  g_autofree char *day = bo_accessory_dup_battery_changed (accessory_of (row), NULL);
  g_autofree char *date = day != NULL ? bo_operate_day_to_text (day) : NULL;
  g_autofree char *text = date != NULL ? g_strdup_printf (_("Changed on %s"), date) : NULL;
  bool read_only = bo_client_get_read_only (client_of (row));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text != NULL ? text : _("Battery changed"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text != NULL ? "" : _("Nobody noted the day yet"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !read_only);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "bo-pencil"), !read_only);
}

static void
activated_cb (GtkWidget *row)
{
  bo_operate_note_battery (row, client_of (row), accessory_of (row));
}

GtkWidget *
bo_battery_row_new (BoClient *client, BoAccessory *accessory)
{
  GtkWidget *row = bo_kit_row ("", NULL, NULL);
  GtkWidget *pencil = gtk_image_new_from_icon_name ("document-edit-symbolic");

  g_object_set_data_full (G_OBJECT (row), "bo-client", g_object_ref (client), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "bo-accessory", g_object_ref (accessory), g_object_unref);
  g_object_set_data (G_OBJECT (row), "bo-pencil", pencil);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pencil), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note the day"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), pencil);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), NULL);
  g_signal_connect_object (bo_client_get_model (client), "changed", G_CALLBACK (refresh_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::read-only", G_CALLBACK (refresh_cb), row, G_CONNECT_SWAPPED);
  refresh_cb (row);
  return row;
}
