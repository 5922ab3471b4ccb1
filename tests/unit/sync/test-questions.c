/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-rig.h"

#include <string.h>

/* What the hub is asked for besides news, and doesn't answer: nothing else waits for that. */

/* What a hub may say to one question that it can't answer; it answers all else. */
static const struct { int status; const char *body; } useless[] = {
  { 500, "Internal Server Error" }, { 200, "{" }, { 200, "{\"detail\":\"x\"}" }, { 200, NULL }, { 200, "<html>" },
  { 404, "<html>" }, { 403, "{}" }, { 0, NULL }, { 504, "<html>" },
};

/* Refused, and whether the hub has it can't be had: it waits, and nothing else does, not even edges. */
static void
test_refused_and_untold (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      Rig *rig = rig_new (true);
      bool linked = false;

      edit (rig, "room-00");
      edit (rig, "room-01");
      answer_page (rig, NULL);
      answer_push (rig, 2);
      edit (rig, "room-02");
      link_rooms (rig, "edge", "room-00", "room-01");
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      while (rig->finished == 1)
        {
          linked = linked || (sends (rig, "edge") && !sends (rig, "room-02"));
          if (rig->request == NULL)
            ring (rig);
          else if (rig->request->body == NULL)
            answer (rig, useless[i].status, useless[i].body);
          else if (sends (rig, "room-02"))
            answer (rig, 500, "Internal Server Error");
          else
            answer_page (rig, NULL);
        }
      g_assert_true (linked);
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
      g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 2);
      rig_free (rig);
    }
}

/* An answer of a hub that doesn't send edges along, drained. */
static void
answer_plainly (Rig *rig, const char *applied)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autofree char *body = NULL;

  response->server_time = bo_time_format (NOW + rig->now);
  if (applied != NULL)
    g_ptr_array_add (response->applied, g_strdup (applied));
  body = bo_sync_response_encode (response, NULL);
  answer (rig, 200, body);
}

/* A hub that can't list its edges takes what waits for all that, what is edited then too, and the trouble is told. */
static void
test_no_edges (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      Rig *rig = rig_new (true);
      g_autoptr(BoSyncReport) report = NULL;

      edit (rig, "room-1");
      answer_plainly (rig, NULL);
      g_assert_cmpstr (rig->request->path, ==, "/api/v1/graph/relationships");
      answer (rig, useless[i].status, useless[i].body);
      g_assert_true (sends (rig, "room-1"));
      answer_plainly (rig, "room-1");
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
      g_assert_cmpint (rig->timer, <=, rig->now + 300000);
      g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 0);
      report = bo_engine_get_report (rig->engine);
      g_assert_false (report->success);
      g_assert_cmpuint (report->errors->len, ==, 1);
      g_assert_cmpint (bo_engine_get_status (rig->engine)->last_success_us, ==, 0);

      /* The same trouble is one line of the journal, however often it is met. */
      ring (rig);
      answer_plainly (rig, NULL);
      answer (rig, useless[i].status, useless[i].body);
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
      g_assert_cmpint (bo_memory_store_count_activity (rig->store, BO_ACTIVITY_FAILED), ==, 1);

      ring (rig);
      answer_plainly (rig, NULL);
      answer (rig, 200, "{\"relationships\":[],\"count\":0}");
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
      rig_free (rig);
    }
}

/* Bob made the room from versions that nobody here has. */
static void
answer_room (Rig *rig, const char *id, int parents)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;

  for (int i = 0; i < parents; i++)
    {
      g_autofree char *name = g_strdup_printf ("2026-05-28T20:26:40.%06dZ-bob", i);

      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  answer_change (rig, id, "2026-05-28T20:26:41.000000Z-bob", (const char *const *) names);
}

/* What lies between is asked for three times, and then the change is merged without it; one that got no answer at all is
   asked for until there is one. Nothing else waits for that: one version at the hub holds nobody up (FAULTS §2). */
static void
test_spoilt_ancestor (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      Rig *rig = rig_new (true);
      int status = useless[i].status;
      int asked = 0;

      answer_page (rig, NULL);
      edit (rig, "room-1");
      edit (rig, "room-2");
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      answer_room (rig, "room-1", 2);
      g_assert_true (sends (rig, "room-2"));
      answer_page (rig, "room-2");
      g_assert_nonnull (strstr (rig->request->path, "room-1?version="));
      answer (rig, status, useless[i].body);
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
      while (!sends (rig, "room-1"))
        {
          if (rig->request == NULL)
            ring (rig);
          else if (rig->request->body != NULL)
            answer_page (rig, NULL);
          else if ((status == 0 || status == 504) && asked++ > 20)
            answer (rig, 404, "{}");
          else
            answer (rig, status, useless[i].body);
        }
      rig_free (rig);
    }
}

/* A command that expired on its way isn't sent before the hub has said whether it has it. Where the hub doesn't say,
   the rest is sent. */
static void
test_not_told (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      Rig *rig = rig_new (true);
      g_autoptr(BoSyncReport) report = NULL;

      answer_page (rig, NULL);
      edit_until (rig, "room-1", 1000000);
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      answer_page (rig, NULL);
      g_assert_true (sends (rig, "room-1"));
      answer (rig, 0, NULL);
      rig->now += 2000000;
      edit (rig, "room-2");
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      answer_page (rig, NULL);
      g_assert_nonnull (strstr (rig->request->path, "room-1?version="));
      answer (rig, useless[i].status, useless[i].body);
      g_assert_true (sends (rig, "room-2"));
      g_assert_false (sends (rig, "room-1"));
      answer_page (rig, "room-2");
      g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 1);
      report = bo_engine_get_report (rig->engine);
      g_assert_cmpuint (report->errors->len, ==, 1);
      rig_free (rig);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sync/engine/no-edges", test_no_edges);
  g_test_add_func ("/sync/engine/not-told", test_not_told);
  g_test_add_func ("/sync/engine/refused-and-untold", test_refused_and_untold);
  g_test_add_func ("/sync/engine/spoilt-ancestor", test_spoilt_ancestor);
  return g_test_run ();
}
