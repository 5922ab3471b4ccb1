/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-hub-own.h"

#include "bo-hub-db.h"
#include "bo-hub-memory.h"
#include "sim-files.h"

static BoHubStore *
open_file (SimHubOwn *self)
{
  g_autoptr(GError) error = NULL;
  BoHubDb *db = bo_hub_db_open (self->path, BO_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  return BO_HUB_STORE (db);
}

static BoHubStore *
open_memory (void)
{
  g_autoptr(GError) error = NULL;
  BoHubDb *db = bo_hub_db_open (":memory:", BO_DB_MEMORY, &error);

  g_assert_no_error (error);
  return BO_HUB_STORE (db);
}

SimHubOwn *
sim_hub_own_new (bool deep, bool on_disk)
{
  SimHubOwn *self = g_new0 (SimHubOwn, 1);

  if (deep && on_disk)
    self->path = sim_files_new ("hub");
  self->store = !deep ? bo_hub_memory_new ("epoch-0") : on_disk ? open_file (self) : open_memory ();
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
  if (self->path != NULL)
    sim_files_free (self->path);
  g_free (self);
}

void
sim_hub_own_back_up (SimHubOwn *self)
{
  g_clear_object (&self->backup);
  self->backed_up = true;
  if (self->path != NULL)
    sim_files_copy (self->path, ".backup");
  else
    self->backup = bo_hub_memory_copy (BO_HUB_MEMORY (self->store), bo_hub_store_get_epoch (self->store));
}

/* Another store takes the place of the one there is. */
static void
replace (SimHubOwn *self, BoHubStore *store)
{
  bo_hub_rules_free (self->rules);
  g_set_object (&self->store, store);
  self->rules = bo_hub_rules_new (store);
  g_object_unref (store);
}

/* What is in the files @suffix is all there is, and is opened. */
static void
reopen (SimHubOwn *self, const char *suffix)
{
  bo_hub_rules_free (self->rules);
  g_clear_object (&self->store);
  sim_files_restore (self->path, suffix);
  self->store = open_file (self);
  self->rules = bo_hub_rules_new (self->store);
}

static void
restore_file (SimHubOwn *self, bool new_epoch)
{
  g_autofree char *copy = g_strconcat (self->path, ".backup", NULL);
  g_autoptr(GError) error = NULL;

  if (!new_epoch)
    {
      reopen (self, ".backup");
      return;
    }
  bo_hub_db_restore (BO_HUB_DB (self->store), copy, &error);
  g_assert_no_error (error);
  bo_hub_rules_reset (self->rules);
}

/* @new_epoch: as the hub's own restore does; without, somebody copied the file. */
void
sim_hub_own_restore (SimHubOwn *self, bool new_epoch)
{
  g_autofree char *epoch = NULL;

  if (!self->backed_up)
    return;
  if (self->path != NULL)
    {
      restore_file (self, new_epoch);
      return;
    }
  epoch = new_epoch ? g_strdup_printf ("epoch-%d", ++self->epoch)
                    : g_strdup (bo_hub_store_get_epoch (self->backup));
  replace (self, bo_hub_memory_copy (BO_HUB_MEMORY (self->backup), epoch));
}

/* What is committed is on the disk; all else is lost, what the rules remember too. */
void
sim_hub_own_crash (SimHubOwn *self)
{
  if (self->path != NULL)
    {
      sim_files_copy (self->path, ".disk");
      reopen (self, ".disk");
      return;
    }
  bo_hub_rules_free (self->rules);
  self->rules = bo_hub_rules_new (self->store);
}

/* As a hub answers that knows nothing of PROTOCOL §8. */
static void
strip (BoSyncResponse *response)
{
  g_clear_pointer (&response->epoch, g_free);
  g_clear_pointer (&response->resume_cursor, g_free);
  response->cursor_reset = false;
  for (unsigned int i = 0; i < response->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (response->changes, i);

      g_ptr_array_set_size (change->edges, 0);
      g_clear_pointer (&change->device_name, g_free);
    }
}

char *
sim_hub_own_sync (SimHubOwn *self, bool plain, GBytes *body, int64_t now_us, int *status)
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
  if (response != NULL && plain)
    strip (response);
  *status = response != NULL ? 200 : error != NULL ? 400 : 422;
  if (response != NULL)
    return bo_sync_response_encode (response, NULL);
  return error != NULL ? g_strdup ("{\"detail\":\"refused\"}") : bo_wire_errors_encode (errors);
}
