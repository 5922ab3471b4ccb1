/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-match.h"

#include <string.h>

/* Of one word of what was typed, best first. */
#define SCORE_WHOLE 100
#define SCORE_PREFIX 80
#define SCORE_INSIDE 50
#define SCORE_TYPO 30
#define SCORE_INITIALS 20
/* What begins with what was typed comes first. */
#define SCORE_FIRST 10

#define MAX_WORD 32
#define MIN_TYPO 4     /* letters a word has before a slip is forgiven … */
#define MIN_TWO_TYPOS 8 /* … and two */

/**
 * bo_match_fold:
 * @text: UTF-8
 *
 * What two texts have in common when a person says that they are the same: no case, no accents,
 * no difference between "ﬁ" and "fi". Any thread.
 *
 * Returns: (transfer full): for bo_match_score()
 */
char *
bo_match_fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = apart != NULL ? g_utf8_casefold (apart, -1) : g_strdup ("");
  GString *bare = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));
  return g_string_free (bare, FALSE);
}

static bool
is_letter (const char *p)
{
  return g_unichar_isalnum (g_utf8_get_char (p));
}

/* The words of @text. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      const char *end = text;

      while (*end != '\0' && is_letter (end))
        end = g_utf8_next_char (end);
      if (end > text)
        g_ptr_array_add (words, g_strndup (text, (size_t) (end - text)));
      text = *end != '\0' ? g_utf8_next_char (end) : end;
    }
  return words;
}

static int
least (int a, int b, int c)
{
  return MIN (a, MIN (b, c));
}

/* How many slips (a letter wrong, missing, too much, or two changed round) lead from @typed to the
   beginning of @word. */
static int
count_slips (const gunichar *typed, long n, const gunichar *word, long m)
{
  int rows[3][MAX_WORD + 1];
  int best = (int) n;

  for (long j = 0; j <= m; j++)
    rows[0][j] = (int) j;
  for (long i = 1; i <= n; i++)
    {
      int *row = rows[i % 3], *above = rows[(i + 2) % 3], *further = rows[(i + 1) % 3];

      row[0] = (int) i;
      for (long j = 1; j <= m; j++)
        {
          row[j] = least (above[j] + 1, row[j - 1] + 1, above[j - 1] + (typed[i - 1] != word[j - 1]));
          if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
            row[j] = MIN (row[j], further[j - 2] + 1);
        }
    }
  for (long j = 0; j <= m; j++)
    best = MIN (best, rows[n % 3][j]);
  return best;
}

static bool
is_typo (const char *typed, const char *word)
{
  long n = 0, m = 0;
  g_autofree gunichar *left = g_utf8_to_ucs4_fast (typed, -1, &n);
  g_autofree gunichar *right = g_utf8_to_ucs4_fast (word, -1, &m);

  if (n < MIN_TYPO || n > MAX_WORD || left[0] != right[0])
    return false;
  return count_slips (left, n, right, MIN (m, MAX_WORD)) <= (n >= MIN_TWO_TYPOS ? 2 : 1);
}

static int
score_word (const char *typed, const char *word)
{
  if (strcmp (typed, word) == 0)
    return SCORE_WHOLE;
  if (g_str_has_prefix (word, typed))
    return SCORE_PREFIX;
  if (strstr (word, typed) != NULL)
    return SCORE_INSIDE;
  return is_typo (typed, word) ? SCORE_TYPO : 0;
}

/* "lr" for "Living room" */
static bool
are_initials (const char *typed, GPtrArray *words)
{
  unsigned int i = 0;

  for (; *typed != '\0' && i < words->len; typed = g_utf8_next_char (typed), i++)
    if (g_utf8_get_char (typed) != g_utf8_get_char (g_ptr_array_index (words, i)))
      return false;
  return *typed == '\0' && i > 1;
}

static int
score_best (const char *typed, GPtrArray *words)
{
  int best = are_initials (typed, words) ? SCORE_INITIALS : 0;

  for (unsigned int i = 0; i < words->len; i++)
    best = MAX (best, score_word (typed, g_ptr_array_index (words, i)));
  return best;
}

/**
 * bo_match_score:
 * @needle: what was typed, folded by bo_match_fold()
 * @text: what something is called, folded likewise
 *
 * How well what was typed fits: every word of @needle has to be found in @text, as a word, its
 * beginning, a part of one, with a slip or two in longer words, or as the initials of all.
 * Any thread.
 *
 * Returns: 0 where it doesn't fit; else more for what fits better. An empty @needle fits everything alike
 */
int
bo_match_score (const char *needle, const char *text)
{
  g_autoptr (GPtrArray) typed = split (needle);
  g_autoptr (GPtrArray) words = split (text);
  int total = 0;

  if (typed->len == 0)
    return 1;
  for (unsigned int i = 0; i < typed->len; i++)
    {
      int score = score_best (g_ptr_array_index (typed, i), words);

      if (score <= 0)
        return 0;
      total += score;
    }
  return total / (int) typed->len + (g_str_has_prefix (text, needle) ? SCORE_FIRST : 0);
}
