/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* More candidates than this help nobody. */
#define MAX_CANDIDATES 20

void
_bo_cli_ready_cb (GObject *source, GAsyncResult *result, void *data)
{
  GAsyncResult **slot = data;

  *slot = g_object_ref (result);
}

GAsyncResult *
_bo_cli_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (slot);
}

GPtrArray *
_bo_cli_list (BoCli *cli, BoCliListFunc func, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  func (cli->client, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  return bo_client_list_finish (cli->client, result, error);
}

void
_bo_cli_say (const char *sentence)
{
  g_autofree char *plain = _bo_cli_plain (sentence);

  fprintf (stderr, "blowing-off-cli: %s\n", plain);
}

bool
_bo_cli_has_person (void)
{
  return isatty (STDIN_FILENO) && isatty (STDERR_FILENO);
}

bool
_bo_cli_ask (const char *question)
{
  g_autofree char *plain = _bo_cli_plain (question);
  /* Translators: the letter for “yes” */
  g_autofree char *yes = g_utf8_casefold (C_("answer", "y"), -1);
  g_autofree char *answer = NULL;
  char line[64];

  fprintf (stderr, "%s [%s/N] ", plain, yes);
  if (fgets (line, sizeof line, stdin) == NULL)
    return false;
  answer = g_utf8_casefold (line, -1);
  return g_str_has_prefix (answer, yes) || answer[0] == 'y';
}

GString *
_bo_cli_candidates_new (char *sentence)
{
  g_autofree char *plain = _bo_cli_plain (sentence);

  g_free (sentence);
  return g_string_new (plain);
}

void
_bo_cli_candidates_add (GString *candidates, const char *id, const char *label, const char *type)
{
  g_autofree char *line = g_strdup_printf ("%s  %s (%s)", id, label, type);
  g_autofree char *plain = _bo_cli_plain (line);

  g_string_append_printf (candidates, "\n  %s", plain);
}

void
_bo_cli_candidates_end (GString *candidates, GError **error)
{
  g_set_error_literal (error, BO_ERROR, BO_ERROR_AMBIGUOUS, candidates->str);
  g_string_free (candidates, TRUE);
}

void
_bo_cli_json_error (GString *out, const char *sentence, BoCliStatus status)
{
  g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "error", sentence);
  bo_json_writer_member_int (json, "exit_status", status);
  bo_json_writer_end_object (json);
  _bo_cli_json_finish (g_steal_pointer (&json), out);
}

/* What there was to say is not what is said now. */
static void
keep_failure (BoCli *cli, const char *sentence)
{
  g_string_truncate (cli->out, 0);
  g_free (cli->failure);
  cli->failure = g_strdup (sentence);
}

BoCliStatus
_bo_cli_fail (BoCli *cli, const GError *error)
{
  /* The one message of several lines, each of them plain already. */
  if (g_error_matches (error, BO_ERROR, BO_ERROR_AMBIGUOUS))
    fprintf (stderr, "blowing-off-cli: %s\n", error->message);
  else
    _bo_cli_say (error->message);
  keep_failure (cli, error->message);
  return _bo_cli_status_of_error (error);
}

BoCliStatus
_bo_cli_refuse (BoCli *cli, BoCliStatus status, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list values;

  va_start (values, format);
  sentence = g_strdup_vprintf (format, values);
  va_end (values);
  _bo_cli_say (sentence);
  keep_failure (cli, sentence);
  return status;
}

gboolean
_bo_cli_flush (BoCli *cli, GError **error)
{
  size_t written = fwrite (cli->out->str, 1, cli->out->len, stdout);
  bool whole = written == cli->out->len;

  if (fflush (stdout) != 0 || !whole)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_FAILED, _("The answer could not be written to standard output: %s."),
                   g_strerror (errno));
      return FALSE;
    }
  g_string_truncate (cli->out, 0);
  return TRUE;
}

static void
set_ambiguous (GError **error, const char *name, GPtrArray *things)
{
  char *sentence = g_strdup_printf (_("Several things are called “%s”. Name one by its id:"), name);
  GString *candidates = _bo_cli_candidates_new (sentence);

  for (unsigned int i = 0; i < MIN (things->len, MAX_CANDIDATES); i++)
    {
      BoThing *thing = g_ptr_array_index (things, i);

      _bo_cli_candidates_add (candidates, bo_thing_get_id (thing), bo_thing_get_display_name (thing),
                              bo_thing_get_entity_type (thing));
    }
  if (things->len > MAX_CANDIDATES)
    g_string_append (candidates, "\n  …");
  _bo_cli_candidates_end (candidates, error);
}

BoThing *
_bo_cli_find (BoCli *cli, GType type, const char *id_or_name, GError **error)
{
  g_autoptr (GPtrArray) things = bo_model_find (bo_client_get_model (cli->client), type, id_or_name);

  if (things->len == 1)
    return g_ptr_array_index (things, 0);
  if (things->len > 1)
    set_ambiguous (error, id_or_name, things);
  else if (type == BO_TYPE_ACCESSORY)
    g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("There is no accessory with the id or name “%s”."), id_or_name);
  else if (type == BO_TYPE_ROOM)
    g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("There is no room with the id or name “%s”."), id_or_name);
  else
    g_set_error (error, BO_ERROR, BO_ERROR_NOT_FOUND, _("There is nothing with the id or name “%s”."), id_or_name);
  return NULL;
}

void
_bo_cli_learn_ages (BoCli *cli, BoAccessory *accessory)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  bo_client_learn_ages_async (cli->client, accessory, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  if (!bo_client_learn_ages_finish (cli->client, result, &error))
    g_debug ("The ages of values are not known: %s", error->message);
}
