/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

#include <string.h>

#include "bo-clock.h"
#include "bo-error.h"

/**
 * bo_hub_db_get_path:
 * @self: the database
 *
 * Returns: (transfer none): its file, as it was given
 */
const char *
bo_hub_db_get_path (BoHubDb *self)
{
  return bo_db_get_path (self->db);
}

/**
 * bo_hub_db_copy_to:
 * @self: the database
 * @path: the copy
 * @error: why it failed, by cause
 *
 * Returns: whether there is a whole copy
 */
gboolean
bo_hub_db_copy_to (BoHubDb    *self,
                   const char *path,
                   GError    **error)
{
  return bo_db_copy_to (self->db, path, error);
}

/* Opening it judges what it is, and brings it to this program's schema. */
static gboolean
prepare_copy (const char *path,
              GError    **error)
{
  g_autoptr(BoHubDb) copy = bo_hub_db_open (path, BO_DB_READ_WRITE, error);
  g_autoptr(BoStatement) statement = NULL;
  BoStepResult result;

  if (copy == NULL || (statement = bo_db_statement (copy->db, "PRAGMA quick_check (1)", error)) == NULL)
    return FALSE;
  result = bo_statement_step (statement, error);
  if (result == BO_STEP_ERROR)
    return FALSE;
  if (result == BO_STEP_ROW && g_strcmp0 (bo_statement_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, BO_ERROR, BO_ERROR_CORRUPT, "The backup “%s” is damaged and was not restored.", path);
  return FALSE;
}

static gboolean
attach (BoHubDb    *self,
        const char *path,
        GError    **error)
{
  g_autoptr(BoStatement) statement = bo_db_statement (self->db, "ATTACH DATABASE ?1 AS backup", error);

  if (statement == NULL)
    return FALSE;
  bo_statement_bind_text (statement, 1, path);
  return bo_statement_run (statement, error);
}

/* Passwords and invitations stay as they are: an old copy must not bring back what was revoked. */
static gboolean
replace_rows (BoHubDb    *self,
              const char *epoch,
              GError    **error)
{
  static const char script[] =
    "DELETE FROM search; DELETE FROM search_letters; DELETE FROM search_due; UPDATE search_done SET seq = 0;"
    "DELETE FROM edge; DELETE FROM version;"
    "INSERT INTO version (" BO_HUB_VERSION_COLUMNS ", current, clock_us, deleted)"
    " SELECT " BO_HUB_VERSION_COLUMNS ", current, clock_us, deleted FROM backup.version;"
    "INSERT INTO edge (" BO_HUB_EDGE_COLUMNS ", clock_us, deleted)"
    " SELECT " BO_HUB_EDGE_COLUMNS ", clock_us, deleted FROM backup.edge;";

  if (!bo_db_begin (self->db, true, error))
    return FALSE;
  if (!bo_db_exec (self->db, script, error) || !bo_hub_db_put_setting (self, "epoch", epoch, error))
    {
      bo_db_rollback (self->db);
      return FALSE;
    }
  return bo_db_commit (self->db, error);
}

/**
 * bo_hub_db_restore:
 * @self: the database
 * @path: a copy of a hub's home that may be changed: it is brought to this schema first
 * @error: what is wrong with the copy, or failures of the database, by cause
 *
 * Makes the home what it is in the copy, in one transaction, under a new epoch, by which clients
 * see that rows they know may be gone (PROTOCOL §8). The rules that write here must be told.
 *
 * Returns: %FALSE on failure; then nothing has changed
 */
gboolean
bo_hub_db_restore (BoHubDb    *self,
                   const char *path,
                   GError    **error)
{
  g_autofree char *epoch = bo_uuid_random ();
  gboolean done;

  if (!prepare_copy (path, error) || !attach (self, path, error))
    return FALSE;

  done = replace_rows (self, epoch, error);
  bo_db_exec (self->db, "DETACH DATABASE backup", NULL);
  if (!done)
    return FALSE;

  g_free (self->epoch);
  self->epoch = g_steal_pointer (&epoch);
  return TRUE;
}
