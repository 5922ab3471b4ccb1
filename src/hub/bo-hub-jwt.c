/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bo-hub-jwt.h"

#include <sodium.h>
#include <string.h>

#define MAX_TOKEN 4096
#define LEEWAY 60

G_STATIC_ASSERT (BO_HUB_KEY_BYTES == crypto_auth_hmacsha256_KEYBYTES);

/* {"alg":"HS256","typ":"JWT"}: the one header there is, compared whole, so that nothing in it is
   ever interpreted. */
static const char header[] = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";

static const char *const admin_permissions[] = { "read", "write", "delete", "configure", NULL };
static const char *const guest_permissions[] = { "read", NULL };

BoHubClaims *
bo_hub_claims_new (const char *subject,
                   const char *role,
                   const char *id,
                   int64_t     issued,
                   int64_t     expires)
{
  BoHubClaims *claims = g_new0 (BoHubClaims, 1);

  claims->subject = g_strdup (subject);
  claims->role = g_strdup (role);
  claims->id = g_strdup (id);
  claims->issued = issued;
  claims->expires = expires;
  return claims;
}

void
bo_hub_claims_free (BoHubClaims *claims)
{
  g_free (claims->subject);
  g_free (claims->role);
  g_free (claims->id);
  g_free (claims);
}

bool
bo_hub_claims_is_admin (const BoHubClaims *claims)
{
  return strcmp (claims->role, "admin") == 0;
}

const char *const *
bo_hub_role_permissions (const char *role)
{
  return strcmp (role, "admin") == 0 ? admin_permissions : guest_permissions;
}

static char *
encode (const void *data,
        size_t      length)
{
  size_t size = sodium_base64_encoded_len (length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  return sodium_bin2base64 (text, size, data, length, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static bool
decode (const char *text,
        size_t      length,
        uint8_t    *data,
        size_t      size,
        size_t     *got)
{
  return sodium_base642bin (data, size, text, length, NULL, got, NULL,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
}

static char *
write_claims (const BoHubClaims *claims)
{
  const char *const *permissions = bo_hub_role_permissions (claims->role);
  g_autoptr(BoJsonWriter) writer = bo_json_writer_new ();

  bo_json_writer_begin_object (writer);
  bo_json_writer_member_string (writer, "sub", claims->subject);
  bo_json_writer_member_string (writer, "role", claims->role);
  bo_json_writer_key (writer, "permissions");
  bo_json_writer_begin_array (writer);
  for (size_t i = 0; permissions[i] != NULL; i++)
    bo_json_writer_string (writer, permissions[i]);
  bo_json_writer_end_array (writer);
  bo_json_writer_member_int (writer, "exp", claims->expires);
  bo_json_writer_member_int (writer, "iat", claims->issued);
  bo_json_writer_member_string (writer, "jti", claims->id);
  bo_json_writer_member_int (writer, "gen", claims->generation);
  bo_json_writer_end_object (writer);
  return bo_json_writer_end (g_steal_pointer (&writer), NULL);
}

/**
 * bo_hub_jwt_make:
 * @key: the hub's
 * @claims: what the token says
 *
 * Returns: (transfer full): a JWT, HS256 (RFC 7519)
 */
char *
bo_hub_jwt_make (const uint8_t      key[BO_HUB_KEY_BYTES],
                 const BoHubClaims *claims)
{
  uint8_t mac[crypto_auth_hmacsha256_BYTES];
  g_autofree char *json = write_claims (claims);
  g_autofree char *payload = encode (json, strlen (json));
  g_autofree char *signed_part = g_strconcat (header, payload, NULL);
  g_autofree char *signature = NULL;

  crypto_auth_hmacsha256 (mac, (const uint8_t *) signed_part, strlen (signed_part), key);
  signature = encode (mac, sizeof mac);
  return g_strconcat (signed_part, ".", signature, NULL);
}

static bool
signature_holds (const uint8_t key[BO_HUB_KEY_BYTES],
                 const char   *token,
                 const char   *dot)
{
  uint8_t expected[crypto_auth_hmacsha256_BYTES];
  uint8_t given[crypto_auth_hmacsha256_BYTES];
  size_t got;

  if (!decode (dot + 1, strlen (dot + 1), given, sizeof given, &got) || got != sizeof given)
    return false;

  crypto_auth_hmacsha256 (expected, (const uint8_t *) token, (size_t) (dot - token), key);
  return sodium_memcmp (expected, given, sizeof expected) == 0;
}

static BoHubClaims *
read_claims (const char *payload,
             size_t      length)
{
  uint8_t json[MAX_TOKEN];
  size_t got;
  BoJson root;
  g_autoptr(BoHubClaims) claims = g_new0 (BoHubClaims, 1);

  if (!decode (payload, length, json, sizeof json, &got) ||
      !bo_json_scan ((const char *) json, (gssize) got, 4, BO_JSON_SCAN_STRICT, &root, NULL) ||
      !bo_json_get_int64 (bo_json_member (root, "exp"), &claims->expires) ||
      !bo_json_get_int64 (bo_json_member (root, "iat"), &claims->issued) ||
      !bo_json_get_int64 (bo_json_member (root, "gen"), &claims->generation))
    return NULL;

  claims->subject = bo_json_member_string (root, "sub");
  claims->role = bo_json_member_string (root, "role");
  claims->id = bo_json_member_string (root, "jti");
  if (claims->subject == NULL || claims->role == NULL || claims->id == NULL)
    return NULL;
  return g_steal_pointer (&claims);
}

/**
 * bo_hub_jwt_check:
 * @key: the hub's
 * @token: what somebody showed
 * @now: seconds since 1970
 *
 * Accepts exactly what bo_hub_jwt_make() makes with the same key, until 60 s after its expiry.
 *
 * Returns: (transfer full) (nullable): what it says, %NULL for anything else
 */
BoHubClaims *
bo_hub_jwt_check (const uint8_t key[BO_HUB_KEY_BYTES],
                  const char   *token,
                  int64_t       now)
{
  g_autoptr(BoHubClaims) claims = NULL;
  size_t length = strlen (token);
  const char *payload = token + strlen (header);
  const char *dot;

  if (length > MAX_TOKEN || !g_str_has_prefix (token, header) || (dot = strchr (payload, '.')) == NULL)
    return NULL;
  if (!signature_holds (key, token, dot))
    return NULL;

  claims = read_claims (payload, (size_t) (dot - payload));
  if (claims == NULL || claims->expires + LEEWAY < now || claims->issued - LEEWAY > now)
    return NULL;
  if (strcmp (claims->role, "admin") != 0 && strcmp (claims->role, "guest") != 0)
    return NULL;
  return g_steal_pointer (&claims);
}
