/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-source-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _BoSourceList
{
  GtkWidget   parent_instance;
  BoService  *television;
  GtkWidget  *box;
  GtkListBox *list;
  GPtrArray  *shown;     /* of BoService: what the rows stand for */
  bool        read_only;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static unsigned int signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (BoSourceList, bo_source_list, GTK_TYPE_WIDGET)

/* (transfer full) (element-type BoService) */
static GPtrArray *
list_sources (BoService *television)
{
  BoAccessory *accessory = bo_service_get_accessory (television);
  GListModel *services = accessory != NULL ? bo_accessory_get_services (accessory) : NULL;
  GPtrArray *sources = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned int i = 0; services != NULL && i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      if (bo_service_get_source_identifier (service) >= 0)
        g_ptr_array_add (sources, g_steal_pointer (&service));
    }
  return sources;
}

static GtkWidget *
build_row (BoService *source)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (bo_service_get_icon_name (source)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  g_object_set_data (G_OBJECT (row), "bo-mark", mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Is shown now"), -1);
  return row;
}

static void
show_row (BoSourceList *self,
          unsigned int  i)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) i));
  BoService *source = g_ptr_array_index (self->shown, i);
  BoCharacteristic *active = bo_service_find (self->television, "active_identifier");
  bool now = active != NULL && bo_characteristic_get_int (active, -1) == bo_service_get_source_identifier (source);
  g_autofree char *name = bo_service_dup_source_name (source);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !self->read_only);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "bo-mark"), now);
}

static bool
is_shown (BoSourceList *self,
          GPtrArray    *sources)
{
  if (self->shown == NULL || self->shown->len != sources->len)
    return false;
  for (unsigned int i = 0; i < sources->len; i++)
    if (g_ptr_array_index (sources, i) != g_ptr_array_index (self->shown, i))
      return false;
  return true;
}

static void
rebuild (BoSourceList *self,
         GPtrArray    *sources)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_ref (sources);
  for (unsigned int i = 0; i < sources->len; i++)
    gtk_list_box_append (self->list, build_row (g_ptr_array_index (sources, i)));
}

void
bo_source_list_refresh (BoSourceList *self)
{
  g_autoptr (GPtrArray) sources = NULL;

  g_return_if_fail (BO_IS_SOURCE_LIST (self));
  sources = list_sources (self->television);
  if (!is_shown (self, sources))
    rebuild (self, sources);
  for (unsigned int i = 0; i < sources->len; i++)
    show_row (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self), sources->len > 0);
}

static void
activated_cb (BoSourceList  *self,
              GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0,
                 bo_service_get_source_identifier (g_ptr_array_index (self->shown, gtk_list_box_row_get_index (row))));
}

static void
bo_source_list_dispose (GObject *object)
{
  BoSourceList *self = BO_SOURCE_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->television);
  G_OBJECT_CLASS (bo_source_list_parent_class)->dispose (object);
}

static void
bo_source_list_class_init (BoSourceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_source_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", BO_TYPE_SOURCE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bo_source_list_init (BoSourceList *self)
{
  GtkWidget *heading = gtk_label_new (_("Source"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Source"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), heading);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
bo_source_list_new (BoService *television)
{
  BoSourceList *self;

  g_return_val_if_fail (BO_IS_SERVICE (television), NULL);
  self = g_object_new (BO_TYPE_SOURCE_LIST, NULL);
  self->television = g_object_ref (television);
  bo_source_list_refresh (self);
  return GTK_WIDGET (self);
}

void
bo_source_list_set_read_only (BoSourceList *self,
                              bool          read_only)
{
  g_return_if_fail (BO_IS_SOURCE_LIST (self));
  self->read_only = read_only;
  bo_source_list_refresh (self);
}
