/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-client.h"

#include <glib/gstdio.h>
#include <string.h>

static void
start_hub (Client     *client,
           const char *password,
           const char *kind)
{
  BoHubOptions options = { .password = password, .demo = g_strcmp0 (kind, "demo") == 0, .seed = 7,
                           .tls = g_strcmp0 (kind, "tls") == 0 };
  g_autoptr(GError) error = NULL;

  client->hub = bo_hub_new (client->dir, &options);
  bo_hub_demo_pause (client->hub, true);
  bo_hub_start (client->hub, &error);
  g_assert_no_error (error);
}

void
client_set_up (Client     *client,
               const void *data)
{
  g_autoptr(GError) error = NULL;

  *client = (Client){ .dir = g_dir_make_tmp ("bo-hub-XXXXXX", &error) };
  g_assert_no_error (error);
  client->session = soup_session_new_with_options ("timeout", 20, NULL);
  soup_session_remove_feature_by_type (client->session, SOUP_TYPE_CONTENT_DECODER);
  /* To ask for a proxy takes a thread of those the hub's handshakes take; authorities take megabytes. */
  soup_session_set_proxy_resolver (client->session, NULL);
  soup_session_set_tls_database (client->session, NULL);
  start_hub (client, "admin", data);
}

static void
remove_directory (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        remove_directory (file);
      else
        g_remove (file);
    }
  g_rmdir (path);
}

void
client_tear_down (Client     *client,
                  const void *data)
{
  g_clear_object (&client->session);
  bo_hub_stop (client->hub);
  g_assert_finalize_object (client->hub);
  g_clear_pointer (&client->body, g_bytes_unref);
  g_clear_pointer (&client->headers, soup_message_headers_unref);
  remove_directory (client->dir);
  g_free (client->token);
  g_free (client->dir);
}

void
client_restart (Client *client)
{
  bo_hub_stop (client->hub);
  g_assert_finalize_object (g_steal_pointer (&client->hub));
  start_hub (client, NULL, NULL);
}

static BoJson
send_message (Client      *client,
              SoupMessage *message)
{
  g_autoptr(GError) error = NULL;
  const char *text;
  size_t length;
  BoJson root;

  if (client->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", client->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", value);
    }

  g_clear_pointer (&client->body, g_bytes_unref);
  g_clear_pointer (&client->headers, soup_message_headers_unref);
  client->body = soup_session_send_and_read (client->session, message, NULL, &error);
  g_assert_no_error (error);
  client->status = soup_message_get_status (message);
  client->headers = soup_message_headers_ref (soup_message_get_response_headers (message));

  text = g_bytes_get_data (client->body, &length);
  if (length == 0 || !bo_json_scan (text, (gssize) length, 128, BO_JSON_SCAN_STRICT, &root, NULL))
    return BO_JSON_NONE;
  return root;
}

static gboolean
accept_cb (SoupMessage         *message,
           GTlsCertificate     *certificate,
           GTlsCertificateFlags problems,
           void                *data)
{
  return TRUE;
}

void
client_trust (SoupMessage *message)
{
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
}

static SoupMessage *
make_message (Client     *client,
              const char *method,
              const char *path,
              GBytes     *body)
{
  g_autofree char *url = g_strconcat (bo_hub_get_url (client->hub), path, NULL);
  SoupMessage *message = soup_message_new (method, url);

  g_assert_nonnull (message);
  client_trust (message);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  return message;
}

BoJson
client_call (Client     *client,
             const char *method,
             const char *path,
             const char *body)
{
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr(SoupMessage) message = make_message (client, method, path, bytes);

  return send_message (client, message);
}

BoJson
client_call_raw (Client     *client,
                 const char *method,
                 const char *path,
                 GBytes     *body,
                 const char *first_header,
                 ...)
{
  g_autoptr(SoupMessage) message = make_message (client, method, path, body);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  va_list arguments;

  va_start (arguments, first_header);
  for (const char *name = first_header; name != NULL; name = va_arg (arguments, const char *))
    soup_message_headers_replace (headers, name, va_arg (arguments, const char *));
  va_end (arguments);
  return send_message (client, message);
}

void
client_login (Client *client)
{
  BoJson answer = client_call (client, "POST", "/api/v1/auth/admin/login", "{\"password\":\"admin\"}");

  g_assert_cmpuint (client->status, ==, 200);
  g_free (client->token);
  client->token = bo_json_member_string (answer, "access_token");
  g_assert_nonnull (client->token);
}

BoJson
client_sync (Client     *client,
             const char *changes,
             const char *members)
{
  g_autofree char *body = NULL;

  body = g_strdup_printf ("{\"protocol_version\":\"inbetweenies-v2\",\"device_id\":\"d\",\"user_id\":\"alice\","
                          "\"sync_type\":\"delta\",\"vector_clock\":{\"clocks\":{}},\"changes\":[%s]%s}",
                          changes, members);
  return client_call (client, "POST", "/api/v1/sync/", body);
}

char *
client_detail (Client *client)
{
  size_t length;
  const char *text = g_bytes_get_data (client->body, &length);
  BoJson root;

  if (!bo_json_scan (text, (gssize) length, 64, BO_JSON_SCAN_STRICT, &root, NULL))
    return NULL;
  return bo_json_member_string (root, "detail");
}
