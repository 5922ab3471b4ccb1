/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-accepted.h"
#include "bo-accessory-page.h"
#include "bo-beside.h"
#include "bo-connections.h"
#include "bo-course.h"
#include "bo-day.h"
#include "bo-history-view.h"
#include "bo-kit.h"
#include "bo-operate.h"
#include "bo-presets.h"
#include "bo-service-control.h"
#include "bo-service-row.h"
#include "bo-settle.h"
#include "bo-state-badge.h"
#include "bo-truths.h"

#define HISTORY_ENTRIES 6

struct _BoAccessoryPage
{
  BoPage              parent_instance;

  GtkWidget           *scrolled;
  GtkWidget           *head;
  GtkWidget           *words;
  GtkImage            *icon;
  GtkLabel            *summary;
  GtkLabel            *place;
  BoStateBadge        *badge;
  AdwBin              *standing_bin;
  GtkWidget           *alert_box;
  GtkLabel            *alert;
  GtkBox              *controls;
  GtkListBox          *others;
  AdwPreferencesGroup *truths_group;
  AdwPreferencesGroup *course_group;
  AdwPreferencesGroup *history_group;
  GtkWidget           *documents_group;
  GtkListBox          *documents;
  GtkWidget           *connections_group;
  GtkListBox          *connections;
  GtkListBox          *about;
  GtkWidget           *header;
  GtkToggleButton     *favourite_button;

  BoAccessory         *accessory; /* nullable */
  GtkWidget           *truths;    /* nullable */
  GListModel          *services;
  unsigned int         source;
};

G_DEFINE_FINAL_TYPE (BoAccessoryPage, bo_accessory_page, BO_TYPE_PAGE)

static BoClient *
client_of (BoAccessoryPage *self)
{
  return bo_page_get_client (BO_PAGE (self));
}

/* --- controls --- */

static void
operate_cb (BoServiceControl *control, BoCharacteristic *characteristic, const char *json)
{
  BoAccessoryPage *self = BO_ACCESSORY_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (control), BO_TYPE_ACCESSORY_PAGE));

  bo_operate (GTK_WIDGET (control), client_of (self), characteristic, json);
  /* While a question is open the control shows what is, not what may come. */
  if (bo_operate_asks (characteristic, json))
    bo_service_control_refresh (control);
}

static void
row_operate_cb (BoServiceRow *row, BoCharacteristic *characteristic, const char *json)
{
  BoAccessoryPage *self = BO_ACCESSORY_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (row), BO_TYPE_ACCESSORY_PAGE));

  bo_operate (GTK_WIDGET (row), client_of (self), characteristic, json);
  if (bo_operate_asks (characteristic, json))
    bo_service_row_refresh (row);
}

static void
copy_cb (GtkWidget *button, BoService *service)
{
  BoAccessoryPage *self = BO_ACCESSORY_PAGE (gtk_widget_get_ancestor (button, BO_TYPE_ACCESSORY_PAGE));

  bo_operate_copy_light (button, client_of (self), service);
}

static GtkWidget *
copy_button (BoService *light)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), _("_Copy to Other Lights…"));
  adw_button_content_set_use_underline (ADW_BUTTON_CONTENT (content), TRUE);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "edit-copy-symbolic");
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "preset"); /* stands below them */
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_cb), light, 0);
  return button;
}

static GtkWidget *
list_of (GtkWidget *row)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

static bool
is_service (BoService *service, const char *id)
{
  const BoServiceSpec *spec = bo_service_get_spec (service);

  return spec != NULL && g_str_equal (spec->id, id);
}

/* (nullable) (transfer floating): what can be done with a service beside its values */
static GtkWidget *
deed_for (BoAccessoryPage *self, BoService *service)
{
  GtkWidget *row = bo_beside (client_of (self), self->accessory, service);

  if (row != NULL)
    return list_of (row);
  return is_service (service, "lightbulb") ? copy_button (service) : NULL;
}

/* The control among what control_for() made */
static BoServiceControl *
control_in (GtkWidget *box)
{
  GtkWidget *child = gtk_widget_get_first_child (box);

  while (!BO_IS_SERVICE_CONTROL (child))
    child = gtk_widget_get_next_sibling (child);
  return BO_SERVICE_CONTROL (child);
}

static GtkWidget *
control_for (gpointer item, gpointer data)
{
  BoAccessoryPage *self = data;
  BoService *service = item;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *control = bo_service_control_new (service);
  GtkWidget *deed = deed_for (self, service);

  bo_service_control_set_read_only_reason (BO_SERVICE_CONTROL (control), bo_kit_read_only_reason (client_of (self)));
  g_signal_connect (control, "operate", G_CALLBACK (operate_cb), NULL);
  if (bo_service_control_get_presets (BO_SERVICE_CONTROL (control)) != NULL)
    bo_presets_attach (bo_service_control_get_presets (BO_SERVICE_CONTROL (control)), client_of (self));
  if (service != bo_accessory_get_primary_service (self->accessory))
    gtk_box_append (GTK_BOX (box), bo_kit_heading (bo_service_get_label (service)));
  gtk_box_append (GTK_BOX (box), control);
  if (deed != NULL)
    gtk_box_append (GTK_BOX (box), deed);
  return box;
}

static GtkWidget *
row_for (gpointer service, gpointer data)
{
  BoAccessoryPage *self = data;
  GtkWidget *row = bo_service_row_new (service);
  GtkWidget *beside = bo_beside (client_of (self), self->accessory, service);

  bo_service_row_set_read_only (BO_SERVICE_ROW (row), bo_client_get_read_only (client_of (self)));
  g_signal_connect (row, "operate", G_CALLBACK (row_operate_cb), NULL);
  if (beside != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), beside);
  return row;
}

/* The main service, and what else can be operated by one press, get a control; all others a row. */
static gboolean
is_large (gpointer service, gpointer accessory)
{
  return !bo_service_get_hidden (service)
         && (service == bo_accessory_get_primary_service (accessory)
             || bo_service_get_tap_characteristic (service) != NULL);
}

static gboolean
is_small (gpointer service, gpointer accessory)
{
  return !bo_service_get_hidden (service) && !is_large (service, accessory);
}

static int
primary_first (gconstpointer a, gconstpointer b, gpointer data)
{
  BoService *primary = bo_accessory_get_primary_service (data);

  return (a != primary) - (b != primary);
}

static GListModel *
services_that (BoAccessory *accessory, GtkCustomFilterFunc func)
{
  GListModel *all = g_object_ref (bo_accessory_get_services (accessory));
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (func, g_object_ref (accessory), g_object_unref));

  return G_LIST_MODEL (gtk_filter_list_model_new (all, filter));
}

static void
set_up_controls (BoAccessoryPage *self)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (primary_first, g_object_ref (self->accessory),
                                                      g_object_unref));
  g_autoptr (GListModel) small = services_that (self->accessory, is_small);

  self->services = G_LIST_MODEL (gtk_sort_list_model_new (services_that (self->accessory, is_large), sorter));
  bo_kit_bind_box (self->controls, self->services, control_for, self);
  bo_kit_show_when_any (GTK_WIDGET (self->controls), self->services);
  gtk_list_box_bind_model (self->others, small, row_for, self, NULL);
  bo_kit_show_when_any (GTK_WIDGET (self->others), small);
}

/* (nullable): what makes it blink or sound, so that one finds it among its like */
static BoCharacteristic *
identify_of (BoAccessoryPage *self)
{
  return bo_accessory_find_characteristic (self->accessory, "identify");
}

static void
read_only_cb (BoAccessoryPage *self)
{
  static const char *const names[] = { "rename", "move", "remove", "document", "add-service", "remove-service" };
  bool read_only = bo_client_get_read_only (client_of (self));

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    bo_kit_enable_action (BO_PAGE (self), names[i], !read_only);
  bo_kit_enable_action (BO_PAGE (self), "identify", !read_only && identify_of (self) != NULL);
  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self->controls)); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      BoServiceControl *control = control_in (box);
      GtkWidget *deed = gtk_widget_get_next_sibling (GTK_WIDGET (control));

      bo_service_control_set_read_only_reason (control, bo_kit_read_only_reason (client_of (self)));
      if (GTK_IS_BUTTON (deed))
        gtk_widget_set_visible (deed, !read_only);
    }
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->others)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    bo_service_row_set_read_only (BO_SERVICE_ROW (row), read_only);
}

/* --- the head --- */

/* What a large control shows, and the header bar says, isn't said a third time; what state it is in stays. */
static void
show_head (BoAccessoryPage *self)
{
  bool controlled = g_list_model_get_n_items (self->services) > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->icon), !controlled);
  gtk_widget_set_visible (self->words, !controlled);
  gtk_widget_set_halign (self->head, controlled ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_visible (self->head, !controlled || gtk_widget_get_visible (GTK_WIDGET (self->badge)));
}

/* What asks for a person has a row of its own. */
static void
refresh_badge (BoAccessoryPage *self)
{
  GtkWidget *standing = adw_bin_get_child (self->standing_bin);

  if (standing != NULL && gtk_widget_get_visible (standing))
    bo_state_badge_set_text (self->badge, NULL, NULL, NULL);
  else
    bo_state_badge_set_accessory (self->badge, self->accessory);
}

static void
set_up_standing (BoAccessoryPage *self)
{
  GtkWidget *standing = bo_standing_new (self->accessory);

  bo_settle_attach (BO_STANDING (standing), client_of (self));
  adw_bin_set_child (self->standing_bin, standing);
  g_object_bind_property (standing, "visible", self->standing_bin, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (standing, "notify::visible", G_CALLBACK (refresh_badge), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_day_get (), "changed", G_CALLBACK (refresh_badge), self, G_CONNECT_SWAPPED);
}

static void
refresh_head (BoAccessoryPage *self)
{
  BoThing *thing = BO_THING (self->accessory);
  BoRoom *room = bo_accessory_get_room (self->accessory);
  const char *where = room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No room");
  BoService *service = bo_accessory_get_primary_service (self->accessory);
  g_autofree char *summary = bo_accessory_get_summary (self->accessory);
  g_autofree char *alert = bo_accessory_get_alert (self->accessory);
  g_autofree char *place = service != NULL ? g_strdup_printf (_("%1$s · %2$s"), where, bo_service_get_kind_label (service))
                                           : g_strdup (where);

  bo_page_set_title (BO_PAGE (self), bo_thing_get_display_name (thing));
  bo_page_set_subtitle (BO_PAGE (self), where);
  gtk_image_set_from_icon_name (self->icon, bo_accessory_get_icon_name (self->accessory));
  gtk_label_set_text (self->summary, *summary != '\0' ? summary : bo_thing_get_display_name (thing));
  gtk_label_set_text (self->place, place);
  refresh_badge (self);
  gtk_label_set_text (self->alert, alert != NULL ? alert : "");
  gtk_widget_set_visible (self->alert_box, alert != NULL);
  if (bo_accessory_get_active (self->accessory))
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "active");
}

/* --- what it is, and what it is tied to --- */

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
add_property (GtkListBox *list, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    gtk_list_box_append (list, bo_kit_property_row (title, value));
}

static void
refresh_about (BoAccessoryPage *self)
{
  BoEntity *entity = bo_thing_get_entity (BO_THING (self->accessory));
  int battery = bo_accessory_get_battery_level (self->accessory);
  g_autofree char *level = battery >= 0 ? g_strdup_printf (_("%d %%"), battery) : NULL;

  clear_list (self->about);
  add_property (self->about, _("Maker"), bo_accessory_get_manufacturer (self->accessory));
  add_property (self->about, _("Model"), bo_accessory_get_model (self->accessory));
  add_property (self->about, _("Serial number"), bo_accessory_get_serial_number (self->accessory));
  add_property (self->about, _("Firmware"), bo_accessory_get_firmware_version (self->accessory));
  add_property (self->about, _("Battery"), level);
  if (bo_accessory_find_service (self->accessory, "battery") == NULL
      && bo_accessory_find_characteristic (self->accessory, "status_low_battery") != NULL)
    gtk_list_box_append (self->about, bo_beside_battery (client_of (self), self->accessory));
  add_property (self->about, _("Comes from"), entity != NULL ? entity->source_type : NULL);
  add_property (self->about, _("Identifier"), bo_thing_get_id (BO_THING (self->accessory)));
}

static void
refresh_connections (BoAccessoryPage *self)
{
  bo_connections_fill (self->connections, bo_client_get_model (client_of (self)), self->accessory);
  gtk_widget_set_visible (self->connections_group,
                          gtk_list_box_get_row_at_index (self->connections, 0) != NULL);
}

static void changed_cb (BoAccessoryPage *self);

/* --- where its value stands --- */

/* (nullable): what the tile shows or writes */
static BoCharacteristic *
main_characteristic (BoAccessory *accessory)
{
  BoService *service = bo_accessory_get_primary_service (accessory);
  const BoServiceSpec *spec = service != NULL ? bo_service_get_spec (service) : NULL;
  BoCharacteristic *characteristic = bo_accessory_get_tap_characteristic (accessory);

  if (characteristic == NULL && spec != NULL && spec->tap_writes != NULL)
    characteristic = bo_service_find (service, spec->tap_writes);
  if (characteristic == NULL && service != NULL)
    characteristic = bo_service_find (service, "target_temperature");
  return characteristic != NULL && bo_characteristic_get_writable (characteristic) ? characteristic : NULL;
}

static void
history_loaded_cb (GtkWidget *list, GPtrArray *versions, BoAccessoryPage *self)
{
  const char *path;
  g_autofree char *accepted = NULL;

  if (self->truths == NULL)
    return;
  path = bo_characteristic_get_path (bo_truths_get_characteristic (BO_TRUTHS (self->truths)));
  accepted = bo_accepted_value (BO_THING (self->accessory), versions, path, NULL);
  bo_truths_set_accepted (BO_TRUTHS (self->truths), accepted);
}

static void
hub_cb (BoAccessoryPage *self)
{
  bo_truths_set_hub (BO_TRUTHS (self->truths), bo_client_get_server_url (client_of (self)) != NULL);
}

static void
set_up_truths (BoAccessoryPage *self)
{
  BoCharacteristic *characteristic = main_characteristic (self->accessory);
  GtkWidget *history = bo_history_view_new (client_of (self), BO_THING (self->accessory), HISTORY_ENTRIES);

  if (characteristic != NULL)
    {
      BoCharacteristic *reported = bo_characteristic_get_reported (characteristic);
      /* Translators: %s is what a device does: "Lock", "Brightness" */
      g_autofree char *text = g_strdup_printf (_("%s: what was asked for, and how far it has come"),
                                               bo_characteristic_get_label (reported != NULL ? reported : characteristic));
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      self->truths = bo_truths_new (self->accessory, characteristic);
      g_signal_connect_object (client_of (self), "notify::server-url", G_CALLBACK (hub_cb), self, G_CONNECT_SWAPPED);
      hub_cb (self);
      adw_preferences_group_set_description (self->truths_group, escaped);
      adw_preferences_group_add (self->truths_group, self->truths);
      gtk_widget_set_visible (GTK_WIDGET (self->truths_group), TRUE);
    }
  g_signal_connect_object (history, "loaded", G_CALLBACK (history_loaded_cb), self, 0);
  adw_preferences_group_add (self->history_group, history);
}

static gboolean
is_read (gpointer document, gpointer data)
{
  return !bo_connections_has_document (document);
}

/* What happens by itself stands among the connections. */
static void
set_up_documents (BoAccessoryPage *self)
{
  GListModel *documents = bo_thing_get_documents (BO_THING (self->accessory));
  g_autoptr (GListModel) read =
    G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (documents),
                                             GTK_FILTER (gtk_custom_filter_new (is_read, NULL, NULL))));

  gtk_list_box_bind_model (self->documents, read, bo_kit_document_row, NULL, NULL);
  bo_kit_show_when_any (self->documents_group, read);
  g_signal_connect_object (documents, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
set_up_course (BoAccessoryPage *self)
{
  GtkWidget *course = bo_course_new (client_of (self), self->accessory);

  adw_preferences_group_add (self->course_group, course);
  g_object_bind_property (course, "visible", self->course_group, "visible", G_BINDING_SYNC_CREATE);
}

/* --- following the model --- */

static gboolean
refresh_cb (gpointer data)
{
  BoAccessoryPage *self = data;

  self->source = 0;
  if (bo_thing_get_deleted (BO_THING (self->accessory)))
    {
      bo_page_set_gone (BO_PAGE (self));
      return G_SOURCE_REMOVE;
    }
  refresh_head (self);
  refresh_about (self);
  refresh_connections (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (BoAccessoryPage *self)
{
  bo_kit_gather (&self->source, refresh_cb, self);
}

/* An edge that comes or goes changes nothing of the accessory itself. */
static void
ids_cb (BoAccessoryPage *self, const char *const *ids)
{
  if (g_strv_contains (ids, bo_thing_get_id (BO_THING (self->accessory))))
    changed_cb (self);
}

static void
values_cb (BoAccessoryPage *self)
{
  refresh_head (self);
}

static void
favourites_cb (BoAccessoryPage *self)
{
  bool favourite = bo_favourites_has (bo_favourites_of (client_of (self)),
                                      bo_thing_get_id (BO_THING (self->accessory)));

  gtk_toggle_button_set_active (self->favourite_button, favourite);
  gtk_button_set_icon_name (GTK_BUTTON (self->favourite_button),
                            favourite ? "starred-symbolic" : "bo-star-outline-symbolic");
  bo_kit_name (GTK_WIDGET (self->favourite_button), favourite ? _("Remove from favourites") : _("Add to favourites"));
}

static void
favourite_toggled_cb (BoAccessoryPage *self)
{
  bo_favourites_set (bo_favourites_of (client_of (self)), bo_thing_get_id (BO_THING (self->accessory)),
                     gtk_toggle_button_get_active (self->favourite_button));
}

/* --- the menu --- */

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  bo_operate_rename (GTK_WIDGET (self), client_of (self), BO_THING (self->accessory));
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  bo_operate_move (GTK_WIDGET (self), client_of (self), self->accessory);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  bo_operate_remove (GTK_WIDGET (self), client_of (self), BO_THING (self->accessory));
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  bo_kit_go (GTK_WIDGET (self), "history", bo_thing_get_id (BO_THING (self->accessory)));
}

static void
document_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  bo_operate_write_document (GTK_WIDGET (self), client_of (self), NULL, BO_THING (self->accessory));
}

static void
add_service_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  bo_operate_add_service (GTK_WIDGET (self), client_of (self), self->accessory);
}

static void
remove_service_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  bo_operate_remove_service (GTK_WIDGET (self), client_of (self), self->accessory);
}

static void
identify_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BoAccessoryPage *self = data;

  if (identify_of (self) != NULL)
    bo_operate (GTK_WIDGET (self), client_of (self), identify_of (self), "true");
}

static const GActionEntry actions[] = {
  { "add-service", add_service_cb },
  { "remove-service", remove_service_cb },
  { "document", document_cb }, { "identify", identify_cb },
  { "rename", rename_cb }, { "move", move_cb }, { "remove", remove_cb }, { "history", history_cb },
};

/* --- making --- */

static void
connect_signals (BoAccessoryPage *self)
{
  BoClient *client = client_of (self);

  g_signal_connect_object (self->accessory, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->accessory, "values-changed", G_CALLBACK (values_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_accessory_get_rooms (self->accessory), "items-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_client_get_model (client), "changed", G_CALLBACK (ids_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bo_favourites_of (client), "changed", G_CALLBACK (favourites_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::read-only", G_CALLBACK (read_only_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->favourite_button, "toggled", G_CALLBACK (favourite_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
bo_accessory_page_constructed (GObject *object)
{
  BoAccessoryPage *self = BO_ACCESSORY_PAGE (object);
  BoThing *thing = bo_model_lookup (bo_client_get_model (client_of (self)), bo_page_get_argument (BO_PAGE (self)));

  G_OBJECT_CLASS (bo_accessory_page_parent_class)->constructed (object);
  g_assert (thing != NULL && BO_IS_ACCESSORY (thing)); /* the factory looked */
  self->accessory = g_object_ref (BO_ACCESSORY (thing));
  bo_kit_add_actions (BO_PAGE (self), self->header, actions, G_N_ELEMENTS (actions));
  bo_page_set_header_widget (BO_PAGE (self), self->header);

  set_up_standing (self);
  set_up_controls (self);
  g_signal_connect_object (self->services, "items-changed", G_CALLBACK (show_head), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->badge, "notify::visible", G_CALLBACK (show_head), self, G_CONNECT_SWAPPED);
  show_head (self);
  set_up_truths (self);
  set_up_course (self);
  set_up_documents (self);
  refresh_cb (self);
  favourites_cb (self);
  connect_signals (self);
  read_only_cb (self);
  bo_operate_take_files (GTK_WIDGET (self), client_of (self), thing);
  if (g_str_has_prefix (bo_page_get_address (BO_PAGE (self)), "notes:"))
    bo_kit_begin_at (GTK_SCROLLED_WINDOW (self->scrolled), self->documents_group);
}

static void
bo_accessory_page_dispose (GObject *object)
{
  BoAccessoryPage *self = BO_ACCESSORY_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->services);
  g_clear_object (&self->accessory);
  G_OBJECT_CLASS (bo_accessory_page_parent_class)->dispose (object);
}

static void
bo_accessory_page_class_init (BoAccessoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bo_accessory_page_constructed;
  object_class->dispose = bo_accessory_page_dispose;
  g_type_ensure (BO_TYPE_STATE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/the_goodies/BlowingOff/pages/bo-accessory-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, head);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, words);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, icon);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, summary);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, place);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, badge);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, standing_bin);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, alert_box);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, alert);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, controls);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, others);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, truths_group);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, course_group);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, history_group);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, documents_group);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, documents);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, connections_group);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, connections);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, about);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, header);
  gtk_widget_class_bind_template_child (widget_class, BoAccessoryPage, favourite_button);
}

static void
bo_accessory_page_init (BoAccessoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
