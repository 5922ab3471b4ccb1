/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-page.h"

G_BEGIN_DECLS

/**
 * BoSyncPage:
 *
 * Synchronisation, to be seen (UX §3, Sync page): one sentence, then what waits, what is to be
 * reviewed, what happened, and how it is. "sync:review" begins at that part.
 */
#define BO_TYPE_SYNC_PAGE (bo_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (BoSyncPage, bo_sync_page, BO, SYNC_PAGE, BoPage)

/* Its parts, each a class of its own. */
GtkWidget *bo_waiting_view_new  (BoClient *client);
GtkWidget *bo_review_view_new   (BoClient *client);
GtkWidget *bo_activity_view_new (BoClient *client);
GtkWidget *bo_health_view_new   (BoClient *client);

/* Writes what the activity @view shows to @file, as JSON lines; says in a toast how it went. */
void       bo_activity_view_save (GtkWidget *view, GFile *file);

G_END_DECLS
