/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

bool     bo_hub_auth_has_password (BoHubDb *db, GError **error);
gboolean bo_hub_auth_set_password (BoHubDb *db, const char *password, GError **error);
gboolean bo_hub_auth_set_hash     (BoHubDb *db, const char *hash, GError **error);
gboolean bo_hub_auth_sign_out_everybody (BoHubDb *db, GError **error);
int64_t  bo_hub_auth_get_generation (BoHubDb *db);

G_END_DECLS
