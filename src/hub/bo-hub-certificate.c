/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-certificate.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>

#include "bo-error.h"
#include "bo-hub-directory.h"

#define FILE_NAME "tls.pem"
#define SUBJECT "Blowing-Off hub"
#define MAX_ADDRESSES 32
#define SERIAL_BYTES 16
/* 2020-01-01. A fixed day: the clock of a small computer may be years off when it starts for the first time. */
#define FROM_SECONDS INT64_C (1577836800)
#define VALID_SECONDS (INT64_C (100) * 365 * 24 * 3600)

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)

/* --- names --- */

static void
add_addresses (GPtrArray *names)
{
  struct ifaddrs *all = NULL;
  unsigned int limit = names->len + MAX_ADDRESSES;

  if (getifaddrs (&all) != 0)
    return;
  for (struct ifaddrs *one = all; one != NULL && names->len < limit; one = one->ifa_next)
    {
      g_autoptr(GSocketAddress) address = NULL;
      GInetAddress *inet;

      if (one->ifa_addr == NULL || (one->ifa_addr->sa_family != AF_INET && one->ifa_addr->sa_family != AF_INET6))
        continue;
      address = g_socket_address_new_from_native (one->ifa_addr,
                                                  one->ifa_addr->sa_family == AF_INET ? sizeof (struct sockaddr_in)
                                                                                      : sizeof (struct sockaddr_in6));
      inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
      if (!g_inet_address_get_is_loopback (inet) && !g_inet_address_get_is_link_local (inet))
        g_ptr_array_add (names, g_inet_address_to_string (inet));
    }
  freeifaddrs (all);
}

static char **
own_names (void)
{
  GPtrArray *names = g_ptr_array_new ();
  g_auto(GStrv) labels = g_strsplit (g_get_host_name (), ".", 2);
  g_autofree char *host = g_hostname_to_ascii (g_get_host_name ());
  g_autofree char *label = labels[0] != NULL ? g_hostname_to_ascii (labels[0]) : NULL;

  g_ptr_array_add (names, g_strdup ("localhost"));
  g_ptr_array_add (names, g_strdup ("127.0.0.1"));
  g_ptr_array_add (names, g_strdup ("::1"));
  if (host != NULL && *host != '\0' && strcmp (host, "localhost") != 0)
    g_ptr_array_add (names, g_steal_pointer (&host));
  if (label != NULL && *label != '\0')
    g_ptr_array_add (names, g_strconcat (label, ".local", NULL));
  add_addresses (names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static int
add_name (gnutls_x509_crt_t certificate,
          const char       *name)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (name);

  if (address == NULL)
    return gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, name, strlen (name),
                                                 GNUTLS_FSAN_APPEND);
  return gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, g_inet_address_to_bytes (address),
                                               g_inet_address_get_native_size (address), GNUTLS_FSAN_APPEND);
}

/* --- making --- */

#define TRY(call) G_STMT_START { int code_ = (call); if (code_ < 0) return code_; } G_STMT_END

/* RFC 5280: who may be reached with it, and for how long. 0, or what gnutls says. */
static int
describe (gnutls_x509_crt_t              certificate,
          const BoHubCertificateOptions *options)
{
  int64_t from = options->from_us != 0 ? options->from_us / G_USEC_PER_SEC : FROM_SECONDS;
  int64_t until = options->until_us != 0 ? options->until_us / G_USEC_PER_SEC : from + VALID_SECONDS;
  uint8_t serial[SERIAL_BYTES];

  /* Positive, and of that length. */
  bo_random_bytes (serial, sizeof serial);
  serial[0] = (serial[0] & 0x7f) | 0x40;
  TRY (gnutls_x509_crt_set_version (certificate, 3));
  TRY (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial));
  TRY (gnutls_x509_crt_set_activation_time (certificate, from));
  TRY (gnutls_x509_crt_set_expiration_time (certificate, until));
  TRY (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, SUBJECT, strlen (SUBJECT)));
  TRY (gnutls_x509_crt_set_basic_constraints (certificate, 0, -1));
  TRY (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE));
  TRY (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
  for (size_t i = 0; options->names[i] != NULL; i++)
    TRY (add_name (certificate, options->names[i]));
  return 0;
}

static int
make (gnutls_x509_privkey_t          key,
      gnutls_x509_crt_t              certificate,
      const BoHubCertificateOptions *options)
{
  TRY (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  TRY (describe (certificate, options));
  TRY (gnutls_x509_crt_set_key (certificate, key));
  TRY (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
  return 0;
}

/* Takes @key_pem. */
static char *
join_pem (gnutls_datum_t *key_pem,
          gnutls_datum_t *certificate_pem)
{
  char *pem = g_strdup_printf ("%.*s%.*s", (int) key_pem->size, (const char *) key_pem->data,
                               (int) certificate_pem->size, (const char *) certificate_pem->data);

  explicit_bzero (key_pem->data, key_pem->size);
  return pem;
}

static int
make_pem (const BoHubCertificateOptions *options,
          char                         **pem)
{
  g_auto(gnutls_x509_crt_t) certificate = NULL;
  g_auto(gnutls_x509_privkey_t) key = NULL;
  gnutls_datum_t key_pem = { 0 };
  gnutls_datum_t certificate_pem = { 0 };
  int code;

  TRY (gnutls_x509_privkey_init (&key));
  TRY (gnutls_x509_crt_init (&certificate));
  TRY (make (key, certificate, options));

  code = gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key_pem);
  if (code >= 0)
    code = gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem);
  if (code >= 0)
    *pem = join_pem (&key_pem, &certificate_pem);
  gnutls_free (key_pem.data);
  gnutls_free (certificate_pem.data);
  return code;
}

/**
 * bo_hub_certificate_make:
 * @options: (nullable): for whom and how long
 * @error: %BO_ERROR_FAILED with the reason
 *
 * Returns: (transfer full) (nullable): the private key and the certificate in PEM; a secret
 */
char *
bo_hub_certificate_make (const BoHubCertificateOptions *options,
                         GError                       **error)
{
  BoHubCertificateOptions chosen = { 0 };
  g_auto(GStrv) names = NULL;
  char *pem = NULL;
  int code;

  if (options != NULL)
    chosen = *options;
  if (chosen.names == NULL)
    chosen.names = (const char *const *) (names = own_names ());

  code = make_pem (&chosen, &pem);
  if (code < 0)
    g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "The hub cannot make a certificate: %s.", gnutls_strerror (code));
  return pem;
}

/* --- the hub's own --- */

static gboolean
make_file (const char *path,
           GError    **error)
{
  char *pem = bo_hub_certificate_make (NULL, error);
  gboolean written;

  if (pem == NULL)
    return FALSE;
  written = bo_hub_directory_write_secret (path, pem, strlen (pem), error);
  explicit_bzero (pem, strlen (pem));
  g_free (pem);
  return written;
}

/**
 * bo_hub_certificate_own:
 * @data_dir: the hub's directory, which exists
 * @error: failures of the file by cause
 *
 * A file that can't be read is never replaced by itself: clients know the hub by what is in it.
 *
 * Returns: (transfer full) (nullable): the certificate with its key
 */
GTlsCertificate *
bo_hub_certificate_own (const char *data_dir,
                        GError    **error)
{
  g_autofree char *path = g_build_filename (data_dir, FILE_NAME, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK) && !make_file (path, error))
    return NULL;
  return bo_hub_certificate_load (path, NULL, error);
}

/**
 * bo_hub_certificate_renew:
 * @data_dir: the hub's directory, which exists
 * @error: failures of the file by cause
 *
 * Returns: whether there is a new one, which the hub takes at its next start
 */
gboolean
bo_hub_certificate_renew (const char *data_dir,
                          GError    **error)
{
  g_autofree char *path = g_build_filename (data_dir, FILE_NAME, NULL);

  return make_file (path, error);
}

/**
 * bo_hub_certificate_load:
 * @file: PEM: a certificate, those that sign it behind it
 * @key_file: (nullable): PEM: its private key; %NULL: it is in @file
 * @error: %BO_ERROR_INVALID_DATA with the reason
 *
 * Returns: (transfer full) (nullable): the certificate with its key
 */
GTlsCertificate *
bo_hub_certificate_load (const char *file,
                         const char *key_file,
                         GError    **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autofree char *fingerprint = NULL;

  certificate = g_tls_certificate_new_from_files (file, key_file != NULL ? key_file : file, &reason);
  if (certificate != NULL)
    fingerprint = bo_fingerprint_of_certificate (certificate);
  if (fingerprint != NULL)
    return g_steal_pointer (&certificate);

  g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA, "The hub cannot use the certificate in “%s”: %s.", file,
               reason != NULL ? reason->message : "it is in no form that TLS uses");
  return NULL;
}
