/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-fingerprint.h"

#define HEX "00ff10abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123"

/* As little as the way to the key needs: version, serial number, four sequences, then the key. */
static const uint8_t small[] = {
  0x30, 0x18, 0x30, 0x15, 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x07, 0x30, 0x00, 0x30, 0x00,
  0x30, 0x00, 0x30, 0x00, 0x30, 0x03, 0x0a, 0x01, 0x00, 0x00,
};

static void
expect (const char *text,
        const char *fingerprint)
{
  g_autofree char *parsed = bo_fingerprint_parse (text);

  g_assert_cmpstr (parsed, ==, fingerprint);
}

static void
test_parse (void)
{
  g_autofree char *colons = bo_fingerprint_to_text (HEX);

  expect (HEX, HEX);
  expect (colons, HEX);
  expect ("sha256:" HEX, HEX);
  expect ("SHA256:00FF10AB CDEF0123 456789AB CDEF0123 456789AB CDEF0123 456789AB CDEF0123\n", HEX);
  expect ("", NULL);
  expect (HEX "0", NULL);
  expect ("g0ff10abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123", NULL);
  expect ("f10abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123", NULL);
}

static void
test_words (void)
{
  g_autofree char *text = bo_fingerprint_to_words (HEX);
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  g_assert_cmpuint (g_strv_length (words), ==, BO_FINGERPRINT_WORDS);
  g_assert_cmpstr (words[0], ==, "acorn");
  g_assert_cmpstr (words[1], ==, "zipper");
}

/* Two that differ in one byte of the beginning differ in one word. */
static void
test_words_differ (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (unsigned int i = 0; i < 256; i++)
    {
      g_autofree char *fingerprint = g_strdup_printf ("%02x%s", i, HEX + 2);
      char *text = bo_fingerprint_to_words (fingerprint);

      g_assert_true (g_hash_table_add (seen, text));
    }
}

static void
test_small (void)
{
  g_autofree char *found = bo_fingerprint_of_der (small, sizeof small);
  g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, small + 20, 5);

  g_assert_cmpstr (found, ==, expected);
}

/* Whatever is cut off, or longer than it says, is no certificate. */
static void
test_cut (void)
{
  uint8_t longer[sizeof small + 1] = { 0 };

  for (size_t length = 0; length < sizeof small; length++)
    {
      g_autofree uint8_t *cut = g_memdup2 (small, length);

      g_assert_null (bo_fingerprint_of_der (cut, length));
    }
  memcpy (longer, small, sizeof small);
  g_assert_null (bo_fingerprint_of_der (longer, sizeof longer));
}

/* A length that could be written shorter might be read otherwise by somebody else. */
static void
test_not_shortest (void)
{
  static const uint8_t endless[] = { 0x30, 0x80, 0x30, 0x00, 0x00, 0x00 };
  static const uint8_t padded[] = { 0x30, 0x81, 0x02, 0x30, 0x00 };
  static const uint8_t huge[] = { 0x30, 0x84, 0xff, 0xff, 0xff, 0xff };

  g_assert_null (bo_fingerprint_of_der (endless, sizeof endless));
  g_assert_null (bo_fingerprint_of_der (padded, sizeof padded));
  g_assert_null (bo_fingerprint_of_der (huge, sizeof huge));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fingerprint/parse", test_parse);
  g_test_add_func ("/fingerprint/words", test_words);
  g_test_add_func ("/fingerprint/words-differ", test_words_differ);
  g_test_add_func ("/fingerprint/small", test_small);
  g_test_add_func ("/fingerprint/cut", test_cut);
  g_test_add_func ("/fingerprint/not-shortest", test_not_shortest);
  return g_test_run ();
}
