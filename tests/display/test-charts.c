/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "widget-scene.h"

/* The course of a value, and what of it is comfortable. */

static void
test_chart (Fixture    *fixture,
            const void *data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chart = bo_chart_new ("Temperature");
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (BoSample));
  const BoSample samples[] = { { 10, 20 }, { 20, 21.5 } };

  g_array_append_vals (series, samples, G_N_ELEMENTS (samples));
  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  bo_chart_set_series (BO_CHART (chart), series, &bo_catalogue_characteristic ("current_temperature")->type, 10, 30);
  bo_shot_wait (window);
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "Temperature");

  /* The keyboard's cursor begins at the end, and says what it is on. */
  gtk_widget_grab_focus (chart);
  bo_shot_wait (window);
  g_assert_true (g_str_has_suffix (bo_chart_get_reading (BO_CHART (chart)), "21.5 °C"));
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       bo_chart_get_reading (BO_CHART (chart)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* States are a strip, lower than a plot; the cursor says which one and when. */
static void
test_chart_states (Fixture    *fixture,
                   const void *data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *chart = bo_chart_new ("Contact");
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (BoSample));
  const BoSample samples[] = { { 10, 0 }, { 20, 1 }, { 25, 0 } };
  const BoValueType *type = &bo_catalogue_characteristic ("lock_current_state")->type;
  g_autofree char *limits = NULL;
  int height;

  g_array_append_vals (series, samples, G_N_ELEMENTS (samples));
  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  bo_chart_set_series (BO_CHART (chart), series, type, 10, 30);
  bo_shot_wait (window);
  gtk_widget_measure (chart, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, <, 120);
  limits = bo_chart_dup_limits (BO_CHART (chart));
  g_assert_cmpstr (limits, ==, "2 changes");
  gtk_widget_grab_focus (chart);
  bo_shot_wait (window);
  g_assert_true (g_str_has_suffix (bo_chart_get_reading (BO_CHART (chart)), "Unlocked"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What never changed is one value. */
static void
test_chart_always (Fixture    *fixture,
                   const void *data)
{
  g_autoptr (GtkWidget) chart = g_object_ref_sink (bo_chart_new ("Temperature"));
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (BoSample));
  const BoSample samples[] = { { 10, 4.6 }, { 20, 4.6 } };
  g_autofree char *limits = NULL;

  g_array_append_vals (series, samples, G_N_ELEMENTS (samples));
  bo_chart_set_series (BO_CHART (chart), series, &bo_catalogue_characteristic ("current_temperature")->type, 10, 30);
  limits = bo_chart_dup_limits (BO_CHART (chart));
  g_assert_cmpstr (limits, ==, "Always 4.6 °C");
}

static void
test_chart_step (Fixture    *fixture,
                 const void *data)
{
  static const struct { double span, step; } cases[] = {
    { 4, 1 }, { 5, 2 }, { 10, 5 }, { 21, 10 }, { 100, 50 }, { 0.4, 0.1 }, { 1, 0.5 }, { 1234, 500 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (_bo_chart_step (cases[i].span, 4), cases[i].step, 1e-9);
}

/* What isn't comfortable says so in words and by a shape; of what the tile doesn't show it says which. */
static void
test_comfort_badge (Fixture    *fixture,
                    const void *data)
{
  static const struct { const char *id, *text; } cases[] = {
    { "temperature", "Too low" }, { "heater", "Too high" }, { "thermostat", "45 %: too low" }, { "humidifier", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkWidget) badge = g_object_ref_sink (bo_state_badge_new ());

      bo_state_badge_set_accessory (BO_STATE_BADGE (badge), BO_ACCESSORY (bo_model_lookup (fixture->model, cases[i].id)));
      g_assert_cmpstr (bo_state_badge_get_text (BO_STATE_BADGE (badge)), ==, cases[i].text);
    }
}

static void
limits_cb (BoComfort *comfort,
           double     low,
           double     high)
{
  *comfort = (BoComfort){ low, high };
}

static GtkWidget *
find_nth (GtkWidget *from,
          GType      type,
          int       *n)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (from, type) && (*n)-- == 0)
    return from;
  for (GtkWidget *child = gtk_widget_get_first_child (from); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_nth (child, type, n);
  return found;
}

static GtkSpinButton *
spin_of (GtkWidget *form,
         int        at)
{
  return GTK_SPIN_BUTTON (find_nth (form, GTK_TYPE_SPIN_BUTTON, &at));
}

static bool
is_refused (GtkWidget *form)
{
  for (int i = 0;; i++)
    {
      int n = i;
      GtkWidget *label = find_nth (form, GTK_TYPE_LABEL, &n);

      if (label == NULL)
        return false;
      if (gtk_widget_has_css_class (label, "error"))
        return gtk_widget_get_visible (label);
    }
}

/* Numbers have their unit, in which they are also typed; limits that cross are refused and said to be. */
static void
test_comfort_form (Fixture    *fixture,
                   const void *data)
{
  GtkWidget *form = bo_comfort_form_new ();
  GtkWidget *window = gtk_window_new ();
  BoComfort comfort = BO_COMFORT_NONE;
  BoCharacteristic *temperature = bo_model_lookup_characteristic (fixture->model, "temperature", "current_temperature");

  g_signal_connect_swapped (form, "chosen", G_CALLBACK (limits_cb), &comfort);
  bo_comfort_form_set_characteristic (BO_COMFORT_FORM (form), temperature);
  g_assert_true (isnan (comfort.low));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin_of (form, 0))), ==, "15 °C");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin_of (form, 1))), ==, "19.5 °C");
  gtk_editable_set_text (gtk_editable_get_delegate (GTK_EDITABLE (spin_of (form, 0))), "16,5 °C");
  gtk_spin_button_update (spin_of (form, 0));
  g_assert_cmpfloat (comfort.low, ==, 16.5);
  g_assert_cmpfloat (comfort.high, ==, 19.5);
  g_assert_false (is_refused (form));
  gtk_spin_button_set_value (spin_of (form, 0), 25);
  g_assert_cmpfloat (comfort.low, ==, 16.5);
  g_assert_true (is_refused (form));
  bo_value_set_temperature_unit (BO_TEMPERATURE_FAHRENHEIT);
  bo_comfort_form_set_characteristic (BO_COMFORT_FORM (form), NULL);
  bo_comfort_form_set_characteristic (BO_COMFORT_FORM (form), temperature);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin_of (form, 0))), ==, "59 °F");
  gtk_spin_button_set_value (spin_of (form, 1), 77);
  bo_value_set_temperature_unit (BO_TEMPERATURE_CELSIUS);
  g_assert_cmpfloat_with_epsilon (comfort.high, 25, 1e-6);
  gtk_window_destroy (GTK_WINDOW (window));
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
  ADD ("chart/reading", test_chart);
  ADD ("chart/states", test_chart_states);
  ADD ("chart/always", test_chart_always);
  ADD ("chart/step", test_chart_step);
  ADD ("comfort/badge", test_comfort_badge);
  ADD ("comfort/form", test_comfort_form);
  return g_test_run ();
}
