/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-demo-private.h"

#include "bo-clock.h"

#define STEP_SECONDS 3.0

/**
 * bo_hub_demo_new:
 * @server: whose home it is
 * @seed: the same seed, the same home and the same course of days
 * @speed: how fast people live; 0 is taken as 1
 * @paused: see bo_hub_demo_pause()
 *
 * Returns: (transfer full): the demo
 */
BoHubDemo *
bo_hub_demo_new (BoHubServer *server,
                 uint64_t     seed,
                 double       speed,
                 int        *paused)
{
  BoHubDemo *self = g_new0 (BoHubDemo, 1);

  self->server = server;
  self->seed = seed;
  self->speed = speed > 0 ? MIN (speed, 1000) : 1;
  self->paused = paused;
  self->devices = g_ptr_array_new_with_free_func (g_free);
  self->ana.user_id = g_strdup ("ana");
  self->ben.user_id = g_strdup ("ben");
  self->house.user_id = g_strdup ("house");
  return self;
}

void
bo_hub_demo_free (BoHubDemo *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_ptr_array_unref (self->devices);
  g_free (self->touched);
  g_free (self->ana.user_id);
  g_free (self->ben.user_id);
  g_free (self->house.user_id);
  g_free (self);
}

static BoHubStore *
get_store (BoHubDemo *self)
{
  return bo_hub_server_get_store (self->server);
}

static gboolean
is_empty (BoHubDemo *self,
          bool      *empty,
          GError   **error)
{
  BoHubStamp last;

  if (!bo_hub_store_get_last (get_store (self), &last, error))
    return FALSE;
  *empty = last.seq == 0;
  return TRUE;
}

/* Who can be lived with: the devices there are now, in the order they came. */
static gboolean
find_devices (BoHubDemo *self,
              GError   **error)
{
  int64_t at = 0;
  unsigned int got;

  do
    {
      g_autoptr(GPtrArray) rows = bo_hub_store_list_current (get_store (self), at, 500, error);

      if (rows == NULL)
        return FALSE;
      got = rows->len;
      for (unsigned int i = 0; i < rows->len; i++)
        {
          BoHubRow *row = g_ptr_array_index (rows, i);

          at = row->seq;
          if (g_strcmp0 (row->entity->entity_type, "device") == 0 && !bo_entity_is_deleted (row->entity))
            g_ptr_array_add (self->devices, g_strdup (row->entity->id));
        }
    }
  while (got > 0);
  return TRUE;
}

/**
 * bo_hub_demo_furnish:
 * @self: the demo
 * @error: failures of the database
 *
 * Puts the furniture into a home that holds nothing.
 *
 * Returns: %FALSE on failure
 */
gboolean
bo_hub_demo_furnish (BoHubDemo *self,
                     GError   **error)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  bool empty = false;

  if (!is_empty (self, &empty, error))
    return FALSE;

  if (empty)
    {
      int64_t now_us = bo_clock_now ();
      g_autoptr(BoSyncRequest) request = _bo_hub_demo_home (self->seed, &self->ana, now_us);
      g_autoptr(BoSyncResponse) response = NULL;

      response = bo_hub_rules_sync (bo_hub_server_get_rules (self->server), request, now_us, errors, error);
      g_assert (errors->len == 0);
      if (response == NULL)
        return FALSE;
    }

  return find_devices (self, error);
}

static gboolean
step_cb (void *data)
{
  BoHubDemo *self = data;

  if (!g_atomic_int_get (self->paused) && _bo_hub_demo_step (self))
    bo_hub_server_notify (self->server);
  return G_SOURCE_CONTINUE;
}

/**
 * bo_hub_demo_live:
 * @self: a furnished demo
 *
 * Begins life.
 */
void
bo_hub_demo_live (BoHubDemo *self)
{
  g_return_if_fail (self->timer == NULL);

  self->timer = g_timeout_source_new ((unsigned int) MAX (STEP_SECONDS * 1000 / self->speed, 1));
  g_source_set_callback (self->timer, step_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}
