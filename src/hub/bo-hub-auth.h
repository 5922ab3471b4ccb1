/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-hub-db.h"

G_BEGIN_DECLS

bool     bo_hub_auth_has_password (BoHubDb *db, GError **error);
gboolean bo_hub_auth_set_password (BoHubDb *db, const char *password, GError **error);

G_END_DECLS
