/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoOfflineBar:
 *
 * A bar that says since when the hub is away, and that nothing is lost by it. A person may put
 * it aside until the next time.
 */
#define BO_TYPE_OFFLINE_BAR (bo_offline_bar_get_type ())
G_DECLARE_FINAL_TYPE (BoOfflineBar, bo_offline_bar, BO, OFFLINE_BAR, AdwBin)

void bo_offline_bar_set_client (BoOfflineBar *self, BoClient *client);

/* (transfer full): since when there is no connection, and what that means */
char *bo_offline_sentence (BoClient *client);

G_END_DECLS
