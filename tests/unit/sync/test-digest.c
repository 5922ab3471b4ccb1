/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bo-digest.h"
#include "bo-sha256.h"
#include "plain-digest.h"

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static int
compare_cb (const void *a, const void *b, void *data)
{
  return strcmp (a, b);
}

static GTree *
rows_new (void)
{
  return g_tree_new_full (compare_cb, NULL, g_free, g_free);
}

/* What the table must say, from rows that are summed up anew. */
static char *
sum_up (GTree *rows)
{
  PlainDigest *digest = plain_digest_new ();

  for (GTreeNode *node = g_tree_node_first (rows); node != NULL; node = g_tree_node_next (node))
    plain_digest_add (digest, g_tree_node_key (node), g_tree_node_value (node));
  return plain_digest_end (digest);
}

static void
assert_same (BoDigestTable *table, GTree *rows)
{
  g_autofree char *expected = sum_up (rows);
  g_autofree char *sum = bo_digest_table_sum (table);
  g_autofree char *again = bo_digest_table_sum (table);

  g_assert_cmpstr (sum, ==, expected);
  g_assert_cmpstr (again, ==, expected);
  g_assert_cmpuint (bo_digest_table_count (table), ==, (size_t) g_tree_nnodes (rows));
}

static void
put (BoDigestTable *table, GTree *rows, const char *id, const char *version)
{
  bo_digest_table_put (table, id, version);
  if (version != NULL)
    g_tree_replace (rows, g_strdup (id), g_strdup (version));
  else
    g_tree_remove (rows, id);
}

static void
test_empty (void)
{
  g_autoptr(BoDigestTable) table = bo_digest_table_new ();
  g_autofree char *sum = bo_digest_table_sum (table);
  g_autofree char *after = NULL;

  g_assert_cmpstr (sum, ==, EMPTY);
  bo_digest_table_put (table, "a", NULL);
  bo_digest_table_put (table, "a", "1");
  bo_digest_table_put (table, "a", NULL);
  after = bo_digest_table_sum (table);
  g_assert_cmpstr (after, ==, EMPTY);
  g_assert_cmpuint (bo_digest_table_count (table), ==, 0);
}

/* Ids that are empty, beginnings of each other, beyond ASCII, or hold the separators. */
static void
test_odd (void)
{
  static const char *const ids[] = { "b", "", "\x1f", "a\x1f", "a", "ab", "aa", "ä", "a\x1e", "\xff", "A" };
  g_autoptr(BoDigestTable) table = bo_digest_table_new ();
  g_autoptr(GTree) rows = rows_new ();

  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      put (table, rows, ids[i], i % 2 == 0 ? "" : "\x1f\x1e");
      assert_same (table, rows);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      put (table, rows, ids[i], "longer than before");
      assert_same (table, rows);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      put (table, rows, ids[i], NULL);
      assert_same (table, rows);
    }
}

/* In order, and in the opposite one, as many as fill several chunks. */
static void
test_order (void)
{
  for (int backwards = 0; backwards < 2; backwards++)
    {
      g_autoptr(BoDigestTable) table = bo_digest_table_new ();
      g_autoptr(GTree) rows = rows_new ();

      for (int i = 0; i < 2000; i++)
        {
          g_autofree char *id = g_strdup_printf ("%06d", backwards != 0 ? 2000 - i : i);

          put (table, rows, id, "v");
          if (i % 61 == 0)
            assert_same (table, rows);
        }
      assert_same (table, rows);
      for (int i = 2000; i > 0; i--)
        {
          g_autofree char *id = g_strdup_printf ("%06d", backwards != 0 ? 2001 - i : i);

          put (table, rows, id, NULL);
          /* Also when a chunk has just gone. */
          if (i % 61 == 0 || i % 16 == 0)
            assert_same (table, rows);
        }
      assert_same (table, rows);
    }
}

/* Anything in any order, asked for at any time. */
static void
test_random (void)
{
  for (uint64_t seed = 1; seed <= 40; seed++)
    {
      g_autoptr(BoDigestTable) table = bo_digest_table_new ();
      g_autoptr(GTree) rows = rows_new ();
      int ids = 1 + (int) (bo_splitmix (seed, 0, 0) % 1500);
      int removed = (int) (bo_splitmix (seed, 0, 1) % 100);

      for (int i = 0; i < 3000; i++)
        {
          g_autofree char *id = g_strdup_printf ("%x", (unsigned int) (bo_splitmix (seed, 1, i) % ids));
          g_autofree char *version = g_strnfill (bo_splitmix (seed, 2, i) % 90, 'v');

          put (table, rows, id, (int) (bo_splitmix (seed, 3, i) % 100) < removed ? NULL : version);
          if (bo_splitmix (seed, 4, i) % 50 == 0)
            assert_same (table, rows);
        }
      assert_same (table, rows);
    }
}

static char *
kept (const char *bytes, size_t length)
{
  g_autoptr(GBytes) key = g_bytes_new (bytes, length);

  return bo_key_escape (key);
}

/* What no C string holds is kept under another name, and summed up as it is at the hub, in the hub's order. */
static void
test_keys (void)
{
  static const struct { const char *bytes; size_t length; bool readable; } keys[] = {
    { "a", 1, true }, { "a\0", 2, false }, { "a\0b", 3, false }, { "\xef\xbf\xbf" "0", 4, false },
    { "a\xef\xbf\xbf", 4, false }, { "\0\0", 2, false }, { "", 0, true }, { "\xef\xbf\xbd", 3, true },
  };
  static const char summed[] = "\0\0\x1f" "1\x1e" "a\x1f" "2\x1e" "a\0b\x1f" "3\0\x1e" "b\x1f" "4\x1e";
  g_autoptr(BoDigestTable) table = bo_digest_table_new ();
  g_autofree char *first = kept ("\0\0", 2), *third = kept ("a\0b", 3), *version = kept ("3\0", 2);
  g_autofree char *expected = bo_sha256_hex (summed, sizeof summed - 1);
  g_autofree char *sum = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *key = kept (keys[i].bytes, keys[i].length);
      size_t length = 0;
      g_autofree char *held = bo_key_unescape (key, &length);

      g_assert_true (bo_key_readable (key) == keys[i].readable);
      g_assert_true (g_utf8_validate (key, -1, NULL));
      g_assert_cmpmem (held, length, keys[i].bytes, keys[i].length);
    }
  bo_digest_table_put (table, "b", "4");
  bo_digest_table_put (table, third, version);
  bo_digest_table_put (table, first, "1");
  bo_digest_table_put (table, "a", "2");
  sum = bo_digest_table_sum (table);
  g_assert_cmpstr (sum, ==, expected);
  g_assert_cmpuint (bo_digest_table_count (table), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/digest/empty", test_empty);
  g_test_add_func ("/sync/digest/odd", test_odd);
  g_test_add_func ("/sync/digest/order", test_order);
  g_test_add_func ("/sync/digest/random", test_random);
  g_test_add_func ("/sync/digest/keys", test_keys);
  return g_test_run ();
}
