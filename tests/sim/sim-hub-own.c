/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-hub-own.h"

#include "bo-hub-db.h"
#include "bo-hub-memory.h"

SimHubOwn *
sim_hub_own_new (bool deep)
{
  SimHubOwn *self = g_new0 (SimHubOwn, 1);
  g_autoptr(GError) error = NULL;

  self->store = deep ? BO_HUB_STORE (bo_hub_db_open (":memory:", BO_DB_MEMORY, &error)) : bo_hub_memory_new ("epoch-0");
  g_assert_no_error (error);
  self->rules = bo_hub_rules_new (self->store);
  return self;
}

void
sim_hub_own_free (SimHubOwn *self)
{
  if (self == NULL)
    return;
  bo_hub_rules_free (self->rules);
  g_clear_object (&self->backup);
  g_object_unref (self->store);
  g_free (self);
}

void
sim_hub_own_back_up (SimHubOwn *self)
{
  if (!BO_IS_HUB_MEMORY (self->store))
    return;
  g_clear_object (&self->backup);
  self->backup = bo_hub_memory_copy (BO_HUB_MEMORY (self->store), "backup");
}

void
sim_hub_own_restore (SimHubOwn *self)
{
  g_autofree char *epoch = NULL;

  if (self->backup == NULL)
    return;
  epoch = g_strdup_printf ("epoch-%d", ++self->epoch);
  bo_hub_rules_free (self->rules);
  g_object_unref (self->store);
  self->store = bo_hub_memory_copy (BO_HUB_MEMORY (self->backup), epoch);
  self->rules = bo_hub_rules_new (self->store);
}

char *
sim_hub_own_sync (SimHubOwn *self, GBytes *body, int64_t now_us, int *status)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr(BoSyncRequest) request = NULL;
  g_autoptr(BoSyncResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  size_t length;
  const char *text = g_bytes_get_data (body, &length);

  request = bo_sync_request_decode (text, (gssize) length, errors);
  if (request != NULL)
    response = bo_hub_rules_sync (self->rules, request, now_us, errors, &error);
  *status = response != NULL ? 200 : error != NULL ? 400 : 422;
  if (response != NULL)
    return bo_sync_response_encode (response, NULL);
  return error != NULL ? g_strdup ("{\"detail\":\"refused\"}") : bo_wire_errors_encode (errors);
}
