/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-thing.h"

G_BEGIN_DECLS

#define BO_TYPE_ZONE (bo_zone_get_type ())
G_DECLARE_FINAL_TYPE (BoZone, bo_zone, BO, ZONE, BoThing)

GListModel *bo_zone_get_rooms (BoZone *self); /* of BoRoom, by name */

G_END_DECLS
