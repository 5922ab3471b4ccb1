/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bo-draw-private.h"
#include "bo-state-badge.h"

#define MIN_WIDTH 240
#define HEIGHT 200
#define TOP 26      /* the reading stands here */
#define BOTTOM 22   /* the times */
#define GAP 8
#define PARTS 4
#define LINE 2
#define STRIP_HEIGHT 96
#define PAD 6
#define DASH 6
#define LABEL_HEIGHT 16
#define LABEL_PAD 4
#define NEAR 4      /* spans of the course */

struct _BoChart
{
  GtkWidget   parent_instance;
  char       *label;
  GArray     *series;
  BoValueType type;
  char       *unit_name;
  int64_t     from_us;
  int64_t     to_us;
  bool        states;   /* a strip of them instead of a plot */
  double      low;      /* of the axis */
  double      high;
  double      step;
  BoComfort   comfort;
  int64_t     cursor_us; /* 0: none */
  char       *reading;
};

G_DEFINE_FINAL_TYPE (BoChart, bo_chart, GTK_TYPE_WIDGET)

double
_bo_chart_step (double span,
                int    parts)
{
  double rough = span / parts;
  double power = pow (10, floor (log10 (rough)));

  if (rough <= power)
    return power;
  if (rough <= 2 * power)
    return 2 * power;
  return rough <= 5 * power ? 5 * power : 10 * power;
}

/* A limit that is near is on the axis; a far one would press the course flat. */
static void
take_in (double  limit,
         double *least,
         double *greatest)
{
  double span = NEAR * (*greatest - *least);

  if (isnan (limit) || limit < *least - span || limit > *greatest + span)
    return;
  *least = fmin (*least, limit);
  *greatest = fmax (*greatest, limit);
}

/* The axis begins and ends at round numbers; a percentage's is always whole. */
static void
find_axis (BoChart *self)
{
  double least = 0, greatest = 1, margin;
  bool percentage = self->type.unit == BO_UNIT_PERCENTAGE;

  bo_series_limits (self->series, &least, &greatest);
  if (percentage && least >= 0 && greatest <= 100)
    {
      least = 0;
      greatest = 100;
    }
  /* What hardly changes isn't made to look as if it did. */
  margin = (fmax (1, fabs (greatest) / 10) - (greatest - least)) / 2;
  if (margin > 0)
    {
      least -= margin;
      greatest += margin;
    }
  take_in (self->comfort.low, &least, &greatest);
  take_in (self->comfort.high, &least, &greatest);
  self->step = _bo_chart_step (greatest - least, PARTS);
  self->low = floor (least / self->step) * self->step;
  self->high = ceil (greatest / self->step) * self->step;
}

static char *
say_value (BoChart *self,
           double   number)
{
  return isnan (number) ? g_strdup (_("Not known")) : bo_series_to_display (&self->type, number);
}

/* How often a state gave way to another. */
static unsigned int
count_changes (BoChart *self)
{
  return self->series->len > 0 ? self->series->len - 1 : 0;
}

/* (nullable) (transfer full): what there is in it, in a few words */
static char *
say_limits (BoChart *self)
{
  g_autofree char *low = NULL, *high = NULL;
  double least, greatest;

  if (!bo_series_limits (self->series, &least, &greatest))
    return NULL;
  if (self->states)
    return g_strdup_printf (ngettext ("%u change", "%u changes", count_changes (self)), count_changes (self));
  low = say_value (self, least);
  high = say_value (self, greatest);
  if (g_str_equal (low, high))
    /* Translators: of a chart: its one value */
    return g_strdup_printf (_("Always %s"), low);
  /* Translators: of a chart: the least and the greatest value in it */
  return g_strdup_printf (_("Between %1$s and %2$s"), low, high);
}

/* --- the cursor --- */

static void
describe (BoChart *self)
{
  g_autofree char *text = self->reading != NULL ? g_strdup (self->reading) : say_limits (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : _("Nothing known"), -1);
}

static void
put_cursor (BoChart *self,
            int64_t  time_us)
{
  g_clear_pointer (&self->reading, g_free);
  self->cursor_us = time_us;
  if (time_us != 0)
    {
      g_autofree char *when = bo_age_to_text (time_us);
      g_autofree char *value = say_value (self, bo_series_at (self->series, time_us));

      /* Translators: of a chart: a time, and what was measured then: "Tue 14:02 · 21.4 °C" */
      self->reading = g_strdup_printf (_("%1$s · %2$s"), when, value);
    }
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- where things are --- */

static PangoLayout *
layout_for (BoChart    *self,
            const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

static int
width_of (BoChart    *self,
          const char *text)
{
  g_autoptr (PangoLayout) layout = layout_for (self, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static bool
is_rtl (BoChart *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static int
count_steps (BoChart *self)
{
  return (int) round ((self->high - self->low) / self->step);
}

/* A value between the ends may have the longest words: “2:30 minutes”. */
static int
width_of_values (BoChart *self)
{
  int widest = 0;

  for (int i = 0; i <= count_steps (self); i++)
    {
      g_autofree char *text = say_value (self, self->low + i * self->step);

      widest = MAX (widest, width_of (self, text));
    }
  return widest;
}

/* The plot, with the numbers of the axis at its side. */
static graphene_rect_t
plot_of (BoChart *self)
{
  float side = self->states ? 0 : (float) width_of_values (self) + GAP;
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self)) - side;

  return GRAPHENE_RECT_INIT (is_rtl (self) ? 0 : side, TOP, MAX (width, 1),
                             (float) gtk_widget_get_height (GTK_WIDGET (self)) - TOP - BOTTOM);
}

/* Time goes the way one reads. */
static float
x_of (BoChart               *self,
      const graphene_rect_t *plot,
      int64_t                time_us)
{
  double share = (double) (time_us - self->from_us) / (double) (self->to_us - self->from_us);

  return plot->origin.x + plot->size.width * (float) (is_rtl (self) ? 1 - share : share);
}

static float
y_of (BoChart               *self,
      const graphene_rect_t *plot,
      double                 value)
{
  return plot->origin.y + plot->size.height * (float) (1 - (value - self->low) / (self->high - self->low));
}

/* --- drawing --- */

static void
draw_text (BoChart     *self,
           GtkSnapshot *snapshot,
           const char  *text,
           float        x,
           float        y,
           double       alpha)
{
  g_autoptr (PangoLayout) layout = layout_for (self, text);
  GdkRGBA color = _bo_draw_color (GTK_WIDGET (self), alpha);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_values (BoChart               *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *plot)
{
  GdkRGBA grid = _bo_draw_color (GTK_WIDGET (self), 0.12);

  for (int i = 0; i <= count_steps (self); i++)
    {
      double value = self->low + i * self->step;
      float y = roundf (y_of (self, plot, value));
      g_autofree char *text = say_value (self, value);
      float x = is_rtl (self) ? plot->size.width + GAP : plot->origin.x - GAP - (float) width_of (self, text);

      gtk_snapshot_append_color (snapshot, &grid, &GRAPHENE_RECT_INIT (plot->origin.x, y, plot->size.width, 1));
      draw_text (self, snapshot, text, x, y - 8, 0.7);
    }
}

static char *
say_time (BoChart *self,
          int64_t  time_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  if (self->to_us - self->from_us <= 36 * INT64_C (3600000000))
    /* Translators: a time below a chart of a day */
    return g_date_time_format (time, _("%H:%M"));
  if (self->to_us - self->from_us > 300 * 24 * INT64_C (3600000000))
    /* Translators: a month below a chart of years */
    return g_date_time_format (time, _("%b %Y"));
  /* Translators: a day below a chart of a week or a month */
  return g_date_time_format (time, _("%-d %b"));
}

static void
draw_times (BoChart               *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *plot)
{
  int parts = plot->size.width > 420 ? 4 : 2;

  for (int i = 0; i <= parts; i++)
    {
      int64_t time_us = self->from_us + (self->to_us - self->from_us) * i / parts;
      g_autofree char *text = say_time (self, time_us);
      float width = (float) width_of (self, text);
      float x = CLAMP (x_of (self, plot, time_us) - width / 2, plot->origin.x,
                       plot->origin.x + plot->size.width - width);

      draw_text (self, snapshot, text, x, plot->origin.y + plot->size.height + 5, 0.7);
    }
}

/* A piece of the course: from one change to the next. */
static void
draw_piece (BoChart               *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *plot,
            unsigned int           index)
{
  BoSample *from = &g_array_index (self->series, BoSample, index);
  BoSample *to = index + 1 < self->series->len ? &g_array_index (self->series, BoSample, index + 1) : NULL;
  GdkRGBA line = _bo_draw_named_color (GTK_WIDGET (self), "accent_color", 1);
  GdkRGBA area = _bo_draw_named_color (GTK_WIDGET (self), "accent_color", 0.14);
  float a = x_of (self, plot, from->time_us), b = x_of (self, plot, to != NULL ? to->time_us : self->to_us);
  float x = fminf (a, b), width = fabsf (b - a), y, bottom = plot->origin.y + plot->size.height;

  if (isnan (from->value))
    return;
  y = y_of (self, plot, from->value);
  gtk_snapshot_append_color (snapshot, &area, &GRAPHENE_RECT_INIT (x, y, width, bottom - y));
  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (x - LINE / 2, y - LINE / 2, width + LINE, LINE));
  if (to != NULL && !isnan (to->value))
    {
      float next = y_of (self, plot, to->value);

      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (b - LINE / 2, fminf (y, next) - LINE / 2, LINE,
                                                                       fabsf (next - y) + LINE));
    }
}

/* Each state has its colour; what is off, closed or none is low besides, for those who don't see colours. */
static GdkRGBA
color_of (BoChart *self,
          double   value)
{
  static const char *const names[] = { "accent_bg_color", "warning_bg_color", "success_bg_color", "error_bg_color" };

  if (value == 0)
    return _bo_draw_color (GTK_WIDGET (self), 0.16);
  return _bo_draw_named_color (GTK_WIDGET (self), names[((unsigned int) fabs (value) - 1) % G_N_ELEMENTS (names)], 0.7);
}

static void
draw_state (BoChart               *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *plot,
            unsigned int           index)
{
  BoSample *from = &g_array_index (self->series, BoSample, index);
  int64_t until = index + 1 < self->series->len ? g_array_index (self->series, BoSample, index + 1).time_us
                                                : self->to_us;
  g_autofree char *text = say_value (self, from->value);
  float a = x_of (self, plot, from->time_us), b = x_of (self, plot, until);
  float x = fminf (a, b), width = fmaxf (fabsf (b - a) - 1, 1);
  float height = from->value == 0 ? plot->size.height * 0.6f : plot->size.height;
  float y = plot->origin.y + plot->size.height - height;
  GdkRGBA color = color_of (self, from->value);

  if (isnan (from->value))
    return;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x, y, width, height));
  if (width_of (self, text) + 2 * PAD < width)
    draw_text (self, snapshot, text, x + PAD, y + (height - 16) / 2, 1);
}

static void
draw_cursor (BoChart               *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *plot)
{
  GdkRGBA line = _bo_draw_color (GTK_WIDGET (self), 0.5);
  GdkRGBA dot = _bo_draw_named_color (GTK_WIDGET (self), "accent_color", 1);
  double value = bo_series_at (self->series, self->cursor_us);
  float x = x_of (self, plot, self->cursor_us), width = (float) width_of (self, self->reading);

  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (roundf (x), plot->origin.y, 1, plot->size.height));
  if (!isnan (value) && !self->states)
    _bo_draw_disc (snapshot, x, y_of (self, plot, value), 5, &dot);
  draw_text (self, snapshot, self->reading,
             CLAMP (x - width / 2, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)) - width), 2, 1);
}

static float
y_within (BoChart               *self,
          const graphene_rect_t *plot,
          double                 value)
{
  return CLAMP (y_of (self, plot, value), plot->origin.y, plot->origin.y + plot->size.height);
}

/* On a ground of its own: it stays legible where the course goes by. */
static void
draw_label (BoChart     *self,
            GtkSnapshot *snapshot,
            const char  *text,
            float        x,
            float        y)
{
  GdkRGBA ground = _bo_draw_named_color (GTK_WIDGET (self), "window_bg_color", 0.75);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - LABEL_PAD, y, (float) width_of (self, text) + 2 * LABEL_PAD,
                                               LABEL_HEIGHT);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &bounds, LABEL_PAD);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &ground, &bounds);
  gtk_snapshot_pop (snapshot);
  draw_text (self, snapshot, text, x, y, 1);
}

/* Dashes, and its value in words within the band: not the colour alone says what it is. At the beginning, since what
   is now is at the end. */
static void
draw_limit (BoChart               *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *plot,
            double                 value,
            float                  below)
{
  GdkRGBA color = _bo_draw_named_color (GTK_WIDGET (self), "success_color", 1);
  g_autofree char *text = NULL;
  float y, right;

  if (isnan (value) || value < self->low || value > self->high)
    return;
  y = roundf (y_of (self, plot, value));
  for (float x = 0; x < plot->size.width; x += DASH + GAP)
    gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (plot->origin.x + x, y,
                                                                      fminf (DASH, plot->size.width - x), 1));
  text = say_value (self, value);
  right = plot->origin.x + plot->size.width - (float) width_of (self, text) - LABEL_PAD;
  draw_label (self, snapshot, text, is_rtl (self) ? right : plot->origin.x + LABEL_PAD, y + below);
}

static void
draw_limits (BoChart               *self,
             GtkSnapshot           *snapshot,
             const graphene_rect_t *plot)
{
  draw_limit (self, snapshot, plot, self->comfort.low, -LABEL_HEIGHT);
  draw_limit (self, snapshot, plot, self->comfort.high, 1);
}

static void
draw_band (BoChart               *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *plot)
{
  GdkRGBA band = _bo_draw_named_color (GTK_WIDGET (self), "success_color", 0.12);
  float top, bottom;

  if (isnan (self->comfort.low) && isnan (self->comfort.high))
    return;
  top = isnan (self->comfort.high) ? plot->origin.y : y_within (self, plot, self->comfort.high);
  bottom = isnan (self->comfort.low) ? plot->origin.y + plot->size.height : y_within (self, plot, self->comfort.low);
  if (bottom > top)
    gtk_snapshot_append_color (snapshot, &band,
                               &GRAPHENE_RECT_INIT (plot->origin.x, top, plot->size.width, bottom - top));
}

static void
bo_chart_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  BoChart *self = BO_CHART (widget);
  graphene_rect_t plot = plot_of (self);

  if (!self->states)
    {
      draw_values (self, snapshot, &plot);
      draw_band (self, snapshot, &plot);
    }
  draw_times (self, snapshot, &plot);
  for (unsigned int i = 0; i < self->series->len; i++)
    if (self->states)
      draw_state (self, snapshot, &plot, i);
    else
      draw_piece (self, snapshot, &plot, i);
  if (!self->states)
    draw_limits (self, snapshot, &plot);
  if (self->cursor_us != 0)
    draw_cursor (self, snapshot, &plot);
}

static void
bo_chart_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH
                         : BO_CHART (widget)->states                 ? STRIP_HEIGHT
                                                                     : HEIGHT;
}

/* --- moving the cursor --- */

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           BoChart                  *self)
{
  graphene_rect_t plot = plot_of (self);
  double share = CLAMP ((x - plot.origin.x) / plot.size.width, 0, 1);

  if (is_rtl (self))
    share = 1 - share;
  put_cursor (self, self->from_us + (int64_t) (share * (double) (self->to_us - self->from_us)));
}

static void
leave_cb (GtkEventController *controller,
          BoChart            *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    put_cursor (self, 0);
}

static void
focus_cb (BoChart *self)
{
  bool focused = gtk_widget_has_focus (GTK_WIDGET (self));

  if (focused && self->cursor_us == 0)
    put_cursor (self, self->to_us);
  else if (!focused)
    put_cursor (self, 0);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  BoChart *self = BO_CHART (widget);
  int by = g_variant_get_int32 (arguments);
  int64_t step = (self->to_us - self->from_us) / 48;
  int64_t at = self->cursor_us != 0 ? self->cursor_us : self->to_us;

  if (is_rtl (self) && ABS (by) == 1)
    by = -by;
  if (ABS (by) == 1)
    at += by * step;
  else
    at = by < 0 ? self->from_us : self->to_us;
  put_cursor (self, CLAMP (at, self->from_us, self->to_us));
  return TRUE;
}

/* --- the widget --- */

static void
bo_chart_finalize (GObject *object)
{
  BoChart *self = BO_CHART (object);

  g_array_unref (self->series);
  g_free (self->label);
  g_free (self->reading);
  g_free (self->unit_name);
  G_OBJECT_CLASS (bo_chart_parent_class)->finalize (object);
}

static void
bo_chart_class_init (BoChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bo_chart_finalize;
  widget_class->snapshot = bo_chart_snapshot;
  widget_class->measure = bo_chart_measure;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_cb, "(i)", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_cb, "(i)", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_cb, "(i)", -2);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_cb, "(i)", 2);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
bo_chart_init (BoChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->series = g_array_new (FALSE, FALSE, sizeof (BoSample));
  self->to_us = 1;
  self->high = self->step = 1;
  self->comfort = BO_COMFORT_NONE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_cb), NULL);
}

GtkWidget *
bo_chart_new (const char *label)
{
  BoChart *self = g_object_new (BO_TYPE_CHART, NULL);

  bo_chart_set_label (self, label);
  return GTK_WIDGET (self);
}

void
bo_chart_set_label (BoChart    *self,
                    const char *label)
{
  g_free (self->label);
  self->label = g_strdup (label);
  describe (self);
}

void
bo_chart_set_series (BoChart           *self,
                     GArray            *series,
                     const BoValueType *type,
                     int64_t            from_us,
                     int64_t            to_us)
{
  const BoCharacteristicSpec *spec = type->characteristic != NULL ? bo_catalogue_characteristic (type->characteristic)
                                                                  : NULL;

  g_return_if_fail (to_us > from_us);

  g_array_ref (series);
  g_array_unref (self->series);
  self->series = series;
  g_free (self->unit_name);
  self->unit_name = g_strdup (type->unit_name);
  self->type = *type;
  self->type.unit_name = self->unit_name;
  /* Words for states: the catalogue's, which stay. */
  self->type.valid_values = spec != NULL ? spec->type.valid_values : NULL;
  self->type.n_valid_values = spec != NULL ? spec->type.n_valid_values : 0;
  self->states = bo_series_is_states (&self->type);
  self->from_us = from_us;
  self->to_us = to_us;
  find_axis (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  put_cursor (self, gtk_widget_has_focus (GTK_WIDGET (self)) ? to_us : 0);
}

void
bo_chart_set_comfort (BoChart   *self,
                      BoComfort  comfort)
{
  self->comfort = comfort;
  if (self->series->len > 0)
    find_axis (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
bo_chart_get_reading (BoChart *self)
{
  return self->reading;
}

char *
bo_chart_dup_limits (BoChart *self)
{
  return say_limits (self);
}
