/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* A process that stays for long and synchronises only when asked gives up the lock after each cycle, for the window
   may be opened meanwhile: it has a person who can sign in. */

static gboolean
rested_cb (void *data)
{
  BoClient *self = data;

  if (self->driver != NULL && self->standing_back && !self->started && !bo_driver_is_busy (self->driver))
    _bo_client_stop (self);
  return G_SOURCE_REMOVE;
}

/* Once nothing is on its way any more, unless another cycle begins before that. */
void
_bo_client_stand_back (BoClient *self)
{
  self->standing_back = true;
}

/* The driver is told things where it is still needed: it goes when they are done. */
void
_bo_client_rested (BoClient *self)
{
  g_autoptr(GSource) source = NULL;

  if (!self->standing_back || self->started)
    return;

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[blowing-off] taking turns");
  g_source_set_callback (source, rested_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}
