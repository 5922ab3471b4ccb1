/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-private.h"

#include <glib/gi18n-lib.h>

#include "bo-battery-row.h"
#include "bo-bell-row.h"

/* (transfer none): a list in @flow, for the states of a row one below the other */
static GtkListBox *
add_list (GtkWidget *flow)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_size_request (list, 300, -1);
  _bo_gallery_flow_add (flow, list);
  return GTK_LIST_BOX (list);
}

static void
add_bells (GtkWidget *flow)
{
  GtkListBox *list = add_list (flow);

  for (BoBellRule rule = BO_BELL_AS_ALL; rule <= BO_BELL_NEVER; rule++)
    {
      GtkWidget *row = bo_bell_row_new ();

      bo_bell_row_set_rule (BO_BELL_ROW (row), rule);
      gtk_list_box_append (list, row);
    }
}

/* Nobody noted it; somebody did; as a guest sees it. */
static void
add_batteries (GtkWidget *flow)
{
  GtkListBox *list = add_list (flow);

  for (int i = 0; i < 3; i++)
    {
      GtkWidget *row = bo_battery_row_new ();

      bo_battery_row_set_day (BO_BATTERY_ROW (row), i > 0 ? _("3 March 2026") : NULL);
      bo_battery_row_set_read_only (BO_BATTERY_ROW (row), i > 1);
      gtk_list_box_append (list, row);
    }
}

static void
add_beside (GtkWidget *page)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Beside a service")));

  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  add_bells (flow);
  add_batteries (flow);
}

void
_bo_gallery_add_details (GtkWidget *page)
{
  add_beside (page);
}
