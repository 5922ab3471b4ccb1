/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strcasestr() */

#include "canned-server.h"

struct _CannedServer
{
  gatomicrefcount references; /* the test's, and one a running thread */
  GSocketService *service;
  GCancellable   *ending;
  GMutex          mutex;
  GBytes         *answer;
  GBytes         *request;
  CannedEnd       end;
  int             count;
  uint16_t        port;
};

static size_t
content_length (const char *head)
{
  const char *line = strcasestr (head, "\r\ncontent-length:");

  return line != NULL ? g_ascii_strtoull (line + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* Up to the end of the body; false when the client went away. */
static bool
read_request (GInputStream *stream,
              GByteArray   *request,
              GCancellable *ending)
{
  uint8_t buffer[4096];
  const char *body = NULL;

  do
    {
      ssize_t size = g_input_stream_read (stream, buffer, sizeof buffer, ending, NULL);

      if (size <= 0)
        return false;
      g_byte_array_append (request, buffer, size);
      g_byte_array_append (request, (const uint8_t *) "", 1);
      g_byte_array_set_size (request, request->len - 1);
      body = strstr ((const char *) request->data, "\r\n\r\n");
    }
  while (body == NULL
         || request->len < body + 4 - (const char *) request->data + content_length ((const char *) request->data));

  return true;
}

static void
wait_for_the_end (GInputStream *stream,
                  GCancellable *ending)
{
  uint8_t byte;

  g_input_stream_read (stream, &byte, 1, ending, NULL);
}

static void
release (CannedServer *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_bytes_unref (self->answer);
  g_clear_pointer (&self->request, g_bytes_unref);
  g_object_unref (self->ending);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        void                   *data)
{
  CannedServer *self = data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr(GByteArray) request = g_byte_array_new ();
  g_autoptr(GBytes) answer = NULL;
  CannedEnd end;

  g_atomic_ref_count_inc (&self->references);
  if (!read_request (input, request, self->ending))
    {
      release (self);
      return TRUE;
    }

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->request, g_bytes_unref);
  self->request = g_bytes_new (request->data, request->len);
  self->count++;
  answer = g_bytes_ref (self->answer);
  end = self->end;
  g_mutex_unlock (&self->mutex);

  g_output_stream_write_all (output, g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), NULL, self->ending,
                             NULL);
  g_output_stream_flush (output, self->ending, NULL);
  if (end == CANNED_HANG)
    wait_for_the_end (input, self->ending);
  release (self);
  return TRUE;
}

CannedServer *
canned_server_new (void)
{
  CannedServer *self = g_new0 (CannedServer, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->ending = g_cancellable_new ();
  self->answer = g_bytes_new (NULL, 0);
  self->service = g_threaded_socket_service_new (8);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_assert_cmpint (self->port, !=, 0);
  g_socket_service_start (self->service);
  return self;
}

void
canned_server_free (CannedServer *self)
{
  g_cancellable_cancel (self->ending);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  release (self);
}

char *
canned_server_url (CannedServer *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

void
canned_server_answer (CannedServer *self,
                      const char   *bytes,
                      gssize        length,
                      CannedEnd     end)
{
  g_mutex_lock (&self->mutex);
  g_bytes_unref (self->answer);
  self->answer = g_bytes_new (bytes, length < 0 ? strlen (bytes) : (size_t) length);
  self->end = end;
  g_mutex_unlock (&self->mutex);
}

void
canned_server_reply (CannedServer *self,
                     int           status,
                     const char   *headers,
                     const char   *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 %d X\r\n%sContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                                           status, headers, strlen (body), body);

  canned_server_answer (self, text, -1, CANNED_CLOSE);
}

GBytes *
canned_server_request (CannedServer *self)
{
  GBytes *request;

  g_mutex_lock (&self->mutex);
  request = self->request != NULL ? g_bytes_ref (self->request) : NULL;
  g_mutex_unlock (&self->mutex);
  return request;
}

int
canned_server_count (CannedServer *self)
{
  int count;

  g_mutex_lock (&self->mutex);
  count = self->count;
  g_mutex_unlock (&self->mutex);
  return count;
}
