/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-places-page.h"

typedef void (*AddFunc) (GtkWidget *from, BoClient *client);

struct _BoPlacesPage
{
  BoPage     parent_instance;
  GPtrArray *adds; /* of GtkWidget: the buttons that add */
  GtkLabel  *reason;
};

G_DEFINE_FINAL_TYPE (BoPlacesPage, bo_places_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoPlacesPage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

/* --- rows --- */

static void
rename_cb (GtkWidget *button, BoPlacesPage *self)
{
  bo_operate_rename (GTK_WIDGET (self), client_of (self), g_object_get_data (G_OBJECT (button), "bo-thing"));
}

static void
remove_cb (GtkWidget *button, BoPlacesPage *self)
{
  bo_operate_remove (GTK_WIDGET (self), client_of (self), g_object_get_data (G_OBJECT (button), "bo-thing"));
}

static GtkWidget *
add_button (GtkWidget *row, BoPlacesPage *self, BoThing *thing, const char *icon_name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "bo-thing", g_object_ref (thing), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  g_object_bind_property (client_of (self), "read-only", button, "sensitive",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static char *
what_it_holds (BoThing *thing)
{
  unsigned int n;

  if (BO_IS_ROOM (thing))
    {
      n = g_list_model_get_n_items (bo_room_get_accessories (BO_ROOM (thing)));
      return g_strdup_printf (ngettext ("%u accessory", "%u accessories", n), n);
    }
  if (BO_IS_ZONE (thing))
    {
      n = g_list_model_get_n_items (bo_zone_get_rooms (BO_ZONE (thing)));
      return g_strdup_printf (ngettext ("%u room", "%u rooms", n), n);
    }
  return NULL;
}

static void
refresh_row (GtkWidget *row)
{
  BoThing *thing = g_object_get_data (G_OBJECT (row), "bo-thing");
  GtkWidget *removing = g_object_get_data (G_OBJECT (row), "bo-remove");
  g_autofree char *holds = what_it_holds (thing);
  g_autofree char *rename = g_strdup_printf (_("Rename “%s”"), bo_thing_get_display_name (thing));
  g_autofree char *remove = g_strdup_printf (_("Remove “%s”"), bo_thing_get_display_name (thing));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bo_thing_get_display_name (thing));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), holds != NULL ? holds : "");
  bo_kit_name (g_object_get_data (G_OBJECT (row), "bo-rename"), rename);
  if (removing != NULL)
    bo_kit_name (removing, remove);
}

static GtkWidget *
place_row (gpointer item, gpointer data)
{
  BoPlacesPage *self = data;
  BoThing *thing = item;
  GtkWidget *row = bo_kit_row (bo_thing_get_display_name (thing), NULL, NULL);
  GListModel *inside = BO_IS_ROOM (thing)   ? bo_room_get_accessories (BO_ROOM (thing))
                       : BO_IS_ZONE (thing) ? bo_zone_get_rooms (BO_ZONE (thing))
                                            : NULL;

  g_object_set_data_full (G_OBJECT (row), "bo-thing", g_object_ref (thing), g_object_unref);
  g_object_set_data (G_OBJECT (row), "bo-rename",
                     add_button (row, self, thing, "document-edit-symbolic", G_CALLBACK (rename_cb)));
  /* The home that is shown is not pulled away from under the person. */
  if (!BO_IS_HOME (thing) || thing != (BoThing *) bo_client_get_home (client_of (self)))
    g_object_set_data (G_OBJECT (row), "bo-remove",
                       add_button (row, self, thing, "user-trash-symbolic", G_CALLBACK (remove_cb)));
  g_signal_connect_object (thing, "notify", G_CALLBACK (refresh_row), row, G_CONNECT_SWAPPED);
  if (inside != NULL)
    g_signal_connect_object (inside, "items-changed", G_CALLBACK (refresh_row), row, G_CONNECT_SWAPPED);
  refresh_row (row);
  return row;
}

/* --- the page --- */

static void
add_cb (GtkWidget *button, BoPlacesPage *self)
{
  AddFunc *func = g_object_get_data (G_OBJECT (button), "bo-func");

  (*func) (GTK_WIDGET (self), client_of (self));
}

static GtkWidget *
add_place_button (BoPlacesPage *self, const char *name, AddFunc func)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  gtk_widget_add_css_class (button, "flat");
  bo_kit_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "bo-func", g_memdup2 (&func, sizeof func), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), self, 0);
  g_ptr_array_add (self->adds, button);
  return button;
}

static void
show_when_none_cb (GtkWidget *widget, unsigned int position, unsigned int removed, unsigned int added, GListModel *model)
{
  gtk_widget_set_visible (widget, g_list_model_get_n_items (model) == 0);
}

static void
add_group (BoPlacesPage *self, GtkBox *box, const char *title, const char *none, GListModel *places, GtkWidget *add)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *empty = gtk_label_new (none);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), add);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_label_set_xalign (GTK_LABEL (empty), 0);
  g_signal_connect_object (places, "items-changed", G_CALLBACK (show_when_none_cb), empty, G_CONNECT_SWAPPED);
  show_when_none_cb (empty, 0, 0, 0, places);
  bo_kit_show_when_any (list, places);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), places, place_row, self, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), empty);
  gtk_box_append (box, group);
}

static void
read_only_cb (BoPlacesPage *self)
{
  const char *reason = bo_kit_read_only_reason (client_of (self));

  for (unsigned int i = 0; i < self->adds->len; i++)
    gtk_widget_set_sensitive (g_ptr_array_index (self->adds, i), reason == NULL);
  gtk_label_set_text (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
}

static void
bo_places_page_constructed (GObject *object)
{
  BoPlacesPage *self = BO_PLACES_PAGE (object);
  BoModel *model = bo_client_get_model (client_of (self));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  G_OBJECT_CLASS (bo_places_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("Homes, Zones and Rooms"));
  self->reason = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_label_set_xalign (self->reason, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->reason), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  add_group (self, GTK_BOX (box), _("Homes"), _("No home yet"), bo_model_get_homes (model),
             add_place_button (self, _("Add a home"), bo_operate_add_home));
  add_group (self, GTK_BOX (box), _("Zones"), _("No zones: rooms can be gathered in zones, such as a floor."),
             bo_model_get_zones (model), add_place_button (self, _("Add a zone"), bo_operate_add_zone));
  add_group (self, GTK_BOX (box), _("Rooms"), _("No rooms yet"), bo_model_get_rooms (model),
             add_place_button (self, _("Add a room"), bo_operate_add_room));
  adw_bin_set_child (ADW_BIN (self), bo_kit_scrolled_list (box));
  g_signal_connect_object (client_of (self), "notify::read-only", G_CALLBACK (read_only_cb), self, G_CONNECT_SWAPPED);
  read_only_cb (self);
}

static void
bo_places_page_dispose (GObject *object)
{
  BoPlacesPage *self = BO_PLACES_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->adds, g_ptr_array_unref);
  G_OBJECT_CLASS (bo_places_page_parent_class)->dispose (object);
}

static void
bo_places_page_class_init (BoPlacesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_places_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_places_page_dispose;
}

static void
bo_places_page_init (BoPlacesPage *self)
{
  self->adds = g_ptr_array_new ();
}
