/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-operate-private.h"

/* "Add an Accessory": its name, its kind, its room. */

/* The words come from the catalogue. */
const char *const _bo_operate_kinds[] = {
  "lightbulb",        "switch",      "outlet",          "thermostat",         "temperature_sensor",
  "humidity_sensor",  "fan",         "window_covering", "lock_mechanism",     "garage_door_opener",
  "contact_sensor",   "leak_sensor", "smoke_sensor",    "motion_sensor",      "security_system",
  "air_purifier",     "television",  "speaker",         "doorbell",           "stateless_programmable_switch",
  NULL,
};

typedef struct
{
  GtkWidget   *dialog; /* outlives the rest */
  BoWish      *wish;
  GListModel  *rooms;
  GPtrArray   *specs;  /* of const BoServiceSpec */
  GtkEditable *name;
  AdwComboRow *kind;
  AdwComboRow *room;
} Addition;

static void
addition_free (gpointer data)
{
  Addition *addition = data;

  _bo_wish_free (addition->wish);
  g_object_unref (addition->rooms);
  g_ptr_array_unref (addition->specs);
  g_free (addition);
}

static char *
addition_dup_name (Addition *addition)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (addition->name)));
}

static void
addition_confirmed_cb (gpointer data)
{
  Addition *addition = data;
  g_autofree char *name = addition_dup_name (addition);
  g_autoptr (GtkWidget) widget = _bo_wish_dup_widget (addition->wish);
  g_autoptr (BoThing) room = NULL;
  unsigned int place = adw_combo_row_get_selected (addition->room);
  unsigned int kind = adw_combo_row_get_selected (addition->kind);
  const BoServiceSpec *spec;
  const char *services[2] = { NULL, NULL };
  BoWish *wish;

  if (widget == NULL || kind >= addition->specs->len)
    return;
  if (place > 0 && place != GTK_INVALID_LIST_POSITION)
    room = g_list_model_get_item (addition->rooms, place - 1);
  spec = g_ptr_array_index (addition->specs, kind);
  services[0] = spec->id;
  wish = _bo_wish_new (widget, addition->wish->client, NULL);
  wish->done = g_strdup_printf (_("“%s” was added"), name);
  bo_client_create_accessory_async (wish->client, room != NULL ? bo_thing_get_id (room) : NULL, name, services, NULL,
                                    _bo_wish_finish_cb, wish);
}

static void
name_changed_cb (GtkEditable *entry, Addition *addition)
{
  g_autofree char *name = addition_dup_name (addition);

  bo_ask_set_ready (addition->dialog, *name != '\0' && g_utf8_strlen (name, -1) <= BO_MAX_NAME);
}

static void
name_activated_cb (GtkWidget *entry, Addition *addition)
{
  g_autofree char *name = addition_dup_name (addition);

  if (*name != '\0')
    bo_ask_answer (addition->dialog);
}

static AdwComboRow *
combo_row (const char *title, GtkStringList *words, unsigned int selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return ADW_COMBO_ROW (row);
}

static AdwComboRow *
kind_row (Addition *addition)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  addition->specs = g_ptr_array_new ();
  for (size_t i = 0; _bo_operate_kinds[i] != NULL; i++)
    {
      const BoServiceSpec *spec = bo_catalogue_service (_bo_operate_kinds[i]);

      if (spec == NULL)
        continue;
      g_ptr_array_add (addition->specs, (gpointer) spec);
      gtk_string_list_append (words, bo_service_spec_label (spec));
    }
  return combo_row (_("Kind"), words, 0);
}

static AdwComboRow *
where_row (Addition *addition, BoRoom *chosen)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  unsigned int selected = 0;

  gtk_string_list_append (words, _("No room"));
  for (unsigned int i = 0; i < g_list_model_get_n_items (addition->rooms); i++)
    {
      g_autoptr (BoThing) room = g_list_model_get_item (addition->rooms, i);

      gtk_string_list_append (words, bo_thing_get_display_name (room));
      if (room == (BoThing *) chosen)
        selected = i + 1;
    }
  return combo_row (_("Room"), words, selected);
}

/**
 * bo_operate_add_accessory:
 * @from: a widget of the window
 * @client: the client
 * @room: (nullable): where it will probably be
 *
 * Asks for name, kind and room, and makes an accessory.
 */
void
bo_operate_add_accessory (GtkWidget *from, BoClient *client, BoRoom *room)
{
  Addition *addition = g_new0 (Addition, 1);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *name = adw_entry_row_new ();

  addition->wish = _bo_wish_new (from, client, NULL);
  addition->rooms = g_object_ref (bo_client_list_rooms (client));
  addition->name = GTK_EDITABLE (name);
  addition->kind = kind_row (addition);
  addition->room = where_row (addition, room);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _("Name"));
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), name);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (addition->kind));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (addition->room));

  addition->dialog = bo_ask_with (from, _("Add an Accessory"), NULL, list, _("_Add"), false, addition_confirmed_cb,
                                  addition, addition_free);
  g_signal_connect (name, "changed", G_CALLBACK (name_changed_cb), addition);
  g_signal_connect (name, "entry-activated", G_CALLBACK (name_activated_cb), addition);
  bo_ask_set_ready (addition->dialog, false);
  gtk_widget_grab_focus (name);
}
