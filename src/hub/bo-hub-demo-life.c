/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-demo-private.h"

#include "bo-clock.h"

/* One step in so many gets in the way of whoever pushed last: about once a minute at speed 1. */
#define MEDDLE_EVERY 20

enum { STREAM_WHAT, STREAM_WHO, STREAM_WHERE, STREAM_VALUE };

static uint64_t
draw (BoHubDemo *self,
      uint64_t   stream)
{
  return bo_splitmix (self->seed, stream, self->step);
}

/* Through the rules, as everybody's push. */
static bool
push_content (BoHubDemo       *self,
              BoHubRow        *row,
              const char      *content,
              BoVersionSource *author,
              const char      *device_name)
{
  g_autoptr(BoSyncRequest) request = bo_sync_request_new ();
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncResponse) response = NULL;
  g_autoptr(BoEntity) entity = NULL;
  g_autofree char *version = NULL;
  const char *parents[] = { row->entity->version, NULL };
  int64_t now_us = bo_clock_now ();

  version = bo_version_source_next (author, now_us, parents);
  entity = bo_entity_new (row->entity->id, version, row->entity->entity_type, row->entity->name, content,
                          row->entity->source_type, author->user_id, parents);

  g_free (request->protocol_version);
  request->protocol_version = g_strdup (BO_PROTOCOL_VERSION);
  request->device_id = g_strdup_printf ("demo-%s", author->user_id);
  request->user_id = g_strdup (author->user_id);
  request->device_name = g_strdup (device_name);
  /* Nothing is wanted back. */
  request->sync_type = BO_SYNC_TYPE_DELTA;
  request->since = bo_time_format (now_us);
  g_ptr_array_add (request->changes, bo_change_new (BO_CHANGE_UPDATE, entity));

  response = bo_hub_rules_sync (bo_hub_server_get_rules (self->server), request, now_us, errors, NULL);
  return response != NULL;
}

static BoHubRow *
get_device (BoHubDemo  *self,
            const char *id)
{
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (bo_hub_server_get_store (self->server), id, NULL);

  if (row == NULL || bo_entity_is_deleted (row->entity))
    return NULL;
  return g_steal_pointer (&row);
}

static bool
push_change (BoHubDemo *self,
             BoHubRow  *row,
             bool       people)
{
  g_autofree char *value = NULL;
  g_autofree char *path = _bo_hub_demo_change (row->entity->content, people, draw (self, STREAM_VALUE), &value);
  g_autofree char *content = path != NULL ? bo_json_set (row->entity->content, path, value, NULL) : NULL;
  bool is_ana = draw (self, STREAM_WHO) % 2 == 0;

  if (content == NULL)
    return false;
  g_free (self->touched);
  self->touched = g_strdup (row->entity->id);
  if (!people)
    return push_content (self, row, content, &self->house, NULL);
  return push_content (self, row, content, is_ana ? &self->ana : &self->ben, is_ana ? "Ana’s phone" : "Ben’s tablet");
}

/* Somebody edits what somebody else has just edited. */
static bool
meddle (BoHubDemo *self)
{
  const char *recent = bo_hub_server_get_recent (self->server);
  g_autoptr(BoHubRow) row = recent != NULL ? get_device (self, recent) : NULL;

  return row != NULL && push_change (self, row, true);
}

/* A device does what it was told: the door that was to close is closed. */
static bool
follow (BoHubDemo  *self,
        const char *id)
{
  g_autoptr(BoHubRow) row = id != NULL ? get_device (self, id) : NULL;
  g_autofree char *value = NULL;
  g_autofree char *path = row != NULL ? _bo_hub_demo_follow (row->entity->content, &value) : NULL;
  g_autofree char *content = path != NULL ? bo_json_set (row->entity->content, path, value, NULL) : NULL;

  return content != NULL && push_content (self, row, content, &self->house, NULL);
}

/* Begins at a random device and takes the first that has something to change. */
static bool
live (BoHubDemo *self,
      bool       people)
{
  unsigned int start = self->devices->len > 0 ? (unsigned int) (draw (self, STREAM_WHERE) % self->devices->len) : 0;

  for (unsigned int i = 0; i < self->devices->len; i++)
    {
      const char *id = g_ptr_array_index (self->devices, (start + i) % self->devices->len);
      g_autoptr(BoHubRow) row = get_device (self, id);

      if (row != NULL && push_change (self, row, people))
        return true;
    }
  return false;
}

bool
_bo_hub_demo_step (BoHubDemo *self)
{
  self->step++;
  if (follow (self, bo_hub_server_get_recent (self->server)) || follow (self, self->touched))
    return true;
  if (self->step % MEDDLE_EVERY == 0 && meddle (self))
    return true;
  return live (self, draw (self, STREAM_WHAT) % 3 == 0);
}
