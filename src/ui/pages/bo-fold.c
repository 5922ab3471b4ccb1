/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-kit.h"

/* Below this many pixels a page shows cards instead of columns. */
#define NARROW 600

struct _BoFold
{
  AdwBin       parent_instance;
  bool         narrow;
  unsigned int source;
};

G_DEFINE_FINAL_TYPE (BoFold, bo_fold, ADW_TYPE_BIN)

enum
{
  PROP_NARROW = 1,
};

static GParamSpec *narrow_property;

static gboolean
tell_cb (gpointer data)
{
  BoFold *self = data;

  self->source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), narrow_property);
  return G_SOURCE_REMOVE;
}

/* Whoever listens changes what is inside, which no widget may do while it is given its place. */
static void
bo_fold_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BoFold *self = BO_FOLD (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  bool narrow = width < NARROW;
  int minimum = 0;

  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      bo_kit_gather (&self->source, tell_cb, self);
    }
  if (child == NULL)
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (child, width, MAX (height, minimum), baseline, NULL);
}

/* As narrow as it likes: what doesn't fit is about to be replaced. */
static void
bo_fold_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                 int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));
  int least = 0;

  *minimum = *natural = 0;
  if (child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      for_size = MAX (for_size, least);
    }
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 300);
}

static GtkSizeRequestMode
bo_fold_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bo_fold_get_property (GObject *object, unsigned int id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, BO_FOLD (object)->narrow);
}

static void
bo_fold_dispose (GObject *object)
{
  BoFold *self = BO_FOLD (object);

  g_clear_handle_id (&self->source, g_source_remove);
  G_OBJECT_CLASS (bo_fold_parent_class)->dispose (object);
}

static void
bo_fold_class_init (BoFoldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bo_fold_get_property;
  object_class->dispose = bo_fold_dispose;
  widget_class->size_allocate = bo_fold_size_allocate;
  widget_class->measure = bo_fold_measure;
  widget_class->get_request_mode = bo_fold_get_request_mode;

  narrow_property = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_NARROW, narrow_property);
}

static void
bo_fold_init (BoFold *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

bool
bo_fold_get_narrow (BoFold *self)
{
  return self->narrow;
}
