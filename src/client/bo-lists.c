/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-items-private.h"
#include "bo-lists.h"

#define ACTIVITY_AT_ONCE 500

typedef enum
{
  LIST_PENDING,
  LIST_CONFLICTS,
  LIST_ACTIVITY,
  N_LISTS
} ListKind;

struct _BoLists
{
  GListStore   *stores[N_LISTS];  /* nullable until asked for */
  BoStores     *files;            /* nullable */
  GCancellable *ending;           /* of what is read of these files */
  GHashTable   *people;           /* nullable; never changed, only replaced */
  int           activity_limit; /* lines that were asked for */
  int           activity_read;  /* so many were asked for when it was read last */
  bool          more_activity;  /* there are older ones */
  bool          reading;
  bool          again;
};

/* What is read at once: a list, or nothing, of each kind. */
typedef struct
{
  GPtrArray *items[N_LISTS];
  int        activity_limit;
  bool       more_activity;
} Reading;

typedef struct
{
  bool        wanted[N_LISTS];
  GHashTable *people;  /* nullable */
  int         activity_limit;
} Wish;

static void
wish_free (Wish *wish)
{
  g_clear_pointer (&wish->people, g_hash_table_unref);
  g_free (wish);
}

static void
reading_free (Reading *reading)
{
  for (int i = 0; i < N_LISTS; i++)
    g_clear_pointer (&reading->items[i], g_ptr_array_unref);
  g_free (reading);
}

/* --- on the reader's thread --- */

static int
compare_conflicts (const void *a,
                   const void *b)
{
  BoConflictItem *one = *(BoConflictItem **) a;
  BoConflictItem *other = *(BoConflictItem **) b;
  int64_t one_us = bo_conflict_item_get_conflict (one)->when_us;
  int64_t other_us = bo_conflict_item_get_conflict (other)->when_us;

  if (bo_conflict_item_get_reviewed (one) != bo_conflict_item_get_reviewed (other))
    return bo_conflict_item_get_reviewed (one) ? 1 : -1;
  return one_us < other_us ? 1 : one_us > other_us ? -1 : 0;
}

static GPtrArray *
read_conflicts (BoStore    *store,
                GHashTable *people,
                GError    **error)
{
  g_autoptr(GPtrArray) conflicts = bo_sync_store_list_conflicts (BO_SYNC_STORE (store), false, error);
  GPtrArray *items;

  if (conflicts == NULL)
    return NULL;

  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (conflicts, NULL); /* each goes into its item */
  for (unsigned int i = 0; i < conflicts->len; i++)
    g_ptr_array_add (items, _bo_conflict_item_new (g_ptr_array_index (conflicts, i), people));
  g_ptr_array_sort (items, compare_conflicts);
  return items;
}

BoActivityItem *
_bo_lists_make_line (BoStore    *store,
                     BoActivity *line,
                     GHashTable *people)
{
  g_autoptr(BoRecord) record = NULL;
  g_autofree char *document = NULL;
  BoEntity *shown = NULL;

  if (line->entity_id != NULL)
    record = bo_sync_store_get_record (BO_SYNC_STORE (store), line->entity_id, NULL);
  if (record != NULL)
    shown = record->shown;
  /* For the names of values, where the line tells any. */
  if (shown != NULL && line->detail != NULL
      && bo_json_kind (bo_json_member (bo_json_wrap (line->detail), "changes")) == BO_JSON_KIND_ARRAY)
    document = bo_entity_to_document (shown);
  return _bo_activity_item_new (line, shown != NULL ? shown->name : NULL, document, people);
}

/* One more than is shown tells whether there are older ones. */
static GPtrArray *
read_activity (BoStore    *store,
               const Wish *wish,
               bool       *more,
               GError    **error)
{
  int limit = wish->activity_limit;
  g_autoptr(GPtrArray) activity = bo_store_list_activity (store, 0, limit + 1, error);
  GPtrArray *items;

  if (activity == NULL)
    return NULL;

  *more = activity->len > (unsigned int) limit;
  g_ptr_array_set_size (activity, (int) MIN (activity->len, (unsigned int) limit));
  items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_set_free_func (activity, NULL);
  for (unsigned int i = 0; i < activity->len; i++)
    g_ptr_array_add (items, _bo_lists_make_line (store, g_ptr_array_index (activity, i), wish->people));
  return items;
}

static GPtrArray *
read_one (ListKind    kind,
          BoStore    *store,
          const Wish *wish,
          bool       *more,
          GError    **error)
{
  switch (kind)
    {
    case LIST_PENDING:
      return _bo_lists_read_pending (store, wish->people, error);
    case LIST_CONFLICTS:
      return read_conflicts (store, wish->people, error);
    case LIST_ACTIVITY:
      return read_activity (store, wish, more, error);
    case N_LISTS:
      break;
    }
  return NULL;
}

static void *
read_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  const Wish *wish = data;
  Reading *reading = g_new0 (Reading, 1);

  reading->activity_limit = wish->activity_limit;
  for (int i = 0; i < N_LISTS; i++)
    {
      if (!wish->wanted[i])
        continue;
      reading->items[i] = read_one (i, store, wish, &reading->more_activity, error);
      if (reading->items[i] == NULL)
        {
          reading_free (reading);
          return NULL;
        }
    }
  return reading;
}

/* --- on the main thread --- */

static bool
is_equal (ListKind kind,
          void    *a,
          void    *b)
{
  switch (kind)
    {
    case LIST_PENDING:
      return _bo_pending_item_equal (a, b);
    case LIST_CONFLICTS:
      return _bo_conflict_item_equal (a, b);
    case LIST_ACTIVITY:
      return _bo_activity_item_equal (a, b);
    case N_LISTS:
      break;
    }
  return false;
}

static bool
is_same_at (GListStore  *store,
            unsigned int at,
            GPtrArray   *items,
            unsigned int index,
            ListKind     kind)
{
  g_autoptr(GObject) old = g_list_model_get_item (G_LIST_MODEL (store), at);

  return is_equal (kind, old, g_ptr_array_index (items, index));
}

/* What is alike at both ends stays; the rest is one splice. */
static void
splice (GListStore *store,
        GPtrArray  *items,
        ListKind    kind)
{
  unsigned int old = g_list_model_get_n_items (G_LIST_MODEL (store));
  unsigned int head = 0;
  unsigned int tail = 0;

  while (head < MIN (old, items->len) && is_same_at (store, head, items, head, kind))
    head++;
  while (tail < MIN (old, items->len) - head
         && is_same_at (store, old - tail - 1, items, items->len - tail - 1, kind))
    tail++;

  if (head + tail < MAX (old, items->len))
    g_list_store_splice (store, head, old - head - tail, items->pdata + head, items->len - head - tail);
}

static void start_reading (BoLists *self);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autoptr(GError) error = NULL;
  Reading *reading = bo_stores_finish (result, &error);
  BoLists *self = data;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    {
      g_clear_pointer (&reading, reading_free);
      return;
    }

  self->reading = false;
  if (reading != NULL && reading->items[LIST_ACTIVITY] != NULL)
    {
      self->activity_read = reading->activity_limit;
      self->more_activity = reading->more_activity;
    }
  for (int i = 0; reading != NULL && i < N_LISTS; i++)
    if (reading->items[i] != NULL)
      splice (self->stores[i], reading->items[i], i);
  if (reading == NULL)
    g_message ("The lists could not be read: %s", error->message);
  g_clear_pointer (&reading, reading_free);
  if (self->again)
    start_reading (self);
}

static void
start_reading (BoLists *self)
{
  Wish *wish = g_new0 (Wish, 1);
  bool any = false;

  for (int i = 0; i < N_LISTS; i++)
    any = (wish->wanted[i] = self->stores[i] != NULL) || any;
  self->again = false;
  if (!any)
    {
      wish_free (wish);
      return;
    }

  self->reading = true;
  wish->activity_limit = self->activity_limit;
  wish->people = self->people != NULL ? g_hash_table_ref (self->people) : NULL;
  bo_stores_read_async (self->files, read_func, wish, (GDestroyNotify) wish_free, (GDestroyNotify) reading_free, self->ending, read_cb,
                        self);
}

void
bo_lists_set_people (BoLists    *self,
                     GHashTable *people)
{
  g_hash_table_ref (people);
  g_clear_pointer (&self->people, g_hash_table_unref);
  self->people = people;
}

void
bo_lists_refresh (BoLists *self)
{
  if (self->files == NULL)
    return;

  if (self->reading)
    self->again = true;
  else
    start_reading (self);
}

static GListModel *
get_list (BoLists *self,
          ListKind kind)
{
  static GType (*const types[N_LISTS]) (void) = {
    bo_pending_item_get_type, bo_conflict_item_get_type, bo_activity_item_get_type,
  };

  if (self->stores[kind] == NULL)
    {
      self->stores[kind] = g_list_store_new (types[kind] ());
      bo_lists_refresh (self);
    }
  return G_LIST_MODEL (self->stores[kind]);
}

GListModel *
bo_lists_get_pending (BoLists *self)
{
  return get_list (self, LIST_PENDING);
}

GListModel *
bo_lists_get_conflicts (BoLists *self)
{
  return get_list (self, LIST_CONFLICTS);
}

GListModel *
bo_lists_get_activity (BoLists *self)
{
  return get_list (self, LIST_ACTIVITY);
}

void
bo_lists_load_older_activity (BoLists *self)
{
  if (self->activity_read < self->activity_limit || !self->more_activity)
    return;
  self->activity_limit += ACTIVITY_AT_ONCE;
  bo_lists_refresh (self);
}

void
bo_lists_forget_older_activity (BoLists *self)
{
  if (self->activity_limit == ACTIVITY_AT_ONCE)
    return;
  self->activity_limit = ACTIVITY_AT_ONCE;
  bo_lists_refresh (self);
}

GHashTable *
bo_lists_get_people (BoLists *self)
{
  return self->people;
}

void
bo_lists_set_stores (BoLists  *self,
                     BoStores *stores)
{
  g_cancellable_cancel (self->ending);
  g_clear_object (&self->ending);
  self->ending = g_cancellable_new ();
  self->reading = false;
  self->again = false;
  g_clear_pointer (&self->files, bo_stores_unref);
  self->files = stores != NULL ? bo_stores_ref (stores) : NULL;

  for (int i = 0; stores == NULL && i < N_LISTS; i++)
    if (self->stores[i] != NULL)
      g_list_store_remove_all (self->stores[i]);
}

BoLists *
bo_lists_new (void)
{
  BoLists *self = g_new0 (BoLists, 1);

  self->ending = g_cancellable_new ();
  self->activity_limit = ACTIVITY_AT_ONCE;
  return self;
}

void
bo_lists_free (BoLists *self)
{
  g_cancellable_cancel (self->ending);
  g_clear_object (&self->ending);
  g_clear_pointer (&self->files, bo_stores_unref);
  g_clear_pointer (&self->people, g_hash_table_unref);
  for (int i = 0; i < N_LISTS; i++)
    g_clear_object (&self->stores[i]);
  g_free (self);
}
