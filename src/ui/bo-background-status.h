/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoBackgroundStatus:
 *
 * As long as it lives, the desktop can show what a client says of its synchronisation: the words of the window, where
 * there is no window (SetStatus of org.freedesktop.portal.Background, version 2). Where the desktop has no such place
 * nothing happens. Main thread.
 */
#define BO_TYPE_BACKGROUND_STATUS (bo_background_status_get_type ())
G_DECLARE_FINAL_TYPE (BoBackgroundStatus, bo_background_status, BO, BACKGROUND_STATUS, GObject)

/* @connection: (nullable): of the session */
BoBackgroundStatus *bo_background_status_new (GDBusConnection *connection, BoClient *client);

G_END_DECLS
