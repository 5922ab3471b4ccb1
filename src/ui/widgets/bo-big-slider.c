/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-big-slider.h"

#include "bo-trough-private.h"

struct _BoBigSlider
{
  GtkWidget  parent_instance;
  GtkWidget *box;
  GtkWidget *value_label;
  GtkWidget *trough;
  char      *unit;
  int        digits;
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoBigSlider, bo_big_slider, GTK_TYPE_WIDGET)

static char *
format_cb (double   value,
           gpointer data)
{
  BoBigSlider *self = data;

  if (self->unit == NULL || *self->unit == '\0')
    return g_strdup_printf ("%.*f", self->digits, value);
  if (g_str_equal (self->unit, "°"))
    return g_strdup_printf ("%.*f°", self->digits, value);
  return g_strdup_printf ("%.*f\u00a0%s", self->digits, value, self->unit);
}

static void
moved_cb (BoTrough    *trough,
          double       value,
          BoBigSlider *self)
{
  g_autofree char *text = format_cb (_bo_trough_get_value (BO_TROUGH (self->trough)), self);

  gtk_label_set_text (GTK_LABEL (self->value_label), text);
}

static void
committed_cb (BoTrough    *trough,
              double       value,
              BoBigSlider *self)
{
  g_signal_emit (self, signals[COMMITTED], 0, value);
}

static void
bo_big_slider_dispose (GObject *object)
{
  BoBigSlider *self = BO_BIG_SLIDER (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->unit, g_free);
  G_OBJECT_CLASS (bo_big_slider_parent_class)->dispose (object);
}

static void
bo_big_slider_class_init (BoBigSliderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_big_slider_dispose;
  signals[COMMITTED] = g_signal_new ("committed", BO_TYPE_BIG_SLIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "big-slider");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bo_big_slider_init (BoBigSlider *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * bo_big_slider_new:
 * @label: what it sets, also its accessible name
 * @icon_name: (nullable): a symbolic icon
 *
 * A slider from 0 to 100 in steps of 1, without a unit.
 */
GtkWidget *
bo_big_slider_new (const char *label,
                   const char *icon_name)
{
  BoBigSlider *self = g_object_new (BO_TYPE_BIG_SLIDER, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  self->trough = _bo_trough_new (label);
  gtk_box_append (GTK_BOX (self->box), _bo_trough_caption_new (label, icon_name, &self->value_label));
  gtk_box_append (GTK_BOX (self->box), self->trough);
  g_signal_connect_object (self->trough, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (self->trough, "committed", G_CALLBACK (committed_cb), self, 0);
  _bo_trough_set_format (BO_TROUGH (self->trough), format_cb, self);
  moved_cb (NULL, 0, self);
  return GTK_WIDGET (self);
}

void
bo_big_slider_set_limits (BoBigSlider *self,
                          double       minimum,
                          double       maximum,
                          double       step)
{
  g_return_if_fail (BO_IS_BIG_SLIDER (self));
  _bo_trough_set_limits (BO_TROUGH (self->trough), minimum, maximum, step);
  moved_cb (NULL, 0, self);
}

double
bo_big_slider_get_value (BoBigSlider *self)
{
  g_return_val_if_fail (BO_IS_BIG_SLIDER (self), 0);
  return _bo_trough_get_value (BO_TROUGH (self->trough));
}

/* Waits while a person holds the slider. */
void
bo_big_slider_set_value (BoBigSlider *self,
                         double       value)
{
  g_return_if_fail (BO_IS_BIG_SLIDER (self));
  _bo_trough_set_value (BO_TROUGH (self->trough), value);
}

void
bo_big_slider_set_unit (BoBigSlider *self,
                        const char  *unit,
                        int          digits)
{
  g_return_if_fail (BO_IS_BIG_SLIDER (self));
  g_clear_pointer (&self->unit, g_free);
  self->unit = g_strdup (unit);
  self->digits = digits;
  _bo_trough_set_format (BO_TROUGH (self->trough), format_cb, self);
  moved_cb (NULL, 0, self);
}

void
bo_big_slider_set_tint (BoBigSlider   *self,
                        const GdkRGBA *tint)
{
  g_return_if_fail (BO_IS_BIG_SLIDER (self));
  _bo_trough_set_tint (BO_TROUGH (self->trough), tint);
}

void
bo_big_slider_set_read_only (BoBigSlider *self,
                             bool         read_only)
{
  g_return_if_fail (BO_IS_BIG_SLIDER (self));
  _bo_trough_set_read_only (BO_TROUGH (self->trough), read_only);
}
