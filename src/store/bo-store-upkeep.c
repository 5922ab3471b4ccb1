/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

#include <string.h>

/* What keeps a home's file from growing for ever (DESIGN §3). Each step is one transaction small
   enough that an edit behind it in the queue doesn't wait for it. */

#define HOUR (INT64_C (3600) * 1000000)

/* In one step: hours of one entity, rows to find them in, versions of one hour, lines of the journal, moves. */
#define MAX_HOURS 16
#define MAX_ROWS 4096
#define MAX_VERSIONS 256
#define MAX_LINES 500
#define MAX_MOVES 500

typedef struct
{
  int64_t   seq;
  BoOrigin  origin;
  BoEntity *entity;
  bool      reading;
} Line;

typedef struct
{
  BoStore      *store;
  BoReadingFunc is_reading;
  BoThinning   *thinning;
  int64_t       before_us;
  int64_t       newest;  /* of the entity's old versions: it stays, for whoever was made from it */
  char         *id;
} Thinner;

static void
line_free (Line *line)
{
  bo_entity_unref (line->entity);
  g_free (line);
}

/* --- which --- */

/* The next entity with an hour that may be thinned. @id: NULL when there is none. */
static gboolean
find_entity (Thinner *self, int64_t after, GError **error)
{
  /* What waits, or has yet to be merged, needs its ancestors: another time. */
  static const char sql[] =
    "SELECT e.num, e.id FROM entity e WHERE e.num > ?1"
    " AND EXISTS (SELECT 1 FROM entity_version WHERE entity = e.num AND time_us >= 0 AND time_us < ?2 LIMIT 1 OFFSET 1)"
    " AND NOT EXISTS (SELECT 1 FROM edit WHERE entity_id = e.id)"
    " AND NOT EXISTS (SELECT 1 FROM merge_due WHERE entity_id = e.id)"
    " ORDER BY e.num LIMIT 1";
  g_autoptr (BoStatement) statement = bo_db_statement (self->store->db, sql, error);
  BoStepResult result;

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, after);
  bo_statement_bind_int (statement, 2, self->before_us);
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ROW)
    {
      self->thinning->entity = bo_statement_int (statement, 0);
      self->thinning->hour = (self->before_us + HOUR - 1) / HOUR;
      self->id = bo_statement_dup_text (statement, 1);
    }
  return result != BO_STEP_ERROR;
}

/* The entity under way, where it still is one to thin. */
static gboolean
resume_entity (Thinner *self, GError **error)
{
  int64_t hour = self->thinning->hour, entity = self->thinning->entity;

  if (!find_entity (self, hour > 0 ? entity - 1 : entity, error))
    return FALSE;
  if (self->id != NULL && hour > 0 && self->thinning->entity == entity)
    self->thinning->hour = hour;
  return TRUE;
}

static gboolean
find_newest (Thinner *self, GError **error)
{
  static const char sql[] =
    "SELECT seq FROM entity_version WHERE entity = ?1 AND time_us < ?2 ORDER BY time_us DESC, seq DESC LIMIT 1";
  g_autoptr (BoStatement) statement = bo_db_statement (self->store->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, self->thinning->entity);
  bo_statement_bind_int (statement, 2, self->before_us);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  self->newest = bo_statement_int (statement, 0);
  return TRUE;
}

/* Hours with more than one version, later ones first: a version is judged by the one it was made
   from, which must still be there. @next: where the next step begins; 0 when this is all. */
static GArray *
list_hours (Thinner *self, int64_t *next, GError **error)
{
  static const char sql[] =
    "SELECT time_us / 3600000000 FROM entity_version"
    " WHERE entity = ?1 AND time_us >= 0 AND time_us < min (?2, ?3) ORDER BY time_us DESC LIMIT ?4";
  g_autoptr (GArray) hours = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (BoStatement) statement = bo_db_statement (self->store->db, sql, error);
  int64_t before = -1, listed = -1;
  BoStepResult result;
  int rows = 0;

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, self->thinning->entity);
  bo_statement_bind_int (statement, 2, self->thinning->hour * HOUR);
  bo_statement_bind_int (statement, 3, self->before_us);
  bo_statement_bind_int (statement, 4, MAX_ROWS);
  while (hours->len < MAX_HOURS && (result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      int64_t hour = bo_statement_int (statement, 0);

      if (hour == before && hour != listed)
        {
          g_array_append_val (hours, hour);
          listed = hour;
        }
      before = hour;
      rows++;
    }
  if (result == BO_STEP_ERROR)
    return NULL;
  *next = result == BO_STEP_DONE && rows < MAX_ROWS ? 0 : before == listed ? before : before + 1;
  return g_steal_pointer (&hours);
}

/* The latest versions of an hour, oldest first. */
static GPtrArray *
list_lines (Thinner *self, int64_t hour, GError **error)
{
  static const char sql[] =
    "SELECT * FROM (SELECT seq, origin, version, entity_type, name, content, source_type, user_id, parents, time_us"
    " FROM entity_version WHERE entity = ?1 AND time_us >= ?2 AND time_us < ?3"
    " ORDER BY time_us DESC, seq DESC LIMIT ?4) ORDER BY time_us, seq";
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autoptr (BoStatement) statement = bo_db_statement (self->store->db, sql, error);
  BoStepResult result;

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, self->thinning->entity);
  bo_statement_bind_int (statement, 2, hour * HOUR);
  bo_statement_bind_int (statement, 3, MIN ((hour + 1) * HOUR, self->before_us));
  bo_statement_bind_int (statement, 4, MAX_VERSIONS);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    {
      Line *line = g_new0 (Line, 1);

      line->seq = bo_statement_int (statement, 0);
      line->origin = bo_statement_int (statement, 1);
      line->entity = _bo_store_read_entity (statement, 2, self->id);
      g_ptr_array_add (lines, line);
    }
  return result == BO_STEP_DONE ? g_steal_pointer (&lines) : NULL;
}

/* --- what may go --- */

/* A version made from one that isn't held may be anybody's: it stays. */
static gboolean
judge (Thinner *self, Line *line, GError **error)
{
  g_autoptr (BoEntity) parent = NULL;
  g_autoptr (GError) failure = NULL;

  line->reading = line->origin == BO_ORIGIN_READING;
  if (line->origin != BO_ORIGIN_HUB || line->entity->parent_versions[0] == NULL
      || line->entity->parent_versions[1] != NULL)
    return TRUE;
  parent = _bo_store_get_version (BO_SYNC_STORE (self->store), self->id, line->entity->parent_versions[0], &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  line->reading = parent != NULL && self->is_reading (parent, line->entity);
  return TRUE;
}

/* What is shown, what the hub holds, and what a conflict is about. */
static gboolean
is_needed (Thinner *self, Line *line, bool *needed, GError **error)
{
  static const char sql[] =
    "SELECT EXISTS (SELECT 1 FROM entity WHERE num = ?1 AND ?2 IN (confirmed, aside, outgoing, merged))"
    " OR EXISTS (SELECT 1 FROM conflict WHERE entity_id = ?3"
    " AND ?4 IN (base_version, mine_version, theirs_version, result_version))";
  g_autoptr (BoStatement) statement = NULL;

  *needed = line->seq == self->newest;
  if (*needed)
    return TRUE;
  statement = bo_db_statement (self->store->db, sql, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, self->thinning->entity);
  bo_statement_bind_int (statement, 2, line->seq);
  bo_statement_bind_text (statement, 3, self->id);
  bo_statement_bind_text (statement, 4, line->entity->version);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *needed = bo_statement_int (statement, 0) != 0;
  return TRUE;
}

static gboolean
change_line (Thinner *self, const char *sql, int64_t seq, GError **error)
{
  BoStatement *statement = bo_db_statement (self->store->db, sql, error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, seq);
  return bo_statement_run (statement, error);
}

/* A reading that stays is marked: when the next ones are judged, what it was made from may be gone. */
static gboolean
thin_line (Thinner *self, Line *line, bool first, GError **error)
{
  static const char mark[] = "UPDATE entity_version SET origin = 3 WHERE seq = ?1 AND origin = 0";
  static const char drop[] = "DELETE FROM entity_version WHERE seq = ?1";
  bool needed = true;

  G_STATIC_ASSERT (BO_ORIGIN_READING == 3 && BO_ORIGIN_HUB == 0);
  if (!first && !is_needed (self, line, &needed, error))
    return FALSE;
  if (needed)
    return change_line (self, mark, line->seq, error);
  self->thinning->removed++;
  return change_line (self, drop, line->seq, error);
}

/* Leaves one reading. @again: there were more versions than one step takes. */
static gboolean
thin_hour (Thinner *self, int64_t hour, bool *again, GError **error)
{
  g_autoptr (GPtrArray) lines = list_lines (self, hour, error);
  int64_t removed = self->thinning->removed;
  bool first = true;

  if (lines == NULL)
    return FALSE;
  for (unsigned int i = 0; i < lines->len; i++)
    if (!judge (self, g_ptr_array_index (lines, i), error))
      return FALSE;
  for (unsigned int i = 0; i < lines->len; i++)
    {
      Line *line = g_ptr_array_index (lines, i);

      if (!line->reading)
        continue;
      if (!thin_line (self, line, first, error))
        return FALSE;
      first = false;
    }
  *again = lines->len == MAX_VERSIONS && self->thinning->removed > removed;
  return TRUE;
}

static gboolean
thin_entity (Thinner *self, GError **error)
{
  g_autoptr (GArray) hours = NULL;
  int64_t next = 0;

  if (!find_newest (self, error) || !(hours = list_hours (self, &next, error)))
    return FALSE;
  for (unsigned int i = 0; i < hours->len; i++)
    {
      int64_t hour = g_array_index (hours, int64_t, i);
      bool again = false;

      if (!thin_hour (self, hour, &again, error))
        return FALSE;
      if (again)
        {
          self->thinning->hour = hour + 1;
          return TRUE;
        }
    }
  self->thinning->hour = next;
  return TRUE;
}

/**
 * bo_store_thin_history:
 * @self: a store, no transaction under way
 * @before_us: what is younger stays as it is
 * @is_reading: tells readings from what people wrote
 * @thinning: (inout): how far it got
 * @more: (out): whether to call again
 * @error: why not
 *
 * One step, in one transaction, of leaving one reading an hour of what sensors measured
 * (DESIGN §3). What a person wrote, or may have written, stays; so do what is shown, what the hub
 * holds, what waits, and the versions that conflicts are about. Store's thread.
 *
 * Returns: whether the step is stored
 */
gboolean
bo_store_thin_history (BoStore *self, int64_t before_us, BoReadingFunc is_reading, BoThinning *thinning, bool *more,
                       GError **error)
{
  BoThinning step = *thinning;
  Thinner thinner = { .store = self, .is_reading = is_reading, .thinning = &step, .before_us = before_us };
  gboolean success;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  if (!bo_db_begin (self->db, false, error))
    return FALSE;
  success = resume_entity (&thinner, error) && (thinner.id == NULL || thin_entity (&thinner, error));
  *more = thinner.id != NULL;
  g_free (thinner.id);
  if (!success)
    bo_db_rollback (self->db);
  else
    success = bo_db_commit (self->db, error);
  if (success)
    *thinning = step;
  return success;
}

/**
 * bo_store_trim_activity:
 * @self: a store, no transaction under way
 * @keep: how many lines stay
 * @more: (out): whether to call again
 * @error: why not
 *
 * One step of bounding the journal a person reads; the journal of conflicts is another one, and
 * stays whole. Store's thread.
 *
 * Returns: whether the step is stored
 */
gboolean
bo_store_trim_activity (BoStore *self, int64_t keep, bool *more, GError **error)
{
  static const char sql[] =
    "DELETE FROM activity WHERE seq IN (SELECT seq FROM activity"
    " WHERE seq <= (SELECT max (seq) FROM activity) - ?1 ORDER BY seq LIMIT ?2)";
  BoStatement *statement;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, keep);
  bo_statement_bind_int (statement, 2, MAX_LINES);
  if (!bo_statement_run (statement, error))
    return FALSE;
  *more = sqlite3_changes (bo_db_get_handle (self->db)) == MAX_LINES;
  return TRUE;
}

/* Where the next step ends: the time of the last of its moves. */
static gboolean
find_last_move (BoStore *self, int64_t after_us, int64_t before_us, int64_t *last_us, bool *more, GError **error)
{
  static const char sql[] =
    "SELECT until_us FROM relationship_past WHERE until_us > ?1 AND until_us < ?2 ORDER BY until_us LIMIT 1 OFFSET ?3";
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, sql, error);
  BoStepResult result;

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, after_us);
  bo_statement_bind_int (statement, 2, before_us);
  bo_statement_bind_int (statement, 3, MAX_MOVES - 1);
  result = bo_statement_step (statement, error);
  *more = result == BO_STEP_ROW;
  *last_us = *more ? bo_statement_int (statement, 0) : before_us - 1;
  return result != BO_STEP_ERROR;
}

/**
 * bo_store_thin_moves:
 * @self: a store, no transaction under way
 * @before_us: what is younger stays as it is
 * @at_us: (inout): how far it got; begins as 0
 * @more: (out): whether to call again
 * @error: why not
 *
 * One step of thinning where edges led. Of an edge that was moved several times within an hour only the first move
 * stays: it says where the thing had been until then, and the next row where it was afterwards. Store's thread.
 *
 * Returns: whether the step is stored
 */
gboolean
bo_store_thin_moves (BoStore *self, int64_t before_us, int64_t *at_us, bool *more, GError **error)
{
  static const char sql[] =
    "DELETE FROM relationship_past AS p WHERE until_us > ?1 AND until_us <= ?2"
    " AND EXISTS (SELECT 1 FROM relationship_past WHERE id = p.id"
    "  AND until_us >= p.until_us - p.until_us % 3600000000 AND until_us <= p.until_us"
    "  AND (until_us < p.until_us OR num < p.num))";
  BoStatement *statement;
  int64_t last_us = 0;

  g_return_val_if_fail (BO_IS_STORE (self), FALSE);

  if (!find_last_move (self, *at_us, before_us, &last_us, more, error))
    return FALSE;
  statement = bo_db_statement (self->db, sql, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, *at_us);
  bo_statement_bind_int (statement, 2, last_us);
  if (!bo_statement_run (statement, error))
    return FALSE;
  *at_us = last_us;
  return TRUE;
}
