/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-digest.h"

#include <string.h>

#include "bo-sha256.h"

struct _BoDigest
{
  BoSha256 sum;
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

  bo_sha256_init (&self->sum);
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

  bo_sha256_update (&self->sum, id, strlen (id));
  bo_sha256_update (&self->sum, "\x1f", 1);
  bo_sha256_update (&self->sum, version, strlen (version));
  bo_sha256_update (&self->sum, "\x1e", 1);
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

  hex = bo_sha256_end (&self->sum);
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
