/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-client-private.h"

/* A process that stays for long and synchronises only when asked gives up the lock after each cycle, for the window
   may be opened meanwhile: it has a person who can sign in. */

#define LOOK_MS 50

static gboolean
rested_cb (void *data)
{
  BoClient *self = data;

  if (self->driver == NULL || self->started)
    return G_SOURCE_REMOVE;
  if (bo_driver_is_busy (self->driver))
    return G_SOURCE_CONTINUE;

  _bo_client_stop (self);
  return G_SOURCE_REMOVE;
}

/* Once nothing is on its way any more, unless another cycle begins before that. */
void
_bo_client_stand_back (BoClient *self)
{
  g_autoptr(GSource) source = g_timeout_source_new (LOOK_MS);

  g_source_set_static_name (source, "[blowing-off] taking turns");
  g_source_set_callback (source, rested_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}
