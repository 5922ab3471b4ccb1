/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"
#include "bo-steps.h"

/* JSON lines back into a home: looked through first, then applied as edits, so that everything is
   offered to the hub and nothing is taken over behind anybody's back. */

/* Lines in one turn of the store's thread: an edit behind it in the queue hardly waits. */
#define LINES_AT_ONCE 100

/* Problems and changes that are named; the rest is counted. */
#define MAX_NAMED 50

#define MAX_FILE (INT64_C (512) * 1024 * 1024)

typedef enum
{
  FATE_NEW,
  FATE_CHANGED,
  FATE_SAME,
  FATE_REMOVED,  /* a tombstone: an import removes nothing */
  FATE_REFUSED,
} Fate;

/* Touched by one thread at a time: the store's while it reads, else the one that asked. */
typedef struct
{
  BoStores         *stores;
  char             *path;
  BoImportMode      mode;
  GDataInputStream *lines;   /* nullable before the first turn */
  GHashTable       *kept;    /* (element-type utf8): ids whose way back is known */
  BoImport         *import;
  bool              ended;
} Run;

/**
 * bo_import_free:
 * @import: (nullable) (transfer full): what an import would do or did
 */
void
bo_import_free (BoImport *import)
{
  if (import == NULL)
    return;

  g_ptr_array_unref (import->problems);
  g_ptr_array_unref (import->names);
  g_clear_pointer (&import->back, bo_steps_free);
  g_clear_error (&import->stopped);
  g_free (import);
}

static BoImport *
import_new (void)
{
  BoImport *import = g_new0 (BoImport, 1);

  import->problems = g_ptr_array_new_with_free_func (g_free);
  import->names = g_ptr_array_new_with_free_func (g_free);
  import->back = bo_steps_new ();
  return import;
}

static void
run_free (Run *run)
{
  g_clear_object (&run->lines);
  g_hash_table_unref (run->kept);
  g_clear_pointer (&run->import, bo_import_free);
  bo_stores_unref (run->stores);
  g_free (run->path);
  g_free (run);
}

/* --- one line, on the store's thread --- */

static void
count (Run        *run,
       Fate        fate,
       const char *name)
{
  BoImport *import = run->import;

  import->added += fate == FATE_NEW;
  import->changed += fate == FATE_CHANGED;
  import->same += fate == FATE_SAME;
  import->removed += fate == FATE_REMOVED;
  import->refused += fate == FATE_REFUSED;
  if (fate == FATE_CHANGED && import->names->len < MAX_NAMED)
    g_ptr_array_add (import->names, g_strdup (name));
}

static void
refuse (Run          *run,
        const GError *error)
{
  count (run, FATE_REFUSED, NULL);
  if (run->import->problems->len < MAX_NAMED)
    /* Translators: the number of a line in a file, and what is wrong with it */
    g_ptr_array_add (run->import->problems, g_strdup_printf (_("Line %d: %s"), (int) run->import->lines,
                                                             error->message));
}

static bool
is_wanted (Run *run,
           Fate fate)
{
  return (fate == FATE_NEW && run->mode != BO_IMPORT_PREVIEW)
         || (fate == FATE_CHANGED && run->mode == BO_IMPORT_REPLACE);
}

static gboolean
apply (BoStore  *store,
       GArray   *steps,
       GError  **error)
{
  BoContext context = bo_stores_context ();

  return bo_rules_edit (BO_SYNC_STORE (store), &context, (BoStep *) (void *) steps->data, steps->len, error);
}

/* What is held of an entity: nothing, or what was removed here, means that it is new. */
static Fate
judge_entity (BoEntity *entity,
              BoRecord *record)
{
  BoEntity *shown = record != NULL ? record->shown : NULL;

  if (bo_entity_is_deleted (entity))
    return FATE_REMOVED;
  else if (record == NULL)
    return FATE_NEW;

  return shown != NULL && bo_entity_same_data (shown, entity) ? FATE_SAME : FATE_CHANGED;
}

static gboolean
put_entity (BoStore   *store,
            BoEntity  *entity,
            GError   **error)
{
  GArray *steps = bo_steps_new ();
  BoEdit *edit = bo_edit_new (entity->id, BO_EDIT_CREATE);
  g_autofree char *document = bo_entity_to_document (entity);
  gboolean done;

  g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
  bo_steps_add_edit (steps, edit);
  done = apply (store, steps, error);
  bo_steps_free (steps);
  return done;
}

/* What was there becomes what is there, and what was not goes. Of what a file holds twice the first way back is the
   right one. */
static void
keep_entity (Run *run, const char *id, BoEntity *before)
{
  BoEdit *edit;

  if (!g_hash_table_add (run->kept, g_strdup (id)))
    return;
  edit = bo_edit_new (id, before != NULL ? BO_EDIT_CREATE : BO_EDIT_DELETE);
  if (before != NULL)
    {
      g_autofree char *document = bo_entity_to_document (before);

      g_ptr_array_add (edit->changes, bo_json_change_new ("", NULL, document));
    }
  bo_steps_add_edit (run->import->back, edit);
}

static void
keep_edge (Run *run, BoEdge *edge, BoEdge *before)
{
  if (!g_hash_table_add (run->kept, g_strconcat ("edge ", edge->id, NULL)))
    return;
  bo_steps_add_edge (run->import->back,
                     before != NULL ? bo_edge_ref (before)
                                    : bo_edge_new (edge->id, edge->from_id, "", edge->to_id, "", edge->type,
                                                   "{\"deleted\":true}", NULL, 0));
}

static gboolean
take_entity (Run      *run,
             BoStore  *store,
             BoEntity *entity,
             GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoRecord) record = NULL;
  Fate fate;

  if (!bo_entity_validate (entity, error))
    return FALSE;
  record = bo_sync_store_get_record (BO_SYNC_STORE (store), entity->id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  fate = judge_entity (entity, record);
  if (is_wanted (run, fate))
    {
      BoEntity *before = record != NULL ? record->shown : NULL;

      if (!put_entity (store, entity, error))
        return FALSE;
      keep_entity (run, entity->id, before != NULL && !bo_entity_is_deleted (before) ? before : NULL);
    }
  count (run, fate, entity->name);
  return TRUE;
}

static gboolean
put_edge (BoStore  *store,
          BoEdge   *edge,
          GError  **error)
{
  GArray *steps = bo_steps_new ();
  gboolean done;

  bo_steps_add_edge (steps, bo_edge_ref (edge));
  done = apply (store, steps, error);
  bo_steps_free (steps);
  return done;
}

static gboolean
take_edge (Run      *run,
           BoStore  *store,
           BoEdge   *edge,
           GError  **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoEdgeRecord) record = bo_sync_store_get_edge (BO_SYNC_STORE (store), edge->id, &failure);
  Fate fate = FATE_NEW;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  if (bo_edge_is_deleted (edge))
    fate = FATE_REMOVED;
  else if (record != NULL)
    fate = bo_edge_same_data (record->shown, edge) ? FATE_SAME : FATE_CHANGED;
  if (is_wanted (run, fate))
    {
      if (!put_edge (store, edge, error))
        return FALSE;
      keep_edge (run, edge, record != NULL ? record->shown : NULL);
    }
  count (run, fate, edge->id);
  return TRUE;
}

static gboolean
take_object (Run      *run,
             BoStore  *store,
             BoJson    object,
             GError  **error)
{
  g_autoptr(BoEntity) entity = NULL;
  g_autoptr(BoEdge) edge = NULL;

  if (bo_json_kind (bo_json_member (object, "relationship_type")) != BO_JSON_KIND_NONE)
    {
      edge = bo_wire_read_edge (object, error);
      return edge != NULL && take_edge (run, store, edge, error);
    }

  entity = bo_wire_read_entity (object, error);
  return entity != NULL && take_entity (run, store, entity, error);
}

/* A line that can't be taken is counted and named; the others go on. A store that fails ends it. */
static gboolean
take_line (Run         *run,
           BoStore     *store,
           const char  *line,
           size_t        length,
           GError     **error)
{
  g_autoptr(GError) problem = NULL;
  BoJson object;

  run->import->lines++;
  if (bo_json_scan (line, (gssize) length, BO_MAX_DEPTH + 1, BO_JSON_SCAN_STRICT, &object, &problem)
      && take_object (run, store, object, &problem))
    return TRUE;
  if (problem->domain == BO_ERROR && (problem->code == BO_ERROR_STORAGE || problem->code == BO_ERROR_NO_SPACE
                                      || problem->code == BO_ERROR_BUSY || problem->code == BO_ERROR_CORRUPT
                                      || problem->code == BO_ERROR_READ_ONLY))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  refuse (run, problem);
  return TRUE;
}

/* --- turns --- */

static gboolean
check_file (GFile   *file,
            GError **error)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, "standard::type,standard::size", G_FILE_QUERY_INFO_NONE, NULL,
                                                 error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && g_file_info_get_size (info) <= MAX_FILE)
    return TRUE;
  g_set_error_literal (error, BO_ERROR, BO_ERROR_TOO_LARGE,
                       _("Nothing was imported: this is no file of JSON lines, or larger than 512 MiB."));
  return FALSE;
}

static gboolean
open_lines (Run     *run,
            GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (run->path);
  g_autoptr(GFileInputStream) stream = NULL;

  if (run->lines != NULL)
    return TRUE;
  if (!check_file (file, error))
    return FALSE;
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return FALSE;
  run->lines = g_data_input_stream_new (G_INPUT_STREAM (stream));
  return TRUE;
}

static void *
turn_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Run *run = data;

  if (!open_lines (run, error))
    return NULL;

  for (int i = 0; i < LINES_AT_ONCE && !run->ended; i++)
    {
      g_autoptr(GError) failure = NULL;
      size_t length;
      g_autofree char *line = g_data_input_stream_read_line (run->lines, &length, NULL, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      run->ended = line == NULL;
      if (line != NULL && length > 0 && !take_line (run, store, line, length, error))
        return NULL;
    }
  return BO_STORES_DONE;
}

static void take_turn (GTask *task);

/* What is in by then can be taken back like a whole import. @error (transfer full) */
static void
stop (GTask  *task,
      GError *error)
{
  Run *run = g_task_get_task_data (task);

  if (run->import->back->len == 0)
    {
      g_task_return_error (task, error);
      return;
    }
  run->import->stopped = error;
  g_task_return_pointer (task, g_steal_pointer (&run->import), (GDestroyNotify) bo_import_free);
}

static void
turned_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (run->mode != BO_IMPORT_PREVIEW && self->feed != NULL)
    {
      bo_feed_refresh (self->feed, NULL);
      _bo_client_edited (self);
    }
  if (bo_stores_finish (result, &error) == NULL
      || (!run->ended && g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error)))
    stop (task, error);
  else if (run->ended)
    g_task_return_pointer (task, g_steal_pointer (&run->import), (GDestroyNotify) bo_import_free);
  else
    take_turn (g_steal_pointer (&task));
}

static void
take_turn (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  bo_stores_write_async (run->stores, turn_func, run, NULL, NULL, g_task_get_cancellable (task), turned_cb, task);
}

/**
 * bo_client_import_async:
 * @self: an open client
 * @path: a file as bo_client_export_async() writes it
 * @mode: only look, add what is missing, or change what differs as well
 * @cancellable: (nullable): stops between lines; what is in by then stays, and can be taken back
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Reads entities and edges from JSON lines. What it adds or changes are edits like a person's:
 * they wait for the hub, and the versions before them stay in the history. Nothing is removed,
 * and nothing that is here is changed unless @mode is %BO_IMPORT_REPLACE.
 */
void
bo_client_import_async (BoClient            *self,
                        const char          *path,
                        BoImportMode         mode,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task;
  Run *run;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_import_async);
  /* What was done is handed out, stopped or not. */
  g_task_set_check_cancellable (task, FALSE);
  if (mode == BO_IMPORT_PREVIEW && self->stores == NULL)
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
      g_object_unref (task);
      return;
    }
  if (mode != BO_IMPORT_PREVIEW && !_bo_client_may_write (self, task))
    return;

  run = g_new0 (Run, 1);
  run->stores = bo_stores_ref (self->stores);
  run->path = g_strdup (path);
  run->mode = mode;
  run->import = import_new ();
  run->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  take_turn (task);
}

/**
 * bo_client_import_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: of the file, of the store, %G_IO_ERROR_CANCELLED; once something is imported they are in
 * the result, as `stopped`. A line that is no entity or edge is counted and named in the result.
 *
 * Returns: (transfer full) (nullable): what the file holds, by what became or would become of it
 */
BoImport *
bo_client_import_finish (BoClient      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * bo_client_undo_import_async:
 * @self: an open client
 * @import: what an import did; can be taken back once
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Puts back what the import changed and removes what it added, as one edit.
 */
void
bo_client_undo_import_async (BoClient            *self,
                             BoImport            *import,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GArray *back;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (import != NULL);

  back = import->back != NULL ? g_steal_pointer (&import->back) : bo_steps_new ();
  bo_client_edit_async (self, back, cancellable, callback, data);
}
