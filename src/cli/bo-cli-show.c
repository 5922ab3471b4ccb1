/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

/* --- JSON --- */

static void
json_shape (BoJsonWriter *json, BoThing *thing)
{
  if (BO_IS_ACCESSORY (thing))
    _bo_cli_json_accessory (json, BO_ACCESSORY (thing));
  else
    {
      if (BO_IS_HOME (thing))
        _bo_cli_json_home (json, BO_HOME (thing));
      else if (BO_IS_ROOM (thing))
        _bo_cli_json_room (json, BO_ROOM (thing));
      else
        {
          bo_json_writer_member_string (json, "id", bo_thing_get_id (thing));
          bo_json_writer_member_string (json, "name", bo_thing_get_name (thing));
        }
      bo_json_writer_member_string (json, "sync_status", bo_sync_status_to_string (bo_thing_get_status (thing)));
    }
}

static void
json_entity (BoJsonWriter *json, BoThing *thing)
{
  const BoEntity *entity = bo_thing_get_entity (thing);

  bo_json_writer_member_string (json, "problem", bo_thing_get_problem (thing));
  bo_json_writer_member_string (json, "entity_type", entity->entity_type);
  bo_json_writer_member_string (json, "version", entity->version);
  bo_json_writer_member_string (json, "source_type", entity->source_type);
  bo_json_writer_member_string (json, "user_id", entity->user_id);
  bo_json_writer_member_raw (json, "content", entity->content);
}

static void
json_edges (BoJsonWriter *json, GPtrArray *edges)
{
  bo_json_writer_key (json, "edges");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < edges->len; i++)
    {
      bo_json_writer_begin_object (json);
      _bo_cli_json_edge (json, g_ptr_array_index (edges, i));
      bo_json_writer_end_object (json);
    }
  bo_json_writer_end_array (json);
}

static void
json_documents (BoJsonWriter *json, GListModel *documents)
{
  bo_json_writer_key (json, "documents");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (BoDocument) document = g_list_model_get_item (documents, i);

      bo_json_writer_begin_object (json);
      bo_json_writer_member_string (json, "id", bo_thing_get_id (BO_THING (document)));
      bo_json_writer_member_string (json, "name", bo_thing_get_name (BO_THING (document)));
      bo_json_writer_member_string (json, "entity_type", bo_thing_get_entity_type (BO_THING (document)));
      bo_json_writer_member_string (json, "body", bo_document_get_body (document));
      bo_json_writer_end_object (json);
    }
  bo_json_writer_end_array (json);
}

static void
show_json (BoCli *cli, BoThing *thing, GPtrArray *edges)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  json_shape (json, thing);
  json_entity (json, thing);
  json_edges (json, edges);
  json_documents (json, bo_thing_get_documents (thing));
  bo_json_writer_end_object (json);
  _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
}

/* --- text --- */

static void
print_thing (BoCli *cli, BoThing *thing)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("", "", NULL);
  BoRoom *room = BO_IS_ACCESSORY (thing) ? bo_accessory_get_room (BO_ACCESSORY (thing)) : NULL;
  BoHome *home = bo_thing_get_home (thing);
  g_autofree char *notice = bo_thing_dup_notice (thing);

  _bo_cli_table_pair (table, _("Name"), bo_thing_get_display_name (thing));
  _bo_cli_table_pair (table, _("Id"), bo_thing_get_id (thing));
  _bo_cli_table_pair (table, _("Type"), bo_thing_get_entity_type (thing));
  if (home != NULL)
    _bo_cli_table_pair (table, _("Home"), bo_thing_get_display_name (BO_THING (home)));
  if (BO_IS_ROOM (thing) && bo_room_get_zone (BO_ROOM (thing)) != NULL)
    _bo_cli_table_pair (table, _("Zone"), bo_thing_get_display_name (BO_THING (bo_room_get_zone (BO_ROOM (thing)))));
  if (BO_IS_ACCESSORY (thing))
    _bo_cli_table_pair (table, _("Room"), room != NULL ? bo_thing_get_display_name (BO_THING (room)) : _("No room"));
  _bo_cli_table_pair (table, _("Version"), bo_thing_get_entity (thing)->version);
  if (notice != NULL)
    _bo_cli_table_pair (table, _("Notice"), notice);
  if (bo_thing_get_problem (thing) != NULL)
    _bo_cli_table_pair (table, _("Problem"), bo_thing_get_problem (thing));
  _bo_cli_table_finish (table, cli->out);
}

static void
print_service (BoCliTable *table, BoService *service)
{
  GListModel *characteristics = bo_service_get_characteristics (service);

  for (unsigned int i = 0; i < g_list_model_get_n_items (characteristics); i++)
    {
      g_autoptr (BoCharacteristic) characteristic = g_list_model_get_item (characteristics, i);

      _bo_cli_table_add (table, bo_service_get_label (service));
      _bo_cli_table_add (table, bo_characteristic_get_label (characteristic));
      _bo_cli_table_add (table, bo_characteristic_get_display (characteristic));
      _bo_cli_table_take (table, _bo_cli_time (bo_characteristic_get_since (characteristic)));
    }
}

static void
print_services (BoCli *cli, BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Service"), _("Characteristic"), _("Value"), _("Since"), NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (BoService) service = g_list_model_get_item (services, i);

      print_service (table, service);
    }
  g_string_append_c (cli->out, '\n');
  _bo_cli_table_finish (table, cli->out);
}

static void
print_edges (BoCli *cli, BoThing *thing, GPtrArray *edges)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Edge"), _("Direction"), _("Other end"), _("Id"), NULL);

  for (unsigned int i = 0; i < edges->len; i++)
    {
      const BoEdge *edge = g_ptr_array_index (edges, i);
      bool outward = g_str_equal (edge->from_id, bo_thing_get_id (thing));
      const char *other_id = outward ? edge->to_id : edge->from_id;
      BoThing *other = bo_model_lookup (bo_client_get_model (cli->client), other_id);

      _bo_cli_table_add (table, edge->type);
      _bo_cli_table_add (table, outward ? _("to") : _("from"));
      _bo_cli_table_add (table, other != NULL ? bo_thing_get_display_name (other) : other_id);
      _bo_cli_table_add (table, edge->id);
    }
  if (edges->len > 0)
    g_string_append_c (cli->out, '\n');
  _bo_cli_table_finish (table, cli->out);
}

/* The line breaks of a text are meant; nothing else that isn't plain is. */
static void
print_body (BoCli *cli, const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);

  for (size_t i = 0; *body != '\0' && lines[i] != NULL; i++)
    {
      g_autofree char *plain = _bo_cli_plain (g_strchomp (lines[i]));

      g_string_append_printf (cli->out, "%s%s\n", i == 0 ? "\n" : "", plain);
    }
}

static void
print_documents (BoCli *cli, GListModel *documents)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Document"), _("Type"), _("Id"), NULL);

  for (unsigned int i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (BoDocument) document = g_list_model_get_item (documents, i);

      _bo_cli_table_add (table, bo_thing_get_display_name (BO_THING (document)));
      _bo_cli_table_add (table, bo_document_get_type_label (document));
      _bo_cli_table_add (table, bo_thing_get_id (BO_THING (document)));
    }
  if (g_list_model_get_n_items (documents) > 0)
    g_string_append_c (cli->out, '\n');
  _bo_cli_table_finish (table, cli->out);
}

static void
show_text (BoCli *cli, BoThing *thing, GPtrArray *edges)
{
  print_thing (cli, thing);
  if (BO_IS_ACCESSORY (thing))
    print_services (cli, BO_ACCESSORY (thing));
  if (BO_IS_DOCUMENT (thing))
    print_body (cli, bo_document_get_body (BO_DOCUMENT (thing)));
  print_documents (cli, bo_thing_get_documents (thing));
  print_edges (cli, thing, edges);
}

BoCliStatus
_bo_cli_show (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edges = NULL;
  BoThing *thing = _bo_cli_find (cli, BO_TYPE_THING, _bo_cli_arguments_word (cli->arguments, 0), &error);

  if (thing == NULL)
    return _bo_cli_fail (cli, error);
  if (BO_IS_ACCESSORY (thing))
    _bo_cli_learn_ages (cli, BO_ACCESSORY (thing));
  edges = bo_model_get_edges (bo_client_get_model (cli->client), bo_thing_get_id (thing), NULL);
  (cli->json ? show_json : show_text) (cli, thing, edges);
  return BO_CLI_DONE;
}
