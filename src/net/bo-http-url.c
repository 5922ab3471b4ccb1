/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-http-private.h"

#define MAX_URL 2048

bool
_bo_http_host_is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost"))
    return true;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

bool
_bo_http_host_is_local (const char *host)
{
  static const char *const suffixes[] = { ".local", ".lan", ".home", ".home.arpa", ".internal" };

  if (_bo_http_host_is_loopback (host) || g_hostname_is_ip_address (host) || strchr (host, '.') == NULL)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (host, suffixes[i]))
      return true;
  return false;
}

static bool
is_plain_text (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (*at <= ' ' || *at == 0x7f)
      return false;
  return g_utf8_validate (text, -1, NULL);
}

static GUri *
parse (const char *text)
{
  return g_uri_parse (text, SOUP_HTTP_URI_FLAGS | G_URI_FLAGS_PARSE_RELAXED, NULL);
}

static bool
is_usable (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
         && host != NULL && *host != '\0'
         && (*path == '\0' || *path == '/')
         && g_uri_get_userinfo (uri) == NULL
         && g_uri_get_query (uri) == NULL
         && g_uri_get_fragment (uri) == NULL;
}

/* A name without a scheme means http on this machine, where nobody listens in, and https elsewhere. */
static GUri *
parse_without_scheme (const char *text)
{
  g_autofree char *secure = g_strconcat ("https://", text, NULL);
  g_autofree char *plain = g_strconcat ("http://", text, NULL);
  g_autoptr(GUri) uri = parse (secure);

  if (uri != NULL && g_uri_get_host (uri) != NULL && _bo_http_host_is_loopback (g_uri_get_host (uri)))
    return parse (plain);
  return g_steal_pointer (&uri);
}

static char *
write_url (GUri *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  g_autofree char *url = NULL;
  int port = g_uri_get_port (uri);

  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  if (port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    port = -1;

  url = g_uri_join (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, host, port, path, NULL, NULL);
  /* libsoup's flags give an empty path a slash */
  if (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  return g_steal_pointer (&url);
}

/* Liberal parsing lets through what no request can be made to, such as half of an escape. */
static bool
is_address (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && is_usable (uri);
}

/*
 * _bo_http_normalise_url:
 * @server_url: what a person typed
 * @host: (out): the host alone, for messages
 *
 * Plain http to another machine is taken only where it is written out: a
 * scheme nobody wrote never sends a password in the clear (FAULTS §5).
 */
char *
_bo_http_normalise_url (const char  *server_url,
                        char       **host,
                        GError     **error)
{
  g_autofree char *text = g_strstrip (g_strdup (server_url));
  g_autoptr(GUri) uri = NULL;
  g_autofree char *url = NULL;

  if (*text != '\0' && strlen (text) <= MAX_URL && is_plain_text (text))
    uri = strstr (text, "://") != NULL ? parse (text) : parse_without_scheme (text);

  if (uri != NULL && is_usable (uri))
    url = write_url (uri);
  if (url == NULL || !is_address (url))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE,
                           _("This is no address of a hub. Write it like “https://hub.local:8000”, without a name "
                             "or password in it."));
      return NULL;
    }

  *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  return g_steal_pointer (&url);
}

/* Up to where the hub's own paths begin, which every hub has. */
static char *
cut_path (const char *path)
{
  const char *end = strstr (path, "/api/v1/");

  if (end == NULL)
    end = strstr (path, "/health");
  return g_strndup (path, end != NULL ? (size_t) (end - path) : 0);
}

/*
 * _bo_http_find_upgrade:
 * @asked: what was asked for
 * @location: where the answer to it points
 *
 * Returns: (transfer full) (nullable): the address of the same hub over https,
 * where @location is that and nothing else: what may be offered to a person
 * (FAULTS §1)
 */
char *
_bo_http_find_upgrade (GUri       *asked,
                       const char *location)
{
  g_autoptr(GUri) target = strlen (location) <= MAX_URL
                             ? g_uri_parse_relative (asked, location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autoptr(GUri) base = NULL;
  g_autofree char *path = NULL;

  if (target == NULL || !is_plain_text (location)
      || !g_str_equal (g_uri_get_scheme (asked), "http") || !g_str_equal (g_uri_get_scheme (target), "https")
      || g_uri_get_userinfo (target) != NULL || g_uri_get_host (target) == NULL
      || g_ascii_strcasecmp (g_uri_get_host (asked), g_uri_get_host (target)) != 0)
    return NULL;

  path = cut_path (g_uri_get_path (target));
  base = g_uri_build (SOUP_HTTP_URI_FLAGS, "https", NULL, g_uri_get_host (target), g_uri_get_port (target), path, NULL,
                      NULL);
  return write_url (base);
}
