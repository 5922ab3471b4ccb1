/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bo-invitation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_INVITATION 8192

/* What a bearer token is made of (RFC 6750 §2.1). No such text is JSON of an invitation as well, so a
   token that was read out of one is the same token when it is read again. */
#define TOKEN_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/="
#define HOST_BYTES "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._"

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

/* A name or an address, and nothing that could make the URL mean something else. */
static bool
is_host (const char *host)
{
  return (g_hostname_is_ip_address (host) && strchr (host, '%') == NULL)
         || (*host != '\0' && *host != '-' && *host != '.' && strlen (host) <= 253
             && strspn (host, HOST_BYTES) == strlen (host));
}

/* As a person would type it. With a fingerprint it is spoken to by TLS; without one the usual rule decides. */
static char *
write_address (BoJson invitation, bool encrypted)
{
  g_autofree char *host = bo_json_member_string (invitation, "server");
  int64_t port = 0;

  if (host == NULL || !is_host (host) || !bo_json_get_int64 (bo_json_member (invitation, "port"), &port)
      || port < 1 || port > UINT16_MAX)
    return NULL;
  return g_strdup_printf (strchr (host, ':') != NULL ? "%s[%s]:%d" : "%s%s:%d", encrypted ? "https://" : "", host,
                          (int) port);
}

static GError *
error_no_invitation (void)
{
  return g_error_new_literal (BO_ERROR, BO_ERROR_USAGE,
                              _("This is no invitation to a home. Paste the whole code, as the hub shows it."));
}

/* Copies nothing but what is understood: the rest of a hostile code goes no further. */
static BoInvitation *
read_object (BoJson object, GError **error)
{
  g_autoptr(BoInvitation) invitation = g_new0 (BoInvitation, 1);
  g_autofree char *fingerprint = bo_json_member_string (object, "fingerprint");
  bool has_server = bo_json_kind (bo_json_member (object, "server")) != BO_JSON_KIND_NONE;
  bool has_fingerprint = bo_json_kind (bo_json_member (object, "fingerprint")) != BO_JSON_KIND_NONE;

  invitation->token = find_token (object);
  if (invitation->token == NULL || !is_token (invitation->token))
    {
      g_propagate_error (error, error_no_invitation ());
      return NULL;
    }
  invitation->fingerprint = fingerprint != NULL ? bo_fingerprint_parse (fingerprint) : NULL;
  if (has_server)
    invitation->address = write_address (object, invitation->fingerprint != NULL);
  if ((has_server && invitation->address == NULL) || (has_fingerprint && invitation->fingerprint == NULL))
    {
      g_set_error_literal (error, BO_ERROR, BO_ERROR_USAGE,
                           _("This invitation is damaged: it doesn’t say which hub it is for. Ask for a new one."));
      return NULL;
    }
  return g_steal_pointer (&invitation);
}

/**
 * bo_invitation_parse:
 * @text: what was pasted, or read out of a picture; need not be trusted
 * @error: return location
 *
 * Reads an invitation without asking anybody: a bare code, or the text of the
 * picture a hub shows (PROTOCOL §6). Whether it is still good only the hub knows.
 *
 * Errors: %BO_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): what it says
 */
BoInvitation *
bo_invitation_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autoptr(BoInvitation) invitation = NULL;
  BoJson object = BO_JSON_NONE;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) <= MAX_INVITATION)
    trimmed = g_strstrip (g_strdup (text));
  if (trimmed != NULL && *trimmed == '{'
      && bo_json_scan (trimmed, -1, BO_MAX_DEPTH, BO_JSON_SCAN_STRICT, &object, NULL))
    return read_object (object, error);
  if (trimmed == NULL || !is_token (trimmed))
    {
      g_propagate_error (error, error_no_invitation ());
      return NULL;
    }
  invitation = g_new0 (BoInvitation, 1);
  invitation->token = g_steal_pointer (&trimmed);
  return g_steal_pointer (&invitation);
}

/**
 * bo_invitation_free:
 * @invitation: (transfer full): an invitation
 *
 * Wipes the token, then frees.
 */
void
bo_invitation_free (BoInvitation *invitation)
{
  if (invitation->token != NULL)
    explicit_bzero (invitation->token, strlen (invitation->token));
  g_free (invitation->token);
  g_free (invitation->address);
  g_free (invitation->fingerprint);
  g_free (invitation);
}
