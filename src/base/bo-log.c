/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-version.h"

#define HIDDEN "[hidden]"

/* What introduces a secret; the secret is what follows, up to an end. */
static const char *const introductions[] = {
  "Bearer ", "Basic ", "\"password\":", "\"token\":", "\"access_token\":", "\"qr_data\":", "password=", "token=",
};

static bool
is_token_byte (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.' || c == '=' || c == '+' || c == '/' || c == '~';
}

/* Past a JSON string, or to the end of the word. */
static const char *
skip_secret (const char *at)
{
  while (*at == ' ')
    at++;
  if (*at != '"')
    return at + strcspn (at, " \t\r\n\"&,;})]");

  for (at++; *at != '\0' && *at != '"'; at++)
    if (at[0] == '\\' && at[1] != '\0')
      at++;
  return *at == '"' ? at + 1 : at;
}

static size_t
match_introduction (const char *at)
{
  for (size_t i = 0; i < G_N_ELEMENTS (introductions); i++)
    {
      size_t length = strlen (introductions[i]);

      if (g_ascii_strncasecmp (at, introductions[i], length) == 0)
        return length;
    }
  return 0;
}

/* "eyJ" begins every JWT: it is {" in base64. */
static bool
begins_jwt (const char *message,
            const char *at)
{
  return strncmp (at, "eyJ", 3) == 0 && (at == message || !is_token_byte (at[-1]));
}

static void
append_visible (GString *line,
                char     c)
{
  if ((uint8_t) c < 0x20 || c == 0x7f)
    g_string_append_printf (line, "\\x%02x", (uint8_t) c);
  else
    g_string_append_c (line, c);
}

/**
 * bo_log_redact:
 * @message: what somebody wants in a log
 *
 * Hides what follows the words that introduce secrets (bearer tokens, passwords, tokens and
 * invitations in JSON and in queries) and whatever looks like a JWT, and makes control characters
 * visible, so that nothing from outside begins a line of its own (FAULTS §5).
 *
 * Returns: (transfer full): one line
 */
char *
bo_log_redact (const char *message)
{
  GString *line = g_string_new (NULL);
  const char *at = message;

  while (*at != '\0')
    {
      size_t length = match_introduction (at);

      if (length > 0)
        {
          g_string_append_len (line, at, (gssize) length);
          g_string_append (line, HIDDEN);
          at = skip_secret (at + length);
        }
      else if (begins_jwt (message, at))
        {
          g_string_append (line, HIDDEN);
          while (is_token_byte (*at))
            at++;
        }
      else
        append_visible (line, *at++);
    }
  return g_string_free (line, FALSE);
}

/* As syslog counts them (RFC 5424). */
static const char *
number_level (GLogLevelFlags level)
{
  switch (level & G_LOG_LEVEL_MASK)
    {
    case G_LOG_LEVEL_ERROR:
      return "3";
    case G_LOG_LEVEL_CRITICAL:
    case G_LOG_LEVEL_WARNING:
      return "4";
    case G_LOG_LEVEL_MESSAGE:
      return "5";
    case G_LOG_LEVEL_DEBUG:
      return "7";
    default:
      return "6";
    }
}

static const char *
name_level (GLogLevelFlags level)
{
  switch (level & G_LOG_LEVEL_MASK)
    {
    case G_LOG_LEVEL_ERROR:
      return "error: ";
    case G_LOG_LEVEL_CRITICAL:
      return "critical: ";
    case G_LOG_LEVEL_WARNING:
      return "warning: ";
    case G_LOG_LEVEL_DEBUG:
      return "debug: ";
    default:
      return "";
    }
}

/* A terminal or a file wants to know when; the journal knows by itself. */
static GLogWriterOutput
write_line (GLogLevelFlags level,
            const char    *message)
{
  g_autofree char *time = bo_time_format (bo_clock_now ());
  g_autofree char *line = g_strdup_printf ("%s %s%s\n", time, name_level (level), message);

  return fputs (line, stderr) < 0 || fflush (stderr) != 0 ? G_LOG_WRITER_UNHANDLED : G_LOG_WRITER_HANDLED;
}

/* The text of a field, which need not end with a NUL. */
static char *
dup_field (const GLogField *field)
{
  return field->length < 0 ? g_strdup (field->value) : g_strndup (field->value, (size_t) field->length);
}

static GLogWriterOutput
write_cb (GLogLevelFlags   level,
          const GLogField *fields,
          size_t           n_fields,
          void            *data)
{
  g_autofree GLogField *redacted = g_memdup2 (fields, n_fields * sizeof *fields);
  g_autofree char *message = NULL;
  const char *domain = NULL;

  for (size_t i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0 && message == NULL)
      {
        g_autofree char *text = dup_field (&fields[i]);

        message = bo_log_redact (text);
        redacted[i].value = message;
        redacted[i].length = -1;
      }
    else if (strcmp (fields[i].key, "GLIB_DOMAIN") == 0 && fields[i].length < 0)
      domain = fields[i].value;

  if (message == NULL || g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;
  if (g_log_writer_is_journald (STDERR_FILENO) &&
      g_log_writer_journald (level, redacted, n_fields, NULL) == G_LOG_WRITER_HANDLED)
    return G_LOG_WRITER_HANDLED;
  return write_line (level, message);
}

static void
log_cb (const char    *domain,
        GLogLevelFlags level,
        const char    *message,
        void          *data)
{
  const GLogField fields[] = {
    { "MESSAGE", message, -1 },
    { "PRIORITY", number_level (level), -1 },
    { "GLIB_DOMAIN", domain != NULL ? domain : "", -1 },
  };

  write_cb (level, fields, G_N_ELEMENTS (fields), NULL);
}

/**
 * bo_log_install:
 *
 * From now on every message of this process and its libraries goes through bo_log_redact(), to the
 * journal where standard error leads there, else to standard error with the time before it. Once,
 * before there are other threads.
 */
void
bo_log_install (void)
{
  g_log_set_writer_func (write_cb, NULL, NULL);
  g_log_set_default_handler (log_cb, NULL);
}
