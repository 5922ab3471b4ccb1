/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-base.h"

static void
test_known (void)
{
  g_autofree char *nothing = bo_sha256_hex (NULL, 0);
  g_autofree char *abc = bo_sha256_hex ("abc", 3);

  g_assert_cmpstr (nothing, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_assert_cmpstr (abc, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* In pieces, at every length round the size of a block, against GLib's. */
static void
test_pieces (void)
{
  uint8_t bytes[300];

  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (uint8_t) (i * 7 + 3);

  for (size_t length = 0; length <= sizeof bytes; length++)
    {
      g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
      g_autofree char *whole = bo_sha256_hex (bytes, length);
      g_autofree char *pieces = NULL;
      BoSha256 sum;

      bo_sha256_init (&sum);
      for (size_t at = 0; at < length; at += 17)
        bo_sha256_update (&sum, bytes + at, MIN (17, length - at));
      pieces = bo_sha256_end (&sum);
      g_assert_cmpstr (whole, ==, expected);
      g_assert_cmpstr (pieces, ==, expected);
    }
}

/* A copy, and a sum that was looked at, go on by themselves. */
static void
test_copy (void)
{
  g_autofree char *ab = NULL;
  g_autofree char *ac = NULL;
  g_autofree char *middle = NULL;
  BoSha256 sum;
  BoSha256 copy;

  bo_sha256_init (&sum);
  bo_sha256_update (&sum, "a", 1);
  middle = bo_sha256_end (&sum);
  copy = sum;
  bo_sha256_update (&sum, "b", 1);
  bo_sha256_update (&copy, "c", 1);
  ab = bo_sha256_end (&sum);
  ac = bo_sha256_end (&copy);
  g_assert_cmpstr (middle, ==, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
  g_assert_cmpstr (ab, ==, "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603");
  g_assert_cmpstr (ac, ==, "f45de51cdef30991551e41e882dd7b5404799648a0a00753f44fc966e6153fc1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/sha256/known", test_known);
  g_test_add_func ("/base/sha256/pieces", test_pieces);
  g_test_add_func ("/base/sha256/copy", test_copy);
  return g_test_run ();
}
