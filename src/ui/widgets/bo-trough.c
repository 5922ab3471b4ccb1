/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-trough-private.h"

#include <math.h>

#include "bo-draw-private.h"

#define HEIGHT 44
#define RADIUS 12
#define PAUSE_MS 350
#define KNOB 14

struct _BoTrough
{
  GtkWidget       parent_instance;
  char           *label;
  double          minimum;
  double          maximum;
  double          step;
  double          value;    /* shown */
  double          outside;  /* what was last set from outside */
  bool            dragging;
  bool            read_only;
  unsigned int    pause;    /* source: keys and wheel commit when they pause */
  double          drag_from;
  BoTroughFormat  format;
  gpointer        format_data;
  bool            has_tint;
  GdkRGBA         tint;
  GskColorStop   *stops;
  size_t          n_stops;
};

enum
{
  MOVED,
  COMMITTED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoTrough, bo_trough, GTK_TYPE_WIDGET)

static bool
is_held (BoTrough *self)
{
  return self->dragging || self->pause != 0;
}

static void
update_accessible (BoTrough *self)
{
  g_autofree char *text = self->format != NULL ? self->format (self->value, self->format_data)
                                               : g_strdup_printf ("%g", self->value);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, self->minimum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->maximum,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
}

static void
show_value (BoTrough *self,
            double    value)
{
  value = CLAMP (value, self->minimum, self->maximum);
  if (self->value == value)
    return;
  self->value = value;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[MOVED], 0, value);
}

static void
commit (BoTrough *self)
{
  double value = self->value;

  g_clear_handle_id (&self->pause, g_source_remove);
  self->dragging = false;
  if (value == self->outside)
    return;
  self->outside = value;
  g_signal_emit (self, signals[COMMITTED], 0, value);
}

static gboolean
paused_cb (gpointer data)
{
  BoTrough *self = data;

  self->pause = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

static void
nudge (BoTrough *self,
       double    by)
{
  show_value (self, _bo_snap (self->value + by, self->minimum, self->maximum, self->step));
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
}

static bool
is_rtl (BoTrough *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static double
value_at (BoTrough *self,
          double    x)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * KNOB;
  double share = width > 0 ? (x - KNOB) / width : 0;

  share = CLAMP (is_rtl (self) ? 1 - share : share, 0, 1);
  return _bo_snap (self->minimum + share * (self->maximum - self->minimum),
                   self->minimum, self->maximum, self->step);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BoTrough       *self)
{
  if (self->read_only)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_clear_handle_id (&self->pause, g_source_remove);
  self->dragging = true;
  self->drag_from = x;
  show_value (self, value_at (self, x));
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                BoTrough       *self)
{
  if (self->dragging)
    show_value (self, value_at (self, self->drag_from + dx));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             BoTrough       *self)
{
  if (self->dragging)
    commit (self);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BoTrough         *self)
{
  self->dragging = false;
  show_value (self, self->outside);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           BoTrough                 *self)
{
  /* A wheel that rolls a page must not dim a lamp on its way. */
  if (self->read_only || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  nudge (self, -(dy + (is_rtl (self) ? dx : -dx)) * self->step);
  return GDK_EVENT_STOP;
}

static double
step_of_key (BoTrough     *self,
             unsigned int  key)
{
  double forward = is_rtl (self) ? -self->step : self->step;
  double page = fmax (self->step, (self->maximum - self->minimum) / 10);

  switch (key)
    {
    case GDK_KEY_Right: case GDK_KEY_KP_Right: return forward;
    case GDK_KEY_Left: case GDK_KEY_KP_Left: return -forward;
    case GDK_KEY_Up: case GDK_KEY_KP_Up: case GDK_KEY_plus: case GDK_KEY_KP_Add: return self->step;
    case GDK_KEY_Down: case GDK_KEY_KP_Down: case GDK_KEY_minus: case GDK_KEY_KP_Subtract: return -self->step;
    case GDK_KEY_Page_Up: return page;
    case GDK_KEY_Page_Down: return -page;
    case GDK_KEY_Home: return self->minimum - self->value;
    case GDK_KEY_End: return self->maximum - self->value;
    default: return 0;
    }
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        unsigned int           key,
        unsigned int           code,
        GdkModifierType        modifiers,
        BoTrough              *self)
{
  double by = step_of_key (self, key);

  if (self->read_only || by == 0 || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  nudge (self, by);
  return GDK_EVENT_STOP;
}

static void
leave_cb (GtkEventControllerFocus *controller,
          BoTrough                *self)
{
  if (self->pause != 0)
    commit (self);
}

static void
bo_trough_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 280 : HEIGHT;
}

static void
snapshot_fill (BoTrough    *self,
               GtkSnapshot *snapshot,
               double       x,
               double       width)
{
  GdkRGBA back = _bo_draw_color (GTK_WIDGET (self), 0.1);
  GdkRGBA fill = self->has_tint ? self->tint : _bo_draw_named_color (GTK_WIDGET (self), "accent_bg_color", 1);
  double end = is_rtl (self) ? x - KNOB : x + KNOB;
  graphene_rect_t bounds;
  GskRoundedRect round;

  gtk_snapshot_append_color (snapshot, &back, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT));
  if (self->value <= self->minimum)
    return;
  if (is_rtl (self))
    bounds = GRAPHENE_RECT_INIT (end, 0, width - end, HEIGHT);
  else
    bounds = GRAPHENE_RECT_INIT (0, 0, end, HEIGHT);
  gsk_rounded_rect_init_from_rect (&round, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &fill, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_grip (BoTrough    *self,
               GtkSnapshot *snapshot,
               double       x)
{
  GdkRGBA grip = self->has_tint && _bo_is_light (&self->tint) ? (GdkRGBA){ 0, 0, 0, 0.55 }
                                                              : (GdkRGBA){ 1, 1, 1, 0.9 };
  graphene_rect_t bar = GRAPHENE_RECT_INIT (x - 2, 12, 4, HEIGHT - 24);
  GskRoundedRect round;

  if (self->value <= self->minimum)
    grip = _bo_draw_color (GTK_WIDGET (self), 0.45);
  gsk_rounded_rect_init_from_rect (&round, &bar, 2);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &grip, &bar);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_gradient (BoTrough    *self,
                   GtkSnapshot *snapshot,
                   double       width)
{
  graphene_point_t left = GRAPHENE_POINT_INIT (KNOB, 0);
  graphene_point_t right = GRAPHENE_POINT_INIT (width - KNOB, 0);

  gtk_snapshot_append_linear_gradient (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT),
                                       is_rtl (self) ? &right : &left,
                                       is_rtl (self) ? &left : &right,
                                       self->stops, self->n_stops);
}

static void
bo_trough_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  BoTrough *self = BO_TROUGH (widget);
  double width = gtk_widget_get_width (widget);
  double span = self->maximum - self->minimum;
  double share = span > 0 ? (self->value - self->minimum) / span : 0;
  double x = KNOB + (is_rtl (self) ? 1 - share : share) * (width - 2 * KNOB);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, HEIGHT);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  if (self->n_stops > 0)
    snapshot_gradient (self, snapshot, width);
  else
    snapshot_fill (self, snapshot, x, width);
  gtk_snapshot_pop (snapshot);

  if (self->n_stops > 0)
    _bo_draw_knob (snapshot, x, HEIGHT / 2.0, KNOB - 1, NULL);
  else
    snapshot_grip (self, snapshot, x);
}

static void
bo_trough_dispose (GObject *object)
{
  BoTrough *self = BO_TROUGH (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  G_OBJECT_CLASS (bo_trough_parent_class)->dispose (object);
}

static void
bo_trough_finalize (GObject *object)
{
  BoTrough *self = BO_TROUGH (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->stops, g_free);
  G_OBJECT_CLASS (bo_trough_parent_class)->finalize (object);
}

static void
bo_trough_class_init (BoTroughClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_trough_dispose;
  object_class->finalize = bo_trough_finalize;
  widget_class->measure = bo_trough_measure;
  widget_class->snapshot = bo_trough_snapshot;

  signals[MOVED] = g_signal_new ("moved", BO_TYPE_TROUGH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[COMMITTED] = g_signal_new ("committed", BO_TYPE_TROUGH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "trough-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
add_controllers (BoTrough *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);
}

static void
bo_trough_init (BoTrough *self)
{
  self->maximum = 100;
  self->step = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
  add_controllers (self);
}

GtkWidget *
_bo_trough_new (const char *label)
{
  BoTrough *self = g_object_new (BO_TYPE_TROUGH, NULL);

  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  update_accessible (self);
  return GTK_WIDGET (self);
}

void
_bo_trough_set_limits (BoTrough *self,
                       double    minimum,
                       double    maximum,
                       double    step)
{
  self->minimum = minimum;
  self->maximum = fmax (maximum, minimum);
  self->step = step > 0 ? step : fmax ((maximum - minimum) / 100, 1e-9);
  self->value = CLAMP (self->value, self->minimum, self->maximum);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

double
_bo_trough_get_value (BoTrough *self)
{
  return self->value;
}

void
_bo_trough_set_value (BoTrough *self,
                      double    value)
{
  self->outside = CLAMP (value, self->minimum, self->maximum);
  if (!is_held (self))
    show_value (self, value);
}

void
_bo_trough_set_format (BoTrough       *self,
                       BoTroughFormat  format,
                       gpointer        data)
{
  self->format = format;
  self->format_data = data;
  update_accessible (self);
}

void
_bo_trough_set_tint (BoTrough      *self,
                     const GdkRGBA *tint)
{
  self->has_tint = tint != NULL;
  if (tint != NULL)
    self->tint = *tint;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_bo_trough_set_gradient (BoTrough           *self,
                         const GskColorStop *stops,
                         size_t              n_stops)
{
  g_clear_pointer (&self->stops, g_free);
  self->stops = g_memdup2 (stops, n_stops * sizeof *stops);
  self->n_stops = n_stops;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
_bo_trough_set_read_only (BoTrough *self,
                          bool      read_only)
{
  self->read_only = read_only;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_READ_ONLY, read_only, -1);
}

GtkWidget *
_bo_trough_caption_new (const char  *label,
                        const char  *icon_name,
                        GtkWidget  **value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (label);

  if (icon_name != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

      gtk_widget_add_css_class (icon, "dim-label");
      gtk_box_append (GTK_BOX (row), icon);
    }
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "heading");
  *value = gtk_label_new (NULL);
  gtk_widget_add_css_class (*value, "numeric");
  gtk_widget_add_css_class (*value, "dim-label");
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), *value);
  return row;
}
