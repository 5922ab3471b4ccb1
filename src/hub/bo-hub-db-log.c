/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-db-private.h"

#include <string.h>

/* A push into a large home touches pages all over its indices: the write-ahead log goes into the
   file, each page once, while nobody waits for it (bo_hub_db_checkpoint()). Only where that time
   never comes does a commit do it, so that the log has an end. */
#define MAX_LOG_PAGES 8000

static void
checkpoint (BoHubDb *self)
{
  int pages = 0;
  int moved = -1;

  /* What fails here is as durable as before; the next one tries again, and so does closing. */
  sqlite3_wal_checkpoint_v2 (bo_db_get_handle (self->db), "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
  if (pages == moved)
    self->log_pages = 0;
}

static int
committed_cb (void       *data,
              sqlite3    *handle,
              const char *name,
              int         pages)
{
  BoHubDb *self = data;

  if (strcmp (name, "main") == 0)
    self->log_pages = pages;
  if (self->log_pages >= MAX_LOG_PAGES)
    checkpoint (self);
  return SQLITE_OK;
}

/* In place of SQLite's own, which moves the log inside whichever commit makes it too long. */
void
_bo_hub_db_watch_log (BoHubDb *self)
{
  sqlite3_wal_hook (bo_db_get_handle (self->db), committed_cb, self);
}

/**
 * bo_hub_db_checkpoint:
 * @self: the database, with no transaction under way
 * @pages: how long the log may be
 *
 * Moves the write-ahead log into the file where it is longer. It waits for no reader.
 */
void
bo_hub_db_checkpoint (BoHubDb *self,
                      int      pages)
{
  if (self->log_pages > pages)
    checkpoint (self);
}
