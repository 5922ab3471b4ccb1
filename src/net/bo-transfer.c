/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-http-private.h"

#define CHUNK (64 * 1024)

/* One request on its way. libsoup's own timeout is per socket operation and knows no total,
   so that each phase has a timer here. All ends the same way: the inner cancellable is
   cancelled, and @failure says why. */
typedef struct
{
  SoupMessage  *message;
  char         *host;
  BoDeadlines   deadlines;
  size_t        max_body;
  GCancellable *inner;        /* cancelled by the caller's, or by a deadline */
  GCancellable *outer;        /* nullable */
  unsigned long outer_handler;
  GSource      *phase_source;
  GSource      *total_source;
  GInputStream *stream;
  BoSpool      *body;
  int64_t       began;        /* when the answer's head was there */
  bool          started;      /* there is a connection, and bytes may have left on it */
  GError       *failure;      /* nullable: of a deadline */
} Transfer;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
stop_watching (Transfer *transfer)
{
  clear_source (&transfer->phase_source);
  clear_source (&transfer->total_source);
  g_signal_handlers_disconnect_by_data (transfer->message, transfer);
  if (transfer->outer_handler != 0)
    g_cancellable_disconnect (transfer->outer, transfer->outer_handler);
  transfer->outer_handler = 0;
}

static void
transfer_free (Transfer *transfer)
{
  stop_watching (transfer);
  g_clear_object (&transfer->message);
  g_clear_object (&transfer->inner);
  g_clear_object (&transfer->outer);
  g_clear_object (&transfer->stream);
  g_clear_pointer (&transfer->body, _bo_spool_free);
  g_clear_pointer (&transfer->host, g_free);
  g_clear_error (&transfer->failure);
  g_free (transfer);
}

/* --- deadlines --- */

/* Takes @sentence. */
static void
give_up (Transfer *transfer,
         BoError   code,
         char     *sentence)
{
  if (transfer->failure == NULL)
    transfer->failure = g_error_new_literal (BO_ERROR, code, sentence);
  g_free (sentence);
  g_cancellable_cancel (transfer->inner);
}

static gboolean
connect_late_cb (void *data)
{
  Transfer *transfer = data;

  give_up (transfer, BO_ERROR_TIMEOUT,
           g_strdup_printf (_("No connection to “%s” came about in time. It will be tried again."), transfer->host));
  return G_SOURCE_CONTINUE;
}

static gboolean
first_byte_late_cb (void *data)
{
  Transfer *transfer = data;

  give_up (transfer, BO_ERROR_TIMEOUT,
           g_strdup_printf (_("“%s” took the request, but did not answer in time. It will be tried again."), transfer->host));
  return G_SOURCE_CONTINUE;
}

static gboolean
idle_late_cb (void *data)
{
  Transfer *transfer = data;

  give_up (transfer, BO_ERROR_TIMEOUT,
           g_strdup_printf (_("“%s” stopped in the middle of the exchange. It will be tried again."), transfer->host));
  return G_SOURCE_CONTINUE;
}

static gboolean
total_late_cb (void *data)
{
  Transfer *transfer = data;

  give_up (transfer, BO_ERROR_TIMEOUT,
           g_strdup_printf (_("The exchange with “%s” took too long and was given up. It will be tried again."), transfer->host));
  return G_SOURCE_CONTINUE;
}

static void
give_up_drip (Transfer *transfer)
{
  give_up (transfer, BO_ERROR_TIMEOUT,
           g_strdup_printf (_("“%s” sends its answer so slowly that it was given up. It will be tried again."),
                            transfer->host));
}

/* Bytes that come just often enough not to be idle would otherwise hold the whole total. */
static bool
only_drips (Transfer *transfer)
{
  int64_t elapsed_ms = (bo_clock_monotonic () - transfer->began) / 1000;

  return elapsed_ms > transfer->deadlines.idle
         && (int64_t) _bo_spool_get_size (transfer->body) * 1000 < elapsed_ms * transfer->deadlines.rate;
}

static void
arm (GSource    **source,
     unsigned int milliseconds,
     GSourceFunc  func,
     Transfer    *transfer)
{
  clear_source (source);
  *source = g_timeout_source_new (milliseconds);
  g_source_set_callback (*source, func, transfer, NULL);
  g_source_attach (*source, g_main_context_get_thread_default ());
}

static void
starting_cb (SoupMessage *message,
             Transfer    *transfer)
{
  transfer->started = true;
  arm (&transfer->phase_source, transfer->deadlines.idle, idle_late_cb, transfer);
}

static void
wrote_body_data_cb (SoupMessage *message,
                    unsigned int size,
                    Transfer    *transfer)
{
  arm (&transfer->phase_source, transfer->deadlines.idle, idle_late_cb, transfer);
}

static void
wrote_body_cb (SoupMessage *message,
               Transfer    *transfer)
{
  arm (&transfer->phase_source, transfer->deadlines.first_byte, first_byte_late_cb, transfer);
}

static void
got_headers_cb (SoupMessage *message,
                Transfer    *transfer)
{
  transfer->began = bo_clock_monotonic ();
  arm (&transfer->phase_source, transfer->deadlines.idle, idle_late_cb, transfer);
}

static void
cancelled_cb (GCancellable *outer,
              GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static void
watch (Transfer     *transfer,
       GCancellable *cancellable)
{
  arm (&transfer->phase_source, transfer->deadlines.connect, connect_late_cb, transfer);
  arm (&transfer->total_source, transfer->deadlines.total, total_late_cb, transfer);
  g_signal_connect (transfer->message, "starting", G_CALLBACK (starting_cb), transfer);
  g_signal_connect (transfer->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), transfer);
  g_signal_connect (transfer->message, "wrote-body", G_CALLBACK (wrote_body_cb), transfer);
  g_signal_connect (transfer->message, "got-headers", G_CALLBACK (got_headers_cb), transfer);

  if (cancellable == NULL)
    return;
  transfer->outer = g_object_ref (cancellable);
  transfer->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                   g_object_ref (transfer->inner), g_object_unref);
}

/* --- the answer --- */

static bool
is_redirect (int status)
{
  return status == 301 || status == 302 || status == 307 || status == 308;
}

static void
read_headers (Transfer *transfer,
              BoReply  *reply)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (transfer->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const char *accepts = soup_message_headers_get_list (headers, "Accept-Encoding");
  const char *retry = soup_message_headers_get_one (headers, "Retry-After");
  const char *location = soup_message_headers_get_one (headers, "Location");

  reply->status = soup_message_get_status (transfer->message);
  reply->content_type = type != NULL ? g_ascii_strdown (type, -1) : NULL;
  reply->accepts_gzip = accepts != NULL && soup_header_contains (accepts, "gzip");
  reply->retry_after_us = _bo_http_parse_retry_after (retry, bo_clock_now ());
  if (location != NULL && is_redirect (reply->status))
    reply->moved_to = _bo_http_find_upgrade (soup_message_get_uri (transfer->message), location);
}

/* We ask that nothing be kept (RFC 9111 §5.2.1.5): an answer with an age was kept all the same, and tells of
   another time, of another request perhaps. */
static bool
is_from_a_cache (Transfer *transfer)
{
  const char *age = soup_message_headers_get_one (soup_message_get_response_headers (transfer->message), "Age");

  return age != NULL && g_ascii_strtoll (age, NULL, 10) > 0;
}

static void answer_error (GTask *task, const GError *error);

static void
answer_cached (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);

  give_up (transfer, BO_ERROR_INVALID_DATA,
           g_strdup_printf (_("Something on the way to “%s” answers from its memory instead of the hub; nothing of that "
                              "was used. It will be tried again. If this goes on, set the proxy not to keep answers."),
                            transfer->host));
  answer_error (task, NULL);
}

static void
answer (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr(BoReply) reply = bo_reply_new ();

  stop_watching (transfer);
  reply->body = _bo_spool_end (transfer->body, &reply->error);
  if (reply->body != NULL)
    read_headers (transfer, reply);
  g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) bo_reply_free);
}

static void
answer_error (GTask        *task,
              const GError *error)
{
  Transfer *transfer = g_task_get_task_data (task);
  g_autoptr(BoReply) reply = bo_reply_new ();
  const GError *refusal = _bo_http_tls_refusal (transfer->message);

  stop_watching (transfer);
  reply->unsent = !transfer->started;
  if (transfer->failure != NULL)
    reply->error = g_steal_pointer (&transfer->failure);
  else
    reply->error = _bo_http_explain (refusal != NULL ? refusal : error, transfer->host);
  g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) bo_reply_free);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           void         *data)
{
  g_autoptr(GTask) task = data;

  g_input_stream_close_finish (G_INPUT_STREAM (source), result, NULL);
  if (is_from_a_cache (g_task_get_task_data (task)))
    answer_cached (task);
  else
    answer (task);
}

/* Only a stream that was closed gives its connection back, and whoever gets the answer may want
   it at once for the next request. */
static void
end_reading (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);

  g_input_stream_close_async (transfer->stream, G_PRIORITY_DEFAULT, NULL, closed_cb, task);
}

static void
last_written_cb (GObject      *source,
                 GAsyncResult *result,
                 void         *data)
{
  g_autoptr(GTask) task = data;
  Transfer *transfer = g_task_get_task_data (task);

  if (_bo_spool_write_finish (result, transfer->failure == NULL ? &transfer->failure : NULL))
    end_reading (g_steal_pointer (&task));
  else
    answer_error (task, NULL);
}

/* Everything has come. */
static void
end_body (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);

  if (_bo_spool_has_rest (transfer->body))
    _bo_spool_write_async (transfer->body, last_written_cb, task);
  else
    end_reading (task);
}

static void read_more (GTask *task);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            void         *data)
{
  g_autoptr(GTask) task = data;
  Transfer *transfer = g_task_get_task_data (task);

  if (_bo_spool_write_finish (result, transfer->failure == NULL ? &transfer->failure : NULL))
    read_more (g_steal_pointer (&task));
  else
    answer_error (task, NULL);
}

static void
answer_too_large (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);

  /* Cancelled too: else libsoup would read the rest to keep the connection. */
  give_up (transfer, BO_ERROR_TOO_LARGE,
           g_strdup_printf (_("“%s” sent more than this program takes in one answer; it was not read."),
                            transfer->host));
  answer_error (task, NULL);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  Transfer *transfer = g_task_get_task_data (task);
  size_t size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (bytes == NULL)
    answer_error (task, error);
  else if (size == 0)
    end_body (g_steal_pointer (&task));
  else if (_bo_spool_get_size (transfer->body) + size > transfer->max_body)
    answer_too_large (task);
  else
    {
      _bo_spool_add (transfer->body, bytes);
      arm (&transfer->phase_source, transfer->deadlines.idle, idle_late_cb, transfer);
      if (only_drips (transfer))
        give_up_drip (transfer);
      if (_bo_spool_is_full (transfer->body))
        _bo_spool_write_async (transfer->body, written_cb, g_steal_pointer (&task));
      else
        read_more (g_steal_pointer (&task));
    }
}

static void
read_more (GTask *task)
{
  Transfer *transfer = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (transfer->stream, CHUNK, G_PRIORITY_DEFAULT, transfer->inner, read_cb, task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         void         *data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  Transfer *transfer = g_task_get_task_data (task);

  transfer->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (transfer->stream == NULL)
    answer_error (task, error);
  else
    read_more (g_steal_pointer (&task));
}

/*
 * _bo_transfer_async:
 * @message: with its body set
 * @deadlines: for each phase
 * @max_body: of the answer, decompressed; what is larger is given up while it arrives
 *
 * Sends one request and reads its answer whole; what is large lies in a file meanwhile.
 */
void
_bo_transfer_async (SoupSession         *session,
                    SoupMessage         *message,
                    const char          *host,
                    const BoDeadlines   *deadlines,
                    size_t               max_body,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    void                *data)
{
  GTask *task = g_task_new (session, NULL, callback, data);
  Transfer *transfer = g_new0 (Transfer, 1);

  g_task_set_source_tag (task, _bo_transfer_async);
  g_task_set_task_data (task, transfer, (GDestroyNotify) transfer_free);
  transfer->message = g_object_ref (message);
  transfer->host = g_strdup (host);
  transfer->deadlines = *deadlines;
  transfer->max_body = max_body;
  transfer->inner = g_cancellable_new ();
  transfer->body = _bo_spool_new ();
  watch (transfer, cancellable);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, transfer->inner, sent_cb, task);
}

BoReply *
_bo_transfer_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
