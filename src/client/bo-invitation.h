/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

/**
 * BoInvitation: what a guest's invitation says (PROTOCOL §6).
 * @token: to be exchanged for a sign-in
 * @address: (nullable): where the hub was when it made the invitation, as a person would type it
 * @fingerprint: (nullable): of the hub's certificate
 */
typedef struct
{
  char *token;
  char *address;
  char *fingerprint;
} BoInvitation;

BoInvitation *bo_invitation_parse (const char *text, GError **error);
void          bo_invitation_free  (BoInvitation *invitation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoInvitation, bo_invitation_free)

G_END_DECLS
