/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-rig.h"

#include <string.h>

/* A change at which the hub falls silent, or fails over, and a hub that fails over every change: what else waits goes
   through, and nothing is given up (FAULTS §1). */

/* Answers all that is under way until the cycle ends. What holds one of @dark is met with @status. Returns how often
   that was. */
static int
answer_all (Rig *rig, int status, const char *const *dark)
{
  int met = 0;

  while (rig->request != NULL)
    {
      bool silent = false;

      for (size_t i = 0; dark[i] != NULL; i++)
        silent = silent || sends (rig, dark[i]);
      met += silent;
      if (silent)
        answer (rig, status, status == 0 ? NULL : "<html>");
      else
        answer_push (rig, 40);
    }
  return met;
}

static int64_t
count_pending (Rig *rig)
{
  return bo_engine_get_status (rig->engine)->counts.pending;
}

static const int silences[] = { 0, 404, 408, 502, 503, 504, 507 };

/* After three times the others go without it, and what is edited later does at once. */
static void
test_one (void)
{
  static const char *const dark[] = { "room-07", NULL };

  for (size_t i = 0; i < G_N_ELEMENTS (silences); i++)
    {
      Rig *rig = rig_with_rooms (40);
      g_autoptr(BoSyncReport) report = NULL;

      /* Forty, forty, forty, sixteen, four of those, one. */
      for (int cycle = 0; cycle < 6; cycle++)
        {
          ring (rig);
          g_assert_cmpint (answer_all (rig, silences[i], dark), ==, 1);
        }
      g_assert_cmpint (count_pending (rig), ==, 1);
      /* The hub is there, and both hold the same but for that. */
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_PUSHING);
      g_assert_cmpint (bo_engine_get_status (rig->engine)->last_success_us, ==, NOW + rig->now);
      g_assert_nonnull (strstr (bo_engine_get_status (rig->engine)->detail, "“n” is kept here"));
      report = bo_engine_get_report (rig->engine);
      g_assert_true (report->success);
      g_assert_nonnull (strstr (g_ptr_array_index (report->errors, 0), "“n” is kept here"));

      /* A change made meanwhile doesn't wait for that. */
      edit (rig, "room-39");
      g_assert_cmpint (rig->timer, <=, rig->now + 300000);
      ring (rig);
      answer_all (rig, silences[i], dark);
      g_assert_cmpint (count_pending (rig), ==, 1);

      while (count_pending (rig) > 0)
        {
          ring (rig);
          answer_all (rig, silences[i], (const char *const[]) { NULL });
        }
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
      rig_free (rig);
    }
}

/* Two of them hold up neither each other nor the rest, an edge among it. */
static void
test_two_and_an_edge (void)
{
  static const char *const dark[] = { "room-00", "\"edge-0\"", NULL };
  Rig *rig = rig_with_rooms (3);
  bool passed = false;

  link_rooms (rig, "edge-0", "room-01", "room-02");
  link_rooms (rig, "edge-1", "room-01", "room-02");
  for (int cycle = 0; cycle < 20; cycle++)
    {
      ring (rig);
      while (rig->request != NULL)
        {
          bool silent = sends (rig, dark[0]) || sends (rig, dark[1]);

          passed = passed || (sends (rig, "\"edge-1\"") && !silent);
          if (silent)
            answer (rig, 502, "<html>");
          else
            answer_push (rig, 3);
        }
    }
  g_assert_true (passed);
  g_assert_cmpint (count_pending (rig), ==, 2);
  rig_free (rig);
}

/* What met a hub that was silent at everything for long isn't behind what it is silent at since. */
static void
test_turns (void)
{
  static const char *const all[] = { "room-", NULL }, *const dark[] = { "room-01", NULL };
  Rig *rig = rig_with_rooms (1);
  int cycles = 0;

  for (int cycle = 0; cycle < 30; cycle++)
    {
      ring (rig);
      answer_all (rig, 504, all);
    }
  edit (rig, "room-01");
  for (; cycles < 10 && (cycles == 0 || count_pending (rig) > 1); cycles++)
    {
      ring (rig);
      answer_all (rig, 504, dark);
    }
  g_assert_cmpint (count_pending (rig), ==, 1);
  rig_free (rig);
}

/* A hub that says when it wants to be asked again, or has no time, is left alone. */
static void
test_asks_to_wait (void)
{
  static const char *const dark[] = { "room-00", NULL };
  Rig *rig = rig_with_rooms (1);

  for (int cycle = 0; cycle < 5; cycle++)
    {
      ring (rig);
      answer_all (rig, 429, dark);
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
    }
  edit (rig, "room-01");
  g_assert_cmpint (rig->timer, >, rig->now + 300000);
  rig_free (rig);
}

/* A hub that fails over every change: nothing goes into quarantine, and when it is mended all is sent. */
static void
test_cannot_write (void)
{
  static const Bad all[] = { { "room-", 500 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (20);
  g_autoptr(BoSyncReport) report = NULL;

  for (int cycle = 0; cycle < 6; cycle++)
    {
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      run_cycle (rig, all);
      g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.quarantined, ==, 0);
      g_assert_cmpint (count_pending (rig), ==, 20);
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
    }
  report = bo_engine_get_report (rig->engine);
  g_assert_nonnull (strstr (g_ptr_array_index (report->errors, 0), "keeps nothing of what is sent"));
  step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
  answer_all (rig, 0, (const char *const[]) { NULL });
  g_assert_cmpint (count_pending (rig), ==, 0);
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
  rig_free (rig);
}

/* Two that the hub fails over, and nothing else to send: it may be the hub. As soon as it takes something it is them. */
static void
test_both_refused (void)
{
  static const Bad both[] = { { "room-00", 500 }, { "room-01", 500 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (2);

  for (int cycle = 0; cycle < 3; cycle++)
    {
      if (cycle > 0)
        edit (rig, cycle == 1 ? "room-02" : "room-03");
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      run_cycle (rig, both);
      /* What it took says something of the next one alone. */
      g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.quarantined, ==, cycle);
    }
  g_assert_cmpint (count_pending (rig), ==, 0);
  rig_free (rig);
}

/* Where nothing else can tell, one that the hub fails over is tried for some cycles: the hub may only have stumbled. */
static void
test_only_one (void)
{
  static const Bad one[] = { { "room-00", 500 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (1);
  int cycle = 0, refused = 0;

  while (bo_engine_get_status (rig->engine)->counts.quarantined == 0)
    {
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      refused += run_cycle (rig, one);
      cycle++;
    }
  g_assert_cmpint (refused, ==, 8);
  g_assert_cmpint (cycle, ==, 6);
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/engine/asks-to-wait", test_asks_to_wait);
  g_test_add_func ("/sync/engine/both-refused", test_both_refused);
  g_test_add_func ("/sync/engine/cannot-write", test_cannot_write);
  g_test_add_func ("/sync/engine/only-one", test_only_one);
  g_test_add_func ("/sync/engine/silent-at-one", test_one);
  g_test_add_func ("/sync/engine/silent-at-two-and-an-edge", test_two_and_an_edge);
  g_test_add_func ("/sync/engine/silent-in-turns", test_turns);
  return g_test_run ();
}
