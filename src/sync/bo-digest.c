/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-digest.h"

#include <string.h>

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
