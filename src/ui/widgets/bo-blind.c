/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-blind.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-draw-private.h"

#define WIDTH 200
#define HEIGHT 220
#define FRAME 10
#define SLATS 11
#define PANELS 5
#define PAUSE_MS 500

struct _BoBlind
{
  GtkWidget     parent_instance;
  BoBlindStyle  style;
  double        position;  /* shown */
  double        outside;
  double        current;
  double        tilt;
  double        drag_from;
  bool          dragging;
  bool          read_only;
  unsigned int  pause;
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoBlind, bo_blind, GTK_TYPE_WIDGET)

static char *
position_to_text (double position)
{
  if (position <= 0)
    return g_strdup (_("Closed"));
  if (position >= 100)
    return g_strdup (_("Open"));
  /* Translators: how far a blind or a door is open */
  return g_strdup_printf (_("%d %% open"), (int) round (position));
}

static void
show_position (BoBlind *self,
               double   position)
{
  g_autofree char *text = position_to_text (position);

  self->position = CLAMP (position, 0, 100);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->position,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
commit (BoBlind *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  self->dragging = false;
  if (self->position == self->outside)
    return;
  self->outside = self->position;
  g_signal_emit (self, signals[COMMITTED], 0, self->position);
}

static gboolean
paused_cb (gpointer data)
{
  BoBlind *self = data;

  self->pause = 0;
  commit (self);
  return G_SOURCE_REMOVE;
}

static bool
is_sideways (BoBlind *self)
{
  return self->style == BO_BLIND_DOOR;
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               BoBlind        *self)
{
  if (self->read_only)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->dragging = true;
  self->drag_from = self->position;
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                BoBlind        *self)
{
  double size = is_sideways (self) ? WIDTH - 2 * FRAME : HEIGHT - 2 * FRAME;

  if (self->dragging)
    show_position (self, round (self->drag_from + (is_sideways (self) ? dx : -dy) / size * 100));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             BoBlind        *self)
{
  if (self->dragging)
    commit (self);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                BoBlind          *self)
{
  self->dragging = false;
  show_position (self, self->outside);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        unsigned int           key,
        unsigned int           code,
        GdkModifierType        modifiers,
        BoBlind               *self)
{
  double to = self->position;

  switch (key)
    {
    case GDK_KEY_Up: case GDK_KEY_Right: case GDK_KEY_plus: to += 5; break;
    case GDK_KEY_Down: case GDK_KEY_Left: case GDK_KEY_minus: to -= 5; break;
    case GDK_KEY_Page_Up: to += 25; break;
    case GDK_KEY_Page_Down: to -= 25; break;
    case GDK_KEY_Home: to = 0; break;
    case GDK_KEY_End: to = 100; break;
    default: return GDK_EVENT_PROPAGATE;
    }
  if (self->read_only || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  show_position (self, to);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, paused_cb, self);
  return GDK_EVENT_STOP;
}

static void
leave_cb (GtkEventControllerFocus *controller,
          BoBlind                 *self)
{
  if (self->pause != 0)
    commit (self);
}

static void
bo_blind_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
fill_round (GtkSnapshot           *snapshot,
            const graphene_rect_t *bounds,
            double                 radius,
            const GdkRGBA         *color)
{
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, color, bounds);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_sky (BoBlind               *self,
              GtkSnapshot           *snapshot,
              const graphene_rect_t *pane)
{
  GskColorStop day[] = { { 0, { 0.55, 0.76, 0.95, 1 } }, { 0.72, { 0.85, 0.93, 0.98, 1 } },
                         { 0.721, { 0.56, 0.74, 0.52, 1 } }, { 1, { 0.47, 0.66, 0.44, 1 } } };
  GskColorStop dark[] = { { 0, { 0.16, 0.16, 0.18, 1 } }, { 1, { 0.22, 0.22, 0.25, 1 } } };
  bool garage = self->style == BO_BLIND_GARAGE;

  gtk_snapshot_append_linear_gradient (snapshot, pane, &pane->origin,
                                       &GRAPHENE_POINT_INIT (pane->origin.x, pane->origin.y + pane->size.height),
                                       garage ? dark : day, garage ? G_N_ELEMENTS (dark) : G_N_ELEMENTS (day));
}

/* Slats hang from the top; the flatter they lie (0°) the more of the view they leave. */
static void
snapshot_slats (BoBlind               *self,
                GtkSnapshot           *snapshot,
                const graphene_rect_t *pane,
                double                 covered)
{
  static const GdkRGBA slat = { 0.96, 0.95, 0.93, 1 };
  static const GdkRGBA shade = { 0, 0, 0, 0.16 };
  int n = self->style == BO_BLIND_GARAGE ? PANELS : SLATS;
  double pitch = pane->size.height / n;
  double gap = isnan (self->tilt) ? 0 : (pitch - 2) * 0.8 * cos (self->tilt * G_PI / 180);
  double bottom = pane->origin.y + pane->size.height * covered;

  /* GTK 4.8 loses what is drawn into an empty clip. */
  if (covered <= 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (pane->origin.x, pane->origin.y, pane->size.width,
                                                         pane->size.height * covered));
  for (int i = 1; i <= n; i++)
    {
      double y = bottom - i * pitch;

      gtk_snapshot_append_color (snapshot, &slat, &GRAPHENE_RECT_INIT (pane->origin.x, y + gap, pane->size.width,
                                                                       pitch - gap));
      gtk_snapshot_append_color (snapshot, &shade, &GRAPHENE_RECT_INIT (pane->origin.x, y + pitch - 2,
                                                                        pane->size.width, 2));
    }
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_leaf (GtkSnapshot           *snapshot,
               const graphene_rect_t *pane,
               double                 covered)
{
  static const GdkRGBA leaf = { 0.80, 0.69, 0.56, 1 };
  static const GdkRGBA grain = { 0, 0, 0, 0.12 };
  static const GdkRGBA knob = { 0.36, 0.29, 0.22, 1 };
  double width = pane->size.width * (0.12 + 0.88 * covered);
  double y = pane->origin.y;

  gtk_snapshot_append_color (snapshot, &leaf, &GRAPHENE_RECT_INIT (pane->origin.x + pane->size.width - width, y, width,
                                                                   pane->size.height));
  gtk_snapshot_append_color (snapshot, &grain, &GRAPHENE_RECT_INIT (pane->origin.x + pane->size.width - width, y, 3,
                                                                    pane->size.height));
  _bo_draw_disc (snapshot, pane->origin.x + pane->size.width - width + 14, y + pane->size.height / 2, 4, &knob);
}

static void
snapshot_cover (BoBlind               *self,
                GtkSnapshot           *snapshot,
                const graphene_rect_t *pane,
                double                 position)
{
  double covered = 1 - position / 100;

  if (self->style == BO_BLIND_DOOR)
    snapshot_leaf (snapshot, pane, covered);
  else
    snapshot_slats (self, snapshot, pane, covered);
}

static void
snapshot_edge (BoBlind               *self,
               GtkSnapshot           *snapshot,
               const graphene_rect_t *pane)
{
  GdkRGBA color = _bo_draw_named_color (GTK_WIDGET (self), "accent_bg_color", 1);
  double share = 1 - self->position / 100;
  graphene_rect_t bar;

  if (is_sideways (self))
    bar = GRAPHENE_RECT_INIT (pane->origin.x + pane->size.width * (1 - (0.12 + 0.88 * share)) - 2,
                              pane->origin.y + pane->size.height / 2 - 24, 5, 48);
  else
    bar = GRAPHENE_RECT_INIT (pane->origin.x + pane->size.width / 2 - 24,
                              MIN (pane->origin.y + pane->size.height * share, pane->origin.y + pane->size.height) - 4,
                              48, 5);
  fill_round (snapshot, &bar, 2.5, &color);
}

static void
bo_blind_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  BoBlind *self = BO_BLIND (widget);
  double x = (gtk_widget_get_width (widget) - WIDTH) / 2.0;
  double y = (gtk_widget_get_height (widget) - HEIGHT) / 2.0;
  graphene_rect_t frame = GRAPHENE_RECT_INIT (x, y, WIDTH, HEIGHT);
  graphene_rect_t pane = GRAPHENE_RECT_INIT (x + FRAME, y + FRAME, WIDTH - 2 * FRAME, HEIGHT - 2 * FRAME);
  GdkRGBA wood = _bo_draw_color (widget, 0.12);
  GdkRGBA mullion = { 1, 1, 1, 0.55 };
  double shown = !isnan (self->current) && !self->dragging && self->pause == 0 ? self->current : self->position;
  GskRoundedRect round;

  fill_round (snapshot, &frame, 12, &wood);
  gsk_rounded_rect_init_from_rect (&round, &pane, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  snapshot_sky (self, snapshot, &pane);
  if (self->style == BO_BLIND_SLATS)
    gtk_snapshot_append_color (snapshot, &mullion, &GRAPHENE_RECT_INIT (x + WIDTH / 2.0 - 2, y + FRAME, 4,
                                                                        pane.size.height));
  snapshot_cover (self, snapshot, &pane, shown);
  gtk_snapshot_pop (snapshot);
  if (!self->read_only)
    snapshot_edge (self, snapshot, &pane);
}

static void
bo_blind_dispose (GObject *object)
{
  BoBlind *self = BO_BLIND (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  G_OBJECT_CLASS (bo_blind_parent_class)->dispose (object);
}

static void
bo_blind_class_init (BoBlindClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_blind_dispose;
  widget_class->measure = bo_blind_measure;
  widget_class->snapshot = bo_blind_snapshot;
  signals[COMMITTED] = g_signal_new ("committed", BO_TYPE_BLIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "blind");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
bo_blind_init (BoBlind *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->current = NAN;
  self->tilt = NAN;
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
bo_blind_new (const char   *label,
              BoBlindStyle  style)
{
  BoBlind *self = g_object_new (BO_TYPE_BLIND, NULL);

  self->style = style;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_position (self, 0);
  return GTK_WIDGET (self);
}

double
bo_blind_get_position (BoBlind *self)
{
  g_return_val_if_fail (BO_IS_BLIND (self), 0);
  return self->position;
}

/* Waits while a person holds it. */
void
bo_blind_set_position (BoBlind *self,
                       double   position)
{
  g_return_if_fail (BO_IS_BLIND (self));
  self->outside = position;
  if (!self->dragging && self->pause == 0)
    show_position (self, position);
}

void
bo_blind_set_current (BoBlind *self,
                      double   current)
{
  g_return_if_fail (BO_IS_BLIND (self));
  self->current = current;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bo_blind_set_tilt (BoBlind *self,
                   double   tilt)
{
  g_return_if_fail (BO_IS_BLIND (self));
  self->tilt = isnan (tilt) ? NAN : CLAMP (tilt, -90, 90);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bo_blind_set_read_only (BoBlind *self,
                        bool     read_only)
{
  g_return_if_fail (BO_IS_BLIND (self));
  self->read_only = read_only;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_READ_ONLY, read_only, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
