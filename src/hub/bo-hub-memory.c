/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-memory.h"

#include <string.h>

typedef struct
{
  BoHubRow *row;
  bool      current;
} Version;

/* One write, so that a rollback can take it back. */
typedef struct
{
  Version      *added;
  Version      *replaced;         /* nullable: what was current */
  int64_t       replaced_updated; /* its updated_us before */
  char         *edge_id;
  BoHubEdgeRow *edge_before;      /* nullable: there was none */
} Undo;

struct _BoHubMemory
{
  GObject     parent_instance;

  char       *epoch;
  GPtrArray  *versions; /* Version, by seq; owns */
  GHashTable *by_name;  /* "id\x1fversion" → Version */
  GTree      *current;  /* id → Version */
  GHashTable *edges;    /* id → BoHubEdgeRow; owns */
  GTree      *edge_seq; /* &row->seq → BoHubEdgeRow */
  GArray     *stamps;   /* BoHubStamp of every write, by seq */
  GPtrArray  *undo;     /* Undo, of the open transaction */
  unsigned int       stamps_before;
  bool        open;
};

static void bo_hub_memory_store_init (BoHubStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BoHubMemory, bo_hub_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BO_TYPE_HUB_STORE, bo_hub_memory_store_init))

static void
version_free (Version *version)
{
  bo_hub_row_free (version->row);
  g_free (version);
}

static void
undo_free (Undo *undo)
{
  g_free (undo->edge_id);
  g_clear_pointer (&undo->edge_before, bo_hub_edge_row_free);
  g_free (undo);
}

static int
compare_ids (const void *a,
             const void *b,
             void       *data)
{
  return strcmp (a, b);
}

static int
compare_seqs (const void *a,
              const void *b,
              void       *data)
{
  int64_t x = *(const int64_t *) a;
  int64_t y = *(const int64_t *) b;

  return (x > y) - (x < y);
}

static char *
name_of (const char *id,
         const char *version)
{
  return g_strconcat (id, "\x1f", version, NULL);
}

/* --- transactions --- */

static gboolean
memory_begin (BoHubStore *store,
              GError    **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);

  g_assert (!self->open);
  self->open = true;
  self->stamps_before = self->stamps->len;
  return TRUE;
}

static gboolean
memory_commit (BoHubStore *store,
               GError    **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);

  g_assert (self->open);
  self->open = false;
  g_ptr_array_set_size (self->undo, 0);
  return TRUE;
}

static void
take_back_version (BoHubMemory *self,
                   Undo        *undo)
{
  BoEntity *entity = undo->added->row->entity;
  g_autofree char *name = name_of (entity->id, entity->version);

  g_hash_table_remove (self->by_name, name);
  if (undo->added->current)
    g_tree_remove (self->current, entity->id);
  if (undo->replaced != NULL)
    {
      undo->replaced->current = true;
      undo->replaced->row->updated_us = undo->replaced_updated;
      g_tree_replace (self->current, (void *) undo->replaced->row->entity->id, undo->replaced);
    }
  g_ptr_array_remove_index (self->versions, self->versions->len - 1);
}

static void
drop_edge (BoHubMemory *self,
           const char  *id)
{
  BoHubEdgeRow *row = g_hash_table_lookup (self->edges, id);

  if (row == NULL)
    return;
  g_tree_remove (self->edge_seq, &row->seq);
  g_hash_table_remove (self->edges, id);
}

static void
insert_edge (BoHubMemory  *self,
             BoHubEdgeRow *row)
{
  drop_edge (self, row->edge->id);
  g_hash_table_insert (self->edges, (void *) row->edge->id, row);
  g_tree_replace (self->edge_seq, &row->seq, row);
}

static void
memory_rollback (BoHubStore *store)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);

  for (unsigned int i = self->undo->len; i > 0; i--)
    {
      Undo *undo = g_ptr_array_index (self->undo, i - 1);

      if (undo->added != NULL)
        take_back_version (self, undo);
      else if (undo->edge_before == NULL)
        drop_edge (self, undo->edge_id);
      else
        insert_edge (self, g_steal_pointer (&undo->edge_before));
    }

  g_ptr_array_set_size (self->undo, 0);
  g_array_set_size (self->stamps, self->stamps_before);
  self->open = false;
}

/* --- looking up --- */

static const char *
memory_get_epoch (BoHubStore *store)
{
  return BO_HUB_MEMORY (store)->epoch;
}

static gboolean
memory_get_last (BoHubStore *store,
                 BoHubStamp *last,
                 GError    **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);

  *last = (BoHubStamp){ 0 };
  if (self->stamps->len > 0)
    *last = g_array_index (self->stamps, BoHubStamp, self->stamps->len - 1);
  return TRUE;
}

static gboolean
memory_seq_at (BoHubStore *store,
               int64_t     clock_us,
               int64_t    *seq,
               GError    **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);
  unsigned int low = 0;
  unsigned int high = self->stamps->len;

  while (low < high)
    {
      unsigned int middle = low + (high - low) / 2;

      if (g_array_index (self->stamps, BoHubStamp, middle).clock_us <= clock_us)
        low = middle + 1;
      else
        high = middle;
    }

  *seq = low == 0 ? 0 : g_array_index (self->stamps, BoHubStamp, low - 1).seq;
  return TRUE;
}

static BoHubRow *
memory_get_current (BoHubStore *store,
                    const char *id,
                    GError    **error)
{
  Version *version = g_tree_lookup (BO_HUB_MEMORY (store)->current, id);

  return version != NULL ? bo_hub_row_copy (version->row) : NULL;
}

static BoHubRow *
memory_get_version (BoHubStore *store,
                    const char *id,
                    const char *version,
                    GError    **error)
{
  g_autofree char *name = name_of (id, version);
  Version *found = g_hash_table_lookup (BO_HUB_MEMORY (store)->by_name, name);

  return found != NULL ? bo_hub_row_copy (found->row) : NULL;
}

static gboolean
memory_has_version (BoHubStore *store,
                    const char *id,
                    const char *version,
                    bool       *found,
                    GError    **error)
{
  g_autofree char *name = name_of (id, version);

  *found = g_hash_table_contains (BO_HUB_MEMORY (store)->by_name, name);
  return TRUE;
}

/* The index of the first version whose seq is greater. */
static unsigned int
find_after (BoHubMemory *self,
            int64_t      seq)
{
  unsigned int low = 0;
  unsigned int high = self->versions->len;

  while (low < high)
    {
      unsigned int middle = low + (high - low) / 2;
      Version *version = g_ptr_array_index (self->versions, middle);

      if (version->row->seq <= seq)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static GPtrArray *
memory_list_current (BoHubStore *store,
                     int64_t     after_seq,
                     int         limit,
                     GError    **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_hub_row_free);

  for (unsigned int i = find_after (self, after_seq); i < self->versions->len && rows->len < (unsigned int) limit; i++)
    {
      Version *version = g_ptr_array_index (self->versions, i);

      if (version->current)
        g_ptr_array_add (rows, bo_hub_row_copy (version->row));
    }
  return rows;
}

typedef struct
{
  BoHubCurrentFunc func;
  void            *data;
} Foreach;

static gboolean
foreach_cb (void *key,
            void *value,
            void *data)
{
  Foreach *foreach = data;
  Version *version = value;

  return !foreach->func (key, version->row->entity->version, foreach->data);
}

static gboolean
memory_foreach_current (BoHubStore      *store,
                        BoHubCurrentFunc func,
                        void            *data,
                        GError         **error)
{
  Foreach foreach = { func, data };

  g_tree_foreach (BO_HUB_MEMORY (store)->current, foreach_cb, &foreach);
  return TRUE;
}

static BoHubEdgeRow *
memory_get_edge (BoHubStore *store,
                 const char *id,
                 GError    **error)
{
  BoHubEdgeRow *row = g_hash_table_lookup (BO_HUB_MEMORY (store)->edges, id);

  return row != NULL ? bo_hub_edge_row_copy (row) : NULL;
}

static GPtrArray *
memory_list_edges (BoHubStore *store,
                   int64_t     after_seq,
                   int         limit,
                   GError    **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_hub_edge_row_free);

  for (GTreeNode *node = g_tree_upper_bound (self->edge_seq, &after_seq);
       node != NULL && rows->len < (unsigned int) limit;
       node = g_tree_node_next (node))
    g_ptr_array_add (rows, bo_hub_edge_row_copy (g_tree_node_value (node)));
  return rows;
}

/* --- writing --- */

static void
replace_current (BoHubMemory      *self,
                 Version          *version,
                 const BoHubRow   *replaced,
                 Undo             *undo,
                 const BoHubStamp *stamp)
{
  BoEntity *entity = version->row->entity;
  Version *before = g_tree_lookup (self->current, entity->id);

  g_assert ((before != NULL ? before->row->seq : 0) == (replaced != NULL ? replaced->seq : 0));
  if (before != NULL)
    {
      undo->replaced = before;
      undo->replaced_updated = before->row->updated_us;
      before->row->updated_us = stamp->now_us;
      before->current = false;
    }
  g_tree_replace (self->current, (void *) entity->id, version);
}

static gboolean
memory_add_version (BoHubStore       *store,
                    BoEntity         *entity,
                    const char       *device_name,
                    bool              current,
                    const BoHubRow   *before,
                    const BoHubStamp *stamp,
                    GError          **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);
  Version *version = g_new0 (Version, 1);
  Undo *undo = g_new0 (Undo, 1);

  g_assert (self->open);
  version->row = bo_hub_row_new (entity, device_name, stamp->seq, stamp->now_us, stamp->now_us);
  version->current = current;
  undo->added = version;
  if (current)
    replace_current (self, version, before, undo, stamp);

  g_ptr_array_add (self->versions, version);
  g_hash_table_insert (self->by_name, name_of (entity->id, entity->version), version);
  g_array_append_val (self->stamps, *stamp);
  g_ptr_array_add (self->undo, undo);
  return TRUE;
}

static gboolean
memory_put_edge (BoHubStore       *store,
                 BoEdge           *edge,
                 const BoHubStamp *stamp,
                 GError          **error)
{
  BoHubMemory *self = BO_HUB_MEMORY (store);
  BoHubEdgeRow *before = g_hash_table_lookup (self->edges, edge->id);
  Undo *undo = g_new0 (Undo, 1);
  int64_t created_us = before != NULL ? before->created_us : stamp->now_us;

  g_assert (self->open);
  undo->edge_id = g_strdup (edge->id);
  undo->edge_before = before != NULL ? bo_hub_edge_row_copy (before) : NULL;
  g_ptr_array_add (self->undo, undo);

  insert_edge (self, bo_hub_edge_row_new (edge, stamp->seq, created_us));
  g_array_append_val (self->stamps, *stamp);
  return TRUE;
}

/* --- the object --- */

static void
bo_hub_memory_finalize (GObject *object)
{
  BoHubMemory *self = BO_HUB_MEMORY (object);

  g_free (self->epoch);
  g_tree_unref (self->current);
  g_tree_unref (self->edge_seq);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->edges);
  g_ptr_array_unref (self->versions);
  g_ptr_array_unref (self->undo);
  g_array_unref (self->stamps);

  G_OBJECT_CLASS (bo_hub_memory_parent_class)->finalize (object);
}

static void
bo_hub_memory_class_init (BoHubMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_hub_memory_finalize;
}

static void
bo_hub_memory_init (BoHubMemory *self)
{
  self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) version_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->current = g_tree_new_full (compare_ids, NULL, NULL, NULL);
  self->edges = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) bo_hub_edge_row_free);
  self->edge_seq = g_tree_new_full (compare_seqs, NULL, NULL, NULL);
  self->stamps = g_array_new (FALSE, FALSE, sizeof (BoHubStamp));
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) undo_free);
}

static void
bo_hub_memory_store_init (BoHubStoreInterface *iface)
{
  iface->begin = memory_begin;
  iface->commit = memory_commit;
  iface->rollback = memory_rollback;
  iface->get_epoch = memory_get_epoch;
  iface->get_last = memory_get_last;
  iface->seq_at = memory_seq_at;
  iface->get_current = memory_get_current;
  iface->get_version = memory_get_version;
  iface->has_version = memory_has_version;
  iface->add_version = memory_add_version;
  iface->list_current = memory_list_current;
  iface->foreach_current = memory_foreach_current;
  iface->get_edge = memory_get_edge;
  iface->put_edge = memory_put_edge;
  iface->list_edges = memory_list_edges;
}

/**
 * bo_hub_memory_new:
 * @epoch: the random id of this database (PROTOCOL §8)
 *
 * Returns: (transfer full): an empty home
 */
BoHubStore *
bo_hub_memory_new (const char *epoch)
{
  BoHubMemory *self;

  g_return_val_if_fail (epoch != NULL, NULL);

  self = g_object_new (BO_TYPE_HUB_MEMORY, NULL);
  self->epoch = g_strdup (epoch);
  return BO_HUB_STORE (self);
}

static void
copy_version (BoHubMemory   *copy,
              const Version *version)
{
  Version *twin = g_new0 (Version, 1);
  BoEntity *entity = version->row->entity;

  twin->row = bo_hub_row_copy (version->row);
  twin->current = version->current;
  g_ptr_array_add (copy->versions, twin);
  g_hash_table_insert (copy->by_name, name_of (entity->id, entity->version), twin);
  if (twin->current)
    g_tree_replace (copy->current, (void *) entity->id, twin);
}

/**
 * bo_hub_memory_copy:
 * @self: outside a transaction
 * @epoch: of the copy
 *
 * Returns: (transfer full): a home of its own with everything @self holds now
 */
BoHubStore *
bo_hub_memory_copy (BoHubMemory *self,
                    const char  *epoch)
{
  BoHubMemory *copy;
  GHashTableIter iter;
  void *value;

  g_return_val_if_fail (BO_IS_HUB_MEMORY (self) && !self->open, NULL);

  copy = BO_HUB_MEMORY (bo_hub_memory_new (epoch));
  for (unsigned int i = 0; i < self->versions->len; i++)
    copy_version (copy, g_ptr_array_index (self->versions, i));

  g_hash_table_iter_init (&iter, self->edges);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    insert_edge (copy, bo_hub_edge_row_copy (value));

  g_array_append_vals (copy->stamps, self->stamps->data, self->stamps->len);
  return BO_HUB_STORE (copy);
}
