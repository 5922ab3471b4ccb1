/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bo-db-private.h"

#define BUSY_TIMEOUT_MS 5000
#define MAX_VALUE_BYTES (64 * 1024 * 1024)
/* What the -wal file shrinks to after a long transaction. */
#define WAL_BYTES "16777216"

void
_bo_db_claim (BoDb *self)
{
  if (self->owner == NULL)
    self->owner = g_thread_self ();
  g_assert (self->owner == g_thread_self ());
}

int
_bo_db_planted (BoDb *self)
{
  if (self->fail_in == 0 || --self->fail_in > 0)
    return SQLITE_OK;
  return self->fail_code;
}

static gboolean
fail_open (BoDb *self, int code, GError **error)
{
  g_autofree char *attempted = g_strdup_printf (_("The %s could not be opened."), self->what);

  bo_db_set_error (error, self->handle, code, attempted, self->path);
  return FALSE;
}

/* Each allocation of SQLite's would be counted under one lock, which the threads of a process then wait for. Where
   something has begun to use SQLite already it stays as it is. */
static void
count_nothing (void)
{
  static size_t done;

  if (!g_once_init_enter (&done))
    return;
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&done, 1);
}

static int
open_handle (BoDb *self, const char *name, int flags)
{
  int code;

  count_nothing ();
  code = sqlite3_open_v2 (name, &self->handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_extended_result_codes (self->handle, 1);
      sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
      sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
      code = sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      /* One plan for a statement, whatever is bound: else each binding prepares it anew. */
      if (code == SQLITE_OK)
        code = sqlite3_db_config (self->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    }
  return code;
}

static int
probe (BoDb *self)
{
  return sqlite3_exec (self->handle, "PRAGMA schema_version", NULL, NULL, NULL);
}

/* On a medium that can't be written, SQLite reads a file in WAL mode only when told that nobody
   else changes it; where a log lies beside it, that would hide what the log holds. */
static gboolean
open_read_only (BoDb *self, const char *name, GError **error)
{
  g_autofree char *log = g_strconcat (name, "-wal", NULL);
  g_autofree char *uri = NULL;
  g_autofree char *immutable = NULL;
  int code = open_handle (self, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOFOLLOW);

  if (code == SQLITE_OK)
    code = probe (self);
  if (code == SQLITE_OK)
    return TRUE;
  if (((code & 0xff) != SQLITE_CANTOPEN && (code & 0xff) != SQLITE_READONLY) || g_file_test (log, G_FILE_TEST_EXISTS))
    return fail_open (self, code, error);

  g_clear_pointer (&self->handle, sqlite3_close);
  uri = g_filename_to_uri (name, NULL, NULL);
  immutable = g_strconcat (uri, "?immutable=1", NULL);
  code = open_handle (self, immutable, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOFOLLOW);
  return code == SQLITE_OK ? TRUE : fail_open (self, code, error);
}

static gboolean
open_read_write (BoDb *self, const char *name, GError **error)
{
  int code = open_handle (self, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW);

  if (code != SQLITE_OK)
    return fail_open (self, code, error);
  /* SQLite silently opens a file that it can't write for reading only. */
  if (sqlite3_db_readonly (self->handle, "main") == 1)
    return fail_open (self, SQLITE_READONLY, error);
  return TRUE;
}

static gboolean
open_memory (BoDb *self, GError **error)
{
  int code = open_handle (self, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

  return code == SQLITE_OK ? TRUE : fail_open (self, code, error);
}

static gboolean
connect_to (BoDb *self, BoDbFlags flags, GError **error)
{
  g_autofree char *name = NULL;

  if (flags & BO_DB_MEMORY)
    return open_memory (self, error);
  name = _bo_db_prepare_file (self->path, flags, error);
  if (name == NULL)
    return FALSE;
  return self->read_only ? open_read_only (self, name, error) : open_read_write (self, name, error);
}

static gboolean
configure (BoDb *self, GError **error)
{
  static const char pragmas[] = "PRAGMA foreign_keys = ON;"
                                "PRAGMA trusted_schema = OFF;"
                                "PRAGMA cell_size_check = ON;"
                                "PRAGMA temp_store = MEMORY;"
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA wal_autocheckpoint = 1000;"
                                "PRAGMA journal_size_limit = " WAL_BYTES ";";
  int code = sqlite3_exec (self->handle, pragmas, NULL, NULL, NULL);

  self->full_sync = true;
  return code == SQLITE_OK ? TRUE : fail_open (self, code, error);
}

static int
read_mode (sqlite3 *handle, const char *sql, char mode[16])
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      g_strlcpy (mode, (const char *) sqlite3_column_text (statement, 0), 16);
      code = SQLITE_OK;
    }
  sqlite3_finalize (statement);
  return code;
}

static gboolean
use_rollback_journal (BoDb *self, GError **error)
{
  char mode[16] = "";
  int code;

  g_warning ("“%s” lies where a write-ahead log can't be used, on a network disk perhaps; "
             "it works with a rollback journal, slower.", self->path);
  code = read_mode (self->handle, "PRAGMA journal_mode = DELETE", mode);
  return code == SQLITE_OK ? TRUE : fail_open (self, code, error);
}

/* Two programs that make the same file at the same moment meet here, where SQLite doesn't wait
   by itself: so a few tries. */
static gboolean
use_write_ahead_log (BoDb *self, GError **error)
{
  char mode[16] = "";
  int code = SQLITE_BUSY;

  for (int i = 0; i < 50 && (code & 0xff) == SQLITE_BUSY; i++)
    {
      if (i > 0)
        sqlite3_sleep (20);
      code = read_mode (self->handle, "PRAGMA journal_mode = WAL", mode);
    }
  if (code != SQLITE_OK)
    return fail_open (self, code, error);
  if (strcmp (mode, "wal") == 0 || strcmp (mode, "memory") == 0)
    return TRUE;
  return use_rollback_journal (self, error);
}

/* A log needs memory that all who use the file share: another machine can't (FAULTS §3). */
static gboolean
choose_journal (BoDb *self, GError **error)
{
  bool far = (self->flags & BO_DB_MEMORY) == 0 && _bo_db_is_on_network (self->path);

  return far ? use_rollback_journal (self, error) : use_write_ahead_log (self, error);
}

static gboolean
refuse_network (BoDb *self, GError **error)
{
  g_set_error (error, BO_ERROR, BO_ERROR_STORAGE,
               _("The %s “%s” was not opened: it lies on a network disk, whose locks can't be trusted. Keep it on a "
                 "disk of this machine."), self->what, self->path);
  return FALSE;
}

static gboolean
refuse_old (BoDb *self, GError **error)
{
  g_set_error (error, BO_ERROR, BO_ERROR_READ_ONLY,
               _("The %s “%s” was made by an older version of this program, and can't be brought up to date because "
                 "it is open for reading only."), self->what, self->path);
  return FALSE;
}

/* All of the header is of one moment: another program may be making the file. */
static gboolean
judge (BoDb *self, const BoDbSchema *schema, int *version, GError **error)
{
  gboolean good;

  if (!bo_db_exec (self, "BEGIN", error))
    return FALSE;
  good = _bo_db_check_header (self, schema, version, error);
  bo_db_rollback (self);
  return good;
}

/* The header is judged before anything is written, and a file that is refused is left as it is:
   closing must not even move its log into it. */
static gboolean
bring_up (BoDb *self, const BoDbSchema *schema, GError **error)
{
  int version = 0;

  if (!judge (self, schema, &version, error))
    {
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      return FALSE;
    }
  if (self->read_only)
    return version == schema->n_migrations ? TRUE : refuse_old (self, error);
  if (!choose_journal (self, error))
    return FALSE;
  return version == schema->n_migrations ? TRUE : _bo_db_migrate (self, schema, version, error);
}

/**
 * bo_db_open:
 * @path: the file; any text for a database in memory
 * @flags: how
 * @schema: what it must hold; lives as long as the connection
 * @error: why not
 *
 * Opens a database, or makes it (0600, in a folder made 0700), and brings it to the newest
 * schema, after copying it to `PATH.backup-vN`. A symbolic link is refused. The connection
 * belongs to the calling thread.
 *
 * Errors by cause (FAULTS §3): `CORRUPT` (also a file of another program), `NEWER_SCHEMA` (the
 * file stays as it is, to the byte), `READ_ONLY` (open it again with %BO_DB_READ_ONLY),
 * `NO_SPACE`, `BUSY`, `NOT_FOUND` (read-only), `STORAGE`.
 *
 * Returns: (transfer full): the connection
 */
BoDb *
bo_db_open (const char *path, BoDbFlags flags, const BoDbSchema *schema, GError **error)
{
  g_autoptr (BoDb) self = g_new0 (BoDb, 1);

  self->path = g_strdup (path);
  self->what = _(schema->what);
  self->flags = flags;
  self->read_only = (flags & BO_DB_READ_ONLY) != 0;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, _bo_db_statement_free);
  _bo_db_claim (self);

  if ((flags & BO_DB_LOCAL_ONLY) != 0 && (flags & BO_DB_MEMORY) == 0 && _bo_db_is_on_network (path))
    {
      refuse_network (self, error);
      return NULL;
    }
  if (!connect_to (self, flags, error)
      || !configure (self, error)
      || !bring_up (self, schema, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * bo_db_close:
 * @self: (transfer full): the connection
 *
 * Closes it, with its statements; a transaction under way is rolled back.
 */
void
bo_db_close (BoDb *self)
{
  int code;

  _bo_db_claim (self);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  code = sqlite3_close (self->handle);
  g_assert (code == SQLITE_OK);
  g_free (self->path);
  g_free (self);
}

/**
 * bo_db_get_handle:
 * @self: the connection
 *
 * Returns: (transfer none): SQLite's own
 */
sqlite3 *
bo_db_get_handle (BoDb *self)
{
  return self->handle;
}

/**
 * bo_db_get_path:
 * @self: the connection
 *
 * Returns: (transfer none): the path as it was given
 */
const char *
bo_db_get_path (BoDb *self)
{
  return self->path;
}

/**
 * bo_db_disown:
 * @self: the connection
 *
 * Gives up the claim of this thread; the next thread that uses it owns it.
 */
void
bo_db_disown (BoDb *self)
{
  _bo_db_claim (self);
  self->owner = NULL;
}

static gboolean
fail_change (BoDb *self, int code, GError **error)
{
  g_autofree char *attempted = g_strdup_printf (_("The change to the %s was not saved."), self->what);

  bo_db_set_error (error, self->handle, code, attempted, self->path);
  return FALSE;
}

/**
 * bo_db_exec:
 * @self: the connection
 * @sql: any number of statements whose rows nobody wants
 * @error: why it failed
 *
 * Returns: whether all of them worked
 */
gboolean
bo_db_exec (BoDb *self, const char *sql, GError **error)
{
  int code;

  _bo_db_claim (self);
  code = self->in_transaction && self->doomed ? SQLITE_ABORT : sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  g_debug ("%s: %s", sqlite3_errmsg (self->handle), sql);
  if (self->in_transaction)
    self->doomed = true;
  return fail_change (self, code, error);
}

/* PRAGMA synchronous does nothing inside a transaction. */
static int
set_durability (BoDb *self, bool full_sync)
{
  int code;

  if (self->full_sync == full_sync)
    return SQLITE_OK;
  code = sqlite3_exec (self->handle, full_sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    self->full_sync = full_sync;
  return code;
}

/* When the disk failed while a commit was written, nobody knows what of the log is on it, and a
   second attempt to synchronise would say that all is. So the connection begins anew, and what the
   log holds goes into the file, synchronised by itself. */
static gboolean
begin_anew (BoDb *self, GError **error)
{
  int code;

  g_hash_table_remove_all (self->statements);
  code = sqlite3_close (self->handle);
  g_assert (code == SQLITE_OK);
  self->handle = NULL;
  if (!connect_to (self, self->flags, error) || !configure (self, error))
    return FALSE;
  code = sqlite3_exec (self->handle, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return fail_change (self, code, error);
  self->stale = false;
  return TRUE;
}

/**
 * bo_db_begin:
 * @self: the connection, with no transaction under way
 * @full_sync: whether what is committed must survive a power cut (FAULTS §3)
 * @error: why it failed
 *
 * Begins a transaction: BEGIN IMMEDIATE, so that it can't fail half-way because somebody else
 * writes; on a connection that is only for reading, a plain one.
 *
 * Returns: whether it began
 */
gboolean
bo_db_begin (BoDb *self, bool full_sync, GError **error)
{
  int code;

  _bo_db_claim (self);
  g_assert (!self->in_transaction);
  if (self->stale && !begin_anew (self, error))
    return FALSE;
  code = _bo_db_planted (self);
  if (code == SQLITE_OK && !self->read_only)
    code = set_durability (self, full_sync);
  if (code == SQLITE_OK)
    code = sqlite3_exec (self->handle, self->read_only ? "BEGIN" : "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    return fail_change (self, code, error);

  self->in_transaction = true;
  self->doomed = false;
  return TRUE;
}

/**
 * bo_db_commit:
 * @self: the connection, in a transaction
 * @error: why it failed
 *
 * Commits. A failure, also of anything inside the transaction, rolls it back; an error of the
 * disk while committing is not tried again: the next transaction begins on a fresh connection.
 *
 * Returns: whether it was committed
 */
gboolean
bo_db_commit (BoDb *self, GError **error)
{
  int code;

  _bo_db_claim (self);
  g_assert (self->in_transaction);
  code = _bo_db_planted (self);
  if (code == SQLITE_OK && self->doomed)
    code = SQLITE_ABORT;
  if (code == SQLITE_OK)
    code = sqlite3_exec (self->handle, "COMMIT", NULL, NULL, NULL);
  if (code != SQLITE_OK)
    {
      fail_change (self, code, error);
      bo_db_rollback (self);
      self->stale = (code & 0xff) == SQLITE_IOERR && (self->flags & (BO_DB_MEMORY | BO_DB_READ_ONLY)) == 0;
      return FALSE;
    }
  self->in_transaction = false;
  return TRUE;
}

/**
 * bo_db_rollback:
 * @self: the connection
 *
 * Takes back the transaction under way, if there is one.
 */
void
bo_db_rollback (BoDb *self)
{
  _bo_db_claim (self);
  self->in_transaction = false;
  self->doomed = false;
  /* Some failures have rolled back already. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * bo_db_in_transaction:
 * @self: the connection
 *
 * Returns: whether a transaction is under way
 */
bool
bo_db_in_transaction (BoDb *self)
{
  return self->in_transaction;
}

/**
 * bo_db_fail_after:
 * @self: the connection
 * @n: which call of step, begin or commit from now on; 0 for none
 * @code: the SQLite code it fails with
 *
 * Plants one failure, for tests.
 */
void
bo_db_fail_after (BoDb *self, int n, int code)
{
  self->fail_in = n;
  self->fail_code = code;
}
