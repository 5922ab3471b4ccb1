/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-backups.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bo-clock.h"
#include "bo-error.h"
#include "bo-sha256.h"

#define FOLDER "backups"
#define MAX_NOTE 65536

/* Two files a backup: ID.db, the copy, and ID.json, what is known about it. */

void
bo_hub_backup_free (BoHubBackup *backup)
{
  g_free (backup->id);
  g_free (backup->description);
  g_free (backup->checksum);
  g_free (backup);
}

/* --- names --- */

static char *
get_folder (BoHubDb *db)
{
  g_autofree char *directory = g_path_get_dirname (bo_hub_db_get_path (db));

  return g_build_filename (directory, FOLDER, NULL);
}

static char *
make_path (BoHubDb    *db,
           const char *id,
           const char *suffix)
{
  g_autofree char *folder = get_folder (db);
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

/* 20261122T203456Z-0123abcd, and nothing else that somebody may send. */
static bool
is_id (const char *text)
{
  static const char form[] = "ddddddddTddddddZ-xxxxxxxx";

  if (strlen (text) != strlen (form))
    return false;
  for (size_t i = 0; form[i] != '\0'; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (text[i])
                       : form[i] == 'x' ? !(g_ascii_isdigit (text[i]) || (text[i] >= 'a' && text[i] <= 'f'))
                                        : text[i] != form[i])
      return false;
  return true;
}

static char *
make_id (int64_t now_us)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");

  return g_strdup_printf ("%s-%08x", time, (unsigned int) (bo_random_uint64 () & 0xffffffff));
}

/* --- files --- */

static void
set_error (GError    **error,
           const char *attempted,
           int         code)
{
  g_set_error (error, BO_ERROR,
               code == ENOSPC || code == EDQUOT ? BO_ERROR_NO_SPACE
               : code == EROFS || code == EACCES ? BO_ERROR_READ_ONLY : BO_ERROR_STORAGE,
               "%s %s. Check the disk of the hub.", attempted, g_strerror (code));
}

/* Hex, or NULL where the file can't be read. */
static char *
hash_file (const char *path)
{
  g_autofree uint8_t *buffer = g_malloc (65536);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  BoSha256 sum;
  gssize got;

  if (fd < 0)
    return NULL;
  bo_sha256_init (&sum);
  while ((got = read (fd, buffer, 65536)) > 0)
    bo_sha256_update (&sum, buffer, (size_t) got);
  close (fd);
  return got == 0 ? bo_sha256_end (&sum) : NULL;
}

static char *
write_note (const BoHubBackup *backup)
{
  g_autofree char *created = bo_time_format (backup->created_us);
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "created_at", created);
  bo_json_writer_member_string (writer, "description", backup->description);
  bo_json_writer_member_string (writer, "checksum", backup->checksum);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (writer, NULL);
}

/* What it can't tell stays empty: the copy may still be good. */
static void
read_note (BoHubBackup *backup,
           const char  *path)
{
  g_autofree char *text = NULL;
  g_autofree char *created = NULL;
  size_t length = 0;
  BoJson note = BO_JSON_NONE;

  if (g_file_get_contents (path, &text, &length, NULL) && length > 0 && length <= MAX_NOTE)
    bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &note, NULL);

  backup->description = bo_json_member_string (note, "description");
  backup->checksum = bo_json_member_string (note, "checksum");
  created = bo_json_member_string (note, "created_at");
  if (backup->description == NULL)
    backup->description = g_strdup ("");
  if (backup->checksum == NULL)
    backup->checksum = g_strdup ("");
  if (created != NULL)
    bo_time_parse (created, &backup->created_us, NULL);
}

/* --- making --- */

static gboolean
make_folder (BoHubDb *db,
             GError **error)
{
  g_autofree char *folder = get_folder (db);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  set_error (error, "The folder for backups could not be made:", errno);
  return FALSE;
}

static gboolean
make_copy (BoHubDb     *db,
           BoHubBackup *backup,
           GError     **error)
{
  g_autofree char *path = make_path (db, backup->id, ".db");
  g_autofree char *note_path = make_path (db, backup->id, ".json");
  g_autofree char *note = NULL;
  g_autoptr(GError) failure = NULL;
  struct stat info;

  if (!bo_hub_db_copy_to (db, path, error))
    return FALSE;
  backup->checksum = hash_file (path);
  if (backup->checksum == NULL || stat (path, &info) != 0)
    {
      set_error (error, "The backup could not be read again:", errno);
      g_unlink (path);
      return FALSE;
    }

  backup->size = info.st_size;
  note = write_note (backup);
  if (g_file_set_contents_full (note_path, note, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600, &failure))
    return TRUE;
  g_set_error (error, BO_ERROR, BO_ERROR_STORAGE, "The backup could not be described: %s", failure->message);
  g_unlink (path);
  return FALSE;
}

/**
 * bo_hub_backup_create:
 * @db: the home
 * @description: what to remember about it
 * @now_us: the clock
 * @error: by cause
 *
 * Returns: (transfer full) (nullable): a whole copy of what is committed, on the disk
 */
BoHubBackup *
bo_hub_backup_create (BoHubDb    *db,
                      const char *description,
                      int64_t     now_us,
                      GError    **error)
{
  g_autoptr(BoHubBackup) backup = g_new0 (BoHubBackup, 1);

  backup->id = make_id (now_us);
  backup->description = g_strdup (description);
  backup->created_us = now_us;
  if (!make_folder (db, error) || !make_copy (db, backup, error))
    return NULL;
  return g_steal_pointer (&backup);
}

/* --- finding --- */

/**
 * bo_hub_backup_find:
 * @db: the home
 * @id: whatever somebody calls a backup
 *
 * Returns: (transfer full) (nullable): it, or %NULL where there is none of that name
 */
BoHubBackup *
bo_hub_backup_find (BoHubDb    *db,
                    const char *id)
{
  g_autofree char *path = NULL;
  g_autofree char *note_path = NULL;
  BoHubBackup *backup;
  struct stat info;

  if (!is_id (id))
    return NULL;
  path = make_path (db, id, ".db");
  if (lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return NULL;

  backup = g_new0 (BoHubBackup, 1);
  backup->id = g_strdup (id);
  backup->size = info.st_size;
  backup->created_us = (int64_t) info.st_mtim.tv_sec * G_USEC_PER_SEC;
  note_path = make_path (db, id, ".json");
  read_note (backup, note_path);
  return backup;
}

static int
compare_backups (const void *a,
                 const void *b)
{
  const BoHubBackup *x = *(BoHubBackup *const *) a;
  const BoHubBackup *y = *(BoHubBackup *const *) b;

  if (x->created_us != y->created_us)
    return x->created_us < y->created_us ? 1 : -1;
  return strcmp (x->id, y->id);
}

/**
 * bo_hub_backup_list:
 * @db: the home
 *
 * Returns: (transfer full) (element-type BoHubBackup): all there are, the newest first
 */
GPtrArray *
bo_hub_backup_list (BoHubDb *db)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_hub_backup_free);
  g_autofree char *folder = get_folder (db);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *id = g_str_has_suffix (name, ".db") ? g_strndup (name, strlen (name) - 3) : NULL;
      BoHubBackup *backup = id != NULL ? bo_hub_backup_find (db, id) : NULL;

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_backups);
  return backups;
}

/**
 * bo_hub_backup_is_whole:
 * @db: the home
 * @backup: one of its backups
 *
 * Reads all of it.
 *
 * Returns: whether it is what was written
 */
bool
bo_hub_backup_is_whole (BoHubDb           *db,
                        const BoHubBackup *backup)
{
  g_autofree char *path = make_path (db, backup->id, ".db");
  g_autofree char *checksum = hash_file (path);

  return checksum != NULL && strcmp (checksum, backup->checksum) == 0;
}

/* --- restoring --- */

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* The backup itself is never opened for writing: a copy of it is, and goes again. */
static gboolean
restore_from (BoHubDb    *db,
              const char *path,
              const char *work,
              GError    **error)
{
  g_autofree char *copy_path = g_build_filename (work, "hub.db", NULL);
  g_autoptr(GFile) source = g_file_new_for_path (path);
  g_autoptr(GFile) copy = g_file_new_for_path (copy_path);
  g_autoptr(GError) failure = NULL;

  if (!g_file_copy (source, copy, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, &failure))
    {
      g_set_error (error, BO_ERROR,
                   g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? BO_ERROR_NO_SPACE : BO_ERROR_STORAGE,
                   "The backup could not be read: %s", failure->message);
      return FALSE;
    }
  return bo_hub_db_restore (db, copy_path, error);
}

/**
 * bo_hub_backup_restore:
 * @db: the home
 * @backup: one of its backups
 * @error: what is wrong with it, or failures of the database, by cause
 *
 * See bo_hub_db_restore().
 *
 * Returns: %FALSE on failure; then nothing has changed
 */
gboolean
bo_hub_backup_restore (BoHubDb           *db,
                       const BoHubBackup *backup,
                       GError           **error)
{
  g_autofree char *path = make_path (db, backup->id, ".db");
  g_autofree char *work = make_path (db, "restore-XXXXXX", "");
  gboolean done;

  if (g_mkdtemp_full (work, 0700) == NULL)
    {
      set_error (error, "The backup could not be unpacked:", errno);
      return FALSE;
    }
  done = restore_from (db, path, work, error);
  remove_folder (work);
  return done;
}

/**
 * bo_hub_backup_delete:
 * @db: the home
 * @backup: one of its backups
 * @error: by cause
 *
 * Returns: whether it is gone
 */
gboolean
bo_hub_backup_delete (BoHubDb           *db,
                      const BoHubBackup *backup,
                      GError           **error)
{
  g_autofree char *path = make_path (db, backup->id, ".db");
  g_autofree char *note_path = make_path (db, backup->id, ".json");

  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      set_error (error, "The backup could not be deleted:", errno);
      return FALSE;
    }
  g_unlink (note_path);
  return TRUE;
}
