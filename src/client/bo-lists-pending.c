/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-items-private.h"
#include "bo-lists.h"
#include "bo-sentence.h"

static bool
touches (GPtrArray  *edits,
         const char *path)
{
  for (unsigned int i = 0; i < edits->len; i++)
    {
      BoEdit *edit = g_ptr_array_index (edits, i);

      for (unsigned int j = 0; edit->changes != NULL && j < edit->changes->len; j++)
        {
          const char *mine = ((BoJsonChange *) g_ptr_array_index (edit->changes, j))->path;

          if (bo_json_path_covers (mine, path) || bo_json_path_covers (path, mine))
            return true;
        }
    }
  return false;
}

static bool
overlaps (BoRecord  *record,
          GPtrArray *edits)
{
  g_autofree char *base = bo_entity_to_document (record->confirmed);
  g_autofree char *theirs = bo_entity_to_document (record->aside);
  g_autoptr(GPtrArray) changes = bo_json_diff (bo_json_wrap (base), bo_json_wrap (theirs));

  for (unsigned int i = 0; i < changes->len; i++)
    if (touches (edits, ((BoJsonChange *) g_ptr_array_index (changes, i))->path))
      return true;
  return false;
}

/* PROTOCOL §5: of two changes of one path the later wins. What the hub holds stands aside, so that
   it can be told before anything is sent. */
static char *
forecast (BoRecord   *record,
          GPtrArray  *edits,
          GHashTable *people)
{
  BoEdit *last = edits->len > 0 ? g_ptr_array_index (edits, edits->len - 1) : NULL;
  const char *who;
  int64_t theirs_us = 0;
  g_autofree char *clock = NULL;

  if (last == NULL || record->aside == NULL || record->confirmed == NULL)
    return NULL;

  who = record->device_name != NULL ? record->device_name : _bo_people_name (people, record->aside->user_id);
  if (bo_entity_is_deleted (record->aside))
    return g_strdup_printf (_("%s removed it meanwhile; you will be asked"), who);
  if (!bo_version_parse_time (record->aside->version, &theirs_us) || !overlaps (record, edits))
    return g_strdup_printf (_("Will be joined with %s’s change"), who);

  clock = bo_time_to_clock (theirs_us, bo_clock_now ());
  return theirs_us > last->time_us ? g_strdup_printf (_("Would lose to %s’s change of %s"), who, clock)
                                   : g_strdup_printf (_("Would replace %s’s change of %s"), who, clock);
}

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

static BoPendingItem *
item_of_entity (BoRecord   *record,
                GPtrArray  *edits,
                GHashTable *people)
{
  BoPendingRow row = { 0 };

  row.id = g_strdup (record->id);
  row.name = g_strdup (record->shown != NULL ? record->shown->name : "");
  row.sentence = bo_sentence_edits (edits, record->shown);
  row.problem = g_strdup (record->problem);
  row.forecast = forecast (record, edits, people);
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
add_edited (GPtrArray    *items,
            BoSyncStore  *store,
            GHashTable   *groups,
            GPtrArray    *order,
            GHashTable   *people,
            GError      **error)
{
  for (unsigned int i = 0; i < order->len; i++)
    {
      const char *id = g_ptr_array_index (order, i);
      g_autoptr(GError) failure = NULL;
      g_autoptr(BoRecord) record = bo_sync_store_get_record (store, id, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (record != NULL)
        g_ptr_array_add (items, item_of_entity (record, g_hash_table_lookup (groups, id), people));
    }
  return TRUE;
}

/* What is on its way without an edit of its own: a merge. */
static gboolean
add_merged (GPtrArray    *items,
            BoSyncStore  *store,
            GHashTable   *groups,
            GHashTable   *people,
            GError      **error)
{
  g_autoptr(GPtrArray) records = bo_sync_store_list_pending (store, 0, error);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  for (unsigned int i = 0; records != NULL && i < records->len; i++)
    {
      BoRecord *record = g_ptr_array_index (records, i);

      if (!g_hash_table_contains (groups, record->id))
        g_ptr_array_add (items, item_of_entity (record, none, people));
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
add_edges (GPtrArray  *items,
           BoStore    *store,
           GError    **error)
{
  BoSyncCounts counts;
  g_autoptr(GPtrArray) edges = NULL;

  if (!bo_sync_store_get_counts (BO_SYNC_STORE (store), &counts, error))
    return FALSE;

  /* The queue leaves out what the hub refused. */
  edges = counts.quarantined > 0 ? bo_store_list_edges (store, 0, error)
                                 : bo_sync_store_list_pending_edges (BO_SYNC_STORE (store), 0, error);
  for (unsigned int i = 0; edges != NULL && i < edges->len; i++)
    {
      BoEdgeRecord *record = g_ptr_array_index (edges, i);

      if (record->pending)
        g_ptr_array_add (items, item_of_edge (BO_SYNC_STORE (store), record));
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

GPtrArray *
_bo_lists_read_pending (BoStore     *store,
                        GHashTable  *people,
                        GError     **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GPtrArray) edits = bo_sync_store_list_edits (BO_SYNC_STORE (store), NULL, error);
  g_autoptr(GPtrArray) order = edits != NULL ? group_edits (edits, groups) : NULL;

  if (order == NULL
      || !add_edited (items, BO_SYNC_STORE (store), groups, order, people, error)
      || !add_merged (items, BO_SYNC_STORE (store), groups, people, error)
      || !add_edges (items, store, error))
    return NULL;

  g_ptr_array_sort (items, compare_age);
  return g_steal_pointer (&items);
}
