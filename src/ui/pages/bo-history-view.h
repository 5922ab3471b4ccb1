/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoHistoryView:
 *
 * What happened to one thing, as far as this device has seen it: who, when, and what changed. The
 * newest first; it reads anew when the thing changes.
 *
 * ::loaded: (versions: GPtrArray of BoStoreVersion, oldest first) for whoever needs more of it
 */
#define BO_TYPE_HISTORY_VIEW (bo_history_view_get_type ())
G_DECLARE_FINAL_TYPE (BoHistoryView, bo_history_view, BO, HISTORY_VIEW, AdwBin)

/* @limit: how many entries at most */
GtkWidget *bo_history_view_new  (BoClient *client, BoThing *thing, unsigned int limit);
/* Reads anew, up to @limit entries. */
void       bo_history_view_read (BoHistoryView *self, unsigned int limit);

G_END_DECLS
