/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdbool.h>

#include "bo-match.h"
#include "bo-palette-rank.h"

static int
score (const char *typed, const char *name)
{
  g_autofree char *needle = bo_match_fold (typed);
  g_autofree char *folded = bo_match_fold (name);

  return bo_match_score (needle, folded, true);
}

static void
test_fold (void)
{
  g_autofree char *plain = bo_match_fold ("  Café—ÖLPUMPE (2) ");
  g_autofree char *broken = bo_match_fold ("\xff\xfe");
  g_autofree char *marks = bo_match_fold ("– …");

  g_assert_cmpstr (plain, ==, "cafe olpumpe 2");
  g_assert_cmpstr (broken, ==, "");
  g_assert_cmpstr (marks, ==, "");
}

static void
test_fits (void)
{
  static const struct
  {
    const char *typed;
    const char *name;
    bool        fits;
  } cases[] = {
    { "", "Hall", true },
    { "hal", "Hall lamp", true },
    { "lamp hall", "Hall lamp", true },
    { "kuche", "Küche", true },
    { "KÜCHE", "kuche", true },
    { "hlla", "Hall lamp", true },        /* swapped */
    { "lmap", "Hall lamp", true },
    { "thermosatt", "Thermostat", true }, /* two slips in a long word */
    { "lrl", "Living Room Lamp", true },  /* letters in order */
    { "bedroom lamp", "Bedroom fan", false },
    { "xyz", "Hall lamp", false },
    { "q", "Hall lamp", false },
    { "oil", "Hall", false },             /* a short word forgives nothing */
    { "pmal", "Hall lamp", false },       /* the first letter is right */
    { "Лампа", "лампа в зале", true },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    if ((score (cases[i].typed, cases[i].name) > 0) != cases[i].fits)
      g_error ("“%s” and “%s”: not %s", cases[i].typed, cases[i].name, cases[i].fits ? "found" : "left out");
}

/* Each fits “lamp” worse than the one before it. */
static void
test_order (void)
{
  static const char *const names[] = { "Lamp", "Lamp shade", "Lamp shade of Ana", "Hall lamp", "Headlamp", "Lamo",
                                       "Large almond puppet" };

  for (size_t i = 1; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpint (score ("lamp", names[i]), >, 0);
      g_assert_cmpint (score ("lamp", names[i - 1]), >, score ("lamp", names[i]));
    }
}

/* Names come from hubs: of any length and any content. */
static void
test_hostile (void)
{
  g_autofree char *large = g_strnfill (100000, 'a');
  g_autoptr (GString) words = g_string_new (NULL);

  for (int i = 0; i < 2000; i++)
    g_string_append (words, "ab ");
  g_assert_cmpint (score (large, "Hall lamp"), ==, 0);
  g_assert_cmpint (score ("aab", large), ==, 0);
  g_assert_cmpint (score ("ab", words->str), >, 0);
  g_assert_cmpint (score (words->str, words->str), >, 0);
  g_assert_cmpint (score ("abcd", ""), ==, 0);
}

static GPtrArray *
rank (const char *typed, const char *const *recent, unsigned int limit, BoRankFlags flags)
{
  static BoPaletteEntry all[] = {
    { .key = "go home", .title = "Home", .folded = "home", .folded_detail = "page" },
    { .key = "go room:1", .title = "Hall", .folded = "hall", .folded_detail = "ground floor" },
    { .key = "go accessory:1", .title = "Lamp", .folded = "lamp", .folded_detail = "hall" },
    { .key = "go accessory:2", .title = "Lamp", .folded = "lamp", .folded_detail = "attic" },
    /* Folded when it is ranked. */
    { .key = "go document:1", .title = "Boiler", .detail = "Manual" },
  };
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  if (all[4].folded == NULL && all[4].body == NULL)
    all[4].body = g_strdup ("To reset the pump, hold the knob.");
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    g_ptr_array_add (entries, &all[i]);
  return bo_palette_rank (entries, typed, recent, limit, flags);
}

static void
assert_ranked (const char *typed, const char *const *recent, const char *const *keys)
{
  g_autoptr (GPtrArray) best = rank (typed, recent, 3, BO_RANK_DEFAULT);

  g_assert_cmpuint (best->len, ==, g_strv_length ((char **) keys));
  for (unsigned int i = 0; i < best->len; i++)
    g_assert_cmpstr (((BoPaletteEntry *) best->pdata[i])->key, ==, keys[i]);
}

static void
test_rank (void)
{
  const char *const recent[] = { "go document:1", "go accessory:gone", "go accessory:2", NULL };

  /* Nothing typed: what was used last, then the beginning of the list. */
  assert_ranked ("", NULL, (const char *const[]){ "go home", "go room:1", "go accessory:1", NULL });
  assert_ranked (" ", recent, (const char *const[]){ "go document:1", "go accessory:2", "go home", NULL });
  /* A name before a place, a place before a text; of equals, the first. */
  assert_ranked ("hall", NULL, (const char *const[]){ "go room:1", "go accessory:1", NULL });
  assert_ranked ("attic lamp", NULL, (const char *const[]){ "go accessory:2", NULL });
  assert_ranked ("lamp", NULL, (const char *const[]){ "go accessory:1", "go accessory:2", NULL });
  assert_ranked ("reset the pump", NULL, (const char *const[]){ "go document:1", NULL });
  assert_ranked ("boiler knob reset", NULL, (const char *const[]){ "go document:1", NULL });
  assert_ranked ("boiler knob zz", NULL, (const char *const[]){ NULL });
  assert_ranked ("zz", recent, (const char *const[]){ NULL });
}

/* Among all that a desktop finds, "blr" is no boiler; a slip is still forgiven. */
static void
test_words (void)
{
  g_autoptr (GPtrArray) letters = rank ("blr", NULL, 3, BO_RANK_DEFAULT);
  g_autoptr (GPtrArray) words = rank ("blr", NULL, 3, BO_RANK_WORDS);
  g_autoptr (GPtrArray) slip = rank ("biler", NULL, 3, BO_RANK_WORDS);

  g_assert_cmpuint (letters->len, ==, 1);
  g_assert_cmpuint (words->len, ==, 0);
  g_assert_cmpuint (slip->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/match/fold", test_fold);
  g_test_add_func ("/client/match/fits", test_fits);
  g_test_add_func ("/client/match/order", test_order);
  g_test_add_func ("/client/match/hostile", test_hostile);
  g_test_add_func ("/client/palette/rank", test_rank);
  g_test_add_func ("/client/palette/words", test_words);
  return g_test_run ();
}
