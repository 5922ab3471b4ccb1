/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-cli-private.h"

static void
test_up_to_date (void)
{
  BoEngineStatus status = { .phase = BO_PHASE_UP_TO_DATE, .digest_match = 1, .last_success_us = 1 };

  g_assert_cmpstr (_bo_cli_state_word (&status), ==, "up-to-date");
  status.digest_match = -1;
  g_assert_cmpstr (_bo_cli_state_word (&status), ==, "up-to-date");
  status.counts.conflicts = 1;
  g_assert_cmpstr (_bo_cli_state_word (&status), ==, "up-to-date");
}

static void
test_never_up_to_date (void)
{
  BoEngineStatus waiting = { .phase = BO_PHASE_UP_TO_DATE, .digest_match = 1, .counts.pending = 1 };
  BoEngineStatus refused = { .phase = BO_PHASE_UP_TO_DATE, .digest_match = 1, .counts.quarantined = 1 };
  BoEngineStatus differs = { .phase = BO_PHASE_UP_TO_DATE, .digest_match = 0 };

  g_assert_cmpstr (_bo_cli_state_word (&waiting), ==, "connecting");
  g_assert_cmpstr (_bo_cli_state_word (&refused), ==, "connecting");
  g_assert_cmpstr (_bo_cli_state_word (&differs), ==, "connecting");
}

/* Whatever else the client says is passed on. */
static void
test_other_words (void)
{
  for (BoPhase phase = BO_PHASE_NO_HUB; phase <= BO_PHASE_STOPPED; phase++)
    {
      BoEngineStatus status = { .phase = phase, .counts.pending = 1 };

      if (phase != BO_PHASE_UP_TO_DATE)
        g_assert_cmpstr (_bo_cli_state_word (&status), ==, bo_phase_to_string (phase));
    }
}

static void
test_health (void)
{
  BoEngineStatus waiting = { .phase = BO_PHASE_OFFLINE, .counts.pending = 1 };
  BoEngineStatus refused = { .phase = BO_PHASE_UP_TO_DATE, .counts.quarantined = 1 };
  BoEngineStatus diverged = { .phase = BO_PHASE_DIVERGED };

  g_assert_cmpint (_bo_cli_health (&waiting), ==, BO_CLI_DONE);
  g_assert_cmpint (_bo_cli_health (&refused), ==, BO_CLI_FAILED);
  g_assert_cmpint (_bo_cli_health (&diverged), ==, BO_CLI_FAILED);
}

static void
test_exit_status (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, BO_ERROR_OFFLINE, "");

  g_assert_cmpint (_bo_cli_status_of_code (BO_ERROR_OFFLINE), ==, 3);
  g_assert_cmpint (_bo_cli_status_of_code (BO_ERROR_TIMEOUT), ==, 3);
  g_assert_cmpint (_bo_cli_status_of_code (BO_ERROR_AUTHENTICATION), ==, 4);
  g_assert_cmpint (_bo_cli_status_of_code (BO_ERROR_CORRUPT), ==, 1);
  g_assert_cmpint (_bo_cli_status_of_code (BO_ERROR_RANGE), ==, 1);
  g_assert_cmpint (_bo_cli_status_of_error (foreign), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/state/up-to-date", test_up_to_date);
  g_test_add_func ("/cli/state/never-up-to-date", test_never_up_to_date);
  g_test_add_func ("/cli/state/other-words", test_other_words);
  g_test_add_func ("/cli/state/health", test_health);
  g_test_add_func ("/cli/state/exit-status", test_exit_status);
  return g_test_run ();
}
