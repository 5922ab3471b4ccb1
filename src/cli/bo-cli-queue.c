/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

/* --- pending --- */

void
_bo_cli_json_pending (BoJsonWriter *json, BoPendingItem *item)
{
  g_autofree char *forecast = bo_pending_item_dup_forecast (item);

  bo_json_writer_member_string (json, "id", bo_pending_item_get_id (item));
  bo_json_writer_member_string (json, "name", bo_pending_item_get_name (item));
  bo_json_writer_member_string (json, "sentence", bo_pending_item_get_sentence (item));
  _bo_cli_json_time (json, "queued_at", bo_pending_item_get_queued_at (item));
  bo_json_writer_member_string (json, "state", bo_sync_status_to_string (bo_pending_item_get_status (item)));
  _bo_cli_json_time (json, "expires", bo_pending_item_get_expires (item));
  bo_json_writer_member_string (json, "problem", bo_pending_item_get_problem (item));
  bo_json_writer_member_string (json, "forecast", forecast);
}

static void
row_pending (BoCliTable *table, BoPendingItem *item)
{
  const char *problem = bo_pending_item_get_problem (item);
  g_autofree char *forecast = bo_pending_item_dup_forecast (item);
  g_autofree char *notice = bo_pending_item_dup_notice (item);

  _bo_cli_table_take (table, _bo_cli_time (bo_pending_item_get_queued_at (item)));
  _bo_cli_table_add (table, bo_pending_item_get_sentence (item));
  _bo_cli_table_add (table, problem != NULL ? problem : forecast != NULL ? forecast : notice);
  _bo_cli_table_take (table, _bo_cli_time (bo_pending_item_get_expires (item)));
  _bo_cli_table_add (table, bo_pending_item_get_id (item));
}

BoCliStatus
_bo_cli_pending (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = _bo_cli_list (cli, bo_client_read_pending_async, &error);
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Since"), _("Change"), _("State"), _("Expires"), _("Id"), NULL);

  if (items == NULL)
    return _bo_cli_fail (cli, error);
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < items->len; i++)
    {
      bo_json_writer_begin_object (json);
      _bo_cli_json_pending (json, g_ptr_array_index (items, i));
      bo_json_writer_end_object (json);
      row_pending (table, g_ptr_array_index (items, i));
    }
  bo_json_writer_end_array (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  else
    _bo_cli_table_finish (table, cli->out);
  return BO_CLI_DONE;
}

/* --- conflicts --- */

/* The three words of the contract; a move against a move is one that was decided. */
static const char *
kind_word (BoConflictKind kind)
{
  switch (kind)
    {
    case BO_CONFLICT_MERGED:
      return "merged";
    case BO_CONFLICT_DELETED:
      return "deleted";
    case BO_CONFLICT_DECIDED:
    case BO_CONFLICT_MOVED:
      return "decided";
    }
  g_assert_not_reached ();
}

static const char *
kept_word (BoKept kept)
{
  switch (kept)
    {
    case BO_KEPT_MINE:
      return "mine";
    case BO_KEPT_THEIRS:
      return "theirs";
    case BO_KEPT_BOTH:
      return "both";
    }
  g_assert_not_reached ();
}

static void
json_path (BoJsonWriter *json, const BoConflictPath *path)
{
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "path", path->path);
  bo_json_writer_member_raw (json, "base", path->base);
  bo_json_writer_member_raw (json, "mine", path->mine);
  bo_json_writer_member_raw (json, "theirs", path->theirs);
  bo_json_writer_member_raw (json, "result", path->result);
  bo_json_writer_member_string (json, "kept", kept_word (path->kept));
  bo_json_writer_end_object (json);
}

/* Who, when, from which device, and what became of it. */
static void
json_sides (BoJsonWriter *json, const BoConflict *conflict)
{
  bo_json_writer_member_string (json, "mine_user", conflict->mine_user);
  bo_json_writer_member_string (json, "mine_device", conflict->mine_device);
  _bo_cli_json_time (json, "mine_when", conflict->mine_us);
  bo_json_writer_member_string (json, "theirs_user", conflict->theirs_user);
  bo_json_writer_member_string (json, "theirs_device", conflict->theirs_device);
  _bo_cli_json_time (json, "theirs_when", conflict->theirs_us);
  bo_json_writer_member_string (json, "winner", conflict->winner);
  bo_json_writer_member_string (json, "resolution", conflict->resolution);
}

void
_bo_cli_json_conflict (BoJsonWriter *json, const BoConflict *conflict)
{
  bo_json_writer_member_string (json, "id", conflict->id);
  bo_json_writer_member_string (json, "entity_id", conflict->entity_id);
  bo_json_writer_member_string (json, "name", conflict->name);
  bo_json_writer_member_string (json, "kind", kind_word (conflict->kind));
  bo_json_writer_member_bool (json, "reviewed", conflict->reviewed);
  _bo_cli_json_time (json, "when", conflict->when_us);
  json_sides (json, conflict);
  bo_json_writer_key (json, "paths");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < conflict->paths->len; i++)
    json_path (json, g_ptr_array_index (conflict->paths, i));
  bo_json_writer_end_array (json);
}

static void
json_conflict (BoJsonWriter *json, const BoConflict *conflict)
{
  bo_json_writer_begin_object (json);
  _bo_cli_json_conflict (json, conflict);
  bo_json_writer_end_object (json);
}

static void
add_value (BoCliTable *table, const BoConflict *conflict, const BoConflictPath *path, const char *json)
{
  _bo_cli_table_take (table, bo_conflict_path_display (conflict, path, json));
}

static const char *
kept_label (BoKept kept)
{
  return kept == BO_KEPT_MINE ? _("this device's") : kept == BO_KEPT_THEIRS ? _("the hub's") : _("both");
}

static void
print_conflict (GString *out, const BoConflict *conflict)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new (_("Field"), _("Before"), _("This device"), _("Hub"), _("Result"),
                                                    _("Kept"), NULL);
  g_autofree char *name = _bo_cli_plain (conflict->name != NULL ? conflict->name : conflict->entity_id);
  g_autofree char *when = _bo_cli_time (conflict->when_us);
  g_autofree char *sentence = bo_conflict_to_sentence (conflict);
  g_autofree char *plain = _bo_cli_plain (sentence);

  for (unsigned int i = 0; i < conflict->paths->len; i++)
    {
      const BoConflictPath *path = g_ptr_array_index (conflict->paths, i);

      _bo_cli_table_take (table, bo_conflict_path_get_label (conflict, path));
      add_value (table, conflict, path, path->base);
      add_value (table, conflict, path, path->mine);
      add_value (table, conflict, path, path->theirs);
      add_value (table, conflict, path, path->result);
      _bo_cli_table_add (table, kept_label (path->kept));
    }
  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append_printf (out, "%s  %s  (%s)\n", when, name, conflict->reviewed ? _("reviewed") : _("to review"));
  g_string_append_printf (out, "%s\n", plain);
  _bo_cli_table_finish (table, out);
}

BoCliStatus
_bo_cli_conflicts (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = _bo_cli_list (cli, bo_client_read_conflicts_async, &error);
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  if (conflicts == NULL)
    return _bo_cli_fail (cli, error);
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < conflicts->len; i++)
    if (cli->json)
      json_conflict (json, g_ptr_array_index (conflicts, i));
    else
      print_conflict (cli->out, g_ptr_array_index (conflicts, i));
  bo_json_writer_end_array (json);
  if (cli->json)
    _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
  return BO_CLI_DONE;
}
