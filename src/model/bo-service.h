/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-catalogue.h"
#include "bo-characteristic.h"

G_BEGIN_DECLS

/**
 * BoService:
 *
 * Properties: `id`, `service-type` (as written), `name` (nullable), `label`,
 * `is-primary`, `is-user-interactive`, `accessory`. A service the catalogue
 * doesn't know has no spec, and is shown as generic rows.
 */
#define BO_TYPE_SERVICE (bo_service_get_type ())
G_DECLARE_FINAL_TYPE (BoService, bo_service, BO, SERVICE, GObject)

const char          *bo_service_get_id                  (BoService *self);
const char          *bo_service_get_service_type        (BoService *self);
/* (nullable) */
const BoServiceSpec *bo_service_get_spec                (BoService *self);
/* (nullable) */
const char          *bo_service_get_name                (BoService *self);
/* the name, or the label of its type; never NULL */
const char          *bo_service_get_label               (BoService *self);
/* "light", "lock": the kind of thing, translated, for a sentence */
const char          *bo_service_get_kind_label          (BoService *self);
bool                 bo_service_get_is_primary          (BoService *self);
bool                 bo_service_get_is_user_interactive (BoService *self);
/* plumbing, or accessory_information: no tile for it */
bool                 bo_service_get_hidden              (BoService *self);
GListModel          *bo_service_get_characteristics     (BoService *self); /* of BoCharacteristic */
/* (nullable): by id, type, alias or HAP uuid; borrowed */
BoCharacteristic    *bo_service_find                    (BoService *self, const char *id_or_type);
/* (nullable): borrowed; NULL once it has left its accessory */
BoAccessory         *bo_service_get_accessory           (BoService *self);
/* JSON path in the entity's document, "/content/services/=ID"; "/content/state" when derived */
const char          *bo_service_get_path                (BoService *self);

/* Of an input source: -1 where a television can't choose it. */
int64_t              bo_service_get_source_identifier   (BoService *self);
char                *bo_service_dup_source_name         (BoService *self);
/* (nullable): the input source of its accessory that a television shows */
BoService           *bo_service_get_active_source       (BoService *self);

/* A switch or an outlet: what hangs on it only a person knows, and may say. */
bool                 bo_service_can_drive_heater        (BoService *self);
bool                 bo_service_get_drives_heater       (BoService *self);
void                 bo_service_set_drives_heater       (BoService *self, bool drives_heater);

char                *bo_service_get_summary             (BoService *self);
char                *bo_service_get_spoken              (BoService *self);
bool                 bo_service_get_active              (BoService *self);
const char          *bo_service_get_icon_name           (BoService *self);
/* (array zero-terminated=1): every name bo_service_get_icon_name() may answer */
const char *const   *bo_icon_names                      (void);
/* the characteristic the tile's main action writes, NULL when it opens details */
BoCharacteristic    *bo_service_get_tap_characteristic  (BoService *self);
/* (nullable): JSON text in the form that is there ("on", true, 1), which the main action would write: the
   opposite of what is */
char                *bo_service_get_tap_value           (BoService *self);

G_END_DECLS
