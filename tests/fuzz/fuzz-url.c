/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "bo-http-private.h"

/* What a person types as a hub's address. What is taken comes out the same when taken again, goes
   to the host that is named to the person, and is never less private than was asked for. */

static void
check_url (const char *url, const char *host)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, &error);
  g_autofree char *same_host = NULL;
  g_autofree char *again = _bo_http_normalise_url (url, &same_host, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, url);
  g_assert_cmpstr (same_host, ==, host);
  g_assert_cmpint (g_ascii_strcasecmp (g_uri_get_host (uri), host), ==, 0);
  g_assert_null (g_uri_get_userinfo (uri));
  g_assert_null (g_uri_get_query (uri));
  g_assert_null (g_uri_get_fragment (uri));
  g_assert_false (g_str_has_suffix (url, "/"));
}

static void
check_request (const char *url)
{
  g_autofree char *address = g_strconcat (url, "/api/v1/sync/", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", address);

  g_assert_nonnull (message);
  g_assert_true (g_str_has_suffix (g_uri_get_path (soup_message_get_uri (message)), "/api/v1/sync/"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autofree char *host = NULL, *url = NULL;
  g_autoptr(GError) error = NULL;

  if (text == NULL)
    return 0;
  url = _bo_http_normalise_url (text, &host, &error);
  g_assert_true ((url == NULL) == (error != NULL));
  if (url == NULL)
    return 0;
  check_url (url, host);
  check_request (url);
  if (g_str_has_prefix (url, "http://") && !_bo_http_host_is_loopback (host))
    g_assert_nonnull (strstr (text, "://"));
  return 0;
}
