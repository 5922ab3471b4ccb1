/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-attention.h"
#include "bo-chips.h"
#include "bo-grid-actions.h"
#include "bo-home-page.h"
#include "bo-kit.h"
#include "bo-offline.h"
#include "bo-operate.h"
#include "bo-room-card.h"
#include "bo-scope.h"

struct _BoHomePage
{
  BoPage        parent_instance;

  BoOfflineBar *offline_bar;
  GtkStack     *stack;
  AdwBin       *chips_place;
  BoChips      *chips;
  GtkWidget    *add_room_button;
  GtkWidget    *attention_section;
  GtkListBox   *attention_list;
  GtkBox       *favourites_section;
  GtkWidget    *scenes_section;
  GtkBox       *scenes;
  GtkBox       *zones;
  GtkWidget    *other_section;
  GtkLabel     *other_heading;
  GtkFlowBox   *other_rooms;
  GtkListBox   *no_room_list;

  GListStore   *attention;
  GtkFilter    *is_favourite;
  GtkFilter    *is_without_zone;
  GtkWidget    *no_room_row;
  unsigned int  source;
};

G_DEFINE_FINAL_TYPE (BoHomePage, bo_home_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoHomePage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

static void
refresh_chips (BoHomePage *self)
{
  unsigned int counts[BO_N_FILTERS];

  bo_filter_count (bo_scope_accessories (client_of (self)), counts);
  bo_chips_set_counts (self->chips, counts);
}

/* --- needs attention --- */

static GtkWidget *
attention_row (gpointer item, gpointer data)
{
  BoAttention *attention = item;
  GtkWidget *row = bo_kit_link_row (bo_attention_get_title (attention), bo_attention_get_subtitle (attention),
                                    bo_attention_get_icon_name (attention), bo_attention_get_address (attention));

  if (bo_attention_get_urgent (attention))
    gtk_widget_add_css_class (row, "bo-urgent");
  return row;
}

/* --- scenes --- */

static void
scene_clicked_cb (GtkWidget *button, BoScene *scene)
{
  BoHomePage *self = BO_HOME_PAGE (gtk_widget_get_ancestor (button, BO_TYPE_HOME_PAGE));

  bo_operate_scene (button, client_of (self), scene);
}

static void
scene_name_cb (BoThing *scene, GParamSpec *pspec, GtkWidget *label)
{
  gtk_label_set_text (GTK_LABEL (label), bo_thing_get_display_name (scene));
}

/* A name may be as long as it likes: the button isn't. */
static GtkWidget *
scene_button (gpointer scene, gpointer data)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("media-playback-start-symbolic"));
  gtk_box_append (GTK_BOX (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "image-text-button");
  gtk_widget_set_tooltip_text (button, _("Run this scene"));
  g_signal_connect_object (scene, "notify::name", G_CALLBACK (scene_name_cb), label, 0);
  g_signal_connect_object (button, "clicked", G_CALLBACK (scene_clicked_cb), scene, 0);
  scene_name_cb (scene, NULL, label);
  return button;
}

/* --- rooms --- */

static GtkWidget *
zone_section (gpointer item, gpointer data)
{
  BoZone *zone = item;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = bo_kit_heading (bo_thing_get_display_name (BO_THING (zone)));
  GtkWidget *flow = gtk_flow_box_new ();

  g_object_bind_property (zone, "name", heading, "label", G_BINDING_DEFAULT);
  bo_room_card_set_up_box (GTK_FLOW_BOX (flow), bo_zone_get_rooms (zone));
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), flow);
  bo_kit_show_when_any (box, bo_zone_get_rooms (zone));
  return box;
}

static gboolean
without_zone (gpointer room, gpointer data)
{
  return bo_room_get_zone (room) == NULL;
}

static gboolean
favourite (gpointer accessory, gpointer data)
{
  return bo_favourites_has (bo_favourites_of (data), bo_thing_get_id (accessory));
}

static GListModel *
filtered (GListModel *model, GtkFilter *filter)
{
  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (model), g_object_ref (filter)));
}

static void
refresh_no_room (BoHomePage *self)
{
  BoHome *home = bo_client_get_home (client_of (self));
  unsigned int count = home != NULL ? g_list_model_get_n_items (bo_home_get_no_room (home)) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u accessory", "%u accessories", count), count);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->no_room_row), text);
  gtk_widget_set_visible (GTK_WIDGET (self->no_room_list), count > 0);
}

static void
refresh_stack (BoHomePage *self)
{
  BoClient *client = client_of (self);
  bool empty = g_list_model_get_n_items (bo_scope_rooms (client)) == 0
               && g_list_model_get_n_items (bo_scope_accessories (client)) == 0;
  bool zones = g_list_model_get_n_items (bo_scope_zones (client)) > 0;

  gtk_label_set_text (self->other_heading, zones ? _("Other Rooms") : _("Rooms"));
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "home");
  gtk_widget_set_visible (self->add_room_button, !bo_client_get_read_only (client));
}

static gboolean
refresh_cb (gpointer data)
{
  BoHomePage *self = data;

  self->source = 0;
  refresh_chips (self);
  bo_attention_collect (client_of (self), self->attention);
  gtk_widget_set_visible (self->attention_section,
                          g_list_model_get_n_items (G_LIST_MODEL (self->attention)) > 0);
  gtk_filter_changed (self->is_without_zone, GTK_FILTER_CHANGE_DIFFERENT);
  refresh_no_room (self);
  refresh_stack (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoHomePage *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

static void
favourites_cb (BoHomePage *self)
{
  gtk_filter_changed (self->is_favourite, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
add_room_cb (BoHomePage *self)
{
  bo_operate_add_room (GTK_WIDGET (self), client_of (self));
}

static void
home_cb (BoHomePage *self)
{
  BoHome *home = bo_client_get_home (client_of (self));

  bo_page_set_title (BO_PAGE (self), home != NULL ? bo_thing_get_display_name (BO_THING (home)) : _("Home"));
}

static void
fill_lists (BoHomePage *self)
{
  BoClient *client = client_of (self);
  g_autoptr (GListModel) favourites = filtered (bo_scope_accessories (client), self->is_favourite);
  g_autoptr (GListModel) others = filtered (bo_scope_rooms (client), self->is_without_zone);
  BoArrangement *arrangement = bo_arrangement_of (client, "favourites");
  g_autoptr (GListModel) sorted = bo_arrangement_sort (arrangement, g_object_ref (favourites));
  GtkWidget *grid = bo_tile_grid_new (sorted, false);

  bo_tile_grid_set_scrolling (BO_TILE_GRID (grid), false);
  bo_tile_grid_set_show_room (BO_TILE_GRID (grid), true);
  bo_grid_actions_install (BO_TILE_GRID (grid), client);
  bo_grid_actions_arrange (BO_TILE_GRID (grid), arrangement);
  gtk_box_append (self->favourites_section, grid);
  bo_kit_show_when_any (GTK_WIDGET (self->favourites_section), favourites);

  gtk_list_box_bind_model (self->attention_list, G_LIST_MODEL (self->attention), attention_row, NULL, NULL);
  bo_kit_bind_box (self->scenes, bo_scope_scenes (client), scene_button, NULL);
  bo_kit_show_when_any (self->scenes_section, bo_scope_scenes (client));
  bo_kit_bind_box (self->zones, bo_scope_zones (client), zone_section, NULL);
  bo_kit_show_when_any (GTK_WIDGET (self->zones), bo_scope_zones (client));
  bo_room_card_set_up_box (self->other_rooms, others);
  bo_kit_show_when_any (self->other_section, others);

  self->no_room_row = bo_kit_link_row (_("No Room"), "", "dialog-question-symbolic", "no-room");
  gtk_list_box_append (self->no_room_list, self->no_room_row);
}

static void
bo_home_page_constructed (GObject *object)
{
  BoHomePage *self = BO_HOME_PAGE (object);
  BoClient *client = client_of (self);

  G_OBJECT_CLASS (bo_home_page_parent_class)->constructed (object);
  self->attention = g_list_store_new (BO_TYPE_ATTENTION);
  self->is_favourite = GTK_FILTER (gtk_custom_filter_new (favourite, g_object_ref (client), g_object_unref));
  self->is_without_zone = GTK_FILTER (gtk_custom_filter_new (without_zone, NULL, NULL));
  self->chips = BO_CHIPS (bo_chips_new_links ());
  adw_bin_set_child (self->chips_place, GTK_WIDGET (self->chips));
  g_object_bind_property (self->chips, "visible", self->chips_place, "visible", G_BINDING_SYNC_CREATE);
  fill_lists (self);
  bo_offline_attach (self->offline_bar, client);

  g_signal_connect_object (client, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (home_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::conflict-count", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::quarantined-count", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_favourites_of (client), "changed", G_CALLBACK (favourites_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add_room_button, "clicked", G_CALLBACK (add_room_cb), self, G_CONNECT_SWAPPED);
  home_cb (self);
  refresh_cb (self);
}

static void
bo_home_page_dispose (GObject *object)
{
  BoHomePage *self = BO_HOME_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->attention);
  g_clear_object (&self->is_favourite);
  g_clear_object (&self->is_without_zone);
  G_OBJECT_CLASS (bo_home_page_parent_class)->dispose (object);
}

static void
bo_home_page_class_init (BoHomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bo_home_page_constructed;
  object_class->dispose = bo_home_page_dispose;
  g_type_ensure (BO_TYPE_OFFLINE_BAR);
  g_type_ensure (BO_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, offline_bar);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, chips_place);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, add_room_button);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, attention_section);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, attention_list);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, favourites_section);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, scenes_section);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, scenes);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, zones);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, other_section);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, other_heading);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, other_rooms);
  gtk_widget_class_bind_template_child (widget_class, BoHomePage, no_room_list);
}

static void
bo_home_page_init (BoHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
