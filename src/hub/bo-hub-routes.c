/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-hub-server-private.h"

#include <string.h>

#include "bo-clock.h"
#include "bo-hub-auth.h"

typedef void (*Handler) (BoHubExchange *exchange);

typedef enum
{
  ACCESS_OPEN,
  ACCESS_TOKEN,
  ACCESS_ADMIN,
} Access;

/* {} stands for one segment of the path, decoded into exchange->id. A slash at the end is left out. */
typedef struct
{
  const char *method;
  const char *path;
  Access      access;
  Handler     handle;
} Route;

static void
handle_health (BoHubExchange *exchange)
{
  _bo_hub_reply (exchange, 200, g_strdup ("{\"status\":\"healthy\"}"), -1);
}

static void
handle_root (BoHubExchange *exchange)
{
  BoJsonWriter *writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "name", exchange->server->name);
  bo_json_writer_member_string (writer, "version", BO_VERSION);
  bo_json_writer_member_string (writer, "status", "ready");
  bo_json_writer_end_object (writer);
  _bo_hub_reply_writer (exchange, 200, writer);
}

static const Route routes[] = {
  { "GET", "/health", ACCESS_OPEN, handle_health },
  { "GET", "/", ACCESS_OPEN, handle_root },
  { "POST", "/api/v1/auth/admin/login", ACCESS_OPEN, _bo_hub_handle_login },
  { "GET", "/api/v1/auth/me", ACCESS_TOKEN, _bo_hub_handle_me },
  { "POST", "/api/v1/auth/refresh", ACCESS_TOKEN, _bo_hub_handle_refresh },
  { "POST", "/api/v1/auth/sign-out-everybody", ACCESS_ADMIN, _bo_hub_handle_sign_out },
  { "POST", "/api/v1/auth/guest/generate-qr", ACCESS_ADMIN, _bo_hub_handle_guest_qr },
  { "POST", "/api/v1/auth/guest/verify", ACCESS_OPEN, _bo_hub_handle_guest_verify },
  { "GET", "/api/v1/auth/guest/list", ACCESS_ADMIN, _bo_hub_handle_guest_list },
  { "POST", "/api/v1/auth/guest/revoke", ACCESS_ADMIN, _bo_hub_handle_guest_revoke },
  { "POST", "/api/v1/sync", ACCESS_TOKEN, _bo_hub_handle_sync },
  { "GET", "/api/v1/sync/status", ACCESS_TOKEN, _bo_hub_handle_status },
  { "GET", "/api/v1/sync/conflicts", ACCESS_TOKEN, _bo_hub_handle_conflicts },
  { "GET", "/api/v1/graph/entities", ACCESS_TOKEN, _bo_hub_handle_entities },
  { "POST", "/api/v1/graph/entities", ACCESS_ADMIN, _bo_hub_handle_create_entity },
  { "GET", "/api/v1/graph/entities/{}", ACCESS_TOKEN, _bo_hub_handle_entity },
  { "PUT", "/api/v1/graph/entities/{}", ACCESS_ADMIN, _bo_hub_handle_update_entity },
  { "GET", "/api/v1/graph/entities/{}/versions", ACCESS_TOKEN, _bo_hub_handle_versions },
  { "GET", "/api/v1/graph/entities/{}/connected", ACCESS_TOKEN, _bo_hub_handle_connected },
  { "GET", "/api/v1/graph/entities/{}/similar", ACCESS_TOKEN, _bo_hub_handle_similar },
  { "GET", "/api/v1/graph/relationships", ACCESS_TOKEN, _bo_hub_handle_edges },
  { "POST", "/api/v1/graph/relationships", ACCESS_ADMIN, _bo_hub_handle_create_edge },
  { "POST", "/api/v1/graph/search", ACCESS_TOKEN, _bo_hub_handle_search },
  { "POST", "/api/v1/graph/path", ACCESS_TOKEN, _bo_hub_handle_path },
  { "GET", "/api/v1/graph/statistics", ACCESS_TOKEN, _bo_hub_handle_statistics },
  { "POST", "/api/v1/backup/create", ACCESS_ADMIN, _bo_hub_handle_backup_create },
  { "GET", "/api/v1/backup/list", ACCESS_ADMIN, _bo_hub_handle_backup_list },
  { "GET", "/api/v1/backup/{}", ACCESS_ADMIN, _bo_hub_handle_backup },
  { "DELETE", "/api/v1/backup/{}", ACCESS_ADMIN, _bo_hub_handle_backup_delete },
  { "POST", "/api/v1/backup/{}/restore", ACCESS_ADMIN, _bo_hub_handle_backup_restore },
};

/* --- tokens --- */

static bool
claims_stand (BoHubExchange     *exchange,
              const BoHubClaims *claims)
{
  if (claims == NULL || claims->generation != bo_hub_auth_get_generation (exchange->server->db))
    return false;
  return bo_hub_claims_is_admin (claims) ||
         bo_hub_db_guest_is_valid (exchange->server->db, claims->id, bo_clock_now ());
}

/* 403 without a token, 401 with a bad one: as recorded (PROTOCOL §4). */
bool
_bo_hub_authenticate (BoHubExchange *exchange,
                      bool           admin_only)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *header = soup_message_headers_get_one (headers, "Authorization");

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    {
      _bo_hub_reply_detail (exchange, 403, "Not authenticated");
      return false;
    }

  g_clear_pointer (&exchange->claims, bo_hub_claims_free);
  exchange->claims = bo_hub_jwt_check (exchange->server->key, header + 7, bo_clock_now () / G_USEC_PER_SEC);
  if (!claims_stand (exchange, exchange->claims))
    {
      _bo_hub_audit (exchange, "Bad or expired token");
      _bo_hub_reply_detail (exchange, 401, "Invalid or expired token");
      return false;
    }

  if (admin_only && !bo_hub_claims_is_admin (exchange->claims))
    {
      _bo_hub_reply_detail (exchange, 403, "Admin access required");
      return false;
    }
  return true;
}

/* --- finding the route --- */

/* Matches segment by segment; the path is as it was sent, so that an encoded slash doesn't split. */
static bool
path_matches (const char *pattern,
              const char *path,
              char      **id)
{
  const char *variable = strstr (pattern, "{}");
  size_t prefix;
  const char *end;

  if (variable == NULL)
    return strcmp (pattern, path) == 0;

  prefix = (size_t) (variable - pattern);
  if (strncmp (pattern, path, prefix) != 0 || path[prefix] == '\0' || path[prefix] == '/')
    return false;
  end = path + prefix + strcspn (path + prefix, "/");
  if (strcmp (variable + 2, end) != 0)
    return false;

  *id = g_uri_unescape_segment (path + prefix, end, NULL);
  return *id != NULL;
}

/* @allowed: the methods that there are at the path, where this one isn't among them */
static const Route *
find_route (BoHubExchange *exchange,
            GString       *allowed)
{
  const char *method = soup_server_message_get_method (exchange->message);
  g_autofree char *path = g_strdup (g_uri_get_path (soup_server_message_get_uri (exchange->message)));
  size_t length = strlen (path);

  if (length > 1 && path[length - 1] == '/')
    path[length - 1] = '\0';
  for (size_t i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_clear_pointer (&exchange->id, g_free);
      if (!path_matches (routes[i].path, path, &exchange->id))
        continue;
      if (strcmp (routes[i].method, method) == 0)
        return &routes[i];
      g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", routes[i].method);
    }
  return NULL;
}

static bool
may_use (BoHubExchange *exchange,
         const Route   *route)
{
  return route->access == ACCESS_OPEN || _bo_hub_authenticate (exchange, route->access == ACCESS_ADMIN);
}

void
_bo_hub_admit (BoHubExchange *exchange)
{
  g_autoptr(GString) allowed = g_string_new (NULL);
  const Route *route = find_route (exchange, allowed);

  if (route != NULL && !may_use (exchange, route))
    return;
  if (exchange->claims == NULL || !bo_hub_claims_is_admin (exchange->claims))
    exchange->max_body = BO_HUB_MAX_SMALL_BODY;
}

/* A token may have ended while the body came. */
void
_bo_hub_dispatch (BoHubExchange *exchange)
{
  g_autoptr(GString) allowed = g_string_new (NULL);
  const Route *route = find_route (exchange, allowed);

  if (route != NULL)
    {
      if (may_use (exchange, route))
        route->handle (exchange);
      return;
    }

  if (allowed->len > 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (exchange->message), "Allow", allowed->str);
  _bo_hub_reply_detail (exchange, allowed->len > 0 ? 405 : 404,
                        allowed->len > 0 ? "Method Not Allowed" : "Not Found");
}
