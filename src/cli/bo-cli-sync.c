/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>

/* --- status --- */

static void
json_digest_match (BoJsonWriter *json, int digest_match)
{
  if (digest_match >= 0)
    bo_json_writer_member_bool (json, "digest_match", digest_match == 1);
  else
    bo_json_writer_member_raw (json, "digest_match", NULL);
}

/* The members of a status, into an object that is open. */
void
_bo_cli_json_status (BoCli *cli, BoJsonWriter *json)
{
  const BoEngineStatus *status = bo_client_get_status (cli->client);
  const char *url = bo_client_get_server_url (cli->client);

  bo_json_writer_member_string (json, "state", _bo_cli_state_word (status));
  bo_json_writer_member_string (json, "server_url", url);
  _bo_cli_json_time (json, "last_success", status->last_success_us);
  _bo_cli_json_time (json, "next_attempt", status->next_attempt_us);
  bo_json_writer_member_int (json, "pending", status->counts.pending);
  bo_json_writer_member_int (json, "quarantined", status->counts.quarantined);
  bo_json_writer_member_int (json, "conflicts", status->counts.conflicts);
  bo_json_writer_member_int (json, "entities", status->counts.entities);
  json_digest_match (json, status->digest_match);
}

static void
add_line (BoCliTable *table, const char *label, char *value)
{
  _bo_cli_table_pair (table, label, value);
  g_free (value);
}

static const char *
digest_match_to_text (int digest_match)
{
  return digest_match == 1 ? _("yes") : digest_match == 0 ? _("no") : _("not known");
}

static char *
count_to_text (int64_t count)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, count);
}

static void
print_status (BoCli *cli)
{
  const BoEngineStatus *status = bo_client_get_status (cli->client);
  const char *url = bo_client_get_server_url (cli->client);
  g_autofree char *sentence = bo_client_get_sentence (cli->client, NULL);
  g_autofree char *plain = _bo_cli_plain (sentence);
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("", "", NULL);

  g_string_append_printf (cli->out, "%s\n", plain);
  if (status->detail != NULL)
    {
      g_autofree char *detail = _bo_cli_plain (status->detail);

      g_string_append_printf (cli->out, "%s\n", detail);
    }
  add_line (table, _("State"), g_strdup (_bo_cli_state_word (status)));
  add_line (table, _("Hub"), g_strdup (url));
  if (bo_client_is_plain (cli->client))
    add_line (table, _("Encryption"), g_strdup (_("none: everybody on the network can read along")));
  add_line (table, _("Last success"), _bo_cli_time (status->last_success_us));
  add_line (table, _("Next attempt"), _bo_cli_time (status->next_attempt_us));
  add_line (table, _("Waiting"), count_to_text (status->counts.pending));
  add_line (table, _("Refused by the hub"), count_to_text (status->counts.quarantined));
  add_line (table, _("To review"), count_to_text (status->counts.conflicts));
  add_line (table, _("Entities"), count_to_text (status->counts.entities));
  add_line (table, _("Same as the hub"), g_strdup (digest_match_to_text (status->digest_match)));
  _bo_cli_table_finish (table, cli->out);
}

BoCliStatus
_bo_cli_status (BoCli *cli)
{
  if (cli->json)
    {
      g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

      bo_json_writer_begin_object (json);
      _bo_cli_json_status (cli, json);
      bo_json_writer_end_object (json);
      _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
    }
  else
    print_status (cli);
  return _bo_cli_health (bo_client_get_status (cli->client));
}

/* --- sync --- */

void
_bo_cli_json_report (BoJsonWriter *json, const BoSyncResult *report)
{
  bo_json_writer_member_bool (json, "success", report->success);
  bo_json_writer_member_int (json, "synced_entities", report->synced_entities);
  bo_json_writer_member_int (json, "pulled", report->pulled);
  bo_json_writer_member_int (json, "pushed", report->pushed);
  bo_json_writer_member_int (json, "conflicts_resolved", report->conflicts_resolved);
  bo_json_writer_member_int (json, "pending", report->pending);
  bo_json_writer_member_int (json, "quarantined", report->quarantined);
  bo_json_writer_key (json, "errors");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; report->errors != NULL && i < report->errors->len; i++)
    bo_json_writer_string (json, g_ptr_array_index (report->errors, i));
  bo_json_writer_end_array (json);
  bo_json_writer_key (json, "duration");
  bo_json_writer_double (json, (double) report->duration_us / G_USEC_PER_SEC);
}

static void
json_report (BoCli *cli, const BoSyncResult *report)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  _bo_cli_json_report (json, report);
  bo_json_writer_end_object (json);
  _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
}

static void
print_report (BoCli *cli, const BoSyncResult *report)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("", "", NULL);

  if (!report->success)
    return;
  g_string_append_printf (cli->out, "%s\n", _("Synchronised."));
  add_line (table, _("Received"), count_to_text (report->pulled));
  add_line (table, _("Sent"), count_to_text (report->pushed));
  add_line (table, _("Merged"), count_to_text (report->conflicts_resolved));
  add_line (table, _("Waiting"), count_to_text (report->pending));
  add_line (table, _("Refused by the hub"), count_to_text (report->quarantined));
  _bo_cli_table_finish (table, cli->out);
}

static void
say_errors (const BoSyncResult *report, const GError *error)
{
  for (unsigned int i = 0; report->errors != NULL && i < report->errors->len; i++)
    _bo_cli_say (g_ptr_array_index (report->errors, i));
  if (error != NULL && (report->errors == NULL || report->errors->len == 0))
    _bo_cli_say (error->message);
  if (report->success && report->pending > 0)
    _bo_cli_say (_("Something still waits to be taken by the hub; “pending” lists it. It is kept and sent again."));
  if (report->quarantined > 0)
    _bo_cli_say (_("The hub refused some changes; “pending” lists them. They are kept here."));
}

static BoCliStatus
status_of_report (BoCli *cli, const BoSyncResult *report, const GError *error)
{
  if (error != NULL)
    return _bo_cli_status_of_error (error);
  if (!report->success && report->error_code >= 0)
    return _bo_cli_status_of_code (report->error_code);
  if (!report->success || report->quarantined > 0)
    return BO_CLI_FAILED;
  return _bo_cli_health (bo_client_get_status (cli->client));
}

/* The document is owed even where there was no cycle at all. */
static BoSyncResult *
empty_report (BoCli *cli, const char *sentence)
{
  const BoSyncCounts *counts = &bo_client_get_status (cli->client)->counts;
  BoSyncResult *report = g_new0 (BoSyncResult, 1);

  report->error_code = -1;
  report->pending = counts->pending;
  report->quarantined = counts->quarantined;
  report->errors = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (report->errors, g_strdup (sentence));
  return report;
}

static BoSyncResult *
run_sync (BoCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  if (bo_client_get_server_url (cli->client) == NULL)
    return empty_report (cli, _("This home has no hub to synchronise with. Use “connect” with its address."));
  bo_client_sync_async (cli->client, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  return bo_client_sync_finish (cli->client, result, error);
}

BoCliStatus
_bo_cli_sync (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoSyncReport) report = run_sync (cli, &error);
  BoCliStatus status;

  if (report == NULL)
    report = empty_report (cli, error->message);
  if (cli->json)
    json_report (cli, report);
  else
    print_report (cli, report);
  say_errors (report, error);
  if (error != NULL)
    _bo_cli_explain_certificate (cli, error);
  status = status_of_report (cli, report, error);
  if (_bo_cli_arguments_has (cli->arguments, "watch") && bo_client_get_server_url (cli->client) != NULL)
    return _bo_cli_watch_changes (cli);
  return status;
}

/* --- digest --- */

static void
print_digest (BoCli *cli, const char *digest, int64_t count, const char *hub_digest)
{
  g_autoptr (BoCliTable) table = _bo_cli_table_new ("", "", NULL);

  add_line (table, _("Here"), g_strdup (digest));
  add_line (table, _("Hub"), g_strdup (hub_digest));
  add_line (table, _("Entities"), count_to_text (count));
  _bo_cli_table_finish (table, cli->out);
}

static void
json_digest (BoCli *cli, const char *digest, int64_t count, const char *hub_digest)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "digest", digest);
  bo_json_writer_member_int (json, "entities", count);
  bo_json_writer_member_string (json, "hub_digest", hub_digest);
  bo_json_writer_end_object (json);
  _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
}

BoCliStatus
_bo_cli_digest (BoCli *cli)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *digest = NULL, *hub_digest = NULL;
  GAsyncResult *slot = NULL;
  int64_t count = 0;

  bo_client_digest_async (cli->client, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  digest = bo_client_digest_finish (cli->client, result, &count, &hub_digest, &error);
  if (digest == NULL)
    return _bo_cli_fail (cli, error);
  (cli->json ? json_digest : print_digest) (cli, digest, count, hub_digest);
  return _bo_cli_health (bo_client_get_status (cli->client));
}
