/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * bo_background_request_async:
 * @connection: (nullable): of the session
 *
 * Asks the desktop whether the program may go on without a window (org.freedesktop.portal.Background). The desktop
 * may ask the person. Ends with bo_background_request_finish().
 */
void     bo_background_request_async  (GDBusConnection *connection, GAsyncReadyCallback callback, gpointer data);
/* FALSE: the person or the desktop said no. Where nobody can be asked nobody minds: TRUE. */
gboolean bo_background_request_finish (GAsyncResult *result);

G_END_DECLS
