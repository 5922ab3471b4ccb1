/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-recover-private.h"

/* Reading what can be read: a table is walked in the order of its rows; where a page can't be read
   the walk goes on after it, at the first row that can. */

/* A hole reaches no further, in row numbers; and a table that doesn't end goes round in circles. */
#define MAX_SPAN (INT64_C (1) << 40)
#define MAX_ROWS 10000000

typedef struct
{
  BoRescue     *rescue;
  const char   *table;
  char         *columns;   /* names, with commas */
  int           n_columns;
  bool          by_rowid;
  bool          again;     /* what is met twice is there already */
  sqlite3_stmt *insert;
} Table;

static void
table_clear (Table *self)
{
  g_free (self->columns);
  sqlite3_finalize (self->insert);
}

static sqlite3_stmt *
select_from (sqlite3 *handle, const char *columns, const char *table, const char *rest)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s %s", columns, table, rest);
  sqlite3_stmt *statement = NULL;

  sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  return statement;
}

/* The columns both have; @to is always whole. */
static bool
list_columns (Table *self)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", self->table);
  sqlite3_stmt *names = NULL;
  sqlite3_stmt *probe;

  sqlite3_prepare_v2 (bo_db_get_handle (self->rescue->to), sql, -1, &names, NULL);
  while (sqlite3_step (names) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (names, 0);

      probe = select_from (self->rescue->from, name, self->table, "");
      if (probe != NULL)
        g_string_append_printf (columns, "%s%s", self->n_columns++ > 0 ? ", " : "", name);
      sqlite3_finalize (probe);
    }
  sqlite3_finalize (names);
  self->columns = g_string_free (g_steal_pointer (&columns), FALSE);
  return self->n_columns > 0;
}

static bool
prepare_insert (Table *self)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO %s (%s) VALUES (", self->table, self->columns);
  for (int i = 0; i < self->n_columns; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');
  return sqlite3_prepare_v2 (bo_db_get_handle (self->rescue->to), sql->str, -1, &self->insert, NULL) == SQLITE_OK;
}

/* --- rows --- */

/* A page may be damaged and still be read: texts that are none give it away. */
static bool
is_sound (sqlite3_stmt *row, int first, int n)
{
  for (int i = first; i < first + n; i++)
    if (sqlite3_column_type (row, i) == SQLITE_TEXT
        && !g_utf8_validate_len ((const char *) sqlite3_column_text (row, i), sqlite3_column_bytes (row, i), NULL))
      return false;
  return true;
}

/* FALSE: the new file failed. What it won't have is counted. */
static gboolean
keep_row (Table *self, sqlite3_stmt *row, int first, GError **error)
{
  BoDb *to = self->rescue->to;
  int code = SQLITE_CONSTRAINT;

  if (is_sound (row, first, self->n_columns))
    {
      for (int i = 0; i < self->n_columns; i++)
        sqlite3_bind_value (self->insert, i + 1, sqlite3_column_value (row, first + i));
      code = sqlite3_step (self->insert);
      sqlite3_reset (self->insert);
    }
  /* What is read from both ends is met twice. */
  if (code == SQLITE_DONE || ((code & 0xff) == SQLITE_CONSTRAINT && self->again))
    return TRUE;
  if ((code & 0xff) != SQLITE_CONSTRAINT && (code & 0xff) != SQLITE_MISMATCH)
    {
      bo_db_set_error (error, bo_db_get_handle (to), code, "", bo_db_get_path (to));
      return FALSE;
    }
  self->rescue->unread++;
  return TRUE;
}

/* --- tables with row numbers --- */

static bool
can_read_from (sqlite3_stmt *probe, int64_t row)
{
  int code;

  sqlite3_bind_int64 (probe, 1, row);
  code = sqlite3_step (probe);
  if (code == SQLITE_ROW && sqlite3_column_int64 (probe, 0) < row)
    code = SQLITE_CORRUPT;
  sqlite3_reset (probe);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* The first row number at or after @row from which the walk can go on; 0 for none. The distance
   is doubled until there is one, then halved. */
static int64_t
find_end_of_hole (Table *self, int64_t row)
{
  sqlite3_stmt *probe = select_from (self->rescue->from, "rowid", self->table,
                                     "WHERE rowid >= ?1 ORDER BY rowid LIMIT 1");
  int64_t step = 1;
  int64_t low = row;
  int64_t high = 0;

  while (probe != NULL && step < MAX_SPAN && high == 0)
    {
      if (can_read_from (probe, row + step))
        high = row + step;
      else
        low = row + step;
      step *= 2;
    }
  while (high - low > 1)
    {
      int64_t middle = low + (high - low) / 2;

      if (can_read_from (probe, middle))
        high = middle;
      else
        low = middle;
    }
  sqlite3_finalize (probe);
  return high;
}

/* As far as it goes; @next: from where on nothing was read. */
static gboolean
walk_rows (Table *self, sqlite3_stmt *rows, int64_t *next, int *code, GError **error)
{
  sqlite3_reset (rows);
  sqlite3_bind_int64 (rows, 1, *next);
  while ((*code = sqlite3_step (rows)) == SQLITE_ROW)
    {
      int64_t row = sqlite3_column_int64 (rows, 0);

      /* Pages that lead back to themselves. */
      if (row < *next || row == INT64_MAX)
        {
          *code = SQLITE_CORRUPT;
          break;
        }
      *next = row + 1;
      if (!keep_row (self, rows, 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rescue_by_rowid (Table *self, GError **error)
{
  g_autofree char *columns = g_strconcat ("rowid, ", self->columns, NULL);
  sqlite3_stmt *rows = select_from (self->rescue->from, columns, self->table, "WHERE rowid >= ?1 ORDER BY rowid");
  int64_t next = INT64_MIN;
  int code = SQLITE_CORRUPT;
  gboolean done = TRUE;

  while (rows != NULL && (done = walk_rows (self, rows, &next, &code, error)) && code != SQLITE_DONE)
    {
      self->rescue->holes++;
      sqlite3_reset (rows);
      next = find_end_of_hole (self, MAX (next, 0));
      if (next == 0)
        break;
    }
  if (rows == NULL)
    self->rescue->holes++;
  sqlite3_finalize (rows);
  return done;
}

/* --- tables without: from both ends, as far as it goes --- */

static gboolean
walk_keys (Table *self, const char *order, int *code, GError **error)
{
  sqlite3_stmt *rows = select_from (self->rescue->from, self->columns, self->table, order);
  gboolean done = TRUE;

  *code = SQLITE_CORRUPT;
  for (int i = 0; i < MAX_ROWS && rows != NULL && done && (*code = sqlite3_step (rows)) == SQLITE_ROW; i++)
    done = keep_row (self, rows, 0, error);
  sqlite3_finalize (rows);
  return done;
}

static gboolean
rescue_by_key (Table *self, GError **error)
{
  int code;

  if (!walk_keys (self, "ORDER BY 1, 2", &code, error))
    return FALSE;
  if (code == SQLITE_DONE)
    return TRUE;
  self->rescue->holes++;
  self->again = true;
  return walk_keys (self, "ORDER BY 1 DESC, 2 DESC", &code, error);
}

gboolean
_bo_rescue_table (BoRescue *self, const char *name, GError **error)
{
  Table table = { .rescue = self, .table = name };
  sqlite3_stmt *probe;
  gboolean done = TRUE;

  if (!list_columns (&table))
    self->holes++;
  else if (prepare_insert (&table))
    {
      probe = select_from (bo_db_get_handle (self->to), "rowid", name, "");
      table.by_rowid = probe != NULL;
      sqlite3_finalize (probe);
      done = table.by_rowid ? rescue_by_rowid (&table, error) : rescue_by_key (&table, error);
    }
  table_clear (&table);
  return done;
}

/* The index of ids knows the numbers of rows that are lost; their versions are found by those. */
gboolean
_bo_rescue_ids (BoRescue *self, GError **error)
{
  sqlite3_stmt *rows = select_from (self->from, "num, id", "entity", "ORDER BY id");
  Table table = { .rescue = self, .table = "entity", .columns = g_strdup ("num, id, stamp"), .n_columns = 3,
                  .again = true };
  gboolean done = prepare_insert (&table);

  sqlite3_bind_int (table.insert, 3, BO_RESCUE_MARK);
  for (int i = 0; i < MAX_ROWS && done && rows != NULL && sqlite3_step (rows) == SQLITE_ROW; i++)
    {
      table.n_columns = 2;
      done = keep_row (&table, rows, 0, error);
    }
  sqlite3_finalize (rows);
  table_clear (&table);
  return done;
}

/* Whether the schema says where the tables are. */
bool
_bo_rescue_can_read (sqlite3 *from)
{
  return sqlite3_exec (from, "SELECT count (*) FROM sqlite_schema; SELECT 1 FROM edit, edit_change, entity, draft,"
                       " entity_version, relationship, conflict, conflict_path, merge_due, sync_state, activity,"
                       " setting LIMIT 0", NULL, NULL, NULL) == SQLITE_OK;
}
