/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-http-private.h"

#define MAX_DIGITS 9
#define MAX_RETRY_AFTER 64

static bool
parse_seconds (const char *text,
               int64_t    *seconds)
{
  size_t length = strspn (text, "0123456789");

  if (length == 0 || text[length] != '\0')
    return false;

  *seconds = length > MAX_DIGITS ? BO_RETRY_AFTER_MAX_SECONDS : g_ascii_strtoll (text, NULL, 10);
  return true;
}

static bool
parse_date (const char *text,
            int64_t     now_us,
            int64_t    *seconds)
{
  g_autoptr(GDateTime) date = soup_date_time_new_from_http_string (text);

  if (date == NULL)
    return false;

  *seconds = g_date_time_to_unix (date) - now_us / G_USEC_PER_SEC;
  return true;
}

/*
 * _bo_http_parse_retry_after:
 * @value: (nullable): of the header: seconds, or a date
 *
 * Returns: how long to wait in µs, between a second and an hour; 0 when the
 * header is absent or senseless
 */
int64_t
_bo_http_parse_retry_after (const char *value,
                            int64_t     now_us)
{
  g_autofree char *text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  int64_t seconds;

  if (text == NULL || strlen (text) > MAX_RETRY_AFTER ||
      (!parse_seconds (text, &seconds) && !parse_date (text, now_us, &seconds)))
    return 0;

  return CLAMP (seconds, BO_RETRY_AFTER_MIN_SECONDS, BO_RETRY_AFTER_MAX_SECONDS) * G_USEC_PER_SEC;
}

static GError *
explain_tls (const GError *error,
             const char   *host)
{
  if (error->code != G_TLS_ERROR_BAD_CERTIFICATE)
    return g_error_new (BO_ERROR, BO_ERROR_HANDSHAKE,
                        _("“%s” did not agree to an encrypted connection: %s. Check the address and the port. If that "
                          "hub has no encryption at all, write “http://” before it."), host, error->message);

  return g_error_new (BO_ERROR, BO_ERROR_TLS,
                      _("The identity of “%s” could not be verified: its certificate is not one that this computer "
                        "trusts. Nothing was sent. Check the address, or ask whoever runs the hub."), host);
}

static GError *
explain_resolver (const char *host)
{
  return g_error_new (BO_ERROR, BO_ERROR_OFFLINE,
                      _("No computer named “%s” was found. Check the address and the network."), host);
}

static GError *
explain_io (const GError *error,
            const char   *host)
{
  switch (error->code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
      return g_error_new (BO_ERROR, BO_ERROR_OFFLINE,
                          _("“%s” is there, but no hub answers on that port. Check that the hub is running."), host);
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_NOT_FOUND:
      return g_error_new (BO_ERROR, BO_ERROR_OFFLINE,
                          _("“%s” can’t be reached from this network. Check the connection."), host);
    case G_IO_ERROR_TIMED_OUT:
      return g_error_new (BO_ERROR, BO_ERROR_TIMEOUT,
                          _("“%s” did not answer in time. It will be tried again."), host);
    default:
      return g_error_new (BO_ERROR, BO_ERROR_OFFLINE,
                          _("The connection to “%s” broke: %s. It will be tried again."), host, error->message);
    }
}

/*
 * _bo_http_explain:
 * @error: of GIO or libsoup
 *
 * Returns: (transfer full): the same as a sentence for a person, by cause;
 * a cancellation as it is
 */
GError *
_bo_http_explain (const GError *error,
                  const char   *host)
{
  if (error->domain == BO_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  else if (error->domain == G_TLS_ERROR)
    return explain_tls (error, host);
  else if (error->domain == G_RESOLVER_ERROR)
    return explain_resolver (host);
  else if (error->domain == G_IO_ERROR)
    return explain_io (error, host);

  return g_error_new (BO_ERROR, BO_ERROR_OFFLINE,
                      _("The exchange with “%s” failed: %s. It will be tried again."), host, error->message);
}
