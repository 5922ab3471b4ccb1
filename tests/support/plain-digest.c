/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plain-digest.h"

#include <string.h>

#include "bo-sha256.h"

struct _PlainDigest
{
  BoSha256 sum;
};

PlainDigest *
plain_digest_new (void)
{
  PlainDigest *self = g_new (PlainDigest, 1);

  bo_sha256_init (&self->sum);
  return self;
}

void
plain_digest_add (PlainDigest *self, const char *id, const char *version)
{
  bo_sha256_update (&self->sum, id, strlen (id));
  bo_sha256_update (&self->sum, "\x1f", 1);
  bo_sha256_update (&self->sum, version, strlen (version));
  bo_sha256_update (&self->sum, "\x1e", 1);
}

char *
plain_digest_end (PlainDigest *self)
{
  char *hex = bo_sha256_end (&self->sum);

  g_free (self);
  return hex;
}
