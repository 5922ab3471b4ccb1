/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-driver.h"

struct _BoDriver
{
  gatomicrefcount references;  /* the owner's, and one of each call under way */
  BoStores       *stores;
  BoHttp         *http;
  BoEngine       *engine;
  BoDriverEvents  events;
  void           *data;
  GMainContext   *context;
  GHashTable     *sending;     /* request id -> GCancellable */
  GQueue          queue;       /* BoEvent: arrived while stepping */
  GSource        *timer;       /* nullable */
  int             jobs;
  bool            stepping;
  bool            ended;
};

typedef struct
{
  BoDriver *driver;
  uint64_t  id;
} Sending;

static void step (BoDriver *self, BoEvent event);
static void look_for_rest (BoDriver *self);

static BoDriver *
driver_ref (BoDriver *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
event_free (BoEvent *event)
{
  g_clear_pointer (&event->reply, bo_reply_free);
  g_clear_pointer (&event->outcome, bo_job_outcome_free);
  g_free (event);
}

static void
driver_unref (BoDriver *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_queue_clear_full (&self->queue, (GDestroyNotify) event_free);
  g_hash_table_unref (self->sending);
  bo_engine_free (self->engine);
  g_object_unref (self->http);
  bo_stores_unref (self->stores);
  g_main_context_unref (self->context);
  g_free (self);
}

/* --- requests --- */

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autofree Sending *sending = data;
  BoDriver *self = sending->driver;
  BoReply *reply = bo_http_send_finish (BO_HTTP (source), result);
  /* One that was cancelled is no longer in the table, and nobody waits for it. */
  bool wanted = g_hash_table_remove (self->sending, &sending->id);

  if (wanted && !self->ended)
    step (self, (BoEvent){ .type = BO_EVENT_REPLY, .request_id = sending->id, .reply = reply });
  else
    bo_reply_free (reply);
  driver_unref (self);
}

static void
send (BoDriver  *self,
      BoRequest *request)
{
  Sending *sending = g_new (Sending, 1);
  GCancellable *cancellable = g_cancellable_new ();

  *sending = (Sending){ driver_ref (self), request->id };
  g_hash_table_insert (self->sending, g_memdup2 (&request->id, sizeof request->id), cancellable);
  bo_http_send_async (self->http, request, cancellable, sent_cb, sending);
}

static void
cancel (BoDriver *self,
        uint64_t  id)
{
  g_autoptr(GCancellable) cancellable = NULL;
  g_autofree void *key = NULL;

  if (g_hash_table_steal_extended (self->sending, &id, &key, (void **) &cancellable))
    g_cancellable_cancel (cancellable);
}

/* --- jobs --- */

typedef struct
{
  BoDriver     *driver;    /* the call holds it */
  BoJob        *job;
  BoStore      *store;     /* while it runs */
  int64_t       announced; /* as many writes the client knows of */
} Running;

typedef struct
{
  BoJobOutcome *outcome;
  bool          wrote;
} Done;

static void
running_free (Running *running)
{
  bo_job_unref (running->job);
  g_free (running);
}

static void
done_free (Done *done)
{
  g_clear_pointer (&done->outcome, bo_job_outcome_free);
  g_free (done);
}

static gboolean
announce_cb (void *data)
{
  BoDriver *self = data;

  if (!self->ended)
    self->events.committed (self->data);
  return G_SOURCE_REMOVE;
}

/* On the store's thread. */
static bool
committed_cb (void *data)
{
  Running *running = data;
  g_autoptr(GSource) source = g_idle_source_new ();

  running->announced = bo_store_count_writes (running->store);
  g_source_set_static_name (source, "[blowing-off] committed");
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, announce_cb, driver_ref (running->driver), (GDestroyNotify) driver_unref);
  g_source_attach (source, running->driver->context);
  return true;
}

static void *
job_func (BoStore  *store,
          void     *data,
          GError  **error)
{
  Running *running = data;
  BoContext context = bo_stores_context ();
  Done *done = g_new0 (Done, 1);

  running->store = store;
  running->announced = bo_store_count_writes (store);
  done->outcome = bo_job_run (running->job, BO_SYNC_STORE (store), &context, committed_cb, running);
  done->wrote = bo_store_count_writes (store) != running->announced;
  return done;
}

static void
job_cb (GObject      *source,
        GAsyncResult *result,
        void         *data)
{
  BoDriver *self = data;
  Done *done = bo_stores_finish (result, NULL);

  self->jobs--;
  if (done != NULL && bo_job_outcome_error (done->outcome) != NULL)
    bo_stores_look_at_error (self->stores, bo_job_outcome_error (done->outcome));
  if (done != NULL && !self->ended)
    {
      /* Most steps of a quiet cycle only look. */
      if (done->wrote)
        self->events.committed (self->data);
      step (self, (BoEvent){ .type = BO_EVENT_JOB_DONE, .outcome = g_steal_pointer (&done->outcome) });
    }
  else
    look_for_rest (self);
  g_clear_pointer (&done, done_free);
  driver_unref (self);
}

static void
start_job (BoDriver *self,
           BoJob    *job)
{
  Running *running = g_new0 (Running, 1);

  running->driver = self;
  running->job = job;
  self->jobs++;
  bo_stores_write_async (self->stores, job_func, running, (GDestroyNotify) running_free,
                         (GDestroyNotify) done_free, NULL, job_cb, driver_ref (self));
}

/* --- timers --- */

static void
clear_timer (BoDriver *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
timer_cb (void *data)
{
  BoDriver *self = data;

  clear_timer (self);
  step (self, (BoEvent){ .type = BO_EVENT_TIMER });
  return G_SOURCE_REMOVE;
}

static void
arm_timer (BoDriver *self,
           int64_t   at_us)
{
  int64_t wait_ms = (at_us - bo_clock_monotonic () + 999) / 1000;

  clear_timer (self);
  if (at_us == INT64_MAX)
    return;

  self->timer = g_timeout_source_new (CLAMP (wait_ms, 0, INT32_MAX));
  g_source_set_static_name (self->timer, "[blowing-off] engine");
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* --- the engine --- */

static void
carry_out (BoDriver *self,
           BoAction *action)
{
  switch (action->type)
    {
    case BO_ACTION_SEND:
      send (self, action->request);
      break;
    case BO_ACTION_CANCEL:
      cancel (self, action->request_id);
      break;
    case BO_ACTION_JOB:
      start_job (self, g_steal_pointer (&action->job));
      break;
    case BO_ACTION_TIMER:
      arm_timer (self, action->at_us);
      break;
    case BO_ACTION_SIGN_IN:
      self->events.sign_in (self->data);
      break;
    case BO_ACTION_NOTIFY:
      self->events.notify (self->data);
      break;
    case BO_ACTION_FINISHED:
      {
        g_autoptr(BoSyncReport) report = bo_engine_get_report (self->engine);

        self->events.finished (report, self->data);
      }
      break;
    }
}

static void
step_once (BoDriver *self,
           BoEvent  *event)
{
  g_autoptr(GPtrArray) actions = NULL;

  event->entropy = bo_random_uint64 ();
  actions = bo_engine_step (self->engine, event, bo_clock_now (), bo_clock_monotonic ());
  for (unsigned int i = 0; i < actions->len && !self->ended; i++)
    carry_out (self, g_ptr_array_index (actions, i));
}

/* What listens may tell us something in turn: that waits until this step is carried out. */
static void
step (BoDriver *self,
      BoEvent   event)
{
  BoEvent *next;

  g_queue_push_tail (&self->queue, g_memdup2 (&event, sizeof event));
  if (self->stepping)
    return;

  self->stepping = true;
  driver_ref (self);
  while (!self->ended && (next = g_queue_pop_head (&self->queue)) != NULL)
    {
      step_once (self, next);
      g_free (next);
    }
  self->stepping = false;
  look_for_rest (self);
  driver_unref (self);
}

/* Steps end here, and so does a job that nobody can step with. */
static void
look_for_rest (BoDriver *self)
{
  if (!self->ended && !self->stepping && !bo_driver_is_busy (self))
    self->events.rested (self->data);
}

void
bo_driver_tell (BoDriver   *self,
                BoEventType type)
{
  step (self, (BoEvent){ .type = type, .available = true });
}

void
bo_driver_tell_available (BoDriver   *self,
                          BoEventType type,
                          bool        available)
{
  step (self, (BoEvent){ .type = type, .available = available });
}

void
bo_driver_tell_pace (BoDriver *self,
                     int64_t   poll_us)
{
  step (self, (BoEvent){ .type = BO_EVENT_PACE, .poll_us = poll_us });
}

const BoEngineStatus *
bo_driver_get_status (BoDriver *self)
{
  return bo_engine_get_status (self->engine);
}

BoHttp *
bo_driver_get_http (BoDriver *self)
{
  return self->http;
}

bool
bo_driver_is_busy (BoDriver *self)
{
  return self->jobs > 0 || g_hash_table_size (self->sending) > 0;
}

BoDriver *
bo_driver_new (BoStores             *stores,
               BoHttp               *http,
               const BoDriverEvents *events,
               void                 *data)
{
  BoDriver *self = g_new0 (BoDriver, 1);

  g_atomic_ref_count_init (&self->references);
  self->context = g_main_context_ref_thread_default ();
  self->stores = bo_stores_ref (stores);
  self->http = g_object_ref (http);
  self->engine = bo_engine_new ();
  self->events = *events;
  self->data = data;
  self->sending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  return self;
}

void
bo_driver_free (BoDriver *self)
{
  g_autoptr(GList) cancellables = g_hash_table_get_values (self->sending);

  self->ended = true;
  clear_timer (self);
  for (GList *at = cancellables; at != NULL; at = at->next)
    g_cancellable_cancel (at->data);
  driver_unref (self);
}
