/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-bar-layout.h"

#include <stdbool.h>

#define SPACING 12
#define LINE_SPACING 8

/* As many lines beside what can be done are fine. */
#define MAX_LINES 2

struct _BoBarLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (BoBarLayout, bo_bar_layout, GTK_TYPE_LAYOUT_MANAGER)

/* How a bar is divided at some width. */
typedef struct
{
  GtkWidget *words;
  GtkWidget *deed;      /* nullable: what goes below */
  int        room;      /* for the words */
  int        line;      /* the height of the first line */
  int        below;     /* that of the second with what is between them; 0: there is none */
} Plan;

static int
natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
least_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static int
natural_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The next child from @child on, itself included, that is to be seen */
static GtkWidget *
seen (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
next_seen (GtkWidget *child)
{
  return seen (gtk_widget_get_next_sibling (child));
}

/* All of them but the words, with what is between them. */
static int
width_of_others (GtkWidget *widget, GtkWidget *words)
{
  int width = 0;

  for (GtkWidget *child = seen (gtk_widget_get_first_child (widget)); child != NULL; child = next_seen (child))
    if (child != words)
      width += natural_width (child) + SPACING;
  return width;
}

static GtkWidget *
words_of (GtkWidget *widget)
{
  GtkWidget *words = seen (gtk_widget_get_first_child (widget));

  while (!gtk_widget_get_hexpand (words))
    words = next_seen (words);
  return words;
}

/* (nullable): what can be done, where anything can */
static GtkWidget *
deed_of (GtkWidget *words)
{
  GtkWidget *deed = gtk_widget_get_next_sibling (words);

  return deed != NULL && gtk_widget_should_layout (deed) ? deed : NULL;
}

static Plan
plan (GtkWidget *widget, int width)
{
  GtkWidget *words = words_of (widget);
  GtkWidget *deed = deed_of (words);
  Plan plan = { words, NULL, width - width_of_others (widget, words), 0, 0 };

  if (deed != NULL && natural_width (words) > MAX_LINES * plan.room)
    {
      plan.deed = deed;
      plan.room += natural_width (deed) + SPACING;
      plan.below = LINE_SPACING + natural_height (deed, -1);
    }
  plan.room = MAX (plan.room, least_width (words));
  for (GtkWidget *child = seen (gtk_widget_get_first_child (widget)); child != NULL; child = next_seen (child))
    if (child != plan.deed)
      plan.line = MAX (plan.line, natural_height (child, child == words ? plan.room : -1));
  return plan;
}

static GtkSizeRequestMode
bo_bar_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* The narrowest is what the line is without what can be done, or that alone. */
static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  GtkWidget *words = words_of (widget);
  GtkWidget *deed = deed_of (words);
  int others = width_of_others (widget, words);

  *minimum = least_width (words) + others;
  *natural = natural_width (words) + others;
  if (deed != NULL)
    *minimum = MAX (*minimum - natural_width (deed) - SPACING, natural_width (deed));
}

static void
bo_bar_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                       int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  measure_width (widget, minimum, natural);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      Plan high = plan (widget, for_size < 0 ? *natural : for_size);

      *minimum = *natural = high.line + high.below;
    }
}

static void
place (GtkWidget *widget, GtkWidget *child, int width, int x, int y, int child_width, int child_height)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x - child_width;
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, child_width, child_height }, -1);
}

static void
bo_bar_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  Plan there = plan (widget, width);
  int x = 0;

  for (GtkWidget *child = seen (gtk_widget_get_first_child (widget)); child != NULL; child = next_seen (child))
    {
      int child_width = child == there.words ? there.room : natural_width (child);

      if (child == there.deed)
        {
          place (widget, child, width, width - child_width, height - there.below + LINE_SPACING, child_width,
                 there.below - LINE_SPACING);
          continue;
        }
      place (widget, child, width, x, 0, child_width, height - there.below);
      x += child_width + SPACING;
    }
}

static void
bo_bar_layout_class_init (BoBarLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = bo_bar_layout_get_request_mode;
  manager_class->measure = bo_bar_layout_measure;
  manager_class->allocate = bo_bar_layout_allocate;
}

static void
bo_bar_layout_init (BoBarLayout *self)
{
}

GtkLayoutManager *
bo_bar_layout_new (void)
{
  return g_object_new (BO_TYPE_BAR_LAYOUT, NULL);
}
