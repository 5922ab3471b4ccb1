/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-tile-area-private.h"
#include "widget-scene.h"

/* What every widget promises: a name for those who don't see it, room on a narrow screen,
   the right signal for a key, and nothing left behind. */

#define NARROW 360

static BoAccessory *
accessory (Fixture    *fixture,
           const char *id)
{
  BoThing *thing = bo_model_lookup (fixture->model, id);

  g_assert_true (BO_IS_ACCESSORY (thing));
  return BO_ACCESSORY (thing);
}

static void
operate_cb (Fixture          *fixture,
            BoCharacteristic *characteristic,
            const char       *json)
{
  fixture->operated++;
  g_free (fixture->type);
  fixture->type = g_strdup (bo_characteristic_get_characteristic_type (characteristic));
  g_free (fixture->json);
  fixture->json = g_strdup (json);
}

static void
activate_cb (Fixture *fixture)
{
  fixture->activated++;
}

static GtkWidget *
show (GtkWidget *child,
      int        width,
      int        height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  bo_shot_wait (window);
  return window;
}

static bool
press (GtkWidget   *tile,
       const char  *keys)
{
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (keys);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (tile);

  for (unsigned i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (unsigned j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, tile,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return false;
}

static GtkWidget *
new_tile (Fixture    *fixture,
          const char *id)
{
  GtkWidget *tile = bo_tile_new (accessory (fixture, id));

  g_signal_connect_swapped (tile, "operate", G_CALLBACK (operate_cb), fixture);
  g_signal_connect_swapped (tile, "activate", G_CALLBACK (activate_cb), fixture);
  return tile;
}

static void
test_tile_keys (Fixture    *fixture,
                const void *data)
{
  GtkWidget *tile = new_tile (fixture, "light-warm");
  GtkWidget *window = show (tile, 200, 150);

  g_assert_true (press (tile, "space"));
  g_assert_cmpuint (fixture->operated, ==, 1);
  g_assert_cmpstr (fixture->type, ==, "on");
  g_assert_cmpstr (fixture->json, ==, "false");
  g_assert_true (press (tile, "Return"));
  g_assert_cmpuint (fixture->activated, ==, 1);
  g_assert_true (press (tile, "plus"));
  g_assert_cmpstr (fixture->type, ==, "brightness");
  g_assert_cmpstr (fixture->json, ==, "45");
  g_assert_true (press (tile, "minus"));
  g_assert_cmpstr (fixture->json, ==, "35");
  /* It asked, and changed nothing itself. */
  g_assert_true (bo_characteristic_get_bool (bo_accessory_find_characteristic (accessory (fixture, "light-warm"), "on"),
                                             false));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_tile_without_action (Fixture    *fixture,
                          const void *data)
{
  GtkWidget *tile = new_tile (fixture, "temperature");
  GtkWidget *guest = new_tile (fixture, "light-warm");
  GtkWidget *window = show (tile, 200, 150);

  g_assert_true (press (tile, "space"));
  g_assert_cmpuint (fixture->operated, ==, 0);
  g_assert_cmpuint (fixture->activated, ==, 1);
  gtk_window_set_child (GTK_WINDOW (window), guest);
  bo_tile_set_read_only (BO_TILE (guest), true);
  g_assert_true (press (guest, "space"));
  g_assert_true (press (guest, "plus"));
  g_assert_cmpuint (fixture->operated, ==, 0);
  g_assert_cmpuint (fixture->activated, ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_tile_name (Fixture    *fixture,
                const void *data)
{
  GtkWidget *tile = new_tile (fixture, "light-cold");
  GtkWidget *window = show (tile, 200, 150);
  g_autofree char *spoken = bo_accessory_get_spoken (accessory (fixture, "light-cold"));

  gtk_test_accessible_assert_role (tile, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Why something failed is heard with the tile, as long as that shows it. */
static void
test_tile_reason (Fixture    *fixture,
                  const void *data)
{
  GtkWidget *tile = new_tile (fixture, "outlet");
  GtkWidget *window = show (tile, 200, 150);
  g_autofree char *reason = bo_thing_dup_reason (BO_THING (accessory (fixture, "outlet")));

  g_assert_nonnull (reason);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason);
  bo_tile_set_accessory (BO_TILE (tile), accessory (fixture, "light-cold"));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  gtk_window_destroy (GTK_WINDOW (window));
}

static bool
says (GtkWidget  *widget,
      const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return true;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return true;
  return false;
}

/* What a sensor noticed has a time as soon as it is known; what a person set has none. */
static void
test_tile_since (Fixture    *fixture,
                 const void *data)
{
  static const struct { const char *id, *type, *before, *after; } cases[] = {
    { "motion", "motion_detected", "Motion", "Motion · " },
    { "doorbell", "programmable_switch_event", "Rang", "Rang · " },
    { "lock", "lock_current_state", "Locked", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BoCharacteristic *state = bo_accessory_find_characteristic (accessory (fixture, cases[i].id), cases[i].type);
      GtkWidget *tile = new_tile (fixture, cases[i].id);
      GtkWidget *window = show (tile, 200, 150);

      g_assert_true (says (tile, cases[i].before));
      g_assert_false (says (tile, " · "));
      bo_characteristic_set_since (state, bo_clock_now ());
      bo_shot_wait (window);
      g_assert_true (cases[i].after != NULL ? says (tile, cases[i].after) : !says (tile, " · "));
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* Goes where it is now so many minutes after midnight, or before it. */
static void
go_to_midnight (int minutes)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (bo_clock_now () / G_USEC_PER_SEC);
  int minute = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
  int ahead = minutes - minute + (minute < 12 * 60 ? 0 : 24 * 60);
  g_autofree char *zone = g_strdup_printf ("%c%02d:%02d", ahead < 0 ? '-' : '+', ABS (ahead) / 60, ABS (ahead) % 60);

  g_setenv ("TZ", zone, TRUE);
}

/* At midnight a time of today becomes one of yesterday, though nothing else happens. */
static void
test_tile_midnight (Fixture    *fixture,
                    const void *data)
{
  BoCharacteristic *state = bo_accessory_find_characteristic (accessory (fixture, "motion"), "motion_detected");
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));
  GtkWidget *tile = new_tile (fixture, "motion");
  GtkWidget *window;

  go_to_midnight (-10);
  bo_day_look (bo_day_get ());
  window = show (tile, 200, 150);
  bo_characteristic_set_since (state, bo_clock_now () - INT64_C (3600000000));
  bo_shot_wait (window);
  g_assert_true (says (tile, "Motion · 22:"));
  go_to_midnight (10);
  bo_day_look (bo_day_get ());
  bo_shot_wait (window);
  g_assert_false (says (tile, "Motion · 2"));
  g_assert_true (says (tile, " 23:"));
  gtk_window_destroy (GTK_WINDOW (window));
  g_setenv ("TZ", zone != NULL ? zone : "UTC", TRUE);
  bo_day_look (bo_day_get ());
}

/* The words of a state are the model's, which the command line and those who listen get as well. */
static void
test_state_words (Fixture    *fixture,
                  const void *data)
{
  for (BoSyncStatus status = BO_STATUS_PENDING; status <= BO_STATUS_UNREADABLE; status++)
    {
      GtkWidget *badge = g_object_ref_sink (bo_state_badge_new ());

      bo_state_badge_set_status (BO_STATE_BADGE (badge), status);
      g_assert_true (says (badge, bo_thing_status_to_text (status)));
      g_object_unref (badge);
    }
}

/* Whatever can have the focus says what it is. */
static void
assert_named (GtkWidget *widget)
{
  if (gtk_widget_get_focusable (widget) && gtk_widget_get_mapped (widget)
      && (BO_IS_TILE (widget) || GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget)))
    g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
                   || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY)
                   || (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
                   || GTK_IS_TOGGLE_BUTTON (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_named (child);
}

/* With BO_SHOTS=FOLDER the controls are kept as pictures, light and dark. */
static void
keep_pictures (GtkWidget  *window,
               const char *name)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_DARK, ADW_COLOR_SCHEME_FORCE_LIGHT };
  const char *folder = g_getenv ("BO_SHOTS");

  for (size_t i = 0; folder != NULL && i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *file = g_strdup_printf ("control-%s-%s.png", name, i == 0 ? "dark" : "light");
      g_autofree char *path = g_build_filename (folder, file, NULL);

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i]);
      g_assert_true (bo_shot_save (window, path, NULL));
    }
}

static void
test_controls (Fixture    *fixture,
               const void *data)
{
  GListModel *all = bo_model_get_accessories (fixture->model);

  for (unsigned i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BoAccessory) one = g_list_model_get_item (all, i);
      GListModel *services = bo_accessory_get_services (one);
      g_autoptr (BoService) service = g_list_model_get_item (services, 0);
      GtkWidget *control = bo_service_control_new (service);
      GtkWidget *window = show (control, NARROW, 600);
      int minimum;

      g_object_add_weak_pointer (G_OBJECT (control), (gpointer *) &control);
      gtk_widget_measure (control, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s: %d px", bo_service_get_service_type (service), minimum);
      g_assert_cmpint (minimum, <=, NARROW);
      assert_named (control);
      keep_pictures (window, bo_thing_get_id (BO_THING (one)));
      bo_service_control_set_read_only_reason (BO_SERVICE_CONTROL (control), "Guests look");
      gtk_window_destroy (GTK_WINDOW (window));
      g_assert_null (control);
    }
}

/* Every press asks for what it says, though nothing of it can be read; a guest's are asleep. */
static void
test_media (Fixture    *fixture,
            const void *data)
{
  static const struct { const char *id, *button, *type, *json; } cases[] = {
    { "soundbar", "Louder", "volume_selector", "0" }, { "soundbar", "Quieter", "volume_selector", "1" },
    { "soundbar", "Mute", "mute", "false" },          { "speaker", "Mute", "mute", "true" },
    { "television", "OK", "remote_key", "8" },        { "television", "Left", "remote_key", "6" },
    { "television", "Play or pause", "remote_key", "11" }, { "gate", "_Stop", "hold_position", "true" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *control = bo_service_control_new (bo_accessory_get_primary_service (accessory (fixture, cases[i].id)));
      GtkWidget *window = show (control, NARROW, 600);
      GtkWidget *button = find_button (control, cases[i].button);

      g_signal_connect_swapped (control, "operate", G_CALLBACK (operate_cb), fixture);
      g_assert_nonnull (button);
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpuint (fixture->operated, ==, i + 1);
      g_assert_cmpstr (fixture->type, ==, cases[i].type);
      g_assert_cmpstr (fixture->json, ==, cases[i].json);
      bo_service_control_set_read_only_reason (BO_SERVICE_CONTROL (control), "Guests look");
      g_assert_false (gtk_widget_is_sensitive (button));
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* What can be set is set, and not stepped through. */
static void
test_absolute_volume (Fixture    *fixture,
                      const void *data)
{
  GtkWidget *control = bo_service_control_new (bo_accessory_get_primary_service (accessory (fixture, "speaker")));
  GtkWidget *window = show (control, NARROW, 600);

  g_assert_null (find_button (control, "Louder"));
  g_assert_true (says (control, "Volume"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_gallery (Fixture    *fixture,
              const void *data)
{
  GtkWidget *gallery = bo_gallery_new ();
  GtkWidget *window = show (gallery, NARROW, 900);
  int minimum;

  g_object_add_weak_pointer (G_OBJECT (gallery), (gpointer *) &gallery);
  gtk_widget_measure (gallery, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
  assert_named (gallery);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (gallery);
}

/* --- what was saved --- */

static void
chosen_cb (Fixture  *fixture,
           BoPreset *preset)
{
  fixture->activated++;
  g_free (fixture->type);
  fixture->type = g_strdup (bo_preset_get_name (preset));
}

static void
add_preset (GListStore *presets,
            const char *name,
            const char *type,
            double      value)
{
  g_autoptr (BoPreset) preset = bo_preset_new (name, &(BoPresetValue){ type, value }, 1);

  g_assert_nonnull (preset);
  g_list_store_append (presets, preset);
}

static GtkWidget *
nth_child (GtkWidget *widget,
           int        n)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (n-- > 0 && child != NULL)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Chips of what fits; the one of how it stands is pressed, and then nothing new can be saved. */
static void
test_presets (Fixture    *fixture,
              const void *data)
{
  BoService *service = bo_accessory_get_primary_service (accessory (fixture, "light-warm"));
  g_autoptr (GListStore) presets = g_list_store_new (BO_TYPE_PRESET);
  GtkWidget *row = bo_preset_row_new (service);
  GtkWidget *window = show (row, NARROW, 200);
  GtkWidget *now, *other;

  g_signal_connect_swapped (row, "chosen", G_CALLBACK (chosen_cb), fixture);
  add_preset (presets, "Evening", "color_temperature", 370);
  add_preset (presets, "Half open", "target_position", 50);
  add_preset (presets, "Work", "color_temperature", 200);
  bo_preset_row_set_presets (BO_PRESET_ROW (row), G_LIST_MODEL (presets));
  bo_shot_wait (window);
  now = nth_child (row, 0);
  other = nth_child (row, 1);
  gtk_test_accessible_assert_property (now, GTK_ACCESSIBLE_PROPERTY_LABEL, "Evening: 2700 K");
  gtk_test_accessible_assert_property (other, GTK_ACCESSIBLE_PROPERTY_LABEL, "Work: 5000 K");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (now)));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (other)));
  g_assert_false (gtk_widget_get_visible (nth_child (row, 2)));

  g_signal_emit_by_name (now, "clicked");
  g_assert_cmpuint (fixture->activated, ==, 0);
  g_signal_emit_by_name (other, "clicked");
  g_assert_cmpstr (fixture->type, ==, "Work");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (now))); /* as long as the model says so */

  /* The focus goes to what takes the place of the one that went. */
  gtk_widget_grab_focus (now);
  g_list_store_remove (presets, 0);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == nth_child (row, 0));
  g_assert_true (gtk_widget_get_visible (nth_child (row, 1)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What would set nothing, or what nobody knows, is none. */
static void
test_preset (Fixture    *fixture,
             const void *data)
{
  BoService *light = bo_accessory_get_primary_service (accessory (fixture, "light-color"));
  BoService *blind = bo_accessory_get_primary_service (accessory (fixture, "blind"));
  BoService *lock = bo_accessory_get_primary_service (accessory (fixture, "lock"));
  g_autoptr (BoPreset) color = bo_preset_new_of (light, NULL);
  g_autoptr (BoPreset) position = bo_preset_new_of (blind, "Half\tway\n");

  g_assert_null (bo_preset_new ("None", NULL, 0));
  g_assert_null (bo_preset_new ("Unknown", &(BoPresetValue){ "x_flow", 1 }, 1));
  g_assert_null (bo_preset_new ("Endless", &(BoPresetValue){ "hue", INFINITY }, 1));
  g_assert_null (bo_preset_kind_of (lock));
  g_assert_null (bo_preset_new_of (lock, NULL));
  g_assert_cmpstr (bo_preset_kind_of (light), ==, "color");
  g_assert_cmpstr (bo_preset_get_name (color), ==, "Violet");
  g_assert_true (bo_preset_matches (color, light));
  g_assert_false (bo_preset_fits (color, blind));
  g_assert_cmpstr (bo_preset_get_name (position), ==, "Half way");
  g_assert_true (bo_preset_matches (position, blind));
}

static BoModel *
large_home (int n)
{
  BoModel *model = bo_model_new ();
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("lamp-%04d", i);
      g_autofree char *name = g_strdup_printf ("Lamp %04d", i);
      g_autoptr (BoEntity) entity =
        bo_entity_new (id, "2026-01-01T00:00:00.000000+00:00-000001-ana", "device", name,
                       i % 3 == 0 ? "{\"services\":[{\"id\":\"s\",\"service_type\":\"switch\",\"characteristics\":"
                                    "[{\"id\":\"on\",\"characteristic_type\":\"on\",\"value\":true}]}]}"
                                  : "{\"services\":[{\"id\":\"s\",\"service_type\":\"lightbulb\",\"characteristics\":"
                                    "[{\"id\":\"on\",\"characteristic_type\":\"on\",\"value\":true}]}]}",
                       NULL, "ana", NULL);

      bo_model_batch_add_entity (batch, entity, BO_STATUS_SYNCED, NULL, NULL);
    }
  bo_model_apply (model, batch);
  return model;
}

static GtkWidget *
area_of (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (BO_IS_TILE_AREA (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = area_of (child);
  return found;
}

static void
test_grid_large (Fixture    *fixture,
                 const void *data)
{
  g_autoptr (BoModel) model = large_home (1000);
  int64_t begun = bo_clock_monotonic ();
  GtkWidget *grid = bo_tile_grid_new (bo_model_get_accessories (model), true);
  GtkWidget *window = show (grid, 1024, 800);
  int minimum;

  g_test_message ("first paint after %d ms", (int) ((bo_clock_monotonic () - begun) / 1000));
  gtk_widget_measure (grid, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, NARROW);
  g_assert_cmpuint (_bo_tile_area_n_tiles (BO_TILE_AREA (area_of (grid))), >, 10);
  g_assert_cmpuint (_bo_tile_area_n_tiles (BO_TILE_AREA (area_of (grid))), <, 120);
  g_object_add_weak_pointer (G_OBJECT (grid), (gpointer *) &grid);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (grid);
}

/* The focus stays with its accessory while others come and go, and reaches the far end. */
static void
test_grid_focus (Fixture    *fixture,
                 const void *data)
{
  g_autoptr (BoModel) model = large_home (300);
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();
  g_autoptr (GtkAdjustment) adjustment = NULL;
  GtkWidget *grid = bo_tile_grid_new (bo_model_get_accessories (model), false);
  GtkWidget *window = show (grid, NARROW, 640);
  BoAccessory *last = BO_ACCESSORY (bo_model_lookup (model, "lamp-0299"));

  g_assert_true (bo_tile_grid_focus (BO_TILE_GRID (grid), last));
  bo_shot_wait (window);
  g_assert_true (bo_tile_grid_get_focused (BO_TILE_GRID (grid)) == last);
  /* Out of sight it keeps the focus all the same. */
  g_object_get (area_of (grid), "vadjustment", &adjustment, NULL);
  gtk_adjustment_set_value (adjustment, 0);
  bo_shot_wait (window);
  g_assert_true (bo_tile_grid_get_focused (BO_TILE_GRID (grid)) == last);
  bo_model_batch_remove_entity (batch, "lamp-0000");
  bo_model_batch_remove_entity (batch, "lamp-0150");
  bo_model_apply (model, batch);
  bo_shot_wait (window);
  g_assert_true (bo_tile_grid_get_focused (BO_TILE_GRID (grid)) == last);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_icons (Fixture    *fixture,
            const void *data)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (const char *const *name = bo_icon_names (); *name != NULL; name++)
    if (!gtk_icon_theme_has_icon (theme, *name))
      {
        g_test_message ("no icon %s", *name);
        g_test_fail ();
      }
  for (int i = BO_STATUS_SYNCED; i <= BO_STATUS_UNREADABLE; i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, bo_sync_status_icon_name (i)));
}

#define ADD(name, function) g_test_add ("/widgets/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  ADD ("tile/keys", test_tile_keys);
  ADD ("tile/without-action", test_tile_without_action);
  ADD ("tile/name", test_tile_name);
  ADD ("tile/reason", test_tile_reason);
  ADD ("tile/since", test_tile_since);
  ADD ("tile/midnight", test_tile_midnight);
  ADD ("state-words", test_state_words);
  ADD ("controls", test_controls);
  ADD ("media", test_media);
  ADD ("media/absolute", test_absolute_volume);
  ADD ("gallery", test_gallery);
  ADD ("preset", test_preset);
  ADD ("presets", test_presets);
  ADD ("grid/large", test_grid_large);
  ADD ("grid/focus", test_grid_focus);
  ADD ("icons", test_icons);
  return g_test_run ();
}
