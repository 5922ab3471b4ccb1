/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-battery-row.h"
#include "bo-bell.h"
#include "bo-beside.h"
#include "bo-heater-row.h"
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

/* --- a bell --- */

static void
rule_chosen_cb (GtkWidget *row, int rule, BoClient *client)
{
  bo_bell_set_rule (client, accessory_of (row), rule);
}

static void
show_rule_cb (GtkWidget *row, BoClient *client)
{
  bo_bell_row_set_rule (BO_BELL_ROW (row), bo_bell_rule_of (client, accessory_of (row)));
}

/* A guest may choose, too: it is about this device. */
static GtkWidget *
bell (BoClient *client, BoAccessory *accessory)
{
  GtkWidget *row = bo_bell_row_new ();

  g_object_set_data_full (G_OBJECT (row), "bo-accessory", g_object_ref (accessory), g_object_unref);
  g_signal_connect_object (row, "chosen", G_CALLBACK (rule_chosen_cb), client, 0);
  g_signal_connect_object (client, "settings-changed", G_CALLBACK (show_rule_cb), row, G_CONNECT_SWAPPED);
  show_rule_cb (row, client);
  return row;
}

/* --- a battery --- */

static void
show_battery_cb (GtkWidget *row)
{
  g_autofree char *day = bo_accessory_dup_battery_changed (accessory_of (row), NULL);
  g_autofree char *text = day != NULL ? bo_operate_day_to_text (day) : NULL;

  bo_battery_row_set_day (BO_BATTERY_ROW (row), text);
  bo_battery_row_set_read_only (BO_BATTERY_ROW (row), bo_client_get_read_only (client_of (row)));
}

static void
note_battery_cb (GtkWidget *row)
{
  bo_operate_note_battery (row, client_of (row), accessory_of (row));
}

GtkWidget *
bo_beside_battery (BoClient *client, BoAccessory *accessory)
{
  GtkWidget *row = bo_battery_row_new ();

  g_object_set_data_full (G_OBJECT (row), "bo-client", g_object_ref (client), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "bo-accessory", g_object_ref (accessory), g_object_unref);
  g_signal_connect (row, "activated", G_CALLBACK (note_battery_cb), NULL);
  g_signal_connect_object (bo_client_get_model (client), "changed", G_CALLBACK (show_battery_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::read-only", G_CALLBACK (show_battery_cb), row, G_CONNECT_SWAPPED);
  show_battery_cb (row);
  return row;
}

/* --- a heater --- */

static BoService *
service_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "bo-service");
}

static void
heater_chosen_cb (GtkWidget *row, gboolean drives, BoClient *client)
{
  bo_client_set_drives_heater (client, service_of (row), drives);
}

/* How long it may wait is what is chosen for mechanical things. */
static void
show_heater_cb (GtkWidget *row, BoClient *client)
{
  BoSyncRules rules;

  bo_client_get_sync_rules (client, &rules);
  bo_heater_row_set_minutes (BO_HEATER_ROW (row), rules.mechanical_seconds / 60);
  bo_heater_row_set_drives (BO_HEATER_ROW (row), bo_service_get_drives_heater (service_of (row)));
}

/* A guest may choose, too: it is about this device. */
static GtkWidget *
heater (BoClient *client, BoService *service)
{
  GtkWidget *row = bo_heater_row_new ();

  g_object_set_data_full (G_OBJECT (row), "bo-service", g_object_ref (service), g_object_unref);
  g_signal_connect_object (row, "chosen", G_CALLBACK (heater_chosen_cb), client, 0);
  g_signal_connect_object (client, "settings-changed", G_CALLBACK (show_heater_cb), row, G_CONNECT_SWAPPED);
  show_heater_cb (row, client);
  return row;
}

/* --- which of them --- */

GtkWidget *
bo_beside (BoClient *client, BoAccessory *accessory, BoService *service)
{
  const BoServiceSpec *spec = bo_service_get_spec (service);

  if (spec != NULL && g_str_equal (spec->id, "battery"))
    return bo_beside_battery (client, accessory);
  if (bo_service_can_drive_heater (service))
    return heater (client, service);
  return spec != NULL && g_str_equal (spec->id, "doorbell") ? bell (client, accessory) : NULL;
}
