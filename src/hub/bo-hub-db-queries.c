/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

/* What only the server's own endpoints ask for: the graph and the guests. */

/**
 * bo_hub_db_list_versions:
 * @self: the database
 * @id: an entity
 * @error: failures of the database
 *
 * Returns: (transfer full) (element-type BoHubRow) (nullable): everything it ever was, losers too,
 *   in the order it arrived
 */
GPtrArray *
bo_hub_db_list_versions (BoHubDb    *self,
                         const char *id,
                         GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db, "SELECT " BO_HUB_VERSION_COLUMNS " FROM version WHERE id = ?1 ORDER BY seq",
                               error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, id);
  return _bo_hub_db_collect (statement, false, error);
}

#define ENTITY_FILTER \
  " FROM version WHERE current = 1 AND (?1 IS NULL OR entity_type = ?1) AND (?2 IS NULL OR source_type = ?2)" \
  " AND (?3 IS NULL OR user_id = ?3) AND (?4 = 0 OR deleted = 0)"

static void
bind_filter (BoStatement             *statement,
             const BoHubEntityFilter *filter)
{
  bo_statement_bind_text (statement, 1, filter->entity_type);
  bo_statement_bind_text (statement, 2, filter->source_type);
  bo_statement_bind_text (statement, 3, filter->user_id);
  bo_statement_bind_int (statement, 4, filter->living);
}

static gboolean
count_entities (BoHubDb                 *self,
                const BoHubEntityFilter *filter,
                int64_t                 *total,
                GError                 **error)
{
  g_autoptr(BoStatement) statement = bo_db_statement (self->db, "SELECT count (*)" ENTITY_FILTER, error);

  if (statement == NULL)
    return FALSE;
  bind_filter (statement, filter);
  if (bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *total = bo_statement_int (statement, 0);
  return TRUE;
}

/**
 * bo_hub_db_list_entities:
 * @self: the database
 * @filter: which
 * @limit: at most so many
 * @offset: after skipping so many
 * @total: (out): how many there are in all
 * @error: failures of the database
 *
 * Returns: (transfer full) (element-type BoHubRow) (nullable): current versions, by type and age
 */
GPtrArray *
bo_hub_db_list_entities (BoHubDb                 *self,
                         const BoHubEntityFilter *filter,
                         int64_t                  limit,
                         int64_t                  offset,
                         int64_t                 *total,
                         GError                 **error)
{
  g_autoptr(BoStatement) statement = NULL;

  if (!count_entities (self, filter, total, error))
    return NULL;

  statement = bo_db_statement (self->db,
                               "SELECT " BO_HUB_VERSION_COLUMNS ENTITY_FILTER
                               " ORDER BY entity_type, seq LIMIT ?5 OFFSET ?6",
                               error);
  if (statement == NULL)
    return NULL;
  bind_filter (statement, filter);
  bo_statement_bind_int (statement, 5, limit);
  bo_statement_bind_int (statement, 6, offset);
  return _bo_hub_db_collect (statement, false, error);
}

/* One statement for each end that may be given, so that each finds its index. */
static const char *
edge_query (const BoHubEdgeFilter *filter)
{
  if (filter->from_id != NULL)
    return "SELECT " BO_HUB_EDGE_COLUMNS " FROM edge WHERE from_id = ?1 AND (?2 IS NULL OR to_id = ?2)"
           " AND (?3 IS NULL OR type = ?3) ORDER BY created_us, seq";
  if (filter->to_id != NULL)
    return "SELECT " BO_HUB_EDGE_COLUMNS " FROM edge WHERE ?1 IS NULL AND to_id = ?2"
           " AND (?3 IS NULL OR type = ?3) ORDER BY created_us, seq";
  return "SELECT " BO_HUB_EDGE_COLUMNS " FROM edge WHERE ?1 IS NULL AND ?2 IS NULL"
         " AND (?3 IS NULL OR type = ?3) ORDER BY created_us, seq";
}

/**
 * bo_hub_db_list_edges:
 * @self: the database
 * @filter: which
 * @error: failures of the database
 *
 * Returns: (transfer full) (element-type BoHubEdgeRow) (nullable): edges, oldest first
 */
GPtrArray *
bo_hub_db_list_edges (BoHubDb               *self,
                      const BoHubEdgeFilter *filter,
                      GError               **error)
{
  g_autoptr(BoStatement) statement = bo_db_statement (self->db, edge_query (filter), error);

  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, filter->from_id);
  bo_statement_bind_text (statement, 2, filter->to_id);
  bo_statement_bind_text (statement, 3, filter->type);
  return _bo_hub_db_collect (statement, true, error);
}

/* --- guests --- */

void
bo_hub_guest_free (BoHubGuest *guest)
{
  g_free (guest->id);
  g_free (guest);
}

static BoHubGuest *
read_guest (BoStatement *statement)
{
  BoHubGuest *guest = g_new0 (BoHubGuest, 1);

  guest->id = bo_statement_dup_text (statement, 0);
  guest->created_us = bo_statement_int (statement, 1);
  guest->expires_us = bo_statement_int (statement, 2);
  return guest;
}

/**
 * bo_hub_db_add_guest:
 * @self: the database
 * @guest: the invitation
 * @token_hash: of its token
 * @error: failures of the database
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_db_add_guest (BoHubDb    *self,
                     BoHubGuest *guest,
                     const char *token_hash,
                     GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db,
                               "INSERT INTO guest (id, token_hash, created_us, expires_us) VALUES (?1, ?2, ?3, ?4)",
                               error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, guest->id);
  bo_statement_bind_text (statement, 2, token_hash);
  bo_statement_bind_int (statement, 3, guest->created_us);
  bo_statement_bind_int (statement, 4, guest->expires_us);
  return bo_statement_run (statement, error);
}

/**
 * bo_hub_db_find_guest:
 * @self: the database
 * @token_hash: of the token somebody shows
 * @now_us: the clock
 * @error: failures of the database
 *
 * Returns: (transfer full) (nullable): the invitation; %NULL where there is none, it was revoked
 *   or its time is over
 */
BoHubGuest *
bo_hub_db_find_guest (BoHubDb    *self,
                      const char *token_hash,
                      int64_t     now_us,
                      GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db,
                               "SELECT id, created_us, expires_us FROM guest WHERE token_hash = ?1 AND expires_us > ?2",
                               error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_text (statement, 1, token_hash);
  bo_statement_bind_int (statement, 2, now_us);
  return bo_statement_step (statement, error) == BO_STEP_ROW ? read_guest (statement) : NULL;
}

/**
 * bo_hub_db_guest_is_valid:
 * @self: the database
 * @id: of an invitation
 * @now_us: the clock
 *
 * Returns: whether it still stands; false where the database can't tell
 */
bool
bo_hub_db_guest_is_valid (BoHubDb    *self,
                          const char *id,
                          int64_t     now_us)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db, "SELECT 1 FROM guest WHERE id = ?1 AND expires_us > ?2", NULL);
  if (statement == NULL)
    return false;
  bo_statement_bind_text (statement, 1, id);
  bo_statement_bind_int (statement, 2, now_us);
  return bo_statement_step (statement, NULL) == BO_STEP_ROW;
}

/**
 * bo_hub_db_list_guests:
 * @self: the database
 * @now_us: the clock
 * @error: failures of the database
 *
 * Returns: (transfer full) (element-type BoHubGuest) (nullable): invitations that stand
 */
GPtrArray *
bo_hub_db_list_guests (BoHubDb *self,
                       int64_t  now_us,
                       GError **error)
{
  g_autoptr(GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_hub_guest_free);
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  statement = bo_db_statement (self->db,
                               "SELECT id, created_us, expires_us FROM guest WHERE expires_us > ?1 ORDER BY created_us",
                               error);
  if (statement == NULL)
    return NULL;
  bo_statement_bind_int (statement, 1, now_us);
  while ((result = bo_statement_step (statement, error)) == BO_STEP_ROW)
    g_ptr_array_add (guests, read_guest (statement));
  return result == BO_STEP_DONE ? g_steal_pointer (&guests) : NULL;
}

/**
 * bo_hub_db_revoke_guest:
 * @self: the database
 * @token_hash: of the invitation's token, or its id
 * @found: (out): whether there was one
 * @error: failures of the database
 *
 * Ends an invitation, and every session that came of it.
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_db_revoke_guest (BoHubDb    *self,
                        const char *token_hash,
                        bool       *found,
                        GError    **error)
{
  g_autoptr(BoStatement) statement = NULL;

  statement = bo_db_statement (self->db, "DELETE FROM guest WHERE token_hash = ?1 OR id = ?1", error);
  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, token_hash);
  if (!bo_statement_run (statement, error))
    return FALSE;
  *found = sqlite3_changes (bo_db_get_handle (self->db)) > 0;
  return TRUE;
}
