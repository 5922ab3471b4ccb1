/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-kit.h"

#define SPACING 6

struct _BoWrapLayout
{
  GtkLayoutManager parent_instance;
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
    *minimum = *natural = flow (widget, for_size < 0 ? MAX (widest, sum) : for_size, false);
}

static void
bo_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  flow (widget, width, true);
}

static void
bo_wrap_layout_class_init (BoWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = bo_wrap_layout_get_request_mode;
  manager_class->measure = bo_wrap_layout_measure;
  manager_class->allocate = bo_wrap_layout_allocate;
}

static void
bo_wrap_layout_init (BoWrapLayout *self)
{
}
