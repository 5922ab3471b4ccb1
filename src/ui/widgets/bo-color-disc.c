/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-color-disc.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-draw-private.h"

#define NATURAL 240
#define MINIMUM 176
#define KNOB 16
#define PAUSE_MS 350
#define HUE_STOPS 7

struct _BoColorDisc
{
  GtkWidget    parent_instance;
  double       hue;
  double       saturation;
  double       outside_hue;
  double       outside_saturation;
  bool         dragging;
  bool         read_only;
  unsigned int pause;
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoColorDisc, bo_color_disc, GTK_TYPE_WIDGET)

static void
update_accessible (BoColorDisc *self)
{
  g_autofree char *name = bo_color_name (self->hue, self->saturation);
  /* Translators: a colour, its hue in degrees and its saturation in percent */
  g_autofree char *text = g_strdup_printf (_("%s, hue %d degrees, saturation %d percent"), name,
                                           (int) round (self->hue), (int) round (self->saturation));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 360.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->hue,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}

static void
show_color (BoColorDisc *self,
            double       hue,
            double       saturation)
{
  self->hue = fmod (fmod (hue, 360) + 360, 360);
  self->saturation = CLAMP (saturation, 0, 100);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
commit (BoColorDisc *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->dragging = false;
  if (self->hue == self->outside_hue && self->saturation == self->outside_saturation)
    return;
  self->outside_hue = self->hue;
  self->outside_saturation = self->saturation;
  g_signal_emit (self, signals[COMMITTED], 0, self->hue, self->saturation);
}

static gboolean
paused_cb (gpointer data)
{
  BoColorDisc *self = data;

  self->pause = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

static double
disc_radius (BoColorDisc *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  return MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) / 2.0 - 4;
}

static void
pick (BoColorDisc *self,
      double       x,
      double       y)
{
  double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  /* Red is at the top, hue runs clockwise. */
  show_color (self, round (atan2 (dx, -dy) * 180 / G_PI), round (hypot (dx, dy) / (disc_radius (self) - KNOB) * 100));
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BoColorDisc    *self)
{
  double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (self->read_only || hypot (dx, dy) > disc_radius (self))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->dragging = true;
  pick (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                BoColorDisc    *self)
{
  double x;
  double y;

  if (self->dragging && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    pick (self, x + dx, y + dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             BoColorDisc    *self)
{
  if (self->dragging)
    commit (self);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BoColorDisc      *self)
{
  self->dragging = false;
  show_color (self, self->outside_hue, self->outside_saturation);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        unsigned int           key,
        unsigned int           code,
        GdkModifierType        modifiers,
        BoColorDisc           *self)
{
  double turn = 0;
  double outwards = 0;

  switch (key)
    {
    case GDK_KEY_Right: turn = 5; break;
    case GDK_KEY_Left: turn = -5; break;
    case GDK_KEY_Page_Up: turn = 30; break;
    case GDK_KEY_Page_Down: turn = -30; break;
    case GDK_KEY_Up: outwards = 5; break;
    case GDK_KEY_Down: outwards = -5; break;
    default: return GDK_EVENT_PROPAGATE;
    }
  if (self->read_only || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  show_color (self, self->hue + turn, self->saturation + outwards);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
  return GDK_EVENT_STOP;
}

static void
leave_cb (GtkEventControllerFocus *controller,
          BoColorDisc             *self)
{
  if (self->pause != 0)
    commit (self);
}

static void
bo_color_disc_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  *minimum = MINIMUM;
  *natural = NATURAL;
}

static void
snapshot_disc (GtkSnapshot *snapshot,
               double       x,
               double       y,
               double       radius)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  graphene_point_t center = GRAPHENE_POINT_INIT (x, y);
  GskColorStop hues[HUE_STOPS];
  GskColorStop whites[] = { { 0, { 1, 1, 1, 1 } }, { 1, { 1, 1, 1, 0 } } };
  GskRoundedRect round;

  for (int i = 0; i < HUE_STOPS; i++)
    {
      hues[i].offset = (float) i / (HUE_STOPS - 1);
      hues[i].color.alpha = 1;
      gtk_hsv_to_rgb (fmod (hues[i].offset, 1), 0.92, 1, &hues[i].color.red, &hues[i].color.green,
                      &hues[i].color.blue);
    }
  gsk_rounded_rect_init_from_rect (&round, &bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_conic_gradient (snapshot, &bounds, &center, 0, hues, HUE_STOPS);
  gtk_snapshot_append_radial_gradient (snapshot, &bounds, &center, radius, radius, 0, 1, whites,
                                       G_N_ELEMENTS (whites));
  gtk_snapshot_pop (snapshot);
}

static void
bo_color_disc_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  BoColorDisc *self = BO_COLOR_DISC (widget);
  double radius = disc_radius (self);
  double x = gtk_widget_get_width (widget) / 2.0;
  double y = gtk_widget_get_height (widget) / 2.0;
  double away = self->saturation / 100 * (radius - KNOB);
  double angle = self->hue * G_PI / 180;
  GdkRGBA edge = _bo_draw_color (widget, 0.12);
  GdkRGBA fill = { 0, 0, 0, 1 };

  gtk_hsv_to_rgb (self->hue / 360, self->saturation / 100, 1, &fill.red, &fill.green, &fill.blue);
  snapshot_disc (snapshot, x, y, radius);
  _bo_draw_ring (snapshot, x, y, radius, 1, &edge);
  if (gtk_widget_has_visible_focus (widget))
    {
      GdkRGBA ring = _bo_draw_named_color (widget, "accent_color", 0.6);

      _bo_draw_ring (snapshot, x + sin (angle) * away, y - cos (angle) * away, KNOB + 4, 2, &ring);
    }
  _bo_draw_knob (snapshot, x + sin (angle) * away, y - cos (angle) * away, KNOB, &fill);
}

static void
bo_color_disc_dispose (GObject *object)
{
  BoColorDisc *self = BO_COLOR_DISC (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  G_OBJECT_CLASS (bo_color_disc_parent_class)->dispose (object);
}

static void
bo_color_disc_class_init (BoColorDiscClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_color_disc_dispose;
  widget_class->measure = bo_color_disc_measure;
  widget_class->snapshot = bo_color_disc_snapshot;
  signals[COMMITTED] = g_signal_new ("committed", BO_TYPE_COLOR_DISC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "color-disc");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
bo_color_disc_init (BoColorDisc *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_set_focusable (widget, TRUE);
}

GtkWidget *
bo_color_disc_new (const char *label)
{
  BoColorDisc *self = g_object_new (BO_TYPE_COLOR_DISC, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_accessible (self);
  return GTK_WIDGET (self);
}

double
bo_color_disc_get_hue (BoColorDisc *self)
{
  g_return_val_if_fail (BO_IS_COLOR_DISC (self), 0);
  return self->hue;
}

double
bo_color_disc_get_saturation (BoColorDisc *self)
{
  g_return_val_if_fail (BO_IS_COLOR_DISC (self), 0);
  return self->saturation;
}

/* Waits while a person holds the handle. */
void
bo_color_disc_set_color (BoColorDisc *self,
                         double       hue,
                         double       saturation)
{
  g_return_if_fail (BO_IS_COLOR_DISC (self));
  self->outside_hue = hue;
  self->outside_saturation = saturation;
  if (!self->dragging && self->pause == 0)
    show_color (self, hue, saturation);
}

void
bo_color_disc_set_read_only (BoColorDisc *self,
                             bool         read_only)
{
  g_return_if_fail (BO_IS_COLOR_DISC (self));
  self->read_only = read_only;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_READ_ONLY, read_only, -1);
}
