/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "bo-kit.h"

/* A page that begins further down. What stands above that place is read from the store and grows; the place stays
   in sight until a person scrolls. */

typedef struct
{
  GtkWidget *part; /* below the scrolled window, which owns this */
  double     put;  /* where the page was scrolled to; NAN before that */
  bool       left; /* a person scrolled */
} Begin;

/* Measured in what is scrolled, which doesn't depend on how far it is. */
static double
place_of (GtkScrolledWindow *scrolled, GtkWidget *part)
{
  GtkWidget *viewport = gtk_scrolled_window_get_child (scrolled);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  graphene_point_t at;

  if (!gtk_widget_compute_point (part, gtk_viewport_get_child (GTK_VIEWPORT (viewport)),
                                 &GRAPHENE_POINT_INIT (0, 0), &at))
    return 0;
  return CLAMP (at.y, 0, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
}

static gboolean
put_cb (GtkWidget *scrolled, GdkFrameClock *clock, gpointer data)
{
  Begin *begin = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  if (!isnan (begin->put) && fabs (gtk_adjustment_get_value (adjustment) - begin->put) > 1)
    begin->left = true;
  if (begin->left || gtk_adjustment_get_page_size (adjustment) <= 0 || !gtk_widget_get_mapped (begin->part))
    return G_SOURCE_REMOVE;
  if (isnan (begin->put))
    gtk_widget_child_focus (begin->part, GTK_DIR_TAB_FORWARD);
  gtk_adjustment_set_value (adjustment, place_of (GTK_SCROLLED_WINDOW (scrolled), begin->part));
  begin->put = gtk_adjustment_get_value (adjustment);
  return G_SOURCE_REMOVE;
}

/* What grew has its place in the next frame. */
static void
grown_cb (GtkWidget *scrolled)
{
  Begin *begin = g_object_get_data (G_OBJECT (scrolled), "bo-begin");

  if (!begin->left)
    gtk_widget_add_tick_callback (scrolled, put_cb, begin, NULL);
}

void
bo_kit_begin_at (GtkScrolledWindow *scrolled, GtkWidget *part)
{
  Begin *begin = g_new (Begin, 1);

  *begin = (Begin){ part, NAN, false };
  g_object_set_data_full (G_OBJECT (scrolled), "bo-begin", begin, g_free);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scrolled), "changed", G_CALLBACK (grown_cb), scrolled,
                           G_CONNECT_SWAPPED);
  grown_cb (GTK_WIDGET (scrolled));
}
