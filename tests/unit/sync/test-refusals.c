/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-rig.h"

#include <string.h>

/* What a hub refuses, fails over or is silent at, while other things happen (FAULTS §1). */

static BoSyncCounts
counts_of (Rig *rig)
{
  return bo_engine_get_status (rig->engine)->counts;
}

static void
ask (Rig *rig)
{
  step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
}

/* A hub that can't write any more after it took a part: one may be taken for what it refuses, and not all the rest. */
static void
test_fails_midway (void)
{
  static const Bad all[] = { { "room-", 500 }, { NULL, 0 } }, none[] = { { NULL, 0 } };
  Rig *rig = rig_with_rooms (299);

  ask (rig);
  answer_page (rig, NULL);
  answer_push (rig, 300);
  g_assert_cmpint (counts_of (rig).pending, ==, 49);
  run_cycle (rig, all);
  g_assert_cmpint (counts_of (rig).quarantined, <=, 1);
  ask (rig);
  run_cycle (rig, none);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
  rig_free (rig);
}

/* Two that the hub fails over, and nothing in front of them: what it was silent at has its turn for all that. */
static void
test_fails_and_silent (void)
{
  static const Bad dark[] = { { "room-02", 504 }, { NULL, 0 } };
  static const Bad two[] = { { "room-00", 500 }, { "room-01", 500 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (0);

  edit (rig, "room-02");
  for (int i = 0; i < 8; i++)
    {
      ask (rig);
      run_cycle (rig, dark);
    }
  edit (rig, "room-00");
  edit (rig, "room-01");
  for (int i = 0; i < 16; i++)
    {
      ask (rig);
      run_cycle (rig, two);
    }
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
  g_assert_cmpint (counts_of (rig).quarantined, ==, 2);
  rig_free (rig);
}

/* Programs that run one cycle know of nothing but the queue. */
static void
restart (Rig *rig)
{
  bo_engine_free (rig->engine);
  rig->engine = bo_engine_new ();
  rig->timer = INT64_MAX;
  rig->now += 1000000;
  step (rig, (BoEvent) { .type = BO_EVENT_START });
}

static void
test_one_cycle_each (void)
{
  static const Bad bad[] = { { "room-03", 500 }, { "room-05", 504 }, { "\"edge-0\"", 0 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (40);

  link_rooms (rig, "edge-0", "room-01", "room-02");
  link_rooms (rig, "edge-1", "room-01", "room-02");
  for (int i = 0; i < 24; i++)
    {
      restart (rig);
      run_cycle (rig, bad);
    }
  g_assert_cmpint (counts_of (rig).pending, ==, 2);
  g_assert_cmpint (counts_of (rig).quarantined, ==, 1);
  rig_free (rig);
}

/* Where nothing else waits: what is refused is put aside, though each cycle ends with silence. */
static void
test_refused_and_silent (void)
{
  static const Bad bad[] = { { "room-00", 500 }, { "room-01", 504 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (2);

  for (int i = 0; i < 24; i++)
    {
      restart (rig);
      run_cycle (rig, bad);
    }
  g_assert_cmpint (counts_of (rig).pending, ==, 1);
  g_assert_cmpint (counts_of (rig).quarantined, ==, 1);
  rig_free (rig);
}

static void
rename_room (Rig *rig, const char *id, const char *name)
{
  BoContext context = context_of (rig);
  g_autoptr(BoEdit) what = bo_edit_new (id, BO_EDIT_CHANGE);
  g_autofree char *text = g_strdup_printf ("\"%s\"", name);
  BoStep one = { .edit = what };

  g_ptr_array_add (what->changes, bo_json_change_new ("/name", NULL, text));
  g_assert_true (bo_rules_edit (BO_SYNC_STORE (rig->store), &context, &one, 1, NULL));
  step (rig, (BoEvent) { .type = BO_EVENT_LOCAL_EDIT });
}

/* What is changed while the hub's last word on it is awaited is another try: an entity. */
static void
test_edited_meanwhile (void)
{
  static const Bad none[] = { { NULL, 0 } };
  Rig *rig = rig_with_rooms (1);

  ask (rig);
  while (rig->request == NULL || rig->request->body != NULL)
    if (rig->request == NULL)
      ring (rig);
    else if (sends (rig, "room-00"))
      answer (rig, 500, "Internal Server Error");
    else
      answer_page (rig, NULL);
  rename_room (rig, "room-00", "m");
  for (int i = 0; i < 20; i++)
    go_on (rig, none);
  g_assert_cmpint (counts_of (rig).quarantined, ==, 0);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
  rig_free (rig);
}

/* The same of an edge. */
static void
test_moved_meanwhile (void)
{
  static const Bad none[] = { { NULL, 0 } };
  Rig *rig = rig_with_rooms (3);

  ask (rig);
  run_cycle (rig, none);
  link_rooms (rig, "edge-0", "room-01", "room-02");
  ask (rig);
  answer_page (rig, NULL);
  for (int pushes = 0; pushes < 3;)
    if (rig->request == NULL)
      ring (rig);
    else
      {
        g_assert_true (sends (rig, "edge-0"));
        pushes++;
        answer (rig, 500, "Internal Server Error");
      }
  /* Does it answer without? */
  g_assert_false (sends (rig, "edge-0"));
  link_rooms (rig, "edge-0", "room-01", "room-00");
  step (rig, (BoEvent) { .type = BO_EVENT_LOCAL_EDIT });
  for (int i = 0; i < 20; i++)
    go_on (rig, none);
  g_assert_cmpint (counts_of (rig).quarantined, ==, 0);
  g_assert_cmpint (counts_of (rig).pending, ==, 0);
  rig_free (rig);
}

/* With one command at which the hub falls silent, until it has done so for a while. */
static Rig *
rig_with_command (int64_t patience_us)
{
  static const Bad bad[] = { { "room-00", 504 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (0);

  edit_until (rig, "room-00", patience_us);
  for (int met = 0; met < 12;)
    {
      met += find_bad (rig, bad) != NULL;
      go_on (rig, bad);
    }
  while (rig->request != NULL)
    go_on (rig, bad);
  return rig;
}

/* What expired while it waits for its turn is asked for with the next cycle: what is wanted since doesn't stand behind
   it. */
static void
test_expired_in_doubt (void)
{
  static const Bad none[] = { { NULL, 0 } };
  Rig *rig = rig_with_command (INT64_C (3600000000));
  int64_t patience_us = rig->now;

  rig_free (rig);
  rig = rig_with_command (patience_us);
  g_assert_cmpint (counts_of (rig).pending, ==, 1);
  edit (rig, "room-01");
  edit (rig, "room-02");
  link_rooms (rig, "edge-7", "room-01", "room-02");
  ring (rig);
  while (rig->request != NULL)
    go_on (rig, none);
  /* The edge, which the hub doesn't name. Nothing is said any more of what has left the queue. */
  g_assert_cmpint (counts_of (rig).pending, ==, 1);
  g_assert_null (strstr (bo_engine_get_status (rig->engine)->detail, "could not be sent"));
  rig_free (rig);
}

/* A hub that answers and names nothing took nothing: what it is silent at besides isn't tried more often for that. */
static void
test_unnamed_and_silent (void)
{
  static const Bad bad[] = { { "room-01", 504 }, { NULL, 0 } };
  Rig *rig = rig_with_rooms (2);
  int64_t end = rig->now + INT64_C (3600000000);
  int requests = 0;

  while (rig->now < end)
    {
      requests += rig->request != NULL;
      if (rig->request == NULL || find_bad (rig, bad) != NULL)
        go_on (rig, bad);
      else
        answer_page (rig, NULL);
    }
  g_test_message ("%d", requests);
  g_assert_cmpint (requests, <, 300);
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/refusals/edited-meanwhile", test_edited_meanwhile);
  g_test_add_func ("/sync/refusals/expired-in-doubt", test_expired_in_doubt);
  g_test_add_func ("/sync/refusals/fails-and-silent", test_fails_and_silent);
  g_test_add_func ("/sync/refusals/fails-midway", test_fails_midway);
  g_test_add_func ("/sync/refusals/moved-meanwhile", test_moved_meanwhile);
  g_test_add_func ("/sync/refusals/one-cycle-each", test_one_cycle_each);
  g_test_add_func ("/sync/refusals/refused-and-silent", test_refused_and_silent);
  g_test_add_func ("/sync/refusals/unnamed-and-silent", test_unnamed_and_silent);
  return g_test_run ();
}
