/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GError) error = NULL;

  bo_client_open_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(bool *) data = true;
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              void         *data)
{
  g_autoptr(GError) error = NULL;

  bo_client_connect_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(bool *) data = true;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GError) error = NULL;

  bo_client_close_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
  *(bool *) data = true;
}

/* Open and connected, but nothing synchronised. */
void
bench_client_set_up (BenchClient *self,
                     Bench       *bench)
{
  BoCredentials credentials = { .token = bench->token, .user_id = "ana", .device_name = "bench", .allow_file = true };
  bool opened = false;
  bool connected = false;

  *self = (BenchClient){ .dir = bench_temporary () };
  self->client = bo_client_new (self->dir);
  bo_client_open_async (self->client, BO_OPEN_NO_SYNC, NULL, opened_cb, &opened);
  bench_wait (&opened);
  bo_client_connect_async (self->client, bo_http_get_url (bench->http), &credentials, NULL, connected_cb, &connected);
  bench_wait (&connected);
}

void
bench_client_close (BenchClient *self)
{
  bool closed = false;

  bo_client_close_async (self->client, NULL, closed_cb, &closed);
  bench_wait (&closed);
  g_clear_object (&self->client);
}

void
bench_client_tear_down (BenchClient *self)
{
  if (self->client != NULL)
    bench_client_close (self);
  bench_remove (self->dir);
  g_clear_pointer (&self->dir, g_free);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GError) error = NULL;
  BoSyncResult **report = data;

  *report = bo_client_sync_finish (BO_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

BoSyncResult *
bench_client_sync (BenchClient *self)
{
  BoSyncResult *report = NULL;

  bo_client_sync_async (self->client, NULL, synced_cb, &report);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (report->success);
  return report;
}

void
bench_client_fill_model (BenchClient *self,
                         Bench       *bench)
{
  GListModel *devices = bo_model_get_accessories (bo_client_get_model (self->client));

  while (g_list_model_get_n_items (devices) < (unsigned int) bench->entities - 1)
    g_main_context_iteration (NULL, TRUE);
}
