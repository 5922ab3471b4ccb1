/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-client-private.h"

/* What to hand to somebody who is to find out why this device and the hub differ (PROTOCOL §3.5):
   which versions are believed to be where, how far was read, and what can't be compared. Ids,
   versions and counts; no names, no contents, no secrets. */

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

static char *
compose (BoStore      *store,
         BoSyncState  *state,
         BoSyncCounts *counts,
         GPtrArray    *records,
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
             GError  **error)
{
  BoSyncStore *rows = BO_SYNC_STORE (store);
  g_autoptr(BoSyncState) state = bo_sync_store_get_state (rows, error);
  g_autoptr(GPtrArray) records = state != NULL ? bo_store_list_records (store, 0, NULL, error) : NULL;
  BoSyncCounts counts;

  if (records == NULL || !bo_sync_store_get_counts (rows, &counts, error))
    return NULL;
  return compose (store, state, &counts, records, error);
}

static void *
save_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  g_autofree char *text = NULL;

  if (!bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_NORMAL, error))
    return NULL;
  text = read_report (store, error);
  if (text == NULL || !bo_sync_store_commit (BO_SYNC_STORE (store), error))
    {
      bo_sync_store_rollback (BO_SYNC_STORE (store));
      return NULL;
    }
  if (!g_file_set_contents_full (data, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  return BO_STORES_DONE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
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
 * digests, what each is believed to hold by id and version, how far was read, and what can't be
 * compared. It has no secrets, no names and no contents in it. The file is private (0600).
 */
void
bo_client_save_report_async (BoClient            *self,
                             const char          *path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_save_report_async);
  if (self->stores != NULL && !bo_stores_is_read_only (self->stores))
    {
      bo_stores_write_async (self->stores, save_func, g_strdup (path), g_free, NULL, cancellable, saved_cb, task);
      return;
    }

  g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The report was not saved: the home is not open, or can’t be written."));
  g_object_unref (task);
}

/* --- the file --- */

static void *
check_func (BoStore  *store,
            void     *data,
            GError  **error)
{
  return bo_store_check (store, error) ? BO_STORES_DONE : NULL;
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (bo_stores_finish (result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * bo_client_check_async:
 * @self: an open client
 * @cancellable: (nullable): before its turn, nothing happens
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Reads all of the home's file and looks for damage, beside whoever writes.
 */
void
bo_client_check_async (BoClient            *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  GTask *task;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_check_async);
  if (self->stores != NULL)
    {
      bo_stores_read_async (self->stores, check_func, NULL, NULL, NULL, cancellable, checked_cb, task);
      return;
    }
  g_task_return_new_error (task, BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
  g_object_unref (task);
}

/**
 * bo_client_check_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: %BO_ERROR_CORRUPT where something is damaged, %BO_ERROR_USAGE where no home is open
 *
 * Returns: whether the file is whole
 */
gboolean
bo_client_check_finish (BoClient      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
