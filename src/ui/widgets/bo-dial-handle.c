/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-dial-handle-private.h"

#include "bo-draw-private.h"

#define RADIUS 14

struct _BoDialHandle
{
  GtkWidget parent_instance;
  GdkRGBA   color;
};

G_DEFINE_FINAL_TYPE (BoDialHandle, bo_dial_handle, GTK_TYPE_WIDGET)

static void
bo_dial_handle_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = BO_DIAL_HANDLE_SIZE;
}

static void
bo_dial_handle_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  BoDialHandle *self = BO_DIAL_HANDLE (widget);
  double center = BO_DIAL_HANDLE_SIZE / 2.0;

  if (gtk_widget_has_visible_focus (widget))
    {
      GdkRGBA ring = _bo_draw_named_color (widget, "accent_color", 0.6);

      _bo_draw_ring (snapshot, center, center, RADIUS + 4, 2, &ring);
    }
  _bo_draw_knob (snapshot, center, center, RADIUS, &self->color);
}

static void
bo_dial_handle_class_init (BoDialHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = bo_dial_handle_measure;
  widget_class->snapshot = bo_dial_handle_snapshot;
  gtk_widget_class_set_css_name (widget_class, "dial-handle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
bo_dial_handle_init (BoDialHandle *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
_bo_dial_handle_new (void)
{
  return g_object_new (BO_TYPE_DIAL_HANDLE, NULL);
}

void
_bo_dial_handle_set_color (BoDialHandle  *self,
                           const GdkRGBA *color)
{
  self->color = *color;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_bo_dial_handle_say (BoDialHandle *self,
                     const char   *label,
                     double        minimum,
                     double        maximum,
                     double        value,
                     const char   *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, maximum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}
