/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-server-private.h"

#include <string.h>

#include "bo-error.h"

#define COMPRESS_FROM 1024
#define EXCHANGE_KEY "bo-hub-exchange"

static void
exchange_free (BoHubExchange *exchange)
{
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_clear_pointer (&exchange->query, g_hash_table_unref);
  g_clear_pointer (&exchange->claims, bo_hub_claims_free);
  g_free (exchange->id);
  g_free (exchange);
}

static GHashTable *
parse_query (SoupServerMessage *message)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  return query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL) : NULL;
}

BoHubExchange *
_bo_hub_exchange_new (BoHubServer       *server,
                      SoupServerMessage *message)
{
  BoHubExchange *exchange = g_new0 (BoHubExchange, 1);

  exchange->server = server;
  exchange->message = message;
  exchange->body = g_byte_array_new ();
  exchange->max_body = BO_HUB_MAX_BODY;
  exchange->query = parse_query (message);
  g_object_set_data_full (G_OBJECT (message), EXCHANGE_KEY, exchange, (GDestroyNotify) exchange_free);
  return exchange;
}

BoHubExchange *
_bo_hub_exchange_get (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);
}

/* Counted as it arrives: a declared length may lie. What is too much is not kept. */
void
_bo_hub_take_chunk (BoHubExchange *exchange,
                    GBytes        *chunk)
{
  size_t length;
  const uint8_t *data = g_bytes_get_data (chunk, &length);

  if (exchange->body == NULL)
    return;
  if (exchange->body->len + length > exchange->max_body)
    g_clear_pointer (&exchange->body, g_byte_array_unref);
  else if (length > 0)
    g_byte_array_append (exchange->body, data, (unsigned int) length);
}

/* --- request bodies --- */

void
_bo_hub_reply_too_large (BoHubExchange *exchange)
{
  g_autofree char *detail = g_strdup_printf ("A request may hold at most %zu bytes", exchange->max_body);

  _bo_hub_reply_detail (exchange, 413, detail);
}

/* Stops as soon as too much comes out, whatever the input promises. */
static GBytes *
inflate (BoHubExchange *exchange)
{
  g_autoptr(GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_data (exchange->body->data, exchange->body->len, NULL);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (memory, converter);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  g_autofree uint8_t *buffer = g_malloc (65536);
  gssize got;

  while ((got = g_input_stream_read (stream, buffer, 65536, NULL, NULL)) > 0)
    {
      if (out->len + (size_t) got > exchange->max_body)
        {
          _bo_hub_reply_too_large (exchange);
          return NULL;
        }
      g_byte_array_append (out, buffer, (unsigned int) got);
    }

  if (got < 0)
    {
      _bo_hub_reply_detail (exchange, 400, "The body is not valid gzip");
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
_bo_hub_body (BoHubExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *encoding = soup_message_headers_get_list (headers, "Content-Encoding");

  if (exchange->body == NULL)
    {
      _bo_hub_reply_too_large (exchange);
      return NULL;
    }
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return g_bytes_new (exchange->body->data, exchange->body->len);
  if (g_ascii_strcasecmp (encoding, "gzip") == 0)
    return inflate (exchange);

  _bo_hub_reply_detail (exchange, 400, "Content-Encoding must be gzip or identity");
  return NULL;
}

bool
_bo_hub_body_object (BoHubExchange *exchange,
                     GBytes       **body,
                     BoJson        *object)
{
  size_t length;
  const char *text;

  *body = _bo_hub_body (exchange);
  if (*body == NULL)
    return false;

  text = g_bytes_get_data (*body, &length);
  if (length == 0 || !bo_json_scan (text, (gssize) length, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, object, NULL))
    _bo_hub_reply_invalid (exchange, "json_invalid", "[\"body\",0]", "JSON decode error");
  else if (bo_json_kind (*object) != BO_JSON_KIND_OBJECT)
    _bo_hub_reply_invalid (exchange, "model_attributes_type", "[\"body\"]",
                           "Input should be a valid dictionary or object to extract fields from");
  else
    return true;
  return false;
}

/* --- answers --- */

static bool
accepts_gzip (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *accepted = soup_message_headers_get_list (headers, "Accept-Encoding");
  GSList *unacceptable = NULL;
  GSList *list;
  bool found;

  if (accepted == NULL)
    return false;
  list = soup_header_parse_quality_list (accepted, &unacceptable);
  found = g_slist_find_custom (list, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL;
  soup_header_free_list (list);
  soup_header_free_list (unacceptable);
  return found;
}

static GBytes *
compress (const char *json,
          size_t      length)
{
  g_autoptr(GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 4));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, converter);

  if (!g_output_stream_write_all (stream, json, length, NULL, NULL, NULL) ||
      !g_output_stream_close (stream, NULL, NULL))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

void
_bo_hub_reply (BoHubExchange *exchange,
               unsigned int          status,
               char          *json,
               gssize         length)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  size_t size = length < 0 ? strlen (json) : (size_t) length;
  g_autoptr(GBytes) packed = NULL;

  soup_server_message_set_status (exchange->message, status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");

  if (size >= COMPRESS_FROM && accepts_gzip (exchange->message))
    packed = compress (json, size);
  if (packed == NULL)
    {
      soup_server_message_set_response (exchange->message, "application/json", SOUP_MEMORY_TAKE, json, size);
      return;
    }

  soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  soup_server_message_set_response (exchange->message, "application/json", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  g_free (json);
}

void
_bo_hub_reply_writer (BoHubExchange *exchange,
                      unsigned int          status,
                      BoJsonWriter  *writer)
{
  size_t length;
  char *json = bo_json_writer_end (writer, &length);

  _bo_hub_reply (exchange, status, json, (gssize) length);
}

void
_bo_hub_reply_detail (BoHubExchange *exchange,
                      unsigned int          status,
                      const char    *detail)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "detail", detail);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, status, writer);
}

void
_bo_hub_reply_retry (BoHubExchange *exchange,
                     unsigned int          status,
                     int            seconds,
                     const char    *detail)
{
  g_autofree char *text = g_strdup_printf ("%d", seconds);

  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message), "Retry-After", text);
  _bo_hub_reply_detail (exchange, status, detail);
}

void
_bo_hub_reply_error (BoHubExchange *exchange,
                     const GError  *error)
{
  if (g_error_matches (error, BO_ERROR, BO_ERROR_REFUSED))
    {
      _bo_hub_reply_detail (exchange, 400, error->message);
      return;
    }

  g_message ("The hub could not answer: %s", error->message);
  if (g_error_matches (error, BO_ERROR, BO_ERROR_NO_SPACE))
    _bo_hub_reply_retry (exchange, 507, 60, "The hub's disk is full");
  else
    _bo_hub_reply_retry (exchange, 503, 5, "The hub cannot use its database now");
}

void
_bo_hub_reply_invalid (BoHubExchange *exchange,
                       const char    *type,
                       const char    *loc,
                       const char    *msg)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_key (writer, "detail");
  bo_json_writer_begin_array (writer);
  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "type", type);
  bo_json_writer_member_raw (writer, "loc", loc);
  bo_json_writer_member_string (writer, "msg", msg);
  bo_json_writer_end_object (writer);
  bo_json_writer_end_array (writer);
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 422, writer);
}

/* --- queries --- */

const char *
_bo_hub_query (BoHubExchange *exchange,
               const char    *name)
{
  return exchange->query != NULL ? g_hash_table_lookup (exchange->query, name) : NULL;
}

/* The words that FastAPI takes for a boolean; answers itself where it is none. */
bool
_bo_hub_query_bool (BoHubExchange *exchange,
                    const char    *name,
                    bool           fallback,
                    bool          *value)
{
  static const char *const words[] = { "false", "0", "no", "off", "f", "n", "true", "1", "yes", "on", "t", "y" };
  const char *text = _bo_hub_query (exchange, name);
  g_autofree char *loc = g_strdup_printf ("[\"query\",\"%s\"]", name);

  *value = fallback;
  if (text == NULL)
    return true;
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      {
        *value = i >= G_N_ELEMENTS (words) / 2;
        return true;
      }
  _bo_hub_reply_invalid (exchange, "bool_parsing", loc,
                         "Input should be a valid boolean, unable to interpret input");
  return false;
}

bool
_bo_hub_query_int (BoHubExchange *exchange,
                   const char    *name,
                   int64_t        fallback,
                   int64_t        min,
                   int64_t        max,
                   int64_t       *value)
{
  const char *text = _bo_hub_query (exchange, name);
  g_autoptr(GError) error = NULL;
  g_autofree char *loc = NULL;
  g_autofree char *msg = NULL;

  *value = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, min, max, value, &error))
    return true;

  loc = g_strdup_printf ("[\"query\",\"%s\"]", name);
  if (!g_error_matches (error, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS))
    _bo_hub_reply_invalid (exchange, "int_parsing", loc,
                           "Input should be a valid integer, unable to parse string as an integer");
  else if (g_ascii_strtoll (text, NULL, 10) < min)
    {
      msg = g_strdup_printf ("Input should be greater than or equal to %" G_GINT64_FORMAT, min);
      _bo_hub_reply_invalid (exchange, "greater_than_equal", loc, msg);
    }
  else
    {
      msg = g_strdup_printf ("Input should be less than or equal to %" G_GINT64_FORMAT, max);
      _bo_hub_reply_invalid (exchange, "less_than_equal", loc, msg);
    }
  return false;
}
