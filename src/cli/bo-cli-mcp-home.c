/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include <glib/gi18n-lib.h>

/* With more accessories than this, the values are told room by room. */
#define MAX_WITH_VALUES 100

static BoModel *
model_of (BoMcp *mcp)
{
  return bo_client_get_model (mcp->cli->client);
}

/* --- get_home --- */

static void
json_rooms (BoJsonWriter *json, GListModel *rooms, BoZone *zone, bool values)
{
  bo_json_writer_key (json, "rooms");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoRoom) room = g_list_model_get_item (rooms, i);

      if (bo_room_get_zone (room) != zone)
        continue;
      bo_json_writer_begin_object (json);
      _bo_mcp_json_room (json, room, values);
      bo_json_writer_end_object (json);
    }
  bo_json_writer_end_array (json);
}

/* @zone: (nullable): the rooms that are in none */
static void
json_zone (BoJsonWriter *json, GListModel *rooms, BoZone *zone, bool values)
{
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "zone", zone != NULL ? bo_thing_get_display_name (BO_THING (zone)) : NULL);
  json_rooms (json, rooms, zone, values);
  bo_json_writer_end_object (json);
}

static void
json_zones (BoJsonWriter *json, BoModel *model, bool values)
{
  GListModel *zones = bo_model_get_zones (model), *rooms = bo_model_get_rooms (model);

  bo_json_writer_key (json, "zones");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (zones); i++)
    {
      g_autoptr (BoZone) zone = g_list_model_get_item (zones, i);

      json_zone (json, rooms, zone, values);
    }
  json_zone (json, rooms, NULL, values);
  bo_json_writer_end_array (json);
}

static void
json_homeless (BoJsonWriter *json, GListModel *accessories, bool values)
{
  bo_json_writer_key (json, "no_room");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (accessories); i++)
    {
      g_autoptr (BoAccessory) accessory = g_list_model_get_item (accessories, i);

      if (bo_accessory_get_room (accessory) == NULL)
        _bo_mcp_json_glance (json, accessory, values);
    }
  bo_json_writer_end_array (json);
}

static void
json_names (BoJsonWriter *json, const char *name, GListModel *things)
{
  bo_json_writer_key (json, name);
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr (BoThing) thing = g_list_model_get_item (things, i);

      bo_json_writer_begin_object (json);
      bo_json_writer_member_string (json, "id", bo_thing_get_id (thing));
      bo_json_writer_member_string (json, "name", bo_thing_get_display_name (thing));
      bo_json_writer_end_object (json);
    }
  bo_json_writer_end_array (json);
}

static gboolean
get_room (BoMcp *mcp, const char *name, BoJsonWriter *json, GError **error)
{
  BoThing *thing = _bo_cli_find (mcp->cli, BO_TYPE_ROOM, name, error);
  g_autoptr (BoRoom) room = thing != NULL ? g_object_ref (BO_ROOM (thing)) : NULL;

  if (room == NULL)
    return FALSE;
  _bo_mcp_learn_ages (mcp, bo_room_get_accessories (room));
  _bo_mcp_json_room (json, room, true);
  json_names (json, "documents", bo_thing_get_documents (BO_THING (room)));
  return TRUE;
}

gboolean
_bo_mcp_get_home (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autofree char *room = bo_json_member_string (arguments, "room");
  BoModel *model = model_of (mcp);
  GListModel *accessories = bo_model_get_accessories (model);
  bool values = g_list_model_get_n_items (accessories) <= MAX_WITH_VALUES;

  if (room != NULL)
    return get_room (mcp, room, reply->json, error);
  if (values)
    _bo_mcp_learn_ages (mcp, accessories);
  else
    bo_json_writer_member_string (reply->json, "note", _("The home is large: name a room to get its values, each with "
                                                         "its age."));
  json_names (reply->json, "homes", bo_model_get_homes (model));
  json_zones (reply->json, model, values);
  json_homeless (reply->json, accessories, values);
  json_names (reply->json, "scenes", bo_model_get_scenes (model));
  return TRUE;
}

/* --- get_accessory --- */

static void
json_service (BoJsonWriter *json, BoService *service, GPtrArray *versions)
{
  GListModel *characteristics = bo_service_get_characteristics (service);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", bo_service_get_id (service));
  bo_json_writer_member_string (json, "service_type", bo_service_get_service_type (service));
  bo_json_writer_member_string (json, "label", bo_service_get_label (service));
  bo_json_writer_key (json, "characteristics");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (characteristics); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, i);

      _bo_mcp_json_characteristic (json, characteristic, versions);
    }
  bo_json_writer_end_array (json);
  bo_json_writer_end_object (json);
}

static void
json_identity (BoJsonWriter *json, BoAccessory *accessory)
{
  g_autofree char *summary = bo_accessory_get_summary (accessory);
  g_autofree char *alert = bo_accessory_get_alert (accessory);
  BoThing *thing = BO_THING (accessory);
  g_autofree char *notice = bo_thing_dup_notice (thing);

  bo_json_writer_member_string (json, "id", bo_thing_get_id (thing));
  bo_json_writer_member_string (json, "name", bo_thing_get_display_name (thing));
  bo_json_writer_member_string (json, "summary", summary);
  bo_json_writer_member_bool (json, "reachable", bo_accessory_get_reachable (accessory));
  bo_json_writer_member_string (json, "notice", notice);
  bo_json_writer_member_string (json, "problem", bo_thing_get_problem (thing));
  bo_json_writer_member_string (json, "alert", alert);
  bo_json_writer_member_string (json, "manufacturer", bo_accessory_get_manufacturer (accessory));
  bo_json_writer_member_string (json, "model", bo_accessory_get_model (accessory));
  json_names (json, "rooms", bo_accessory_get_rooms (accessory));
  json_names (json, "documents", bo_thing_get_documents (thing));
}

gboolean
_bo_mcp_get_accessory (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autofree char *name = bo_json_member_string (arguments, "accessory");
  BoThing *thing = _bo_cli_find (mcp->cli, BO_TYPE_ACCESSORY, name, error);
  g_autoptr (BoAccessory) accessory = thing != NULL ? g_object_ref (BO_ACCESSORY (thing)) : NULL;
  g_autoptr (GPtrArray) versions = NULL;
  GListModel *services;

  if (accessory == NULL)
    return FALSE;
  _bo_cli_learn_ages (mcp->cli, accessory);
  /* Without them only what the hub has accepted isn't known. */
  versions = _bo_cli_list_versions (mcp->cli, bo_thing_get_id (BO_THING (accessory)), NULL);
  services = bo_accessory_get_services (accessory);
  json_identity (reply->json, accessory);
  bo_json_writer_key (reply->json, "services");
  bo_json_writer_begin_array (reply->json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      json_service (reply->json, service, versions);
    }
  bo_json_writer_end_array (reply->json);
  return TRUE;
}
