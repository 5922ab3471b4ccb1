/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-invitation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_INVITATION 8192

/* What a bearer token is made of (RFC 6750 §2.1). No such text is JSON of an invitation as well, so a
   token that was read out of one is the same token when it is read again. */
#define TOKEN_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="

static bool
is_token (const char *text)
{
  return *text != '\0' && strspn (text, TOKEN_BYTES) == strlen (text);
}

/* An invitation of another kind than a guest's is none. */
static char *
find_token (BoJson invitation)
{
  BoJson type = bo_json_member (invitation, "type");

  if (bo_json_kind (type) != BO_JSON_KIND_NONE && !bo_json_string_is (type, "guest_access"))
    return NULL;
  return bo_json_member_string (invitation, "token");
}

char *
_bo_invitation_read (const char *text, GError **error)
{
  g_autofree char *token = NULL;
  BoJson invitation = BO_JSON_NONE;

  if (strlen (text) <= MAX_INVITATION)
    token = g_strstrip (g_strdup (text));
  if (token != NULL && *token == '{')
    {
      g_autofree char *object = g_steal_pointer (&token);

      if (bo_json_scan (object, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &invitation, NULL))
        token = find_token (invitation);
    }
  if (token != NULL && is_token (token))
    return g_steal_pointer (&token);
  g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE,
                       _("This is no invitation to a home. Paste the whole code, as the hub shows it."));
  return NULL;
}

char *
_bo_invitation_fingerprint (const char *text)
{
  g_autofree char *object = strlen (text) <= MAX_INVITATION ? g_strstrip (g_strdup (text)) : NULL;
  g_autofree char *fingerprint = NULL;
  BoJson invitation = BO_JSON_NONE;

  if (object != NULL && bo_json_scan (object, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &invitation, NULL))
    fingerprint = bo_json_member_string (invitation, "fingerprint");
  return fingerprint != NULL ? bo_fingerprint_parse (fingerprint) : NULL;
}
