/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-pair.h"

#include <string.h>

#include "bo-fault-vfs.h"

#define T0 INT64_C (1800000000000000)
#define TICK INT64_C (1000)

BoPair *
bo_pair_new (void)
{
  BoPair *self = g_new0 (BoPair, 1);

  self->now_us = T0;
  self->timer_us = INT64_MAX;
  g_queue_init (&self->events);
  return self;
}

static void
event_free (BoEvent *event)
{
  g_clear_pointer (&event->reply, bo_reply_free);
  g_clear_pointer (&event->outcome, bo_job_outcome_free);
  g_free (event);
}

static void
restart (BoPair *self)
{
  g_queue_clear_full (&self->events, (GDestroyNotify) event_free);
  g_clear_pointer (&self->engine, bo_engine_free);
  self->timer_us = INT64_MAX;
}

void
bo_pair_free (BoPair *self)
{
  restart (self);
  g_clear_pointer (&self->rules, bo_hub_rules_free);
  g_clear_pointer (&self->store, bo_store_close);
  g_free (self->path);
  g_free (self->hub_path);
  g_free (self);
}

BoContext
bo_pair_context (BoPair *self)
{
  self->now_us += TICK;
  return (BoContext) { .now_us = self->now_us, .entropy = (uint64_t) self->now_us };
}

/* What failed has changed nothing. */
static void
assert_unchanged (const char *path, const char *before)
{
  g_autofree char *after = path != NULL ? bo_fault_vfs_dump (path) : NULL;

  g_assert_cmpstr (after, ==, before);
}

/* --- the hub --- */

/* All of what was pushed, or nothing: the answer may have failed after the commit. */
static void
assert_whole (const char *path, const char *before, BoSyncRequest *request)
{
  g_autofree char *after = path != NULL ? bo_fault_vfs_dump (path) : NULL;

  if (g_strcmp0 (after, before) == 0)
    return;
  for (unsigned i = 0; i < request->changes->len; i++)
    {
      BoChange *change = g_ptr_array_index (request->changes, i);

      g_assert_true (change->entity == NULL || strstr (after, change->entity->version) != NULL);
    }
}

static char *
refuse (BoPair *self, const GError *error, GPtrArray *errors, int *status)
{
  self->failures++;
  *status = error == NULL ? 422 : error->code == BO_ERROR_NO_SPACE ? 507 : error->code == BO_ERROR_REFUSED ? 400 : 503;
  return error == NULL ? bo_wire_errors_encode (errors) : g_strdup ("{\"detail\":\"no\"}");
}

static char *
answer_sync (BoPair *self, BoRequest *asked, int *status)
{
  g_autoptr (GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autofree char *before = self->hub_path != NULL ? bo_fault_vfs_dump (self->hub_path) : NULL;
  g_autoptr (BoSyncRequest) request = NULL;
  g_autoptr (BoSyncResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  size_t length;
  const char *text = g_bytes_get_data (asked->body, &length);

  request = bo_sync_request_decode (text, (gssize) length, errors);
  g_assert_nonnull (request);
  response = bo_hub_rules_sync (self->rules, request, self->now_us + self->hub_offset_us, errors, &error);
  *status = 200;
  if (response != NULL)
    return bo_sync_response_encode (response, NULL);
  assert_whole (self->hub_path, before, request);
  return refuse (self, error, errors, status);
}

static void
send (BoPair *self, BoRequest *request)
{
  BoEvent *event = g_new0 (BoEvent, 1);
  g_autofree char *body = NULL;

  event->type = BO_EVENT_REPLY;
  event->request_id = request->id;
  event->reply = bo_reply_new ();
  event->reply->status = 404;
  event->reply->content_type = g_strdup ("application/json");
  if (strcmp (request->path, "/api/v1/sync/") == 0)
    body = answer_sync (self, request, &event->reply->status);
  else
    body = g_strdup ("{\"detail\":\"not found\"}");
  event->reply->body = g_bytes_new (body, strlen (body));
  g_queue_push_tail (&self->events, event);
}

/* --- the device --- */

typedef struct
{
  BoPair *pair;
  char   *stored; /* nullable: what the file holds for good */
} Work;

static void
work_store (Work *work)
{
  g_free (work->stored);
  work->stored = work->pair->path != NULL ? bo_fault_vfs_dump (work->pair->path) : NULL;
}

/* What comes behind this may fail by itself. */
static bool
committed_cb (void *data)
{
  work_store (data);
  return true;
}

static void
run_job (BoPair *self, BoJob *job)
{
  Work work = { .pair = self };
  BoContext context = bo_pair_context (self);
  BoEvent *event = g_new0 (BoEvent, 1);

  work_store (&work);
  event->type = BO_EVENT_JOB_DONE;
  event->outcome = bo_job_run (job, BO_SYNC_STORE (self->store), &context, committed_cb, &work);
  if (bo_job_outcome_error (event->outcome) != NULL)
    {
      self->failures++;
      assert_unchanged (self->path, work.stored);
    }
  g_free (work.stored);
  g_queue_push_tail (&self->events, event);
}

static void
carry_out (BoPair *self, BoAction *action)
{
  if (action->type == BO_ACTION_SEND)
    send (self, action->request);
  else if (action->type == BO_ACTION_JOB)
    run_job (self, action->job);
  else if (action->type == BO_ACTION_TIMER)
    self->timer_us = action->at_us;
  else if (action->type == BO_ACTION_FINISHED)
    self->finished = true;
}

static void
step (BoPair *self, BoEvent *event)
{
  g_autoptr (GPtrArray) actions = NULL;

  self->now_us += TICK;
  event->entropy = (uint64_t) self->now_us;
  actions = bo_engine_step (self->engine, event, self->now_us, self->now_us - T0);
  for (unsigned i = 0; i < actions->len; i++)
    carry_out (self, g_ptr_array_index (actions, i));
}

/* The next thing that happens: an answer, or else the time that somebody waits for. */
static void
go_on (BoPair *self)
{
  BoEvent *event = g_queue_pop_head (&self->events);

  if (event == NULL)
    {
      g_assert_cmpint (self->timer_us, <, INT64_MAX);
      self->now_us = MAX (self->now_us, T0 + self->timer_us);
      self->timer_us = INT64_MAX;
      event = g_new0 (BoEvent, 1);
      event->type = BO_EVENT_TIMER;
    }
  step (self, event);
  event_free (event);
}

bool
bo_pair_sync (BoPair *self, GError **error)
{
  g_autoptr (BoSyncReport) report = NULL;

  restart (self);
  self->engine = bo_engine_new ();
  self->finished = false;
  self->failures = 0;
  step (self, &(BoEvent) { .type = BO_EVENT_START });
  for (int i = 0; !self->finished; i++)
    {
      g_assert_cmpint (i, <, 10000);
      go_on (self);
    }
  report = bo_engine_get_report (self->engine);
  if (!report->success)
    g_set_error (error, BO_ERROR, report->error_code, "%s",
                 report->errors->len > 0 ? (char *) g_ptr_array_index (report->errors, 0) : "");
  return report->success;
}

void
bo_pair_assert_alike (BoPair *self)
{
  BoSyncStore *store = BO_SYNC_STORE (self->store);
  g_autofree char *theirs = bo_hub_rules_digest (self->rules, NULL);
  g_autofree char *ours = NULL;
  BoSyncCounts counts;

  g_assert_true (bo_sync_store_begin (store, BO_DURABILITY_NORMAL, NULL));
  ours = bo_sync_store_get_digest (store, NULL, NULL);
  g_assert_true (bo_sync_store_get_counts (store, &counts, NULL));
  bo_sync_store_rollback (store);
  g_assert_cmpstr (ours, ==, theirs);
  g_assert_cmpint (counts.pending, ==, 0);
  g_assert_cmpint (counts.quarantined, ==, 0);
  g_assert_cmpint (counts.unreadable, ==, 0);
}

void
bo_pair_push (BoPair *self, BoEntity *entity, BoEdge *edge)
{
  g_autoptr (BoSyncRequest) request = bo_sync_request_new ();
  g_autoptr (GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) bo_wire_error_free);
  g_autoptr (BoSyncResponse) response = NULL;
  g_autoptr (GError) error = NULL;
  BoChange *change = bo_change_new (BO_CHANGE_UPDATE, entity);

  if (edge != NULL)
    g_ptr_array_add (change->edges, bo_edge_ref (edge));
  g_ptr_array_add (request->changes, change);
  request->device_id = g_strdup ("elsewhere");
  request->user_id = g_strdup ("bob");
  request->sync_type = BO_SYNC_TYPE_DELTA;
  self->now_us += G_USEC_PER_SEC;
  response = bo_hub_rules_push (self->rules, request, self->now_us + self->hub_offset_us, errors, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (errors->len, ==, 0);
  g_assert_nonnull (response);
}
