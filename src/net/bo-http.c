/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bo-http-private.h"

struct _BoHttp
{
  GObject      parent_instance;
  SoupSession *session;
  char        *url;
  char        *host;
  char        *token;      /* nullable */
  BoDeadlines  deadlines;
  BoHttpTls    tls;
};

G_DEFINE_FINAL_TYPE (BoHttp, bo_http, G_TYPE_OBJECT)

static void
bo_http_finalize (GObject *object)
{
  BoHttp *self = BO_HTTP (object);

  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->host, g_free);
  soup_session_abort (self->session);
  g_clear_object (&self->session);
  _bo_http_tls_clear (&self->tls);

  G_OBJECT_CLASS (bo_http_parent_class)->finalize (object);
}

static void
bo_http_class_init (BoHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bo_http_finalize;
}

static SoupSession *
make_session (void)
{
  SoupSession *session = soup_session_new_with_options ("user-agent", "Blowing-Off/" BO_VERSION, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  return session;
}

static void
bo_http_init (BoHttp *self)
{
  self->session = make_session ();
  self->deadlines = (BoDeadlines){
    .connect = BO_HTTP_CONNECT_SECONDS * 1000,
    .first_byte = BO_HTTP_FIRST_BYTE_SECONDS * 1000,
    .idle = BO_HTTP_IDLE_SECONDS * 1000,
    .total = BO_HTTP_TOTAL_SECONDS * 1000,
    .rate = BO_HTTP_MIN_RATE,
  };
}

/**
 * bo_http_new:
 * @server_url: what a person typed; a missing scheme means http on this
 *   machine's own names and https elsewhere
 * @error: return location
 *
 * One hub over HTTP. No I/O happens yet. Requests run in the main context that
 * is the thread-default one now, and never follow a redirect, keep a cookie or
 * answer a challenge (FAULTS §5).
 *
 * Errors: %BO_ERROR_USAGE for what is no such address.
 *
 * Returns: (transfer full) (nullable): the transport
 */
BoHttp *
bo_http_new (const char  *server_url,
             GError     **error)
{
  g_autofree char *host = NULL;
  g_autofree char *url = NULL;
  BoHttp *self;

  g_return_val_if_fail (server_url != NULL, NULL);

  url = _bo_http_normalise_url (server_url, &host, error);
  if (url == NULL)
    return NULL;

  self = g_object_new (BO_TYPE_HTTP, NULL);
  self->url = g_steal_pointer (&url);
  self->host = g_steal_pointer (&host);
  return self;
}

/**
 * bo_http_get_url:
 * @self: a transport
 *
 * Returns: the hub's address as it is kept: scheme and host in lower case, no
 * default port, no slash at the end
 */
const char *
bo_http_get_url (BoHttp *self)
{
  g_return_val_if_fail (BO_IS_HTTP (self), NULL);

  return self->url;
}

/**
 * bo_http_is_loopback:
 * @self: a transport
 *
 * Returns: whether the hub is on this very machine, reachable without a network
 */
bool
bo_http_is_loopback (BoHttp *self)
{
  g_return_val_if_fail (BO_IS_HTTP (self), false);

  return _bo_http_host_is_loopback (self->host);
}

/**
 * bo_http_is_encrypted:
 * @self: a transport
 *
 * Returns: whether what is sent goes over TLS
 */
bool
bo_http_is_encrypted (BoHttp *self)
{
  g_return_val_if_fail (BO_IS_HTTP (self), false);

  return g_str_has_prefix (self->url, "https:");
}

BoHttpTls *
_bo_http_get_tls (BoHttp *self)
{
  return &self->tls;
}

const char *
_bo_http_get_host (BoHttp *self)
{
  return self->host;
}

SoupSession *
_bo_http_get_session (BoHttp *self)
{
  return self->session;
}

void
_bo_http_set_deadlines (BoHttp            *self,
                        const BoDeadlines *deadlines)
{
  self->deadlines = *deadlines;
}

/* RFC 6750 §2.1: what may stand in a header; anything else could smuggle in a line. */
static bool
is_token (const char *token)
{
  size_t length = strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

  return length > 0 && length <= BO_HTTP_MAX_TOKEN && token[length] == '\0';
}

/**
 * bo_http_set_token:
 * @self: a transport
 * @token: (nullable): the bearer token; %NULL to sign out
 *
 * Requests made from now on carry @token. What can be no token (RFC 6750 §2.1)
 * counts as none.
 */
void
bo_http_set_token (BoHttp     *self,
                   const char *token)
{
  g_return_if_fail (BO_IS_HTTP (self));

  if (self->token != NULL)
    explicit_bzero (self->token, strlen (self->token));
  g_free (self->token);
  self->token = token != NULL && is_token (token) ? g_strdup (token) : NULL;
}

/**
 * bo_http_has_token:
 * @self: a transport
 *
 * Returns: whether requests carry a token
 */
bool
bo_http_has_token (BoHttp *self)
{
  g_return_val_if_fail (BO_IS_HTTP (self), false);

  return self->token != NULL;
}

/* (nullable): NULL where @path makes no URL. */
SoupMessage *
_bo_http_message (BoHttp     *self,
                  const char *method,
                  const char *path,
                  bool        authorised)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  _bo_http_tls_watch (self, message);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  /* Within one machine compressing takes longer than copying. */
  soup_message_headers_replace (headers, "Accept-Encoding", bo_http_is_loopback (self) ? "identity" : "gzip");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  if (authorised && self->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  return message;
}

void
_bo_http_transfer_async (BoHttp              *self,
                         SoupMessage         *message,
                         size_t               max_body,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         void                *data)
{
  _bo_transfer_async (self->session, message, self->host, &self->deadlines, max_body, cancellable, callback, data);
}

/* --- compression of what goes up --- */

typedef struct
{
  SoupMessage *message;
  GBytes      *body;     /* nullable */
} Sending;

static void
sending_free (Sending *sending)
{
  g_clear_object (&sending->message);
  g_clear_pointer (&sending->body, g_bytes_unref);
  g_free (sending);
}

/* Of zlib's levels: on JSON its default saves a fifth of the bytes, and takes more than twice as long. */
#define FASTEST 1

static GBytes *
compress (GBytes  *body,
          GError **error)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, FASTEST);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  if (!g_output_stream_write_all (stream, g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL, NULL, error)
      || !g_output_stream_close (stream, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
compress_thread (GTask        *task,
                 void         *source_object,
                 void         *task_data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *packed = compress (task_data, &error);

  if (packed == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, packed, (GDestroyNotify) g_bytes_unref);
}

/* --- sending --- */

/* Nobody answered, or somebody of whom no hub's answer is to be had. */
static bool
is_doubtful (BoReply     *reply,
             SoupMessage *message)
{
  bool posted = g_str_equal (soup_message_get_method (message), "POST");

  if (reply->status == 0)
    return !g_error_matches (reply->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return (posted && reply->status == 404) || g_strcmp0 (reply->content_type, "application/json") != 0;
}

/* The hub may have another address by now, and a session asks for a name's address once for as long as it is used
   (FAULTS §1): a new one begins with nothing but whom to believe. What is under way keeps the old one. */
static void
begin_afresh (BoHttp *self)
{
  g_autoptr(SoupSession) old = g_steal_pointer (&self->session);

  self->session = make_session ();
  if (g_str_has_prefix (self->url, "https:"))
    soup_session_set_tls_database (self->session, soup_session_get_tls_database (old));
}

static void
transferred_cb (GObject      *source,
                GAsyncResult *result,
                void         *data)
{
  g_autoptr(GTask) task = data;
  BoHttp *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  BoReply *reply = _bo_transfer_finish (result);

  if (is_doubtful (reply, sending->message))
    begin_afresh (self);
  g_task_return_pointer (task, reply, (GDestroyNotify) bo_reply_free);
}

static void
transfer (GTask *task)
{
  BoHttp *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);

  if (sending->body != NULL)
    soup_message_set_request_body_from_bytes (sending->message, "application/json", sending->body);
  _bo_http_transfer_async (self, sending->message, BO_HTTP_MAX_BODY, g_task_get_cancellable (task), transferred_cb,
                           task);
}

static void
compressed_cb (GObject      *source,
               GAsyncResult *result,
               void         *data)
{
  GTask *task = data;
  Sending *sending = g_task_get_task_data (task);
  GBytes *packed = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Without memory to compress in, it goes as it is. */
  if (packed != NULL)
    {
      g_bytes_unref (sending->body);
      sending->body = packed;
      soup_message_headers_replace (soup_message_get_request_headers (sending->message), "Content-Encoding", "gzip");
    }
  transfer (task);
}

static void
return_failure (GTask      *task,
                BoError     code,
                const char *sentence)
{
  BoReply *reply = bo_reply_new ();

  reply->error = g_error_new_literal (BO_ERROR, code, sentence);
  g_task_return_pointer (task, reply, (GDestroyNotify) bo_reply_free);
  g_object_unref (task);
}

/**
 * bo_http_send_async:
 * @self: a transport
 * @request: what the engine wants sent; only read during this call
 * @cancellable: (nullable): gives up; the answer's error is then %G_IO_ERROR_CANCELLED
 * @callback: (scope async): what to call
 * @data: for @callback
 *
 * Sends one request with the token set now. Four deadlines guard it: 10 s to
 * connect, 30 s to the first byte, 20 s between bytes, 120 s in all; and what
 * only drips is given up before that (FAULTS §1).
 * A body over 1 KiB is compressed, on another thread, where the hub takes that
 * (PROTOCOL §8).
 */
void
bo_http_send_async (BoHttp              *self,
                    BoRequest           *request,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             data)
{
  GTask *task, *packing;
  Sending *sending;

  g_return_if_fail (BO_IS_HTTP (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, bo_http_send_async);
  g_task_set_check_cancellable (task, FALSE); /* there is an answer even then */
  sending = g_new0 (Sending, 1);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  sending->message = _bo_http_message (self, request->method, request->path, true);
  sending->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;

  /* A repeated push changes nothing (PROTOCOL §3.2): else libsoup takes a new connection for every POST. */
  if (sending->message != NULL)
    soup_message_add_flags (sending->message, SOUP_MESSAGE_IDEMPOTENT);
  else
    {
      return_failure (task, BO_ERROR_USAGE, _("The hub could not be asked: the address makes no sense."));
      return;
    }
  if (sending->body == NULL || !request->gzip || g_bytes_get_size (sending->body) <= BO_HTTP_MIN_GZIP)
    {
      transfer (task);
      return;
    }

  packing = g_task_new (self, NULL, compressed_cb, task);
  g_task_set_task_data (packing, g_bytes_ref (sending->body), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (packing, compress_thread);
  g_object_unref (packing);
}

/**
 * bo_http_send_finish:
 * @self: a transport
 * @result: what the callback was given
 *
 * Returns: (transfer full): the answer; where there is none its status is 0 and
 * its error a sentence: %BO_ERROR_OFFLINE, %BO_ERROR_TIMEOUT, %BO_ERROR_HANDSHAKE, %BO_ERROR_TLS or
 * %BO_ERROR_TOO_LARGE
 */
BoReply *
bo_http_send_finish (BoHttp       *self,
                     GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
