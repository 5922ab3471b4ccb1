/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

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

void
_bo_cli_say (const char *sentence)
{
  g_auto (GStrv) lines = g_strsplit (sentence, "\n", -1);

  for (size_t i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *plain = _bo_cli_plain (lines[i]);

      fprintf (stderr, "%s%s\n", i == 0 ? "blowing-off-cli: " : "", plain);
    }
}

BoCliStatus
_bo_cli_fail (BoCli *cli, const GError *error)
{
  g_string_truncate (cli->out, 0);
  _bo_cli_say (error->message);
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
  g_string_truncate (cli->out, 0);
  _bo_cli_say (sentence);
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
  g_autoptr (GString) message = g_string_new (NULL);
  g_autofree char *plain = _bo_cli_plain (name);

  g_string_append_printf (message, _("Several things are called “%s”. Name one by its id:"), plain);
  for (unsigned int i = 0; i < MIN (things->len, MAX_CANDIDATES); i++)
    {
      BoThing *thing = g_ptr_array_index (things, i);
      g_autofree char *label = _bo_cli_plain (bo_thing_get_display_name (thing));

      /* A name must not begin a line of its own. */
      g_string_append_printf (message, "\n  %s  %s (%s)", bo_thing_get_id (thing), label,
                              bo_thing_get_entity_type (thing));
    }
  if (things->len > MAX_CANDIDATES)
    g_string_append (message, "\n  …");
  g_set_error_literal (error, BO_ERROR, BO_ERROR_AMBIGUOUS, message->str);
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
