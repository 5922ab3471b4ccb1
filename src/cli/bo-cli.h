/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/* What a script gets to know without reading. */
typedef enum
{
  BO_CLI_DONE = 0,
  BO_CLI_FAILED = 1,   /* or done with something quarantined or diverged */
  BO_CLI_USAGE = 2,
  BO_CLI_OFFLINE = 3,  /* the hub couldn't be reached by a command that needs it */
  BO_CLI_SIGN_IN = 4,
} BoCliStatus;

BoCliStatus bo_cli_run (char **argv);

G_END_DECLS
