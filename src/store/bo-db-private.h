/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-db.h"

G_BEGIN_DECLS

/* @doomed: something failed inside the transaction under way, so that it may only roll back.
   SQLite ends a transaction by itself after some errors; without this mark the statements
   that follow would each commit alone.
   @stale: a commit failed at the disk; the connection is opened anew before the next transaction. */
struct _BoDb
{
  sqlite3    *handle;
  char       *path;
  const char *what;
  GThread    *owner;
  GHashTable *statements;
  bool        read_only;
  BoDbFlags   flags;
  bool        full_sync;
  bool        in_transaction;
  bool        doomed;
  bool        stale;
  int         fail_in;
  int         fail_code;
};

/* Asserts that the caller is the owner; an unowned connection becomes the caller's. */
void     _bo_db_claim         (BoDb *self);
/* SQLITE_OK, or the code that a test planted for this call. */
int      _bo_db_planted       (BoDb *self);
void     _bo_db_statement_free (gpointer statement);

/* bo-db-file.c */
char    *_bo_db_prepare_file  (const char *path, BoDbFlags flags, GError **error);
gboolean _bo_db_create_file   (const char *path, GError **error);
gboolean _bo_db_sync_file     (const char *path, GError **error);
bool     _bo_db_is_network_type (int64_t type);
bool     _bo_db_is_on_network (const char *path);

/* bo-db-migrate.c */
gboolean _bo_db_check_header  (BoDb *self, const BoDbSchema *schema, int *version, GError **error);
gboolean _bo_db_migrate       (BoDb *self, const BoDbSchema *schema, int version, GError **error);
gboolean _bo_db_query_int     (BoDb *self, const char *sql, int64_t *value, GError **error);

G_END_DECLS
