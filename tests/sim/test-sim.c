/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "sim-world.h"

/* The seeds that every test run takes (FAULTS §4): test-sim FROM SEEDS. meson.build shares them out
   among processes; BO_SIM_SEEDS says otherwise how many. `./dev sim` runs more, and prints one. */

#define SAMPLE 20

/* Found once, and never again. */
static const uint64_t corpus[] = { 2847, 4763, 102203, 103420 };

static uint64_t from = 1;
static uint64_t seeds = 1000;

static bool
fails (uint64_t seed)
{
  g_autofree char *problem = sim_run (seed, SIM_LAYER, NULL);

  if (problem != NULL)
    g_test_message ("seed %" G_GUINT64_FORMAT ": %s", seed, problem);
  return problem != NULL;
}

static void
test_seeds (void)
{
  int failed = 0;

  for (uint64_t seed = from; seed < from + seeds; seed++)
    failed += fails (seed);
  g_assert_cmpint (failed, ==, 0);
}

static void
test_corpus (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (corpus); i++)
    g_assert_false (fails (corpus[i]));
}

/* The same seed is the same world. */
static void
test_repeats (void)
{
  for (uint64_t seed = from; seed < from + SAMPLE; seed++)
    {
      uint64_t first = 0, second = 0;

      g_free (sim_run (seed, SIM_LAYER, &first));
      g_free (sim_run (seed, SIM_LAYER, &second));
      g_assert_cmpuint (first, ==, second);
    }
}

int
main (int argc, char **argv)
{
  const char *asked = g_getenv ("BO_SIM_SEEDS");

  g_test_init (&argc, &argv, NULL);
  if (argc > 2)
    {
      from = g_ascii_strtoull (argv[1], NULL, 10);
      seeds = g_ascii_strtoull (argv[2], NULL, 10);
    }
  if (asked != NULL)
    seeds = g_ascii_strtoull (asked, NULL, 10);
  g_test_add_func ("/sim/seeds", test_seeds);
  g_test_add_func ("/sim/corpus", test_corpus);
  g_test_add_func ("/sim/repeats", test_repeats);
  return g_test_run ();
}
