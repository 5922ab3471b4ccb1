/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* The services of an accessory: what it can do. */

typedef struct
{
  GtkWidget   *dialog; /* outlives the rest */
  BoWish      *wish;   /* its thing is the accessory */
  GPtrArray   *ids;    /* (element-type utf8): of catalogue types, or of the accessory's services */
  AdwComboRow *choice;
} Services;

static void
services_free (gpointer data)
{
  Services *services = data;

  _bo_wish_free (services->wish);
  g_ptr_array_unref (services->ids);
  g_free (services);
}

static const char *
chosen_id (Services *services)
{
  unsigned int chosen = adw_combo_row_get_selected (services->choice);

  return chosen < services->ids->len ? g_ptr_array_index (services->ids, chosen) : NULL;
}

static Services *
services_new (GtkWidget *from, BoClient *client, BoAccessory *accessory)
{
  Services *services = g_new0 (Services, 1);

  services->wish = _bo_wish_new (from, client, BO_THING (accessory));
  services->ids = g_ptr_array_new_with_free_func (g_free);
  return services;
}

static GtkWidget *
choice_list (Services *services, const char *title, GtkStringList *words)
{
  GtkWidget *list = gtk_list_box_new ();

  services->choice = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (services->choice), title);
  adw_combo_row_set_model (services->choice, G_LIST_MODEL (words));
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (services->choice));
  return list;
}

/* --- adding --- */

static void
added_cb (gpointer data)
{
  Services *services = data;
  const char *type = chosen_id (services);
  BoWish *wish = type != NULL ? _bo_wish_next (services->wish) : NULL;
  g_autofree char *id = bo_uuid_random ();
  BoDraft *draft;
  GError *error = NULL;

  if (wish == NULL)
    return;
  draft = bo_draft_new ();
  if (bo_compose_service (draft, BO_ACCESSORY (wish->thing), id, type, NULL, &error))
    wish->done = g_strdup_printf (_("“%1$s” was added to “%2$s”"), bo_service_spec_label (bo_catalogue_service (type)),
                                  bo_thing_get_display_name (wish->thing));
  _bo_wish_try (wish, draft, error);
}

/**
 * bo_operate_add_service:
 * @from: a widget of the window
 * @client: the client
 * @accessory: where to
 *
 * Asks for a kind of service and adds it, with the characteristics it needs.
 */
void
bo_operate_add_service (GtkWidget *from, BoClient *client, BoAccessory *accessory)
{
  g_autofree char *heading = g_strdup_printf (_("Add a Service to “%s”"),
                                              bo_thing_get_display_name (BO_THING (accessory)));
  Services *services = services_new (from, client, accessory);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (size_t i = 0; _bo_operate_kinds[i] != NULL; i++)
    {
      const BoServiceSpec *spec = bo_catalogue_service (_bo_operate_kinds[i]);

      if (spec == NULL)
        continue;
      g_ptr_array_add (services->ids, g_strdup (spec->id));
      gtk_string_list_append (words, bo_service_spec_label (spec));
    }
  services->dialog = bo_ask_with (from, heading, NULL, choice_list (services, _("Kind"), words), _("_Add"), false,
                                  added_cb, services, services_free);
}

/* --- removing --- */

/* (transfer full) (nullable) */
static BoService *
find_service (BoAccessory *accessory, const char *id)
{
  GListModel *list = bo_accessory_get_services (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (list, i);

      if (g_str_equal (bo_service_get_id (service), id))
        return g_steal_pointer (&service);
    }
  return NULL;
}

static void
removed_cb (gpointer data)
{
  Services *services = data;
  const char *id = chosen_id (services);
  g_autoptr (BoService) service = id != NULL ? find_service (BO_ACCESSORY (services->wish->thing), id) : NULL;
  BoWish *wish = service != NULL ? _bo_wish_next (services->wish) : NULL;
  BoDraft *draft;

  if (wish == NULL)
    return;
  draft = bo_draft_new ();
  bo_compose_remove_service (draft, service);
  wish->done = g_strdup_printf (_("“%1$s” was removed from “%2$s”"), bo_service_get_label (service),
                                bo_thing_get_display_name (wish->thing));
  _bo_wish_apply (wish, draft);
}

/**
 * bo_operate_remove_service:
 * @from: a widget of the window
 * @client: the client
 * @accessory: of what
 *
 * Asks which service, and removes it. One that describes itself by its state has none to remove.
 */
void
bo_operate_remove_service (GtkWidget *from, BoClient *client, BoAccessory *accessory)
{
  g_autofree char *heading = g_strdup_printf (_("Remove a Service of “%s”"),
                                              bo_thing_get_display_name (BO_THING (accessory)));
  GListModel *list = bo_accessory_get_services (accessory);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  Services *services;

  if (bo_accessory_get_derived (accessory) || g_list_model_get_n_items (list) == 0)
    {
      bo_toast (from, _("This accessory says itself what it can do; nothing can be removed."));
      return;
    }
  services = services_new (from, client, accessory);
  for (unsigned int i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (list, i);

      g_ptr_array_add (services->ids, g_strdup (bo_service_get_id (service)));
      gtk_string_list_append (words, bo_service_get_label (service));
    }
  services->dialog = bo_ask_with (from, heading, _("Its values are removed with it. They stay in the history."),
                                  choice_list (services, _("Service"), words), _("_Remove"), true, removed_cb, services,
                                  services_free);
}
