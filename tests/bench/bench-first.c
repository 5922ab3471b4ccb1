/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <glib/gstdio.h>
#include <signal.h>

/* The first synchronisation of a home: connected, nothing here yet. */

typedef struct
{
  GArray *synced;
  GArray *shown;
  GArray *floor;
  GArray *callback;
  GArray *callback_cpu;
  double  bytes;
} Samples;

static void
add (GArray *samples,
     double  value)
{
  g_array_append_val (samples, value);
}

static double
directory_bytes (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  GStatBuf info;
  const char *name;
  double sum = 0;

  if (dir == NULL)
    return g_stat (path, &info) == 0 && g_str_has_suffix (path, ".db") ? (double) info.st_size : 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      sum += directory_bytes (child);
    }
  return sum;
}

static void
run_round (Bench   *bench,
           Samples *samples)
{
  BenchClient client;
  g_autoptr(BoSyncReport) report = NULL;
  int64_t cpu_us;
  double began;

  add (samples->floor, bench_floor_walk (bench));
  bench_client_set_up (&client, bench);

  began = bench_now ();
  report = bench_client_sync (&client);
  add (samples->synced, bench_now () - began);
  g_assert_cmpint (report->pulled, ==, bench->entities);
  bench_client_fill_model (&client, bench);
  add (samples->shown, bench_now () - began);
  add (samples->callback, (double) bo_client_get_longest_callback (client.client, &cpu_us) / 1000);
  add (samples->callback_cpu, (double) cpu_us / 1000);

  bench_client_close (&client);
  samples->bytes = directory_bytes (client.dir) / bench->entities;
  bench_client_tear_down (&client);
}

static void
run_size (Bench  *bench,
          int     entities,
          int     rounds,
          double  goal)
{
  Samples samples = { 0 };
  g_autofree char *synced = g_strdup_printf ("first synchronisation of %d", entities);
  g_autofree char *shown = g_strdup_printf ("… until the model holds all %d", entities);
  g_autofree char *callback = g_strdup_printf ("longest callback feeding %d to the model", entities);
  g_autofree char *bytes = g_strdup_printf ("database an entity, %d of them", entities);
  GArray **arrays[] = { &samples.synced, &samples.shown, &samples.floor, &samples.callback, &samples.callback_cpu };

  for (size_t i = 0; i < G_N_ELEMENTS (arrays); i++)
    *arrays[i] = g_array_new (FALSE, FALSE, sizeof (double));
  bench_grow (bench, entities);
  for (int i = 0; i < rounds; i++)
    run_round (bench, &samples);

  bench_row (synced, "ms", bench_median (samples.synced), bench_median (samples.floor), goal);
  bench_row (shown, "ms", bench_median (samples.shown), bench_median (samples.floor), 0);
  bench_row (callback, "ms", bench_median (samples.callback), 0, 4);
  bench_row ("… its own work", "ms", bench_median (samples.callback_cpu), 0, 4);
  bench_row (bytes, "B", samples.bytes, 0, 620);
  for (size_t i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (*arrays[i]);
}

/* MiB: the most that the command line held until it had synchronised once. It goes on watching, so
   that it can be asked. */
static double
peak_of_command (Bench *bench)
{
  BenchClient client;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) stream = NULL;
  g_autofree char *line = NULL;
  double peak;

  bench_client_set_up (&client, bench);
  bench_client_close (&client);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, g_getenv ("BO_CLI_PROGRAM"), "--data-dir",
                              client.dir, "--json", "sync", "--watch", NULL);
  stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);
  g_assert_nonnull (line);
  peak = (double) bench_memory (g_subprocess_get_identifier (process), "VmHWM") / 1024;

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
  bench_client_tear_down (&client);
  return peak;
}

int
main (int   argc,
      char *argv[])
{
  Bench bench;
  double idle;

  bench_set_up (&bench, 1);
  idle = peak_of_command (&bench);
  bench_title ("First synchronisation");
  if (argc > 1)
    run_size (&bench, (int) g_ascii_strtoll (argv[1], NULL, 10), 3, 0);
  else
    {
      run_size (&bench, 300, 11, 15);
      run_size (&bench, 5000, 7, 90);
      run_size (&bench, BENCH_HOME, 3, 1000);
    }
  bench_row ("peak memory of the command line above idle", "MiB", peak_of_command (&bench) - idle, 0, 24);
  bench_tear_down (&bench);
  return 0;
}
