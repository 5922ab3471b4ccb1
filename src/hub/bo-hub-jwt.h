/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-base.h"

G_BEGIN_DECLS

#define BO_HUB_KEY_BYTES 32

/**
 * BoHubClaims: what a token says (PROTOCOL §6). Times are seconds since 1970.
 * @subject: "admin", or a guest's name
 * @role: "admin" or "guest"; permissions follow from it
 * @id: of the token; a guest's is the id of the invitation
 * @generation: how often everybody had been signed out when it was made
 */
typedef struct
{
  char   *subject;
  char   *role;
  char   *id;
  int64_t issued;
  int64_t expires;
  int64_t generation;
} BoHubClaims;

BoHubClaims       *bo_hub_claims_new         (const char *subject, const char *role, const char *id, int64_t issued, int64_t expires);
void               bo_hub_claims_free        (BoHubClaims *claims);
bool               bo_hub_claims_is_admin    (const BoHubClaims *claims);
/* "read", … for the role */
const char *const *bo_hub_role_permissions   (const char *role);

char              *bo_hub_jwt_make           (const uint8_t key[BO_HUB_KEY_BYTES], const BoHubClaims *claims);
BoHubClaims       *bo_hub_jwt_check          (const uint8_t key[BO_HUB_KEY_BYTES], const char *token, int64_t now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BoHubClaims, bo_hub_claims_free)

G_END_DECLS
