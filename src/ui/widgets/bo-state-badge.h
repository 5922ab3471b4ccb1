/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoStateBadge:
 *
 * Icon and words for where something stands between this device and the hub, or to what is
 * comfortable; hidden when there is nothing to say.
 *
 * Properties: `status` (BoSyncStatus), `text` (what it says), `compact` (icon
 * alone, the words as tooltip and accessible name).
 */
#define BO_TYPE_STATE_BADGE (bo_state_badge_get_type ())
G_DECLARE_FINAL_TYPE (BoStateBadge, bo_state_badge, BO, STATE_BADGE, GtkWidget)

GtkWidget  *bo_state_badge_new         (void);
void        bo_state_badge_set_status  (BoStateBadge *self, BoSyncStatus status);
/* Anything else in the same shape. @style: (nullable): a CSS class, "warning" or "error". */
void        bo_state_badge_set_text    (BoStateBadge *self, const char *icon_name, const char *text, const char *style);
/* Status, reachability and age of an accessory, the most urgent first. */
void        bo_state_badge_set_accessory (BoStateBadge *self, BoAccessory *accessory);
const char *bo_state_badge_get_text    (BoStateBadge *self);
void        bo_state_badge_set_compact (BoStateBadge *self, bool compact);
/* Its icon sits on the edge of what stands before it. */
void        bo_state_badge_set_emblem  (BoStateBadge *self);

/* a symbolic icon for a status; never NULL */
const char *bo_sync_status_icon_name   (BoSyncStatus status);
/* a symbolic icon for a side of bo_comfort_side(): below, within, above */
const char *bo_comfort_icon_name       (int side);
/* (transfer full): "14:02", "Tue 14:02", "3 Mar": a time as people say it, in local time */
char       *bo_age_to_text             (int64_t time_us);

G_END_DECLS
