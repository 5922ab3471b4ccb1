/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "bo-model.h"

G_BEGIN_DECLS

/**
 * BoStanding:
 *
 * What of an accessory's change asks for a person: that the hub refused it and why, with Retry; or who else changed it
 * and what became of that, with Review. Not visible while nothing does.
 *
 * ::retry: a person wants it sent once more
 * ::review: a person wants to see both changes
 */
#define BO_TYPE_STANDING (bo_standing_get_type ())
G_DECLARE_FINAL_TYPE (BoStanding, bo_standing, BO, STANDING, AdwBin)

GtkWidget   *bo_standing_new           (BoAccessory *accessory);
/* (transfer none) */
BoAccessory *bo_standing_get_accessory (BoStanding *self);
/* What became of what was changed in two places. @sentence: (nullable): NULL: nothing is known of it yet */
void         bo_standing_set_sentence  (BoStanding *self, const char *sentence);
void         bo_standing_set_read_only (BoStanding *self, bool read_only);

G_END_DECLS
