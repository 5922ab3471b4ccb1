/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "bo-files.h"

/* Good before the command, as the contract has it, and behind it too. */
#define GLOBAL_OPTIONS { "data-dir", "DIR" }, { "json", NULL }, { "help", NULL }, { "version", NULL }

static const BoCliOption global_options[] = { GLOBAL_OPTIONS, { NULL } };

static const BoCliCommand *
find_command (const char *name)
{
  for (const BoCliCommand *command = _bo_cli_commands; command->name != NULL; command++)
    if (strcmp (command->name, name) == 0)
      return command;
  return NULL;
}

/* The command that @words begin with; two words go before one. */
static const BoCliCommand *
match_command (GPtrArray *words, size_t *used)
{
  const char *first = words->len > 0 ? g_ptr_array_index (words, 0) : "";
  const BoCliCommand *command;

  *used = 2;
  if (words->len > 1)
    {
      g_autofree char *both = g_strconcat (first, " ", g_ptr_array_index (words, 1), NULL);

      if ((command = find_command (both)) != NULL)
        return command;
    }
  *used = 1;
  return find_command (first);
}

/* Before anything is known of the arguments but that they are wrong. */
static void
answer_misuse (char *const *argv, const GError *error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (; *argv != NULL && strcmp (*argv, "--") != 0; argv++)
    if (strcmp (*argv, "--json") == 0 && out->len == 0)
      _bo_cli_json_error (out, error->message, BO_CLI_USAGE);
  fputs (out->str, stdout);
  fflush (stdout);
}

static BoCliStatus
misuse (char *const *argv, const GError *error, const BoCliCommand *command)
{
  answer_misuse (argv, error);
  _bo_cli_say (error->message);
  if (command != NULL)
    fprintf (stderr, "%s blowing-off-cli %s%s%s\n", _("Usage:"), command->name,
             *command->usage != '\0' ? " " : "", command->usage);
  else
    fprintf (stderr, "%s\n", _("“blowing-off-cli --help” lists the commands."));
  return BO_CLI_USAGE;
}

static void
print_help (void)
{
  printf ("%s blowing-off-cli [--data-dir DIR] [--json] %s\n\n", _("Usage:"), _("COMMAND …"));
  for (const BoCliCommand *command = _bo_cli_commands; command->name != NULL; command++)
    printf ("  %s%s%s\n      %s\n", command->name, *command->usage != '\0' ? " " : "", command->usage,
            _(command->summary));
  printf ("\n  --data-dir DIR  %s\n  --json          %s\n  --help          %s\n  --version       %s\n\n%s\n",
          _("the folder that holds the home; the window's without it"), _("one JSON document instead of text"),
          _("this, or the usage of a command"), _("the version of the program"),
          _("Exit status: 0 done, 1 failed, 2 wrong usage, 3 hub not reached, 4 signing in needed."));
}

static bool
answer_help (const BoCliArguments *arguments, const BoCliCommand *command)
{
  if (_bo_cli_arguments_has (arguments, "version"))
    printf ("blowing-off-cli %s\n", BO_VERSION);
  else if (_bo_cli_arguments_has (arguments, "help") && command != NULL)
    printf ("%s blowing-off-cli %s%s%s\n%s\n", _("Usage:"), command->name, *command->usage != '\0' ? " " : "",
            command->usage, _(command->summary));
  else if (_bo_cli_arguments_has (arguments, "help"))
    print_help ();
  else
    return false;
  return true;
}

static BoOpenFlags
open_flags (const BoCli *cli, const BoCliCommand *command)
{
  BoOpenFlags flags = BO_OPEN_SAY_UNSENT;

  if (!_bo_cli_arguments_has (cli->arguments, "watch"))
    flags |= BO_OPEN_NO_SYNC;
  if ((command->needs & BO_CLI_NEEDS_MODEL) == 0)
    flags |= BO_OPEN_NO_MODEL;
  if ((command->needs & BO_CLI_SERVES) != 0)
    flags |= BO_OPEN_TAKE_TURNS;
  return flags;
}

static gboolean
open_client (BoClient *client, BoOpenFlags flags, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  bo_client_open_async (client, flags, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  return bo_client_open_finish (client, result, error);
}

static void
close_client (BoClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  bo_client_close_async (client, NULL, _bo_cli_ready_cb, &slot);
  result = _bo_cli_wait (&slot);
  if (!bo_client_close_finish (client, result, &error))
    _bo_cli_say (error->message);
}

gboolean
_bo_cli_follow (BoCli *cli, GError **error)
{
  g_autofree char *path = bo_client_dup_store_path (cli->client);
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *current = bo_files_current (dir);
  g_autoptr (BoClient) client = NULL;

  if (g_str_equal (path, current))
    return TRUE;
  client = bo_client_new (dir);
  if (!open_client (client, cli->flags, error))
    return FALSE;
  close_client (cli->client);
  g_set_object (&cli->client, client);
  return TRUE;
}

static BoCliStatus
run_open (BoCli *cli, const BoCliCommand *command)
{
  BoCliStatus status = command->run (cli);
  bool lost = false;

  /* A failure has said so itself. */
  if (status == BO_CLI_DONE && bo_client_get_store_error (cli->client) != NULL)
    _bo_cli_say (bo_client_get_store_error (cli->client));
  if (bo_client_get_recovery (cli->client, &lost) != NULL)
    _bo_cli_say (bo_client_get_recovery (cli->client, NULL));
  return status == BO_CLI_DONE && lost ? BO_CLI_FAILED : status;
}

static BoCliStatus
run_command (BoCli *cli, const BoCliCommand *command, const char *data_dir)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL, lost = NULL;
  BoCliStatus status;
  bool open;

  cli->out = out;
  cli->client = bo_client_new (data_dir);
  cli->flags = open_flags (cli, command);
  open = open_client (cli->client, cli->flags, &error);
  status = open ? run_open (cli, command) : _bo_cli_fail (cli, error);
  if (cli->json && cli->failure != NULL)
    _bo_cli_json_error (out, cli->failure, status);
  if (!_bo_cli_flush (cli, &lost))
    status = _bo_cli_fail (cli, lost);
  if (open)
    close_client (cli->client);
  g_clear_object (&cli->client);
  g_free (cli->failure);
  return status;
}

/* The options of the command and those for every command. */
static BoCliOption *
all_options (const BoCliCommand *command)
{
  GArray *options = g_array_new (TRUE, TRUE, sizeof (BoCliOption));

  g_array_append_vals (options, global_options, G_N_ELEMENTS (global_options) - 1);
  for (const BoCliOption *option = command->options; option != NULL && option->name != NULL; option++)
    g_array_append_val (options, *option);
  return (BoCliOption *) (void *) g_array_free (options, FALSE);
}

static BoCliArguments *
parse_command (const BoCliCommand *command, char *const *argv, GError **error)
{
  g_autofree BoCliOption *options = all_options (command);
  g_autoptr (BoCliArguments) arguments = _bo_cli_arguments_parse (argv, options, BO_CLI_PARSE_ALL, error);

  if (arguments == NULL || _bo_cli_arguments_has (arguments, "help") || _bo_cli_arguments_has (arguments, "version"))
    return g_steal_pointer (&arguments);
  if (arguments->words->len < command->min_words)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("The command “%s” needs more than that."), command->name);
  else if (arguments->words->len > command->max_words)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("The command “%s” doesn't know what to do with “%s”."),
                 command->name, _bo_cli_arguments_word (arguments, command->max_words));
  else
    return g_steal_pointer (&arguments);
  return NULL;
}

static BoCliArguments *
parse_globals (char *const *argv, GError **error)
{
  return _bo_cli_arguments_parse (argv, global_options, BO_CLI_PARSE_LEADING, error);
}

static void
set_unknown_command (GError **error, const char *word)
{
  if (word != NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("There is no command “%s”."), word);
  else
    g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _("A command is missing."));
}

/**
 * bo_cli_run:
 * @argv: (array zero-terminated=1): the arguments, without the program's name
 *
 * Runs one command of `blowing-off-cli` in the thread-default main context and prints what
 * it has to say: on standard output text, or with `--json` exactly one document (`watch` and
 * `sync --watch`: one a line); sentences about failures on standard error. A command that
 * fails leaves standard output empty, or with `--json` `{"error", "exit_status"}` on it; the
 * documents of `sync`, `status` and `digest` say themselves how it stands.
 *
 * Returns: the exit status
 */
BoCliStatus
bo_cli_run (char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoCliArguments) globals = parse_globals (argv, &error);
  g_autoptr (BoCliArguments) arguments = NULL;
  const BoCliCommand *command;
  const char *data_dir;
  BoCli cli = { 0 };
  size_t used = 0;

  if (globals == NULL)
    return misuse (argv, error, NULL);
  command = match_command (globals->words, &used);
  if (answer_help (globals, command))
    return BO_CLI_DONE;
  if (command == NULL)
    {
      set_unknown_command (&error, _bo_cli_arguments_word (globals, 0));
      return misuse (argv, error, NULL);
    }
  g_ptr_array_add (globals->words, NULL);
  arguments = parse_command (command, (char *const *) globals->words->pdata + used, &error);
  if (arguments == NULL)
    return misuse (argv, error, command);
  if (answer_help (arguments, command))
    return BO_CLI_DONE;
  data_dir = _bo_cli_arguments_get (arguments, "data-dir");
  cli.json = (command->needs & BO_CLI_SERVES) == 0
             && (_bo_cli_arguments_has (globals, "json") || _bo_cli_arguments_has (arguments, "json"));
  cli.arguments = arguments;
  return run_command (&cli, command, data_dir != NULL ? data_dir : _bo_cli_arguments_get (globals, "data-dir"));
}
