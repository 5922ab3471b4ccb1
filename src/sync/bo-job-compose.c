/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-job-private.h"

#include "bo-mutation-private.h"

#include <string.h>

/* A batch: parents before children, entities before edges, at most 250 changes and 512 KiB; a
   larger change goes alone (DESIGN §4). What the hub refused or was silent at before comes behind. */

#define MAX_CHANGES 250
#define MAX_BYTES (512 * 1024)
#define LOOK_AHEAD (2 * MAX_CHANGES)
#define MAX_LOST 32
#define MAX_KNOWN 512

typedef struct
{
  BoJob         *job;
  BoRules       *rules;
  BoJobOutcome  *outcome;
  BoSyncRequest *request;
  GHashTable    *versions; /* entity id → version that goes along */
  GPtrArray     *waiting;  /* BoWaiting, in the order they go */
  GPtrArray     *edges;    /* BoEdgeRecord, the same */
  size_t         bytes;
  int            things;   /* an entity is one, whatever goes along */
  int            most;     /* how many may go together: group() of the first */
  bool           doubtful; /* the turn of what the hub may refuse, or be silent at */
  bool           full;
} Batch;

/* --- the order --- */

/* So often something is sent without an answer before it may be what the hub falls silent at. */
#define PATIENCE 3

/* How many go together of what was sent so often without an answer: fewer each time, until what the hub
   falls silent at goes by itself (FAULTS §1). */
static int
group (int sends)
{
  static const int few[] = { 16, 4 };

  if (sends < PATIENCE)
    return MAX_CHANGES;
  return sends - PATIENCE < (int) G_N_ELEMENTS (few) ? few[sends - PATIENCE] : 1;
}

static int
rank_type (const char *entity_type)
{
  static const char *const order[] = { "home", "zone", "room", "device" };
  int i = 0;

  while (i < (int) G_N_ELEMENTS (order) && g_strcmp0 (entity_type, order[i]) != 0)
    i++;
  return i;
}

/* What the hub refused before comes late, and so does what it was silent at: the oftener either, the later, so that
   none of those holds up another. 0: it may go with everything else. */
static int
doubt (int refusals, int sends)
{
  return MAX (refusals, sends >= PATIENCE ? sends : 0);
}

static int
compare_waiting_cb (const void *a, const void *b)
{
  const BoWaiting *one = *(BoWaiting *const *) a, *other = *(BoWaiting *const *) b;
  int order = doubt (one->refusals, one->sends) - doubt (other->refusals, other->sends);

  return order != 0 ? order : rank_type (one->entity_type) - rank_type (other->entity_type);
}

static int
compare_edges_cb (const void *a, const void *b)
{
  const BoEdgeRecord *one = *(BoEdgeRecord *const *) a, *other = *(BoEdgeRecord *const *) b;

  return doubt (one->refusals, one->sends) - doubt (other->refusals, other->sends);
}

static bool
is_wanted (Batch *batch, const char *id)
{
  if (batch->job->skip != NULL && g_hash_table_contains (batch->job->skip, id))
    return false;
  return batch->job->only == NULL || g_hash_table_contains (batch->job->only, id);
}

/* Whether it is the turn of something. Where the one that the hub refuses is looked for, the list of those
   that it may be says what goes. */
static bool
has_turn (Batch *batch, const char *id, int refusals, int sends)
{
  if (!is_wanted (batch, id) || (batch->job->flag && sends >= PATIENCE))
    return false;
  return batch->job->only != NULL || (doubt (refusals, sends) > 0) == batch->doubtful;
}

/* Whether there is a place for it beside what is in the batch. */
static bool
is_company (Batch *batch, int refusals, int sends)
{
  int most = refusals > 0 ? 1 : group (sends);

  return batch->things == 0 || batch->job->only != NULL || (most == batch->most && batch->things < most);
}

/* It goes. What is sent to find the one that is refused says nothing of silence: only that it isn't the first
   time. */
static void
count_thing (Batch *batch, int refusals, int *sends, const char *name)
{
  if (batch->things++ == 0)
    batch->most = refusals > 0 ? 1 : group (*sends);
  batch->full = batch->job->only == NULL && batch->most == 1;
  batch->outcome->doubtful = batch->doubtful && *sends >= PATIENCE;
  _bo_job_keep (&batch->outcome->problem_name, batch->full ? name : NULL);
  if (batch->job->only == NULL || *sends < 2)
    ++*sends;
}

/* --- entities --- */

static size_t
measure (BoEntity *entity)
{
  return entity != NULL ? strlen (entity->content) + strlen (entity->name) + 1024 : 0;
}

static bool
has_room (Batch *batch, unsigned int changes, size_t bytes)
{
  if (batch->request->changes->len == 0)
    return true;
  return batch->request->changes->len + changes <= MAX_CHANGES && batch->bytes + bytes <= MAX_BYTES;
}

static void
add_entity (Batch *batch, BoRecord *record, BoEntity *entity)
{
  BoChangeType type = bo_entity_is_deleted (entity) ? BO_CHANGE_DELETE
                      : record->confirmed == NULL   ? BO_CHANGE_CREATE
                                                    : BO_CHANGE_UPDATE;

  g_ptr_array_add (batch->request->changes, bo_change_new (type, entity));
  g_ptr_array_add (batch->outcome->items,
                   _bo_batch_item_new (record->id, record->outgoing->version, 0, false));
  g_hash_table_insert (batch->versions, g_strdup (record->id), g_strdup (entity->version));
  batch->bytes += measure (entity);
}

/* --- what goes along --- */

typedef struct
{
  Batch      *batch;
  const char *id;
  GHashTable *known; /* versions that the hub's current one is made from, and those looked at */
  GPtrArray  *lost;  /* BoEntity, parents first */
  size_t      bytes;
} Search;

static void
meet (Search *search, GPtrArray *open, const char *version)
{
  if (g_hash_table_add (search->known, g_strdup (version)))
    g_ptr_array_add (open, g_strdup (version));
}

static gboolean
find_known (Search *search, const char *version, GError **error)
{
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func (g_free);

  if (version != NULL)
    meet (search, open, version);
  for (unsigned int i = 0; i < open->len && i < MAX_KNOWN; i++)
    {
      g_autoptr(BoEntity) entity = NULL;

      BO_GET (&entity, error, get_version, search->batch->rules->store, search->id, g_ptr_array_index (open, i));
      for (size_t j = 0; entity != NULL && entity->parent_versions[j] != NULL; j++)
        meet (search, open, entity->parent_versions[j]);
    }
  return TRUE;
}

static gboolean
find_lost_of (Search *search, BoEntity *entity, int depth, GError **error)
{
  for (size_t i = 0; entity->parent_versions[i] != NULL; i++)
    {
      g_autoptr(BoEntity) parent = NULL;

      if (!g_hash_table_add (search->known, g_strdup (entity->parent_versions[i])))
        continue;
      BO_GET (&parent, error, get_version, search->batch->rules->store, search->id, entity->parent_versions[i]);
      /* The running hub writes parents into what has none: the first version would come to descend from
         the last, and who believed that would give up what is new. */
      if (parent == NULL || parent->parent_versions[0] == NULL)
        continue;
      search->bytes += measure (parent);
      if (depth > 1 && search->bytes < MAX_BYTES / 2 && !find_lost_of (search, parent, depth - 1, error))
        return FALSE;
      if (search->bytes < MAX_BYTES / 2)
        g_ptr_array_add (search->lost, g_steal_pointer (&parent));
    }
  return TRUE;
}

/* A version that brings two sides together takes along what its own side was made from: the hub
   may have lost that, and without it nobody else could see what theirs and ours have in common.
   What is there already changes nothing. */
static gboolean
find_lost (Batch *batch, BoRecord *record, GPtrArray *lost, size_t *bytes, GError **error)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search search = { .batch = batch, .id = record->id, .known = known, .lost = lost };
  bool joins = record->merged != NULL || (record->outgoing->parent_versions[0] != NULL &&
                                          record->outgoing->parent_versions[1] != NULL);

  if (!joins)
    return TRUE;
  if (!find_known (&search, record->hub_version, error))
    return FALSE;
  g_hash_table_add (known, g_strdup (record->outgoing->version));
  if (!find_lost_of (&search, record->outgoing, MAX_LOST, error) ||
      (record->merged != NULL && !find_lost_of (&search, record->merged, MAX_LOST, error)))
    return FALSE;
  *bytes = search.bytes;
  return TRUE;
}

static gboolean
add_record (Batch *batch, BoWork *work, GError **error)
{
  BoRecord *record = work->record;
  g_autoptr(GPtrArray) lost = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_entity_unref);
  unsigned int changes;
  size_t bytes = 0;

  if (record->outgoing == NULL)
    return TRUE;
  if (!find_lost (batch, record, lost, &bytes, error))
    return FALSE;
  changes = lost->len + (record->merged != NULL ? 2 : 1);
  if (!has_room (batch, changes, bytes + measure (record->outgoing) + measure (record->merged)) ||
      !is_company (batch, record->refusals, record->sends))
    {
      batch->full = true;
      return TRUE;
    }
  count_thing (batch, record->refusals, &record->sends, record->outgoing->name);
  for (unsigned int i = 0; i < lost->len; i++)
    add_entity (batch, record, g_ptr_array_index (lost, i));
  add_entity (batch, record, record->outgoing);
  if (record->merged != NULL)
    add_entity (batch, record, record->merged);
  return TRUE;
}

static gboolean
list_entities (Batch *batch, GError **error)
{
  int skipped = batch->job->skip != NULL ? (int) g_hash_table_size (batch->job->skip) : 0;

  BO_GET (&batch->waiting, error, list_waiting, batch->rules->store,
          batch->job->only != NULL ? 0 : LOOK_AHEAD + skipped);
  /* The list comes by oldest edit; within one rank that order stays. */
  g_ptr_array_sort (batch->waiting, compare_waiting_cb);
  return TRUE;
}

static gboolean
add_entities (Batch *batch, GError **error)
{
  if (batch->waiting == NULL && !list_entities (batch, error))
    return FALSE;
  for (unsigned int i = 0; i < batch->waiting->len && !batch->full; i++)
    {
      BoWaiting *waiting = g_ptr_array_index (batch->waiting, i);
      g_auto(BoWork) work = { 0 };
      bool wait;

      if (!has_turn (batch, waiting->id, waiting->refusals, waiting->sends))
        continue;
      if (!_bo_work_open (&work, batch->rules, waiting->id, false, error) ||
          !_bo_compose_entity (&work, &wait, error))
        return FALSE;
      batch->outcome->due = batch->outcome->due || wait;
      if (!wait && (!add_record (batch, &work, error) || !_bo_work_save (&work, error)))
        return FALSE;
    }
  return TRUE;
}

/* --- edges --- */

/* It was deleted, and the hub is not known to keep anything of it: it may never have had it. */
static bool
is_gone (BoRecord *record)
{
  return record->hub_version == NULL && record->outgoing == NULL && record->confirmed != NULL &&
         bo_entity_is_deleted (record->confirmed) && record->shown != NULL && bo_entity_is_deleted (record->shown);
}

/* The version to pin an end to: what goes along, or what the hub holds. NULL: it has neither.
   @nowhere: not even this device knows the entity, or nobody does any more. */
static gboolean
find_pin (Batch *batch, const char *id, char **pin, bool *nowhere, GError **error)
{
  const char *along = g_hash_table_lookup (batch->versions, id);
  g_autoptr(BoRecord) record = NULL;

  *pin = g_strdup (along);
  if (along != NULL)
    return TRUE;
  BO_GET (&record, error, get_record, batch->rules->store, id);
  if (record == NULL || is_gone (record))
    {
      *nowhere = true;
      return TRUE;
    }
  if (record->hub_version != NULL)
    *pin = g_strdup (record->hub_version);
  else if (record->confirmed != NULL && record->outgoing == NULL)
    *pin = g_strdup (record->confirmed->version);
  return TRUE;
}

/* What it led to was deleted and is forgotten everywhere: it can never be sent. What the hub holds of
   it stands; where it may hold something that was never seen here, the next list tells. */
static gboolean
forget_edge (Batch *batch, BoEdgeRecord *record, GError **error)
{
  BoRules *rules = batch->rules;
  g_autofree char *id = g_strdup (record->shown->id);

  g_clear_pointer (&rules->state->edges_hash, g_free);
  return _bo_rules_revert_edge (rules, record, error) &&
         _bo_rules_note (rules, BO_ACTIVITY_DISCARDED, id, NULL, NULL, NULL, error);
}

static gboolean
add_edge (Batch *batch, BoEdgeRecord *record, GError **error)
{
  g_autofree char *from = NULL, *to = NULL;
  bool nowhere = false;
  BoChange *change;
  BoEdge *pinned;

  if (!find_pin (batch, record->shown->from_id, &from, &nowhere, error) ||
      !find_pin (batch, record->shown->to_id, &to, &nowhere, error))
    return FALSE;
  if (nowhere)
    return forget_edge (batch, record, error);
  if (from == NULL || to == NULL)
    return TRUE;
  if (!has_room (batch, 1, 1024) || !is_company (batch, record->refusals, record->sends))
    {
      batch->full = true;
      return TRUE;
    }
  count_thing (batch, record->refusals, &record->sends, NULL);
  pinned = bo_edge_pin (record->shown, from, to);
  bo_edge_unref (record->shown);
  record->shown = pinned;
  record->sent_revision = record->revision;
  change = bo_change_new (BO_CHANGE_UPDATE, NULL);
  g_ptr_array_add (change->edges, bo_edge_ref (pinned));
  g_ptr_array_add (batch->request->changes, change);
  g_ptr_array_add (batch->outcome->items, _bo_batch_item_new (pinned->id, NULL, record->revision, true));
  batch->bytes += strlen (pinned->properties) + 1024;
  return _bo_rules_save_edge (batch->rules, record, error);
}

static gboolean
add_edges (Batch *batch, GError **error)
{
  if (batch->edges == NULL)
    {
      BO_GET (&batch->edges, error, list_pending_edges, batch->rules->store, 0);
      g_ptr_array_sort (batch->edges, compare_edges_cb);
    }
  for (unsigned int i = 0; i < batch->edges->len && !batch->full; i++)
    {
      BoEdgeRecord *record = g_ptr_array_index (batch->edges, i);

      if (has_turn (batch, record->shown->id, record->refusals, record->sends) &&
          !add_edge (batch, record, error))
        return FALSE;
    }
  return TRUE;
}

/* --- what may be refused, or fallen silent at --- */

static BoWaiting *
find_entity (Batch *batch)
{
  for (unsigned int i = 0; i < batch->waiting->len; i++)
    {
      BoWaiting *waiting = g_ptr_array_index (batch->waiting, i);

      if (has_turn (batch, waiting->id, waiting->refusals, waiting->sends))
        return waiting;
    }
  return NULL;
}

static BoEdgeRecord *
find_edge (Batch *batch)
{
  for (unsigned int i = 0; i < batch->edges->len; i++)
    {
      BoEdgeRecord *record = g_ptr_array_index (batch->edges, i);

      if (has_turn (batch, record->shown->id, record->refusals, record->sends))
        return record;
    }
  return NULL;
}

/* Behind everything else, and what is least in doubt first, of whichever kind. */
static gboolean
add_doubtful (Batch *batch, GError **error)
{
  BoWaiting *entity;
  BoEdgeRecord *edge;

  batch->doubtful = true;
  entity = find_entity (batch);
  edge = find_edge (batch);
  if (entity != NULL && edge != NULL &&
      doubt (edge->refusals, edge->sends) < doubt (entity->refusals, entity->sends))
    return add_edges (batch, error) && (batch->full || add_entities (batch, error));
  return add_entities (batch, error) && (batch->full || add_edges (batch, error));
}

/* --- the job --- */

static void
finish (Batch *batch)
{
  BoSyncState *state = batch->rules->state;
  size_t length;
  char *text;

  if (batch->request->changes->len == 0)
    return;
  batch->request->device_id = g_strdup (state->device_id);
  batch->request->user_id = g_strdup (state->user_id);
  batch->request->device_name = g_strdup (state->device_name);
  batch->request->cursor = g_strdup (state->resume_cursor);
  if (state->resume_cursor == NULL)
    batch->request->since = _bo_compose_since (state);
  text = bo_sync_request_encode (batch->request, &length);
  batch->outcome->body = g_bytes_new_take (text, length);
}

/* Asking is not sending: what the hub was silent at needs no turn for that. */
static bool
may_be_asked_for (Batch *batch, const char *id)
{
  return is_wanted (batch, id) ||
         (batch->job->only == NULL && batch->job->tried != NULL && g_hash_table_contains (batch->job->tried, id));
}

/* A command must not go out late, and what may have reached the hub can't be taken back unasked:
   the first such is asked for, and nothing is composed before the answer. */
static gboolean
find_overdue (Batch *batch, GError **error)
{
  g_autoptr(GPtrArray) edits = NULL;

  if (BO_MUTATED (LATE_COMMAND))
    return TRUE;
  BO_GET (&edits, error, list_expired, batch->rules->store, batch->rules->context->now_us, true);
  for (unsigned int i = 0; i < edits->len && batch->outcome->overdue == NULL; i++)
    {
      const char *id = ((BoEdit *) g_ptr_array_index (edits, i))->entity_id;
      g_autoptr(BoRecord) record = NULL;

      if (!may_be_asked_for (batch, id))
        continue;
      BO_GET (&record, error, get_record, batch->rules->store, id);
      batch->outcome->overdue = _bo_batch_item_new (id, record->outgoing->version, 0, false);
      batch->outcome->fetch_version =
        g_strdup (record->merged != NULL ? record->merged->version : record->outgoing->version);
    }
  return TRUE;
}

static gboolean
fill (Batch *batch, GError **error)
{
  bool done = add_entities (batch, error) && (batch->full || add_edges (batch, error)) &&
              (batch->things > 0 || batch->job->only != NULL || add_doubtful (batch, error));

  g_clear_pointer (&batch->waiting, g_ptr_array_unref);
  g_clear_pointer (&batch->edges, g_ptr_array_unref);
  return done;
}

static gboolean
run_compose (BoJob *job, BoRules *rules, BoJobOutcome *outcome, GError **error)
{
  g_autoptr(BoSyncRequest) request = bo_sync_request_new ();
  g_autoptr(GHashTable) versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Batch batch = { .job = job, .rules = rules, .outcome = outcome, .request = request, .versions = versions };

  outcome->items = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_batch_item_free);
  if (_bo_rules_expire (rules, error) < 0 || !find_overdue (&batch, error))
    return FALSE;
  if (outcome->overdue != NULL)
    return TRUE;
  if (!fill (&batch, error))
    return FALSE;
  finish (&batch);
  return TRUE;
}

static GHashTable *
ref_set (GHashTable *set)
{
  return set != NULL ? g_hash_table_ref (set) : NULL;
}

/* @skip: (nullable): ids that wait for another cycle; @only: (nullable): ids to look at. None of
   the tables may be changed before the job is done. @sure: without what the hub may fall silent at. */
BoJob *
_bo_job_compose (GHashTable *skip, GHashTable *only, GHashTable *absent, bool sure)
{
  BoJob *job = _bo_job_new (run_compose, BO_DURABILITY_FULL);

  job->skip = ref_set (skip);
  job->only = ref_set (only);
  job->absent = ref_set (absent);
  job->flag = sure;
  return job;
}
