/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* strcasestr() */

#include "bo-http-private.h"
#include "canned-server.h"

#define JSON_TYPE "Content-Type: application/json\r\n"

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             void         *data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  int64_t deadline = bo_clock_monotonic () + 20 * G_USEC_PER_SEC;

  while (*result == NULL)
    {
      g_assert_cmpint (bo_clock_monotonic (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  return *result;
}

static BoHttp *
http_of (CannedServer *server)
{
  g_autofree char *url = canned_server_url (server);
  g_autoptr(GError) error = NULL;
  BoHttp *http = bo_http_new (url, &error);

  g_assert_no_error (error);
  return http;
}

static BoReply *
ask (BoHttp       *http,
     const char   *body,
     bool          gzip,
     GCancellable *cancellable)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  BoRequest request = { .id = 1, .method = body != NULL ? "POST" : "GET", .path = (char *) "/api/v1/sync/",
                        .body = bytes, .gzip = gzip };

  bo_http_send_async (http, &request, cancellable, finished_cb, &result);
  return bo_http_send_finish (http, wait_for (&result));
}

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* --- addresses --- */

static void
test_urls (void)
{
  static const struct { const char *typed, *kept; } cases[] = {
    { "http://hub.example:8000/", "http://hub.example:8000" },
    { " https://Hub.Example ", "https://hub.example" },
    { "https://hub.example:443/home/", "https://hub.example/home" },
    { "hub.example:8000", "https://hub.example:8000" },
    { "funkygibbon.local", "https://funkygibbon.local" },
    { "localhost:8000", "http://localhost:8000" },
    { "127.0.0.1:8000", "http://127.0.0.1:8000" },
    { "[::1]:8000", "http://[::1]:8000" },
    { "https://user:secret@hub.example", NULL },
    { "ftp://hub.example", NULL },
    { "https://hub.example/?a=b", NULL },
    { "https://", NULL },
    { "", NULL },
    { "hub example", NULL },
    { "javascript:alert(1)", NULL },
    { "https://hub.example/%zz", NULL },
    { "https://hub.example/%2", NULL },
    { "https://hub.example\r\nX: y", NULL },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(BoHttp) http = bo_http_new (cases[i].typed, &error);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (http != NULL ? bo_http_get_url (http) : NULL, ==, cases[i].kept);
      if (cases[i].kept == NULL)
        g_assert_error (error, BO_ERROR, BO_ERROR_USAGE);
    }
}

static void
test_retry_after (void)
{
  int64_t now = INT64_C (1445412480) * G_USEC_PER_SEC; /* Wed, 21 Oct 2015 07:28:00 GMT */

  g_assert_cmpint (_bo_http_parse_retry_after (NULL, now), ==, 0);
  g_assert_cmpint (_bo_http_parse_retry_after ("30", now), ==, 30 * G_USEC_PER_SEC);
  g_assert_cmpint (_bo_http_parse_retry_after (" 30 ", now), ==, 30 * G_USEC_PER_SEC);
  g_assert_cmpint (_bo_http_parse_retry_after ("0", now), ==, G_USEC_PER_SEC);
  g_assert_cmpint (_bo_http_parse_retry_after ("99999999999999999999", now), ==, INT64_C (3600) * G_USEC_PER_SEC);
  g_assert_cmpint (_bo_http_parse_retry_after ("Wed, 21 Oct 2015 07:28:40 GMT", now), ==, 40 * G_USEC_PER_SEC);
  g_assert_cmpint (_bo_http_parse_retry_after ("Wed, 21 Oct 2015 07:00:00 GMT", now), ==, G_USEC_PER_SEC);
  g_assert_cmpint (_bo_http_parse_retry_after ("soon", now), ==, 0);
  g_assert_cmpint (_bo_http_parse_retry_after ("-5", now), ==, 0);
}

/* --- exchanges --- */

static void
test_answer (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(BoReply) reply = NULL;
  g_autofree char *body = NULL;

  canned_server_reply (server, 503, "Content-Type: Application/JSON; charset=utf-8\r\nRetry-After: 7\r\n"
                       "Accept-Encoding: identity, gzip\r\n", "{}");
  reply = ask (http, NULL, false, NULL);
  g_assert_no_error (reply->error);
  g_assert_cmpint (reply->status, ==, 503);
  g_assert_cmpstr (reply->content_type, ==, "application/json");
  g_assert_cmpint (reply->retry_after_us, ==, 7 * G_USEC_PER_SEC);
  g_assert_true (reply->accepts_gzip);
  body = text_of (reply->body);
  g_assert_cmpstr (body, ==, "{}");
}

static void
test_request_headers (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(BoReply) reply = NULL;
  g_autoptr(GBytes) request = NULL;
  g_autofree char *text = NULL;

  canned_server_reply (server, 200, JSON_TYPE "Set-Cookie: a=b\r\n", "{}");
  bo_http_set_token (http, "abc.DEF-1");
  bo_reply_free (ask (http, "{\"a\":1}", true, NULL));
  reply = ask (http, "{\"a\":1}", true, NULL);
  request = canned_server_request (server);
  text = text_of (request);
  g_assert_nonnull (strstr (text, "Authorization: Bearer abc.DEF-1\r\n"));
  g_assert_nonnull (strstr (text, "Cache-Control: no-store\r\n"));
  g_assert_null (strcasestr (text, "\r\nCookie:"));
  g_assert_null (strcasestr (text, "\r\nContent-Encoding:")); /* too short to be worth it */
  g_assert_true (g_str_has_suffix (text, "\r\n\r\n{\"a\":1}"));
}

static void
test_bad_token (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);

  bo_http_set_token (http, "abc\r\nX-Other: 1");
  g_assert_false (bo_http_has_token (http));
  bo_http_set_token (http, "abc");
  g_assert_true (bo_http_has_token (http));
  bo_http_set_token (http, NULL);
  g_assert_false (bo_http_has_token (http));
}

static char *
gunzip (const char *data,
        size_t      length)
{
  g_autoptr(GZlibDecompressor) unpack = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) memory = g_memory_input_stream_new_from_data (data, length, NULL);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (memory, G_CONVERTER (unpack));
  g_autofree char *text = g_malloc0 (64 * 1024);

  g_assert_true (g_input_stream_read_all (stream, text, 64 * 1024 - 1, NULL, NULL, NULL));
  return g_steal_pointer (&text);
}

static void
test_request_gzip (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autofree char *filler = g_strnfill (20000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"a\":\"%s\"}", filler);
  g_autoptr(BoReply) reply = NULL;
  g_autoptr(GBytes) request = NULL;
  g_autofree char *arrived = NULL;
  const char *text, *packed;

  canned_server_reply (server, 200, JSON_TYPE, "{}");
  reply = ask (http, body, true, NULL);
  g_assert_cmpint (reply->status, ==, 200);
  request = canned_server_request (server);
  text = g_bytes_get_data (request, NULL);
  packed = strstr (text, "\r\n\r\n") + 4;
  g_assert_nonnull (strcasestr (text, "Content-Encoding: gzip\r\n"));
  arrived = gunzip (packed, g_bytes_get_size (request) - (packed - text));
  g_assert_cmpstr (arrived, ==, body);
}

static void
answer_packed (CannedServer *server,
               size_t        size)
{
  g_autoptr(GZlibCompressor) pack = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (pack));
  g_autofree char *chunk = g_strnfill (1024 * 1024, ' ');
  g_autoptr(GByteArray) answer = g_byte_array_new ();
  g_autofree char *head = NULL;
  size_t packed;

  for (size_t written = 0; written < size; written += MIN (size - written, 1024 * 1024))
    g_output_stream_write_all (stream, chunk, MIN (size - written, 1024 * 1024), NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  packed = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  head = g_strdup_printf ("HTTP/1.1 200 OK\r\n" JSON_TYPE "Content-Encoding: gzip\r\nContent-Length: %zu\r\n"
                          "Connection: close\r\n\r\n", packed);
  g_byte_array_append (answer, (uint8_t *) head, strlen (head));
  g_byte_array_append (answer, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)), packed);
  canned_server_answer (server, (char *) answer->data, answer->len, CANNED_CLOSE);
}

static void
test_answer_gzip (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(BoReply) reply = NULL;

  answer_packed (server, 100 * 1000);
  reply = ask (http, NULL, false, NULL);
  g_assert_no_error (reply->error);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, 100 * 1000);
}

/* Memory of this process that is its own, in bytes; always 0 with the sanitizer, which keeps what was freed. */
static int64_t
own_memory (void)
{
#ifdef __SANITIZE_ADDRESS__
  return 0;
#else
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "RssAnon:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("RssAnon:"), NULL, 10) * 1024;
#endif
}

/* What is large is all there, and isn't in memory. */
static void
test_large (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  size_t size = 48 * 1024 * 1024 + 17;
  g_autoptr(BoReply) reply = NULL;
  int64_t before;
  const char *text;

  answer_packed (server, size);
  before = own_memory ();
  reply = ask (http, NULL, false, NULL);
  g_assert_no_error (reply->error);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, size);
  text = g_bytes_get_data (reply->body, NULL);
  for (size_t i = 0; i < size; i++)
    if (text[i] != ' ')
      g_error ("byte %zu is %d", i, text[i]);
  g_assert_cmpint (own_memory () - before, <, (int64_t) size / 2);
}

static void
test_bomb (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(BoReply) reply = NULL;

  answer_packed (server, BO_HTTP_MAX_BODY + 1);
  reply = ask (http, NULL, false, NULL);
  g_assert_error (reply->error, BO_ERROR, BO_ERROR_TOO_LARGE);
  g_assert_cmpint (reply->status, ==, 0);
}

static void
test_no_redirect (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(BoReply) reply = NULL;

  canned_server_reply (server, 307, "Location: /elsewhere\r\n", "");
  reply = ask (http, "{}", false, NULL);
  g_assert_cmpint (reply->status, ==, 307);
  g_assert_cmpint (canned_server_count (server), ==, 1);
}

static void
test_cut_short (void)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\n" JSON_TYPE "Content-Length: 100\r\n\r\n{\"changes\":",
    "HTTP/1.1 200 OK\r\n" JSON_TYPE "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n20\r\n1",
    "HTTP/1.1 2",
    "",
  };
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);

  for (size_t i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(BoReply) reply = NULL;

      canned_server_answer (server, answers[i], -1, CANNED_CLOSE);
      reply = ask (http, NULL, false, NULL);
      g_test_message ("answer %zu: %s", i, reply->error != NULL ? reply->error->message : "taken");
      g_assert_error (reply->error, BO_ERROR, BO_ERROR_OFFLINE);
      g_assert_false (reply->unsent);
      g_assert_null (reply->body);
    }
}

static void
test_refused (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(BoReply) reply = NULL;

  g_clear_pointer (&server, canned_server_free);
  reply = ask (http, NULL, false, NULL);
  g_assert_error (reply->error, BO_ERROR, BO_ERROR_OFFLINE);
  g_assert_true (reply->unsent);
  g_assert_nonnull (strstr (reply->error->message, "127.0.0.1"));
}

static void
test_deadlines (void)
{
  static const struct { const char *answer; BoDeadlines deadlines; } cases[] = {
    { "", { 10000, 50, 10000, 10000 } },
    { "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", { 10000, 10000, 50, 10000 } },
    { "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", { 10000, 10000, 10000, 50 } },
  };
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(BoReply) reply = NULL;

      canned_server_answer (server, cases[i].answer, -1, CANNED_HANG);
      _bo_http_set_deadlines (http, &cases[i].deadlines);
      reply = ask (http, "{}", false, NULL);
      g_assert_error (reply->error, BO_ERROR, BO_ERROR_TIMEOUT);
    }
}

static void
test_upgrade (void)
{
  static const struct { const char *location; const char *offered; } cases[] = {
    { "https://127.0.0.1:9443/api/v1/sync/", "https://127.0.0.1:9443" },
    { "https://127.0.0.1/house/api/v1/sync/", "https://127.0.0.1/house" },
    { "https://127.0.0.1/", "https://127.0.0.1" },
    { "https://127.0.0.1", "https://127.0.0.1" },
    { "//127.0.0.1/api/v1/sync/", NULL },
    { "http://127.0.0.1:9/api/v1/sync/", NULL },
    { "https://127.0.0.2/api/v1/sync/", NULL },
    { "https://me:secret@127.0.0.1/", NULL },
    { "https:", NULL },
    { "", NULL },
    { "ftp://127.0.0.1/", NULL },
  };
  g_autoptr(GUri) asked = g_uri_parse ("http://127.0.0.1:8101/api/v1/sync/", SOUP_HTTP_URI_FLAGS, NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *offered = _bo_http_find_upgrade (asked, cases[i].location);

      g_assert_cmpstr (offered, ==, cases[i].offered);
    }
}

static void
test_cached (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(BoReply) reply = NULL, fresh = NULL;

  canned_server_reply (server, 200, "Content-Type: application/json\r\nAge: 5\r\n", "{}");
  reply = ask (http, "{}", false, NULL);
  g_assert_cmpint (reply->status, ==, 0);
  g_assert_error (reply->error, BO_ERROR, BO_ERROR_INVALID_DATA);
  canned_server_reply (server, 200, "Content-Type: application/json\r\nAge: 0\r\n", "{}");
  fresh = ask (http, "{}", false, NULL);
  g_assert_cmpint (fresh->status, ==, 200);
}

static void
test_cancel (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(GCancellable) before = g_cancellable_new ();
  g_autoptr(BoReply) early = NULL;
  g_autoptr(BoReply) late = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GCancellable) during = g_cancellable_new ();
  BoRequest request = { .id = 1, .method = "GET", .path = (char *) "/api/v1/sync/" };

  g_cancellable_cancel (before);
  early = ask (http, NULL, false, before);
  g_assert_error (early->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  canned_server_answer (server, "", -1, CANNED_HANG);
  bo_http_send_async (http, &request, during, finished_cb, &result);
  while (canned_server_count (server) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (during);
  late = bo_http_send_finish (http, wait_for (&result));
  g_assert_error (late->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- signing in --- */

static void
test_login (void)
{
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(BoLogin) login = NULL;
  int64_t now = bo_clock_now ();

  canned_server_reply (server, 200, JSON_TYPE,
                       "{\"access_token\":\"t.o-k\",\"token_type\":\"bearer\",\"expires_in\":604800,\"role\":\"admin\"}");
  bo_http_login_async (http, "pass \"word\"", NULL, finished_cb, &result);
  login = bo_http_login_finish (http, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (login->token, ==, "t.o-k");
  g_assert_cmpstr (login->role, ==, "admin");
  g_assert_cmpint (login->expires_us, >=, now + INT64_C (604800) * G_USEC_PER_SEC);
  g_assert_false (bo_http_has_token (http));
}

static void
test_login_errors (void)
{
  static const struct { int status; const char *headers, *body; BoError code; const char *says; } cases[] = {
    { 401, JSON_TYPE, "{\"detail\":\"Invalid password\"}", BO_ERROR_AUTHENTICATION, "password" },
    { 429, JSON_TYPE "Retry-After: 899\r\n", "{}", BO_ERROR_THROTTLED, "15 minutes" },
    { 429, JSON_TYPE "Retry-After: 120\r\n", "{}", BO_ERROR_THROTTLED, "120 seconds" },
    { 429, JSON_TYPE "Retry-After: 1\r\n", "{}", BO_ERROR_THROTTLED, "1 second." },
    { 404, JSON_TYPE, "{}", BO_ERROR_WRONG_SERVER, "no hub" },
    { 200, "Content-Type: text/html\r\n", "<html>", BO_ERROR_WRONG_SERVER, "no hub" },
    { 200, JSON_TYPE, "", BO_ERROR_WRONG_SERVER, "no hub" },
    { 200, JSON_TYPE, "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", BO_ERROR_WRONG_SERVER, "no hub" },
    { 200, JSON_TYPE, "{\"access_token\":7}", BO_ERROR_WRONG_SERVER, "no hub" },
    { 500, "Content-Type: text/plain\r\n", "oh", BO_ERROR_OFFLINE, "500" },
  };
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      canned_server_reply (server, cases[i].status, cases[i].headers, cases[i].body);
      bo_http_login_async (http, "canary-secret", NULL, finished_cb, &result);
      g_assert_null (bo_http_login_finish (http, wait_for (&result), &error));
      g_assert_error (error, BO_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_null (strstr (error->message, "canary"));
    }
}

static void
test_probe (void)
{
  static const struct { int status; const char *headers, *body; int code; } cases[] = {
    { 200, JSON_TYPE, "{\"status\":\"healthy\"}", -1 },
    { 200, JSON_TYPE, "{}", BO_ERROR_WRONG_SERVER },
    { 200, "Content-Type: text/html\r\n", "<html>Log in to the hotel</html>", BO_ERROR_WRONG_SERVER },
    { 302, "Location: https://hotel.example/\r\n", "", BO_ERROR_WRONG_SERVER },
    { 401, JSON_TYPE, "{}", BO_ERROR_WRONG_SERVER },
  };
  g_autoptr(CannedServer) server = canned_server_new ();
  g_autoptr(BoHttp) http = http_of (server);

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;

      canned_server_reply (server, cases[i].status, cases[i].headers, cases[i].body);
      bo_http_probe_async (http, NULL, finished_cb, &result);
      g_assert_cmpint (bo_http_probe_finish (http, wait_for (&result), &error), ==, cases[i].code == -1);
      g_assert_cmpint (error != NULL ? error->code : -1, ==, cases[i].code);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/urls", test_urls);
  g_test_add_func ("/http/retry-after", test_retry_after);
  g_test_add_func ("/http/answer", test_answer);
  g_test_add_func ("/http/request-headers", test_request_headers);
  g_test_add_func ("/http/bad-token", test_bad_token);
  g_test_add_func ("/http/request-gzip", test_request_gzip);
  g_test_add_func ("/http/answer-gzip", test_answer_gzip);
  g_test_add_func ("/http/large", test_large);
  g_test_add_func ("/http/bomb", test_bomb);
  g_test_add_func ("/http/no-redirect", test_no_redirect);
  g_test_add_func ("/http/cut-short", test_cut_short);
  g_test_add_func ("/http/refused", test_refused);
  g_test_add_func ("/http/deadlines", test_deadlines);
  g_test_add_func ("/http/upgrade", test_upgrade);
  g_test_add_func ("/http/cached", test_cached);
  g_test_add_func ("/http/cancel", test_cancel);
  g_test_add_func ("/http/login", test_login);
  g_test_add_func ("/http/login-errors", test_login_errors);
  g_test_add_func ("/http/probe", test_probe);
  return g_test_run ();
}
