/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-digest.h"

#include <string.h>

#include "bo-sha256.h"

#define ESCAPE "\xef\xbf\xbf"
#define ESCAPE_LENGTH 3

/**
 * bo_key_escape:
 * @key: an id or a version as a hub holds it, in UTF-8
 *
 * Returns: (transfer full): the form in which it is kept; as it is, where it holds neither U+0000 nor U+FFFF
 */
char *
bo_key_escape (GBytes *key)
{
  size_t length;
  const char *bytes = g_bytes_get_data (key, &length);
  GString *kept = g_string_sized_new (length);

  for (size_t i = 0; i < length; i++)
    if (bytes[i] == '\0')
      g_string_append (kept, ESCAPE "0");
    else if (length - i >= ESCAPE_LENGTH && memcmp (bytes + i, ESCAPE, ESCAPE_LENGTH) == 0)
      {
        g_string_append (kept, ESCAPE "F");
        i += ESCAPE_LENGTH - 1;
      }
    else
      g_string_append_c (kept, bytes[i]);
  return g_string_free (kept, FALSE);
}

/**
 * bo_key_readable:
 * @key: an id or a version
 *
 * Returns: whether it is kept as it is
 */
bool
bo_key_readable (const char *key)
{
  return strstr (key, ESCAPE) == NULL;
}

/**
 * bo_key_unescape:
 * @key: as bo_key_escape() made it
 * @length: (out): of what is returned
 *
 * Returns: (transfer full): what the hub holds
 */
char *
bo_key_unescape (const char *key, size_t *length)
{
  GString *held = g_string_new (NULL);

  for (const char *at = key; *at != '\0'; at++)
    if (strncmp (at, ESCAPE, ESCAPE_LENGTH) == 0 && at[ESCAPE_LENGTH] != '\0')
      {
        if (at[ESCAPE_LENGTH] == '0')
          g_string_append_c (held, '\0');
        else
          g_string_append (held, ESCAPE);
        at += ESCAPE_LENGTH;
      }
    else
      g_string_append_c (held, *at);
  *length = held->len;
  return g_string_free (held, FALSE);
}

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
