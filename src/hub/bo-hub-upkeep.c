/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include "bo-clock.h"

/* What pushes leave for later: the search indexes, and the log that goes into the file. Done a
   moment after the first of them, so that a crowd's pushes are taken together, and only while no
   request waits; in pieces so short that one that comes meanwhile hardly notices. */

#define DELAY_MS 500
#define PIECE_US 5000
#define MIN_ROWS 8
#define MAX_ROWS 512
#define LOG_PAGES 1000

/* The next piece takes as long as it may, on whatever machine this is. */
static void
adapt (BoHubServer *self,
       int64_t      took_us)
{
  if (took_us > PIECE_US)
    self->upkeep_rows = MAX (self->upkeep_rows / 2, MIN_ROWS);
  else if (took_us < PIECE_US / 3)
    self->upkeep_rows = MIN (self->upkeep_rows * 2, MAX_ROWS);
}

static gboolean
piece_cb (void *data)
{
  BoHubServer *self = data;
  g_autoptr(GError) error = NULL;
  int64_t began_us = bo_clock_monotonic ();
  bool more = false;

  /* Whoever searches next tries again, and is told. */
  if (!bo_hub_db_index_some (self->db, self->upkeep_rows, &more, &error))
    g_message ("The search index could not be brought up to date: %s", error->message);
  else if (more)
    {
      adapt (self, bo_clock_monotonic () - began_us);
      return G_SOURCE_CONTINUE;
    }

  bo_hub_db_checkpoint (self->db, LOG_PAGES);
  g_clear_pointer (&self->upkeep, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
attach (BoHubServer *self,
        GSource     *source,
        GSourceFunc  callback)
{
  g_clear_pointer (&self->upkeep, g_source_unref);
  self->upkeep = source;
  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static gboolean
begin_cb (void *data)
{
  attach (data, g_idle_source_new (), piece_cb);
  return G_SOURCE_REMOVE;
}

/* Something was written. */
void
_bo_hub_upkeep_wake (BoHubServer *self)
{
  if (self->upkeep == NULL && self->upkeep_rows > 0)
    attach (self, g_timeout_source_new (DELAY_MS), begin_cb);
}

void
_bo_hub_upkeep_attach (BoHubServer *self)
{
  self->upkeep_rows = MIN_ROWS;
  _bo_hub_upkeep_wake (self);
}

/* For good. What is left is kept for the next start. */
void
_bo_hub_upkeep_detach (BoHubServer *self)
{
  self->upkeep_rows = 0;
  if (self->upkeep != NULL)
    g_source_destroy (self->upkeep);
  g_clear_pointer (&self->upkeep, g_source_unref);
}
