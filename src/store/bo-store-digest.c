/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-store-private.h"

/* The hub's versions of all entities, in memory. They are read when they are asked for first; then
   each row that is written says what became of it. What a transaction did that was rolled back, and
   what somebody else wrote, isn't known here: then all of them are read again. */

/* Other connections' commits change it, this one's don't. */
static gboolean
read_data_version (BoStore *self, int64_t *version, GError **error)
{
  g_autoptr (BoStatement) statement = bo_db_statement (self->db, "PRAGMA data_version", error);

  if (statement == NULL || bo_statement_step (statement, error) != BO_STEP_ROW)
    return FALSE;
  *version = bo_statement_int (statement, 0);
  return TRUE;
}

static gboolean
put_cb (const char *id, const char *hub_version, gpointer table)
{
  bo_digest_table_put (table, id, hub_version);
  return TRUE;
}

static gboolean
load (BoStore *self, GError **error)
{
  g_autoptr (BoDigestTable) table = bo_digest_table_new ();

  if (!_bo_store_foreach_hub_version (BO_SYNC_STORE (self), put_cb, table, error))
    return FALSE;
  self->digest = g_steal_pointer (&table);
  self->digest_open = true;
  return TRUE;
}

char *
_bo_store_get_digest (BoSyncStore *store, int64_t *count, GError **error)
{
  BoStore *self = BO_STORE (store);
  int64_t version;

  g_return_val_if_fail (bo_db_in_transaction (self->db), NULL);

  if (!read_data_version (self, &version, error))
    return NULL;
  if (version != self->digest_version)
    g_clear_pointer (&self->digest, bo_digest_table_free);
  if (self->digest == NULL && !load (self, error))
    return NULL;

  self->digest_version = version;
  if (count != NULL)
    *count = (int64_t) bo_digest_table_count (self->digest);
  return bo_digest_table_sum (self->digest);
}

/* A row was written; @hub_version: (nullable): what it says now. */
void
_bo_store_note_hub_version (BoStore *self, const char *id, const char *hub_version)
{
  if (self->digest == NULL)
    return;
  bo_digest_table_put (self->digest, id, hub_version);
  self->digest_open = true;
}

/* The transaction under way ends. */
void
_bo_store_end_digest (BoStore *self, bool committed)
{
  if (self->digest_open && !committed)
    g_clear_pointer (&self->digest, bo_digest_table_free);
  self->digest_open = false;
}
