/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

/**
 * BoHubCertificateOptions:
 * @names: (nullable) (array zero-terminated=1): host names and IP addresses it is for; %NULL: this machine's own
 * @from_us: wall clock; 0: the year 2020
 * @until_us: wall clock; 0: a hundred years later
 */
typedef struct
{
  const char *const *names;
  int64_t            from_us;
  int64_t            until_us;
} BoHubCertificateOptions;

/* A new key (EC P-256) and a certificate that it signs itself, both in PEM; NULL is all zero. */
char            *bo_hub_certificate_make  (const BoHubCertificateOptions *options, GError **error);
/* The hub's own, from its directory; made there where none is. */
GTlsCertificate *bo_hub_certificate_own   (const char *data_dir, GError **error);
/* Another one instead: every client asks its person anew. */
gboolean         bo_hub_certificate_renew (const char *data_dir, GError **error);
/* Somebody else's, from PEM files; @key_file is NULL where both are in one. */
GTlsCertificate *bo_hub_certificate_load  (const char *file, const char *key_file, GError **error);

G_END_DECLS
