/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include "bo-palette-entry.h"

/* What the desktop's search takes of the thread that draws: the names of a home of 1,000 and of 5,000. */

#define TIMES 30
/* As bo-search.c has it. */
#define PATIENCE_US 2000

/* ms that this thread worked at the longest at a time, what a busy machine doesn't stretch; @all: in all */
static double
gather (BoClient *client, double *all)
{
  double longest = 0;
  int64_t began_us = bo_clock_thread_cpu ();
  BoPaletteGathering *gathering = bo_palette_gather (client);
  g_autoptr (GPtrArray) things = NULL;

  *all = 0;
  while (things == NULL)
    {
      double took;

      things = bo_palette_gather_some (gathering, PATIENCE_US);
      took = (double) (bo_clock_thread_cpu () - began_us) / 1000;
      longest = MAX (longest, took);
      *all += took;
      began_us = bo_clock_thread_cpu ();
    }
  bo_palette_gathering_free (gathering);
  return longest;
}

static void
measure (int entities)
{
  Bench bench = { 0 };
  BenchClient device = { 0 };
  g_autoptr (GArray) longest = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *title = g_strdup_printf ("The desktop's search in a home of %d", entities);

  bench_set_up (&bench, entities);
  bench_client_set_up (&device, &bench);
  bo_sync_report_free (bench_client_sync (&device));
  bench_client_fill_model (&device, &bench);
  bench_title (title);
  for (int i = 0; i < TIMES; i++)
    {
      double in_all, at_most = gather (device.client, &in_all);

      g_array_append_val (longest, at_most);
      g_array_append_val (all, in_all);
    }
  bench_row ("search: gathering names, in all, p50", "ms", bench_median (all), 0, 0);
  bench_row ("search: … the longest at a time, p50", "ms", bench_median (longest), 0, 4);
  bench_row ("search: … and the longest of all", "ms", bench_percentile (longest, 1), 0, 4);
  bench_client_tear_down (&device);
  bench_tear_down (&bench);
}

int
main (int argc, char **argv)
{
  measure (argc > 1 ? atoi (argv[1]) : 1000);
  if (argc <= 1)
    measure (5000);
  return 0;
}
