/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-dial.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-dial-entry-private.h"
#include "bo-dial-handle-private.h"
#include "bo-draw-private.h"

#define NATURAL 264
#define MINIMUM 216
#define STROKE 14.0
#define START (0.75 * G_PI)
#define SWEEP (1.5 * G_PI)
#define PAUSE_MS 500

enum
{
  LOW,
  HIGH,
  N_TARGETS
};

struct _BoDial
{
  GtkWidget     parent_instance;
  char         *label;
  char         *unit;
  int           digits;
  double        minimum;
  double        maximum;
  double        step;
  double        shown[N_TARGETS];
  double        outside[N_TARGETS];
  double        current;
  bool          range;
  bool          read_only;
  bool          dragging;
  int           active;
  unsigned int  pause;
  BoDialTint    tint;
  GtkWidget    *handles[N_TARGETS];
  GtkWidget    *middle;
  GtkWidget    *caption_label;
  GtkWidget    *number_button;
  GtkWidget    *number_label;
  GtkWidget    *current_label;
  GtkWidget    *buttons;
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoDial, bo_dial, GTK_TYPE_WIDGET)

static double
ring_radius (BoDial *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  return MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget)) / 2.0 - BO_DIAL_HANDLE_SIZE / 2.0;
}

static double
angle_of (BoDial *self,
          double  value)
{
  double span = self->maximum - self->minimum;
  double share = span > 0 ? (value - self->minimum) / span : 0;

  return START + CLAMP (share, 0, 1) * SWEEP;
}

static GdkRGBA
target_color (BoDial *self,
              int     target)
{
  BoDialTint tint = self->tint;

  if (tint == BO_DIAL_TINT_AUTO)
    tint = target == HIGH ? BO_DIAL_TINT_COOLING : BO_DIAL_TINT_HEATING;
  switch (tint)
    {
    case BO_DIAL_TINT_HEATING: return _bo_draw_named_color (GTK_WIDGET (self), "dial_heating_color", 1);
    case BO_DIAL_TINT_COOLING: return _bo_draw_named_color (GTK_WIDGET (self), "dial_cooling_color", 1);
    case BO_DIAL_TINT_AUTO:
    case BO_DIAL_TINT_NONE: break;
    }
  return _bo_draw_color (GTK_WIDGET (self), 0.45);
}

/* Words */

static char *
format_value (BoDial *self,
              double  value)
{
  if (self->unit == NULL)
    return g_strdup_printf ("%.*f", self->digits, value);
  return g_strdup_printf ("%.*f\u00a0%s", self->digits, value, self->unit);
}

static void
update_number (BoDial *self)
{
  g_autofree char *text = NULL;

  if (self->range)
    text = g_strdup_printf ("%.*f\u2009–\u2009%.*f", self->digits, self->shown[LOW], self->digits, self->shown[HIGH]);
  else
    text = g_strdup_printf ("%.*f", self->digits, self->shown[LOW]);
  gtk_label_set_text (GTK_LABEL (self->number_label), text);
  if (self->range)
    gtk_widget_add_css_class (self->number_label, "range");
  else
    gtk_widget_remove_css_class (self->number_label, "range");
}

static void
update_current (BoDial *self)
{
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->current_label, !isnan (self->current));
  if (isnan (self->current))
    return;
  value = format_value (self, self->current);
  /* Translators: %s is what is measured now, "20.8 °C" */
  text = g_strdup_printf (_("Now %s"), value);
  gtk_label_set_text (GTK_LABEL (self->current_label), text);
}

static void
update_handle (BoDial     *self,
               int         target,
               const char *label)
{
  g_autofree char *text = format_value (self, self->shown[target]);
  GdkRGBA color = target_color (self, target);

  _bo_dial_handle_say (BO_DIAL_HANDLE (self->handles[target]), label, self->minimum, self->maximum,
                       self->shown[target], text);
  _bo_dial_handle_set_color (BO_DIAL_HANDLE (self->handles[target]), &color);
}

static char *
dup_target_label (BoDial *self,
                  int     target)
{
  if (target == HIGH)
    /* Translators: the upper target of a thermostat's range; %s names the thermostat */
    return g_strdup_printf (_("%s, upper target"), self->label);
  if (self->range)
    /* Translators: the lower target of a thermostat's range; %s names the thermostat */
    return g_strdup_printf (_("%s, lower target"), self->label);
  return g_strdup (self->label);
}

static void
update (BoDial *self)
{
  g_autofree char *low = dup_target_label (self, LOW);
  g_autofree char *high = dup_target_label (self, HIGH);

  update_number (self);
  update_current (self);
  update_handle (self, LOW, low);
  update_handle (self, HIGH, high);
  gtk_widget_set_visible (self->handles[HIGH], self->range);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Changing */

static bool
is_held (BoDial *self)
{
  return self->dragging || self->pause != 0;
}

static void
show_target (BoDial *self,
             int     target,
             double  value)
{
  double minimum = self->range && target == HIGH ? self->shown[LOW] + self->step : self->minimum;
  double maximum = self->range && target == LOW ? self->shown[HIGH] - self->step : self->maximum;

  value = _bo_snap (value, self->minimum, self->maximum, self->step);
  value = MIN (MAX (value, minimum), MAX (minimum, maximum));
  if (self->shown[target] == value)
    return;
  self->shown[target] = value;
  update (self);
}

static void
commit (BoDial *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->dragging = false;
  for (int i = 0; i < N_TARGETS; i++)
    if (self->shown[i] != self->outside[i] && (i == LOW || self->range))
      {
        self->outside[i] = self->shown[i];
        g_signal_emit (self, signals[COMMITTED], 0, self->shown[i], i == HIGH);
      }
}

static gboolean
paused_cb (gpointer data)
{
  BoDial *self = data;

  self->pause = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

static void
nudge (BoDial *self,
       int     target,
       double  by)
{
  if (self->read_only)
    return;
  self->active = target;
  show_target (self, target, self->shown[target] + by);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
}

static double
value_at (BoDial *self,
          double  x,
          double  y)
{
  double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  double angle = fmod (atan2 (dy, dx) - START + 4 * G_PI, 2 * G_PI);

  /* In the gap at the bottom the nearer end counts. */
  if (angle > SWEEP)
    angle = angle - SWEEP < (2 * G_PI - SWEEP) / 2 ? SWEEP : 0;
  return self->minimum + angle / SWEEP * (self->maximum - self->minimum);
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BoDial         *self)
{
  double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  double value = value_at (self, x, y);

  if (self->read_only || fabs (hypot (dx, dy) - ring_radius (self)) > BO_DIAL_HANDLE_SIZE / 2.0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->active = self->range && fabs (value - self->shown[HIGH]) < fabs (value - self->shown[LOW]) ? HIGH : LOW;
  gtk_widget_grab_focus (self->handles[self->active]);
  self->dragging = true;
  show_target (self, self->active, value);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                BoDial         *self)
{
  double x;
  double y;

  if (self->dragging && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    show_target (self, self->active, value_at (self, x + dx, y + dy));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             BoDial         *self)
{
  if (self->dragging)
    commit (self);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BoDial           *self)
{
  self->dragging = false;
  for (int i = 0; i < N_TARGETS; i++)
    self->shown[i] = self->outside[i];
  update (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        unsigned int           key,
        unsigned int           code,
        GdkModifierType        modifiers,
        BoDial                *self)
{
  GtkWidget *handle = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  int target = handle == self->handles[HIGH] ? HIGH : LOW;
  double by;

  switch (key)
    {
    case GDK_KEY_Up: case GDK_KEY_Right: case GDK_KEY_plus: case GDK_KEY_KP_Add: by = self->step; break;
    case GDK_KEY_Down: case GDK_KEY_Left: case GDK_KEY_minus: case GDK_KEY_KP_Subtract: by = -self->step; break;
    case GDK_KEY_Page_Up: by = 10 * self->step; break;
    case GDK_KEY_Page_Down: by = -10 * self->step; break;
    case GDK_KEY_Home: by = self->minimum - self->shown[target]; break;
    case GDK_KEY_End: by = self->maximum - self->shown[target]; break;
    default: return GDK_EVENT_PROPAGATE;
    }
  if (self->read_only || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  nudge (self, target, by);
  return GDK_EVENT_STOP;
}

static void
leave_cb (GtkEventControllerFocus *controller,
          BoDial                  *self)
{
  if (self->pause != 0)
    commit (self);
}

static void
typed_cb (const double values[N_TARGETS],
          gpointer     data)
{
  BoDial *self = data;

  /* The one that goes further first: each keeps its distance from the other. */
  show_target (self, HIGH, MAX (values[LOW] + self->step, values[HIGH]));
  show_target (self, LOW, values[LOW]);
  commit (self);
}

static void
number_cb (BoDial *self)
{
  g_autofree char *low = dup_target_label (self, LOW);
  g_autofree char *high = dup_target_label (self, HIGH);
  BoDialEntry entry = { self->digits, self->range ? 2 : 1, { self->shown[LOW], self->shown[HIGH] }, { low, high } };

  if (!self->read_only)
    _bo_dial_entry_ask (self->number_button, &entry, typed_cb, self);
}

static void
lower_cb (BoDial *self)
{
  nudge (self, self->range ? self->active : LOW, -self->step);
}

static void
raise_cb (BoDial *self)
{
  nudge (self, self->range ? self->active : LOW, self->step);
}

/* Drawing */

static void
bo_dial_measure (GtkWidget      *widget,
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
allocate_centered (GtkWidget *child,
                   double     x,
                   double     y,
                   int        max_width)
{
  GtkRequisition natural;
  int width;

  gtk_widget_get_preferred_size (child, NULL, &natural);
  width = MIN (natural.width, max_width);
  gtk_widget_size_allocate (child, &(GtkAllocation){ round (x - width / 2.0), round (y - natural.height / 2.0),
                                                     width, natural.height }, -1);
}

static void
bo_dial_size_allocate (GtkWidget *widget,
                       int        width,
                       int        height,
                       int        baseline)
{
  BoDial *self = BO_DIAL (widget);
  double radius = ring_radius (self);

  allocate_centered (self->middle, width / 2.0, height / 2.0 - 6, 2 * (radius - STROKE));
  allocate_centered (self->buttons, width / 2.0, height / 2.0 + radius * 0.86, width);
  for (int i = 0; i < N_TARGETS; i++)
    {
      double angle = angle_of (self, self->shown[i]);

      if (gtk_widget_should_layout (self->handles[i]))
        allocate_centered (self->handles[i], width / 2.0 + radius * cos (angle),
                           height / 2.0 + radius * sin (angle), BO_DIAL_HANDLE_SIZE);
    }
}

static void
stroke_arc (cairo_t       *cr,
            double         radius,
            double         from,
            double         to,
            const GdkRGBA *color)
{
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, radius, from, to);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_stroke (cr);
}

/* What is wanted: up to the target for heating, from it for cooling, between the two for a range. */
static void
draw_wanted (BoDial  *self,
             cairo_t *cr,
             double   radius)
{
  GdkRGBA low = target_color (self, LOW);
  GdkRGBA high = target_color (self, HIGH);
  double from = angle_of (self, self->shown[LOW]);
  double to = angle_of (self, self->shown[HIGH]);
  cairo_pattern_t *blend;

  if (!self->range)
    {
      if (self->tint == BO_DIAL_TINT_COOLING)
        stroke_arc (cr, radius, from, START + SWEEP, &low);
      else
        stroke_arc (cr, radius, START, from, &low);
      return;
    }
  blend = cairo_pattern_create_linear (radius * cos (from), radius * sin (from), radius * cos (to), radius * sin (to));
  cairo_pattern_add_color_stop_rgba (blend, 0, low.red, low.green, low.blue, low.alpha);
  cairo_pattern_add_color_stop_rgba (blend, 1, high.red, high.green, high.blue, high.alpha);
  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, radius, from, to);
  cairo_set_source (cr, blend);
  cairo_stroke (cr);
  cairo_pattern_destroy (blend);
}

static void
draw_current (BoDial  *self,
              cairo_t *cr,
              double   radius)
{
  GdkRGBA color = _bo_draw_color (GTK_WIDGET (self), 0.9);
  double angle = angle_of (self, self->current);

  if (isnan (self->current))
    return;
  cairo_set_line_width (cr, 3);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_move_to (cr, (radius - STROKE / 2 - 4) * cos (angle), (radius - STROKE / 2 - 4) * sin (angle));
  cairo_line_to (cr, (radius - STROKE / 2 - 13) * cos (angle), (radius - STROKE / 2 - 13) * sin (angle));
  cairo_stroke (cr);
}

static void
bo_dial_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  BoDial *self = BO_DIAL (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  GdkRGBA track = _bo_draw_color (widget, 0.1);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  cairo_translate (cr, width / 2, height / 2);
  cairo_set_line_width (cr, STROKE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  stroke_arc (cr, ring_radius (self), START, START + SWEEP, &track);
  draw_wanted (self, cr, ring_radius (self));
  draw_current (self, cr, ring_radius (self));
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (bo_dial_parent_class)->snapshot (widget, snapshot);
}

static void
css_changed (GtkWidget         *widget,
             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bo_dial_parent_class)->css_changed (widget, change);
  update (BO_DIAL (widget));
}

/* The object */

static void
bo_dial_dispose (GObject *object)
{
  BoDial *self = BO_DIAL (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->middle, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, gtk_widget_unparent);
  for (int i = 0; i < N_TARGETS; i++)
    g_clear_pointer (&self->handles[i], gtk_widget_unparent);
  G_OBJECT_CLASS (bo_dial_parent_class)->dispose (object);
}

static void
bo_dial_finalize (GObject *object)
{
  BoDial *self = BO_DIAL (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->unit, g_free);
  G_OBJECT_CLASS (bo_dial_parent_class)->finalize (object);
}

static void
bo_dial_class_init (BoDialClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bo_dial_dispose;
  object_class->finalize = bo_dial_finalize;
  widget_class->measure = bo_dial_measure;
  widget_class->size_allocate = bo_dial_size_allocate;
  widget_class->snapshot = bo_dial_snapshot;
  widget_class->css_changed = css_changed;
  signals[COMMITTED] = g_signal_new ("committed", BO_TYPE_DIAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  gtk_widget_class_set_css_name (widget_class, "dial");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_button (BoDial     *self,
            const char *icon_name,
            const char *label,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_size_request (button, 44, 44);
  /* The handles do the same by keyboard. */
  gtk_widget_set_focusable (button, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static void
add_handle (BoDial *self,
            int     target)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->handles[target] = _bo_dial_handle_new ();
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->handles[target], key);
  gtk_widget_add_controller (self->handles[target], focus);
  gtk_widget_set_parent (self->handles[target], GTK_WIDGET (self));
}

/* What is shown large can be typed, too. */
static void
add_number (BoDial *self)
{
  self->number_button = gtk_button_new ();
  self->number_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->number_label, "dial-number");
  gtk_button_set_child (GTK_BUTTON (self->number_button), self->number_label);
  gtk_widget_add_css_class (self->number_button, "flat");
  gtk_widget_add_css_class (self->number_button, "dial-type");
  gtk_widget_set_halign (self->number_button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->number_button, _("Type a value"));
  g_signal_connect_object (self->number_button, "clicked", G_CALLBACK (number_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->middle), self->number_button);
}

static void
bo_dial_init (BoDial *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->minimum = 5;
  self->maximum = 35;
  self->step = 0.5;
  self->digits = 1;
  self->current = NAN;
  self->shown[LOW] = self->outside[LOW] = 20;
  self->shown[HIGH] = self->outside[HIGH] = 24;

  self->middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->caption_label = add_label (self->middle, "caption-heading");
  add_number (self);
  self->current_label = add_label (self->middle, "dim-label");
  /* A dial turns the same way everywhere, and so its numbers run from the low one to the high one. */
  gtk_widget_set_direction (self->number_label, GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (self->middle, GTK_WIDGET (self));
  add_handle (self, LOW);
  add_handle (self, HIGH);

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_direction (self->buttons, GTK_TEXT_DIR_LTR);
  add_button (self, "list-remove-symbolic", _("Lower"), G_CALLBACK (lower_cb));
  add_button (self, "list-add-symbolic", _("Raise"), G_CALLBACK (raise_cb));
  gtk_widget_set_parent (self->buttons, GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_BUBBLE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/**
 * bo_dial_new:
 * @label: the accessible name: what it sets
 *
 * A dial from 5 to 35 in steps of 0.5, with a single target.
 */
GtkWidget *
bo_dial_new (const char *label)
{
  BoDial *self = g_object_new (BO_TYPE_DIAL, NULL);

  self->label = g_strdup (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->caption_label, FALSE);
  update (self);
  return GTK_WIDGET (self);
}

void
bo_dial_set_limits (BoDial *self,
                    double  minimum,
                    double  maximum,
                    double  step)
{
  g_return_if_fail (BO_IS_DIAL (self));
  self->minimum = minimum;
  self->maximum = MAX (maximum, minimum);
  self->step = step > 0 ? step : 0.5;
  update (self);
}

double
bo_dial_get_value (BoDial *self)
{
  g_return_val_if_fail (BO_IS_DIAL (self), 0);
  return self->shown[LOW];
}

double
bo_dial_get_high (BoDial *self)
{
  g_return_val_if_fail (BO_IS_DIAL (self), 0);
  return self->shown[HIGH];
}

static void
set_target (BoDial *self,
            int     target,
            double  value)
{
  self->outside[target] = value;
  if (is_held (self) || self->shown[target] == value)
    return;
  self->shown[target] = value;
  update (self);
}

/* Waits while a person holds a handle. */
void
bo_dial_set_value (BoDial *self,
                   double  value)
{
  g_return_if_fail (BO_IS_DIAL (self));
  set_target (self, LOW, value);
}

void
bo_dial_set_high (BoDial *self,
                  double  high)
{
  g_return_if_fail (BO_IS_DIAL (self));
  set_target (self, HIGH, high);
}

void
bo_dial_set_range (BoDial *self,
                   bool    range)
{
  g_return_if_fail (BO_IS_DIAL (self));
  self->range = range;
  update (self);
}

void
bo_dial_set_current (BoDial *self,
                     double  current)
{
  g_return_if_fail (BO_IS_DIAL (self));
  self->current = current;
  update (self);
}

void
bo_dial_set_tint (BoDial     *self,
                  BoDialTint  tint)
{
  g_return_if_fail (BO_IS_DIAL (self));
  self->tint = tint;
  update (self);
}

void
bo_dial_set_unit (BoDial     *self,
                  const char *unit,
                  int         digits)
{
  g_return_if_fail (BO_IS_DIAL (self));
  g_clear_pointer (&self->unit, g_free);
  self->unit = g_strdup (unit);
  self->digits = digits;
  update (self);
}

void
bo_dial_set_caption (BoDial     *self,
                     const char *caption)
{
  g_return_if_fail (BO_IS_DIAL (self));
  gtk_label_set_text (GTK_LABEL (self->caption_label), caption != NULL ? caption : "");
  gtk_widget_set_visible (self->caption_label, caption != NULL && *caption != '\0');
}

void
bo_dial_set_read_only (BoDial *self,
                       bool    read_only)
{
  g_return_if_fail (BO_IS_DIAL (self));
  self->read_only = read_only;
  gtk_widget_set_visible (self->buttons, !read_only);
  gtk_widget_set_sensitive (self->number_button, !read_only);
  for (int i = 0; i < N_TARGETS; i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->handles[i]), GTK_ACCESSIBLE_PROPERTY_READ_ONLY,
                                    read_only, -1);
}
