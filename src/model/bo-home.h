/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-thing.h"

G_BEGIN_DECLS

/**
 * BoHome:
 *
 * Properties besides BoThing's: `is-primary` (as the content says). All lists
 * are sorted by name and splice.
 */
#define BO_TYPE_HOME (bo_home_get_type ())
G_DECLARE_FINAL_TYPE (BoHome, bo_home, BO, HOME, BoThing)

bool        bo_home_get_is_primary  (BoHome *self);
GListModel *bo_home_get_zones       (BoHome *self); /* of BoZone */
GListModel *bo_home_get_rooms       (BoHome *self); /* of BoRoom */
GListModel *bo_home_get_accessories (BoHome *self); /* of BoAccessory */
GListModel *bo_home_get_no_room     (BoHome *self); /* of BoAccessory: those in no room */
GListModel *bo_home_get_users       (BoHome *self); /* of BoUser, as in the content */
GListModel *bo_home_get_scenes      (BoHome *self); /* of BoScene */
GListModel *bo_home_get_documents   (BoHome *self); /* of BoDocument: all of this home */

G_END_DECLS
