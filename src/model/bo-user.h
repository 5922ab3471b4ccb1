/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-model-types.h"

G_BEGIN_DECLS

/**
 * BoUser:
 *
 * An element of a home's `content.users`. Properties: `id`, `name`,
 * `is-administrator`, `is-owner`, `remote-access-allowed`.
 */
#define BO_TYPE_USER (bo_user_get_type ())
G_DECLARE_FINAL_TYPE (BoUser, bo_user, BO, USER, GObject)

const char *bo_user_get_id                    (BoUser *self);
const char *bo_user_get_name                  (BoUser *self);
bool        bo_user_get_is_administrator      (BoUser *self);
bool        bo_user_get_is_owner              (BoUser *self);
bool        bo_user_get_remote_access_allowed (BoUser *self);
/* "/content/users/=ID" in the home's document */
const char *bo_user_get_path                  (BoUser *self);

G_END_DECLS
