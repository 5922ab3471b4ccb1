/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-battery-row.h"
#include "bo-bell-row.h"
#include "bo-heater-row.h"
#include "widget-scene.h"

/* What stands on pages shows what it is told, says what a person asks for, and asks for nothing because it was told. */

static void
number_cb (Fixture *fixture,
           int      number)
{
  fixture->activated++;
  g_free (fixture->type);
  fixture->type = g_strdup_printf ("%d", number);
}

static void
test_bell (Fixture    *fixture,
           const void *data)
{
  GtkWidget *row = g_object_ref_sink (bo_bell_row_new ());

  g_signal_connect_swapped (row, "chosen", G_CALLBACK (number_cb), fixture);
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, BO_BELL_AS_ALL);
  bo_bell_row_set_rule (BO_BELL_ROW (row), BO_BELL_NEVER);
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, BO_BELL_NEVER);
  g_assert_cmpuint (fixture->activated, ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), BO_BELL_ALWAYS);
  g_assert_cmpuint (fixture->activated, ==, 1);
  g_assert_cmpstr (fixture->type, ==, "1");
  g_assert_finalize_object (row);
}

static void
test_battery (Fixture    *fixture,
              const void *data)
{
  GtkWidget *row = g_object_ref_sink (bo_battery_row_new ());

  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "");
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  bo_battery_row_set_day (BO_BATTERY_ROW (row), "3 March <2026>");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Changed on 3 March <2026>");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "");
  bo_battery_row_set_read_only (BO_BATTERY_ROW (row), true);
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  g_assert_finalize_object (row);
}

static void
test_heater (Fixture    *fixture,
             const void *data)
{
  GtkWidget *row = g_object_ref_sink (bo_heater_row_new (10));
  GtkSwitch *toggle = GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));

  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "10 minutes"));
  g_signal_connect_swapped (row, "chosen", G_CALLBACK (number_cb), fixture);
  bo_heater_row_set_drives (BO_HEATER_ROW (row), true);
  g_assert_true (gtk_switch_get_active (toggle));
  g_assert_cmpuint (fixture->activated, ==, 0);
  gtk_switch_set_active (toggle, FALSE);
  g_assert_cmpuint (fixture->activated, ==, 1);
  g_assert_cmpstr (fixture->type, ==, "0");
  g_assert_finalize_object (row);
}

#define ADD(name, function) g_test_add ("/parts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  bo_widgets_init ();
  ADD ("bell", test_bell);
  ADD ("battery", test_battery);
  ADD ("heater", test_heater);
  return g_test_run ();
}
