/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bo-db-private.h"

static const BoMigration steps[] = {
  "CREATE TABLE thing (id TEXT PRIMARY KEY, size INTEGER, weight REAL, data BLOB) STRICT;"
  "CREATE TABLE part (thing TEXT NOT NULL REFERENCES thing (id)) STRICT;",
  "ALTER TABLE thing ADD COLUMN colour TEXT; UPDATE thing SET colour = 'grey';",
  "CREATE TABLE box (id TEXT PRIMARY KEY) STRICT; INSERT INTO box SELECT id FROM thing;",
};

static const BoMigration broken_steps[] = {
  "CREATE TABLE thing (id TEXT PRIMARY KEY, size INTEGER, weight REAL, data BLOB) STRICT;",
  "ALTER TABLE thing ADD COLUMN colour TEXT;",
  "CREATE TABLE box (id TEXT PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);",
};

static const BoMigration contradicting_steps[] = {
  "CREATE TABLE thing (id TEXT PRIMARY KEY, size INTEGER, weight REAL, data BLOB) STRICT;"
  "CREATE TABLE part (thing TEXT NOT NULL REFERENCES thing (id)) STRICT;",
  "INSERT INTO part VALUES ('nobody');",
};

static const BoDbSchema schema_1 = { 0x626f7473, steps, 1, "shed" };
static const BoDbSchema schema_3 = { 0x626f7473, steps, 3, "shed" };
static const BoDbSchema schema_broken = { 0x626f7473, broken_steps, 3, "shed" };
static const BoDbSchema schema_contradicting = { 0x626f7473, contradicting_steps, 2, "shed" };
static const BoDbSchema schema_other = { 0x11111111, steps, 1, "house" };

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("bo-db-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "shed.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      if (g_remove (path) != 0)
        g_assert_cmpint (errno, ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static BoDb *
open_db (const char *path, BoDbFlags flags, const BoDbSchema *schema)
{
  g_autoptr (GError) error = NULL;
  BoDb *db = bo_db_open (path, flags, schema, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static void
assert_refused (const char *path, BoDbFlags flags, const BoDbSchema *schema, BoError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoDb) db = bo_db_open (path, flags, schema, &error);

  g_assert_error (error, BO_ERROR, (int) code);
  g_assert_null (db);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
exec (BoDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gboolean done = bo_db_exec (db, sql, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static int64_t
query (BoDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BoStatement) statement = bo_db_statement (db, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (bo_statement_step (statement, &error), ==, BO_STEP_ROW);
  return bo_statement_int (statement, 0);
}

static char *
query_text (BoDb *db, const char *sql)
{
  g_autoptr (BoStatement) statement = bo_db_statement (db, sql, NULL);

  g_assert_cmpint (bo_statement_step (statement, NULL), ==, BO_STEP_ROW);
  return bo_statement_dup_text (statement, 0);
}

static GBytes *
read_bytes (const char *path)
{
  char *data;
  size_t length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static mode_t
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "deep", NULL);
  g_autofree char *path = g_build_filename (folder, "shed.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  mode_t before = umask (0);
  g_autoptr (BoDb) db = open_db (path, BO_DB_READ_WRITE, &schema_1);
  g_autofree char *mode = query_text (db, "PRAGMA journal_mode");

  umask (before);
  g_assert_cmpuint (mode_of (folder), ==, 0700);
  g_assert_cmpuint (mode_of (path), ==, 0600);
  g_assert_cmpuint (mode_of (log), ==, 0600);
  g_assert_cmpstr (mode, ==, "wal");
  g_assert_cmpint (query (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query (db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (query (db, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (query (db, "PRAGMA application_id"), ==, 0x626f7473);
  g_assert_cmpint (query (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpstr (bo_db_get_path (db), ==, path);

  g_clear_pointer (&db, bo_db_close);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_tightens_mode (Fixture *fixture, gconstpointer data)
{
  bo_db_close (open_db (fixture->path, BO_DB_READ_WRITE, &schema_1));
  g_assert_cmpint (chmod (fixture->path, 0644), ==, 0);
  bo_db_close (open_db (fixture->path, BO_DB_READ_WRITE, &schema_1));
  g_assert_cmpuint (mode_of (fixture->path), ==, 0600);
}

static void
test_refuses_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.db", NULL);
  g_autofree char *folder = g_strconcat (fixture->folder, "-link", NULL);
  g_autofree char *through = g_build_filename (folder, "shed.db", NULL);

  bo_db_close (open_db (fixture->path, BO_DB_READ_WRITE, &schema_1));
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  assert_refused (link, BO_DB_READ_WRITE, &schema_1, BO_ERROR_STORAGE);
  assert_refused (link, BO_DB_READ_ONLY, &schema_1, BO_ERROR_STORAGE);
  assert_refused (fixture->folder, BO_DB_READ_WRITE, &schema_1, BO_ERROR_STORAGE);

  /* A folder may be a link: home folders are on some systems. */
  g_assert_cmpint (symlink (fixture->folder, folder), ==, 0);
  bo_db_close (open_db (through, BO_DB_READ_WRITE, &schema_1));
  g_assert_cmpint (unlink (folder), ==, 0);
}

static void
test_statements (Fixture *fixture, gconstpointer data)
{
  static const char insert[] = "INSERT INTO thing (id, size, weight, data) VALUES (?1, ?2, ?3, ?4)";
  static const char select[] = "SELECT id, size, weight, data, length (data) FROM thing ORDER BY id";
  g_autoptr (BoDb) db = open_db ("", BO_DB_MEMORY, &schema_1);
  g_autoptr (BoStatement) statement = bo_db_statement (db, insert, NULL);
  g_autofree char *copy = NULL;

  bo_statement_bind_text (statement, 1, "grün");
  bo_statement_bind_int (statement, 2, INT64_MIN);
  bo_statement_bind_double (statement, 3, 0.1);
  bo_statement_bind_blob (statement, 4, "a\0b", 3);
  g_assert_true (bo_statement_run (statement, NULL));

  /* The same statement comes back without its bindings. */
  g_assert_true (bo_db_statement (db, insert, NULL) == statement);
  bo_statement_bind_text (statement, 1, "empty");
  bo_statement_bind_blob (statement, 4, NULL, 0);
  g_assert_true (bo_statement_run (statement, NULL));
  bo_statement_reset (g_steal_pointer (&statement));

  statement = bo_db_statement (db, select, NULL);
  g_assert_cmpint (bo_statement_step (statement, NULL), ==, BO_STEP_ROW);
  g_assert_cmpstr (bo_statement_text (statement, 0), ==, "empty");
  for (int i = 1; i < 4; i++)
    g_assert_true (bo_statement_is_null (statement, i));
  g_assert_null (bo_statement_text (statement, 1));
  g_assert_null (bo_statement_dup_text (statement, 1));
  g_assert_cmpint (bo_statement_step (statement, NULL), ==, BO_STEP_ROW);
  copy = bo_statement_dup_text (statement, 0);
  g_assert_cmpstr (copy, ==, "grün");
  g_assert_cmpint (bo_statement_int (statement, 1), ==, INT64_MIN);
  g_assert_cmpfloat (bo_statement_double (statement, 2), ==, 0.1);
  g_assert_cmpint (bo_statement_int (statement, 4), ==, 3);
  g_assert_cmpint (bo_statement_step (statement, NULL), ==, BO_STEP_DONE);
}

static void
test_transactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_autoptr (GError) error = NULL;

  g_assert_true (bo_db_begin (db, true, NULL));
  g_assert_cmpint (query (db, "PRAGMA synchronous"), ==, 2);
  g_assert_true (bo_db_in_transaction (db));
  exec (db, "INSERT INTO thing (id) VALUES ('a')");
  bo_db_rollback (db);
  g_assert_false (bo_db_in_transaction (db));
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 0);

  g_assert_true (bo_db_begin (db, false, NULL));
  g_assert_cmpint (query (db, "PRAGMA synchronous"), ==, 1);
  exec (db, "INSERT INTO thing (id) VALUES ('a')");
  g_assert_true (bo_db_commit (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 1);
}

/* What follows a failure inside a transaction must not be written by itself. */
static void
test_doomed (Fixture *fixture, gconstpointer data)
{
  static const char insert[] = "INSERT INTO thing (id) VALUES (?1)";
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_autoptr (GError) error = NULL;
  BoStatement *statement;

  g_assert_true (bo_db_begin (db, true, NULL));
  exec (db, "INSERT INTO thing (id) VALUES ('a')");
  statement = bo_db_statement (db, insert, NULL);
  bo_statement_bind_text (statement, 1, "a");
  g_assert_false (bo_statement_run (statement, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_STORAGE);
  statement = bo_db_statement (db, insert, NULL);
  bo_statement_bind_text (statement, 1, "b");
  g_assert_false (bo_statement_run (statement, NULL));
  g_assert_false (bo_db_exec (db, "INSERT INTO thing (id) VALUES ('c')", NULL));
  g_assert_false (bo_db_commit (db, NULL));
  g_assert_false (bo_db_in_transaction (db));
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 0);

  /* And the next transaction is a clean one. */
  g_assert_true (bo_db_begin (db, true, NULL));
  exec (db, "INSERT INTO thing (id) VALUES ('d')");
  g_assert_true (bo_db_commit (db, NULL));
}

static void
test_planted (Fixture *fixture, gconstpointer data)
{
  static const char insert[] = "INSERT INTO thing (id) VALUES ('a')";
  static const struct { int code; BoError error; } causes[] = {
    { SQLITE_FULL, BO_ERROR_NO_SPACE },
    { SQLITE_READONLY, BO_ERROR_READ_ONLY },
    { SQLITE_READONLY_DBMOVED, BO_ERROR_READ_ONLY },
    { SQLITE_BUSY, BO_ERROR_BUSY },
    { SQLITE_BUSY_SNAPSHOT, BO_ERROR_BUSY },
    { SQLITE_LOCKED, BO_ERROR_BUSY },
    { SQLITE_CORRUPT, BO_ERROR_CORRUPT },
    { SQLITE_CORRUPT_INDEX, BO_ERROR_CORRUPT },
    { SQLITE_NOTADB, BO_ERROR_CORRUPT },
    { SQLITE_IOERR_CORRUPTFS, BO_ERROR_CORRUPT },
    { SQLITE_IOERR_WRITE, BO_ERROR_STORAGE },
    { SQLITE_IOERR_FSYNC, BO_ERROR_STORAGE },
    { SQLITE_TOOBIG, BO_ERROR_TOO_LARGE },
    { SQLITE_NOMEM, BO_ERROR_STORAGE },
  };
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);

  for (size_t i = 0; i < G_N_ELEMENTS (causes); i++)
    for (int n = 1; n <= 3; n++)
      {
        g_autoptr (GError) error = NULL;

        bo_db_fail_after (db, n, causes[i].code);
        g_assert_false (bo_db_begin (db, true, &error)
                        && bo_statement_run (bo_db_statement (db, insert, NULL), &error)
                        && bo_db_commit (db, &error));
        g_assert_error (error, BO_ERROR, (int) causes[i].error);
        bo_db_rollback (db);
        g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 0);
      }
}

/* --- what the system says --- */

typedef ssize_t (*WriteFunc) (int file, const void *data, size_t length);
typedef ssize_t (*WriteAtFunc) (int file, const void *data, size_t length, off_t offset);

static int refusal; /* errno of every write of SQLite's; 0: none */
static WriteFunc real_write;
static WriteAtFunc real_write_at[2];

static bool
is_refused (void)
{
  errno = refusal != 0 ? refusal : errno;
  return refusal != 0;
}

static ssize_t
refused_write (int file, const void *data, size_t length)
{
  return is_refused () ? -1 : real_write (file, data, length);
}

static ssize_t
refused_pwrite (int file, const void *data, size_t length, off_t offset)
{
  return is_refused () ? -1 : real_write_at[0] (file, data, length, offset);
}

static ssize_t
refused_pwrite64 (int file, const void *data, size_t length, off_t offset)
{
  return is_refused () ? -1 : real_write_at[1] (file, data, length, offset);
}

/* Below SQLite's own layer of files, which takes them for the system's. */
static void
refuse_writes (void)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);

  real_write = (WriteFunc) vfs->xGetSystemCall (vfs, "write");
  real_write_at[0] = (WriteAtFunc) vfs->xGetSystemCall (vfs, "pwrite");
  real_write_at[1] = (WriteAtFunc) vfs->xGetSystemCall (vfs, "pwrite64");
  vfs->xSetSystemCall (vfs, "write", (sqlite3_syscall_ptr) refused_write);
  vfs->xSetSystemCall (vfs, "pwrite", (sqlite3_syscall_ptr) refused_pwrite);
  vfs->xSetSystemCall (vfs, "pwrite64", (sqlite3_syscall_ptr) refused_pwrite64);
}

static void
assert_unsaved (BoDb *db, BoError expected, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (bo_db_begin (db, true, &error) && bo_db_exec (db, "INSERT INTO thing (id) VALUES ('a')", &error)
                  && bo_db_commit (db, &error));
  bo_db_rollback (db);
  g_assert_error (error, BO_ERROR, (int) expected);
  if (strstr (error->message, says) == NULL)
    g_error ("The sentence is “%s”, without “%s”", error->message, says);
}

/* Told as what it is, by the commit and by the connection that takes the place of the one that failed. */
static void
test_refused_writes (Fixture *fixture, gconstpointer data)
{
  static const struct { int number; BoError error; const char *says; } causes[] = {
    { EDQUOT, BO_ERROR_NO_SPACE, "Your quota on the disk" },
    { ENOSPC, BO_ERROR_NO_SPACE, "is full" },
    { EROFS, BO_ERROR_READ_ONLY, "cannot be written" },
    { EIO, BO_ERROR_STORAGE, "disk I/O error" },
  };

  refuse_writes ();
  for (size_t i = 0; i < G_N_ELEMENTS (causes); i++)
    {
      g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);

      refusal = causes[i].number;
      assert_unsaved (db, causes[i].error, causes[i].says);
      assert_unsaved (db, causes[i].error, causes[i].says);
      refusal = 0;
      g_assert_true (bo_db_begin (db, true, NULL));
      g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 0);
      g_assert_true (bo_db_commit (db, NULL));
    }
  sqlite3_vfs_find (NULL)->xSetSystemCall (sqlite3_vfs_find (NULL), NULL, NULL);
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) one = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_autoptr (BoDb) two = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_autoptr (GError) error = NULL;

  sqlite3_busy_timeout (bo_db_get_handle (two), 0);
  g_assert_true (bo_db_begin (one, true, NULL));
  exec (one, "INSERT INTO thing (id) VALUES ('a')");
  g_assert_cmpint (query (two, "SELECT count (*) FROM thing"), ==, 0);
  g_assert_false (bo_db_begin (two, true, &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_BUSY);
  g_assert_true (bo_db_commit (one, NULL));
  g_assert_true (bo_db_begin (two, true, NULL));
  g_assert_cmpint (query (two, "SELECT count (*) FROM thing"), ==, 1);
  bo_db_rollback (two);
}

static void
test_migrates (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (fixture->path, ".backup-v1", NULL);
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_autofree char *colour = NULL;

  exec (db, "INSERT INTO thing (id) VALUES ('a')");
  g_clear_pointer (&db, bo_db_close);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_3);
  colour = query_text (db, "SELECT colour FROM thing");
  g_assert_cmpstr (colour, ==, "grey");
  g_assert_cmpint (query (db, "SELECT count (*) FROM box"), ==, 1);
  g_assert_cmpint (query (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (query (db, "PRAGMA foreign_keys"), ==, 1);
  g_clear_pointer (&db, bo_db_close);

  /* The copy is the file as it was, whole, and for nobody else's eyes. */
  g_assert_cmpuint (mode_of (copy), ==, 0600);
  db = open_db (copy, BO_DB_READ_ONLY, &schema_1);
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 1);
}

/* A step that fails leaves the steps before it done, and can be taken again. */
static void
test_migration_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) db = NULL;

  bo_db_close (open_db (fixture->path, BO_DB_READ_WRITE, &schema_1));
  assert_refused (fixture->path, BO_DB_READ_WRITE, &schema_broken, BO_ERROR_STORAGE);
  db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_3);
  g_assert_cmpint (query (db, "PRAGMA user_version"), ==, 3);
}

static void
test_migration_contradicts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) db = NULL;

  bo_db_close (open_db (fixture->path, BO_DB_READ_WRITE, &schema_1));
  assert_refused (fixture->path, BO_DB_READ_WRITE, &schema_contradicting, BO_ERROR_CORRUPT);
  db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_assert_cmpint (query (db, "SELECT count (*) FROM part"), ==, 0);
}

static void
assert_untouched (const char *path, BoDbFlags flags, const BoDbSchema *schema, BoError code)
{
  g_autoptr (GBytes) before = read_bytes (path);
  g_autoptr (GBytes) after = NULL;

  assert_refused (path, flags, schema, code);
  after = read_bytes (path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  bo_db_close (open_db (fixture->path, BO_DB_READ_WRITE, &schema_3));
  assert_untouched (fixture->path, BO_DB_READ_WRITE, &schema_1, BO_ERROR_NEWER_SCHEMA);
  assert_untouched (fixture->path, BO_DB_READ_ONLY, &schema_1, BO_ERROR_NEWER_SCHEMA);
}

/* The newer program was killed: what it wrote last is in the log beside the file. */
static void
test_newer_with_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *other = g_strconcat (fixture->path, "2", NULL);
  g_autofree char *other_log = g_strconcat (fixture->path, "2-wal", NULL);
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_3);
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) rest = NULL;
  g_autoptr (GBytes) after = NULL;

  exec (db, "INSERT INTO thing (id) VALUES ('a')");
  file = read_bytes (fixture->path);
  rest = read_bytes (log);
  g_file_set_contents (other, g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL);
  g_file_set_contents (other_log, g_bytes_get_data (rest, NULL), g_bytes_get_size (rest), NULL);
  assert_untouched (other, BO_DB_READ_WRITE, &schema_1, BO_ERROR_NEWER_SCHEMA);
  after = read_bytes (other_log);
  g_assert_true (g_bytes_equal (rest, after));
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  sqlite3 *handle;

  bo_db_close (open_db (fixture->path, BO_DB_READ_WRITE, &schema_other));
  assert_untouched (fixture->path, BO_DB_READ_WRITE, &schema_1, BO_ERROR_CORRUPT);

  g_remove (fixture->path);
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, "CREATE TABLE notes (text)", NULL, NULL, NULL);
  sqlite3_close (handle);
  assert_untouched (fixture->path, BO_DB_READ_WRITE, &schema_1, BO_ERROR_CORRUPT);
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_file_set_contents (fixture->path, "Dear diary, today I bought a hub and it was fine.", -1, NULL);
  assert_untouched (fixture->path, BO_DB_READ_WRITE, &schema_1, BO_ERROR_CORRUPT);
  assert_untouched (fixture->path, BO_DB_READ_ONLY, &schema_1, BO_ERROR_CORRUPT);
}

static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_autoptr (GError) error = NULL;

  exec (db, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
            " INSERT INTO thing (id, weight) SELECT 'thing ' || i, i FROM n");
  g_clear_pointer (&db, bo_db_close);
  g_assert_cmpint (truncate (fixture->path, 3 * 4096 + 100), ==, 0);
  db = bo_db_open (fixture->path, BO_DB_READ_WRITE, &schema_1, &error);
  if (db != NULL)
    bo_db_exec (db, "SELECT sum (weight) FROM thing; DELETE FROM thing", &error);
  g_assert_error (error, BO_ERROR, BO_ERROR_CORRUPT);
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) writer = NULL;
  g_autoptr (BoDb) reader = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (fixture->path, BO_DB_READ_ONLY, &schema_1, BO_ERROR_NOT_FOUND);
  writer = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  assert_refused (fixture->path, BO_DB_READ_ONLY, &schema_3, BO_ERROR_READ_ONLY);
  reader = open_db (fixture->path, BO_DB_READ_ONLY, &schema_1);
  exec (writer, "INSERT INTO thing (id) VALUES ('a')");

  g_assert_true (bo_db_begin (reader, true, &error));
  g_assert_cmpint (query (reader, "SELECT count (*) FROM thing"), ==, 1);
  g_assert_false (bo_statement_run (bo_db_statement (reader, "DELETE FROM thing", NULL), &error));
  g_assert_error (error, BO_ERROR, BO_ERROR_READ_ONLY);
  bo_db_rollback (reader);
}

/* In a process of somebody who may not write: root passes over permissions. */
static int
run_as_nobody (void (*func) (const char *path), const char *path)
{
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    {
      if (geteuid () == 0 && setuid (65534) != 0)
        _exit (77);
      func (path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 1;
}

static void
open_unwritable (const char *path)
{
  g_autoptr (BoDb) db = NULL;

  assert_refused (path, BO_DB_READ_WRITE, &schema_1, BO_ERROR_READ_ONLY);
  db = open_db (path, BO_DB_READ_ONLY, &schema_1);
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 1);
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);

  exec (db, "INSERT INTO thing (id) VALUES ('a')");
  g_clear_pointer (&db, bo_db_close);
  g_assert_cmpint (chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (chmod (fixture->folder, 0555), ==, 0);
  g_assert_cmpint (run_as_nobody (open_unwritable, fixture->path), ==, 0);

  /* The file could be written, but no log beside it. */
  g_assert_cmpint (chmod (fixture->path, 0666), ==, 0);
  g_assert_cmpint (run_as_nobody (open_unwritable, fixture->path), ==, 0);
  g_assert_cmpint (chmod (fixture->folder, 0700), ==, 0);
}

/* Where there is no shared memory, as on many network disks, WAL is refused. */
static void
test_no_write_ahead_log (Fixture *fixture, gconstpointer data)
{
  sqlite3_vfs *usual = sqlite3_vfs_find (NULL);
  g_autoptr (BoDb) db = NULL;
  g_autofree char *mode = NULL;

  sqlite3_vfs_register (sqlite3_vfs_find ("unix-dotfile"), 1);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*rollback journal*");
  db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_test_assert_expected_messages ();
  sqlite3_vfs_register (usual, 1);
  mode = query_text (db, "PRAGMA journal_mode");
  g_assert_cmpstr (mode, ==, "delete");
  g_assert_true (bo_db_begin (db, true, NULL));
  exec (db, "INSERT INTO thing (id) VALUES ('a')");
  g_assert_true (bo_db_commit (db, NULL));
}

static void
test_network_types (void)
{
  static const struct { int64_t type; bool network; } types[] = {
    { 0xef53, false },               /* ext4 */
    { 0x9123683e, false },           /* Btrfs */
    { 0x58465342, false },           /* XFS */
    { 0x01021994, false },           /* tmpfs */
    { 0x794c7630, false },           /* overlay */
    { 0x65735546, false },           /* FUSE: may be either, and its locks work or fail loudly */
    { 0x6969, true },                /* NFS */
    { 0x517b, true },                /* SMB */
    { 0xff534d42, true },            /* CIFS */
    { (int64_t) (int32_t) 0xff534d42, true }, /* as machines of 32 bits give it */
    { 0xfe534d42, true },            /* SMB2 */
    { 0x01021997, true },            /* 9P */
    { 0, false },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_cmpint (_bo_db_is_network_type (types[i].type), ==, types[i].network);
  g_assert_false (_bo_db_is_on_network ("/proc/self/none"));
}

/* A commit that failed at the disk: the next transaction has a fresh connection and an empty log. */
static void
test_begins_anew (Fixture *fixture, gconstpointer data)
{
  static const char insert[] = "INSERT INTO thing (id) VALUES ('a')";
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  sqlite3 *before = bo_db_get_handle (db);
  struct stat info;

  exec (db, "INSERT INTO thing (id) VALUES ('b')");
  g_assert_true (bo_db_begin (db, true, NULL));
  g_assert_true (bo_statement_run (bo_db_statement (db, insert, NULL), NULL));
  bo_db_fail_after (db, 1, SQLITE_IOERR_FSYNC);
  g_assert_false (bo_db_commit (db, NULL));
  g_assert_true (db->stale);
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 1);

  g_assert_true (bo_db_begin (db, true, NULL));
  g_assert_false (db->stale);
  g_assert_cmpint (stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, 0);
  g_assert_true (bo_statement_run (bo_db_statement (db, insert, NULL), NULL));
  g_assert_true (bo_db_commit (db, NULL));
  g_assert_cmpint (query (db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 2);
  g_assert_nonnull (before);
}

static gpointer
use_elsewhere (gpointer db)
{
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 0);
  bo_db_disown (db);
  return NULL;
}

static void
test_disown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BoDb) db = open_db (fixture->path, BO_DB_READ_WRITE, &schema_1);

  bo_db_disown (db);
  g_thread_join (g_thread_new ("other", use_elsewhere, db));
  g_assert_cmpint (query (db, "SELECT count (*) FROM thing"), ==, 0);
}

#define ADD(name, func) g_test_add ("/store/db/" name, Fixture, NULL, set_up, func, tear_down)

/* --- several at once --- */

#define AT_ONCE 8
#define ROUNDS 50

typedef struct
{
  char *path;
  int   waiting; /* (atomic) for all to be there */
} Rush;

static gpointer
rush_thread (gpointer data)
{
  Rush *rush = data;
  g_autoptr (BoDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_atomic_int_add (&rush->waiting, -1);
  while (g_atomic_int_get (&rush->waiting) > 0)
    g_thread_yield ();
  db = bo_db_open (rush->path, BO_DB_READ_WRITE, &schema_1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (db);
  return NULL;
}

/* Programs that are started at the same moment open a home that isn't there yet: each of them may be the one that
   makes it. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("shed-%d.db", i);
      Rush rush = { g_build_filename (fixture->folder, name, NULL), AT_ONCE };
      GThread *threads[AT_ONCE];

      for (int j = 0; j < AT_ONCE; j++)
        threads[j] = g_thread_new ("rush", rush_thread, &rush);
      for (int j = 0; j < AT_ONCE; j++)
        g_thread_join (threads[j]);
      g_free (rush.path);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("open", test_open);
  ADD ("tightens-mode", test_tightens_mode);
  ADD ("refuses-link", test_refuses_link);
  ADD ("statements", test_statements);
  ADD ("transactions", test_transactions);
  ADD ("doomed", test_doomed);
  ADD ("planted", test_planted);
  ADD ("refused-writes", test_refused_writes);
  ADD ("busy", test_busy);
  ADD ("migrates", test_migrates);
  ADD ("migration-fails", test_migration_fails);
  ADD ("migration-contradicts", test_migration_contradicts);
  ADD ("newer", test_newer);
  ADD ("newer-with-log", test_newer_with_log);
  ADD ("foreign", test_foreign);
  ADD ("no-database", test_no_database);
  ADD ("cut-short", test_cut_short);
  ADD ("read-only", test_read_only);
  ADD ("unwritable", test_unwritable);
  ADD ("no-write-ahead-log", test_no_write_ahead_log);
  ADD ("begins-anew", test_begins_anew);
  ADD ("disown", test_disown);
  ADD ("at-once", test_at_once);
  g_test_add_func ("/store/db/network-types", test_network_types);

  return g_test_run ();
}
