/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "bo-bell.h"
#include "bo-course.h"
#include "bo-preset-row.h"
#include "bo-presets.h"
#include "page-home.h"

/* What a person does in an accessory's details, over a real hub, and what another device then sees. */

#define LAMP "Ceiling light"
#define PLUG "Coffee machine"

static BoPage *
open_details (Home *home, const char *name)
{
  g_autofree char *address =
    g_strconcat ("accessory:", bo_thing_get_id (BO_THING (accessory_named (home->client, name))), NULL);
  BoPage *page = page_open (home, home->client, address, 900, 700);

  bo_shot_wait (home->window);
  return page;
}

typedef struct
{
  BoClient   *client;
  const char *name;
  const char *type;
  double      value;
} Reading;

static bool
reads (gpointer data)
{
  Reading *reading = data;

  return number (reading->client, reading->name, reading->type) == reading->value;
}

static void
wait_for_number (Home *home, const char *name, const char *type, double value)
{
  Reading reading = { home->client, name, type, value };

  wait_until (type, reads, &reading);
}

/* Types into the question that is open, and answers it. */
static void
answer_with (const char *text, const char *label)
{
  GtkWidget *dialog = find_dialog ();

  g_assert_nonnull (dialog);
  bo_shot_wait (dialog);
  gtk_editable_set_text (GTK_EDITABLE (row_titled (dialog, "Name")), text);
  answer (label);
}

/* --- what is saved --- */

static bool
activate_key (GtkWidget *widget, const char *key)
{
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (key);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (unsigned int i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (unsigned int j = 0; GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && j < g_list_model_get_n_items (shortcuts); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return false;
}

static void
test_colors (Home *home, gconstpointer data)
{
  BoPage *page = open_details (home, LAMP);
  GtkWidget *row = find_type (GTK_WIDGET (page), BO_TYPE_PRESET_ROW);
  GListModel *kept = bo_presets_of (home->client, "color");
  double first = number (home->client, LAMP, "color_temperature");

  g_assert_nonnull (row);
  press (row, "Save This Colour");
  answer_with ("Evening", "Save");
  wait_for_words (row, "Evening", true);
  g_assert_nonnull (bo_client_get_setting (home->client, "presets.color"));
  set_value (home->client, LAMP, "color_temperature", first == 200 ? "300" : "200");
  bo_shot_wait (home->window);
  press (row, "Save This Colour");
  answer_with ("Work", "Save");
  wait_for_words (row, "Work", true);
  keep_picture (home, "presets", 900, false);

  press (row, "Evening");
  wait_for_number (home, LAMP, "color_temperature", first);
  g_assert_cmpfloat (number_elsewhere (home, LAMP, "color_temperature"), ==, first);

  /* One of the same name gives way. */
  set_value (home->client, LAMP, "color_temperature", "250");
  bo_shot_wait (home->window);
  press (row, "Save This Colour");
  answer_with ("Work", "Save");
  g_assert_cmpuint (g_list_model_get_n_items (kept), ==, 2);

  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
  g_assert_true (activate_key (row, "Delete"));
  wait_for_words (row, "Evening", false);
  g_assert_cmpuint (g_list_model_get_n_items (kept), ==, 1);
  press (home->window, "Undo");
  wait_for_words (row, "Evening", true);
  page_close (home, page);
}

static void
test_positions (Home *home, gconstpointer data)
{
  BoPage *page = open_details (home, "Garden blind");
  GtkWidget *row = find_type (GTK_WIDGET (page), BO_TYPE_PRESET_ROW);
  BoPreset *preset;

  set_value (home->client, "Garden blind", "target_position", "35");
  bo_shot_wait (home->window);
  press (row, "Save This Position");
  answer_with ("Sun on the screen", "Save");
  wait_for_words (row, "Sun on the screen", true);
  set_value (home->client, "Garden blind", "target_position", "100");
  press (row, "Sun on the screen");
  wait_for_number (home, "Garden blind", "target_position", 35);
  preset = g_list_model_get_item (bo_presets_of (home->client, "position"), 0);
  g_signal_emit_by_name (row, "rename", preset);
  g_object_unref (preset);
  answer_with ("Film", "Rename");
  wait_for_words (row, "Film", true);
  g_assert_null (find_labelled (row, "Sun on the screen"));
  page_close (home, page);
}

/* What is no preset is left out; more than fit on a page aren't read. */
static void
test_odd_settings (Home *home, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("\nNothing\nOdd\tx=1\nNumber\thue\nFine\thue=30\tsaturation=50\n");

  for (int i = 0; i < 40; i++)
    g_string_append_printf (text, "More %d\tcolor_temperature=%d\n", i, 200 + i);
  bo_client_set_setting (home->client, "presets.color", text->str);
  g_assert_cmpuint (g_list_model_get_n_items (bo_presets_of (home->client, "color")), ==, BO_PRESETS_MAX);
  bo_client_set_setting (home->client, "presets.color", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (bo_presets_of (home->client, "color")), ==, 0);
}

/* --- copying a light --- */

static bool
is_asked (gpointer data)
{
  return find_dialog () != NULL;
}

/* The check or switch of the row titled @title in the question that is open */
static GtkWidget *
button_of (const char *title)
{
  GtkWidget *dialog = find_dialog ();
  GtkWidget *row;

  g_assert_nonnull (dialog);
  wait_for_words (dialog, title, true);
  row = gtk_widget_get_ancestor (find_labelled (dialog, title), ADW_TYPE_ACTION_ROW);
  g_assert_nonnull (row);
  return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row));
}

static bool
offers (const char *title)
{
  return find_labelled (find_dialog (), title) != NULL;
}

/* Only what can do all of it is offered; what is chosen changes in one step, and one Undo takes all back. */
static void
test_copy (Home *home, gconstpointer data)
{
  static const char *const others[] = { "Hall ceiling light", "Night light" };
  BoPage *page = open_details (home, LAMP);
  double before[G_N_ELEMENTS (others)];
  int64_t pending;

  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    before[i] = number (home->client, others[i], "brightness");
  press (GTK_WIDGET (page), "Copy to Other Lights…");
  wait_until ("the question", is_asked, NULL);
  bo_shot_wait (find_dialog ());
  keep_window (find_dialog (), "copy-all");
  g_assert_false (offers (others[0])); /* has no colour temperature */
  gtk_switch_set_active (GTK_SWITCH (button_of ("Colour")), FALSE);
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (button_of (others[i])), TRUE);
  bo_shot_wait (find_dialog ());
  keep_window (find_dialog (), "copy");
  g_assert_false (offers (LAMP));
  pending = bo_client_get_pending_count (home->client);
  answer ("Copy");
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    wait_for_number (home, others[i], "brightness", number (home->client, LAMP, "brightness"));
  wait_for_words (home->window, "2 lights are as “Ceiling light” now", true);
  g_assert_cmpint (bo_client_get_pending_count (home->client), ==, pending + 2);
  g_assert_cmpfloat (number_elsewhere (home, others[1], "brightness"), ==, number (home->client, LAMP, "brightness"));
  press (home->window, "Undo");
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++)
    wait_for_number (home, others[i], "brightness", before[i]);
  page_close (home, page);
}

/* --- a temperature --- */

/* What is shown large can be typed. */
static void
test_typed (Home *home, gconstpointer data)
{
  BoPage *page = open_details (home, "Bedroom radiator");
  double before = number (home->client, "Bedroom radiator", "target_temperature");
  GtkWidget *large = find_tooltip (GTK_WIDGET (page), "Type a value");
  g_autofree char *text = g_strdup_printf ("%.1f", before);
  GtkWidget *entry;

  g_assert_nonnull (large);
  g_signal_emit_by_name (large, "clicked");
  entry = find_type (gtk_widget_get_parent (large), GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, text);
  bo_shot_wait (home->window);
  keep_picture (home, "typed", 900, false);
  gtk_editable_set_text (GTK_EDITABLE (entry), "warm");
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (find_type (gtk_widget_get_parent (large), GTK_TYPE_ENTRY));
  g_assert_cmpint (bo_client_get_pending_count (home->client), ==, 0);

  g_signal_emit_by_name (large, "clicked");
  entry = find_type (gtk_widget_get_parent (large), GTK_TYPE_ENTRY);
  g_free (text);
  text = g_strdup_printf ("%d,5", (int) before + 2);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  wait_for_number (home, "Bedroom radiator", "target_temperature", (int) before + 2.5);
  g_assert_cmpfloat (number_elsewhere (home, "Bedroom radiator", "target_temperature"), ==, (int) before + 2.5);
  page_close (home, page);
}

/* --- a television --- */

static void
test_television (Home *home, gconstpointer data)
{
  BoPage *page = open_details (home, "Television");
  GtkWidget *row;

  keep_picture (home, "television", 900, false);
  wait_for_words (GTK_WIDGET (page), "On · Games", true);
  row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "Radio"), GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX), "row-activated", row);
  wait_for_words (GTK_WIDGET (page), "On · Radio", true);
  g_assert_cmpfloat (number_elsewhere (home, "Television", "active_identifier"), ==, 2);
  press (GTK_WIDGET (page), "OK");
  wait_for_number (home, "Television", "remote_key", 8);
  g_assert_cmpfloat (number_elsewhere (home, "Television", "remote_key"), ==, 8);
  page_close (home, page);
}

/* The rows of a service of the accessory that is shown, folded out */
static void
unfold_service (Home *home, BoPage *page, const char *name, const char *type)
{
  BoService *service = bo_accessory_find_service (accessory_named (home->client, name), type);
  GtkWidget *title = find_labelled (GTK_WIDGET (page), bo_service_get_label (service));

  g_assert_nonnull (title);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (gtk_widget_get_ancestor (title, ADW_TYPE_EXPANDER_ROW)), TRUE);
  bo_shot_wait (home->window);
}

/* --- a filter --- */

static bool
is_reset (gpointer client)
{
  return number (client, "Air purifier", "reset_filter_indication") == 1;
}

static void
test_filter (Home *home, gconstpointer data)
{
  BoPage *page = open_details (home, "Air purifier");

  unfold_service (home, page, "Air purifier", "filter_maintenance");
  press (GTK_WIDGET (page), "Reset…");
  answer ("Cancel");
  g_assert_false (is_reset (home->client));
  g_assert_cmpint (bo_client_get_pending_count (home->client), ==, 0);
  press (GTK_WIDGET (page), "Reset…");
  answer ("Reset");
  wait_until ("the reset", is_reset, home->client);
  page_close (home, page);
}

/* --- a bell --- */

static void
put_press (Home *home, const char *name, const char *json)
{
  BoAccessory *accessory = accessory_named (home->client, name);
  BoCharacteristic *press = bo_accessory_find_characteristic (accessory, "programmable_switch_event");
  BoDraft *draft = bo_draft_new ();
  g_autoptr (GAsyncResult) result = NULL;

  bo_compose_set (draft, BO_THING (accessory), bo_characteristic_get_path (press), json);
  bo_client_apply_async (home->client, draft, NULL, take_result_cb, &result);
  edit_finish (home->client, &result);
  sync_now (home->client); /* what waits is one version, however often it changed */
}

static bool
has_rung_twice (gpointer course)
{
  return count_labelled (course, "Rang") == 2;
}

/* When it rang is a list, without what was between. */
static void
test_rings (Home *home, gconstpointer data)
{
  BoPage *page = open_details (home, "Doorbell");
  GtkWidget *course = find_type (GTK_WIDGET (page), BO_TYPE_COURSE);

  g_assert_nonnull (course);
  put_press (home, "Doorbell", "0");
  wait_for_words (GTK_WIDGET (page), "Rang", true);
  put_press (home, "Doorbell", "null");
  put_press (home, "Doorbell", "0");
  wait_until ("both rings", has_rung_twice, course);
  g_assert_cmpuint (count_labelled (course, "Not known"), ==, 0);
  keep_picture (home, "rings", 900, false);
  page_close (home, page);
}

/* Whether this bell is told of is chosen where it is looked at; by a guest, too. */
static void
test_bell_rule (Home *home, gconstpointer data)
{
  BoAccessory *bell = accessory_named (home->client, "Doorbell");
  g_autofree char *key = g_strconcat ("notify.bell.", bo_thing_get_id (BO_THING (bell)), NULL);
  BoPage *page = open_details (home, "Doorbell");
  GtkWidget *row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "When It Rings"), ADW_TYPE_COMBO_ROW);

  g_assert_nonnull (find_labelled (row, "As the Preferences Say of All Bells"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), BO_BELL_ALWAYS);
  g_assert_cmpstr (bo_client_get_setting (home->client, key), ==, "always");
  keep_picture (home, "bell-rule", 360, false);
  page_close (home, page);

  page = open_details (home, "Doorbell");
  row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "When It Rings"), ADW_TYPE_COMBO_ROW);
  g_assert_nonnull (find_labelled (row, "Tell Me, in Quiet Hours Too"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), BO_BELL_AS_ALL);
  g_assert_null (bo_client_get_setting (home->client, key));
  /* Chosen in another place, it is shown here. */
  bo_bell_set_rule (home->client, bell, BO_BELL_NEVER);
  g_assert_cmpint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, BO_BELL_NEVER);
  /* What a stranger may have kept is no rule. */
  bo_client_set_setting (home->client, key, "loudly");
  g_assert_cmpint (bo_bell_rule_of (home->client, bell), ==, BO_BELL_AS_ALL);
  bo_client_set_setting (home->client, key, NULL);
  page_close (home, page);
}

/* --- a heater --- */

static bool
has_one_waiting (gpointer client)
{
  return g_list_model_get_n_items (bo_client_list_pending (client)) == 1;
}

/* While it is looked at somebody chooses otherwise, in another place. */
static void
assert_follows (Home *home, GtkWidget *row, BoService *outlet)
{
  GtkSwitch *toggle = GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
  BoSyncRules kept, rules;

  bo_client_get_sync_rules (home->client, &kept);
  rules = kept;
  rules.mechanical_seconds = 60;
  bo_client_set_sync_rules (home->client, &rules);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "1 minute at most"));
  bo_client_set_sync_rules (home->client, &kept);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "10 minutes at most"));
  bo_client_set_drives_heater (home->client, outlet, false);
  g_assert_false (gtk_switch_get_active (toggle));
  bo_client_set_drives_heater (home->client, outlet, true);
  g_assert_true (gtk_switch_get_active (toggle));
}

/* What hangs on an outlet is said where it is looked at, and counts from then on; a wish to switch it on runs out soon. */
static void
test_heater (Home *home, gconstpointer data)
{
  BoAccessory *plug = accessory_named (home->client, PLUG);
  BoService *outlet = bo_accessory_find_service (plug, "outlet");
  g_autofree char *address = g_strconcat ("accessory:", bo_thing_get_id (BO_THING (plug)), NULL);
  g_autoptr (BoPendingItem) item = NULL;
  BoPage *page = open_details (home, PLUG);
  GtkWidget *row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "Drives a Heater"), ADW_TYPE_ACTION_ROW);

  g_assert_null (find_labelled (GTK_WIDGET (page), "When It Rings"));
  gtk_switch_set_active (GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))), TRUE);
  g_assert_true (bo_service_get_drives_heater (outlet));
  page_close (home, page);
  draw_all (home, home->client, address, "heater");
  page = open_details (home, PLUG);
  row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "Drives a Heater"), ADW_TYPE_ACTION_ROW);
  g_assert_true (gtk_switch_get_active (GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)))));
  assert_follows (home, row, outlet);
  page_close (home, page);
  set_value (home->client, PLUG, "on", "true");
  wait_until ("the wish to wait", has_one_waiting, home->client);
  item = g_list_model_get_item (bo_client_list_pending (home->client), 0);
  g_assert_cmpint (bo_pending_item_get_expires (item), >, 0);
  g_assert_cmpint (bo_pending_item_get_expires (item), <=, bo_clock_now () + INT64_C (600) * G_USEC_PER_SEC);
  sync_now (home->client);
}

/* --- over midnight --- */

/* What was changed, and since when it is so, are told with the day they have where the person is. */
static void
test_midnight (Home *home, gconstpointer data)
{
  BoPage *page;
  g_autofree char *clock = NULL;
  g_autofree char *since = NULL;
  int64_t time_us = 0;

  set_value (home->client, LAMP, "on", "false");
  sync_now (home->client);
  bo_version_parse_time (bo_thing_get_entity (BO_THING (accessory_named (home->client, LAMP)))->version, &time_us);
  page = open_details (home, LAMP);
  wait_for_words (GTK_WIDGET (page), "On: On → Off", true);
  clock = go_to_another_day (time_us);
  since = g_strdup_printf ("Since %s", clock);
  wait_for_words (GTK_WIDGET (page), clock, true);
  wait_for_words (GTK_WIDGET (page), since, true);
  come_back ();
  wait_for_words (GTK_WIDGET (page), clock, false);
  page_close (home, page);
}

/* --- what there is of each kind --- */

/* What a person finds in the details of a kind: words of what can be set or read, folded or not. */
static void
test_kinds (Home *home, gconstpointer data)
{
  static const struct { const char *name, *words[6]; } cases[] = {
    { "Fireplace fan", { "Speed", "Direction" } },
    { "Bedroom air conditioner", { "On", "Auto", "Heat", "Cool", "Speed", "Swing" } },
    { "Gate", { "Open", "Closed", "Obstruction" } },
    { "Front door lock", { "Press to unlock", "Locked by hand from inside", "Locks itself after", "Last action" } },
    { "Alarm", { "Home", "Away", "Night", "Off" } },
    { "Doorbell", { "Not rung yet", "Volume", "Last press" } },
    { "Lawn sprinklers", { "Duration", "Programme" } },
    { "Sofa button", { "Not pressed yet", "Number", "Battery changed" } },
    { "Air purifier", { "Purifying air · Filter 41 %", "Speed", "Auto" } },
    { "Coffee machine", { "In use" } },
    { "Garden blind", { "Stop", "Save This Position" } },
    { "Air monitor", { "More Readings" } },
    { "Hall thermostat", { "More Settings" } },
    { "Front door", { "Battery changed", "Nobody noted the day yet" } },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BoPage *page = open_details (home, cases[i].name);

      unfold (GTK_WIDGET (page));
      for (size_t j = 0; j < G_N_ELEMENTS (cases[i].words) && cases[i].words[j] != NULL; j++)
        wait_for_words (GTK_WIDGET (page), cases[i].words[j], true);
      page_close (home, page);
    }
}

/* --- a battery --- */

static bool
is_noted (gpointer data)
{
  gpointer *wanted = data;
  g_autofree char *day = bo_accessory_dup_battery_changed (accessory_named (wanted[0], "Sofa button"), NULL);

  return g_strcmp0 (day, wanted[1]) == 0;
}

static void
note_day (GtkWidget *row, int year, int month, int day)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, 12, 0, 0);
  GtkWidget *calendar;

  adw_action_row_activate (ADW_ACTION_ROW (row));
  wait_until ("the question", is_asked, NULL);
  calendar = find_type (find_dialog (), GTK_TYPE_CALENDAR);
  g_assert_nonnull (calendar);
  gtk_calendar_select_day (GTK_CALENDAR (calendar), time);
  bo_shot_wait (find_dialog ());
  keep_window (find_dialog (), "battery");
  answer ("Note");
}

static void
assert_noted (Home *home, const char *day)
{
  gpointer here[] = { home->client, (gpointer) day };
  gpointer there[] = { home->other, (gpointer) day };

  wait_until ("the note", is_noted, here);
  sync_now (home->client);
  sync_now (home->other);
  g_assert_true (is_noted (there));
}

/* The day is a note about it, one however often; what somebody writes there stays. */
static void
test_battery (Home *home, gconstpointer data)
{
  BoAccessory *button = accessory_named (home->client, "Sofa button");
  unsigned int documents = g_list_model_get_n_items (bo_thing_get_documents (BO_THING (button)));
  BoPage *page = open_details (home, "Sofa button");
  GtkWidget *row;
  BoDocument *note;
  g_autofree char *body = NULL;

  unfold_service (home, page, "Sofa button", "battery");
  row = gtk_widget_get_ancestor (find_labelled (GTK_WIDGET (page), "Battery changed"), ADW_TYPE_ACTION_ROW);
  note_day (row, 2026, 2, 1);
  assert_noted (home, "2026-02-01");
  press (home->window, "Undo");
  assert_noted (home, NULL);
  note_day (row, 2026, 3, 3);
  assert_noted (home, "2026-03-03");
  wait_for_words (GTK_WIDGET (page), "3 March 2026", true);
  keep_picture (home, "battery", 900, false);
  note_day (row, 2026, 5, 17);
  assert_noted (home, "2026-05-17");
  g_assert_cmpuint (g_list_model_get_n_items (bo_thing_get_documents (BO_THING (button))), ==, documents + 1);
  body = bo_accessory_dup_battery_changed (button, &note);
  g_assert_cmpstr (bo_document_get_body (note), ==, "The battery was changed on 17 May 2026.");
  page_close (home, page);
}

/* Pictures for people to look at, with BO_SHOTS=FOLDER: every kind of details. */
static void
test_look (Home *home, gconstpointer data)
{
  static const char *const names[] = { "Doorbell", "Front door lock", "Lawn sprinklers", "Kitchen tap", "Alarm", "Gate",
                                       "Sofa button", "Air purifier", "Fireplace fan", "Bedroom air conditioner",
                                       "Ceiling light", "Floor lamp", "Television", "Garden blind" };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *address =
        g_strconcat ("accessory:", bo_thing_get_id (BO_THING (accessory_named (home->client, names[i]))), NULL);

      draw (home, home->client, address, names[i], 360, 1100, i % 2 == 1);
    }
}

/* --- what is comfortable --- */

#define SENSOR "Fridge thermometer"

static GtkWidget *
find_check (GtkWidget *from, const char *label)
{
  GtkWidget *found = GTK_IS_CHECK_BUTTON (from)
                     && g_strcmp0 (gtk_check_button_get_label (GTK_CHECK_BUTTON (from)), label) == 0 ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_check (child, label);
  return found;
}

static void
set_limit (BoPage *page, const char *label, double value)
{
  GtkWidget *check = find_check (GTK_WIDGET (page), label);

  g_assert_nonnull (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (gtk_widget_get_next_sibling (check)), value);
}

static void
drop_limit (BoPage *page, const char *label)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (GTK_WIDGET (page), label)), FALSE);
}

/* They are offered once the measurements have been read, and with them what was chosen before. */
static bool
offers_limits (gpointer page)
{
  GtkWidget *course = find_type (page, BO_TYPE_COURSE);

  return course != NULL && find_type (course, GTK_TYPE_MENU_BUTTON) != NULL;
}

/* Limits are chosen beside the chart, said below it, and there again when one comes back. */
static void
test_comfort (Home *home, gconstpointer data)
{
  BoPage *page = open_details (home, SENSOR);
  BoCharacteristic *temperature;

  wait_until ("limits", offers_limits, page);
  g_assert_null (find_labelled (GTK_WIDGET (page), "Within your limits"));
  set_limit (page, "At _least", 2);
  set_limit (page, "At _most", 8);
  wait_for_words (GTK_WIDGET (page), "Within your limits", true);
  set_limit (page, "At _most", 3);
  wait_for_words (GTK_WIDGET (page), "Within your limits", false);
  page_close (home, page);
  page = open_details (home, SENSOR);
  wait_until ("limits", offers_limits, page);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (find_check (GTK_WIDGET (page), "At _most"))));
  wait_for_words (GTK_WIDGET (page), "Within your limits", false);
  temperature = bo_accessory_get_uncomfortable (accessory_named (home->client, SENSOR));
  g_assert_nonnull (temperature);
  drop_limit (page, "At _most");
  wait_for_words (GTK_WIDGET (page), "Within your limits", true);
  g_assert_cmpfloat (bo_characteristic_get_comfort (temperature).low, ==, 2);
  g_assert_true (isnan (bo_characteristic_get_comfort (temperature).high));
  page_close (home, page);
}

/* The form as a person opens it; a picture of the window has no popovers. */
static void
keep_form (BoPage *page, const char *name)
{
  GtkWidget *button = find_type (find_type (GTK_WIDGET (page), BO_TYPE_COURSE), GTK_TYPE_MENU_BUTTON);
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));

  /* Nobody sits at this display whose pointer it could take. */
  gtk_popover_set_autohide (GTK_POPOVER (popover), FALSE);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  bo_shot_wait (popover);
  keep_window (popover, name);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
draw_comfort (Home *home, int width, bool dark, const char *words)
{
  bool rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  g_autofree char *name = g_strconcat (rtl ? "rtl-comfort-" : "comfort-", words, NULL);
  g_autofree char *form = g_strdup_printf ("%s-form-%d-%s", name, width, dark ? "dark" : "light");
  g_autofree char *address = g_strconcat ("accessory:", bo_thing_get_id (BO_THING (accessory_named (home->client, SENSOR))),
                                          NULL);
  BoPage *page = page_open (home, home->client, address, width, 1000);

  bo_shot_wait (home->window);
  wait_until ("limits", offers_limits, page);
  keep_picture (home, name, width, dark);
  check_reach (home, page, name);
  keep_form (page, form);
  page_close (home, page);
}

/* Narrow and wide, light and dark, either way of reading; within and outside. */
static void
test_comfort_look (Home *home, gconstpointer data)
{
  BoCharacteristic *temperature = bo_accessory_find_characteristic (accessory_named (home->client, SENSOR),
                                                                    "current_temperature");

  for (int i = 0; i < 8; i++)
    {
      gtk_widget_set_default_direction (i & 4 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      bo_client_set_comfort (home->client, temperature, (BoComfort){ 2, i & 1 ? 8 : 3 });
      draw_comfort (home, i & 2 ? 900 : 360, (i & 1) == 0, i & 1 ? "within" : "above");
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* --- which one is it? --- */

static bool
is_identified (gpointer client)
{
  BoCharacteristic *identify = bo_accessory_find_characteristic (accessory_named (client, "Bulb"), "identify");

  return identify != NULL && bo_characteristic_get_bool (identify, false);
}

/* Where an accessory can't make itself known nothing is asked of it. */
static void
test_identify (Home *home, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  BoPage *page = open_details (home, LAMP);

  gtk_widget_activate_action (GTK_WIDGET (page), "page.identify", NULL);
  g_assert_cmpint (bo_client_get_pending_count (home->client), ==, 0);
  page_close (home, page);
  bo_client_put_entity_async (home->client, "5c6f1f30-7a0d-4f0e-8a55-3f1f0f7b2d11", "device", "Bulb",
                              "{\"services\": [{\"id\": \"i\", \"service_type\": \"accessory_information\", "
                              "\"characteristics\": [{\"id\": \"y\", \"characteristic_type\": \"identify\", "
                              "\"value\": false, \"is_writable\": true}]}, {\"id\": \"l\", \"service_type\": "
                              "\"lightbulb\", \"characteristics\": [{\"id\": \"o\", \"characteristic_type\": \"on\", "
                              "\"value\": true, \"is_writable\": true, \"is_readable\": true}]}]}",
                              NULL, take_result_cb, &result);
  edit_finish (home->client, &result);
  page = open_details (home, "Bulb");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "page.identify", NULL));
  wait_until ("the bulb to make itself known", is_identified, home->client);
  page_close (home, page);
}

int
main (int argc, char **argv)
{
  static const HomeTest tests[] = {
    { "/details/comfort/chart", test_comfort },
    { "/details/comfort/look", test_comfort_look },
    { "/details/identify", test_identify },
    { "/details/saved/colors", test_colors },
    { "/details/saved/positions", test_positions },
    { "/details/saved/odd", test_odd_settings },
    { "/details/look", test_look },
    { "/details/kinds", test_kinds },
    { "/details/rings", test_rings },
    { "/details/bell-rule", test_bell_rule },
    { "/details/heater", test_heater },
    { "/details/midnight", test_midnight },
    { "/details/copy", test_copy },
    { "/details/typed", test_typed },
    { "/details/television", test_television },
    { "/details/filter", test_filter },
    { "/details/battery", test_battery },
  };

  scene_init (&argc, &argv);
  return run_home_tests (tests, G_N_ELEMENTS (tests), set_up_two);
}
