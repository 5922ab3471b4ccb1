/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-memory-store.h"

#include <string.h>

#include "bo-digest.h"
#include "bo-memory-table.h"

/**
 * BoMemoryStore:
 *
 * The store of the simulator and of the rules' tests: everything in memory, with the promises
 * of BoSyncStore, real transactions among them. One thread.
 *
 * What was committed with %BO_DURABILITY_NORMAL may be lost with the power, as it may on a disk:
 * bo_memory_store_cut_power() goes back to the last commit that was to last.
 */
struct _BoMemoryStore
{
  GObject parent_instance;

  BoMemoryTable records;
  BoMemoryTable versions; /* id, 0x1F, version */
  BoMemoryTable withdrawn; /* the same: of some of them */
  BoMemoryTable edits;    /* twenty digits of seq */
  BoMemoryTable edges;
  BoMemoryTable conflicts;
  BoMemoryTable dues;     /* id, 0x1F, theirs */
  BoMemoryTable states;   /* one row */
  GArray       *log;      /* of what is not on the disk yet, and of the open transaction */
  unsigned int  begun;    /* how long @log was when that began */
  bool          open;
  bool          durable;
  int64_t       commits;
  int64_t       last_seq;
  int64_t       activity[BO_ACTIVITY_ELSEWHERE + 1];
};

static void bo_memory_store_iface_init (BoSyncStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BoMemoryStore, bo_memory_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BO_TYPE_SYNC_STORE, bo_memory_store_iface_init))

#define SELF(store) BO_MEMORY_STORE (store)

/* --- transactions --- */

static gboolean
begin (BoSyncStore *store, BoDurability durability, GError **error)
{
  BoMemoryStore *self = SELF (store);

  g_assert (!self->open);
  self->open = true;
  self->durable = durability == BO_DURABILITY_FULL;
  self->begun = self->log->len;
  return TRUE;
}

static gboolean
commit (BoSyncStore *store, GError **error)
{
  BoMemoryStore *self = SELF (store);

  g_assert (self->open);
  self->open = false;
  self->commits++;
  if (self->durable)
    g_array_set_size (self->log, 0);
  return TRUE;
}

static void
rollback (BoSyncStore *store)
{
  BoMemoryStore *self = SELF (store);

  g_assert (self->open);
  self->open = false;
  bo_memory_undo (self->log, self->begun);
}

/* --- rows in general --- */

static char *
make_key (const char *id, const char *version)
{
  return g_strconcat (id, "\x1f", version, NULL);
}

static gboolean
put (BoMemoryStore *self, BoMemoryTable *table, const char *key, gconstpointer row)
{
  g_assert (self->open);
  bo_memory_table_put (table, self->log, key, row);
  return TRUE;
}

static gboolean
drop (BoMemoryStore *self, BoMemoryTable *table, const char *key)
{
  g_assert (self->open);
  bo_memory_table_remove (table, self->log, key);
  return TRUE;
}

/* Copies of the rows that @match accepts, in the order of their keys. */
static GPtrArray *
list (BoMemoryTable *table, bool (*match) (gpointer row, gconstpointer data), gconstpointer data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (table->destroy);

  for (unsigned int i = 0; i < table->slots->len; i++)
    if (match == NULL || match (bo_memory_table_row (table, i), data))
      g_ptr_array_add (rows, table->copy (bo_memory_table_row (table, i)));
  return rows;
}

static void
truncate_rows (GPtrArray *rows, int limit)
{
  if (limit > 0 && rows->len > (unsigned int) limit)
    g_ptr_array_set_size (rows, limit);
}

/* --- state --- */

static BoSyncState *
get_state (BoSyncStore *store, GError **error)
{
  return bo_memory_table_get (&SELF (store)->states, "");
}

static gboolean
put_state (BoSyncStore *store, BoSyncState *state, GError **error)
{
  return put (SELF (store), &SELF (store)->states, "", state);
}

/* --- records --- */

static BoRecord *
get_record (BoSyncStore *store, const char *id, GError **error)
{
  return bo_memory_table_get (&SELF (store)->records, id);
}

static gboolean
put_record (BoSyncStore *store, BoRecord *record, GError **error)
{
  return put (SELF (store), &SELF (store)->records, record->id, record);
}

static gboolean
remove_record (BoSyncStore *store, const char *id, GError **error)
{
  return drop (SELF (store), &SELF (store)->records, id);
}

/* The seq of the oldest edit of @id, or 0. */
static int64_t
oldest_edit (BoMemoryStore *self, const char *id, bool unsent_only)
{
  for (unsigned int i = 0; i < self->edits.slots->len; i++)
    {
      BoEdit *edit = bo_memory_table_row (&self->edits, i);

      if (strcmp (edit->entity_id, id) == 0 && (!unsent_only || edit->sent_version == NULL))
        return edit->seq;
    }
  return 0;
}

static int
compare_oldest (gconstpointer a, gconstpointer b, gpointer data)
{
  BoRecord *left = *(BoRecord *const *) a, *right = *(BoRecord *const *) b;
  int64_t x = oldest_edit (data, left->id, false), y = oldest_edit (data, right->id, false);

  return x != y ? (x > y) - (x < y) : strcmp (left->id, right->id);
}

static bool
is_waiting (BoMemoryStore *self, BoRecord *record)
{
  return record->outgoing != NULL || oldest_edit (self, record->id, true) != 0;
}

static GPtrArray *
list_pending (BoSyncStore *store, int limit, GError **error)
{
  BoMemoryStore *self = SELF (store);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_record_free);

  for (unsigned int i = 0; i < self->records.slots->len; i++)
    {
      BoRecord *record = bo_memory_table_row (&self->records, i);

      if (record->status != BO_STATUS_QUARANTINED && is_waiting (self, record))
        g_ptr_array_add (rows, _bo_record_copy (record));
    }
  g_ptr_array_sort_with_data (rows, compare_oldest, self);
  truncate_rows (rows, limit);
  return rows;
}

static void
add_waiting (GPtrArray *list, BoRecord *record)
{
  g_ptr_array_add (list, bo_waiting_new (record->id, record->shown != NULL ? record->shown->entity_type : NULL,
                                         record->sends, record->refusals));
}

static GPtrArray *
list_waiting (BoSyncStore *store, int limit, GError **error)
{
  BoMemoryStore *self = SELF (store);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_waiting_free);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned int i = 0; i < self->records.slots->len; i++)
    {
      BoRecord *record = bo_memory_table_row (&self->records, i);

      if (record->outgoing != NULL && record->status != BO_STATUS_QUARANTINED)
        add_waiting (list, record);
    }
  for (unsigned int i = 0; i < self->edits.slots->len; i++)
    {
      BoEdit *edit = bo_memory_table_row (&self->edits, i);
      BoRecord *record = bo_memory_table_peek (&self->records, edit->entity_id);

      if (edit->sent_version != NULL || record == NULL || record->outgoing != NULL ||
          record->status == BO_STATUS_QUARANTINED || !g_hash_table_add (seen, edit->entity_id))
        continue;
      if (limit > 0 && (int) g_hash_table_size (seen) > limit)
        break;
      add_waiting (list, record);
    }
  return list;
}

static bool
record_unwalked (gpointer row, gconstpointer walk)
{
  BoRecord *record = row;

  return (record->confirmed != NULL || record->aside != NULL || record->raw != NULL || record->hub_version != NULL) &&
         record->walk != *(const int64_t *) walk;
}

static GPtrArray *
list_unwalked (BoSyncStore *store, int64_t walk, GError **error)
{
  return list (&SELF (store)->records, record_unwalked, &walk);
}

static gboolean
foreach_hub_version (BoSyncStore *store, BoHubVersionFunc func, gpointer data, GError **error)
{
  BoMemoryTable *records = &SELF (store)->records;

  for (unsigned int i = 0; i < records->slots->len; i++)
    {
      BoRecord *record = bo_memory_table_row (records, i);

      if (record->hub_version != NULL && !func (record->id, record->hub_version, data))
        break;
    }
  return TRUE;
}

static gboolean
add_to_table (const char *id, const char *hub_version, gpointer table)
{
  bo_digest_table_put (table, id, hub_version);
  return TRUE;
}

/* Anew each time: homes in here are small. */
static char *
get_digest (BoSyncStore *store, int64_t *count, GError **error)
{
  g_autoptr(BoDigestTable) table = bo_digest_table_new ();

  foreach_hub_version (store, add_to_table, table, error);
  if (count != NULL)
    *count = (int64_t) bo_digest_table_count (table);
  return bo_digest_table_sum (table);
}

/* --- history --- */

static gboolean
add_version (BoSyncStore *store,
             BoEntity    *entity,
             BoOrigin     origin,
             int64_t      received_us,
             const char  *device_name,
             GError     **error)
{
  BoMemoryStore *self = SELF (store);
  g_autofree char *key = make_key (entity->id, entity->version);

  return bo_memory_table_peek (&self->versions, key) != NULL || put (self, &self->versions, key, entity);
}

static BoEntity *
get_version (BoSyncStore *store, const char *id, const char *version, GError **error)
{
  g_autofree char *key = make_key (id, version);

  return bo_memory_table_get (&SELF (store)->versions, key);
}

static gboolean
set_withdrawn (BoSyncStore *store, const char *id, const char *version, bool withdrawn, GError **error)
{
  g_autofree char *key = make_key (id, version);
  BoMemoryStore *self = SELF (store);
  BoEntity *held = bo_memory_table_peek (&self->versions, key);

  return withdrawn && held != NULL ? put (self, &self->withdrawn, key, held) : drop (self, &self->withdrawn, key);
}

static gboolean
get_withdrawn (BoSyncStore *store, const char *id, const char *version, bool *withdrawn, GError **error)
{
  g_autofree char *key = make_key (id, version);

  *withdrawn = bo_memory_table_peek (&SELF (store)->withdrawn, key) != NULL;
  return TRUE;
}

/* --- the queue --- */

/* Twenty digits, so that the order of keys is that of numbers. */
static void
write_seq (int64_t seq, char key[21])
{
  for (int i = 19; i >= 0; i--, seq /= 10)
    key[i] = (char) ('0' + seq % 10);
  key[20] = '\0';
}

static gboolean
put_edit (BoSyncStore *store, BoEdit *edit, GError **error)
{
  char key[21];

  write_seq (edit->seq, key);
  return put (SELF (store), &SELF (store)->edits, key, edit);
}

static gboolean
add_edit (BoSyncStore *store, BoEdit *edit, GError **error)
{
  edit->seq = ++SELF (store)->last_seq;
  return put_edit (store, edit, error);
}

static gboolean
mark_edit (BoSyncStore *store, int64_t seq, const char *sent_version, GError **error)
{
  g_autoptr(BoEdit) edit = NULL;
  char key[21];

  write_seq (seq, key);
  edit = bo_memory_table_get (&SELF (store)->edits, key);
  if (edit == NULL)
    return TRUE;
  g_free (edit->sent_version);
  edit->sent_version = g_strdup (sent_version);
  return put_edit (store, edit, error);
}

static gboolean
remove_edit (BoSyncStore *store, int64_t seq, GError **error)
{
  char key[21];

  write_seq (seq, key);
  return drop (SELF (store), &SELF (store)->edits, key);
}

static bool
edit_of (gpointer row, gconstpointer id)
{
  return strcmp (((BoEdit *) row)->entity_id, id) == 0;
}

static GPtrArray *
list_edits (BoSyncStore *store, const char *entity_id, GError **error)
{
  return list (&SELF (store)->edits, entity_id != NULL ? edit_of : NULL, entity_id);
}

typedef struct
{
  BoSyncStore *store;
  int64_t      now_us;
  bool         sent;
} Expired;

static bool
edit_expired (gpointer row, gconstpointer data)
{
  const Expired *expired = data;
  BoEdit *edit = row;
  const BoRecord *record;

  if (edit->expires_us == 0 || edit->expires_us > expired->now_us)
    return false;
  if (edit->sent_version == NULL)
    return !expired->sent;
  record = bo_memory_store_peek_record (SELF (expired->store), edit->entity_id);
  if (record == NULL || record->outgoing == NULL || record->status == BO_STATUS_QUARANTINED)
    return false;
  return (record->sends > 0) == expired->sent;
}

static GPtrArray *
list_expired (BoSyncStore *store, int64_t now_us, bool sent, GError **error)
{
  Expired expired = { store, now_us, sent };

  return list (&SELF (store)->edits, edit_expired, &expired);
}

/* --- edges --- */

static BoEdgeRecord *
get_edge (BoSyncStore *store, const char *id, GError **error)
{
  return bo_memory_table_get (&SELF (store)->edges, id);
}

static gboolean
put_edge (BoSyncStore *store, BoEdgeRecord *record, GError **error)
{
  return put (SELF (store), &SELF (store)->edges, record->shown->id, record);
}

static gboolean
remove_edge (BoSyncStore *store, const char *id, GError **error)
{
  return drop (SELF (store), &SELF (store)->edges, id);
}

static bool
edge_pending (gpointer row, gconstpointer data)
{
  BoEdgeRecord *record = row;

  return record->pending && record->status != BO_STATUS_QUARANTINED;
}

static int
compare_edges (gconstpointer a, gconstpointer b)
{
  BoEdgeRecord *left = *(BoEdgeRecord *const *) a, *right = *(BoEdgeRecord *const *) b;

  if (left->edited_at != right->edited_at)
    return left->edited_at < right->edited_at ? -1 : 1;
  return strcmp (left->shown->id, right->shown->id);
}

static GPtrArray *
list_pending_edges (BoSyncStore *store, int limit, GError **error)
{
  GPtrArray *rows = list (&SELF (store)->edges, edge_pending, NULL);

  g_ptr_array_sort (rows, compare_edges);
  truncate_rows (rows, limit);
  return rows;
}

static bool
edge_touches (gpointer row, gconstpointer id)
{
  BoEdgeRecord *record = row;

  return strcmp (record->shown->from_id, id) == 0 || strcmp (record->shown->to_id, id) == 0;
}

static GPtrArray *
list_edges_of (BoSyncStore *store, const char *entity_id, GError **error)
{
  return list (&SELF (store)->edges, edge_touches, entity_id);
}

static bool
edge_unwalked (gpointer row, gconstpointer walk)
{
  BoEdgeRecord *record = row;

  return record->confirmed != NULL && record->walk != *(const int64_t *) walk;
}

static GPtrArray *
list_unwalked_edges (BoSyncStore *store, int64_t walk, GError **error)
{
  return list (&SELF (store)->edges, edge_unwalked, &walk);
}

/* --- journal and notes --- */

static gboolean
put_conflict (BoSyncStore *store, BoConflict *conflict, GError **error)
{
  return put (SELF (store), &SELF (store)->conflicts, conflict->id, conflict);
}

static gboolean
remove_conflict (BoSyncStore *store, const char *id, GError **error)
{
  return drop (SELF (store), &SELF (store)->conflicts, id);
}

static BoConflict *
get_conflict (BoSyncStore *store, const char *id, GError **error)
{
  return bo_memory_table_get (&SELF (store)->conflicts, id);
}

static bool
conflict_unreviewed (gpointer row, gconstpointer data)
{
  return !((BoConflict *) row)->reviewed;
}

static int
compare_conflicts (gconstpointer a, gconstpointer b)
{
  BoConflict *left = *(BoConflict *const *) a, *right = *(BoConflict *const *) b;

  if (left->when_us != right->when_us)
    return left->when_us > right->when_us ? -1 : 1;
  return strcmp (left->id, right->id);
}

static GPtrArray *
list_conflicts (BoSyncStore *store, bool unreviewed_only, GError **error)
{
  GPtrArray *rows = list (&SELF (store)->conflicts, unreviewed_only ? conflict_unreviewed : NULL, NULL);

  g_ptr_array_sort (rows, compare_conflicts);
  return rows;
}

static gboolean
put_merge_due (BoSyncStore *store, BoMergeDue *due, GError **error)
{
  g_autofree char *key = make_key (due->entity_id, due->theirs_version);

  return put (SELF (store), &SELF (store)->dues, key, due);
}

static gboolean
remove_merge_due (BoSyncStore *store, const char *entity_id, const char *theirs_version, GError **error)
{
  g_autofree char *key = make_key (entity_id, theirs_version);

  return drop (SELF (store), &SELF (store)->dues, key);
}

static GPtrArray *
list_merge_due (BoSyncStore *store, GError **error)
{
  return list (&SELF (store)->dues, NULL, NULL);
}

/* Nobody reads the activity of a simulation: it is counted. */
static gboolean
add_activity (BoSyncStore *store, BoActivity *activity, GError **error)
{
  g_assert (SELF (store)->open);
  SELF (store)->activity[activity->kind]++;
  return TRUE;
}

/* --- counts --- */

static void
count_record (BoMemoryStore *self, BoRecord *record, BoSyncCounts *counts)
{
  if (record->shown != NULL && !bo_entity_is_deleted (record->shown))
    counts->entities++;
  if (record->status == BO_STATUS_QUARANTINED)
    counts->quarantined++;
  else if (is_waiting (self, record))
    counts->pending++;
  if (record->status == BO_STATUS_UNREADABLE || record->raw != NULL)
    counts->unreadable++;
}

static gboolean
get_counts (BoSyncStore *store, BoSyncCounts *counts, GError **error)
{
  BoMemoryStore *self = SELF (store);

  *counts = (BoSyncCounts) { 0 };
  for (unsigned int i = 0; i < self->records.slots->len; i++)
    count_record (self, bo_memory_table_row (&self->records, i), counts);
  for (unsigned int i = 0; i < self->edges.slots->len; i++)
    {
      BoEdgeRecord *record = bo_memory_table_row (&self->edges, i);

      counts->pending += edge_pending (record, NULL);
      counts->quarantined += record->status == BO_STATUS_QUARANTINED;
    }
  for (unsigned int i = 0; i < self->conflicts.slots->len; i++)
    counts->conflicts += conflict_unreviewed (bo_memory_table_row (&self->conflicts, i), NULL);
  return TRUE;
}

/* --- the object --- */

static void
bo_memory_store_iface_init (BoSyncStoreInterface *iface)
{
  iface->begin = begin;
  iface->commit = commit;
  iface->rollback = rollback;
  iface->get_state = get_state;
  iface->put_state = put_state;
  iface->get_counts = get_counts;
  iface->get_record = get_record;
  iface->put_record = put_record;
  iface->remove_record = remove_record;
  iface->list_pending = list_pending;
  iface->list_waiting = list_waiting;
  iface->list_unwalked = list_unwalked;
  iface->get_digest = get_digest;
  iface->foreach_hub_version = foreach_hub_version;
  iface->add_version = add_version;
  iface->get_version = get_version;
  iface->set_withdrawn = set_withdrawn;
  iface->get_withdrawn = get_withdrawn;
  iface->add_edit = add_edit;
  iface->put_edit = put_edit;
  iface->mark_edit = mark_edit;
  iface->remove_edit = remove_edit;
  iface->list_edits = list_edits;
  iface->list_expired = list_expired;
  iface->get_edge = get_edge;
  iface->put_edge = put_edge;
  iface->remove_edge = remove_edge;
  iface->list_pending_edges = list_pending_edges;
  iface->list_edges_of = list_edges_of;
  iface->list_unwalked_edges = list_unwalked_edges;
  iface->put_conflict = put_conflict;
  iface->remove_conflict = remove_conflict;
  iface->get_conflict = get_conflict;
  iface->list_conflicts = list_conflicts;
  iface->put_merge_due = put_merge_due;
  iface->remove_merge_due = remove_merge_due;
  iface->list_merge_due = list_merge_due;
  iface->add_activity = add_activity;
}

static void
bo_memory_store_finalize (GObject *object)
{
  BoMemoryStore *self = SELF (object);

  /* The log may still hold rows that were replaced. */
  g_array_unref (self->log);
  bo_memory_table_clear (&self->records);
  bo_memory_table_clear (&self->versions);
  bo_memory_table_clear (&self->withdrawn);
  bo_memory_table_clear (&self->edits);
  bo_memory_table_clear (&self->edges);
  bo_memory_table_clear (&self->conflicts);
  bo_memory_table_clear (&self->dues);
  bo_memory_table_clear (&self->states);
  G_OBJECT_CLASS (bo_memory_store_parent_class)->finalize (object);
}

static void
bo_memory_store_class_init (BoMemoryStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_memory_store_finalize;
}

#define INIT(table, copy, destroy) \
  bo_memory_table_init (&self->table, (GBoxedCopyFunc) (copy), (GDestroyNotify) (destroy))

static void
bo_memory_store_init (BoMemoryStore *self)
{
  BoSyncState *state = bo_sync_state_new ();

  INIT (records, _bo_record_copy, bo_record_free);
  INIT (versions, bo_entity_ref, bo_entity_unref);
  INIT (withdrawn, bo_entity_ref, bo_entity_unref);
  INIT (edits, bo_edit_copy, bo_edit_free);
  INIT (edges, _bo_edge_record_copy, bo_edge_record_free);
  INIT (conflicts, _bo_conflict_copy, bo_conflict_free);
  INIT (dues, _bo_merge_due_copy, bo_merge_due_free);
  INIT (states, _bo_sync_state_copy, bo_sync_state_free);
  self->log = bo_memory_log_new ();
  state->device_id = g_strdup ("memory");
  state->user_id = g_strdup ("local");
  bo_memory_table_put (&self->states, self->log, "", state);
  g_array_set_size (self->log, 0);
  bo_sync_state_free (state);
}

/**
 * bo_memory_store_new:
 *
 * Returns: (transfer full): an empty store of the device “memory”, without a hub
 */
BoMemoryStore *
bo_memory_store_new (void)
{
  return g_object_new (BO_TYPE_MEMORY_STORE, NULL);
}

/**
 * bo_memory_store_cut_power:
 * @self: a store without an open transaction
 *
 * The power goes, and comes back: what was committed after the last transaction of
 * %BO_DURABILITY_FULL is lost, whole.
 */
void
bo_memory_store_cut_power (BoMemoryStore *self)
{
  g_return_if_fail (BO_IS_MEMORY_STORE (self) && !self->open);

  bo_memory_undo (self->log, 0);
}

/**
 * bo_memory_store_count_commits:
 * @self: a store
 *
 * Returns: how many transactions were committed: what a reader could have seen
 */
int64_t
bo_memory_store_count_commits (BoMemoryStore *self)
{
  g_return_val_if_fail (BO_IS_MEMORY_STORE (self), 0);

  return self->commits;
}

/**
 * bo_memory_store_count_activity:
 * @self: a store
 * @kind: a kind
 *
 * Returns: how many lines of @kind the journal got, those of rolled back transactions too
 */
int64_t
bo_memory_store_count_activity (BoMemoryStore *self, BoActivityKind kind)
{
  g_return_val_if_fail (BO_IS_MEMORY_STORE (self), 0);

  return self->activity[kind];
}

/**
 * bo_memory_store_peek_record:
 * @self: a store
 * @id: whose
 *
 * Returns: (transfer none) (nullable): the row as it is, until the next transaction
 */
const BoRecord *
bo_memory_store_peek_record (BoMemoryStore *self, const char *id)
{
  g_return_val_if_fail (BO_IS_MEMORY_STORE (self), NULL);

  return bo_memory_table_peek (&self->records, id);
}

/**
 * bo_memory_store_peek_edits:
 * @self: a store
 *
 * Returns: (transfer container) (element-type BoEdit): the queue as it is, until the next transaction
 */
GPtrArray *
bo_memory_store_peek_edits (BoMemoryStore *self)
{
  GPtrArray *edits;

  g_return_val_if_fail (BO_IS_MEMORY_STORE (self), NULL);

  edits = g_ptr_array_sized_new (self->edits.slots->len);
  for (unsigned int i = 0; i < self->edits.slots->len; i++)
    g_ptr_array_add (edits, bo_memory_table_row (&self->edits, i));
  return edits;
}
