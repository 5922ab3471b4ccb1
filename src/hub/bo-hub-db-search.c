/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

#include <string.h>

#include "bo-hub-words.h"

#define MAX_WORDS 16
#define MAX_SIMILAR_WORDS 16
#define MAX_CANDIDATES 500
/* How many words one mistyped word may stand for. */
#define MAX_CORRECTIONS 4

void
bo_hub_hit_free (BoHubHit *hit)
{
  bo_hub_row_free (hit->row);
  g_free (hit->name);
  g_free (hit->text);
  g_free (hit);
}

/* --- what a person typed --- */

static gboolean
is_known (BoHubDb    *self,
          const char *word,
          bool       *known,
          GError    **error)
{
  g_autoptr(GString) query = g_string_new (NULL);
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (self->db, "SELECT 1 FROM search WHERE search MATCH ?1 LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  bo_hub_words_quote (query, word, true);
  bo_statement_bind_text (statement, 1, query->str);
  result = bo_statement_step (statement, error);
  bo_statement_reset (statement);
  *known = result == BO_STEP_ROW;
  return result != BO_STEP_ERROR;
}

typedef struct
{
  char      *word; /* folded */
  size_t     best;
  GPtrArray *found;
} Correction;

/* The closest words win; those just as close are alternatives. */
static void
consider (Correction *correction,
          const char *name)
{
  g_auto(GStrv) words = bo_hub_words_split (name, MAX_WORDS);

  for (size_t i = 0; words[i] != NULL; i++)
    {
      g_autofree char *folded = bo_hub_words_fold (words[i]);
      size_t distance = bo_hub_words_distance (correction->word, folded, correction->best);

      if (distance > correction->best)
        continue;
      if (distance < correction->best)
        g_ptr_array_set_size (correction->found, 0);
      correction->best = distance;
      if (correction->found->len < MAX_CORRECTIONS &&
          !g_ptr_array_find_with_equal_func (correction->found, folded, g_str_equal, NULL))
        g_ptr_array_add (correction->found, g_steal_pointer (&folded));
    }
}

static gboolean
find_corrections (BoHubDb    *self,
                  Correction *correction,
                  GError    **error)
{
  g_autofree char *letters = bo_hub_words_letters (correction->word);
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (self->db,
                               "SELECT name FROM search_letters WHERE search_letters MATCH ?1"
                               " ORDER BY bm25 (search_letters), rowid LIMIT ?2",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, letters);
  bo_statement_bind_int (statement, 2, MAX_CANDIDATES);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    consider (correction, bo_statement_text (statement, 0));
  bo_statement_reset (statement);
  return result == BO_STEP_DONE;
}

static void
add_alternative (GString    *query,
                 const char *word,
                 bool        prefix)
{
  if (query->len > 0)
    g_string_append (query, " OR ");
  bo_hub_words_quote (query, word, prefix);
}

/* A word that nothing holds stands for the names that come closest to it. */
static gboolean
add_word (BoHubDb    *self,
          GString    *query,
          const char *word,
          GError    **error)
{
  g_autofree char *folded = bo_hub_words_fold (word);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  Correction correction = { .word = folded, .best = bo_hub_words_tolerance (folded), .found = found };
  bool known = false;

  if (!is_known (self, word, &known, error))
    return FALSE;
  if (known || correction.best == 0)
    {
      add_alternative (query, word, true);
      return TRUE;
    }

  if (!find_corrections (self, &correction, error))
    return FALSE;
  for (unsigned int i = 0; i < found->len; i++)
    add_alternative (query, g_ptr_array_index (found, i), false);
  return TRUE;
}

/**
 * bo_hub_db_match:
 * @self: the database
 * @text: what somebody typed
 * @error: failures of the database
 *
 * Words are looked for by their beginnings; one that nothing begins with, by the names that come
 * closest to it.
 *
 * Returns: (transfer full) (nullable): a query for bo_hub_db_search(); empty where nothing can match
 */
char *
bo_hub_db_match (BoHubDb    *self,
                 const char *text,
                 GError    **error)
{
  g_auto(GStrv) words = bo_hub_words_split (text, MAX_WORDS);
  g_autoptr(GString) query = g_string_new (NULL);

  if (!_bo_hub_db_index_all (self, error))
    return NULL;
  for (size_t i = 0; words[i] != NULL; i++)
    if (!add_word (self, query, words[i], error))
      return NULL;
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/* --- what resembles something --- */

/* Numbers, and what is too short or looks like an id, say nothing of a thing. */
static bool
is_telling (const char *word)
{
  return g_utf8_strlen (word, -1) >= 3 && strspn (word, "0123456789abcdefABCDEF") < strlen (word) &&
         strcmp (word, "true") != 0 && strcmp (word, "false") != 0;
}

/**
 * bo_hub_db_match_similar:
 * @self: the database
 * @seq: the row number of a current version
 * @error: failures of the database
 *
 * Returns: (transfer full) (nullable): a query for whatever shares words with it; empty where it
 *   has none
 */
char *
bo_hub_db_match_similar (BoHubDb *self,
                         int64_t  seq,
                         GError **error)
{
  g_autoptr(GString) query = g_string_new (NULL);
  g_autoptr(BoStatement) statement = NULL;
  g_auto(GStrv) words = NULL;
  BoStepResult result;
  size_t taken = 0;

  if (!_bo_hub_db_index_all (self, error))
    return NULL;
  statement = bo_db_statement (self->db, "SELECT name || ' ' || text FROM search WHERE rowid = ?1", error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, seq);
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ERROR)
    return NULL;

  words = bo_hub_words_split (result == BO_STEP_ROW ? bo_statement_text (statement, 0) : "", 256);
  for (size_t i = 0; words[i] != NULL && taken < MAX_SIMILAR_WORDS; i++)
    if (is_telling (words[i]))
      {
        add_alternative (query, words[i], false);
        taken++;
      }
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/* --- searching --- */

static BoHubHit *
read_hit (BoStatement *statement)
{
  BoHubHit *hit = g_new0 (BoHubHit, 1);

  hit->row = _bo_hub_db_read_row (statement);
  hit->score = bo_statement_double (statement, 12);
  return hit;
}

/* Marks round what matched tell whether anything did; nobody else sees them. */
static char *
take_mark (BoStatement *statement,
           int          column)
{
  const char *text = bo_statement_text (statement, column);
  g_autoptr(GString) plain = g_string_new (NULL);

  if (text == NULL || strchr (text, '\x01') == NULL)
    return NULL;
  for (; *text != '\0'; text++)
    if (*text != '\x01' && *text != '\x02')
      g_string_append_c (plain, *text);
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static gboolean
add_marks (BoHubDb    *self,
           const char *match,
           BoHubHit   *hit,
           GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (self->db,
                               "SELECT highlight (search, 0, char (1), char (2)),"
                               " snippet (search, 1, char (1), char (2), '…', 16)"
                               " FROM search WHERE search MATCH ?1 AND rowid = ?2",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, match);
  bo_statement_bind_int (statement, 2, hit->row->seq);
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ROW)
    {
      hit->name = take_mark (statement, 0);
      hit->text = take_mark (statement, 1);
    }
  bo_statement_reset (statement);
  return result != BO_STEP_ERROR;
}

static gboolean
collect_hits (BoHubDb           *self,
              const BoHubSearch *search,
              GPtrArray         *hits,
              GError           **error)
{
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (self->db,
                               "SELECT " BO_HUB_VERSION_COLUMNS ", score FROM"
                               " (SELECT rowid AS found, -bm25 (search, 8.0, 1.0) AS score FROM search"
                               "  WHERE search MATCH ?1) JOIN version ON seq = found"
                               " WHERE (?2 IS NULL OR entity_type IN (SELECT value FROM json_each (?2)))"
                               " AND id IS NOT ?3 ORDER BY score DESC, id LIMIT ?4",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, search->match);
  bo_statement_bind_text (statement, 2, search->entity_types);
  bo_statement_bind_text (statement, 3, search->except_id);
  bo_statement_bind_int (statement, 4, search->limit);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (hits, read_hit (statement));
  bo_statement_reset (statement);
  return result == BO_STEP_DONE;
}

/**
 * bo_hub_db_search:
 * @self: the database
 * @search: what is wanted
 * @error: failures of the database
 *
 * Names weigh more than what the content says.
 *
 * Returns: (transfer full) (element-type BoHubHit) (nullable): the best first
 */
GPtrArray *
bo_hub_db_search (BoHubDb           *self,
                  const BoHubSearch *search,
                  GError           **error)
{
  g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_hub_hit_free);

  if (*search->match == '\0')
    return g_steal_pointer (&hits);
  if (!_bo_hub_db_index_all (self, error) || !collect_hits (self, search, hits, error))
    return NULL;
  for (unsigned int i = 0; i < hits->len; i++)
    if (!add_marks (self, search->match, g_ptr_array_index (hits, i), error))
      return NULL;
  return g_steal_pointer (&hits);
}
