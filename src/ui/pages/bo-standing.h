/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bo-client.h"

G_BEGIN_DECLS

/**
 * BoStanding:
 *
 * What of an accessory's change asks for a person: that the hub refused it and why, with Retry; or who else changed it
 * and what became of that, with Review. Not visible while nothing does.
 */
#define BO_TYPE_STANDING (bo_standing_get_type ())
G_DECLARE_FINAL_TYPE (BoStanding, bo_standing, BO, STANDING, AdwBin)

GtkWidget *bo_standing_new    (BoClient *client, BoAccessory *accessory);

/* The same two deeds for a tile's menu. @id: of an entity */
void       bo_standing_retry  (GtkWidget *from, BoClient *client, const char *id);
void       bo_standing_review (GtkWidget *from, BoClient *client, const char *id);

G_END_DECLS
