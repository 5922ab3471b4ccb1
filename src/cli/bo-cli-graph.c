/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- entities --- */

/* What can't be shown has an id, a version and a reason, no more. */
static void
json_unreadable (BoJsonWriter *json, const BoRecord *record)
{
  static const char *const unknown[] = {
    "entity_type", "name", "content", "source_type", "user_id", "parent_versions",
  };

  bo_json_writer_member_string (json, "id", record->id);
  bo_json_writer_member_string (json, "version", record->hub_version);
  for (size_t i = 0; i < G_N_ELEMENTS (unknown); i++)
    bo_json_writer_member_raw (json, unknown[i], NULL);
}

void
_bo_cli_json_record (BoJsonWriter *json, const BoRecord *record)
{
  const BoEntity *entity = record->shown;

  if (entity == NULL)
    json_unreadable (json, record);
  else
    {
      bo_json_writer_member_string (json, "id", entity->id);
      bo_json_writer_member_string (json, "version", entity->version);
      bo_json_writer_member_string (json, "entity_type", entity->entity_type);
      bo_json_writer_member_string (json, "name", entity->name);
      bo_json_writer_member_raw (json, "content", entity->content);
      bo_json_writer_member_string (json, "source_type", entity->source_type);
      bo_json_writer_member_string (json, "user_id", entity->user_id);
      bo_json_writer_key (json, "parent_versions");
      bo_json_writer_begin_array (json);
      for (size_t i = 0; entity->parent_versions != NULL && entity->parent_versions[i] != NULL; i++)
        bo_json_writer_string (json, entity->parent_versions[i]);
      bo_json_writer_end_array (json);
    }
  bo_json_writer_member_string (json, "sync_status", bo_sync_status_to_string (record->status));
  bo_json_writer_member_string (json, "problem", record->problem);
}

static void
row_record (BoCli *cli, BoCliTable *table, const BoRecord *record)
{
  const BoEntity *entity = record->shown;
  g_autofree char *notice = bo_client_dup_notice (cli->client, record->id, record->status);

  _bo_cli_table_add (table, entity != NULL ? entity->entity_type : NULL);
  _bo_cli_table_add (table, entity != NULL ? entity->name : NULL);
  _bo_cli_table_add (table, notice);
  _bo_cli_table_add (table, record->id);
}

static void
print_record (BoCli *cli, const BoRecord *record)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Type"), _("Name"), _("State"), _("Id"), NULL);
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  _bo_cli_json_record (json, record);
  bo_json_writer_end_object (json);
  row_record (cli, table, record);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    _bo_cli_table_finish (table, cli->out);
}

static bool
is_listed (const BoRecord *record, const char *type, bool deleted)
{
  if (record->shown == NULL)
    return type == NULL;
  return (type == NULL || strcmp (record->shown->entity_type, type) == 0)
         && (deleted || !bo_entity_is_deleted (record->shown));
}

BoCliStatus
_bo_cli_entities (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = _bo_cli_list (cli, bo_client_list_records_async, &error);
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Type"), _("Name"), _("State"), _("Id"), NULL);
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  if (records == NULL)
    return _bo_cli_fail (cli, error);
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < records->len; i++)
    {
      const BoRecord *record = g_ptr_array_index (records, i);

      if (!is_listed (record, _bo_cli_arguments_get (cli->arguments, "type"),
                      _bo_cli_arguments_has (cli->arguments, "deleted")))
        continue;
      if (!cli->json)
        {
          row_record (cli, table, record);
          continue;
        }
      bo_json_writer_begin_object (json);
      _bo_cli_json_record (json, record);
      bo_json_writer_end_object (json);
    }
  bo_json_writer_end_array (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    _bo_cli_table_finish (table, cli->out);
  return BO_CLI_DONE;
}

/* What is stored under that id; owned by the array. */
static const BoRecord *
find_record (GPtrArray *records, const char *id)
{
  for (unsigned int i = 0; i < records->len; i++)
    if (strcmp (((const BoRecord *) g_ptr_array_index (records, i))->id, id) == 0)
      return g_ptr_array_index (records, i);
  return NULL;
}

/* An object, given on the command line; NULL is none given. */
static BoCliStatus
check_object (BoCli *cli, const char *option)
{
  const char *text = _bo_cli_arguments_get (cli->arguments, option);
  g_autoptr (GError) error = NULL;
  BoJson document;

  if (text == NULL)
    return BO_CLI_DONE;
  if (!bo_json_scan (text, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &document, &error))
    return _bo_cli_refuse (cli, BO_CLI_USAGE, _("The value of --%s is no JSON: %s"), option, error->message);
  if (bo_json_kind (document) != BO_JSON_KIND_OBJECT)
    return _bo_cli_refuse (cli, BO_CLI_USAGE, _("The value of --%s has to be a JSON object, as in '{\"key\": 1}'."),
                           option);
  return BO_CLI_DONE;
}

static BoCliStatus
check_given (BoCli *cli, const char *const *options)
{
  for (; *options != NULL; options++)
    if (!_bo_cli_arguments_has (cli->arguments, *options))
      return _bo_cli_refuse (cli, BO_CLI_USAGE, _("The option --%s is missing."), *options);
  return BO_CLI_DONE;
}

static BoCliStatus
print_entity (BoCli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = _bo_cli_list (cli, bo_client_list_records_async, &error);
  const BoRecord *record = records != NULL ? find_record (records, id) : NULL;

  if (records == NULL)
    return _bo_cli_fail (cli, error);
  if (record == NULL)
    return _bo_cli_refuse (cli, BO_CLI_FAILED, _("The entity “%s” is not there any more."), id);
  print_record (cli, record);
  return BO_CLI_DONE;
}

static char *
finish_edit (BoCli *cli, GAsyncResult **slot, GError **error)
{
  g_autoptr (GAsyncResult) result = _bo_cli_wait (slot);

  return bo_client_edit_finish (cli->client, result, error);
}

BoCliStatus
_bo_cli_entity_put (BoCli *cli)
{
  static const char *const needed[] = { "type", "name", NULL };
  const BoCliArguments *arguments = cli->arguments;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  GAsyncResult *slot = NULL;
  BoCliStatus status;

  if ((status = check_given (cli, needed)) != BO_CLI_DONE || (status = check_object (cli, "content")) != BO_CLI_DONE)
    return status;
  bo_client_put_entity_async (cli->client, _bo_cli_arguments_get (arguments, "id"),
                              _bo_cli_arguments_get (arguments, "type"), _bo_cli_arguments_get (arguments, "name"),
                              _bo_cli_arguments_get (arguments, "content"), NULL, _bo_cli_ready_cb, &slot);
  id = finish_edit (cli, &slot, &error);
  return id != NULL ? print_entity (cli, id) : _bo_cli_fail (cli, error);
}

static void
print_deleted (BoCli *cli, const char *id, const char *name)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
  g_autofree char *sentence = g_strdup_printf (_("“%s” is deleted here, waiting to be sent."), name);
  g_autofree char *plain = _bo_cli_plain (sentence);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", id);
  bo_json_writer_member_bool (json, "deleted", true);
  bo_json_writer_end_object (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    g_string_append_printf (cli->out, "%s\n", plain);
}

BoCliStatus
_bo_cli_entity_delete (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  BoThing *thing = _bo_cli_find (cli, BO_TYPE_THING, _bo_cli_arguments_word (cli->arguments, 0), &error);
  g_autofree char *id = NULL, *name = NULL, *changed = NULL;
  GAsyncResult *slot = NULL;

  if (thing == NULL)
    return _bo_cli_fail (cli, error);
  id = g_strdup (bo_thing_get_id (thing));
  name = g_strdup (bo_thing_get_display_name (thing));
  bo_client_remove_async (cli->client, id, NULL, _bo_cli_ready_cb, &slot);
  changed = finish_edit (cli, &slot, &error);
  if (changed == NULL)
    return _bo_cli_fail (cli, error);
  print_deleted (cli, id, name);
  return BO_CLI_DONE;
}

/* --- edges --- */

void
_bo_cli_json_edge (BoJsonWriter *json, const BoEdge *edge)
{
  bo_json_writer_member_string (json, "id", edge->id);
  bo_json_writer_member_string (json, "relationship_type", edge->type);
  bo_json_writer_member_string (json, "from_entity_id", edge->from_id);
  bo_json_writer_member_string (json, "from_entity_version", edge->from_version);
  bo_json_writer_member_string (json, "to_entity_id", edge->to_id);
  bo_json_writer_member_string (json, "to_entity_version", edge->to_version);
  bo_json_writer_member_raw (json, "properties", edge->properties);
  bo_json_writer_member_string (json, "user_id", edge->user_id);
}

static void
json_edge_record (BoJsonWriter *json, const BoEdgeRecord *record)
{
  bo_json_writer_begin_object (json);
  _bo_cli_json_edge (json, record->shown);
  bo_json_writer_member_string (json, "sync_status", bo_sync_status_to_string (record->status));
  bo_json_writer_member_string (json, "problem", record->problem);
  bo_json_writer_end_object (json);
}

static BoCliTable *
edge_table (void)
{
  return _bo_cli_table_new (_("Type"), _("From"), _("To"), _("State"), _("Id"), NULL);
}

static void
row_edge (BoCliTable *table, const BoEdgeRecord *record)
{
  _bo_cli_table_add (table, record->shown->type);
  _bo_cli_table_add (table, record->shown->from_id);
  _bo_cli_table_add (table, record->shown->to_id);
  _bo_cli_table_add (table, bo_thing_status_to_text (record->status));
  _bo_cli_table_add (table, record->shown->id);
}

BoCliStatus
_bo_cli_edges (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = _bo_cli_list (cli, bo_client_list_edges_async, &error);
  g_autoptr (BoCliTable) table = edge_table ();
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
  bool deleted = _bo_cli_arguments_has (cli->arguments, "deleted");

  if (records == NULL)
    return _bo_cli_fail (cli, error);
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < records->len; i++)
    {
      const BoEdgeRecord *record = g_ptr_array_index (records, i);

      if (bo_edge_is_deleted (record->shown) && !deleted)
        continue;
      json_edge_record (json, record);
      row_edge (table, record);
    }
  bo_json_writer_end_array (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    _bo_cli_table_finish (table, cli->out);
  return BO_CLI_DONE;
}

static BoCliStatus
print_edge (BoCli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = _bo_cli_list (cli, bo_client_list_edges_async, &error);
  g_autoptr (BoCliTable) table = edge_table ();

  for (unsigned int i = 0; records != NULL && i < records->len; i++)
    {
      const BoEdgeRecord *record = g_ptr_array_index (records, i);
      g_autoptr (BoJsonWriter) json = NULL;

      if (strcmp (record->shown->id, id) != 0)
        continue;
      json = bo_json_writer_new ();
      json_edge_record (json, record);
      row_edge (table, record);
      if (cli->json)
        _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
      else
        _bo_cli_table_finish (table, cli->out);
      return BO_CLI_DONE;
    }
  if (error != NULL)
    return _bo_cli_fail (cli, error);
  return _bo_cli_refuse (cli, BO_CLI_FAILED, _("The edge “%s” is not there any more."), id);
}

BoCliStatus
_bo_cli_edge_put (BoCli *cli)
{
  static const char *const needed[] = { "type", "from", "to", NULL };
  const BoCliArguments *arguments = cli->arguments;
  const char *type = _bo_cli_arguments_get (arguments, "type");
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  GAsyncResult *slot = NULL;
  BoThing *from, *to;
  BoCliStatus status;

  if ((status = check_given (cli, needed)) != BO_CLI_DONE
      || (status = check_object (cli, "properties")) != BO_CLI_DONE)
    return status;
  if ((from = _bo_cli_find (cli, BO_TYPE_THING, _bo_cli_arguments_get (arguments, "from"), &error)) == NULL
      || (to = _bo_cli_find (cli, BO_TYPE_THING, _bo_cli_arguments_get (arguments, "to"), &error)) == NULL)
    return _bo_cli_fail (cli, error);
  bo_client_put_edge_async (cli->client, _bo_cli_arguments_get (arguments, "id"), type, bo_thing_get_id (from),
                            bo_thing_get_id (to), _bo_cli_arguments_get (arguments, "properties"), NULL,
                            _bo_cli_ready_cb, &slot);
  id = finish_edit (cli, &slot, &error);
  return id != NULL ? print_edge (cli, id) : _bo_cli_fail (cli, error);
}
