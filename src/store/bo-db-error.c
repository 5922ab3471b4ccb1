/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "bo-db.h"

static BoError
cause_of_errno (int number, BoError otherwise)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
      return BO_ERROR_NO_SPACE;
    case EACCES:
    case EPERM:
    case EROFS:
      return BO_ERROR_READ_ONLY;
    default:
      return otherwise;
    }
}

static BoError
cause_of_code (int code, int number)
{
  if (code == SQLITE_IOERR_CORRUPTFS)
    return BO_ERROR_CORRUPT;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return BO_ERROR_NO_SPACE;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return cause_of_errno (number, BO_ERROR_STORAGE);
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return BO_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return BO_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return BO_ERROR_CORRUPT;
    case SQLITE_TOOBIG:
      return BO_ERROR_TOO_LARGE;
    default:
      return BO_ERROR_STORAGE;
    }
}

/* What the system said when something was last written to @file; 0: nothing. */
static int
errno_of_file (sqlite3_file *file)
{
  int number = 0;

  if (file == NULL || file->pMethods == NULL
      || file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &number) != SQLITE_OK)
    return 0;
  return number;
}

/* SQLite keeps the system's number with the connection where a statement fails, but not where a commit does: then
   the file knows it that was written, the log or the database itself. */
static int
errno_of_write (sqlite3 *handle)
{
  sqlite3_file *log = NULL, *file = NULL;
  int number;

  sqlite3_file_control (handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  number = errno_of_file (log);
  if (number != 0)
    return number;
  sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return errno_of_file (file);
}

static int
find_errno (sqlite3 *handle, int code)
{
  int number = 0;

  if (handle == NULL)
    return 0;
  if (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_TRUNCATE)
    number = errno_of_write (handle);
  return number != 0 ? number : sqlite3_system_errno (handle);
}

static char *
sentence_of_cause (BoError cause, int number, const char *path, const char *detail)
{
  switch ((int) cause)
    {
    case BO_ERROR_NO_SPACE:
      if (number == EDQUOT)
        return g_strdup_printf (_("Your quota on the disk that holds “%s” is used up. Free some space, or ask for more, "
                                  "and try again."), path);
      return g_strdup_printf (_("The disk that holds “%s” is full. Free some space and try again."), path);
    case BO_ERROR_READ_ONLY:
      return g_strdup_printf (_("“%s” or its disk cannot be written. Check the permissions of the file and its folder."), path);
    case BO_ERROR_BUSY:
      return g_strdup_printf (_("Another program has been using “%s” for too long. Try again in a moment."), path);
    case BO_ERROR_CORRUPT:
      return g_strdup_printf (_("“%s” is damaged or is not a database. Keep a copy of it, and restore a backup."), path);
    case BO_ERROR_TOO_LARGE:
      return g_strdup_printf (_("A value is too large to be kept in “%s”."), path);
    default:
      return g_strdup_printf (_("The database “%s” reported an error (%s). Check the disk and try again."), path, detail);
    }
}

/**
 * bo_db_set_error:
 * @error: (out) (optional): where to put it
 * @handle: (nullable): the connection the code came from, for the system's own error number
 * @code: an SQLite result code, extended or not
 * @attempted: a whole, translated sentence: what could not be done
 * @path: the file
 *
 * Sets an error of the domain `BO_ERROR` whose code tells the cause (FAULTS §3): `NO_SPACE`,
 * `READ_ONLY`, `BUSY`, `CORRUPT`, `TOO_LARGE` or `STORAGE`. Its message is @attempted and a
 * sentence that says what happened and what to do. Call it straight after the failing call, on
 * the connection's thread.
 */
void
bo_db_set_error (GError **error, sqlite3 *handle, int code, const char *attempted, const char *path)
{
  int number = find_errno (handle, code);
  BoError cause = cause_of_code (code, number);
  g_autofree char *sentence = sentence_of_cause (cause, number, path, sqlite3_errstr (code));

  g_set_error (error, BO_ERROR, cause, "%s %s", attempted, sentence);
}
