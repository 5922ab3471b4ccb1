/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "bo-digest.h"

/* What happens all day in a large home: a change arrives, changes are sent, something is switched. */

#define DELTAS 41
#define EDITS 201
#define PUSHES 3
#define PUSHED 1000

static GArray *
samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static void
add (GArray *samples,
     double  value)
{
  g_array_append_val (samples, value);
}

/* --- a change arrives --- */

static BoThing *
find_device (BenchClient *client,
             int          index)
{
  g_autofree char *id = bench_id (index);
  BoThing *thing = bo_model_lookup (bo_client_get_model (client->client), id);

  g_assert_nonnull (thing);
  return thing;
}

static void
changed_cb (BoClient           *client,
            const char *const  *ids,
            double             *when)
{
  *when = bench_now ();
}

static void
measure_deltas (Bench       *bench,
                BenchClient *client)
{
  g_autoptr(GArray) synced = samples_new ();
  g_autoptr(GArray) shown = samples_new ();
  g_autoptr(GArray) floor = samples_new ();
  double when = 0;
  unsigned long handler = g_signal_connect (client->client, "changed", G_CALLBACK (changed_cb), &when);

  for (int i = 0; i < DELTAS; i++)
    {
      g_autofree char *cursor = g_strdup_printf ("%d", bench->rows);
      g_autoptr(BoSyncReport) report = NULL;
      double began;

      bench_push (bench, 1 + i * (bench->entities - 1) / DELTAS, 1);
      add (floor, bench_floor_delta (bench, cursor));
      when = 0;
      began = bench_now ();
      report = bench_client_sync (client);
      add (synced, bench_now () - began);
      g_assert_cmpint (report->pulled, ==, 1);
      while (when == 0)
        g_main_context_iteration (NULL, TRUE);
      add (shown, when - began);
    }
  g_signal_handler_disconnect (client->client, handler);

  bench_row ("one change in 50000 pulled, checked, p50", "ms", bench_median (synced), bench_median (floor), 2);
  bench_row ("… until it shows, p50", "ms", bench_median (shown), bench_median (floor), 0);
}

/* What of that is summing up the digest anew: one SHA-256 over all rows from the changed one on (PROTOCOL §3.5). */
static void
measure_digest (Bench *bench)
{
  g_autoptr(BoDigestTable) table = bo_digest_table_new ();
  g_autoptr(GArray) samples = samples_new ();

  for (int i = 0; i < bench->entities; i++)
    {
      g_autofree char *id = bench_id (i);

      bo_digest_table_put (table, id, "2026-01-01T00:00:00.000000+00:00-000001-bench");
    }
  g_free (bo_digest_table_sum (table));
  for (int i = 0; i < DELTAS; i++)
    {
      g_autofree char *id = bench_id (1 + i * (bench->entities - 1) / DELTAS);
      double began = bench_now ();

      bo_digest_table_put (table, id, "2026-01-02T00:00:00.000000+00:00-000002-bench");
      g_free (bo_digest_table_sum (table));
      add (samples, bench_now () - began);
    }
  bench_row ("… its digest alone, p50", "ms", bench_median (samples), 0, 0);
}

/* --- something is switched --- */

static void
edited_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = bo_client_edit_finish (BO_CLIENT (source), result, &error);

  g_assert_no_error (error);
  *(bool *) data = true;
}

/* (transfer none): the brightness of a lamp */
static BoCharacteristic *
find_brightness (BoAccessory *accessory)
{
  GListModel *services = bo_accessory_get_services (accessory);

  for (unsigned int i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr(BoService) service = g_list_model_get_item (services, i);
      BoCharacteristic *found = bo_service_find (service, "brightness");

      if (found != NULL)
        return found;
    }
  g_assert_not_reached ();
}

static void
measure_edits (BenchClient *client)
{
  BoAccessory *accessory = BO_ACCESSORY (find_device (client, 7));
  g_autofree char *id = g_strdup (bo_thing_get_id (BO_THING (accessory)));
  g_autoptr(GArray) samples = samples_new ();
  g_autoptr(GArray) floor = samples_new ();

  bo_client_set_paused (client->client, true);
  for (int i = 0; i < EDITS; i++)
    {
      g_autofree char *value = g_strdup_printf ("%d", 1 + 2 * (i % 49));
      bool done = false;
      double began;

      add (floor, bench_floor_edit ());
      began = bench_now ();
      bo_client_update_characteristic_async (client->client, id,
                                             bo_characteristic_get_id (find_brightness (accessory)), value, false,
                                             NULL, edited_cb, &done);
      bench_wait (&done);
      add (samples, bench_now () - began);
    }
  bo_client_set_paused (client->client, false);

  bench_row ("a durable local edit in 50000, p50", "ms", bench_median (samples), bench_median (floor), 1);
}

/* --- changes are sent --- */

static void
edit_many (BenchClient *client,
           int          round)
{
  g_autoptr(GPtrArray) writes = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_write_free);
  g_autofree char *value = g_strdup_printf ("%d", 31 + 2 * round);
  bool done = false;

  for (int i = 0; i < PUSHED; i++)
    {
      BoAccessory *accessory = BO_ACCESSORY (find_device (client, 100 + i));

      g_ptr_array_add (writes, bo_write_new (bo_thing_get_id (BO_THING (accessory)),
                                             bo_characteristic_get_id (find_brightness (accessory)), value));
    }
  bo_client_update_many_async (client->client, writes, false, NULL, edited_cb, &done);
  bench_wait (&done);
}

static void
measure_pushes (Bench       *bench,
                BenchClient *client)
{
  g_autoptr(GArray) samples = samples_new ();
  g_autoptr(GArray) floor = samples_new ();

  for (int i = 0; i < PUSHES; i++)
    add (floor, bench_floor_push (bench, 2000, PUSHED));
  for (int i = 0; i < PUSHES; i++)
    {
      g_autoptr(BoSyncReport) before = bench_client_sync (client);
      g_autoptr(BoSyncReport) report = NULL;
      double began;

      edit_many (client, i);
      began = bench_now ();
      report = bench_client_sync (client);
      add (samples, bench_now () - began);
      g_assert_cmpint (report->pushed, ==, PUSHED);
    }
  bench_row ("1000 changes pushed from 50000", "ms", bench_median (samples), bench_median (floor), 40);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench;
  BenchClient client;
  g_autoptr(BoSyncReport) report = NULL;
  int64_t cpu_us;

  bench_set_up (&bench, argc > 1 ? (int) g_ascii_strtoll (argv[1], NULL, 10) : BENCH_HOME);
  bench_client_set_up (&client, &bench);
  report = bench_client_sync (&client);
  bench_client_fill_model (&client, &bench);

  bench_title ("A day in a home of 50000");
  measure_deltas (&bench, &client);
  measure_digest (&bench);
  measure_edits (&client);
  measure_pushes (&bench, &client);
  bench_row ("longest callback feeding the model", "ms",
             (double) bo_client_get_longest_callback (client.client, &cpu_us) / 1000, 0, 4);
  bench_row ("… its own work", "ms", (double) cpu_us / 1000, 0, 4);
  bench_client_tear_down (&client);
  bench_tear_down (&bench);
  return 0;
}
