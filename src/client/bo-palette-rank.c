/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bo-match.h"
#include "bo-palette-rank.h"

/* Below every name: where it is ("hall lamp" of the hall), then what is written in it. */
#define SCORE_BODY 1
#define MAX_WITH_DETAIL 500
#define SHORTEST_IN_BODY 3

typedef struct
{
  BoPaletteEntry *entry;
  int             score;
  unsigned int    index;
} Hit;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *left = a, *right = b;

  if (left->score != right->score)
    return left->score < right->score ? 1 : -1;
  return (left->index > right->index) - (left->index < right->index);
}

/* Every word of @needle, some of them perhaps in the name or the place: "dishwasher descale". */
static bool
is_in_body (const BoPaletteEntry *entry, const char *needle, const char *both)
{
  g_auto (GStrv) words = NULL;

  if (entry->body == NULL || strlen (needle) < SHORTEST_IN_BODY)
    return false;
  words = g_strsplit (needle, " ", -1);
  for (int i = 0; words[i] != NULL; i++)
    if (strstr (entry->body, words[i]) == NULL && strstr (both, words[i]) == NULL)
      return false;
  return true;
}

/* Thousands are folded where somebody types, not where a window opens. */
static void
fold (BoPaletteEntry *entry)
{
  g_autofree char *body = NULL;

  if (entry->folded != NULL)
    return;
  entry->folded = bo_match_fold (entry->title);
  entry->folded_detail = bo_match_fold (entry->detail);
  body = g_steal_pointer (&entry->body);
  if (body != NULL)
    entry->body = bo_match_fold (body);
}

static int
score_of (BoPaletteEntry *entry, const char *needle, bool letters)
{
  int score;
  g_autofree char *both = NULL;

  fold (entry);
  score = bo_match_score (needle, entry->folded, letters);
  if (score > 0)
    return score + MAX_WITH_DETAIL;
  both = g_strjoin (" ", entry->folded, entry->folded_detail, NULL);
  score = MIN (bo_match_score (needle, both, letters), MAX_WITH_DETAIL);
  return score == 0 && is_in_body (entry, needle, both) ? SCORE_BODY : score;
}

/* The later used, the higher; what was not is left in its order. */
static int
recency (const BoPaletteEntry *entry, const char *const *recent)
{
  for (int i = 0; recent != NULL && recent[i] != NULL; i++)
    if (g_str_equal (recent[i], entry->key))
      return G_MAXINT - i;
  return 1;
}

GPtrArray *
bo_palette_rank (GPtrArray *entries, const char *typed, const char *const *recent, unsigned int limit,
                 BoRankFlags flags)
{
  bool letters = (flags & BO_RANK_WORDS) == 0;
  g_autofree char *needle = bo_match_fold (typed);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GPtrArray *best = g_ptr_array_new ();

  for (unsigned int i = 0; i < entries->len; i++)
    {
      Hit hit = { .entry = entries->pdata[i], .index = i };

      hit.score = *needle != '\0' ? score_of (hit.entry, needle, letters) : recency (hit.entry, recent);
      if (hit.score > 0)
        g_array_append_val (hits, hit);
    }
  g_array_sort (hits, compare_hits);
  for (unsigned int i = 0; i < hits->len && i < limit; i++)
    g_ptr_array_add (best, g_array_index (hits, Hit, i).entry);
  return best;
}
