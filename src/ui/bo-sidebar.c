/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-place.h"
#include "bo-operate.h"
#include "bo-sidebar-row.h"
#include "bo-sidebar.h"
#include "bo-sync-button.h"

struct _BoSidebar
{
  AdwBin parent_instance;

  BoClient     *client;
  char         *address;
  GListStore   *places;
  GListStore   *foot_places; /* what stays in sight, however many rooms there are */
  GSignalGroup *signals;
  bool          selecting;   /* the selection follows the window, not the other way round */

  GtkListBox *list;
  GtkListBox *foot;
  GtkWidget  *add_room_button; /* where there is no room yet */
  BoSyncButton *sync_button;
};

G_DEFINE_FINAL_TYPE (BoSidebar, bo_sidebar, ADW_TYPE_BIN)

/* A tile dropped on a room moves there. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, BoRoom *room)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  BoSidebar *self = BO_SIDEBAR (gtk_widget_get_ancestor (row, BO_TYPE_SIDEBAR));
  BoAccessory *accessory = g_value_get_object (value);

  if (self == NULL || accessory == NULL || bo_client_get_read_only (self->client)
      || bo_accessory_get_room (accessory) == room)
    return FALSE;
  bo_operate_move_to (GTK_WIDGET (self), self->client, accessory, room);
  return TRUE;
}

static void
accept_tiles (GtkWidget *row, BoRoom *room)
{
  GtkDropTarget *target = gtk_drop_target_new (BO_TYPE_ACCESSORY, GDK_ACTION_MOVE);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), room, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

static GtkWidget *
create_row_cb (gpointer item, gpointer data)
{
  BoRoom *room = bo_place_get_room (item);
  GtkWidget *row = bo_sidebar_row_new (item);

  if (room != NULL)
    accept_tiles (row, room);
  return row;
}

static BoPlace *
place_at (BoSidebar *self, int index)
{
  g_autoptr (BoPlace) place = g_list_model_get_item (G_LIST_MODEL (self->places), (unsigned int) index);

  return place;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  BoSidebar *self = BO_SIDEBAR (data);
  BoPlace *place = place_at (self, gtk_list_box_row_get_index (row));
  BoPlace *previous = before != NULL ? place_at (self, gtk_list_box_row_get_index (before)) : NULL;
  const char *heading = place != NULL ? bo_place_get_heading (place) : NULL;
  GtkWidget *label;

  if (heading == NULL || (previous != NULL && g_strcmp0 (heading, bo_place_get_heading (previous)) == 0))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "bo-sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
select_in (GtkListBox *list, GListStore *places, const char *address)
{
  gtk_list_box_unselect_all (list);
  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (places)); i++)
    {
      g_autoptr (BoPlace) place = g_list_model_get_item (G_LIST_MODEL (places), i);

      if (g_strcmp0 (bo_place_get_address (place), address) == 0)
        gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, (int) i));
    }
}

static void
select_address (BoSidebar *self)
{
  self->selecting = true;
  select_in (self->list, self->places, self->address);
  select_in (self->foot, self->foot_places, self->address);
  self->selecting = false;
}

static void
update_add_room (BoSidebar *self)
{
  BoHome *home = bo_client_get_home (self->client);

  gtk_widget_set_visible (self->add_room_button,
                          home != NULL && !bo_client_get_read_only (self->client)
                            && g_list_model_get_n_items (bo_home_get_rooms (home)) == 0);
}

/* The last of @places never changes, and goes to the foot once. */
static void
put_last (BoSidebar *self, GPtrArray *places)
{
  g_autoptr (BoPlace) last = g_ptr_array_steal_index (places, places->len - 1);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->foot_places)) == 0)
    g_list_store_append (self->foot_places, last);
}

/* Only the rows that differ are made anew. */
static void
update_places (BoSidebar *self)
{
  g_autoptr (GPtrArray) places = bo_places_of (self->client);
  unsigned int old = g_list_model_get_n_items (G_LIST_MODEL (self->places));
  unsigned int head = 0, tail = 0;

  update_add_room (self);
  put_last (self, places);
  while (head < old && head < places->len && bo_place_same (place_at (self, (int) head), places->pdata[head]))
    head++;
  while (tail < old - head && tail < places->len - head
         && bo_place_same (place_at (self, (int) (old - tail - 1)), places->pdata[places->len - tail - 1]))
    tail++;
  if (head + tail == old && old == places->len)
    return;
  g_list_store_splice (self->places, head, old - head - tail, places->pdata + head, places->len - head - tail);
  gtk_list_box_invalidate_headers (self->list);
  select_address (self);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, BoSidebar *self)
{
  GListStore *places = list == self->foot ? self->foot_places : self->places;
  g_autoptr (BoPlace) place = g_list_model_get_item (G_LIST_MODEL (places), (unsigned int) gtk_list_box_row_get_index (row));

  if (place != NULL && !self->selecting)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", bo_place_get_address (place));
}

/**
 * bo_sidebar_set_client:
 * @self: a sidebar
 * @client: whose home it lists
 */
void
bo_sidebar_set_client (BoSidebar *self, BoClient *client)
{
  if (!g_set_object (&self->client, client))
    return;
  g_signal_group_set_target (self->signals, client);
  bo_sync_button_set_client (self->sync_button, client);
  update_places (self);
}

/**
 * bo_sidebar_set_address:
 * @self: a sidebar
 * @address: of the page in front
 *
 * Marks the row that leads to @address; none where no row does.
 */
void
bo_sidebar_set_address (BoSidebar *self, const char *address)
{
  if (g_strcmp0 (self->address, address) == 0)
    return;
  g_free (self->address);
  self->address = g_strdup (address);
  select_address (self);
}

/**
 * bo_sidebar_get_room_address:
 * @self: a sidebar
 * @index: from 0
 *
 * Returns: (nullable): where the @index-th room is
 */
const char *
bo_sidebar_get_room_address (BoSidebar *self, unsigned int index)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->places)); i++)
    {
      BoPlace *place = place_at (self, (int) i);

      if (bo_place_get_room (place) != NULL && index-- == 0)
        return bo_place_get_address (place);
    }
  return NULL;
}

static void
bo_sidebar_dispose (GObject *object)
{
  BoSidebar *self = BO_SIDEBAR (object);

  if (self->list != NULL)
    {
      gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
      gtk_list_box_bind_model (self->foot, NULL, NULL, NULL, NULL);
    }
  g_clear_object (&self->signals);
  g_clear_object (&self->client);
  g_clear_object (&self->places);
  g_clear_object (&self->foot_places);
  g_clear_pointer (&self->address, g_free);
  G_OBJECT_CLASS (bo_sidebar_parent_class)->dispose (object);
}

static void
bo_sidebar_class_init (BoSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bo_sidebar_dispose;
  g_type_ensure (BO_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/the_goodies/BlowingOff/bo-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, BoSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, BoSidebar, foot);
  gtk_widget_class_bind_template_child (widget_class, BoSidebar, add_room_button);
  gtk_widget_class_bind_template_child (widget_class, BoSidebar, sync_button);
}

static void
bo_sidebar_init (BoSidebar *self)
{
  self->places = g_list_store_new (BO_TYPE_PLACE);
  self->foot_places = g_list_store_new (BO_TYPE_PLACE);
  self->signals = g_signal_group_new (BO_TYPE_CLIENT);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (update_places), self);
  g_signal_group_connect_swapped (self->signals, "notify::home", G_CALLBACK (update_places), self);
  g_signal_group_connect_swapped (self->signals, "notify::read-only", G_CALLBACK (update_add_room), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->places), create_row_cb, NULL, NULL);
  gtk_list_box_bind_model (self->foot, G_LIST_MODEL (self->foot_places), create_row_cb, NULL, NULL);
  gtk_list_box_set_header_func (self->list, header_cb, self, NULL);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self, 0);
  g_signal_connect_object (self->foot, "row-activated", G_CALLBACK (activated_cb), self, 0);
}
