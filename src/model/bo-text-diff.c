/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-text-diff.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Compared on the thread that draws. Of the part that differs: more is shown as a whole; a text of more bytes is
   not even split. */
#define MAX_CELLS (300 * 300)
#define MAX_BYTES (16 * 1024)

static int
kind_of (gunichar c)
{
  if (g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '\'')
    return 1;
  return g_unichar_isspace (c) ? 2 : 0;
}

/* Words, runs of blanks, and every other character by itself. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      int kind = kind_of (g_utf8_get_char (text));
      const char *end = g_utf8_next_char (text);

      while (kind != 0 && *end != '\0' && kind_of (g_utf8_get_char (end)) == kind)
        end = g_utf8_next_char (end);
      g_ptr_array_add (words, g_strndup (text, (size_t) (end - text)));
      text = end;
    }
  return words;
}

static void
piece_free (gpointer data)
{
  BoTextPiece *piece = data;

  g_free (piece->text);
  g_free (piece);
}

/* Neighbours of one kind are one piece. */
static void
add (GPtrArray *pieces, BoTextChange change, const char *text)
{
  BoTextPiece *last = pieces->len > 0 ? g_ptr_array_index (pieces, pieces->len - 1) : NULL;
  BoTextPiece *piece;

  if (last != NULL && last->change == change)
    {
      char *joined = g_strconcat (last->text, text, NULL);

      g_free (last->text);
      last->text = joined;
      return;
    }
  piece = g_new (BoTextPiece, 1);
  *piece = (BoTextPiece) { change, g_strdup (text) };
  g_ptr_array_add (pieces, piece);
}

typedef struct
{
  GPtrArray   *before;
  GPtrArray   *after;
  unsigned int first;  /* words that both begin with */
  unsigned int n;      /* of what differs */
  unsigned int m;
  uint16_t    *common; /* (n + 1) × (m + 1): the longest common sequence from here on */
} Table;

static const char *
word (GPtrArray *words, unsigned int index)
{
  return g_ptr_array_index (words, index);
}

static bool
same (Table *table, unsigned int i, unsigned int j)
{
  return strcmp (word (table->before, table->first + i), word (table->after, table->first + j)) == 0;
}

static uint16_t *
cell (Table *table, unsigned int i, unsigned int j)
{
  return &table->common[(size_t) i * (table->m + 1) + j];
}

static void
measure (Table *table)
{
  table->common = g_new0 (uint16_t, (size_t) (table->n + 1) * (table->m + 1));
  for (unsigned int i = table->n; i-- > 0;)
    for (unsigned int j = table->m; j-- > 0;)
      *cell (table, i, j) = same (table, i, j) ? (uint16_t) (*cell (table, i + 1, j + 1) + 1)
                                               : MAX (*cell (table, i + 1, j), *cell (table, i, j + 1));
}

static void
walk (Table *table, GPtrArray *pieces)
{
  unsigned int i = 0, j = 0;

  while (i < table->n && j < table->m)
    {
      if (same (table, i, j))
        {
          add (pieces, BO_TEXT_KEPT, word (table->before, table->first + i++));
          j++;
        }
      else if (*cell (table, i + 1, j) >= *cell (table, i, j + 1))
        add (pieces, BO_TEXT_REMOVED, word (table->before, table->first + i++));
      else
        add (pieces, BO_TEXT_ADDED, word (table->after, table->first + j++));
    }
  while (i < table->n)
    add (pieces, BO_TEXT_REMOVED, word (table->before, table->first + i++));
  while (j < table->m)
    add (pieces, BO_TEXT_ADDED, word (table->after, table->first + j++));
}

static void
replace_all (Table *table, GPtrArray *pieces)
{
  for (unsigned int i = 0; i < table->n; i++)
    add (pieces, BO_TEXT_REMOVED, word (table->before, table->first + i));
  for (unsigned int j = 0; j < table->m; j++)
    add (pieces, BO_TEXT_ADDED, word (table->after, table->first + j));
}

/* What both begin and end with needs no table. */
static void
trim (Table *table)
{
  unsigned int n = table->before->len, m = table->after->len;

  while (table->first < MIN (n, m)
         && strcmp (word (table->before, table->first), word (table->after, table->first)) == 0)
    table->first++;
  while (n > table->first && m > table->first && strcmp (word (table->before, n - 1), word (table->after, m - 1)) == 0)
    {
      n--;
      m--;
    }
  table->n = n - table->first;
  table->m = m - table->first;
}

GPtrArray *
bo_text_diff (const char *before, const char *after)
{
  g_autoptr (GPtrArray) old = NULL, new = NULL;
  GPtrArray *pieces = g_ptr_array_new_with_free_func (piece_free);
  Table table = { 0 };

  if (strlen (before) > MAX_BYTES || strlen (after) > MAX_BYTES)
    {
      add (pieces, BO_TEXT_REMOVED, before);
      add (pieces, BO_TEXT_ADDED, after);
      return pieces;
    }
  table.before = old = split (before);
  table.after = new = split (after);
  trim (&table);
  for (unsigned int i = 0; i < table.first; i++)
    add (pieces, BO_TEXT_KEPT, word (old, i));
  if ((size_t) table.n * table.m > MAX_CELLS)
    replace_all (&table, pieces);
  else
    {
      measure (&table);
      walk (&table, pieces);
    }
  for (unsigned int i = table.first + table.n; i < old->len; i++)
    add (pieces, BO_TEXT_KEPT, word (old, i));
  g_free (table.common);
  return pieces;
}
