/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-http-private.h"

/* Whom to believe (FAULTS §5). Without a pin: whoever the system trusts. With one: whoever has that
   key, and nobody else, whatever the certificate says besides, and whoever signed it. */

#define REFUSAL "bo-http-refusal"

void
_bo_http_tls_clear (BoHttpTls *tls)
{
  g_clear_pointer (&tls->pin, g_free);
  g_clear_pointer (&tls->presented, g_free);
  g_clear_object (&tls->database);
}

/* libsoup asks only about certificates that the system doesn't trust. Without a database it trusts
   none, so that a pin is compared with every one. */
static void
apply (BoHttp *self)
{
  BoHttpTls *tls = _bo_http_get_tls (self);
  SoupSession *session = _bo_http_get_session (self);

  if (tls->pin == NULL && tls->database == NULL)
    tls->database = g_tls_backend_get_default_database (g_tls_backend_get_default ());
  soup_session_set_tls_database (session, tls->pin != NULL ? NULL : tls->database);
  /* Connections that were accepted before. */
  soup_session_abort (session);
}

/**
 * bo_http_set_pin:
 * @self: a transport
 * @fingerprint: (nullable): as bo_fingerprint_parse() gives it
 *
 * From now on only a server whose certificate has that key is spoken to; with
 * %NULL, one that the system trusts.
 */
void
bo_http_set_pin (BoHttp     *self,
                 const char *fingerprint)
{
  BoHttpTls *tls;

  g_return_if_fail (BO_IS_HTTP (self));

  tls = _bo_http_get_tls (self);
  if (g_strcmp0 (tls->pin, fingerprint) == 0)
    return;
  g_free (tls->pin);
  tls->pin = g_strdup (fingerprint);
  apply (self);
}

/**
 * bo_http_get_pin:
 * @self: a transport
 *
 * Returns: (nullable): the fingerprint that alone is accepted
 */
const char *
bo_http_get_pin (BoHttp *self)
{
  g_return_val_if_fail (BO_IS_HTTP (self), NULL);

  return _bo_http_get_tls (self)->pin;
}

/**
 * bo_http_get_presented:
 * @self: a transport
 *
 * Returns: (nullable): the fingerprint of the certificate that was refused last,
 *   where a person may decide to trust it
 */
const char *
bo_http_get_presented (BoHttp *self)
{
  g_return_val_if_fail (BO_IS_HTTP (self), NULL);

  return _bo_http_get_tls (self)->presented;
}

/* What the system trusts, for tests. */
void
_bo_http_set_database (BoHttp       *self,
                       GTlsDatabase *database)
{
  g_set_object (&_bo_http_get_tls (self)->database, database);
  apply (self);
}

static GError *
error_unknown (const char *host,
               const char *fingerprint)
{
  g_autofree char *words = bo_fingerprint_to_words (fingerprint);

  return g_error_new (BO_ERROR, BO_ERROR_CERTIFICATE_UNKNOWN,
                      _("“%s” shows a certificate of its own that this computer doesn’t know. Nothing was sent. Trust "
                        "it only if the hub itself shows these words: %s"), host, words);
}

static GError *
error_changed (const char *host,
               const char *fingerprint)
{
  g_autofree char *words = bo_fingerprint_to_words (fingerprint);

  return g_error_new (BO_ERROR, BO_ERROR_CERTIFICATE_CHANGED,
                      _("“%s” shows another certificate than the one that is trusted. Somebody may be in between, or "
                        "the hub was set up anew. Nothing was sent, and what you changed is kept here. Trust the new "
                        "one only if the hub itself shows these words: %s"), host, words);
}

/* For a name that authorities give certificates for, a person is not asked to judge. */
static GError *
refuse (BoHttp     *self,
        const char *fingerprint)
{
  BoHttpTls *tls = _bo_http_get_tls (self);
  const char *host = _bo_http_get_host (self);

  g_clear_pointer (&tls->presented, g_free);
  if (fingerprint == NULL || (tls->pin == NULL && !_bo_http_host_is_local (host)))
    return NULL;
  tls->presented = g_strdup (fingerprint);
  return tls->pin != NULL ? error_changed (host, fingerprint) : error_unknown (host, fingerprint);
}

static gboolean
accept_certificate_cb (SoupMessage         *message,
                       GTlsCertificate     *certificate,
                       GTlsCertificateFlags errors,
                       BoHttp              *self)
{
  /* Of the leaf alone: what came with it proves nothing. */
  g_autofree char *fingerprint = bo_fingerprint_of_certificate (certificate);
  GError *refusal;

  if (fingerprint != NULL && g_strcmp0 (fingerprint, bo_http_get_pin (self)) == 0)
    {
      g_clear_pointer (&_bo_http_get_tls (self)->presented, g_free);
      return TRUE;
    }

  refusal = refuse (self, fingerprint);
  if (refusal != NULL)
    g_object_set_data_full (G_OBJECT (message), REFUSAL, refusal, (GDestroyNotify) g_error_free);
  return FALSE;
}

void
_bo_http_tls_watch (BoHttp      *self,
                    SoupMessage *message)
{
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self, 0);
}

/* (nullable) (transfer none): why the certificate was refused, in words */
const GError *
_bo_http_tls_refusal (SoupMessage *message)
{
  return g_object_get_data (G_OBJECT (message), REFUSAL);
}
