/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-digest.h"

#include <string.h>

struct _BoDigest
{
  GChecksum *checksum;
};

/**
 * bo_digest_new:
 *
 * Begins a state digest (PROTOCOL §3.5).
 *
 * Returns: (transfer full): the digest of nothing so far
 */
BoDigest *
bo_digest_new (void)
{
  BoDigest *self = g_new (BoDigest, 1);

  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return self;
}

/**
 * bo_digest_add:
 * @self: a digest
 * @id: the next id in ascending byte order
 * @version: its current version, a tombstone's too
 */
void
bo_digest_add (BoDigest *self, const char *id, const char *version)
{
  g_return_if_fail (self != NULL && id != NULL && version != NULL);

  g_checksum_update (self->checksum, (const uint8_t *) id, (gssize) strlen (id));
  g_checksum_update (self->checksum, (const uint8_t *) "\x1f", 1);
  g_checksum_update (self->checksum, (const uint8_t *) version, (gssize) strlen (version));
  g_checksum_update (self->checksum, (const uint8_t *) "\x1e", 1);
}

/**
 * bo_digest_end:
 * @self: (transfer full): a digest
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
bo_digest_end (BoDigest *self)
{
  char *hex;

  g_return_val_if_fail (self != NULL, NULL);

  hex = g_strdup (g_checksum_get_string (self->checksum));
  bo_digest_free (self);
  return hex;
}

/**
 * bo_digest_free:
 * @self: (nullable) (transfer full): a digest that is not wanted any more
 */
void
bo_digest_free (BoDigest *self)
{
  if (self == NULL)
    return;
  g_checksum_free (self->checksum);
  g_free (self);
}

/**
 * bo_digest_valid:
 * @hex: (nullable): what a hub says is its digest
 *
 * Returns: whether it has the form of one
 */
bool
bo_digest_valid (const char *hex)
{
  if (hex == NULL || strlen (hex) != 64)
    return false;
  return strspn (hex, "0123456789abcdef") == 64;
}
