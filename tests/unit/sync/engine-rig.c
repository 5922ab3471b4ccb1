/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-rig.h"

#include <string.h>

BoContext
context_of (Rig *rig)
{
  return (BoContext) { NOW + rig->now, (uint64_t) rig->now + 7 };
}

/* What a page brought is in the store. */
static bool
announce_cb (void *data)
{
  Rig *rig = data;
  g_autoptr(BoSyncState) state = NULL;

  rig->announced++;
  g_assert_true (bo_sync_store_begin (BO_SYNC_STORE (rig->store), BO_DURABILITY_NORMAL, NULL));
  state = bo_sync_store_get_state (BO_SYNC_STORE (rig->store), NULL);
  g_assert_true (bo_sync_store_commit (BO_SYNC_STORE (rig->store), NULL));
  rig->success_before = state->last_success_us;
  return true;
}

static void
take (Rig *rig, BoAction *action)
{
  BoContext context = context_of (rig);

  rig->jobs += action->type == BO_ACTION_JOB;
  if (action->type == BO_ACTION_JOB)
    step (rig, (BoEvent) { .type = BO_EVENT_JOB_DONE,
                           .outcome = bo_job_run (action->job, BO_SYNC_STORE (rig->store), &context, announce_cb, rig) });
  else if (action->type == BO_ACTION_SEND)
    {
      g_clear_pointer (&rig->request, bo_request_free);
      rig->request = g_steal_pointer (&action->request);
    }
  else if (action->type == BO_ACTION_FINISHED)
    rig->finished++;
  else if (action->type == BO_ACTION_SIGN_IN)
    rig->sign_in++;
  else if (action->type == BO_ACTION_TIMER)
    rig->timer = action->at_us;
}

void
step (Rig *rig, BoEvent event)
{
  g_autoptr(GPtrArray) actions = NULL;

  event.entropy = 11;
  actions = bo_engine_step (rig->engine, &event, NOW + rig->now, rig->now);
  for (unsigned int i = 0; i < actions->len; i++)
    take (rig, g_ptr_array_index (actions, i));
}

Rig *
rig_new (bool hub)
{
  Rig *rig = g_new0 (Rig, 1);
  BoContext context;

  rig->store = bo_memory_store_new ();
  rig->engine = bo_engine_new ();
  rig->now = 1000;
  rig->row = 5;
  rig->timer = INT64_MAX;
  context = context_of (rig);
  if (hub)
    g_assert_true (bo_rules_set_hub (BO_SYNC_STORE (rig->store), &context, "http://hub", "alice", NULL, "admin", NULL));
  step (rig, (BoEvent) { .type = BO_EVENT_START });
  return rig;
}

void
rig_free (Rig *rig)
{
  g_clear_pointer (&rig->request, bo_request_free);
  bo_engine_free (rig->engine);
  g_object_unref (rig->store);
  g_free (rig);
}

BoPhase
phase_of (Rig *rig)
{
  return bo_engine_get_status (rig->engine)->phase;
}

void
answer (Rig *rig, int status, const char *body)
{
  g_autoptr(BoRequest) request = g_steal_pointer (&rig->request);
  BoReply *reply = bo_reply_new ();

  g_assert_nonnull (request);
  reply->status = status;
  reply->content_type = g_strdup (body != NULL && *body == '<' ? "text/html" : "application/json");
  reply->body = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  step (rig, (BoEvent) { .type = BO_EVENT_REPLY, .request_id = request->id, .reply = reply });
}

/* An answer of our hub that acknowledges @applied, drained. @digest: (nullable): that of all it holds */
void
answer_digest (Rig *rig, const char *applied, const char *digest)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autofree char *body = NULL;

  response->server_time = bo_time_format (NOW + rig->now);
  response->resume_cursor = g_strdup_printf ("%d", rig->row);
  response->epoch = g_strdup ("e");
  response->state_digest = g_strdup (digest);
  if (applied != NULL)
    g_ptr_array_add (response->applied, g_strdup (applied));
  body = bo_sync_response_encode (response, NULL);
  answer (rig, 200, body);
}

void
answer_page (Rig *rig, const char *applied)
{
  answer_digest (rig, applied, NULL);
}

/* An answer of our hub that brings what bob made from @parents, %NULL at their end. */
void
answer_change (Rig *rig, const char *id, const char *version, const char *const *parents)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autoptr(BoEntity) room = bo_entity_new (id, version, "room", "Their name", "{}", "manual", "bob", parents);
  g_autofree char *body = NULL;

  response->server_time = bo_time_format (NOW + rig->now);
  response->resume_cursor = g_strdup_printf ("%d", ++rig->row);
  response->epoch = g_strdup ("e");
  g_ptr_array_add (response->changes, bo_change_new (BO_CHANGE_UPDATE, room));
  body = bo_sync_response_encode (response, NULL);
  answer (rig, 200, body);
}

/* @patience_us: how long it may wait; 0: for ever */
void
edit_until (Rig *rig, const char *id, int64_t patience_us)
{
  BoContext context = context_of (rig);
  g_autoptr(BoEdit) what = bo_edit_new (id, BO_EDIT_CREATE);
  g_autoptr(GError) error = NULL;
  BoStep one = { .edit = what };

  what->expires_us = patience_us > 0 ? context.now_us + patience_us : 0;
  g_ptr_array_add (what->changes, bo_json_change_new ("", NULL,
    "{\"name\":\"n\",\"entity_type\":\"room\",\"source_type\":\"manual\",\"content\":{}}"));
  bo_rules_edit (BO_SYNC_STORE (rig->store), &context, &one, 1, &error);
  g_assert_no_error (error);
  step (rig, (BoEvent) { .type = BO_EVENT_LOCAL_EDIT });
}

void
edit (Rig *rig, const char *id)
{
  edit_until (rig, id, 0);
}

void
link_rooms (Rig *rig, const char *id, const char *from, const char *to)
{
  g_autoptr(BoEdge) edge = bo_edge_new (id, from, "", to, "", "connects_to", "{}", "alice", 0);
  BoContext context = context_of (rig);
  BoStep one = { .edge = edge };

  g_assert_true (bo_rules_edit (BO_SYNC_STORE (rig->store), &context, &one, 1, NULL));
}

void
ring (Rig *rig)
{
  g_assert_cmpint (rig->timer, <, INT64_MAX);
  rig->now = MAX (rig->now, rig->timer);
  step (rig, (BoEvent) { .type = BO_EVENT_TIMER });
}

bool
sends (Rig *rig, const char *text)
{
  g_autofree char *body = NULL;
  size_t length;
  const char *data;

  if (rig->request == NULL || rig->request->body == NULL)
    return false;
  data = g_bytes_get_data (rig->request->body, &length);
  body = g_strndup (data, length);
  return strstr (body, text) != NULL;
}

void
answer_push (Rig *rig, int rooms)
{
  g_autoptr(BoSyncResponse) response = bo_sync_response_new ();
  g_autofree char *body = NULL;

  for (int i = 0; i < rooms; i++)
    {
      g_autofree char *id = g_strdup_printf ("room-%02d", i);

      if (sends (rig, id))
        g_ptr_array_add (response->applied, g_steal_pointer (&id));
    }
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("edge-%d", i);

      if (sends (rig, id))
        g_ptr_array_add (response->applied_relationships, g_steal_pointer (&id));
    }
  response->server_time = bo_time_format (NOW + rig->now);
  response->resume_cursor = g_strdup ("5");
  body = bo_sync_response_encode (response, NULL);
  answer (rig, 200, body);
}

/* (nullable): which of @bad, of which the last has no text, is under way */
const Bad *
find_bad (Rig *rig, const Bad *bad)
{
  while (bad->text != NULL && !sends (rig, bad->text))
    bad++;
  return bad->text != NULL ? bad : NULL;
}

/* Answers what is under way, or lets time pass. Whether it met one of @bad, of which the last has no text. */
bool
go_on (Rig *rig, const Bad *bad)
{
  const Bad *met = rig->request != NULL && rig->request->body != NULL ? find_bad (rig, bad) : NULL;

  if (rig->request == NULL)
    ring (rig);
  else if (rig->request->body == NULL)
    answer (rig, 404, "{}");
  else if (met != NULL)
    answer (rig, met->status, met->status == 500 ? "Internal Server Error" : met->status == 0 ? NULL : "<html>");
  else
    answer_push (rig, 300);
  return met != NULL;
}

/* Until what was asked for has ended. How often it met one of @bad. */
int
run_cycle (Rig *rig, const Bad *bad)
{
  int finished = rig->finished, met = 0;

  while (rig->finished == finished)
    met += go_on (rig, bad);
  return met;
}

/* @n of them wait. */
Rig *
rig_with_rooms (int n)
{
  Rig *rig = rig_new (true);

  answer_page (rig, NULL);
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("room-%02d", i);

      edit (rig, id);
    }
  return rig;
}
