/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include "bo-palette-entry.h"
#include "bo-palette.h"
#include "bo-widgets.h"

/* What looking for something takes of the thread that draws in a home of 1,000 and of 5,000: the desktop's search
   gathers the names, the palette opens, gathers while it is open, and ranks what is typed. */

#define TIMES 30
/* As bo-search.c has it. */
#define PATIENCE_US 2000

/* ms that this thread worked at the longest at a time, what a busy machine doesn't stretch; @all: in all */
static double
gather (BoClient *client, double *all)
{
  double longest = 0;
  int64_t began_us = bo_clock_thread_cpu ();
  BoPaletteGathering *gathering = bo_palette_gather (client, NULL);
  bool done = false;

  *all = 0;
  while (!done)
    {
      double took;

      done = bo_palette_gather_some (gathering, PATIENCE_US);
      took = (double) (bo_clock_thread_cpu () - began_us) / 1000;
      longest = MAX (longest, took);
      *all += took;
      began_us = bo_clock_thread_cpu ();
    }
  bo_palette_gathering_free (gathering);
  return longest;
}

static void
measure_search (BoClient *client)
{
  g_autoptr (GArray) longest = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < TIMES; i++)
    {
      double in_all, at_most = gather (client, &in_all);

      g_array_append_val (longest, at_most);
      g_array_append_val (all, in_all);
    }
  bench_row ("search: gathering names, in all, p50", "ms", bench_median (all), 0, 0);
  bench_row ("search: … the longest at a time, p50", "ms", bench_median (longest), 0, 4);
  bench_row ("search: … and the longest of all", "ms", bench_percentile (longest, 1), 0, 4);
}

/* Until nothing is left to do; ms of the longest at a time. */
static double
run_idle (void)
{
  double longest = 0;
  int64_t began_us = bo_clock_thread_cpu ();

  while (g_main_context_iteration (NULL, FALSE))
    {
      longest = MAX (longest, (double) (bo_clock_thread_cpu () - began_us) / 1000);
      began_us = bo_clock_thread_cpu ();
    }
  return longest;
}

/* ms of one letter */
static double
type (GtkWidget *palette, const char *text)
{
  int64_t began_us = bo_clock_thread_cpu ();

  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (palette))), text);
  return (double) (bo_clock_thread_cpu () - began_us) / 1000;
}

/* Not shown: what drawing it takes is the same in every home. */
static void
measure_palette (BoClient *client)
{
  g_autoptr (GArray) opening = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) longest = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *window = gtk_window_new ();

  for (int i = 0; i < TIMES; i++)
    {
      int64_t began_us = bo_clock_thread_cpu ();
      GtkWidget *palette = GTK_WIDGET (bo_palette_new (GTK_WINDOW (window), client, ""));
      double took = (double) (bo_clock_thread_cpu () - began_us) / 1000;

      g_array_append_val (opening, took);
      took = run_idle ();
      g_array_append_val (longest, took);
      took = type (palette, "d");
      g_array_append_val (first, took);
      took = type (palette, "de");
      g_array_append_val (next, took);
      gtk_window_destroy (GTK_WINDOW (palette));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  bench_row ("palette: opening it, p50", "ms", bench_median (opening), 0, 8);
  bench_row ("palette: … the longest at a time while it gathers, p50", "ms", bench_median (longest), 0, 4);
  bench_row ("palette: … and the longest of all", "ms", bench_percentile (longest, 1), 0, 4);
  bench_row ("palette: the first letter, p50", "ms", bench_median (first), 0, 16);
  bench_row ("palette: the next letter, p50", "ms", bench_median (next), 0, 16);
}

static void
measure (int entities)
{
  Bench bench = { 0 };
  BenchClient device = { 0 };
  g_autofree char *title = g_strdup_printf ("Looking for something in a home of %d", entities);

  bench_set_up (&bench, entities);
  bench_client_set_up (&device, &bench);
  bo_sync_report_free (bench_client_sync (&device));
  bench_client_fill_model (&device, &bench);
  bench_title (title);
  measure_search (device.client);
  measure_palette (device.client);
  bench_client_tear_down (&device);
  bench_tear_down (&bench);
}

int
main (int argc, char **argv)
{
  adw_init ();
  bo_widgets_init ();
  measure (argc > 1 ? atoi (argv[1]) : 1000);
  if (argc <= 1)
    measure (5000);
  return 0;
}
