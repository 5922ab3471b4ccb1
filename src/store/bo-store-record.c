/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bo-store-private.h"
#include "bo-store-record-sql.h"

/* The versions a record holds, in the order of their columns. */
enum { CONFIRMED, ASIDE, OUTGOING, MERGED, N_HELD };

/* entity.shown: which of them a person sees. Written in the SQL of bo-store-record-sql.h too. */
typedef enum
{
  SHOWN_NONE,
  SHOWN_CONFIRMED,
  SHOWN_ASIDE,
  SHOWN_OUTGOING,
  SHOWN_MERGED,
  SHOWN_DRAFT,
} Shown;

static const BoOrigin origins[N_HELD] = { BO_ORIGIN_HUB, BO_ORIGIN_HUB, BO_ORIGIN_HERE, BO_ORIGIN_MERGE };

static void
list_held (BoRecord *record, BoEntity *held[N_HELD])
{
  held[CONFIRMED] = record->confirmed;
  held[ASIDE] = record->aside;
  held[OUTGOING] = record->outgoing;
  held[MERGED] = record->merged;
}

/* --- reading --- */

static BoEntity *
read_shown (BoStatement *statement, BoEntity *held[N_HELD], const char *id)
{
  Shown shown = bo_statement_int (statement, RECORD_SHOWN);

  if (shown == SHOWN_NONE)
    return NULL;
  if (shown == SHOWN_DRAFT)
    return _bo_store_read_entity (statement, RECORD_DRAFT, id);
  return held[shown - SHOWN_CONFIRMED] != NULL ? bo_entity_ref (held[shown - SHOWN_CONFIRMED]) : NULL;
}

/* What is in the row of entity itself. */
static BoRecord *
read_row (BoStatement *statement)
{
  BoRecord *record = bo_record_new (bo_statement_text (statement, RECORD_ID));

  record->hub_version = bo_statement_dup_text (statement, RECORD_HUB_VERSION);
  record->status = bo_statement_int (statement, RECORD_STATUS);
  record->walk = bo_statement_int (statement, RECORD_WALK);
  record->sends = bo_statement_int (statement, RECORD_SENDS);
  record->refusals = bo_statement_int (statement, RECORD_REFUSALS);
  record->device_name = bo_statement_dup_text (statement, RECORD_DEVICE_NAME);
  record->problem = bo_statement_dup_text (statement, RECORD_PROBLEM);
  record->raw = bo_statement_dup_text (statement, RECORD_RAW);
  return record;
}

/* @held: (transfer full) */
static void
set_held (BoRecord *record, BoEntity *held[N_HELD])
{
  record->confirmed = held[CONFIRMED];
  record->aside = held[ASIDE];
  record->outgoing = held[OUTGOING];
  record->merged = held[MERGED];
}

static BoRecord *
read_record (BoStatement *statement)
{
  BoRecord *record = read_row (statement);
  BoEntity *held[N_HELD];

  for (int i = 0; i < N_HELD; i++)
    held[i] = _bo_store_read_entity (statement, RECORD_HELD + i * BO_STORE_ENTITY_COLUMNS, record->id);
  set_held (record, held);
  record->shown = read_shown (statement, held, record->id);
  return record;
}

static BoEntity *
load_draft (BoStore *self, const char *id, int64_t num, GError **error)
{
  static const char sql[] =
    "SELECT version, entity_type, name, content, source_type, user_id, parents FROM draft WHERE entity = ?1";
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, num);
  return bo_statement_step (statement, error) == BO_STEP_ROW ? _bo_store_read_entity (statement, 0, id) : NULL;
}

static bool
load_held (BoStore *self, BoStatement *row, const char *id, BoEntity *held[N_HELD], GError **error)
{
  GError *local = NULL;

  for (int i = 0; i < N_HELD && local == NULL; i++)
    {
      int64_t seq = bo_statement_int (row, RECORD_SEQ + i);

      if (seq != 0)
        held[i] = _bo_store_load_version (self, id, seq, &local);
    }
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL;
}

/* @row: on a row of RECORD_SELECT_ROW */
static BoRecord *
load_record (BoStore *self, BoStatement *row, GError **error)
{
  g_autoptr (BoRecord) record = read_row (row);
  BoEntity *held[N_HELD] = { NULL };
  bool draft = bo_statement_int (row, RECORD_SHOWN) == SHOWN_DRAFT;
  bool loaded = load_held (self, row, record->id, held, error);
  GError *local = NULL;

  set_held (record, held);
  if (!loaded)
    return NULL;
  record->shown = draft ? load_draft (self, record->id, bo_statement_int (row, RECORD_NUM), &local)
                        : read_shown (row, held, record->id);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* @func: takes each (transfer full); ends it with FALSE */
gboolean
_bo_store_walk_records (BoStatement *statement, BoRecordFunc func, gpointer data, GError **error)
{
  BoStepResult result;

  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    if (!func (read_record (statement), data))
      break;
  bo_statement_reset (statement);
  return result != BO_STEP_ERROR;
}

static gboolean
collect_cb (BoRecord *record, gpointer data)
{
  g_ptr_array_add (data, record);
  return TRUE;
}

static GPtrArray *
collect_records (BoStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_record_free);

  if (!_bo_store_walk_records (statement, collect_cb, records, error))
    return NULL;
  return g_steal_pointer (&records);
}

/* What is read is written again before long. */
static void
remember (BoStore *self, const char *id, BoStatement *statement, BoRecord *record)
{
  BoEntity *held[N_HELD];

  _bo_store_forget (self);
  _bo_store_remember (self, id, bo_statement_int (statement, RECORD_NUM),
                      bo_statement_int (statement, RECORD_VISIBLE) != 0,
                      bo_statement_int (statement, RECORD_SHOWN) == SHOWN_DRAFT);
  if (record == NULL)
    return;
  list_held (record, held);
  for (int i = 0; i < N_HELD; i++)
    if (held[i] != NULL)
      _bo_store_remember_version (self, held[i]->version, bo_statement_int (statement, RECORD_SEQ + i));
}

BoRecord *
_bo_store_get_record (BoSyncStore *store, const char *id, GError **error)
{
  static const char sql[] = RECORD_SELECT_ROW " WHERE e.id = ?1";
  BoStore *self = BO_STORE (store);
  g_autoptr (BoStatement) statement = NULL;
  BoRecord *record = NULL;
  bool given;
  BoStepResult result;

  if (g_strcmp0 (self->found, id) == 0 && (self->found_num == 0 || self->bare))
    return NULL;
  statement = _bo_store_write_bare (self, error) ? bo_db_statement (self->db, sql, error) : NULL;
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_DONE)
    _bo_store_remember (self, id, 0, false, false);
  if (result != BO_STEP_ROW)
    return NULL;
  given = !bo_statement_is_null (statement, RECORD_STATUS);
  if (given)
    record = load_record (self, statement, error);
  if (!given || record != NULL)
    remember (self, id, statement, record);
  return record;
}

/* --- writing --- */

static bool
is_visible (BoRecord *record)
{
  return record->shown != NULL && !bo_entity_is_deleted (record->shown);
}

static bool
same_version (BoEntity *a, BoEntity *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a->version, b->version) == 0);
}

/* Whether @a needs no row of its own beside @b. */
static bool
same_row (BoEntity *a, BoEntity *b)
{
  return a == b || (same_version (a, b) && strcmp (a->content, b->content) == 0 && strcmp (a->name, b->name) == 0
                    && strcmp (a->entity_type, b->entity_type) == 0 && strcmp (a->source_type, b->source_type) == 0);
}

static Shown
classify_shown (BoRecord *record, BoEntity *held[N_HELD])
{
  if (record->shown == NULL)
    return SHOWN_NONE;
  for (int i = 0; i < N_HELD; i++)
    if (held[i] != NULL && same_row (record->shown, held[i]))
      return SHOWN_CONFIRMED + i;
  return SHOWN_DRAFT;
}

/* Gives each version held its number: that of the history, or a new one (then @fresh). */
static gboolean
number_held (BoStore *self, int64_t num, bool known, BoEntity *held[N_HELD], int64_t seqs[N_HELD], bool fresh[N_HELD],
             GError **error)
{
  for (int i = 0; i < N_HELD; i++)
    {
      seqs[i] = 0;
      fresh[i] = false;
      for (int j = 0; j < i && seqs[i] == 0; j++)
        if (held[i] != NULL && same_version (held[i], held[j]))
          seqs[i] = seqs[j];
      if (held[i] == NULL || seqs[i] != 0)
        continue;
      if (known && !_bo_store_find_version (self, num, held[i]->version, &seqs[i], error))
        return FALSE;
      fresh[i] = seqs[i] == 0;
      if (fresh[i])
        seqs[i] = self->next_version++;
    }
  return TRUE;
}

static gboolean
write_draft (BoStore *self, int64_t num, BoEntity *draft, GError **error)
{
  static const char sql[] =
    "INSERT OR REPLACE INTO draft (entity, version, entity_type, name, content, source_type, user_id, parents)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
  g_autofree char *parents = _bo_store_encode_parents (draft);
  BoStatement *statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, num);
  _bo_store_bind_entity (statement, 2, draft, parents);
  return bo_statement_run (statement, error);
}

static gboolean
drop_draft (BoStore *self, int64_t num, GError **error)
{
  BoStatement *statement = bo_db_statement (self->db, "DELETE FROM draft WHERE entity = ?1", error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, num);
  return bo_statement_run (statement, error);
}

static gboolean
write_row (BoStore *self, int64_t num, bool exists, BoRecord *record, Shown shown, const int64_t seqs[N_HELD],
           GError **error)
{
  static const char insert[] = RECORD_INSERT, update[] = RECORD_UPDATE;
  BoStatement *statement = bo_db_statement (self->db, exists ? update : insert, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, num);
  bo_statement_bind_text (statement, 2, record->id);
  bo_statement_bind_int (statement, 3, self->stamp);
  bo_statement_bind_int (statement, 4, record->status);
  bo_statement_bind_int (statement, 5, record->walk);
  for (int i = 0; i < N_HELD; i++)
    if (seqs[i] != 0)
      bo_statement_bind_int (statement, 6 + i, seqs[i]);
  bo_statement_bind_int (statement, 10, shown);
  bo_statement_bind_int (statement, 11, record->shown != NULL && !self->found_visible);
  bo_statement_bind_text (statement, 12, record->hub_version);
  bo_statement_bind_int (statement, 13, record->sends);
  bo_statement_bind_int (statement, 14, record->refusals);
  bo_statement_bind_text (statement, 15, record->device_name);
  bo_statement_bind_text (statement, 16, record->problem);
  bo_statement_bind_text (statement, 17, record->raw);
  return bo_statement_run (statement, error);
}

/* The row first, with the numbers the new versions will have: they refer to it. */
gboolean
_bo_store_put_record (BoSyncStore *store, BoRecord *record, GError **error)
{
  BoStore *self = BO_STORE (store);
  BoEntity *held[N_HELD];
  int64_t seqs[N_HELD];
  bool fresh[N_HELD];
  int64_t num;
  Shown shown;
  bool known, exists, drafted, visible;

  list_held (record, held);
  shown = classify_shown (record, held);
  if (!_bo_store_number (self, error) || !_bo_store_find_entity (self, record->id, &num, error))
    return FALSE;
  known = num != 0;
  if (!known)
    num = self->next_entity++;
  exists = known && !self->bare;
  drafted = known && self->found_draft;
  self->bare = false;
  visible = is_visible (record);
  self->more_visible += visible - self->found_visible;
  _bo_store_remember (self, record->id, num, visible, shown == SHOWN_DRAFT);
  if (!number_held (self, num, known, held, seqs, fresh, error)
      || !write_row (self, num, exists, record, shown, seqs, error))
    return FALSE;
  if (shown == SHOWN_DRAFT && !write_draft (self, num, record->shown, error))
    return FALSE;
  if (shown != SHOWN_DRAFT && drafted && !drop_draft (self, num, error))
    return FALSE;

  for (int i = 0; i < N_HELD; i++)
    if (fresh[i] && !_bo_store_insert_version (self, seqs[i], num, held[i], origins[i], NULL,
                                               i <= ASIDE ? record->device_name : NULL, error))
      return FALSE;
  _bo_store_note_hub_version (self, record->id, record->hub_version);
  return TRUE;
}

/* The row stays as a mark for other processes; the history stays. */
gboolean
_bo_store_remove_record (BoSyncStore *store, const char *id, GError **error)
{
  static const char sql[] =
    "UPDATE entity SET stamp = ?2, status = NULL, walk = 0, confirmed = NULL, aside = NULL, outgoing = NULL,"
    " merged = NULL, shown = 0, deleted = 0, hub_version = NULL, sends = 0, refusals = 0,"
    " device_name = NULL, problem = NULL, raw = NULL"
    " WHERE num = ?1 AND status IS NOT NULL";
  BoStore *self = BO_STORE (store);
  BoStatement *statement;
  int64_t num;

  if (!_bo_store_number (self, error) || !_bo_store_find_entity (self, id, &num, error))
    return FALSE;
  if (num == 0)
    return TRUE;
  self->more_visible -= self->found_visible;
  self->found_visible = self->found_draft = false;
  if (!drop_draft (self, num, error))
    return FALSE;
  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, num);
  bo_statement_bind_int (statement, 2, self->stamp);
  if (!bo_statement_run (statement, error))
    return FALSE;
  _bo_store_note_hub_version (self, id, NULL);
  return TRUE;
}

/* --- lists --- */

/* What has no edits in the queue (a version offered again) goes first. */
GPtrArray *
_bo_store_list_pending (BoSyncStore *store, int limit, GError **error)
{
  static const char sql[] =
    RECORD_SELECT
    " WHERE e.id IN (SELECT id FROM entity WHERE outgoing IS NOT NULL"
    "                UNION SELECT entity_id FROM edit WHERE sent_version IS NULL)"
    "  AND e.status <> ?2"
    " ORDER BY (SELECT min (seq) FROM edit WHERE entity_id = e.id), e.id LIMIT ?1";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, limit > 0 ? limit : -1);
  bo_statement_bind_int (statement, 2, BO_STATUS_QUARANTINED);
  return collect_records (statement, error);
}

GPtrArray *
_bo_store_list_unwalked (BoSyncStore *store, int64_t walk, GError **error)
{
  static const char sql[] =
    RECORD_SELECT
    " WHERE e.status IS NOT NULL AND e.walk <> ?1"
    "  AND (e.confirmed IS NOT NULL OR e.aside IS NOT NULL OR e.raw IS NOT NULL OR e.hub_version IS NOT NULL)"
    " ORDER BY e.id";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, walk);
  return collect_records (statement, error);
}

/* The collation of the index of id is BINARY: the order of its bytes. */
gboolean
_bo_store_foreach_hub_version (BoSyncStore *store, BoHubVersionFunc func, gpointer data, GError **error)
{
  static const char sql[] =
    "SELECT id, hub_version FROM entity WHERE hub_version IS NOT NULL ORDER BY id";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);
  BoStepResult result;

  if (statement == NULL)
    return FALSE;
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    if (!func (bo_statement_text (statement, 0), bo_statement_text (statement, 1), data))
      return TRUE;
  return result == BO_STEP_DONE;
}
