/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bo-base.h"

G_BEGIN_DECLS

typedef struct _BoThing BoThing;
typedef struct _BoHome BoHome;
typedef struct _BoZone BoZone;
typedef struct _BoRoom BoRoom;
typedef struct _BoAccessory BoAccessory;
typedef struct _BoService BoService;
typedef struct _BoCharacteristic BoCharacteristic;
typedef struct _BoUser BoUser;
typedef struct _BoScene BoScene;
typedef struct _BoSceneAction BoSceneAction;
typedef struct _BoDocument BoDocument;
typedef struct _BoModel BoModel;
typedef struct _BoModelBatch BoModelBatch;

/**
 * BoAccessoryGroup:
 *
 * The headings under which a room shows its tiles, in this order (UX §3).
 */
typedef enum
{
  BO_ACCESSORY_GROUP_LIGHTS,
  BO_ACCESSORY_GROUP_CLIMATE,
  BO_ACCESSORY_GROUP_OPENINGS,
  BO_ACCESSORY_GROUP_SECURITY,
  BO_ACCESSORY_GROUP_MEDIA,
  BO_ACCESSORY_GROUP_SENSORS,
  BO_ACCESSORY_GROUP_OTHER,
} BoAccessoryGroup;

G_END_DECLS
