/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-chips.h"
#include "bo-grid-actions.h"
#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-room-page.h"
#include "bo-scope.h"

struct _BoRoomPage
{
  BoPage          parent_instance;

  GtkSearchBar   *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack       *stack;
  BoTileGrid     *grid;
  AdwStatusPage  *empty;
  GtkWidget      *header;
  GtkWidget      *search_button;
  GtkWidget      *menu_button;
  GtkWidget      *act_button; /* of a filter: does away with what it found */
  BoChips        *chips;      /* nullable: of a room */

  BoRoom         *room;   /* nullable */
  bool            filtering;
  BoFilter        filter;
  GListModel     *all;    /* of BoAccessory */
  GListModel     *found;
  GtkFilter      *belongs;  /* nullable */
  GtkFilter      *matches;
  char           *needle; /* case-folded */
  unsigned int    source;
};

G_DEFINE_FINAL_TYPE (BoRoomPage, bo_room_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoRoomPage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

/* --- what is shown --- */

static gboolean
belongs (gpointer accessory, gpointer data)
{
  BoRoomPage *self = data;

  if (self->filtering)
    return bo_filter_match (self->filter, accessory);
  return bo_favourites_has (bo_favourites_of (client_of (self)), bo_thing_get_id (accessory));
}

static bool
contains (const char *text, const char *needle)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, needle) != NULL;
}

static gboolean
matches (gpointer accessory, gpointer data)
{
  BoRoomPage *self = data;
  BoService *service;
  BoFilter chosen;

  if (self->chips != NULL && bo_chips_get_chosen (self->chips, &chosen) && !bo_filter_match (chosen, accessory))
    return FALSE;
  if (self->needle == NULL || *self->needle == '\0')
    return TRUE;
  if (contains (bo_thing_get_display_name (accessory), self->needle))
    return TRUE;
  service = bo_accessory_get_primary_service (accessory);
  return service != NULL && contains (bo_service_get_kind_label (service), self->needle);
}

static void
refresh_stack (BoRoomPage *self)
{
  const char *page = "tiles";
  bool notes = self->room != NULL && g_list_model_get_n_items (bo_thing_get_documents (BO_THING (self->room))) > 0;

  if (g_list_model_get_n_items (self->all) == 0 && !notes)
    page = "empty";
  else if (g_list_model_get_n_items (self->found) == 0 && self->needle != NULL && *self->needle != '\0')
    page = "not-found";
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
chosen_cb (BoRoomPage *self)
{
  gtk_filter_changed (self->matches, GTK_FILTER_CHANGE_DIFFERENT);
  refresh_stack (self);
}

static void
refresh_chips (BoRoomPage *self)
{
  unsigned int counts[BO_N_FILTERS];
  BoFilter chosen;

  if (self->chips == NULL)
    return;
  bo_filter_count (self->all, counts);
  bo_chips_set_counts (self->chips, counts);
  if (bo_chips_get_chosen (self->chips, &chosen))
    gtk_filter_changed (self->matches, GTK_FILTER_CHANGE_DIFFERENT);
}

/* What can be done about what a filter found; nothing about an empty battery. */
static bool
find_act (BoFilter filter, BoAll *all)
{
  switch (filter)
    {
    case BO_FILTER_LIGHTS:
      *all = BO_ALL_OFF;
      return true;
    case BO_FILTER_UNLOCKED:
      *all = BO_ALL_LOCKED;
      return true;
    case BO_FILTER_OPEN:
      *all = BO_ALL_CLOSED;
      return true;
    case BO_FILTER_CLIMATE:
    case BO_FILTER_LOW_BATTERY:
    case BO_FILTER_UNREACHABLE:
      break;
    }
  return false;
}

static void
refresh_act (BoRoomPage *self)
{
  static const char *const labels[] = {
    [BO_ALL_OFF] = N_("All _Off"), [BO_ALL_LOCKED] = N_("_Lock All"), [BO_ALL_CLOSED] = N_("_Close All"),
  };
  BoAll all;
  bool can = self->filtering && find_act (self->filter, &all) && bo_operate_can_all (all, self->all);

  if (can)
    gtk_button_set_label (GTK_BUTTON (self->act_button), _(labels[all]));
  gtk_widget_set_visible (self->act_button, can);
}

static void
search_changed_cb (BoRoomPage *self)
{
  g_free (self->needle);
  self->needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  gtk_filter_changed (self->matches, GTK_FILTER_CHANGE_DIFFERENT);
  refresh_stack (self);
}

static gboolean
refresh_cb (gpointer data)
{
  BoRoomPage *self = data;

  self->source = 0;
  if (self->belongs != NULL)
    gtk_filter_changed (self->belongs, GTK_FILTER_CHANGE_DIFFERENT);
  refresh_chips (self);
  refresh_act (self);
  refresh_stack (self);
  bo_tile_grid_regroup (self->grid);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoRoomPage *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

static void
room_cb (BoRoomPage *self)
{
  g_autofree char *readings = bo_room_get_readings (self->room);
  BoZone *zone = bo_room_get_zone (self->room);

  bo_page_set_title (BO_PAGE (self), bo_thing_get_display_name (BO_THING (self->room)));
  if (*readings == '\0' && zone != NULL)
    bo_page_set_subtitle (BO_PAGE (self), bo_thing_get_display_name (BO_THING (zone)));
  else
    bo_page_set_subtitle (BO_PAGE (self), readings);
  if (bo_thing_get_deleted (BO_THING (self->room)))
    bo_page_set_gone (BO_PAGE (self));
}

/* --- the menu --- */

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;

  bo_operate_add_accessory (GTK_WIDGET (self), client_of (self), self->room);
}

static void
all_off_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;

  bo_operate_all (GTK_WIDGET (self), client_of (self), BO_ALL_OFF, self->all);
}

static void
act_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;
  BoAll all;

  if (self->filtering && find_act (self->filter, &all))
    bo_operate_all (GTK_WIDGET (self), client_of (self), all, self->all);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;

  bo_operate_rename (GTK_WIDGET (self), client_of (self), BO_THING (self->room));
}

static void
zone_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;

  bo_operate_zone (GTK_WIDGET (self), client_of (self), self->room);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;

  bo_operate_remove (GTK_WIDGET (self), client_of (self), BO_THING (self->room));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
document_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoRoomPage *self = data;

  bo_operate_write_document (GTK_WIDGET (self), client_of (self), NULL, (BoThing *) self->room);
}

/* The first ones change something; looking is always possible. */
static const GActionEntry actions[] = {
  { "add", add_cb },       { "all-off", all_off_cb }, { "act", act_cb },
  { "rename", rename_cb }, { "zone", zone_cb },       { "remove", remove_cb },
  { "document", document_cb },
  { "find", find_cb },
};

static void
read_only_cb (BoRoomPage *self)
{
  bool writable = !bo_client_get_read_only (client_of (self));

  for (size_t i = 0; i < G_N_ELEMENTS (actions) - 1; i++)
    bo_kit_enable_action (BO_PAGE (self), actions[i].name, writable && (self->room != NULL || i < 3));
  gtk_widget_set_visible (self->menu_button, self->room != NULL);
}

/* --- making --- */

static GtkWidget *
documents_footer (BoRoomPage *self)
{
  GListModel *documents = bo_thing_get_documents (BO_THING (self->room));
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *list = gtk_list_box_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 640);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), documents, bo_kit_document_row, NULL, NULL);
  gtk_box_append (GTK_BOX (box), bo_kit_heading (_("Documents and Notes")));
  gtk_box_append (GTK_BOX (box), list);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  bo_kit_show_when_any (clamp, documents);
  g_signal_connect_object (documents, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return clamp;
}

static void
set_empty (BoRoomPage *self, const char *icon_name, const char *title, const char *description)
{
  adw_status_page_set_icon_name (self->empty, icon_name);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
}

static void
add_accessory_button (BoRoomPage *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Add Accessory"));

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.add");
  adw_status_page_set_child (self->empty, button);
}

static void
set_up_room (BoRoomPage *self)
{
  self->all = g_object_ref (bo_room_get_accessories (self->room));
  set_empty (self, "bo-room-symbolic", _("Nothing Here Yet"),
             _("Add an accessory, or move one here from another room."));
  add_accessory_button (self);
  bo_tile_grid_set_footer (self->grid, documents_footer (self));
  self->chips = BO_CHIPS (bo_chips_new_choices ());
  gtk_widget_set_margin_start (GTK_WIDGET (self->chips), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->chips), 12);
  gtk_widget_set_margin_top (GTK_WIDGET (self->chips), 18);
  bo_tile_grid_set_header (self->grid, GTK_WIDGET (self->chips));
  g_signal_connect_object (self->chips, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->room, "notify", G_CALLBACK (room_cb), self, G_CONNECT_SWAPPED);
  bo_operate_take_files (GTK_WIDGET (self), client_of (self), BO_THING (self->room));
  room_cb (self);
}

static void
set_up_no_room (BoRoomPage *self)
{
  BoHome *home = bo_client_get_home (client_of (self));

  if (home != NULL)
    self->all = g_object_ref (bo_home_get_no_room (home));
  else
    self->all = G_LIST_MODEL (g_list_store_new (BO_TYPE_ACCESSORY));
  bo_page_set_title (BO_PAGE (self), _("No Room"));
  set_empty (self, "object-select-symbolic", _("Everything Has a Room"),
             _("Accessories that are in no room are shown here."));
}

static void
set_up_list (BoRoomPage *self)
{
  BoClient *client = client_of (self);
  GListModel *accessories = g_object_ref (bo_scope_accessories (client));

  self->belongs = GTK_FILTER (gtk_custom_filter_new (belongs, self, NULL));
  self->all = G_LIST_MODEL (gtk_filter_list_model_new (accessories, g_object_ref (self->belongs)));
  bo_tile_grid_set_show_room (self->grid, true);
  g_signal_connect_object (client, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (self->filtering)
    {
      bo_page_set_title (BO_PAGE (self), bo_filter_to_title (self->filter));
      set_empty (self, bo_filter_to_icon_name (self->filter), bo_filter_to_nothing (self->filter), NULL);
    }
  else
    {
      bo_page_set_title (BO_PAGE (self), _("Favourites"));
      set_empty (self, "starred-symbolic", _("No Favourites Yet"),
                 _("Choose “Favourite” in the menu of an accessory, and it is shown here and on the home page."));
      g_signal_connect_object (bo_favourites_of (client), "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
set_up (BoRoomPage *self)
{
  const char *address = bo_page_get_address (BO_PAGE (self));
  const char *argument = bo_page_get_argument (BO_PAGE (self));
  BoThing *thing = bo_model_lookup (bo_client_get_model (client_of (self)), argument);

  self->filtering = g_str_has_prefix (address, "filter:") && bo_filter_from_id (argument, &self->filter);
  if (g_str_has_prefix (address, "room:") && thing != NULL && BO_IS_ROOM (thing))
    {
      self->room = g_object_ref (BO_ROOM (thing));
      set_up_room (self);
    }
  else if (g_str_equal (address, "favourites") || self->filtering)
    set_up_list (self);
  else
    set_up_no_room (self);
}

/* What is filtered out of the whole home has no order of its own. */
static void
arrange (BoRoomPage *self)
{
  const char *scope = self->room != NULL ? bo_thing_get_id (BO_THING (self->room)) : bo_page_get_address (BO_PAGE (self));
  BoArrangement *arrangement = self->filtering ? NULL : bo_arrangement_of (client_of (self), scope);
  g_autoptr (GListModel) shown = g_object_ref (self->found);

  if (arrangement != NULL)
    {
      shown = bo_arrangement_sort (arrangement, g_steal_pointer (&shown));
      bo_grid_actions_arrange (self->grid, arrangement);
    }
  bo_tile_grid_set_model (self->grid, shown);
}

static void
bo_room_page_constructed (GObject *object)
{
  BoRoomPage *self = BO_ROOM_PAGE (object);

  G_OBJECT_CLASS (bo_room_page_parent_class)->constructed (object);
  set_up (self);
  self->matches = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  self->found = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (self->all), g_object_ref (self->matches)));
  bo_tile_grid_set_grouped (self->grid, true);
  bo_grid_actions_install (self->grid, client_of (self));
  arrange (self);
  g_signal_connect_object (self->all, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "notify::read-only", G_CALLBACK (read_only_cb), self, G_CONNECT_SWAPPED);
  bo_kit_add_actions (BO_PAGE (self), self->header, actions, G_N_ELEMENTS (actions));
  bo_page_set_header_widget (BO_PAGE (self), self->header);
  g_object_bind_property (self->search_button, "active", self->search_bar, "search-mode-enabled",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  read_only_cb (self);
  refresh_chips (self);
  refresh_act (self);
  refresh_stack (self);
}

static void
bo_room_page_dispose (GObject *object)
{
  BoRoomPage *self = BO_ROOM_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->grid != NULL)
    bo_tile_grid_set_model (self->grid, NULL);
  g_clear_object (&self->found);
  g_clear_object (&self->all);
  g_clear_object (&self->belongs);
  g_clear_object (&self->matches);
  g_clear_object (&self->room);
  self->grid = NULL;
  G_OBJECT_CLASS (bo_room_page_parent_class)->dispose (object);
}

static void
bo_room_page_finalize (GObject *object)
{
  g_free (BO_ROOM_PAGE (object)->needle);
  G_OBJECT_CLASS (bo_room_page_parent_class)->finalize (object);
}

static void
bo_room_page_class_init (BoRoomPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bo_room_page_constructed;
  object_class->dispose = bo_room_page_dispose;
  object_class->finalize = bo_room_page_finalize;
  g_type_ensure (BO_TYPE_TILE_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-room-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, stack);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, grid);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, empty);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, header);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, search_button);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BoRoomPage, act_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
bo_room_page_init (BoRoomPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
