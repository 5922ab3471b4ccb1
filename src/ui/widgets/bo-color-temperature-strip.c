/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-color-temperature-strip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-color-disc.h"
#include "bo-trough-private.h"

#define STOPS 7

struct _BoColorTemperatureStrip
{
  GtkWidget  parent_instance;
  GtkWidget *box;
  GtkWidget *value_label;
  GtkWidget *trough;
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoColorTemperatureStrip, bo_color_temperature_strip, GTK_TYPE_WIDGET)

static char *
format_cb (double   kelvin,
           gpointer data)
{
  /* Translators: a colour temperature in kelvin */
  return g_strdup_printf (_("%d K"), (int) (round (kelvin / 10) * 10));
}

static void
moved_cb (BoTrough                *trough,
          double                   value,
          BoColorTemperatureStrip *self)
{
  g_autofree char *text = format_cb (_bo_trough_get_value (BO_TROUGH (self->trough)), self);

  gtk_label_set_text (GTK_LABEL (self->value_label), text);
}

static void
committed_cb (BoTrough                *trough,
              double                   value,
              BoColorTemperatureStrip *self)
{
  g_signal_emit (self, signals[COMMITTED], 0, value);
}

static void
bo_color_temperature_strip_dispose (GObject *object)
{
  BoColorTemperatureStrip *self = BO_COLOR_TEMPERATURE_STRIP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (bo_color_temperature_strip_parent_class)->dispose (object);
}

static void
bo_color_temperature_strip_class_init (BoColorTemperatureStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_color_temperature_strip_dispose;
  signals[COMMITTED] = g_signal_new ("committed", BO_TYPE_COLOR_TEMPERATURE_STRIP, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bo_color_temperature_strip_init (BoColorTemperatureStrip *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * bo_color_temperature_strip_new:
 * @label: what it sets, also its accessible name
 *
 * A strip from 2000 K to 6500 K.
 */
GtkWidget *
bo_color_temperature_strip_new (const char *label)
{
  BoColorTemperatureStrip *self = g_object_new (BO_TYPE_COLOR_TEMPERATURE_STRIP, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  self->trough = _bo_trough_new (label);
  gtk_box_append (GTK_BOX (self->box), _bo_trough_caption_new (label, NULL, &self->value_label));
  gtk_box_append (GTK_BOX (self->box), self->trough);
  g_signal_connect_object (self->trough, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (self->trough, "committed", G_CALLBACK (committed_cb), self, 0);
  _bo_trough_set_format (BO_TROUGH (self->trough), format_cb, self);
  bo_color_temperature_strip_set_limits (self, 2000, 6500);
  return GTK_WIDGET (self);
}

void
bo_color_temperature_strip_set_limits (BoColorTemperatureStrip *self,
                                       double                   minimum,
                                       double                   maximum)
{
  GskColorStop stops[STOPS];

  g_return_if_fail (BO_IS_COLOR_TEMPERATURE_STRIP (self));

  for (int i = 0; i < STOPS; i++)
    {
      stops[i].offset = (float) i / (STOPS - 1);
      bo_color_of_kelvin (minimum + stops[i].offset * (maximum - minimum), &stops[i].color);
    }
  _bo_trough_set_gradient (BO_TROUGH (self->trough), stops, STOPS);
  _bo_trough_set_limits (BO_TROUGH (self->trough), minimum, maximum, 50);
  moved_cb (NULL, 0, self);
}

double
bo_color_temperature_strip_get_kelvin (BoColorTemperatureStrip *self)
{
  g_return_val_if_fail (BO_IS_COLOR_TEMPERATURE_STRIP (self), 0);
  return _bo_trough_get_value (BO_TROUGH (self->trough));
}

void
bo_color_temperature_strip_set_kelvin (BoColorTemperatureStrip *self,
                                       double                   kelvin)
{
  g_return_if_fail (BO_IS_COLOR_TEMPERATURE_STRIP (self));
  _bo_trough_set_value (BO_TROUGH (self->trough), kelvin);
}

void
bo_color_temperature_strip_set_read_only (BoColorTemperatureStrip *self,
                                          bool                     read_only)
{
  g_return_if_fail (BO_IS_COLOR_TEMPERATURE_STRIP (self));
  _bo_trough_set_read_only (BO_TROUGH (self->trough), read_only);
}
