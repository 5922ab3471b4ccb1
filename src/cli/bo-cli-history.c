/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

/* --- history --- */

const char *
_bo_cli_origin_word (BoOrigin origin)
{
  switch (origin)
    {
    case BO_ORIGIN_HUB:
    case BO_ORIGIN_READING:
      return "hub";
    case BO_ORIGIN_HERE:
    case BO_ORIGIN_WITHDRAWN:
      return "here";
    case BO_ORIGIN_MERGE:
      return "merge";
    }
  g_assert_not_reached ();
}

static void
json_version (BoJsonWriter *json, const BoStoreVersion *version)
{
  const BoEntity *entity = version->entity;

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", entity->id);
  bo_json_writer_member_string (json, "version", entity->version);
  _bo_cli_json_time (json, "when", version->time_us);
  bo_json_writer_member_string (json, "user_id", entity->user_id);
  bo_json_writer_member_string (json, "device_name", version->device_name);
  bo_json_writer_member_string (json, "origin", _bo_cli_origin_word (version->origin));
  bo_json_writer_member_string (json, "entity_type", entity->entity_type);
  bo_json_writer_member_string (json, "name", entity->name);
  bo_json_writer_member_raw (json, "content", entity->content);
  bo_json_writer_key (json, "parent_versions");
  bo_json_writer_begin_array (json);
  for (size_t i = 0; entity->parent_versions[i] != NULL; i++)
    bo_json_writer_string (json, entity->parent_versions[i]);
  bo_json_writer_end_array (json);
  bo_json_writer_end_object (json);
}

static void
row_version (BoCliTable *table, const BoStoreVersion *version)
{
  _bo_cli_table_take (table, _bo_cli_time (version->time_us));
  _bo_cli_table_add (table, version->entity->user_id);
  _bo_cli_table_add (table, version->device_name);
  _bo_cli_table_add (table, bo_entity_is_deleted (version->entity) ? _("deleted") : version->entity->name);
  _bo_cli_table_add (table, version->entity->version);
}

static void
print_versions (BoCli *cli, GPtrArray *versions)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("When"), _("Who"), _("Device"), _("Name"), _("Version"),
                                                    NULL);
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < versions->len; i++)
    {
      if (cli->json)
        json_version (json, g_ptr_array_index (versions, i));
      else
        row_version (table, g_ptr_array_index (versions, i));
    }
  bo_json_writer_end_array (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    _bo_cli_table_finish (table, cli->out);
}

static gboolean
fetch (BoCli *cli, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bo_client_fetch_history_async (cli->client, id, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  return bo_client_fetch_history_finish (cli->client, result, NULL, error);
}

/* (transfer full): of what is there by that id or name; else the word itself, for what was deleted. */
char *
_bo_cli_find_id (BoCli *cli, const char *word, GError **error)
{
  g_autoptr (GError) failure = NULL;
  BoThing *thing = _bo_cli_find (cli, BO_TYPE_THING, word, &failure);

  if (thing != NULL)
    return g_strdup (bo_thing_get_id (thing));
  if (g_error_matches (failure, BO_ERROR, BO_ERROR_NOT_FOUND))
    return g_strdup (word);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

GPtrArray *
_bo_cli_list_versions (BoCli *cli, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  GAsyncResult *slot = NULL;

  bo_client_history_async (cli->client, id, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  versions = bo_client_list_finish (cli->client, result, error);
  /* What was never sent has no version yet, but is there. */
  if (versions == NULL || versions->len > 0 || bo_model_lookup (bo_client_get_model (cli->client), id) != NULL)
    return g_steal_pointer (&versions);
  g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("There is nothing with the id or name “%s”."), id);
  return NULL;
}

BoCliStatus
_bo_cli_history (BoCli *cli)
{
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = _bo_cli_find_id (cli, _bo_cli_arguments_word (cli->arguments, 0), &error);

  if (id == NULL || (_bo_cli_arguments_has (cli->arguments, "fetch") && !fetch (cli, id, &error)))
    return _bo_cli_fail (cli, error);
  versions = _bo_cli_list_versions (cli, id, &error);
  if (versions == NULL)
    return _bo_cli_fail (cli, error);
  print_versions (cli, versions);
  return BO_CLI_DONE;
}

/* --- what waits, and conflicts: deciding --- */

static BoCliStatus
finish (BoCli *cli, GAsyncResult **slot, const char *id, const char *sentence)
{
  g_autoptr (GAsyncResult) result = _bo_cli_wait (slot);
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *done = bo_client_edit_finish (cli->client, result, &error);

  if (done == NULL)
    return _bo_cli_fail (cli, error);
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", id);
  bo_json_writer_end_object (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    g_string_append_printf (cli->out, "%s\n", sentence);
  return BO_CLI_DONE;
}

BoCliStatus
_bo_cli_discard (BoCli *cli)
{
  const char *id = _bo_cli_arguments_word (cli->arguments, 0);
  GAsyncResult *slot = NULL;

  bo_client_discard_async (cli->client, id, NULL, _bo_cli_ready_cb, &slot);
  return finish (cli, &slot, id, _("Taken back; what was there before is shown again."));
}

BoCliStatus
_bo_cli_retry (BoCli *cli)
{
  const char *id = _bo_cli_arguments_word (cli->arguments, 0);
  GAsyncResult *slot = NULL;

  bo_client_retry_async (cli->client, id, NULL, _bo_cli_ready_cb, &slot);
  return finish (cli, &slot, id, _("It waits to be sent again."));
}

/* Which of the choices was given; NULL unless it is exactly one. */
static const char *
find_choice (BoCli *cli)
{
  static const char *const choices[] = { "mine", "theirs", "kept", "document" };
  const char *found = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (choices); i++)
    if (_bo_cli_arguments_has (cli->arguments, choices[i]))
      {
        if (found != NULL)
          return NULL;
        found = choices[i];
      }
  return found;
}

BoCliStatus
_bo_cli_resolve (BoCli *cli)
{
  const char *id = _bo_cli_arguments_word (cli->arguments, 0);
  const char *document = _bo_cli_arguments_get (cli->arguments, "document");
  const char *choice = find_choice (cli);
  GAsyncResult *slot = NULL;

  if (choice == NULL)
    return _bo_cli_refuse (cli, BO_CLI_USAGE, _("One of --mine, --theirs, --kept and --document is needed."));
  bo_client_resolve_conflict_async (cli->client, id, document, document != NULL ? "edited" : choice, NULL,
                                    _bo_cli_ready_cb, &slot);
  return finish (cli, &slot, id, _("Decided; the decision is a change of its own, on top of both."));
}
