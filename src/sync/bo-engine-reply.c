/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-engine-private.h"

#include <string.h>

/* What an answer means (PROTOCOL §4, FAULTS §1). */

#define SIGN_IN_PATIENCE (10 * BO_SECOND)
#define SLOW (300 * BO_SECOND)

/* So often in one cycle the hub may be another one. */
#define BEGINNINGS 3

/* What the hub says is wrong, for a person. */
char *
_bo_reply_reason (BoReply *reply)
{
  g_autofree char *detail = NULL;
  BoJson root;
  size_t length;
  const char *text = reply->body != NULL ? g_bytes_get_data (reply->body, &length) : NULL;

  if (text != NULL && bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &root, NULL))
    {
      detail = bo_json_member_string (root, "detail");
      if (detail == NULL)
        detail = bo_json_dup_string (bo_json_at (root, "/detail/0/msg"));
    }
  if (detail != NULL)
    /* Translators: a number, and the hub’s own words, in whatever language */
    return g_strdup_printf (_("The hub refused it (%1$d): %2$s"), reply->status, detail);
  return g_strdup_printf (_("The hub refused it with status %d."), reply->status);
}

/* The hub can't answer now, whatever it is asked. */
static bool
is_passing (int status)
{
  return status == 408 || status == 425 || status == 429 || status == 503;
}

/* Nothing came from the hub: it can't be reached, or the question is too much for it. */
static bool
is_silence (int status)
{
  return status == 0 || status == 502 || status == 504;
}

/* What nothing else has to wait for. */
static bool
is_question (BoStage stage)
{
  return stage == BO_STAGE_EDGES || stage == BO_STAGE_FETCH || stage == BO_STAGE_ASK || stage == BO_STAGE_LOOK;
}

/* Such a question isn't answered, though news were, with the same token. */
static bool
stumbled (BoEngine *self, const char *message)
{
  if (self->stage == BO_STAGE_EDGES)
    _bo_engine_go_without (self, message);
  else if (self->stage == BO_STAGE_FETCH)
    _bo_engine_leave_ancestor (self, message);
  else if (is_question (self->stage))
    _bo_engine_not_told (self, message);
  else
    return false;
  return true;
}

/* Such a question has no answer. If that isn't the question's fault the next request tells. */
static bool
passed_over (BoEngine *self, const char *message)
{
  self->mute = self->mute || is_question (self->stage);
  if (self->stage != BO_STAGE_FETCH)
    return stumbled (self, message);
  _bo_engine_put_off (self, message);
  return true;
}

static void
no_answer (BoEngine *self, BoReply *reply)
{
  int code = reply->error != NULL && reply->error->domain == BO_ERROR ? reply->error->code : BO_ERROR_OFFLINE;
  const char *message = reply->error != NULL ? reply->error->message : _("The hub could not be reached.");

  self->unsent = self->stage == BO_STAGE_PUSH && reply->unsent;
  if (code == BO_ERROR_TLS || code == BO_ERROR_CERTIFICATE_UNKNOWN || code == BO_ERROR_CERTIFICATE_CHANGED)
    _bo_engine_fail (self, BO_PHASE_STOPPED, code, message, INT64_MAX);
  else if (!reply->unsent && _bo_engine_leave_doubtful (self, message))
    return;
  else if (code == BO_ERROR_WRONG_SERVER)
    _bo_engine_fail (self, BO_PHASE_WRONG_SERVER, code, message, SLOW);
  else if (code == BO_ERROR_TOO_LARGE ? !stumbled (self, message) : !passed_over (self, message))
    _bo_engine_fail (self, BO_PHASE_OFFLINE, code, message, _bo_engine_backoff (self, &self->failures));
}

static void
sign_in (BoEngine *self)
{
  if (self->signed_in_anew)
    {
      _bo_engine_fail (self, BO_PHASE_SIGN_IN, BO_ERROR_AUTHENTICATION,
                       _("The hub wants you to sign in again. What you changed is kept and waits."), INT64_MAX);
      return;
    }
  self->signed_in_anew = true;
  _bo_engine_phase (self, BO_PHASE_SIGN_IN, _("Signing in again."));
  self->stage = BO_STAGE_SIGN_IN;
  _bo_engine_wake (self, SIGN_IN_PATIENCE);
  _bo_engine_act (self, BO_ACTION_SIGN_IN);
}

static char *
describe_unable (BoReply *reply)
{
  return g_strdup_printf (_("The hub answered with status %d. Trying again later."), reply->status);
}

static void
wait_for_hub (BoEngine *self, BoReply *reply)
{
  int code = reply->status == 429 ? BO_ERROR_THROTTLED : BO_ERROR_OFFLINE;
  g_autofree char *message = describe_unable (reply);
  int64_t backoff;

  /* A hub that says when it wants to be asked again fails over everything. */
  if (reply->retry_after_us == 0 && code != BO_ERROR_THROTTLED && _bo_engine_leave_doubtful (self, message))
    return;
  backoff = _bo_engine_backoff (self, &self->failures); /* counts: MAX() would call it twice */
  _bo_engine_fail (self, BO_PHASE_OFFLINE, code, message, MAX (backoff, reply->retry_after_us));
}

/* A redirect is never followed: whoever can send one would get the token. */
static char *
describe_wrong_server (BoReply *reply)
{
  if (reply->moved_to != NULL)
    return g_strdup_printf (_("The hub is now reached at “%s”. Connect to that address; what you changed is kept."),
                            reply->moved_to);
  return g_strdup_printf (_("What answered (status %d) is no hub. Check the hub's address."), reply->status);
}

static void
wrong_server (BoEngine *self, BoReply *reply)
{
  g_autofree char *message = describe_wrong_server (reply);

  if (!_bo_engine_leave_doubtful (self, message))
    _bo_engine_fail (self, BO_PHASE_WRONG_SERVER, BO_ERROR_WRONG_SERVER, message, SLOW);
}

/* A guest may read. */
static void
forbidden (BoEngine *self)
{
  if (self->stage != BO_STAGE_PUSH)
    {
      sign_in (self);
      return;
    }
  self->read_only = true;
  _bo_engine_verify (self);
}

/* 400 and 422 without changes: the position means nothing to the hub. Once, from the beginning. */
static void
bad_position (BoEngine *self, BoReply *reply)
{
  g_autofree char *reason = NULL, *message = NULL;

  if (self->position_lost || g_strcmp0 (self->cursor, "0") == 0)
    {
      reason = _bo_reply_reason (reply);
      /* Translators: %s is a whole sentence: why the hub refused it */
      message = g_strdup_printf (_("The hub does not take what this program asks for. %s Check the hub's address, or "
                                   "update the hub."), reason);
      _bo_engine_fail (self, BO_PHASE_WRONG_SERVER, BO_ERROR_WRONG_SERVER, message, SLOW);
      return;
    }
  self->position_lost = true;
  self->walk = true;
  _bo_engine_pull (self);
}

static void
fetched (BoEngine *self, BoReply *reply)
{
  if (reply->status != 200 || reply->body == NULL)
    g_hash_table_add (self->absent, g_strconcat (self->fetch_id, "\x1f", self->fetch_version, NULL));
  _bo_engine_merge (self, reply->status == 200 ? reply->body : NULL);
}

static void
take_page (BoEngine *self, BoReply *reply)
{
  BoJob *job = _bo_job_page (reply->body, self->cursor, self->stage == BO_STAGE_PUSH ? self->items : NULL);

  job->flag = self->beginnings >= BEGINNINGS;
  _bo_engine_job (self, BO_STAGE_PAGE, job);
}

static void
good (BoEngine *self, BoReply *reply)
{
  if (self->stage == BO_STAGE_FETCH)
    fetched (self, reply);
  else if (self->stage == BO_STAGE_PROBE)
    _bo_engine_probed (self);
  else if (self->stage == BO_STAGE_LOOK)
    _bo_engine_looked (self, reply);
  else if (self->stage == BO_STAGE_ASK)
    _bo_engine_asked (self, reply);
  else if (self->stage == BO_STAGE_EDGES)
    _bo_engine_job (self, BO_STAGE_EDGES_KEEP, _bo_job_edges (reply->body));
  else
    take_page (self, reply);
}

static bool
is_refusal (int status)
{
  return status == 400 || status == 413 || status == 422 || status == 500;
}

/* What stands between may answer with a page of its own. */
static bool
is_hubs (BoReply *reply)
{
  return g_strcmp0 (reply->content_type, "application/json") == 0;
}

/* Of one version of one entity: the hub lacks it, or can't even be asked for it. Only a hub says so. */
static bool
is_absence (BoReply *reply)
{
  return (reply->status == 400 || reply->status == 404 || reply->status == 422) && is_hubs (reply);
}

static void
not_good (BoEngine *self, BoReply *reply)
{
  g_autofree char *message = describe_unable (reply);
  int status = reply->status;

  if (is_absence (reply) && self->stage == BO_STAGE_FETCH)
    fetched (self, reply);
  else if (is_absence (reply) && self->stage == BO_STAGE_LOOK)
    _bo_engine_looked (self, reply);
  else if (is_absence (reply) && self->stage == BO_STAGE_ASK)
    _bo_engine_asked (self, reply);
  else if (status == 401)
    sign_in (self);
  else if (is_silence (status) ? passed_over (self, message) : !is_passing (status) && stumbled (self, message))
    return;
  else if (status == 403 && (self->stage != BO_STAGE_PUSH || is_hubs (reply)))
    forbidden (self);
  else if (self->stage == BO_STAGE_PUSH && is_refusal (status))
    _bo_engine_refused (self, reply);
  else if ((self->stage == BO_STAGE_PULL || self->stage == BO_STAGE_PROBE) && (status == 400 || status == 422))
    bad_position (self, reply);
  else if (is_passing (status) || status >= 500)
    wait_for_hub (self, reply);
  else
    wrong_server (self, reply);
}

static void
no_json (BoEngine *self, BoReply *reply)
{
  g_autofree char *message = describe_wrong_server (reply);

  if (!stumbled (self, message))
    wrong_server (self, reply);
}

static void
empty (BoEngine *self)
{
  const char *message = _("The hub's answer was empty. Trying again later.");

  if (!stumbled (self, message) && !_bo_engine_leave_doubtful (self, message))
    _bo_engine_fail (self, BO_PHASE_OFFLINE, BO_ERROR_INVALID_DATA, message,
                     _bo_engine_backoff (self, &self->failures));
}

/* The answer to the request under way. */
void
_bo_engine_reply (BoEngine *self, BoReply *reply)
{
  if (reply->accepts_gzip)
    self->gzip = true;
  if (reply->status == 0)
    no_answer (self, reply);
  else if (reply->status != 200)
    not_good (self, reply);
  else if (!is_hubs (reply))
    no_json (self, reply);
  else if (reply->body == NULL)
    empty (self);
  else
    good (self, reply);
}
