/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-db-private.h"

/* @bind_code: the first binding that failed; step reports it, so that binding needs no checks. */
struct _BoStatement
{
  BoDb         *db;
  sqlite3_stmt *handle;
  int           bind_code;
};

void
_bo_db_statement_free (gpointer statement)
{
  BoStatement *self = statement;

  sqlite3_finalize (self->handle);
  g_free (self);
}

static void
set_error (BoStatement *self, int code, GError **error)
{
  BoDb *db = self->db;
  g_autofree char *attempted = sqlite3_stmt_readonly (self->handle)
                                 ? g_strdup_printf (_("The %s could not be read."), db->what)
                                 : g_strdup_printf (_("The change to the %s was not saved."), db->what);

  if (db->in_transaction)
    db->doomed = true;
  bo_db_set_error (error, db->handle, code, attempted, db->path);
}

static BoStatement *
prepare (BoDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *handle = NULL;
  BoStatement *self;
  int code = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (code != SQLITE_OK)
    {
      g_autofree char *attempted = g_strdup_printf (_("The %s could not be read."), db->what);

      g_debug ("%s: %s", sqlite3_errmsg (db->handle), sql);
      if (db->in_transaction)
        db->doomed = true;
      bo_db_set_error (error, db->handle, code, attempted, db->path);
      return NULL;
    }

  self = g_new0 (BoStatement, 1);
  self->db = db;
  self->handle = handle;
  g_hash_table_insert (db->statements, (gpointer) sql, self);
  return self;
}

/**
 * bo_db_statement:
 * @self: the connection
 * @sql: a string literal holding one statement
 * @error: why it could not be prepared
 *
 * The statement is prepared on first use and kept for the life of the connection, found by the
 * address of @sql; it comes reset, with every parameter NULL. One statement can't be in use
 * twice at a time: a function that walks rows must not call itself.
 *
 * Returns: (transfer none): reset it when done, by hand or with g_autoptr, or a read
 *   transaction stays open
 */
BoStatement *
bo_db_statement (BoDb *self, const char *sql, GError **error)
{
  BoStatement *statement;

  _bo_db_claim (self);
  statement = g_hash_table_lookup (self->statements, sql);
  if (statement == NULL)
    return prepare (self, sql, error);

  g_assert (strcmp (sqlite3_sql (statement->handle), sql) == 0);
  bo_statement_reset (statement);
  sqlite3_clear_bindings (statement->handle);
  return statement;
}

static void
bound (BoStatement *self, int code)
{
  g_assert (code != SQLITE_RANGE && code != SQLITE_MISUSE);
  if (self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

/**
 * bo_statement_bind_text:
 * @self: a statement
 * @index: which parameter, from 1
 * @text: (nullable): UTF-8; NULL binds NULL. Not copied: it must live until the statement is reset
 *
 * Binds a text.
 */
void
bo_statement_bind_text (BoStatement *self, int index, const char *text)
{
  bound (self, sqlite3_bind_text64 (self->handle, index, text, text != NULL ? strlen (text) : 0,
                                    SQLITE_STATIC, SQLITE_UTF8));
}

/**
 * bo_statement_bind_int:
 * @self: a statement
 * @index: which parameter, from 1
 * @value: a number
 *
 * Binds a whole number.
 */
void
bo_statement_bind_int (BoStatement *self, int index, int64_t value)
{
  bound (self, sqlite3_bind_int64 (self->handle, index, value));
}

/**
 * bo_statement_bind_double:
 * @self: a statement
 * @index: which parameter, from 1
 * @value: a number
 *
 * Binds a floating point number.
 */
void
bo_statement_bind_double (BoStatement *self, int index, double value)
{
  bound (self, sqlite3_bind_double (self->handle, index, value));
}

/**
 * bo_statement_bind_blob:
 * @self: a statement
 * @index: which parameter, from 1
 * @data: (nullable): bytes; NULL binds NULL. Not copied: they must live until the statement is reset
 * @length: how many
 *
 * Binds bytes.
 */
void
bo_statement_bind_blob (BoStatement *self, int index, const void *data, size_t length)
{
  bound (self, sqlite3_bind_blob64 (self->handle, index, data, length, SQLITE_STATIC));
}

static int
step_code (BoStatement *self)
{
  int code = _bo_db_planted (self->db);

  if (code != SQLITE_OK)
    return code;
  if (self->bind_code != SQLITE_OK)
    return self->bind_code;
  if (self->db->in_transaction && self->db->doomed)
    return SQLITE_ABORT;
  return sqlite3_step (self->handle);
}

/**
 * bo_statement_step:
 * @self: a statement
 * @error: why it failed
 *
 * Goes to the next row. After a failure the statement is reset, and a transaction under way can
 * only be rolled back: every later step and the commit fail too.
 *
 * Returns: whether there is a row, the end, or an error
 */
BoStepResult
bo_statement_step (BoStatement *self, GError **error)
{
  int code;

  _bo_db_claim (self->db);
  code = step_code (self);
  if (code == SQLITE_ROW)
    return BO_STEP_ROW;
  if (code == SQLITE_DONE)
    return BO_STEP_DONE;

  set_error (self, code, error);
  bo_statement_reset (self);
  return BO_STEP_ERROR;
}

/**
 * bo_statement_run:
 * @self: a statement
 * @error: why it failed
 *
 * Steps once, for a statement that gives no rows, and resets.
 *
 * Returns: whether it worked
 */
gboolean
bo_statement_run (BoStatement *self, GError **error)
{
  BoStepResult result = bo_statement_step (self, error);

  g_assert (result != BO_STEP_ROW);
  bo_statement_reset (self);
  return result == BO_STEP_DONE;
}

/**
 * bo_statement_reset:
 * @self: a statement
 *
 * Ends the walk over its rows; texts read from it are gone. Its bindings are forgotten too.
 */
void
bo_statement_reset (BoStatement *self)
{
  sqlite3_reset (self->handle);
  self->bind_code = SQLITE_OK;
}

/**
 * bo_statement_text:
 * @self: a statement at a row
 * @column: from 0
 *
 * Returns: (nullable) (transfer none): the text; %NULL for NULL. Valid until the next step or reset
 */
const char *
bo_statement_text (BoStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * bo_statement_dup_text:
 * @self: a statement at a row
 * @column: from 0
 *
 * Returns: (nullable) (transfer full): a copy of the text; %NULL for NULL
 */
char *
bo_statement_dup_text (BoStatement *self, int column)
{
  return g_strdup (bo_statement_text (self, column));
}

/**
 * bo_statement_int:
 * @self: a statement at a row
 * @column: from 0
 *
 * Returns: the number; 0 for NULL
 */
int64_t
bo_statement_int (BoStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * bo_statement_double:
 * @self: a statement at a row
 * @column: from 0
 *
 * Returns: the number; 0 for NULL
 */
double
bo_statement_double (BoStatement *self, int column)
{
  return sqlite3_column_double (self->handle, column);
}

/**
 * bo_statement_is_null:
 * @self: a statement at a row
 * @column: from 0
 *
 * Returns: whether the column is NULL
 */
bool
bo_statement_is_null (BoStatement *self, int column)
{
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}
