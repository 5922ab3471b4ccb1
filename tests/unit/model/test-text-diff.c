/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-text-diff.h"

/* Two texts laid over each other, word by word. */

static char *
write (GPtrArray *pieces)
{
  static const char *const marks[][2] = { { "", "" }, { "[-", "-]" }, { "{+", "+}" } };
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < pieces->len; i++)
    {
      BoTextPiece *piece = g_ptr_array_index (pieces, i);

      g_string_append_printf (text, "%s%s%s", marks[piece->change][0], piece->text, marks[piece->change][1]);
    }
  return g_string_free (text, FALSE);
}

static void
test_cases (void)
{
  static const char *const cases[][3] = {
    { "", "", "" },
    { "", "new", "{+new+}" },
    { "old", "", "[-old-]" },
    { "same words", "same words", "same words" },
    { "turn it left", "turn it right", "turn it [-left-]{+right+}" },
    { "turn left", "turn it left", "turn {+it +}left" },
    { "one two three", "two three four", "[-one -]two three{+ four+}" },
    { "don't, stop", "don't stop", "don't[-,-] stop" },
    { "Küche früh", "Küche spät", "Küche [-früh-]{+spät+}" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) pieces = bo_text_diff (cases[i][0], cases[i][1]);
      g_autofree char *text = write (pieces);

      g_assert_cmpstr (text, ==, cases[i][2]);
    }
}

static char *
without (GPtrArray *pieces, BoTextChange change)
{
  GString *text = g_string_new (NULL);

  for (unsigned int i = 0; i < pieces->len; i++)
    if (((BoTextPiece *) g_ptr_array_index (pieces, i))->change != change)
      g_string_append (text, ((BoTextPiece *) g_ptr_array_index (pieces, i))->text);
  return g_string_free (text, FALSE);
}

static char *
draw (GRand *rand)
{
  static const char *const words[] = { "left", "right", " ", "  ", ",", "ö", "\n", "turn" };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand, 0, 12); n > 0; n--)
    g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

/* Both texts can be read off the pieces, whatever they are. */
static void
test_whole (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *before = draw (rand), *after = draw (rand);
      g_autoptr (GPtrArray) pieces = bo_text_diff (before, after);
      g_autofree char *one = without (pieces, BO_TEXT_ADDED), *other = without (pieces, BO_TEXT_REMOVED);

      g_assert_cmpstr (one, ==, before);
      g_assert_cmpstr (other, ==, after);
    }
}

static void
test_long (void)
{
  g_autoptr (GString) before = g_string_new (NULL), after = g_string_new (NULL);
  g_autoptr (GPtrArray) pieces = NULL;

  for (int i = 0; i < 5000; i++)
    {
      g_string_append_printf (before, "a%d ", i);
      g_string_append_printf (after, "b%d ", i);
    }
  pieces = bo_text_diff (before->str, after->str);
  g_assert_cmpuint (pieces->len, <=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-diff/cases", test_cases);
  g_test_add_func ("/text-diff/whole", test_whole);
  g_test_add_func ("/text-diff/long", test_long);
  return g_test_run ();
}
