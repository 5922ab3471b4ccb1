/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

G_BEGIN_DECLS

/**
 * BoSyncIndicator:
 *
 * The content of the synchronisation button: an icon and the client's
 * sentence. Only while it is busy, and where motion isn't reduced, does
 * the icon turn.
 *
 * Properties: `icon-name`, `text`, `detail` (nullable second line), `busy`.
 */
#define BO_TYPE_SYNC_INDICATOR (bo_sync_indicator_get_type ())
G_DECLARE_FINAL_TYPE (BoSyncIndicator, bo_sync_indicator, BO, SYNC_INDICATOR, GtkWidget)

GtkWidget  *bo_sync_indicator_new        (void);
/* @style: (nullable): "warning" or "error" */
void        bo_sync_indicator_set        (BoSyncIndicator *self,
                                          const char      *icon_name,
                                          const char      *text,
                                          const char      *detail,
                                          const char      *style);
void        bo_sync_indicator_set_busy   (BoSyncIndicator *self, bool busy);
const char *bo_sync_indicator_get_text   (BoSyncIndicator *self);

G_END_DECLS
