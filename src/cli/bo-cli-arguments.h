/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/**
 * BoCliOption:
 * @name: without the two dashes
 * @argument: (nullable): what its value is called in the usage; %NULL for a switch
 */
typedef struct
{
  const char *name;
  const char *argument;
} BoCliOption;

/**
 * BoCliArguments:
 * @words: (element-type utf8): what is no option, in order
 *
 * A command line taken apart. GOptionContext isn't used, because it takes the value
 * of `set Freezer target_temperature -18` for an option.
 */
typedef struct
{
  GPtrArray *words;
  /*< private >*/
  GHashTable *options;
} BoCliArguments;

typedef enum
{
  BO_CLI_PARSE_ALL = 0,
  BO_CLI_PARSE_LEADING = 1 << 0, /* everything from the first word on is a word */
} BoCliParseFlags;

/* @options ends with an element without a name. Borrows the strings of @argv.
   Errors: USAGE, a sentence. */
BoCliArguments *_bo_cli_arguments_parse (char *const *argv, const BoCliOption *options, BoCliParseFlags flags, GError **error);
void            _bo_cli_arguments_free  (BoCliArguments *self);
bool            _bo_cli_arguments_has   (const BoCliArguments *self, const char *name);
/* (nullable): borrowed */
const char     *_bo_cli_arguments_get   (const BoCliArguments *self, const char *name);
/* (nullable): borrowed */
const char     *_bo_cli_arguments_word  (const BoCliArguments *self, size_t index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoCliArguments, _bo_cli_arguments_free)

G_END_DECLS
