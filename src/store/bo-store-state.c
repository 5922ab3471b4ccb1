/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

#define N_TEXTS 14
#define N_NUMBERS 13

#define STATE_COLUMNS \
  "server_url, device_id, device_name, user_id, role, epoch, watermark, resume_cursor, cursor, hub_digest, digest," \
  " walked_digest, edges_hash, last_error, walk, walking, edges_ride, diverged, last_success_us, last_attempt_us," \
  " next_attempt_us, failures, clock_offset_us, version_last_us, version_counter, total_pulled, total_pushed"

/* The members that are text, in the order of their columns. */
static void
list_texts (BoSyncState *state, char **texts[N_TEXTS])
{
  char **all[N_TEXTS] = { &state->server_url, &state->device_id, &state->device_name, &state->user_id,
                          &state->role, &state->epoch, &state->watermark, &state->resume_cursor, &state->cursor,
                          &state->hub_digest, &state->digest, &state->walked_digest, &state->edges_hash,
                          &state->last_error };

  for (int i = 0; i < N_TEXTS; i++)
    texts[i] = all[i];
}

static void
read_numbers (BoStatement *statement, BoSyncState *state)
{
  int column = N_TEXTS;

  state->walk = bo_statement_int (statement, column++);
  state->walking = bo_statement_int (statement, column++) != 0;
  state->edges_ride = bo_statement_int (statement, column++) != 0;
  state->diverged = bo_statement_int (statement, column++) != 0;
  state->last_success_us = bo_statement_int (statement, column++);
  state->last_attempt_us = bo_statement_int (statement, column++);
  state->next_attempt_us = bo_statement_int (statement, column++);
  state->failures = (int) bo_statement_int (statement, column++);
  state->clock_offset_us = bo_statement_int (statement, column++);
  state->version_last_us = bo_statement_int (statement, column++);
  state->version_counter = (uint32_t) bo_statement_int (statement, column++);
  state->total_pulled = bo_statement_int (statement, column++);
  state->total_pushed = bo_statement_int (statement, column++);
}

BoSyncState *
_bo_store_get_state (BoSyncStore *store, GError **error)
{
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db,
                                                       "SELECT " STATE_COLUMNS " FROM sync_state", error);
  g_autoptr (BoSyncState) state = NULL;
  char **texts[N_TEXTS];
  BoStepResult result;

  if (statement == NULL)
    return NULL;
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ERROR)
    return NULL;

  state = bo_sync_state_new ();
  if (result == BO_STEP_DONE)
    return g_steal_pointer (&state);
  list_texts (state, texts);
  for (int i = 0; i < N_TEXTS; i++)
    {
      g_free (*texts[i]);
      *texts[i] = bo_statement_dup_text (statement, i);
    }
  read_numbers (statement, state);
  return g_steal_pointer (&state);
}

static void
list_numbers (BoSyncState *state, int64_t numbers[N_NUMBERS])
{
  int64_t all[N_NUMBERS] = { state->walk, state->walking, state->edges_ride, state->diverged, state->last_success_us,
                             state->last_attempt_us, state->next_attempt_us, state->failures,
                             state->clock_offset_us, state->version_last_us, state->version_counter,
                             state->total_pulled, state->total_pushed };

  for (int i = 0; i < N_NUMBERS; i++)
    numbers[i] = all[i];
}

static bool
is_row (BoStatement *statement, char **texts[N_TEXTS], const int64_t numbers[N_NUMBERS])
{
  for (int i = 0; i < N_TEXTS; i++)
    if (g_strcmp0 (bo_statement_text (statement, i), *texts[i]) != 0)
      return false;
  for (int i = 0; i < N_NUMBERS; i++)
    if (bo_statement_int (statement, N_TEXTS + i) != numbers[i])
      return false;
  return true;
}

/* Every transaction of the rules ends with this; one that changed nothing has nothing to commit. */
gboolean
_bo_store_put_state (BoSyncStore *store, BoSyncState *state, GError **error)
{
  static const char select[] = "SELECT " STATE_COLUMNS " FROM sync_state";
  static const char sql[] =
    "INSERT OR REPLACE INTO sync_state (one, " STATE_COLUMNS ")"
    " VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,"
    " ?22, ?23, ?24, ?25, ?26, ?27)";
  BoStatement *statement = bo_db_statement (BO_STORE (store)->db, select, error);
  char **texts[N_TEXTS];
  int64_t numbers[N_NUMBERS];
  BoStepResult result;
  bool same;

  if (statement == NULL)
    return FALSE;
  list_texts (state, texts);
  list_numbers (state, numbers);
  result = bo_statement_step (statement, error);
  same = result == BO_STEP_ROW && is_row (statement, texts, numbers);
  bo_statement_reset (statement);
  if (result == BO_STEP_ERROR || same)
    return same;

  statement = bo_db_statement (BO_STORE (store)->db, sql, error);
  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < N_TEXTS; i++)
    bo_statement_bind_text (statement, 1 + i, *texts[i]);
  for (size_t i = 0; i < N_NUMBERS; i++)
    bo_statement_bind_int (statement, 1 + N_TEXTS + i, numbers[i]);
  return bo_statement_run (statement, error);
}

/* The identity of this device, drawn from @entropy once. Two processes that make the file at
   the same moment agree: the second finds the row of the first. */
gboolean
_bo_store_init_state (BoStore *self, uint64_t entropy, GError **error)
{
  static const char namespace[] = "2f0d3a3e-6a40-4c5b-9a0c-6f1f5c3f6a11";
  BoSyncStore *store = BO_SYNC_STORE (self);
  g_autofree char *name = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", entropy);
  g_autoptr (BoSyncState) state = NULL;

  if (!bo_db_begin (self->db, true, error))
    return FALSE;
  state = _bo_store_get_state (store, error);
  if (state != NULL && state->device_id == NULL)
    {
      state->device_id = bo_uuid_from_name (namespace, name);
      if (state->user_id == NULL)
        state->user_id = g_strdup ("local");
      state->version_counter = (uint32_t) (entropy % 1000000);
      if (!_bo_store_put_state (store, state, error))
        g_clear_pointer (&state, bo_sync_state_free);
    }
  if (state == NULL)
    {
      bo_db_rollback (self->db);
      return FALSE;
    }
  return bo_db_commit (self->db, error);
}

gboolean
_bo_store_write_tally (BoStore *self, GError **error)
{
  BoStatement *statement;

  if (self->more_visible == 0)
    return TRUE;
  statement = bo_db_statement (self->db, "UPDATE tally SET entities = entities + ?1", error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, self->more_visible);
  self->more_visible = 0;
  return bo_statement_run (statement, error);
}

/* Each from an index of its own, or kept: this runs after every transaction, whatever the home's size. */
gboolean
_bo_store_get_counts (BoSyncStore *store, BoSyncCounts *counts, GError **error)
{
  static const char sql[] =
    "SELECT (SELECT entities FROM tally),"
    " (SELECT count (*) FROM entity WHERE status > 0 AND status IN (?3, ?4))"
    " + (SELECT count (*) FROM entity WHERE status > 0 AND status = ?5 AND (outgoing IS NOT NULL"
    "    OR EXISTS (SELECT 1 FROM edit WHERE entity_id = entity.id AND sent_version IS NULL)))"
    " + (SELECT count (*) FROM relationship WHERE pending = 1 AND status <> ?1),"
    " (SELECT count (*) FROM entity WHERE status > 0 AND status = ?1)"
    " + (SELECT count (*) FROM relationship WHERE status > 0 AND status = ?1),"
    " (SELECT count (*) FROM entity WHERE status > 0 AND status = ?2)"
    " + (SELECT count (*) FROM entity WHERE raw IS NOT NULL AND status IS NOT NULL AND status <> ?2),"
    " (SELECT count (*) FROM conflict WHERE reviewed = 0)";
  g_autoptr (BoStatement) statement = bo_db_statement (BO_STORE (store)->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, BO_STATUS_QUARANTINED);
  bo_statement_bind_int (statement, 2, BO_STATUS_UNREADABLE);
  bo_statement_bind_int (statement, 3, BO_STATUS_PENDING);
  bo_statement_bind_int (statement, 4, BO_STATUS_SENDING);
  bo_statement_bind_int (statement, 5, BO_STATUS_CONFLICT);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  counts->entities = bo_statement_int (statement, 0) + BO_STORE (store)->more_visible;
  counts->pending = bo_statement_int (statement, 1);
  counts->quarantined = bo_statement_int (statement, 2);
  counts->unreadable = bo_statement_int (statement, 3);
  counts->conflicts = bo_statement_int (statement, 4);
  return TRUE;
}
