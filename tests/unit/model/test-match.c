/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-match.h"

/* What a person types against what things are called. */

static int
score (const char *needle, const char *text)
{
  g_autofree char *folded = bo_match_fold (needle);
  g_autofree char *other = bo_match_fold (text);

  return bo_match_score (folded, other);
}

static void
test_fold (void)
{
  g_autofree char *one = bo_match_fold ("KÜCHE ﬁx Æ É");
  g_autofree char *odd = bo_match_fold ("\xff");

  g_assert_cmpstr (one, ==, "kuche fix æ e");
  g_assert_cmpstr (odd, ==, "");
}

static void
test_found (void)
{
  static const char *const pairs[][2] = {
    { "hall", "Hall lamp" },       { "lamp hall", "Hall lamp" },     { "kuche", "Küche" },      { "Küche", "kuche" },
    { "lr", "Living room" },       { "brigt", "Brightness" },        { "livign", "Living room" }, { "amp", "Hall lamp" },
    { "thermostta", "Thermostat" }, { "", "anything" },              { "  ", "anything" },      { "гостиная", "Гостиная" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (score (pairs[i][0], pairs[i][1]) == 0)
      g_error ("“%s” doesn't find “%s”", pairs[i][0], pairs[i][1]);
}

static void
test_not_found (void)
{
  static const char *const pairs[][2] = {
    { "hall", "Kitchen" }, { "hall kitchen", "Hall lamp" }, { "xyz", "" },
    { "lap", "Fan" },      { "abcd", "Living room" },       { "lrx", "Living room" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (score (pairs[i][0], pairs[i][1]) != 0)
      g_error ("“%s” finds “%s”", pairs[i][0], pairs[i][1]);
}

/* Each fits better than the next. */
static void
test_order (void)
{
  static const char *const texts[] = { "lamp", "lamp hall", "hall lamp", "hall lampshade", "headlamps", "lamb" };

  for (size_t i = 1; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (score ("lamp", texts[i - 1]), >=, score ("lamp", texts[i]));
  g_assert_cmpint (score ("lamp", texts[0]), >, score ("lamp", texts[3]));
  g_assert_cmpint (score ("lamp", texts[3]), >, score ("lamp", texts[4]));
  g_assert_cmpint (score ("lamp", texts[4]), >, score ("lamp", texts[5]));
}

/* Words of any length, and letters of any kind: it ends. */
static void
test_long (void)
{
  g_autofree char *word = g_strnfill (5000, 'a');
  g_autofree char *other = g_strconcat (word, "b", NULL);

  g_assert_cmpint (bo_match_score (word, other), >, 0);
  g_assert_cmpint (bo_match_score (other, word), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/match/fold", test_fold);
  g_test_add_func ("/match/found", test_found);
  g_test_add_func ("/match/not-found", test_not_found);
  g_test_add_func ("/match/order", test_order);
  g_test_add_func ("/match/long", test_long);
  return g_test_run ();
}
