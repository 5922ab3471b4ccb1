/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

/* The hub alone, over HTTP. BO_HUB_PROGRAM: its program, whose memory is measured. */

#define ROUNDS 5
#define DELTAS 41
#define PUSHED 1000

static void
add (GArray *samples,
     double  value)
{
  g_array_append_val (samples, value);
}

static GArray *
samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static char *
next_cursor (GBytes *answer)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoSyncResponse) response = NULL;
  size_t length;
  const char *text = g_bytes_get_data (answer, &length);

  response = bo_sync_response_decode (text, (gssize) length, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&response->cursor);
}

/* Only the requests are timed; @pages (nullable) gets each one's. */
static double
walk (BoHttp *http,
      GArray *pages)
{
  g_autofree char *cursor = g_strdup ("0");
  double sum = 0;

  while (cursor != NULL)
    {
      g_autoptr(GBytes) body = bench_ask (cursor);
      double began = bench_now ();
      g_autoptr(GBytes) answer = bench_post (http, body);
      double took = bench_now () - began;

      sum += took;
      if (pages != NULL)
        add (pages, took);
      g_free (cursor);
      cursor = next_cursor (answer);
    }
  return sum;
}

static double
median_of (GArray      *samples,
           unsigned int first,
           unsigned int count)
{
  g_autoptr(GArray) part = samples_new ();

  g_array_append_vals (part, &g_array_index (samples, double, first), count);
  return bench_median (part);
}

static void
measure_pulls (Bench *bench)
{
  g_autoptr(GArray) totals = samples_new ();
  g_autoptr(GArray) early = samples_new ();
  g_autoptr(GArray) late = samples_new ();
  g_autoptr(GArray) floor = samples_new ();

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr(GArray) pages = samples_new ();

      add (floor, bench_floor_walk (bench));
      add (totals, walk (bench->http, pages));
      add (early, median_of (pages, 0, 20));
      add (late, median_of (pages, pages->len - 20, 20));
    }
  bench_row ("hub: 50000 pulled, 500 a page", "ms", bench_median (totals), bench_median (floor), 0);
  bench_row ("hub: a page, of the last 20 (floor: of the first 20)", "ms", bench_median (late), bench_median (early), 0);
}

static void
measure_deltas (Bench *bench)
{
  g_autoptr(GArray) samples = samples_new ();
  g_autoptr(GArray) empty = samples_new ();
  g_autoptr(GArray) pushes = samples_new ();

  for (int i = 0; i < DELTAS; i++)
    {
      g_autofree char *before = g_strdup_printf ("%d", bench->rows);
      g_autofree char *after = g_strdup_printf ("%d", bench->rows + 1);
      g_autoptr(GBytes) change = bench_compose (bench, 1 + i * (bench->entities - 1) / DELTAS, 1);
      g_autoptr(GBytes) one = bench_ask (before);
      g_autoptr(GBytes) none = bench_ask (after);
      double times[4];

      times[0] = bench_now ();
      g_bytes_unref (bench_post (bench->http, change));
      times[1] = bench_now ();
      g_bytes_unref (bench_post (bench->http, one));
      times[2] = bench_now ();
      g_bytes_unref (bench_post (bench->http, none));
      times[3] = bench_now ();
      add (pushes, times[1] - times[0]);
      add (samples, times[2] - times[1]);
      add (empty, times[3] - times[2]);
    }
  bench_row ("hub: delta of one in 50000, p50 (floor: of none)", "ms", bench_median (samples), bench_median (empty), 1);
  bench_row ("hub: push of one into 50000, p50", "ms", bench_median (pushes), 0, 0);
}

static void
measure_pushes (Bench *bench)
{
  g_autoptr(GArray) samples = samples_new ();

  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr(GBytes) body = bench_compose (bench, 1000 + i * PUSHED, PUSHED);
      double began = bench_now ();

      g_bytes_unref (bench_post (bench->http, body));
      add (samples, bench_now () - began);
    }
  bench_row ("hub: push of 1000 into 50000", "ms", bench_median (samples), 0, 30);
}

static void
push_all (Bench  *bench,
          BoHttp *http)
{
  for (int first = 1; first + PUSHED <= bench->entities; first += PUSHED)
    {
      g_autoptr(GBytes) body = bench_compose (bench, first, PUSHED);

      g_bytes_unref (bench_post (http, body));
    }
}

/* From now on VmHWM is the peak since now. */
static void
forget_peak (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/clear_refs", pid);
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  fputs ("5", file);
  g_assert_cmpint (fclose (file), ==, 0);
}

static double
peak_of (const char *pid)
{
  return (double) bench_memory (pid, "VmHWM") / 1024;
}

/* A password is checked with 64 MiB that are given back at once: looked at by itself. */
static void
measure_program (Bench *bench)
{
  const char *const arguments[] = { g_getenv ("BO_HUB_PROGRAM"), "--data-dir", bench->dir, "--listen", "127.0.0.1:0",
                                    NULL };
  g_autoptr(GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  g_autoptr(GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);
  g_autofree char *token = NULL;
  g_autoptr(BoHttp) http = bench_sign_in (strstr (line, "http"), &token);
  const char *pid = g_subprocess_get_identifier (process);

  bench_row ("hub: its peak while it checks a password", "MiB", peak_of (pid), 0, 0);
  bench_row ("hub: memory at rest with 50000", "MiB", (double) bench_memory (pid, "VmRSS") / 1024, 0, 40);
  forget_peak (pid);
  walk (http, NULL);
  bench_row ("hub: its peak in a pull of all", "MiB", peak_of (pid), 0, 40);
  push_all (bench, http);
  bench_row ("hub: its peak in pushes of 1000 all over it", "MiB", peak_of (pid), 0, 40);
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
}

int
main (void)
{
  Bench bench;

  bench_set_up (&bench, BENCH_HOME);
  bench_title ("The hub, a home of 50000");
  measure_pulls (&bench);
  measure_deltas (&bench);
  measure_pushes (&bench);
  bo_hub_stop (bench.hub);
  g_clear_object (&bench.hub);
  measure_program (&bench);
  bench_tear_down (&bench);
  return 0;
}
