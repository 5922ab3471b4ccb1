/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-tokens.h"

#include "bo-hub-jwt.h"

void
client_use (Client *client,
            char   *token)
{
  g_free (client->token);
  client->token = token;
}

char *
client_make_token (Client     *client,
                   const char *role,
                   int64_t     expires_in)
{
  g_autofree char *path = g_build_filename (client->dir, "token.key", NULL);
  g_autofree char *key = NULL;
  g_autoptr(BoHubClaims) claims = NULL;
  int64_t now = bo_clock_now () / G_USEC_PER_SEC;
  size_t length;

  g_assert_true (g_file_get_contents (path, &key, &length, NULL));
  g_assert_cmpuint (length, ==, BO_HUB_KEY_BYTES);
  claims = bo_hub_claims_new ("admin", role, "id", now - 3600, now + expires_in);
  return bo_hub_jwt_make ((const uint8_t *) key, claims);
}

char *
client_make_guest (Client *client)
{
  g_autofree char *admin = g_strdup (client->token);
  g_autofree char *invitation = NULL;
  g_autofree char *body = NULL;
  char *guest;
  BoJson answer;

  answer = client_call (client, "POST", "/api/v1/auth/guest/generate-qr", "{\"duration_hours\":2}");
  g_assert_cmpuint (client->status, ==, 200);
  invitation = bo_json_member_string (bo_json_member (answer, "qr_data"), "token");
  body = g_strdup_printf ("{\"token\":\"%s\"}", invitation);
  client_use (client, NULL);
  answer = client_call (client, "POST", "/api/v1/auth/guest/verify", body);
  g_assert_cmpuint (client->status, ==, 200);
  guest = bo_json_member_string (answer, "access_token");
  client_use (client, g_steal_pointer (&admin));
  return guest;
}
