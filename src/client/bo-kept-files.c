/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "bo-files.h"
#include "bo-kept-files.h"
#include "bo-store.h"

/* Copies of attached files that no document names any more. A removal has its Undo, and what was removed can be put back
   from the past, so a copy goes only once nothing has named it for KEEP. Since when that is so is kept beside the copies.
   One folder serves all homes of this device: where one of them can't be read nothing is removed. */

#define DAY (INT64_C (86400) * G_USEC_PER_SEC)
#define KEEP (30 * DAY)
#define FOLDER "files"
#define UNUSED ".unused"
#define PART ".part"
#define HASH_DIGITS 64

bool
bo_kept_files_is_plain_name (const char *name)
{
  return *name != '\0' && *name != '.' && strlen (name) <= 255 && strchr (name, '/') == NULL;
}

/* An id is any text; its hash is a name for a folder. */
char *
bo_kept_files_folder (const char *data_dir,
                      const char *document_id)
{
  g_autofree char *hash = bo_sha256_hex (document_id, strlen (document_id));

  return g_build_filename (data_dir, FOLDER, hash, NULL);
}

char *
bo_kept_files_name_in (BoJson content)
{
  BoJson file = bo_json_kind (content) == BO_JSON_KIND_OBJECT ? bo_json_member (content, "file") : BO_JSON_NONE;
  g_autofree char *name = bo_json_kind (file) == BO_JSON_KIND_OBJECT ? bo_json_member_string (file, "name") : NULL;

  return name != NULL && bo_kept_files_is_plain_name (name) ? g_steal_pointer (&name) : NULL;
}

/* --- what is named --- */

/* "HASH/NAME" */
static void
note (GHashTable *named,
      const char *id,
      BoJson      content)
{
  g_autofree char *name = bo_kept_files_name_in (content);

  if (name != NULL)
    {
      g_autofree char *hash = bo_sha256_hex (id, strlen (id));

      g_hash_table_add (named, g_build_filename (hash, name, NULL));
    }
}

static void
note_entity (GHashTable *named,
             BoEntity   *entity)
{
  if (entity != NULL && !bo_entity_is_deleted (entity))
    note (named, entity->id, bo_json_wrap (entity->content));
}

static void
note_document (GHashTable *named,
               const char *id,
               const char *document)
{
  if (id != NULL && document != NULL)
    note (named, id, bo_json_member (bo_json_wrap (document), "content"));
}

/* Until the hub has taken a removal it may still be refused. */
static gboolean
note_record (BoRecord *taken,
             gpointer  named)
{
  g_autoptr(BoRecord) record = taken;

  note_entity (named, record->shown);
  note_entity (named, record->confirmed);
  note_entity (named, record->aside);
  note_entity (named, record->outgoing);
  note_entity (named, record->merged);
  return TRUE;
}

static gboolean
note_conflicts (BoStore    *store,
                GHashTable *named,
                GError    **error)
{
  g_autoptr(GPtrArray) conflicts = bo_sync_store_list_conflicts (BO_SYNC_STORE (store), true, error);

  for (unsigned int i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const BoConflict *conflict = g_ptr_array_index (conflicts, i);

      note_document (named, conflict->entity_id, conflict->base);
      note_document (named, conflict->entity_id, conflict->mine);
      note_document (named, conflict->entity_id, conflict->theirs);
      note_document (named, conflict->entity_id, conflict->result);
    }
  return conflicts != NULL;
}

static gboolean
note_home (const char *path,
           GHashTable *named,
           GError    **error)
{
  BoStore *store = bo_store_open (path, true, 0, error);
  gboolean read;

  if (store == NULL)
    return FALSE;
  read = bo_store_foreach_record (store, 0, note_record, named, error) && note_conflicts (store, named, error);
  bo_store_close (store);
  return read;
}

/* (nullable) (transfer full): of all homes that lie here */
static GHashTable *
list_named (const char *data_dir,
            GError    **error)
{
  g_autoptr(GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GDir) dir = g_dir_open (data_dir, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "home") && g_str_has_suffix (name, ".db"))
      {
        g_autofree char *path = g_build_filename (data_dir, name, NULL);

        if (!note_home (path, named, error))
          return NULL;
      }
  return g_steal_pointer (&named);
}

/* --- since when something isn't --- */

typedef struct
{
  const char *folder;   /* files/ */
  int64_t     now_us;
  GHashTable *named;    /* "HASH/NAME" */
  GHashTable *before;   /* "HASH/NAME" -> int64_t: first seen unnamed */
  GString    *after;    /* the same, as lines, for the next time */
  int         removed;
} Cleaning;

static GHashTable *
read_unused (const char *path)
{
  GHashTable *unused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return unused;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *rest = NULL;
      int64_t since_us = g_ascii_strtoll (*line, &rest, 10);

      if (rest != *line && *rest == ' ')
        g_hash_table_insert (unused, g_strcompress (rest + 1), g_memdup2 (&since_us, sizeof since_us));
    }
  return unused;
}

/* A copy made since was wanted then. */
static int64_t
since_when (Cleaning       *cleaning,
            const char     *key,
            const GStatBuf *status)
{
  const int64_t *before = g_hash_table_lookup (cleaning->before, key);
  int64_t made_us = (int64_t) status->st_ctime * G_USEC_PER_SEC;

  return before == NULL || *before > cleaning->now_us || made_us > *before ? cleaning->now_us : *before;
}

static void
look_at_copy (Cleaning   *cleaning,
              const char *hash,
              const char *name)
{
  g_autofree char *key = g_build_filename (hash, name, NULL);
  g_autofree char *path = g_build_filename (cleaning->folder, key, NULL);
  g_autofree char *escaped = g_strescape (key, NULL);
  GStatBuf status;
  int64_t since_us;

  if (g_hash_table_contains (cleaning->named, key) || g_lstat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return;
  since_us = since_when (cleaning, key, &status);
  if (cleaning->now_us - since_us >= KEEP && g_unlink (path) == 0)
    cleaning->removed++;
  else
    g_string_append_printf (cleaning->after, "%" G_GINT64_FORMAT " %s\n", since_us, escaped);
}

/* Of a copy that was never finished. */
static void
look_at_part (Cleaning   *cleaning,
              const char *hash)
{
  g_autofree char *path = g_build_filename (cleaning->folder, hash, PART, NULL);
  GStatBuf status;

  if (g_lstat (path, &status) == 0 && S_ISREG (status.st_mode)
      && cleaning->now_us - (int64_t) status.st_ctime * G_USEC_PER_SEC >= DAY)
    g_unlink (path);
}

static void
look_into (Cleaning   *cleaning,
           const char *hash)
{
  g_autofree char *path = g_build_filename (cleaning->folder, hash, NULL);
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (bo_kept_files_is_plain_name (name))
      look_at_copy (cleaning, hash, name);
  look_at_part (cleaning, hash);
  g_rmdir (path); /* where nothing is left in it */
}

static bool
is_ours (const char *folder,
         const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;

  return strlen (name) == HASH_DIGITS && strspn (name, "0123456789abcdef") == HASH_DIGITS
         && g_lstat (path, &status) == 0 && S_ISDIR (status.st_mode);
}

static gboolean
look_at_all (Cleaning     *cleaning,
             GDir         *dir,
             GCancellable *cancellable,
             GError      **error)
{
  g_autofree char *path = g_build_filename (cleaning->folder, UNUSED, NULL);
  const char *name;

  cleaning->before = read_unused (path);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_ours (cleaning->folder, name))
        look_into (cleaning, name);
    }
  if (cleaning->after->len == 0 && g_hash_table_size (cleaning->before) == 0)
    return TRUE;
  return bo_files_write_private (path, cleaning->after->str, error);
}

static void
clean_thread (GTask        *task,
              void         *source_object,
              void         *task_data,
              GCancellable *cancellable)
{
  Cleaning *cleaning = task_data;
  g_autoptr(GDir) dir = g_dir_open (cleaning->folder, 0, NULL);
  g_autofree char *data_dir = g_path_get_dirname (cleaning->folder);
  GError *error = NULL;

  if (dir == NULL) /* nothing was ever attached */
    {
      g_task_return_int (task, 0);
      return;
    }
  cleaning->named = list_named (data_dir, &error);
  if (cleaning->named != NULL && look_at_all (cleaning, dir, cancellable, &error))
    g_task_return_int (task, cleaning->removed);
  else
    g_task_return_error (task, error);
}

static void
cleaning_free (Cleaning *cleaning)
{
  g_free ((char *) cleaning->folder);
  g_clear_pointer (&cleaning->named, g_hash_table_unref);
  g_clear_pointer (&cleaning->before, g_hash_table_unref);
  g_string_free (cleaning->after, TRUE);
  g_free (cleaning);
}

/**
 * bo_kept_files_clean_async:
 * @data_dir: where the homes lie
 * @now_us: the time
 * @cancellable: (nullable): gives up; what is gone by then is gone
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Removes copies that nothing has named for 30 days: no document as it is shown, waits or is at the hub, and no conflict
 * that is still to be reviewed, in any home of @data_dir. On a thread of its own, with a connection of its own.
 */
void
bo_kept_files_clean_async (const char          *data_dir,
                           int64_t              now_us,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           void                *data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  Cleaning *cleaning = g_new0 (Cleaning, 1);

  cleaning->folder = g_build_filename (data_dir, FOLDER, NULL);
  cleaning->now_us = now_us;
  cleaning->after = g_string_new (NULL);
  g_task_set_source_tag (task, bo_kept_files_clean_async);
  g_task_set_task_data (task, cleaning, (GDestroyNotify) cleaning_free);
  g_task_run_in_thread (task, clean_thread);
}

int
bo_kept_files_clean_finish (GAsyncResult  *result,
                            GError       **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}
