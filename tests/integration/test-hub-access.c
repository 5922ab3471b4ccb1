/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-tokens.h"

#include <string.h>

/* Who may do what: every route, with every kind of token. */

/* The status that a guest gets, and an administrator. */
typedef struct
{
  const char  *method;
  const char  *path;
  const char  *body;
  unsigned int guest;
  unsigned int admin;
} Case;

#define EMPTY_SYNC \
  "{\"protocol_version\":\"inbetweenies-v2\",\"device_id\":\"d\",\"user_id\":\"u\",\"sync_type\":\"full\",\"changes\":[]}"
#define BACKUP "20260101T000000Z-00000000"

static const Case cases[] = {
  { "GET", "/api/v1/auth/me", NULL, 200, 200 },
  { "POST", "/api/v1/auth/refresh", NULL, 403, 200 },
  { "POST", "/api/v1/auth/guest/generate-qr", "{\"duration_hours\":1}", 403, 200 },
  { "GET", "/api/v1/auth/guest/list", NULL, 403, 200 },
  { "POST", "/api/v1/auth/guest/revoke?token=x", NULL, 403, 404 },
  { "POST", "/api/v1/sync/", EMPTY_SYNC, 200, 200 },
  { "POST", "/api/v1/sync", EMPTY_SYNC, 200, 200 },
  { "GET", "/api/v1/sync/status?device_id=d", NULL, 200, 200 },
  { "GET", "/api/v1/sync/conflicts", NULL, 200, 200 },
  { "GET", "/api/v1/graph/entities", NULL, 200, 200 },
  { "GET", "/api/v1/graph/entities/", NULL, 200, 200 },
  { "GET", "/api/v1/graph/statistics/", NULL, 200, 200 },
  { "POST", "/api/v1/graph/entities", "{\"entity_type\":\"room\",\"name\":\"Hall\"}", 403, 200 },
  { "GET", "/api/v1/graph/entities/x", NULL, 404, 404 },
  { "PUT", "/api/v1/graph/entities/x", "{\"name\":\"Hall\"}", 403, 404 },
  { "GET", "/api/v1/graph/entities/x/versions", NULL, 404, 404 },
  { "GET", "/api/v1/graph/entities/x/connected", NULL, 200, 200 },
  { "GET", "/api/v1/graph/entities/x/similar", NULL, 404, 404 },
  { "GET", "/api/v1/graph/relationships", NULL, 200, 200 },
  { "POST", "/api/v1/graph/relationships",
    "{\"source_id\":\"x\",\"target_id\":\"y\",\"relationship_type\":\"located_in\"}", 403, 404 },
  { "POST", "/api/v1/graph/search", "{\"query\":\"hall\"}", 200, 200 },
  { "POST", "/api/v1/graph/path", "{\"from_entity_id\":\"x\",\"to_entity_id\":\"y\"}", 200, 200 },
  { "GET", "/api/v1/graph/statistics", NULL, 200, 200 },
  { "POST", "/api/v1/backup/create", "{}", 403, 201 },
  { "GET", "/api/v1/backup/list", NULL, 403, 200 },
  { "GET", "/api/v1/backup/" BACKUP, NULL, 403, 404 },
  { "POST", "/api/v1/backup/" BACKUP "/restore", "{}", 403, 404 },
  { "DELETE", "/api/v1/backup/" BACKUP, NULL, 403, 404 },
  /* The last, as the token ends with it. */
  { "POST", "/api/v1/auth/sign-out-everybody", NULL, 403, 200 },
};

static void
call (Client      *client,
      const Case  *test,
      unsigned int expected)
{
  client_call (client, test->method, test->path, test->body);
  if (client->status != expected)
    g_error ("%s %s: %u, not %u", test->method, test->path, client->status, expected);
}

static void
test_without (Client     *client,
              const void *data)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    call (client, &cases[i], 403);
}

static void
test_bad (Client     *client,
          const void *data)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      client_use (client, g_strdup ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsInJvbGUiOiJhZG1pbiJ9."));
      call (client, &cases[i], 401);
      client_use (client, client_make_token (client, "admin", 600));
      strrchr (client->token, '.')[5] ^= 1;
      call (client, &cases[i], 401);
      client_use (client, client_make_token (client, "king", 600));
      call (client, &cases[i], 401);
    }
}

static void
test_expired (Client     *client,
              const void *data)
{
  client_use (client, client_make_token (client, "admin", -61));
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    call (client, &cases[i], 401);
}

/* A guest changes nothing: the digest and the number of backups stay. */
static void
test_guest (Client     *client,
            const void *data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  client_login (client);
  client_use (client, client_make_guest (client));
  before = bo_json_member_string (client_sync (client, "", ""), "state_digest");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    call (client, &cases[i], cases[i].guest);
  after = bo_json_member_string (client_sync (client, "", ""), "state_digest");
  g_assert_cmpstr (before, ==, after);

  client_login (client);
  g_assert_cmpuint (bo_json_size (client_call (client, "GET", "/api/v1/backup/list", NULL)), ==, 0);
}

static void
test_admin (Client     *client,
            const void *data)
{
  client_login (client);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    call (client, &cases[i], cases[i].admin);
}

static void
test_methods (Client     *client,
              const void *data)
{
  static const struct { const char *path, *allowed; } table[] = {
    { "/api/v1/graph/entities", "GET, POST" },
    { "/api/v1/graph/entities/x", "GET, PUT" },
    { "/api/v1/graph/search", "POST" },
    { "/api/v1/backup/" BACKUP, "GET, DELETE" },
  };

  client_login (client);
  for (size_t i = 0; i < G_N_ELEMENTS (table); i++)
    {
      client_call (client, "PATCH", table[i].path, "{}");
      g_assert_cmpuint (client->status, ==, 405);
      g_assert_cmpstr (soup_message_headers_get_one (client->headers, "Allow"), ==, table[i].allowed);
    }
}

/* Every token there is, and those who come back sign in again. */
static void
test_sign_out (Client     *client,
               const void *data)
{
  g_autofree char *guest = NULL;
  g_autofree char *admin = NULL;

  client_login (client);
  admin = g_strdup (client->token);
  guest = client_make_guest (client);
  client_call (client, "POST", "/api/v1/auth/sign-out-everybody", NULL);
  g_assert_cmpuint (client->status, ==, 200);

  client_call (client, "GET", "/api/v1/auth/me", NULL);
  g_assert_cmpuint (client->status, ==, 401);
  client_use (client, g_steal_pointer (&guest));
  client_call (client, "GET", "/api/v1/auth/me", NULL);
  g_assert_cmpuint (client->status, ==, 401);

  client_restart (client);
  client_use (client, g_steal_pointer (&admin));
  client_call (client, "GET", "/api/v1/auth/me", NULL);
  g_assert_cmpuint (client->status, ==, 401);
  client_login (client);
  client_call (client, "GET", "/api/v1/auth/me", NULL);
  g_assert_cmpuint (client->status, ==, 200);
}

#define ADD(name, func) g_test_add ("/hub/access/" name, Client, NULL, client_set_up, func, client_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("without-a-token", test_without);
  ADD ("bad-tokens", test_bad);
  ADD ("expired", test_expired);
  ADD ("guest", test_guest);
  ADD ("admin", test_admin);
  ADD ("methods", test_methods);
  ADD ("sign-out", test_sign_out);
  return g_test_run ();
}
