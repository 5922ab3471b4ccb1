/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-battery-row.h"

struct _BoBatteryRow
{
  AdwActionRow parent_instance;
  GtkWidget   *pencil;
};

G_DEFINE_FINAL_TYPE (BoBatteryRow, bo_battery_row, ADW_TYPE_ACTION_ROW)

void
bo_battery_row_set_day (BoBatteryRow *self, const char *day)
{
  g_return_if_fail (BO_IS_BATTERY_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), day != NULL ? day : _("Nobody noted the day yet"));
}

void
bo_battery_row_set_read_only (BoBatteryRow *self, bool read_only)
{
  g_return_if_fail (BO_IS_BATTERY_ROW (self));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !read_only);
  gtk_widget_set_visible (self->pencil, !read_only);
}

static void
bo_battery_row_class_init (BoBatteryRowClass *klass)
{
}

static void
bo_battery_row_init (BoBatteryRow *self)
{
  self->pencil = gtk_image_new_from_icon_name ("document-edit-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pencil), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Note the day"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Battery changed"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->pencil);
  bo_battery_row_set_day (self, NULL);
  bo_battery_row_set_read_only (self, false);
}

GtkWidget *
bo_battery_row_new (void)
{
  return g_object_new (BO_TYPE_BATTERY_ROW, NULL);
}
