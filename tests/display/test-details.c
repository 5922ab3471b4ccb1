/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-preset-row.h"
#include "bo-presets.h"
#include "page-home.h"

/* What a person does in an accessory's details, over a real hub, and what another device then sees. */

#define LAMP "Ceiling light"

static void
set_up (Home *home, gconstpointer data)
{
  home_start (home, true);
  window_set_up (home);
  home->other = client_new (home, "Ana’s laptop");
}

static void
tear_down (Home *home, gconstpointer data)
{
  home_stop (home);
}

static BoPage *
open_details (Home *home, const char *name)
{
  g_autofree char *address =
    g_strconcat ("accessory:", bo_thing_get_id (BO_THING (accessory_named (home->client, name))), NULL);
  BoPage *page = page_open (home, home->client, address, 900, 700);

  bo_shot_wait (home->window);
  return page;
}

static double
number (BoClient *client, const char *name, const char *type)
{
  BoCharacteristic *found = bo_accessory_find_characteristic (accessory_named (client, name), type);

  g_assert_nonnull (found);
  return bo_characteristic_get_double (found, -1);
}

/* What somebody else sees, once everything was exchanged */
static double
number_elsewhere (Home *home, const char *name, const char *type)
{
  sync_now (home->client);
  sync_now (home->other);
  return number (home->other, name, type);
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

static GtkWidget *
find_type (GtkWidget *from, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (from), type) && gtk_widget_get_mapped (from) ? from : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

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

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void      (*test) (Home *home, gconstpointer data);
  } tests[] = {
    { "/details/saved/colors", test_colors },
    { "/details/saved/positions", test_positions },
    { "/details/saved/odd", test_odd_settings },
  };

  adw_init ();
  bo_shot_pin ();
  bo_widgets_init ();
  g_test_init (&argc, &argv, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Home, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
