/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bo-list-private.h"
#include "bo-model.h"
#include "bo-parse-private.h"

G_BEGIN_DECLS

/*
 * BoUpdate: one bo_model_apply() under way. Objects are frozen and lists left uncommitted until
 * the whole model is consistent; whoever is notified sees all of the batch, or none of it.
 */
typedef struct
{
  GPtrArray  *frozen;         /* GObject, frozen once each time it was touched */
  GHashTable *lists;          /* BoList with changes to commit */
  GPtrArray  *values_changed; /* BoAccessory */
} BoUpdate;

BoUpdate *_bo_update_begin  (void);
void      _bo_update_finish (BoUpdate *self); /* commits, thaws, emits, frees */
void      _bo_update_touch  (BoUpdate *self, gpointer object);
void      _bo_update_put    (BoUpdate *self, BoList *list, gpointer item, const char *key);
void      _bo_update_drop   (BoUpdate *self, BoList *list, gpointer item);

/* bo-thing.c */
BoThing    *_bo_thing_new           (BoUpdate *update, BoParsed *parsed);
/* whether its place in lists changed */
bool        _bo_thing_update        (BoThing *self, BoUpdate *update, BoParsed *parsed);
void        _bo_thing_set_standing  (BoThing *self, BoUpdate *update, BoSyncStatus status, const char *problem);
const char *_bo_thing_get_sort_key  (BoThing *self);
BoParsed   *_bo_thing_get_parsed    (BoThing *self);
BoList     *_bo_thing_documents     (BoThing *self);
void        _bo_thing_set_home      (BoThing *self, BoUpdate *update, BoHome *home);
void        _bo_thing_set_deleted   (BoThing *self, BoUpdate *update);
char       *_bo_sort_key            (const char *name, const char *id);

/* lists of the classes, to be put into and dropped from */
BoList     *_bo_home_zones          (BoHome *self);
BoList     *_bo_home_rooms          (BoHome *self);
BoList     *_bo_home_accessories    (BoHome *self);
BoList     *_bo_home_no_room        (BoHome *self);
BoList     *_bo_home_scenes         (BoHome *self);
BoList     *_bo_home_documents      (BoHome *self);
BoList     *_bo_zone_rooms          (BoZone *self);
BoList     *_bo_room_accessories    (BoRoom *self);
void        _bo_room_set_zone       (BoRoom *self, BoUpdate *update, BoZone *zone);
BoList     *_bo_accessory_rooms     (BoAccessory *self);
void        _bo_accessory_set_bridge (BoAccessory *self, BoUpdate *update, BoAccessory *bridge);
void        _bo_accessory_settle    (BoAccessory *self, BoUpdate *update); /* nothing of it waits */
void        _bo_accessory_values_changed (BoAccessory *self);
BoList     *_bo_document_subjects   (BoDocument *self);

/* bo-user.c */
BoUser     *_bo_user_new            (const BoUserData *data);
bool        _bo_user_update         (BoUser *self, const BoUserData *data);

/* bo-service.c, bo-characteristic.c: @accessory NULL detaches */
BoService  *_bo_service_new         (BoUpdate *update, BoAccessory *accessory, BoParsed *parsed, BoServiceData *data);
/* whether a value changed */
bool        _bo_service_update      (BoService *self, BoUpdate *update, BoParsed *parsed, BoServiceData *data);
void        _bo_service_detach      (BoService *self);
GPtrArray  *_bo_service_peek        (BoService *self);  /* BoCharacteristic, as in the content */
GPtrArray  *_bo_accessory_peek      (BoAccessory *self); /* BoService, as in the content */
BoCharacteristic *_bo_characteristic_new (BoService *service, BoParsed *parsed, BoCharacteristicData *data);
bool        _bo_characteristic_update (BoCharacteristic *self, BoUpdate *update, BoParsed *parsed,
                                       BoCharacteristicData *data);
void        _bo_characteristic_detach (BoCharacteristic *self);

G_END_DECLS
