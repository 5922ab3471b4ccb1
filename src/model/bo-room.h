/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-thing.h"

G_BEGIN_DECLS

/**
 * BoRoom:
 *
 * Properties besides BoThing's: `zone` (nullable).
 */
#define BO_TYPE_ROOM (bo_room_get_type ())
G_DECLARE_FINAL_TYPE (BoRoom, bo_room, BO, ROOM, BoThing)

/* (nullable): borrowed */
BoZone     *bo_room_get_zone        (BoRoom *self);
GListModel *bo_room_get_accessories (BoRoom *self); /* of BoAccessory, by name */
/* "21.4 °C · 45 %", "" without a reading; the mean where several sensors agree on the kind. */
char       *bo_room_get_readings    (BoRoom *self);
/* (array zero-terminated=1): sentences to be seen at once: "Leak detected by Sink sensor". */
char      **bo_room_get_alerts      (BoRoom *self);

G_END_DECLS
