/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-heater-row.h"

struct _BoHeaterRow
{
  AdwActionRow parent_instance;
  GtkWidget   *toggle;
  bool         drives;
};

G_DEFINE_FINAL_TYPE (BoHeaterRow, bo_heater_row, ADW_TYPE_ACTION_ROW)

static unsigned int chosen_signal;

static void
toggled_cb (BoHeaterRow *self)
{
  bool drives = gtk_switch_get_active (GTK_SWITCH (self->toggle));

  if (drives == self->drives)
    return;
  self->drives = drives;
  g_signal_emit (self, chosen_signal, 0, drives);
}

void
bo_heater_row_set_drives (BoHeaterRow *self, bool drives)
{
  g_return_if_fail (BO_IS_HEATER_ROW (self));

  self->drives = drives;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), drives);
}

void
bo_heater_row_set_minutes (BoHeaterRow *self, int minutes)
{
  g_autofree char *rule =
    g_strdup_printf (ngettext ("While the hub is away, switching it on waits %d minute at most, and never happens "
                               "later. Kept on this device.",
                               "While the hub is away, switching it on waits %d minutes at most, and never happens "
                               "later. Kept on this device.", (unsigned long) minutes), minutes);

  g_return_if_fail (BO_IS_HEATER_ROW (self));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), rule);
}

static void
bo_heater_row_class_init (BoHeaterRowClass *klass)
{
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
bo_heater_row_init (BoHeaterRow *self)
{
  self->toggle = gtk_switch_new ();
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Drives a Heater"),
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Drives a Heater"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->toggle);
  g_signal_connect_object (self->toggle, "notify::active", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
bo_heater_row_new (void)
{
  return g_object_new (BO_TYPE_HEATER_ROW, NULL);
}
