/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-memory-table.h"

#include <string.h>

void
bo_memory_table_init (BoMemoryTable *self, GBoxedCopyFunc copy, GDestroyNotify destroy)
{
  self->slots = g_array_new (FALSE, FALSE, sizeof (BoMemorySlot));
  self->copy = copy;
  self->destroy = destroy;
}

void
bo_memory_table_clear (BoMemoryTable *self)
{
  for (unsigned int i = 0; i < self->slots->len; i++)
    {
      BoMemorySlot *slot = &g_array_index (self->slots, BoMemorySlot, i);

      g_ref_string_release (slot->key);
      self->destroy (slot->row);
    }
  g_clear_pointer (&self->slots, g_array_unref);
}

/* Whether @key is there; @at is its place, or the one it would have. */
static bool
find (BoMemoryTable *self, const char *key, unsigned int *at)
{
  unsigned int low = 0, high = self->slots->len;

  while (low < high)
    {
      unsigned int middle = low + (high - low) / 2;
      int order = strcmp (g_array_index (self->slots, BoMemorySlot, middle).key, key);

      if (order == 0)
        {
          *at = middle;
          return true;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *at = low;
  return false;
}

gpointer
bo_memory_table_peek (BoMemoryTable *self, const char *key)
{
  unsigned int at;

  return find (self, key, &at) ? bo_memory_table_row (self, at) : NULL;
}

gpointer
bo_memory_table_get (BoMemoryTable *self, const char *key)
{
  gpointer row = bo_memory_table_peek (self, key);

  return row != NULL ? self->copy (row) : NULL;
}

/* Puts @row (transfer full) there; NULL takes away what is. Returns what was (transfer full). */
static gpointer
exchange (BoMemoryTable *self, const char *key, gpointer row, char **kept)
{
  BoMemorySlot slot = { NULL, row };
  gpointer before = NULL;
  unsigned int at;

  if (find (self, key, &at))
    {
      BoMemorySlot *found = &g_array_index (self->slots, BoMemorySlot, at);

      *kept = g_ref_string_acquire (found->key);
      before = found->row;
      found->row = row;
      if (row != NULL)
        return before;
      g_ref_string_release (found->key);
      g_array_remove_index (self->slots, at);
      return before;
    }
  slot.key = g_ref_string_new (key);
  *kept = g_ref_string_acquire (slot.key);
  if (row != NULL)
    g_array_insert_val (self->slots, at, slot);
  else
    g_ref_string_release (slot.key);
  return NULL;
}

static void
change (BoMemoryTable *self, GArray *log, const char *key, gpointer row)
{
  BoMemoryUndo undo = { .table = self };

  undo.before = exchange (self, key, row, &undo.key);
  g_array_append_val (log, undo);
}

void
bo_memory_table_put (BoMemoryTable *self, GArray *log, const char *key, gconstpointer row)
{
  change (self, log, key, self->copy ((gpointer) row));
}

void
bo_memory_table_remove (BoMemoryTable *self, GArray *log, const char *key)
{
  change (self, log, key, NULL);
}

static void
undo_clear (gpointer data)
{
  BoMemoryUndo *undo = data;

  g_ref_string_release (undo->key);
  if (undo->before != NULL)
    undo->table->destroy (undo->before);
}

GArray *
bo_memory_log_new (void)
{
  GArray *log = g_array_new (FALSE, FALSE, sizeof (BoMemoryUndo));

  g_array_set_clear_func (log, undo_clear);
  return log;
}

void
bo_memory_undo (GArray *log, unsigned int length)
{
  for (unsigned int i = log->len; i > length; i--)
    {
      BoMemoryUndo *undo = &g_array_index (log, BoMemoryUndo, i - 1);
      char *key = NULL;
      gpointer row = exchange (undo->table, undo->key, g_steal_pointer (&undo->before), &key);

      g_ref_string_release (key);
      if (row != NULL)
        undo->table->destroy (row);
    }
  g_array_set_size (log, length);
}
