/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

static void *
backup_func (BoStore  *store,
             void     *data,
             GError  **error)
{
  return bo_store_backup (store, data, error) ? BO_STORES_DONE : NULL;
}

/**
 * bo_client_backup_async:
 * @self: an open client
 * @path: a file that isn't there yet
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * A copy of the home's file, whole and consistent, history and queue in it.
 */
void
bo_client_backup_async (BoClient            *self,
                        const char          *path,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_backup_async);
  _bo_client_ask (self, task, backup_func, g_strdup (path), g_free, NULL);
}

/* --- JSON lines --- */

static char *
entity_line (BoRecord *record)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();
  BoEntity *entity = record->shown;

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", entity->id);
  bo_json_writer_member_string (writer, "version", entity->version);
  bo_json_writer_member_string (writer, "entity_type", entity->entity_type);
  bo_json_writer_member_string (writer, "name", entity->name);
  bo_json_writer_member_raw (writer, "content", entity->content);
  bo_json_writer_member_string (writer, "source_type", entity->source_type);
  bo_json_writer_member_string (writer, "user_id", entity->user_id);
  bo_json_writer_key (writer, "parent_versions");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; entity->parent_versions != NULL && entity->parent_versions[i] != NULL; i++)
    bo_json_writer_string (writer, entity->parent_versions[i]);
  bo_json_writer_end_array (writer);
  bo_json_writer_member_string (writer, "sync_status", bo_sync_status_to_string (record->status));
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static char *
edge_line (BoEdge *edge)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", edge->id);
  bo_json_writer_member_string (writer, "from_entity_id", edge->from_id);
  bo_json_writer_member_string (writer, "from_entity_version", edge->from_version);
  bo_json_writer_member_string (writer, "to_entity_id", edge->to_id);
  bo_json_writer_member_string (writer, "to_entity_version", edge->to_version);
  bo_json_writer_member_string (writer, "relationship_type", edge->type);
  bo_json_writer_member_raw (writer, "properties", edge->properties);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static bool
put_line (GOutputStream *stream,
          char          *line,
          GError       **error)
{
  bool done = g_output_stream_write_all (stream, line, strlen (line), NULL, NULL, error)
              && g_output_stream_write_all (stream, "\n", 1, NULL, NULL, error);

  g_free (line);
  return done;
}

static bool
put_lines (GOutputStream *stream,
           BoStore       *store,
           GError       **error)
{
  g_autoptr(GPtrArray) records = bo_store_list_records (store, 0, NULL, error);
  g_autoptr(GPtrArray) edges = records != NULL ? bo_store_list_edges (store, 0, error) : NULL;

  if (edges == NULL)
    return false;

  for (unsigned int i = 0; i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);

      if (record->shown != NULL && !put_line (stream, entity_line (record), error))
        return false;
    }
  for (unsigned int i = 0; i < edges->len; i++)
    if (!put_line (stream, edge_line (((BoEdgeRecord *) g_ptr_array_index (edges, i))->shown), error))
      return false;
  return true;
}

/* Under a name of its own until it is whole. */
static void *
export_func (BoStore  *store,
             void     *data,
             GError  **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (data);
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autoptr(GOutputStream) buffered = NULL;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  if (stream == NULL)
    return NULL;

  buffered = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), 64 * 1024);
  if (put_lines (buffered, store, error) && g_output_stream_close (buffered, NULL, error))
    return BO_STORES_DONE;

  {
    /* Closing with a cancelled cancellable leaves the old file in its place. */
    g_autoptr(GCancellable) cancelled = g_cancellable_new ();

    g_cancellable_cancel (cancelled);
    g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
  }
  return NULL;
}

/**
 * bo_client_export_async:
 * @self: an open client
 * @path: the file; one that is there is replaced
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Everything that is shown, as JSON lines: entities, tombstones too, with the
 * members of the wire, then edges (PROTOCOL §1). The file is private (0600).
 */
void
bo_client_export_async (BoClient            *self,
                        const char          *path,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_export_async);
  _bo_client_ask (self, task, export_func, g_strdup (path), g_free, NULL);
}

/**
 * bo_client_write_finish:
 * @self: a client
 * @result: what the callback of backup, export or save_report was given
 * @error: return location
 *
 * Returns: whether the file is there, whole
 */
gboolean
bo_client_write_finish (BoClient      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
