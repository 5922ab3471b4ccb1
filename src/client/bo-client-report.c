/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"
#include "bo-walk.h"

/* What to hand to somebody who is to find out why this device and the hub differ (PROTOCOL §3.5):
   which versions are believed to be where, what the hub itself lists and how that differs, how far was read, and what
   can't be compared. Ids, versions and counts; no names, no contents, no secrets. */

/* Touched by one thread at a time: the writer's while it writes, else the one that asked. */
typedef struct
{
  BoStores *stores;
  char     *path;
  BoWalk   *walk;     /* nullable: there is no hub, or it doesn't say */
  GError   *problem;  /* nullable: why it doesn't */
} Report;

static void
report_free (Report *report)
{
  bo_stores_unref (report->stores);
  g_free (report->path);
  g_clear_pointer (&report->walk, bo_walk_free);
  g_clear_error (&report->problem);
  g_free (report);
}

static void
write_time (BoJsonWriter *json,
            const char   *name,
            int64_t       time_us)
{
  g_autofree char *text = time_us != 0 ? bo_time_format (time_us) : NULL;

  bo_json_writer_member_string (json, name, text);
}

static void
write_position (BoJsonWriter *json,
                BoSyncState  *state)
{
  bo_json_writer_member_string (json, "epoch", state->epoch);
  bo_json_writer_member_string (json, "watermark", state->watermark);
  bo_json_writer_member_string (json, "resume_cursor", state->resume_cursor);
  bo_json_writer_member_string (json, "cursor", state->cursor);
  bo_json_writer_member_int (json, "walk", state->walk);
  bo_json_writer_member_bool (json, "walking", state->walking);
  bo_json_writer_member_string (json, "walked_digest", state->walked_digest);
  bo_json_writer_member_int (json, "clock_offset_us", state->clock_offset_us);
  write_time (json, "last_success", state->last_success_us);
  write_time (json, "last_attempt", state->last_attempt_us);
  bo_json_writer_member_int (json, "failures", state->failures);
  bo_json_writer_member_string (json, "last_error", state->last_error);
}

static void
write_counts (BoJsonWriter *json,
              BoSyncCounts *counts)
{
  bo_json_writer_member_int (json, "entities", counts->entities);
  bo_json_writer_member_int (json, "pending", counts->pending);
  bo_json_writer_member_int (json, "quarantined", counts->quarantined);
  bo_json_writer_member_int (json, "unreadable", counts->unreadable);
  bo_json_writer_member_int (json, "conflicts", counts->conflicts);
}

/* (nullable): why the two sides may differ in this one */
static const char *
suspicion (BoRecord    *record,
           BoSyncState *state)
{
  if (record->status == BO_STATUS_UNREADABLE || record->raw != NULL)
    return "unreadable";
  else if (record->status == BO_STATUS_QUARANTINED)
    return "quarantined";
  else if (record->hub_version == NULL && record->confirmed != NULL)
    return "not known what the hub holds";
  else if (record->hub_version != NULL && state->walk > 0 && record->walk != state->walk)
    return "not in the last walk";

  return NULL;
}

/* All of it, so that it can be laid beside what the hub lists. */
static void
write_record (BoJsonWriter *json,
              BoRecord     *record,
              BoSyncState  *state)
{
  const char *why = suspicion (record, state);

  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", record->id);
  bo_json_writer_member_string (json, "hub", record->hub_version);
  bo_json_writer_member_string (json, "confirmed", record->confirmed != NULL ? record->confirmed->version : NULL);
  if (record->aside != NULL)
    bo_json_writer_member_string (json, "aside", record->aside->version);
  if (record->outgoing != NULL)
    bo_json_writer_member_string (json, "outgoing", record->outgoing->version);
  bo_json_writer_member_string (json, "status", bo_sync_status_to_string (record->status));
  if (why != NULL)
    bo_json_writer_member_string (json, "suspect", why);
  bo_json_writer_end_object (json);
}

/* --- what the hub lists --- */

static void
write_listed (BoJsonWriter *json,
              const char   *id,
              const char   *here,
              const char   *there)
{
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "id", id);
  if (here != NULL)
    bo_json_writer_member_string (json, "here", here);
  if (there != NULL)
    bo_json_writer_member_string (json, "there", there);
  bo_json_writer_end_object (json);
}

static void
write_only_here (BoJsonWriter *json,
                 GPtrArray    *records,
                 BoWalk       *walk)
{
  bo_json_writer_key (json, "only_here");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);

      if (record->hub_version != NULL && !g_hash_table_contains (walk->things, record->id))
        write_listed (json, record->id, record->hub_version, NULL);
    }
  bo_json_writer_end_array (json);
}

static void
write_differing (BoJsonWriter *json,
                 GPtrArray    *records,
                 BoWalk       *walk)
{
  bo_json_writer_key (json, "different");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);
      BoListed *listed = g_hash_table_lookup (walk->things, record->id);

      if (record->hub_version != NULL && listed != NULL && g_strcmp0 (record->hub_version, listed->version) != 0)
        write_listed (json, record->id, record->hub_version, listed->version != NULL ? listed->version : "");
    }
  bo_json_writer_end_array (json);
}

static GHashTable *
list_believed (GPtrArray *records)
{
  GHashTable *believed = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned int i = 0; i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);

      if (record->hub_version != NULL)
        g_hash_table_add (believed, record->id);
    }
  return believed;
}

static void
write_only_there (BoJsonWriter *json,
                  GPtrArray    *records,
                  BoWalk       *walk)
{
  g_autoptr(GHashTable) believed = list_believed (records);
  g_autoptr(GList) ids = g_list_sort (g_hash_table_get_keys (walk->things), (GCompareFunc) strcmp);

  bo_json_writer_key (json, "only_there");
  bo_json_writer_begin_array (json);
  for (GList *at = ids; at != NULL; at = at->next)
    {
      BoListed *listed = g_hash_table_lookup (walk->things, at->data);

      if (!g_hash_table_contains (believed, listed->id))
        write_listed (json, listed->id, NULL, listed->version != NULL ? listed->version : "");
    }
  bo_json_writer_end_array (json);
}

/* Beside what this device believes that the hub holds. */
static void
write_walk (BoJsonWriter *json,
            GPtrArray    *records,
            Report       *report)
{
  BoWalk *walk = report->walk;

  bo_json_writer_key (json, "listed_by_hub");
  if (walk == NULL && report->problem == NULL)
    {
      bo_json_writer_null (json);
      return;
    }
  bo_json_writer_begin_object (json);
  if (walk == NULL)
    bo_json_writer_member_string (json, "problem", report->problem->message);
  else
    {
      bo_json_writer_member_int (json, "count", g_hash_table_size (walk->things));
      bo_json_writer_member_int (json, "without_id", walk->nameless);
      bo_json_writer_member_string (json, "digest", walk->digest);
      write_only_here (json, records, walk);
      write_only_there (json, records, walk);
      write_differing (json, records, walk);
    }
  bo_json_writer_end_object (json);
}

/* --- the report --- */

static char *
compose (BoStore      *store,
         BoSyncState  *state,
         BoSyncCounts *counts,
         GPtrArray    *records,
         Report       *report,
         GError      **error)
{
  int64_t count = 0;
  g_autofree char *digest = bo_sync_store_get_digest (BO_SYNC_STORE (store), &count, error);
  g_autoptr(BoJsonWriter) json = bo_json_writer_new ();

  if (digest == NULL)
    return NULL;
  bo_json_writer_begin_object (json);
  bo_json_writer_member_string (json, "program", "blowing-off " BO_VERSION);
  write_time (json, "made", bo_clock_now ());
  bo_json_writer_member_string (json, "server_url", state->server_url);
  bo_json_writer_member_string (json, "device_id", state->device_id);
  bo_json_writer_member_bool (json, "diverged", state->diverged);
  bo_json_writer_member_string (json, "digest", digest);
  bo_json_writer_member_int (json, "digest_covers", count);
  bo_json_writer_member_string (json, "hub_digest", state->hub_digest);
  write_position (json, state);
  write_counts (json, counts);
  write_walk (json, records, report);
  bo_json_writer_key (json, "versions");
  bo_json_writer_begin_array (json);
  for (unsigned int i = 0; i < records->len; i++)
    write_record (json, g_ptr_array_index (records, i), state);
  bo_json_writer_end_array (json);
  bo_json_writer_end_object (json);
  return bo_json_writer_end (g_steal_pointer (&json), NULL);
}

/* In one transaction: rows and digests of one moment. */
static char *
read_report (BoStore  *store,
             Report   *report,
             GError  **error)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr(BoSyncState) state = bo_sync_store_get_state (rows, error);
  g_autoptr(GPtrArray) records = state != NULL ? bo_store_list_records (store, 0, NULL, error) : NULL;
  BoSyncCounts counts;

  if (records == NULL || !bo_sync_store_get_counts (rows, &counts, error))
    return NULL;
  return compose (store, state, &counts, records, report, error);
}

static void *
save_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Report *report = data;
  g_autofree char *text = NULL;

  if (!bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_NORMAL, error))
    return NULL;
  text = read_report (store, report, error);
  if (text == NULL || !bo_sync_store_commit (BO_SYNC_STORE (store), error))
    {
      bo_sync_store_rollback (BO_SYNC_STORE (store));
      return NULL;
    }
  if (!g_file_set_contents_full (report->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  return BO_STORES_DONE;
}

static void
write_report (GTask *task)
{
  _bo_client_ask_writer (g_task_get_source_object (task), task, save_func, g_task_get_task_data (task), NULL, NULL);
}

/* Without the hub's word the report says what this device knows, and why that is all. */
static void
walked_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  Report *report = g_task_get_task_data (task);

  report->walk = bo_walk_finish (result, &report->problem);
  if (!g_task_return_error_if_cancelled (task))
    write_report (g_steal_pointer (&task));
}

static void
http_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  GTask *task = data;
  BoClient *self = BO_CLIENT (source);
  Report *report = g_task_get_task_data (task);
  g_autoptr(BoHttp) http = _bo_client_find_http_finish (self, result);

  if (http != NULL)
    bo_walk_async (http, report->stores, bo_client_get_device_id (self), bo_client_get_user_id (self),
                   g_task_get_cancellable (task), walked_cb, task);
  else
    write_report (task);
}

/**
 * bo_client_save_report_async:
 * @self: an open client
 * @path: the file; one that is there is replaced
 * @cancellable: (nullable): gives up before its turn
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Writes down how this device and the hub stand, for whoever is to find out why they differ: the
 * digests, what each is believed to hold by id and version, what the hub itself lists and how that
 * differs, how far was read, and what can't be compared. It has no secrets, no names and no contents
 * in it. The file is private (0600). Where the hub can't be asked the report says so.
 */
void
bo_client_save_report_async (BoClient            *self,
                             const char          *path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GTask *task;
  Report *report;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_save_report_async);
  if (self->stores == NULL || bo_stores_is_read_only (self->stores))
    {
      g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE,
                               _("The report was not saved: the home is not open, or can’t be written."));
      g_object_unref (task);
      return;
    }

  report = g_new0 (Report, 1);
  report->stores = bo_stores_ref (self->stores);
  report->path = g_strdup (path);
  g_task_set_task_data (task, report, (GDestroyNotify) report_free);
  _bo_client_find_http_async (self, cancellable, http_cb, task);
}
