/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-gallery-private.h"

#include <glib/gi18n-lib.h>

#include "bo-gallery-home-private.h"
#include "bo-qr.h"
#include "bo-room-card.h"
#include "bo-truths.h"

#define LOCK(wanted, reported) \
  "{\"services\":[{\"id\":\"s\",\"service_type\":\"lock_mechanism\",\"is_primary\":true,\"characteristics\":[" \
  "{\"id\":\"t\",\"characteristic_type\":\"lock_target_state\",\"value\":" wanted "}," \
  "{\"id\":\"c\",\"characteristic_type\":\"lock_current_state\",\"value\":" reported "}]}]}"

/* Where the characteristic of a lock's wish stands */
#define WISH "/content/services/=s/characteristics/=t/value"

/* Names are a household's, not the program's words: they aren't translated. */

#define ONE(type, characteristic, value) \
  "{\"services\":[{\"id\":\"s\",\"service_type\":\"" type "\",\"is_primary\":true,\"characteristics\":[" \
  "{\"id\":\"c\",\"characteristic_type\":\"" characteristic "\",\"value\":" value "}]}]}"

/* Nothing on, one thing, everything there is a sign for, something wrong, nothing in it, and no room for its name. */
static const struct
{
  const char *name;
  const char *contents[6];
} rooms[] = {
  { "Study", { ONE ("lightbulb", "on", "false"), ONE ("temperature_sensor", "current_temperature", "20.5") } },
  { "Hall", { ONE ("lightbulb", "on", "true") } },
  { "Living room",
    { ONE ("lightbulb", "on", "true"), ONE ("contact_sensor", "contact_sensor_state", "1"),
      ONE ("lock_mechanism", "lock_current_state", "0"), ONE ("heater_cooler", "active", "1"),
      ONE ("temperature_sensor", "current_temperature", "21.5"),
      ONE ("humidity_sensor", "current_relative_humidity", "48") } },
  { "Cellar", { ONE ("leak_sensor", "leak_detected", "1"), ONE ("lightbulb", "on", "true") } },
  { "Attic", { NULL } },
  { "Children’s bathroom beside the guest room", { ONE ("smoke_sensor", "smoke_detected", "1") } },
};

static void
add_room (BoModelBatch *batch,
          size_t        index)
{
  g_autofree char *room = g_strdup_printf ("room-%zu", index);

  _bo_gallery_add_entity (batch, room, "room", rooms[index].name, "{}", BO_STATUS_SYNCED);
  _bo_gallery_add_edge (batch, room, "part_of", "home");
  for (size_t i = 0; i < G_N_ELEMENTS (rooms[index].contents) && rooms[index].contents[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%zu", room, i);

      _bo_gallery_add_entity (batch, id, "device", "Sensor", rooms[index].contents[i], BO_STATUS_SYNCED);
      _bo_gallery_add_edge (batch, id, "located_in", room);
    }
}

static void
add_cards (GtkWidget *page)
{
  GtkWidget *box = gtk_flow_box_new ();
  BoModel *model = bo_model_new ();
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();

  _bo_gallery_add_entity (batch, "home", "home", "Gallery", "{\"is_primary\":true}", BO_STATUS_SYNCED);
  for (size_t i = 0; i < G_N_ELEMENTS (rooms); i++)
    add_room (batch, i);
  bo_model_apply (model, batch);
  bo_room_card_set_up_box (GTK_FLOW_BOX (box), bo_model_get_rooms (model));
  g_object_set_data_full (G_OBJECT (box), "bo-model", model, g_object_unref);
  gtk_box_append (GTK_BOX (_bo_gallery_add_section (page, _("Rooms"))), box);
}

/* An address, and as much as an invitation says. */
static void
add_codes (GtkWidget *page)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Codes to Scan")));
  g_autofree char *much = g_strnfill (300, 'a');
  const char *texts[] = { "https://hub.example:8101", much };

  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *code = bo_qr_new (texts[i], NULL);

      gtk_accessible_update_property (GTK_ACCESSIBLE (code), GTK_ACCESSIBLE_PROPERTY_LABEL, _("QR code"), -1);
      _bo_gallery_flow_add (flow, code);
    }
}

/* All agree; on its way; refused, and nobody knows what the hub has; without a hub; where the device says nothing. */
static const struct
{
  const char  *id;
  const char  *content;
  BoSyncStatus status;
  const char  *accepted;
  bool         hub;
} truths[] = {
  { "agreed", LOCK ("1", "1"), BO_STATUS_SYNCED, NULL, true },
  { "waiting", LOCK ("1", "0"), BO_STATUS_PENDING, "0", true },
  { "refused", LOCK ("1", "0"), BO_STATUS_QUARANTINED, NULL, true },
  { "alone", LOCK ("1", "1"), BO_STATUS_SYNCED, NULL, false },
  { "silent", ONE ("lightbulb", "on", "true"), BO_STATUS_SYNCED, NULL, true },
};

static void
add_lock (BoModelBatch *batch,
          size_t        index)
{
  static const char *const paths[] = { WISH, NULL };
  g_autoptr (BoEntity) entity = bo_entity_new (truths[index].id, "1", "device", "Front door", truths[index].content, NULL,
                                               NULL, NULL);

  bo_model_batch_add_entity (batch, entity, truths[index].status, NULL,
                             truths[index].status != BO_STATUS_SYNCED ? paths : NULL);
}

static GtkWidget *
truths_of (BoModel *model,
           size_t   index)
{
  BoAccessory *accessory = BO_ACCESSORY (bo_model_lookup (model, truths[index].id));
  BoCharacteristic *wish = bo_accessory_get_tap_characteristic (accessory);
  GtkWidget *widget;

  if (wish == NULL)
    wish = bo_accessory_find_characteristic (accessory, "lock_target_state");
  bo_characteristic_set_since (wish, bo_clock_now ());
  widget = bo_truths_new (accessory, wish);
  bo_truths_set_hub (BO_TRUTHS (widget), truths[index].hub);
  bo_truths_set_accepted (BO_TRUTHS (widget), truths[index].accepted);
  gtk_widget_set_size_request (widget, 300, -1);
  return widget;
}

static void
add_truths (GtkWidget *page)
{
  GtkWidget *flow = _bo_gallery_add_flow (_bo_gallery_add_section (page, _("Three Truths")));
  BoModel *model = bo_model_new ();
  g_autoptr (BoModelBatch) batch = bo_model_batch_new ();

  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  for (size_t i = 0; i < G_N_ELEMENTS (truths); i++)
    add_lock (batch, i);
  bo_model_apply (model, batch);
  for (size_t i = 0; i < G_N_ELEMENTS (truths); i++)
    _bo_gallery_flow_add (flow, truths_of (model, i));
  g_object_set_data_full (G_OBJECT (flow), "bo-model", model, g_object_unref);
}

void
_bo_gallery_add_parts (GtkWidget *page)
{
  add_cards (page);
  add_truths (page);
  add_codes (page);
}
