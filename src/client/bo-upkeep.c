/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-upkeep.h"

#include "bo-kept-files.h"

#include "bo-reading.h"

#define DAY (INT64_C (86400) * G_USEC_PER_SEC)
#define KEEP_FINE (30 * DAY)
#define KEEP_LINES 10000

/* After the home was opened, and then whether a day has passed. */
#define FIRST_SECONDS 30
#define NEXT_SECONDS 3600

/* The setting that keeps when it was done last, by whichever process. */
#define UPKEEP_DONE "upkeep.done"

struct _BoUpkeep
{
  BoStores     *stores;
  GSource      *timer;
  GCancellable *ending;
};

/* One run. Touched by one thread at a time: the store's during a step, else the one that asked. */
typedef struct
{
  BoStores  *stores;
  int64_t    clock_us;
  bool       lines_done;
  bool       moves_done;
  int64_t    moves_us;    /* how far they are done */
  BoThinning thinning;
  bool       more;
} Run;

/* --- a step, on the store's thread --- */

static gboolean
trim_lines (BoStore  *store,
            Run      *run,
            GError  **error)
{
  bool more = false;

  if (!bo_store_trim_activity (store, KEEP_LINES, &more, error))
    return FALSE;
  run->lines_done = !more;
  return TRUE;
}

static gboolean
thin_moves (BoStore  *store,
            Run      *run,
            GError  **error)
{
  bool more = false;

  if (!bo_store_thin_moves (store, run->clock_us - KEEP_FINE, &run->moves_us, &more, error))
    return FALSE;
  run->moves_done = !more;
  return TRUE;
}

static void *
step_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Run *run = data;
  gboolean done;

  run->more = true;
  if (!run->lines_done)
    done = trim_lines (store, run, error);
  else if (!run->moves_done)
    done = thin_moves (store, run, error);
  else
    done = bo_store_thin_history (store, run->clock_us - KEEP_FINE, bo_reading_is_all, &run->thinning, &run->more,
                                  error);
  return done ? BO_STORES_DONE : NULL;
}

static void step (GTask *task);

static void
stepped_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    g_task_return_error (task, error);
  else if (g_task_return_error_if_cancelled (task))
    return;
  else if (run->more)
    step (g_steal_pointer (&task));
  else
    g_task_return_int (task, run->thinning.removed);
}

/* Each step queues behind what came meanwhile. */
static void
step (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  bo_stores_write_async (run->stores, step_func, run, NULL, NULL, g_task_get_cancellable (task), stepped_cb, task);
}

static void
run_free (Run *run)
{
  bo_stores_unref (run->stores);
  g_free (run);
}

/**
 * bo_upkeep_run_async:
 * @stores: the home
 * @clock_us: what to take for the time
 * @cancellable: (nullable): ends it after the step under way
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Trims the journal, then thins moves and readings older than 30 days to one an hour.
 */
void
bo_upkeep_run_async (BoStores            *stores,
                     int64_t              clock_us,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     void                *data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Run *run = g_new0 (Run, 1);

  run->stores = bo_stores_ref (stores);
  run->clock_us = clock_us;
  g_task_set_source_tag (task, bo_upkeep_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  step (task);
}

/**
 * bo_upkeep_run_finish:
 * @result: what the callback was given
 * @removed: (out) (optional): how many versions are gone
 * @error: return location
 *
 * Returns: whether all of it was done
 */
gboolean
bo_upkeep_run_finish (GAsyncResult *result,
                      int64_t      *removed,
                      GError      **error)
{
  gssize count = g_task_propagate_int (G_TASK (result), error);

  if (removed != NULL)
    *removed = MAX (count, 0);
  return count >= 0;
}

/* --- when --- */

/* Claims the day's run, for this process alone. The time is the hub's where one is known: a clock
   that runs ahead must not thin what is new. */
static void *
claim_func (BoStore  *store,
            void     *data,
            GError  **error)
{
  int64_t now_us = bo_clock_now (), *clock_us;
  g_autofree char *done = bo_store_get_setting (store, UPKEEP_DONE, NULL);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, now_us);
  int64_t done_us = done != NULL ? g_ascii_strtoll (done, NULL, 10) : 0;
  g_autoptr(BoSyncState) state = bo_sync_store_get_state (BO_SYNC_STORE (store), error);

  if (state == NULL)
    return NULL;
  clock_us = g_new0 (int64_t, 1);
  if (done_us <= now_us && now_us - done_us < DAY)
    return clock_us;
  if (!bo_store_put_setting (store, UPKEEP_DONE, now, error))
    {
      g_free (clock_us);
      return NULL;
    }
  *clock_us = now_us + MIN (state->clock_offset_us, 0);
  return clock_us;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        void         *data)
{
  g_autoptr(GError) error = NULL;

  if (!bo_upkeep_run_finish (result, NULL, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The home’s history was not thinned: %s", error->message);
}

static void
cleaned_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GError) error = NULL;

  if (bo_kept_files_clean_finish (result, &error) < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("Copies of files that nothing names were not looked for: %s", error->message);
}

static void
claimed_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autofree int64_t *clock_us = bo_stores_finish (result, NULL);
  BoUpkeep *self = data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (clock_us != NULL && *clock_us != 0)
    {
      g_autofree char *data_dir = g_path_get_dirname (bo_stores_get_path (self->stores));

      bo_upkeep_run_async (self->stores, *clock_us, self->ending, ran_cb, NULL);
      bo_kept_files_clean_async (data_dir, *clock_us, self->ending, cleaned_cb, NULL);
    }
}

static void arm (BoUpkeep *self, unsigned int seconds);

static gboolean
due_cb (void *data)
{
  BoUpkeep *self = data;

  bo_stores_write_async (self->stores, claim_func, NULL, NULL, g_free, self->ending, claimed_cb, self);
  arm (self, NEXT_SECONDS);
  return G_SOURCE_REMOVE;
}

static void
disarm (BoUpkeep *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
arm (BoUpkeep    *self,
     unsigned int seconds)
{
  disarm (self);
  self->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->timer, due_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/**
 * bo_upkeep_new:
 * @stores: a home that can be written
 *
 * Returns: (transfer full): does its work while it is there
 */
BoUpkeep *
bo_upkeep_new (BoStores *stores)
{
  BoUpkeep *self = g_new0 (BoUpkeep, 1);

  self->stores = bo_stores_ref (stores);
  self->ending = g_cancellable_new ();
  arm (self, FIRST_SECONDS);
  return self;
}

/**
 * bo_upkeep_free:
 * @self: (transfer full): what is under way ends after its step
 */
void
bo_upkeep_free (BoUpkeep *self)
{
  disarm (self);
  g_cancellable_cancel (self->ending);
  g_object_unref (self->ending);
  bo_stores_unref (self->stores);
  g_free (self);
}
