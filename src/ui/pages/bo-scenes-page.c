/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-scenes-page.h"
#include "bo-scope.h"
#include "bo-state-badge.h"

struct _BoScenesPage
{
  BoPage     parent_instance;
  GtkStack  *stack;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (BoScenesPage, bo_scenes_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoScenesPage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

/* --- a row --- */

static void
scene_cb (BoScene *scene, GParamSpec *pspec, GtkWidget *row)
{
  unsigned int count = (unsigned int) bo_scene_get_n_actions (scene);
  g_autofree char *text = g_strdup_printf (ngettext ("Sets %u value", "Sets %u values", count), count);
  BoStateBadge *badge = g_object_get_data (G_OBJECT (row), "bo-badge");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bo_thing_get_display_name (BO_THING (scene)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  bo_state_badge_set_status (badge, bo_thing_get_status (BO_THING (scene)));
}

static void
run_cb (GtkWidget *button, BoScene *scene)
{
  BoScenesPage *self = BO_SCENES_PAGE (gtk_widget_get_ancestor (button, BO_TYPE_SCENES_PAGE));

  bo_operate_scene (button, client_of (self), scene);
}

/* (nullable): the scene an action of a row's menu is about */
static BoThing *
scene_of (BoScenesPage *self, GVariant *id)
{
  return bo_model_lookup (bo_client_get_model (client_of (self)), g_variant_get_string (id, NULL));
}

static void
rename_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  BoThing *scene = scene_of (data, id);

  if (scene != NULL)
    bo_operate_rename (data, client_of (data), scene);
}

static void
remove_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  BoThing *scene = scene_of (data, id);

  if (scene != NULL)
    bo_operate_remove (data, client_of (data), scene);
}

static void
history_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  bo_kit_go (data, "history", g_variant_get_string (id, NULL));
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static GtkWidget *
menu_button (BoScene *scene)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  const char *id = bo_thing_get_id (BO_THING (scene));

  add_item (menu, _("_Rename…"), "page.rename", id);
  add_item (menu, _("Show _History"), "page.history", id);
  add_item (menu, _("R_emove…"), "page.remove", id);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  bo_kit_name (button, _("Scene menu"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
row_for (gpointer scene, gpointer data)
{
  GtkWidget *row = bo_kit_row ("", "", "media-playback-start-symbolic");
  GtkWidget *run = gtk_button_new_with_mnemonic (_("_Run"));
  GtkWidget *badge = bo_state_badge_new ();

  g_object_set_data (G_OBJECT (row), "bo-badge", badge);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (run, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), badge);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), run);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu_button (scene));
  g_signal_connect_object (scene, "notify", G_CALLBACK (scene_cb), row, 0);
  g_signal_connect_object (run, "clicked", G_CALLBACK (run_cb), scene, 0);
  scene_cb (scene, NULL, row);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  return row;
}

/* --- the page --- */

static void
items_cb (GtkStack *stack, unsigned int position, unsigned int removed, unsigned int added, GListModel *model)
{
  gtk_stack_set_visible_child_name (stack, g_list_model_get_n_items (model) > 0 ? "list" : "empty");
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bo_scene_capture (data, client_of (data));
}

static const GActionEntry actions[] = {
  { "add", add_cb }, { "rename", rename_cb, "s" }, { "remove", remove_cb, "s" }, { "history", history_cb, "s" },
};

static void
read_only_cb (BoScenesPage *self)
{
  bool writable = !bo_client_get_read_only (client_of (self));

  for (size_t i = 0; i < 3; i++)
    bo_kit_enable_action (BO_PAGE (self), actions[i].name, writable);
}

static GtkWidget *
empty_page (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_New Scene"));

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.add");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "media-playback-start-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _("No Scenes Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _("A scene puts several accessories into the state you like, at one press."));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static void
bo_scenes_page_constructed (GObject *object)
{
  BoScenesPage *self = BO_SCENES_PAGE (object);
  GListModel *scenes = bo_scope_scenes (client_of (self));
  GtkWidget *list = gtk_list_box_new ();

  G_OBJECT_CLASS (bo_scenes_page_parent_class)->constructed (object);
  bo_page_set_title (BO_PAGE (self), _("Scenes"));
  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  bo_kit_name (self->add_button, _("New scene"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "page.add");
  bo_page_set_header_widget (BO_PAGE (self), self->add_button);
  bo_kit_add_actions (BO_PAGE (self), self->add_button, actions, G_N_ELEMENTS (actions));

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_bind_model (GTK_LIST_BOX (list), scenes, row_for, NULL, NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, bo_kit_scrolled_list (list), "list");
  gtk_stack_add_named (self->stack, empty_page (), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  g_signal_connect_object (scenes, "items-changed", G_CALLBACK (items_cb), self->stack, G_CONNECT_SWAPPED);
  g_signal_connect_object (client_of (self), "notify::read-only", G_CALLBACK (read_only_cb), self, G_CONNECT_SWAPPED);
  items_cb (self->stack, 0, 0, 0, scenes);
  read_only_cb (self);
}

static void
bo_scenes_page_class_init (BoScenesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bo_scenes_page_constructed;
}

static void
bo_scenes_page_init (BoScenesPage *self)
{
}
