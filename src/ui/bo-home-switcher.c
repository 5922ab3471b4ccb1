/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-home-switcher.h"

struct _BoHomeSwitcher
{
  AdwBin              parent_instance;
  BoClient           *client;
  GSimpleActionGroup *actions;
  GtkStack           *stack;
  GtkWidget          *title;  /* of the only home */
  GtkMenuButton      *button; /* of several */
  GtkLabel           *label;
  char               *listed; /* nullable: ids and names in the menu, to see whether it differs */
};

G_DEFINE_FINAL_TYPE (BoHomeSwitcher, bo_home_switcher, ADW_TYPE_BIN)

static void
choose_cb (GSimpleAction *action, GVariant *id, gpointer data)
{
  BoHomeSwitcher *self = data;
  BoThing *thing = bo_model_lookup (bo_client_get_model (self->client), g_variant_get_string (id, NULL));

  if (thing != NULL && BO_IS_HOME (thing))
    bo_client_set_home (self->client, BO_HOME (thing));
}

static char *
list_homes (GListModel *homes, GMenu *menu)
{
  GString *listed = g_string_new (NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (homes); i++)
    {
      g_autoptr (BoThing) home = g_list_model_get_item (homes, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (bo_thing_get_display_name (home), NULL);

      g_menu_item_set_action_and_target (item, "homes.choose", "s", bo_thing_get_id (home));
      g_menu_append_item (menu, item);
      g_string_append_printf (listed, "%s\n%s\n", bo_thing_get_id (home), bo_thing_get_display_name (home));
    }
  return g_string_free (listed, FALSE);
}

/* A menu that is open stays as it is, unless the homes are others. */
static void
refresh_menu (BoHomeSwitcher *self, GListModel *homes)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *listed = list_homes (homes, menu);

  if (g_strcmp0 (self->listed, listed) == 0)
    return;
  g_free (self->listed);
  self->listed = g_steal_pointer (&listed);
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
}

static void
refresh (BoHomeSwitcher *self)
{
  GListModel *homes = bo_model_get_homes (bo_client_get_model (self->client));
  BoHome *home = bo_client_get_home (self->client);
  const char *name = home != NULL ? bo_thing_get_display_name (BO_THING (home)) : _("Blowing-Off");
  bool several = g_list_model_get_n_items (homes) > 1;

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), name);
  gtk_label_set_label (self->label, name);
  gtk_stack_set_visible_child (self->stack, several ? GTK_WIDGET (self->button) : self->title);
  if (!several)
    return;
  refresh_menu (self, homes);
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "choose",
                                      g_variant_new_string (home != NULL ? bo_thing_get_id (BO_THING (home)) : ""));
}

static void
bo_home_switcher_dispose (GObject *object)
{
  BoHomeSwitcher *self = BO_HOME_SWITCHER (object);

  g_clear_object (&self->client);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->listed, g_free);
  G_OBJECT_CLASS (bo_home_switcher_parent_class)->dispose (object);
}

static void
bo_home_switcher_class_init (BoHomeSwitcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bo_home_switcher_dispose;
}

static void
add_actions (BoHomeSwitcher *self)
{
  g_autoptr (GSimpleAction) choose = g_simple_action_new_stateful ("choose", G_VARIANT_TYPE_STRING,
                                                                   g_variant_new_string (""));

  g_signal_connect_object (choose, "activate", G_CALLBACK (choose_cb), self, 0);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (choose));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "homes", G_ACTION_GROUP (self->actions));
}

static void
bo_home_switcher_init (BoHomeSwitcher *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = adw_window_title_new ("", "");
  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "title");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Look at Another Home"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Look at Another Home"), -1);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_child (self->stack, self->title);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->button));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  add_actions (self);
}

/**
 * bo_home_switcher_set_client:
 * @self: a switcher
 * @client: whose homes it names; set once
 */
void
bo_home_switcher_set_client (BoHomeSwitcher *self, BoClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::home", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::opened", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
