/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-rig.h"

#include <string.h>

/* The cycle, whatever the hub answers. */

static void
test_no_hub (void)
{
  Rig *rig = rig_new (false);

  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_NO_HUB);
  g_assert_cmpint (rig->finished, ==, 1);
  g_assert_null (rig->request);
  rig_free (rig);
}

static void
test_cycle (void)
{
  const char *none[] = { NULL };
  Rig *rig = rig_new (true);

  g_assert_true (sends (rig, "\"cursor\":\"0\""));
  answer_page (rig, NULL);
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
  g_assert_cmpint (rig->finished, ==, 1);
  /* The state is read, the page stored and compared: with nothing waiting no other job is begun. */
  g_assert_cmpint (rig->jobs, ==, 2);
  g_assert_cmpint (rig->announced, ==, 0);

  /* What is new is committed before it is compared, in the same job. */
  rig->now++;
  step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
  answer_change (rig, "room", "2026-05-28T20:26:41.000000Z-bob", none);
  g_assert_cmpint (rig->jobs, ==, 4);
  g_assert_cmpint (rig->announced, ==, 1);
  g_assert_cmpint (rig->success_before, ==, NOW + rig->now - 1);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->last_success_us, ==, NOW + rig->now);

  edit (rig, "room-1");
  g_assert_cmpint (rig->timer, ==, rig->now + 300000);
  ring (rig);
  answer_page (rig, NULL);
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_PUSHING);
  g_assert_true (sends (rig, "room-1"));
  answer_page (rig, "room-1");
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 0);
  rig_free (rig);
}

/* What was sent and not answered goes again with the same version. */
static void
test_same_version (void)
{
  Rig *rig = rig_new (true);
  g_autoptr(BoRecord) record = NULL;

  answer_page (rig, NULL);
  edit (rig, "room-1");
  ring (rig);
  answer_page (rig, NULL);
  bo_sync_store_begin (BO_SYNC_STORE (rig->store), BO_DURABILITY_NORMAL, NULL);
  record = bo_sync_store_get_record (BO_SYNC_STORE (rig->store), "room-1", NULL);
  bo_sync_store_commit (BO_SYNC_STORE (rig->store), NULL);
  g_assert_nonnull (record->outgoing);
  answer (rig, 0, NULL);
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
  ring (rig);
  answer_page (rig, NULL);
  g_assert_true (sends (rig, record->outgoing->version));
  answer_page (rig, NULL);
  /* Not named: it waits, and nothing is called clean. */
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_PUSHING);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 1);
  rig_free (rig);
}

/* A late answer, or one to nobody, changes nothing. */
static void
test_late (void)
{
  Rig *rig = rig_new (true);
  uint64_t id = rig->request->id;

  answer_page (rig, NULL);
  step (rig, (BoEvent) { .type = BO_EVENT_REPLY, .request_id = id, .reply = bo_reply_new () });
  step (rig, (BoEvent) { .type = BO_EVENT_REPLY, .request_id = 99, .reply = bo_reply_new () });
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
  rig_free (rig);
}

/* Each failure has its phase, ends the cycle that was asked for, and is left again. */
static void
test_failures (void)
{
  static const struct { int status; const char *body; BoPhase phase; bool timer; } cases[] = {
    { 0, NULL, BO_PHASE_OFFLINE, true },
    { 503, "{}", BO_PHASE_OFFLINE, true },
    { 429, "{}", BO_PHASE_OFFLINE, true },
    { 404, "{}", BO_PHASE_WRONG_SERVER, true },
    { 302, "{}", BO_PHASE_WRONG_SERVER, true },
    { 200, "<html>", BO_PHASE_WRONG_SERVER, true },
    { 200, NULL, BO_PHASE_OFFLINE, true },
    { 200, "{", BO_PHASE_OFFLINE, true },
    { 200, "{\"detail\":\"x\"}", BO_PHASE_WRONG_SERVER, true },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Rig *rig = rig_new (true);
      g_autoptr(BoSyncReport) report = NULL;

      answer (rig, cases[i].status, cases[i].body);
      g_assert_cmpint (phase_of (rig), ==, cases[i].phase);
      g_assert_cmpint (rig->finished, ==, 1);
      report = bo_engine_get_report (rig->engine);
      g_assert_false (report->success);
      g_assert_cmpint (report->error_code, >=, 0);
      g_assert_cmpuint (report->errors->len, ==, 1);
      g_assert_true ((rig->timer != INT64_MAX) == cases[i].timer);
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      answer_page (rig, NULL);
      g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
      g_assert_cmpint (rig->finished, ==, 2);
      rig_free (rig);
    }
}

static void
test_sign_in (void)
{
  Rig *rig = rig_new (true);

  answer (rig, 401, "{}");
  g_assert_cmpint (rig->sign_in, ==, 1);
  step (rig, (BoEvent) { .type = BO_EVENT_CREDENTIALS_CHANGED });
  answer (rig, 401, "{}");
  g_assert_cmpint (rig->sign_in, ==, 1);
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_SIGN_IN);
  g_assert_cmpint (rig->finished, ==, 1);
  step (rig, (BoEvent) { .type = BO_EVENT_CREDENTIALS_CHANGED });
  answer_page (rig, NULL);
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
  rig_free (rig);
}

static void
test_read_only (void)
{
  Rig *rig = rig_new (true);

  answer_page (rig, NULL);
  edit (rig, "room-1");
  ring (rig);
  answer_page (rig, NULL);
  answer (rig, 403, "{}");
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_READ_ONLY);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 1);
  rig_free (rig);
}

/* What a hub does that refuses room-@bad with @status, and says which it is where @named. */
typedef struct
{
  int         status;
  bool        named;
  const char *bad;
  int         refused;  /* requests */
  int         requests; /* pushes */
} Fussy;

static void
answer_refusal (Rig *rig, Fussy *hub)
{
  g_autofree char *text = NULL, *body = NULL;
  size_t length;
  const char *data = g_bytes_get_data (rig->request->body, &length);
  int64_t index = -1;

  hub->refused++;
  text = g_strndup (data, length);
  for (int i = 0; i < 64 && index < 0; i++)
    {
      g_autofree char *path = g_strdup_printf ("/changes/%d/entity/id", i);

      if (bo_json_string_is (bo_json_at (bo_json_wrap (text), path), hub->bad))
        index = i;
    }
  g_assert_cmpint (index, >=, 0);
  body = hub->named ? g_strdup_printf ("{\"detail\":[{\"type\":\"enum\",\"loc\":[\"body\",\"changes\",%d,\"entity\"],"
                                       "\"msg\":\"Unknown entity_type\"}]}", (int) index)
                    : g_strdup ("Internal Server Error");
  answer (rig, hub->status, body);
}

/* Answers what the engine asks in one cycle; the pauses in it are part of it. */
static void
serve (Rig *rig, Fussy *hub, int rooms)
{
  int finished = rig->finished;

  while (rig->finished == finished)
    {
      if (rig->request == NULL)
        ring (rig);
      else if (rig->request->body == NULL)
        answer (rig, 404, "{}");
      else if (sends (rig, hub->bad))
        answer_refusal (rig, hub);
      else
        answer_push (rig, rooms);
      g_assert_cmpint (++hub->requests, <, 60);
    }
}

/* One of many is refused: in one cycle it is found, tried three times and quarantined, and the
   rest has passed (FAULTS §1). */
static void
test_refused (void)
{
  static const struct { int status, rooms, bad; bool named; int refused; } cases[] = {
    { 422, 21, 7, true, 1 + 3 },   { 500, 21, 7, false, 1 + 5 + 3 }, { 500, 21, 0, false, 1 + 5 + 3 },
    { 400, 21, 20, false, 1 + 5 + 3 }, { 413, 2, 1, false, 1 + 3 },  { 400, 1, 0, false, 3 },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Rig *rig = rig_new (true);
      g_autofree char *bad = g_strdup_printf ("room-%02d", cases[i].bad);
      Fussy hub = { cases[i].status, cases[i].named, bad, 0, 0 };
      g_autoptr(BoSyncReport) report = NULL;

      answer_page (rig, NULL);
      for (int room = 0; room < cases[i].rooms; room++)
        {
          g_autofree char *id = g_strdup_printf ("room-%02d", room);

          edit (rig, id);
        }
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      serve (rig, &hub, cases[i].rooms);
      report = bo_engine_get_report (rig->engine);
      g_assert_true (report->success);
      g_assert_cmpint (report->quarantined, ==, 1);
      g_assert_cmpint (report->pending, ==, 0);
      g_assert_cmpint (report->pushed, ==, cases[i].rooms - 1);
      g_assert_cmpuint (report->errors->len, ==, 1);
      g_assert_cmpint (hub.refused, <=, cases[i].refused);
      g_assert_cmpint (rig->now, <, 3 * 1000000);

      /* It stays where it is, and isn't sent again. */
      hub.refused = 0;
      step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
      serve (rig, &hub, cases[i].rooms);
      g_assert_cmpint (hub.refused, ==, 0);
      g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.quarantined, ==, 1);
      rig_free (rig);
    }
}

/* A hub that answers nothing any more refuses everything: nothing of that is a change's fault. */
static void
test_refuses_all (void)
{
  Rig *rig = rig_new (true);
  int requests = 0;

  answer_page (rig, NULL);
  edit (rig, "room-00");
  edit (rig, "room-01");
  step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
  answer_page (rig, NULL);
  while (rig->finished == 1 && requests++ < 20)
    if (rig->request == NULL)
      ring (rig);
    else
      answer (rig, 500, "Internal Server Error");
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_OFFLINE);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.quarantined, ==, 0);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 2);
  rig_free (rig);
}

/* What a walk found equal isn't so any more once something was sent: a hub that says it took that, and has the digest
   from before, is walked again, and what it lacks is offered again (PROTOCOL §3.5). */
static void
test_walked_again (void)
{
  static const char nothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  Rig *rig = rig_new (true);

  edit (rig, "room-1");
  answer_digest (rig, NULL, nothing);
  g_assert_true (sends (rig, "room-1"));
  answer_digest (rig, "room-1", nothing);
  g_assert_true (sends (rig, "\"cursor\":\"0\""));
  answer_digest (rig, NULL, nothing);
  g_assert_true (sends (rig, "room-1"));
  rig_free (rig);
}

/* The hub has the version that it is asked for. */
static void
answer_version (Rig *rig)
{
  g_auto(GStrv) parts = g_strsplit_set (rig->request->path, "=&", 3);
  g_autofree char *version = g_uri_unescape_string (parts[1], NULL);
  g_autofree char *body = g_strdup_printf ("{\"entity\":{\"id\":\"room-00\",\"version\":\"%s\",\"entity_type\":\"room\","
                                           "\"name\":\"n\",\"content\":{},\"source_type\":\"manual\","
                                           "\"user_id\":\"alice\",\"parent_versions\":[]}}", version);

  answer (rig, 200, body);
}

/* Refused, and stored for all that: the hub commits before it answers (PROTOCOL §3.2). */
static void
test_refused_and_stored (void)
{
  Rig *rig = rig_new (true);
  int pushes = 0;

  answer_page (rig, NULL);
  edit (rig, "room-00");
  step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
  while (rig->finished == 1)
    if (rig->request == NULL)
      ring (rig);
    else if (rig->request->body == NULL)
      answer_version (rig);
    else if (sends (rig, "room-00") && pushes++ < 10)
      answer (rig, 500, "Internal Server Error");
    else
      answer_page (rig, NULL);
  g_assert_cmpint (pushes, ==, 3);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.quarantined, ==, 0);
  g_assert_cmpint (bo_engine_get_status (rig->engine)->counts.pending, ==, 0);
  rig_free (rig);
}

/* Stopped while it waits to try again, it goes on when it is started. */
static void
test_stopped_in_pause (void)
{
  Rig *rig = rig_new (true);

  answer_page (rig, NULL);
  edit (rig, "room-00");
  step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
  answer_page (rig, NULL);
  answer (rig, 500, "Internal Server Error");
  g_assert_null (rig->request);
  g_assert_cmpint (rig->timer, <, INT64_MAX);
  step (rig, (BoEvent) { .type = BO_EVENT_STOP });
  g_assert_cmpint (rig->timer, ==, INT64_MAX);
  step (rig, (BoEvent) { .type = BO_EVENT_START });
  answer_page (rig, NULL);
  g_assert_true (sends (rig, "room-00"));
  answer_page (rig, "room-00");
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
  rig_free (rig);
}

static void
test_stop (void)
{
  Rig *rig = rig_new (true);

  step (rig, (BoEvent) { .type = BO_EVENT_STOP });
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_STOPPED);
  g_assert_cmpint (rig->finished, ==, 1);
  g_assert_cmpint (rig->timer, ==, INT64_MAX);
  step (rig, (BoEvent) { .type = BO_EVENT_START });
  answer_page (rig, NULL);
  g_assert_cmpint (phase_of (rig), ==, BO_PHASE_UP_TO_DATE);
  rig_free (rig);
}

/* How often the hub is asked is a person's choice; what waits doesn't wait for that. */
static void
test_pace (void)
{
  const int64_t hour = INT64_C (3600) * G_USEC_PER_SEC;
  Rig *rig = rig_new (true);

  answer_page (rig, NULL);
  g_assert_cmpint (rig->timer, <=, rig->now + 300 * (int64_t) G_USEC_PER_SEC);
  step (rig, (BoEvent) { .type = BO_EVENT_PACE, .poll_us = hour });
  g_assert_cmpint (rig->timer, ==, rig->now + hour);
  step (rig, (BoEvent) { .type = BO_EVENT_PACE, .poll_us = INT64_MAX });
  g_assert_cmpint (rig->timer, ==, INT64_MAX);
  step (rig, (BoEvent) { .type = BO_EVENT_SYNC_NOW });
  answer_page (rig, NULL);
  g_assert_cmpint (rig->timer, ==, INT64_MAX);
  edit (rig, "lamp");
  step (rig, (BoEvent) { .type = BO_EVENT_LOCAL_EDIT });
  g_assert_cmpint (rig->timer, <, rig->now + (int64_t) G_USEC_PER_SEC);
  step (rig, (BoEvent) { .type = BO_EVENT_STOP });
  rig_free (rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/engine/no-hub", test_no_hub);
  g_test_add_func ("/sync/engine/cycle", test_cycle);
  g_test_add_func ("/sync/engine/same-version", test_same_version);
  g_test_add_func ("/sync/engine/late", test_late);
  g_test_add_func ("/sync/engine/failures", test_failures);
  g_test_add_func ("/sync/engine/sign-in", test_sign_in);
  g_test_add_func ("/sync/engine/read-only", test_read_only);
  g_test_add_func ("/sync/engine/refused", test_refused);
  g_test_add_func ("/sync/engine/refuses-all", test_refuses_all);
  g_test_add_func ("/sync/engine/refused-and-stored", test_refused_and_stored);
  g_test_add_func ("/sync/engine/stopped-in-pause", test_stopped_in_pause);
  g_test_add_func ("/sync/engine/stop", test_stop);
  g_test_add_func ("/sync/engine/walked-again", test_walked_again);
  g_test_add_func ("/sync/engine/pace", test_pace);
  return g_test_run ();
}
