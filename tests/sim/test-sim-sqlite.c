/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "sim-world.h"

/* L1 (FAULTS §4): the same worlds with the stores of SQLite under clients and hub. */

#define SEEDS 200

static void
test_seeds (void)
{
  int failed = 0;

  for (uint64_t seed = 1; seed <= SEEDS; seed++)
    {
      g_autofree char *problem = sim_run (seed, SIM_DEEP, NULL);

      if (problem == NULL)
        continue;
      g_test_message ("seed %d: %s", (int) seed, problem);
      failed++;
    }
  g_assert_cmpint (failed, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/sqlite/seeds", test_seeds);
  return g_test_run ();
}
