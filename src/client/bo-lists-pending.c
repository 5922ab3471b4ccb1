/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-items-private.h"
#include "bo-lists.h"
#include "bo-rivals.h"
#include "bo-sentence.h"

typedef struct
{
  BoStore    *store;
  GHashTable *people;   /* nullable */
  GHashTable *rivals;   /* nullable until something is in conflict */
  GPtrArray  *items;
} Reading;

static int64_t
first_expiry (GPtrArray *edits)
{
  int64_t expires = 0;

  for (unsigned int i = 0; i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);

      if (edit->expires_us != 0 && (expires == 0 || edit->expires_us < expires))
        expires = edit->expires_us;
    }
  return expires;
}

/* (transfer full) (nullable): who else changed it. That the journal can't be read leaves the name out, no more. */
static char *
rival_of (Reading  *self,
          BoRecord *record)
{
  const BoRival *rival;

  if (record->status != BO_STATUS_CONFLICT)
    return NULL;
  if (self->rivals == NULL)
    self->rivals = bo_rivals_read (self->store, NULL);
  rival = self->rivals != NULL ? g_hash_table_lookup (self->rivals, record->id) : NULL;
  return rival != NULL ? g_strdup (bo_rival_get_name (rival, self->people)) : NULL;
}

static BoPendingItem *
item_of_entity (Reading   *self,
                BoRecord  *record,
                GPtrArray *edits)
{
  BoPendingRow row = { 0 };

  row.id = g_strdup (record->id);
  row.name = g_strdup (record->shown != NULL ? record->shown->name : "");
  row.sentence = bo_sentence_edits (edits, record->shown);
  row.problem = g_strdup (record->problem);
  row.forecast = bo_forecast_new (record, edits, self->people);
  row.rival = rival_of (self, record);
  row.returns = bo_sentence_return (record->shown, record->aside != NULL ? record->aside : record->confirmed, row.name);
  row.thing_id = g_strdup (record->id);
  row.path = bo_sentence_only_path (edits);
  row.queued_at = edits->len > 0 ? ((BoEdit *) g_ptr_array_index (edits, 0))->time_us : 0;
  row.expires = first_expiry (edits);
  row.status = record->status;
  return _bo_pending_item_new (row);
}

/* (element-type utf8 GPtrArray): edits by entity, in the order of the queue */
static GPtrArray *
group_edits (GPtrArray  *edits,
             GHashTable *groups)
{
  GPtrArray *order = g_ptr_array_new ();

  for (unsigned int i = 0; i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);
      GPtrArray *group = g_hash_table_lookup (groups, edit->entity_id);

      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, edit->entity_id, group);
          g_ptr_array_add (order, edit->entity_id);
        }
      g_ptr_array_add (group, edit);
    }
  return order;
}

static gboolean
add_edited (Reading     *self,
            GHashTable  *groups,
            GPtrArray   *order,
            GError     **error)
{
  for (unsigned int i = 0; i < order->len; i++)
    {
      const char *id = g_ptr_array_index (order, i);
      g_autoptr(GError) failure = NULL;
      g_autoptr(BoRecord) record = bo_sync_store_get_record (BO_SYNC_STORE (self->store), id, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (record != NULL)
        g_ptr_array_add (self->items, item_of_entity (self, record, g_hash_table_lookup (groups, id)));
    }
  return TRUE;
}

/* What is on its way without an edit of its own: a merge. */
static gboolean
add_merged (Reading     *self,
            GHashTable  *groups,
            GError     **error)
{
  g_autoptr(GPtrArray) records = bo_sync_store_list_pending (BO_SYNC_STORE (self->store), 0, error);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  for (unsigned int i = 0; records != NULL && i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);

      if (!g_hash_table_contains (groups, record->id))
        g_ptr_array_add (self->items, item_of_entity (self, record, none));
    }
  return records != NULL;
}

static char *
name_of (BoSyncStore *store,
         const char  *id)
{
  g_autoptr(BoRecord) record = bo_sync_store_get_record (store, id, NULL);

  return g_strdup (record != NULL && record->shown != NULL && *record->shown->name != '\0' ? record->shown->name
                                                                                            : _("something unnamed"));
}

static BoPendingItem *
item_of_edge (BoSyncStore  *store,
              BoEdgeRecord *record)
{
  g_autofree char *to = name_of (store, record->shown->to_id);
  g_autofree char *old = NULL;
  g_autofree char *held = NULL;
  BoPendingRow row = { 0 };

  if (record->confirmed != NULL && !bo_edge_is_deleted (record->confirmed))
    held = name_of (store, record->confirmed->to_id);
  if (record->confirmed != NULL && !g_str_equal (record->confirmed->to_id, record->shown->to_id))
    old = name_of (store, record->confirmed->to_id);
  row.id = g_strdup (record->shown->id);
  row.name = name_of (store, record->shown->from_id);
  row.sentence = bo_sentence_edge (record->shown, row.name, to, old);
  row.problem = g_strdup (record->problem);
  row.returns = bo_sentence_edge_return (record->shown, row.name, to, held);
  row.thing_id = g_strdup (record->shown->from_id);
  row.queued_at = record->edited_at;
  row.status = record->status;
  return _bo_pending_item_new (row);
}

static gboolean
add_edges (Reading  *self,
           GError  **error)
{
  BoSyncStore *store = BO_SYNC_STORE (self->store);
  BoSyncCounts counts;
  g_autoptr(GPtrArray) edges = NULL;

  if (!bo_sync_store_get_counts (store, &counts, error))
    return FALSE;

  /* The queue leaves out what the hub refused. */
  edges = counts.quarantined > 0 ? bo_store_list_edges (self->store, 0, error)
                                 : bo_sync_store_list_pending_edges (store, 0, error);
  for (unsigned int i = 0; edges != NULL && i < edges->len; i++)
    {
      BoEdgeRecord *record = g_ptr_array_index (edges, i);

      if (record->pending)
        g_ptr_array_add (self->items, item_of_edge (store, record));
    }
  return edges != NULL;
}

static int
compare_age (const void *a,
             const void *b)
{
  BoPendingItem *one = *(BoPendingItem **) a;
  BoPendingItem *other = *(BoPendingItem **) b;
  int64_t one_us = bo_pending_item_get_queued_at (one);
  int64_t other_us = bo_pending_item_get_queued_at (other);

  return one_us < other_us ? -1 : one_us > other_us ? 1 : 0;
}

static gboolean
read_all (Reading  *self,
          GError  **error)
{
  g_autoptr(GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) edits = bo_sync_store_list_edits (BO_SYNC_STORE (self->store), NULL, error);
  g_autoptr(GPtrArray) order = edits != NULL ? group_edits (edits, groups) : NULL;

  return order != NULL
         && add_edited (self, groups, order, error)
         && add_merged (self, groups, error)
         && add_edges (self, error);
}

GPtrArray *
_bo_lists_read_pending (BoStore     *store,
                        GHashTable  *people,
                        GError     **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  Reading reading = { store, people, NULL, items };
  gboolean read = read_all (&reading, error);

  g_clear_pointer (&reading.rivals, g_hash_table_unref);
  if (!read)
    return NULL;

  g_ptr_array_sort (items, compare_age);
  return g_steal_pointer (&items);
}
