/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "bo-client-private.h"

/* --- what the driver tells --- */

static void
channel_event (BoChannelEvent event,
               void          *data)
{
  BoClient *self = data;

  if (!self->started)
    return;
  if (event == BO_CHANNEL_CHANGED)
    bo_driver_tell (self->driver, BO_EVENT_HUB_CHANGED);
  else
    bo_driver_tell_available (self->driver, BO_EVENT_CHANNEL, event == BO_CHANNEL_OPENED);
}

/* Only beside a token that was taken: a refusal here would say nothing new. */
static void
open_channel (BoClient *self)
{
  if (self->channel == NULL && self->started && (self->flags & BO_OPEN_NO_SYNC) == 0
      && bo_driver_get_status (self->driver)->phase == BO_PHASE_UP_TO_DATE)
    self->channel = bo_channel_new (bo_driver_get_http (self->driver), channel_event, self);
}

static void
notify_event (void *data)
{
  open_channel (data);
  _bo_client_renew_token (data);
  _bo_client_update (data);
}

static void
sign_in_event (void *data)
{
  _bo_client_sign_in_again (data);
}

static void
committed_event (void *data)
{
  BoClient *self = data;

  bo_feed_refresh (self->feed, NULL);
}

static BoSyncReport *
copy_report (BoSyncReport *report)
{
  BoSyncReport *copy = g_memdup2 (report, sizeof *report);

  copy->errors = g_ptr_array_new_with_free_func (g_free);
  for (unsigned int i = 0; report->errors != NULL && i < report->errors->len; i++)
    g_ptr_array_add (copy->errors, g_strdup (g_ptr_array_index (report->errors, i)));
  return copy;
}

static void
report_shown_cb (GObject      *source,
                 GAsyncResult *result,
                 void         *data)
{
  g_autoptr(GTask) task = data;
  BoSyncReport *report = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), NULL);
  g_task_return_pointer (task, copy_report (report), (GDestroyNotify) bo_sync_report_free);
}

/* Whoever waited for the cycle finds in the model what it brought. */
static void
return_report (BoClient     *self,
               GTask        *task,
               BoSyncReport *report)
{
  GTask *showing = g_task_new (self, NULL, report_shown_cb, g_object_ref (task));

  g_task_set_task_data (showing, copy_report (report), (GDestroyNotify) bo_sync_report_free);
  bo_feed_refresh (self->feed, showing);
}

static void answer_distant (BoClient *self, BoSyncReport *report);

/* The engine answers each asking once, in order: a cycle that was under way when somebody asked
   is not theirs. */
static void
ask_engine (BoClient *self)
{
  BoEventType type = self->started ? BO_EVENT_SYNC_NOW : BO_EVENT_START;

  self->asked++;
  self->started = true;
  bo_driver_tell (self->driver, type);
  if (type == BO_EVENT_START)
    _bo_client_apply_pace (self);
}

/* For whoever asks after this process: a refused sign-in is more than being offline. */
static void
keep_failure (BoClient     *self,
              BoSyncReport *report)
{
  BoPhase phase = bo_driver_get_status (self->driver)->phase;
  const char *word = report->error_code >= 0 && _bo_client_phase_lasts (phase) ? bo_phase_to_string (phase) : NULL;

  if (g_strcmp0 (bo_client_get_setting (self, BO_CLIENT_FAILED_PHASE), word) != 0)
    bo_client_set_setting (self, BO_CLIENT_FAILED_PHASE, word);
}

static void
finished_event (BoSyncReport *report,
                void         *data)
{
  BoClient *self = data;
  GTask *task;

  keep_failure (self, report);
  self->answered++;
  while (self->syncs->len > 0)
    {
      task = g_ptr_array_index (self->syncs, 0);
      if (GPOINTER_TO_UINT (g_task_get_task_data (task)) > self->answered)
        break;
      return_report (self, task, report);
      g_ptr_array_remove_index (self->syncs, 0);
    }
  answer_distant (self, report);
  /* Asked for in spite of a pause, or by a command that wants this one cycle: at rest again. */
  if ((self->paused || (self->flags & BO_OPEN_NO_SYNC) != 0) && self->started && self->answered >= self->asked)
    _bo_client_pause (self, true);
  if ((self->flags & BO_OPEN_TAKE_TURNS) != 0 && !self->started)
    _bo_client_stand_back (self);
}

static void
rested_event (void *data)
{
  _bo_client_rested (data);
}

/* --- starting and stopping --- */

/* Nobody will answer any more. */
static void
fail_all (GPtrArray *tasks)
{
  for (unsigned int i = 0; i < tasks->len; i++)
    g_task_return_new_error (g_ptr_array_index (tasks, i), G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             _("Synchronising was given up: the home or its hub was left."));
  g_ptr_array_set_size (tasks, 0);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    BoClient        *self)
{
  BoHttp *http = self->driver != NULL ? bo_driver_get_http (self->driver) : NULL;

  /* This machine can always reach itself. */
  if (http != NULL && self->started)
    bo_driver_tell_available (self->driver, BO_EVENT_NETWORK_CHANGED, available || bo_http_is_loopback (http));
  _bo_client_apply_pace (self);
}

static void
watch_network (BoClient *self)
{
  if (self->network != NULL)
    return;

  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_changed_cb), self, 0);
}

/* Becomes the one that synchronises, if nobody else is; @now: begins at once. */
void
_bo_client_start (BoClient *self,
                  BoHttp   *http,
                  bool      now)
{
  static const BoDriverEvents events = {
    notify_event, committed_event, finished_event, sign_in_event, rested_event,
  };

  g_assert (self->driver == NULL);

  if (bo_stores_is_read_only (self->stores))
    return;
  if (self->lock < 0)
    self->lock = bo_files_lock (bo_stores_get_path (self->stores));
  if (self->lock < 0)
    return;

  self->driver = bo_driver_new (self->stores, http, &events, self);
  watch_network (self);
  self->started = self->standing_back = false;
  self->asked = self->answered = 0;
  if (now && !self->paused)
    ask_engine (self);
  _bo_client_update (self);
}

void
_bo_client_stop (BoClient *self)
{
  self->started = false;
  g_clear_pointer (&self->channel, bo_channel_free);
  g_clear_pointer (&self->driver, bo_driver_free);
  fail_all (self->syncs);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  _bo_client_update (self);
}

void
_bo_client_pause (BoClient *self,
                  bool      paused)
{
  if (self->driver == NULL || self->started != paused)
    return;

  if (paused)
    {
      g_clear_pointer (&self->channel, bo_channel_free);
      bo_driver_tell (self->driver, BO_EVENT_STOP);
      self->started = false;
    }
  else
    ask_engine (self);
}

void
_bo_client_edited (BoClient *self)
{
  if (self->driver != NULL && self->started)
    bo_driver_tell (self->driver, BO_EVENT_LOCAL_EDIT);
}

/* --- several processes on one file (FAULTS §3 "two instances") ---
 *
 * One owns synchronisation. Others write `sync.request/TOKEN`, each a token of its own; the owner
 * sees them, synchronises, and writes `sync.answer/TOKEN`: what came of it. Where the owner goes
 * before it answers, one of those who wait takes its place. */

#define SYNC_NOTES "sync."
#define SYNC_REQUEST "sync.request/"
#define SYNC_ANSWER "sync.answer/"
#define DISTANT_SECONDS 30

typedef struct
{
  char    *token;
  GSource *timeout;
} Distant;

typedef struct
{
  char *key;
  char *value;
} Note;

typedef struct
{
  bool        elsewhere;
  bool        expired;   /* something in the queue was too old, and is out of it */
  GHashTable *notes;     /* nullable */
} Glance;

static void
note_free (Note *note)
{
  g_free (note->key);
  g_free (note->value);
  g_free (note);
}

static void
glance_free (Glance *glance)
{
  g_clear_pointer (&glance->notes, g_hash_table_unref);
  g_free (glance);
}

static void
distant_free (Distant *distant)
{
  if (distant->timeout != NULL)
    g_source_destroy (distant->timeout);
  g_clear_pointer (&distant->timeout, g_source_unref);
  g_free (distant->token);
  g_free (distant);
}

static void *
note_func (BoStore  *store,
           void     *data,
           GError  **error)
{
  Note *note = data;

  return bo_store_put_setting (store, note->key, note->value, error) ? BO_STORES_DONE : NULL;
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          void         *data)
{
  g_autoptr(GError) error = NULL;

  if (bo_stores_finish (result, &error) == NULL)
    g_message ("Another window or command could not be told: %s", error->message);
}

static void
write_note (BoClient   *self,
            const char *kind,
            const char *token,
            char       *value)
{
  Note *note = g_new (Note, 1);

  *note = (Note){ g_strconcat (kind, token, NULL), value };
  bo_stores_write_async (self->stores, note_func, note, (GDestroyNotify) note_free, NULL, NULL, noted_cb, NULL);
}

static char *
write_report (const char   *token,
              BoSyncReport *report)
{
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "token", token);
  bo_json_writer_member_bool (writer, "success", report->success);
  bo_json_writer_member_int (writer, "synced_entities", report->synced_entities);
  bo_json_writer_member_int (writer, "pulled", report->pulled);
  bo_json_writer_member_int (writer, "pushed", report->pushed);
  bo_json_writer_member_int (writer, "conflicts_resolved", report->conflicts_resolved);
  bo_json_writer_member_int (writer, "pending", report->pending);
  bo_json_writer_member_int (writer, "quarantined", report->quarantined);
  bo_json_writer_member_int (writer, "duration_us", report->duration_us);
  bo_json_writer_member_int (writer, "error_code", report->error_code);
  bo_json_writer_key (writer, "errors");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; report->errors != NULL && i < report->errors->len; i++)
    bo_json_writer_string (writer, g_ptr_array_index (report->errors, i));
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

static int64_t
member_int (BoJson      object,
            const char *name)
{
  int64_t value = 0;

  bo_json_get_int64 (bo_json_member (object, name), &value);
  return value;
}

/* (nullable): NULL when @text is not the answer to @token. */
static BoSyncReport *
read_report (const char *text,
             const char *token)
{
  BoJson object = BO_JSON_NONE;
  BoJson errors;
  BoSyncReport *report;

  if (text == NULL || !bo_json_scan (text, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &object, NULL)
      || !bo_json_string_is (bo_json_member (object, "token"), token))
    return NULL;

  report = g_new0 (BoSyncReport, 1);
  report->success = bo_json_member_bool (object, "success", false);
  report->synced_entities = member_int (object, "synced_entities");
  report->pulled = member_int (object, "pulled");
  report->pushed = member_int (object, "pushed");
  report->conflicts_resolved = member_int (object, "conflicts_resolved");
  report->pending = member_int (object, "pending");
  report->quarantined = member_int (object, "quarantined");
  report->duration_us = member_int (object, "duration_us");
  report->error_code = member_int (object, "error_code");
  report->errors = g_ptr_array_new_with_free_func (g_free);
  errors = bo_json_member (object, "errors");
  for (size_t i = 0; i < bo_json_size (errors); i++)
    g_ptr_array_add (report->errors, bo_json_dup_string (bo_json_element (errors, i)));
  return report;
}

static void
answer_distant (BoClient     *self,
                BoSyncReport *report)
{
  GHashTableIter iter;
  gpointer token, ticket;

  g_hash_table_iter_init (&iter, self->sync_requests);
  while (g_hash_table_iter_next (&iter, &token, &ticket))
    {
      if (GPOINTER_TO_UINT (ticket) > self->answered)
        continue;
      write_note (self, SYNC_ANSWER, token, write_report (token, report));
      write_note (self, SYNC_REQUEST, token, NULL);
      g_hash_table_iter_remove (&iter);
    }
}

/* All that stand there together get one cycle; one of a process that is gone costs one. */
static void
take_requests (BoClient   *self,
               GHashTable *notes)
{
  GHashTableIter iter;
  gpointer key;
  bool found = false;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *token = (const char *) key + strlen (SYNC_REQUEST);

      if (!g_str_has_prefix (key, SYNC_REQUEST) || g_hash_table_contains (self->sync_requests, token))
        continue;
      g_hash_table_insert (self->sync_requests, g_strdup (token), GUINT_TO_POINTER (self->asked + 1));
      found = true;
    }
  if (found)
    ask_engine (self);
}

static void
take_answers (BoClient   *self,
              GHashTable *notes)
{
  for (unsigned int i = self->distant_syncs->len; i > 0; i--)
    {
      GTask *task = g_ptr_array_index (self->distant_syncs, i - 1);
      Distant *distant = g_task_get_task_data (task);
      g_autofree char *key = g_strconcat (SYNC_ANSWER, distant->token, NULL);
      BoSyncReport *report = read_report (g_hash_table_lookup (notes, key), distant->token);

      if (report == NULL)
        continue;
      write_note (self, SYNC_ANSWER, distant->token, NULL);
      g_task_return_pointer (task, report, (GDestroyNotify) bo_sync_report_free);
      g_ptr_array_remove_index (self->distant_syncs, i - 1);
    }
}

static void
take_notes (BoClient   *self,
            GHashTable *notes)
{
  if (self->driver != NULL)
    take_requests (self, notes);
  take_answers (self, notes);
}

/* With the hub away nobody else looks: what is too old must not be said to wait. Only looking
   costs nothing; a transaction is a write to the disk. */
static bool
expire (BoStore *store)
{
  g_autoptr(GError) error = NULL;
  BoContext context = bo_stores_context ();
  g_autoptr(GPtrArray) expired = bo_sync_store_list_expired (BO_SYNC_STORE (store), context.now_us, false, NULL);
  int count;

  if (expired == NULL || expired->len == 0 || bo_store_is_read_only (store))
    return false;
  count = bo_rules_expire (BO_SYNC_STORE (store), &context, &error);
  if (count < 0)
    g_message ("What was too old to be sent could not be taken out of the queue: %s", error->message);
  return count > 0;
}

static void *
glance_func (BoStore  *store,
             void     *data,
             GError  **error)
{
  Glance *glance = g_new0 (Glance, 1);

  glance->expired = expire (store);
  glance->elsewhere = bo_store_changed_elsewhere (store);
  if (glance->elsewhere)
    glance->notes = bo_store_list_settings (store, SYNC_NOTES, NULL);
  return glance;
}

static void
glanced_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(BoClient) self = data;
  Glance *glance = bo_stores_finish (result, NULL);

  self->glancing = false;
  if (glance == NULL)
    return;

  if (glance->expired && self->feed != NULL)
    bo_feed_refresh (self->feed, NULL);
  if (glance->elsewhere && self->feed != NULL && self->settings != NULL)
    {
      if (glance->notes != NULL)
        take_notes (self, glance->notes);
      bo_feed_refresh (self->feed, NULL);
      _bo_client_edited (self);
    }
  glance_free (glance);
}

static void sync_here (BoClient *self, GTask *task);

/* Whoever was asked has gone. */
static void
answer_oneself (BoClient *self)
{
  while (self->driver != NULL && self->distant_syncs->len > 0)
    {
      GTask *task = g_ptr_array_steal_index (self->distant_syncs, 0);
      Distant *distant = g_task_get_task_data (task);

      write_note (self, SYNC_REQUEST, distant->token, NULL);
      sync_here (self, task);
    }
}

static void
owned_token_cb (GObject      *source,
                GAsyncResult *result,
                void         *data)
{
  BoClient *self = BO_CLIENT (source);
  g_autoptr(BoHttp) http = _bo_client_find_token_finish (self, result);

  if (http != NULL && self->stores != NULL && self->driver == NULL)
    {
      _bo_client_start (self, http, (self->flags & BO_OPEN_NO_SYNC) == 0);
      answer_oneself (self);
    }
  else if (self->driver == NULL && self->lock >= 0)
    _bo_client_stop (self);
}

/* Whoever synchronised may have gone, or joined a hub: then it is ours to do. */
static void
try_to_own (BoClient *self)
{
  bool wanted = (self->flags & BO_OPEN_NO_SYNC) == 0 || self->distant_syncs->len > 0;

  if (!self->opened || self->driver != NULL || self->lock >= 0 || !wanted
      || bo_client_get_server_url (self) == NULL || bo_stores_is_read_only (self->stores))
    return;

  self->lock = bo_files_lock (bo_stores_get_path (self->stores));
  if (self->lock >= 0)
    _bo_client_find_token_async (self, NULL, owned_token_cb, NULL);
}

void
_bo_client_look (BoClient *self,
                 bool      resumed)
{
  if (resumed && self->driver != NULL && self->started)
    bo_driver_tell (self->driver, BO_EVENT_RESUMED);

  try_to_own (self);
  if (self->glancing)
    return;

  self->glancing = true;
  bo_stores_write_async (self->stores, glance_func, NULL, NULL, (GDestroyNotify) glance_free, NULL, glanced_cb,
                         g_object_ref (self));
}

/* --- synchronising on demand --- */

static gboolean
distant_late_cb (void *data)
{
  GTask *task = data;
  BoClient *self = g_task_get_source_object (task);

  g_task_return_new_error (task, BO_ERROR, BO_ERROR_BUSY,
                           _("Another window or command synchronises this home and did not answer within %d seconds. "
                             "Changes are kept; try again."), DISTANT_SECONDS);
  g_ptr_array_remove (self->distant_syncs, task);
  return G_SOURCE_REMOVE;
}

static void
ask_other_process (BoClient *self,
                   GTask    *task)
{
  Distant *distant = g_new0 (Distant, 1);

  distant->token = bo_uuid_random ();
  distant->timeout = g_timeout_source_new_seconds (DISTANT_SECONDS);
  g_source_set_callback (distant->timeout, distant_late_cb, task, NULL);
  g_source_attach (distant->timeout, g_task_get_context (task));
  g_task_set_task_data (task, distant, (GDestroyNotify) distant_free);
  g_ptr_array_add (self->distant_syncs, task);
  write_note (self, SYNC_REQUEST, distant->token, g_strdup (""));
}

static void
sync_here (BoClient *self,
           GTask    *task)
{
  g_task_set_task_data (task, GUINT_TO_POINTER (self->asked + 1), NULL);
  g_ptr_array_add (self->syncs, task);
  ask_engine (self);
}

static void
sync_token_cb (GObject      *source,
               GAsyncResult *result,
               void         *data)
{
  g_autoptr(GTask) task = data;
  BoClient *self = BO_CLIENT (source);
  g_autoptr(BoHttp) http = _bo_client_find_token_finish (self, result);

  if (http != NULL && self->stores != NULL && self->driver == NULL)
    _bo_client_start (self, http, false);

  if (self->stores == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "closed");
  else if (self->driver != NULL)
    sync_here (self, g_steal_pointer (&task));
  else
    ask_other_process (self, g_steal_pointer (&task));
}

static GError *
why_no_sync (BoClient *self)
{
  if (self->stores == NULL)
    return g_error_new_literal (BO_ERROR, BO_ERROR_USAGE, _("The home is not open."));
  else if (bo_client_get_server_url (self) == NULL)
    return g_error_new_literal (BO_ERROR, BO_ERROR_USAGE,
                                _("This home has no hub to synchronise with. Connect to one first."));
  else if (bo_stores_is_read_only (self->stores))
    return g_error_new_literal (BO_ERROR, BO_ERROR_READ_ONLY, self->store_error);

  return NULL;
}

/**
 * bo_client_sync_async:
 * @self: an open client
 * @cancellable: (nullable): unused: a cycle that has begun goes on
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * One whole cycle, now (DESIGN §4). Where another process synchronises this
 * home, it is asked to.
 */
void
bo_client_sync_async (BoClient            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  GTask *task;
  GError *error;

  g_return_if_fail (BO_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_client_sync_async);
  g_task_set_check_cancellable (task, FALSE);
  error = why_no_sync (self);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (self->driver != NULL)
    sync_here (self, task);
  else
    _bo_client_find_token_async (self, NULL, sync_token_cb, task);
}

static void
set_report_error (BoSyncReport *report,
                  GError      **error)
{
  const char *sentence = report->errors != NULL && report->errors->len > 0 ? g_ptr_array_index (report->errors, 0)
                                                                           : _("Synchronising ended short.");

  g_set_error_literal (error, BO_ERROR, report->error_code, sentence);
}

/**
 * bo_client_sync_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: what stopped the cycle (%BO_ERROR_OFFLINE, %BO_ERROR_AUTHENTICATION,
 * …), with a result as well; %BO_ERROR_USAGE without a hub, %BO_ERROR_BUSY when
 * the process that synchronises doesn't answer, without one.
 *
 * Returns: (transfer full) (nullable): what the cycle did
 */
BoSyncResult *
bo_client_sync_finish (BoClient      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  BoSyncResult *report;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  report = g_task_propagate_pointer (G_TASK (result), error);
  if (report != NULL && report->error_code >= 0)
    set_report_error (report, error);
  return report;
}

/**
 * bo_client_resync:
 * @self: an open client
 *
 * Reads everything from the hub anew; what waits here stays (PROTOCOL §3.5).
 */
void
bo_client_resync (BoClient *self)
{
  g_return_if_fail (BO_IS_CLIENT (self));

  if (self->driver != NULL && self->started)
    bo_driver_tell (self->driver, BO_EVENT_RESYNC);
}

void
_bo_client_fail_syncs (BoClient *self)
{
  fail_all (self->distant_syncs);
  g_hash_table_remove_all (self->sync_requests);
}
