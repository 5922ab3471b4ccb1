/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "sim-world.h"

/* The seeds that every test run takes (FAULTS §4): test-sim FROM SEEDS. meson.build shares them out
   among processes; BO_SIM_SEEDS says otherwise how many. `./dev sim` runs more, and prints one. */

#define SAMPLE 20

static uint64_t from = 1;
static uint64_t seeds = 1000;

static bool
fails (uint64_t seed, const SimMask *mask)
{
  g_autofree char *problem = sim_run (seed, SIM_LAYER, mask, NULL);
  g_autofree char *text = mask != NULL ? sim_mask_print (mask) : g_strdup ("");

  if (problem != NULL)
    g_test_message ("seed %" G_GUINT64_FORMAT ": %s\n./dev sim%s --from %" G_GUINT64_FORMAT " --seeds 1%s%s --shrink",
                    seed, problem, SIM_LAYER == SIM_DEEP ? " --deep" : "", seed, text[0] != '\0' ? " --mask " : "", text);
  return problem != NULL;
}

static void
test_seeds (void)
{
  int failed = 0;

  for (uint64_t seed = from; seed < from + seeds; seed++)
    failed += fails (seed, NULL);
  g_assert_cmpint (failed, ==, 0);
}

/* A line: the seed, and what is left out of it. */
static void
replay (char *line)
{
  g_auto(GStrv) words = g_strsplit (g_strstrip (line), " ", 2);
  SimMask mask = { 0 };

  if (words[0] == NULL || words[0][0] == '#' || words[0][0] == '\0')
    return;
  g_assert_true (words[1] == NULL || sim_mask_parse (&mask, words[1]));
  g_assert_false (fails (g_ascii_strtoull (words[0], NULL, 10), &mask));
}

/* Failed once, and never again. */
static void
test_corpus (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sim", "corpus",
                                                 SIM_LAYER == SIM_DEEP ? "l1.seed" : "l0.seed", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (size_t i = 0; lines[i] != NULL; i++)
    replay (lines[i]);
}

/* The same seed is the same world. */
static void
test_repeats (void)
{
  for (uint64_t seed = from; seed < from + SAMPLE; seed++)
    {
      SimTally first, second;

      g_free (sim_run (seed, SIM_LAYER, NULL, &first));
      g_free (sim_run (seed, SIM_LAYER, NULL, &second));
      g_assert_cmpmem (&first, sizeof first, &second, sizeof second);
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
