/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-feed.h"
#include "bo-since.h"

/* Of entities and edges in one batch, which can't be applied in parts; and how long a callback
   goes on applying what is ready before it lets others have their turn. */
#define SLICE 16
#define BUDGET_US 1500

/* The reader stays this far ahead of the main thread, no further: memory is bounded. */
#define MAX_READY 128

/* What the reader hands over, in order: what the store says of itself, batches, the end. */
typedef enum
{
  DELIVERY_STANDING,
  DELIVERY_ROWS,
  DELIVERY_END,
} DeliveryKind;

typedef struct
{
  DeliveryKind  kind;
  BoModelBatch *batch;    /* nullable */
  char        **ids;      /* nullable */
  BoSyncState  *state;    /* nullable */
  BoSyncCounts  counts;
} Delivery;

struct _BoFeed
{
  gatomicrefcount references;
  BoStores       *stores;
  BoModel        *model;      /* nullable */
  bool            say_unsent;
  BoFeedEvents    events;
  void           *data;
  BoSince        *since;      /* nullable */

  bool            stopped;
  bool            reading;
  GPtrArray      *next;       /* GTask: wait for a refresh not begun */
  GPtrArray      *current;    /* GTask: wait for the one under way */
  GSource        *applying;   /* nullable */
  int64_t         longest_us;
  int64_t         longest_cpu_us;

  /* Shared with the reader. */
  GMutex          mutex;
  GCond           taken;
  GQueue          ready;      /* Delivery */
  bool            deaf;       /* nobody takes deliveries any more */
  GMainContext   *context;

  /* The reader's alone. */
  bool            local;      /* without a hub: what isn't sent doesn't wait */
  int64_t         stamp;
  int64_t         pending;
};

static void
delivery_free (Delivery *delivery)
{
  g_clear_pointer (&delivery->batch, bo_model_batch_unref);
  g_clear_pointer (&delivery->ids, g_strfreev);
  g_clear_pointer (&delivery->state, bo_sync_state_free);
  g_free (delivery);
}

static BoFeed *
bo_feed_ref (BoFeed *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
bo_feed_unref (BoFeed *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_queue_clear_full (&self->ready, (GDestroyNotify) delivery_free);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  g_clear_pointer (&self->current, g_ptr_array_unref);
  g_clear_pointer (&self->since, bo_since_free);
  g_clear_object (&self->model);
  g_clear_pointer (&self->stores, bo_stores_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->taken);
  g_free (self);
}

/* --- the reader's side --- */

static void wake (BoFeed *self);

static void
deliver (BoFeed   *self,
         Delivery *delivery)
{
  g_mutex_lock (&self->mutex);
  while (self->ready.length >= MAX_READY && !self->deaf)
    g_cond_wait (&self->taken, &self->mutex);
  if (self->deaf)
    g_clear_pointer (&delivery, delivery_free);
  else
    g_queue_push_tail (&self->ready, delivery);
  g_mutex_unlock (&self->mutex);

  wake (self);
}

/* (nullable): paths of what waits. A failure to read them only leaves a mark off a tile. */
static char **
pending_paths (BoStore    *store,
               const char *id)
{
  g_autoptr(GPtrArray) edits = bo_sync_store_list_edits (BO_SYNC_STORE (store), id, NULL);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (unsigned int i = 0; edits != NULL && i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);

      for (unsigned int j = 0; edit->changes != NULL && j < edit->changes->len; j++)
        g_strv_builder_add (builder, ((BoJsonChange *) g_ptr_array_index (edit->changes, j))->path);
    }
  return g_strv_builder_end (builder);
}

/*
 * bo_feed_add_record:
 * @store: of this thread
 *
 * What can't be shown still stands in the model, by its id and its problem.
 */
void
bo_feed_add_record (BoModelBatch *batch,
                    BoStore      *store,
                    BoRecord     *record)
{
  g_auto(GStrv) paths = NULL;

  if (record->shown == NULL && record->status == BO_STATUS_UNREADABLE)
    {
      g_autoptr(BoEntity) blank = bo_entity_new (record->id, record->hub_version != NULL ? record->hub_version : "",
                                                 "", "", NULL, NULL, NULL, NULL);

      bo_model_batch_add_entity (batch, blank, record->status, record->problem, NULL);
      return;
    }
  if (record->shown == NULL)
    {
      bo_model_batch_remove_entity (batch, record->id);
      return;
    }

  if (record->status != BO_STATUS_SYNCED)
    paths = pending_paths (store, record->id);
  bo_model_batch_add_entity (batch, record->shown, record->status, record->problem, (const char *const *) paths);
}

static Delivery *
slice_records (BoFeed    *self,
               BoStore   *store,
               GPtrArray *records,
               unsigned int *at)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  unsigned int end = MIN (records->len, *at + SLICE);

  delivery->kind = DELIVERY_ROWS;
  delivery->batch = self->model != NULL ? bo_model_batch_new () : NULL;
  for (; *at < end; (*at)++)
    {
      BoRecord *record = g_ptr_array_index (records, *at);

      g_strv_builder_add (ids, record->id);
      if (self->local && record->status == BO_STATUS_PENDING)
        record->status = BO_STATUS_SYNCED;
      if (delivery->batch != NULL)
        bo_feed_add_record (delivery->batch, store, record);
    }
  delivery->ids = g_strv_builder_end (ids);
  return delivery;
}

static Delivery *
slice_edges (BoFeed    *self,
             GPtrArray *edges,
             unsigned int *at)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  unsigned int end = MIN (edges->len, *at + SLICE);

  delivery->kind = DELIVERY_ROWS;
  delivery->batch = self->model != NULL ? bo_model_batch_new () : NULL;
  for (; *at < end; (*at)++)
    {
      BoEdgeRecord *record = g_ptr_array_index (edges, *at);

      g_strv_builder_add (ids, record->shown->id);
      if (delivery->batch != NULL)
        bo_model_batch_add_edge (delivery->batch, record->shown);
    }
  delivery->ids = g_strv_builder_end (ids);
  return delivery;
}

/* What one refresh reads, of one moment. */
typedef struct
{
  GPtrArray   *records;
  GPtrArray   *edges;
  BoSyncState *state;
  BoSyncCounts counts;
  int64_t      stamp;
} Reading;

/* There is a hub now: what was made before it came waits from now on. */
static bool
add_unsent (Reading *reading,
            BoStore *store,
            GError **error)
{
  g_autoptr(GPtrArray) unsent = bo_sync_store_list_pending (BO_SYNC_STORE (store), 0, error);

  if (unsent == NULL)
    return false;
  g_ptr_array_extend_and_steal (reading->records, g_steal_pointer (&unsent));
  return true;
}

static bool
read_all (BoFeed  *self,
          Reading *reading,
          BoStore *store,
          GError **error)
{
  bool local;

  reading->state = bo_sync_store_get_state (BO_SYNC_STORE (store), error);
  if (reading->state == NULL || !bo_sync_store_get_counts (BO_SYNC_STORE (store), &reading->counts, error))
    return false;
  reading->stamp = self->stamp;
  reading->records = bo_store_list_records (store, self->stamp, &reading->stamp, error);
  reading->edges = reading->records != NULL ? bo_store_list_edges (store, self->stamp, error) : NULL;
  if (reading->edges == NULL)
    return false;

  local = !self->say_unsent && reading->state->server_url == NULL;
  if (self->local && !local && !add_unsent (reading, store, error))
    return false;
  self->local = local;
  return true;
}

static Delivery *
standing (Reading *reading)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->kind = DELIVERY_STANDING;
  delivery->state = g_steal_pointer (&reading->state);
  delivery->counts = reading->counts;
  return delivery;
}

/* That more waits is said before it shows, that less waits afterwards: "up to date" must not
   stand beside something that waits. */
static void
deliver_all (BoFeed  *self,
             BoStore *store,
             Reading *reading)
{
  bool more = reading->counts.pending > self->pending;

  self->pending = reading->counts.pending;
  self->stamp = reading->stamp;
  if (more)
    deliver (self, standing (reading));
  for (unsigned int at = 0; at < reading->records->len;)
    deliver (self, slice_records (self, store, reading->records, &at));
  for (unsigned int at = 0; at < reading->edges->len;)
    deliver (self, slice_edges (self, reading->edges, &at));
  if (!more)
    deliver (self, standing (reading));
}

static void *
read_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  BoFeed *self = data;
  Reading reading = { 0 };
  bool done;

  /* Counts and rows of one moment: others go on writing meanwhile. */
  if (!bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_NORMAL, error))
    return NULL;
  done = read_all (self, &reading, store, error);
  bo_sync_store_rollback (BO_SYNC_STORE (store));
  if (done)
    {
      Delivery *end = g_new0 (Delivery, 1);

      deliver_all (self, store, &reading);
      end->kind = DELIVERY_END;
      deliver (self, end);
    }
  g_clear_pointer (&reading.state, bo_sync_state_free);
  g_clear_pointer (&reading.records, g_ptr_array_unref);
  g_clear_pointer (&reading.edges, g_ptr_array_unref);
  return done ? BO_STORES_DONE : NULL;
}

/* --- the main thread's side --- */

static void start_reading (BoFeed *self);

static void
return_all (GPtrArray *tasks,
            GError    *error)
{
  for (unsigned int i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
  g_ptr_array_set_size (tasks, 0);
}

static void
end_refresh (BoFeed *self)
{
  self->reading = false;
  return_all (self->current, NULL);
  if (self->next->len > 0 && !self->stopped)
    start_reading (self);
}

static void
apply_rows (BoFeed   *self,
            Delivery *delivery)
{
  if (delivery->batch != NULL)
    bo_model_apply (self->model, delivery->batch);
  self->events.changed ((const char *const *) delivery->ids, self->data);
  if (self->since != NULL)
    bo_since_add (self->since, (const char *const *) delivery->ids);
}

static void
apply (BoFeed   *self,
       Delivery *delivery)
{
  switch (delivery->kind)
    {
    case DELIVERY_STANDING:
      self->events.refreshed (g_steal_pointer (&delivery->state), &delivery->counts, self->data);
      break;
    case DELIVERY_ROWS:
      apply_rows (self, delivery);
      break;
    case DELIVERY_END:
      end_refresh (self);
      break;
    }
}

static Delivery *
take (BoFeed *self)
{
  Delivery *delivery;

  g_mutex_lock (&self->mutex);
  delivery = g_queue_pop_head (&self->ready);
  g_cond_signal (&self->taken);
  g_mutex_unlock (&self->mutex);
  return delivery;
}

/* Until nothing is ready or the time is up. Whether there may be more. */
static bool
apply_some (BoFeed *self)
{
  int64_t began = bo_clock_monotonic ();
  int64_t cpu_began = bo_clock_thread_cpu ();
  int64_t took = 0;
  Delivery *delivery = NULL;

  while (took < BUDGET_US && (delivery = take (self)) != NULL)
    {
      if (!self->stopped)
        apply (self, delivery);
      delivery_free (delivery);
      took = bo_clock_monotonic () - began;
    }
  self->longest_us = MAX (self->longest_us, took);
  self->longest_cpu_us = MAX (self->longest_cpu_us, bo_clock_thread_cpu () - cpu_began);
  return delivery != NULL;
}

static gboolean
apply_cb (void *data)
{
  BoFeed *self = data;

  if (apply_some (self))
    return G_SOURCE_CONTINUE;

  g_source_destroy (self->applying);
  g_clear_pointer (&self->applying, g_source_unref);
  return G_SOURCE_REMOVE;
}

static gboolean
woken_cb (void *data)
{
  BoFeed *self = data;

  if (self->applying != NULL || self->stopped)
    return G_SOURCE_REMOVE;

  self->applying = g_idle_source_new ();
  g_source_set_priority (self->applying, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_static_name (self->applying, "[blowing-off] feed the model");
  g_source_set_callback (self->applying, apply_cb, bo_feed_ref (self), (GDestroyNotify) bo_feed_unref);
  g_source_attach (self->applying, self->context);
  return G_SOURCE_REMOVE;
}

static void
wake (BoFeed *self)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, woken_cb, bo_feed_ref (self), (GDestroyNotify) bo_feed_unref);
  g_source_attach (source, self->context);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  BoFeed *self = data;
  g_autoptr(GError) error = NULL;

  /* With success the end is in the queue; what waits, waits for that. */
  if (bo_stores_finish (result, &error) == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        g_message ("%s", error->message);
      self->reading = false;
      return_all (self->current, error);
      if (self->next->len > 0 && !self->stopped)
        start_reading (self);
    }
  bo_feed_unref (self);
}

static void
start_reading (BoFeed *self)
{
  GPtrArray *begun = self->next;

  self->next = self->current;
  self->current = begun;
  self->reading = true;
  bo_stores_read_async (self->stores, read_func, bo_feed_ref (self), (GDestroyNotify) bo_feed_unref, NULL, NULL,
                        read_cb, bo_feed_ref (self));
}

/* Asked for by nobody in particular. */
static GTask *
idle_task (void)
{
  return g_task_new (NULL, NULL, NULL, NULL);
}

void
bo_feed_refresh (BoFeed *self,
                 GTask  *task)
{
  if (self->stopped)
    {
      if (task != NULL)
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
      g_clear_object (&task);
      return;
    }

  if (task != NULL || self->next->len == 0)
    g_ptr_array_add (self->next, task != NULL ? task : idle_task ());
  if (!self->reading)
    start_reading (self);
}

void
bo_feed_stop (BoFeed *self)
{
  g_autoptr(GError) closed = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");

  self->stopped = true;
  g_mutex_lock (&self->mutex);
  self->deaf = true;
  g_cond_signal (&self->taken);
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&self->since, bo_since_free);
  return_all (self->next, closed);
  return_all (self->current, closed);
}

void
bo_feed_ask_ages (BoFeed      *self,
                  BoAccessory *accessory,
                  GTask       *task)
{
  bo_since_ask (self->since, accessory, task);
}

int64_t
bo_feed_get_longest (BoFeed  *self,
                     int64_t *cpu_us)
{
  if (cpu_us != NULL)
    *cpu_us = self->longest_cpu_us;
  return self->longest_us;
}

BoFeed *
bo_feed_new (BoStores           *stores,
             BoModel            *model,
             bool                say_unsent,
             const BoFeedEvents *events,
             void               *data)
{
  BoFeed *self = g_new0 (BoFeed, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->taken);
  self->stores = bo_stores_ref (stores);
  self->model = model != NULL ? g_object_ref (model) : NULL;
  self->say_unsent = say_unsent;
  self->events = *events;
  self->data = data;
  self->since = model != NULL ? bo_since_new (stores, model) : NULL;
  self->next = g_ptr_array_new_with_free_func (g_object_unref);
  self->current = g_ptr_array_new_with_free_func (g_object_unref);
  self->context = g_main_context_ref_thread_default ();
  return self;
}
