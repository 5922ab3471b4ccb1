/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "bo-mutation-private.h"
#include "sim-world.h"

/* The mutation gate (FAULTS §4), a test of the test: each planted bug is caught. */

#define SEEDS 2000

static void
test_mutation (const void *data)
{
  g_autofree char *problem = NULL;
  uint64_t seed = 0;

  _bo_mutation = (BoMutation) GPOINTER_TO_INT (data);
  while (problem == NULL && ++seed <= SEEDS)
    problem = sim_run (seed, SIM_PLAIN, NULL, NULL);
  _bo_mutation = BO_MUTATION_NONE;
  _bo_mutation_crash = false;
  g_assert_nonnull (problem);
  g_test_message ("caught at seed %d: %s", (int) seed, problem);
}

int
main (int argc, char **argv)
{
  static const char *const names[BO_N_MUTATIONS] = {
    [BO_MUTATION_CLEARED_BY_ID] = "cleared-by-id",     [BO_MUTATION_GUARD_DROPS] = "guard-drops",
    [BO_MUTATION_NO_GUARD] = "no-guard",               [BO_MUTATION_WATERMARK_FIRST] = "watermark-first",
    [BO_MUTATION_NO_OVERLAP] = "no-overlap",           [BO_MUTATION_ONE_PAGE] = "one-page",
    [BO_MUTATION_NEW_VERSION] = "new-version",         [BO_MUTATION_MARK_OUTSIDE] = "mark-outside",
    [BO_MUTATION_NO_EXPIRY] = "no-expiry",             [BO_MUTATION_LATE_COMMAND] = "late-command",
    [BO_MUTATION_LACK_DELETES] = "lack-deletes",
  };

  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < BO_N_MUTATIONS; i++)
    {
      g_autofree char *path = g_strconcat ("/sim/mutations/", names[i], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_mutation);
    }
  return g_test_run ();
}
