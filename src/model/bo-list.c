/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-list-private.h"

#include <stdint.h>
#include <string.h>

/* key: where it stands, NULL while it isn't shown; wanted: where it shall stand, NULL to leave. */
typedef struct
{
  GObject       *item;
  char          *key;
  char          *wanted;
  GSequenceIter *iter;
  bool           changing;
} Entry;

/* A table of 30,000 that grows takes milliseconds, and those of a home's lists grow at the same
   thing: many small ones grow one by one. */
#define SHARD_BITS 4
#define SHARDS (1 << SHARD_BITS)

struct _BoList
{
  GObject parent_instance;

  GType       item_type;
  GSequence  *sequence; /* Entry, borrowed from @entries */
  GHashTable *entries[SHARDS]; /* (nullable): item → Entry */
  GPtrArray  *changing; /* Entry, borrowed */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BoList, _bo_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
entry_free (Entry *entry)
{
  g_clear_object (&entry->item);
  g_free (entry->key);
  g_free (entry->wanted);
  g_free (entry);
}

static GType
get_item_type (GListModel *model)
{
  return BO_LIST (model)->item_type;
}

static unsigned
get_n_items (GListModel *model)
{
  return _bo_list_size (BO_LIST (model));
}

static gpointer
get_item (GListModel *model,
          unsigned    position)
{
  gpointer item = _bo_list_peek (BO_LIST (model), position);

  return item != NULL ? g_object_ref (item) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
_bo_list_finalize (GObject *object)
{
  BoList *self = BO_LIST (object);

  g_clear_pointer (&self->sequence, g_sequence_free);
  g_clear_pointer (&self->changing, g_ptr_array_unref);
  for (size_t i = 0; i < SHARDS; i++)
    g_clear_pointer (&self->entries[i], g_hash_table_unref);

  G_OBJECT_CLASS (_bo_list_parent_class)->finalize (object);
}

static void
_bo_list_class_init (BoListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = _bo_list_finalize;
}

static void
_bo_list_init (BoList *self)
{
  self->sequence = g_sequence_new (NULL);
  self->changing = g_ptr_array_new ();
}

BoList *
_bo_list_new (GType item_type)
{
  BoList *self = g_object_new (BO_TYPE_LIST, NULL);

  self->item_type = item_type;
  return self;
}

static GHashTable **
shard_of (BoList  *self,
          gpointer item)
{
  return &self->entries[(uint64_t) (uintptr_t) item * UINT64_C (0x9e3779b97f4a7c15) >> (64 - SHARD_BITS)];
}

/* (nullable) */
static Entry *
find_entry (BoList  *self,
            gpointer item)
{
  GHashTable *shard = *shard_of (self, item);

  return shard != NULL ? g_hash_table_lookup (shard, item) : NULL;
}

static Entry *
add_entry (BoList  *self,
           gpointer item)
{
  GHashTable **shard = shard_of (self, item);
  Entry *entry = g_new0 (Entry, 1);

  if (*shard == NULL)
    *shard = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
  entry->item = g_object_ref (item);
  g_hash_table_insert (*shard, item, entry);
  return entry;
}

static void
mark_changing (BoList *self,
               Entry  *entry)
{
  if (entry->changing)
    return;
  entry->changing = true;
  g_ptr_array_add (self->changing, entry);
}

bool
_bo_list_put (BoList     *self,
              gpointer    item,
              const char *key)
{
  Entry *entry = find_entry (self, item);

  if (entry == NULL)
    entry = add_entry (self, item);
  else if (g_strcmp0 (entry->wanted, key) == 0)
    return entry->changing;

  g_free (entry->wanted);
  entry->wanted = g_strdup (key);
  mark_changing (self, entry);
  return true;
}

bool
_bo_list_drop (BoList  *self,
               gpointer item)
{
  Entry *entry = find_entry (self, item);

  if (entry == NULL)
    return false;

  g_clear_pointer (&entry->wanted, g_free);
  mark_changing (self, entry);
  return true;
}

static bool
is_settled_neighbour (GSequenceIter *iter,
                      const char    *key,
                      int            sign)
{
  Entry *entry = g_sequence_get (iter);

  return !entry->changing && strcmp (entry->key, key) * sign > 0;
}

/* A new key that leaves the item between the neighbours it has needs no signal. */
static bool
stays_in_place (Entry *entry)
{
  GSequenceIter *before, *after;

  if (entry->key == NULL || entry->wanted == NULL)
    return false;
  if (strcmp (entry->key, entry->wanted) == 0)
    return true;

  before = g_sequence_iter_prev (entry->iter);
  after = g_sequence_iter_next (entry->iter);
  return (g_sequence_iter_is_begin (entry->iter) || is_settled_neighbour (before, entry->wanted, -1))
         && (g_sequence_iter_is_end (after) || is_settled_neighbour (after, entry->wanted, 1));
}

static void
settle_in_place (BoList *self)
{
  for (unsigned i = 0; i < self->changing->len;)
    {
      Entry *entry = g_ptr_array_index (self->changing, i);

      if (!stays_in_place (entry))
        {
          i++;
          continue;
        }
      g_free (entry->key);
      entry->key = g_strdup (entry->wanted);
      entry->changing = false;
      g_ptr_array_remove_index_fast (self->changing, i);
    }
}

static int
compare_keys (const void *a,
              const void *b)
{
  return g_strcmp0 ((*(Entry *const *) a)->key, (*(Entry *const *) b)->key);
}

static int
compare_wanted (const void *a,
                const void *b)
{
  return g_strcmp0 ((*(Entry *const *) a)->wanted, (*(Entry *const *) b)->wanted);
}

static int
compare_entry_to_key (const void *a,
                      const void *b,
                      void       *data)
{
  const Entry *entry = a != NULL ? a : b;

  return a != NULL ? strcmp (entry->key, data) : strcmp (data, entry->key);
}

/* Items that leave or move, last first; one signal a run. */
static void
take_out (BoList *self)
{
  g_autoptr (GPtrArray) leaving = g_ptr_array_new ();

  for (unsigned i = 0; i < self->changing->len; i++)
    if (((Entry *) g_ptr_array_index (self->changing, i))->key != NULL)
      g_ptr_array_add (leaving, g_ptr_array_index (self->changing, i));
  g_ptr_array_sort (leaving, compare_keys);

  for (unsigned end = leaving->len; end > 0;)
    {
      Entry *last = g_ptr_array_index (leaving, end - 1);
      unsigned begin = end - 1;
      GSequenceIter *first = last->iter;
      GSequenceIter *after = g_sequence_iter_next (last->iter);
      int position;

      while (begin > 0 && !g_sequence_iter_is_begin (first)
             && g_sequence_get (g_sequence_iter_prev (first)) == g_ptr_array_index (leaving, begin - 1))
        {
          first = g_sequence_iter_prev (first);
          begin--;
        }
      position = g_sequence_iter_get_position (first);
      g_sequence_remove_range (first, after);
      for (unsigned i = begin; i < end; i++)
        {
          Entry *entry = g_ptr_array_index (leaving, i);

          g_clear_pointer (&entry->key, g_free);
          entry->iter = NULL;
        }
      g_list_model_items_changed (G_LIST_MODEL (self), position, end - begin, 0);
      end = begin;
    }
}

static GSequenceIter *
place_for (BoList     *self,
           const char *key)
{
  return g_sequence_search (self->sequence, NULL, compare_entry_to_key, (void *) key);
}

static void
insert_before (GSequenceIter *next,
               Entry         *entry)
{
  entry->key = g_strdup (entry->wanted);
  entry->iter = g_sequence_insert_before (next, entry);
}

/* Items that come or have moved, in order; one signal a run. */
static void
put_in (BoList *self)
{
  g_autoptr (GPtrArray) coming = g_ptr_array_new ();

  for (unsigned i = 0; i < self->changing->len; i++)
    if (((Entry *) g_ptr_array_index (self->changing, i))->wanted != NULL)
      g_ptr_array_add (coming, g_ptr_array_index (self->changing, i));
  g_ptr_array_sort (coming, compare_wanted);

  for (unsigned i = 0; i < coming->len;)
    {
      Entry *first = g_ptr_array_index (coming, i);
      GSequenceIter *next = place_for (self, first->wanted);
      unsigned begin = i;

      for (; i < coming->len; i++)
        {
          Entry *entry = g_ptr_array_index (coming, i);

          if (!g_sequence_iter_is_end (next) && strcmp (((Entry *) g_sequence_get (next))->key, entry->wanted) < 0)
            break;
          insert_before (next, entry);
        }
      g_list_model_items_changed (G_LIST_MODEL (self), g_sequence_iter_get_position (first->iter), 0, i - begin);
    }
}

static void
forget_left (BoList *self)
{
  for (unsigned i = 0; i < self->changing->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->changing, i);

      entry->changing = false;
      if (entry->wanted == NULL)
        g_hash_table_remove (*shard_of (self, entry->item), entry->item);
    }
  g_ptr_array_set_size (self->changing, 0);
}

void
_bo_list_commit (BoList *self)
{
  if (self->changing->len == 0)
    return;

  settle_in_place (self);
  take_out (self);
  put_in (self);
  forget_left (self);
}

unsigned
_bo_list_size (BoList *self)
{
  return g_sequence_get_length (self->sequence);
}

gpointer
_bo_list_peek (BoList  *self,
               unsigned position)
{
  GSequenceIter *iter = g_sequence_get_iter_at_pos (self->sequence, position);

  return g_sequence_iter_is_end (iter) ? NULL : ((Entry *) g_sequence_get (iter))->item;
}
