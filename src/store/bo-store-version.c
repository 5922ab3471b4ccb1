/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bo-store-private.h"

/* Only inside a transaction is it certain that nobody else gives the id a number. */
void
_bo_store_remember (BoStore *self, const char *id, int64_t num, bool visible, bool draft)
{
  if (!bo_db_in_transaction (self->db))
    return;
  if (g_strcmp0 (self->found, id) != 0)
    {
      g_assert (!self->bare);
      _bo_store_forget (self);
      self->found = g_strdup (id);
    }
  self->found_num = num;
  self->found_visible = visible;
  self->found_draft = draft;
}

void
_bo_store_forget (BoStore *self)
{
  g_clear_pointer (&self->found, g_free);
  while (self->n_known > 0)
    g_free (self->known[--self->n_known].version);
  self->bare = false;
}

/* A version of the entity that is remembered. What no longer fits is looked up. */
void
_bo_store_remember_version (BoStore *self, const char *version, int64_t seq)
{
  if (self->found != NULL && self->n_known < BO_STORE_KNOWN)
    self->known[self->n_known++] = (BoStoreKnown) { g_strdup (version), seq };
}

/* @num: 0 for an id never seen. */
gboolean
_bo_store_find_entity (BoStore *self, const char *id, int64_t *num, GError **error)
{
  static const char sql[] = "SELECT num, shown <> 0 AND deleted = 0, shown = 5 FROM entity WHERE id = ?1";
  g_autoptr (BoStatement) statement = NULL;
  bool visible = false, draft = false;
  BoStepResult result;

  *num = self->found_num;
  if (g_strcmp0 (self->found, id) == 0)
    return TRUE;

  *num = 0;
  statement = _bo_store_write_bare (self, error) ? bo_db_statement (self->db, sql, error) : NULL;
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, id);
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ROW)
    {
      *num = bo_statement_int (statement, 0);
      visible = bo_statement_int (statement, 1) != 0;
      draft = bo_statement_int (statement, 2) != 0;
    }
  if (result != BO_STEP_ERROR)
    _bo_store_remember (self, id, *num, visible, draft);
  return result != BO_STEP_ERROR;
}

/* A version without a time in its name was filed under the time of its arrival, which the name
   doesn't tell: so all of the entity are looked through. */
static gboolean
look_up_version (BoStore *self, int64_t num, const char *version, int64_t *seq, GError **error)
{
  static const char by_time[] = "SELECT seq FROM entity_version WHERE entity = ?1 AND version = ?2 AND time_us = ?3";
  static const char by_name[] = "SELECT seq FROM entity_version WHERE entity = ?1 AND version = ?2";
  int64_t time_us = 0;
  bool timed = bo_version_parse_time (version, &time_us);
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, timed ? by_time : by_name, error);
  BoStepResult result;

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, num);
  bo_statement_bind_text (statement, 2, version);
  if (timed)
    bo_statement_bind_int (statement, 3, time_us);
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ROW)
    *seq = bo_statement_int (statement, 0);
  return result != BO_STEP_ERROR;
}

/* @seq: 0 for a version not held. */
gboolean
_bo_store_find_version (BoStore *self, int64_t num, const char *version, int64_t *seq, GError **error)
{
  *seq = 0;
  for (size_t i = 0; self->found_num == num && i < self->n_known; i++)
    if (strcmp (self->known[i].version, version) == 0)
      *seq = self->known[i].seq;
  return *seq != 0 || look_up_version (self, num, version, seq, error);
}

/* @received_us: (nullable): %NULL while it isn't known; add_version() fills it in later. */
gboolean
_bo_store_insert_version (BoStore *self, int64_t seq, int64_t num, BoEntity *entity, BoOrigin origin,
                          const int64_t *received_us, const char *device_name, GError **error)
{
  static const char sql[] =
    "INSERT INTO entity_version (seq, entity, time_us, received_us, origin, device_name,"
    " version, entity_type, name, content, source_type, user_id, parents)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
  g_autofree char *parents = _bo_store_encode_parents (entity);
  BoStatement *statement = bo_db_statement (self->db, sql, error);
  int64_t time_us = received_us != NULL ? *received_us : 0;

  if (statement == NULL)
    return FALSE;
  bo_version_parse_time (entity->version, &time_us);
  bo_statement_bind_int (statement, 1, seq);
  bo_statement_bind_int (statement, 2, num);
  bo_statement_bind_int (statement, 3, time_us);
  if (received_us != NULL)
    bo_statement_bind_int (statement, 4, *received_us);
  bo_statement_bind_int (statement, 5, origin);
  bo_statement_bind_text (statement, 6, device_name);
  _bo_store_bind_entity (statement, 7, entity, parents);
  return bo_statement_run (statement, error);
}

/* An id of which only history is held: no record, and nothing to tell anybody. Its row waits
   until it is clear that no record follows, which would write the row again. */
gboolean
_bo_store_write_bare (BoStore *self, GError **error)
{
  BoStatement *statement;

  if (!self->bare)
    return TRUE;
  self->bare = false;
  statement = bo_db_statement (self->db, "INSERT INTO entity (num, id, stamp) VALUES (?1, ?2, 0)", error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, self->found_num);
  bo_statement_bind_text (statement, 2, self->found);
  return bo_statement_run (statement, error);
}

/* A version that joined with a record learns where it came from; any other stays as it is. */
static gboolean
complete_version (BoStore *self, int64_t seq, BoEntity *entity, BoOrigin origin, int64_t received_us,
                  const char *device_name, GError **error)
{
  static const char sql[] =
    "UPDATE entity_version SET time_us = ?2, received_us = ?3, origin = ?4, device_name = ?5"
    " WHERE seq = ?1 AND received_us IS NULL";
  BoStatement *statement = bo_db_statement (self->db, sql, error);
  int64_t time_us = received_us;

  if (statement == NULL)
    return FALSE;
  bo_version_parse_time (entity->version, &time_us);
  bo_statement_bind_int (statement, 1, seq);
  bo_statement_bind_int (statement, 2, time_us);
  bo_statement_bind_int (statement, 3, received_us);
  bo_statement_bind_int (statement, 4, origin);
  bo_statement_bind_text (statement, 5, device_name);
  return bo_statement_run (statement, error);
}

gboolean
_bo_store_add_version (BoSyncStore *store, BoEntity *entity, BoOrigin origin, int64_t received_us,
                       const char *device_name, GError **error)
{
  BoStore *self = BO_STORE (store);
  int64_t num, seq = 0;

  if (!_bo_store_number (self, error) || !_bo_store_find_entity (self, entity->id, &num, error))
    return FALSE;
  if (num == 0)
    {
      num = self->next_entity++;
      _bo_store_remember (self, entity->id, num, false, false);
      self->bare = true;
    }
  else if (!_bo_store_find_version (self, num, entity->version, &seq, error))
    return FALSE;

  if (seq != 0)
    return complete_version (self, seq, entity, origin, received_us, device_name, error);
  seq = self->next_version++;
  _bo_store_remember_version (self, entity->version, seq);
  return _bo_store_insert_version (self, seq, num, entity, origin, &received_us, device_name, error);
}

BoEntity *
_bo_store_load_version (BoStore *self, const char *id, int64_t seq, GError **error)
{
  static const char sql[] =
    "SELECT version, entity_type, name, content, source_type, user_id, parents FROM entity_version WHERE seq = ?1";
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, seq);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return NULL;
  return _bo_store_read_entity (statement, 0, id);
}

/* @seq: 0 for a version not held. */
static gboolean
find_held (BoStore *self, const char *id, const char *version, int64_t *seq, GError **error)
{
  int64_t num;

  *seq = 0;
  return _bo_store_find_entity (self, id, &num, error) &&
         (num == 0 || _bo_store_find_version (self, num, version, seq, error));
}

BoEntity *
_bo_store_get_version (BoSyncStore *store, const char *id, const char *version, GError **error)
{
  BoStore *self = BO_STORE (store);
  int64_t seq;

  if (!find_held (self, id, version, &seq, error) || seq == 0)
    return NULL;
  return _bo_store_load_version (self, id, seq, error);
}

gboolean
_bo_store_set_withdrawn (BoSyncStore *store, const char *id, const char *version, bool withdrawn, GError **error)
{
  static const char give_up[] = "UPDATE entity_version SET origin = 4 WHERE seq = ?1";
  static const char take_back[] = "UPDATE entity_version SET origin = 1 WHERE seq = ?1 AND origin = 4";
  BoStore *self = BO_STORE (store);
  BoStatement *statement;
  int64_t seq;

  if (!find_held (self, id, version, &seq, error))
    return FALSE;
  statement = bo_db_statement (self->db, withdrawn ? give_up : take_back, error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, seq);
  return bo_statement_run (statement, error);
}

gboolean
_bo_store_get_withdrawn (BoSyncStore *store, const char *id, const char *version, bool *withdrawn, GError **error)
{
  BoStore *self = BO_STORE (store);
  g_autoptr (BoStatement) statement = NULL;
  BoStepResult result;
  int64_t seq;

  *withdrawn = false;
  if (!find_held (self, id, version, &seq, error))
    return FALSE;
  statement = bo_db_statement (self->db, "SELECT 1 FROM entity_version WHERE seq = ?1 AND origin = 4", error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_int (statement, 1, seq);
  result = bo_statement_step (statement, error);
  *withdrawn = result == BO_STEP_ROW;
  return result != BO_STEP_ERROR;
}
