/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoInviteWindow:
 *
 * Over the window of a home: how long a guest may look, then the invitation as a QR code and as text, to be
 * copied, saved or printed. Nothing of it is kept once the window is closed.
 *
 * ::made: (signal) an invitation was made.
 */
#define BO_TYPE_INVITE_WINDOW (bo_invite_window_get_type ())
G_DECLARE_FINAL_TYPE (BoInviteWindow, bo_invite_window, BO, INVITE_WINDOW, AdwWindow)

/* (transfer none): GTK owns it; not yet presented */
BoInviteWindow *bo_invite_window_new (GtkWindow *parent, BoClient *client);

G_END_DECLS
