/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>

#include "bo-application.h"
#include "bo-log.h"

int
main (int argc, char **argv)
{
  g_autoptr (BoApplication) application = NULL;
  int status;

  /* What this program writes is this person's alone. */
  umask (077);
  setlocale (LC_ALL, "");
  /* A catalogue that is not installed: po/pseudo.py. */
  bindtextdomain (GETTEXT_PACKAGE,
                  g_getenv ("BO_LOCALE_DIR") != NULL ? g_getenv ("BO_LOCALE_DIR") : BO_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  bo_log_install ();
  application = bo_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status != 0 ? status : bo_application_get_status (application);
}
