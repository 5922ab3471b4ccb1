/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-memory-table.h"

#include <string.h>

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

void
bo_memory_table_init (BoMemoryTable *self, GBoxedCopyFunc copy, GDestroyNotify destroy)
{
  self->rows = g_tree_new_full (compare_keys, NULL, g_free, destroy);
  self->copy = copy;
  self->destroy = destroy;
}

void
bo_memory_table_clear (BoMemoryTable *self)
{
  g_clear_pointer (&self->rows, g_tree_unref);
}

gpointer
bo_memory_table_peek (BoMemoryTable *self, const char *key)
{
  return g_tree_lookup (self->rows, key);
}

gpointer
bo_memory_table_get (BoMemoryTable *self, const char *key)
{
  gpointer row = g_tree_lookup (self->rows, key);

  return row != NULL ? self->copy (row) : NULL;
}

static void
note (BoMemoryTable *self, GArray *log, const char *key)
{
  gpointer before = g_tree_lookup (self->rows, key);
  BoMemoryUndo undo = { self, g_strdup (key), before != NULL ? self->copy (before) : NULL };

  g_array_append_val (log, undo);
}

void
bo_memory_table_put (BoMemoryTable *self, GArray *log, const char *key, gconstpointer row)
{
  note (self, log, key);
  g_tree_replace (self->rows, g_strdup (key), self->copy ((gpointer) row));
}

void
bo_memory_table_remove (BoMemoryTable *self, GArray *log, const char *key)
{
  note (self, log, key);
  g_tree_remove (self->rows, key);
}

static void
undo_clear (gpointer data)
{
  BoMemoryUndo *undo = data;

  g_free (undo->key);
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
bo_memory_undo_all (GArray *log)
{
  for (unsigned int i = log->len; i > 0; i--)
    {
      BoMemoryUndo *undo = &g_array_index (log, BoMemoryUndo, i - 1);

      if (undo->before != NULL)
        g_tree_replace (undo->table->rows, g_strdup (undo->key), g_steal_pointer (&undo->before));
      else
        g_tree_remove (undo->table->rows, undo->key);
    }
  g_array_set_size (log, 0);
}
