/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-password.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-error.h"

#define MAX_LINE 2048

static char *
read_line (FILE *file)
{
  char line[MAX_LINE];
  char *password;

  if (fgets (line, sizeof line, file) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  password = line[0] != '\0' && g_utf8_validate (line, -1, NULL) ? g_strdup (line) : NULL;
  explicit_bzero (line, sizeof line);
  return password;
}

/**
 * bo_hub_password_read:
 * @path: a file, or `-` for standard input
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): its first line
 */
char *
bo_hub_password_read (const char *path,
                      GError    **error)
{
  FILE *file = strcmp (path, "-") == 0 ? stdin : fopen (path, "re");
  char *password;

  if (file == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "The password file “%s” cannot be read: %s.", path,
                   g_strerror (errno));
      return NULL;
    }

  password = read_line (file);
  if (file != stdin)
    fclose (file);
  if (password == NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "The password file “%s” has no password in its first line.", path);
  return password;
}

static char *
ask_once (FILE       *terminal,
          const char *question)
{
  struct termios before;
  struct termios silent;
  char *password;

  if (tcgetattr (fileno (terminal), &before) != 0)
    return NULL;
  silent = before;
  silent.c_lflag &= ~(tcflag_t) ECHO;

  fputs (question, terminal);
  fflush (terminal);
  tcsetattr (fileno (terminal), TCSAFLUSH, &silent);
  password = read_line (terminal);
  tcsetattr (fileno (terminal), TCSAFLUSH, &before);
  fputc ('\n', terminal);
  return password;
}

static void
forget (char *password)
{
  if (password != NULL)
    explicit_bzero (password, strlen (password));
  g_free (password);
}

/**
 * bo_hub_password_ask:
 * @error: why there is none
 *
 * Returns: (transfer full) (nullable): what was typed twice
 */
char *
bo_hub_password_ask (GError **error)
{
  FILE *terminal = fopen ("/dev/tty", "r+e");
  char *first;
  char *second;

  if (terminal == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                   "A new hub needs a password, and there is no terminal to ask on. Give --password-file, or set "
                   "BLOWING_OFF_HUB_PASSWORD.");
      return NULL;
    }

  first = ask_once (terminal, "Password for the new hub: ");
  second = first != NULL ? ask_once (terminal, "Once more: ") : NULL;
  fclose (terminal);

  if (first == NULL || g_strcmp0 (first, second) != 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "The password was empty, or not the same twice. Start again.");
      forget (g_steal_pointer (&first));
    }
  forget (second);
  return first;
}

/**
 * bo_hub_password_make:
 *
 * Returns: (transfer full): 20 letters and digits that aren't mistaken for each other
 */
char *
bo_hub_password_make (void)
{
  static const char alphabet[32] = "abcdefghijkmnpqrstuvwxyz23456789";
  uint8_t bytes[20];
  char *password = g_malloc0 (sizeof bytes + 1);

  bo_random_bytes (bytes, sizeof bytes);
  for (size_t i = 0; i < sizeof bytes; i++)
    password[i] = alphabet[bytes[i] % sizeof alphabet];
  return password;
}
