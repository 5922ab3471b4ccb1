/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "sim-world.h"

/* The seeds that every test run takes (FAULTS §4). bo-sim runs more of them, and prints one. */

#define SEEDS 2000
#define SAMPLE 20

static void
test_seeds (void)
{
  int failed = 0;

  for (uint64_t seed = 1; seed <= SEEDS; seed++)
    {
      g_autofree char *problem = sim_run (seed, false, NULL);

      if (problem == NULL)
        continue;
      g_test_message ("seed %" G_GUINT64_FORMAT ": %s", seed, problem);
      failed++;
    }
  g_assert_cmpint (failed, ==, 0);
}

/* The same seed is the same world. */
static void
test_repeats (void)
{
  for (uint64_t seed = 1; seed <= SAMPLE; seed++)
    {
      uint64_t first = 0, second = 0;

      g_free (sim_run (seed, false, &first));
      g_free (sim_run (seed, false, &second));
      g_assert_cmpuint (first, ==, second);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/seeds", test_seeds);
  g_test_add_func ("/sim/repeats", test_repeats);
  return g_test_run ();
}
