/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-battery-row.h"
#include "bo-bell.h"
#include "bo-beside.h"
#include "bo-heater-row.h"

/* --- a bell --- */

static void
rule_chosen_cb (GtkWidget *row, int rule, BoClient *client)
{
  bo_bell_set_rule (client, g_object_get_data (G_OBJECT (row), "bo-accessory"), rule);
}

/* A guest may choose, too: it is about this device. */
static GtkWidget *
bell (BoClient *client, BoAccessory *accessory)
{
  GtkWidget *row = bo_bell_row_new ();

  bo_bell_row_set_rule (BO_BELL_ROW (row), bo_bell_rule_of (client, accessory));
  g_object_set_data_full (G_OBJECT (row), "bo-accessory", g_object_ref (accessory), g_object_unref);
  g_signal_connect_object (row, "chosen", G_CALLBACK (rule_chosen_cb), client, 0);
  return row;
}

/* --- which of them --- */

GtkWidget *
bo_beside (BoClient *client, BoAccessory *accessory, BoService *service)
{
  const BoServiceSpec *spec = bo_service_get_spec (service);

  if (spec != NULL && g_str_equal (spec->id, "battery"))
    return bo_battery_row_new (client, accessory);
  if (bo_service_can_drive_heater (service))
    return bo_heater_row_new (client, service);
  return spec != NULL && g_str_equal (spec->id, "doorbell") ? bell (client, accessory) : NULL;
}
