/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "bo-client-private.h"

/* How long closing waits for what is on its way to the hub. What is cut off is sent again
   at the next start, under the same version. */
#define CLOSE_PATIENCE_MS 1000
#define CLOSE_STEP_MS 20

/* --- entering and leaving a file --- */

static void
changed_event (const char *const *ids,
               GHashTable        *rivals,
               void              *data)
{
  _bo_client_take_rivals (data, ids, rivals);
  _bo_client_tell_changed (data, ids);
}

static void
refreshed_event (BoSyncState        *state,
                 const BoSyncCounts *counts,
                 void               *data)
{
  _bo_client_set_state (data, state, counts);
}

static void
ended_event (void *data)
{
  BoClient *self = data;

  _bo_client_take_people (self);
  bo_lists_refresh (self->lists);
}

static void
look_event (bool  resumed,
            void *data)
{
  _bo_client_look (data, resumed);
}

/* --- a file that turns out to be damaged --- */

static void
set_recovery (BoClient   *self,
              const char *sentence,
              bool        lost)
{
  if (sentence == NULL)
    return;

  g_free (self->recovery);
  self->recovery = g_strdup (sentence);
  self->lost = lost;
  g_object_notify (G_OBJECT (self), "recovery");
}

/**
 * bo_client_get_recovery:
 * @self: a client
 * @lost: (out) (optional): whether something that waited for the hub is lost, or may be
 *
 * Whether the home's file was found damaged while this client had it, and what came of it: what was
 * saved, what not, and where the damaged file is kept.
 *
 * Returns: (transfer none) (nullable): a sentence
 */
const char *
bo_client_get_recovery (BoClient *self,
                        bool     *lost)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  if (lost != NULL)
    *lost = self->lost;
  return self->recovery;
}

static void
mended_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GError) error = NULL;

  if (!bo_client_open_finish (BO_CLIENT (source), result, &error))
    g_message ("%s", error->message);
}

static void
closed_damaged_cb (GObject      *source,
                   GAsyncResult *result,
                   void         *data)
{
  BoClient *self = BO_CLIENT (source);

  bo_client_close_finish (self, result, NULL);
  bo_model_clear (self->model);
  self->suspect = true;
  bo_client_open_async (self, self->flags, NULL, mended_cb, NULL);
}

static gboolean
mend_cb (void *data)
{
  BoClient *self = data;

  if (self->stores == NULL || self->recovery != NULL)
    return G_SOURCE_REMOVE;
  _bo_client_set_store_error (self, _("The home’s file is damaged. What can be read of it is being saved."));
  bo_client_close_async (self, NULL, closed_damaged_cb, NULL);
  return G_SOURCE_REMOVE;
}

/* Nothing is written any more; what asked hears of its failure first. A file that was mended once
   and is damaged again lies on a disk that can't be trusted: that is said, and nothing more is done. */
static void
damage_event (void *data)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_callback (source, mend_cb, g_object_ref (data), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

void
_bo_client_enter (BoClient *self,
                  BoStores *stores)
{
  static const BoFeedEvents events = { changed_event, refreshed_event, ended_event };
  bool with_model = (self->flags & BO_OPEN_NO_MODEL) == 0;
  bool lost = false;
  const char *recovery;

  self->stores = stores;
  self->feed = bo_feed_new (stores, with_model ? self->model : NULL, (self->flags & BO_OPEN_SAY_UNSENT) != 0, &events,
                            self);
  self->watch = bo_watch_new (bo_stores_get_path (stores), look_event, self);
  if (!bo_stores_is_read_only (stores))
    self->upkeep = bo_upkeep_new (stores);
  bo_lists_set_stores (self->lists, stores);
  bo_stores_on_damage (stores, damage_event, self);
  recovery = bo_stores_get_recovery (stores, &lost);
  set_recovery (self, recovery, lost);
  _bo_client_set_store_error (self, bo_stores_get_problem (stores));
}

void
_bo_client_leave (BoClient *self)
{
  if (self->stores != NULL)
    bo_stores_on_damage (self->stores, NULL, NULL);
  _bo_client_stop (self);
  _bo_client_fail_syncs (self);
  g_clear_pointer (&self->watch, bo_watch_free);
  g_clear_pointer (&self->upkeep, bo_upkeep_free);
  bo_lists_set_stores (self->lists, NULL);
  if (self->feed != NULL)
    bo_feed_stop (self->feed);
  g_clear_pointer (&self->feed, bo_feed_unref);
  g_clear_pointer (&self->rivals, g_hash_table_unref);
}

/* --- loading what is in it --- */

static void *
settings_func (BoStore  *store,
               void     *data,
               GError  **error)
{
  return bo_store_list_settings (store, "", error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
settings_read_cb (GObject      *source,
                  GAsyncResult *result,
                  void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  g_autoptr(GHashTable) settings = NULL;
  GError *error = NULL;

  settings = bo_stores_finish (result, &error);
  if (settings == NULL || self->feed == NULL)
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->settings, g_hash_table_unref);
  self->settings = g_steal_pointer (&settings);
  bo_feed_refresh (self->feed, g_task_new (self, NULL, loaded_cb, g_object_ref (task)));
}

/* Settings, then everything into the model. */
void
_bo_client_load_async (BoClient            *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       void                *data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, _bo_client_load_async);
  bo_stores_read_async (self->stores, settings_func, NULL, NULL, (GDestroyNotify) g_hash_table_unref, cancellable,
                        settings_read_cb, task);
}

gboolean
_bo_client_load_finish (BoClient      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- opening --- */

static void
token_found_cb (GObject      *source,
                GAsyncResult *result,
                void         *data)
{
  BoClient *self = BO_CLIENT (source);
  g_autoptr(BoHttp) http = _bo_client_find_token_finish (self, result);

  if (http != NULL && self->stores != NULL && self->driver == NULL)
    _bo_client_start (self, http, true);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = BO_CLIENT (source);
  GError *error = NULL;

  if (!_bo_client_load_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  _bo_client_set_opened (self, true);
  if ((self->flags & BO_OPEN_NO_SYNC) == 0)
    _bo_client_find_token_async (self, NULL, token_found_cb, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
stores_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);
  GError *error = NULL;
  BoStores *stores = bo_stores_open_finish (result, &error);

  if (stores == NULL)
    {
      _bo_client_set_store_error (self, error->message);
      g_task_return_error (task, error);
      return;
    }

  _bo_client_enter (self, stores);
  _bo_client_load_async (self, NULL, opened_cb, g_steal_pointer (&task));
}

/**
 * bo_client_open_async:
 * @self: a client that isn't open
 * @flags: what to leave out
 * @cancellable: (nullable): gives up
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Opens the home's file, makes it where there is none, and loads the model.
 * Where a hub is known and no other process does, synchronisation begins.
 */
void
bo_client_open_async (BoClient            *self,
                      BoOpenFlags          flags,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  g_autofree char *path = NULL;
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));
  g_return_if_fail (self->stores == NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_open_async);
  self->flags = flags;
  path = bo_files_current (self->data_dir);
  /* In a folder that can't be written a home can still be read. */
  if (!bo_files_make_dir (self->data_dir, &error) && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  g_clear_error (&error);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  bo_stores_open_async (g_task_get_task_data (task), self->suspect, cancellable, stores_opened_cb, task);
  self->suspect = false;
}

/**
 * bo_client_open_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: %BO_ERROR_CORRUPT, %BO_ERROR_NEWER_SCHEMA (the file is untouched),
 * %BO_ERROR_READ_ONLY (nothing there to read either), %BO_ERROR_NO_SPACE,
 * %BO_ERROR_BUSY. A file that can only be read opens; `store-error` then says so.
 *
 * Returns: whether it is open
 */
gboolean
bo_client_open_finish (BoClient      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bo_client_begin_sync:
 * @self: a client that is open, or being opened
 *
 * Takes back %BO_OPEN_NO_SYNC: begins to synchronise where a hub is known and no other process does. Does nothing for
 * a client that was opened without it.
 */
void
bo_client_begin_sync (BoClient *self)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  if ((self->flags & BO_OPEN_NO_SYNC) == 0)
    return;
  self->flags &= ~BO_OPEN_NO_SYNC;
  if (self->opened && self->driver == NULL)
    _bo_client_find_token_async (self, NULL, token_found_cb, NULL);
}

/* --- closing --- */

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = g_task_get_source_object (task);

  bo_stores_close_finish (g_task_get_task_data (task), result);
  _bo_client_set_opened (self, false);
  g_task_return_boolean (task, TRUE);
}

static void
close_files (GTask *task)
{
  BoClient *self = g_task_get_source_object (task);
  BoStores *stores;

  if (self->stores == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  _bo_client_leave (self);
  stores = g_steal_pointer (&self->stores);
  g_task_set_task_data (task, stores, (GDestroyNotify) bo_stores_unref);
  bo_stores_close_async (stores, closed_cb, task);
}

static gboolean
patient_cb (void *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);
  int waited_ms = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (task), "waited")) + CLOSE_STEP_MS;

  g_object_set_data (G_OBJECT (task), "waited", GINT_TO_POINTER (waited_ms));
  if (self->driver != NULL && bo_driver_is_busy (self->driver) && waited_ms < CLOSE_PATIENCE_MS)
    return G_SOURCE_CONTINUE;

  close_files (task);
  return G_SOURCE_REMOVE;
}

/**
 * bo_client_close_async:
 * @self: a client
 * @cancellable: (nullable): unused
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Waits for what is on its way to the hub, at most a second, finishes what is
 * queued for the store, and closes the home's file.
 */
void
bo_client_close_async (BoClient            *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  GTask *task;
  g_autoptr(GSource) source = NULL;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_close_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->driver == NULL || !self->started || !bo_driver_is_busy (self->driver))
    {
      close_files (task);
      return;
    }

  bo_driver_tell (self->driver, BO_EVENT_STOP);
  source = g_timeout_source_new (CLOSE_STEP_MS);
  g_source_set_callback (source, patient_cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

/**
 * bo_client_close_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: %TRUE
 */
gboolean
bo_client_close_finish (BoClient      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bo_client_dup_store_path:
 * @self: a client
 *
 * Which file holds the home: the one that is open, else the one that would be.
 *
 * Returns: (transfer full) (type filename): an absolute path
 */
char *
bo_client_dup_store_path (BoClient *self)
{
  g_return_val_if_fail (BO_IS_CLIENT (self), NULL);

  return self->stores != NULL ? g_strdup (bo_stores_get_path (self->stores)) : bo_files_current (self->data_dir);
}
