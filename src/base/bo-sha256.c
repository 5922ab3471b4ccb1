/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-sha256.h"

#include <nettle/sha2.h>
#include <nettle/version.h>

/* Nettle's, which uses what the processor has for it; GChecksum is several times slower, and the
   digest of a large home is in every cycle. */

G_STATIC_ASSERT (sizeof (struct sha256_ctx) <= sizeof (BoSha256));

/**
 * bo_sha256_init:
 * @self: (out caller-allocates): becomes the sum of nothing
 */
void
bo_sha256_init (BoSha256 *self)
{
  g_return_if_fail (self != NULL);

  sha256_init ((struct sha256_ctx *) self);
}

/**
 * bo_sha256_update:
 * @self: a sum
 * @data: (array length=length): what comes next
 * @length: how many bytes
 */
void
bo_sha256_update (BoSha256   *self,
                  const void *data,
                  size_t      length)
{
  g_return_if_fail (self != NULL && (data != NULL || length == 0));

  if (length > 0)
    sha256_update ((struct sha256_ctx *) self, length, data);
}

/**
 * bo_sha256_end:
 * @self: a sum, which stays as it is and can go on
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
bo_sha256_end (const BoSha256 *self)
{
  static const char digits[] = "0123456789abcdef";
  uint8_t sum[SHA256_DIGEST_SIZE];
  BoSha256 copy;
  char *hex;

  g_return_val_if_fail (self != NULL, NULL);

  copy = *self;
#if NETTLE_VERSION_MAJOR >= 4
  sha256_digest ((struct sha256_ctx *) &copy, sum);
#else
  sha256_digest ((struct sha256_ctx *) &copy, sizeof sum, sum);
#endif

  hex = g_malloc (2 * sizeof sum + 1);
  for (size_t i = 0; i < sizeof sum; i++)
    {
      hex[2 * i] = digits[sum[i] >> 4];
      hex[2 * i + 1] = digits[sum[i] & 15];
    }
  hex[2 * sizeof sum] = '\0';
  return hex;
}

/**
 * bo_sha256_hex:
 * @data: (array length=length): all of it
 * @length: how many bytes
 *
 * Returns: (transfer full): 64 lower-case hexadecimal digits
 */
char *
bo_sha256_hex (const void *data,
               size_t      length)
{
  BoSha256 sum;

  bo_sha256_init (&sum);
  bo_sha256_update (&sum, data, length);
  return bo_sha256_end (&sum);
}
