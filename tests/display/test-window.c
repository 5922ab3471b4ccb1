/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The demo home in a real window: operated by real keys and a real pointer, and what
   they did read back from the hub by another device. */

#include "config.h"

#include "bo-notify.h"
#include "bo-palette-entry.h"
#include "bo-preferences.h"
#include "bo-shortcut.h"
#include "bo-tile-grid.h"
#include "bo-widgets.h"
#include "window-scene.h"

static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  BoAccessory *light = find_light (fixture->client);
  g_autofree char *id = g_strdup (bo_thing_get_id (BO_THING (light)));
  Switch wanted = { fixture->client, id, is_on (fixture->client, id) };
  GtkWidget *tile = show_tile (fixture, light);

  go_to_tile (tile);
  press ("space");
  wait_until ("the light to be switched", is_switched, &wanted);
  assert_seen_at_hub (fixture, id, !wanted.before);
  press ("Return");
  wait_until ("the details", is_at_details, fixture->window);
  press ("Escape");
  wait_until ("the room again", is_at_room, fixture->window);
}

/* A light in a room that can be dimmed both ways */
static BoAccessory *
find_dimmable (BoClient *client)
{
  GListModel *accessories = bo_client_list_accessories (client);

  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);
      BoCharacteristic *brightness = bo_accessory_find_characteristic (accessory, "brightness");

      if (brightness != NULL && bo_accessory_get_room (accessory) != NULL && bo_accessory_get_reachable (accessory)
          && bo_characteristic_get_double (brightness, 0) > 20 && bo_characteristic_get_double (brightness, 0) < 80)
        return accessory;
    }
  g_assert_not_reached ();
}

typedef struct
{
  BoCharacteristic *value;
  double            than;
} Look;

static bool
is_more (gpointer data)
{
  return bo_characteristic_get_double (((Look *) data)->value, 0) > ((Look *) data)->than;
}

static bool
is_less (gpointer data)
{
  return bo_characteristic_get_double (((Look *) data)->value, 0) < ((Look *) data)->than;
}

static bool
is_popover_open (gpointer from)
{
  if (GTK_IS_POPOVER_MENU (from) && gtk_widget_get_mapped (from))
    return true;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (is_popover_open (child))
      return true;
  return false;
}

static bool
is_popover_closed (gpointer from)
{
  return !is_popover_open (from);
}

/* More, less and the menu, by the keys of a real keyboard. */
static void
test_tile_keys (Fixture *fixture, gconstpointer data)
{
  BoAccessory *light = find_dimmable (fixture->client);
  BoCharacteristic *brightness = bo_accessory_find_characteristic (light, "brightness");
  Look look = { brightness, bo_characteristic_get_double (brightness, 0) };
  GtkWidget *tile = show_tile (fixture, light);

  go_to_tile (tile);
  press ("plus");
  wait_until ("more light", is_more, &look);
  look.than = bo_characteristic_get_double (brightness, 0);
  press ("minus");
  wait_until ("less light", is_less, &look);
  press ("Menu");
  wait_until ("its menu", is_popover_open, fixture->window);
  press ("Escape");
  wait_until ("the end of the menu", is_popover_closed, fixture->window);
}

static void
test_pointer (Fixture *fixture, gconstpointer data)
{
  BoAccessory *light = find_light (fixture->client);
  g_autofree char *id = g_strdup (bo_thing_get_id (BO_THING (light)));
  Switch wanted = { fixture->client, id, is_on (fixture->client, id) };
  GtkWidget *tile = show_tile (fixture, light);
  GtkWidget *icon = gtk_widget_get_first_child (tile);

  while (icon != NULL && !GTK_IS_BUTTON (icon))
    icon = gtk_widget_get_first_child (icon) != NULL ? gtk_widget_get_first_child (icon) : gtk_widget_get_next_sibling (icon);
  g_assert_nonnull (icon);
  click (fixture->window, icon);
  wait_until ("the light to be switched", is_switched, &wanted);
  assert_seen_at_hub (fixture, id, !wanted.before);
  click (fixture->window, tile);
  wait_until ("the details", is_at_details, fixture->window);
}

static bool
is_search_focused (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (data));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) != NULL;
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  show_tile (fixture, find_light (fixture->client));
  g_assert_false (is_search_focused (fixture->window));
  press ("ctrl+f");
  wait_until ("the room's search", is_search_focused, fixture->window);
}

/* (nullable) (transfer none) */
/* The accessory whose tile comes before that of @tile, in reading order. */
static BoAccessory *
neighbour_of (GtkWidget *tile)
{
  GtkWidget *grid = gtk_widget_get_ancestor (tile, BO_TYPE_TILE_GRID);
  GListModel *model = bo_tile_grid_get_model (BO_TILE_GRID (grid));
  BoAccessory *accessory = bo_tile_get_accessory (BO_TILE (tile));

  for (unsigned int i = 1; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BoAccessory) item = g_list_model_get_item (model, i);
      g_autoptr (BoAccessory) before = g_list_model_get_item (model, i - 1);

      if (item == accessory)
        return before;
    }
  return NULL;
}

static bool
has_moved (gpointer data)
{
  return neighbour_of (((gpointer *) data)[0]) != ((gpointer *) data)[1];
}

static bool
has_not_moved (gpointer data)
{
  return !has_moved (data);
}

/* (nullable) */
static GtkWidget *
find_undo (GtkWidget *from)
{
  if (GTK_IS_BUTTON (from) && gtk_widget_get_mapped (from)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (from)), "_Undo") == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_undo (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static bool
is_undo_shown (gpointer window)
{
  return find_undo (window) != NULL;
}

/* Alt and an arrow put a tile elsewhere; the toast takes it back; the order is the home's, not the page's. */
static void
test_reorder (Fixture *fixture, gconstpointer data)
{
  BoAccessory *light = find_light (fixture->client);
  GtkWidget *tile = show_tile (fixture, light);
  gpointer place[] = { tile, neighbour_of (tile) };
  const char *forward = place[1] == NULL || bo_accessory_get_group (place[1]) != bo_accessory_get_group (light)
                          ? "alt+Right" : "alt+Left";

  go_to_tile (tile);
  press (forward);
  wait_until ("the tile to move", has_moved, place);
  bo_window_show_page (fixture->window, "home");
  tile = place[0] = show_tile (fixture, light);
  g_assert_true (has_moved (place));
  go_to_tile (tile);
  press (g_str_equal (forward, "alt+Right") ? "alt+Left" : "alt+Right");
  wait_until ("the tile to be back", has_not_moved, place);

  go_to_tile (tile);
  press (forward);
  wait_until ("the tile to move again", has_moved, place);
  wait_until ("the toast", is_undo_shown, fixture->window);
  click (fixture->window, find_undo (GTK_WIDGET (fixture->window)));
  wait_until ("the tile to be taken back", has_not_moved, place);
}

static void
collect_shown (GtkWidget *from, GHashTable *keys)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (from))
    {
      g_autofree char *text = NULL;

      g_object_get (from, "accelerator", &text, NULL);
      if (g_str_equal (text, "<alt>1...9"))
        for (unsigned int i = 0; i < 9; i++)
          g_hash_table_add (keys, gtk_accelerator_name (GDK_KEY_1 + i, GDK_ALT_MASK));
      else
        {
          g_auto (GStrv) parts = g_strsplit (text, " ", -1);

          for (int i = 0; parts[i] != NULL; i++)
            {
              unsigned int key = 0;
              GdkModifierType mods = 0;

              g_assert_true (gtk_accelerator_parse (parts[i], &key, &mods));
              g_hash_table_add (keys, gtk_accelerator_name (key, mods));
            }
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_shown (child, keys);
}

/* Keys of the window that stand for another one that is shown. */
static bool
is_alias (GtkShortcut *shortcut)
{
  g_autofree char *key = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

  return g_str_equal (key, "Escape") || g_str_equal (key, "Back") || g_str_equal (key, "XF86Back");
}

/* Every key of this window, told by its action, is in the window of the shortcuts, and the other way round:
   what that shows for the whole window is a key that does something. */
static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  static const char *const promised[] = { "<Control>k", "<Control>comma", "<Control>f", "<Control>r", "F9", "<Alt>Left", "<Alt>1", "<Alt>9" };
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/the_goodies/BlowingOff/gtk/help-overlay.ui");
  GtkWidget *overlay = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) installed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) shortcuts = bo_shortcuts_of (GTK_WIDGET (fixture->window));

  collect_shown (overlay, shown);
  for (unsigned int i = 0; i < shortcuts->len; i++)
    {
      GtkShortcutAction *action = gtk_shortcut_get_action (shortcuts->pdata[i]);
      g_autofree char *key = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcuts->pdata[i]));

      if (!GTK_IS_NAMED_ACTION (action) || !g_str_has_prefix (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)), "win."))
        continue;
      if (!is_alias (shortcuts->pdata[i]) && !g_hash_table_contains (shown, key))
        g_error ("%s does something, and isn't in the window of the shortcuts", key);
      g_hash_table_add (installed, g_steal_pointer (&key));
    }
  for (size_t i = 0; i < G_N_ELEMENTS (promised); i++)
    if (!g_hash_table_contains (installed, promised[i]) || !g_hash_table_contains (shown, promised[i]))
      g_error ("%s is promised, and not there", promised[i]);
  gtk_window_destroy (GTK_WINDOW (overlay));
}

/* --- what is told outside the window --- */

#define SENSOR_ID "5e450000-0000-4000-8000-000000000001"

static void
notice_sent_cb (const char *id, const char *title, const char *body, const char *address, bool urgent, gpointer data)
{
  if (g_str_has_suffix (id, SENSOR_ID))
    g_string_append_printf (data, "+%s%s|%s|%s;", urgent ? "!" : "", title, body, address);
}

static void
notice_withdrawn_cb (const char *id, gpointer data)
{
  if (g_str_has_suffix (id, SENSOR_ID))
    g_string_append (data, "-");
}

static bool
is_told (gpointer data)
{
  return ((GString *) data)->len > 0;
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  g_assert_no_error (error);
  *(bool *) data = true;
}

/* A door that is open, and leaks: it is told of both, the leak at once. */
static void
put_sensor (BoClient *client, bool leak)
{
  g_autofree char *content = g_strdup_printf (
    "{\"services\": [{\"id\": \"d\", \"service_type\": \"contact_sensor\", \"is_primary\": true, \"characteristics\": "
    "[{\"id\": \"e\", \"characteristic_type\": \"contact_sensor_state\", \"value\": 1}]}, "
    "{\"id\": \"s\", \"service_type\": \"leak_sensor\", \"characteristics\": "
    "[{\"id\": \"c\", \"characteristic_type\": \"leak_detected\", \"value\": %d}]}]}",
    leak);
  bool put = false;

  bo_client_put_entity_async (client, SENSOR_ID, "device", "Sink", content, NULL, put_cb, &put);
  wait_until ("the sensor", is_true, &put);
}

/* A leak is told in the words of the window though everything is muted and quiet, and taken back when it ends. */
static void
test_notices (Fixture *fixture, gconstpointer data)
{
  static const BoNoticeSink sink = { notice_sent_cb, notice_withdrawn_cb };
  g_autoptr (GString) record = g_string_new (NULL);
  BoNoticeRules rules = { .quiet = true, .from = 0, .to = 24 * 60 - 1 }, kept;
  BoNotify *notify;

  rules.muted[BO_NOTICE_CONFLICT] = true;
  bo_notify_save_rules (fixture->client, &rules);
  bo_notify_read_rules (fixture->client, &kept);
  g_assert_true (kept.quiet && kept.muted[BO_NOTICE_CONFLICT] && !kept.muted[BO_NOTICE_OPEN]);
  g_assert_cmpint (kept.from, ==, 0);
  g_assert_cmpint (kept.to, ==, 24 * 60 - 1);

  notify = bo_notify_new (fixture->client, &sink, record);
  put_sensor (fixture->client, true);
  wait_until ("the alarm", is_told, record);
  g_assert_cmpstr (record->str, ==, "+!Leak detected by Sink|No room|accessory:" SENSOR_ID ";");
  g_string_truncate (record, 0);
  put_sensor (fixture->client, false);
  wait_until ("its end", is_told, record);
  g_assert_cmpstr (record->str, ==, "-");
  g_assert_finalize_object (notify);
}

/* --- what is chosen --- */

static bool
is_preferences_ready (gpointer data)
{
  GtkWindow *preferences = find_toplevel (BO_TYPE_PREFERENCES);

  return preferences != NULL && gtk_window_is_active (preferences);
}

/* (nullable): the row named @title, whose name is plain English here */
static GtkWidget *
find_row (GtkWidget *from, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (from) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (from)), title))
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The unit is seen at once, and the next window begins where it was asked to. */
static void
test_general (Fixture *fixture, gconstpointer data)
{
  GtkWidget *preferences;
  BoWindow *second;
  BoPage *before;

  bo_window_show_page (fixture->window, "home");
  before = bo_window_get_page (fixture->window);
  press ("ctrl+comma");
  wait_until ("the preferences", is_preferences_ready, NULL);
  preferences = find_toplevel (BO_TYPE_PREFERENCES);

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (preferences, "Temperatures")), 2);
  g_assert_cmpint (bo_value_get_temperature_unit (), ==, BO_TEMPERATURE_FAHRENHEIT);
  g_assert_true (bo_window_get_page (fixture->window) != before);
  g_assert_cmpstr (bo_window_get_address (fixture->window), ==, "home");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (preferences, "Temperatures")), 1);
  g_assert_cmpint (bo_value_get_temperature_unit (), ==, BO_TEMPERATURE_CELSIUS);

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (preferences, "Begin With")), 2);
  second = bo_window_new (ADW_APPLICATION (g_application_get_default ()), fixture->client);
  g_assert_cmpstr (bo_window_get_address (second), ==, "favourites");
  gtk_window_destroy (GTK_WINDOW (second));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (preferences, "Begin With")), 0);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

static void
tried_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  *(bool *) data = true;
}

static bool
is_file_whole (gpointer row)
{
  return g_str_equal (adw_action_row_get_subtitle (row), "The file is whole.");
}

static bool
is_device_called (gpointer data)
{
  Fixture *fixture = data;

  return g_strcmp0 (bo_client_get_device_name (fixture->client), "Kitchen tablet") == 0;
}

/* How this device synchronises and what it is called; the file is looked at, all of it. */
static void
test_sync_preferences (Fixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = GTK_WIDGET (bo_preferences_new (GTK_WINDOW (fixture->window), fixture->client));
  GtkWidget *name = find_row (preferences, "Name"), *check = find_row (preferences, "Check It");
  BoSyncRules rules;

  gtk_window_present (GTK_WINDOW (preferences));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (preferences, "Ask the Hub")), 4);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (preferences, "Lights, Climate, Media")), 0);
  adw_action_row_activate (ADW_ACTION_ROW (find_row (preferences, "Less Often on Metered Networks")));
  bo_client_get_sync_rules (fixture->client, &rules);
  g_assert_cmpint (rules.ask_seconds, ==, BO_ASK_NEVER);
  g_assert_cmpint (rules.comfort_seconds, ==, 3600);
  g_assert_cmpint (rules.mechanical_seconds, ==, 600);
  g_assert_false (rules.sparing);

  gtk_editable_set_text (GTK_EDITABLE (name), "Kitchen tablet");
  g_signal_emit_by_name (name, "apply");
  wait_until ("the new name", is_device_called, fixture);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "advanced");
  bo_shot_wait (preferences);
  adw_action_row_activate (ADW_ACTION_ROW (check));
  wait_until ("the file to be read", is_file_whole, check);

  adw_action_row_activate (ADW_ACTION_ROW (find_row (preferences, "Look for Hubs on This Network")));
  g_assert_cmpstr (bo_client_get_setting (fixture->client, BO_SETTING_NO_DISCOVERY), ==, "1");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (preferences, "Tiles")), 1);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->window), "bo-compact"));
  gtk_window_destroy (GTK_WINDOW (preferences));
}

/* The button of the preferences gets to the application, which knows the desktop. */
static void
test_try_notification (Fixture *fixture, gconstpointer data)
{
  BoPreferences *preferences = bo_preferences_new (GTK_WINDOW (fixture->window), fixture->client);
  GActionMap *application = G_ACTION_MAP (g_application_get_default ());
  g_autoptr (GSimpleAction) action = g_simple_action_new ("test-notification", NULL);
  bool tried = false;

  g_signal_connect (action, "activate", G_CALLBACK (tried_cb), &tried);
  g_action_map_add_action (application, G_ACTION (action));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (preferences), "preferences.test-notification", NULL));
  g_assert_true (tried);
  g_action_map_remove_action (application, "test-notification");
  gtk_window_destroy (GTK_WINDOW (preferences));
}

/* What is to be told is kept with the home, and found again. */
static void
test_notification_choices (Fixture *fixture, gconstpointer data)
{
  BoPreferences *preferences = bo_preferences_new (GTK_WINDOW (fixture->window), fixture->client);
  GtkWidget *quiet = find_row (GTK_WIDGET (preferences), "Quiet Hours");
  BoNoticeRules rules;

  g_assert_false (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (quiet)));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (quiet), TRUE);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (GTK_WIDGET (preferences), "From")), 47);
  adw_action_row_activate (ADW_ACTION_ROW (find_row (GTK_WIDGET (preferences), "Conflicts to Review")));
  adw_action_row_activate (ADW_ACTION_ROW (find_row (GTK_WIDGET (preferences), "Doorbell Rings")));
  bo_notify_read_rules (fixture->client, &rules);
  g_assert_true (rules.muted[BO_NOTICE_RING]);
  g_assert_true (rules.quiet && rules.muted[BO_NOTICE_CONFLICT] && !rules.muted[BO_NOTICE_LOST]);
  g_assert_cmpint (rules.from, ==, 23 * 60 + 30);
  g_assert_cmpint (rules.to, ==, 7 * 60);
  gtk_window_destroy (GTK_WINDOW (preferences));

  preferences = bo_preferences_new (GTK_WINDOW (fixture->window), fixture->client);
  quiet = find_row (GTK_WIDGET (preferences), "Quiet Hours");
  g_assert_true (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (quiet)));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (GTK_WIDGET (preferences), "From"))), ==, 47);
  gtk_window_destroy (GTK_WINDOW (preferences));
}

/* --- trying out --- */

static bool
is_at_conflict (gpointer window)
{
  const char *address = bo_window_get_address (window);

  return address != NULL && g_str_has_prefix (address, "conflict:");
}

static bool
is_at_home (gpointer window)
{
  return g_strcmp0 (bo_window_get_address (window), "home") == 0;
}

static bool
offers (Fixture *fixture, const char *title)
{
  g_autoptr (BoPaletteGathering) gathering = gather_all (fixture);
  GPtrArray *entries = bo_palette_gathered (gathering);

  for (unsigned int i = 0; i < entries->len; i++)
    if (g_str_equal (((BoPaletteEntry *) g_ptr_array_index (entries, i))->title, title))
      return true;
  return false;
}

static void
make_by_palette (Fixture *fixture)
{
  press ("ctrl+k");
  wait_until ("the palette", is_palette_ready, NULL);
  xdotool ((const char *[]){ "type", "test conflict", NULL });
  wait_until ("the test conflict in front", is_selected, (gpointer) "Make a Test Conflict");
  press ("Return");
}

/* In a demo home whoever wants to see one makes a conflict, by keys alone, as often as they like; elsewhere nobody can. */
static void
test_rehearsal (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  BoPreferences *preferences = bo_preferences_new (GTK_WINDOW (window), fixture->client);
  g_autofree char *first = NULL;

  g_assert_false (offers (fixture, "Make a Test Conflict"));
  g_assert_null (find_row (GTK_WIDGET (preferences), "Make a Test Conflict"));
  gtk_window_destroy (GTK_WINDOW (preferences));

  bo_window_set_demo (fixture->window, fixture->demo);
  make_by_palette (fixture);
  wait_until ("the conflict", is_at_conflict, window);
  wait_until ("the window", is_back_at_window, window);
  g_assert_cmpuint (bo_client_get_conflict_count (fixture->client), ==, 1);
  first = g_strdup (bo_window_get_address (fixture->window));

  bo_window_show_page (fixture->window, "home");
  wait_until ("the home", is_at_home, window);
  press ("ctrl+comma");
  wait_until ("the preferences", is_preferences_ready, NULL);
  adw_preferences_window_set_visible_page_name (find_toplevel (BO_TYPE_PREFERENCES), "advanced");
  adw_action_row_activate (ADW_ACTION_ROW (find_row (find_toplevel (BO_TYPE_PREFERENCES), "Make a Test Conflict")));
  wait_until ("another", is_at_conflict, window);
  g_assert_cmpstr (bo_window_get_address (fixture->window), !=, first);
}

/* Nobody is asked for the keyring's password to look at a demo, and nothing of it stays there. */
static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  g_assert_true (bo_client_get_token_in_file (fixture->client));
  /* Another device's sign-in does go there, where the tests have a keyring: under the sanitizers there is none. */
  if (g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0)
    g_assert_false (bo_client_get_token_in_file (fixture->other));
}

/* What is chosen for everybody has pages of its own; the preferences lead to them. */
static void
test_ways (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title;
    const char *address;
  } ways[] = { { "People", "people" }, { "Homes, Zones and Rooms", "places" }, { "Backup and Import", "keep" } };

  for (size_t i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      BoPreferences *preferences = bo_preferences_new (GTK_WINDOW (fixture->window), fixture->client);
      GtkWidget *row = find_row (GTK_WIDGET (preferences), ways[i].title);

      g_assert_nonnull (row);
      adw_action_row_activate (ADW_ACTION_ROW (row));
      g_assert_cmpstr (bo_window_get_address (fixture->window), ==, ways[i].address);
    }
}

/* --- around the page --- */

/* What the desktop writes over the window and about it. */
static void
test_title (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window = GTK_WINDOW (fixture->window);

  bo_window_show_page (fixture->window, "scenes");
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Scenes — Blowing-Off");
  bo_window_show_page (fixture->window, "welcome");
  g_assert_cmpstr (gtk_window_get_title (window), ==, "Blowing-Off");
}

static int
height_around (GtkWidget *button)
{
  int height;

  gtk_widget_measure (gtk_widget_get_ancestor (button, ADW_TYPE_HEADER_BAR), GTK_ORIENTATION_VERTICAL, -1, &height, NULL,
                      NULL, NULL);
  return height;
}

static bool
is_higher (gpointer search)
{
  return height_around (search) > 47;
}

/* Large text makes the headers higher: both, or there is a step between them. */
static void
test_headers (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (fixture->window));
  g_autofree char *light = g_strconcat ("accessory:", bo_thing_get_id (BO_THING (find_light (fixture->client))), NULL);
  GtkWidget *search, *back;
  int dpi;

  bo_window_show_page (fixture->window, "home");
  bo_window_show_page (fixture->window, light);
  search = find_tooltip (GTK_WIDGET (fixture->window), "Search the home");
  back = find_tooltip (GTK_WIDGET (fixture->window), "Back");
  g_assert_cmpint (height_around (back), ==, height_around (search));
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 3 * 96 * 1024, NULL);
  wait_until ("higher headers", is_higher, search);
  g_assert_cmpint (height_around (back), ==, height_around (search));
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* --- the home as it was --- */

static GtkWidget *
find_question (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static bool
is_question_open (gpointer data)
{
  GtkWidget *dialog = find_question ();

  return dialog != NULL && gtk_window_is_active (GTK_WINDOW (dialog));
}

static bool
is_in_the_past (gpointer window)
{
  return g_str_has_prefix (bo_window_get_address (window), "past:") && gtk_window_is_active (window);
}

/* Ctrl+T asks for a time, Enter goes there, Escape comes back. */
static void
test_view_at (Fixture *fixture, gconstpointer data)
{
  bo_window_show_page (fixture->window, "home");
  press ("ctrl+t");
  wait_until ("the question for a time", is_question_open, NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_question ()), "answer");
  gtk_window_destroy (GTK_WINDOW (find_question ()));
  wait_until ("the past", is_in_the_past, fixture->window);
  press ("Escape");
  wait_until ("the home of now", is_at_home, fixture->window);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = window_scene_init (&argc, &argv);

  g_test_add ("/display/window/keyboard", Fixture, NULL, set_up, test_keyboard, tear_down);
  g_test_add ("/display/window/tile-keys", Fixture, NULL, set_up, test_tile_keys, tear_down);
  g_test_add ("/display/window/pointer", Fixture, NULL, set_up, test_pointer, tear_down);
  g_test_add ("/display/window/find", Fixture, NULL, set_up, test_find, tear_down);
  g_test_add ("/display/window/reorder", Fixture, NULL, set_up, test_reorder, tear_down);
  g_test_add ("/display/window/shortcuts", Fixture, NULL, set_up, test_shortcuts, tear_down);
  g_test_add ("/display/window/notices", Fixture, NULL, set_up, test_notices, tear_down);
  g_test_add ("/display/window/rehearsal", Fixture, NULL, set_up, test_rehearsal, tear_down);
  g_test_add ("/display/window/keyring", Fixture, NULL, set_up, test_keyring, tear_down);
  g_test_add ("/display/window/ways", Fixture, NULL, set_up, test_ways, tear_down);
  g_test_add ("/display/window/title", Fixture, NULL, set_up, test_title, tear_down);
  g_test_add ("/display/window/headers", Fixture, NULL, set_up, test_headers, tear_down);
  g_test_add ("/display/window/view-at", Fixture, NULL, set_up, test_view_at, tear_down);
  g_test_add ("/display/window/general", Fixture, NULL, set_up, test_general, tear_down);
  g_test_add ("/display/window/notification-choices", Fixture, NULL, set_up, test_notification_choices, tear_down);
  g_test_add ("/display/window/sync-preferences", Fixture, NULL, set_up, test_sync_preferences, tear_down);
  g_test_add ("/display/window/try-notification", Fixture, NULL, set_up, test_try_notification, tear_down);
  return g_test_run ();
}
