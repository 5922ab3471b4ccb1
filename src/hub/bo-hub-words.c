/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-words.h"

#include <string.h>

/* Longer words are compared by their beginnings. */
#define MAX_LETTERS 64

static bool
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Where the next word begins, and past its end; NULL for none. */
static const char *
next_word (const char  *text,
           const char **end)
{
  while (*text != '\0' && !is_letter (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return NULL;

  *end = text;
  while (**end != '\0' && is_letter (g_utf8_get_char (*end)))
    *end = g_utf8_next_char (*end);
  return text;
}

/**
 * bo_hub_words_split:
 * @text: UTF-8
 * @max: at most so many words
 *
 * Returns: (transfer full): the words as they are written, each once whatever its case
 */
char **
bo_hub_words_split (const char *text,
                    size_t      max)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  const char *end = text;

  while (g_hash_table_size (seen) < max && (text = next_word (end, &end)) != NULL)
    {
      g_autofree char *word = g_strndup (text, (size_t) (end - text));

      if (g_hash_table_add (seen, bo_hub_words_fold (word)))
        g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}

/**
 * bo_hub_words_fold:
 * @word: UTF-8
 *
 * Returns: (transfer full): the word without case and accents
 */
char *
bo_hub_words_fold (const char *word)
{
  g_autofree char *apart = g_utf8_normalize (word, -1, G_NORMALIZE_ALL);
  g_autoptr(GString) bare = g_string_new (NULL);

  for (const char *at = apart; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_ismark (g_utf8_get_char (at)))
      g_string_append_unichar (bare, g_utf8_get_char (at));
  return g_utf8_casefold (bare->str, -1);
}

/**
 * bo_hub_words_quote:
 * @query: what it is appended to
 * @word: any text
 * @prefix: whether words that begin with it match too
 */
void
bo_hub_words_quote (GString    *query,
                    const char *word,
                    bool        prefix)
{
  g_string_append_c (query, '"');
  for (const char *at = word; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (query, '"');
      g_string_append_c (query, *at);
    }
  g_string_append (query, prefix ? "\"*" : "\"");
}

/**
 * bo_hub_words_letters:
 * @word: UTF-8
 *
 * Returns: (transfer full): a query for every name that shares three letters in a row with the
 *   word, the spaces round it counted
 */
char *
bo_hub_words_letters (const char *word)
{
  g_autofree char *padded = g_strdup_printf ("  %s ", word);
  GString *query = g_string_new (NULL);
  long length = g_utf8_strlen (padded, -1);

  for (const char *at = padded; length >= 3; at = g_utf8_next_char (at), length--)
    {
      g_autofree char *three = g_utf8_substring (at, 0, 3);

      if (query->len > 0)
        g_string_append (query, " OR ");
      bo_hub_words_quote (query, three, false);
    }
  return g_string_free (query, FALSE);
}

/* One row of the table of distances, from the two before it. */
static size_t
next_row (const gunichar *a,
          const gunichar *b,
          size_t          i,
          size_t          n_b,
          size_t          rows[3][MAX_LETTERS + 1])
{
  size_t *row = rows[i % 3];
  const size_t *above = rows[(i + 2) % 3];
  const size_t *twice = rows[(i + 1) % 3];
  size_t least = row[0] = i;

  for (size_t j = 1; j <= n_b; j++)
    {
      row[j] = MIN (MIN (row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = MIN (row[j], twice[j - 2] + 1);
      least = MIN (least, row[j]);
    }
  return least;
}

static gunichar *
letters_of (const char *word,
            size_t     *n)
{
  long length;
  gunichar *letters = g_utf8_to_ucs4_fast (word, -1, &length);

  *n = MIN ((size_t) length, MAX_LETTERS);
  return letters;
}

/**
 * bo_hub_words_distance:
 * @a: a word, folded
 * @b: another
 * @max: what is further is all the same
 *
 * Returns: how many letters to insert, drop, change or swap with their neighbour; at most @max + 1
 */
size_t
bo_hub_words_distance (const char *a,
                       const char *b,
                       size_t      max)
{
  size_t rows[3][MAX_LETTERS + 1];
  size_t n_a, n_b;
  g_autofree gunichar *letters_a = letters_of (a, &n_a);
  g_autofree gunichar *letters_b = letters_of (b, &n_b);

  if (MAX (n_a, n_b) - MIN (n_a, n_b) > max)
    return max + 1;

  for (size_t j = 0; j <= n_b; j++)
    rows[0][j] = j;
  for (size_t i = 1; i <= n_a; i++)
    if (next_row (letters_a, letters_b, i, n_b, rows) > max)
      return max + 1;
  return MIN (rows[n_a % 3][n_b], max + 1);
}

/**
 * bo_hub_words_tolerance:
 * @word: UTF-8
 *
 * Returns: how many letters may be wrong in it: of short words none, or they mean everything
 */
size_t
bo_hub_words_tolerance (const char *word)
{
  long length = g_utf8_strlen (word, -1);

  if (length < 4)
    return 0;
  return length < 7 ? 1 : 2;
}
