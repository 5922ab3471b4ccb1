/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-difference.h"

G_BEGIN_DECLS

/* Where a thing is: the room of an accessory, the zone of a room; (nullable) */
BoThing    *_bo_difference_place     (BoThing *thing);
const char *_bo_difference_place_id  (BoThing *thing);
/* (transfer full): its name, "No Room" where it is in none */
char       *_bo_difference_dup_place (BoThing *thing);

G_END_DECLS
