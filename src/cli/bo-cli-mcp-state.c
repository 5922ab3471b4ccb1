/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include "bo-sentence.h"

#define LISTED 20
#define MAX_LISTED 100
/* Of one version; a document may differ in more. */
#define MAX_CHANGES 20

static void
json_state (BoMcp *mcp, BoJsonWriter *json)
{
  g_autofree char *sentence = bo_client_get_sentence (mcp->cli->client, NULL);

  bo_json_writer_member_string (json, "sentence", sentence);
}

/* --- get_status --- */

gboolean
_bo_mcp_get_status (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  BoClient *client = mcp->cli->client;
  g_autofree char *user = bo_client_dup_user_name (client, bo_client_get_user_id (client));

  json_state (mcp, reply->json);
  bo_json_writer_member_string (reply->json, "detail", bo_client_get_status (client)->detail);
  _bo_cli_json_status (mcp->cli, reply->json);
  bo_json_writer_member_string (reply->json, "user", user);
  bo_json_writer_member_string (reply->json, "device_name", bo_client_get_device_name (client));
  bo_json_writer_member_string (reply->json, "role", bo_client_get_role (client));
  bo_json_writer_member_bool (reply->json, "read_only", bo_client_get_read_only (client));
  bo_json_writer_member_string (reply->json, "store_error", bo_client_get_store_error (client));
  bo_json_writer_member_string (reply->json, "recovery", bo_client_get_recovery (client, NULL));
  _bo_cli_json_time (reply->json, "now", bo_clock_now ());
  return TRUE;
}

/* --- list_waiting --- */

gboolean
_bo_mcp_list_waiting (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autoptr (GPtrArray) items = _bo_cli_list (mcp->cli, bo_client_read_pending_async, error);

  if (items == NULL)
    return FALSE;
  json_state (mcp, reply->json);
  bo_json_writer_member_int (reply->json, "count", items->len);
  bo_json_writer_key (reply->json, "waiting");
  bo_json_writer_begin_array (reply->json);
  for (unsigned int i = 0; i < items->len; i++)
    {
      bo_json_writer_begin_object (reply->json);
      _bo_cli_json_pending (reply->json, g_ptr_array_index (items, i));
      bo_json_writer_end_object (reply->json);
    }
  bo_json_writer_end_array (reply->json);
  return TRUE;
}

/* --- list_conflicts --- */

static void
json_conflict (BoJsonWriter *json, const BoConflict *conflict)
{
  g_autofree char *sentence = bo_conflict_to_sentence (conflict);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "sentence", sentence);
  _bo_cli_json_conflict (json, conflict);
  bo_json_writer_end_object (json);
}

gboolean
_bo_mcp_list_conflicts (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  bool reviewed = bo_json_member_bool (arguments, "reviewed", false);
  int left = _bo_mcp_get_limit (arguments, LISTED, MAX_LISTED);
  g_autoptr (GPtrArray) conflicts = _bo_cli_list (mcp->cli, bo_client_read_conflicts_async, error);

  if (conflicts == NULL)
    return FALSE;
  bo_json_writer_member_int (reply->json, "to_review", bo_client_get_status (mcp->cli->client)->counts.conflicts);
  bo_json_writer_key (reply->json, "conflicts");
  bo_json_writer_begin_array (reply->json);
  for (unsigned int i = 0; i < conflicts->len && left > 0; i++)
    {
      const BoConflict *conflict = g_ptr_array_index (conflicts, i);

      if (conflict->reviewed && !reviewed)
        continue;
      json_conflict (reply->json, conflict);
      left--;
    }
  bo_json_writer_end_array (reply->json);
  return TRUE;
}

/* --- get_history --- */

static void
json_change (BoJsonWriter *json, const char *old, const char *new, const BoJsonChange *change)
{
  g_autofree char *label = bo_sentence_path_label (new, change->path);
  g_autofree char *before = bo_sentence_value (old, change->path, change->before);
  g_autofree char *after = bo_sentence_value (new, change->path, change->after);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "field", label);
  bo_json_writer_member_string (json, "before", before);
  bo_json_writer_member_string (json, "after", after);
  bo_json_writer_end_object (json);
}

static void
json_changes (BoJsonWriter *json, const BoStoreVersion *before, const BoStoreVersion *version)
{
  g_autofree char *old = bo_entity_to_document (before->entity);
  g_autofree char *new = bo_entity_to_document (version->entity);
  g_autoptr (GPtrArray) changes = bo_json_diff (bo_json_wrap (old), bo_json_wrap (new));

  bo_json_writer_key (json, "changes");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < changes->len && i < MAX_CHANGES; i++)
    json_change (json, old, new, g_ptr_array_index (changes, i));
  bo_json_writer_end_array (json);
  if (changes->len > MAX_CHANGES)
    bo_json_writer_member_int (json, "more_changes", changes->len - MAX_CHANGES);
}

/* @before: (nullable): the one held here before it */
static void
json_version (BoMcp *mcp, BoJsonWriter *json, const BoStoreVersion *before, const BoStoreVersion *version)
{
  g_autofree char *who = bo_client_dup_user_name (mcp->cli->client, version->entity->user_id);
  g_autofree char *age = bo_time_to_age (version->time_us, bo_clock_now ());

  bo_json_writer_begin_object (json);
  _bo_cli_json_time (json, "when", version->time_us);
  bo_json_writer_member_string (json, "age", age);
  bo_json_writer_member_string (json, "who", who);
  bo_json_writer_member_string (json, "device_name", version->device_name);
  bo_json_writer_member_string (json, "origin", _bo_cli_origin_word (version->origin));
  bo_json_writer_member_bool (json, "deleted", bo_entity_is_deleted (version->entity));
  if (before != NULL && !bo_entity_is_deleted (version->entity))
    json_changes (json, before, version);
  bo_json_writer_end_object (json);
}

gboolean
_bo_mcp_get_history (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autofree char *word = bo_json_member_string (arguments, "thing");
  g_autofree char *id = _bo_cli_find_id (mcp->cli, word, error);
  g_autoptr (GPtrArray) versions = id != NULL ? _bo_cli_list_versions (mcp->cli, id, error) : NULL;
  unsigned int left = (unsigned int) _bo_mcp_get_limit (arguments, LISTED, MAX_LISTED);
  BoThing *thing = id != NULL ? bo_model_lookup (bo_client_get_model (mcp->cli->client), id) : NULL;

  if (versions == NULL)
    return FALSE;
  bo_json_writer_member_string (reply->json, "id", id);
  bo_json_writer_member_string (reply->json, "name", thing != NULL ? bo_thing_get_display_name (thing) : NULL);
  bo_json_writer_member_int (reply->json, "held_here", versions->len);
  bo_json_writer_key (reply->json, "versions");
  bo_json_writer_begin_array (reply->json);
  for (unsigned int i = versions->len; i > 0 && left > 0; i--, left--)
    json_version (mcp, reply->json, i > 1 ? g_ptr_array_index (versions, i - 2) : NULL,
                  g_ptr_array_index (versions, i - 1));
  bo_json_writer_end_array (reply->json);
  return TRUE;
}
