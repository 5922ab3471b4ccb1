/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* What a person has to compare, behind the sentence that says why. */
static void
show_fingerprint (const char *fingerprint)
{
  g_autofree char *text = bo_fingerprint_to_text (fingerprint);
  g_autofree char *words = bo_fingerprint_to_words (fingerprint);

  fprintf (stderr, "%s %s\n%s %s\n", _("Fingerprint:"), text, _("In words:"), words);
}

static bool
person_says_yes (void)
{
  char line[16] = "";

  fprintf (stderr, "%s ", _("Does the hub itself show the same? Type “yes” to trust it:"));
  fflush (stderr);
  if (fgets (line, sizeof line, stdin) == NULL)
    return false;
  g_strstrip (line);
  return g_str_equal (line, "yes") || g_str_equal (line, _("yes"));
}

/* Only a certificate that is new is asked about; one that changed stops (FAULTS §5). */
char *
_bo_cli_ask_certificate (BoCli *cli, const GError *error)
{
  const char *presented = bo_client_get_presented_fingerprint (cli->client);

  if (presented == NULL || !g_error_matches (error, BO_ERROR, BO_ERROR_CERTIFICATE_UNKNOWN)
      || !_bo_cli_has_person ())
    return NULL;
  _bo_cli_say (error->message);
  show_fingerprint (presented);
  return person_says_yes () ? g_strdup (presented) : NULL;
}

void
_bo_cli_explain_certificate (BoCli *cli, const GError *error)
{
  const char *presented = bo_client_get_presented_fingerprint (cli->client);

  if (presented == NULL)
    return;
  if (g_error_matches (error, BO_ERROR, BO_ERROR_CERTIFICATE_UNKNOWN))
    _bo_cli_say (_("To trust it, give the same command with --pin and this fingerprint:"));
  else if (g_error_matches (error, BO_ERROR, BO_ERROR_CERTIFICATE_CHANGED))
    _bo_cli_say (_("To trust the new one, use “trust” with this fingerprint:"));
  else
    return;
  show_fingerprint (presented);
}

BoCliStatus
_bo_cli_trust (BoCli *cli)
{
  g_autoptr (GError) error = NULL;
  const char *given = _bo_cli_arguments_word (cli->arguments, 0);
  const char *url = bo_client_get_server_url (cli->client);

  if (!bo_client_trust (cli->client, given, &error))
    return _bo_cli_fail (cli, error);
  if (cli->json)
    {
      g_autoptr (BoJsonWriter) json = bo_json_writer_new ();
      g_autofree char *fingerprint = bo_fingerprint_parse (given);

      bo_json_writer_begin_object (json);
      bo_json_writer_member_string (json, "server_url", url);
      bo_json_writer_member_string (json, "fingerprint", fingerprint);
      bo_json_writer_end_object (json);
      _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
    }
  else
    {
      g_autofree char *sentence = g_strdup_printf (_("From now on %s is known by this certificate."), url);
      g_autofree char *plain = _bo_cli_plain (sentence);

      g_string_append_printf (cli->out, "%s\n", plain);
    }
  return BO_CLI_DONE;
}
