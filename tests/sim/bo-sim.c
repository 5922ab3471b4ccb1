/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "bo-mutation-private.h"
#include "sim-world.h"

/* bo-sim --seeds N --from S: runs seeded worlds and prints those that fail. */

static int seeds = 2000;
static int64_t from = 1;
static gboolean verbose = FALSE;
static int mutation = 0;
static gboolean deep = FALSE; /* the layer is chosen by the program: ./dev sim reads it */

static const GOptionEntry entries[] = {
  { "seeds", 'n', 0, G_OPTION_ARG_INT, &seeds, "How many seeds to run", "N" },
  { "from", 's', 0, G_OPTION_ARG_INT64, &from, "The first seed", "SEED" },
  { "deep", 'd', 0, G_OPTION_ARG_NONE, &deep, "The layer with SQLite under it (bo-sim-deep)", NULL },
  { "mutation", 'm', 0, G_OPTION_ARG_INT, &mutation, "With a planted bug (bo-mutation-private.h)", "N" },
  { "verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, "Print what happens", NULL },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  int failed = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  _bo_mutation = (BoMutation) mutation;
  if (deep && SIM_LAYER != SIM_DEEP)
    g_error ("Run bo-sim-deep");
  for (int64_t seed = from; seed < from + seeds; seed++)
    {
      g_autofree char *problem = sim_run ((uint64_t) seed, (verbose ? SIM_VERBOSE : 0) | SIM_LAYER, NULL);

      if (problem == NULL)
        continue;
      g_print ("seed %" G_GINT64_FORMAT ": %s\n", seed, problem);
      failed++;
    }
  g_print ("%d of %d seeds failed\n", failed, seeds);
  return failed > 0;
}
