/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

#include "bo-hub-schema.h"

/* What a transaction changes of the two full-text indexes is gathered and written once, before it
   is committed: FTS5 ends what it has in memory with every statement of a transaction, so that a
   statement for each row costs ten times as much. */

/* @stale: the row number of a version that isn't current any more, 0 for none; @seq: of the one that
   took its place, the greatest so far. */
void
_bo_hub_db_note_index (BoHubDb *self,
                       int64_t  stale,
                       int64_t  seq)
{
  if (self->index_from == 0)
    self->index_from = seq;
  /* One that is no older than the transaction isn't in the indexes yet. */
  if (stale != 0 && stale < self->index_from)
    g_array_append_val (self->stale, stale);
}

void
_bo_hub_db_forget_index (BoHubDb *self)
{
  self->index_from = 0;
  g_array_set_size (self->stale, 0);
}

static char *
write_numbers (GArray *numbers)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < numbers->len; i++)
    bo_json_writer_int (writer, g_array_index (numbers, int64_t, i));
  bo_json_writer_end_array (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static gboolean
remove_stale (BoHubDb *self,
              GError **error)
{
  static const char words[] = "DELETE FROM search WHERE rowid IN (SELECT value FROM json_each (?1))";
  static const char letters[] = "DELETE FROM search_letters WHERE rowid IN (SELECT value FROM json_each (?1))";
  const char *const both[] = { words, letters };
  g_autofree char *numbers = write_numbers (self->stale);

  for (size_t i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr(BoStatement) statement = bo_db_statement (self->db, both[i], error);

      if (statement == NULL)
        return FALSE;
      bo_statement_bind_text (statement, 1, numbers);
      if (!bo_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_fresh (BoHubDb *self,
           GError **error)
{
  static const char words[] = BO_HUB_INDEX_WORDS " AND seq >= ?1";
  static const char letters[] = BO_HUB_INDEX_LETTERS " AND seq >= ?1";
  const char *const both[] = { words, letters };

  for (size_t i = 0; i < G_N_ELEMENTS (both); i++)
    {
      g_autoptr(BoStatement) statement = bo_db_statement (self->db, both[i], error);

      if (statement == NULL)
        return FALSE;
      bo_statement_bind_int (statement, 1, self->index_from);
      if (!bo_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Inside the transaction, as its last act. */
gboolean
_bo_hub_db_write_index (BoHubDb *self,
                        GError **error)
{
  if (self->index_from == 0)
    return TRUE;
  return (self->stale->len == 0 || remove_stale (self, error)) && add_fresh (self, error);
}
