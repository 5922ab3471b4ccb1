/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-wrap-layout.h"

#include <stdbool.h>

#define SPACING 6

struct _BoWrapLayout
{
  GtkLayoutManager parent_instance;
  gboolean         even;
};

enum
{
  PROP_EVEN = 1,
};

G_DEFINE_FINAL_TYPE (BoWrapLayout, bo_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
bo_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
natural_size (GtkWidget *child, int width, int *child_width, int *child_height)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  *child_width = MAX (minimum, MIN (natural, width));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, *child_width, NULL, child_height, NULL, NULL);
}

static void
place (GtkWidget *widget, GtkWidget *child, int width, int x, int y, int child_width, int child_height)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x - child_width;
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, child_width, child_height }, -1);
}

/* Goes over the lines; places the children where @allocate. Returns the height. */
static int
flow (GtkWidget *widget, int width, bool allocate)
{
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      natural_size (child, width, &child_width, &child_height);
      if (x > 0 && x + child_width > width)
        {
          y += line + SPACING;
          x = line = 0;
        }
      if (allocate)
        place (widget, child, width, x, y, child_width, child_height);
      x += child_width + SPACING;
      line = MAX (line, child_height);
    }
  return y + line;
}

/* How many children there are, how wide the widest is, and all in one line. */
static int
count (GtkWidget *widget, int *widest, int *sum)
{
  int n = 0;

  *widest = *sum = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      *widest = MAX (*widest, natural);
      *sum += (n++ > 0 ? SPACING : 0) + natural;
    }
  return n;
}

/* Two columns, or one: nothing ragged. The height is that of lines alike. */
static int
columns (GtkWidget *widget, int width, int n_columns, bool allocate)
{
  int child_width = (width - (n_columns - 1) * SPACING) / n_columns;
  int height = 0, n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
      height = MAX (height, child_height);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      if (allocate)
        place (widget, child, width, n % n_columns * (child_width + SPACING), n / n_columns * (height + SPACING),
               child_width, height);
      n++;
    }
  n = (n + n_columns - 1) / n_columns;
  return n * height + MAX (n - 1, 0) * SPACING;
}

static int
lay_out (BoWrapLayout *self, GtkWidget *widget, int width, bool allocate)
{
  int widest, sum;
  int n = count (widget, &widest, &sum);

  if (!self->even || sum <= width)
    return flow (widget, width, allocate);
  return columns (widget, width, n % 2 == 0 && 2 * widest + SPACING <= width ? 2 : 1, allocate);
}

static void
bo_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                        int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  int widest = 0, sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      widest = MAX (widest, child_minimum);
      sum += (sum > 0 ? SPACING : 0) + child_natural;
    }
  *minimum = widest;
  *natural = MAX (widest, sum);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lay_out (BO_WRAP_LAYOUT (manager), widget, for_size < 0 ? MAX (widest, sum) : for_size,
                                   false);
}

static void
bo_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (BO_WRAP_LAYOUT (manager), widget, width, true);
}

static void
bo_wrap_layout_get_property (GObject *object, unsigned int id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, BO_WRAP_LAYOUT (object)->even);
}

static void
bo_wrap_layout_set_property (GObject *object, unsigned int id, const GValue *value, GParamSpec *pspec)
{
  BO_WRAP_LAYOUT (object)->even = g_value_get_boolean (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
}

static void
bo_wrap_layout_class_init (BoWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = bo_wrap_layout_get_property;
  G_OBJECT_CLASS (klass)->set_property = bo_wrap_layout_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_EVEN,
                                   g_param_spec_boolean ("even", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  manager_class->get_request_mode = bo_wrap_layout_get_request_mode;
  manager_class->measure = bo_wrap_layout_measure;
  manager_class->allocate = bo_wrap_layout_allocate;
}

static void
bo_wrap_layout_init (BoWrapLayout *self)
{
}
