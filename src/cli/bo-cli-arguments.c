/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli-arguments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
_bo_cli_arguments_free (BoCliArguments *self)
{
  g_ptr_array_unref (self->words);
  g_hash_table_unref (self->options);
  g_free (self);
}

bool
_bo_cli_arguments_has (const BoCliArguments *self, const char *name)
{
  return g_hash_table_contains (self->options, name);
}

const char *
_bo_cli_arguments_get (const BoCliArguments *self, const char *name)
{
  return g_hash_table_lookup (self->options, name);
}

const char *
_bo_cli_arguments_word (const BoCliArguments *self, size_t index)
{
  return index < self->words->len ? g_ptr_array_index (self->words, index) : NULL;
}

/* "-" is standard input, "-18" a temperature. */
static bool
is_word (const char *argument)
{
  return argument[0] != '-' || argument[1] == '\0' || g_ascii_isdigit (argument[1])
         || (argument[1] == '.' && g_ascii_isdigit (argument[2]));
}

static const BoCliOption *
find_option (const BoCliOption *options, const char *name, size_t length)
{
  for (const BoCliOption *option = options; option->name != NULL; option++)
    if (strlen (option->name) == length && strncmp (option->name, name, length) == 0)
      return option;
  return NULL;
}

/* Takes the option at *@at, and moves there to what it consumed last. */
static gboolean
take_option (BoCliArguments *self, char *const **at, const BoCliOption *options, GError **error)
{
  const char *argument = **at;
  const char *name = g_str_has_prefix (argument, "--") ? argument + 2 : argument;
  size_t length = strcspn (name, "=");
  const char *value = name[length] == '=' ? name + length + 1 : NULL;
  const BoCliOption *option = g_strcmp0 (argument, "-h") == 0 ? find_option (options, "help", 4)
                                                              : find_option (options, name, length);

  if (option == NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("There is no option “%s” here."), argument);
  else if (g_hash_table_contains (self->options, option->name))
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("The option --%s is given twice."), option->name);
  else if (option->argument == NULL && value != NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("The option --%s takes no value."), option->name);
  else if (option->argument != NULL && value == NULL && (value = *++*at) == NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("The option --%s needs a value."), option->name);
  else
    return g_hash_table_insert (self->options, (void *) option->name, (void *) value), TRUE;
  return FALSE;
}

static gboolean
check_encoding (char *const *argv, GError **error)
{
  for (; *argv != NULL; argv++)
    if (!g_utf8_validate (*argv, -1, NULL))
      {
        g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE, _("An argument is not written in UTF-8."));
        return FALSE;
      }
  return TRUE;
}

BoCliArguments *
_bo_cli_arguments_parse (char *const *argv, const BoCliOption *options, BoCliParseFlags flags, GError **error)
{
  g_autoptr (BoCliArguments) self = g_new0 (BoCliArguments, 1);
  bool words_only = false;

  self->words = g_ptr_array_new ();
  self->options = g_hash_table_new (g_str_hash, g_str_equal);
  if (!check_encoding (argv, error))
    return NULL;

  for (char *const *at = argv; *at != NULL; at++)
    {
      if (words_only || is_word (*at))
        {
          g_ptr_array_add (self->words, *at);
          words_only = words_only || (flags & BO_CLI_PARSE_LEADING) != 0;
        }
      else if (strcmp (*at, "--") == 0)
        words_only = true;
      else if (!take_option (self, &at, options, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}
