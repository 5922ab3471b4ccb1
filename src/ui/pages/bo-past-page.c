/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-compare-page.h"
#include "bo-kit.h"
#include "bo-moment.h"
#include "bo-past-bar.h"
#include "bo-past-page.h"
#include "bo-past.h"
#include "bo-service-control.h"
#include "bo-service-row.h"
#include "bo-tile-grid.h"

#define NO_ROOM "no-room"

struct _BoPastPage
{
  BoPage      parent_instance;
  BoPast     *past;
  const char *id;     /* nullable: what is shown of it, in the address */
  AdwBin     *bin;
};

G_DEFINE_FINAL_TYPE (BoPastPage, bo_past_page, BO_TYPE_PAGE)

bool
bo_past_page_parse (const char *argument, int64_t *time_us, const char **id)
{
  char *end = NULL;
  int64_t parsed = g_ascii_strtoll (argument, &end, 10);

  if (end == argument || parsed <= 0 || (*end != '\0' && *end != ':'))
    return false;
  *time_us = parsed;
  *id = *end == ':' ? end + 1 : NULL;
  return true;
}

static char *
moment_of (BoPastPage *self)
{
  return bo_time_to_moment (bo_past_get_time (self->past), bo_clock_now ());
}

static void
go_to (BoPastPage *self, const char *id)
{
  g_autofree char *address = bo_past_address (bo_past_get_time (self->past), id);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", address);
}

/* --- the bar --- */

/* The same thing as it is now, where it is still there. */
static void
now_cb (BoPastPage *self)
{
  BoModel *model = bo_client_get_model (bo_page_get_client (BO_PAGE (self)));
  BoThing *thing = self->id != NULL ? bo_model_lookup (model, self->id) : NULL;

  if (thing != NULL)
    bo_kit_go_to_thing (GTK_WIDGET (self), bo_page_get_client (BO_PAGE (self)), self->id);
  else
    bo_kit_go (GTK_WIDGET (self), "home", NULL);
}

static void
compare_cb (BoPastPage *self)
{
  g_autofree char *address = bo_compare_address (bo_past_get_time (self->past), 0);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", address);
}

static GtkWidget *
bar (BoPastPage *self)
{
  g_autofree char *moment = moment_of (self);
  GtkWidget *bar = bo_past_bar_new (moment);

  g_signal_connect_object (bar, "compare", G_CALLBACK (compare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "now", G_CALLBACK (now_cb), self, G_CONNECT_SWAPPED);
  return bar;
}

/* --- the rooms --- */

static GtkWidget *
new_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

static GtkWidget *
place_row (BoPastPage *self, const char *title, const char *readings, unsigned int count, const char *id)
{
  g_autofree char *address = bo_past_address (bo_past_get_time (self->past), id);
  g_autofree char *counted = g_strdup_printf (ngettext ("%u accessory", "%u accessories", count), count);
  g_autofree char *both = *readings != '\0' ? g_strdup_printf (_("%1$s · %2$s"), readings, counted) : NULL;

  return bo_kit_link_row (title, both != NULL ? both : counted, "bo-room-symbolic", address);
}

/* (nullable): the rooms of @zone (nullable: of none) under a heading */
static GtkWidget *
zone_box (BoPastPage *self, BoZone *zone, const char *heading)
{
  GListModel *rooms = bo_model_get_rooms (bo_past_get_model (self->past));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = new_list ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);
      g_autofree char *readings = bo_room_get_readings (room);

      if (bo_room_get_zone (room) == zone)
        gtk_list_box_append (GTK_LIST_BOX (list),
                             place_row (self, bo_thing_get_display_name (BO_THING (room)), readings,
                                        g_list_model_get_n_items (bo_room_get_accessories (room)),
                                        bo_thing_get_id (BO_THING (room))));
    }
  gtk_box_append (GTK_BOX (box), bo_kit_heading (heading));
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_visible (box, gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL);
  return box;
}

static gboolean
is_without_room (gpointer accessory, gpointer data)
{
  return bo_accessory_get_room (accessory) == NULL;
}

static GListModel *
list_without_room (BoModel *model)
{
  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (bo_model_get_accessories (model)),
                                                  GTK_FILTER (gtk_custom_filter_new (is_without_room, NULL, NULL))));
}

static GtkWidget *
rooms_view (BoPastPage *self)
{
  BoModel *model = bo_past_get_model (self->past);
  GListModel *zones = bo_model_get_zones (model);
  g_autoptr (GListModel) others = list_without_room (model);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  for (unsigned int i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr (BoZone) zone = g_list_model_get_item (zones, i);

      gtk_box_append (GTK_BOX (box), zone_box (self, zone, bo_thing_get_display_name (BO_THING (zone))));
    }
  gtk_box_append (GTK_BOX (box),
                  zone_box (self, NULL, g_list_model_get_n_items (zones) > 0 ? _("Other Rooms") : _("Rooms")));
  if (g_list_model_get_n_items (others) > 0)
    {
      GtkWidget *list = new_list ();

      gtk_list_box_append (GTK_LIST_BOX (list),
                           place_row (self, _("No Room"), "", g_list_model_get_n_items (others), NO_ROOM));
      gtk_box_append (GTK_BOX (box), list);
    }
  return bo_kit_scrolled_list (box);
}

/* --- a room --- */

static void
open_cb (BoPastPage *self, BoAccessory *accessory)
{
  go_to (self, bo_thing_get_id (BO_THING (accessory)));
}

static void
details_cb (GSimpleAction *action, GVariant *id, gpointer self)
{
  go_to (self, g_variant_get_string (id, NULL));
}

static void
history_cb (GSimpleAction *action, GVariant *id, gpointer self)
{
  bo_kit_go (self, "history", g_variant_get_string (id, NULL));
}

static GtkWidget *
tiles_view (BoPastPage *self, GListModel *accessories)
{
  static const GActionEntry entries[] = { { "details", details_cb, "s" }, { "history", history_cb, "s" } };
  GtkWidget *grid = bo_tile_grid_new (accessories, true);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (grid, "tile", G_ACTION_GROUP (group));
  bo_tile_grid_set_read_only (BO_TILE_GRID (grid), true);
  gtk_widget_set_vexpand (grid, TRUE);
  g_signal_connect_object (grid, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  return grid;
}

/* --- an accessory --- */

static void
add_service (GtkBox *box, GtkWidget *list, BoAccessory *accessory, BoService *service)
{
  bool primary = service == bo_accessory_get_primary_service (accessory);
  GtkWidget *control;

  if (bo_service_get_hidden (service))
    return;
  if (!primary && bo_service_get_tap_characteristic (service) == NULL)
    {
      GtkWidget *row = bo_service_row_new (service);

      bo_service_row_set_read_only (BO_SERVICE_ROW (row), true);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      return;
    }
  control = bo_service_control_new (service);
  bo_service_control_set_read_only_reason (BO_SERVICE_CONTROL (control),
                                           _("This is how it was. Return to now to change anything."));
  if (!primary)
    gtk_box_append (box, bo_kit_heading (bo_service_get_label (service)));
  gtk_box_append (box, control);
}

static GtkWidget *
accessory_view (BoPastPage *self, BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *list = new_list ();

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      add_service (GTK_BOX (box), list, accessory, service);
    }
  gtk_widget_set_visible (list, gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL);
  gtk_box_append (GTK_BOX (box), list);
  return bo_kit_scrolled_list (box);
}

/* --- what there is to show --- */

static void
beginning_cb (BoPastPage *self)
{
  /* A minute is what a person chooses: the first that has something in it. */
  g_autofree char *address = bo_past_address (bo_past_get_beginning (self->past) + 60 * G_USEC_PER_SEC, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", address);
}

/* Nothing was recorded then: it says since when something is. */
static GtkWidget *
unknown_view (BoPastPage *self)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *begins = bo_time_to_moment (bo_past_get_beginning (self->past), bo_clock_now ());
  g_autofree char *text = g_strdup_printf (_("Records on this device begin %s."), begins);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "document-open-recent-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("Nothing Is Known of This Time"));
  if (bo_past_get_beginning (self->past) > 0)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show Where Records Begin"));

      gtk_widget_add_css_class (button, "pill");
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      g_signal_connect_object (button, "clicked", G_CALLBACK (beginning_cb), self, G_CONNECT_SWAPPED);
      adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
      adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
    }
  return page;
}

static GtkWidget *
message_view (const char *title, const char *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "document-open-recent-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  return page;
}

static GtkWidget *
thing_view (BoPastPage *self, BoThing *thing)
{
  bo_page_set_title (BO_PAGE (self), bo_thing_get_display_name (thing));
  if (BO_IS_ROOM (thing))
    return tiles_view (self, bo_room_get_accessories (BO_ROOM (thing)));
  if (BO_IS_ACCESSORY (thing))
    return accessory_view (self, BO_ACCESSORY (thing));
  return rooms_view (self);
}

static GtkWidget *
view (BoPastPage *self)
{
  BoModel *model = bo_past_get_model (self->past);
  BoThing *thing = model != NULL && self->id != NULL ? bo_model_lookup (model, self->id) : NULL;
  g_autoptr (GListModel) others = NULL;

  if (model == NULL)
    return message_view (_("The Past Can’t Be Read"), bo_past_get_error (self->past)->message);
  if (g_list_model_get_n_items (bo_model_get_rooms (model)) == 0
      && g_list_model_get_n_items (bo_model_get_accessories (model)) == 0)
    return unknown_view (self);
  if (g_strcmp0 (self->id, NO_ROOM) == 0)
    {
      others = list_without_room (model);
      return tiles_view (self, others);
    }
  if (thing != NULL)
    return thing_view (self, thing);
  if (self->id != NULL)
    return message_view (_("Not There Yet"), _("At this time it was not part of the home."));
  return rooms_view (self);
}

static void
loaded_cb (BoPastPage *self)
{
  BoModel *model = bo_past_get_model (self->past);
  BoHome *home = model != NULL ? bo_model_get_primary_home (model) : NULL;

  if (g_strcmp0 (self->id, NO_ROOM) == 0)
    bo_page_set_title (BO_PAGE (self), _("No Room"));
  else if (home != NULL)
    bo_page_set_title (BO_PAGE (self), bo_thing_get_display_name (BO_THING (home)));
  adw_bin_set_child (self->bin, view (self));
}

static void
bo_past_page_constructed (GObject *object)
{
  BoPastPage *self = BO_PAST_PAGE (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *moment = NULL;
  int64_t time_us = 0;

  G_OBJECT_CLASS (bo_past_page_parent_class)->constructed (object);
  bo_past_page_parse (bo_page_get_argument (BO_PAGE (self)), &time_us, &self->id);
  self->past = bo_past_at (bo_page_get_client (BO_PAGE (self)), time_us);
  moment = moment_of (self);
  bo_page_set_title (BO_PAGE (self), _("Home"));
  bo_page_set_subtitle (BO_PAGE (self), moment);
  self->bin = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->bin), TRUE);
  gtk_box_append (GTK_BOX (box), bar (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bin));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->past, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  if (bo_past_get_model (self->past) != NULL)
    loaded_cb (self);
}

static void
bo_past_page_dispose (GObject *object)
{
  g_clear_object (&BO_PAST_PAGE (object)->past);
  G_OBJECT_CLASS (bo_past_page_parent_class)->dispose (object);
}

static void
bo_past_page_class_init (BoPastPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_past_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = bo_past_page_dispose;
}

static void
bo_past_page_init (BoPastPage *self)
{
}
