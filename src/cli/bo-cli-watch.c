/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

typedef struct
{
  BoCli     *cli;
  GMainLoop *loop;
  char      *last;  /* the state as last printed: nothing is said twice */
  GError    *error; /* standard output is gone */
} Watch;

static void
flush (Watch *watch)
{
  if (watch->error == NULL && !_bo_cli_flush (watch->cli, &watch->error))
    g_main_loop_quit (watch->loop);
}

/* --- a line for a thing --- */

static void
json_change (Watch *watch, const char *id, BoThing *thing)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "event", "changed");
  bo_json_writer_member_string (json, "id", id);
  bo_json_writer_member_string (json, "entity_type", thing != NULL ? bo_thing_get_entity_type (thing) : NULL);
  bo_json_writer_member_string (json, "name", thing != NULL ? bo_thing_get_name (thing) : NULL);
  bo_json_writer_member_string (json, "version", thing != NULL ? bo_thing_get_entity (thing)->version : NULL);
  bo_json_writer_member_string (json, "sync_status", thing != NULL
                                ? bo_sync_status_to_string (bo_thing_get_status (thing)) : NULL);
  bo_json_writer_member_bool (json, "deleted", thing == NULL);
  bo_json_writer_end_object (json);
  _bo_cli_json_finish (g_steal_pointer (&json), watch->cli->out);
}

static void
print_change (Watch *watch, const char *id, BoThing *thing)
{
  g_autofree char *name = _bo_cli_plain (thing != NULL ? bo_thing_get_display_name (thing) : id);
  g_autofree char *waiting = thing != NULL ? bo_thing_dup_notice (thing) : NULL;

  g_string_append (watch->cli->out, name);
  if (thing == NULL)
    g_string_append_printf (watch->cli->out, ": %s", _("removed"));
  else if (BO_IS_ACCESSORY (thing))
    {
      g_autofree char *summary = bo_accessory_get_summary (BO_ACCESSORY (thing));
      g_autofree char *plain = _bo_cli_plain (summary);

      g_string_append_printf (watch->cli->out, ": %s", plain);
    }
  if (waiting != NULL)
    g_string_append_printf (watch->cli->out, " (%s)", waiting);
  g_string_append_c (watch->cli->out, '\n');
}

static void
changed_cb (BoClient *client, char **ids, Watch *watch)
{
  for (size_t i = 0; ids[i] != NULL; i++)
    (watch->cli->json ? json_change : print_change) (watch, ids[i],
                                                     bo_model_lookup (bo_client_get_model (client), ids[i]));
  flush (watch);
}

/* --- a line for the state --- */

static char *
state_line (Watch *watch)
{
  g_autoptr (BoJsonWriter) json = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *sentence = NULL, *plain = NULL;

  if (watch->cli->json)
    {
      json = bo_json_writer_new ();
      bo_json_writer_begin_object (json);
      bo_json_writer_member_string (json, "event", "state");
      _bo_cli_json_status (watch->cli, json);
      bo_json_writer_end_object (json);
      _bo_cli_json_finish (g_steal_pointer (&json), line);
      return g_string_free (g_steal_pointer (&line), FALSE);
    }
  sentence = bo_client_get_sentence (watch->cli->client, NULL);
  plain = _bo_cli_plain (sentence);
  return g_strconcat (plain, "\n", NULL);
}

static void
status_changed_cb (BoClient *client, GParamSpec *pspec, Watch *watch)
{
  g_autofree char *line = state_line (watch);

  if (g_strcmp0 (line, watch->last) == 0)
    return;
  g_string_append (watch->cli->out, line);
  g_free (watch->last);
  watch->last = g_steal_pointer (&line);
  flush (watch);
}

/* --- until interrupted --- */

static gboolean
interrupted_cb (void *data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
watch_properties (Watch *watch, BoClient *client)
{
  static const char *const signals[] = {
    "notify::phase", "notify::detail", "notify::pending-count", "notify::conflict-count",
    "notify::quarantined-count", "notify::last-success", "notify::digest-match",
  };

  g_signal_connect (client, "changed", G_CALLBACK (changed_cb), watch);
  for (size_t i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect (client, signals[i], G_CALLBACK (status_changed_cb), watch);
}

BoCliStatus
_bo_cli_watch_changes (BoCli *cli)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Watch watch = { .cli = cli, .loop = loop };
  unsigned int interrupt = g_unix_signal_add (SIGINT, interrupted_cb, loop);
  unsigned int terminate = g_unix_signal_add (SIGTERM, interrupted_cb, loop);
  BoCliStatus status = BO_CLI_DONE;

  watch_properties (&watch, cli->client);
  status_changed_cb (cli->client, NULL, &watch);
  flush (&watch);
  if (watch.error == NULL)
    g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (cli->client, &watch);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (watch.error != NULL)
    status = _bo_cli_fail (cli, watch.error);
  g_clear_error (&watch.error);
  g_free (watch.last);
  return status;
}

BoCliStatus
_bo_cli_watch (BoCli *cli)
{
  return _bo_cli_watch_changes (cli);
}
