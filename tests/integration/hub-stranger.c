/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-stranger.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define WAIT_SECONDS 20

static gnutls_certificate_credentials_t
believing_anybody (void)
{
  static gnutls_certificate_credentials_t credentials;

  if (credentials == NULL)
    g_assert_cmpint (gnutls_certificate_allocate_credentials (&credentials), ==, 0);
  return credentials;
}

static ssize_t
push (gnutls_transport_ptr_t data,
      const void            *bytes,
      size_t                 length)
{
  Stranger *self = data;

  if (self->held == NULL)
    return g_socket_send (self->socket, bytes, length, NULL, NULL);
  g_byte_array_append (self->held, bytes, (unsigned int) length);
  return (ssize_t) length;
}

/* Who holds back doesn't wait for an answer to that. */
static ssize_t
pull (gnutls_transport_ptr_t data,
      void                  *bytes,
      size_t                 length)
{
  Stranger *self = data;
  gssize got = self->held == NULL ? g_socket_receive (self->socket, bytes, length, NULL, NULL) : -1;

  if (got < 0)
    gnutls_transport_set_errno (self->tls, self->held == NULL ? EIO : EAGAIN);
  return got;
}

static void
speak_tls (Stranger   *self,
           const char *priority)
{
  g_assert_cmpint (gnutls_init (&self->tls, GNUTLS_CLIENT), ==, 0);
  g_assert_cmpint (gnutls_priority_set_direct (self->tls, priority, NULL), ==, 0);
  g_assert_cmpint (gnutls_credentials_set (self->tls, GNUTLS_CRD_CERTIFICATE, believing_anybody ()), ==, 0);
  gnutls_transport_set_ptr (self->tls, self);
  gnutls_transport_set_push_function (self->tls, push);
  gnutls_transport_set_pull_function (self->tls, pull);
}

Stranger *
stranger_new (BoHub      *hub,
              const char *from,
              const char *priority)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnectable) where = g_network_address_parse_uri (bo_hub_get_url (hub), 80, &error);
  g_autoptr(GSocketClient) dialer = g_socket_client_new ();
  Stranger *self = g_new0 (Stranger, 1);

  g_assert_no_error (error);
  g_socket_client_set_enable_proxy (dialer, FALSE);
  if (from != NULL)
    {
      g_autoptr(GSocketAddress) local = g_inet_socket_address_new_from_string (from, 0);

      g_socket_client_set_local_address (dialer, local);
    }
  self->connection = g_socket_client_connect (dialer, where, NULL, &error);
  g_assert_no_error (error);
  self->socket = g_socket_connection_get_socket (self->connection);
  g_socket_set_timeout (self->socket, WAIT_SECONDS);
  g_socket_set_option (self->socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (priority != NULL)
    speak_tls (self, priority);
  return self;
}

void
stranger_free (Stranger *self)
{
  if (self->tls != NULL)
    gnutls_deinit (self->tls);
  g_clear_pointer (&self->held, g_byte_array_unref);
  g_object_unref (self->connection);
  g_free (self);
}

void
stranger_shake (Stranger *self)
{
  int code;

  while ((code = gnutls_handshake (self->tls)) == GNUTLS_E_AGAIN)
    ;
  g_assert_cmpint (code, ==, 0);
}

void
stranger_say (Stranger   *self,
              const char *text)
{
  size_t length = strlen (text);
  gssize sent = self->tls != NULL ? gnutls_record_send (self->tls, text, length)
                                  : g_socket_send (self->socket, text, length, NULL, NULL);

  g_assert_cmpint (sent, ==, length);
}

void
stranger_hold (Stranger *self)
{
  self->held = g_byte_array_new ();
}

void
stranger_send_held (Stranger    *self,
                    unsigned int but)
{
  unsigned int length = self->held->len - but;

  g_socket_send (self->socket, (const char *) self->held->data, length, NULL, NULL);
  g_byte_array_remove_range (self->held, 0, length);
}

static gssize
hear (Stranger *self,
      char     *bytes,
      size_t    length)
{
  gssize got;

  if (self->tls == NULL)
    return g_socket_receive (self->socket, bytes, length, NULL, NULL);
  /* What comes may be no word, but about the words to come. */
  while ((got = gnutls_record_recv (self->tls, bytes, length)) == GNUTLS_E_AGAIN)
    ;
  return got;
}

static bool
is_whole (const char *answer)
{
  static const char length_is[] = "\r\nContent-Length: ";
  const char *body = strstr (answer, "\r\n\r\n");
  const char *length = strstr (answer, length_is);

  if (body == NULL || length == NULL)
    return body != NULL && g_str_has_prefix (answer, "HTTP/1.1 100 ");
  return strlen (body + 4) >= strtoul (length + sizeof length_is - 1, NULL, 10);
}

char *
stranger_listen (Stranger *self)
{
  GString *answer = g_string_new (NULL);
  char bytes[2048];
  gssize got;

  while (!is_whole (answer->str) && (got = hear (self, bytes, sizeof bytes)) > 0)
    g_string_append_len (answer, bytes, got);
  return g_string_free (answer, FALSE);
}

bool
stranger_is_over (Stranger *self)
{
  char bytes[2048];
  ssize_t got;

  while ((got = recv (g_socket_get_fd (self->socket), bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
    ;
  return got == 0 || errno != EAGAIN;
}
