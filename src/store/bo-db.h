/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "bo-base.h"

G_BEGIN_DECLS

/* A connection and its prepared statements, for the client's store and for the hub.
   A BoDb belongs to the thread that opened it and asserts so. */
typedef struct _BoDb BoDb;

typedef enum
{
  BO_DB_READ_WRITE = 0,
  BO_DB_READ_ONLY = 1 << 0,
  BO_DB_MEMORY = 1 << 1,
  BO_DB_LOCAL_ONLY = 1 << 2, /* refuses a disk in the network */
} BoDbFlags;

/**
 * BoMigration: brings a schema from number N to N + 1; one transaction, with the bump of
 * user_version inside.
 */
typedef const char *BoMigration;

/**
 * BoDbSchema:
 * @application_id: PRAGMA application_id
 * @migrations: SQL scripts; [0] makes schema 1
 * @n_migrations: how many
 * @what: what the file is, for error sentences ("home", "hub's home")
 */
typedef struct
{
  int32_t            application_id;
  const BoMigration *migrations;
  int                n_migrations;
  const char        *what;
} BoDbSchema;

typedef enum { BO_STEP_ERROR = -1, BO_STEP_DONE = 0, BO_STEP_ROW = 1 } BoStepResult;

typedef struct _BoStatement BoStatement;

/* Opens (0600, WAL, foreign_keys, busy_timeout 5 s, defensive, trusted_schema off), checks
   application_id, refuses a newer schema untouched, copies the file aside before a migration.
   Errors by cause: CORRUPT, NEWER_SCHEMA, READ_ONLY, NO_SPACE, BUSY, STORAGE. */
BoDb        *bo_db_open             (const char *path, BoDbFlags flags, const BoDbSchema *schema, GError **error);
void         bo_db_close            (BoDb *self);
sqlite3     *bo_db_get_handle       (BoDb *self);
const char  *bo_db_get_path         (BoDb *self);
/* Gives up the claim of the opening thread (before handing it to another). */
void         bo_db_disown           (BoDb *self);

gboolean     bo_db_exec             (BoDb *self, const char *sql, GError **error);
gboolean     bo_db_begin            (BoDb *self, bool full_sync, GError **error); /* BEGIN IMMEDIATE */
/* Failure rolls back. After a failed step, exec or statement inside the transaction every later
   one and the commit fail too. */
gboolean     bo_db_commit           (BoDb *self, GError **error);
void         bo_db_rollback         (BoDb *self);
bool         bo_db_in_transaction   (BoDb *self);
/* A whole copy of what is committed, at @path (0600), which it replaces; outside a transaction. */
gboolean     bo_db_copy_to          (BoDb *self, const char *path, GError **error);
/* For tests: the n-th call of step, begin or commit from now fails with @code; 0 turns it off. */
void         bo_db_fail_after       (BoDb *self, int n, int code);

/* @sql: a string literal; its address identifies the statement within the connection: the
   statement is prepared once, and comes reset and with its bindings cleared. */
BoStatement *bo_db_statement        (BoDb *self, const char *sql, GError **error);
void         bo_statement_bind_text (BoStatement *self, int index, const char *text);   /* NULL binds NULL; copied only if needed: must live until reset */
void         bo_statement_bind_int  (BoStatement *self, int index, int64_t value);
void         bo_statement_bind_double (BoStatement *self, int index, double value);
void         bo_statement_bind_blob (BoStatement *self, int index, const void *data, size_t length);
BoStepResult      bo_statement_step      (BoStatement *self, GError **error);
/* Steps expecting no row, resets. */
gboolean     bo_statement_run       (BoStatement *self, GError **error);
void         bo_statement_reset     (BoStatement *self);
const char  *bo_statement_text      (BoStatement *self, int column); /* valid until the next step or reset; NULL for NULL */
char        *bo_statement_dup_text  (BoStatement *self, int column);
int64_t      bo_statement_int       (BoStatement *self, int column);
double       bo_statement_double    (BoStatement *self, int column);
bool         bo_statement_is_null   (BoStatement *self, int column);

/* Maps an SQLite result code to BO_ERROR. @attempted: a whole sentence ("The home could not be
   opened."); a second one, with cause and remedy, is added. */
void         bo_db_set_error        (GError **error, sqlite3 *handle, int code, const char *attempted, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoDb, bo_db_close)
/* Resets when it leaves the scope, so that no read transaction stays open. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoStatement, bo_statement_reset)

G_END_DECLS
