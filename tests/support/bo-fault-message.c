/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strcasestr() */

#include "bo-fault-private.h"

#include <string.h>

/* Enough of RFC 9112 to take a message apart and put it together again. */

void
_bo_fault_message_free (BoFaultMessage *message)
{
  g_string_free (message->head, TRUE);
  g_clear_pointer (&message->body, g_bytes_unref);
  g_free (message);
}

BoFaultMessage *
_bo_fault_message_new (int         status,
                       const char *body)
{
  BoFaultMessage *message = g_new0 (BoFaultMessage, 1);

  message->head = g_string_new (NULL);
  g_string_printf (message->head, "HTTP/1.1 %d Fault\r\nContent-Type: application/json\r\n", status);
  _bo_fault_message_set_body (message, g_bytes_new (body != NULL ? body : "", body != NULL ? strlen (body) : 0));
  return message;
}

BoFaultMessage *
_bo_fault_message_copy (BoFaultMessage *message)
{
  BoFaultMessage *copy = g_new0 (BoFaultMessage, 1);

  copy->head = g_string_new (message->head->str);
  copy->body = g_bytes_ref (message->body);
  return copy;
}

/* Where the line of @header begins, NULL without one. */
static char *
find_header (BoFaultMessage *message,
             const char     *header)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s:", header);
  char *found = strcasestr (message->head->str, start);

  return found != NULL ? found + 2 : NULL;
}

char *
_bo_fault_message_get (BoFaultMessage *message,
                       const char     *header)
{
  const char *line = find_header (message, header);

  if (line == NULL)
    return NULL;
  line += strlen (header) + 1;
  return g_strstrip (g_strndup (line, strcspn (line, "\r")));
}

void
_bo_fault_message_set (BoFaultMessage *message,
                       const char     *header,
                       const char     *value)
{
  char *line;

  while ((line = find_header (message, header)) != NULL)
    g_string_erase (message->head, line - message->head->str, strstr (line, "\r\n") + 2 - line);
  if (value != NULL)
    g_string_append_printf (message->head, "%s: %s\r\n", header, value);
}

/* Takes @body. */
void
_bo_fault_message_set_body (BoFaultMessage *message,
                            GBytes         *body)
{
  g_autofree char *length = g_strdup_printf ("%zu", g_bytes_get_size (body));

  g_clear_pointer (&message->body, g_bytes_unref);
  message->body = body;
  _bo_fault_message_set (message, "Transfer-Encoding", NULL);
  _bo_fault_message_set (message, "Content-Length", length);
}

GBytes *
_bo_fault_message_bytes (BoFaultMessage *message)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const uint8_t *) message->head->str, message->head->len);
  g_byte_array_append (bytes, (const uint8_t *) "\r\n", 2);
  g_byte_array_append (bytes, g_bytes_get_data (message->body, NULL), g_bytes_get_size (message->body));
  return g_byte_array_free_to_bytes (bytes);
}

int
_bo_fault_message_status (BoFaultMessage *message)
{
  const char *space = strchr (message->head->str, ' ');

  return space != NULL ? (int) g_ascii_strtoll (space + 1, NULL, 10) : 0;
}

char *
_bo_fault_message_line (BoFaultMessage *message)
{
  const char *text = message->head->str;
  const char *end = strstr (text, " HTTP/");

  return g_strndup (text, end != NULL ? (size_t) (end - text) : strcspn (text, "\r"));
}

char *
_bo_fault_message_text (BoFaultMessage *message)
{
  g_autofree char *encoding = _bo_fault_message_get (message, "Content-Encoding");
  g_autoptr(GInputStream) packed = NULL, stream = NULL;
  g_autoptr(GOutputStream) memory = NULL;
  g_autoptr(GConverter) gunzip = NULL;
  g_autoptr(GBytes) bytes = NULL;
  size_t length;
  const char *data;

  if (g_strcmp0 (encoding, "gzip") == 0)
    {
      packed = g_memory_input_stream_new_from_bytes (message->body);
      gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      stream = g_converter_input_stream_new (packed, gunzip);
      memory = g_memory_output_stream_new_resizable ();
      g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
      bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
    }
  else
    bytes = g_bytes_ref (message->body);
  data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

/* --- reading --- */

/* Up to the empty line; false where the connection ended before it. */
static bool
read_head (GDataInputStream *stream,
           GString          *head,
           GCancellable     *ending)
{
  while (true)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, ending, NULL);

      if (line == NULL)
        return false;
      g_strchomp (line);
      if (*line == '\0')
        return head->len > 0;
      g_string_append_printf (head, "%s\r\n", line);
    }
}

static bool
read_bytes (GDataInputStream *stream,
            GByteArray       *bytes,
            size_t            size,
            GCancellable     *ending)
{
  unsigned int old = bytes->len;
  size_t got = 0;

  g_byte_array_set_size (bytes, old + size);
  g_input_stream_read_all (G_INPUT_STREAM (stream), bytes->data + old, size, &got, ending, NULL);
  g_byte_array_set_size (bytes, old + got);
  return got == size;
}

static bool
read_chunks (GDataInputStream *stream,
             GByteArray       *bytes,
             GCancellable     *ending)
{
  while (true)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, ending, NULL);
      size_t size = line != NULL ? g_ascii_strtoull (line, NULL, 16) : 0;
      g_autofree char *end = NULL;

      if (line == NULL || !read_bytes (stream, bytes, size, ending))
        return false;
      end = g_data_input_stream_read_line (stream, NULL, ending, NULL);
      if (end == NULL || size == 0)
        return end != NULL;
    }
}

static void
read_rest (GDataInputStream *stream,
           GByteArray       *bytes,
           GCancellable     *ending)
{
  while (read_bytes (stream, bytes, 65536, ending))
    ;
}

static bool
has_body (int status)
{
  return status != 101 && status != 204 && status != 304;
}

static bool
read_body (GDataInputStream *stream,
           BoFaultMessage   *message,
           bool              answer,
           GByteArray       *bytes,
           GCancellable     *ending)
{
  g_autofree char *length = _bo_fault_message_get (message, "Content-Length");
  g_autofree char *coding = _bo_fault_message_get (message, "Transfer-Encoding");

  if (answer && !has_body (_bo_fault_message_status (message)))
    return true;
  else if (g_strcmp0 (coding, "chunked") == 0)
    return read_chunks (stream, bytes, ending);
  else if (length != NULL)
    return read_bytes (stream, bytes, g_ascii_strtoull (length, NULL, 10), ending);
  else if (answer)
    read_rest (stream, bytes, ending);
  return true;
}

/* (nullable): NULL where the connection ended */
BoFaultMessage *
_bo_fault_message_read (GDataInputStream *stream,
                        bool              answer,
                        GCancellable     *ending)
{
  g_autoptr(BoFaultMessage) message = g_new0 (BoFaultMessage, 1);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  message->head = g_string_new (NULL);
  if (!read_head (stream, message->head, ending) || !read_body (stream, message, answer, bytes, ending))
    return NULL;
  /* An answer with a body says how long it is, whatever said so before. */
  if (bytes->len > 0 || (answer && has_body (_bo_fault_message_status (message))))
    _bo_fault_message_set_body (message, g_byte_array_free_to_bytes (g_steal_pointer (&bytes)));
  else
    message->body = g_bytes_new (NULL, 0);
  return g_steal_pointer (&message);
}
