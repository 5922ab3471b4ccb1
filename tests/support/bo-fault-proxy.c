/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-fault-private.h"

#include <string.h>

#define FILLERS 8
#define BACKLOG 64

struct _BoFaultProxy
{
  GSocketAddress *address;      /* with the port it was given */
  char           *hub;
  GMutex          mutex;        /* of all below */
  GCond           quiet;        /* a connection ended */
  int             connections;
  GSocket        *listener;     /* nullable */
  GThread        *thread;       /* nullable: accepts */
  GCancellable   *ending;       /* of this listener and its connections */
  GPtrArray      *fillers;      /* GSocket: of a full backlog */
  GPtrArray      *faults;
  GPtrArray      *requests;     /* BoFaultMessage, since it was told to forget */
  GHashTable     *answers;      /* line -> BoFaultMessage: the last */
  unsigned int    struck;
  GTlsCertificate *certificate; /* nullable */
};

typedef struct
{
  BoFaultProxy      *proxy;
  GSocketConnection *connection;
  GCancellable      *ending;
} Visit;

/* --- what was seen --- */

const char *
_bo_fault_proxy_get_hub (BoFaultProxy *self)
{
  return self->hub;
}

GSocketConnection *
_bo_fault_proxy_connect (BoFaultProxy *self,
                         GCancellable *ending)
{
  g_autoptr(GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  return g_socket_client_connect_to_host (client, self->hub, 80, ending, NULL);
}

void
_bo_fault_proxy_keep_answer (BoFaultProxy   *self,
                             BoFaultMessage *request,
                             BoFaultMessage *answer)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->answers, _bo_fault_message_line (request), _bo_fault_message_copy (answer));
  g_mutex_unlock (&self->mutex);
}

BoFaultMessage *
_bo_fault_proxy_get_answer (BoFaultProxy   *self,
                            BoFaultMessage *request)
{
  g_autofree char *line = _bo_fault_message_line (request);
  BoFaultMessage *found, *copy;

  g_mutex_lock (&self->mutex);
  found = g_hash_table_lookup (self->answers, line);
  copy = found != NULL ? _bo_fault_message_copy (found) : NULL;
  g_mutex_unlock (&self->mutex);
  return copy;
}

/* (nullable) (transfer full): a copy, for the script may be another one soon. @request: (nullable) */
static BoFault *
find_fault (BoFaultProxy   *self,
            BoFaultMessage *request)
{
  BoFault *copy = NULL;

  g_mutex_lock (&self->mutex);
  if (request != NULL)
    g_ptr_array_add (self->requests, _bo_fault_message_copy (request));
  for (unsigned int i = 0; copy == NULL && i < self->faults->len; i++)
    {
      BoFault *fault = g_ptr_array_index (self->faults, i);

      if (!_bo_fault_strikes (fault, request))
        continue;
      copy = g_memdup2 (fault, sizeof *fault);
      copy->method = copy->path = copy->holds = copy->lacks = NULL;
      copy->body = g_strdup (fault->body);
      copy->headers = g_ptr_array_copy (fault->headers, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
      copy->hide = g_ptr_array_copy (fault->hide, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
      self->struck++;
    }
  g_mutex_unlock (&self->mutex);
  return copy;
}

/* --- connections --- */

static GIOStream *
open_stream (Visit *visit)
{
  GTlsCertificate *certificate;
  GIOStream *stream;

  g_mutex_lock (&visit->proxy->mutex);
  certificate = visit->proxy->certificate != NULL ? g_object_ref (visit->proxy->certificate) : NULL;
  g_mutex_unlock (&visit->proxy->mutex);
  if (certificate == NULL)
    return G_IO_STREAM (g_object_ref (visit->connection));

  stream = g_tls_server_connection_new (G_IO_STREAM (visit->connection), certificate, NULL);
  g_object_unref (certificate);
  if (stream != NULL && !g_tls_connection_handshake (G_TLS_CONNECTION (stream), visit->ending, NULL))
    g_clear_object (&stream);
  return stream;
}

static void
serve (Visit     *visit,
       GIOStream *stream)
{
  g_autoptr(GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  BoFaultExchange exchange = { visit->proxy, stream, input, visit->ending };
  bool stays = true;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  while (stays)
    {
      g_autoptr(BoFaultMessage) request = _bo_fault_message_read (input, false, visit->ending);
      g_autoptr(BoFault) fault = request != NULL ? find_fault (visit->proxy, request) : NULL;

      stays = request != NULL && _bo_fault_exchange (&exchange, request, fault);
    }
}

static void *
visit_func (void *data)
{
  Visit *visit = data;
  BoFaultProxy *self = visit->proxy;
  g_autoptr(BoFault) fault = find_fault (self, NULL);
  g_autoptr(GIOStream) stream = fault == NULL ? open_stream (visit) : NULL;

  if (fault != NULL && fault->kind == BO_FAULT_SILENCE)
    _bo_fault_wait (visit->ending, -1);
  if (stream != NULL)
    serve (visit, stream);
  g_io_stream_close (G_IO_STREAM (visit->connection), NULL, NULL);
  g_object_unref (visit->connection);
  g_object_unref (visit->ending);
  g_free (visit);

  g_mutex_lock (&self->mutex);
  self->connections--;
  g_cond_broadcast (&self->quiet);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

typedef struct
{
  BoFaultProxy *proxy;
  GSocket      *listener;
  GCancellable *ending;
} Listening;

static void *
accept_func (void *data)
{
  g_autofree Listening *listening = data;
  g_autoptr(GSocket) listener = listening->listener;
  g_autoptr(GCancellable) ending = listening->ending;
  GSocket *socket;

  while ((socket = g_socket_accept (listener, ending, NULL)) != NULL)
    {
      Visit *visit = g_new (Visit, 1);

      *visit = (Visit){ listening->proxy, g_socket_connection_factory_create_connection (socket),
                        g_object_ref (ending) };
      g_object_unref (socket);
      g_mutex_lock (&listening->proxy->mutex);
      listening->proxy->connections++;
      g_mutex_unlock (&listening->proxy->mutex);
      g_thread_unref (g_thread_new ("fault-visit", visit_func, visit));
    }
  return NULL;
}

/* --- the port --- */

static GSocket *
listen_at (GSocketAddress *address,
           int             backlog,
           GError        **error)
{
  g_autoptr(GSocket) socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM,
                                            G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_listen_backlog (socket, backlog);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

static void
start_accepting (BoFaultProxy *self)
{
  Listening *listening = g_new (Listening, 1);

  *listening = (Listening){ self, g_object_ref (self->listener), g_object_ref (self->ending) };
  self->thread = g_thread_new ("fault-accept", accept_func, listening);
}

/* The kernel answers nobody once as many wait to be accepted as it was told to let wait. */
static void
fill_backlog (BoFaultProxy *self)
{
  for (int i = 0; i < FILLERS; i++)
    {
      GSocket *socket = g_socket_new (g_socket_address_get_family (self->address), G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (socket, FALSE);
      g_socket_connect (socket, self->address, NULL, NULL);
      g_ptr_array_add (self->fillers, socket);
    }
}

static void
close_port (BoFaultProxy *self)
{
  g_cancellable_cancel (self->ending);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  g_ptr_array_set_size (self->fillers, 0);
  if (self->listener != NULL)
    g_socket_close (self->listener, NULL);
  g_clear_object (&self->listener);

  g_mutex_lock (&self->mutex);
  while (self->connections > 0)
    g_cond_wait (&self->quiet, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static gboolean
open_port (BoFaultProxy *self,
           bool          full,
           GError      **error)
{
  g_clear_object (&self->ending);
  self->ending = g_cancellable_new ();
  self->listener = listen_at (self->address, full ? 0 : BACKLOG, error);
  if (self->listener == NULL)
    return FALSE;
  if (full)
    fill_backlog (self);
  else
    start_accepting (self);
  return TRUE;
}

void
bo_fault_proxy_set_port (BoFaultProxy *self,
                         BoFaultPort   port)
{
  g_autoptr(GError) error = NULL;

  close_port (self);
  if (port != BO_FAULT_PORT_CLOSED && !open_port (self, port == BO_FAULT_PORT_FULL, &error))
    g_error ("The port is taken by somebody else meanwhile: %s", error->message);
}

uint16_t
bo_fault_proxy_get_port (BoFaultProxy *self)
{
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->address));
}

/* --- the whole --- */

static GSocketAddress *
parse_address (const char *text,
               GError    **error)
{
  g_autoptr(GSocketConnectable) name = g_network_address_parse (text, 0, error);

  if (name == NULL)
    return NULL;
  return g_inet_socket_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (name)),
                                                g_network_address_get_port (G_NETWORK_ADDRESS (name)));
}

BoFaultProxy *
bo_fault_proxy_new (const char *address,
                    const char *hub,
                    GError    **error)
{
  g_autoptr(BoFaultProxy) self = g_new0 (BoFaultProxy, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->quiet);
  self->hub = g_strdup (hub);
  self->ending = g_cancellable_new ();
  self->fillers = g_ptr_array_new_with_free_func (g_object_unref);
  self->faults = g_ptr_array_new ();
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) _bo_fault_message_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) _bo_fault_message_free);
  self->address = parse_address (address, error);
  if (self->address == NULL && error != NULL && *error == NULL)
    g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "“%s” is no address to listen on. Write it like 127.0.0.1:8101.",
                 address);
  if (self->address == NULL || !open_port (self, false, error))
    return NULL;

  g_object_unref (self->address);
  self->address = g_socket_get_local_address (self->listener, NULL);
  return g_steal_pointer (&self);
}

void
bo_fault_proxy_free (BoFaultProxy *self)
{
  close_port (self);
  g_clear_object (&self->address);
  g_clear_object (&self->ending);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->fillers);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->answers);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->quiet);
  g_free (self->hub);
  g_free (self);
}

gboolean
bo_fault_proxy_set_script (BoFaultProxy *self,
                           const char   *script,
                           GError      **error)
{
  GPtrArray *faults = _bo_fault_parse (script, error);

  if (faults == NULL)
    return FALSE;
  g_mutex_lock (&self->mutex);
  g_ptr_array_unref (self->faults);
  self->faults = faults;
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

void
bo_fault_proxy_set_certificate (BoFaultProxy    *self,
                                GTlsCertificate *certificate)
{
  g_mutex_lock (&self->mutex);
  g_set_object (&self->certificate, certificate);
  g_mutex_unlock (&self->mutex);
}

/* --- what was seen --- */

static bool
begins_so (BoFaultMessage *request,
           const char     *line)
{
  return line == NULL || g_str_has_prefix (request->head->str, line);
}

unsigned int
bo_fault_proxy_count (BoFaultProxy *self,
                      const char   *line)
{
  unsigned int count = 0;

  g_mutex_lock (&self->mutex);
  for (unsigned int i = 0; i < self->requests->len; i++)
    count += begins_so (g_ptr_array_index (self->requests, i), line);
  g_mutex_unlock (&self->mutex);
  return count;
}

unsigned int
bo_fault_proxy_get_struck (BoFaultProxy *self)
{
  unsigned int struck;

  g_mutex_lock (&self->mutex);
  struck = self->struck;
  g_mutex_unlock (&self->mutex);
  return struck;
}

void
bo_fault_proxy_forget (BoFaultProxy *self)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_set_size (self->requests, 0);
  self->struck = 0;
  g_mutex_unlock (&self->mutex);
}

/* (nullable) (transfer full) */
static BoFaultMessage *
find_request (BoFaultProxy *self,
              const char   *line,
              const char   *holds)
{
  BoFaultMessage *found = NULL;

  g_mutex_lock (&self->mutex);
  for (unsigned int i = self->requests->len; found == NULL && i > 0; i--)
    {
      BoFaultMessage *request = g_ptr_array_index (self->requests, i - 1);
      g_autofree char *body = _bo_fault_message_text (request);

      if (begins_so (request, line) && (holds == NULL || strstr (body, holds) != NULL))
        found = _bo_fault_message_copy (request);
    }
  g_mutex_unlock (&self->mutex);
  return found;
}

char *
bo_fault_proxy_get_request (BoFaultProxy *self,
                            const char   *line,
                            const char   *holds)
{
  g_autoptr(BoFaultMessage) request = find_request (self, line, holds);
  g_autofree char *body = request != NULL ? _bo_fault_message_text (request) : NULL;

  return request != NULL ? g_strconcat (request->head->str, "\r\n", body, NULL) : NULL;
}

int
bo_fault_proxy_replay (BoFaultProxy *self,
                       const char   *line,
                       const char   *holds,
                       char        **answer)
{
  g_autoptr(BoFaultMessage) request = find_request (self, line, holds);
  g_autoptr(BoFaultMessage) reply = request != NULL ? _bo_fault_ask_hub (self, request, self->ending) : NULL;

  if (answer != NULL)
    *answer = reply != NULL ? _bo_fault_message_text (reply) : NULL;
  return reply != NULL ? _bo_fault_message_status (reply) : 0;
}
