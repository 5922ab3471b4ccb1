/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-test.h"

#include "bo-hub-db.h"
#include "bo-hub-memory.h"

void
home_set_up (Home       *home,
             const void *data)
{
  g_autoptr(GError) error = NULL;

  home->store = g_str_equal (data, "memory") ? bo_hub_memory_new ("epoch")
                                             : BO_HUB_STORE (bo_hub_db_open (":memory:", BO_DB_MEMORY, &error));
  g_assert_no_error (error);
  home->rules = bo_hub_rules_new (home->store);
  home->now_us = T0;
}

void
home_tear_down (Home       *home,
                const void *data)
{
  bo_hub_rules_free (home->rules);
  g_assert_finalize_object (home->store);
}

BoSyncRequest *
request_new (BoSyncType type)
{
  BoSyncRequest *request = bo_sync_request_new ();

  g_free (request->protocol_version);
  request->protocol_version = g_strdup (BO_PROTOCOL_VERSION);
  request->device_id = g_strdup ("device");
  request->user_id = g_strdup ("alice");
  request->sync_type = type;
  return request;
}

char *
version_at (int64_t     at,
            const char *user)
{
  return bo_version_format (T0 + at, 1, user);
}

void
request_add (BoSyncRequest *request,
             BoChangeType   type,
             const char    *id,
             const char    *version,
             const char    *content,
             const char    *parent)
{
  const char *parents[] = { parent, NULL };
  g_autoptr(BoEntity) entity = bo_entity_new (id, version, "device", "Lamp", content, "manual", "alice", parents);

  g_ptr_array_add (request->changes, bo_change_new (type, entity));
}

void
request_add_edge (BoSyncRequest *request,
                  const char    *id,
                  const char    *from,
                  const char    *from_version,
                  const char    *to,
                  const char    *to_version)
{
  BoChange *change = bo_change_new (BO_CHANGE_UPDATE, NULL);

  g_ptr_array_add (change->edges,
                   bo_edge_new (id, from, from_version, to, to_version, "located_in", "{}", NULL, 0));
  g_ptr_array_add (request->changes, change);
}

BoSyncResponse *
home_sync (Home          *home,
           BoSyncRequest *request)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(GError) error = NULL;
  BoSyncResponse *response = bo_hub_rules_sync (home->rules, request, home->now_us, errors, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (errors->len, ==, 0);
  g_assert_nonnull (response);
  bo_sync_request_free (request);
  return response;
}

BoSyncResponse *
home_push (Home        *home,
           BoChangeType type,
           const char  *id,
           const char  *version,
           const char  *content,
           const char  *parent)
{
  BoSyncRequest *request = request_new (BO_SYNC_TYPE_DELTA);
  BoSyncResponse *response;

  request_add (request, type, id, version, content, parent);
  response = home_sync (home, request);
  g_assert_cmpuint (response->applied->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (response->applied, 0), ==, id);
  return response;
}

char *
home_current (Home       *home,
              const char *id)
{
  g_autoptr(BoHubRow) row = bo_hub_store_get_current (home->store, id, NULL);

  return row != NULL ? g_strdup (row->entity->version) : NULL;
}
