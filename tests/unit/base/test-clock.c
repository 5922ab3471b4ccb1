/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-clock.h"

#include <string.h>

#define DNS_NAMESPACE "6ba7b810-9dad-11d1-80b4-00c04fd430c8"

static void
test_clocks (void)
{
  int64_t first = bo_clock_monotonic ();

  /* 2020 to 2200: microseconds, and not some other unit */
  g_assert_cmpint (bo_clock_now (), >, INT64_C (1577836800000000));
  g_assert_cmpint (bo_clock_now (), <, INT64_C (7258118400000000));
  for (int i = 0; i < 1000; i++)
    {
      int64_t next = bo_clock_monotonic ();

      g_assert_cmpint (next, >=, first);
      first = next;
    }
}

static void
test_random_bytes (void)
{
  uint8_t bytes[1024 + 1] = { 0 };
  bool seen[256] = { false };
  int kinds = 0;

  bo_random_bytes (bytes, sizeof bytes - 1);
  for (size_t i = 0; i < sizeof bytes - 1; i++)
    seen[bytes[i]] = true;
  for (size_t i = 0; i < G_N_ELEMENTS (seen); i++)
    kinds += seen[i];

  g_assert_cmpint (kinds, >, 128);
  g_assert_cmpint (bytes[sizeof bytes - 1], ==, 0);
  bo_random_bytes (NULL, 0);
  g_assert_cmpuint (bo_random_uint64 (), !=, bo_random_uint64 ());
}

static void
test_uuid_random (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 1000; i++)
    {
      char *uuid = bo_uuid_random ();

      g_assert_true (bo_uuid_is_valid (uuid));
      g_assert_cmpint (uuid[14], ==, '4');
      g_assert_nonnull (strchr ("89ab", uuid[19]));
      g_assert_true (g_hash_table_add (seen, uuid));
    }
}

static void
test_uuid_from_name (void)
{
  /* RFC 9562, appendix A.4 */
  g_autofree char *rfc = bo_uuid_from_name (DNS_NAMESPACE, "www.example.com");
  g_autofree char *upper = bo_uuid_from_name ("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "www.example.com");
  g_autofree char *other = bo_uuid_from_name (DNS_NAMESPACE, "");

  g_assert_cmpstr (rfc, ==, "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  g_assert_cmpstr (upper, ==, rfc);
  g_assert_cmpstr (other, !=, rfc);
}

static void
test_uuid_is_valid (void)
{
  static const char *const invalid[] = {
    "", "6ba7b810", "6ba7b810-9dad-11d1-80b4-00c04fd430c", "6ba7b810-9dad-11d1-80b4-00c04fd430c8 ",
    "6ba7b8109dad11d180b400c04fd430c8", "6ba7b810-9dad-11d1-80b4-00c04fd430cg",
    "{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", "6ba7b810-9dad-11d1-80b4_00c04fd430c8", "6ba7b810-",
  };

  g_assert_true (bo_uuid_is_valid (DNS_NAMESPACE));
  g_assert_true (bo_uuid_is_valid ("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"));
  g_assert_false (bo_uuid_is_valid (NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (invalid); i++)
    g_assert_false (bo_uuid_is_valid (invalid[i]));
}

static void
test_splitmix (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  /* The demo home and every recorded simulation depend on these very numbers. */
  g_assert_cmpuint (bo_splitmix (1, 2, 3), ==, UINT64_C (3042388159972110417));

  for (uint64_t seed = 0; seed < 10; seed++)
    for (uint64_t stream = 0; stream < 10; stream++)
      for (uint64_t counter = 0; counter < 10; counter++)
        {
          uint64_t number = bo_splitmix (seed, stream, counter);

          g_assert_cmpuint (number, ==, bo_splitmix (seed, stream, counter));
          g_assert_true (g_hash_table_add (seen, g_memdup2 (&number, sizeof number)));
        }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/clock/clocks", test_clocks);
  g_test_add_func ("/base/clock/random-bytes", test_random_bytes);
  g_test_add_func ("/base/clock/uuid/random", test_uuid_random);
  g_test_add_func ("/base/clock/uuid/from-name", test_uuid_from_name);
  g_test_add_func ("/base/clock/uuid/is-valid", test_uuid_is_valid);
  g_test_add_func ("/base/clock/splitmix", test_splitmix);

  return g_test_run ();
}
