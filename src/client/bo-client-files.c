/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bo-client-private.h"
#include "bo-kept-files.h"

/* Files that belong to documents stay on the device that has them; what synchronises is a description, in the
   document's content: {"file":{"name":…,"size":…,"device_id":…,"device_name":…}}. Descriptions come from other devices
   too, so neither an id nor a name in one decides where a file is looked for but as one plain name. */

/**
 * bo_kept_file_free:
 * @file: (transfer full): a description
 */
void
bo_kept_file_free (BoKeptFile *file)
{
  g_free (file->name);
  g_free (file->device_name);
  g_free (file->path);
  g_free (file);
}

/* --- finding one --- */

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BoKeptFile *kept = data;

  if (!g_file_test (kept->path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&kept->path, g_free);
  g_task_return_boolean (task, TRUE);
}

/* (nullable): as it is described; its path is where it would be */
static BoKeptFile *
describe_kept (BoClient *self, BoDocument *document)
{
  BoEntity *entity = bo_thing_get_entity (BO_THING (document));
  BoJson content = entity != NULL ? bo_json_wrap (entity->content) : BO_JSON_NONE;
  g_autofree char *name = bo_kept_files_name_in (content);
  g_autofree char *folder = NULL;
  BoKeptFile *kept;
  BoJson file;

  if (name == NULL)
    return NULL;

  folder = bo_kept_files_folder (self->data_dir, bo_thing_get_id (BO_THING (document)));
  file = bo_json_member (content, "file");
  kept = g_new0 (BoKeptFile, 1);
  kept->device_name = bo_json_member_string (file, "device_name");
  bo_json_get_int64 (bo_json_member (file, "size"), &kept->size);
  kept->path = g_build_filename (folder, name, NULL);
  kept->name = g_steal_pointer (&name);
  return kept;
}

/**
 * bo_client_find_file_async:
 * @self: a client
 * @document: a document
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Looks for the file that belongs to @document.
 */
void
bo_client_find_file_async (BoClient            *self,
                           BoDocument          *document,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  BoKeptFile *kept;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (BO_IS_DOCUMENT (document));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_find_file_async);
  kept = describe_kept (self, document);
  if (kept == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  g_task_set_task_data (task, kept, (GDestroyNotify) bo_kept_file_free);
  g_task_run_in_thread (task, find_thread);
}

/**
 * bo_client_find_file_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: %G_IO_ERROR_CANCELLED alone
 *
 * Returns: (transfer full) (nullable): the file that belongs to the document, %NULL without one; its path is there only
 *   where this device has it
 */
BoKeptFile *
bo_client_find_file_finish (BoClient *self, GAsyncResult *result, GError **error)
{
  BoKeptFile *found, *kept;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  found = g_task_get_task_data (G_TASK (result));
  kept = g_new (BoKeptFile, 1);
  *kept = (BoKeptFile){ g_strdup (found->name), found->size, g_strdup (found->device_name), g_strdup (found->path) };
  return kept;
}

/* --- keeping one --- */

typedef struct
{
  GFile *source;
  char  *folder;
  char  *name;
  char  *device_id;
  char  *device_name; /* nullable */
} Keeping;

static void
keeping_free (Keeping *keeping)
{
  g_object_unref (keeping->source);
  g_free (keeping->folder);
  g_free (keeping->name);
  g_free (keeping->device_id);
  g_free (keeping->device_name);
  g_free (keeping);
}

static char *
describe (Keeping *keeping, int64_t size)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "name", keeping->name);
  bo_json_writer_member_int (writer, "size", size);
  bo_json_writer_member_string (writer, "device_id", keeping->device_id);
  if (keeping->device_name != NULL)
    bo_json_writer_member_string (writer, "device_name", keeping->device_name);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (writer, NULL);
}

/* What documents are: files that end, of a size a device has room for, and nothing that runs when it is opened. */
static bool
may_keep (Keeping *keeping, GCancellable *cancellable, GError **error)
{
  static const char attributes[] = G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                   G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE;
  g_autoptr(GFileInfo) info
    = g_file_query_info (keeping->source, attributes, G_FILE_QUERY_INFO_NONE, cancellable, error);
  const char *type;

  if (info == NULL)
    return false;
  type = g_file_info_get_content_type (info);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, _("“%s” is no file that can be copied."), keeping->name);
  else if (g_file_info_get_size (info) > BO_MAX_KEPT_FILE)
    g_set_error (error, BO_ERROR, BO_ERROR_TOO_LARGE,
                 _("“%s” is larger than %d MiB and was not attached. Keep it elsewhere, and write down where."),
                 keeping->name, (int) (BO_MAX_KEPT_FILE >> 20));
  else if (type != NULL && g_content_type_can_be_executable (type) && !g_content_type_is_a (type, "text/plain"))
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE,
                 _("“%s” is a program and was not attached: opening it would run it."), keeping->name);
  else
    return true;
  return false;
}

/* The copy has another name until it is whole. */
static void
keep_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keeping *keeping = data;
  g_autofree char *path = g_build_filename (keeping->folder, keeping->name, NULL);
  g_autofree char *part = g_build_filename (keeping->folder, ".part", NULL);
  g_autoptr(GFile) partial = g_file_new_for_path (part);
  g_autoptr(GFileInfo) info = NULL;
  GError *error = NULL;

  if (!may_keep (keeping, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_mkdir_with_parents (keeping->folder, 0700) != 0)
    error = g_error_new (BO_ERROR, BO_ERROR_STORAGE, _("The folder “%s” could not be made: %s"), keeping->folder,
                         g_strerror (errno));
  else if (g_file_copy (keeping->source, partial, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable,
                        NULL, NULL, &error))
    info = g_file_query_info (partial, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, &error);
  if (info != NULL && g_rename (part, path) != 0)
    error = g_error_new (BO_ERROR, BO_ERROR_STORAGE, _("“%s” could not be kept: %s"), keeping->name,
                         g_strerror (errno));

  if (error == NULL)
    {
      g_task_return_pointer (task, describe (keeping, g_file_info_get_size (info)), g_free);
      return;
    }
  g_unlink (part);
  g_task_return_error (task, error);
}

/**
 * bo_client_keep_file_async:
 * @self: a client
 * @document_id: of the document it will belong to
 * @source: any file
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Copies a file to where this device keeps them. The document doesn't name it yet: see
 * bo_compose_set_file(). Errors: TOO_LARGE over %BO_MAX_KEPT_FILE bytes; USAGE for what is no plain
 * file, or a program.
 */
void
bo_client_keep_file_async (BoClient            *self,
                           const char          *document_id,
                           GFile               *source,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *name = NULL;
  Keeping *keeping;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (document_id != NULL);
  g_return_if_fail (G_IS_FILE (source));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_keep_file_async);
  name = g_file_get_basename (source);
  if (name == NULL || !bo_kept_files_is_plain_name (name) || !g_utf8_validate (name, -1, NULL))
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE,
                               _("A file of this name can’t be attached. Give it another name."));
      return;
    }
  keeping = g_new0 (Keeping, 1);
  keeping->source = g_object_ref (source);
  keeping->folder = bo_kept_files_folder (self->data_dir, document_id);
  keeping->name = g_steal_pointer (&name);
  keeping->device_id = g_strdup (bo_client_get_device_id (self));
  keeping->device_name = g_strdup (bo_client_get_device_name (self));
  g_task_set_task_data (task, keeping, (GDestroyNotify) keeping_free);
  g_task_run_in_thread (task, keep_thread);
}

/**
 * bo_client_keep_file_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: of the files.
 *
 * Returns: (transfer full) (nullable): its description, for bo_compose_set_file()
 */
char *
bo_client_keep_file_finish (BoClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
