/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-cli.h"

#include <libintl.h>
#include <locale.h>
#include <sys/stat.h>

#include "bo-log.h"

int
main (int argc, char **argv)
{
  umask (077);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, BO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("blowing-off-cli");
  bo_log_install ();
  return bo_cli_run (argv + 1);
}
