/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-bar.h"
#include "bo-battery-row.h"
#include "bo-bell-row.h"
#include "bo-heater-row.h"
#include "bo-history-list.h"
#include "bo-offline-bar.h"
#include "bo-past-bar.h"
#include "bo-standing.h"
#include "bo-trust-bar.h"
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
first_cb (Fixture *fixture)
{
  g_free (fixture->type);
  fixture->type = g_strdup ("first");
}

static void
second_cb (Fixture *fixture)
{
  g_free (fixture->type);
  fixture->type = g_strdup ("second");
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
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Battery changed");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "3 March <2026>");
  bo_battery_row_set_read_only (BO_BATTERY_ROW (row), true);
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  g_assert_finalize_object (row);
}

static void
test_heater (Fixture    *fixture,
             const void *data)
{
  GtkWidget *row = g_object_ref_sink (bo_heater_row_new ());
  GtkSwitch *toggle = GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));

  bo_heater_row_set_minutes (BO_HEATER_ROW (row), 1);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "1 minute at most"));
  bo_heater_row_set_minutes (BO_HEATER_ROW (row), 10);
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

/* --- bars --- */

/* (nullable): what a bar around a BoBar says now */
static const char *
text_of (GtkWidget *bar)
{
  return bo_bar_get_text (BO_BAR (adw_bin_get_child (ADW_BIN (bar))));
}

static void
put_aside (GtkWidget *bar)
{
  g_signal_emit_by_name (adw_bin_get_child (ADW_BIN (bar)), "dismissed");
}

static void
act (GtkWidget *bar)
{
  g_signal_emit_by_name (adw_bin_get_child (ADW_BIN (bar)), "action");
}

/* Where @child is in @bar */
static graphene_rect_t
place_of (GtkWidget *bar,
          GtkWidget *child)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (child, bar, &place));
  return place;
}

static GtkWidget *
show_bar (int              width,
          GtkTextDirection direction)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bar = bo_bar_new ();

  gtk_widget_set_default_direction (direction);
  gtk_widget_set_valign (bar, GTK_ALIGN_START);
  bo_bar_say (BO_BAR (bar), "drive-harddisk-symbolic", "The home’s file was damaged and has been mended.", "_Details",
              "Hide");
  gtk_window_set_child (GTK_WINDOW (window), bar);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 200);
  gtk_window_present (GTK_WINDOW (window));
  bo_shot_wait (window);
  return bar;
}

/* What can be done stands beside the words where there is room, and else below them, at the end; the cross stays. */
static void
test_bar (Fixture    *fixture,
          const void *data)
{
  static const struct { int width; GtkTextDirection direction; bool below; } cases[] = {
    { 900, GTK_TEXT_DIR_LTR, false },
    { 336, GTK_TEXT_DIR_LTR, true },
    { 336, GTK_TEXT_DIR_RTL, true },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *bar = show_bar (cases[i].width, cases[i].direction);
      graphene_rect_t deed = place_of (bar, find_button (bar, "_Details"));
      graphene_rect_t cross = place_of (bar, find_button (bar, "Hide"));
      bool rtl = cases[i].direction == GTK_TEXT_DIR_RTL;

      g_assert_cmpint (gtk_widget_get_width (bar), ==, cases[i].width);
      g_assert_true (cases[i].below == (deed.origin.y >= cross.origin.y + cross.size.height - 6));
      g_assert_true (rtl == (cross.origin.x + cross.size.width < cases[i].width / 2.0f));
      g_assert_true (rtl == (deed.origin.x + deed.size.width < cases[i].width / 2.0f));
      gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (bar)));
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Put aside it stays so until all was well once; that the file was mended goes before, and is read once. */
static void
test_offline (Fixture    *fixture,
              const void *data)
{
  const BoOfflineFacts away = { .away = true };
  const BoOfflineFacts well = { .up_to_date = true };
  const BoOfflineFacts sign_in = { .sign_in = true, .mended = true };
  GtkWidget *bar = g_object_ref_sink (g_object_new (BO_TYPE_OFFLINE_BAR, NULL));

  g_signal_connect_swapped (bar, "details", G_CALLBACK (first_cb), fixture);
  g_signal_connect_swapped (bar, "sign-in", G_CALLBACK (second_cb), fixture);
  bo_offline_bar_tell (BO_OFFLINE_BAR (bar), &away);
  g_assert_cmpstr (text_of (bar), ==, "Not connected. Changes are kept here and sent later.");
  put_aside (bar);
  bo_offline_bar_tell (BO_OFFLINE_BAR (bar), &away);
  g_assert_null (text_of (bar));
  bo_offline_bar_tell (BO_OFFLINE_BAR (bar), &well);
  g_assert_null (text_of (bar));
  bo_offline_bar_tell (BO_OFFLINE_BAR (bar), &away);
  g_assert_nonnull (text_of (bar));

  bo_offline_bar_tell (BO_OFFLINE_BAR (bar), &sign_in);
  g_assert_cmpstr (text_of (bar), ==, "The home’s file was damaged and has been mended.");
  act (bar);
  g_assert_cmpstr (fixture->type, ==, "first");
  put_aside (bar);
  g_assert_cmpstr (text_of (bar), ==, "Signing in is needed. Until then changes are kept here.");
  act (bar);
  g_assert_cmpstr (fixture->type, ==, "second");
  g_assert_finalize_object (bar);
}

static void
test_trust (Fixture    *fixture,
            const void *data)
{
  GtkWidget *bar = g_object_ref_sink (g_object_new (BO_TYPE_TRUST_BAR, NULL));

  g_signal_connect_swapped (bar, "review", G_CALLBACK (first_cb), fixture);
  g_assert_null (text_of (bar));
  bo_trust_bar_say (BO_TRUST_BAR (bar), BO_TRUST_PLAIN);
  g_assert_true (g_str_has_prefix (text_of (bar), "Not encrypted"));
  bo_trust_bar_say (BO_TRUST_BAR (bar), BO_TRUST_CHANGED);
  g_assert_true (g_str_has_prefix (text_of (bar), "The hub shows another certificate"));
  act (bar);
  g_assert_cmpstr (fixture->type, ==, "first");
  bo_trust_bar_say (BO_TRUST_BAR (bar), BO_TRUST_WELL);
  g_assert_null (text_of (bar));
  g_assert_finalize_object (bar);
}

static void
test_past (Fixture    *fixture,
           const void *data)
{
  GtkWidget *bar = g_object_ref_sink (bo_past_bar_new ("today 08:00"));

  g_signal_connect_swapped (bar, "compare", G_CALLBACK (first_cb), fixture);
  g_signal_connect_swapped (bar, "now", G_CALLBACK (second_cb), fixture);
  g_signal_emit_by_name (find_button (bar, "What Changed Since"), "clicked");
  g_assert_cmpstr (fixture->type, ==, "first");
  g_signal_emit_by_name (find_button (bar, "_Return to Now"), "clicked");
  g_assert_cmpstr (fixture->type, ==, "second");
  g_assert_finalize_object (bar);
}

/* --- what asks for a person --- */

/* Nothing while all is well; one button, that does what there is to do. */
static void
test_standing (Fixture    *fixture,
               const void *data)
{
  BoThing *refused = bo_model_lookup (fixture->model, "outlet");
  BoThing *two = bo_model_lookup (fixture->model, "switch");
  GtkWidget *none = g_object_ref_sink (bo_standing_new (BO_ACCESSORY (bo_model_lookup (fixture->model, "lock"))));
  GtkWidget *standing = g_object_ref_sink (bo_standing_new (BO_ACCESSORY (refused)));

  g_assert_false (gtk_widget_get_visible (none));
  g_assert_finalize_object (none);
  g_assert_true (gtk_widget_get_visible (standing));
  g_signal_connect_swapped (standing, "retry", G_CALLBACK (first_cb), fixture);
  g_signal_emit_by_name (find_button (standing, "_Retry"), "clicked");
  g_assert_cmpstr (fixture->type, ==, "first");
  g_assert_finalize_object (standing);

  standing = g_object_ref_sink (bo_standing_new (BO_ACCESSORY (two)));
  bo_thing_set_rival (two, "Ana");
  g_signal_connect_swapped (standing, "review", G_CALLBACK (second_cb), fixture);
  g_signal_emit_by_name (find_button (standing, "Re_view"), "clicked");
  g_assert_cmpstr (fixture->type, ==, "second");
  bo_standing_set_read_only (BO_STANDING (standing), true);
  g_assert_false (gtk_widget_get_sensitive (find_button (standing, "Re_view")));
  g_assert_finalize_object (standing);
}

/* --- what happened --- */

static GtkWidget *
row_at (GtkWidget *list,
        int        index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (adw_bin_get_child (ADW_BIN (list))), index));
}

/* What is new comes above, and the rows that were there stay. */
static void
test_history (Fixture    *fixture,
              const void *data)
{
  GtkWidget *list = g_object_ref_sink (bo_history_list_new ());
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *first;

  g_assert_null (row_at (list, 0));
  g_ptr_array_add (entries, bo_history_entry_new ("1", "Added", "Ana", 1));
  bo_history_list_set_entries (BO_HISTORY_LIST (list), entries);
  first = g_object_ref (row_at (list, 0));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)), ==, "Added");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (first)), ==, "Ana");
  g_ptr_array_insert (entries, 0, bo_history_entry_new ("2", "On: Off → On", "Ben", 2));
  bo_history_list_set_entries (BO_HISTORY_LIST (list), entries);
  g_assert_true (row_at (list, 1) == first);
  g_object_unref (first);
  g_assert_null (row_at (list, 2));
  g_ptr_array_remove_index (entries, 1);
  bo_history_list_set_entries (BO_HISTORY_LIST (list), entries);
  g_assert_null (row_at (list, 1));
  g_assert_finalize_object (list);
}

#define ADD(name, function) g_test_add ("/parts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  ADD ("bell", test_bell);
  ADD ("battery", test_battery);
  ADD ("heater", test_heater);
  ADD ("bar", test_bar);
  ADD ("offline", test_offline);
  ADD ("trust", test_trust);
  ADD ("past", test_past);
  ADD ("standing", test_standing);
  ADD ("history", test_history);
  return g_test_run ();
}
