/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

/* A guest's code is a JSON document of a few hundred bytes; nothing is longer. */
#define MAX_SECRET 16384

static const char *const secret_options[] = { "password-file", "token-file", "guest" };

/* Secrets don't outlive their use, in memory neither. */
static void
free_secret (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

typedef char BoCliSecret;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoCliSecret, free_secret)

/* Reads until the end; what is longer than the buffer doesn't fit and is refused. */
static ssize_t
read_all (int fd, char *buffer, size_t size)
{
  size_t length = 0;

  while (length < size)
    {
      ssize_t got = read (fd, buffer + length, size - length);

      if (got == 0)
        break;
      if (got < 0 && errno != EINTR)
        return -1;
      length += got > 0 ? (size_t) got : 0;
    }
  return (ssize_t) length;
}

static BoCliSecret *
read_secret (const char *path, GError **error)
{
  g_autoptr (BoCliSecret) secret = g_malloc0 (MAX_SECRET + 1);
  bool standard = strcmp (path, "-") == 0;
  int fd = standard ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  ssize_t length = fd >= 0 ? read_all (fd, secret, MAX_SECRET + 1) : -1;
  int problem = errno;

  if (fd >= 0 && !standard)
    close (fd);
  if (length < 0)
    g_set_error (error, BO_ERROR, BO_ERROR_FAILED, _("The file “%s” could not be read: %s."), path,
                 g_strerror (problem));
  else if (length > MAX_SECRET || strlen (secret) != (size_t) length || !g_utf8_validate (secret, length, NULL))
    g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA, _("What is in “%s” is no password, token or guest's code."),
                 path);
  else
    {
      /* Line breaks behind it aren't part of it; blanks may be. */
      while (length > 0 && strchr ("\r\n", secret[length - 1]) != NULL)
        secret[--length] = '\0';
      if (length > 0)
        return g_steal_pointer (&secret);
      if (standard)
        g_set_error_literal (error, BO_ERROR, BO_ERROR_INVALID_DATA, _("There is nothing on standard input."));
      else
        g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA, _("There is nothing in “%s”."), path);
    }
  return NULL;
}

/* The one of the three that is given; NULL unless it is exactly one. */
static const char *
chosen_option (const BoCliArguments *arguments)
{
  const char *chosen = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (secret_options); i++)
    if (_bo_cli_arguments_has (arguments, secret_options[i]))
      {
        if (chosen != NULL)
          return NULL;
        chosen = secret_options[i];
      }
  return chosen;
}

static gboolean
connect_client (BoCli *cli, const char *url, const BoCredentials *credentials, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bo_client_connect_async (cli->client, url, credentials, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  return bo_client_connect_finish (cli->client, result, error);
}

/* The sign-in of the preview is one: nobody has to sign in again. */
static gboolean
join (BoCli *cli, const char *url, const BoCredentials *credentials, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BoMeeting) meeting = NULL;
  GAsyncResult *slot = NULL;
  BoCredentials joining = *credentials;

  bo_client_meet_async (cli->client, url, credentials, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  meeting = bo_client_meet_finish (cli->client, result, error);
  if (meeting == NULL || !_bo_cli_agree_to_join (cli, meeting, error))
    return FALSE;
  joining.password = joining.guest = NULL;
  joining.token = meeting->token;
  joining.pin = meeting->pin;
  return connect_client (cli, meeting->url, &joining, error);
}

/* A home without a hub sees first what it and the hub will be together, as in the window. */
static gboolean
join_or_connect (BoCli *cli, const char *url, const BoCredentials *credentials, GError **error)
{
  bool alone = bo_client_get_server_url (cli->client) == NULL
               && bo_client_get_status (cli->client)->counts.entities > 0;

  return alone ? join (cli, url, credentials, error) : connect_client (cli, url, credentials, error);
}

/* A second time with the certificate that a person at the terminal trusts. */
static gboolean
connect_asking (BoCli *cli, const char *url, const BoCredentials *credentials, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *fingerprint = NULL;
  BoCredentials trusting = *credentials;

  if (join_or_connect (cli, url, credentials, &problem))
    return TRUE;
  fingerprint = _bo_cli_ask_certificate (cli, problem);
  if (fingerprint == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  trusting.pin = fingerprint;
  return join_or_connect (cli, url, &trusting, error);
}

static void
print_connection (BoCli *cli)
{
  const char *url = bo_client_get_server_url (cli->client), *user = bo_client_get_user_id (cli->client);
  const char *role = bo_client_get_role (cli->client);

  if (cli->json)
    {
      g_autoptr (BoJsonWriter) json = bo_json_writer_new ();

      bo_json_writer_begin_object (json);
      bo_json_writer_member_string (json, "server_url", url);
      bo_json_writer_member_string (json, "user", user);
      bo_json_writer_member_string (json, "device_id", bo_client_get_device_id (cli->client));
      bo_json_writer_member_string (json, "role", role);
      bo_json_writer_end_object (json);
      _bo_cli_json_finish (g_steal_pointer (&json), cli->out);
    }
  else
    {
      g_autofree char *sentence = g_strdup_printf (_("Connected to %s as %s (%s)."), url, user,
                                                   role != NULL ? role : "—");
      g_autofree char *plain = _bo_cli_plain (sentence);

      g_string_append_printf (cli->out, "%s\n", plain);
    }
}

static BoCliStatus
sign_in (BoCli *cli, const char *url)
{
  const char *option = chosen_option (cli->arguments);
  g_autoptr (BoCliSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  BoCredentials credentials = {
    .user_id = _bo_cli_arguments_get (cli->arguments, "user"),
    .device_name = _bo_cli_arguments_get (cli->arguments, "device-name"),
    .pin = _bo_cli_arguments_get (cli->arguments, "pin"),
    .allow_plain = _bo_cli_arguments_has (cli->arguments, "allow-plain-http"),
    .allow_file = true,
  };

  if (option == NULL)
    return _bo_cli_refuse (cli, BO_CLI_USAGE, _("Give one of --password-file, --token-file and --guest."));
  secret = read_secret (_bo_cli_arguments_get (cli->arguments, option), &error);
  if (secret == NULL)
    return _bo_cli_fail (cli, error);
  credentials.password = option == secret_options[0] ? secret : NULL;
  credentials.token = option == secret_options[1] ? secret : NULL;
  credentials.guest = option == secret_options[2] ? secret : NULL;
  if (!connect_asking (cli, url, &credentials, &error))
    {
      BoCliStatus status = _bo_cli_fail (cli, error);

      _bo_cli_explain_certificate (cli, error);

      /* An address that is none. */
      return g_error_matches (error, BO_ERROR, BO_ERROR_USAGE) ? BO_CLI_USAGE : status;
    }
  if (bo_client_get_token_in_file (cli->client))
    _bo_cli_say (_("There is no keyring here; the sign-in is kept in a file that only you can read."));
  print_connection (cli);
  return BO_CLI_DONE;
}

BoCliStatus
_bo_cli_connect (BoCli *cli)
{
  return sign_in (cli, _bo_cli_arguments_word (cli->arguments, 0));
}

BoCliStatus
_bo_cli_login (BoCli *cli)
{
  g_autofree char *url = g_strdup (bo_client_get_server_url (cli->client));

  if (url == NULL)
    return _bo_cli_refuse (cli, BO_CLI_FAILED,
                           _("No hub is known to sign in to. Use “connect” with its address."));
  return sign_in (cli, url);
}
