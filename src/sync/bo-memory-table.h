/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-sync-types-private.h"

G_BEGIN_DECLS

/* A table of the in-memory store: rows by key in byte order, and a log that undoes what a
   transaction did. Rows are never changed in place. */

typedef struct
{
  char    *key; /* a reference-counted string: a log that remembers the row shares it */
  gpointer row;
} BoMemorySlot;

typedef struct
{
  GArray        *slots; /* BoMemorySlot, sorted: homes in memory are small */
  GBoxedCopyFunc copy;
  GDestroyNotify destroy;
} BoMemoryTable;

typedef struct
{
  BoMemoryTable *table;
  char          *key;
  gpointer       before; /* nullable: there was no such row */
} BoMemoryUndo;

#define bo_memory_table_row(self, index) (g_array_index ((self)->slots, BoMemorySlot, (index)).row)

void     bo_memory_table_init   (BoMemoryTable *self, GBoxedCopyFunc copy, GDestroyNotify destroy);
void     bo_memory_table_clear  (BoMemoryTable *self);
gpointer bo_memory_table_peek   (BoMemoryTable *self, const char *key);
gpointer bo_memory_table_get    (BoMemoryTable *self, const char *key);
void     bo_memory_table_put    (BoMemoryTable *self, GArray *log, const char *key, gconstpointer row);
void     bo_memory_table_remove (BoMemoryTable *self, GArray *log, const char *key);
/* Undoes what was done since @log was @length long. */
void     bo_memory_undo         (GArray *log, unsigned int length);
GArray  *bo_memory_log_new      (void);

G_END_DECLS
