/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "bo-mutation-private.h"
#include "sim-world.h"

/* bo-sim --seeds N --from S: runs seeded worlds and prints those that fail (README.md). */

static int64_t seeds = 2000;
static int64_t from = 1;
static gboolean verbose = FALSE;
static gboolean shrink = FALSE;
static gboolean deep = FALSE; /* the layer is chosen by the program: ./dev sim reads it */
static int mutation = 0;
static char *left_out;

static const GOptionEntry entries[] = {
  { "seeds", 'n', 0, G_OPTION_ARG_INT64, &seeds, "How many seeds to run", "N" },
  { "from", 's', 0, G_OPTION_ARG_INT64, &from, "The first seed", "SEED" },
  { "deep", 'd', 0, G_OPTION_ARG_NONE, &deep, "The layer with SQLite and the codec under it", NULL },
  { "mask", 'm', 0, G_OPTION_ARG_STRING, &left_out, "What to leave out, as --shrink prints it", "MASK" },
  { "shrink", 0, 0, G_OPTION_ARG_NONE, &shrink, "Leave out what a failure doesn't need", NULL },
  { "mutation", 0, 0, G_OPTION_ARG_INT, &mutation, "With a planted bug (bo-mutation-private.h)", "N" },
  { "verbose", 'v', 0, G_OPTION_ARG_NONE, &verbose, "Print what happens", NULL },
  { NULL },
};

static const char *const layer = SIM_LAYER == SIM_DEEP ? " --deep" : "";

static void
report (uint64_t seed, const SimMask *mask, const char *problem)
{
  g_autofree char *text = sim_mask_print (mask);

  g_print ("seed %" G_GUINT64_FORMAT ": %s\n  ./dev sim%s --from %" G_GUINT64_FORMAT " --seeds 1%s%s --verbose\n", seed,
           problem, layer, seed, text[0] != '\0' ? " --mask " : "", text);
}

static bool
run (uint64_t seed, const SimMask *mask, SimTally *sum)
{
  SimTally tally;
  SimMask smaller = *mask;
  g_autofree char *problem = sim_run (seed, (verbose ? SIM_VERBOSE : 0) | SIM_LAYER, mask, &tally);

  sum->events += tally.events;
  sum->requests += tally.requests;
  sum->edits += tally.edits;
  sum->faults += tally.faults;
  sum->restarts += tally.restarts;
  sum->conflicts += tally.conflicts;
  if (problem == NULL)
    return true;
  report (seed, mask, problem);
  if (shrink)
    {
      g_autofree char *less = sim_shrink (seed, SIM_LAYER, &smaller);

      g_print ("shrunk to\n");
      report (seed, &smaller, less);
    }
  return false;
}

int
main (int argc, char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  SimTally sum = { 0 };
  SimMask mask = { 0 };
  int64_t failed = 0;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      (left_out != NULL && !sim_mask_parse (&mask, left_out)) || (deep && SIM_LAYER != SIM_DEEP) || seeds < 1)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "bo-sim: what it was asked for can't be done");
      return 2;
    }
  _bo_mutation = (BoMutation) mutation;
  for (int64_t seed = from; seed < from + seeds; seed++)
    failed += !run ((uint64_t) seed, &mask, &sum);
  g_print ("%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " seeds failed\n", failed, seeds);
  g_print ("each: %.0f events, %.1f requests, %.1f edits, %.1f faults, %.2f restarts, %.2f conflicts\n",
           (double) sum.events / (double) seeds, (double) sum.requests / (double) seeds,
           (double) sum.edits / (double) seeds, (double) sum.faults / (double) seeds,
           (double) sum.restarts / (double) seeds, (double) sum.conflicts / (double) seeds);
  return failed > 0;
}
