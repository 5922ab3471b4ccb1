/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "bo-bell-row.h"

static const char *const names[] = { NULL, "always", "never" };

static char *
key_of (BoAccessory *accessory)
{
  return g_strconcat ("notify.bell.", bo_thing_get_id (BO_THING (accessory)), NULL);
}

BoBellRule
bo_bell_rule_of (BoClient *client, BoAccessory *accessory)
{
  g_autofree char *key = key_of (accessory);
  const char *name = bo_client_get_setting (client, key);

  for (BoBellRule rule = BO_BELL_ALWAYS; rule <= BO_BELL_NEVER; rule++)
    if (g_strcmp0 (name, names[rule]) == 0)
      return rule;
  return BO_BELL_AS_ALL;
}

BoCharacteristic *
bo_bell_press_of (BoAccessory *accessory)
{
  BoService *bell = bo_accessory_find_service (accessory, "doorbell");

  return bell != NULL ? bo_service_find (bell, "programmable_switch_event") : NULL;
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, BoClient *client)
{
  g_autofree char *key = key_of (g_object_get_data (G_OBJECT (row), "bo-accessory"));

  bo_client_set_setting (client, key, names[adw_combo_row_get_selected (row)]);
}

GtkWidget *
bo_bell_row_new (BoClient *client, BoAccessory *accessory)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) rules = gtk_string_list_new (NULL);

  gtk_string_list_append (rules, _("As the Preferences Say of All Bells"));
  gtk_string_list_append (rules, _("Tell Me, in Quiet Hours Too"));
  gtk_string_list_append (rules, _("Don’t Tell Me"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("When It Rings"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (rules));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), bo_bell_rule_of (client, accessory));
  g_object_set_data_full (G_OBJECT (row), "bo-accessory", g_object_ref (accessory), g_object_unref);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), client, 0);
  return row;
}
