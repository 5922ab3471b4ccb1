/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/stat.h>

#include "bo-hub-certificate.h"

typedef struct
{
  char *dir;
  char *path;
} Place;

static void
set_up (Place      *place,
        const void *data)
{
  place->dir = g_dir_make_tmp ("bo-certificate-XXXXXX", NULL);
  place->path = g_build_filename (place->dir, "tls.pem", NULL);
}

static void
tear_down (Place      *place,
           const void *data)
{
  g_unlink (place->path);
  g_assert_no_errno (g_rmdir (place->dir));
  g_free (place->path);
  g_free (place->dir);
}

static char *
own_fingerprint (Place *place)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsCertificate) certificate = bo_hub_certificate_own (place->dir, &error);

  g_assert_no_error (error);
  return bo_fingerprint_of_certificate (certificate);
}

/* The same at every start, and another one only when somebody asks for it. */
static void
test_own (Place      *place,
          const void *data)
{
  g_autofree char *first = own_fingerprint (place);
  g_autofree char *second = own_fingerprint (place);
  g_autofree char *third = NULL;
  g_autoptr(GError) error = NULL;
  struct stat info;

  g_assert_cmpuint (strlen (first), ==, BO_FINGERPRINT_LENGTH);
  g_assert_cmpstr (first, ==, second);
  g_assert_no_errno (stat (place->path, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

  bo_hub_certificate_renew (place->dir, &error);
  g_assert_no_error (error);
  third = own_fingerprint (place);
  g_assert_cmpstr (first, !=, third);
  g_assert_no_errno (stat (place->path, &info));
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

/* Clients know the hub by what is in it: a damaged one is no reason to become somebody else. */
static void
test_damaged (Place      *place,
              const void *data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (place->path, "nonsense", -1, NULL));
  g_assert_null (bo_hub_certificate_own (place->dir, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_INVALID_DATA);
  g_assert_true (g_file_get_contents (place->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "nonsense");
}

/* Two readers of X.509 must mean the same key. */
static void
test_same_key (void)
{
  for (int i = 0; i < 20; i++)
    {
      g_autofree char *pem = bo_hub_certificate_make (NULL, NULL);
      g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);
      g_autofree char *found = bo_fingerprint_of_certificate (certificate);
      g_autofree char *expected = NULL;
      gnutls_datum_t datum = { (unsigned char *) pem, strlen (pem) };
      gnutls_x509_crt_t crt;
      uint8_t id[32];
      size_t size = sizeof id;
      GString *hex = g_string_new (NULL);

      g_assert_cmpint (gnutls_x509_crt_init (&crt), ==, 0);
      g_assert_cmpint (gnutls_x509_crt_import (crt, &datum, GNUTLS_X509_FMT_PEM), ==, 0);
      g_assert_cmpint (gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA256, id, &size), ==, 0);
      for (size_t j = 0; j < size; j++)
        g_string_append_printf (hex, "%02x", id[j]);
      expected = g_string_free (hex, FALSE);
      g_assert_cmpstr (found, ==, expected);
      gnutls_x509_crt_deinit (crt);
    }
}

static GTlsCertificateFlags
verify (GTlsCertificate *certificate,
        GSocketConnectable *as)
{
  /* Its own authority: what is left is names and dates. */
  return g_tls_certificate_verify (certificate, as, certificate);
}

static void
test_names (void)
{
  const char *const names[] = { "hub.local", "192.0.2.7", "2001:db8::7", NULL };
  BoHubCertificateOptions options = { .names = names };
  g_autofree char *pem = bo_hub_certificate_make (&options, NULL);
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);
  g_autoptr(GSocketConnectable) other = g_network_address_new ("other.local", 8101);

  for (size_t i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GSocketConnectable) as = g_network_address_new (names[i], 8101);

      g_assert_cmpuint (verify (certificate, as), ==, 0);
    }
  g_assert_cmpuint (verify (certificate, other), ==, G_TLS_CERTIFICATE_BAD_IDENTITY);
}

static void
test_own_names (void)
{
  g_autofree char *pem = bo_hub_certificate_make (NULL, NULL);
  g_autoptr(GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);
  const char *const names[] = { "localhost", "127.0.0.1", "::1", g_get_host_name () };

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GSocketConnectable) as = g_network_address_new (names[i], 8101);

      g_assert_cmpuint (verify (certificate, as), ==, 0);
    }
}

static void
test_dates (void)
{
  int64_t now = g_get_real_time ();
  BoHubCertificateOptions options = { .from_us = now - 3 * G_TIME_SPAN_DAY, .until_us = now - G_TIME_SPAN_DAY };
  g_autofree char *past = bo_hub_certificate_make (&options, NULL);
  g_autoptr(GTlsCertificate) expired = g_tls_certificate_new_from_pem (past, -1, NULL);

  g_assert_cmpuint (verify (expired, NULL), ==, G_TLS_CERTIFICATE_EXPIRED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/certificate/own", Place, NULL, set_up, test_own, tear_down);
  g_test_add ("/certificate/damaged", Place, NULL, set_up, test_damaged, tear_down);
  g_test_add_func ("/certificate/same-key", test_same_key);
  g_test_add_func ("/certificate/names", test_names);
  g_test_add_func ("/certificate/own-names", test_own_names);
  g_test_add_func ("/certificate/dates", test_dates);
  return g_test_run ();
}
