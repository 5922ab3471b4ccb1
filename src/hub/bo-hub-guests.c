/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <sodium.h>
#include <string.h>

#include "bo-clock.h"
#include "bo-hub-png.h"

#define TOKEN_BYTES 32
#define MAX_HOURS 168
#define DEFAULT_HOURS 24
#define QR_SCALE 6

/* Guests (PROTOCOL §6): an invitation is a token in a QR code; what it is exchanged for ends with
   the invitation. */

static char *
hash_token (const char *token)
{
  return bo_sha256_hex (token, strlen (token));
}

static char *
make_token (void)
{
  uint8_t bytes[TOKEN_BYTES];
  size_t size = sodium_base64_encoded_len (sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *token = g_malloc (size);

  bo_random_bytes (bytes, sizeof bytes);
  return sodium_bin2base64 (token, size, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* What the guest's program reads out of the picture. */
static char *
write_qr_data (BoHubExchange *exchange,
               const char    *token,
               int64_t        expires_us)
{
  GSocketAddress *local = soup_server_message_get_local_address (exchange->message);
  GTlsCertificate *certificate = exchange->server->certificate;
  g_autofree char *expires = bo_time_format (expires_us);
  g_autoptr(GUri) host = NULL;
  g_autofree char *url = NULL;
  BoJsonWriter *writer = bo_json_writer_new ();

  url = g_strconcat ("http://",
                     soup_message_headers_get_one (soup_server_message_get_request_headers (exchange->message), "Host"),
                     NULL);
  host = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "version", "1.0");
  bo_json_writer_member_string (writer, "type", "guest_access");
  bo_json_writer_member_string (writer, "server", host != NULL ? g_uri_get_host (host) : "localhost");
  bo_json_writer_member_int (writer, "port", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local)));
  bo_json_writer_member_string (writer, "token", token);
  bo_json_writer_member_string (writer, "expires", expires);
  bo_json_writer_member_raw (writer, "permissions", "[\"read\"]");
  if (certificate != NULL)
    {
      g_autofree char *fingerprint = bo_fingerprint_of_certificate (certificate);

      /* Whoever has the invitation need not be asked whether this is the hub. */
      bo_json_writer_member_string (writer, "fingerprint", fingerprint);
    }
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (writer, NULL);
}

static void
reply_qr (BoHubExchange *exchange,
          const char    *data,
          int64_t        seconds)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) png = bo_hub_qr_png (data, QR_SCALE, &error);
  g_autofree char *picture = NULL;
  BoJsonWriter *writer;

  if (png == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }

  picture = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "qr_code", picture);
  bo_json_writer_member_raw (writer, "qr_data", data);
  bo_json_writer_member_int (writer, "expires_in", seconds);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

static bool
read_hours (BoHubExchange *exchange,
            int64_t       *hours)
{
  g_autoptr(GBytes) body = NULL;
  BoJson object;
  BoJson value;

  if (!_bo_hub_body_object (exchange, &body, &object))
    return false;

  *hours = DEFAULT_HOURS;
  value = bo_json_member (object, "duration_hours");
  if (bo_json_kind (value) <= BO_JSON_KIND_NULL)
    return true;
  if (bo_json_get_int64 (value, hours) && *hours >= 1 && *hours <= MAX_HOURS)
    return true;

  _bo_hub_reply_invalid (exchange, "int_parsing", "[\"body\",\"duration_hours\"]",
                         "Input should be a valid integer from 1 to 168");
  return false;
}

void
_bo_hub_handle_guest_qr (BoHubExchange *exchange)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubGuest) guest = NULL;
  g_autofree char *token = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *data = NULL;
  int64_t hours;

  if (!read_hours (exchange, &hours))
    return;

  guest = g_new0 (BoHubGuest, 1);
  guest->id = bo_uuid_random ();
  guest->created_us = bo_clock_now ();
  guest->expires_us = guest->created_us + hours * 3600 * G_USEC_PER_SEC;
  token = make_token ();
  hash = hash_token (token);
  if (!bo_hub_db_add_guest (exchange->server->db, guest, hash, &error))
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }

  _bo_hub_audit (exchange, "Invitation made");
  data = write_qr_data (exchange, token, guest->expires_us);
  reply_qr (exchange, data, hours * 3600);
}

void
_bo_hub_handle_guest_verify (BoHubExchange *exchange)
{
  g_autoptr(GBytes) body = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(BoHubGuest) guest = NULL;
  g_autofree char *token = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;
  int64_t now_us = bo_clock_now ();
  BoJson object;

  if (!_bo_hub_body_object (exchange, &body, &object))
    return;
  token = bo_json_member_string (object, "token");
  if (token == NULL)
    {
      _bo_hub_reply_invalid (exchange, "missing", "[\"body\",\"token\"]", "Field required");
      return;
    }

  hash = hash_token (token);
  guest = bo_hub_db_find_guest (exchange->server->db, hash, now_us, &error);
  if (error != NULL)
    _bo_hub_reply_error (exchange, error);
  else if (guest == NULL)
    {
      _bo_hub_audit (exchange, "Bad or expired invitation");
      _bo_hub_reply_detail (exchange, 401, "Invalid or expired token");
    }
  if (guest == NULL)
    return;

  name = g_strdup_printf ("guest_%.8s", guest->id);
  _bo_hub_reply_token (exchange, name, "guest", guest->id, (guest->expires_us - now_us) / G_USEC_PER_SEC);
}

static void
write_guest (BoJsonWriter     *writer,
             const BoHubGuest *guest)
{
  g_autofree char *created = bo_time_format (guest->created_us);
  g_autofree char *expires = bo_time_format (guest->expires_us);

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "id", guest->id);
  bo_json_writer_member_string (writer, "created", created);
  bo_json_writer_member_string (writer, "expires", expires);
  bo_json_writer_member_raw (writer, "permissions", "[\"read\"]");
  bo_json_writer_end_object (writer);
}

void
_bo_hub_handle_guest_list (BoHubExchange *exchange)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) guests = bo_hub_db_list_guests (exchange->server->db, bo_clock_now (), &error);
  BoJsonWriter *writer;

  if (guests == NULL)
    {
      _bo_hub_reply_error (exchange, error);
      return;
    }

  writer = bo_json_writer_new ();
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_int (writer, "count", guests->len);
  bo_json_writer_key (writer, "tokens");
  bo_json_writer_begin_array (writer);
  for (unsigned int i = 0; i < guests->len; i++)
    write_guest (writer, g_ptr_array_index (guests, i));
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

/* By the token, or by the id that the list gives: the token itself is not kept. */
void
_bo_hub_handle_guest_revoke (BoHubExchange *exchange)
{
  const char *token = _bo_hub_query (exchange, "token");
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = NULL;
  bool found = false;

  if (token == NULL)
    {
      _bo_hub_reply_invalid (exchange, "missing", "[\"query\",\"token\"]", "Field required");
      return;
    }

  hash = bo_uuid_is_valid (token) ? g_strdup (token) : hash_token (token);
  if (!bo_hub_db_revoke_guest (exchange->server->db, hash, &found, &error))
    _bo_hub_reply_error (exchange, error);
  else if (!found)
    _bo_hub_reply_detail (exchange, 404, "Token not found");
  else
    {
      _bo_hub_audit (exchange, "Invitation revoked");
      _bo_hub_reply (exchange, 200, g_strdup ("{\"message\":\"Token revoked successfully\"}"), -1);
    }
}
