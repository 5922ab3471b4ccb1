/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bo-heater-row.h"
#include "bo-kit.h"

/* How long what is chosen for mechanical things lets it wait */
static char *
say_rule (BoClient *client)
{
  BoSyncRules rules;
  int minutes;

  bo_client_get_sync_rules (client, &rules);
  minutes = rules.mechanical_seconds / 60;
  return g_strdup_printf (ngettext ("While the hub is away, switching it on waits %d minute at most, and never happens "
                                    "later. Kept on this device.",
                                    "While the hub is away, switching it on waits %d minutes at most, and never happens "
                                    "later. Kept on this device.", (unsigned long) minutes), minutes);
}

static void
toggled_cb (GtkSwitch *toggle, GParamSpec *pspec, BoClient *client)
{
  bo_client_set_drives_heater (client, g_object_get_data (G_OBJECT (toggle), "bo-service"),
                               gtk_switch_get_active (toggle));
}

GtkWidget *
bo_heater_row_new (BoClient *client, BoService *service)
{
  g_autofree char *rule = say_rule (client);
  GtkWidget *row = bo_kit_row (_("Drives a Heater"), rule, NULL);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), bo_service_get_drives_heater (service));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Drives a Heater"), -1);
  g_object_set_data_full (G_OBJECT (toggle), "bo-service", g_object_ref (service), g_object_unref);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (toggled_cb), client, 0);
  return row;
}
