/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

/* The two full-text indexes follow the versions: a push only notes which rows they hold too long,
   in its own transaction; new rows are those behind search_done. They are brought up to date in
   pieces while nobody waits, and whatever is left before anything is searched. A piece is a
   transaction, so that a crash loses nothing and leaves nothing half-done. A piece has one
   statement for all its rows: FTS5 ends what it has in memory with every statement of a
   transaction, so that a statement for each row costs ten times as much. */

/* Of a piece, where somebody waits for all of them. */
#define PIECE 500

#define DONE "(SELECT seq FROM search_done)"
#define DUE "(SELECT seq FROM search_due ORDER BY seq LIMIT ?1)"

/* What people look for in a version: every text in its content, but for ids. At most 64 KiB. */
#define TEXT \
  "coalesce ((SELECT substr (group_concat (atom, ' '), 1, 65536) FROM json_tree (version.content)" \
  " WHERE type = 'text' AND coalesce (key, '') IS NOT 'id' AND coalesce (key, '') NOT LIKE '%\\_id' ESCAPE '\\'), '')"

#define FRESH " FROM version INDEXED BY version_current_seq WHERE current = 1 AND deleted = 0 AND seq > " DONE

/* --- what a push notes --- */

/* @seq: a version in the indexes, or due there, that isn't current any more. */
void
_bo_hub_db_note_stale (BoHubDb *self,
                       int64_t  seq)
{
  g_array_append_val (self->stale, seq);
}

static int
compare_numbers (const void *a,
                 const void *b)
{
  const int64_t *x = a;
  const int64_t *y = b;

  return (*x > *y) - (*x < *y);
}

static char *
write_numbers (GArray *numbers)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < numbers->len; i++)
    bo_json_writer_int (writer, g_array_index (numbers, int64_t, i));
  bo_json_writer_end_array (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

/* Inside the transaction, as its last act. */
gboolean
_bo_hub_db_write_due (BoHubDb *self,
                      GError **error)
{
  g_autofree char *numbers = NULL;
  g_autoptr(BoStatement) statement = NULL;

  if (self->stale->len == 0)
    return TRUE;
  statement = bo_db_statement (self->db,
                               "INSERT INTO search_due (seq) SELECT value FROM json_each (?1) WHERE value <= " DONE,
                               error);
  if (statement == NULL)
    return FALSE;
  g_array_sort (self->stale, compare_numbers);
  numbers = write_numbers (self->stale);
  bo_statement_bind_text (statement, 1, numbers);
  return bo_statement_run (statement, error);
}

/* --- bringing up to date --- */

/* @number: (nullable): how many rows it changed */
static gboolean
run (BoHubDb    *self,
     const char *sql,
     int64_t     argument,
     int64_t    *number,
     GError    **error)
{
  g_autoptr(BoStatement) statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, argument);
  if (!bo_statement_run (statement, error))
    return FALSE;
  if (number != NULL)
    *number = sqlite3_changes (bo_db_get_handle (self->db));
  return TRUE;
}

static gboolean
remove_stale (BoHubDb *self,
              int64_t  limit,
              int64_t *removed,
              GError **error)
{
  return run (self, "DELETE FROM search WHERE rowid IN " DUE, limit, NULL, error) &&
         run (self, "DELETE FROM search_letters WHERE rowid IN " DUE, limit, NULL, error) &&
         run (self, "DELETE FROM search_due WHERE seq IN " DUE, limit, removed, error);
}

/* @last: the row number up to which there are at most @limit to add; where there are fewer, of all. */
static gboolean
find_last (BoHubDb *self,
           int64_t  limit,
           int64_t *last,
           int64_t *number,
           GError **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db,
                               "SELECT count (*), iif (count (*) < ?1, (SELECT max (seq) FROM version), max (seq))"
                               " FROM (SELECT seq" FRESH " ORDER BY seq LIMIT ?1)",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, limit);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *number = bo_statement_int (statement, 0);
  *last = bo_statement_int (statement, 1);
  return TRUE;
}

/* The letters have spaces round each word, so that its first and its last letter are found too. */
static gboolean
add_fresh (BoHubDb *self,
           int64_t  limit,
           int64_t *added,
           GError **error)
{
  int64_t last;

  if (!find_last (self, limit, &last, added, error))
    return FALSE;
  if (*added > 0 &&
      (!run (self, "INSERT INTO search (rowid, name, text) SELECT seq, name, " TEXT FRESH " AND seq <= ?1",
             last, NULL, error) ||
       !run (self, "INSERT INTO search_letters (rowid, name) SELECT seq, '  ' || replace (name, ' ', '  ') || ' '"
             FRESH " AND seq <= ?1",
             last, NULL, error)))
    return FALSE;
  return run (self, "UPDATE search_done SET seq = ?1", last, NULL, error);
}

static gboolean
do_piece (BoHubDb *self,
          int64_t  limit,
          bool    *more,
          GError **error)
{
  int64_t removed;
  int64_t added = 0;

  if (!remove_stale (self, limit, &removed, error) ||
      (removed < limit && !add_fresh (self, limit - removed, &added, error)))
    return FALSE;
  *more = removed + added >= limit;
  return TRUE;
}

static gboolean
is_due (BoHubDb *self,
        bool    *due,
        GError **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db,
                               "SELECT EXISTS (SELECT 1 FROM search_due)"
                               " OR (SELECT coalesce (max (seq), 0) FROM version) > " DONE,
                               error);
  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *due = bo_statement_int (statement, 0) != 0;
  return TRUE;
}

/**
 * bo_hub_db_index_some:
 * @self: the database, with no transaction under way
 * @limit: how many rows of the indexes may change
 * @more: (out): whether more may be due
 * @error: failures of the database
 *
 * Brings the search indexes a bit further, in one transaction. It may be lost in a power cut, with
 * the note that it was done.
 *
 * Returns: %FALSE on failure; then nothing has changed
 */
gboolean
bo_hub_db_index_some (BoHubDb *self,
                      int64_t  limit,
                      bool    *more,
                      GError **error)
{
  if (!is_due (self, more, error))
    return FALSE;
  if (!*more)
    return TRUE;
  if (!bo_db_begin (self->db, false, error))
    return FALSE;
  if (!do_piece (self, limit, more, error))
    {
      bo_db_rollback (self->db);
      return FALSE;
    }
  return bo_db_commit (self->db, error);
}

/* Before anything is searched. */
gboolean
_bo_hub_db_index_all (BoHubDb *self,
                      GError **error)
{
  bool more = true;

  while (more)
    if (!bo_hub_db_index_some (self, PIECE, &more, error))
      return FALSE;
  return TRUE;
}
