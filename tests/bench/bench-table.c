/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <stdio.h>
#include <string.h>

double
bench_now (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static int
compare_samples (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_percentile (GArray *samples,
                  double  fraction)
{
  g_assert (samples->len > 0);
  g_array_sort (samples, compare_samples);
  return g_array_index (samples, double, (unsigned int) (fraction * (samples->len - 1) + 0.5));
}

double
bench_median (GArray *samples)
{
  return bench_percentile (samples, 0.5);
}

/* The value of the first line of a file in /proc that begins with @field. */
static char *
read_field (const char *path,
            const char *field)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup ("");
  lines = g_strsplit (text, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], field) && strchr (lines[i], ':') != NULL)
      return g_strstrip (g_strdup (strchr (lines[i], ':') + 1));
  return g_strdup ("");
}

int64_t
bench_memory (const char *pid,
              const char *field)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", pid);
  g_autofree char *value = read_field (path, field);

  return g_ascii_strtoll (value, NULL, 10);
}

/* The load says how far the numbers below can be trusted. */
void
bench_title (const char *title)
{
  g_autofree char *model = read_field ("/proc/cpuinfo", "model name");
  g_autofree char *load = NULL;

  if (!g_file_get_contents ("/proc/loadavg", &load, NULL, NULL))
    load = g_strdup ("?");
  load[strcspn (load, " \n")] = '\0';

  printf ("\n%s (%s, %u cores, load %s)\n\n", title, model, g_get_num_processors (), load);
  printf ("| what | measured | floor | ratio | goal | |\n|---|--:|--:|--:|--:|---|\n");
  fflush (stdout);
}

static void
print_number (double      value,
              const char *unit)
{
  if (value <= 0)
    printf (" |");
  else
    printf (" %.*f %s |", value < 10 ? 2 : value < 100 ? 1 : 0, value, unit);
}

void
bench_row (const char *what,
           const char *unit,
           double      value,
           double      floor,
           double      goal)
{
  printf ("| %s |", what);
  print_number (value, unit);
  print_number (floor, unit);
  print_number (floor > 0 ? value / floor : 0, "×");
  print_number (goal, unit);
  printf (" %s |\n", goal <= 0 ? "" : value <= goal ? "met" : "missed");
  fflush (stdout);
}
