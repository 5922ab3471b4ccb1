/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-fault-private.h"

#include <string.h>

/* What is done with one request. */

#define AGE "600"

bool
_bo_fault_wait (GCancellable *ending,
                int           ms)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (ending, &fd))
    {
      g_poll (&fd, 1, ms);
      g_cancellable_release_fd (ending);
    }
  return !g_cancellable_is_cancelled (ending);
}

static bool
write_data (BoFaultExchange *self,
            const void      *data,
            size_t           size)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (self->client), data, size, NULL, self->ending, NULL);
}

static bool
write_bytes (BoFaultExchange *self,
             GBytes          *bytes)
{
  return write_data (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static bool
write_message (BoFaultExchange *self,
               BoFaultMessage  *message)
{
  g_autoptr(GBytes) bytes = _bo_fault_message_bytes (message);

  return write_bytes (self, bytes);
}

/* --- the hub's side: a connection each time --- */

static BoFaultMessage *
for_hub (BoFaultProxy   *proxy,
         BoFaultMessage *request)
{
  BoFaultMessage *copy = _bo_fault_message_copy (request);

  /* The hub is known by another name to whoever goes through here. */
  _bo_fault_message_set (copy, "Host", _bo_fault_proxy_get_hub (proxy));
  _bo_fault_message_set (copy, "Connection", "close");
  return copy;
}

/* The first @size bytes of the request, and then the connection ends. */
static void
send_part (BoFaultProxy   *proxy,
           BoFaultMessage *request,
           size_t          size,
           GCancellable   *ending)
{
  g_autoptr(GSocketConnection) hub = _bo_fault_proxy_connect (proxy, ending);
  g_autoptr(BoFaultMessage) message = for_hub (proxy, request);
  g_autoptr(GBytes) bytes = _bo_fault_message_bytes (message);
  size_t head = message->head->len + 2;

  if (hub == NULL)
    return;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (hub)), g_bytes_get_data (bytes, NULL),
                             MIN (head + size, g_bytes_get_size (bytes)), NULL, ending, NULL);
  g_io_stream_close (G_IO_STREAM (hub), NULL, NULL);
}

/* (nullable): NULL where the hub doesn't answer */
BoFaultMessage *
_bo_fault_ask_hub (BoFaultProxy   *proxy,
                   BoFaultMessage *request,
                   GCancellable   *ending)
{
  g_autoptr(GSocketConnection) hub = _bo_fault_proxy_connect (proxy, ending);
  g_autoptr(BoFaultMessage) message = for_hub (proxy, request);
  g_autoptr(GBytes) bytes = _bo_fault_message_bytes (message);
  g_autoptr(GDataInputStream) stream = NULL;
  BoFaultMessage *answer;

  if (hub == NULL
      || !g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (hub)), g_bytes_get_data (bytes, NULL),
                                     g_bytes_get_size (bytes), NULL, ending, NULL))
    return NULL;

  stream = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (hub)));
  g_data_input_stream_set_newline_type (stream, G_DATA_STREAM_NEWLINE_TYPE_LF);
  answer = _bo_fault_message_read (stream, true, ending);
  if (answer != NULL)
    _bo_fault_message_set (answer, "Connection", NULL);
  return answer;
}

/* --- the event channel --- */

typedef struct
{
  GOutputStream *to;
  GInputStream  *from;
  GCancellable  *ending;
} Pump;

static void *
pump_func (void *data)
{
  Pump *pump = data;

  g_output_stream_splice (pump->to, pump->from, G_OUTPUT_STREAM_SPLICE_NONE, pump->ending, NULL);
  g_cancellable_cancel (pump->ending);
  return NULL;
}

static void
cancel_cb (GCancellable *outer,
           GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static void
pump_both_ways (BoFaultExchange  *self,
                GIOStream        *hub,
                GDataInputStream *from_hub)
{
  g_autoptr(GCancellable) ending = g_cancellable_new ();
  unsigned long handler = g_cancellable_connect (self->ending, G_CALLBACK (cancel_cb), ending, NULL);
  Pump down = { g_io_stream_get_output_stream (self->client), G_INPUT_STREAM (from_hub), ending };
  Pump up = { g_io_stream_get_output_stream (hub), G_INPUT_STREAM (self->from_client), ending };
  GThread *thread = g_thread_new ("fault-pump", pump_func, &down);

  pump_func (&up);
  g_thread_join (thread);
  g_cancellable_disconnect (self->ending, handler);
}

static void
tunnel (BoFaultExchange *self,
        BoFaultMessage  *request)
{
  g_autoptr(GSocketConnection) hub = _bo_fault_proxy_connect (self->proxy, self->ending);
  g_autoptr(BoFaultMessage) message = _bo_fault_message_copy (request);
  g_autoptr(GDataInputStream) stream = NULL;
  g_autoptr(BoFaultMessage) answer = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (hub == NULL)
    return;
  _bo_fault_message_set (message, "Host", _bo_fault_proxy_get_hub (self->proxy));
  bytes = _bo_fault_message_bytes (message);
  stream = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (hub)));
  if (!g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (hub)), g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes), NULL, self->ending, NULL))
    return;
  answer = _bo_fault_message_read (stream, true, self->ending);
  if (answer != NULL && write_message (self, answer) && _bo_fault_message_status (answer) == 101)
    pump_both_ways (self, G_IO_STREAM (hub), stream);
}

/* --- spoiled answers: each says whether the connection stays --- */

static bool
stall (BoFaultExchange *self,
       BoFaultMessage  *answer,
       BoFault         *fault)
{
  g_autoptr(GBytes) bytes = _bo_fault_message_bytes (answer);

  if (write_data (self, g_bytes_get_data (bytes, NULL), MIN ((size_t) fault->bytes, g_bytes_get_size (bytes))))
    _bo_fault_wait (self->ending, -1);
  return false;
}

static bool
drip (BoFaultExchange *self,
      BoFaultMessage  *answer,
      BoFault         *fault)
{
  g_autoptr(GBytes) bytes = _bo_fault_message_bytes (answer);
  size_t size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (size_t i = 0; i < size; i++)
    if (!_bo_fault_wait (self->ending, fault->ms) || !write_data (self, data + i, 1))
      return false;
  return true;
}

static bool
cut (BoFaultExchange *self,
     BoFaultMessage  *answer,
     BoFault         *fault)
{
  g_autoptr(GBytes) bytes = _bo_fault_message_bytes (answer);

  write_data (self, g_bytes_get_data (bytes, NULL),
              MIN (answer->head->len + 2 + (size_t) fault->bytes, g_bytes_get_size (bytes) - 1));
  return false;
}

/* A chunk that ends before it has as many bytes as it says. */
static bool
cut_chunk (BoFaultExchange *self,
           BoFaultMessage  *answer,
           BoFault         *fault)
{
  size_t size;
  const char *data = g_bytes_get_data (answer->body, &size);
  g_autofree char *head = NULL;

  _bo_fault_message_set (answer, "Content-Length", NULL);
  _bo_fault_message_set (answer, "Transfer-Encoding", "chunked");
  head = g_strdup_printf ("%s\r\n%zx\r\n", answer->head->str, size);
  if (write_data (self, head, strlen (head)))
    write_data (self, data, MIN ((size_t) fault->bytes, size - 1));
  return false;
}

static void
hide_members (BoFaultMessage *answer,
              GPtrArray      *names)
{
  g_autofree char *text = names->len > 0 ? _bo_fault_message_text (answer) : NULL;
  g_autoptr(GString) body = text != NULL ? g_string_new (text) : NULL;

  for (unsigned int i = 0; i < names->len; i++)
    {
      g_autofree char *shown = g_strdup_printf ("\"%s\":", (char *) g_ptr_array_index (names, i));
      g_autofree char *hidden = g_strdup_printf ("\"hidden-%u\":", i);

      g_string_replace (body, shown, hidden, 0);
    }
  if (body != NULL)
    {
      _bo_fault_message_set (answer, "Content-Encoding", NULL);
      _bo_fault_message_set_body (answer, g_bytes_new (body->str, body->len));
    }
}

static bool
alter (BoFaultExchange *self,
       BoFaultMessage  *answer,
       BoFault         *fault)
{
  hide_members (answer, fault->hide);
  for (unsigned int i = 0; i < fault->headers->len; i++)
    {
      const char *header = g_ptr_array_index (fault->headers, i);
      const char *colon = strchr (header, ':');
      g_autofree char *name = g_strndup (header, colon != NULL ? (size_t) (colon - header) : strlen (header));
      g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

      _bo_fault_message_set (answer, name, value);
    }
  return write_message (self, answer);
}

static bool
answer_canned (BoFaultExchange *self,
               BoFault         *fault)
{
  g_autoptr(BoFaultMessage) answer = _bo_fault_message_new (fault->status, fault->body);

  return alter (self, answer, fault);
}

/* Some megabytes of blanks, which a gzip holds in a few kilobytes. */
static bool
answer_bomb (BoFaultExchange *self,
             BoFault         *fault)
{
  g_autoptr(BoFaultMessage) answer = _bo_fault_message_new (200, NULL);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, gzip);
  g_autofree char *blanks = g_strnfill (1024 * 1024, ' ');

  for (int64_t left = fault->bytes; left > 0; left -= 1024 * 1024)
    g_output_stream_write_all (stream, blanks, (size_t) MIN (left, 1024 * 1024), NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  _bo_fault_message_set (answer, "Content-Encoding", "gzip");
  _bo_fault_message_set_body (answer, g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory)));
  return write_message (self, answer);
}

/* What something in between kept and thinks is still good. */
static bool
answer_stale (BoFaultExchange *self,
              BoFaultMessage  *request,
              BoFault         *fault)
{
  g_autoptr(BoFaultMessage) old = _bo_fault_proxy_get_answer (self->proxy, request);

  if (old == NULL)
    return false;
  _bo_fault_message_set (old, "Age", AGE);
  return alter (self, old, fault);
}

/* Faults that strike before the hub hears of it, or without it. */
static bool
strike_request (BoFaultExchange *self,
                BoFaultMessage  *request,
                BoFault         *fault,
                bool            *stays)
{
  *stays = false;
  if (fault->kind == BO_FAULT_DROP)
    send_part (self->proxy, request, (size_t) fault->bytes, self->ending);
  else if (fault->kind == BO_FAULT_HANG && !fault->forward)
    _bo_fault_wait (self->ending, -1);
  else if (fault->kind == BO_FAULT_ANSWER && !fault->forward)
    *stays = answer_canned (self, fault);
  else if (fault->kind == BO_FAULT_STALE)
    *stays = answer_stale (self, request, fault);
  else if (fault->kind == BO_FAULT_BOMB)
    *stays = answer_bomb (self, fault);
  else
    return false;
  return true;
}

static bool
ask_again (BoFaultExchange *self,
           BoFaultMessage  *request)
{
  g_autoptr(BoFaultMessage) second = _bo_fault_ask_hub (self->proxy, request, self->ending);

  return second != NULL;
}

/* @fault: of those that strike once the hub has answered */
static bool
strike_answer (BoFaultExchange *self,
               BoFaultMessage  *request,
               BoFaultMessage  *answer,
               BoFault         *fault)
{
  switch (fault->kind)
    {
    case BO_FAULT_LATE:
      return _bo_fault_wait (self->ending, fault->ms) && write_message (self, answer);
    case BO_FAULT_STALL:
      return stall (self, answer, fault);
    case BO_FAULT_DRIP:
      return drip (self, answer, fault);
    case BO_FAULT_CUT:
      return cut (self, answer, fault);
    case BO_FAULT_CHUNK:
      return cut_chunk (self, answer, fault);
    case BO_FAULT_TWICE:
      return ask_again (self, request) && write_message (self, answer);
    case BO_FAULT_ECHO:
      return write_message (self, answer) && write_message (self, answer);
    case BO_FAULT_ANSWER:
      return answer_canned (self, fault);
    case BO_FAULT_ALTER:
      return alter (self, answer, fault);
    case BO_FAULT_HANG:
      _bo_fault_wait (self->ending, -1);
      return false;
    default:
      return false;  /* lost */
    }
}

bool
_bo_fault_exchange (BoFaultExchange *self,
                    BoFaultMessage  *request,
                    BoFault         *fault)
{
  g_autofree char *upgrade = _bo_fault_message_get (request, "Upgrade");
  g_autoptr(BoFaultMessage) answer = NULL;
  bool stays;

  if (fault != NULL && strike_request (self, request, fault, &stays))
    return stays;
  if (fault == NULL && upgrade != NULL)
    {
      tunnel (self, request);
      return false;
    }

  answer = _bo_fault_ask_hub (self->proxy, request, self->ending);
  if (answer == NULL)
    return false;
  _bo_fault_proxy_keep_answer (self->proxy, request, answer);
  return fault != NULL ? strike_answer (self, request, answer, fault) : write_message (self, answer);
}
