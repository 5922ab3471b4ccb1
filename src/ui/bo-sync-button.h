/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoSyncButton:
 *
 * How the home stands with the hub, in the client's sentence; pressing it opens the Sync page. At the foot of the
 * sidebar, and in the header bar while that is put away.
 */
#define BO_TYPE_SYNC_BUTTON (bo_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (BoSyncButton, bo_sync_button, BO, SYNC_BUTTON, AdwBin)

/* Once. */
void bo_sync_button_set_client (BoSyncButton *self, BoClient *client);

G_END_DECLS
