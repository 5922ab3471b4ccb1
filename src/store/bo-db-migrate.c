/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bo-db-private.h"

/* One number from a statement that isn't kept; 0 when there is no row. */
gboolean
_bo_db_query_int (BoDb *self, const char *sql, int64_t *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  *value = 0;
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      g_autofree char *attempted = g_strdup_printf (_("The %s could not be opened."), self->what);

      bo_db_set_error (error, self->handle, code, attempted, self->path);
      sqlite3_finalize (statement);
      return FALSE;
    }
  sqlite3_finalize (statement);
  return TRUE;
}

static gboolean
refuse_foreign (BoDb *self, GError **error)
{
  g_set_error (error, BO_ERROR, BO_ERROR_CORRUPT,
               _("“%s” was not opened: it is a database of another program, not a %s."), self->path, self->what);
  return FALSE;
}

static gboolean
refuse_newer (BoDb *self, GError **error)
{
  g_set_error (error, BO_ERROR, BO_ERROR_NEWER_SCHEMA,
               _("The %s “%s” was not opened: a newer version of this program wrote it. It was left as it is. "
                 "Install the newer version."), self->what, self->path);
  return FALSE;
}

/* Gives the schema the file has; 0 for one with nothing in it yet. Writes nothing. */
gboolean
_bo_db_check_header (BoDb *self, const BoDbSchema *schema, int *version, GError **error)
{
  int64_t id = 0;
  int64_t held = 0;
  int64_t tables = 0;

  if (!_bo_db_query_int (self, "PRAGMA application_id", &id, error)
      || !_bo_db_query_int (self, "PRAGMA user_version", &held, error)
      || !_bo_db_query_int (self, "SELECT count (*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (id != schema->application_id && (id != 0 || held != 0 || tables != 0))
    return refuse_foreign (self, error);
  if (held < 0)
    return refuse_foreign (self, error);
  if (held > schema->n_migrations)
    return refuse_newer (self, error);
  *version = (int) held;
  return TRUE;
}

static gboolean
vacuum_into (BoDb *self, const char *path, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->handle, "VACUUM INTO ?1", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_bind_text (statement, 1, path, -1, SQLITE_STATIC);
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code != SQLITE_DONE)
    {
      g_autofree char *attempted = g_strdup_printf (_("A copy of the %s could not be made."), self->what);

      bo_db_set_error (error, self->handle, code, attempted, path);
    }
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

/**
 * bo_db_copy_to:
 * @self: the connection, with no transaction under way
 * @path: the copy; replaced where there is one
 * @error: why it failed, by cause
 *
 * Copies what is committed (0600). Made under another name first, so that a copy under its own
 * name is always whole and on the disk.
 *
 * Returns: whether there is a copy
 */
gboolean
bo_db_copy_to (BoDb *self, const char *path, GError **error)
{
  g_autofree char *partial = g_strconcat (path, ".part", NULL);

  g_unlink (partial);
  if (!_bo_db_create_file (partial, error))
    return FALSE;
  if (!vacuum_into (self, partial, error) || !_bo_db_sync_file (partial, error))
    {
      g_unlink (partial);
      return FALSE;
    }
  if (g_rename (partial, path) != 0)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_STORAGE, _("A copy of the %s could not be kept as “%s”: %s."),
                   self->what, path, g_strerror (errno));
      g_unlink (partial);
      return FALSE;
    }
  return _bo_db_sync_file (path, error);
}

static gboolean
copy_aside (BoDb *self, int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s.backup-v%d", self->path, version);

  /* Nothing to lose, or nowhere to keep it. */
  if (version == 0 || g_strcmp0 (sqlite3_db_filename (self->handle, "main"), "") == 0)
    return TRUE;
  return bo_db_copy_to (self, path, error);
}

static gboolean
check_references (BoDb *self, GError **error)
{
  int64_t broken = 0;

  if (!_bo_db_query_int (self, "SELECT count (*) FROM pragma_foreign_key_check", &broken, error))
    return FALSE;
  if (broken == 0)
    return TRUE;
  g_set_error (error, BO_ERROR, BO_ERROR_CORRUPT,
               _("The %s “%s” could not be brought up to date: its tables contradict each other. "
                 "It was left as it is."), self->what, self->path);
  return FALSE;
}

static gboolean
take_step (BoDb *self, const BoDbSchema *schema, int version, GError **error)
{
  g_autofree char *marks = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                            schema->application_id, version + 1);

  return bo_db_exec (self, schema->migrations[version], error)
         && bo_db_exec (self, marks, error)
         && check_references (self, error);
}

/* One step in one transaction. Another process may have taken it meanwhile: then it is done. */
static gboolean
migrate_one (BoDb *self, const BoDbSchema *schema, int *version, GError **error)
{
  int held = 0;

  if (!bo_db_begin (self, true, error))
    return FALSE;
  if (!_bo_db_check_header (self, schema, &held, error)
      || (held == *version && !take_step (self, schema, held, error)))
    {
      bo_db_rollback (self);
      return FALSE;
    }
  *version = MAX (held, *version + 1);
  return bo_db_commit (self, error);
}

/* Rebuilding a table needs its references unchecked, which can't change inside a transaction. */
gboolean
_bo_db_migrate (BoDb *self, const BoDbSchema *schema, int version, GError **error)
{
  if (!copy_aside (self, version, error) || !bo_db_exec (self, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  while (version < schema->n_migrations)
    if (!migrate_one (self, schema, &version, error))
      return FALSE;
  return bo_db_exec (self, "PRAGMA foreign_keys = ON", error);
}
