/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-kit.h"

/* --- boxes that follow a model --- */

typedef struct
{
  GtkBox     *box; /* owns this */
  GListModel *model;
  BoKitCreate create;
  gpointer    data;
} Binding;

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_object_unref (binding->model);
  g_free (binding);
}

static GtkWidget *
nth_child (GtkWidget *box, unsigned int n)
{
  GtkWidget *child = gtk_widget_get_first_child (box);

  while (child != NULL && n-- > 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
box_items_changed_cb (GtkBox *box, unsigned int position, unsigned int removed, unsigned int added, GListModel *model)
{
  Binding *binding = g_object_get_data (G_OBJECT (box), "bo-binding");
  GtkWidget *at = nth_child (GTK_WIDGET (box), position);
  GtkWidget *after = position > 0 ? nth_child (GTK_WIDGET (box), position - 1) : NULL;

  while (removed-- > 0)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (at);

      gtk_box_remove (box, at);
      at = next;
    }
  for (unsigned int i = 0; i < added; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (binding->model, position + i);
      GtkWidget *child = binding->create (item, binding->data);

      gtk_box_insert_child_after (box, child, after);
      after = child;
    }
}

void
bo_kit_bind_box (GtkBox *box, GListModel *model, BoKitCreate create, gpointer data)
{
  Binding *binding = g_new0 (Binding, 1);

  binding->box = box;
  binding->model = g_object_ref (model);
  binding->create = create;
  binding->data = data;
  g_object_set_data_full (G_OBJECT (box), "bo-binding", binding, binding_free);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (box_items_changed_cb), box, G_CONNECT_SWAPPED);
  box_items_changed_cb (box, 0, 0, g_list_model_get_n_items (model), model);
}

static void
any_changed_cb (GtkWidget *widget, unsigned int position, unsigned int removed, unsigned int added, GListModel *model)
{
  gtk_widget_set_visible (widget, g_list_model_get_n_items (model) > 0);
}

void
bo_kit_show_when_any (GtkWidget *widget, GListModel *model)
{
  g_signal_connect_object (model, "items-changed", G_CALLBACK (any_changed_cb), widget, G_CONNECT_SWAPPED);
  any_changed_cb (widget, 0, 0, 0, model);
}

/* --- rows --- */

GtkWidget *
bo_kit_property_row (const char *title, const char *value)
{
  GtkWidget *row = bo_kit_row (title, NULL, NULL);
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
document_name_cb (BoThing *document, GParamSpec *pspec, GtkWidget *row)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bo_thing_get_display_name (document));
}

GtkWidget *
bo_kit_document_row (gpointer item, gpointer data)
{
  BoDocument *document = item;
  g_autofree char *address = g_strconcat ("document:", bo_thing_get_id (BO_THING (document)), NULL);
  GtkWidget *row = bo_kit_link_row (bo_thing_get_display_name (BO_THING (document)),
                                    bo_document_get_type_label (document), bo_document_get_icon_name (document),
                                    address);

  g_signal_connect_object (document, "notify::name", G_CALLBACK (document_name_cb), row, 0);
  return row;
}

GtkWidget *
bo_kit_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
scrolled (GtkWidget *clamp)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), clamp);
  gtk_widget_set_vexpand (window, TRUE);
  return window;
}

GtkWidget *
bo_kit_scrolled_list (GtkWidget *child)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_widget_set_valign (child, GTK_ALIGN_START);
  gtk_widget_set_margin_start (child, 12);
  gtk_widget_set_margin_end (child, 12);
  gtk_widget_set_margin_top (child, 18);
  gtk_widget_set_margin_bottom (child, 24);
  return scrolled (clamp);
}

GtkWidget *
bo_kit_scrolled_view (GtkWidget *view)
{
  GtkWidget *clamp = adw_clamp_scrollable_new ();

  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 860);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), 640);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), view);
  return scrolled (clamp);
}

/* --- small things --- */

void
bo_kit_go_to_thing (GtkWidget *from, BoClient *client, const char *id)
{
  BoThing *thing = id != NULL ? bo_model_lookup (bo_client_get_model (client), id) : NULL;

  if (thing == NULL)
    return;
  if (BO_IS_ACCESSORY (thing))
    bo_kit_go (from, "accessory", id);
  else if (BO_IS_ROOM (thing))
    bo_kit_go (from, "room", id);
  else if (BO_IS_DOCUMENT (thing))
    bo_kit_go (from, "document", id);
  else if (BO_IS_SCENE (thing))
    bo_kit_go (from, "scenes", NULL);
}

static void
set_up_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer ellipsize)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), (PangoEllipsizeMode) GPOINTER_TO_INT (ellipsize));
  gtk_list_item_set_child (item, label);
}

static void
bind_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item))));
}

static GtkListItemFactory *
label_factory (PangoEllipsizeMode ellipsize)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_label_cb), GINT_TO_POINTER (ellipsize));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_label_cb), NULL);
  return factory;
}

GtkWidget *
bo_kit_drop_down (GtkStringList *strings, const char *name)
{
  GtkWidget *drop_down = gtk_drop_down_new (strings != NULL ? G_LIST_MODEL (strings) : NULL, NULL);
  g_autoptr (GtkListItemFactory) button = label_factory (PANGO_ELLIPSIZE_END);
  g_autoptr (GtkListItemFactory) list = label_factory (PANGO_ELLIPSIZE_NONE);

  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), button);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop_down), list);
  bo_kit_name (drop_down, name);
  return drop_down;
}

typedef struct
{
  GActionMap *map;
  GtkWidget  *header; /* nullable */
} Actions;

/* The header may outlive its page for a moment; its buttons then do nothing. */
static void
actions_free (gpointer data)
{
  Actions *actions = data;

  if (actions->header != NULL)
    gtk_widget_insert_action_group (actions->header, "page", NULL);
  g_clear_object (&actions->header);
  g_clear_object (&actions->map);
  g_free (actions);
}

void
bo_kit_add_actions (BoPage *page, GtkWidget *header, const GActionEntry *entries, size_t n_entries)
{
  Actions *actions = g_new0 (Actions, 1);
  GSimpleActionGroup *group = g_simple_action_group_new ();

  actions->map = G_ACTION_MAP (group);
  g_set_object (&actions->header, header);
  g_action_map_add_action_entries (actions->map, entries, (int) n_entries, page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "page", G_ACTION_GROUP (group));
  if (header != NULL)
    gtk_widget_insert_action_group (header, "page", G_ACTION_GROUP (group));
  g_object_set_data_full (G_OBJECT (page), "bo-actions", actions, actions_free);
}

void
bo_kit_enable_action (BoPage *page, const char *name, bool enabled)
{
  Actions *actions = g_object_get_data (G_OBJECT (page), "bo-actions");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions->map, name)), enabled);
}

const char *
bo_kit_read_only_reason (BoClient *client)
{
  if (!bo_client_get_read_only (client))
    return NULL;
  if (g_strcmp0 (bo_client_get_role (client), "guest") == 0)
    return _("You are a guest in this home: you can see everything and change nothing.");
  return _("This home can't be written just now, so nothing can be changed.");
}

BoCharacteristic *
bo_kit_characteristic_at (BoThing *thing, const char *path)
{
  GListModel *services = BO_IS_ACCESSORY (thing) ? bo_accessory_get_services (BO_ACCESSORY (thing)) : NULL;

  for (unsigned int i = 0; services != NULL && i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);
      GListModel *characteristics = bo_service_get_characteristics (service);

      for (unsigned int j = 0; j < g_list_model_get_n_items (characteristics); j++)
        {
          g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, j);

          if (g_strcmp0 (bo_characteristic_get_path (characteristic), path) == 0)
            return characteristic; /* the service holds it */
        }
    }
  return NULL;
}

static char *
display_of (BoCharacteristic *characteristic, const char *json)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoValue value;

  if (json == NULL)
    return g_strdup ("—");
  value = bo_value_read (type, bo_json_wrap (json));
  return bo_value_to_display (type, &value);
}

static char *
plain_text (const char *json)
{
  g_autofree char *text = json != NULL ? bo_json_dup_string (bo_json_wrap (json)) : NULL;

  if (text != NULL)
    return g_steal_pointer (&text);
  return g_strdup (json != NULL ? json : "—");
}

char *
bo_kit_change_to_text (BoThing *thing, const BoJsonChange *change)
{
  BoCharacteristic *characteristic = bo_kit_characteristic_at (thing, change->path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (characteristic != NULL)
    {
      before = display_of (characteristic, change->before);
      after = display_of (characteristic, change->after);
      return g_strdup_printf (_("%1$s: %2$s → %3$s"), bo_characteristic_get_label (characteristic), before, after);
    }
  if (g_str_equal (change->path, "/name"))
    {
      before = plain_text (change->before);
      after = plain_text (change->after);
      return g_strdup_printf (_("Name: “%1$s” → “%2$s”"), before, after);
    }
  return NULL;
}
