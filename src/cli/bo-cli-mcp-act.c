/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-mcp-private.h"

#include <glib/gi18n-lib.h>

/* --- what is refused here, whatever the arguments say --- */

/* Nobody here can ask a person: what the client wants confirmed isn't done (UX §2), and who may do it is said. */
static void
explain_refusal (BoMcp *mcp, GError **error, const char *way)
{
  if (!g_error_matches (*error, BO_ERROR, BO_ERROR_PERMISSION) || bo_client_get_read_only (mcp->cli->client))
    return;
  g_prefix_error (error, "%s\n", way);
}

/* --- set_characteristic --- */

/* (transfer full): a value of JSON as it would be typed */
static char *
value_to_input (BoJson value)
{
  return bo_json_kind (value) == BO_JSON_KIND_STRING ? bo_json_dup_string (value) : bo_json_dup (value);
}

static BoCharacteristic *
find_characteristic (BoAccessory *accessory, BoJson arguments, GError **error)
{
  g_autofree char *name = bo_json_member_string (arguments, "characteristic");
  g_autofree char *service = bo_json_member_string (arguments, "service");
  g_autoptr (GPtrArray) services = _bo_cli_find_services (accessory, service, error);

  return services != NULL ? _bo_cli_find_characteristic (accessory, services, name, error) : NULL;
}

gboolean
_bo_mcp_set (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autofree char *name = bo_json_member_string (arguments, "accessory");
  g_autofree char *input = value_to_input (bo_json_member (arguments, "value"));
  BoThing *thing = _bo_cli_find (mcp->cli, BO_TYPE_ACCESSORY, name, error);
  g_autoptr (BoAccessory) accessory = thing != NULL ? g_object_ref (BO_ACCESSORY (thing)) : NULL;
  BoCharacteristic *found = accessory != NULL ? find_characteristic (accessory, arguments, error) : NULL;
  /* The edit may give the accessory new characteristics. */
  g_autoptr (BoCharacteristic) characteristic = found != NULL ? g_object_ref (found) : NULL;
  g_autofree char *json = NULL;

  if (characteristic == NULL || (json = bo_characteristic_edit_value (characteristic, input, error)) == NULL)
    return FALSE;
  if (!_bo_cli_write_value (mcp->cli, accessory, characteristic, json, false, error))
    {
      explain_refusal (mcp, error,
                       _("This was not done, and can't be done from here: a person has to do it in the window of "
                         "Blowing-Off, or with “blowing-off-cli set”, which asks."));
      return FALSE;
    }
  _bo_cli_json_written (reply->json, accessory, characteristic, json);
  reply->sentence = _bo_cli_written_sentence (accessory, characteristic, json);
  return TRUE;
}

/* --- run_scene --- */

static gboolean
run_scene (BoMcp *mcp, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *changed = NULL;
  GAsyncResult *slot = NULL;

  bo_client_run_scene_async (mcp->cli->client, id, false, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  changed = bo_client_edit_finish (mcp->cli->client, result, &failure);
  if (failure == NULL && changed == NULL)
    g_set_error_literal (&failure, BO_ERROR, BO_ERROR_NOT_FOUND,
                         _("Nothing was changed: nothing that this scene sets is in the home."));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
_bo_mcp_run_scene (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autofree char *name = bo_json_member_string (arguments, "scene");
  BoThing *thing = _bo_cli_find (mcp->cli, BO_TYPE_SCENE, name, error);
  g_autoptr (BoThing) scene = thing != NULL ? g_object_ref (thing) : NULL;

  if (scene == NULL)
    return FALSE;
  if (!run_scene (mcp, bo_thing_get_id (scene), error))
    {
      explain_refusal (mcp, error,
                       _("The scene was not run, no step of it, and can't be run from here: a person has to run it in "
                         "the window of Blowing-Off, which asks."));
      return FALSE;
    }
  bo_json_writer_member_string (reply->json, "id", bo_thing_get_id (scene));
  bo_json_writer_member_string (reply->json, "name", bo_thing_get_display_name (scene));
  bo_json_writer_member_int (reply->json, "actions", (int64_t) bo_scene_get_n_actions (BO_SCENE (scene)));
  bo_json_writer_member_bool (reply->json, "pending", true);
  reply->sentence = g_strdup_printf (_("The scene “%s” was run; what it set waits to be sent."),
                                     bo_thing_get_display_name (scene));
  return TRUE;
}

/* --- sync_now --- */

/* A cycle takes as long as the network makes it: whoever waits may leave, and the cycle goes on. */
typedef struct
{
  GAsyncResult *result;  /* nullable */
  bool          left;
} Waiting;

static void
synced_cb (GObject *source, GAsyncResult *result, void *data)
{
  Waiting *waiting = data;

  if (waiting->left)
    {
      BoSyncResult *report = bo_client_sync_finish (BO_CLIENT (source), result, NULL);

      g_clear_pointer (&report, bo_sync_report_free);
      g_free (waiting);
    }
  else
    waiting->result = g_object_ref (result);
}

static BoSyncResult *
wait_for_sync (BoMcp *mcp, GError **error)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  BoSyncResult *report;

  bo_client_sync_async (mcp->cli->client, NULL, synced_cb, waiting);
  while (waiting->result == NULL && !mcp->stopping && !mcp->cancelled)
    g_main_context_iteration (NULL, TRUE);
  waiting->left = waiting->result == NULL;
  if (waiting->left)
    {
      /* Nor is it answered. */
      mcp->cancelled = true;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nobody waits for the end of it any more."));
      return NULL;
    }
  report = bo_client_sync_finish (mcp->cli->client, waiting->result, error);
  g_object_unref (waiting->result);
  g_free (waiting);
  return report;
}

static char *
report_to_sentence (BoMcp *mcp, const BoSyncResult *report)
{
  g_autofree char *state = bo_client_get_sentence (mcp->cli->client, NULL);

  return g_strdup_printf (_("Synchronised. Received: %d. Sent: %d. Still waiting: %d. Refused by the hub: %d. The "
                            "window says now: %s"), (int) report->pulled, (int) report->pushed, (int) report->pending,
                          (int) report->quarantined, state);
}

gboolean
_bo_mcp_sync_now (BoMcp *mcp, BoJson arguments, BoMcpReply *reply, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (BoSyncReport) report = wait_for_sync (mcp, &failure);

  if (failure == NULL && !report->success)
    g_set_error (&failure, BO_ERROR, BO_ERROR_FAILED, "%s",
                 report->errors != NULL && report->errors->len > 0 ? (char *) g_ptr_array_index (report->errors, 0)
                                                                   : _("Synchronising ended short."));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  _bo_cli_json_report (reply->json, report);
  reply->sentence = report_to_sentence (mcp, report);
  return TRUE;
}
