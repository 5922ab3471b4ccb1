/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-feed.h"
#include "bo-rivals.h"
#include "bo-since.h"

/* Of entities and edges in one batch, which can't be applied in parts; and how long a callback
   goes on applying what is ready before it lets others have their turn. */
#define SLICE 16
#define BUDGET_US 1500

/* What waits is remembered for this many things; of more, each is read anew. */
#define MAX_TOLD 4096

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
  BoModelBatch *batch;    /* of rows */
  char        **ids;
  char        **fresh;    /* those of @ids whose values may be others */
  GHashTable   *rivals;   /* nullable: who is on the other side, where any of @ids is in conflict */
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
  GHashTable     *told;       /* id → Told: what the model shows of what waits */
};

typedef struct
{
  char  *version;
  char **paths;
} Told;

static void
told_free (void *data)
{
  Told *told = data;

  g_free (told->version);
  g_strfreev (told->paths);
  g_free (told);
}

static void
delivery_free (Delivery *delivery)
{
  g_clear_pointer (&delivery->batch, bo_model_batch_unref);
  g_clear_pointer (&delivery->ids, g_strfreev);
  g_clear_pointer (&delivery->fresh, g_strfreev);
  g_clear_pointer (&delivery->rivals, g_hash_table_unref);
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
  g_hash_table_unref (self->told);
  g_clear_pointer (&self->stores, bo_stores_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->taken);
  g_free (self);
}

/* --- the reader's side --- */

static void wake (BoFeed *self);

/* Where something is ready already, the main thread knows. */
static void
deliver (BoFeed   *self,
         Delivery *delivery)
{
  bool first;

  g_mutex_lock (&self->mutex);
  while (self->ready.length >= MAX_READY && !self->deaf)
    g_cond_wait (&self->taken, &self->mutex);
  first = self->ready.length == 0;
  if (self->deaf)
    g_clear_pointer (&delivery, delivery_free);
  else
    g_queue_push_tail (&self->ready, delivery);
  g_mutex_unlock (&self->mutex);

  if (first)
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

/* The model has this version already, with the same of it waiting or now nothing: then it only learns
   where that stands. What is sent and acknowledged comes by twice more, and nothing in it is new. */
static bool
is_told (BoFeed   *self,
         BoRecord *record,
         char    **paths)
{
  Told *told = record->shown != NULL ? g_hash_table_lookup (self->told, record->id) : NULL;

  return told != NULL && g_str_equal (told->version, record->shown->version)
         && (paths == NULL || g_strv_equal ((const char *const *) told->paths, (const char *const *) paths));
}

/* @paths: (nullable) (transfer full): NULL where nothing waits */
static void
remember (BoFeed   *self,
          BoRecord *record,
          char    **paths)
{
  g_auto(GStrv) taken = paths;
  Told *told;

  if (paths == NULL || record->shown == NULL || g_hash_table_size (self->told) >= MAX_TOLD)
    {
      g_hash_table_remove (self->told, record->id);
      return;
    }
  told = g_new (Told, 1);
  *told = (Told) { g_strdup (record->shown->version), g_steal_pointer (&taken) };
  g_hash_table_replace (self->told, g_strdup (record->id), told);
}

/* What can't be shown still stands in the model, by its id and its problem. @paths: (nullable): what of it waits */
static void
add_record (BoModelBatch *batch,
            BoRecord     *record,
            char        **paths)
{
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

  bo_model_batch_add_entity (batch, record->shown, record->status, record->problem, (const char *const *) paths);
}

/* One refresh: what it reads is of one moment, and goes on as it is read, so that a home of any
   size takes little room. */
typedef struct
{
  BoFeed         *feed;
  BoStore        *store;
  BoSyncState    *state;      /* nullable: told already */
  BoSyncCounts    counts;
  int64_t         stamp;
  bool            local;
  GHashTable     *rivals;     /* nullable until something is in conflict */
  Delivery       *filling;    /* nullable */
  GStrvBuilder   *ids;        /* of @filling */
  GStrvBuilder   *fresh;      /* the same */
  unsigned int    n;
} Reading;

static void
flush (Reading *reading)
{
  if (reading->filling == NULL)
    return;

  reading->filling->ids = g_strv_builder_end (reading->ids);
  reading->filling->fresh = g_strv_builder_end (reading->fresh);
  g_clear_pointer (&reading->ids, g_strv_builder_unref);
  g_clear_pointer (&reading->fresh, g_strv_builder_unref);
  deliver (reading->feed, g_steal_pointer (&reading->filling));
}

/* The batch to add the next row to. */
static BoModelBatch *
take_in (Reading    *reading,
         const char *id)
{
  if (reading->filling != NULL && reading->n == SLICE)
    flush (reading);
  if (reading->filling == NULL)
    {
      reading->filling = g_new0 (Delivery, 1);
      reading->filling->kind = DELIVERY_ROWS;
      reading->filling->batch = bo_model_batch_new ();
      reading->ids = g_strv_builder_new ();
      reading->fresh = g_strv_builder_new ();
      reading->n = 0;
    }
  reading->n++;
  g_strv_builder_add (reading->ids, id);
  return reading->filling->batch;
}

/* A failure to read them only leaves a name off a tile. */
static void
take_rivals (Reading *reading)
{
  if (reading->rivals == NULL)
    reading->rivals = bo_rivals_read (reading->store, NULL);
  if (reading->rivals != NULL && reading->filling->rivals == NULL)
    reading->filling->rivals = g_hash_table_ref (reading->rivals);
}

static void
take_record (Reading  *reading,
             BoRecord *record)
{
  BoFeed *self = reading->feed;
  BoModelBatch *batch = take_in (reading, record->id);
  char **paths = record->status != BO_STATUS_SYNCED ? pending_paths (reading->store, record->id) : NULL;

  if (is_told (self, record, paths))
    bo_model_batch_add_standing (batch, record->id, record->shown->version, record->status, record->problem);
  else
    {
      add_record (batch, record, paths);
      g_strv_builder_add (reading->fresh, record->id);
    }
  if (record->status == BO_STATUS_CONFLICT)
    take_rivals (reading);
  remember (self, record, paths);
}

static gboolean
take_record_cb (BoRecord *taken,
                void     *data)
{
  Reading *reading = data;
  g_autoptr(BoRecord) record = taken;

  if (reading->local && record->status == BO_STATUS_PENDING)
    record->status = BO_STATUS_SYNCED;
  take_record (reading, record);
  return TRUE;
}

static bool
take_edge_cb (BoEdgeRecord *taken,
              void         *data)
{
  g_autoptr(BoEdgeRecord) record = taken;

  bo_model_batch_add_edge (take_in (data, record->shown->id), record->shown);
  return true;
}

/* There is a hub now: what was made before it came waits from now on. */
static bool
take_unsent (Reading *reading,
             GError **error)
{
  g_autoptr(GPtrArray) unsent = bo_sync_store_list_pending (BO_SYNC_STORE (reading->store), 0, error);

  for (unsigned int i = 0; unsent != NULL && i < unsent->len; i++)
    take_record (reading, g_ptr_array_index (unsent, i));
  return unsent != NULL;
}

static bool
read_rows (Reading *reading,
           GError **error)
{
  BoFeed *self = reading->feed;

  if (!bo_store_foreach_record (reading->store, self->stamp, take_record_cb, reading, error)
      || !bo_store_foreach_edge (reading->store, self->stamp, take_edge_cb, reading, error))
    return false;
  return reading->local >= self->local || take_unsent (reading, error);
}

static void
deliver_standing (Reading *reading)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->kind = DELIVERY_STANDING;
  delivery->state = g_steal_pointer (&reading->state);
  delivery->counts = reading->counts;
  deliver (reading->feed, delivery);
}

/* That more waits is said before it shows, that less waits afterwards: "up to date" must not
   stand beside something that waits. */
static bool
read_all (Reading *reading,
          GError **error)
{
  BoSyncStore *store = BO_SYNC_STORE (reading->store);
  BoFeed *self = reading->feed;
  bool more;

  reading->state = bo_sync_store_get_state (store, error);
  if (reading->state == NULL || !bo_sync_store_get_counts (store, &reading->counts, error)
      || !bo_store_get_stamp (reading->store, &reading->stamp, error))
    return false;

  reading->local = !self->say_unsent && reading->state->server_url == NULL;
  more = reading->counts.pending > self->pending;
  if (more)
    deliver_standing (reading);
  if (self->model != NULL && !read_rows (reading, error))
    return false;
  flush (reading);
  if (!more)
    deliver_standing (reading);
  self->pending = reading->counts.pending;
  self->stamp = reading->stamp;
  self->local = reading->local;
  return true;
}

static void *
read_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Reading reading = { .feed = data, .store = store };
  bool done;

  if (!bo_sync_store_begin (BO_SYNC_STORE (store), BO_DURABILITY_NORMAL, error))
    return NULL;
  done = read_all (&reading, error);
  bo_sync_store_rollback (BO_SYNC_STORE (store));
  if (done)
    {
      Delivery *end = g_new0 (Delivery, 1);

      end->kind = DELIVERY_END;
      deliver (reading.feed, end);
    }
  g_clear_pointer (&reading.state, bo_sync_state_free);
  g_clear_pointer (&reading.filling, delivery_free);
  g_clear_pointer (&reading.rivals, g_hash_table_unref);
  g_clear_pointer (&reading.ids, g_strv_builder_unref);
  g_clear_pointer (&reading.fresh, g_strv_builder_unref);
  /* What was read and not handed over comes again. */
  if (!done)
    g_hash_table_remove_all (reading.feed->told);
  return done ? BO_STORES_DONE : NULL;
}

/* --- the main thread's side --- */

static void start_reading (BoFeed *self);

/* The last one to hold the client may be among them: its end comes back here, and finds none left. */
static void
return_all (GPtrArray *tasks,
            GError    *error)
{
  size_t n = 0;
  g_autofree void **ending = g_ptr_array_steal (tasks, &n);

  for (size_t i = 0; i < n; i++)
    {
      g_autoptr(GTask) task = ending[i];

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
end_refresh (BoFeed *self)
{
  self->reading = false;
  self->events.ended (self->data);
  return_all (self->current, NULL);
  if (self->next->len > 0 && !self->stopped)
    start_reading (self);
}

static void
apply_rows (BoFeed   *self,
            Delivery *delivery)
{
  bo_model_apply (self->model, delivery->batch);
  self->events.changed ((const char *const *) delivery->ids, delivery->rivals, self->data);
  if (self->since != NULL && delivery->fresh[0] != NULL)
    bo_since_add (self->since, (const char *const *) delivery->fresh);
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
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, told_free);
  self->context = g_main_context_ref_thread_default ();
  return self;
}
