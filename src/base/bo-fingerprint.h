/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base-types.h"

G_BEGIN_DECLS

/* What a hub's own certificate is known by (FAULTS §5): SHA-256 over its SubjectPublicKeyInfo, as
   64 hexadecimal digits in lower case. It outlives a new certificate for the same key. */

#define BO_FINGERPRINT_LENGTH 64
#define BO_FINGERPRINT_WORDS 12

/* Of an X.509 certificate; NULL for what is none. */
char *bo_fingerprint_of_certificate (GTlsCertificate *certificate);
char *bo_fingerprint_of_der         (const uint8_t *der, size_t length);
/* As a person or a QR code gives it: capitals, colons, spaces and "sha256:" are fine; NULL for what is none. */
char *bo_fingerprint_parse          (const char *text);
/* To be read aloud and compared: the first 96 bits as twelve words. */
char *bo_fingerprint_to_words       (const char *fingerprint);
/* To be compared by eye: pairs of digits with colons between them. */
char *bo_fingerprint_to_text        (const char *fingerprint);

G_END_DECLS
