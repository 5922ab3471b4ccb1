/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"
#include "bo-hub-soup.h"

#include <string.h>

#include "bo-clock.h"
#include "bo-error.h"

#define MAX_HEADERS 16384

/* --- before the body is read --- */

/* Without the port and brackets, in lower case. */
static char *
host_name (const char *host)
{
  size_t length = strcspn (host, ":");

  if (host[0] == '[' && strchr (host, ']') != NULL)
    return g_ascii_strdown (host + 1, strchr (host, ']') - host - 1);
  if (strchr (host + length, ':') != NULL)
    length = (size_t) (strrchr (host, ':') - host);
  return g_ascii_strdown (host, (gssize) length);
}

/* Somebody showed that the name is this hub's. */
static bool
is_certified (BoHubServer *self,
              const char  *name)
{
  g_autoptr(GSocketConnectable) identity = NULL;

  if (self->certificate == NULL)
    return false;
  identity = g_network_address_new (name, 0);
  return (g_tls_certificate_verify (self->certificate, identity, NULL) & G_TLS_CERTIFICATE_BAD_IDENTITY) == 0;
}

/* A name that resolves to this machine for somebody else's page must not be answered (DNS
   rebinding); a number can't be rebound. */
static bool
host_is_allowed (BoHubServer *self,
                 const char  *host)
{
  g_autofree char *name = host_name (host);

  return strcmp (name, "localhost") == 0 || g_hostname_is_ip_address (name) || g_str_has_suffix (name, ".local") ||
         g_str_has_suffix (name, ".localhost") || g_ascii_strcasecmp (name, g_get_host_name ()) == 0 ||
         (self->hosts != NULL && g_strv_contains ((const char *const *) self->hosts, name)) ||
         is_certified (self, name);
}

typedef struct
{
  size_t      bytes;
  int         hosts;
  const char *host;
  bool        origin;
} Seen;

static void
look_at_header_cb (const char *name,
                   const char *value,
                   void       *data)
{
  Seen *seen = data;

  seen->bytes += strlen (name) + strlen (value) + 4;
  if (g_ascii_strcasecmp (name, "Host") == 0)
    {
      seen->hosts++;
      seen->host = value;
    }
  else if (g_ascii_strcasecmp (name, "Origin") == 0)
    seen->origin = true;
}

static bool
has_wrong_type (SoupMessageHeaders *headers)
{
  const char *type;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) == 0)
    return false;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_NONE)
    return false;
  type = soup_message_headers_get_content_type (headers, NULL);
  return type == NULL || g_ascii_strcasecmp (type, "application/json") != 0;
}

void
_bo_hub_check_headers (BoHubExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  Seen seen = { 0 };

  soup_message_headers_foreach (headers, look_at_header_cb, &seen);

  if (seen.bytes > MAX_HEADERS)
    _bo_hub_reply_detail (exchange, 431, "The headers are too large");
  else if (seen.hosts != 1 || !host_is_allowed (exchange->server, seen.host))
    _bo_hub_reply_detail (exchange, 400, "Invalid host header");
  else if (seen.origin)
    _bo_hub_reply_detail (exchange, 403, "Requests of web pages are not answered");
  else if (strcmp (soup_server_message_get_method (exchange->message), "GET") != 0 && has_wrong_type (headers))
    _bo_hub_reply_detail (exchange, 415, "Content-Type must be application/json");
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              void              *data)
{
  _bo_hub_take_chunk (data, chunk);
}

static bool
says_too_much (BoHubExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         soup_message_headers_get_content_length (headers) > (goffset) exchange->max_body;
}

/* A stranger's body isn't kept: 32 of 16 MiB would be more memory than the hub may have. */
static void
check_body (BoHubExchange *exchange)
{
  if (soup_message_headers_get_encoding (soup_server_message_get_request_headers (exchange->message)) !=
      SOUP_ENCODING_NONE)
    _bo_hub_admit (exchange);
  if (soup_server_message_get_status (exchange->message) == 0 && says_too_much (exchange))
    _bo_hub_reply_too_large (exchange);
}

static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          void              *data)
{
  BoHubExchange *exchange = _bo_hub_exchange_new (data, message);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), exchange);
  _bo_hub_check_headers (exchange);
  if (soup_server_message_get_status (message) == 0)
    check_body (exchange);
  if (soup_server_message_get_status (message) == 0)
    _bo_hub_guard_body (exchange);

  /* What is refused is still read to its end, but not kept. */
  if (soup_server_message_get_status (message) != 0)
    g_clear_pointer (&exchange->body, g_byte_array_unref);
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            void              *data)
{
  BoHubExchange *exchange = _bo_hub_exchange_get (message);

  g_assert (exchange != NULL);
  _bo_hub_dispatch (exchange);
}

/* --- the server --- */

/**
 * bo_hub_server_new:
 * @db: the home
 * @key: %BO_HUB_KEY_BYTES that sign tokens
 * @name: what the hub calls itself
 *
 * Returns: (transfer full): a server that doesn't listen yet
 */
BoHubServer *
bo_hub_server_new (BoHubDb       *db,
                   const uint8_t *key,
                   const char    *name)
{
  BoHubServer *self = g_new0 (BoHubServer, 1);

  self->db = g_object_ref (db);
  self->rules = bo_hub_rules_new (BO_HUB_STORE (db));
  self->limiter = bo_hub_limiter_new ();
  self->hasher = bo_worker_new ("hub-argon2");
  self->cancellable = g_cancellable_new ();
  self->audited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->events = g_ptr_array_new_with_free_func (g_object_unref);
  self->name = g_strdup (name);
  memcpy (self->key, key, sizeof self->key);
  self->versions.counter = (uint32_t) (bo_random_uint64 () % 1000000);

  self->soup = soup_server_new ("raw-paths", TRUE, "server-header", NULL, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, request_cb, self, NULL);
  _bo_hub_guard_attach (self);
  _bo_hub_events_attach (self);
  _bo_hub_upkeep_attach (self);
  return self;
}

/* Their last signals must not come after what they would look at. */
static void
close_events (BoHubServer *self)
{
  for (unsigned int i = 0; i < self->events->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->events, i), self);
  g_ptr_array_unref (self->events);
}

void
bo_hub_server_free (BoHubServer *self)
{
  /* First: what follows goes on as long as the context has anything to do. */
  _bo_hub_upkeep_detach (self);
  /* Logins that wait are answered, so that nothing comes back to what is gone; from here on none begins. */
  g_cancellable_cancel (self->cancellable);
  while (self->hashing > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  _bo_hub_guard_end (self);
  soup_server_disconnect (self->soup);
  close_events (self);
  g_object_unref (self->soup);
  while (g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    ;
  g_clear_pointer (&self->hasher, bo_worker_unref);
  g_object_unref (self->cancellable);
  _bo_hub_guard_detach (self);
  g_hash_table_unref (self->audited);
  bo_hub_limiter_free (self->limiter);
  bo_hub_rules_free (self->rules);
  g_object_unref (self->db);
  g_free (self->name);
  g_strfreev (self->hosts);
  g_clear_object (&self->certificate);
  g_free (self->recent);
  explicit_bzero (self->key, sizeof self->key);
  g_free (self);
}

/**
 * bo_hub_server_set_certificate:
 * @self: a server that doesn't listen yet
 * @certificate: with its private key
 */
void
bo_hub_server_set_certificate (BoHubServer     *self,
                               GTlsCertificate *certificate)
{
  g_set_object (&self->certificate, certificate);
  soup_server_set_tls_certificate (self->soup, certificate);
}

/**
 * bo_hub_server_set_hosts:
 * @self: a server
 * @hosts: (nullable): in any case
 */
void
bo_hub_server_set_hosts (BoHubServer       *self,
                         const char *const *hosts)
{
  g_strfreev (self->hosts);
  self->hosts = g_strdupv ((char **) hosts);
  for (size_t i = 0; self->hosts != NULL && self->hosts[i] != NULL; i++)
    for (char *at = self->hosts[i]; *at != '\0'; at++)
      *at = g_ascii_tolower (*at);
}

/**
 * bo_hub_server_listen:
 * @self: the server
 * @address: an IP address
 * @port: 0 picks one
 * @error: %BO_ERROR_FAILED with the reason
 *
 * Returns: whether it listens
 */
gboolean
bo_hub_server_listen (BoHubServer *self,
                      const char  *address,
                      uint16_t      port,
                      GError     **error)
{
  g_autoptr(GSocketAddress) where = g_inet_socket_address_new_from_string (address, port);
  g_autoptr(GError) reason = NULL;

  if (where == NULL)
    {
      g_set_error (error, BO_ERROR, BO_ERROR_USAGE, "“%s” is not an IP address to listen on.", address);
      return FALSE;
    }
  if (soup_server_listen (self->soup, where, self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0, &reason))
    {
      _bo_hub_soup_watch ();
      return TRUE;
    }

  g_set_error (error, BO_ERROR, BO_ERROR_FAILED, "The hub cannot listen on %s port %u: %s. Choose another port.",
               address, port, reason->message);
  return FALSE;
}

/**
 * bo_hub_server_get_url:
 * @self: a server that listens
 *
 * Returns: (transfer full): where, without a slash at the end
 */
char *
bo_hub_server_get_url (BoHubServer *self)
{
  g_autoptr(GSList) listeners = soup_server_get_listeners (self->soup);
  g_autoptr(GSocketAddress) where = NULL;
  g_autofree char *host = NULL;
  GInetSocketAddress *inet;
  bool is_v6;

  if (listeners == NULL || (where = g_socket_get_local_address (listeners->data, NULL)) == NULL)
    return NULL;
  inet = G_INET_SOCKET_ADDRESS (where);
  host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  is_v6 = g_socket_address_get_family (where) == G_SOCKET_FAMILY_IPV6;
  return g_strdup_printf ("%s://%s%s%s:%d", self->certificate != NULL ? "https" : "http", is_v6 ? "[" : "", host,
                          is_v6 ? "]" : "", g_inet_socket_address_get_port (inet));
}

BoHubRules *
bo_hub_server_get_rules (BoHubServer *self)
{
  return self->rules;
}

BoHubStore *
bo_hub_server_get_store (BoHubServer *self)
{
  return BO_HUB_STORE (self->db);
}

const char *
bo_hub_server_get_recent (BoHubServer *self)
{
  return self->recent;
}
