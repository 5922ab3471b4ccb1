/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-fingerprint.h"

#include <string.h>

enum
{
  TAG_INTEGER = 0x02,
  TAG_SEQUENCE = 0x30,
  TAG_VERSION = 0xa0,
};

/* One for each byte. They are part of what two programs must agree on: never translated, never changed. */
static const char *const words[256] = {
  "acorn", "album", "almond", "amber", "anchor", "apple", "apron", "arrow", "aspen", "atlas", "attic",
  "autumn", "bacon", "badge", "bakery", "bamboo", "banjo", "barley", "basil", "basket", "beacon", "beaver",
  "bench", "berry", "birch", "biscuit", "blanket", "bonfire", "bottle", "branch", "brick", "bridge",
  "bronze", "bucket", "butter", "cabin", "cactus", "camel", "candle", "canoe", "canvas", "carpet",
  "carrot", "castle", "cedar", "cellar", "cherry", "chimney", "cinema", "circus", "citrus", "clover",
  "coconut", "coffee", "comet", "copper", "coral", "cotton", "cradle", "crayon", "cricket", "crystal",
  "cupboard", "curtain", "cushion", "daisy", "dancer", "desert", "diamond", "dolphin", "donkey", "dragon",
  "drawer", "drummer", "eagle", "easel", "echo", "elbow", "elephant", "ember", "engine", "envelope",
  "falcon", "feather", "fennel", "ferry", "fiddle", "finger", "flannel", "flute", "forest", "fossil",
  "fountain", "fox", "friday", "garden", "garlic", "gazelle", "ginger", "giraffe", "glacier", "globe",
  "goblet", "gondola", "granite", "grape", "guitar", "hammer", "hammock", "harbour", "harvest", "hazel",
  "hedge", "helmet", "heron", "honey", "horizon", "hotel", "iceberg", "igloo", "indigo", "island", "ivory",
  "jacket", "jaguar", "jasmine", "jelly", "jigsaw", "jungle", "juniper", "kayak", "kettle", "kitchen",
  "kite", "kitten", "koala", "ladder", "lagoon", "lantern", "lavender", "lemon", "leopard", "library",
  "lilac", "lizard", "lobster", "locket", "magnet", "mango", "maple", "marble", "market", "meadow",
  "melon", "mirror", "mitten", "monkey", "mosaic", "mountain", "muffin", "museum", "mustard", "napkin",
  "nectar", "needle", "nettle", "notebook", "nutmeg", "oasis", "oboe", "ocean", "octopus", "olive",
  "onion", "opera", "orange", "orchard", "otter", "oyster", "paddle", "palace", "panda", "paper", "parrot",
  "pebble", "pencil", "pepper", "piano", "pigeon", "pillow", "pirate", "planet", "plum", "pocket", "pony",
  "potato", "prairie", "puddle", "pumpkin", "puzzle", "quartz", "quilt", "rabbit", "radish", "raft",
  "rainbow", "raven", "ribbon", "river", "robin", "rocket", "saddle", "saffron", "salmon", "sandal",
  "scarf", "school", "shadow", "silver", "skylark", "slipper", "sparrow", "spinach", "spoon", "stadium",
  "sunset", "swan", "tablet", "teapot", "temple", "tiger", "timber", "tomato", "tractor", "trumpet",
  "tulip", "tunnel", "turtle", "umbrella", "valley", "vanilla", "velvet", "village", "violin", "volcano",
  "wagon", "walnut", "whistle", "willow", "window", "winter", "wizard", "wombat", "yogurt", "zebra",
  "zipper",
};

/* --- DER (X.690 §10), as far as the way to the key --- */

typedef struct
{
  const uint8_t *next;
  size_t         left;
} Der;

/* In the shortest form alone: whoever reads the certificate for its key must see the same bytes. */
static bool
read_length (Der    *der,
             size_t *length)
{
  unsigned int bytes;

  if (der->left == 0)
    return false;
  *length = *der->next++;
  der->left--;
  if (*length < 0x80)
    return true;

  bytes = *length & 0x7f;
  if (bytes == 0 || bytes > 3 || bytes > der->left || der->next[0] == 0)
    return false;
  *length = 0;
  for (unsigned int i = 0; i < bytes; i++)
    *length = *length << 8 | der->next[i];
  der->next += bytes;
  der->left -= bytes;
  return *length >= 0x80;
}

/* Steps over one value with @tag; @content is what is inside. */
static bool
read_value (Der    *der,
            uint8_t tag,
            Der    *content)
{
  Der rest = *der;
  size_t length;

  if (rest.left == 0 || rest.next[0] != tag)
    return false;
  rest.next++;
  rest.left--;
  if (!read_length (&rest, &length) || length > rest.left)
    return false;

  *content = (Der){ rest.next, length };
  der->next = rest.next + length;
  der->left = rest.left - length;
  return true;
}

/* RFC 5280 §4.1: version, serial number, algorithm, issuer, validity, subject, then the key. */
static bool
find_key (Der  certificate,
          Der *key)
{
  static const uint8_t before[] = { TAG_INTEGER, TAG_SEQUENCE, TAG_SEQUENCE, TAG_SEQUENCE, TAG_SEQUENCE };
  Der outer;
  Der signed_part;
  Der ignored;

  if (!read_value (&certificate, TAG_SEQUENCE, &outer) || certificate.left != 0
      || !read_value (&outer, TAG_SEQUENCE, &signed_part))
    return false;

  read_value (&signed_part, TAG_VERSION, &ignored);
  for (size_t i = 0; i < G_N_ELEMENTS (before); i++)
    if (!read_value (&signed_part, before[i], &ignored))
      return false;

  key->next = signed_part.next;
  if (!read_value (&signed_part, TAG_SEQUENCE, &ignored))
    return false;
  key->left = signed_part.next - key->next;
  return true;
}

/* --- public --- */

/**
 * bo_fingerprint_of_der:
 * @der: (array length=length): an X.509 certificate, from anybody
 * @length: its bytes
 *
 * What a pin is compared with: it names the key, so that the dates and names in a
 * certificate don't matter.
 *
 * Returns: (transfer full) (nullable): the fingerprint; %NULL for what is no
 *   certificate in DER
 */
char *
bo_fingerprint_of_der (const uint8_t *der,
                       size_t         length)
{
  Der key;

  g_return_val_if_fail (der != NULL || length == 0, NULL);

  if (!find_key ((Der){ der, length }, &key))
    return NULL;
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, key.next, key.left);
}

/**
 * bo_fingerprint_of_certificate:
 * @certificate: a certificate; what signed it doesn't matter
 *
 * Returns: (transfer full) (nullable): as bo_fingerprint_of_der()
 */
char *
bo_fingerprint_of_certificate (GTlsCertificate *certificate)
{
  g_autoptr(GByteArray) der = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  return der != NULL ? bo_fingerprint_of_der (der->data, der->len) : NULL;
}

/**
 * bo_fingerprint_parse:
 * @text: what somebody typed or a picture said
 *
 * Returns: (transfer full) (nullable): the fingerprint as it is kept; %NULL for
 *   what is none
 */
char *
bo_fingerprint_parse (const char *text)
{
  g_autoptr(GString) digits = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  digits = g_string_new (NULL);
  if (g_ascii_strncasecmp (text, "sha256:", 7) == 0)
    text += 7;
  for (; *text != '\0'; text++)
    if (g_ascii_isxdigit (*text))
      g_string_append_c (digits, g_ascii_tolower (*text));
    else if (*text != ':' && !g_ascii_isspace (*text))
      return NULL;

  if (digits->len != BO_FINGERPRINT_LENGTH)
    return NULL;
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static unsigned int
byte_at (const char *fingerprint,
         size_t      i)
{
  return g_ascii_xdigit_value (fingerprint[2 * i]) << 4 | g_ascii_xdigit_value (fingerprint[2 * i + 1]);
}

/**
 * bo_fingerprint_to_words:
 * @fingerprint: as bo_fingerprint_parse() gives it
 *
 * Returns: (transfer full): twelve words with spaces between them
 */
char *
bo_fingerprint_to_words (const char *fingerprint)
{
  GString *text;

  g_return_val_if_fail (fingerprint != NULL && strlen (fingerprint) == BO_FINGERPRINT_LENGTH, NULL);

  text = g_string_new (NULL);
  for (size_t i = 0; i < BO_FINGERPRINT_WORDS; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", words[byte_at (fingerprint, i)]);
  return g_string_free (text, FALSE);
}

/**
 * bo_fingerprint_to_text:
 * @fingerprint: as bo_fingerprint_parse() gives it
 *
 * Returns: (transfer full): `3F:A0:…`
 */
char *
bo_fingerprint_to_text (const char *fingerprint)
{
  GString *text;

  g_return_val_if_fail (fingerprint != NULL && strlen (fingerprint) == BO_FINGERPRINT_LENGTH, NULL);

  text = g_string_new (NULL);
  for (size_t i = 0; i < BO_FINGERPRINT_LENGTH / 2; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? ":" : "", byte_at (fingerprint, i));
  return g_string_free (text, FALSE);
}
