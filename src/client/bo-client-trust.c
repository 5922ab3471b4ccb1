/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

#define MARK "#sha256:"

/* Whom a person decided to trust, and what goes unencrypted (FAULTS §5). */

/* A transport that believes whoever was accepted for that address before. */
BoHttp *
_bo_client_make_http (BoClient    *self,
                      const char  *server_url,
                      GError     **error)
{
  BoHttp *http = bo_http_new (server_url, error);
  g_autofree char *pin = NULL;

  if (http == NULL || !bo_http_is_encrypted (http))
    return http;
  pin = bo_files_read_pin (self->data_dir, bo_http_get_url (http));
  bo_http_set_pin (http, pin);
  return http;
}

/* Kept with the address it was accepted for, and for no other. */
gboolean
_bo_client_keep_pin (BoClient  *self,
                     BoHttp    *http,
                     GError   **error)
{
  const char *pin = bo_http_get_pin (http);

  return pin == NULL || bo_files_write_pin (self->data_dir, bo_http_get_url (http), pin, error);
}

/* What a hub shows for pairing is its address with the fingerprint behind it. */
char *
_bo_client_split_address (const char  *text,
                          char       **fingerprint)
{
  const char *mark = strstr (text, MARK);

  *fingerprint = mark != NULL ? bo_fingerprint_parse (mark + 1) : NULL;
  return *fingerprint != NULL ? g_strndup (text, mark - text) : g_strdup (text);
}

/**
 * bo_client_get_presented_fingerprint:
 * @self: a client
 *
 * For a person to compare with what the hub itself shows, most easily as words
 * (bo_fingerprint_to_words()).
 *
 * Returns: (nullable): of the certificate that was refused last, with
 *   %BO_ERROR_CERTIFICATE_UNKNOWN or %BO_ERROR_CERTIFICATE_CHANGED
 */
const char *
bo_client_get_presented_fingerprint (BoClient *self)
{
  const char *presented;

  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  presented = self->driver != NULL ? bo_http_get_presented (bo_driver_get_http (self->driver)) : NULL;
  return presented != NULL ? presented : self->presented;
}

/**
 * bo_client_trust:
 * @self: an open client with a hub
 * @fingerprint: what a person compared, or was given
 * @error: return location
 *
 * From now on this hub is the one whose certificate has that key, and no other.
 * The only way on after %BO_ERROR_CERTIFICATE_CHANGED; what waits is sent then.
 *
 * Errors: %BO_ERROR_USAGE without a hub that uses TLS, and for what is no
 * fingerprint; those of files.
 *
 * Returns: whether it is kept
 */
gboolean
bo_client_trust (BoClient    *self,
                 const char  *fingerprint,
                 GError     **error)
{
  g_autofree char *pin = NULL;
  const char *url;

  g_return_val_if_fail (BO_IS_CLIENT (self), FALSE);
  g_return_val_if_fail (fingerprint != NULL, FALSE);

  pin = bo_fingerprint_parse (fingerprint);
  url = bo_client_get_server_url (self);
  if (pin == NULL || url == NULL || !g_str_has_prefix (url, "https:"))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE,
                           pin == NULL ? _("This is no fingerprint of a certificate: it has 64 hexadecimal digits.")
                                       : _("This home has no hub whose certificate could be trusted."));
      return FALSE;
    }
  if (!bo_files_write_pin (self->data_dir, url, pin, error))
    return FALSE;

  g_clear_pointer (&self->presented, g_free);
  if (self->driver != NULL)
    {
      bo_http_set_pin (bo_driver_get_http (self->driver), pin);
      bo_driver_tell (self->driver, BO_EVENT_CREDENTIALS_CHANGED);
    }
  return TRUE;
}

/**
 * bo_client_address_is_plain:
 * @address: what a person typed
 *
 * Returns: whether everything on the way could read what goes there: it is
 *   another machine's, without TLS
 */
bool
bo_client_address_is_plain (const char *address)
{
  g_autoptr(BoHttp) http = NULL;

  g_return_val_if_fail (address != NULL, false);

  http = bo_http_new (address, NULL);
  return http != NULL && !bo_http_is_encrypted (http) && !bo_http_is_loopback (http);
}

/**
 * bo_client_is_plain:
 * @self: a client
 *
 * Returns: whether its hub is on another machine and spoken to without TLS, as
 *   somebody chose
 */
bool
bo_client_is_plain (BoClient *self)
{
  const char *url;

  g_return_val_if_fail (BO_IS_CLIENT (self), false);

  url = bo_client_get_server_url (self);
  return url != NULL && bo_client_address_is_plain (url);
}

/**
 * bo_client_get_hub_protocol:
 * @self: a client
 *
 * What it speaks; which program it is, and of which version, is another question: bo_client_ask_about_hub_async().
 *
 * Returns: (transfer none) (nullable): the version of the protocol in which
 *   this hub has answered; %NULL before it did
 */
const char *
bo_client_get_hub_protocol (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return bo_client_get_server_url (self) != NULL && self->status.last_success_us > 0 ? BO_PROTOCOL_VERSION : NULL;
}
