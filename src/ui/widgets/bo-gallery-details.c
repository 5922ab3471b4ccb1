/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-private.h"

#include <glib/gi18n-lib.h>

#include "bo-battery-row.h"
#include "bo-bell-row.h"
#include "bo-heater-row.h"

/* Wide enough for a row, narrow enough that two stand side by side. */
#define LIST_WIDTH 384

/* (transfer none): a list in @flow, for the states of a row one below the other */
static GtkListBox *
add_list (GtkWidget *flow)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), LIST_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), LIST_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  _bo_gallery_flow_add (flow, clamp);
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
add_heaters (GtkWidget *flow)
{
  GtkListBox *list = add_list (flow);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *row = bo_heater_row_new (i == 0 ? 10 : 1);

      bo_heater_row_set_drives (BO_HEATER_ROW (row), i > 0);
      gtk_list_box_append (list, row);
    }
}

static void
add_beside (GtkWidget *page)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Beside a service")));

  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  add_bells (flow);
  add_batteries (flow);
  add_heaters (flow);
}

void
_bo_gallery_add_details (GtkWidget *page)
{
  add_beside (page);
}
