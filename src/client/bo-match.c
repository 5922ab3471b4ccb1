/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bo-match.h"

/* What a way of fitting is worth. Apart enough that a short name doesn't lift it over the next. */
#define SCORE_WHOLE 1000
#define SCORE_BEGINS 900
#define SCORE_WORD 800
#define SCORE_INSIDE 600
#define SCORE_SLIP 400
#define SCORE_LETTERS 200

/* Longer words aren't compared letter by letter. */
#define MAX_WORD 32

/**
 * bo_match_fold:
 * @text: valid UTF-8, or anything
 *
 * "Café  Ölpumpe" is found by "cafe olpumpe": case, accents and surplus spaces make no difference.
 *
 * Returns: (transfer full): never %NULL; "" for what is no UTF-8
 */
char *
bo_match_fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = apart != NULL ? g_utf8_casefold (apart, -1) : NULL;
  GString *plain = g_string_new (NULL);

  for (const char *p = folded != NULL ? folded : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_unichar_ismark (letter))
        continue;
      if (g_unichar_isalnum (letter))
        g_string_append_unichar (plain, letter);
      else if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
        g_string_append_c (plain, ' ');
    }
  if (plain->len > 0 && plain->str[plain->len - 1] == ' ')
    g_string_truncate (plain, plain->len - 1);
  return g_string_free (plain, FALSE);
}

/* How many slips make the @n letters of @a the beginning of @b: a letter too many, too few, another, two swapped. */
static long
slips (const gunichar *a, long n, const gunichar *b, long m)
{
  long rows[3][MAX_WORD + 2];
  long best;

  for (long j = 0; j <= m; j++)
    rows[0][j] = j;
  for (long i = 1; i <= n; i++)
    {
      long *now = rows[i % 3], *up = rows[(i + 2) % 3], *upper = rows[(i + 1) % 3];

      now[0] = i;
      for (long j = 1; j <= m; j++)
        {
          now[j] = MIN (MIN (up[j], now[j - 1]) + 1, up[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = MIN (now[j], upper[j - 2] + 1);
        }
    }
  best = n;
  for (long j = 0; j <= m; j++)
    best = MIN (best, rows[n % 3][j]);
  return best;
}

/* Short words forgive nothing, the first letter is always right. */
static int
score_slips (const char *word, const char *name)
{
  g_auto (GStrv) names = g_strsplit (name, " ", -1);
  long n = 0;
  g_autofree gunichar *letters = g_utf8_to_ucs4_fast (word, -1, &n);
  long allowed = n >= 7 ? 2 : n >= 4 ? 1 : 0;
  long best = allowed + 1;

  for (int i = 0; allowed > 0 && n <= MAX_WORD && names[i] != NULL; i++)
    {
      long m = 0;
      g_autofree gunichar *others = g_utf8_to_ucs4_fast (names[i], -1, &m);

      if (others[0] == letters[0])
        best = MIN (best, slips (letters, n, others, MIN (m, n + allowed)));
    }
  return best <= allowed ? SCORE_SLIP - (int) best * 50 : 0;
}

/* The letters in their order, beginning where a word begins; the closer together the better. */
static int
score_letters (const char *word, const char *name)
{
  int best = 0;

  if (g_utf8_strlen (word, 3) < 2)
    return 0;
  for (const char *start = name; start != NULL; start = strchr (start, ' '))
    {
      const char *letter = word;
      const char *p = start = *start == ' ' ? start + 1 : start;

      if (g_utf8_get_char (p) != g_utf8_get_char (word))
        continue;
      for (; *p != '\0' && *letter != '\0'; p = g_utf8_next_char (p))
        if (g_utf8_get_char (p) == g_utf8_get_char (letter))
          letter = g_utf8_next_char (letter);
      if (*letter == '\0')
        best = MAX (best, SCORE_LETTERS - MIN (100, 4 * (int) (p - start - (letter - word))));
    }
  return best;
}

static int
score_word (const char *word, const char *name, bool letters)
{
  const char *at = strstr (name, word);
  int score;

  if (at == name)
    return SCORE_BEGINS;
  for (const char *p = at; p != NULL; p = strstr (p + 1, word))
    if (p[-1] == ' ')
      return SCORE_WORD;
  if (at != NULL)
    return SCORE_INSIDE;
  score = score_slips (word, name);
  return score != 0 || !letters ? score : score_letters (word, name);
}

int
bo_match_score (const char *needle, const char *name, bool letters)
{
  g_auto (GStrv) words = NULL;
  int sum = 0;
  int length = (int) MIN (g_utf8_strlen (name, -1), 40);

  if (*needle == '\0')
    return 1;
  if (g_str_equal (needle, name))
    return SCORE_WHOLE;
  if (g_str_has_prefix (name, needle))
    return SCORE_BEGINS + 49 - length;
  words = g_strsplit (needle, " ", -1);
  for (int i = 0; words[i] != NULL; i++)
    {
      int score = score_word (words[i], name, letters);

      if (score == 0)
        return 0;
      sum += score;
    }
  return MAX (1, sum / (int) g_strv_length (words) - length);
}
