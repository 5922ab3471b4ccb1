/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-widgets.h"

#define HOUR INT64_C (3600000000)
#define BEGIN (1780000000 * INT64_C (1000000))

/* A day of a room: warm by day, cool by night, and a gap where the sensor was away. */
static GArray *
draw_day (int64_t from_us)
{
  GArray *series = g_array_new (FALSE, FALSE, sizeof (BoSample));

  for (int i = 0; i < 96; i++)
    {
      BoSample sample = { from_us + i * HOUR / 4, i > 30 && i < 36 ? NAN : 19.5 + 2.2 * sin ((i - 30) / 15.3) };

      sample.value = round (sample.value * 10) / 10;
      g_array_append_val (series, sample);
    }
  return series;
}

static GtkWidget *
chart_of_a_day (void)
{
  GtkWidget *chart = bo_chart_new (_("Temperature"));
  g_autoptr (GArray) series = draw_day (BEGIN);

  bo_chart_set_series (BO_CHART (chart), series, &bo_catalogue_characteristic ("current_temperature")->type, BEGIN,
                       BEGIN + 24 * HOUR);
  return chart;
}

/* States in a strip: a door that was opened now and then. */
static GtkWidget *
strip_of_a_day (void)
{
  static const BoSample openings[] = { { 0, NAN }, { 2, 0 }, { 8, 1 }, { 9, 0 }, { 17, 1 }, { 18, 0 } };
  GtkWidget *strip = bo_chart_new (_("Front door"));
  g_autoptr (GArray) series = g_array_new (FALSE, FALSE, sizeof (BoSample));

  for (size_t i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      BoSample sample = { BEGIN + openings[i].time_us * HOUR, openings[i].value };

      g_array_append_val (series, sample);
    }
  bo_chart_set_series (BO_CHART (strip), series, &bo_catalogue_characteristic ("contact_sensor_state")->type, BEGIN,
                       BEGIN + 24 * HOUR);
  return strip;
}

/* Limits around the course, through it, one alone, and so far away that they aren't on the axis. */
static void
add_comfort_charts (GtkWidget *section)
{
  static const BoComfort comforts[] = { { 17, 22.5 }, { 18.5, 20.5 }, { NAN, 19 }, { 20, NAN }, { 60, 80 } };

  for (size_t i = 0; i < G_N_ELEMENTS (comforts); i++)
    {
      GtkWidget *chart = chart_of_a_day ();

      bo_chart_set_comfort (BO_CHART (chart), comforts[i]);
      gtk_box_append (GTK_BOX (section), chart);
    }
}

static GtkWidget *
form_of (BoModel    *model,
         const char *accessory,
         const char *type)
{
  GtkWidget *form = bo_comfort_form_new ();

  bo_comfort_form_set_characteristic (BO_COMFORT_FORM (form), bo_model_lookup_characteristic (model, accessory, type));
  gtk_widget_add_css_class (form, "card");
  gtk_widget_add_css_class (form, "gallery-card");
  return form;
}

/* With both limits, with one, and without any. */
static void
add_forms (GtkWidget *section,
           BoModel   *model)
{
  GtkWidget *flow = _bo_gallery_add_flow (section);

  _bo_gallery_flow_add (flow, form_of (model, "temperature", "current_temperature"));
  _bo_gallery_flow_add (flow, form_of (model, "thermostat", "current_relative_humidity"));
  _bo_gallery_flow_add (flow, form_of (model, "air", "pm2_5_density"));
}

void
_bo_gallery_add_charts (GtkWidget *page,
                        BoModel   *model)
{
  GtkWidget *section = _bo_gallery_add_section (page, _("Charts"));
  GtkWidget *empty = bo_chart_new (_("Humidity"));
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (BoSample));

  bo_chart_set_series (BO_CHART (empty), nothing, &bo_catalogue_characteristic ("current_relative_humidity")->type,
                       BEGIN, BEGIN + 7 * 24 * HOUR);
  gtk_box_append (GTK_BOX (section), chart_of_a_day ());
  gtk_box_append (GTK_BOX (section), empty);
  gtk_box_append (GTK_BOX (section), strip_of_a_day ());
  section = _bo_gallery_add_section (page, _("What Is Comfortable"));
  add_forms (section, model);
  add_comfort_charts (section);
}
