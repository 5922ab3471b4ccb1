/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-ask.h"
#include "bo-kit.h"
#include "bo-scenes-page.h"

/* A new scene: a name, and the accessories whose state of now it keeps. */

typedef struct
{
  GtkWidget   *dialog; /* outlives the rest */
  BoClient    *client;
  GWeakRef     toasts;
  GtkEditable *name;
  GPtrArray   *accessories; /* of BoAccessory, as they were when asked */
  GPtrArray   *checks;      /* of GtkCheckButton, borrowed */
} Capture;

static void
capture_free (gpointer data)
{
  Capture *capture = data;

  g_weak_ref_clear (&capture->toasts);
  g_object_unref (capture->client);
  g_ptr_array_unref (capture->accessories);
  g_ptr_array_unref (capture->checks);
  g_free (capture);
}

static void
add_values (GPtrArray *writes, BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);
      GListModel *characteristics = bo_service_get_characteristics (service);

      for (unsigned int j = 0; !bo_service_get_hidden (service) && j < g_list_model_get_n_items (characteristics); j++)
        {
          g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, j);

          if (bo_characteristic_get_writable (characteristic) && !bo_characteristic_get_hidden (characteristic)
              && bo_characteristic_get_raw (characteristic) != NULL)
            g_ptr_array_add (writes, bo_write_new (bo_thing_get_id (BO_THING (accessory)),
                                                   bo_characteristic_get_id (characteristic),
                                                   bo_characteristic_get_raw (characteristic)));
        }
    }
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) toasts = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  if (toasts != NULL)
    bo_toast (toasts, error != NULL ? error->message : _("The scene was made"));
}

static void
confirmed_cb (gpointer data)
{
  Capture *capture = data;
  BoHome *home = bo_client_get_home (capture->client);
  g_autoptr (GPtrArray) writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (capture->name)));

  for (unsigned int i = 0; i < capture->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (capture->checks, i)))
      add_values (writes, g_ptr_array_index (capture->accessories, i));
  bo_client_create_scene_async (capture->client, home != NULL ? bo_thing_get_id (BO_THING (home)) : NULL, name, writes,
                                NULL, made_cb, g_weak_ref_get (&capture->toasts));
}

static void
check_ready (Capture *capture)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (capture->name)));
  bool any = false;

  for (unsigned int i = 0; i < capture->checks->len; i++)
    any = any || gtk_check_button_get_active (g_ptr_array_index (capture->checks, i));
  bo_ask_set_ready (capture->dialog, any && *name != '\0' && g_utf8_strlen (name, -1) <= BO_MAX_NAME);
}

static void
changed_cb (Capture *capture)
{
  check_ready (capture);
}

static bool
can_be_set (BoAccessory *accessory)
{
  g_autoptr (GPtrArray) writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);

  add_values (writes, accessory);
  return writes->len > 0;
}

static GtkWidget *
accessory_row (Capture *capture, BoAccessory *accessory)
{
  g_autofree char *summary = bo_accessory_get_summary (accessory);
  BoRoom *room = bo_accessory_get_room (accessory);
  g_autofree char *text = room != NULL
                            ? g_strdup_printf (_("%1$s · %2$s"), bo_thing_get_display_name (BO_THING (room)), summary)
                            : g_strdup (summary);
  GtkWidget *row = bo_kit_row (bo_thing_get_display_name (BO_THING (accessory)), text, NULL);
  GtkWidget *check = gtk_check_button_new ();

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_ptr_array_add (capture->checks, check);
  g_ptr_array_add (capture->accessories, g_object_ref (accessory));
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (changed_cb), capture);
  return row;
}

static GtkWidget *
boxed_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

static GtkWidget *
content (Capture *capture)
{
  GListModel *all = bo_client_list_accessories (capture->client);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *names = boxed_list ();
  GtkWidget *list = boxed_list ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *name = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Name"));
  gtk_list_box_append (GTK_LIST_BOX (names), name);
  capture->name = GTK_EDITABLE (name);
  for (unsigned int i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (all, i);

      if (can_be_set (accessory))
        gtk_list_box_append (GTK_LIST_BOX (list), accessory_row (capture, accessory));
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 300);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

/**
 * bo_scene_capture:
 * @from: a widget of the window
 * @client: the client
 *
 * Asks for a name and for accessories, and makes a scene of the state they are in.
 */
void
bo_scene_capture (GtkWidget *from, BoClient *client)
{
  Capture *capture = g_new0 (Capture, 1);
  GtkWidget *extra;

  capture->client = g_object_ref (client);
  g_weak_ref_init (&capture->toasts, bo_toasts_of (from));
  capture->accessories = g_ptr_array_new_with_free_func (g_object_unref);
  capture->checks = g_ptr_array_new ();
  extra = content (capture);
  capture->dialog = bo_ask_with (from, _("New Scene"), _("It keeps the state that the chosen accessories are in now."),
                                 extra, _("_Create"), false, confirmed_cb, capture, capture_free);
  g_signal_connect_swapped (capture->name, "changed", G_CALLBACK (changed_cb), capture);
  check_ready (capture);
  gtk_widget_grab_focus (GTK_WIDGET (capture->name));
}
