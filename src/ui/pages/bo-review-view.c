/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-conflict-sides.h"
#include "bo-kit.h"
#include "bo-sync-page.h"

/* Conflicts: those that want a look first, then those that had one. */

static gboolean
to_review (gpointer item, gpointer data)
{
  return !bo_conflict_item_get_reviewed (item);
}

static gboolean
reviewed (gpointer item, gpointer data)
{
  return bo_conflict_item_get_reviewed (item);
}

static void
item_cb (GObject *item, GParamSpec *pspec, GtkWidget *row)
{
  BoConflictItem *conflict = BO_CONFLICT_ITEM (item);
  g_autofree char *title = bo_conflict_title (g_object_get_data (G_OBJECT (row), "bo-client"), conflict);
  g_autofree char *when = bo_time_to_clock (bo_conflict_item_get_conflict (conflict)->when_us, bo_clock_now ());
  g_autofree char *subtitle = g_strdup_printf (_("%1$s\n%2$s"), bo_conflict_item_get_sentence (conflict), when);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static GtkWidget *
row_for (gpointer item, gpointer data)
{
  BoConflictItem *conflict = item;
  g_autofree char *address = g_strconcat ("conflict:", bo_conflict_item_get_id (conflict), NULL);
  const char *icon_name = "view-dual-symbolic";
  GtkWidget *row;

  if (bo_conflict_item_get_conflict (conflict)->kind == BO_CONFLICT_DELETED)
    icon_name = "user-trash-symbolic";
  else if (bo_conflict_item_get_reviewed (conflict))
    icon_name = "object-select-symbolic";
  row = bo_kit_link_row ("", "", icon_name, address);
  g_object_set_data_full (G_OBJECT (row), "bo-client", g_object_ref (data), g_object_unref);
  item_cb (G_OBJECT (conflict), NULL, row);
  g_signal_connect_object (conflict, "notify", G_CALLBACK (item_cb), row, 0);
  return row;
}

static GtkWidget *
section (const char *title, GListModel *model, BoClient *client)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), model, row_for, g_object_ref (client), g_object_unref);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  bo_kit_show_when_any (group, model);
  return group;
}

static GListModel *
filtered (GListModel *model, GtkCustomFilterFunc func)
{
  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (model),
                                                  GTK_FILTER (gtk_custom_filter_new (func, NULL, NULL))));
}

static void
items_cb (GtkStack *stack, unsigned int position, unsigned int removed, unsigned int added, GListModel *model)
{
  gtk_stack_set_visible_child_name (stack, g_list_model_get_n_items (model) > 0 ? "list" : "empty");
}

GtkWidget *
bo_review_view_new (BoClient *client)
{
  GListModel *conflicts = bo_client_list_conflicts (client);
  g_autoptr (GListModel) open = filtered (conflicts, to_review);
  g_autoptr (GListModel) closed = filtered (conflicts, reviewed);
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "view-dual-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("No Conflicts"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _("When two people change the same thing at once, both versions are kept, "
                                     "and you can compare them here."));
  gtk_box_append (GTK_BOX (box), section (_("To Review"), open, client));
  gtk_box_append (GTK_BOX (box), section (_("Reviewed"), closed, client));
  gtk_stack_add_named (GTK_STACK (stack), bo_kit_scrolled_list (box), "list");
  gtk_stack_add_named (GTK_STACK (stack), empty, "empty");
  g_signal_connect_object (conflicts, "items-changed", G_CALLBACK (items_cb), stack, G_CONNECT_SWAPPED);
  items_cb (GTK_STACK (stack), 0, 0, 0, conflicts);
  return stack;
}
