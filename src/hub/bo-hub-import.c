/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-lines.h"

#include <string.h>

#include "bo-error.h"
#include "bo-hub-rules.h"

/* A line is scanned down to its content's depth. */
#define LINE_DEPTH (BO_MAX_DEPTH + 1)
#define MAX_LINE (BO_MAX_CONTENT + 64 * 1024)
#define MAX_PROBLEMS 20
#define BATCH 500

/* @named: what the file holds: ids → the last version of each
   @edges: (element-type BoEdge): those to be judged once every entity is known */
typedef struct
{
  BoHubDb       *db;
  BoHubRules    *rules;
  bool           apply;
  int64_t        now_us;
  BoSyncRequest *batch;
  GHashTable    *named;
  GPtrArray     *edges;
  BoHubImported *imported;
} Import;

void
bo_hub_imported_free (BoHubImported *imported)
{
  g_ptr_array_unref (imported->problems);
  g_free (imported);
}

static BoSyncRequest *
new_batch (void)
{
  BoSyncRequest *request = bo_sync_request_new ();

  request->device_id = g_strdup ("import");
  request->device_name = g_strdup ("import");
  request->user_id = g_strdup ("admin");
  return request;
}

static void
add_problem (Import     *import,
             int64_t     line,
             const char *what)
{
  BoHubImported *imported = import->imported;

  if (imported->n_problems++ < MAX_PROBLEMS)
    g_ptr_array_add (imported->problems, g_strdup_printf ("Line %" G_GINT64_FORMAT ": %s", line, what));
}

/* --- writing --- */

static gboolean
flush (Import  *import,
       GError **error)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncResponse) response = NULL;

  if (import->batch->changes->len == 0)
    return TRUE;

  response = bo_hub_rules_push (import->rules, import->batch, import->now_us, errors, error);
  if (response == NULL && errors->len > 0)
    g_set_error (error, BO_ERROR, BO_ERROR_INVALID_DATA, "The hub refuses what it accepted a moment ago: %s.",
                 ((BoWireError *) g_ptr_array_index (errors, 0))->msg);
  if (response == NULL)
    return FALSE;

  import->imported->decided += response->conflicts->len;
  g_ptr_array_set_size (import->batch->changes, 0);
  return TRUE;
}

static gboolean
add_change (Import   *import,
            BoChange *change,
            GError  **error)
{
  if (!import->apply)
    {
      bo_change_free (change);
      return TRUE;
    }
  g_ptr_array_add (import->batch->changes, change);
  return import->batch->changes->len < BATCH || flush (import, error);
}

/* --- judging --- */

/* Why the rules wouldn't take it, alone; NULL where they would. */
static char *
find_problem (BoChange *change)
{
  g_autoptr(BoSyncRequest) request = new_batch ();
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(GError) error = NULL;
  bool sound;

  g_ptr_array_add (request->changes, change);
  sound = bo_hub_rules_check (request, errors, &error);
  g_ptr_array_steal_index (request->changes, 0);

  if (sound)
    return NULL;
  return g_strdup (error != NULL ? error->message : ((BoWireError *) g_ptr_array_index (errors, 0))->msg);
}

/* What of the version is there: 2 itself, 1 another of its entity, 0 nothing, -1 a failure. */
static int
look_up (Import     *import,
         const char *id,
         const char *version,
         GError    **error)
{
  BoHubStore *store = BO_HUB_STORE (import->db);
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoHubRow) same = bo_hub_store_get_version (store, id, version, &failure);
  g_autoptr(BoHubRow) current = NULL;

  if (failure == NULL && same == NULL)
    current = bo_hub_store_get_current (store, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return -1;
    }
  return same != NULL ? 2 : current != NULL ? 1 : 0;
}

static gboolean
take_entity (Import   *import,
             BoEntity *entity,
             int64_t   line,
             GError  **error)
{
  g_autoptr(BoChange) change = bo_change_new (BO_CHANGE_UPDATE, entity);
  g_autofree char *problem = find_problem (change);
  bool seen = g_hash_table_contains (import->named, entity->id);
  int there;

  if (problem != NULL)
    {
      add_problem (import, line, problem);
      return TRUE;
    }

  there = look_up (import, entity->id, entity->version, error);
  if (there < 0)
    return FALSE;
  g_hash_table_replace (import->named, g_strdup (entity->id), g_strdup (entity->version));
  if (there == 2)
    import->imported->held++;
  else if (there == 1 && !seen)
    import->imported->competing++;
  else
    import->imported->added++;
  return there == 2 || add_change (import, g_steal_pointer (&change), error);
}

/* An edge names versions of its ends. Where the hub has others of them it is tied to what it shows. */
static char *
find_version (Import     *import,
              const char *id,
              const char *version,
              GError    **error)
{
  BoHubStore *store = BO_HUB_STORE (import->db);
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoHubRow) row = bo_hub_store_get_version (store, id, version, &failure);

  if (row == NULL && failure == NULL)
    row = bo_hub_store_get_current (store, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_strdup (row != NULL ? row->entity->version : g_hash_table_lookup (import->named, id));
}

/* What is there stays as it is: an edge has no history to keep the loser in. */
static gboolean
judge_edge (Import  *import,
            BoEdge  *edge,
            bool    *lacking,
            GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoHubEdgeRow) held = bo_hub_store_get_edge (BO_HUB_STORE (import->db), edge->id, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *lacking = held == NULL;
  if (held != NULL && bo_edge_same_data (held->edge, edge))
    import->imported->held++;
  else if (held != NULL)
    import->imported->kept_edges++;
  return TRUE;
}

static gboolean
take_edge (Import  *import,
           BoEdge  *edge,
           GError **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(BoEdge) tied = NULL;
  g_autofree char *from_version = NULL;
  g_autofree char *to_version = NULL;
  BoChange *change;
  bool lacking;

  if (!judge_edge (import, edge, &lacking, error))
    return FALSE;
  if (!lacking)
    return TRUE;

  from_version = find_version (import, edge->from_id, edge->from_version, &failure);
  if (failure == NULL)
    to_version = find_version (import, edge->to_id, edge->to_version, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (from_version == NULL || to_version == NULL)
    {
      import->imported->waiting++;
      return TRUE;
    }

  import->imported->edges++;
  tied = bo_edge_new (edge->id, edge->from_id, from_version, edge->to_id, to_version, edge->type, edge->properties,
                      edge->user_id, 0);
  change = bo_change_new (BO_CHANGE_UPDATE, NULL);
  g_ptr_array_add (change->edges, bo_edge_ref (tied));
  return add_change (import, change, error);
}

/* Judged by the rules now, by what is there later. */
static void
keep_edge (Import  *import,
           BoEdge  *edge,
           int64_t  line)
{
  g_autoptr(BoChange) change = bo_change_new (BO_CHANGE_UPDATE, NULL);
  g_autofree char *problem = NULL;

  g_ptr_array_add (change->edges, bo_edge_ref (edge));
  problem = find_problem (change);
  if (problem == NULL)
    g_ptr_array_add (import->edges, bo_edge_ref (edge));
  else
    add_problem (import, line, problem);
}

/* --- reading --- */

static gboolean
take_line (Import     *import,
           const char *text,
           size_t      length,
           int64_t     number,
           GError    **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(BoEntity) entity = NULL;
  g_autoptr(BoEdge) edge = NULL;
  BoJson object;

  if (length > MAX_LINE)
    {
      add_problem (import, number, "it is longer than an entity can be.");
      return TRUE;
    }
  if (bo_json_scan (text, (gssize) length, LINE_DEPTH, BO_JSON_SCAN_STRICT, &object, &problem))
    {
      if (bo_json_kind (bo_json_member (object, "from_entity_id")) != BO_JSON_KIND_NONE)
        edge = bo_wire_read_edge (object, &problem);
      else
        entity = bo_wire_read_entity (object, &problem);
    }

  if (entity != NULL)
    return take_entity (import, entity, number, error);
  if (edge != NULL)
    keep_edge (import, edge, number);
  else
    add_problem (import, number, problem->message);
  return TRUE;
}

static gboolean
take_lines (Import       *import,
            GInputStream *stream,
            GError      **error)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (stream);
  int64_t number = 0;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (lines), 64 * 1024);
  while (true)
    {
      g_autoptr(GError) failure = NULL;
      size_t length;
      g_autofree char *line = g_data_input_stream_read_line (lines, &length, NULL, &failure);

      if (failure != NULL)
        {
          g_set_error (error, BO_ERROR, BO_ERROR_STORAGE, "The file to import could not be read: %s",
                       failure->message);
          return FALSE;
        }
      if (line == NULL)
        return TRUE;
      number++;
      if (line[strspn (line, " \t\r")] != '\0' && !take_line (import, line, length, number, error))
        return FALSE;
    }
}

static gboolean
run (Import       *import,
     GInputStream *stream,
     GError      **error)
{
  if (!take_lines (import, stream, error) || !flush (import, error))
    return FALSE;
  for (unsigned int i = 0; i < import->edges->len; i++)
    if (!take_edge (import, g_ptr_array_index (import->edges, i), error))
      return FALSE;
  return flush (import, error);
}

/**
 * bo_hub_import:
 * @db: a home that no hub has open
 * @stream: lines as bo_hub_export() and the client's export write them
 * @apply: whether to take them; else it is a preview and nothing changes
 * @now_us: the clock
 * @error: failures of the database, or of @stream
 *
 * Every line goes through the rules of a push (PROTOCOL §3): a version that is there is left alone;
 * one that isn't follows what it was made from, or competes with what is there, and the loser
 * stays in the history. A line that can't be taken is named and holds nothing up. Taking the same
 * file twice changes nothing more, so one that was interrupted is simply taken again.
 *
 * Returns: (transfer full) (nullable): what there was
 */
BoHubImported *
bo_hub_import (BoHubDb      *db,
               GInputStream *stream,
               bool          apply,
               int64_t       now_us,
               GError      **error)
{
  g_autoptr(BoHubImported) imported = g_new0 (BoHubImported, 1);
  g_autoptr(BoHubRules) rules = bo_hub_rules_new (BO_HUB_STORE (db));
  g_autoptr(BoSyncRequest) batch = new_batch ();
  g_autoptr(GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GPtrArray) edges = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_edge_unref);
  Import import = { db, rules, apply, now_us, batch, named, edges, imported };

  imported->problems = g_ptr_array_new_with_free_func (g_free);
  return run (&import, stream, error) ? g_steal_pointer (&imported) : NULL;
}
