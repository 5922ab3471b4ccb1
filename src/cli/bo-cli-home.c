/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

typedef void (*JsonFunc) (BoJsonWriter *json, void *item);
typedef void (*RowFunc) (BoCliTable *table, void *item);

static void
list_json (BoCli *cli, GListModel *model, JsonFunc func)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      func (json, item);
    }
  bo_json_writer_end_array (json);
  _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
}

static void
list_rows (BoCli *cli, GListModel *model, RowFunc func, BoCliTable *table)
{
  for (unsigned int i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      func (table, item);
    }
  _bo_cli_table_finish (table, cli->out);
}

/* --- homes --- */

void
_bo_cli_json_home (BoJsonWriter *json, BoHome *home)
{
  bo_json_writer_member_string (json, "id", bo_thing_get_id (BO_THING (home)));
  bo_json_writer_member_string (json, "name", bo_thing_get_name (BO_THING (home)));
  bo_json_writer_member_bool (json, "is_primary", bo_home_get_is_primary (home));
}

static void
home_json (BoJsonWriter *json, void *item)
{
  bo_json_writer_begin_object (json);
  _bo_cli_json_home (json, item);
  bo_json_writer_end_object (json);
}

static void
home_row (BoCliTable *table, void *item)
{
  _bo_cli_table_add (table, bo_thing_get_display_name (item));
  _bo_cli_table_add (table, bo_home_get_is_primary (item) ? _("yes") : NULL);
  _bo_cli_table_add (table, bo_thing_get_id (item));
}

BoCliStatus
_bo_cli_homes (BoCli *cli)
{
  GListModel *homes = bo_model_get_homes (bo_client_get_model (cli->client));
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Home"), _("Primary"), _("Id"), NULL);

  if (cli->json)
    list_json (cli, homes, home_json);
  else
    list_rows (cli, homes, home_row, table);
  return BO_CLI_DONE;
}

/* --- rooms --- */

static const char *
zone_name (BoRoom *room)
{
  BoZone *zone = bo_room_get_zone (room);

  return zone != NULL ? bo_thing_get_name (BO_THING (zone)) : NULL;
}

void
_bo_cli_json_room (BoJsonWriter *json, BoRoom *room)
{
  bo_json_writer_member_string (json, "id", bo_thing_get_id (BO_THING (room)));
  bo_json_writer_member_string (json, "name", bo_thing_get_name (BO_THING (room)));
  bo_json_writer_member_string (json, "zone", zone_name (room));
  bo_json_writer_member_int (json, "accessories", g_list_model_get_n_items (bo_room_get_accessories (room)));
}

static void
room_json (BoJsonWriter *json, void *item)
{
  bo_json_writer_begin_object (json);
  _bo_cli_json_room (json, item);
  bo_json_writer_end_object (json);
}

static void
room_row (BoCliTable *table, void *item)
{
  unsigned int accessories = g_list_model_get_n_items (bo_room_get_accessories (item));

  _bo_cli_table_add (table, bo_thing_get_display_name (item));
  _bo_cli_table_add (table, zone_name (item));
  _bo_cli_table_take (table, g_strdup_printf ("%u", accessories));
  _bo_cli_table_take (table, bo_room_get_readings (item));
  _bo_cli_table_add (table, bo_thing_get_id (item));
}

BoCliStatus
_bo_cli_rooms (BoCli *cli)
{
  GListModel *rooms = bo_model_get_rooms (bo_client_get_model (cli->client));
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Room"), _("Zone"), _("Accessories"), _("Readings"), _("Id"),
                                                    NULL);

  if (cli->json)
    list_json (cli, rooms, room_json);
  else
    list_rows (cli, rooms, room_row, table);
  return BO_CLI_DONE;
}

/* --- accessories --- */

static void
json_characteristic (BoJsonWriter *json, BoCharacteristic *characteristic)
{
  const BoValueType *type = bo_characteristic_get_value_type (characteristic);
  BoValue value = bo_characteristic_get_value (characteristic);
  g_autofree char *plain = bo_value_to_json (type, &value);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", bo_characteristic_get_id (characteristic));
  bo_json_writer_member_string (json, "characteristic_type",
                                bo_characteristic_get_characteristic_type (characteristic));
  bo_json_writer_member_raw (json, "value", plain);
  bo_json_writer_member_string (json, "format", bo_format_to_string (type->format));
  bo_json_writer_member_string (json, "unit", type->unit_name);
  bo_json_writer_end_object (json);
}

static void
json_service (BoJsonWriter *json, BoService *service)
{
  GListModel *characteristics = bo_service_get_characteristics (service);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", bo_service_get_id (service));
  bo_json_writer_member_string (json, "service_type", bo_service_get_service_type (service));
  bo_json_writer_member_string (json, "name", bo_service_get_name (service));
  bo_json_writer_key (json, "characteristics");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (characteristics); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, i);

      json_characteristic (json, characteristic);
    }
  bo_json_writer_end_array (json);
  bo_json_writer_end_object (json);
}

static void
json_room_names (BoJsonWriter *json, BoAccessory *accessory)
{
  GListModel *rooms = bo_accessory_get_rooms (accessory);

  bo_json_writer_key (json, "rooms");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (BoThing) room = g_list_model_get_item (rooms, i);

      bo_json_writer_string (json, bo_thing_get_name (room));
    }
  bo_json_writer_end_array (json);
}

void
_bo_cli_json_accessory (BoJsonWriter *json, BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);
  BoThing *thing = BO_THING (accessory);

  bo_json_writer_member_string (json, "id", bo_thing_get_id (thing));
  bo_json_writer_member_string (json, "name", bo_thing_get_name (thing));
  json_room_names (json, accessory);
  bo_json_writer_member_bool (json, "reachable", bo_accessory_get_reachable (accessory));
  bo_json_writer_member_string (json, "sync_status", bo_sync_status_to_string (bo_thing_get_status (thing)));
  bo_json_writer_key (json, "services");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      json_service (json, service);
    }
  bo_json_writer_end_array (json);
}

static void
accessory_json (BoJsonWriter *json, void *item)
{
  bo_json_writer_begin_object (json);
  _bo_cli_json_accessory (json, item);
  bo_json_writer_end_object (json);
}

static void
accessory_row (BoCliTable *table, void *item)
{
  BoRoom *room = bo_accessory_get_room (item);

  _bo_cli_table_add (table, bo_thing_get_display_name (item));
  _bo_cli_table_add (table, room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No room"));
  _bo_cli_table_take (table, bo_accessory_get_summary (item));
  _bo_cli_table_take (table, bo_accessory_get_reachable (item) ? bo_thing_dup_notice (item)
                                                               : g_strdup (_("Unreachable")));
  _bo_cli_table_add (table, bo_thing_get_id (item));
}

BoCliStatus
_bo_cli_accessories (BoCli *cli)
{
  const char *room_name = _bo_cli_arguments_get (cli->arguments, "room");
  GListModel *accessories = bo_model_get_accessories (bo_client_get_model (cli->client));
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Accessory"), _("Room"), _("State"), _("Notice"), _("Id"), NULL);
  g_autoptr (GError) error = NULL;

  if (room_name != NULL)
    {
      BoThing *room = _bo_cli_find (cli, BO_TYPE_ROOM, room_name, &error);

      if (room == NULL)
        return _bo_cli_fail (cli, error);
      accessories = bo_room_get_accessories (BO_ROOM (room));
    }
  if (cli->json)
    list_json (cli, accessories, accessory_json);
  else
    list_rows (cli, accessories, accessory_row, table);
  return BO_CLI_DONE;
}
