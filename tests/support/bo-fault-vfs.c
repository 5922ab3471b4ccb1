/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-fault-vfs.h"

#include <string.h>

#include "bo-base.h"

#define SECTOR 512

/* What was written and not synchronised: bytes, or a new length. */
typedef struct
{
  char   *path;
  int64_t offset;
  GBytes *before; /* what was there, shorter at the end of the file */
  GBytes *after;  /* NULL: cut at @offset */
  int64_t size;   /* of the file, before */
} Unsynced;

typedef struct
{
  sqlite3_file  base;
  char         *path; /* nullable: of no interest */
  sqlite3_file *real;
} File;

static sqlite3_vfs *usual;
static sqlite3_vfs faulty;
static sqlite3_io_methods methods;
static char *folder;

static GMutex mutex;
static BoFault planted;
static int counted;
static bool struck;
static bool powerless;
static GPtrArray *unsynced;

static void
unsynced_free (Unsynced *change)
{
  g_free (change->path);
  g_clear_pointer (&change->before, g_bytes_unref);
  g_clear_pointer (&change->after, g_bytes_unref);
  g_free (change);
}

/* SQLITE_OK, or what this call must fail with. */
static int
judge (const char *path, BoFaultCalls call, bool *torn)
{
  int code = SQLITE_OK;

  if (path == NULL)
    return SQLITE_OK;
  g_mutex_lock (&mutex);
  if (powerless)
    code = SQLITE_IOERR;
  else if ((planted.calls & call) != 0 && (planted.only == NULL || strstr (path, planted.only) != NULL)
           && (++counted == planted.n || (planted.lasting && counted > planted.n)))
    {
      code = planted.code;
      struck = true;
      if (torn != NULL)
        *torn = planted.torn;
    }
  g_mutex_unlock (&mutex);
  return code;
}

static void
remember (File *file, int64_t offset, const void *data, int length)
{
  Unsynced *change = g_new0 (Unsynced, 1);
  sqlite3_int64 size = 0;
  int64_t held;
  char *before;

  file->real->pMethods->xFileSize (file->real, &size);
  held = CLAMP (size - offset, 0, data != NULL ? length : INT32_MAX);
  before = g_malloc0 (held + 1);
  if (held > 0)
    file->real->pMethods->xRead (file->real, before, (int) held, offset);
  change->path = g_strdup (file->path);
  change->offset = offset;
  change->size = size;
  change->before = g_bytes_new_take (before, held);
  change->after = data != NULL ? g_bytes_new (data, length) : NULL;
  g_mutex_lock (&mutex);
  g_ptr_array_add (unsynced, change);
  g_mutex_unlock (&mutex);
}

static void
forget (const char *path)
{
  g_mutex_lock (&mutex);
  for (unsigned i = unsynced->len; i > 0; i--)
    if (strcmp (((Unsynced *) g_ptr_array_index (unsynced, i - 1))->path, path) == 0)
      g_ptr_array_remove_index (unsynced, i - 1);
  g_mutex_unlock (&mutex);
}

/* --- one file --- */

#define REAL(file) (((File *) (file))->real)
#define PATH(file) (((File *) (file))->path)

static int
file_close (sqlite3_file *file)
{
  int code = REAL (file)->pMethods->xClose (REAL (file));

  g_free (PATH (file));
  g_free (REAL (file));
  return code;
}

static int
file_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  int code = judge (PATH (file), BO_FAULT_READS, NULL);

  return code != SQLITE_OK ? code : REAL (file)->pMethods->xRead (REAL (file), data, length, offset);
}

static int
file_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  bool torn = false;
  int code = judge (PATH (file), BO_FAULT_CHANGES, &torn);

  if (code != SQLITE_OK && torn)
    REAL (file)->pMethods->xWrite (REAL (file), data, length / 2, offset);
  if (code != SQLITE_OK)
    return code;
  if (PATH (file) != NULL)
    remember ((File *) file, offset, data, length);
  return REAL (file)->pMethods->xWrite (REAL (file), data, length, offset);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code = judge (PATH (file), BO_FAULT_CHANGES, NULL);

  if (code != SQLITE_OK)
    return code;
  if (PATH (file) != NULL)
    remember ((File *) file, size, NULL, 0);
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  int code = judge (PATH (file), BO_FAULT_CHANGES, NULL);

  if (code != SQLITE_OK)
    return code;
  if (PATH (file) == NULL)
    return REAL (file)->pMethods->xSync (REAL (file), flags);
  forget (PATH (file));
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  int code = judge (PATH (file), BO_FAULT_LOCKS, NULL);

  return code != SQLITE_OK ? code : REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
file_check_reserved (sqlite3_file *file, int *held)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), held);
}

static int
file_control (sqlite3_file *file, int op, void *data)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, data);
}

static int
file_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

/* What is synchronised may be torn: nothing is promised. */
static int
file_characteristics (sqlite3_file *file)
{
  return 0;
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  int code = judge (PATH (file), BO_FAULT_CHANGES, NULL);

  return code != SQLITE_OK ? code : REAL (file)->pMethods->xShmMap (REAL (file), region, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  int code = (flags & SQLITE_SHM_LOCK) != 0 ? judge (PATH (file), BO_FAULT_LOCKS, NULL) : SQLITE_OK;

  return code != SQLITE_OK ? code : REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file, int delete)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), delete);
}

static sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

/* --- all files --- */

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *out_flags)
{
  File *file = (File *) base;
  bool ours = name != NULL && g_str_has_prefix (name, folder);
  int code = judge (ours ? name : NULL, BO_FAULT_CHANGES, NULL);

  file->base.pMethods = NULL;
  if (code != SQLITE_OK)
    return (code & 0xff) == SQLITE_IOERR ? SQLITE_CANTOPEN : code;
  file->real = g_malloc0 (usual->szOsFile);
  file->path = ours ? g_strdup (name) : NULL;
  code = usual->xOpen (usual, name, file->real, flags, out_flags);
  if (code == SQLITE_OK)
    file->base.pMethods = &methods;
  else
    {
      g_free (file->path);
      g_free (file->real);
    }
  return code;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  bool ours = g_str_has_prefix (name, folder);
  int code = judge (ours ? name : NULL, BO_FAULT_CHANGES, NULL);

  if (code != SQLITE_OK)
    return code;
  if (ours)
    forget (name);
  return usual->xDelete (usual, name, sync);
}

void
bo_fault_vfs_install (const char *below)
{
  g_assert (usual == NULL);
  usual = sqlite3_vfs_find (NULL);
  folder = g_strdup (below);
  unsynced = g_ptr_array_new_with_free_func ((GDestroyNotify) unsynced_free);
  faulty = *usual;
  faulty.pNext = NULL;
  faulty.zName = "faulty";
  faulty.szOsFile = sizeof (File);
  faulty.xOpen = vfs_open;
  faulty.xDelete = vfs_delete;
  g_assert_cmpint (sqlite3_vfs_register (&faulty, 1), ==, SQLITE_OK);
}

void
bo_fault_vfs_plant (const BoFault *fault)
{
  g_mutex_lock (&mutex);
  planted = *fault;
  counted = 0;
  struck = false;
  g_mutex_unlock (&mutex);
}

bool
bo_fault_vfs_clear (void)
{
  bool came;

  g_mutex_lock (&mutex);
  came = struck;
  planted = (BoFault) { 0 };
  struck = false;
  g_mutex_unlock (&mutex);
  return came;
}

/* --- power --- */

void
bo_fault_vfs_cut_power (void)
{
  g_mutex_lock (&mutex);
  powerless = true;
  g_mutex_unlock (&mutex);
}

static void
put_bytes (GByteArray *content, int64_t offset, const uint8_t *data, size_t length)
{
  size_t held = content->len;

  if (held < offset + length)
    {
      g_byte_array_set_size (content, offset + length);
      memset (content->data + held, 0, content->len - held);
    }
  memcpy (content->data + offset, data, length);
}

static void
undo (GByteArray *content, Unsynced *change)
{
  size_t length;
  const uint8_t *data = g_bytes_get_data (change->before, &length);

  if (content->len > change->size)
    g_byte_array_set_size (content, change->size);
  if (length > 0)
    put_bytes (content, change->offset, data, length);
}

static void
redo (GByteArray *content, Unsynced *change, uint64_t seed, int number)
{
  uint64_t luck = bo_splitmix (seed, 1, number);
  size_t length;
  const uint8_t *data;

  if (luck % 4 == 0)
    return;
  if (change->after == NULL)
    {
      if (content->len > change->offset)
        g_byte_array_set_size (content, change->offset);
      return;
    }
  data = g_bytes_get_data (change->after, &length);
  for (size_t at = 0; at < length; at += SECTOR)
    if (luck % 4 != 1 || bo_splitmix (seed, 2 + number, at) % 2 == 0)
      put_bytes (content, change->offset + at, data + at, MIN (SECTOR, length - at));
}

static void
settle (const char *path, uint64_t seed)
{
  g_autoptr (GByteArray) content = NULL;
  g_autoptr (GError) error = NULL;
  uint8_t *data = NULL;
  size_t length = 0;

  g_file_get_contents (path, (char **) &data, &length, &error);
  g_assert_no_error (error);
  content = g_byte_array_new_take (data, length);
  for (unsigned i = unsynced->len; i > 0; i--)
    if (strcmp (((Unsynced *) g_ptr_array_index (unsynced, i - 1))->path, path) == 0)
      undo (content, g_ptr_array_index (unsynced, i - 1));
  for (unsigned i = 0; i < unsynced->len; i++)
    if (strcmp (((Unsynced *) g_ptr_array_index (unsynced, i))->path, path) == 0)
      redo (content, g_ptr_array_index (unsynced, i), seed, (int) i);
  g_file_set_contents (path, (char *) content->data, content->len, &error);
  g_assert_no_error (error);
}

void
bo_fault_vfs_restore_power (uint64_t seed)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned i = 0; i < unsynced->len; i++)
    {
      Unsynced *change = g_ptr_array_index (unsynced, i);

      if (g_hash_table_add (done, change->path))
        settle (change->path, seed);
    }
  g_hash_table_remove_all (done);
  g_ptr_array_set_size (unsynced, 0);
  powerless = false;
}

/* --- looking --- */

static int
dump_row_cb (void *data, int n, char **values, char **names)
{
  for (int i = 0; i < n; i++)
    g_string_append_printf (data, "%s%s", i > 0 ? "|" : "", values[i] != NULL ? values[i] : "NULL");
  g_string_append_c (data, '\n');
  return 0;
}

static int
dump_table_cb (void *data, int n, char **values, char **names)
{
  g_string_append_printf (data, "SELECT '%s', * FROM \"%s\";", values[0], values[0]);
  return 0;
}

char *
bo_fault_vfs_dump (const char *path)
{
  g_autoptr (GString) tables = g_string_new (NULL);
  g_autoptr (GString) rows = g_string_new (NULL);
  sqlite3 *handle = NULL;
  int code = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, usual != NULL ? usual->zName : NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_db_config (handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      code = sqlite3_exec (handle, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'"
                           " ORDER BY name", dump_table_cb, tables, NULL);
    }
  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, tables->str, dump_row_cb, rows, NULL);
  sqlite3_close (handle);
  return code == SQLITE_OK ? g_string_free (g_steal_pointer (&rows), FALSE) : NULL;
}
