/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-engine-private.h"

/* The values that go in and out of the engine. */

/**
 * bo_phase_to_string:
 * @phase: a phase
 *
 * Returns: its word, as `status` of the command line says it
 */
const char *
bo_phase_to_string (BoPhase phase)
{
  static const char *const words[] = { "no-hub",    "connecting", "up-to-date", "pulling",      "merging",
                                       "pushing",   "verifying",  "offline",    "sign-in",      "read-only",
                                       "wrong-server", "diverged", "stopped" };

  g_return_val_if_fail (phase <= BO_PHASE_STOPPED, NULL);

  return words[phase];
}

/**
 * bo_reply_new:
 *
 * Returns: (transfer full): no answer yet
 */
BoReply *
bo_reply_new (void)
{
  return g_new0 (BoReply, 1);
}

/**
 * bo_reply_free:
 * @reply: (nullable) (transfer full): an answer
 */
void
bo_reply_free (BoReply *reply)
{
  if (reply == NULL)
    return;
  g_free (reply->content_type);
  g_free (reply->moved_to);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_error (&reply->error);
  g_free (reply);
}

/**
 * bo_request_free:
 * @request: (nullable) (transfer full): a request
 */
void
bo_request_free (BoRequest *request)
{
  if (request == NULL)
    return;
  g_free (request->path);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

/**
 * bo_action_free:
 * @action: (nullable) (transfer full): an action, with the request or job that is still in it
 */
void
bo_action_free (BoAction *action)
{
  if (action == NULL)
    return;
  bo_request_free (action->request);
  bo_job_unref (action->job);
  g_free (action);
}

BoSyncReport *
_bo_sync_report_new (void)
{
  BoSyncReport *self = g_new0 (BoSyncReport, 1);

  self->errors = g_ptr_array_new_with_free_func (g_free);
  self->error_code = -1;
  return self;
}

BoSyncReport *
_bo_sync_report_copy (BoSyncReport *report)
{
  BoSyncReport *copy = g_memdup2 (report, sizeof *report);

  copy->errors = g_ptr_array_new_with_free_func (g_free);
  for (unsigned int i = 0; i < report->errors->len; i++)
    g_ptr_array_add (copy->errors, g_strdup (g_ptr_array_index (report->errors, i)));
  return copy;
}

void
_bo_engine_keep_report (BoEngine *self)
{
  bo_sync_report_free (self->last);
  self->last = _bo_sync_report_copy (self->report);
}

/**
 * bo_sync_report_free:
 * @report: (nullable) (transfer full): a report
 */
void
bo_sync_report_free (BoSyncReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->errors);
  g_free (report);
}
